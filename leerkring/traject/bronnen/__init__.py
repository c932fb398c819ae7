"""The kinds of files that hold tables: a module in this folder with `EXTENSIES` reads one, found by standing here.

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
from leerkring.traject.bronnen.vreemd import refuse_size

MEESTE_FOUTEN = 1000


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
    modules = [import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)]
    found = {extensie: cast("Lezer", module) for module in modules for extensie in getattr(module, "EXTENSIES", ())}
    return dict(sorted(found.items(), key=lambda item: item[0] != ".csv"))


def read_file(path: Path) -> tuple[Tabel, list[Probleem]]:
    """Return the cells of a table and what is wrong with its file."""
    try:
        too_large = refuse_size(path.name, path.stat().st_size)
        if too_large:
            return Tabel([], []), too_large
        return find_readers()[path.suffix].read(path)
    except OSError as error:
        return Tabel([], []), [Probleem(path.name, f"het bestand is niet te lezen: {explain_system(error)}")]


def is_full(name: str, problemen: list[Probleem], nummer: int) -> bool:
    """Tell whether a table has so many mistakes that nobody reads on, and say so as the last of them."""
    if len(problemen) < MEESTE_FOUTEN:
        return False
    problemen.append(Probleem(name, "verder is niet gekeken; verbeter eerst de rijen hiervoor", rij=nummer))
    return True
