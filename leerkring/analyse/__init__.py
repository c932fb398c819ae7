"""Pure functions from the tables of a traject to finished frames; one module per question or method."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leerkring.analyse import (
        aanpak,
        antwoorden,
        betrouwbaarheid,
        bewijs,
        bewijskracht,
        bijdrage,
        bronnen,
        combinaties,
        contextprofiel,
        effecten,
        effectverhaal,
        getallen,
        gevallen,
        gevalwaarden,
        gower,
        interventies,
        kern,
        leergeschiedenis,
        leerpunten,
        lessen,
        logboek,
        overeenstemming,
        profiel,
        respons,
        situaties,
        statistiek,
        stevigheid,
        sturing,
        toetsen,
        uitkomsten,
        verandering,
        vergelijking,
        verhoudingen,
        verschil,
        vormen,
    )

__all__ = [
    "aanpak",
    "antwoorden",
    "betrouwbaarheid",
    "bewijs",
    "bewijskracht",
    "bijdrage",
    "bronnen",
    "combinaties",
    "contextprofiel",
    "effecten",
    "effectverhaal",
    "getallen",
    "gevallen",
    "gevalwaarden",
    "gower",
    "interventies",
    "kern",
    "leergeschiedenis",
    "leerpunten",
    "lessen",
    "logboek",
    "overeenstemming",
    "profiel",
    "respons",
    "situaties",
    "statistiek",
    "stevigheid",
    "sturing",
    "toetsen",
    "uitkomsten",
    "verandering",
    "vergelijking",
    "verhoudingen",
    "verschil",
    "vormen",
]


def __getattr__(name: str) -> ModuleType:
    """Import a module of this room when it is first asked for: nobody needs all of them (PEP 562)."""
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
