"""Read a CSV table as Dutch spreadsheets write it, into cells with their row numbers."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from leerkring.errors import Probleem
from leerkring.refusals import explain_csv
from leerkring.traject.bronnen import Cellen, Tabel

EXTENSIES = (".csv",)
EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""What the files of Excel begin with, of today and of before 2007."""
RAAD = "kies in Excel Opslaan als, en dan ‘CSV UTF-8’"
RIJ_TE_LANG = "zet een tekst met een scheidingsteken erin tussen dubbele aanhalingstekens"
RIJ_TE_KORT = "vul de rij aan, ook met lege cellen, of haal haar weg"
WOORDGRENS = re.compile(rb"[\s,;\"]")


def read(path: Path) -> tuple[Tabel, list[Probleem]]:
    """Return the cells of a CSV file and what is wrong with it.

    Accepts UTF-8 with or without a byte order mark, and a comma, semicolon or tab between cells.
    """
    return parse(path.name, path.read_bytes())


def parse(name: str, content: bytes) -> tuple[Tabel, list[Probleem]]:
    """Return the cells in the bytes of a CSV file and what is wrong with these."""
    if content.startswith(EXCEL):
        return Tabel([], []), [Probleem(name, "dit is een Excel-bestand met een andere naam", raad=RAAD)]
    try:
        # Bytes are decoded by hand, because read_text would turn line ends inside a cell into other line ends.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Tabel([], []), [explain_bytes(name, error)]
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=find_delimiter(text), strict=True):
            rows.append(row)  # noqa: PERF402 - what was read before a mistake tells where it is
    except csv.Error as error:
        return Tabel([], []), [Probleem(name, f"dit is geen goede CSV-tabel: {explain_csv(error)}", rij=len(rows) + 1)]
    if not rows or not any(cell.strip() for cell in rows[0]):
        return Tabel([], []), []
    return collect_cells(name, [cell.strip() for cell in rows[0]], rows[1:])


def explain_bytes(name: str, error: UnicodeDecodeError) -> Probleem:
    """Return where a text is not UTF-8, with the word as a Dutch spreadsheet most likely meant it."""
    before, after = error.object[: error.start], error.object[error.start :]
    word = WOORDGRENS.split(before)[-1] + WOORDGRENS.split(after)[0]
    return Probleem(
        name,
        "een teken is niet te lezen, want het bestand is niet bewaard als UTF-8",
        rij=before.count(b"\n") + 1,
        waarde=word.decode("cp1252", errors="replace"),
        raad=RAAD,
    )


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
                    f"het aantal cellen is hier {len(row)} en in de kop {len(header)}",
                    rij=nummer,
                    raad=RIJ_TE_LANG if len(row) > len(header) else RIJ_TE_KORT,
                )
            )
            continue
        cells = {k: c.strip() or None for k, c in zip(header, row, strict=True)}
        good.append(Cellen(nummer, cells))
    return Tabel(header, good), problemen
