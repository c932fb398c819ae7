"""Where a report comes from: data, notebook, parameters, programs and day, for the foot of the page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from nbformat import NotebookNode

from leerkring.begrippen import Doelgroep
from leerkring.bewering import BEWERINGEN
from leerkring.traject.fingerprint import shorten
from leerkring.weergave.blokken import EIGEN, LEEMTE, ONGETOOND
from leerkring.weergave.kop import ALLE_LEEMTEN
from leerkring.weergave.taal import write_date

INJECTED = "injected-parameters"
VERZEGELD = "verzegeld"
"""Whether a notebook for others could read only what these may see: whoever ran it notes that beside its parameters."""


def find_facts(notebook: NotebookNode) -> dict[str, Any]:
    """Return the facts about the report that its blocks put in their metadata, the first one winning; claims add up."""
    facts: dict[str, Any] = {}
    claims: dict[str, str] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            own = output.get("metadata", {}).get(EIGEN, {})
            facts, claims = {**own, **facts}, {**own.get(BEWERINGEN, {}), **claims}
    own = {name: fact for name, fact in facts.items() if name not in (LEEMTE, ONGETOOND, ALLE_LEEMTEN, VERZEGELD)}
    if own.get("doelgroep", Doelgroep.TEAM) != Doelgroep.TEAM:
        own[VERZEGELD] = notebook.metadata.get("papermill", {}).get(VERZEGELD) is True
    return own | ({BEWERINGEN: claims} if claims else {})


def hash_notebook(notebook: NotebookNode) -> str:
    """Return a hash of the cells as they stand in the source: outputs and injected parameters do not count."""
    own = [cell for cell in notebook.cells if INJECTED not in cell.get("metadata", {}).get("tags", [])]
    return shorten("".join(f"{cell.cell_type}\0{cell.source}\0" for cell in own))


def find_parameters(notebook: NotebookNode) -> dict[str, Any]:
    """Return the parameters with which papermill ran a notebook; none where it did not."""
    return dict(notebook.metadata.get("papermill", {}).get("parameters", {}))


def write_parameter(value: Any) -> str:
    """Return a parameter as text; of a path on somebody's own machine only the last part."""
    text = str(value)
    if PureWindowsPath(text).is_absolute() or PurePosixPath(text).is_absolute():
        return PureWindowsPath(text).name
    return text


def cite(facts: Mapping[str, Any], day: date) -> str:
    """Return how a report is cited: who made it and when, what it is about, for whom, and on which data."""
    doelgroep = facts.get("doelgroep")
    parts = [
        f"Team leerkring ({day.year})",
        str(facts["titel"]).rstrip("."),
        f"Gemaakt voor: {Doelgroep(doelgroep).label.lower()}" if doelgroep else "",
        facts.get("traject") or "",
        f"Peildatum {facts['peildatum']}" if facts.get("peildatum") else "",
        f"Gegevens {facts['dataversie']}" if facts.get("dataversie") else "",
        "Fictieve gegevens" if facts.get("fictief") else "",
    ]
    return f"{'. '.join(dict.fromkeys(filter(None, parts)))}."


def collect_provenance(notebook: NotebookNode, facts: Mapping[str, Any], day: date) -> list[tuple[str, str]]:
    """Return label and text of each fact about the origin, in the order of the page; what is not known is left out."""
    parameters = find_parameters(notebook)
    naam = parameters.get("notebook")
    doelgroep = facts.get("doelgroep")
    found = {
        "Gegevens": facts.get("traject"),
        "Peildatum": facts.get("peildatum"),
        "Versie van de gegevens": facts.get("dataversie"),
        "Notebook": f"{naam}.ipynb, versie {hash_notebook(notebook)}" if naam else f"versie {hash_notebook(notebook)}",
        "Instellingen": ", ".join(f"{k} = {write_parameter(v)}" for k, v in parameters.items() if k != "notebook"),
        "Gemaakt voor": Doelgroep(doelgroep).label if doelgroep else None,
        "Verzegeld": {
            True: "ja, het notebook kon alleen lezen wat deze lezers mogen zien",
            False: "nee, niet verzegeld: het notebook kon meer lezen dan deze lezers mogen zien",
        }.get(facts.get(VERZEGELD, "")),
        "Gemaakt op": write_date(day),
        "Programma’s": facts.get("programmas"),
    }
    return [(label, text) for label, text in found.items() if text]
