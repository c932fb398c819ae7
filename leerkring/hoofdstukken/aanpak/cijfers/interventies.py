"""What was done, when, and what became of it (deelvraag D1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from leerkring.begrippen import InterventieSoort, InterventieStatus
from leerkring.model.beschrijving import Ronde
from leerkring.model.periodes import join_period
from leerkring.model.velden import first_day, last_day


def lay_timeline(interventies: pd.DataFrame, slug: str, einde: date) -> pd.DataFrame:
    """Return the interventies of a deelnemer on a timeline.

    Parameters
    ----------
    interventies
        The table interventies.
    slug
        The deelnemer.
    einde
        The reference date of the traject; what still runs is drawn up to it.

    Returns
    -------
    One row per interventie, in order of start: `id`, `naam`, `soort`, `status` (labels), `van`, `tot` (timestamps:
    the widest period that the dates can mean; missing where no date is known), `moment` (the dates as the source
    gives them), `loopt_door` (no end is known), `doel`, `toelichting`, `bron`, `herkomst`.
    """
    own = interventies[interventies["deelnemer"] == slug]
    rows = []
    row: Any
    for row in own.itertuples():
        # Only a plan is drawn at its planned dates: a step that was dropped before it began took no time.
        planned = row.status == InterventieStatus.GEPLAND and pd.isna(row.start) and pd.isna(row.eind)
        dates = (row.gepland_start, row.gepland_eind) if planned else (row.start, row.eind)
        start, eind = (d if pd.notna(d) else None for d in dates)
        running = row.status == InterventieStatus.LOPEND and eind is None
        van = pd.Timestamp(first_day(start)) if start else pd.NaT
        # A step without an end is drawn as long as its start is vague: '2015-10' covers that month.
        tot = pd.Timestamp(einde) if running else pd.Timestamp(last_day(eind or start)) if start else pd.NaT
        rows.append(
            {
                "id": row.id,
                "naam": row.naam,
                "soort": InterventieSoort(row.soort).label,
                "status": InterventieStatus(row.status).label,
                "van": van,
                "tot": tot,
                "moment": join_period(start, eind),
                "loopt_door": running,
                "doel": row.doel,
                "toelichting": row.toelichting,
                "bron": row.bron,
                "herkomst": row.herkomst,
            }
        )
    columns = ["id", "naam", "soort", "status", "van", "tot", "moment", "loopt_door", "doel", "toelichting", "bron"]
    out = pd.DataFrame(rows, columns=[*columns, "herkomst"])
    return out.sort_values(["van", "tot"], kind="stable", na_position="last", ignore_index=True)


def list_meetings(rondes: Sequence[Ronde]) -> pd.DataFrame:
    """Return the leerbijeenkomsten: `nummer` and `datum` (timestamp)."""
    return pd.DataFrame(
        {
            "nummer": pd.Series([r.nummer for r in rondes], dtype="int64"),
            "datum": pd.to_datetime(pd.Series([r.bijeenkomst for r in rondes], dtype="object")),
        }
    )


def count_interventies(interventies: pd.DataFrame, deelnemers: pd.DataFrame) -> pd.DataFrame:
    """Return how many interventies of each soort every deelnemer took.

    Parameters
    ----------
    interventies, deelnemers
        The tables of that name.

    Returns
    -------
    `deelnemer` (id), `naam`, `soort` (label), `n`, `herkomst` (the rows that were counted, joined by a comma); every
    combination has a row, with n = 0 where nothing was recorded. Steps that are still planned are not counted.
    """
    done = interventies[interventies["status"] != InterventieStatus.GEPLAND]
    rows = []
    deelnemer: Any
    for deelnemer in deelnemers.itertuples():
        own = done[done["deelnemer"] == deelnemer.id]
        for soort in InterventieSoort:
            found = own[own["soort"] == str(soort)]
            rows.append([deelnemer.id, deelnemer.naam, soort.label, len(found), ", ".join(found["herkomst"])])
    return pd.DataFrame(rows, columns=["deelnemer", "naam", "soort", "n", "herkomst"])
