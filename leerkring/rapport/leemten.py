"""One place for all that is not known: the gaps of a report's sections, gathered where it tells of them.

A section that says nothing but what is not known says so better in one line of that place than in a box of its own. In
the notebook itself each gap stays where it is, for whoever looks for it there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup
from nbformat import NotebookNode

from leerkring.weergave.blokken import EIGEN, LEEMTE
from leerkring.weergave.kop import ALLE_LEEMTEN

SECTIEKOP = re.compile(r"^## +(.+)$", re.MULTILINE)


def gather_leemten(notebook: NotebookNode) -> None:
    """Move the gaps that fill a cell to the list of what is not known, and drop sections that hold nothing else.

    A notebook without such a list keeps them where they are.
    """
    target = next((o for cell in notebook.cells for o in cell.get("outputs", []) if ALLE_LEEMTEN in facts_of(o)), None)
    if target is None:
        return
    found: dict[str, list[str]] = {}
    kept: list[Any] = []
    for kop, cells in split_sections(notebook.cells):
        texts = [facts_of(o)[LEEMTE] for cell in cells for o in cell.get("outputs", []) if LEEMTE in facts_of(o)]
        for cell in cells:
            if cell.cell_type == "code":
                cell.outputs = [o for o in cell.outputs if LEEMTE not in facts_of(o)]
        if texts:
            found.setdefault(kop, []).extend(texts)
        if not texts or any(shows(cell) for cell in cells):
            kept += cells
    notebook.cells = kept
    items = [f"{kop}: {text[:1].lower()}{text[1:]}" for kop, texts in found.items() for text in dict.fromkeys(texts)]
    lines = Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
    target.data["text/html"] = target.data["text/html"].replace("</ul>", f"{lines}</ul>", 1)


def split_sections(cells: Sequence[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield the cells of each section with its heading; what stands before the first one has an empty heading."""
    kop, own = "", list[Any]()
    for cell in cells:
        heading = SECTIEKOP.search(cell.source) if cell.cell_type == "markdown" else None
        if heading and own:
            yield kop, own
            own = []
        kop = heading[1].strip() if heading else kop
        own.append(cell)
    yield kop, own


def shows(cell: Any) -> bool:
    """Tell whether a cell shows something; a heading with the text below it is nothing by itself."""
    if cell.cell_type == "markdown":
        return not SECTIEKOP.search(cell.source)
    return any(o.get("data", {}).get("text/html", "x").strip() for o in cell.get("outputs", []))


def facts_of(output: Any) -> dict[str, Any]:
    """Return what an output of the library says of itself."""
    facts: dict[str, Any] = output.get("metadata", {}).get(EIGEN, {})
    return facts
