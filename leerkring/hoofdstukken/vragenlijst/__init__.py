"""The chapter vragenlijst: what people answered to the questionnaire."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import pandas as pd
from markupsafe import Markup

from leerkring.begrippen import Deelvraag, Meting
from leerkring.bewering import Bewering
from leerkring.hoofdstuk import Hoofdstuk, Noun
from leerkring.hoofdstukken.vragenlijst.beeld.binnen import tell_binnen
from leerkring.hoofdstukken.vragenlijst.beeld.methode import tell_methode
from leerkring.hoofdstukken.vragenlijst.beeld.respons import table_respons
from leerkring.hoofdstukken.vragenlijst.beeld.uitkomsten import tell_vragenlijst
from leerkring.hoofdstukken.vragenlijst.beeld.zinnen import GEEN_VRAGENLIJST, NIET_GETOOND, say_judgement_survey
from leerkring.hoofdstukken.vragenlijst.cijfers.antwoorden import (
    list_verdeling,
    score_antwoorden,
    select_binnen,
    select_laatste,
    summarise_antwoorden,
)
from leerkring.hoofdstukken.vragenlijst.cijfers.respons import count_respons
from leerkring.hoofdstukken.vragenlijst.cijfers.verandering import compare_extern, measure_verandering
from leerkring.weergave.blokken import Blok
from leerkring.weergave.figuur import Figuur


class VragenlijstVanCasus(Hoofdstuk):
    """Wat de groepen bij deze deelnemer antwoordden; kleine groepen zijn verborgen."""

    titel: ClassVar[str] = "Vragenlijst"

    def list_stand(self) -> list[str]:
        """Return what a reader has to know of the questionnaire first: that nobody was asked before the start."""
        asked = self.frame("uitnodigingen")
        own = set(asked.loc[asked["deelnemer"] == self.slug, "meting"])
        return ["Een meting vooraf (T0) ontbreekt."] if own and str(Meting.T0) not in own else []

    @Noun
    def scores(self) -> pd.DataFrame:
        """Elk antwoord als score, met omgekeerde stellingen teruggedraaid; alleen om mee verder te rekenen."""
        return score_antwoorden(*self.traject.frame_answers(), self.traject.vragenlijst, self.slug)

    @Noun
    def uitkomsten(self) -> pd.DataFrame:
        """De uitkomst van elke stelling per groep en meting, met kleine groepen verborgen."""
        return summarise_antwoorden(self.scores, self.traject.vragenlijst, self.traject.beleid)

    @Noun
    def laatste(self) -> pd.DataFrame:
        """De laatste uitkomst van de stellingen die ook aan inwoners en partners zijn voorgelegd."""
        return select_laatste(self.uitkomsten, extern=True)

    @Noun
    def binnen(self) -> pd.DataFrame:
        """De laatste uitkomst van de stellingen die alleen aan de eigen organisatie zijn voorgelegd."""
        return select_binnen(self.uitkomsten)

    @Noun
    def verdeling(self) -> pd.DataFrame:
        """Hoe de antwoorden over de schaal verdeeld zijn."""
        return list_verdeling(self.laatste, self.traject.vragenlijst)

    @Noun
    def verandering(self) -> pd.DataFrame:
        """Hoe de antwoorden tussen twee metingen veranderden."""
        return measure_verandering(self.scores, self.uitkomsten, self.traject.beleid)

    @Noun
    def verschil(self) -> pd.DataFrame:
        """Hoe inwoners en partners anders antwoorden dan de eigen organisatie."""
        return compare_extern(self.scores, self.uitkomsten, self.traject.beleid)

    @Noun
    def respons(self) -> pd.DataFrame:
        """Hoeveel mensen er zijn gevraagd en hoeveel er antwoordden, met kleine groepen verborgen."""
        asked, beleid = self.frame("uitnodigingen"), self.traject.beleid
        return count_respons(*self.traject.frame_answers(), asked, self.slug, beleid)

    def tell_vragenlijst(self) -> Figuur | Blok:
        """De uitkomsten van de vragenlijst: verdeling, verandering en verschil tussen groepen."""
        frames = (self.laatste, self.verdeling, self.verandering, self.verschil)
        schaal, naam = self.traject.vragenlijst.schaal, self.naam
        return tell_vragenlijst(*frames, schaal, naam, self.traject.beleid)

    def tell_binnen(self) -> Blok:
        """Wat de organisatie zelf zegt: de stellingen die alleen daar zijn voorgelegd."""
        return tell_binnen(self.binnen, self.verandering, self.traject.vragenlijst.schaal, self.naam)

    def tell_methode(self) -> Blok:
        """Hoe twee groepen zijn vergeleken; niets als er geen antwoorden zijn."""
        return tell_methode() if len(self.scores) else Blok(Markup(""), "")

    def table_respons(self) -> Blok:
        """Wie er antwoordden, als tabel."""
        return table_respons(self.respons, self.naam, self.traject.beleid)

    def claim(self) -> Iterator[Bewering]:
        """Yield the last judgement, and whether it changed or differs between groups."""
        schaal = self.traject.vragenlijst.schaal
        zin = say_judgement_survey(self.laatste, self.verandering, self.verschil, schaal)
        if self.laatste.empty:
            zin = NIET_GETOOND if {"antwoorden", "respondenten"} & self.traject.verborgen else GEEN_VRAGENLIJST
        yield self.say("oordeel", zin, Deelvraag.D4)
