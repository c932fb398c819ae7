"""What a notebook reads while it runs: the trajects that it opens, and all other files of the project.

Runs inside the kernel. Python itself tells about each file that is opened and each traject (`sys.addaudithook`). Files
outside the project are not followed, nor what a notebook reads in a program that it starts.

Of a notebook for others the programs that it starts are noted. Where it cannot be sealed, what Python tells is refused
here: that stops a mistake, and not whoever wants to get around it.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Sequence
from importlib.util import source_from_cache
from pathlib import Path
from typing import Any

from leerkring.batch.files import hash_file
from leerkring.batch.warm.sealing import is_within
from leerkring.begrippen import Doelgroep
from leerkring.programs import PAKKET
from leerkring.traject.handover import Lezers, deuren
from leerkring.traject.opening import GEOPEND, INGELEZEN, open_traject
from leerkring.traject.traject import Traject

DEUR = open_traject.__code__
"""What is read behind this door does not count by itself: what it hands out does."""
STARTEN = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile", "pty.spawn")


class Volger:
    """Follows what is read in this process."""

    def __init__(self, root: str, lezers: Lezers | None = None, dicht: Sequence[str] = ()) -> None:
        self.root = os.path.realpath(root) + os.sep
        self.lezers, self.dicht = lezers, dicht
        """The places to refuse; none where the system refuses them, or nobody has to."""
        self.programmas: dict[str, None] = {}
        skipped = (sys.prefix, sys.base_prefix, PAKKET)
        self.skipped = tuple(os.path.realpath(place) + os.sep for place in skipped)
        self.trajecten: list[Traject] = []
        self.bestanden: dict[str, str | None] = {}
        self.eigen: set[str] = set()
        """Files that the notebook made itself."""
        self.bezig = threading.local()  # another thread may open a file while this one is read for its hash

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        """Note what Python tells."""
        if event == GEOPEND:
            self.trajecten.append(args[0])
        elif event in STARTEN and self.lezers:
            command = args[1] if event == "subprocess.Popen" else args[0]
            text = " ".join(map(str, command)) if isinstance(command, list | tuple) else str(command)
            self.programmas[text] = None
            if self.dicht:
                raise self.lezers.refuse(f"start {text}")
        elif event == INGELEZEN and self.lezers and not (self.dicht and is_at_the_door()):
            raise self.lezers.refuse(f"leest zelf {self.name(args[0])}")
        elif self.lezers and not self.dicht:
            return
        elif event in ("open", "sqlite3.connect") and not getattr(self.bezig, "nu", False):
            self.bezig.nu = True  # reading the file for its hash is told as well
            try:
                path, mode, flags = (*args, None, 0)[:3] if event == "open" else (args[0], "r", 0)
                if isinstance(path, str | bytes | os.PathLike):
                    self.note(os.fsdecode(path), mode, flags)
            finally:
                self.bezig.nu = False

    def note(self, path: str, mode: str | None, flags: int) -> None:
        """Note one file of the project by its content, before the notebook reads it."""
        place = os.path.realpath(path)
        writes = "r" not in mode if mode else flags & os.O_WRONLY
        if place.startswith(self.skipped):
            return
        if self.dicht and self.lezers and is_within(place, self.dicht) and not is_at_the_door():
            raise self.lezers.refuse(f"{'schrijft' if writes else 'leest'} zelf {self.name(path)}")
        if not place.startswith(self.root):
            return
        if f"{os.sep}__pycache__{os.sep}" in place:
            try:
                place = source_from_cache(place)
            except ValueError:
                return
        if place in self.bestanden or place in self.eigen or is_at_the_door():
            return
        if writes:
            self.eigen.add(place)
        else:
            self.bestanden[place] = hash_file(Path(place))

    def tell(self) -> str:
        """Return what was read, as JSON that names no folder outside the project."""
        opened = [
            {
                "traject": self.name(str(t.folder)),
                "doelgroep": str(t.doelgroep),
                "deelnemer": t.slug,
                "versies": t.versies,
            }
            for t in self.trajecten
        ]
        once = {json.dumps(lezing, sort_keys=True): lezing for lezing in opened}
        files = {self.name(place): digest or "" for place, digest in sorted(self.bestanden.items())}
        return json.dumps({"gelezen": list(once.values()), "bestanden": files, "programmas": list(self.programmas)})

    def name(self, path: str) -> str:
        """Return a path as seen from the project folder, if it lies in it."""
        place = os.path.realpath(path)
        return Path(place).relative_to(self.root).as_posix() if place.startswith(self.root) else Path(path).as_posix()


def is_at_the_door() -> bool:
    """Tell whether a traject is being opened at this moment."""
    frame = sys._getframe(1)
    while frame.f_back is not None:
        if frame.f_code is DEUR:
            return True
        frame = frame.f_back
    return False


VOLGERS: list[Volger] = []


def follow(root: str, doelgroep: str | None = None, deelnemer: str | None = None, dicht: Sequence[str] = ()) -> str:
    """Follow from now on what this process reads in a project folder, for these readers if they are not the team.

    `dicht` names what to refuse in a process that is not sealed. By the answer whoever asks knows that it was done.
    """
    lezers = None if doelgroep is None else Lezers(Doelgroep(doelgroep), deelnemer)
    VOLGERS.append(Volger(root, lezers, dicht))
    sys.addaudithook(VOLGERS[-1])
    if lezers and dicht:
        deuren[:] = [lezers.check]
    return "volgt"


def tell() -> str:
    """Return what was read since `follow`."""
    return VOLGERS[-1].tell()
