"""One deelnemer with everything that there is to know of it: the face of the library for a case report."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import ClassVar

import pandas as pd

from leerkring.facade import Facade
from leerkring.hoofdstukken.aanpak import AanpakVanCasus
from leerkring.hoofdstukken.adviezen import AdviezenVanCasus
from leerkring.hoofdstukken.bevindingen import BevindingenVanCasus
from leerkring.hoofdstukken.bewijs import BewijsVanCasus
from leerkring.hoofdstukken.deelnemers import DeelnemersVanCasus
from leerkring.hoofdstukken.effecten import EffectenVanCasus
from leerkring.hoofdstukken.lessen import LessenVanCasus
from leerkring.hoofdstukken.logboek import LogboekVanCasus
from leerkring.hoofdstukken.vormen import VormenVanCasus
from leerkring.hoofdstukken.vragenlijst import VragenlijstVanCasus
from leerkring.traject.traject import Traject
from leerkring.weergave.blokken import Blok
from leerkring.weergave.kop import build_head


class Deelnemercasus(Facade):
    """Eén deelnemer, met een hoofdstuk voor elk onderdeel van het rapport."""

    keuzes: ClassVar[tuple[str, ...]] = ("traject", "deelnemer", "doelgroep")
    hoofdstukken: ClassVar[tuple[str, ...]] = (
        *("bevindingen", "deelnemers", "aanpak", "vormen", "effecten"),
        *("vragenlijst", "adviezen", "logboek", "lessen", "bewijs"),
    )

    @cached_property
    def bevindingen(self) -> BevindingenVanCasus:
        """Het antwoord op elke vraag, en hoe zeker dat is."""
        return BevindingenVanCasus(self.traject, lambda: self.beweringen, self.list_krachten)

    @cached_property
    def deelnemers(self) -> DeelnemersVanCasus:
        """Wie de deelnemer is, en in welke omgeving die werkt."""
        return DeelnemersVanCasus(self.traject)

    @cached_property
    def aanpak(self) -> AanpakVanCasus:
        """Welke stappen er zijn gezet, en wanneer."""
        return AanpakVanCasus(self.traject)

    @cached_property
    def vormen(self) -> VormenVanCasus:
        """Hoe sterk elke vorm is, en hoe de vormen elkaar raken."""
        return VormenVanCasus(self.traject)

    @cached_property
    def effecten(self) -> EffectenVanCasus:
        """Wat er veranderde, en wat anderen daarvan vinden."""
        return EffectenVanCasus(self.traject)

    @cached_property
    def vragenlijst(self) -> VragenlijstVanCasus:
        """Wat de groepen antwoordden."""
        return VragenlijstVanCasus(self.traject)

    @cached_property
    def adviezen(self) -> AdviezenVanCasus:
        """Wat collega’s adviseerden, en wat ermee gebeurde."""
        return AdviezenVanCasus(self.traject)

    @cached_property
    def logboek(self) -> LogboekVanCasus:
        """Wat het team noteerde, en wat betrokkenen zeiden."""
        return LogboekVanCasus(self.traject)

    @cached_property
    def lessen(self) -> LessenVanCasus:
        """De lessen over deze deelnemer."""
        return LessenVanCasus(self.traject)

    @cached_property
    def bewijs(self) -> BewijsVanCasus:
        """Wat er per deelvraag bekend is."""
        return BewijsVanCasus(self.traject)

    @property
    def naam(self) -> str:
        """De naam van de deelnemer."""
        return self.traject.deelnemer.naam

    @property
    def bronnen(self) -> pd.DataFrame:
        """De bronnen waar het rapport op rust."""
        return self.bewijs.bronnen

    def kop(self) -> Blok:
        """De kop van het rapport: wie, welke vorm, welk traject en voor wie."""
        t = self.traject
        stand = [*self.deelnemers.list_stand(), *self.vragenlijst.list_stand()]
        return build_head(t.beschrijving, t.doelgroep, t.deelnemer, soort=self.verklaring.titel, stand=stand)


def open_casus(
    traject: str | Path | Traject | None = None, deelnemer: str | None = None, doelgroep: str | None = None
) -> Deelnemercasus:
    """Open één deelnemer; zonder iets tussen de haakjes zoals de cel met parameters het zegt.

    Parameters
    ----------
    traject
        De map van het traject, of een traject dat al open is.
    deelnemer
        De korte naam van de deelnemer.
    doelgroep
        Voor wie: team, deelnemer, leerkring of openbaar; team als er niets staat.
    """
    return Deelnemercasus.open("open_casus", traject=traject, deelnemer=deelnemer, doelgroep=doelgroep)
