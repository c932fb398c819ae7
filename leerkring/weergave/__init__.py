"""How finished numbers are shown: theme, charts, tables, blocks and Dutch sentences."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

__all__ = [
    "aanpak",
    "aanzichten",
    "bewijskracht",
    "bijdrage",
    "blokken",
    "contextprofiel",
    "figuur",
    "grafieken",
    "grafieken_vergelijking",
    "indicatoren",
    "kop",
    "leergeschiedenis",
    "leren",
    "oordeel",
    "overeenstemming",
    "qca",
    "qca_grafieken",
    "qca_tabellen",
    "qca_zinnen",
    "rijen",
    "situaties",
    "taal",
    "tabellen",
    "tabellen_vergelijking",
    "thema",
    "vergelijking",
    "verhalen",
    "verhoudingen",
    "verschil",
    "vormen",
    "vragenlijst",
    "vragenlijst_tabellen",
    "vragenlijst_verschil",
    "zinnen",
]


def __getattr__(name: str) -> ModuleType:
    """Import a module of this room when it is first asked for: nobody needs all of them (PEP 562)."""
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
