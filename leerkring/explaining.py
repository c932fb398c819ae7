"""What the columns of a frame mean, from the definition of the tables that it comes from."""

from __future__ import annotations

import pandas as pd

from leerkring.model import TABELLEN
from leerkring.traject.dictionary import describe_type
from leerkring.traject.frames import HERKOMST
from leerkring.weergave.blokken import Blok, Kolom, build_table

VASTE_UITLEG = {
    HERKOMST: "Bestand en rij waar dit staat, zoals effecten.csv:7.",
    "naam": "Naam van de deelnemer of van de rij.",
}


def explain(frame: pd.DataFrame) -> Blok:
    """Leg de kolommen van een tabel uit: wat erin staat, wat mag, en uit welk bestand het komt.

    Parameters
    ----------
    frame
        Een tabel van een traject (`t.frame('effecten')`) of van een hoofdstuk (`c.effecten.bijdragen`).

    Returns
    -------
    One row per column. A column that no table of the model has was worked out, and says so.
    """
    tables = trace_tables(frame)
    rows = [explain_column(str(kolom), tables) for kolom in frame.columns]
    kolommen = {"kolom": Kolom("Kolom"), "wat": Kolom("Betekenis"), "mag": Kolom("Inhoud"), "uit": Kolom("Uit")}
    return build_table(pd.DataFrame(rows, columns=list(kolommen)), kolommen, "Wat de kolommen betekenen")


def trace_tables(frame: pd.DataFrame) -> list[str]:
    """Return the tables that the rows of a frame come from; all of them where the rows do not tell."""
    places = [place for cell in frame.get(HERKOMST, ()) for place in ([cell] if isinstance(cell, str) else cell)]
    named = {part.strip().partition(".")[0] for place in places for part in place.split(",")}
    return [tabel for tabel in TABELLEN if tabel in named] or list(TABELLEN)


def explain_column(kolom: str, tables: list[str]) -> dict[str, str]:
    """Return what a column holds, by the first of some tables that has it."""
    for tabel in tables:
        field = TABELLEN[tabel].model_fields.get(kolom)
        if field is not None:
            mag = describe_type(TABELLEN[tabel], kolom).replace("`", "")
            return {"kolom": kolom, "wat": field.description or "", "mag": mag, "uit": f"{tabel}.csv"}
    return {"kolom": kolom, "wat": VASTE_UITLEG.get(kolom, "Uitgerekend uit de tabellen."), "mag": "", "uit": ""}
