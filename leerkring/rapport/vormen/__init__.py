"""The forms that a report can take: one writer each, found by walking this folder.

A writer is a module with `EINDE`, the ending of its files, and `write_form(notebook, page)`, which returns the bytes of
a report from its executed notebook and its page. The page itself, `html`, is always made, and is what is looked at for
personal data: a writer shows nothing that the page does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol, cast

from leerkring.errors import LeerkringError, say_near

PAGINA = "html"
"""The form that every report has."""


class Vorm(Protocol):
    """What a module in this folder offers."""

    EINDE: str

    def write_form(self, notebook: Any, page: str) -> bytes:
        """Return a report in this form."""
        ...


def list_vormen() -> list[str]:
    """Return the forms that there are, the page first."""
    return sorted((module.name for module in iter_modules(__path__)), key=lambda naam: (naam != PAGINA, naam))


def load_vorm(naam: str) -> Vorm:
    """Return the writer of a form.

    Raises
    ------
    LeerkringError
        When there is no such form, or when what it needs is not installed.
    """
    if naam not in list_vormen():
        raise LeerkringError(f"er is geen vorm ‘{naam}’; {say_near(naam, list_vormen())}")
    try:
        return cast("Vorm", import_module(f"{__name__}.{naam}"))
    except ModuleNotFoundError as error:
        raise LeerkringError(
            f"voor rapporten als {naam} ontbreekt {error.name}; installeer het met: pip install 'leerkring[{naam}]'"
        ) from None


def parse_vormen(tekst: str) -> tuple[str, ...]:
    """Return the forms that are named with commas between them, the page first; each of them can be written."""
    named = [naam.strip() for naam in tekst.split(",") if naam.strip()]
    for naam in named:
        if naam != PAGINA:  # whose writer imports for two seconds what only workers need
            load_vorm(naam)
    return order_rapportvormen([PAGINA, *named])


def order_rapportvormen(vormen: Iterable[str]) -> tuple[str, ...]:
    """Return forms each once, in the order of `list_vormen`."""
    chosen = set(vormen)
    return tuple(naam for naam in list_vormen() if naam in chosen)
