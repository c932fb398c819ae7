"""Who answered the questionnaire, without showing groups that are too small."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leerkring.begrippen import Groep, Meting
from leerkring.methoden.onderdrukking import Reden, Zicht, grade_n, may_total, tells_n
from leerkring.model.beleid import Beleid
from leerkring.model.vragenlijst import WEET_NIET

RESPONSKOLOMMEN = ["groep", "is_extern", "meting", "n", "uitgenodigd", "onderdrukt", "beperkt", "is_totaal", "reden"]
SAMEN_BINNEN, SAMEN_BUITEN, SAMEN = "Samen binnen de organisatie", "Samen buiten de organisatie", "Alle groepen samen"


def count_respons(
    antwoorden: pd.DataFrame, respondenten: pd.DataFrame, uitnodigingen: pd.DataFrame, slug: str, beleid: Beleid
) -> pd.DataFrame:
    """Return how many people of each group of a deelnemer answered at each meting, and how many together.

    A group of fewer than 10 people shows no exact number: beside the numbers per statement that would tell how many
    of them left a statement open. A total is only given where the number of every group in it is. Two small groups
    would hide each other from this reader, but not from one who has another report on one of them.

    Parameters
    ----------
    antwoorden, respondenten, uitnodigingen
        The tables of that name.
    slug
        The deelnemer.
    beleid
        What these readers may be shown.

    Returns
    -------
    One row for every group and meting with an invitation or an answer, and below them the totals of those within,
    those outside and all, where they hold more than one group: `groep` (label), `is_extern` (missing for all
    together), `meting`, `n` and `uitgenodigd` (persons), `onderdrukt` (both are missing: too few), `beperkt` (n is
    missing: fewer than 10; `uitgenodigd` too where it would tell), `is_totaal`, `reden` (why a number is missing).
    """
    own = respondenten[respondenten["deelnemer"] == slug]
    every = antwoorden.merge(own, left_on="respondent", right_on="id")
    got = set(zip(every["groep"], every["meting"], strict=True))
    given = every[every["waarde"].notna()]
    n = given.groupby(["groep", "meting"])["respondent"].nunique()
    valid = given[given["waarde"] != WEET_NIET].groupby(["groep", "meting", "item"])["respondent"].nunique()
    most = valid.groupby(["groep", "meting"]).max()
    asked = uitnodigingen[uitnodigingen["deelnemer"] == slug].set_index(["groep", "meting"])["uitgenodigd"]
    parts: list[dict[str, Any]] = []
    for groep in Groep:
        for meting in Meting:
            key = (str(groep), str(meting))
            if key not in got and key not in asked.index:
                continue
            count = int(n.get(key, 0))
            invited = int(asked[key]) if key in asked.index else None
            parts.append(
                {"groep": groep.label, "is_extern": groep.is_extern, "meting": str(meting), "n": count}
                | {"uitgenodigd": invited, "zicht": grade_n(count, beleid)}
                | {"verraadt": count < beleid.nodig_voor_verdeling and tells_n(invited, int(most.get(key, 0)), beleid)}
            )
    rows = [r for meting in Meting for r in _add_totals([p for p in parts if p["meting"] == meting])]
    # Groups first, each with its metingen, and then the totals.
    order = [*(groep.label for groep in Groep), SAMEN_BINNEN, SAMEN_BUITEN, SAMEN]
    rows.sort(key=lambda r: order.index(r["groep"]))
    out = pd.DataFrame(rows, columns=RESPONSKOLOMMEN)
    types = dict.fromkeys(["n", "uitgenodigd"], "Int64") | {"is_extern": "boolean"}
    return out.astype(types | dict.fromkeys(["onderdrukt", "beperkt", "is_totaal"], "bool"))


def _add_totals(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of one meting with their totals, with what may not be known taken out."""
    inside, outside = ([p for p in parts if p["is_extern"] is side] for side in (False, True))
    totals: list[dict[str, Any]] = [
        {"groep": name, "is_extern": side, "delen": group}
        for name, side, group in ((SAMEN_BINNEN, False, inside), (SAMEN_BUITEN, True, outside), (SAMEN, None, parts))
        if len(group) > 1 and not (side is not None and group == parts)
    ]
    rows: list[dict[str, Any]] = []
    for part in parts:
        hidden = part["zicht"] is Zicht.VERBORGEN
        whole = part["zicht"] is Zicht.HEEL
        asked = None if hidden or part["verraadt"] else part["uitgenodigd"]
        shown = {"n": part["n"] if whole else None, "uitgenodigd": asked}
        shown |= {"reden": None if whole else Reden.KLEIN}
        rows.append(
            part | shown | {"onderdrukt": hidden, "beperkt": part["zicht"] is Zicht.BEPERKT, "is_totaal": False}
        )
    for total in totals:
        group = total["delen"]
        given = may_total(p["zicht"] for p in group)
        whole = given and all(p["uitgenodigd"] is not None for p in group)
        rows.append(
            {"groep": total["groep"], "is_extern": total["is_extern"], "meting": group[0]["meting"]}
            | {"n": sum(p["n"] for p in group) if given else None}
            | {"uitgenodigd": sum(p["uitgenodigd"] for p in group) if whole else None}
            | {"onderdrukt": not given, "beperkt": False, "is_totaal": True}
            | {"reden": None if given else Reden.BESCHERMING}
        )
    return rows
