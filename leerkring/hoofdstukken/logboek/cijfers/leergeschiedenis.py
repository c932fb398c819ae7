"""The learning history: what people said beside what the team noted, in order of time (Kleiner and Roth 1997)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leerkring.begrippen import Groep, LogboekSoort

STEM = ["stem", "groep", "stem_datum", "bron"]
COMMENTAAR = ["commentaar", "soort", "commentaar_datum"]


def pair_voices(fragmenten: pd.DataFrame, logboek: pd.DataFrame, slug: str) -> pd.DataFrame:
    """Return the moments of a learning history: a voice with the note of the team that lies nearest in time.

    Within a round every voice and every note is used once. The two that lie nearest in time are paired first, then
    the next nearest of what is left; at equal distance the earlier voice and then the earlier note goes first. The
    pairing is by time alone: it puts texts beside each other and does not say that the one is about the other.

    Parameters
    ----------
    fragmenten, logboek
        The tables of that name. Only approved passages become voices, for the team too.
    slug
        The deelnemer.

    Returns
    -------
    One row per moment, in order of round and of time: `ronde` (missing for voices without a round, which stand last
    and without a note), `datum` (of the voice, or of the note where there is no voice), `stem` (text), `groep`
    (label, missing where it would name the speaker), `stem_datum`, `bron` (tuple, of the voice), `commentaar`
    (text), `soort` (label), `commentaar_datum`, `dagen` (between the two), `herkomst`. What has no counterpart is
    missing there.
    """
    voices = fragmenten[(fragmenten["deelnemer"] == slug) & fragmenten["goedgekeurd"]]
    notes = logboek[logboek["deelnemer"] == slug]
    rows: list[dict[str, Any]] = []
    for ronde in (1, 2, 3):
        rows += pair_round(voices[voices["ronde"] == ronde], notes[notes["ronde"] == ronde])
    rows += pair_round(voices[voices["ronde"].isna()], notes[:0])
    out = pd.DataFrame(rows, columns=["ronde", "datum", *STEM, *COMMENTAAR, "dagen", "herkomst"])
    out = out.astype(
        {"ronde": "Int64", "dagen": "Int64"} | dict.fromkeys(["stem", "groep", "commentaar", "soort"], "str")
    )
    for name in ("datum", "stem_datum", "commentaar_datum"):
        out[name] = pd.to_datetime(out[name]).astype("datetime64[s]")
    return out.sort_values(["ronde", "datum"], kind="stable", na_position="last", ignore_index=True)


def pair_round(voices: pd.DataFrame, notes: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the moments of one round as records: pairs, and what is left of either."""
    said = voices.sort_values("datum", kind="stable").to_dict("records")
    noted = notes.sort_values("datum", kind="stable").to_dict("records")
    distances = sorted(
        (abs((v["datum"] - n["datum"]).days), i, j) for i, v in enumerate(said) for j, n in enumerate(noted)
    )
    pairs: dict[int, int] = {}
    for _, i, j in distances:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    rows = [build_moment(v, noted[pairs[i]] if i in pairs else None) for i, v in enumerate(said)]
    return rows + [build_moment(None, n) for j, n in enumerate(noted) if j not in pairs.values()]


def build_moment(voice: dict[Any, Any] | None, note: dict[Any, Any] | None) -> dict[str, Any]:
    """Return one moment as a record; a side that is not there stays missing."""
    sides = [side for side in (voice, note) if side]
    moment: dict[str, Any] = {
        "ronde": sides[0]["ronde"],
        "datum": sides[0]["datum"],
        "herkomst": ", ".join(side["herkomst"] for side in sides),
    }
    if voice:
        groep = Groep(voice["groep"]).label if isinstance(voice["groep"], str) else None
        values = [voice["tekst"], groep, voice["datum"], voice["bron"]]
        moment |= dict(zip(STEM, values, strict=True))
    if note:
        values = [note["tekst"], LogboekSoort(note["soort"]).label, note["datum"]]
        moment |= dict(zip(COMMENTAAR, values, strict=True))
    if voice and note:
        moment["dagen"] = abs((voice["datum"] - note["datum"]).days)
    return moment


def select_moments(momenten: pd.DataFrame, per_ronde: int) -> pd.DataFrame:
    """Return at most so many moments per round, for a report that must stay short.

    Pairs go first, the nearest in time before others; then voices without a note; then notes without a voice, of
    which those that wonder go before the rest; what is still equal from early to late.

    Parameters
    ----------
    momenten
        The result of `pair_voices`.
    per_ronde
        How many moments a round may have.

    Returns
    -------
    The kept rows with the same columns, in order of time.
    """
    alone = momenten["stem"].isna()
    rank = alone.astype(int) + (alone & (momenten["soort"] != LogboekSoort.VERWONDERPUNT.label)).astype(int)
    ranked = momenten.assign(rang=rank).sort_values(["rang", "dagen", "datum"], kind="stable", na_position="last")
    kept = ranked.groupby("ronde", dropna=False).head(per_ronde).index
    return momenten.loc[sorted(kept)].reset_index(drop=True)


def count_moments(momenten: pd.DataFrame, getoond: pd.DataFrame) -> pd.DataFrame:
    """Return per round how many voices and notes there are, and how many of them a report leaves out.

    Parameters
    ----------
    momenten, getoond
        The results of `pair_voices` and `select_moments`.

    Returns
    -------
    A row per round that has moments: `ronde` (may be missing), `stemmen`, `notities`, `stemmen_weg`,
    `notities_weg`.
    """
    rows = []
    for ronde in momenten["ronde"].drop_duplicates():
        here, shown = (
            part[part["ronde"].isna() if pd.isna(ronde) else (part["ronde"] == ronde).fillna(value=False)]
            for part in (momenten, getoond)
        )
        voices, notes = int(here["stem"].notna().sum()), int(here["commentaar"].notna().sum())
        gone = [voices - int(shown["stem"].notna().sum()), notes - int(shown["commentaar"].notna().sum())]
        rows.append([ronde, voices, notes, *gone])
    out = pd.DataFrame(rows, columns=["ronde", "stemmen", "notities", "stemmen_weg", "notities_weg"])
    return out.astype({"ronde": "Int64"})
