"""What every chapter is: one Traject, frames that are worked out once, and blocks that a reader sees."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from functools import wraps
from itertools import product
from typing import Any, ClassVar, Generic, Literal, TypeVar, get_args, get_origin, get_type_hints, overload

import pandas as pd

from leerkring.begrippen import Deelvraag
from leerkring.bewering import (
    BEWERINGEN,
    DEELS,
    Bewering,
    Bewijsrij,
    follow_reading,
    list_beweringen,
    note_reading,
    say_row,
)
from leerkring.traject.traject import Traject
from leerkring.weergave.blokken import Blok, Kolom, build_table
from leerkring.weergave.figuur import Figuur, change_figures, list_figures
from leerkring.weergave.kop import build_beweringen
from leerkring.weergave.tekenaar import draw_nothing

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
            with follow_reading() as read:
                chapter.known[self.name] = self.make(chapter)
            chapter.gelezen[self.name] = frozenset(read)
        note_reading(*chapter.gelezen[self.name])
        value: T = chapter.known[self.name]
        return value.copy(deep=False) if isinstance(value, pd.DataFrame) else value  # pandas copies on write


class Hoofdstuk:
    """One section of a report; nouns are frames, verbs are what a reader sees and take choices only."""

    titel: ClassVar[str]
    """The heading of the section, as the reports have it."""

    def __init__(self, traject: Traject, *mede: Hashable) -> None:
        self.traject = traject
        # A chapter that is made of more than it says may work out something else of the same rows.
        own = type(self).__init__ is Hoofdstuk.__init__
        werk = traject.find_werk((type(self), *mede)) if own or mede else {}
        self.known: dict[str, Any] = werk.setdefault("known", {})
        """What was worked out already, by noun; chapters of one kind that are made of the same share it."""
        self.gelezen: dict[str, frozenset[str]] = werk.setdefault("gelezen", {})
        """The tables that were read for it, by noun."""
        self.geclaimd: list[tuple[list[Bewering], frozenset[str]]] = werk.setdefault("geclaimd", [])
        """What it claims, and the tables that were read for that, once it is worked out."""

    def __init_subclass__(cls) -> None:
        """Let each verb of a chapter say of its figures what they rest on."""
        for naam, thing in list(vars(cls).items()):
            if naam.startswith(WERKWOORDEN) and callable(thing):
                setattr(cls, naam, weigh_figures(thing))

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

    def say(
        self,
        onderwerp: str,
        zin: str,
        deelvraag: Deelvraag | None = None,
        rijen: pd.DataFrame | None = None,
        *,
        sectie: str | None = None,
        streng: bool = True,
    ) -> Bewering:
        """Return a claim of this chapter in its own section, unless another is named, on the rows of a frame."""
        own = () if rijen is None else tuple(list_bewijsrijen(rijen))
        return Bewering(sectie or self.titel, onderwerp, zin, deelvraag=deelvraag, streng=streng, rijen=own)

    def claim(self) -> Iterator[Bewering]:
        """Yield what this chapter claims, the most telling first; a claim without words is none."""
        yield from ()

    @property
    def beweringen(self) -> list[Bewering]:
        """Wat dit hoofdstuk beweert, zonder wat niet klopt voor alles wat het team heeft."""
        return [bewering for bewering in self.list_claims() if bewering.zin and self.holds(bewering)]

    def list_claims(self) -> list[Bewering]:
        """Return each claim with the tables that it rests on, also what may not be said; worked out when first asked.

        A report asks for its claims at each question that it answers.
        """
        if not self.geclaimd:
            claims, made = self.claim(), list[Bewering]()
            read = set[str]()  # a claim may rest on what was read for an earlier one
            while True:
                with follow_reading() as more:
                    bewering = next(claims, None)
                read |= more
                if bewering is None:
                    break
                deels = not read.isdisjoint(self.traject.verborgen)
                made.append(replace(bewering, tabellen=frozenset(read), deels=deels))
            self.geclaimd.append((made, frozenset(read)))
        claims_made, read_for_them = self.geclaimd[0]
        note_reading(*read_for_them)
        return list(claims_made)

    def holds(self, bewering: Bewering) -> bool:
        """Tell whether a claim may be made: it holds of all that the team has, or does not speak of all."""
        return not (bewering.streng and bewering.deels) or bewering.inhoud in (self.traject.houdbaar or ())

    def tell_kort(self) -> Blok:
        """Waar dit hoofdstuk op neerkomt, in enkele zinnen."""
        own = [b for b in self.beweringen if b.sectie == self.titel]
        blok = build_beweringen(own, toont_rijen=self.traject.beleid.toont_gevallen)
        return replace(blok, rapport={BEWERINGEN: list_beweringen(own)})

    def __dir__(self) -> list[str]:
        """Return what Tab offers: the frames and the blocks, before what every object has."""
        return [naam for naam, _ in list_face(type(self))] + ["beweringen", "traject"]

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {', '.join(naam for naam, _ in list_face(type(self)))}"

    def _repr_html_(self) -> str:
        return str(show_face(self).html)


def list_bewijsrijen(rijen: pd.DataFrame) -> Iterator[Bewijsrij]:
    """Yield the rows of a frame in words, each with its sources."""
    for row in rijen.to_dict("records"):
        yield Bewijsrij(say_row(row.get), tuple(row.get("bron") or ()), str(row["herkomst"]))


def weigh_figures(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Return a verb of which no figure claims by its title what does not hold of all that the team has.

    A figure on rows of which some are hidden says so, whatever its title. A title that the whole contradicts makes
    place for what the figure is about: the first sentence of the verb.
    """

    @wraps(verb)
    def show(self: Hoofdstuk, *args: Any, **choices: Any) -> Any:
        with follow_reading() as read:
            blok = verb(self, *args, **choices)
        if read.isdisjoint(self.traject.verborgen):
            return blok
        onderwerp = (inspect.getdoc(verb) or self.titel).splitlines()[0].split(";")[0].split(":")[0]

        def weigh(figuur: Figuur) -> Figuur:
            kop = name_kop(self, verb.__name__, figuur.titel)
            return replace(figuur if kop in (self.traject.houdbaar or ()) else figuur.hold_back(onderwerp), noot=DEELS)

        return change_figures(blok, weigh)

    return show


def name_kop(chapter: Hoofdstuk, verb: str, titel: str) -> str:
    """Return the claim of a figure's title, as a text by which it is compared with that of more rows."""
    return f"{chapter.titel} | {verb} | {titel}"


def list_koppen(chapter: Hoofdstuk) -> Iterator[str]:
    """Yield all that a chapter claims, in its sentences and in the titles of its figures, with each choice of a verb.

    Of what these readers may not see nothing counts here: whoever compares asks the same of a Traject of the team.
    """
    yield from (b.inhoud for b in chapter.list_claims())
    for naam, is_noun in list_face(type(chapter)):
        verb = inspect.unwrap(inspect.getattr_static(chapter, naam))
        if is_noun or "Figu" not in str(inspect.signature(verb).return_annotation):
            continue
        for choices in list_options(verb):
            with draw_nothing():
                figuren = list_figures(verb(chapter, **choices))
            yield from (name_kop(chapter, naam, figuur.titel) for figuur in figuren)


def list_options(verb: Callable[..., Any]) -> list[dict[str, Any]]:
    """Return the choices that a verb offers: for each parameter with a closed list each of these, else its default."""
    hints = get_type_hints(verb)
    options = {name: get_args(hints.get(name)) for name in list(inspect.signature(verb).parameters)[1:]}
    closed = {name: values for name, values in options.items() if get_origin(hints.get(name)) is Literal}
    return [dict(zip(closed, values, strict=True)) for values in product(*closed.values())]


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
