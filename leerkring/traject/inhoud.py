"""What stands in a traject folder, row by row, before any audience is considered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any, NamedTuple, Self

from leerkring.begrippen import Begrip
from leerkring.model import TABELLEN
from leerkring.model.beschrijving import Beschrijving
from leerkring.model.lezingen import walk_type
from leerkring.model.velden import RIJEN, Model, Rij, Verwijzing
from leerkring.model.vragenlijst import Telling, Vragenlijst

GEEN_BEWIJS = ("bronnen", "aanmeldingen", "betrokkenen", "codeboek", "respondenten")
"""The tables whose rows show nothing by themselves, or are about a person: a finding cannot rest on them."""


class GelezenRij(NamedTuple):
    """A record with the row number that a spreadsheet shows for it (the header is row 1)."""

    nummer: int
    rij: Rij


@dataclass(frozen=True)
class Inhoud:
    """Everything that was read from a folder, as records."""

    beschrijving: Beschrijving
    vragenlijst: Vragenlijst
    tabellen: Mapping[str, tuple[GelezenRij, ...]]
    bestanden: Mapping[str, str] = field(default_factory=dict)
    """The name of the file that each table was read from; a table without a file has no rows."""
    formaat: int = 1
    """The format in which the folder was written."""
    tellingen: tuple[Telling, ...] | None = None
    """For others than the team: how many gave each answer, in the place of the rows of antwoorden and respondenten."""

    def with_tables(self, tabellen: Mapping[str, tuple[GelezenRij, ...]]) -> Self:
        """Return the content with other rows."""
        return replace(self, tabellen=tabellen)

    def file_of(self, tabel: str) -> str:
        """Return the name of a table's file; of one without a file, the name that it would have."""
        return self.bestanden.get(tabel, f"{tabel}.csv")

    def rows(self, tabel: str) -> Iterator[tuple[int, Any]]:
        """Yield row number and record of a table; the caller knows the entity."""
        yield from self.tabellen[tabel]

    @cached_property
    def werk(self) -> dict[Any, dict[str, Any]]:
        """Return what was worked out of these rows so far, by who did; it is gone where the rows are others."""
        return {}

    @cached_property
    def by_key(self) -> Mapping[str, Mapping[str, GelezenRij]]:
        """Return, per table with a single key column, the rows by key."""
        return {
            tabel: {str(getattr(g.rij, entiteit.sleutel[0])): g for g in self.tabellen[tabel]}
            for tabel, entiteit in TABELLEN.items()
            if len(entiteit.sleutel) == 1
        }

    @cached_property
    def ids(self) -> Mapping[str, Mapping[str, Rij]]:
        """Return, per table with a single key column, the records by key."""
        return {tabel: {key: g.rij for key, g in rows.items()} for tabel, rows in self.by_key.items()}

    @cached_property
    def bewijs(self) -> Mapping[str, tuple[str, GelezenRij]]:
        """Return the rows that a finding can rest on by id, each with its table."""
        tables = {tabel: rows for tabel, rows in self.by_key.items() if tabel not in GEEN_BEWIJS}
        return {key: (tabel, g) for tabel, rows in tables.items() for key, g in rows.items()}

    @cached_property
    def by_owner(self) -> Mapping[str, Mapping[str | None, list[GelezenRij]]]:
        """Return, per table, the rows about each deelnemer, and under None those about nobody who takes part."""
        found: dict[str, dict[str | None, list[GelezenRij]]] = {}
        for tabel, rows in self.tabellen.items():
            groups = found.setdefault(tabel, {})
            for g in rows:
                for owner in self.owners(g.rij) or (None,):
                    groups.setdefault(owner, []).append(g)
        return found

    def targets(self, tabel: str) -> Mapping[str, Any]:
        """Return what a reference to `tabel` may name; items, kennispartners and team live in the YAML files."""
        if tabel == "items":
            return {item.id: item for item in self.vragenlijst.items}
        if tabel == RIJEN:
            return {**self.targets("items"), **self.bewijs}
        if tabel == "kennispartners":
            return {partner.id: partner for partner in self.beschrijving.kennispartners}
        if tabel == "team":
            return {lid.id: lid for lid in self.beschrijving.team}
        return self.ids[tabel]

    def owners(self, rij: Rij) -> frozenset[str]:
        """Return the ids of the deelnemers whom a record is about, found through its references."""
        found: set[str] = set()
        verwijzingen = references(type(rij))
        for kolom in rij.eigenaar:
            value = getattr(rij, kolom)
            if value is None:
                continue
            if kolom not in verwijzingen or verwijzingen[kolom].tabel == "deelnemers":
                found.add(str(value))
            else:
                parent = self.ids[verwijzingen[kolom].tabel].get(str(value))
                if parent is not None:
                    found |= self.owners(parent)
        return frozenset(found)


@cache
def references(entiteit: type[Model]) -> dict[str, Verwijzing]:
    """Return the columns of an entity that refer to another table."""
    return {
        kolom: mark
        for kolom, field in entiteit.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, Verwijzing)
    }


def referred_ids(rij: Rij, kolom: str) -> tuple[str, ...]:
    """Return the ids that a reference column names: none, one or several; a source or an item loses its place."""
    value = getattr(rij, kolom)
    values = () if value is None else value if isinstance(value, tuple) else (value,)
    if references(type(rij))[kolom].tabel in ("bronnen", RIJEN):
        return tuple([source_id(v) for v in values])
    return tuple(map(str, values))


def source_id(bronplaats: str) -> str:
    """Return the source of a place, 'S2' for 'S2:363-371', or the item of one, 'V7' for 'V7:inwoners:T3'."""
    return bronplaats.split(":", 1)[0]


def columns(entiteit: type[Rij]) -> list[str]:
    """Return an entity's columns in file order: its own first, then source and confidentiality."""
    last = ["bron", "vertrouwelijkheid"]
    own = [kolom for kolom in entiteit.model_fields if kolom not in last]
    return own + [kolom for kolom in last if kolom in entiteit.model_fields]


def find_vocabulary(annotation: Any) -> type[Begrip] | None:
    """Return the closed vocabulary inside a type such as `tuple[Sturingsvorm, ...] | None`, if there is one."""
    return next((part for part in walk_type(annotation) if isinstance(part, type) and issubclass(part, Begrip)), None)
