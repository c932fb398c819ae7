"""Turn cells into records, and every misfit into a sentence with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from leerkring.errors import Probleem
from leerkring.model.misfits import GEEN_DAG, explain_misfit
from leerkring.model.velden import LIJST_SCHEIDING, Regel, Rij
from leerkring.traject.bronnen import Cellen
from leerkring.traject.inhoud import GelezenRij, find_vocabulary


def validate_rows(entiteit: type[Rij], rows: Iterable[Cellen]) -> tuple[tuple[GelezenRij, ...], list[Probleem]]:
    """Return the rows that are valid records, and a problem for each cell that is not."""
    good: list[GelezenRij] = []
    problemen: list[Probleem] = []
    for nummer, cellen in rows:
        given = {kolom: cel for kolom, cel in cellen.items() if cel is not None}
        try:
            good.append(GelezenRij(nummer, entiteit.model_validate(given)))
        except ValidationError as error:
            problemen.extend(
                explain_cell(detail, entiteit, nummer, given) for detail in error.errors(include_url=False)
            )
    problemen.extend(find_duplicates(entiteit, good))
    return tuple(good), problemen


def explain_cell(detail: ErrorDetails, entiteit: type[Rij], nummer: int, given: dict[str, str]) -> Probleem:
    """Return one pydantic error as a problem: what was found, what is allowed, which rule."""
    kolom = str(detail["loc"][0]) if detail["loc"] else None
    field = entiteit.model_fields.get(kolom) if kolom else None
    regel = next((m.id for m in field.metadata if isinstance(m, Regel)), None) if field else None
    kind, text, allowed = detail["type"], explain_misfit(detail), None
    if kind == "missing":
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
