"""The chapter bevindingen: the answer to each question, how sure it is, and what others can do with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import pandas as pd

from leerkring.begrippen import Bewijskracht, Deelvraag
from leerkring.bewering import Bewering, Totaalbeeld
from leerkring.hoofdstuk import Hoofdstuk, Noun
from leerkring.hoofdstukken.bevindingen.beeld.antwoorden import Vraag, tell_antwoorden, tell_tips
from leerkring.hoofdstukken.bevindingen.cijfers.bevindingen import lay_bevindingen, select_deelvraag
from leerkring.hoofdstukken.bevindingen.cijfers.citaten import choose_citaat
from leerkring.traject.traject import Traject
from leerkring.weergave.blokken import Blok

ZOVEEL_BEWERINGEN = 2
"""What a draft answer holds: more would be a list."""


class Bevindingen(Hoofdstuk):
    """Wat er gevonden is: per vraag een antwoord, en hoe zeker dat is."""

    titel: ClassVar[str] = "Bevindingen"

    def __init__(
        self,
        traject: Traject,
        beweringen: Callable[[], Sequence[Bewering]],
        krachten: Callable[[], Mapping[str, Bewijskracht]],
    ) -> None:
        """Keep also how to ask what the other chapters claim, and how strong the evidence for each effect is."""
        super().__init__(traject)
        self._beweringen = beweringen
        self._krachten = krachten

    @Noun
    def bevindingen(self) -> pd.DataFrame:
        """De bevindingen, met hoe zeker elke is en waar die op rust."""
        return lay_bevindingen(self.traject, self._krachten())

    @Noun
    def citaat(self) -> dict[str, Any] | None:
        """Het goedgekeurde citaat dat bij de antwoorden staat; niets waar er geen is."""
        return choose_citaat(self.frame("fragmenten"), self.bevindingen, self.traject.slug)

    def list_vragen(self) -> list[Vraag]:
        """Return the questions of this report in order, each with what there is to answer it."""
        return [self.ask(deelvraag) for deelvraag in Deelvraag]

    def ask(self, deelvraag: Deelvraag | None) -> Vraag:
        """Return one question with its answer, if anybody wrote one, and with what the chapters claim about it."""
        beschrijving = self.traject.beschrijving
        kop = beschrijving.centrale_vraag if deelvraag is None else beschrijving.deelvragen[deelvraag]
        found = select_deelvraag(self.bevindingen, self.traject.slug, deelvraag and str(deelvraag))
        claims = [b for b in self._beweringen() if deelvraag is not None and b.deelvraag is deelvraag]
        secties = list(dict.fromkeys(b.sectie for b in claims))
        citaat = None if self.citaat is None or self.citaat["deelvraag"] != deelvraag else self.citaat
        return Vraag(kop, found.to_dict("records"), claims[:ZOVEEL_BEWERINGEN], secties, citaat)

    def tell_antwoorden(self) -> Blok:
        """De vragen met hun antwoord, en hoe zeker dat is."""
        strekking = next((str(s) for s in Totaalbeeld if str(s) in (self.traject.houdbaar or ())), "")
        return tell_antwoorden(self.list_vragen(), self.traject.beleid.toont_gevallen, strekking)

    def tell_tips(self) -> Blok:
        """Wat een ander aan de bevindingen heeft."""
        own = self.bevindingen
        about = own["deelnemer"].isna() if self.traject.slug is None else own["deelnemer"] == self.traject.slug
        return tell_tips(own[about])


class BevindingenVanCasus(Bevindingen):
    """Wat er bij deze deelnemer gevonden is."""


class BevindingenVanKring(Bevindingen):
    """Wat er bij de hele kring gevonden is."""

    def list_vragen(self) -> list[Vraag]:
        """Return the central question first, and then the deelvragen."""
        return [self.ask(None), *super().list_vragen()]
