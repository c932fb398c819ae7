"""What a worker gets to do, and where it leaves what it made: all that the batch itself has to know of that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat

from leerkring.batch.files import hash_file
from leerkring.batch.freshness import Keuze
from leerkring.batch.manifest import Uitkomst
from leerkring.batch.plan import Run
from leerkring.files import PRIVE, write_synced
from leerkring.rapport.vormen import PAGINA, load_vorm
from leerkring.traject.organisaties import Organisaties


@dataclass(frozen=True)
class Taak:
    """A run with the part of the data that it needs, ready for a worker."""

    keuze: Keuze
    overdracht: bytes | None
    """The traject as the notebook will open it; without it the notebook reads for itself."""
    organisaties: Organisaties
    """The organisations of the whole traject, which a report may name."""
    geheel: bytes | None = None
    """The same traject as the team sees it, where the readers see less: only the worker gets it, never a notebook."""


def find_work(werk: Path, run: Run) -> tuple[Path, Path]:
    """Return where the executed notebook and the page of a run are made."""
    return werk / run.traject / f"{run.naam}.ipynb", werk / run.traject / f"{run.naam}.html"


def write_forms(outcome: Uitkomst, werk: Path, run: Run, vormen: Sequence[str]) -> None:
    """Write a report in its other forms beside its page, which was looked at by now, and note a hash of each file."""
    executed, page = find_work(werk, run)
    for naam in vormen:
        if naam != PAGINA:
            vorm = load_vorm(naam)
            place = page.with_suffix(vorm.EINDE)
            content = vorm.write_form(nbformat.read(executed, as_version=4), page.read_text(encoding="utf-8"))
            write_synced(place, content, PRIVE)
            outcome.afdruk[vorm.EINDE.removeprefix(".")] = hash_file(place) or ""
