"""What a case and a circle have in common: one Traject, its chapters, and what is gathered from all of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Self

import pandas as pd

from leerkring.errors import LeerkringError, say_near
from leerkring.hoofdstuk import Hoofdstuk
from leerkring.notebook import Verklaring, check_injected, find_shell, read_choices, read_verklaring
from leerkring.programs import list_versions
from leerkring.traject import open_traject
from leerkring.traject.traject import Traject
from leerkring.weergave.blokken import Blok, Kolom, build_table
from leerkring.weergave.kop import build_account, build_kort


class Facade(ABC):
    """A Traject with its chapters; each chapter is an attribute, and so are the blocks gathered from all of them."""

    keuzes: ClassVar[tuple[str, ...]] = ("traject", "doelgroep")
    """What has to be known to open it; a notebook has these names in its parameters cell."""
    hoofdstukken: ClassVar[tuple[str, ...]]
    """The names of the chapters, in the order of a report."""

    def __init__(self, traject: Traject, verklaring: Verklaring | None = None) -> None:
        """Keep the Traject, and what the notebook says of itself if one opened this."""
        self.traject = traject
        self.verklaring = verklaring or Verklaring()

    @classmethod
    def open(cls, call: str, **given: Any) -> Self:
        """Return the facade of a Traject, of a folder, or of the choices in the parameters cell of a notebook."""
        if isinstance(given["traject"], Traject):
            return cls(given["traject"])
        check_injected()
        if find_shell() is not None:
            pd.set_option("display.max_colwidth", None)  # a frame in a report shows its texts whole
        chosen = read_choices(call, cls.keuzes, {name: value for name, value in given.items() if value is not None})
        return cls(open_traject(chosen.pop("traject"), **chosen), read_verklaring())

    def list_chapters(self, names: Sequence[str] = ()) -> list[Hoofdstuk]:
        """Return the chapters with these names, or all of them, in the order of a report.

        Raises
        ------
        LeerkringError
            When a name is not that of a chapter.
        """
        for name in names:
            if name not in self.hoofdstukken:
                raise LeerkringError(f"er is geen hoofdstuk ‘{name}’; {say_near(name, self.hoofdstukken)}")
        return [getattr(self, name) for name in self.hoofdstukken if not names or name in names]

    def kort(self, *hoofdstukken: str) -> Blok:
        """In het kort: van elk hoofdstuk, of van de genoemde, de zin waar het op neerkomt."""
        chapters = self.list_chapters(hoofdstukken)
        own = {chapter.titel for chapter in chapters}
        said: dict[str, list[str]] = {}
        late: list[tuple[str, str]] = []
        for chapter in chapters:
            for titel, zin in chapter.kort().items():
                if titel in own - {chapter.titel}:
                    late.append((titel, zin))  # after what the chapter of that title says itself
                else:
                    said.setdefault(titel, []).append(zin)
        for titel, zin in late:
            said[titel].append(zin)
        return build_kort({titel: " ".join(zinnen) for titel, zinnen in said.items()})

    @property
    @abstractmethod
    def bronnen(self) -> pd.DataFrame:
        """De bronnen waar het rapport op rust."""

    def verantwoording(self) -> Blok:
        """Rollen en geld, grenzen, en de bronnen waar het rapport op rust."""
        t = self.traject
        return build_account(t.beschrijving, t.doelgroep, self.bronnen, t.dataversie, list_versions())

    def __dir__(self) -> list[str]:
        """Return what Tab offers."""
        return [*self.hoofdstukken, "kop", "kort", "verantwoording", "bronnen", "traject"]

    def _repr_html_(self) -> str:
        rows = [
            {"naam": name, "wat": type(getattr(self, name)).__doc__, "kop": getattr(self, name).titel}
            for name in self.hoofdstukken
        ]
        kolommen = {"naam": Kolom("Hoofdstuk"), "wat": Kolom("Waarover"), "kop": Kolom("Kop in een rapport")}
        table = build_table(pd.DataFrame(rows), kolommen, "Wat hier te vinden is")
        return f"{table.html}\n{self.traject._repr_html_()}"
