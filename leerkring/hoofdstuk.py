"""What every chapter is: one Traject, frames that are worked out once, and blocks that a reader sees."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Generic, TypeVar, overload

import pandas as pd

from leerkring.traject.traject import Traject
from leerkring.weergave.blokken import Blok, Kolom, build_table

T = TypeVar("T")
Hangt = TypeVar("Hangt", bound="Hoofdstuk")
WERKWOORDEN = ("plot_", "table_", "tell_")
"""What the name of a method starts with that gives a block for a reader."""


class Noun(Generic[T]):
    """A frame of a chapter, worked out when it is first asked for; what a caller changes in it stays with the caller.

    `functools.cached_property` would hand out the one frame that the chapter itself goes on with.
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self.make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, chapter: None, owner: type) -> Noun[T]: ...
    @overload
    def __get__(self, chapter: Hangt, owner: type) -> T: ...
    def __get__(self, chapter: Hoofdstuk | None, owner: type) -> Noun[T] | T:
        """Return the frame, or this noun itself where it is asked of the class."""
        if chapter is None:
            return self
        if self.name not in chapter.known:
            chapter.known[self.name] = self.make(chapter)
        value: T = chapter.known[self.name]
        return value.copy(deep=False) if isinstance(value, pd.DataFrame) else value  # pandas copies on write


class Hoofdstuk:
    """One section of a report; nouns are frames, verbs are what a reader sees and take choices only."""

    titel: ClassVar[str]
    """The heading of the section, as the reports have it."""

    def __init__(self, traject: Traject) -> None:
        self.traject = traject
        self.known: dict[str, Any] = {}
        """What was worked out already, by noun."""

    @property
    def slug(self) -> str:
        """Return the id of the deelnemer whom this is about."""
        return self.traject.deelnemer.id

    @property
    def naam(self) -> str:
        """Return the name of the deelnemer whom this is about."""
        return self.traject.deelnemer.naam

    def frame(self, tabel: str) -> pd.DataFrame:
        """Return a table of the traject, as `Traject.frame` does."""
        return self.traject.frame(tabel)

    def kort(self) -> dict[str, str]:
        """Geef per kop van een rapport de zin waar dit hoofdstuk op neerkomt."""
        return {}

    def __dir__(self) -> list[str]:
        """Return what Tab offers: the frames and the blocks, before what every object has."""
        return [naam for naam, _ in list_face(type(self))] + ["kort", "traject"]

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {', '.join(naam for naam, _ in list_face(type(self)))}"

    def _repr_html_(self) -> str:
        return str(show_face(self).html)


def list_face(kind: type[Hoofdstuk]) -> Iterator[tuple[str, bool]]:
    """Yield the nouns and verbs of a chapter, in the order in which they are written, and whether each is a noun."""
    seen: dict[str, bool] = {}
    for part in reversed(kind.__mro__):
        for naam, thing in vars(part).items():
            if isinstance(thing, Noun) or naam.startswith(WERKWOORDEN):
                seen[naam] = isinstance(thing, Noun)
    yield from sorted(seen.items(), key=lambda one: not one[1])


def show_face(chapter: Hoofdstuk) -> Blok:
    """Return what a chapter holds as a table: what to type, what comes of it, and how many rows it has."""
    rows = []
    for naam, is_noun in list_face(type(chapter)):
        thing = inspect.getattr_static(chapter, naam)
        value = getattr(chapter, naam) if is_noun else None
        rows.append(
            {
                "naam": naam if is_noun else f"{naam}{write_choices(thing)}",
                "wat": (inspect.getdoc(thing) or "").splitlines()[0],
                "rijen": str(len(value)) if isinstance(value, pd.DataFrame | list) else "",
            }
        )
    kolommen = {"naam": Kolom("Typ"), "wat": Kolom("Dit krijgt u"), "rijen": Kolom("Rijen", getal=True)}
    return build_table(pd.DataFrame(rows), kolommen, f"Hoofdstuk {chapter.titel}")


def write_choices(verb: Any) -> str:
    """Return the choices that a verb takes, as one would type them."""
    choices = list(inspect.signature(verb).parameters.values())[1:]
    return f"({', '.join(f'{c.name}={c.default!r}' for c in choices)})"
