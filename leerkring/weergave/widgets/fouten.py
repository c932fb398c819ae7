"""What went wrong, in one Dutch sentence; the trace goes to a log and never to the page."""

from __future__ import annotations

import logging

from leerkring.errors import LeerkringError, ParameterError, TrajectError

LOG = logging.getLogger("leerkring.lab")
PLEK = "output/logs/lab.log"
"""Where `leerkring.lab` writes this log, as seen from the project folder."""


class Melding(LeerkringError):  # noqa: N818 - Dutch for a message to the researcher
    """A mistake of the researcher, whose text is one Dutch sentence."""


def explain_error(error: Exception) -> str:
    """Return what went wrong as one Dutch sentence, and write the trace to the log."""
    if isinstance(error, Melding):
        return str(error)
    LOG.error("%s", error, exc_info=error)
    if isinstance(error, TrajectError):
        kern = f"In {error.folder} staan fouten, die u ziet met ‘leerkring check {error.folder}’"
    elif isinstance(error, ParameterError):
        kern = "Een van de parameters klopt niet"
    elif isinstance(error, PermissionError):
        kern = "Een bestand is niet te openen, misschien omdat een ander programma het vasthoudt"
    elif isinstance(error, OSError):
        kern = "Een bestand kon niet worden gelezen of geschreven"
    elif isinstance(error, LeerkringError):
        kern = "Met deze keuze kan dit onderdeel niets laten zien"
    else:
        kern = "Hier ging iets mis dat wij niet hadden voorzien"
    return f"{kern}; de bijzonderheden staan in {PLEK}."
