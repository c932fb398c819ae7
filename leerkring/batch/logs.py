"""A log for each run: what went in, how long each cell took, what was said on the way, and how it ended."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from leerkring.batch.files import replace_text
from leerkring.batch.manifest import Uitkomst
from leerkring.errors import LeerkringError
from leerkring.files import PRIVE, make_private, write_synced

CELSTAND = {"completed": "klaar", "failed": "mislukt", "running": "afgebroken", "pending": "niet begonnen"}


def find_log(output: Path, naam: str) -> Path:
    """Return where the log of a run stands; the unfinished notebook of a run that failed stands beside it."""
    return output / "logs" / f"{naam}.log"


def write_log(
    output: Path,
    outcome: Uitkomst,
    cells: Sequence[str],
    error: BaseException | None = None,
    executed: Path | None = None,
) -> None:
    """Write the log of a run that ended, and keep what there is of the notebook when it failed.

    Parameters
    ----------
    output
        The folder with the reports.
    outcome
        What came of the run.
    cells
        A line for each cell.
    error, executed
        What stopped the run, and the notebook as far as it came.
    """
    log = find_log(output, outcome.id)
    lines = [f"{outcome.begonnen} {outcome.id}", f"notebook: {outcome.notebook} {outcome.notebook_hash}"]
    lines += [f"{name}: {value}" for name, value in outcome.params.items() if name != "notebook"]
    lines += cells
    lines.append(f"{outcome.status} na {outcome.seconden:g} s" + (f": {outcome.reden}" if outcome.reden else ""))
    lines += traceback.format_exception(error) if error is not None else []
    # A log that cannot be written, on a full disk, must not hide what it would tell.
    with suppress(OSError, LeerkringError):
        make_private(log.parent)
        replace_text(log, "\n".join(lines) + "\n")
    with suppress(OSError):
        beside = log.with_suffix(".ipynb")
        if error is not None and executed is not None and executed.is_file():
            write_synced(beside, executed.read_bytes(), PRIVE)
        else:
            beside.unlink(missing_ok=True)


def describe_cells(executed: Path) -> list[str]:
    """Return a line for each cell of code: its state, its seconds, and what it said beside its results.

    Without the notebook, or with half of it on a full disk, there is nothing to tell.
    """
    try:
        notebook: NotebookNode = nbformat.read(executed, as_version=4)
    except (OSError, ValueError, nbformat.reader.NotJSONError):
        return []
    lines = []
    for place, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type != "code":
            continue
        known = cell.metadata.get("papermill", {})
        seconds = known.get("duration")
        lines.append(
            f"cel {place}: {CELSTAND.get(known.get('status'), 'onbekend')}" + (f", {seconds:.1f} s" if seconds else "")
        )
        said = [o.text for o in cell.outputs if o.output_type == "stream" and o.name == "stderr"]
        lines += [f"  {line}" for text in said for line in text.splitlines()]
    return lines
