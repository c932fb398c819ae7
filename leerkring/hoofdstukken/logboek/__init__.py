"""The chapter logboek: the team's notes, and voices beside them."""

from __future__ import annotations

from typing import ClassVar

import pandas as pd

from leerkring.hoofdstuk import Hoofdstuk, Noun
from leerkring.hoofdstukken.logboek.beeld.kring import table_notities_kring
from leerkring.hoofdstukken.logboek.beeld.leergeschiedenis import tell_leergeschiedenis
from leerkring.hoofdstukken.logboek.beeld.notities import table_notities
from leerkring.hoofdstukken.logboek.beeld.tips import tell_logboektips
from leerkring.hoofdstukken.logboek.cijfers.leergeschiedenis import count_moments, pair_voices, select_moments
from leerkring.hoofdstukken.logboek.cijfers.logboek import compare_notities, count_notities, list_notities, list_tips
from leerkring.weergave.blokken import Blok

TITEL = "Logboek"


class LogboekVanCasus(Hoofdstuk):
    """Wat het team over deze deelnemer noteerde, en wat betrokkenen zeiden."""

    titel: ClassVar[str] = TITEL

    @Noun
    def momenten(self) -> pd.DataFrame:
        """Elke stem van een betrokkene met de notitie van het team uit die tijd."""
        return pair_voices(self.frame("fragmenten"), self.frame("logboek"), self.slug)

    @Noun
    def notities(self) -> pd.DataFrame:
        """De notities op volgorde van tijd."""
        return list_notities(self.frame("logboek"), self.slug)

    @Noun
    def telling(self) -> pd.DataFrame:
        """Hoeveel notities er per ronde en soort zijn."""
        return count_notities(self.frame("logboek"), self.slug)

    def tell_leergeschiedenis(self, momenten: int = 4) -> Blok:
        """De leergeschiedenis in twee kolommen, met hoogstens zoveel momenten per ronde."""
        shown = select_moments(self.momenten, momenten)
        return tell_leergeschiedenis(shown, count_moments(self.momenten, shown), self.naam)

    def table_notities(self) -> Blok:
        """De notities per ronde, als tabellen."""
        return table_notities(self.notities, self.telling, self.naam)


class LogboekVanKring(Hoofdstuk):
    """Waarover de notities bij alle deelnemers gingen."""

    titel: ClassVar[str] = TITEL

    @Noun
    def telling(self) -> pd.DataFrame:
        """Hoeveel notities elke deelnemer per deelvraag heeft."""
        return compare_notities(self.frame("logboek"), self.frame("deelnemers"))

    @Noun
    def tips(self) -> pd.DataFrame:
        """De tips uit het logboek, per sturingsvorm en ronde."""
        return list_tips(self.frame("logboek"), self.frame("deelnemers"))

    def tell_tips(self) -> Blok:
        """De tips uit het logboek, per sturingsvorm."""
        return tell_logboektips(self.tips, self.traject.namen)

    def table_notities(self) -> Blok:
        """Hoeveel notities elke deelnemer per deelvraag heeft, als tabel."""
        return table_notities_kring(self.telling)
