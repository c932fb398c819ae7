"""What the team noted: experiences, tips and things to wonder at."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leerkring.begrippen import Deelvraag, LogboekSoort, Sturingsvorm


def list_notities(logboek: pd.DataFrame, slug: str) -> pd.DataFrame:
    """Return the logbook entries about a deelnemer in order of time.

    Parameters
    ----------
    logboek
        The table logboek.
    slug
        The deelnemer.

    Returns
    -------
    `datum` (timestamp), `ronde`, `soort` (label), `deelvraag` (code, may be missing), `tekst`, `herkomst`.
    """
    own = logboek[logboek["deelnemer"] == slug].sort_values("datum", kind="stable", ignore_index=True)
    out = own[["datum", "ronde", "soort", "deelvraag", "tekst", "herkomst"]].copy()
    out["soort"] = pd.Series([LogboekSoort(s).label for s in own["soort"]], dtype="str")
    return out


def count_notities(logboek: pd.DataFrame, slug: str) -> pd.DataFrame:
    """Return how many entries of each soort a deelnemer has per round.

    Parameters
    ----------
    logboek
        The table logboek.
    slug
        The deelnemer.

    Returns
    -------
    `ronde` (1-3), `soort` (label), `n`; every combination of the rounds and soorten has a row.
    """
    own = logboek[logboek["deelnemer"] == slug]
    rows = [
        [ronde, soort.label, int(((own["ronde"] == ronde) & (own["soort"] == str(soort))).sum())]
        for ronde in (1, 2, 3)
        for soort in LogboekSoort
    ]
    return pd.DataFrame(rows, columns=["ronde", "soort", "n"])


def compare_notities(logboek: pd.DataFrame, deelnemers: pd.DataFrame) -> pd.DataFrame:
    """Return how many entries every deelnemer has per deelvraag.

    Parameters
    ----------
    logboek, deelnemers
        The tables of that name.

    Returns
    -------
    `deelnemer` (id), `naam`, then one column per deelvraag with a count, `zonder` (entries without deelvraag) and
    `totaal`.
    """
    rows = []
    deelnemer: Any
    for deelnemer in deelnemers.itertuples():
        own = logboek[logboek["deelnemer"] == deelnemer.id]
        counts = {str(d): int((own["deelvraag"] == str(d)).sum()) for d in Deelvraag}
        without = int(own["deelvraag"].isna().sum())
        rows.append(
            {"deelnemer": deelnemer.id, "naam": deelnemer.naam, **counts, "zonder": without, "totaal": len(own)}
        )
    return pd.DataFrame(rows, columns=["deelnemer", "naam", *map(str, Deelvraag), "zonder", "totaal"])


def list_tips(logboek: pd.DataFrame, deelnemers: pd.DataFrame) -> pd.DataFrame:
    """Return the tips in the logboek by form of steering and round.

    Parameters
    ----------
    logboek, deelnemers
        The tables of that name.

    Returns
    -------
    `vorm` (code of Sturingsvorm: that of the note, else that of its deelnemer, else empty), `ronde`, `deelnemer` (id,
    may be missing), `tekst`, `herkomst`; in the order of the forms, then of the rounds.
    """
    forms = dict(zip(deelnemers["id"], deelnemers["sturingsvorm"], strict=True))
    own = logboek[logboek["soort"] == str(LogboekSoort.TIP)].copy()
    own["vorm"] = own["sturingsvorm"].where(own["sturingsvorm"].notna(), own["deelnemer"].map(forms)).fillna("")
    ranks = {str(v): v.rang for v in Sturingsvorm}
    own["rang"] = [ranks.get(v, len(ranks)) for v in own["vorm"]]
    out = own.sort_values(["rang", "ronde"], kind="stable", ignore_index=True)
    return out[["vorm", "ronde", "deelnemer", "tekst", "herkomst"]]
