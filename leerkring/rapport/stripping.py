"""What goes out of an executed notebook before it leaves the team: all that the page beside it does not show."""

from __future__ import annotations

from nbformat import NotebookNode
from nbformat.v4 import new_output

from leerkring.rapport.cellen.images import BIJGEVOEGD
from leerkring.rapport.cellen.markdown import Opmaak
from leerkring.rapport.cellen.tags import apply_tags
from leerkring.rapport.outputs import BEELDEN, show_output
from leerkring.rapport.provenance import VERZEGELD
from leerkring.weergave.blokken import EIGEN

CODEDELEN, TEKSTDELEN = ("outputs", "execution_count"), ("attachments",)
CELL = ("tags", "jupyter")
NOTEBOOK = ("kernelspec", "language_info")
PAPERMILL = ("parameters", VERZEGELD)


def strip_notebook(notebook: NotebookNode) -> None:
    """Leave in a notebook what its page shows, its code, its parameters and the facts about the report.

    An output can hold far more than is to be seen: the table behind a chart, a frame as text, what was printed, the
    local values in a trace, the state of widgets. Each is replaced by the HTML that the page has in its place.
    A raw cell is on no page, and goes.
    """
    apply_tags(notebook)
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type != "raw"]
    opmaak = Opmaak()
    for place, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cel-{place}"  # papermill gives its cell a random one, which now and then looks like an address
        cell.metadata = pick_metadata(cell.metadata, CELL)
        keep_shown(cell)
        if cell.cell_type == "code":
            cell.outputs = [kept for output in cell.outputs if (kept := strip_output(output, opmaak)) is not None]
        else:
            opmaak.write(cell.source)  # for the commands that formulas in outputs may use
    for name in set(notebook) - {"cells", "metadata", "nbformat", "nbformat_minor"}:
        del notebook[name]
    papermill = pick_metadata(notebook.metadata.get("papermill", {}), PAPERMILL)
    notebook.metadata = pick_metadata(notebook.metadata, NOTEBOOK)
    if papermill:
        notebook.metadata["papermill"] = papermill


def keep_shown(cell: NotebookNode) -> None:
    """Leave of a cell what notebooks have, in place, and of its attachments the pictures that its text shows."""
    for name in set(cell) - {
        "id",
        "cell_type",
        "metadata",
        "source",
        *(CODEDELEN if cell.cell_type == "code" else TEKSTDELEN),
    }:
        del cell[name]
    shown = {name: bundle for name, bundle in cell.get("attachments", {}).items() if BIJGEVOEGD + name in cell.source}
    if "attachments" in cell:
        cell.attachments = {
            name: {soort: content for soort, content in bundle.items() if soort in BEELDEN}
            for name, bundle in shown.items()
        }


def strip_output(output: NotebookNode, opmaak: Opmaak) -> NotebookNode | None:
    """Return an output that holds what the page shows of it; None when that is nothing."""
    html, _ = show_output(output, met_code=False, opmaak=opmaak)
    facts = output.get("metadata", {}).get(EIGEN)
    if not html and facts is None:
        return None
    metadata = {} if facts is None else {EIGEN: facts}
    kept: NotebookNode = new_output("display_data", {"text/html": html}, metadata=metadata)
    return kept


def pick_metadata(metadata: NotebookNode, names: tuple[str, ...]) -> NotebookNode:
    """Return the parts of metadata that are known to be needed; anybody can put anything in the rest."""
    return NotebookNode({name: metadata[name] for name in names if name in metadata})
