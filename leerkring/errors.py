"""The one family of errors that a user can cause, shown as sentences and never as a traceback."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


MEESTE_GENOEMD = 4
"""How many rows with an equal problem are all named; of more the first ones are, with their number."""
LANGSTE_WAARDE = 60
VRAGEN = ("bedoelt u", "kies uit")
"""How a hint begins that says by itself that it is one."""


class Niveau(StrEnum):
    """How much a problem matters: only an error stops the work."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """Return the word that a user reads for it."""
        return {"error": "fout", "warning": "let op", "info": "ter info"}[self.value]


@dataclass(frozen=True)
class Probleem:
    """One thing that is wrong, with the place where a person can mend it."""

    bestand: str
    uitleg: str
    rij: int | None = None
    kolom: str | None = None
    waarde: str | None = None
    toegestaan: str | None = None
    regel: str | None = None
    niveau: Niveau = Niveau.ERROR
    raad: str | None = None
    """How to go on, where saying what is allowed does not tell."""

    def __str__(self) -> str:
        """Return the problem as one line."""
        return self.show([] if self.rij is None else [self.rij])

    def show(self, rijen: Sequence[int]) -> str:
        """Return one line: level, place, what is wrong, what was found, what is allowed, how to go on, rule."""
        place = self.bestand
        # A YAML file has lines and names, and no rows and columns.
        row, column = ("regel", "bij") if self.bestand.endswith(".yaml") else ("rij", "kolom")
        if rijen:
            place += f", {row} {list_first(rijen)}"
        if self.kolom is not None:
            place += f", {column} {self.kolom}"
        text = f"{self.niveau.label}: {place}: {self.uitleg}"
        if self.waarde is not None:
            text += f"; er staat {quote_value(self.waarde)}"
        if self.toegestaan is not None:
            hint = self.toegestaan.startswith(VRAGEN)
            text += f"; {'' if hint else 'toegestaan: '}{self.toegestaan}"
        if self.raad is not None:
            text += f"; {self.raad}"
        if self.regel is not None:
            text += f" [{self.regel}]"
        return text


class LeerkringError(Exception):
    """A mistake that the user can mend; its text says what, where and what is allowed."""

    def _render_traceback_(self) -> list[str]:
        """Return the lines that Jupyter shows for this error: the text alone, for the code is not what is wrong."""
        return str(self).splitlines()


class MovedError(LeerkringError, ImportError):
    """A name of the first house in a notebook that was written for it."""

    def __init__(self, naam: str) -> None:
        """Say what to write instead."""
        super().__init__(
            f"leerkring.{naam} is er niet meer. Open in plaats daarvan een casus of de kring: "
            "‘from leerkring import open_casus’ en dan ‘c = open_casus()’. Een tabel is dan een naam, zoals "
            "c.effecten.bijdragen, en een stuk van het rapport een opdracht, zoals c.effecten.tell_bijdragen(). "
            "Typ ‘c.’ en druk op Tab voor wat er is."
        )


class TrajectError(LeerkringError):
    """A traject folder with problems, all of them at once."""

    def __init__(self, folder: str, problemen: Iterable[Probleem]) -> None:
        """Keep every problem, so that a caller can show or count them."""
        self.folder = folder
        self.problemen = tuple(problemen)
        super().__init__("\n".join([f"{folder}: {count_problems(self.problemen)}", *list_lines(self.problemen)]))


class ParameterError(LeerkringError):
    """A notebook parameter that is unknown, missing or wrong, found before anything runs."""


def count_problems(problemen: Iterable[Probleem]) -> str:
    """Return the tally of a list of problems in words, for example '2 fouten, 1 waarschuwing'."""
    levels = [p.niveau for p in problemen]
    parts = []
    for niveau, one, more in ((Niveau.ERROR, "fout", "fouten"), (Niveau.WARNING, "waarschuwing", "waarschuwingen")):
        n = levels.count(niveau)
        if n:
            parts.append(f"{n} {one if n == 1 else more}")
    return ", ".join(parts) or "geen problemen"


def has_errors(problemen: Iterable[Probleem]) -> bool:
    """Tell whether one of these problems stops the work."""
    return any(p.niveau is Niveau.ERROR for p in problemen)


def list_lines(problemen: Iterable[Probleem]) -> list[str]:
    """Return a line for each problem; those that differ in their row alone are one line, with the first rows."""
    rows: dict[Probleem, list[int | None]] = {}
    for probleem in problemen:
        rows.setdefault(replace(probleem, rij=None), []).append(probleem.rij)
    lines = []
    for probleem, found in rows.items():
        known = [rij for rij in found if rij is not None]
        without = len(found) - len(known)
        lines += [probleem.show(known)] if known else []
        lines += [f"{probleem}{f' ({without} keer)' if without > 1 else ''}"] if without else []
    return lines


def list_first(rijen: Sequence[int]) -> str:
    """Return row numbers in words: all when they are few, else the first ones and how many more there are."""
    if len(rijen) > MEESTE_GENOEMD:
        shown = rijen[: MEESTE_GENOEMD - 1]
        return f"{', '.join(map(str, shown))} en {len(rijen) - len(shown)} andere"
    *first, last = rijen
    return f"{', '.join(map(str, first))} en {last}" if first else str(last)


def quote_value(waarde: object) -> str:
    """Return a value between quotes, cut to what one can read, and without what would act on a screen."""
    text = str(waarde)  # a member of a vocabulary is shown as its code
    text = text if len(text) <= LANGSTE_WAARDE else f"{text[: LANGSTE_WAARDE - 3]}..."
    return f"‘{''.join(c if c.isprintable() else repr(c)[1:-1] for c in text)}’"


def say_near(naam: str, bekend: Iterable[str]) -> str:
    """Return what somebody may have meant: the name that looks most like it, or all names that there are."""
    known = list(bekend)
    near = difflib.get_close_matches(naam, known, n=1)
    return f"bedoelt u ‘{near[0]}’?" if near else f"kies uit: {', '.join(known)}"
