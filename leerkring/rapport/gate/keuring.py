"""How an export is looked at, whatever started it: for whom it is, what may go along, and whether it is a draft."""

from __future__ import annotations

import copy
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from traitlets.config import Application

from leerkring.errors import LeerkringError
from leerkring.paths import resolve_folder
from leerkring.rapport.gate.gate import Gate, build_own_gate, leaves_the_team, name_audience
from leerkring.rapport.provenance import find_parameters
from leerkring.rapport.stripping import strip_notebook
from leerkring.traject.opening import read_folder
from leerkring.traject.organisaties import Organisaties, list_organisaties

CONCEPT = "CONCEPT – niet delen"
"""What stands across a page of which nobody can say that it was looked at for its readers."""
NBCONVERT = "jupyter-nbconvert"


@dataclass(frozen=True)
class Keuring:
    """How one report is looked at before anyone gets it."""

    gate: Gate
    publiek: Organisaties
    """The organisations that it may name."""
    gestript: NotebookNode | None
    """The notebook that may go along, without what the page does not show; None for the team, which keeps it all."""
    merk: str
    """What stands across the page; nothing on one that was looked at, and on one that a batch made for the team."""

    def check(self, page: str) -> list[str]:
        """Refuse a finished page with personal data in it, or in the notebook beside it, unless it is for the team.

        Returns
        -------
        What a person must judge.
        """
        return [] if self.gestript is None else self.gate.check(page, self.gestript, self.publiek)


def prepare_keuring(
    notebook: NotebookNode, feiten: Mapping[str, Any], gate: Gate | None, publiek: Organisaties | None
) -> Keuring:
    """Return how the report of an executed notebook is looked at.

    Parameters
    ----------
    notebook
        The executed notebook, which stays as it is.
    feiten
        What its blocks say of the report.
    gate
        The gate of a batch, which records how it looked; without one the export is made by hand, with the own key.
    publiek
        The organisations that may be named, where they are known already.
    """
    params = find_parameters(notebook)
    leaves, by_hand = leaves_the_team(params, feiten), gate is None
    gate = build_own_gate() if gate is None else gate
    is_known = bool(name_audience(params, feiten)) and (not by_hand or (leaves and bool(gate.namen.personen)))
    stripped = None
    if leaves:
        stripped = copy.deepcopy(notebook)
        strip_notebook(stripped)
        publiek = find_organisaties(params.get("traject")) if publiek is None else publiek
    return Keuring(gate, publiek or Organisaties(), stripped, "" if is_known else CONCEPT)


def find_organisaties(folder: object) -> Organisaties:
    """Return the organisations that the traject of a notebook names; none where it cannot be read."""
    try:
        inhoud, _ = read_folder(resolve_folder(str(folder)))
    except LeerkringError:
        return Organisaties()
    return Organisaties() if inhoud is None else list_organisaties(inhoud)


def end_in_a_sentence(error: LeerkringError, naam: str) -> None:
    """End nbconvert's own command with the text of an error, where it would show a traceback; elsewhere do nothing."""
    if Application.initialized() and Application.instance().name == NBCONVERT:
        sys.exit(f"fout: {naam}: {error}")
