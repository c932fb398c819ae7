"""The chapter effecten: what changed, how strong the evidence is, and how inwoners and partners judge it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import pandas as pd

from leerkring.begrippen import Deelvraag
from leerkring.bewering import Bewering
from leerkring.hoofdstuk import Hoofdstuk, Noun
from leerkring.hoofdstukken.effecten.beeld.bewijskracht import plot_kracht, say_leemten, say_sterkste, table_kracht
from leerkring.hoofdstukken.effecten.beeld.bijdrage import table_beoogd, tell_bijdragen
from leerkring.hoofdstukken.effecten.beeld.gezien import say_gezien, say_oordeel
from leerkring.hoofdstukken.effecten.beeld.indicatoren import table_veranderingen
from leerkring.hoofdstukken.effecten.beeld.oordelen import say_judgements, table_oordelen
from leerkring.hoofdstukken.effecten.beeld.reeksen import plot_reeksen
from leerkring.hoofdstukken.effecten.beeld.richtingen import plot_richtingen, say_effects
from leerkring.hoofdstukken.effecten.beeld.vergelijking import (
    say_contrast,
    say_oordelen,
    table_effecten_naast_oordelen,
    table_zelfde_context,
    table_zelfde_vorm,
)
from leerkring.hoofdstukken.effecten.cijfers.bewijskracht import conclude_claims, count_kracht, weigh_effecten
from leerkring.hoofdstukken.effecten.cijfers.bijdrage import compare_nulmeting, pair_beoogd, trace_bijdragen
from leerkring.hoofdstukken.effecten.cijfers.effecten import (
    Effecttelling,
    count_effecten,
    count_richtingen,
    is_one_sided,
    list_oordelen,
    list_series,
    mark_verteld,
)
from leerkring.hoofdstukken.effecten.cijfers.vergelijking import (
    compare_effecten,
    compare_zelfde_context,
    compare_zelfde_vorm,
    contrast_gevallen,
)
from leerkring.weergave.blokken import Blok
from leerkring.weergave.figuur import Figuur

OORDEEL = "Oordeel van inwoners en partners"
LEEMTEN = "Wat we weten en niet weten"
"""The section, of another chapter, in which the summary also says what is missing here."""


class Effecten(Hoofdstuk):
    """Wat er veranderde, en hoe sterk het bewijs daarvoor is."""

    titel: ClassVar[str] = "Effecten"

    @Noun
    def beoordelingen(self) -> pd.DataFrame:
        """De oordelen van buiten, met of zij door een ander verteld zijn."""
        return mark_verteld(self.frame("beoordelingen"), self.frame("bronnen"))

    @Noun
    def telling(self) -> Effecttelling:
        """Hoeveel effecten en oordelen er zijn, per richting."""
        return count_effecten(self.frame("effecten"), self.beoordelingen, self.traject.slug)

    @Noun
    def claims(self) -> pd.DataFrame:
        """Elke getoetste claim met wat de toetsen ervan laten staan."""
        return conclude_claims(self.frame("procestoetsen"))

    @Noun
    def krachten(self) -> pd.DataFrame:
        """De kracht van het bewijs voor elk effect, met de gronden ervoor en ertegen."""
        return weigh_effecten(
            self.frame("effecten"),
            self.frame("indicatormetingen"),
            self.beoordelingen,
            self.claims,
            self.frame("bronnen"),
        )


class EffectenVanCasus(Effecten):
    """Wat er bij deze deelnemer veranderde, en wat anderen daarvan vinden."""

    @Noun
    def bijdragen(self) -> pd.DataFrame:
        """Elk effect met de stappen die eraan bijdroegen, de claims en de oordelen."""
        effecten, stappen = self.frame("effecten"), self.frame("interventies")
        return trace_bijdragen(self.krachten, effecten, stappen, self.beoordelingen, self.claims, self.slug)

    @Noun
    def veranderingen(self) -> pd.DataFrame:
        """Elke indicator met zijn verandering sinds de nulmeting."""
        return compare_nulmeting(self.frame("indicatormetingen"), self.frame("effecten"), self.slug)

    @Noun
    def beoogd(self) -> pd.DataFrame:
        """Elk beoogd effect met wat er in die richting is gezien."""
        return pair_beoogd(self.bijdragen, self.frame("effecten"), self.slug)

    @Noun
    def reeksen(self) -> list[pd.DataFrame]:
        """De cijfers bij de effecten, een tabel per indicator."""
        return list_series(self.frame("indicatormetingen"), self.frame("effecten"), self.slug)

    @Noun
    def oordelen(self) -> pd.DataFrame:
        """De oordelen van inwoners en partners over de effecten."""
        return list_oordelen(self.beoordelingen, self.frame("effecten"), self.slug)

    def table_kracht(self) -> Blok:
        """De effecten met de kracht van hun bewijs, als tabel."""
        return table_kracht(self.bijdragen, self.naam)

    def tell_bijdragen(self) -> Blok:
        """Elk effect als verhaal: welke stappen eraan bijdroegen, en wat ertegen pleit."""
        return tell_bijdragen(self.bijdragen, self.claims, self.veranderingen, self.naam)

    def plot_reeksen(self) -> Figuur | Blok:
        """De cijfers bij de effecten, als staven."""
        return plot_reeksen(self.reeksen, self.naam)

    def table_veranderingen(self) -> Blok:
        """De verandering van elke indicator, als tabel."""
        return table_veranderingen(self.veranderingen, self.naam)

    def table_beoogd(self) -> Blok:
        """Wat beoogd was naast wat gezien is, als tabel."""
        return table_beoogd(self.beoogd, self.naam)

    def table_oordelen(self) -> Blok:
        """De oordelen van inwoners en partners, als tabel."""
        return table_oordelen(self.oordelen, self.naam)

    def claim(self) -> Iterator[Bewering]:
        """Yield what changed, what has the strongest evidence, how outsiders judge, and what is missing."""
        telling, bijdragen = self.telling, self.bijdragen
        yield self.say("effect", say_gezien(bijdragen), Deelvraag.D3, bijdragen, streng=bijdragen.empty)
        yield self.say("aantallen", say_effects(telling), streng=is_one_sided(telling))
        yield self.say("sterkste bewijs", say_sterkste(bijdragen, self.veranderingen))
        oordelen = self.oordelen
        yield self.say("oordeel", say_oordeel(oordelen), Deelvraag.D4, oordelen, sectie=OORDEEL, streng=False)
        yield self.say("oordelen", say_judgements(telling.oordelen, telling.verteld), Deelvraag.D4, sectie=OORDEEL)
        yield self.say("beoogd", say_leemten(bijdragen, self.beoogd), sectie=LEEMTEN)


class EffectenVanKring(Effecten):
    """Wat er bij alle deelnemers veranderde, naast elkaar."""

    @Noun
    def richtingen(self) -> pd.DataFrame:
        """Hoeveel effecten van elke deelnemer welke kant op gingen."""
        return count_richtingen(self.frame("effecten"), self.frame("deelnemers"))

    @Noun
    def sterktes(self) -> pd.DataFrame:
        """Hoeveel effecten van elke deelnemer welke kracht van bewijs hebben."""
        return count_kracht(self.krachten, self.frame("deelnemers"))

    @Noun
    def naast(self) -> pd.DataFrame:
        """De effecten van elke deelnemer naast de oordelen van inwoners en partners."""
        return compare_effecten(self.frame("deelnemers"), self.frame("effecten"), self.beoordelingen)

    @Noun
    def zelfde_vorm(self) -> pd.DataFrame:
        """Wat dezelfde vorm in verschillende situaties deed."""
        return compare_zelfde_vorm(
            self.frame("deelnemers"),
            self.frame("casussen"),
            self.frame("contextfactoren"),
            self.frame("effecten"),
            self.beoordelingen,
        )

    @Noun
    def zelfde_context(self) -> pd.DataFrame:
        """Wat verschillende vormen in dezelfde situatie deden."""
        return compare_zelfde_context(
            self.frame("deelnemers"), self.frame("contextfactoren"), self.frame("effecten"), self.beoordelingen
        )

    @property
    def volgorde(self) -> list[str]:
        """De deelnemers (id's), met het grootste deel gunstige effecten bovenaan."""
        return list(self.naast["deelnemer"])

    def plot_richtingen(self) -> Figuur | Blok:
        """De richting van de effecten, een kleine grafiek per richting."""
        return plot_richtingen(self.richtingen)

    def plot_kracht(self) -> Figuur | Blok:
        """De kracht van het bewijs bij elke deelnemer."""
        return plot_kracht(self.sterktes)

    def table_zelfde_vorm(self) -> Blok:
        """Wat dezelfde vorm in verschillende situaties deed, als tabel."""
        return table_zelfde_vorm(self.zelfde_vorm)

    def table_zelfde_context(self) -> Blok:
        """Wat verschillende vormen in dezelfde situatie deden, als tabel."""
        return table_zelfde_context(self.zelfde_context)

    def table_effecten_naast_oordelen(self) -> Blok:
        """De effecten naast de oordelen van inwoners en partners, als tabel."""
        return table_effecten_naast_oordelen(self.naast)

    def claim(self) -> Iterator[Bewering]:
        """Yield what changed, where the same form turned out another way, and how outsiders judge."""
        telling = self.telling
        yield self.say("aantallen", say_effects(telling), Deelvraag.D3, streng=is_one_sided(telling))
        contrast = say_contrast(contrast_gevallen(self.zelfde_vorm, "vorm"), "vorm")
        yield self.say("zelfde vorm", contrast, Deelvraag.D3)
        yield self.say("oordelen", say_oordelen(self.naast), Deelvraag.D4, sectie=OORDEEL)
