"""The one family of errors that a user can cause, shown as sentences and never as a traceback."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Niveau(StrEnum):
    """How much a problem matters: only an error stops the work."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


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

    def __str__(self) -> str:
        """Return the problem as one line: place, what is wrong, what was found, what is allowed, rule."""
        place = self.bestand
        if self.rij is not None:
            place += f", row {self.rij}"
        if self.kolom is not None:
            place += f", column {self.kolom}"
        text = f"{self.niveau}: {place}: {self.uitleg}"
        if self.waarde is not None:
            value = str(self.waarde)  # a member of a vocabulary is shown as its code
            shown = value if len(value) <= 60 else value[:57] + "..."
            text += f"; found {shown!r}"
        if self.toegestaan is not None:
            text += f"; allowed: {self.toegestaan}"
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
        super().__init__("\n".join([f"{folder}: {count_problems(self.problemen)}", *map(str, self.problemen)]))


class ParameterError(LeerkringError):
    """A notebook parameter that is unknown, missing or wrong, found before anything runs."""


def count_problems(problemen: Iterable[Probleem]) -> str:
    """Return the tally of a list of problems in words, for example '2 errors, 1 warning'."""
    levels = [p.niveau for p in problemen]
    parts = []
    for niveau in (Niveau.ERROR, Niveau.WARNING):
        n = levels.count(niveau)
        if n:
            parts.append(f"{n} {niveau}{'' if n == 1 else 's'}")
    return ", ".join(parts) or "no problems"


def say_near(naam: str, bekend: Iterable[str]) -> str:
    """Return what somebody may have meant: the name that looks most like it, or all names that there are."""
    known = list(bekend)
    near = difflib.get_close_matches(naam, known, n=1)
    return f"bedoelt u ‘{near[0]}’?" if near else f"kies uit: {', '.join(known)}"
