"""What was found: the answer to a deelvraag in words, with the rows that it rests on."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from leerkring.begrippen import BevindingStatus, Bewijskracht, Deelvraag
from leerkring.model.onderzoek import MaybeDeelnemerRef
from leerkring.model.velden import RIJEN, Code, Datum, Rij, Rijplaats, Tekst, Verwijzing, split_list

LANGSTE_ANTWOORD = 60
LANGSTE_TIP = 40
LANGSTE_HOOFDANTWOORD = 150
WOORDVORM = re.compile(r"\{[^{}]*\}|[^\s{}]+")
"""A word; a reference to a number is one too."""
ITEMDELEN = 3
"""How many parts a place in the questionnaire has: item, group and meting."""


def count_words(text: str) -> int:
    """Return how many words a text has; a reference in braces is one."""
    return len([word for word in WOORDVORM.findall(text) if any(sign.isalnum() for sign in word)])


def at_most(words: int) -> AfterValidator:
    """Return a check that a text has no more than so many words."""

    def check(value: str) -> str:
        if (found := count_words(value)) > words:
            raise ValueError(f"heeft {found} woorden; schrijf er hoogstens {words}")
        return value

    return AfterValidator(check)


Rijplaatsen = Annotated[tuple[Rijplaats, ...], BeforeValidator(split_list), Verwijzing(RIJEN, onmisbaar=True)]


class Bevinding(Rij):
    """The answer to one deelvraag for one deelnemer or for the circle, or the circle's answer to the central question.

    It has no source of its own: its sources are those of its rows.
    """

    tabel: ClassVar[str] = "bevindingen"

    id: Code = Field(description="Nummer.")
    deelnemer: MaybeDeelnemerRef = None
    deelvraag: Deelvraag | None = Field(
        None, description="Op welke deelvraag dit antwoord geeft; leeg bij de centrale vraag van de kring."
    )
    antwoord: Annotated[Tekst, at_most(LANGSTE_HOOFDANTWOORD)] = Field(
        description="Het antwoord, in hoogstens 60 woorden (de centrale vraag 150). Een getal uit een rij haalt u op "
        "met accolades, zoals {WOL-E1.T3}."
    )
    wat_u_ermee_kunt: Annotated[Tekst, at_most(LANGSTE_TIP)] | None = Field(
        None, description="Wat een ander hieraan heeft, in hoogstens 40 woorden."
    )
    steunt_op: Annotated[Rijplaatsen, Field(min_length=1)] = Field(
        description="De rijen waar dit op rust; meer met | ertussen. Een stelling is zoals V7:inwoners:T3."
    )
    spreekt_tegen: Rijplaatsen = Field((), description="De rijen die ertegen spreken; meer met | ertussen.")
    status: BevindingStatus = Field(description="Hoe ver de bevinding is.")
    datum: Datum = Field(description="Dag waarop dit is opgeschreven of voor het laatst veranderd.")
    hoogstens: Bewijskracht | None = Field(
        None, description="Zekerder dan dit vindt de schrijver het niet; leeg als de berekende zekerheid klopt."
    )
    reden: Tekst | None = Field(None, description="Waarom de schrijver minder zeker is dan berekend.")
    ruimer_reden: Tekst | None = Field(
        None, description="Waarom ook wie niet alle rijen mag zien dit antwoord mag lezen; leeg als dat niet mag."
    )
    nagekeken_door: Tekst | None = Field(
        None, description="Functie van wie dat nakeek en het antwoord niet zelf schreef."
    )
    gezien: Annotated[tuple[str, ...], BeforeValidator(split_list)] = Field(
        (), description="Hoe de rijen waren toen dit werd opgeschreven; het programma vult dit in."
    )

    @model_validator(mode="after")
    def check_question(self) -> Self:
        """Refuse an answer of a deelnemer to no question, one that is too long, and a doubt without its reason."""
        if self.deelvraag is None and self.deelnemer is not None:
            raise ValueError("deelvraag is leeg; dat kan alleen bij de centrale vraag van de kring, zonder deelnemer")
        if self.deelvraag is not None and (found := count_words(self.antwoord)) > LANGSTE_ANTWOORD:
            raise ValueError(f"antwoord heeft {found} woorden; schrijf er hoogstens {LANGSTE_ANTWOORD}")
        if (self.hoogstens is None) != (self.reden is None):
            raise ValueError("vul hoogstens en reden allebei in, of geen van beide")
        if (self.ruimer_reden is None) != (self.nagekeken_door is None):
            raise ValueError("vul ruimer_reden en nagekeken_door allebei in, of geen van beide")
        if set(self.steunt_op) & set(self.spreekt_tegen):
            raise ValueError("een rij kan niet steunen en tegenspreken tegelijk")
        return self
