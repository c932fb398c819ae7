"""The chapter deelnemers: who takes part, in which surroundings, and who differs from whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import pandas as pd

from leerkring.begrippen import DeelnemerStatus
from leerkring.bewering import Bewering
from leerkring.hoofdstuk import Hoofdstuk, Noun
from leerkring.hoofdstukken.deelnemers.beeld.contextprofiel import plot_context
from leerkring.hoofdstukken.deelnemers.beeld.profiel import table_context, table_herindelingen, table_profiel
from leerkring.hoofdstukken.deelnemers.beeld.profielen import say_circle, table_profielen
from leerkring.hoofdstukken.deelnemers.beeld.verschil import plot_afstanden, say_verschil, tell_paren
from leerkring.hoofdstukken.deelnemers.cijfers.contextprofiel import lay_context
from leerkring.hoofdstukken.deelnemers.cijfers.profiel import (
    compare_profielen,
    describe_profiel,
    select_own,
    weigh_context,
)
from leerkring.hoofdstukken.deelnemers.cijfers.verschil import explain_paren, lay_kenmerken, lay_matrix
from leerkring.methoden.gower import Kenmerken, compare_paren, measure_afstanden
from leerkring.traject.traject import Traject
from leerkring.weergave.blokken import Blok
from leerkring.weergave.figuur import Figuur


class DeelnemersVanCasus(Hoofdstuk):
    """Wie deze deelnemer is, en in welke omgeving die werkt."""

    titel: ClassVar[str] = "Profiel en context"

    def list_stand(self) -> list[str]:
        """Return what a reader has to know of this deelnemer first: that it stopped."""
        deelnemer = self.traject.deelnemer
        ended = deelnemer.status is DeelnemerStatus.GESTOPT
        after = f" na ronde {deelnemer.gestopt_na_ronde}" if deelnemer.gestopt_na_ronde else ""
        return [f"{deelnemer.naam} stopte{after} met het traject."] if ended else []

    @Noun
    def profiel(self) -> pd.DataFrame:
        """De feiten over de deelnemer."""
        return describe_profiel(self.traject.deelnemer)

    @Noun
    def leden(self) -> pd.DataFrame:
        """De gemeenten in het samenwerkingsverband."""
        return select_own(self.frame("leden"), self.slug)

    @Noun
    def herindelingen(self) -> pd.DataFrame:
        """De herindelingen waaruit de deelnemer is ontstaan."""
        return select_own(self.frame("herindelingen"), self.slug)

    @Noun
    def context(self) -> pd.DataFrame:
        """De contextfactoren, de zwaarste eerst, en bij hoeveel anderen ze ook spelen."""
        return weigh_context(self.frame("contextfactoren"), self.slug, self.traject.ook_bij)

    def table_profiel(self) -> Blok:
        """De feiten over de deelnemer, als tabel."""
        deelnemer = self.traject.deelnemer
        return table_profiel(self.profiel, deelnemer.naam, deelnemer.bron, self.leden)

    def table_herindelingen(self) -> Blok:
        """De herindelingen, als tabel."""
        return table_herindelingen(self.herindelingen, self.naam)

    def table_context(self) -> Blok:
        """De contextfactoren, als tabel."""
        return table_context(self.context, self.naam)


class DeelnemersVanKring(Hoofdstuk):
    """De deelnemers naast elkaar, en wie het meest van wie verschilt."""

    titel: ClassVar[str] = "De deelnemers"

    def __init__(self, traject: Traject, volgorde: list[str]) -> None:
        """Keep also the order in which deelnemers stand in every chart (ids)."""
        super().__init__(traject, tuple(volgorde))
        self.volgorde = volgorde

    @Noun
    def profielen(self) -> pd.DataFrame:
        """De feiten over elke deelnemer, naast elkaar."""
        return compare_profielen(self.frame("deelnemers"))

    @Noun
    def kenmerken(self) -> Kenmerken:
        """Waarop deelnemers worden vergeleken: profiel, context en sturingsmix."""
        who, context, mix = (self.frame(tabel) for tabel in ("deelnemers", "contextfactoren", "sturingsmix"))
        return lay_kenmerken(who, context, mix, self.traject.beleid)

    @Noun
    def paren(self) -> pd.DataFrame:
        """Elk paar deelnemers op elk kenmerk."""
        return compare_paren(self.kenmerken)

    @Noun
    def afstanden(self) -> pd.DataFrame:
        """De afstand tussen elk paar deelnemers (Gower, 1971)."""
        return measure_afstanden(self.paren)

    @Noun
    def uitleg(self) -> pd.DataFrame:
        """De paren die het meest verschillen of lijken, en waardoor."""
        return explain_paren(self.paren, self.afstanden, self.traject.namen)

    @Noun
    def context(self) -> pd.DataFrame:
        """Het gewicht van elke contextfactor bij elke deelnemer."""
        return lay_context(self.frame("contextfactoren"), self.frame("deelnemers"))

    def table_profielen(self) -> Blok:
        """De deelnemers naast elkaar, als tabel."""
        return table_profielen(self.profielen)

    def plot_afstanden(self) -> Figuur | Blok:
        """De afstanden tussen de deelnemers, als driehoek."""
        names = self.traject.namen
        return plot_afstanden(lay_matrix(self.afstanden, self.uitleg, names), self.uitleg, len(names))

    def tell_paren(self) -> Blok:
        """Welke paren het meest verschillen of lijken, en waardoor, in woorden."""
        return tell_paren(self.uitleg)

    def plot_context(self) -> Figuur | Blok:
        """De contextfactoren van alle deelnemers, per lens."""
        return plot_context(self.context, [self.traject.namen[slug] for slug in self.volgorde])

    def claim(self) -> Iterator[Bewering]:
        """Yield who takes part, and who differ most."""
        chosen = self.frame("deelnemers")
        circle = say_circle(len(chosen), chosen["sturingsvorm"].nunique())
        yield self.say("kring", circle, rijen=chosen, streng=False)
        yield self.say("verschil", say_verschil(self.uitleg))
