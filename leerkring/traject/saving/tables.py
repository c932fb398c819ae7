"""Save changes of some tables of a traject: checked first, at once, and never over the work of another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from leerkring.errors import LeerkringError, Niveau, Probleem, TrajectError, has_errors
from leerkring.model import TABELLEN
from leerkring.model.velden import RIJEN, Rij
from leerkring.traject.bestanden import list_data_files
from leerkring.traject.bronnen.csv import parse
from leerkring.traject.check_header import take_rows
from leerkring.traject.check_references import check_references
from leerkring.traject.formaten import list_steps
from leerkring.traject.inhoud import GelezenRij, Inhoud, references, referred_ids
from leerkring.traject.opening import read_folder
from leerkring.traject.regels import check_rules
from leerkring.traject.saving.csv_editing import Wijziging, change_rows
from leerkring.traject.saving.placing import JOURNAAL, hash_content, hold_folder, place_tables


class ConflictError(LeerkringError):
    """Another changed what one is about to change; `wijzigingen` are that other's changes, if they can be read."""

    def __init__(self, folder: Path, wijzigingen: Sequence[Wijziging]) -> None:
        """Keep what the other did."""
        self.wijzigingen = tuple(wijzigingen)
        super().__init__(
            f"{folder.as_posix()}: iemand anders veranderde deze tabellen intussen; er is niets opgeslagen"
        )


class GoneError(LeerkringError):
    """A row that should go or change is not there any more, or is not what it was."""

    def __init__(self, rij: Rij) -> None:
        """Keep the row."""
        self.rij = rij
        key = "|".join(str(getattr(rij, kolom)) for kolom in rij.sleutel)
        super().__init__(f"{rij.tabel}.csv: de rij {key} is er niet meer, of iemand anders veranderde haar")


class DoubtError(TrajectError):
    """A change about which the checks warn: it is saved only when a person says so."""


@dataclass(frozen=True)
class Stand:
    """A traject folder as it was at one moment: a hash per file, the tables that are written as bytes, and all records.

    A table that has no file is None; one whose rows another needs stands before it.
    """

    folder: Path
    hashes: Mapping[str, str | None]
    tabellen: Mapping[str, bytes | None]
    inhoud: Inhoud

    def rows(self, tabel: str) -> list[Rij | None]:
        """Return the records of a table in the order of its file, None for a blank row."""
        read = self.inhoud.tabellen[tabel]
        rows: list[Rij | None] = [None] * (read[-1].nummer - 1 if read else 0)
        for nummer, rij in read:
            rows[nummer - 2] = rij
        return rows


@dataclass(frozen=True)
class Stap:
    """Changes that were saved together, with the tables before and after, so that undoing them gives the same bytes."""

    wijzigingen: tuple[Wijziging, ...]
    voor: Mapping[str, bytes | None]
    na: Mapping[str, bytes | None]

    def reverse(self) -> Stap:
        """Return the step that takes this one back."""
        return Stap(tuple(w.reverse() for w in reversed(self.wijzigingen)), self.na, self.voor)


@dataclass(frozen=True)
class Saved:
    """What saving led to."""

    stand: Stand
    stap: Stap


def read_stand(folder: Path, tabellen: Sequence[str]) -> Stand:
    """Return a traject folder as it is now, to write these tables of it.

    Raises
    ------
    TrajectError
        When the folder has errors.
    LeerkringError
        When these tables have a form in which this writes nothing.
    """
    if (folder / JOURNAAL).exists():
        with hold_folder(folder):
            pass  # whoever holds it finishes what a killed process began
    while True:
        before = read_files(folder)
        inhoud, problemen = read_folder(folder, volledig=False)
        if read_files(folder) != before:
            continue  # somebody saved while it was read
        errors = [p for p in problemen if p.niveau is Niveau.ERROR]
        if inhoud is None or errors:
            raise TrajectError(folder.as_posix(), errors)
        check_writable(folder, inhoud, tabellen)
        hashes = {name: hash_content(content) for name, content in before.items()}
        return Stand(folder, hashes, {t: before.get(f"{t}.csv") for t in tabellen}, inhoud)


def check_writable(folder: Path, inhoud: Inhoud, tabellen: Sequence[str]) -> None:
    """Refuse tables that cannot be written: those in a file that is no CSV, or in the form of an older format."""
    for tabel in tabellen:
        if inhoud.file_of(tabel) != f"{tabel}.csv":
            raise LeerkringError(f"{inhoud.file_of(tabel)}: hier is alleen {tabel}.csv te schrijven; bewaar het zo")
        if any(tabel in stap.tabellen for stap in list_steps(inhoud.formaat)):
            where = folder.as_posix()
            raise LeerkringError(f"{where} heeft een ouder formaat; geef eerst de opdracht ‘leerkring migrate {where}’")


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of each data file of a folder."""
    return {path.name: path.read_bytes() for path in list_data_files(folder)}


def save(stand: Stand, wijzigingen: Sequence[Wijziging], akkoord: bool = False, eerder: Stap | None = None) -> Saved:
    """Save changes of the tables of a stand at once, all of them or none.

    Parameters
    ----------
    stand
        The folder as the user saw it.
    wijzigingen
        What comes, goes or changes.
    akkoord
        Whether a person looked at the warnings about these changes.
    eerder
        The step that the changes repeat or take back: where nothing else changed since, its bytes are written.

    Returns
    -------
    The folder as it is now, and the step that was saved.

    Raises
    ------
    ConflictError
        When another changed one of these tables since `stand`; nothing is written.
    GoneError
        When a row that should go or change is not there.
    DoubtError
        When the checks warn about the changes and nobody agreed; nothing is written.
    TrajectError
        When the checks refuse the changes; nothing is written.
    SaveError
        When the system refuses; then the tables are as they were.
    """
    with hold_folder(stand.folder):
        files = read_files(stand.folder)
        hashes = {name: hash_content(content) for name, content in files.items()}
        if any(hashes.get(f"{t}.csv") != stand.hashes.get(f"{t}.csv") for t in stand.tabellen):
            raise ConflictError(stand.folder, find_changes(stand))
        if hashes != stand.hashes:  # another table: what these refer to may be gone
            stand = read_stand(stand.folder, tuple(stand.tabellen))
        new, done = apply(stand, wijzigingen)
        if eerder is not None and all(stand.tabellen[t] == eerder.voor[t] for t in eerder.voor):
            new = dict(eerder.na)
        hashes = {**stand.hashes, **{f"{t}.csv": hash_content(content) for t, content in new.items()}}
        after = replace(
            stand,
            hashes={name: value for name, value in hashes.items() if value is not None},
            tabellen={**stand.tabellen, **new},
            # What comes back was there before: nobody need look at it once more.
            inhoud=check_change(stand, new, done, akkoord or eerder is not None),
        )
        place_tables(stand.folder, {f"{t}.csv": new[t] for t in order_tables(tuple(stand.tabellen), done) if t in new})
    return Saved(after, Stap(done, {t: stand.tabellen[t] for t in new}, new))


def apply(stand: Stand, wijzigingen: Sequence[Wijziging]) -> tuple[dict[str, bytes | None], tuple[Wijziging, ...]]:
    """Return the new tables that changes lead to, and the changes with their places."""
    new: dict[str, bytes | None] = {}
    done: list[Wijziging] = []
    for tabel in dict.fromkeys(w.tabel for w in wijzigingen):
        own = [w for w in wijzigingen if w.tabel == tabel]
        try:
            new[tabel], placed = change_rows(stand.tabellen[tabel], stand.rows(tabel), own)
        except KeyError as error:
            raise GoneError(error.args[0]) from error
        done += placed
    return new, tuple(done)


def order_tables(tabellen: tuple[str, ...], wijzigingen: Iterable[Wijziging]) -> tuple[str, ...]:
    """Return the order in which tables are replaced: no row is ever without one that it needs."""
    goes = any(w.tabel == tabellen[0] and w.na is None for w in wijzigingen)
    return tabellen[::-1] if goes else tabellen


def check_change(
    stand: Stand, new: Mapping[str, bytes | None], wijzigingen: Sequence[Wijziging], akkoord: bool
) -> Inhoud:
    """Return the content with the new tables, once the checks of a traject have nothing against the changed rows."""
    tabellen = dict(stand.inhoud.tabellen)
    problemen: list[Probleem] = []
    bestanden, schaal = dict(stand.inhoud.bestanden), stand.inhoud.vragenlijst.schaal
    for tabel, content in new.items():
        name = f"{tabel}.csv"
        tabellen[tabel] = ()
        bestanden.pop(tabel, None)
        if content is not None:
            tabellen[tabel], wrong = take_rows(name, *parse(name, content), TABELLEN[tabel], schaal)
            bestanden[tabel] = name
            problemen += wrong
    after = replace(stand.inhoud, tabellen=tabellen, bestanden=bestanden)
    if not has_errors(problemen):
        problemen += check_references(after)
        changed = {w.na for w in wijzigingen if w.na is not None}
        # What may rest on any row is judged by what refers to that row as well, and by rows with the same id.
        on_any = any(mark.tabel == RIJEN for tabel in new for mark in references(TABELLEN[tabel]).values())
        part = after if on_any else narrow(after, changed)
        places = {(f"{t}.csv", g.nummer) for t in new for g in after.tabellen[t] if g.rij in changed}
        problemen += [p for p in check_rules(part) if (p.bestand, p.rij) in places]
    refused = [p for p in problemen if p.niveau is Niveau.ERROR]
    if refused:
        raise TrajectError(stand.folder.as_posix(), refused)
    doubts = [p for p in problemen if p.niveau is Niveau.WARNING]
    if doubts and not akkoord:
        raise DoubtError(stand.folder.as_posix(), doubts)
    return after


def narrow(inhoud: Inhoud, rows: Iterable[Rij]) -> Inhoud:
    """Return the content with these rows and what they refer to alone: texts of all others were checked before."""
    kept: dict[str, set[Any]] = {}
    todo = list(rows)
    while todo:
        rij = todo.pop()
        if rij in kept.setdefault(rij.tabel, set()):
            continue
        kept[rij.tabel].add(rij)
        for kolom, mark in references(type(rij)).items():
            known = inhoud.ids.get(mark.tabel, {})  # what lives in a YAML file is there already
            todo += [known[i] for i in referred_ids(rij, kolom) if i in known]
    tabellen = {
        tabel: tuple(g for g in read if g.rij in kept[tabel]) if tabel in kept else ()
        for tabel, read in inhoud.tabellen.items()
    }
    return inhoud.with_tables(tabellen)


def find_changes(stand: Stand) -> list[Wijziging]:
    """Return what changed in the tables of a stand since its moment; nothing when they cannot be read any more."""
    try:
        now = read_stand(stand.folder, tuple(stand.tabellen))
    except LeerkringError:
        return []
    found: list[Wijziging] = []
    for tabel in stand.tabellen:
        before, after = key_rows(stand.inhoud.tabellen[tabel]), key_rows(now.inhoud.tabellen[tabel])
        keys = dict.fromkeys([*before, *after])
        found += [Wijziging(before.get(k), after.get(k)) for k in keys if before.get(k) != after.get(k)]
    return found


def key_rows(rows: Iterable[GelezenRij]) -> dict[tuple[Any, ...], Rij]:
    """Return records by their key."""
    return {tuple(getattr(g.rij, kolom) for kolom in g.rij.sleutel): g.rij for g in rows}
