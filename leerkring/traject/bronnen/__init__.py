"""The kinds of files that hold tables: each module in this folder reads one, and is found by standing here.

Such a module has `EXTENSIES`, the endings of the names of its files, and `read`, which turns a file into cells. It
knows nothing of entities or formats: which columns there must be, and what cells may hold, is checked behind it.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from leerkring.errors import Probleem
from leerkring.refusals import explain_system


class Cellen(NamedTuple):
    """The cells of one row by column, with the number that a reader of the file gives the row; a blank cell is None."""

    nummer: int
    cellen: dict[str, str | None]


class Tabel(NamedTuple):
    """What stands in the file of a table: the columns in their order, and the rows that are not blank."""

    kolommen: list[str]
    rijen: list[Cellen]


class Lezer(Protocol):
    """What a module that reads a kind of file offers."""

    EXTENSIES: tuple[str, ...]

    def read(self, path: Path) -> tuple[Tabel, list[Probleem]]:
        """Return the cells of a file and what is wrong with it as a file; an OSError is left to the caller."""


@cache
def find_readers() -> dict[str, Lezer]:
    """Return who reads which kind of file, by the ending of its name; CSV comes first."""
    modules = [cast("Lezer", import_module(f"{__name__}.{info.name}")) for info in pkgutil.iter_modules(__path__)]
    found = {extensie: module for module in modules for extensie in module.EXTENSIES}
    return dict(sorted(found.items(), key=lambda item: item[0] != ".csv"))


def read_file(path: Path) -> tuple[Tabel, list[Probleem]]:
    """Return the cells of a table and what is wrong with its file."""
    try:
        return find_readers()[path.suffix].read(path)
    except OSError as error:
        return Tabel([], []), [Probleem(path.name, f"het bestand is niet te lezen: {explain_system(error)}")]
