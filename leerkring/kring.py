"""All deelnemers of a traject together: the face of the library for a comparison."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import ClassVar

import pandas as pd

from leerkring.facade import Facade
from leerkring.hoofdstukken.aanpak import AanpakVanKring
from leerkring.hoofdstukken.adviezen import AdviezenVanKring
from leerkring.hoofdstukken.bevindingen import BevindingenVanKring
from leerkring.hoofdstukken.bewijs import BewijsVanKring
from leerkring.hoofdstukken.codeurs import CodeursVanKring
from leerkring.hoofdstukken.combinaties import CombinatiesVanKring
from leerkring.hoofdstukken.deelnemers import DeelnemersVanKring
from leerkring.hoofdstukken.effecten import EffectenVanKring
from leerkring.hoofdstukken.lessen import LessenVanKring
from leerkring.hoofdstukken.logboek import LogboekVanKring
from leerkring.hoofdstukken.vormen import VormenVanKring
from leerkring.traject.traject import Traject
from leerkring.weergave.blokken import Blok
from leerkring.weergave.kop import build_head


class Kring(Facade):
    """Alle deelnemers samen, met een hoofdstuk voor elk onderdeel van de vergelijking."""

    hoofdstukken: ClassVar[tuple[str, ...]] = (
        *("bevindingen", "deelnemers", "aanpak", "vormen", "effecten"),
        *("combinaties", "adviezen", "logboek", "lessen", "bewijs", "codeurs"),
    )

    @cached_property
    def bevindingen(self) -> BevindingenVanKring:
        """Het antwoord op elke vraag, en hoe zeker dat is."""
        return BevindingenVanKring(self.traject, lambda: self.beweringen, self.list_krachten)

    @cached_property
    def deelnemers(self) -> DeelnemersVanKring:
        """De deelnemers naast elkaar, en wie het meest van wie verschilt."""
        return DeelnemersVanKring(self.traject, self.volgorde)

    @cached_property
    def aanpak(self) -> AanpakVanKring:
        """Welke stappen passen bij welke vorm en welke situatie."""
        return AanpakVanKring(self.traject)

    @cached_property
    def vormen(self) -> VormenVanKring:
        """Hoe sterk de vormen zijn, en hoe zij elkaar raken."""
        return VormenVanKring(self.traject, self.volgorde)

    @cached_property
    def effecten(self) -> EffectenVanKring:
        """Wat er bij alle deelnemers veranderde."""
        return EffectenVanKring(self.traject)

    @cached_property
    def combinaties(self) -> CombinatiesVanKring:
        """Welke combinaties van condities samengaan met het resultaat."""
        return CombinatiesVanKring(self.traject)

    @cached_property
    def adviezen(self) -> AdviezenVanKring:
        """Wat collega’s adviseerden, en wat ermee gebeurde."""
        return AdviezenVanKring(self.traject)

    @cached_property
    def logboek(self) -> LogboekVanKring:
        """Waarover de notities gingen."""
        return LogboekVanKring(self.traject)

    @cached_property
    def lessen(self) -> LessenVanKring:
        """Alle lessen, met hun reikwijdte."""
        return LessenVanKring(self.traject)

    @cached_property
    def bewijs(self) -> BewijsVanKring:
        """Wat er per deelvraag bekend is."""
        return BewijsVanKring(self.traject)

    @cached_property
    def codeurs(self) -> CodeursVanKring:
        """Hoe vaak codeurs hetzelfde zien."""
        return CodeursVanKring(self.traject)

    @cached_property
    def volgorde(self) -> list[str]:
        """De volgorde van de deelnemers in elke figuur: het grootste deel gunstige effecten eerst."""
        return self.effecten.volgorde

    @property
    def bronnen(self) -> pd.DataFrame:
        """De bronnen waar het rapport op rust."""
        return self.bewijs.bronnen

    def kop(self, boven: str | None = None, onder: str | None = None) -> Blok:
        """De kop van het rapport: welk traject en voor wie, met een regel boven en onder de titel."""
        t = self.traject
        return build_head(t.beschrijving, t.doelgroep, soort=self.verklaring.titel, boven=boven, onder=onder)


def open_kring(traject: str | Path | Traject | None = None, doelgroep: str | None = None) -> Kring:
    """Open alle deelnemers van een traject; zonder iets tussen de haakjes zoals de cel met parameters het zegt.

    Parameters
    ----------
    traject
        De map van het traject, of een traject dat al open is.
    doelgroep
        Voor wie: team, leerkring of openbaar; team als er niets staat.
    """
    return Kring.open("open_kring", traject=traject, doelgroep=doelgroep)
