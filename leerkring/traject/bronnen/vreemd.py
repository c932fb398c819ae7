"""Recognise what a file is that stands where a table should: one sentence for the file, and not one for each cell."""

from __future__ import annotations

import re

from leerkring.errors import Probleem

RAAD = "kies in Excel Opslaan als, en dan ‘CSV UTF-8’"
GROOTSTE_TABEL = 25_000_000
"""How many bytes a table may have: with ten times as many a check takes minutes, and all memory."""
VASTE_KOLOM = "vertrouwelijkheid"
"""The column that every table has: by it a header is known, wherever it stands."""
MEESTE_TITELS = 10
SCHEIDINGEN = re.compile(r"[,;\t]")
EEN_CEL = re.compile(r'"([^"]*(?:""[^"]*)*)"(?:[,;\t].*)?\r?', re.DOTALL)
"""A line that Excel wrote as one cell, and what it tore off at a separator of its own."""
LIMESURVEY = (
    *("antwoord id", "response id", "submitdate", "datum ingestuurd", "date submitted", "lastpage", "laatste pagina"),
    *("last page", "startlanguage", "starttaal", "start taal", "start language"),
)


def refuse_size(name: str, size: int) -> list[Probleem]:
    """Return what is wrong with a file of so many bytes."""
    if size <= GROOTSTE_TABEL:
        return []
    uitleg = f"dit bestand is {size / 1e6:.0f} MB, en een tabel mag hoogstens {GROOTSTE_TABEL // 1_000_000} MB zijn"
    raad = "haal rijen en kolommen weg die leeg zijn, of verdeel het traject over twee mappen"
    return [Probleem(name, uitleg, raad=raad)]


def refuse_text(name: str, text: str, scheiding: str) -> list[Probleem]:
    """Return what a text is by its first lines, when that is no table."""
    lines = [line.rstrip("\r") for line in text.split("\n", MEESTE_TITELS)[:MEESTE_TITELS]]
    if "\0" in lines[0]:
        return [Probleem(name, "dit is geen tekst in UTF-8", raad=RAAD)]
    ours, middle, theirs = (f"\n{text}".find(f"\n{mark * 7}") for mark in "<=>")
    if -1 < ours < middle < theirs:
        raad = "kies per stuk één versie, en haal de regels met <<<<<<<, ======= en >>>>>>> weg"
        uitleg = "twee versies van dit bestand staan door elkaar"
        return [Probleem(name, uitleg, rij=text.count("\n", 0, ours) + 1, raad=raad)]
    export = refuse_export(name, lines[0].encode())
    if export:
        return export
    place = next((n for n, line in enumerate(lines, 1) if VASTE_KOLOM in split_loosely(line)), 1)
    if place > 1:
        uitleg = f"de kop staat in rij {place} en hoort in rij 1"
        return [Probleem(name, uitleg, rij=place, raad="haal de rijen erboven weg")]
    return refuse_wreck(name, lines[0], scheiding) if EEN_CEL.fullmatch(lines[0]) else []


def refuse_export(name: str, content: bytes) -> list[Probleem]:
    """Return that a file is an export of LimeSurvey, when its header has two columns that only LimeSurvey writes."""
    cells = split_loosely(content.decode(errors="replace").split("\n", 1)[0].lower())
    words = [re.sub(r"[-_.\s]+", " ", cell) for cell in cells]
    if sum(any(known in cell for known in LIMESURVEY) for cell in words) < 2:
        return []
    raad = "bewaar het buiten deze map; antwoorden.csv heeft een rij voor elk antwoord"
    return [Probleem(name, "dit is een uitvoer van LimeSurvey, en geen tabel van een traject", raad=raad)]


def split_loosely(line: str) -> list[str]:
    """Return the cells of a line whatever parts them, without quotes and spaces around them."""
    return [cell.strip(' "\ufeff\r') for cell in SCHEIDINGEN.split(line)]


def refuse_wreck(name: str, text: str, scheiding: str) -> list[Probleem]:
    """Return that Excel made one cell of a row, when a line of this text is one.

    A Dutch Excel does so with a table of commas on a double click, and it tears texts at a semicolon: nobody can tell
    any more which cell such a piece was.
    """
    breedte = text.split("\n", 1)[0].count(scheiding) + 1
    for nummer, line in enumerate(text.split("\n"), 1):
        found = EEN_CEL.fullmatch(line) if line.startswith('"') else None
        rest = line[found.end(1) + 1 :].removesuffix("\r") if found else ""
        # A whole cell with a separator in it may be a text; one that holds half a row, or that is torn, is no cell.
        least = 1 if rest else max(1, breedte // 2)
        if found and not rest.startswith(scheiding) and found[1].count(scheiding) >= least:
            uitleg = "Excel heeft van een hele rij één cel gemaakt"
            raad = "neem de vorige versie, en open haar in Excel met Gegevens, Uit tekst/CSV"
            return [Probleem(name, uitleg, rij=nummer, raad=raad)]
    return []
