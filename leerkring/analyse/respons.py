"""Who answered the questionnaire, without showing groups that are too small."""

from __future__ import annotations

from math import inf
from typing import Any

import pandas as pd

from leerkring.analyse.onderdrukking import NODIG_VOOR_VERDELING, Som, Stelsel, Zicht, grade_n, protect
from leerkring.begrippen import Groep, Meting

KOLOMMEN = ["groep", "is_extern", "meting", "n", "uitgenodigd", "onderdrukt", "beperkt", "is_totaal", "reden"]
BINNEN, BUITEN, SAMEN = "Samen binnen de organisatie", "Samen buiten de organisatie", "Alle groepen samen"


def count_respons(
    respondenten: pd.DataFrame,
    antwoorden: pd.DataFrame,
    uitnodigingen: pd.DataFrame,
    uitkomsten: pd.DataFrame,
    slug: str,
    kleinste_n: int,
) -> pd.DataFrame:
    """Return how many people of each group of a deelnemer answered at each meting, and how many together.

    A group of fewer than 10 people shows no exact number: beside the numbers per statement that would tell how many
    of them left a statement open. A total is only given where it does not help to reckon a hidden number back; the
    reader is taken to know the numbers per statement as well.

    Parameters
    ----------
    respondenten, antwoorden, uitnodigingen
        The tables of that name.
    uitkomsten
        The result of `summarise_antwoorden`, which the same reader sees.
    slug
        The deelnemer.
    kleinste_n
        The smallest group that this audience may see.

    Returns
    -------
    One row for every group and meting with an invitation or an answer, and below them the totals of those within,
    those outside and all, where they hold more than one group: `groep` (label), `is_extern` (missing for all
    together), `meting`, `n` and `uitgenodigd` (persons), `onderdrukt` (both are missing: too few), `beperkt` (n is
    missing: fewer than 10), `is_totaal`, `reden` (why a number is missing).
    """
    own = respondenten[respondenten["deelnemer"] == slug]
    given = antwoorden[antwoorden["waarde"].notna()].merge(own, left_on="respondent", right_on="id")
    n = given.groupby(["groep", "meting"])["respondent"].nunique()
    asked = uitnodigingen[uitnodigingen["deelnemer"] == slug].set_index(["groep", "meting"])["uitgenodigd"]
    known = uitkomsten[uitkomsten["deelnemer"] == slug].groupby(["groep", "meting"])["n"].max()
    parts: list[dict[str, Any]] = []
    for groep in Groep:
        for meting in Meting:
            key = (str(groep), str(meting))
            if key not in n.index and key not in asked.index:
                continue
            count = int(n.get(key, 0))
            invited = int(asked[key]) if key in asked.index else None
            least = known.get(key)
            parts.append(
                {"groep": groep.label, "is_extern": groep.is_extern, "meting": str(meting), "n": count}
                | {"uitgenodigd": invited, "zicht": grade_n(count, kleinste_n)}
                | {"minstens": kleinste_n if pd.isna(least) else int(least)}
            )
    rows = [r for meting in Meting for r in _add_totals([p for p in parts if p["meting"] == meting], kleinste_n)]
    # Groups first, each with its metingen, and then the totals.
    order = [*(groep.label for groep in Groep), BINNEN, BUITEN, SAMEN]
    rows.sort(key=lambda r: order.index(r["groep"]))
    out = pd.DataFrame(rows, columns=KOLOMMEN)
    types = dict.fromkeys(["n", "uitgenodigd"], "Int64") | {"is_extern": "boolean"}
    return out.astype(types | dict.fromkeys(["onderdrukt", "beperkt", "is_totaal"], "bool"))


def _add_totals(parts: list[dict[str, Any]], kleinste_n: int) -> list[dict[str, Any]]:
    """Return the rows of one meting with their totals, with what may not be known taken out."""
    inside, outside = ([p for p in parts if p["is_extern"] is side] for side in (False, True))
    totals: list[dict[str, Any]] = [
        {"groep": name, "is_extern": side, "delen": group}
        for name, side, group in ((BINNEN, False, inside), (BUITEN, True, outside), (SAMEN, None, parts))
        if len(group) > 1 and not (side is not None and group == parts)
    ]
    stelsel = Stelsel(
        aantallen={p["groep"]: p["n"] for p in parts} | {t["groep"]: sum(p["n"] for p in t["delen"]) for t in totals},
        sommen=[Som(t["groep"], tuple(p["groep"] for p in t["delen"])) for t in totals],
        grenzen={p["groep"]: _guess(p, kleinste_n) for p in parts},
    )
    reasons = protect(stelsel, [p["groep"] for p in parts if p["zicht"] is not Zicht.HEEL])
    rows: list[dict[str, Any]] = []
    for part in parts:
        hidden = part["zicht"] is Zicht.VERBORGEN
        shown = {"n": part["n"] if part["zicht"] is Zicht.HEEL else None}
        shown |= {"uitgenodigd": None if hidden else part["uitgenodigd"], "reden": reasons.get(part["groep"])}
        rows.append(
            part | shown | {"onderdrukt": hidden, "beperkt": part["zicht"] is Zicht.BEPERKT, "is_totaal": False}
        )
    for total in totals:
        group = total["delen"]
        given = total["groep"] not in reasons
        # Of a hidden group not even the number of those asked is shown, so that it may not follow from a total.
        whole = given and all(p["zicht"] is not Zicht.VERBORGEN and p["uitgenodigd"] is not None for p in group)
        rows.append(
            {"groep": total["groep"], "is_extern": total["is_extern"], "meting": group[0]["meting"]}
            | {"n": stelsel.aantallen[total["groep"]] if given else None}
            | {"uitgenodigd": sum(p["uitgenodigd"] for p in group) if whole else None}
            | {"onderdrukt": not given, "beperkt": False, "is_totaal": True, "reden": reasons.get(total["groep"])}
        )
    return rows


def _guess(part: dict[str, Any], kleinste_n: int) -> tuple[float, float]:
    """Return between which numbers a reader knows the size of a group to lie when it is not shown."""
    if part["zicht"] is Zicht.VERBORGEN:
        return 0, kleinste_n - 1
    asked = inf if part["uitgenodigd"] is None else part["uitgenodigd"]
    return part["minstens"], max(part["n"], min(NODIG_VOOR_VERDELING - 1, asked))
