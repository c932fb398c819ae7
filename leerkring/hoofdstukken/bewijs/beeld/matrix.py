"""The bewijsmatrix as a table: what is known, how strongly, and what would fill a gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from leerkring.begrippen import Deelvraag
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.taal import join_words, write_count


def table_bewijs(matrix: pd.DataFrame, bijschrift: str, rijkop: str) -> Blok:
    """Return the bewijsmatrix; an empty cell says so and says what would fill it."""
    if matrix.empty:
        return build_gap("Er is nog geen bewijs.")
    wide = matrix.assign(cel=[write_matrixcel(r) for r in matrix.to_dict("records")]).pivot(
        index="rij", columns="deelvraag", values="cel"
    )
    wide = wide.loc[list(dict.fromkeys(matrix["rij"]))].reset_index()
    kolommen = {"rij": Kolom(rijkop)} | {
        str(d): Kolom(f"{d} {d.label}", lambda v: v) for d in Deelvraag if str(d) in wide.columns
    }
    return build_table(wide, kolommen, bijschrift)


def write_matrixcel(record: Mapping[Any, Any]) -> Markup:
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


def say_gaps(lacunes: Sequence[str]) -> str:
    """Return the deelvragen for which there is no evidence."""
    if not lacunes:
        return "Op elke vraag is er een begin van een antwoord."
    return f"Hierover weten wij nog niets: {join_words(list(lacunes))}."
