"""What an invented traject tells: closed lists, and sentences with slots, from one file beside this module."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from leerkring.begrippen import Deelvraag, Groep, InterventieSoort, LesThema
from leerkring.demo.draws import Draw
from leerkring.model.beschrijving import Kennispartner
from leerkring.model.velden import Model

SCHAAL = {1: "zeer oneens", 2: "oneens", 3: "neutraal", 4: "eens", 5: "zeer eens"}
SPANNING = (3, 4)
"""The lessons, from 0, that cannot both be followed."""


class Verhaalplaatsen(Model):
    """The parts of which invented places have their names, with spaces between them."""

    begin: str
    einde: str


class Onderwerp(Model):
    """What an effect is about, with the number that belongs to it and which way is better."""

    naam: str
    gunstig: str
    ongunstig: str
    mechanisme: str
    indicator: str
    eenheid: str
    laag: int
    hoog: int
    meer_is_beter: bool


class Demoles(Model):
    """An invented lesson."""

    titel: str
    uitleg: str
    thema: LesThema


class Democode(Model):
    """An invented label of the codeboek."""

    id: str
    label: str
    definitie: str
    deelvraag: Deelvraag

    @property
    def is_buiten(self) -> bool:
        """Tell whether it fits what people outside the organisation say."""
        return self.deelvraag is Deelvraag.D4


class Stelling(Model):
    """An invented item of the questionnaire."""

    tekst: str
    deelvraag: Deelvraag
    groepen: tuple[Groep, ...]
    omgekeerd: bool


class Verhaalstof(Model):
    """All of it."""

    plaatsen: Verhaalplaatsen
    werkvelden: tuple[str, ...]
    onderwerpen: tuple[Onderwerp, ...]
    stappen: dict[InterventieSoort, tuple[str, ...]]
    codes: tuple[Democode, ...]
    lessen: tuple[Demoles, ...]
    stellingen: tuple[Stelling, ...]
    zinnen: dict[str, tuple[str, ...]]
    kennispartners: tuple[Kennispartner, ...]
    beschrijving: dict[str, Any]
    """What traject.yaml says whatever the number of deelnemers."""
    elders: dict[str, dict[str, Any]]
    """An example of no deelnemer, with a step: by table what is not drawn."""


@cache
def read_verhaalstof() -> Verhaalstof:
    """Return what an invented traject tells."""
    text = Path(__file__).with_name("verhaalstof.yaml").read_text(encoding="utf-8")
    return Verhaalstof.model_validate(yaml.safe_load(text))


INVULPLEK = re.compile(r"\{(\w+)\}")


def write_text(key: str, draw: Draw, words: Mapping[str, str]) -> str:
    """Return a text of a kind that `zinnen` knows, with its slots filled."""
    return fill_text(draw.pick(read_verhaalstof().zinnen[key]), draw, words)


def fill_text(template: str, draw: Draw, words: Mapping[str, str]) -> str:
    """Return a text in which each slot has the word that is given for it, or one of its own list in `zinnen`.

    Of words with | between them one is taken. A slot with a capital gives its word a capital.
    """

    def fill(match: re.Match[str]) -> str:
        slot = match[1].lower()
        text = draw.pick(words[slot].split("|")) if slot in words else write_text(slot, draw, words)
        return text[0].upper() + text[1:] if match[1][0].isupper() else text

    return INVULPLEK.sub(fill, template)
