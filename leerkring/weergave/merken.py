"""Marks in tables and sentences: directions, sources, and what is not filled in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from leerkring.begrippen import Richting
from leerkring.weergave.blokken import Kolom
from leerkring.weergave.taal import join_words, write_source, write_sources

KRING = "*"
"""Whom a report is about that is about all deelnemers."""
TEKENS = {Richting.GUNSTIG: "▲", Richting.GEMENGD: "◆", Richting.NEUTRAAL: "=", Richting.ONGUNSTIG: "▼"}


def link_sources(places: Iterable[str]) -> Markup:
    """Return source places as links to the list of sources in the same report."""
    links = (Markup('<a href="#bron-{}">{}</a>').format(p.split(":")[0], write_source(p)) for p in places)
    return Markup("; ").join(links)


def link_deelnemer(slug: str, naam: str, anker: str = "") -> Markup:
    """Return a name that leads to the report on a deelnemer, or with KRING to that on all, once there is one.

    A batch knows which reports these readers have, and sets the address (`leerkring.rapport.neighbours`); until then
    the name stands there alone.
    """
    return Markup('<a class="lk-naar" data-naar="{}{}">{}</a>').format(slug, f"#{anker}" if anker else "", naam)


def write_direction(richting: str) -> Markup:
    """Return a direction as a sign and a word, so that it never depends on colour."""
    r = Richting(richting)
    return Markup('<span class="lk-richting lk-{}"><span aria-hidden="true">{}</span> {}</span>').format(
        str(r), TEKENS[r], r.label
    )


def write_optional(value: Any) -> str:
    """Return a text, or nothing where it is missing."""
    return value if isinstance(value, str) else ""


BRON = Kolom("Bron", link_sources)
BRON_TEKST = Kolom("Bron", write_sources)
"""For the table under a chart, which may stand where the list of sources does not."""


RICHTINGWOORD = {
    Richting.GUNSTIG: "gunstig",
    Richting.GEMENGD: "gemengd",
    Richting.NEUTRAAL: "zonder verandering",
    Richting.ONGUNSTIG: "ongunstig",
}


def say_directions(richtingen: dict[Richting, int]) -> str:
    """Return counts per direction in words: 3 gunstig en 1 ongunstig; nothing for what does not occur."""
    return join_words([f"{n} {RICHTINGWOORD[r]}" for r, n in richtingen.items() if n])
