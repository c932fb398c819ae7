"""The kit with which finished numbers are shown: theme, Dutch language, blocks, figures, marks, drawings, controls."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from leerkring.errors import MovedError

VERHUISD = (
    "aanpak aanzichten bewijskracht bijdrage contextprofiel grafieken grafieken_vergelijking indicatoren "
    "leergeschiedenis leren oordeel overeenstemming qca qca_grafieken qca_tabellen qca_zinnen rijen situaties tabellen "
    "tabellen_vergelijking vergelijking verhalen verhoudingen verschil vormen vragenlijst zinnen"
)
"""What a notebook of the first house asked for here."""


def __getattr__(name: str) -> ModuleType:
    """Import a module of the kit when it is first asked for, or say what an earlier notebook should write now."""
    if any(module.name == name for module in iter_modules(__path__)):
        return import_module(f"{__name__}.{name}")
    if name in VERHUISD.split():
        raise MovedError(f"weergave.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
