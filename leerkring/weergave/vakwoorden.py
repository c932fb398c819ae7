"""The few terms of the field that reports cannot do without, each explained in a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Vakwoord:
    """A term with how it is found in a text, and what it means."""

    patroon: re.Pattern[str]
    uitleg: str


def as_word(naam: str) -> re.Pattern[str]:
    """Return how a term that is a word by itself is found."""
    return re.compile(rf"(?<![\w’'-]){naam}(?![\w’'-])")


VAKWOORDEN: Mapping[str, Vakwoord] = MappingProxyType(
    {
        "T0": Vakwoord(
            as_word("T0"), "De eerste meting, voordat de aanpak begon. T1, T2 en T3 zijn de metingen daarna."
        ),
        "n": Vakwoord(re.compile(r"(?<![\w’'-])n(?= ?[=<≥≤]| onder \d|$)"), "Het aantal mensen dat antwoord gaf."),
        "mediaan": Vakwoord(as_word("[Mm]ediaan"), "Het middelste antwoord, als alle antwoorden op volgorde liggen."),
        "QCA": Vakwoord(
            as_word("QCA"), "Een manier om gevallen te vergelijken: welke combinaties gaan samen met het resultaat?"
        ),
        "PRI": Vakwoord(
            as_word("PRI"), "Een getal van 0 tot 1. Hoe hoger, hoe minder een combinatie ook bij het tegendeel hoort."
        ),
    }
)
