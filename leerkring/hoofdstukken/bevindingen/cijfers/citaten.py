"""The one quote that stands with the answers: what somebody said, and approved of being shown."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leerkring.begrippen import Deelvraag, Groep

LANGSTE_CITAAT = 35
"""In words; a longer one is for the learning history."""


def choose_citaat(fragmenten: pd.DataFrame, bevindingen: pd.DataFrame, slug: str | None) -> dict[str, Any] | None:
    """Return the quote that says most on a first screen, or None where nobody approved of one.

    Parameters
    ----------
    fragmenten
        The table of that name, as these readers see it.
    bevindingen
        The result of `lay_bevindingen`.
    slug
        The deelnemer; None for the whole circle.

    Returns
    -------
    The row as a record with `deelvraag`: the question that it belongs to. What a finding rests on goes before other
    quotes, people from outside before the organisation's own, and a later quote before an earlier one.
    """
    own = fragmenten[
        fragmenten["goedgekeurd"]
        & (fragmenten["deelnemer"].notna() if slug is None else fragmenten["deelnemer"] == slug)
    ]
    short = own[[len(str(tekst).split()) <= LANGSTE_CITAAT for tekst in own["tekst"]]]
    if short.empty:
        return None
    used = {point.plaats for points in bevindingen["steunpunten"] for point in points if not point.tegen}
    extern = {str(g) for g in Groep if g.is_extern}
    ranked = short.assign(
        gebruikt=short["id"].isin(used), extern=[isinstance(g, str) and g in extern for g in short["groep"]]
    ).sort_values(["gebruikt", "extern", "datum", "id"], ascending=[False, False, False, True], kind="stable")
    first = ranked.to_dict("records")[0]
    return {str(name): value for name, value in first.items()} | {
        "deelvraag": Deelvraag.D4 if first["extern"] else Deelvraag.D3
    }
