"""Notebooks for tests, written as text, and what the operating system says about the processes that ran them."""

import os
import time
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from leerkring.batch.soorten import Soort, find_soorten

PARAMETERS = "notitie = 0"


def write_notebook(path: Path, *cells: str) -> Path:
    """Write a notebook with a parameters cell and these code cells."""
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    first = nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})
    rest = [nbformat.v4.new_code_cell(cell) for cell in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=[first, *rest], metadata=metadata), path)
    return path


def read_outputs(notebook: NotebookNode) -> list[str]:
    """Return the text of each output of a notebook, in order."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output.get("text") or output.data["text/plain"] for output in outputs if output.output_type != "error"]


def read_statuses(path: Path) -> list[str]:
    """Return papermill's status of each cell of a notebook on disk."""
    return [cell.metadata.papermill.status for cell in nbformat.read(path, as_version=4).cells]


def is_running(pid: int) -> bool:
    """Return whether a process is there and not merely waiting to be counted."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def find_session(mark: str) -> list[int]:
    """Return the processes whose environment holds a mark, apart from this one."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if int(place.name) != os.getpid() and mark.encode() in (place / "environ").read_bytes():
                found.append(int(place.name))
        except (PermissionError, FileNotFoundError, ProcessLookupError):
            continue
    return [pid for pid in found if is_running(pid)]


def wait_until(ready: object, seconds: float = 60) -> bool:
    """Wait until a question is answered with yes, and return whether it was."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if ready():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


def find_reports(root: Path) -> list[Path]:
    """Return the notebooks that make a report; in the others a researcher works."""
    return [soort.notebook for soort in find_soorten(root).values() if isinstance(soort, Soort)]
