"""The tables that put deelnemers or forms side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from leerkring.begrippen import Deelvraag
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.taal import write_count
from leerkring.weergave.tabellen import BRON


def table_bewijs(matrix: pd.DataFrame, bijschrift: str, rijkop: str) -> Blok:
    """Return the bewijsmatrix; an empty cell says so and says what would fill it."""
    if matrix.empty:
        return build_gap("Er is nog geen bewijs.")
    wide = matrix.assign(cel=[write_cell(r) for r in matrix.to_dict("records")]).pivot(
        index="rij", columns="deelvraag", values="cel"
    )
    wide = wide.loc[list(dict.fromkeys(matrix["rij"]))].reset_index()
    kolommen = {"rij": Kolom(rijkop)} | {
        str(d): Kolom(f"{d} {d.label}", lambda v: v) for d in Deelvraag if str(d) in wide.columns
    }
    return build_table(wide, kolommen, bijschrift)


def write_cell(record: Mapping[Any, Any]) -> Markup:
    """Return one cell of the bewijsmatrix."""
    if record["lacune"]:
        return Markup('<span class="lk-leeg"><strong>Leeg.</strong> {}</span>').format(record["aanvulling"])
    parts = [write_count(record["bronsoorten"], "soort bron", "soorten bronnen")]
    if isinstance(record["zekerheid"], str):
        parts.append(f"sterkste: {record['zekerheid'].lower()}")
    if record["tegenbewijs"]:
        parts.append(f"tegenbewijs: {record['tegenbewijs']}")
    return Markup('<strong>{}</strong><br><span class="lk-klein">{}</span>').format(
        write_count(record["n"], "stuk", "stukken"), "; ".join(parts)
    )


def table_profielen(profielen: pd.DataFrame) -> Blok:
    """Return the deelnemers side by side."""
    if profielen.empty:
        return build_gap("Er zijn geen deelnemers die hier getoond mogen worden.")
    return build_table(
        profielen,
        {
            "naam": Kolom("Deelnemer"),
            "soort": Kolom("Soort"),
            "inwoners": Kolom("Inwoners", getal=True),
            "vorm": Kolom("Vorm"),
            "fase": Kolom("Fase"),
            "bron": BRON,
        },
        "De deelnemers naast elkaar",
    )


def table_notities_vergelijking(telling: pd.DataFrame) -> Blok:
    """Return how many logbook entries every deelnemer has per deelvraag."""
    if not telling["totaal"].any():
        return build_gap("Er zijn geen notities uit een logboek.")
    kolommen = {"naam": Kolom("Deelnemer")} | {str(d): Kolom(f"{d} {d.label}", getal=True) for d in Deelvraag}
    kolommen |= {"zonder": Kolom("Zonder deelvraag", getal=True), "totaal": Kolom("Totaal", getal=True)}
    return build_table(telling, kolommen, "Aantal notities per deelnemer en deelvraag")
