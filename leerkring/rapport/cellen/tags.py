"""What an author says of a cell with a tag: it stays out of the report, or its code or its output does."""

from __future__ import annotations

from nbformat import NotebookNode

# As Jupyter Book, Quarto and nbconvert call them. What others fold away stays out here: it is not meant for a reader.
ZONDER_CEL = frozenset({"remove-cell", "hide-cell"})
ZONDER_CODE = frozenset({"remove-input", "hide-input"})
ZONDER_UITVOER = frozenset({"remove-output", "hide-output"})
ZONDER_STROOM = {"remove-stdout": "stdout", "remove-stderr": "stderr"}


def apply_tags(notebook: NotebookNode) -> None:
    """Take out of a notebook, in place, the cells, code and outputs that their tags keep out of a report."""
    kept = []
    for cell in notebook.cells:
        tags = {tag.replace("_", "-").lower() for tag in cell.metadata.get("tags", [])}
        if tags & ZONDER_CEL:
            continue
        kept.append(cell)
        if cell.cell_type != "code":
            continue
        if tags & ZONDER_CODE:
            cell.source = ""
        streams = {ZONDER_STROOM[tag] for tag in tags & ZONDER_STROOM.keys()}
        cell.outputs = [] if tags & ZONDER_UITVOER else [o for o in cell.outputs if o.get("name") not in streams]
    notebook.cells = kept
