"""Write a traject folder of an older format as it is written today, byte for byte where nothing changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from leerkring.errors import LeerkringError, TrajectError
from leerkring.model.beschrijving import Beschrijving
from leerkring.traject.bestanden import BESCHRIJVING, find_tables
from leerkring.traject.bronnen.csv import parse
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
from leerkring.traject.yaml_files import load_yaml


@dataclass(frozen=True)
class Migratie:
    """What has to be written to give a folder today's format."""

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
    if formaat == newest:
        return Migratie(formaat, {}, {})
    steps = list_steps(formaat)
    new: dict[str, bytes] = {}
    uitleg: dict[str, tuple[str, ...]] = {}
    for tabel, name in find_tables(folder)[0].items():
        own = [stap for stap in steps if tabel in stap.tabellen]
        changed = migrate_tabel(folder / name, tabel, formaat) if own else None
        if changed is not None:
            new[name], uitleg[name] = changed, tuple(stap.uitleg for stap in own)
    text = (folder / BESCHRIJVING).read_bytes().decode()
    begin = BOM if text.startswith(BOM) else ""
    after = {SLEUTEL: newest} | upgrade_beschrijving(content, formaat)
    new[BESCHRIJVING] = (begin + edit_keys(text.removeprefix(BOM), after)).encode()
    uitleg[BESCHRIJVING] = (f"formaat is nu {newest}", *(stap.uitleg for stap in steps if not stap.tabellen))
    return Migratie(formaat, new, uitleg)


def migrate_tabel(path: Path, tabel: str, formaat: int) -> bytes | None:
    """Return a table as it is written today; None when it is already."""
    if path.suffix != ".csv":
        raise LeerkringError(f"{path.name}: alleen een CSV-bestand kan worden omgezet; bewaar het als {tabel}.csv")
    content = path.read_bytes()
    read, problemen = parse(path.name, content)
    if problemen:
        raise TrajectError(path.parent.as_posix(), problemen)
    if not read.kolommen:
        return None
    table = Tabeltekst.read(content)
    for stap in list_steps(formaat):
        if tabel in stap.tabellen:
            table = change_cells(table, stap.tabellen[tabel])
    new = table.write()
    if parse(path.name, new) != (upgrade_tabel(tabel, read, formaat), []):
        raise LeerkringError(f"{path.name}: het bestand kan niet rij voor rij worden omgezet; verander het met de hand")
    return None if new == content else new


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
        rows.append((body if list(cells.values()) == list(was.values()) else write(table, cells, was, raw), end))
    return replace(table, regels=tuple(rows))


def write(table: Tabeltekst, cells: dict[str, str], was: dict[str, str], raw: list[str]) -> str:
    """Return a row as a line without its end; a cell that did not change keeps the spaces around it."""
    kept = {kolom: cell for (kolom, old), cell in zip(was.items(), raw, strict=True) if cells.get(kolom) == old}
    out = io.StringIO()
    csv.writer(out, delimiter=table.scheiding, lineterminator="\r\n").writerow((cells | kept)[k] for k in cells)
    return out.getvalue().removesuffix("\r\n")
