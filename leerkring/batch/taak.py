"""What a worker gets to do, and where it leaves what it made: all that the batch itself has to know of that."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leerkring.batch.freshness import Keuze
from leerkring.batch.plan import Run


@dataclass(frozen=True)
class Taak:
    """A run with the part of the data that it needs, ready for a worker."""

    keuze: Keuze
    overdracht: bytes | None
    """The traject as the notebook will open it; without it the notebook reads for itself."""
    organisaties: frozenset[str]
    """The organisations of the whole traject, which a report may name."""


def find_work(werk: Path, run: Run) -> tuple[Path, Path]:
    """Return where the executed notebook and the page of a run are made."""
    return werk / run.traject / f"{run.naam}.ipynb", werk / run.traject / f"{run.naam}.html"
