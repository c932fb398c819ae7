"""Read a CSV table as Dutch spreadsheets write it, into cells with their row numbers."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from leerkring.errors import Probleem
from leerkring.traject.bronnen import Cellen, Tabel

EXTENSIES = (".csv",)


def read(path: Path) -> tuple[Tabel, list[Probleem]]:
    """Return the cells of a CSV file and what is wrong with it.

    Accepts UTF-8 with or without a byte order mark, and a comma, semicolon or tab between cells.
    """
    return parse(path.name, path.read_bytes())


def parse(name: str, content: bytes) -> tuple[Tabel, list[Probleem]]:
    """Return the cells in the bytes of a CSV file and what is wrong with these."""
    try:
        # Bytes are decoded by hand, because read_text would turn line ends inside a cell into other line ends.
        text = content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text), delimiter=find_delimiter(text), strict=True))
    except UnicodeDecodeError as error:
        row, byte = error.object[: error.start].count(b"\n") + 1, f"byte 0x{error.object[error.start]:02x}"
        allowed = "save it as 'CSV UTF-8'"
        return Tabel([], []), [Probleem(name, "the file is not UTF-8", rij=row, waarde=byte, toegestaan=allowed)]
    except csv.Error as error:
        return Tabel([], []), [Probleem(name, f"the file is not a well-formed CSV table ({error})")]
    if not rows or not any(cell.strip() for cell in rows[0]):
        return Tabel([], []), []
    return collect_cells(name, [cell.strip() for cell in rows[0]], rows[1:])


def find_delimiter(text: str) -> str:
    """Return the separator of a table: the candidate that occurs most in its header."""
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)


def collect_cells(name: str, header: list[str], rows: list[list[str]]) -> tuple[Tabel, list[Probleem]]:
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
    return Tabel(header, good), problemen
