"""Run a plan: several notebooks at a time, each in a kernel of its own, and never lose an earlier report."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from leerkring.batch.engine import NAAM
from leerkring.batch.files import UITLEG, WERK, explain_refusal, hash_file, place_together
from leerkring.batch.finish import finish_output, write_index
from leerkring.batch.freshness import Keuze, hash_page
from leerkring.batch.gate import PersonalDataError, leaves_the_team
from leerkring.batch.logs import describe_cells, write_log
from leerkring.batch.manifest import Lezing, Status, Uitkomst, read_manifest, write_manifest
from leerkring.batch.plan import Run
from leerkring.batch.remarks import warn_about_readers, warn_about_weight
from leerkring.batch.settings import Settings
from leerkring.batch.sources import Sources, list_hashes
from leerkring.batch.worker import WorkerLost, run_tasks
from leerkring.errors import LeerkringError
from leerkring.files import write_synced
from leerkring.paths import find_root
from leerkring.rapport.changes import compare_pages
from leerkring.rapport.exporter import LeerkringExporter
from leerkring.rapport.provenance import find_facts
from leerkring.rapport.stripping import strip_notebook
from leerkring.traject.handover import hand_over

if TYPE_CHECKING:
    from leerkring.batch.cluster import Cluster

KERNEL = "python3"
VAN_HET_RAPPORT = (
    *("rapport", "rapport_van", "feiten", "waarschuwingen", "vorige_van", "wijzigingen"),
    *("data", "gelezen", "bestanden", "opmerkingen", "afdruk"),
)
"""What the manifest says about the report itself, which outlives a run that fails."""
LANGSTE_REDEN = 400
OPMAAK = re.compile("\x1b\\[[0-9;]*m")
"""Colours for a terminal, which some libraries put in their messages."""


@dataclass
class Batch:
    """What the runs of one batch share."""

    output: Path
    werk: Path
    exporter: LeerkringExporter
    settings: Settings


@dataclass(frozen=True)
class Taak:
    """A run with the part of the data that it needs, ready for a worker."""

    keuze: Keuze
    overdracht: bytes | None
    """The traject as the notebook will open it; without it the notebook reads for itself."""
    organisaties: frozenset[str]
    """The organisations of the whole traject, which a report may name."""


def run_plan(
    choices: Sequence[Keuze],
    output: Path,
    settings: Settings,
    sources: Sources,
    jobs: int | None = None,
    cluster: Cluster | None = None,
) -> Generator[Uitkomst, None, None]:
    """Run every notebook that was chosen, and yield each outcome as soon as it is there.

    What took longest before starts first, and what never ran before that: the last one to end decides how long it all
    takes.

    Workers make reports; only this process puts them in place, and writes manifest and index while it goes, so that
    both hold when the batch is stopped halfway. What needs all reports, the search field and the links between them, is
    made once at the end, also of a batch that is stopped.

    Parameters
    ----------
    choices
        The runs, already checked, with what goes into each.
    output
        The folder for the reports, which this process holds (`hold_output`).
    settings
        How the reports are made.
    sources
        The data, as they were when the runs were chosen.
    jobs
        How many notebooks run at a time on this machine; as many as there are cores unless said otherwise.
    cluster
        The machines to run them on instead.

    Raises
    ------
    LeerkringError
        When the manifest or the index cannot be written; what was there before is still there.
    """
    werk = work_folder(output)
    outcomes = read_manifest(output)
    order = order_runs(choices)
    if cluster is not None:
        for choice in order:
            cluster.list_files(choice.run.parameters, sources)  # refused before anything runs
    tasks = (prepare_task(choice, sources, cluster) for choice in order)
    if cluster is not None:
        results = cluster.run_tasks(tasks, output, werk, settings)
    else:
        workers = min(jobs or count_cores(), len(order))
        results = run_tasks(tasks, workers, prepare_batch, output, werk, settings, limit=settings.per_notebook)
    pause = Pause()
    try:
        for place, result in results:
            outcome = keep_result(order[place], result, output, werk, sources)
            outcomes[outcome.id] = outcome
            with pause as due:
                if due:
                    write_manifest(output, outcomes.values())
                    write_index(output, outcomes.values())
            yield outcome
    except KeyboardInterrupt:
        # Else each task of the kernel that was running shows a traceback of its own end.
        logging.getLogger("asyncio").setLevel(logging.CRITICAL)
        raise
    finally:
        results.close()
        shutil.rmtree(werk, ignore_errors=True)
        if order:
            write_manifest(output, outcomes.values())
        sources.refresh()
        finish_output(output, sources)


class Pause:
    """Tells whether it is time again for something that takes longer the more reports there are.

    It is, as long as doing it took no more than a tenth of the time: a batch of hundreds would spend most of its time
    on telling how far it is. What a killed batch did not tell is found out by the next one.
    """

    def __init__(self) -> None:
        """Begin with a time at which it is due."""
        self.next = self.begun = 0.0

    def __enter__(self) -> bool:
        """Return whether it is time."""
        self.begun = time.perf_counter()
        return self.begun >= self.next

    def __exit__(self, *_: object) -> None:
        """Set the next time, if it was done now."""
        if self.begun >= self.next:
            now = time.perf_counter()
            self.next = now + 9 * (now - self.begun)


def prepare_task(choice: Keuze, sources: Sources, cluster: Cluster | None) -> Taak:
    """Return a run with its part of the data."""
    params = choice.run.parameters
    package = sources.pack(params, cluster.list_files(params, sources) if cluster else None)
    return Taak(choice, package, sources.list_organisaties(str(params["traject"])))


def keep_result(choice: Keuze, result: Uitkomst | WorkerLost, output: Path, werk: Path, sources: Sources) -> Uitkomst:
    """Put a report in its place when it is whole, and return what came of the run; a failure leaves the earlier one."""
    executed, page = find_work(werk, choice.run)
    if isinstance(result, WorkerLost):
        return note_failure(choice.begin, result, choice.eerder, output, executed)
    if result.status is Status.GELUKT:
        final = output / f"{result.id}.html"
        try:
            with explain_refusal(final):
                final.parent.mkdir(parents=True, exist_ok=True)
            place_together([(executed, final.with_suffix(".ipynb")), (page, final)])
        except LeerkringError as error:
            return note_failure(result, error, choice.eerder, output, executed)
        if list_hashes(str(choice.run.parameters["traject"])) != result.data or read_others(result, sources):
            result.data = {}  # files changed meanwhile: which of them the notebook read, its own account tells
    return result


def read_others(outcome: Uitkomst, sources: Sources) -> bool:
    """Tell whether a notebook read other data than there were at the start, as when they changed and changed back."""
    return any(
        sources.find_versions(lezing.traject, lezing.doelgroep, lezing.deelnemer) != lezing.versies
        for lezing in outcome.gelezen or ()
    )


def work_folder(output: Path) -> Path:
    """Return where this process keeps what is not whole yet."""
    return output / f"{WERK}-{os.getpid()}"


def find_work(werk: Path, run: Run) -> tuple[Path, Path]:
    """Return where the executed notebook and the page of a run are made."""
    return werk / run.traject / f"{run.naam}.ipynb", werk / run.traject / f"{run.naam}.html"


def order_runs(choices: Sequence[Keuze]) -> list[Keuze]:
    """Return the runs with what took longest first, and what never ran before that."""
    return sorted(choices, key=lambda choice: -choice.eerder.seconden if choice.eerder else float("-inf"))


def count_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def prepare_batch(output: Path, werk: Path, settings: Settings) -> Callable[[Taak], Uitkomst]:
    """Return, in a worker, what runs one notebook of the batch; its exporter is made once."""
    chosen = {name: True for name in ("met_code", "interactief") if getattr(settings, name)}
    batch = Batch(output, werk, LeerkringExporter(**chosen), settings)
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
        executed.parent.mkdir(parents=True, exist_ok=True)
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


def note_failure(
    outcome: Uitkomst, error: Exception, earlier: Uitkomst | None, output: Path, executed: Path
) -> Uitkomst:
    """Note why a run failed, in its outcome and in its log, and keep what is known of the earlier report."""
    outcome.status, outcome.reden = Status.MISLUKT, explain_failure(error)
    write_log(output, outcome, describe_cells(executed), error, executed)
    keep_report(outcome, earlier)
    return outcome


def hold_back(outcome: Uitkomst, error: PersonalDataError, earlier: Uitkomst | None, executed: Path) -> None:
    """Note in an outcome that its report may not leave, and keep nothing of it."""
    outcome.status, outcome.bevindingen = Status.TEGENGEHOUDEN, error.bevindingen
    keep_report(outcome, earlier)
    executed.unlink(missing_ok=True)


def keep_report(outcome: Uitkomst, earlier: Uitkomst | None) -> None:
    """Take over in an outcome what is known of the report that is there already."""
    for name in VAN_HET_RAPPORT:
        if earlier is not None:
            setattr(outcome, name, getattr(earlier, name))
        elif name != "data":
            setattr(outcome, name, Uitkomst.model_fields[name].get_default())


def make_report(task: Taak, batch: Batch, outcome: Uitkomst) -> list[str]:
    """Execute a notebook, turn it into a report, note in the outcome what came of it, and return the cells' log."""
    run, earlier = task.keuze.run, task.keuze.eerder
    executed, page = find_work(batch.werk, run)
    with hand_over(task.overdracht):
        papermill.execute_notebook(
            run.notebook,
            executed,
            parameters=run.parameters,
            engine_name=NAAM,
            execution_timeout=batch.settings.per_cel,
            notebook_timeout=batch.settings.per_notebook,
            kernel_name=KERNEL,
            progress_bar=False,
            cwd=find_root(),
            volg=str(find_root()),
            extra_arguments=["--log-level=CRITICAL"],  # ipykernel notes its transport and its own interruption
        )
    notebook = nbformat.read(executed, as_version=4)
    for name in ("input_path", "output_path"):
        notebook.metadata.get("papermill", {}).pop(name, None)  # they name the folders of this machine
    cells = describe_cells(executed)
    known = notebook.metadata.pop("leerkring", None)
    read = json.loads(known) if known else {"gelezen": None, "bestanden": {}}
    outcome.bestanden = read["bestanden"]
    outcome.gelezen = None if read["gelezen"] is None else [Lezing.model_validate(x) for x in read["gelezen"]]
    html, resources = batch.exporter.from_notebook_node(notebook)
    outcome.feiten = find_facts(notebook)
    names = []
    if leaves_the_team(run.parameters, outcome.feiten):
        strip_notebook(notebook)
        names = batch.settings.gate.check(html, notebook, task.organisaties)
    write_synced(page, html)
    write_synced(executed, nbformat.writes(notebook) + "\n")
    outcome.afdruk = {"html": hash_page(html), "ipynb": hash_file(executed) or ""}
    final = batch.output / run.traject / f"{run.naam}.html"
    outcome.waarschuwingen = [
        *resources["rapport"].get("waarschuwingen", []),
        *warn_about_weight(page.stat().st_size),
        *names,
    ]
    tell_changes(outcome, earlier, final, html)
    outcome.rapport, outcome.rapport_van = f"{run.id}.html", outcome.begonnen
    return cells


def tell_changes(outcome: Uitkomst, earlier: Uitkomst | None, final: Path, html: str) -> None:
    """Note in an outcome what its page says otherwise than the one that stands there."""
    if earlier is not None and earlier.rapport_van and final.is_file():
        outcome.vorige_van = earlier.rapport_van
        outcome.wijzigingen = compare_pages(final.read_text(encoding="utf-8"), html)
        outcome.waarschuwingen += warn_about_readers(earlier.feiten, outcome.feiten)


def explain_failure(error: Exception) -> str:
    """Return why a run failed, on one line, with the cell where that is known and without folders of this machine."""
    if isinstance(error, PapermillExecutionError):
        text = f"cell {error.exec_count}: {error.ename}: {error.evalue}"
    elif isinstance(error, DeadKernelError):
        text = "the kernel stopped by itself (out of memory?)"
    elif isinstance(error, CellTimeoutError):
        text = "a cell took too long"
    elif isinstance(error, LeerkringError):
        text = str(error)
    elif isinstance(error, OSError) and error.errno in UITLEG:
        text = f"a file cannot be written: {UITLEG[error.errno]}"
    else:
        text = f"{type(error).__name__}: {error}"
    for place in (find_root(), Path(sys.prefix), Path.home()):
        text = text.replace(f"{place}{os.sep}", "").replace(f"{place.as_posix()}/", "")
    text = " ".join(OPMAAK.sub("", text).split())
    return text if len(text) <= LANGSTE_REDEN else f"{text[:LANGSTE_REDEN]}…"
