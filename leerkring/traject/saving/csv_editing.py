"""Change rows of a CSV table and leave every byte of the other rows as it was."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from leerkring.model.velden import Rij
from leerkring.traject.bronnen.csv import decode
from leerkring.traject.inhoud import columns
from leerkring.traject.saving.csv_writing import write_cell

BOM = "\ufeff"


@dataclass(frozen=True)
class Wijziging:
    """One row that comes, goes or becomes another.

    `plek` is the place it had or has among the rows, from 0. `ging` is how a row was written that went, and `komt` how
    one is written that comes back.
    """

    voor: Rij | None
    na: Rij | None
    plek: int | None = None
    ging: str | None = None
    komt: str | None = None

    @property
    def rij(self) -> Rij:
        """Return the record that this is about: the new one, or the one that goes."""
        found = self.na or self.voor
        assert found is not None  # noqa: S101 -- a change of nothing into nothing is never made
        return found

    @property
    def tabel(self) -> str:
        """Return the table of the row."""
        return self.rij.tabel

    def reverse(self) -> Wijziging:
        """Return the change that takes this one back."""
        return Wijziging(self.na, self.voor, self.plek, komt=self.ging)


@dataclass(frozen=True)
class Tabeltekst:
    """A CSV table as text, row by row: the header first, each row as it stands, and its line end apart."""

    begin: str
    scheiding: str
    regels: tuple[tuple[str, str], ...]
    codering: str = "utf-8"

    @classmethod
    def read(cls, content: bytes) -> Self:
        """Return the text of a table that is read without problems."""
        codering, begin, delimiter, text = decode(content)
        lines = list(io.StringIO(text))
        reader = csv.reader(iter(lines), delimiter=delimiter, strict=True)
        rows, start = [], 0
        for _ in reader:
            whole = "".join(lines[start : reader.line_num])
            body = whole.removesuffix("\n").removesuffix("\r")
            rows.append((body, whole[len(body) :]))
            start = reader.line_num
        return cls(begin, delimiter, tuple(rows), codering)

    def write(self) -> bytes:
        """Return the table as it stands in the file."""
        return (self.begin + "".join(body + end for body, end in self.regels)).encode(self.codering)

    @property
    def kolommen(self) -> list[str]:
        """Return the columns of the header."""
        return [cell.strip() for cell in next(csv.reader([self.regels[0][0]], delimiter=self.scheiding))]

    def need_columns(self, rij: Rij) -> Tabeltekst:
        """Return the table with a column for each cell that a record fills; what may be blank may also be left out."""
        known = self.kolommen
        missing = [
            kolom
            for kolom, field in type(rij).model_fields.items()
            if kolom not in known and getattr(rij, kolom) != field.default
        ]
        if not missing:
            return self
        rows = [
            (body + "".join(self.scheiding + (kolom if n == 0 else "") for kolom in missing), end)
            if body
            else ("", end)
            for n, (body, end) in enumerate(self.regels)
        ]
        return replace(self, regels=tuple(rows))

    def write_row(self, rij: Rij, eerder: str | None = None) -> str:
        """Return a record as a line of this table, without its end; as it was written earlier if that still fits."""
        if eerder is not None and self.count_cells(eerder) == len(self.kolommen):
            return eerder
        cells = [write_cell(getattr(rij, kolom)) for kolom in self.kolommen]
        out = io.StringIO()
        # The writer puts quotes around what holds a part of the line end that it knows.
        csv.writer(out, delimiter=self.scheiding, lineterminator="\r\n").writerow(cells)
        return out.getvalue().removesuffix("\r\n")

    def count_cells(self, line: str) -> int:
        """Return how many cells a line has."""
        return len(next(csv.reader(io.StringIO(line), delimiter=self.scheiding)))

    def insert(self, place: int, rij: Rij, eerder: str | None = None) -> Tabeltekst:
        """Return the table with a record at a place; a file without a last line end keeps none."""
        table = self.need_columns(rij)
        rows = list(table.regels)
        usual = rows[0][1] or "\n"
        if place == len(rows):
            body, last = rows[-1]
            rows[-1] = (body, last or usual)
            rows.append((table.write_row(rij, eerder), last and usual))
        else:
            rows.insert(place, (table.write_row(rij, eerder), usual))
        return replace(table, regels=tuple(rows))

    def remove(self, place: int) -> Tabeltekst:
        """Return the table without the row at a place."""
        rows = list(self.regels)
        _, last = rows.pop(place)
        if place == len(rows) and not last:
            rows[-1] = (rows[-1][0], "")
        return replace(self, regels=tuple(rows))

    def replace(self, place: int, rij: Rij, eerder: str | None = None) -> Tabeltekst:
        """Return the table with another record at a place."""
        table = self.need_columns(rij)
        rows = list(table.regels)
        rows[place] = (table.write_row(rij, eerder), rows[place][1])
        return replace(table, regels=tuple(rows))


def change_rows(
    content: bytes | None, rows: Sequence[Rij | None], wijzigingen: Sequence[Wijziging]
) -> tuple[bytes, tuple[Wijziging, ...]]:
    """Return a table in which rows came, went or changed.

    Parameters
    ----------
    content
        The table as it stands in its file; None where it has none, and then it gets one with a header.
    rows
        The record of each of its rows after the header, in order; None for a blank one.
    wijzigingen
        Changes of this table, one after the other. What comes without a place comes last.

    Returns
    -------
    The content of the file, and the changes with the place where each was made.

    Raises
    ------
    KeyError
        When a row that should go or change is not there.
    """
    if content is None:
        content = (",".join(columns(type(wijzigingen[0].rij))) + "\n").encode()
    table, here = Tabeltekst.read(content), list(rows)
    done: list[Wijziging] = []
    for change in wijzigingen:
        was = None
        if change.voor is None:
            place = len(here) if change.plek is None else min(change.plek, len(here))
        elif change.voor in here:
            place = here.index(change.voor)
            was = table.regels[place + 1][0]
        else:
            raise KeyError(change.voor)
        if change.na is None:
            table = table.remove(place + 1)
            del here[place]
        elif change.voor is None:
            table = table.insert(place + 1, change.na, change.komt)
            here.insert(place, change.na)
        else:
            table = table.replace(place + 1, change.na, change.komt)
            here[place] = change.na
        done.append(replace(change, plek=place, ging=was))
    return table.write(), tuple(done)
