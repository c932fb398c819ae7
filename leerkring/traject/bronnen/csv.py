"""Read a CSV table as Dutch spreadsheets write it, into cells with their row numbers."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from leerkring.errors import Probleem
from leerkring.model.velden import Rij
from leerkring.traject.inhoud import columns


class Cellen(NamedTuple):
    """The cells of one row by column; a blank cell is None."""

    nummer: int
    cellen: dict[str, str | None]


def read_table(folder: Path, entiteit: type[Rij]) -> tuple[list[Cellen], list[Probleem]]:
    """Return the rows of an entity's table and what is wrong with the file itself.

    Accepts UTF-8 with or without a byte order mark, and a comma, semicolon or tab between cells.
    """
    name = f"{entiteit.tabel}.csv"
    try:
        # Bytes are decoded by hand, because read_text would turn line ends inside a cell into other line ends.
        text = (folder / name).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        allowed = f"a file with at least the header {','.join(columns(entiteit))}"
        return [], [Probleem(name, "the file is missing", toegestaan=allowed)]
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        return [], [
            Probleem(
                name,
                "the file is not UTF-8",
                rij=row,
                waarde=f"byte 0x{error.object[error.start]:02x}",
                toegestaan="save it as 'CSV UTF-8'",
            )
        ]
    except OSError as error:
        return [], [Probleem(name, f"the file cannot be read ({error.strerror})")]
    return parse_table(text, entiteit)


def parse_table(text: str, entiteit: type[Rij]) -> tuple[list[Cellen], list[Probleem]]:
    """Return the rows in the text of an entity's table and what is wrong with it as a table."""
    name = f"{entiteit.tabel}.csv"
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=find_delimiter(text), strict=True))
    except csv.Error as error:
        return [], [Probleem(name, f"the file is not a well-formed CSV table ({error})")]
    if not rows or not any(cell.strip() for cell in rows[0]):
        return [], [Probleem(name, "the file is empty", rij=1, toegestaan=",".join(columns(entiteit)))]
    header = [cell.strip() for cell in rows[0]]
    problemen = list(check_header(name, header, entiteit))
    if problemen:
        return [], problemen
    return collect_cells(name, header, rows[1:])


def find_delimiter(text: str) -> str:
    """Return the separator of a table: the candidate that occurs most in its header."""
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)


def check_header(name: str, header: list[str], entiteit: type[Rij]) -> Iterable[Probleem]:
    """Yield unknown, missing and repeated columns; columns that may be blank may also be left out."""
    known = columns(entiteit)
    for kolom in header:
        if kolom not in known:
            near = difflib.get_close_matches(kolom, known, n=1)
            hint = f"did you mean {near[0]}?" if near else ", ".join(known)
            yield Probleem(name, "unknown column", rij=1, kolom=kolom or "(no name)", toegestaan=hint)
    for kolom in known:
        if kolom not in header and entiteit.model_fields[kolom].is_required():
            yield Probleem(name, "the column is missing", rij=1, kolom=kolom, toegestaan=",".join(known))
        if header.count(kolom) > 1:
            yield Probleem(name, "the column stands twice", rij=1, kolom=kolom)


def collect_cells(name: str, header: list[str], rows: list[list[str]]) -> tuple[list[Cellen], list[Probleem]]:
    """Return the rows that have as many cells as the header, and a problem for each that has not."""
    good: list[Cellen] = []
    problemen: list[Probleem] = []
    for nummer, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            problemen.append(
                Probleem(
                    name,
                    f"the row has {len(row)} cells and the header has {len(header)}",
                    rij=nummer,
                    toegestaan="put a text that holds the separator between double quotes",
                )
            )
            continue
        cells = {k: c.strip() or None for k, c in zip(header, row, strict=True)}
        good.append(Cellen(nummer, cells))
    return good, problemen
