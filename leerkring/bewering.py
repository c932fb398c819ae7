"""A claim of a report as a thing: what it says of what, the rows that it rests on, and whether these are all there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from leerkring.begrippen import Deelvraag

DEELS = "Op grond van wat hier getoond mag worden."
"""What a claim says of itself that rests on rows of which some are hidden from these readers.

It says so whether or not what is hidden would change it: a mark only where it does would give that away.
"""
WOORDVELDEN = ("omschrijving", "tekst", "antwoord", "toelichting", "samenvatting", "uitleg", "claim", "naam", "titel")
"""The columns that say in words what a row holds, the fullest first."""
BEWERINGEN = "beweringen"
"""The key in a block's facts of what it claims: by section and subject, the sentence."""
_gelezen: ContextVar[set[str] | None] = ContextVar("gelezen", default=None)


class Totaalbeeld(StrEnum):
    """How favourable all that the team has is beside what its readers see; the value is what they are told."""

    MINDER = "Alles bij elkaar is het beeld minder gunstig dan wat hier staat."
    MEER = "Alles bij elkaar is het beeld gunstiger dan wat hier staat."
    GELIJK = "Alles bij elkaar is het beeld ongeveer even gunstig als wat hier staat."


@dataclass(frozen=True)
class Bewijsrij:
    """One row behind a claim: what it says, its sources, and for the team its file and row."""

    woorden: str
    bron: tuple[str, ...]
    herkomst: str


@dataclass(frozen=True)
class Bewering:
    """One claim of a report."""

    sectie: str
    """The section that it belongs to, by its title."""
    onderwerp: str
    """What it is about; the same in each report of this kind."""
    zin: str
    """The claim in words."""
    deelvraag: Deelvraag | None = None
    """The deelvraag that it helps to answer."""
    streng: bool = True
    """Whether it speaks of all there is (all, none, most), so that it has to hold of what is hidden here as well."""
    rijen: tuple[Bewijsrij, ...] = ()
    """The rows that it rests on, where these can be named."""
    tabellen: frozenset[str] = frozenset()
    """The tables that were read to make it."""
    deels: bool = False
    """Whether rows of these tables are hidden from these readers."""

    @property
    def inhoud(self) -> str:
        """Return what is claimed, as one text by which it is compared with a claim about more rows."""
        return f"{self.sectie} | {self.onderwerp} | {self.zin}"


def say_row(read: Callable[[str], Any]) -> str:
    """Return what a row says, given how to read its columns: its fullest text; an explanation comes after its name."""
    kolom = next((k for k in WOORDVELDEN if isinstance(read(k), str) and read(k)), None)
    if kolom is None:
        return ""
    naam = read("naam") if kolom == "toelichting" else None
    return f"{naam}. {read(kolom)}" if isinstance(naam, str) and naam else str(read(kolom))


def list_beweringen(beweringen: Iterable[Bewering]) -> dict[str, str]:
    """Return what is claimed as facts about a report, by which two versions of it are compared."""
    return {f"{b.sectie} | {b.onderwerp}": b.zin for b in beweringen}


class Houdbaar:
    """The claims of a report that hold of the whole, worked out when the first of them is asked for."""

    def __init__(self, work_out: Callable[[], frozenset[str]]) -> None:
        """Keep how to find out."""
        self._work_out = work_out

    @cached_property
    def koppen(self) -> frozenset[str]:
        """Return them: texts that were made of what the audience sees."""
        return self._work_out()

    def __contains__(self, kop: object) -> bool:
        """Tell whether a claim holds of the whole."""
        return kop in self.koppen


@contextmanager
def follow_reading() -> Iterator[set[str]]:
    """Yield a set that holds the tables that are read meanwhile; whoever follows from outside hears of them too."""
    before, read = _gelezen.get(), set[str]()
    token = _gelezen.set(read)
    try:
        yield read
    finally:
        _gelezen.reset(token)
        if before is not None:
            before |= read


def note_reading(*tabellen: str) -> None:
    """Note that tables were read, for whoever follows."""
    read = _gelezen.get()
    if read is not None:
        read.update(tabellen)
