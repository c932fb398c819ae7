"""Which files of a folder hold a traject, and which only look as if they did."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from leerkring.errors import Probleem, say_near
from leerkring.model import TABELLEN
from leerkring.traject.bronnen import find_readers
from leerkring.traject.bronnen.vreemd import refuse_export

BESCHRIJVING = "traject.yaml"
VRAGENLIJST = "vragenlijst.yaml"
EERSTE_BYTES = 4096
VERWARRING = (".xlsx", ".xls", ".ods", ".tsv", ".txt", ".yml", "")
"""Endings under which a table is saved by mistake, or which a system shows to nobody."""


def list_data_files(folder: Path) -> list[Path]:
    """Return the files of a folder that count as its data, by the ending of their names."""
    endings = (*find_readers(), ".yaml")
    return [path for path in sorted(folder.iterdir()) if path.suffix in endings and path.is_file()]


def find_tables(folder: Path) -> tuple[dict[str, str], list[Probleem]]:
    """Return the name of the file of each table that has one, and what is wrong with the names in a folder.

    The names are those in the listing: a disk that takes Effecten.csv for effecten.csv would open either.
    """
    names = sorted(path.name for path in folder.iterdir())
    files: dict[str, str] = {}
    problemen: list[Probleem] = []
    for tabel in TABELLEN:
        own = [f"{tabel}{ending}" for ending in find_readers() if f"{tabel}{ending}" in names]
        if own:
            files[tabel] = own[0]
        if len(own) > 1:
            uitleg = f"de tabel {tabel} staat in {len(own)} bestanden"
            problemen.append(Probleem(" en ".join(own), uitleg, toegestaan="een ervan; haal weg wat niet geldt"))
    strays = [name for name in names if not name.startswith(".") and (folder / name).is_file()]
    return files, problemen + [recognise_stray(folder, probleem) for probleem in find_strays(strays)]


def recognise_stray(folder: Path, probleem: Probleem) -> Probleem:
    """Return what is wrong with a file under a wrong name: what it is says more than which name is near."""
    with suppress(OSError), (folder / probleem.bestand).open("rb") as file:
        return next(iter(refuse_export(probleem.bestand, file.read(EERSTE_BYTES))), probleem)
    return probleem


def find_strays(names: list[str]) -> Iterator[Probleem]:
    """Yield a problem for each file that is probably a table under a wrong name: that must not become an empty table.

    What ends as a table must be one. Any other file is left alone, unless its name is that of a table without a file.
    """
    endings = tuple(find_readers())
    known = [f"{tabel}{ending}" for ending in endings for tabel in TABELLEN]
    present = {name.partition(".")[0] for name in names if name in known or name in (BESCHRIJVING, VRAGENLIJST)}
    absent = {tabel: f"{tabel}.csv" for tabel in TABELLEN} | {"traject": BESCHRIJVING, "vragenlijst": VRAGENLIJST}
    absent = {stem: name for stem, name in absent.items() if stem not in present}
    for name in names:
        low = name.lower()
        if name in known or name in (BESCHRIJVING, VRAGENLIJST):
            continue
        if low.endswith(endings):
            of_kind = [other for other in known if low.endswith(Path(other).suffix)]
            yield Probleem(name, "geen tabel heet zo", toegestaan=say_near(low, of_kind))
        elif Path(low).suffix in VERWARRING or ".yaml" in low or any(ending in low for ending in endings):
            near = difflib.get_close_matches(low.partition(".")[0], absent, n=1, cutoff=0.8)
            if near:
                yield Probleem(name, "dit bestand wordt niet gelezen", toegestaan=f"bedoelt u ‘{absent[near[0]]}’?")
