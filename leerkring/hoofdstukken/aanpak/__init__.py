"""The chapter aanpak: the steps that were taken, when, and in which situations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import pandas as pd

from leerkring.begrippen import Deelvraag
from leerkring.bewering import Bewering
from leerkring.hoofdstuk import Hoofdstuk, Noun
from leerkring.hoofdstukken.aanpak.beeld.aanpak import table_gestopt, table_ondersteuning, table_planning
from leerkring.hoofdstukken.aanpak.beeld.casussen import tell_casussen
from leerkring.hoofdstukken.aanpak.beeld.gezet import say_gezet
from leerkring.hoofdstukken.aanpak.beeld.kring import plot_soorten, say_soorten
from leerkring.hoofdstukken.aanpak.beeld.situaties import plot_stappen_kring, table_situaties
from leerkring.hoofdstukken.aanpak.beeld.tijdlijn import plot_tijdlijn
from leerkring.hoofdstukken.aanpak.cijfers.aanpak import (
    compare_planning,
    count_ondersteuning,
    list_gestopt,
    sum_planning,
)
from leerkring.hoofdstukken.aanpak.cijfers.interventies import count_interventies, lay_timeline, list_meetings
from leerkring.hoofdstukken.aanpak.cijfers.situaties import cross_steps, list_situaties, place_steps
from leerkring.model.onderzoek import Casus
from leerkring.weergave.blokken import Blok
from leerkring.weergave.figuur import Figuur

TITEL = "Aanpak"
Situatie = Literal["sturingsvorm", "werksoort", "vertrekpunt"]


class AanpakVanCasus(Hoofdstuk):
    """Welke stappen deze deelnemer zette, en wanneer."""

    titel: ClassVar[str] = TITEL

    @Noun
    def casussen(self) -> list[Casus]:
        """De praktijkvoorbeelden van deze deelnemer."""
        return [c for c in self.traject.rows("casussen") if c.deelnemer == self.traject.slug]

    @Noun
    def tijdlijn(self) -> pd.DataFrame:
        """De stappen op volgorde van tijd, met begin en eind."""
        stappen, einde = self.frame("interventies"), self.traject.beschrijving.peildatum
        return lay_timeline(stappen, self.slug, einde)

    @Noun
    def bijeenkomsten(self) -> pd.DataFrame:
        """De leerbijeenkomsten."""
        return list_meetings(self.traject.beschrijving.rondes)

    @Noun
    def planning(self) -> pd.DataFrame:
        """Wat gepland was naast wat gedaan is."""
        return compare_planning(self.frame("interventies"), self.slug)

    @Noun
    def ondersteuning(self) -> pd.DataFrame:
        """Welke ondersteuning er bij de stappen was."""
        return count_ondersteuning(self.frame("interventies"), self.slug)

    @Noun
    def gestopt(self) -> pd.DataFrame:
        """De stappen die zijn gestopt, met de reden."""
        return list_gestopt(self.frame("interventies"), self.slug)

    def tell_casussen(self) -> Blok:
        """De praktijkvoorbeelden van deze deelnemer, als korte verhalen."""
        return tell_casussen(self.casussen)

    def plot_tijdlijn(self) -> Figuur | Blok:
        """De stappen als balken in de tijd, met de leerbijeenkomsten."""
        return plot_tijdlijn(self.tijdlijn, self.bijeenkomsten, self.naam)

    def table_planning(self) -> Blok:
        """Wat gepland was naast wat gedaan is, als tabel."""
        return table_planning(self.planning, sum_planning(self.planning), self.naam)

    def table_ondersteuning(self) -> Blok:
        """De ondersteuning bij de stappen, als tabel."""
        return table_ondersteuning(self.ondersteuning, self.naam)

    def table_gestopt(self) -> Blok:
        """De gestopte stappen met hun reden, als tabel."""
        return table_gestopt(self.gestopt, self.naam)

    def claim(self) -> Iterator[Bewering]:
        """Yield which steps were taken."""
        stappen = self.frame("interventies")
        own = stappen[stappen["deelnemer"] == self.slug]
        yield self.say("stappen", say_gezet(own), Deelvraag.D1, own, streng=own.empty)


class AanpakVanKring(Hoofdstuk):
    """Welke stappen passen bij welke vorm en welke situatie."""

    titel: ClassVar[str] = TITEL

    @Noun
    def soorten(self) -> pd.DataFrame:
        """Hoeveel stappen van elke soort elke deelnemer zette."""
        return count_interventies(self.frame("interventies"), self.frame("deelnemers"))

    @Noun
    def gezet(self) -> pd.DataFrame:
        """Elke gezette stap met de vorm en de situatie waarin die is gezet."""
        return place_steps(self.frame("interventies"), self.frame("deelnemers"), self.frame("casussen"))

    @Noun
    def situaties(self) -> pd.DataFrame:
        """De situaties waarin deelnemers en casussen verkeren."""
        return list_situaties(self.frame("deelnemers"), self.frame("casussen"))

    @Noun
    def casussen_elders(self) -> list[Casus]:
        """De praktijkvoorbeelden van organisaties die geen deelnemer zijn."""
        return [c for c in self.traject.rows("casussen") if c.deelnemer is None]

    def plot_soorten(self) -> Figuur | Blok:
        """De soorten stappen van alle deelnemers naast elkaar."""
        return plot_soorten(self.soorten)

    def plot_stappen(self, per: Situatie = "sturingsvorm") -> Figuur | Blok:
        """De soorten stappen per sturingsvorm, werksoort of vertrekpunt."""
        return plot_stappen_kring(cross_steps(self.gezet, per), per)

    def table_situaties(self) -> Blok:
        """De situaties, als tabel."""
        return table_situaties(self.situaties)

    def tell_casussen_elders(self) -> Blok:
        """De praktijkvoorbeelden van elders, als korte verhalen."""
        return tell_casussen(self.casussen_elders)

    def claim(self) -> Iterator[Bewering]:
        """Yield which kinds of steps were taken most."""
        yield self.say("soorten", say_soorten(self.soorten), Deelvraag.D1)
