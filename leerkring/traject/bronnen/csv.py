"""Read a CSV table as Dutch spreadsheets write it, into cells with their row numbers."""

from __future__ import annotations

import codecs
import csv
import io
import re
from pathlib import Path
from typing import NamedTuple

from leerkring.errors import Probleem
from leerkring.refusals import explain_csv
from leerkring.traject.bronnen import Cellen, Tabel, is_full
from leerkring.traject.bronnen.vreemd import RAAD, refuse_text, refuse_wreck

EXTENSIES = (".csv",)
EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""What the files of Excel begin with, of today and of before 2007."""
CODERINGEN = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
BEGIN = re.compile(r'\ufeff?(?:"?sep=[,;\t]"?[,;\t]*\r?\n)?', re.IGNORECASE)
"""What may stand before the header: a byte order mark, and the line in which Excel keeps the separator."""
RIJ_TE_LANG = "zet een tekst met een scheidingsteken erin tussen dubbele aanhalingstekens"
RIJ_TE_KORT = "vul de rij aan, ook met lege cellen, of haal haar weg"
WOORDGRENS = re.compile(rb"[\s,;\"]")


class Schrift(NamedTuple):
    """How a table is written: its coding, what stands before its header, its separator, and its text from there."""

    codering: str
    begin: str
    scheiding: str
    tekst: str


def read(path: Path) -> tuple[Tabel, list[Probleem]]:
    """Return the cells of a CSV file and what is wrong with it.

    Accepts UTF-8 with or without a byte order mark, UTF-16 with one, and a comma, semicolon or tab between cells.
    """
    return parse(path.name, path.read_bytes())


def parse(name: str, content: bytes) -> tuple[Tabel, list[Probleem]]:
    """Return the cells in the bytes of a CSV file and what is wrong with these."""
    if content.startswith(EXCEL):
        return Tabel([], []), [Probleem(name, "dit is een Excel-bestand met een andere naam", raad=RAAD)]
    try:
        schrift = decode(content)
    except UnicodeDecodeError as error:
        return Tabel([], []), [explain_bytes(name, error)]
    problemen = refuse_text(name, schrift.tekst, schrift.scheiding)
    if problemen:
        return Tabel([], []), problemen
    tabel, problemen = collect_cells(name, schrift)
    # Only of a table with mistakes it is asked whether a spreadsheet made them all: that takes one more look at it.
    wreck = refuse_wreck(name, schrift.tekst, schrift.scheiding) if problemen else []
    return (Tabel([], []), wreck) if wreck else (tabel, problemen)


def decode(content: bytes) -> Schrift:
    """Return the text of a table; a UnicodeDecodeError is left to the caller."""
    # Bytes are decoded by hand, because read_text would turn line ends inside a cell into other line ends.
    codering = next((name for mark, name in CODERINGEN.items() if content.startswith(mark)), "utf-8")
    text = content.decode(codering)
    found = BEGIN.match(text)
    begin = found[0] if found else ""
    # What the line with sep= says does not count: another program than Excel keeps it, whatever it puts between cells.
    return Schrift(codering, begin, find_delimiter(text[len(begin) :]), text[len(begin) :])


def explain_bytes(name: str, error: UnicodeDecodeError) -> Probleem:
    """Return where a text is not UTF-8, with the word as a Dutch spreadsheet most likely meant it."""
    before, after = error.object[: error.start], error.object[error.start :]
    word = WOORDGRENS.split(before)[-1] + WOORDGRENS.split(after, maxsplit=1)[0]
    return Probleem(
        name,
        "een teken is niet te lezen, want het bestand is niet bewaard als UTF-8",
        rij=before.count(b"\n") + 1,
        waarde=word.decode("cp1252", errors="replace") if error.encoding == "utf-8" else None,
        raad=RAAD,
    )


def find_delimiter(text: str) -> str:
    """Return the separator of a table: the candidate that occurs most in its header."""
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)


def collect_cells(name: str, schrift: Schrift) -> tuple[Tabel, list[Probleem]]:
    """Return the rows that have as many cells as the header, and a problem for each that has not."""
    header: list[str] = []
    good: list[Cellen] = []
    problemen: list[Probleem] = []
    nummer = 0
    try:
        for row in csv.reader(io.StringIO(schrift.tekst), delimiter=schrift.scheiding, strict=True):
            nummer += 1
            if not any(cell.strip() for cell in row):
                continue
            if not header and nummer > 1:
                return Tabel([], []), [
                    Probleem(name, "rij 1 is leeg en daar hoort de kop", rij=1, raad="haal haar weg")
                ]
            if not header:
                header = [cell.strip() for cell in row]
            elif len(row) == len(header):
                good.append(Cellen(nummer, {k: c.strip() or None for k, c in zip(header, row, strict=True)}))
            elif is_full(name, problemen, nummer):
                break
            else:
                problemen.append(
                    Probleem(
                        name,
                        f"het aantal cellen is hier {len(row)} en in de kop {len(header)}",
                        rij=nummer,
                        raad=RIJ_TE_LANG if len(row) > len(header) else RIJ_TE_KORT,
                    )
                )
    except csv.Error as error:
        wrong = f"dit is geen goede CSV-tabel: {explain_csv(error)}"
        return Tabel([], []), [Probleem(name, wrong, rij=nummer + 1)]
    return Tabel(header, good), problemen
