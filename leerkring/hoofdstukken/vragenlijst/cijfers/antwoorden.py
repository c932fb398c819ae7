"""What groups answered to the questionnaire, with small groups hidden (deelvraag D4 and the items on D1 to D3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from leerkring.begrippen import Deelvraag, Groep, Meting
from leerkring.methoden.getallen import Plaatsen
from leerkring.methoden.onderdrukking import Zicht, grade_n
from leerkring.model.beleid import Beleid
from leerkring.model.vragenlijst import WEET_NIET, Vragenlijst

CEL = ["deelnemer", "item", "groep", "meting"]


def score_antwoorden(
    antwoorden: pd.DataFrame, respondenten: pd.DataFrame, vragenlijst: Vragenlijst, slug: str | None = None
) -> pd.DataFrame:
    """Return every answer with its group and its score, so that a high score is always favourable.

    Items that the vragenlijst calls `omgekeerd` become laag + hoog - waarde. Blank and weet_niet stay apart and get no
    score. Answers of the own organisation to an item of D4 are left out: only inwoners and partners answer it.

    Parameters
    ----------
    antwoorden, respondenten
        The tables of that name.
    vragenlijst
        The record of vragenlijst.yaml.
    slug
        The deelnemer; None for all of them.

    Returns
    -------
    `deelnemer`, `respondent`, `groep` (code), `meting`, `item`, `score` (on the scale, missing without a valid answer),
    `soort` ('geldig', 'weet_niet' or 'blanco'), `bron`, `herkomst`.
    """
    items = {item.id: item for item in vragenlijst.items}
    people = respondenten[["id", "deelnemer", "groep"]].rename(columns={"id": "respondent"})
    out = antwoorden[antwoorden["item"].isin(list(items))].merge(people, on="respondent")
    judged = out["item"].isin([i for i, item in items.items() if item.deelvraag is Deelvraag.D4])
    out = out[out["groep"].isin([str(g) for g in Groep if g.is_extern]) | ~judged]
    if slug is not None:
        out = out[out["deelnemer"] == slug]
    score = pd.to_numeric(out["waarde"], errors="coerce").astype("Float64")
    if vragenlijst.schaal is not None:
        turned = out["item"].isin([i for i, item in items.items() if item.omgekeerd])
        score = score.mask(turned, vragenlijst.schaal.laag + vragenlijst.schaal.hoog - score)
    soort = np.select([out["waarde"].isna(), out["waarde"] == WEET_NIET], ["blanco", "weet_niet"], "geldig")
    out = out.assign(score=score.astype("Int64"), soort=pd.Series(soort, index=out.index, dtype="str"))
    columns = ["deelnemer", "respondent", "groep", "meting", "item", "score", "soort", "bron", "herkomst"]
    return out[columns].reset_index(drop=True)


def _walk(scores: pd.DataFrame, vragenlijst: Vragenlijst) -> Iterator[tuple[dict[str, Any], Plaatsen]]:
    """Yield each cell that was asked with the places of its answers: by deelnemer, item, group and meting in order."""
    cells: dict[Any, Plaatsen] = {key: np.asarray(places) for key, places in scores.groupby(CEL).indices.items()}
    for slug in dict.fromkeys(scores["deelnemer"]):
        for item in vragenlijst.items:
            for groep in Groep:
                for meting in Meting:
                    cell = cells.get((slug, item.id, str(groep), str(meting)))
                    if cell is not None:
                        yield (
                            {
                                "deelnemer": slug,
                                "item": item.id,
                                "tekst": item.tekst,
                                "deelvraag": str(item.deelvraag),
                                "omgekeerd": item.omgekeerd,
                                "groep": str(groep),
                                "is_extern": groep.is_extern,
                                "meting": str(meting),
                            },
                            cell,
                        )


def summarise_antwoorden(scores: pd.DataFrame, vragenlijst: Vragenlijst, beleid: Beleid) -> pd.DataFrame:
    """Return per deelnemer, item, group and meting what was answered, as far as the group is large enough to show it.

    With fewer than `beleid.kleinste_n` valid answers every number is missing; with fewer than 10 only n and the median
    are given; from 10 on the distribution and the share as well. There are no totals over groups, because a total would
    give a hidden group away, and no lowest or highest answer, because that is the answer of one person.

    Parameters
    ----------
    scores
        The result of `score_antwoorden`.
    vragenlijst
        The record of vragenlijst.yaml.
    beleid
        What these readers may be shown.

    Returns
    -------
    One row per cell in which somebody was asked: `deelnemer`, `item`, `tekst`, `deelvraag` (code), `omgekeerd`,
    `groep` (code), `is_extern`, `meting`, `n` (valid answers), `mediaan`, `aandeel_positief` (0-1: answers above the
    middle of the scale), `verdeling` (tuple: number of answers per score, from low to high), `weet_niet`, `blanco`
    (numbers), `onderdrukt`, `reden` (why something is not given, missing when all is), `bron`, `herkomst` (the valid
    answers; missing where hidden, because it would tell their number).
    """
    rows = []
    # As arrays, because a frame of its own for each cell takes ten times as long as counting in it.
    soort, bron, herkomst = (scores[name].to_numpy("object") for name in ("soort", "bron", "herkomst"))
    scored = scores["score"].to_numpy("float64", na_value=np.nan)
    for cell, places in _walk(scores, vragenlijst):
        kinds = soort[places]
        valid = places[kinds == "geldig"]
        n, score = len(valid), scored[valid]
        zicht = grade_n(n, beleid)
        shown, full = zicht is not Zicht.VERBORGEN, zicht is Zicht.HEEL
        schaal = vragenlijst.schaal
        values = range(schaal.laag, schaal.hoog + 1) if schaal else range(0)
        middle = (values[0] + values[-1]) / 2 if schaal else 0.0
        numbers = {
            "n": n if shown else None,
            "mediaan": float(np.median(score)) if shown else None,
            "aandeel_positief": float((score > middle).mean()) if full else None,
            "verdeling": tuple(int((score == v).sum()) for v in values) if full else None,
            "weet_niet": int((kinds == WEET_NIET).sum()) if full else None,
            "blanco": int((kinds == "blanco").sum()) if full else None,
        }
        reasons = {
            "onderdrukt": not shown,
            "reden": None if full else _explain_hiding(shown, beleid),
            "bron": tuple(dict.fromkeys(place for b in bron[places] for place in b)),
            "herkomst": ", ".join(dict.fromkeys(herkomst[valid])) if shown else None,
        }
        rows.append(cell | numbers | reasons)
    about = ["deelnemer", "item", "tekst", "deelvraag", "omgekeerd", "groep", "is_extern", "meting", "n", "mediaan"]
    rest = ["aandeel_positief", "verdeling", "weet_niet", "blanco", "onderdrukt", "reden", "bron", "herkomst"]
    types = {"omgekeerd": "bool", "is_extern": "bool", "onderdrukt": "bool"}
    types |= dict.fromkeys(["n", "weet_niet", "blanco"], "Int64")
    types |= dict.fromkeys(["mediaan", "aandeel_positief"], "float64")
    return pd.DataFrame(rows, columns=[*about, *rest]).astype(types)


def _explain_hiding(shown: bool, beleid: Beleid) -> str:
    """Return why a cell is hidden as a whole or in part."""
    if shown:
        return f"minder dan {beleid.nodig_voor_verdeling} antwoorden: geen verdeling"
    return f"minder dan {beleid.kleinste_n} antwoorden"


def select_laatste(uitkomsten: pd.DataFrame, extern: bool = False) -> pd.DataFrame:
    """Return the last meting at which each group was asked each item.

    Parameters
    ----------
    uitkomsten
        The result of `summarise_antwoorden`.
    extern
        Keep only the items that inwoners or partners were asked.

    Returns
    -------
    The columns of `uitkomsten`.
    """
    if extern:
        uitkomsten = uitkomsten[uitkomsten.groupby(["deelnemer", "item"])["is_extern"].transform("any")]
    last = uitkomsten.groupby(["deelnemer", "item", "groep"])["meting"].transform("max")
    return uitkomsten[uitkomsten["meting"] == last].reset_index(drop=True)


def select_binnen(uitkomsten: pd.DataFrame) -> pd.DataFrame:
    """Return the last meting of each item that only groups within the organisation answered, by deelvraag.

    Parameters
    ----------
    uitkomsten
        The result of `summarise_antwoorden`.

    Returns
    -------
    The columns of `uitkomsten`. What is left out here is what `select_laatste` keeps with `extern`.
    """
    outside = uitkomsten.groupby(["deelnemer", "item"])["is_extern"].transform("any").astype(bool)
    return select_laatste(uitkomsten[~outside]).sort_values("deelvraag", kind="stable", ignore_index=True)


def list_verdeling(uitkomsten: pd.DataFrame, vragenlijst: Vragenlijst) -> pd.DataFrame:
    """Return the distributions that may be shown, one row per score.

    Parameters
    ----------
    uitkomsten
        The result of `summarise_antwoorden` or `select_laatste`.
    vragenlijst
        The record of vragenlijst.yaml.

    Returns
    -------
    `deelnemer`, `item`, `groep` (code), `meting`, `score`, `label` (the words of that answer; for an item that is
    omgekeerd those of the answer as it was given), `n`, `aandeel` (0-1), `van`, `tot` (the shares laid end to end, with
    0 halfway the middle score, so that favourable answers lie above 0).
    """
    rows = []
    cell: Any
    for cell in uitkomsten.dropna(subset=["verdeling"]).itertuples():
        schaal = vragenlijst.schaal
        assert schaal is not None, "a distribution has a scale"  # noqa: S101
        shares = [count / int(cell.n) for count in cell.verdeling]
        half = len(shares) // 2
        edge = -sum(shares[:half]) - (shares[half] / 2 if len(shares) % 2 else 0)
        for place, share in enumerate(shares):
            score = schaal.laag + place
            given = schaal.laag + schaal.hoog - score if cell.omgekeerd else score
            found = [cell.deelnemer, cell.item, cell.groep, cell.meting, score, schaal.labels[given]]
            rows.append([*found, cell.verdeling[place], share, edge, edge + share])
            edge += share
    return pd.DataFrame(rows, columns=[*CEL, "score", "label", "n", "aandeel", "van", "tot"])
