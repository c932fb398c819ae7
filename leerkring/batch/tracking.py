"""What a notebook reads while it runs: the trajects that it opens, and all other files of the project.

Runs inside the kernel. Python itself tells about each file that is opened and each traject (`sys.addaudithook`). Files
outside the project are not followed, nor what a notebook reads in a program that it starts.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from importlib.util import source_from_cache
from pathlib import Path
from typing import Any

from leerkring.batch.files import hash_file
from leerkring.programs import PAKKET
from leerkring.traject.opening import GEOPEND, open_traject
from leerkring.traject.traject import Traject

DEUR = open_traject.__code__
"""What is read behind this door does not count by itself: what it hands out does."""


class Volger:
    """Follows what is read in this process."""

    def __init__(self, root: str) -> None:
        self.root = os.path.realpath(root) + os.sep
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
        if not place.startswith(self.root) or place.startswith(self.skipped):
            return
        if f"{os.sep}__pycache__{os.sep}" in place:
            try:
                place = source_from_cache(place)
            except ValueError:
                return
        if place in self.bestanden or place in self.eigen or is_at_the_door():
            return
        if "r" not in mode if mode else flags & os.O_WRONLY:
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
        return json.dumps({"gelezen": list(once.values()), "bestanden": files})

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


def follow(root: str) -> None:
    """Follow from now on what this process reads in a project folder."""
    VOLGERS.append(Volger(root))
    sys.addaudithook(VOLGERS[-1])


def tell() -> str:
    """Return what was read since `follow`."""
    return VOLGERS[-1].tell()
