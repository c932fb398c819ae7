"""What an author says of a cell with a tag or an option: it stays out of the report, or its code or its output does."""

from __future__ import annotations

import re

from nbformat import NotebookNode

# As Jupyter Book, Quarto and nbconvert call them. What others fold away stays out here: it is not meant for a reader.
ZONDER_CEL = frozenset({"remove-cell", "hide-cell"})
ZONDER_CODE = frozenset({"remove-input", "hide-input"})
ZONDER_UITVOER = frozenset({"remove-output", "hide-output"})
ZONDER_STROOM = {"remove-stdout": "stdout", "remove-stderr": "stderr"}
OPTIE = re.compile(r"#\|\s*([\w-]+)\s*:\s*(\S+)\s*$", re.MULTILINE)
OPTIES = re.compile(r"(?:\s*#\|.*(?:\n|$))+")
"""How Quarto says the same: in lines above the code of a cell."""
UITGEZET = {"include": "remove-cell", "echo": "remove-input", "output": "remove-output", "warning": "remove-stderr"}


def apply_tags(notebook: NotebookNode) -> None:
    """Take out of a notebook, in place, the cells, code and outputs that their tags or options keep out of a report."""
    kept = []
    for cell in notebook.cells:
        tags = {tag.replace("_", "-").lower() for tag in cell.metadata.get("tags", [])}
        options = OPTIES.match(cell.source) if cell.cell_type == "code" else None
        if options:
            tags |= {UITGEZET[k] for k, v in OPTIE.findall(options[0]) if k in UITGEZET and v.lower() == "false"}
            cell.source = cell.source[options.end() :]
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
