"""Write a traject folder as it is written today, whatever its format, byte for byte where nothing changed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from leerkring.errors import LeerkringError, Niveau, TrajectError
from leerkring.model import TABELLEN
from leerkring.model.beschrijving import Beschrijving
from leerkring.model.velden import Rij
from leerkring.model.vragenlijst import Schaal, Vragenlijst
from leerkring.traject.bestanden import BESCHRIJVING, VRAGENLIJST, find_tables
from leerkring.traject.bronnen import Cellen, Tabel, read_file
from leerkring.traject.bronnen.csv import parse
from leerkring.traject.check_header import take_rows
from leerkring.traject.check_rows import fit_row
from leerkring.traject.formaten import (
    SLEUTEL,
    Rijcellen,
    find_formaat,
    find_newest,
    list_steps,
    upgrade_beschrijving,
    upgrade_tabel,
)
from leerkring.traject.saving.csv_editing import BOM, Tabeltekst
from leerkring.traject.saving.placing import hold_folder, place_tables
from leerkring.traject.saving.yaml_editing import edit_keys
from leerkring.traject.yaml_files import load_yaml, read_yaml


@dataclass(frozen=True)
class Migratie:
    """What has to be written to give a folder today's format, and its cells the form of their columns."""

    formaat: int
    bestanden: dict[str, bytes]
    """The new content by file name; traject.yaml comes last, so that halfway the folder still has the older format."""
    uitleg: dict[str, tuple[str, ...]]
    """What changes in each of them, in sentences."""


def migrate_folder(folder: Path, *, dry_run: bool = False) -> Migratie:
    """Give a folder today's format, all of its files or none, and return what that took.

    Parameters
    ----------
    folder
        The traject folder; what else may be wrong in it does not matter.
    dry_run
        Write nothing.

    Raises
    ------
    LeerkringError
        When the folder is newer than this library, or has a file that cannot be changed row by row.
    """
    if not (folder / BESCHRIJVING).is_file():
        raise LeerkringError(f"{folder.as_posix()} heeft geen {BESCHRIJVING}; geef de map van een traject")
    with nullcontext() if dry_run else hold_folder(folder):
        plan = plan_migration(folder)
        if not dry_run and plan.bestanden:
            place_tables(folder, plan.bestanden)
    return plan


def plan_migration(folder: Path) -> Migratie:
    """Return what has to be written to give a folder today's format."""
    content, problemen = load_yaml(folder / BESCHRIJVING, Beschrijving)
    if content is None:
        raise TrajectError(folder.as_posix(), problemen)
    formaat, newest = find_formaat(content, folder.as_posix()), find_newest()
    vragenlijst = read_yaml(folder / VRAGENLIJST, Vragenlijst)[0] if (folder / VRAGENLIJST).is_file() else None
    schaal = vragenlijst.schaal if vragenlijst else None
    steps = list_steps(formaat)
    new: dict[str, bytes] = {}
    uitleg: dict[str, tuple[str, ...]] = {}
    for tabel, name in find_tables(folder)[0].items():
        changed, told = migrate_tabel(folder / name, TABELLEN[tabel], formaat, schaal)
        if changed is not None:
            new[name], uitleg[name] = changed, told
    if formaat == newest:
        return Migratie(formaat, new, uitleg)
    text = (folder / BESCHRIJVING).read_bytes().decode()
    begin = BOM if text.startswith(BOM) else ""
    after = {SLEUTEL: newest} | upgrade_beschrijving(content, formaat)
    new[BESCHRIJVING] = (begin + edit_keys(text.removeprefix(BOM), after)).encode()
    uitleg[BESCHRIJVING] = (f"formaat is nu {newest}", *(stap.uitleg for stap in steps if not stap.tabellen))
    return Migratie(formaat, new, uitleg)


def migrate_tabel(
    path: Path, entiteit: type[Rij], formaat: int, schaal: Schaal | None
) -> tuple[bytes | None, tuple[str, ...]]:
    """Return a table as it is written today, and what that changes in it; None when it is written so already."""
    tabel = entiteit.tabel
    own = [stap for stap in list_steps(formaat) if tabel in stap.tabellen]
    if path.suffix != ".csv":
        if own:
            raise LeerkringError(f"{path.name}: alleen een CSV-bestand kan worden omgezet; bewaar het als {tabel}.csv")
        return None, ()
    read, problemen = read_file(path)
    if problemen and own:
        raise TrajectError(path.parent.as_posix(), problemen)
    if problemen or not read.kolommen:
        return None, ()
    expected = upgrade_tabel(tabel, read, formaat)
    changes = [stap.tabellen[tabel] for stap in own]
    told = [p for p in take_rows(path.name, expected, [], entiteit, schaal)[1] if p.niveau is Niveau.INFO]
    if told:
        changes.append(lambda cells: {**cells, **fit_row(entiteit, cells, schaal)[1]})
        expected = Tabel(expected.kolommen, [Cellen(n, changes[-1](cellen)) for n, cellen in expected.rijen])
    if not changes:
        return None, ()
    content = path.read_bytes()
    table = Tabeltekst.read(content)
    for change in changes:
        table = change_cells(table, change)
    new = table.write()
    if parse(path.name, new) != (expected, []):
        raise LeerkringError(f"{path.name}: het bestand kan niet rij voor rij worden omgezet; verander het met de hand")
    uitleg = (*(stap.uitleg for stap in own), *(f"kolom {p.kolom}: {p.uitleg}" for p in told))
    return None if new == content else new, uitleg


def change_cells(table: Tabeltekst, change: Callable[[Rijcellen], Rijcellen]) -> Tabeltekst:
    """Return a table in which each row is what a step makes of it; a row of which no cell changes keeps its bytes."""
    old = table.kolommen
    new = list(change(dict.fromkeys(old)))
    rows = []
    for nummer, (body, end) in enumerate(table.regels):
        raw = next(csv.reader(io.StringIO(body, newline=""), delimiter=table.scheiding), [])
        if nummer == 0:
            cells = {kolom: kolom for kolom in new}
            was = {kolom: kolom for kolom in old}
        elif not any(cell.strip() for cell in raw):
            rows.append((body, end))
            continue
        else:
            was = {kolom: cell.strip() for kolom, cell in zip(old, raw, strict=True)}
            filled = change({kolom: cell or None for kolom, cell in was.items()})
            cells = {kolom: filled.get(kolom) or "" for kolom in new}
        rows.append((body if list(cells.values()) == list(was.values()) else write(table, cells, was, body), end))
    return replace(table, regels=tuple(rows))


def write(table: Tabeltekst, cells: dict[str, str], was: dict[str, str], body: str) -> str:
    """Return a row as a line without its end; a cell that did not change keeps its bytes."""
    raw = split_written(body, table.scheiding)
    kept = {kolom: cell for (kolom, old), cell in zip(was.items(), raw, strict=True) if cells.get(kolom) == old}
    return table.scheiding.join(kept[k] if k in kept else quote_cell(cells[k], table.scheiding) for k in cells)


def split_written(body: str, scheiding: str) -> list[str]:
    """Return the cells of a line as they are written, with the quotes and spaces around them."""
    return re.findall(rf'("[^"]*(?:""[^"]*)*"|[^{scheiding}]*){scheiding}', body + scheiding)


def quote_cell(cell: str, scheiding: str) -> str:
    """Return a cell as it stands in a line, between quotes where it must."""
    doubled = cell.replace('"', '""')
    return f'"{doubled}"' if any(c in cell for c in (scheiding, '"', "\n", "\r")) else cell
