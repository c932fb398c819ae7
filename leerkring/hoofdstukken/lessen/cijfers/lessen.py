"""How far each les is, what supports it and what contradicts it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leerkring.begrippen import LesStatus, LesThema, Strekking


def weigh_lessen(lessen: pd.DataFrame, bewijsstukken: pd.DataFrame, slug: str | None = None) -> pd.DataFrame:
    """Return the lessons with their support and counter-evidence.

    Parameters
    ----------
    lessen, bewijsstukken
        The tables of that name.
    slug
        Count only the evidence from this deelnemer and leave out lessons without any; None counts everything.

    Returns
    -------
    In the order of the table: `id`, `titel`, `uitleg`, `thema`, `status` (labels), `steun`, `tegen` (numbers of
    bewijsstukken), `deelnemers` (tuple of the ids that support it), `spanning_met` (tuple of ids), `spanning`,
    `bewijs` (what is seen, as a tuple of sentences, counter-evidence marked), `bron`, `herkomst` (rows counted).
    """
    pool = bewijsstukken if slug is None else bewijsstukken[bewijsstukken["deelnemer"] == slug]
    rows = []
    les: Any
    for les in lessen.itertuples():
        own = pool[pool["les"] == les.id]
        if slug is not None and own.empty:
            continue
        steun = own[own["strekking"] == Strekking.STEUNT]
        rows.append(
            {
                "id": les.id,
                "titel": les.titel,
                "uitleg": les.uitleg,
                "thema": LesThema(les.thema).label,
                "status": LesStatus(les.status).label,
                "steun": len(steun),
                "tegen": len(own) - len(steun),
                "deelnemers": tuple(steun["deelnemer"].dropna().unique()),
                "spanning_met": les.spanning_met,
                "spanning": les.spanning,
                "bewijs": tuple(
                    ("Tegen: " if b.strekking == Strekking.WEERSPREEKT else "") + str(b.omschrijving)
                    for b in own.itertuples()
                ),
                "bron": tuple(dict.fromkeys(place for b in own["bron"] for place in b)) or les.bron,
                "herkomst": ", ".join([str(les.herkomst), *own["herkomst"]]),
            }
        )
    columns = ["id", "titel", "uitleg", "thema", "status", "steun", "tegen", "deelnemers", "spanning_met", "spanning"]
    return pd.DataFrame(rows, columns=[*columns, "bewijs", "bron", "herkomst"])
