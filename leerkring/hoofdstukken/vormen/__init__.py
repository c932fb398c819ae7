"""The chapter vormen: how strong each form of steering is, and how forms relate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import pandas as pd

from leerkring.begrippen import Deelvraag
from leerkring.bewering import Bewering
from leerkring.hoofdstuk import Hoofdstuk, Noun
from leerkring.hoofdstukken.vormen.beeld.aanzichten import plot_aanzichten, say_aanzichten
from leerkring.hoofdstukken.vormen.beeld.kring import plot_sterkte
from leerkring.hoofdstukken.vormen.beeld.sturingsmix import plot_sturingsmix
from leerkring.hoofdstukken.vormen.beeld.verhoudingen import say_relaties, table_relaties, table_relaties_kring
from leerkring.hoofdstukken.vormen.beeld.verhoudingen_tabel import table_verhoudingen
from leerkring.hoofdstukken.vormen.beeld.vormen import plot_vormen, say_vormen
from leerkring.hoofdstukken.vormen.cijfers.sturing import (
    compare_sturingsmix,
    follow_sturingsmix,
    list_verhoudingen,
    measure_shift,
)
from leerkring.hoofdstukken.vormen.cijfers.verhoudingen import (
    compare_aanzichten,
    count_verhoudingen,
    relate_vormen,
    select_last,
)
from leerkring.hoofdstukken.vormen.cijfers.vormen import follow_vormen, measure_vormen
from leerkring.traject.traject import Traject
from leerkring.weergave.blokken import Blok
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.gegevens import METINGEN

TITEL = "Verhouding tussen vormen"


class VormenVanCasus(Hoofdstuk):
    """Hoe sterk elke vorm bij deze deelnemer is, en hoe de vormen elkaar raken."""

    titel: ClassVar[str] = TITEL

    @Noun
    def sturingsmix(self) -> pd.DataFrame:
        """De sterkte van elke vorm bij elke meting, op papier en in de praktijk."""
        return follow_sturingsmix(self.frame("sturingsmix"), self.slug)

    @Noun
    def verschuiving(self) -> pd.DataFrame:
        """Hoeveel elke vorm sterker of zwakker werd."""
        return measure_shift(self.sturingsmix)

    @Noun
    def aanzichten(self) -> pd.DataFrame:
        """Papier naast praktijk, bij elke meting."""
        return compare_aanzichten(self.sturingsmix)

    @Noun
    def laatste(self) -> pd.DataFrame:
        """Papier naast praktijk, bij de laatste meting."""
        return select_last(self.aanzichten)

    @Noun
    def relaties(self) -> pd.DataFrame:
        """Hoe elk paar vormen tot elkaar staat, en of wie het ziet het eens is."""
        return relate_vormen(self.frame("sturingsverhoudingen"), self.slug)

    @Noun
    def verhoudingen(self) -> pd.DataFrame:
        """Elke beschreven verhouding tussen twee vormen, met waaruit die blijkt."""
        return list_verhoudingen(self.frame("sturingsverhoudingen"), self.slug)

    def plot_sturingsmix(self, metingen: tuple[str, ...] = tuple(METINGEN)) -> Figuur | Blok:
        """De sturingsmix over de metingen, één kleine grafiek per vorm."""
        return plot_sturingsmix(self.sturingsmix, self.verschuiving, self.naam, metingen)

    def plot_aanzichten(self) -> Figuur | Blok:
        """Het verschil tussen papier en praktijk."""
        return plot_aanzichten(self.aanzichten, self.laatste, self.naam)

    def table_relaties(self) -> Blok:
        """Hoe de vormen tot elkaar staan, als tabel van vorm tegen vorm."""
        return table_relaties(self.relaties, self.naam)

    def table_verhoudingen(self) -> Blok:
        """Elke beschreven verhouding met waaruit die blijkt, als tabel."""
        return table_verhoudingen(self.verhoudingen, self.naam)

    def claim(self) -> Iterator[Bewering]:
        """Yield how forms stand to each other, and where paper and practice differ."""
        relaties = self.relaties
        yield self.say("relaties", say_relaties(relaties), Deelvraag.D2, relaties, streng=relaties.empty)
        yield self.say("papier en praktijk", f"{say_aanzichten(self.laatste)}.", Deelvraag.D2)


class VormenVanKring(Hoofdstuk):
    """Hoe sterk de vormen bij alle deelnemers zijn, en hoe zij elkaar raken."""

    titel: ClassVar[str] = TITEL

    def __init__(self, traject: Traject, volgorde: list[str]) -> None:
        """Keep also the order in which deelnemers stand in every chart (ids)."""
        super().__init__(traject, tuple(volgorde))
        self.volgorde = volgorde

    @Noun
    def sterkte(self) -> pd.DataFrame:
        """De sterkte van elke vorm bij elke deelnemer, bij de laatste meting."""
        return compare_sturingsmix(self.frame("sturingsmix"), self.frame("deelnemers"))

    @Noun
    def verloop(self) -> pd.DataFrame:
        """De gekozen vorm naast lijnsturing, bij elke meting."""
        return follow_vormen(self.frame("sturingsmix"), self.frame("deelnemers"))

    @Noun
    def verschuiving(self) -> pd.DataFrame:
        """Hoeveel de gekozen vorm en lijnsturing sterker of zwakker werden."""
        return measure_vormen(self.verloop)

    @Noun
    def verhoudingen(self) -> pd.DataFrame:
        """Hoe elk paar vormen tot elkaar staat, over alle deelnemers geteld."""
        return count_verhoudingen(self.frame("sturingsverhoudingen"), self.frame("deelnemers"), self.frame("casussen"))

    def plot_sterkte(self) -> Figuur | Blok:
        """De sterkte van elke vorm bij elke deelnemer, als raster."""
        return plot_sterkte(self.sterkte)

    def plot_vormen(self) -> Figuur | Blok:
        """De gekozen vorm naast lijnsturing, een rij kleine grafieken per deelnemer."""
        return plot_vormen(self.verloop, self.verschuiving, [self.traject.namen[slug] for slug in self.volgorde])

    def table_relaties(self) -> Blok:
        """Hoe de vormen tot elkaar staan, over alle deelnemers, als tabel."""
        return table_relaties_kring(self.verhoudingen)

    def claim(self) -> Iterator[Bewering]:
        """Yield what the chosen forms and line steering did."""
        yield self.say("verschuiving", f"{say_vormen(self.verschuiving)}.", Deelvraag.D2)
