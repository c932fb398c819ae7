"""Rows of invented data, made from the entities: what a caller does not give is drawn from the column's own type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar

from leerkring.begrippen import Begrip, Vertrouwelijkheid
from leerkring.demo.draws import Draw
from leerkring.demo.themes import fill_text, read_verhaalstof, write_text
from leerkring.model.velden import Rij, check_visible, parse_moment
from leerkring.traject.inhoud import columns, find_vocabulary, references

R = TypeVar("R", bound=Rij)

# Taken in turn, so that even a table with few rows has something for each audience.
NIVEAUS = tuple(
    Vertrouwelijkheid(code)
    for code in ("openbaar", "leerkring", "openbaar", "deelnemer", "leerkring", "team", "leerkring", "leerkring")
)
GEVULD = 0.6
VERPLICHT = object()


@dataclass(frozen=True)
class Column:
    """What the model says of a column: enough to draw a value that it allows."""

    default: Any
    many: bool
    target: str | None
    vocabulary: type[Begrip] | None
    kind: str
    low: int
    high: int


@cache
def describe_columns(entiteit: type[Rij]) -> dict[str, Column]:
    """Return what an entity allows in each of its columns."""
    found = {}
    for kolom in columns(entiteit):
        field = entiteit.model_fields[kolom]
        parts = [part for thing in (field.annotation, *field.metadata) for part in unfold(thing)]
        functions = [getattr(part, "func", None) for part in parts]
        base = next((part for part in (bool, int, float, date) if part in parts), str)
        kind = "moment" if parse_moment in functions else "text" if check_visible in functions else base.__name__
        low = next((part.ge for part in parts if hasattr(part, "ge")), 0)
        high = next((part.le for part in parts if hasattr(part, "le")), low + 9)
        mark = references(entiteit).get(kolom)
        found[kolom] = Column(
            default=VERPLICHT if field.is_required() else field.get_default(),
            many=tuple in [getattr(part, "__origin__", None) for part in parts],
            target=mark.tabel if mark else None,
            vocabulary=find_vocabulary(field.annotation),
            kind=kind,
            low=low,
            high=high,
        )
    return found


def unfold(thing: Any) -> Iterator[Any]:
    """Yield a type with everything inside it: the options of a union, the items of a list, what is annotated."""
    yield thing
    for name in ("__args__", "__metadata__", "metadata"):
        inner = getattr(thing, name, ())
        for part in inner if isinstance(inner, tuple | list) else ():
            yield from unfold(part)


class RowMaker:
    """Makes the rows about one subject; a row may refer to those made before it, and to what is known to all."""

    def __init__(
        self,
        prefix: str,
        draw: Draw,
        period: tuple[date, date],
        known: Mapping[str, Sequence[str]],
        words: Mapping[str, str],
        fixed: Mapping[str, Any] | None = None,
    ) -> None:
        """Begin without rows.

        Parameters
        ----------
        prefix
            How the ids of these rows begin.
        draw
            Where the choices come from.
        period
            The first and last day on which things happen.
        known
            By table, what a reference may name besides the rows made here.
        words
            Words for the slots of texts, as for `write_text`.
        fixed
            Columns that have this value in every table that has them.
        """
        self.prefix = prefix
        self.draw = draw
        self.period = period
        self.words = dict(words)
        self.fixed = dict(fixed or {})
        self.regels: dict[str, int] = {}
        self.rows: list[Rij] = []
        self.known: defaultdict[str, list[str]] = defaultdict(list, {k: list(v) for k, v in known.items()})
        self._made: defaultdict[str, int] = defaultdict(int)

    def add(self, entiteit: type[R], **given: Any) -> R:
        """Return a new row with the columns that are given, and the others drawn; the model checks it."""
        self._made[entiteit.tabel] += 1
        for kolom, column in describe_columns(entiteit).items():
            if kolom not in given:
                value = self.fixed.get(kolom, VERPLICHT)
                given[kolom] = self.draw_value(entiteit, kolom, column) if value is VERPLICHT else value
        rij = entiteit.model_validate(given)
        if entiteit.sleutel == ("id",):
            self.known[entiteit.tabel].append(given["id"])
        self.rows.append(rij)
        return rij

    def write(self, key: str) -> str:
        """Return a text of a kind that `zinnen` knows, about this subject."""
        return write_text(key, self.draw, self.words)

    def fill(self, template: str) -> str:
        """Return a text about this subject from one with slots."""
        return fill_text(template, self.draw, self.words)

    def draw_value(self, entiteit: type[Rij], kolom: str, column: Column) -> Any:
        """Return a value that a column allows: from its vocabulary, the rows it may refer to, or within its limits."""
        made = self._made[entiteit.tabel]
        if kolom == "vertrouwelijkheid":
            return NIVEAUS[(made - 1) % len(NIVEAUS)]
        if kolom == "id" and column.kind == "str":
            return f"{self.prefix}-{entiteit.tabel[:3].upper()}{made}"
        if column.default is not VERPLICHT and not self.draw.chance(GEVULD):
            return column.default
        if column.target or column.vocabulary:
            options = self.known[column.target] if column.target else list(column.vocabulary or ())
            if column.many:
                return tuple(map(self.draw_place, self.draw.sample(options, self.draw.whole(1, 2))))
            return self.draw.pick(options) if options else column.default
        return self.draw_plain(f"{entiteit.tabel}.{kolom}", column)

    def draw_place(self, option: str) -> str:
        """Return a source with lines of it, if its lines are counted; anything else as it is."""
        if option not in self.regels:
            return option
        first = self.draw.whole(1, self.regels[option] - 9)
        return f"{option}:{first}-{first + self.draw.whole(1, 9)}"

    def draw_plain(self, place: str, column: Column) -> Any:
        """Return a value for a column that is neither of a vocabulary nor a reference; its default if it has one."""
        if column.kind == "bool":
            return self.draw.chance(0.5)
        if column.kind == "int":
            return self.draw.whole(column.low, column.high)
        if column.kind == "float":
            return self.draw.whole(0, 1000) / 10
        if column.kind in ("date", "moment"):
            day = self.draw.day(*self.period)
            return day if column.kind == "date" else day.isoformat()
        known = place in read_verhaalstof().zinnen
        if column.kind == "text" and (column.default is VERPLICHT or known):
            return self.write(place if known else "onbekend")
        if column.default is VERPLICHT:
            raise LookupError(f"the value of {place} cannot be drawn from its type and must be given")
        return column.default
