"""One report of a batch: its notebook run in a kernel, its page made and looked at, and what came of it noted."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import nbformat
import papermill

from leerkring.batch.failures import hold_back, note_failure
from leerkring.batch.files import hash_file
from leerkring.batch.freshness import hash_page, list_differences
from leerkring.batch.logs import describe_cells, write_log
from leerkring.batch.manifest import Lezing, Uitkomst
from leerkring.batch.reading import check_readers
from leerkring.batch.remarks import warn_about_programs, warn_about_readers, warn_about_weight
from leerkring.batch.settings import Settings
from leerkring.batch.taak import Taak, find_work, write_forms
from leerkring.batch.warm.engine import NAAM
from leerkring.batch.warm.loket import weigh
from leerkring.bewering import BEWERINGEN
from leerkring.errors import LeerkringError
from leerkring.files import PRIVE, make_private, write_synced
from leerkring.paths import find_root
from leerkring.rapport.changes import compare_pages
from leerkring.rapport.gate.gate import PersonalDataError
from leerkring.rapport.provenance import INJECTED, VERZEGELD, find_facts
from leerkring.rapport.vormen.html import LeerkringExporter
from leerkring.traject.handover import hand_over, pack_traject, unpack_traject
from leerkring.traject.traject import Traject

KERNEL = "python3"
ZONDER_UITVOERING = "skip-execution"
"""The tag of a cell that nbclient leaves alone."""


@dataclass
class Batch:
    """What the runs of one batch share."""

    output: Path
    werk: Path
    exporter: LeerkringExporter
    settings: Settings


def prepare_batch(output: Path, werk: Path, settings: Settings) -> Callable[[Taak], Uitkomst]:
    """Return, in a worker, what runs one notebook of the batch; its exporter is made once."""
    chosen = {name: True for name in ("met_code", "interactief") if getattr(settings, name)}
    batch = Batch(output, werk, LeerkringExporter(gate=settings.gate, **chosen), settings)
    return lambda task: run_one(task, batch)


def run_one(task: Taak, batch: Batch) -> Uitkomst:
    """Run one notebook and make its report, beside the place where it will stand."""
    choice = task.keuze
    clock = time.perf_counter()
    executed, _ = find_work(batch.werk, choice.run)
    begun = datetime.now().astimezone().isoformat(timespec="seconds")
    outcome = choice.begin.model_copy(update={"begonnen": begun})
    failure: Exception | None = None
    cells: list[str] = []
    try:
        make_private(executed.parent)
        cells = make_report(task, batch, outcome)
    except PersonalDataError as error:
        hold_back(outcome, error, choice.eerder, executed)
    except Exception as error:  # a batch goes on, whatever a notebook or a library does
        failure = error
    outcome.seconden = round(time.perf_counter() - clock, 1)
    if failure is not None:
        return note_failure(outcome, failure, choice.eerder, batch.output, executed)
    write_log(batch.output, outcome, cells)
    return outcome


def make_report(task: Taak, batch: Batch, outcome: Uitkomst) -> list[str]:
    """Execute a notebook, turn it into a report, note in the outcome what came of it, and return the cells' log."""
    run, earlier = task.keuze.run, task.keuze.eerder
    executed, page = find_work(batch.werk, run)
    with hand_over(weigh_package(task), batch.werk):
        papermill.execute_notebook(
            run.notebook,
            executed,
            parameters=run.parameters,
            engine_name=NAAM,
            execution_timeout=batch.settings.per_cel,
            notebook_timeout=batch.settings.per_notebook,
            kernel_name=KERNEL,
            language="python",  # also of a notebook that names no kernel
            progress_bar=False,
            cwd=find_root(),
            volg=str(find_root()),
            uitvoer=str(batch.output),
            extra_arguments=["--log-level=CRITICAL"],  # ipykernel notes its transport and its own interruption
        )
    notebook = nbformat.read(executed, as_version=4)
    check_finished(notebook)
    for name in ("input_path", "output_path"):
        notebook.metadata.get("papermill", {}).pop(name, None)  # they name the folders of this machine
    cells = describe_cells(executed)
    known = notebook.metadata.pop("leerkring", None)
    read = json.loads(known) if known else {"gelezen": None, "bestanden": {}, "programmas": []}
    outcome.bestanden = read["bestanden"]
    outcome.gelezen = None if read["gelezen"] is None else [Lezing.model_validate(x) for x in read["gelezen"]]
    outcome.feiten = find_facts(notebook)
    outcome.feiten |= {"gestart": read["programmas"]} if read["programmas"] else {}
    check_readers(outcome)
    if batch.settings.alleen_verzegeld and outcome.feiten.get(VERZEGELD) is False:
        why = "dit systeem kan het notebook niet verzegelen, en --alleen-verzegeld vraagt dat"
        raise LeerkringError(f"{why}; maak het op Linux 5.13 of nieuwer, zonder LEERKRING_GEEN_FORK")
    html, resources = batch.exporter.from_notebook_node(notebook, {"organisaties": task.organisaties})
    made = resources["rapport"]
    write_synced(page, html, PRIVE)
    write_synced(executed, nbformat.writes(made["notebook"]) + "\n", PRIVE)
    outcome.afdruk = {"html": hash_page(html), "ipynb": hash_file(executed) or ""}
    write_forms(outcome, batch.werk, run, batch.settings.vormen)
    final = batch.output / run.traject / f"{run.naam}.html"
    outcome.waarschuwingen = [*made["waarschuwingen"], *warn_about_weight(page.stat().st_size), *made["kijk_na"]]
    outcome.waarschuwingen += warn_about_programs(outcome.feiten)
    tell_changes(outcome, earlier, final, html)
    outcome.rapport, outcome.rapport_van = f"{run.id}.html", outcome.begonnen
    return cells


def check_finished(notebook: nbformat.NotebookNode) -> None:
    """Refuse a notebook that ended before its last cell: papermill takes sys.exit() for a good end.

    Raises
    ------
    UnfinishedError
        With the cell that stopped it and how many were not run.
    """
    own = [c for c in notebook.cells if c.cell_type == "code" and INJECTED not in c.metadata.get("tags", [])]
    code = [c for c in own if c.source.strip() and ZONDER_UITVOERING not in c.metadata.get("tags", [])]
    unrun = [cell for cell in code if cell.execution_count is None]
    stops = [n for n, cell in enumerate(own, 1) if any(o.get("ename") == SystemExit.__name__ for o in cell.outputs)]
    if stops or unrun:
        where = f"codecel {stops[0]} stopte het notebook" if stops else "het notebook stopte te vroeg"
        verb = "is" if len(unrun) == 1 else "zijn"
        rest = f"; {len(unrun)} van de {len(code)} cellen {verb} niet uitgevoerd" if unrun else ""
        raise UnfinishedError(f"{where}{rest}; haal sys.exit() of quit() weg en maak het rapport opnieuw")


class UnfinishedError(LeerkringError):
    """A notebook that did not run to its end."""


def weigh_package(task: Taak) -> bytes | None:
    """Return the package for a notebook, with which of its claims hold of all that the team has."""
    if task.overdracht is None or task.geheel is None:
        return task.overdracht
    return pack_traject(weigh(unpack_traject(task.overdracht), unpack_whole(task.geheel)))


@lru_cache(maxsize=4)
def unpack_whole(package: bytes) -> Traject:
    """Return what the team sees, with what was worked out of it when another audience's report was weighed."""
    return unpack_traject(package)


def tell_changes(outcome: Uitkomst, earlier: Uitkomst | None, final: Path, html: str) -> None:
    """Note in an outcome what its page says otherwise than the one that stands there."""
    if earlier is not None and earlier.rapport_van and final.is_file():
        outcome.vorige_van = earlier.rapport_van
        said = [report.feiten.get(BEWERINGEN, {}) for report in (earlier, outcome)]
        outcome.wijzigingen = compare_pages(final.read_text(encoding="utf-8"), html, *said)
        changed = list_differences(earlier.data, outcome.data)
        if any(name.startswith(("respondenten.", "antwoorden.")) for name in changed):
            # Somebody may have withdrawn: what the numbers were is then nobody's to keep.
            outcome.wijzigingen = outcome.wijzigingen.model_copy(update={"eerste": ()})
        outcome.waarschuwingen += warn_about_readers(earlier.feiten, outcome.feiten)
