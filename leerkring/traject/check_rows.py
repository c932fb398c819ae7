"""Turn cells into records, and every misfit into a sentence with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from leerkring.errors import Niveau, Probleem, quote_value
from leerkring.model.lezingen import list_readings
from leerkring.model.misfits import GEEN_DAG, explain_misfit
from leerkring.model.velden import LIJST_SCHEIDING, Regel, Rij
from leerkring.model.vragenlijst import Schaal
from leerkring.traject.bronnen import Cellen, is_full
from leerkring.traject.inhoud import GelezenRij, find_vocabulary


def validate_rows(
    entiteit: type[Rij], rows: Iterable[Cellen], schaal: Schaal | None = None
) -> tuple[tuple[GelezenRij, ...], list[Probleem]]:
    """Return the rows that are valid records, and a problem for each cell that is not."""
    naam = f"{entiteit.tabel}.csv"
    good: list[GelezenRij] = []
    problemen: list[Probleem] = []
    gelezen: dict[str, list[tuple[int, str, str]]] = {}
    for nummer, cellen in rows:
        rij, read, wrong = fit_row(entiteit, cellen, schaal)
        for kolom, cel in read.items():
            gelezen.setdefault(kolom, []).append((nummer, cellen[kolom] or "", cel))
        if rij is not None:
            good.append(GelezenRij(nummer, rij))
        elif is_full(naam, problemen, nummer):
            break
        else:
            given = {kolom: cel for kolom, cel in cellen.items() if cel is not None}
            problemen.extend(explain_cell(detail, entiteit, nummer, given, schaal) for detail in wrong)
    problemen.extend(find_duplicates(entiteit, good))
    for kolom, found in gelezen.items():
        nummer, cel, vorm = found[0]
        uitleg = f"{len(found)} {'cel is' if len(found) == 1 else 'cellen zijn'} gelezen in de vorm van de kolom"
        uitleg += f", zoals {quote_value(cel)} als {quote_value(vorm)}"
        raad = "‘leerkring migrate’ schrijft dat zo op"
        problemen.append(Probleem(naam, uitleg, rij=nummer, kolom=kolom, niveau=Niveau.INFO, raad=raad))
    return tuple(good), problemen


def fit_row(
    entiteit: type[Rij], cellen: Mapping[str, str | None], schaal: Schaal | None
) -> tuple[Rij | None, dict[str, str], list[ErrorDetails]]:
    """Return the record that cells make, those that were read in the form of their column, and what is wrong.

    How people write is asked only of cells that were refused: a table in its own form costs nothing more.
    """
    given = {kolom: cel for kolom, cel in cellen.items() if cel is not None}
    try:
        return entiteit.model_validate(given), {}, []
    except ValidationError as error:
        wrong = error.errors(include_url=False)
    refused = {detail["loc"][0] for detail in wrong if detail["loc"]}
    meant = {kolom: list_readings(entiteit, kolom, given[kolom], schaal) for kolom in given if kolom in refused}
    read = {kolom: found[0] for kolom, found in meant.items() if len(found) == 1}
    if not read:
        return None, {}, wrong
    try:
        return entiteit.model_validate(given | read), read, []
    except ValidationError as error:
        wrong = error.errors(include_url=False)
    refused = {detail["loc"][0] for detail in wrong if detail["loc"]}
    return None, {kolom: cel for kolom, cel in read.items() if kolom not in refused}, wrong


def explain_cell(
    detail: ErrorDetails, entiteit: type[Rij], nummer: int, given: dict[str, str], schaal: Schaal | None = None
) -> Probleem:
    """Return one pydantic error as a problem: what was found, what is allowed, which rule."""
    kolom = str(detail["loc"][0]) if detail["loc"] else None
    field = entiteit.model_fields.get(kolom) if kolom else None
    regel = next((m.id for m in field.metadata if isinstance(m, Regel)), None) if field else None
    kind, text, allowed = detail["type"], explain_misfit(detail), None
    meant = list_readings(entiteit, kolom, given[kolom], schaal) if field is not None and kolom in given else ()
    if kolom and len(meant) > 1:
        text, allowed = "dit kan meer dan één ding betekenen", f"kies uit: {', '.join(meant)}"
    elif kind == "missing":
        text = "de cel is leeg en moet zijn ingevuld"
        allowed = field.description if field else None
    elif kind == "enum" and field is not None:
        vocabulary = find_vocabulary(field.annotation)
        many = "tuple" in str(field.annotation)
        text = "deze waarde is onbekend" if many else "deze waarde is onbekend; vul er precies één in"
        allowed = ", ".join(vocabulary) if vocabulary else None
    elif text == GEEN_DAG:
        allowed = "een dag zoals 2021-05-31"
    elif kind == "too_short" and field is not None:
        text, allowed = "hier staat niets", field.description
    return Probleem(
        f"{entiteit.tabel}.csv",
        text,
        rij=nummer,
        kolom=kolom,
        waarde=given.get(kolom) if kolom else None,
        toegestaan=allowed,
        regel=regel,
    )


def find_duplicates(entiteit: type[Rij], rows: Iterable[GelezenRij]) -> Iterator[Probleem]:
    """Yield a problem for each row whose key stood before."""
    seen: dict[tuple[Any, ...], int] = {}
    for nummer, rij in rows:
        key = tuple(getattr(rij, kolom) for kolom in entiteit.sleutel)
        if key in seen:
            yield Probleem(
                f"{entiteit.tabel}.csv",
                f"deze rij is er al, in rij {seen[key]}",
                rij=nummer,
                kolom="+".join(entiteit.sleutel),
                waarde=LIJST_SCHEIDING.join(map(str, key)),
                toegestaan="elke sleutel één keer",
            )
        seen.setdefault(key, nummer)
