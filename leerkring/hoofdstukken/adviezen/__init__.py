"""The chapter adviezen: what colleagues advised each other, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import pandas as pd

from leerkring.bewering import Bewering
from leerkring.hoofdstuk import Hoofdstuk, Noun
from leerkring.hoofdstukken.adviezen.beeld.adviezen import say_opvolgers, say_opvolging, table_adviezen
from leerkring.hoofdstukken.adviezen.cijfers.adviezen import count_opvolging, list_adviezen
from leerkring.weergave.blokken import Blok

TITEL = "Adviezen van collega’s"


class AdviezenVanCasus(Hoofdstuk):
    """Wat collega’s deze deelnemer adviseerden, en wat ermee gebeurde."""

    titel: ClassVar[str] = TITEL

    @Noun
    def adviezen(self) -> pd.DataFrame:
        """De adviezen aan deze deelnemer, per ronde."""
        return list_adviezen(self.frame("adviezen"), self.slug)

    def table_adviezen(self) -> Blok:
        """De adviezen aan deze deelnemer en wat ermee gebeurde, als tabel."""
        namen = dict(zip(self.frame("deelnemers")["id"], self.frame("deelnemers")["naam"], strict=True))
        return table_adviezen(self.adviezen, namen, f"Adviezen aan {self.naam}", met_naar=False)

    def claim(self) -> Iterator[Bewering]:
        """Yield what became of the advice."""
        yield self.say("opvolging", say_opvolging(self.adviezen, self.naam), rijen=self.adviezen)


class AdviezenVanKring(Hoofdstuk):
    """Wat deelnemers elkaar adviseerden, en wat ermee gebeurde."""

    titel: ClassVar[str] = TITEL

    @Noun
    def adviezen(self) -> pd.DataFrame:
        """Alle adviezen, per ronde."""
        return list_adviezen(self.frame("adviezen"))

    @Noun
    def opvolging(self) -> pd.DataFrame:
        """Wat elke deelnemer met de gekregen adviezen deed."""
        return count_opvolging(self.frame("adviezen"), self.traject.namen)

    def table_adviezen(self) -> Blok:
        """Alle adviezen en wat ermee gebeurde, als tabel."""
        return table_adviezen(self.adviezen, self.traject.namen, "Adviezen van deelnemers aan elkaar", met_naar=True)

    def claim(self) -> Iterator[Bewering]:
        """Yield what became of the advice."""
        yield self.say("opvolging", say_opvolgers(self.opvolging), rijen=self.adviezen)
