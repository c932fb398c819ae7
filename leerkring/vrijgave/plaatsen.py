"""Bring what was approved to its place, written down before it goes: what may have left counts as received."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from leerkring.batch.files import ONAF, explain_refusal, hash_file, replace_text
from leerkring.batch.finish import INDEX
from leerkring.rapport.index import build_index
from leerkring.rapport.neighbours import find_neighbours, set_neighbours
from leerkring.rapport.reading import read_sections
from leerkring.vrijgave.oordelen import Vrijgavebesluit
from leerkring.vrijgave.register import Inschrijving
from leerkring.vrijgave.voorbereiden import Deel, Voorbereiding


def place_release(found: Voorbereiding, besluit: Vrijgavebesluit) -> tuple[list[str], dict[str, list[str]]]:
    """Place the reports of which all was approved, all of them or none, and write down who decided what and why.

    First everything is written beside the place, so that a folder that cannot be written leaves no entry. Then come the
    entries, and then the folder gets its name. Whoever is stopped in between shares again: the entry is known.

    Return what was copied, by address, and what stayed behind with the reasons of each.
    """
    refused = {naam: list(reasons) for naam, reasons in found.refused.items()}
    for punt in besluit.punten:
        for rapport in punt.rapporten if punt.mag != "ja" else ():
            why = f"de beoordelaar hield het tegen ({punt.soort.partition(':')[0]}): {punt.reden}"
            refused.setdefault(rapport, []).append(why)
    for deel in found.delen:
        deel.rows = [row for row in deel.rows if row["id"] not in refused]
    rows = [row for deel in found.delen for row in deel.rows]
    pages = {row["rapport"]: found.pages[row["rapport"]] for row in rows}
    staged = found.target.with_name(f"{ONAF}-{found.target.name}")
    with explain_refusal(found.target):
        try:
            if rows:
                shutil.rmtree(staged, ignore_errors=True)  # of one who was stopped
                write_reports(staged, rows, pages)
            written = [(deel, *inscribe(deel, found.target.name, besluit, staged)) for deel in found.delen]
            if rows:
                if found.target.exists():
                    found.target.rmdir()  # it is empty
                staged.replace(found.target)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    for deel, naam, entry in written:
        if deel.rows:
            placed = {"soort": "plaatsing", "van": naam, "oordelen": (), "items": {}, "mensen": {}}
            deel.register.append(entry.model_copy(update=placed))
    return list(pages), refused


def inscribe(deel: Deel, naam_map: str, besluit: Vrijgavebesluit, staged: Path) -> tuple[str, Inschrijving]:
    """Return the entry for a part of a release, written unless it was by one who was stopped before placing."""
    names = [*(row["rapport"] for row in deel.rows), *([INDEX] if deel.rows else [])]
    entry = deel.build_entry(
        soort="vrijgave" if deel.rows else "afwijzing",
        map=naam_map,
        bestanden={naam: hash_file(staged / naam) or "" for naam in names},
        maker=besluit.maker.strip(),
        beoordelaar=besluit.beoordelaar.strip(),
        oordelen=tuple(
            punt.model_copy(update={"teksten": tuple(map(deel.merker.sign, punt.teksten))}) for punt in besluit.punten
        ),
    )
    for naam, earlier in deel.register.vrijgaven.items():
        same = (earlier.bestanden, earlier.map, earlier.voor) == (entry.bestanden, entry.map, entry.voor)
        if deel.rows and same and deel.register.find_placed(naam) is None:
            return naam, earlier
    return deel.register.append(entry), entry


def write_reports(target: Path, rows: Sequence[Mapping[str, Any]], pages: Mapping[str, str]) -> None:
    """Write pages with links among themselves, and the index of them."""
    buren = find_neighbours(rows)
    for adres, page in pages.items():
        place = target / adres
        place.parent.mkdir(parents=True, exist_ok=True)
        replace_text(place, set_neighbours(page, buren[adres]), None)
    quiet = [{**row, "waarschuwingen": [], "wijzigingen": None} for row in rows]
    teksten = {adres: read_sections(page) for adres, page in pages.items()}
    replace_text(target / INDEX, build_index(quiet, teksten, lezers=True), None)
