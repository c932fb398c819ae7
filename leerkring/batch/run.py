"""Run a plan: one notebook after the other, each in a kernel of its own, and never lose an earlier report."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
import traceback
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import nbformat
import papermill
from nbclient.exceptions import DeadKernelError
from papermill.exceptions import PapermillExecutionError

from leerkring.batch.manifest import Status, Uitkomst, list_versions, read_manifest, replace_text, write_manifest
from leerkring.batch.plan import Run
from leerkring.errors import LeerkringError
from leerkring.paths import find_root, resolve_folder
from leerkring.rapport.exporter import LeerkringExporter, find_facts
from leerkring.rapport.index import build_index
from leerkring.traject.fingerprint import hash_files

WERK = ".werk"
KERNEL = "python3"


def run_plan(plan: Sequence[Run], output: Path) -> Iterator[Uitkomst]:
    """Run every notebook of a plan, and yield each outcome as soon as it is there.

    Manifest and index are rewritten after each run, so that they hold when the batch is stopped halfway.
    """
    output.mkdir(parents=True, exist_ok=True)
    outcomes = read_manifest(output)
    exporter = LeerkringExporter()
    for run in plan:
        outcome = run_one(run, output, exporter, outcomes.get(run.id))
        # Another batch may have written meanwhile: its outcomes are kept.
        outcomes = read_manifest(output) | {run.id: outcome}
        write_manifest(output, outcomes.values())
        replace_text(output / "index.html", build_index([u.model_dump() for u in outcomes.values()]))
        yield outcome
    shutil.rmtree(work_folder(output), ignore_errors=True)


def work_folder(output: Path) -> Path:
    """Return where this process keeps what is not whole yet; another batch has its own."""
    return output / f"{WERK}-{os.getpid()}"


def run_one(run: Run, output: Path, exporter: LeerkringExporter, earlier: Uitkomst | None) -> Uitkomst:
    """Run one notebook and put its report in place only when it is whole; a failure leaves the earlier report."""
    begun, clock = datetime.now().astimezone(), time.perf_counter()
    work = work_folder(output) / run.traject
    work.mkdir(parents=True, exist_ok=True)
    executed, page = work / f"{run.naam}.ipynb", work / f"{run.naam}.html"
    log = output / "logs" / run.traject / f"{run.naam}.log"
    outcome = Uitkomst(
        id=run.id,
        params=run.parameters,
        notebook=run.notebook.name,
        notebook_hash=hashlib.sha256(run.notebook.read_bytes()).hexdigest()[:12],
        data=hash_files(resolve_folder(run.parameters["traject"])),
        versies=list_versions(),
        begonnen=begun.isoformat(timespec="seconds"),
        seconden=0.0,
        status=Status.GELUKT,
    )
    try:
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
        nbformat.write(notebook, executed)
        html, _ = exporter.from_notebook_node(notebook)
        page.write_text(html, encoding="utf-8", newline="\n")
        final = output / run.traject / f"{run.naam}.html"
        final.parent.mkdir(parents=True, exist_ok=True)
        executed.replace(final.with_suffix(".ipynb"))
        page.replace(final)
        log.unlink(missing_ok=True)
        outcome.feiten = find_facts(notebook)
        outcome.rapport, outcome.rapport_van = f"{run.id}.html", outcome.begonnen
    except Exception as error:  # a batch goes on, whatever a notebook or a library does
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(traceback.format_exc(), encoding="utf-8")
        outcome.status, outcome.reden = Status.MISLUKT, explain_failure(error)
        if earlier is not None:
            outcome.rapport, outcome.rapport_van, outcome.feiten = earlier.rapport, earlier.rapport_van, earlier.feiten
    outcome.seconden = round(time.perf_counter() - clock, 1)
    return outcome


def explain_failure(error: Exception) -> str:
    """Return why a run failed, in one sentence that names the cell where that is known."""
    if isinstance(error, PapermillExecutionError):
        return f"cell {error.exec_count}: {error.ename}: {error.evalue}"
    if isinstance(error, DeadKernelError):
        return "the kernel stopped by itself (out of memory?)"
    if isinstance(error, LeerkringError):
        return str(error)
    return f"{type(error).__name__}: {error}"
