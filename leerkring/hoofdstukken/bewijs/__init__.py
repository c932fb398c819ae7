"""The chapter bewijs: what is known for each deelvraag, how strongly, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import pandas as pd

from leerkring.bewering import Bewering
from leerkring.hoofdstuk import Hoofdstuk, Noun
from leerkring.hoofdstukken.bewijs.beeld.matrix import say_gaps, table_bewijs
from leerkring.hoofdstukken.bewijs.cijfers.bewijs import collect_bewijs, count_bewijs, list_lacunes
from leerkring.hoofdstukken.bewijs.cijfers.bronnen import select_bronnen
from leerkring.weergave.blokken import Blok


class Bewijs(Hoofdstuk):
    """Wat er per deelvraag bekend is."""

    titel: ClassVar[str] = "Wat we weten en niet weten"

    @Noun
    def stukken(self) -> pd.DataFrame:
        """Elk stuk bewijs met de deelvraag die het beantwoordt."""
        return collect_bewijs(self.traject)


class BewijsVanCasus(Bewijs):
    """Wat er bij deze deelnemer per deelvraag bekend is."""

    @Noun
    def matrix(self) -> pd.DataFrame:
        """Hoeveel bewijs er per deelvraag is, en hoe sterk."""
        matrix = count_bewijs(self.stukken, self.traject, "deelnemer")
        return matrix[matrix["sleutel"] == self.slug]

    @Noun
    def bronnen(self) -> pd.DataFrame:
        """De bronnen waar dit rapport op rust."""
        return select_bronnen(self.traject, self.slug)

    def table_matrix(self) -> Blok:
        """De bewijsmatrix; in een leeg vak staat wat het kan vullen."""
        return table_bewijs(self.matrix, f"Bewijs per deelvraag bij {self.naam}", "Deelnemer")

    def claim(self) -> Iterator[Bewering]:
        """Yield for what there is no evidence yet."""
        yield self.say("leemten", say_gaps(list_lacunes(self.matrix, with_name=False)))


class BewijsVanKring(Bewijs):
    """Wat er bij alle deelnemers per deelvraag bekend is."""

    @Noun
    def matrix(self) -> pd.DataFrame:
        """Hoeveel bewijs er per deelnemer en deelvraag is, en hoe sterk."""
        return count_bewijs(self.stukken, self.traject, "deelnemer")

    @Noun
    def vormmatrix(self) -> pd.DataFrame:
        """Hoeveel bewijs er per sturingsvorm en deelvraag is, en hoe sterk; ook uit voorbeelden van elders."""
        return count_bewijs(self.stukken, self.traject, "sturingsvorm")

    @Noun
    def bronnen(self) -> pd.DataFrame:
        """De bronnen waar dit rapport op rust."""
        return self.frame("bronnen")

    def table_matrix(self) -> Blok:
        """De bewijsmatrix per deelnemer; in een leeg vak staat wat het kan vullen."""
        return table_bewijs(self.matrix, "Bewijs per deelnemer en deelvraag", "Deelnemer")

    def table_vormmatrix(self) -> Blok:
        """De bewijsmatrix per sturingsvorm; in een leeg vak staat wat het kan vullen."""
        return table_bewijs(self.vormmatrix, "Bewijs per sturingsvorm en deelvraag", "Sturingsvorm")

    def claim(self) -> Iterator[Bewering]:
        """Yield for what there is no evidence yet."""
        yield self.say("leemten", say_gaps(list_lacunes(self.matrix, with_name=True)))
