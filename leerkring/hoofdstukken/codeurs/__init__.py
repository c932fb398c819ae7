"""The chapter codeurs: whether those who code the same see the same."""

from __future__ import annotations

from typing import ClassVar

from leerkring.hoofdstuk import Hoofdstuk, Noun
from leerkring.hoofdstukken.codeurs.beeld.overeenstemming import tell_overeenstemming
from leerkring.hoofdstukken.codeurs.cijfers.verzameling import Overeenstemming, collect_overeenstemming
from leerkring.weergave.blokken import Blok


class CodeursVanKring(Hoofdstuk):
    """Hoe vaak codeurs hetzelfde zien."""

    titel: ClassVar[str] = "Zijn codeurs het eens?"

    @Noun
    def overeenstemming(self) -> Overeenstemming:
        """De overeenstemming per code en in het geheel, met waar codeurs verschillen."""
        return collect_overeenstemming(self.traject)

    def tell_overeenstemming(self) -> Blok:
        """Hoe goed codeurs het eens zijn, en waar niet."""
        return tell_overeenstemming(self.overeenstemming, self.traject.beleid)
