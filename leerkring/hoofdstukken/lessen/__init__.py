"""The chapter lessen: what can be used elsewhere, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import pandas as pd

from leerkring.bewering import Bewering
from leerkring.hoofdstuk import Hoofdstuk, Noun
from leerkring.hoofdstukken.lessen.beeld.leren import (
    plot_lessen,
    plot_lesstatus,
    plot_verzadiging,
    say_reikwijdte,
    table_reikwijdte,
)
from leerkring.hoofdstukken.lessen.beeld.lessen import say_lessen_hier, tell_lessen
from leerkring.hoofdstukken.lessen.cijfers.leerpunten import (
    count_lesstatussen,
    match_lessen,
    measure_verzadiging,
    spread_lessen,
)
from leerkring.hoofdstukken.lessen.cijfers.lessen import weigh_lessen
from leerkring.weergave.blokken import Blok
from leerkring.weergave.figuur import Figuur

TITEL = "Lessen"


class LessenVanCasus(Hoofdstuk):
    """De lessen die steunen op wat bij deze deelnemer te zien was, of erdoor worden weersproken."""

    titel: ClassVar[str] = TITEL

    @Noun
    def lessen(self) -> pd.DataFrame:
        """De lessen over deze deelnemer, met steun en tegenbewijs."""
        return weigh_lessen(self.frame("lessen"), self.frame("bewijsstukken"), self.slug)

    def tell_lessen(self) -> Blok:
        """De lessen als korte verhalen, met steun en tegenbewijs."""
        return tell_lessen(self.lessen, f"Nog geen enkele les steunt op {self.naam}.")

    def claim(self) -> Iterator[Bewering]:
        """Yield the lessons about this deelnemer."""
        lessen = self.lessen
        yield self.say("lessen", say_lessen_hier(lessen), rijen=lessen, streng=lessen.empty)


class LessenVanKring(Hoofdstuk):
    """Alle lessen, met hun reikwijdte."""

    titel: ClassVar[str] = TITEL

    @Noun
    def lessen(self) -> pd.DataFrame:
        """De lessen met steun en tegenbewijs, en bij hoeveel deelnemers."""
        return weigh_lessen(self.frame("lessen"), self.frame("bewijsstukken"))

    @Noun
    def statussen(self) -> pd.DataFrame:
        """Hoeveel lessen er in elke status zijn."""
        return count_lesstatussen(self.frame("lessen"))

    @Noun
    def plekken(self) -> pd.DataFrame:
        """Welke les bij welke deelnemer wordt gesteund of weersproken."""
        return match_lessen(
            self.frame("lessen"), self.frame("bewijsstukken"), self.frame("deelnemers"), self.frame("casussen")
        )

    @Noun
    def reikwijdte(self) -> pd.DataFrame:
        """Bij welke vormen en deelnemers elke les is gezien."""
        return spread_lessen(
            self.frame("lessen"), self.frame("bewijsstukken"), self.frame("deelnemers"), self.frame("casussen")
        )

    @Noun
    def verzadiging(self) -> pd.DataFrame:
        """Of later materiaal nog iets nieuws bracht."""
        lessen, fragmenten, coderingen = (self.frame(t) for t in ("lessen", "fragmenten", "coderingen"))
        return measure_verzadiging(lessen, fragmenten, coderingen, self.traject.beschrijving.list_gehouden())

    def tell_lessen(self) -> Blok:
        """De lessen als korte verhalen, met steun en tegenbewijs."""
        return tell_lessen(self.lessen, "Er zijn nog geen lessen.", self.traject.namen)

    def plot_lesstatus(self) -> Figuur | Blok:
        """Hoever de lessen zijn."""
        return plot_lesstatus(self.statussen)

    def plot_lessen(self) -> Figuur | Blok:
        """Welke les bij welke deelnemer wordt gesteund of weersproken, als raster."""
        return plot_lessen(self.plekken)

    def table_reikwijdte(self) -> Blok:
        """Bij welke vormen elke les is gezien, als tabel."""
        return table_reikwijdte(self.reikwijdte)

    def plot_verzadiging(self) -> Figuur | Blok:
        """Hoeveel nieuws later materiaal bracht."""
        return plot_verzadiging(self.verzadiging)

    def claim(self) -> Iterator[Bewering]:
        """Yield how widely the lessons hold."""
        yield self.say("reikwijdte", say_reikwijdte(self.reikwijdte))
