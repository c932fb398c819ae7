"""leerkring: a research environment for comparative case studies of steering in Dutch municipalities."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from leerkring.casus import open_casus as open_casus
    from leerkring.explaining import explain as explain
    from leerkring.kring import open_kring as open_kring
    from leerkring.traject import open_traject as open_traject

__version__ = "0.1.0"

FACE = {
    "open_casus": "leerkring.casus",
    "open_kring": "leerkring.kring",
    "open_traject": "leerkring.traject",
    "explain": "leerkring.explaining",
}
"""What a notebook needs, and where it lives: imported when it is first asked for, because the command needs none."""


def __getattr__(name: str) -> Any:
    """Import a part of the face (PEP 562), or say what an earlier notebook should write now."""
    if name in FACE:
        import_module("leerkring.batch.warm.schema")  # before what would compile a grammar
        return getattr(import_module(FACE[name]), name)
    if name == "analyse":
        from leerkring.errors import MovedError

        raise MovedError(name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return what Tab offers."""
    return [*FACE, "__version__"]
