"""What a case and a circle have in common: one Traject, its chapters, and what is gathered from all of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar, Self

import pandas as pd

from leerkring.begrippen import Bewijskracht
from leerkring.bewering import BEWERINGEN, Bewering, Houdbaar, list_beweringen
from leerkring.errors import LeerkringError, say_near
from leerkring.hoofdstuk import Hoofdstuk, list_koppen
from leerkring.hoofdstukken.bevindingen import Bevindingen
from leerkring.hoofdstukken.bewijs import Bewijs
from leerkring.hoofdstukken.effecten import Effecten
from leerkring.hoofdstukken.effecten.cijfers.effecten import compare_strekking
from leerkring.notebook import Verklaring, check_injected, find_shell, read_choices, read_verklaring
from leerkring.programs import list_versions
from leerkring.traject import open_traject
from leerkring.traject.opening import open_whole
from leerkring.traject.traject import Traject
from leerkring.weergave.blokken import Blok, Kolom, build_table
from leerkring.weergave.kop import build_account, build_beweringen, build_kort, build_leemten


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
        t = open_traject(chosen.pop("traject"), **chosen)
        if t.verborgen and t.houdbaar is None:
            bare = t
            t = replace(bare, houdbaar=Houdbaar(lambda: cls.judge(bare, open_whole(bare))))
        return cls(t, read_verklaring())

    @classmethod
    def judge(cls, deel: Traject, geheel: Traject) -> frozenset[str]:
        """Return the claims about what an audience may see that hold of all that the team has.

        What readers may not see can make a picture rosier without anybody meaning it. So each claim of their report, a
        sentence or the title of a figure, is asked for once more of all rows. Nothing of these comes along: what is
        kept are texts that were made of what the audience sees.

        Parameters
        ----------
        deel
            What the audience sees.
        geheel
            The same traject, with the same deelnemer in focus, as the team sees it.

        Returns
        -------
        The claims, and in words whether the whole is more or less favourable where traject.yaml allows that.
        """
        part, whole = cls(deel), cls(geheel)
        found = part.list_koppen() & whole.list_koppen()
        strekking = compare_strekking(part.effecten.telling, whole.effecten.telling)
        return found | {str(strekking)} if strekking and deel.beschrijving.strekking else found

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

    @property
    def beweringen(self) -> list[Bewering]:
        """Alles wat het rapport beweert, zonder wat niet klopt voor alles wat het team heeft."""
        return [bewering for chapter in self.list_chapters() for bewering in chapter.beweringen]

    def list_koppen(self) -> frozenset[str]:
        """Return all that a report of this claims, as texts by which two reports are compared."""
        werk = self.traject.find_werk((type(self), "koppen", self.traject.houdbaar))
        if not werk:
            werk["koppen"] = frozenset(kop for chapter in self.list_chapters() for kop in list_koppen(chapter))
        koppen: frozenset[str] = werk["koppen"]
        return koppen

    def kort(self, *hoofdstukken: str) -> Blok:
        """In het kort: het antwoord op elke vraag; of van de genoemde hoofdstukken de zin waar het op neerkomt."""
        if not hoofdstukken:
            return self.bevindingen.tell_antwoorden()
        chapters = self.list_chapters(hoofdstukken)
        said: dict[str, list[Bewering]] = {chapter.titel: [] for chapter in chapters}
        for bewering in (b for chapter in chapters for b in chapter.beweringen):
            said.setdefault(bewering.sectie, []).append(bewering)
        kernen = {titel: build_beweringen(own) for titel, own in said.items()}
        facts = {BEWERINGEN: list_beweringen(b for own in said.values() for b in own)}
        return replace(build_kort({titel: kern for titel, kern in kernen.items() if kern.tekst}), rapport=facts)

    def tell_leemten(self) -> Blok:
        """Wat wij niet weten; een rapport zet hier ook elke lege plek van de hoofdstukken bij."""
        own = [b for b in self.beweringen if b.sectie == self.bewijs.titel]
        return build_leemten(own, self.traject.weggelaten)

    @property
    @abstractmethod
    def bevindingen(self) -> Bevindingen:
        """Het antwoord op elke vraag, en hoe zeker dat is."""

    @property
    @abstractmethod
    def bewijs(self) -> Bewijs:
        """Wat er per deelvraag bekend is."""

    @property
    @abstractmethod
    def effecten(self) -> Effecten:
        """Wat er veranderde."""

    def list_krachten(self) -> dict[str, Bewijskracht]:
        """Return how strong the evidence for each effect is, by its id."""
        krachten: pd.DataFrame = self.effecten.krachten
        return {i: Bewijskracht(kracht) for i, kracht in zip(krachten["id"], krachten["kracht"], strict=True)}

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
