"""Turn cells into records, and every misfit into a sentence with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from leerkring.errors import Probleem
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
    kind, text, allowed = detail["type"], detail["msg"].removeprefix("Value error, "), None
    if kind == "missing":
        text = "the cell is empty and must be filled"
        allowed = field.description if field else None
    elif kind == "enum" and field is not None:
        vocabulary = find_vocabulary(field.annotation)
        many = "tuple" in str(field.annotation)
        text = "unknown value" if many else "unknown value; exactly one is allowed"
        allowed = ", ".join(vocabulary) if vocabulary else None
    elif kind in ("date_from_datetime_parsing", "date_parsing"):
        text, allowed = "is not a date in the calendar", "a day such as 2021-05-31"
    elif kind in ("greater_than_equal", "less_than_equal", "float_parsing", "int_parsing"):
        text = detail["msg"].replace("Input should be", "must be")
    elif kind == "too_short" and field is not None:
        text, allowed = "names nothing", field.description
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
                f"the row has the same key as row {seen[key]}",
                rij=nummer,
                kolom="+".join(entiteit.sleutel),
                waarde=LIJST_SCHEIDING.join(map(str, key)),
                toegestaan="each key once",
            )
        seen.setdefault(key, nummer)
