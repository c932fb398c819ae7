"""Run a plan: several notebooks at a time, each in a kernel of its own, and never lose an earlier report."""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
import time
import traceback
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from leerkring.batch.engine import NAAM
from leerkring.batch.finish import finish_output, write_index
from leerkring.batch.gate import Gate, PersonalDataError, leaves_the_team
from leerkring.batch.manifest import Status, Uitkomst, list_versions, read_manifest, write_manifest
from leerkring.batch.plan import Run
from leerkring.batch.remarks import warn_about_data, warn_about_readers, warn_about_weight
from leerkring.batch.sources import Sources
from leerkring.batch.worker import WorkerLost, run_tasks
from leerkring.errors import LeerkringError
from leerkring.paths import find_root, resolve_folder
from leerkring.rapport.changes import compare_pages
from leerkring.rapport.exporter import LeerkringExporter
from leerkring.rapport.provenance import find_facts, hash_notebook
from leerkring.rapport.stripping import strip_notebook
from leerkring.traject.fingerprint import hash_files

WERK = ".werk"
KERNEL = "python3"
VAN_HET_RAPPORT = ("rapport", "rapport_van", "feiten", "waarschuwingen", "vorige_van", "wijzigingen")
"""What the manifest says about the report itself, which outlives a run that fails."""
LANGSTE_REDEN = 400
OPMAAK = re.compile("\x1b\\[[0-9;]*m")
"""Colours for a terminal, which some libraries put in their messages."""


@dataclass(frozen=True)
class Settings:
    """How reports are made: with their code, with charts that answer, how strictly they are looked at, how long."""

    met_code: bool = False
    interactief: bool = False
    gate: Gate = field(default_factory=Gate)
    per_cel: float | None = None
    """How many seconds a cell may take; no limit unless said otherwise."""
    per_notebook: float | None = None


@dataclass
class Batch:
    """What the runs of one batch share."""

    output: Path
    werk: Path
    exporter: LeerkringExporter
    settings: Settings
    sources: Sources = field(default_factory=Sources)


def run_plan(
    plan: Sequence[Run], output: Path, settings: Settings | None = None, jobs: int | None = None
) -> Generator[Uitkomst, None, None]:
    """Run every notebook of a plan, and yield each outcome as soon as it is there.

    What took longest before starts first, and what never ran before that: the last one to end decides how long it all
    takes.

    Manifest and index are rewritten after each run, so that they hold when the batch is stopped halfway. What needs
    all reports, the search field and the links between them, is made once at the end, also of a batch that is stopped.

    Parameters
    ----------
    plan
        The runs, already checked.
    output
        The folder for the reports.
    settings
        How the reports are made.
    jobs
        How many notebooks run at a time; as many as there are cores unless said otherwise.
    """
    output.mkdir(parents=True, exist_ok=True)
    settings = settings or Settings()
    outcomes = read_manifest(output)
    tasks = [(run, outcomes.get(run.id)) for run in order_plan(plan, outcomes)]
    given = (output, work_folder(output), settings)
    results = run_tasks(
        tasks, min(jobs or count_cores(), len(tasks)), prepare_batch, *given, limit=settings.per_notebook
    )
    try:
        for place, result in results:
            run, earlier = tasks[place]
            outcome = (
                note_failure(start_outcome(run), result, earlier, output) if isinstance(result, WorkerLost) else result
            )
            # Another batch may have written meanwhile: its outcomes are kept.
            outcomes = read_manifest(output) | {run.id: outcome}
            write_manifest(output, outcomes.values())
            write_index(output, outcomes.values())
            yield outcome
    except KeyboardInterrupt:
        # Else each task of the kernel that was running shows a traceback of its own end.
        logging.getLogger("asyncio").setLevel(logging.CRITICAL)
        raise
    finally:
        results.close()
        shutil.rmtree(work_folder(output), ignore_errors=True)
        finish_output(output, Sources())


def work_folder(output: Path) -> Path:
    """Return where this process keeps what is not whole yet; another batch has its own."""
    return output / f"{WERK}-{os.getpid()}"


def order_plan(plan: Sequence[Run], outcomes: Mapping[str, Uitkomst]) -> list[Run]:
    """Return the runs with what took longest first, and what never ran before that."""
    return sorted(plan, key=lambda run: -outcomes[run.id].seconden if run.id in outcomes else float("-inf"))


def count_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def prepare_batch(output: Path, werk: Path, settings: Settings) -> Callable[[tuple[Run, Uitkomst | None]], Uitkomst]:
    """Return, in a worker, what runs one notebook of the batch; its exporter is made once."""
    chosen = {name: True for name in ("met_code", "interactief") if getattr(settings, name)}
    batch = Batch(output, werk, LeerkringExporter(**chosen), settings)
    return lambda task: run_one(task[0], batch, task[1])


def start_outcome(run: Run) -> Uitkomst:
    """Return what is known of a run when it starts."""
    begun = datetime.now().astimezone()
    return Uitkomst(
        id=run.id,
        params=run.parameters,
        notebook=run.notebook.name,
        notebook_hash=hash_notebook(nbformat.read(run.notebook, as_version=4)),
        data=hash_files(resolve_folder(run.parameters["traject"])),
        versies=list_versions(),
        begonnen=begun.isoformat(timespec="seconds"),
        seconden=0.0,
        status=Status.GELUKT,
    )


def run_one(run: Run, batch: Batch, earlier: Uitkomst | None) -> Uitkomst:
    """Run one notebook and put its report in place only when it is whole; a failure leaves the earlier report."""
    clock = time.perf_counter()
    work = batch.werk / run.traject
    work.mkdir(parents=True, exist_ok=True)
    log = find_log(batch.output, run.id)
    outcome = start_outcome(run)
    try:
        make_report(run, batch, work, outcome, earlier)
        log.unlink(missing_ok=True)
    except PersonalDataError as error:
        log.unlink(missing_ok=True)
        outcome.status, outcome.bevindingen = Status.TEGENGEHOUDEN, error.bevindingen
        keep_report(outcome, earlier)
    except Exception as error:  # a batch goes on, whatever a notebook or a library does
        note_failure(outcome, error, earlier, batch.output)
    outcome.seconden = round(time.perf_counter() - clock, 1)
    return outcome


def find_log(output: Path, naam: str) -> Path:
    """Return where the log of a run that failed stands."""
    return output / "logs" / f"{naam}.log"


def note_failure(outcome: Uitkomst, error: Exception, earlier: Uitkomst | None, output: Path) -> Uitkomst:
    """Note why a run failed, in its outcome and in its log, and keep what is known of the earlier report."""
    log = find_log(output, outcome.id)
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    outcome.status, outcome.reden = Status.MISLUKT, explain_failure(error)
    keep_report(outcome, earlier)
    return outcome


def keep_report(outcome: Uitkomst, earlier: Uitkomst | None) -> None:
    """Take over in an outcome what is known of the report that is there already."""
    for name in VAN_HET_RAPPORT:
        kept = getattr(earlier, name) if earlier else Uitkomst.model_fields[name].get_default()
        setattr(outcome, name, kept)


def make_report(run: Run, batch: Batch, work: Path, outcome: Uitkomst, earlier: Uitkomst | None) -> None:
    """Execute a notebook, turn it into a report, put both in place, and note in the outcome what came of it."""
    executed, page = work / f"{run.naam}.ipynb", work / f"{run.naam}.html"
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
        extra_arguments=["--log-level=CRITICAL"],  # ipykernel notes its transport and its own interruption
    )
    notebook = nbformat.read(executed, as_version=4)
    for name in ("input_path", "output_path"):
        notebook.metadata.get("papermill", {}).pop(name, None)  # they name the folders of this machine
    html, resources = batch.exporter.from_notebook_node(notebook)
    outcome.feiten = find_facts(notebook)
    inhoud, warnings = batch.sources.open(run.parameters["traject"])
    names = []
    if leaves_the_team(run.parameters, outcome.feiten):
        strip_notebook(notebook)
        names = batch.settings.gate.check(html, notebook, inhoud)
    page.write_text(html, encoding="utf-8", newline="\n")
    nbformat.write(notebook, executed)
    final = batch.output / run.traject / f"{run.naam}.html"
    outcome.waarschuwingen = [
        *resources["rapport"].get("waarschuwingen", []),
        *warn_about_weight(page.stat().st_size),
        *warn_about_data(warnings),
        *names,
    ]
    if earlier is not None and earlier.rapport_van and final.is_file():
        outcome.vorige_van = earlier.rapport_van
        outcome.wijzigingen = compare_pages(final.read_text(encoding="utf-8"), html)
        outcome.waarschuwingen += warn_about_readers(earlier.feiten, outcome.feiten)
    final.parent.mkdir(parents=True, exist_ok=True)
    executed.replace(final.with_suffix(".ipynb"))
    page.replace(final)
    outcome.rapport, outcome.rapport_van = f"{run.id}.html", outcome.begonnen


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
    else:
        text = f"{type(error).__name__}: {error}"
    for place in (find_root(), Path(sys.prefix), Path.home()):
        text = text.replace(f"{place}{os.sep}", "").replace(f"{place.as_posix()}/", "")
    text = " ".join(OPMAAK.sub("", text).split())
    return text if len(text) <= LANGSTE_REDEN else f"{text[:LANGSTE_REDEN]}…"
