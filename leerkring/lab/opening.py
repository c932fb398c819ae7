"""How an explorer begins: its frame, its log, and trajects that are read once for all audiences."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import lru_cache
from io import TextIOWrapper
from pathlib import Path

from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError
from leerkring.files import PRIVE, make_private
from leerkring.lab.stijl import write_style
from leerkring.model.naamgenoten import name_apart
from leerkring.notebook import check_injected
from leerkring.paths import DATA, find_root, resolve_folder
from leerkring.traject.audience import is_visible
from leerkring.traject.bestanden import BESCHRIJVING, list_data_files
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.opening import read_sound, show_traject
from leerkring.traject.traject import Traject
from leerkring.weergave.widgets import Scherm
from leerkring.weergave.widgets.fouten import LOG, PLEK

Stempel = tuple[tuple[str, int, int], ...]


def open_scherm(titel: str, build: Callable[[Scherm], None]) -> Scherm:
    """Return the screen of an explorer; when it cannot be built, the screen says so in one sentence.

    Parameters that papermill injected are checked first: a batch must not go on with a choice that nobody made.

    Parameters
    ----------
    titel
        The heading.
    build
        What fills the screen.
    """
    check_injected()
    follow_log()
    scherm = Scherm(titel, write_style())
    scherm.fill([])
    scherm.guard(build)(scherm)
    return scherm


def list_trajecten() -> list[str]:
    """Return the folders of all trajects of the project, as they are named in params files."""
    root = find_root()
    return [
        folder.relative_to(root).as_posix()
        for folder in sorted((root / DATA).iterdir())
        if (folder / BESCHRIJVING).is_file()
    ]


def read_inhoud(folder: str) -> Inhoud:
    """Return everything in a traject folder; it is read again only when one of its files changed.

    Raises
    ------
    TrajectError
        When the folder has errors.
    """
    place = resolve_folder(folder)
    return _read(folder, place, stamp_files(place))


def open_voor(folder: str, doelgroep: Doelgroep, deelnemer: str | None = None) -> Traject:
    """Return what an audience may see of a traject, as `open_traject` does, without reading the same files again."""
    place = resolve_folder(folder)
    return _show(folder, place, stamp_files(place), doelgroep, deelnemer)


def list_visible_deelnemers(folder: str, doelgroep: Doelgroep) -> dict[str, str]:
    """Return the ids of the deelnemers whose case an audience may see, by name."""
    inhoud = read_inhoud(folder)
    seen = inhoud if doelgroep in (Doelgroep.TEAM, Doelgroep.DEELNEMER) else open_voor(folder, doelgroep).inhoud
    shown = (d for _, d in seen.rows("deelnemers"))
    chosen = (d for d in shown if doelgroep is not Doelgroep.DEELNEMER or is_visible(inhoud, d, doelgroep, d.id))
    return {label: slug for slug, label in name_apart({d.id: d.naam for d in chosen}).items()}


def stamp_files(place: Path) -> Stempel:
    """Return name, size and moment of each file of a folder: as long as these are the same, so is the traject."""
    if not place.is_dir():
        raise LeerkringError(f"er is geen map {place.as_posix()}; toegestaan: een map met {BESCHRIJVING}")
    return tuple((p.name, s.st_size, s.st_mtime_ns) for p in list_data_files(place) for s in [p.stat()])


@lru_cache(maxsize=8)
def _read(folder: str, place: Path, _stempel: Stempel) -> Inhoud:
    return read_sound(place, folder)


@lru_cache(maxsize=128)
def _show(folder: str, place: Path, stempel: Stempel, doelgroep: Doelgroep, deelnemer: str | None) -> Traject:
    return show_traject(place, _read(folder, place, stempel), doelgroep, deelnemer, folder)


LOGREGEL = "%(asctime)s %(levelname)s %(message)s"


class PriveHandler(logging.FileHandler):
    """A log of the team, which comes into being when there is something to write."""

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).touch(PRIVE)
        return super()._open()


def follow_log() -> None:
    """Write what goes wrong in explorers to the project's log; called again, it changes nothing."""
    path = find_root() / PLEK
    if any(isinstance(h, logging.FileHandler) and h.baseFilename == str(path) for h in LOG.handlers):
        return
    make_private(path.parent)
    handler = PriveHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter(LOGREGEL))
    LOG.addHandler(handler)
    LOG.propagate = False  # else a notebook shows the trace under the cell after all
