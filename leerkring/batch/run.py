"""Run a plan: one notebook after the other, each in a kernel of its own, and never lose an earlier report."""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
import time
import traceback
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import nbformat
import papermill
from nbclient.exceptions import DeadKernelError
from papermill.exceptions import PapermillExecutionError

from leerkring.batch.finish import finish_output, write_index
from leerkring.batch.gate import Gate, PersonalDataError, leaves_the_team
from leerkring.batch.manifest import Status, Uitkomst, list_versions, read_manifest, write_manifest
from leerkring.batch.plan import Run
from leerkring.batch.remarks import warn_about_data, warn_about_readers, warn_about_weight
from leerkring.batch.sources import Sources
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


@dataclass
class Batch:
    """What the runs of one batch share."""

    output: Path
    exporter: LeerkringExporter
    gate: Gate
    sources: Sources = field(default_factory=Sources)


def run_plan(
    plan: Sequence[Run], output: Path, *, met_code: bool = False, interactief: bool = False, gate: Gate | None = None
) -> Generator[Uitkomst, None, None]:
    """Run every notebook of a plan, and yield each outcome as soon as it is there.

    Manifest and index are rewritten after each run, so that they hold when the batch is stopped halfway. What needs
    all reports, the search field and the links between them, is made once at the end, also of a batch that is stopped.

    Parameters
    ----------
    plan
        The runs, already checked.
    output
        The folder for the reports.
    met_code
        Show the code of the notebooks in the reports.
    interactief
        Make charts with tooltips, in heavier reports.
    gate
        How strictly reports for others than the team are looked at.
    """
    output.mkdir(parents=True, exist_ok=True)
    outcomes = read_manifest(output)
    chosen = {name: True for name, wanted in (("met_code", met_code), ("interactief", interactief)) if wanted}
    batch = Batch(output, LeerkringExporter(**chosen), gate or Gate())
    try:
        for run in plan:
            outcome = run_one(run, batch, outcomes.get(run.id))
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
        shutil.rmtree(work_folder(output), ignore_errors=True)
        finish_output(output, batch.sources)


def work_folder(output: Path) -> Path:
    """Return where this process keeps what is not whole yet; another batch has its own."""
    return output / f"{WERK}-{os.getpid()}"


def run_one(run: Run, batch: Batch, earlier: Uitkomst | None) -> Uitkomst:
    """Run one notebook and put its report in place only when it is whole; a failure leaves the earlier report."""
    begun, clock = datetime.now().astimezone(), time.perf_counter()
    work = work_folder(batch.output) / run.traject
    work.mkdir(parents=True, exist_ok=True)
    log = batch.output / "logs" / run.traject / f"{run.naam}.log"
    outcome = Uitkomst(
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
    try:
        make_report(run, batch, work, outcome, earlier)
        log.unlink(missing_ok=True)
    except PersonalDataError as error:
        log.unlink(missing_ok=True)
        outcome.status, outcome.bevindingen = Status.TEGENGEHOUDEN, error.bevindingen
        keep_report(outcome, earlier)
    except Exception as error:  # a batch goes on, whatever a notebook or a library does
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(traceback.format_exc(), encoding="utf-8")
        outcome.status, outcome.reden = Status.MISLUKT, explain_failure(error)
        keep_report(outcome, earlier)
    outcome.seconden = round(time.perf_counter() - clock, 1)
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
        names = batch.gate.check(html, notebook, inhoud)
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
    elif isinstance(error, LeerkringError):
        text = str(error)
    else:
        text = f"{type(error).__name__}: {error}"
    for place in (find_root(), Path(sys.prefix), Path.home()):
        text = text.replace(f"{place}{os.sep}", "").replace(f"{place.as_posix()}/", "")
    text = " ".join(OPMAAK.sub("", text).split())
    return text if len(text) <= LANGSTE_REDEN else f"{text[:LANGSTE_REDEN]}…"
