"""The words of a finding: its numbers filled in, how sure it is, and what it rests on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from leerkring.begrippen import BevindingStatus, Bewijskracht, Zekerheid
from leerkring.weergave.merken import link_sources
from leerkring.weergave.taal import write_measured, write_number

HOE_ZEKER = {
    Bewijskracht.GEEN: "Niet onderbouwd",
    Bewijskracht.ZWAK: "Zwak onderbouwd",
    Bewijskracht.MATIG: "Redelijk onderbouwd",
    Bewijskracht.STERK: "Goed onderbouwd",
}
STATUSWOORD = {
    BevindingStatus.CONCEPT: "Deze antwoorden zijn onze eerste lezing en nog niet besproken met wie het aangaat.",
    BevindingStatus.BESPROKEN: "Deze antwoorden zijn besproken met wie het aangaat, en nog niet vastgesteld.",
    BevindingStatus.VASTGESTELD: "Deze antwoorden zijn besproken met wie het aangaat, en vastgesteld.",
}
GEMENGD = "Een deel van deze antwoorden is nog niet vastgesteld."
ZONDER_RIJEN = "de rijen waar dit op rust, mogen hier niet staan."
BRONWOORD = {Zekerheid.BEWEERD: "verteld", Zekerheid.WAARGENOMEN: "gezien", Zekerheid.GEMETEN: "gemeten"}


def fill_waarden(text: str, waarden: Mapping[str, Any]) -> str:
    """Return a text with each reference in braces replaced by what it stands for; other braces are the author's own."""
    known = {verwijzing: value for verwijzing, value in waarden.items() if value is not None}
    return re.sub(
        r"\{([^{}]*)\}", lambda found: write_verwezen(known[found[1]]) if found[1] in known else found[0], text
    )


def write_verwezen(value: Any) -> str:
    """Return what a reference stands for in Dutch: a number, a measured value with its unit, or a text."""
    if isinstance(value, tuple):
        low, high, precisie, eenheid = value
        return f"{write_measured(low, high, precisie)} {eenheid}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return write_number(value)
    return str(value)


def say_zekerheid(bevinding: Mapping[Any, Any]) -> str:
    """Return how sure a finding is, with what weighed most."""
    words = HOE_ZEKER[Bewijskracht(bevinding["kracht"])]
    if not bevinding["voor"]:
        return f"{words}: {ZONDER_RIJEN}"
    support = BRONWOORD[Zekerheid(str(bevinding["voor"][0]).split(":")[0])]
    sources = bevinding["voor"][1].split(":")[0]
    against = len(bevinding["tegen"])
    text = f"{words}: {support}, {sources}"
    return text + (f", {against} keer tegengesproken." if against else ".")


def say_status(statussen: Sequence[BevindingStatus]) -> str:
    """Return how far the answers of a report are; nothing where there are none."""
    if not statussen:
        return ""
    return STATUSWOORD[statussen[0]] if len(set(statussen)) == 1 else GEMENGD


def write_steunpunten(points: Sequence[Any], toont_rijen: bool) -> Markup:
    """Return the rows that a finding rests on: what each says, its source, and for the team its file and row."""
    items = Markup("").join(
        Markup('<li>{tegen}{woorden} <span class="lk-bron">{bron}{rij}</span></li>').format(
            tegen=Markup("<strong>Daartegenover:</strong> ") if point.tegen else "",
            woorden=fill_waarden(point.woorden, point.waarden),
            bron=link_sources(point.bron),
            rij=f" · {point.herkomst}" if toont_rijen else "",
        )
        for point in points
    )
    return Markup('<ul class="lk-rust">{}</ul>').format(items)
