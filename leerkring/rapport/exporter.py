"""The nbconvert exporter: one HTML file without code, scripts or network."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from nbconvert.exporters.html import HTMLExporter
from nbformat import NotebookNode
from traitlets import default

from leerkring.weergave.kop import FICTIEF, name_anchor
from leerkring.weergave.taal import write_date

TEMPLATES = Path(__file__).parent / "templates"
KOP = re.compile(r"^(#{2,4}) +(.+?)\s*$", re.MULTILINE)


class LeerkringExporter(HTMLExporter):
    """Turn an executed notebook into a Dutch report: contents list, outputs and text, no code.

    Registered as `leerkring`, so that `jupyter nbconvert --to leerkring x.ipynb` works as well.
    """

    export_from_notebook = "leerkring"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "leerkring"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(TEMPLATES)]

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the report and its resources; the notebook itself is left as it is."""
        notebook = deepcopy(nb)
        resources = dict(resources or {})
        rapport = find_facts(notebook)
        resources["rapport"] = {
            "titel": "Rapport",
            "fictief": False,
            **rapport,
            "inhoud": number_sections(notebook),
            "gemaakt": write_date(date.today()),  # noqa: DTZ011 - the reader's own day
            "fictief_tekst": FICTIEF,
            "stijl": (TEMPLATES / "leerkring" / "stijl.css").read_text(encoding="utf-8"),
        }
        html, resources = super().from_notebook_node(notebook, resources, **kw)
        return html, resources


def find_facts(notebook: NotebookNode) -> dict[str, Any]:
    """Return the facts about the report that the title block put in its metadata."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            facts = output.get("metadata", {}).get("leerkring")
            if facts:
                return dict(facts)
    return {}


def number_sections(notebook: NotebookNode) -> list[dict[str, str]]:
    """Return the contents list of the second level, after numbering the headings in the notebook's text."""
    inhoud: list[dict[str, str]] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = KOP.sub(lambda found: write_heading(found, inhoud), cell.source)
    return inhoud


def write_heading(found: re.Match[str], inhoud: list[dict[str, str]]) -> str:
    """Return a Markdown heading as HTML with its anchor, and add it to the contents list."""
    level, titel = len(found.group(1)), found.group(2)
    if level > 2:
        return f"\n<h{level}>{titel}</h{level}>\n"
    nummer = str(len(inhoud) + 1)
    anker = name_anchor(titel)
    inhoud.append({"nummer": nummer, "titel": titel, "anker": anker})
    return f'\n<h2 id="{anker}"><span class="lk-nummer">{nummer}</span> {titel}</h2>\n'
