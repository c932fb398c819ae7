"""The chapter combinaties: which combinations of conditions go with the outcome (QCA)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from leerkring.begrippen import Deelvraag
from leerkring.bewering import Bewering
from leerkring.hoofdstuk import Hoofdstuk, Noun
from leerkring.hoofdstukken.combinaties.beeld.verhaal import tell_qca
from leerkring.hoofdstukken.combinaties.beeld.zinnen import say_qca
from leerkring.hoofdstukken.combinaties.cijfers.combinaties import Combinaties, compare_combinaties
from leerkring.weergave.blokken import Blok
from leerkring.weergave.figuur import Figuur

QCA_ANTWOORD = "antwoord"


class CombinatiesVanKring(Hoofdstuk):
    """Welke combinaties van condities samengaan met het resultaat."""

    titel: ClassVar[str] = "Combinaties van condities"

    @Noun
    def qca(self) -> Combinaties | None:
        """De hele formele vergelijking: gevallen, waarheidstabellen en antwoorden; niets zonder plan."""
        return compare_combinaties(self.traject)

    def tell_qca(self) -> Figuur | Blok:
        """De formele vergelijking van begin tot eind."""
        holds = not self.traject.verborgen or any(b.onderwerp == QCA_ANTWOORD for b in self.beweringen)
        return tell_qca(self.qca, met_antwoord=holds and (self.qca is None or self.qca.is_genoeg))

    def claim(self) -> Iterator[Bewering]:
        """Yield the answer of the formal comparison."""
        yield self.say(QCA_ANTWOORD, say_qca(self.qca), Deelvraag.D3)
