"""Check that a table has the columns that it needs, and say how to fill one that is not there yet."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from leerkring.errors import Niveau, Probleem
from leerkring.model.velden import Rij
from leerkring.model.vragenlijst import Schaal
from leerkring.traject.bronnen import Tabel
from leerkring.traject.check_rows import validate_rows
from leerkring.traject.dictionary import describe_type
from leerkring.traject.inhoud import GelezenRij, columns, find_vocabulary

RAAD_LEEG = "zet deze kop in rij 1, of verwijder het bestand"
MEESTE_ONBEKEND = 10
"""With more unknown columns it is another table, or none: that is one mistake."""


def take_rows(
    name: str, tabel: Tabel, wrong: list[Probleem], entiteit: type[Rij], schaal: Schaal | None = None
) -> tuple[tuple[GelezenRij, ...], list[Probleem]]:
    """Return the valid rows of a table that was read with some problems, and all that is wrong with it."""
    if not tabel.kolommen:
        empty = Probleem(name, "het bestand is leeg", rij=1, toegestaan=",".join(columns(entiteit)), raad=RAAD_LEEG)
        return (), wrong or [empty]
    problemen = list(check_header(name, tabel, entiteit))
    if problemen:
        return (), problemen
    rows, more = validate_rows(entiteit, tabel.rijen, schaal)
    # What is to be mended by hand comes first: migrate writes no table of which a row has the wrong number of cells.
    return rows, wrong + [p for p in more if not wrong or p.niveau is not Niveau.INFO]


def check_header(name: str, tabel: Tabel, entiteit: type[Rij]) -> Iterator[Probleem]:
    """Yield unknown, missing and repeated columns.

    Columns that may be blank may also be left out, and of a table without rows any column: there is nothing to fill.
    """
    header, known = tabel.kolommen, columns(entiteit)
    unknown = [kolom for kolom in header if kolom not in known]
    if len(unknown) == len(header) or len(unknown) > MEESTE_ONBEKEND:
        share = "geen kolom hoort" if len(unknown) == len(header) else f"{len(unknown)} kolommen horen niet"
        waarde = ", ".join(kolom or "(zonder naam)" for kolom in unknown)
        yield Probleem(name, f"{share} bij deze tabel", rij=1, waarde=waarde, toegestaan=", ".join(known))
        return
    for kolom in unknown:
        near = difflib.get_close_matches(kolom, known, n=1)
        hint = f"bedoelt u ‘{near[0]}’?" if near else ", ".join(known)
        yield Probleem(name, "deze kolom is onbekend", rij=1, kolom=kolom or "(zonder naam)", toegestaan=hint)
    for kolom in known:
        if kolom not in header and tabel.rijen and entiteit.model_fields[kolom].is_required():
            hint = explain_absent_column(entiteit, kolom)
            yield Probleem(name, "de kolom ontbreekt", rij=1, kolom=kolom, toegestaan=hint)
        if header.count(kolom) > 1:
            yield Probleem(name, "deze kolom staat er twee keer", rij=1, kolom=kolom)


def explain_absent_column(entiteit: type[Rij], kolom: str) -> str:
    """Return what a column that is not there means, what it may hold, and how to add it."""
    field = entiteit.model_fields[kolom]
    kind, what = describe_type(entiteit, kolom).replace("`", ""), (field.description or kolom).rstrip(".")
    what += "" if kind in what else f": {kind}"
    vocabulary = None if "tuple" in str(field.annotation) else find_vocabulary(field.annotation)
    same = next(iter(vocabulary)) if vocabulary else "nee" if field.annotation is bool else None
    hint = f"; geldt overal hetzelfde, vul dan in elke rij bijvoorbeeld ‘{same}’ in" if same else " en vul elke rij in"
    return f"{what}. Voeg de kolom {kolom} toe{hint}"
