"""Run a plan: several notebooks at a time, each in a kernel of its own, and never lose an earlier report."""

from __future__ import annotations

import logging
import os
import shutil
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from leerkring.batch.failures import note_failure
from leerkring.batch.files import ONAF, explain_refusal, place_together
from leerkring.batch.finish import finish_output, write_index
from leerkring.batch.freshness import Keuze
from leerkring.batch.manifest import Status, Uitkomst, read_manifest, write_manifest
from leerkring.batch.settings import Settings
from leerkring.batch.sources import Sources, list_hashes
from leerkring.batch.taak import Taak, find_work
from leerkring.batch.worker import WorkerLost, run_tasks
from leerkring.errors import LeerkringError
from leerkring.files import make_private

if TYPE_CHECKING:
    from leerkring.batch.cluster.connection import Cluster


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
    with explain_refusal(werk):
        werk.mkdir(mode=0o700, exist_ok=True)  # it will hold data, and files that a kernel believes
    outcomes = read_manifest(output)
    order = order_runs([choice for choice in choices if choice.fout is None])
    if cluster is not None:
        for choice in order:
            cluster.check_folder(str(choice.run.parameters["traject"]))  # refused before anything runs
    tasks = (prepare_task(choice, sources) for choice in order)
    if cluster is not None:
        results = cluster.run_tasks(tasks, output, werk, settings)
    else:
        workers = min(jobs or count_cores(), max(len(order), 1))
        results = run_tasks(tasks, workers, prepare_worker, output, werk, settings, limit=settings.per_notebook)
    pause = Pause()
    try:
        for choice in choices:
            if choice.fout is not None:
                outcomes[choice.run.id] = refuse_run(choice, output, werk)
                yield outcomes[choice.run.id]
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
        if choices:
            write_manifest(output, outcomes.values())
        sources.refresh()
        finish_output(output, sources)


def refuse_run(choice: Keuze, output: Path, werk: Path) -> Uitkomst:
    """Return the outcome of a run whose data are wrong: it failed, and the earlier report stays."""
    folder = choice.run.parameters["traject"]
    why = LeerkringError(f"er staan fouten in {folder}; ‘leerkring check {folder}’ noemt ze")
    return note_failure(choice.begin, why, choice.eerder, output, find_work(werk, choice.run)[0])


def prepare_worker(output: Path, werk: Path, settings: Settings) -> Callable[[Taak], Uitkomst]:
    """Return, in a worker, what runs one notebook; only there papermill, nbconvert and Altair are imported."""
    from leerkring.batch.report import prepare_batch

    return prepare_batch(output, werk, settings)


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


def prepare_task(choice: Keuze, sources: Sources) -> Taak:
    """Return a run with its part of the data."""
    params = choice.run.parameters
    organisaties = sources.list_organisaties(str(params["traject"]))
    return Taak(choice, sources.pack(params), organisaties, sources.pack_whole(params))


def keep_result(choice: Keuze, result: Uitkomst | WorkerLost, output: Path, werk: Path, sources: Sources) -> Uitkomst:
    """Put a report in its place when it is whole, and return what came of the run; a failure leaves the earlier one."""
    executed, page = find_work(werk, choice.run)
    if isinstance(result, WorkerLost):
        return note_failure(choice.begin, result, choice.eerder, output, executed)
    if result.status is Status.GELUKT:
        final = output / f"{result.id}.html"
        try:
            with explain_refusal(final):
                make_private(final.parent)
            others = [ending for ending in result.afdruk if ending not in ("html", "ipynb")]
            made = [(page.with_suffix(f".{ending}"), final.with_suffix(f".{ending}")) for ending in others]
            place_together([(executed, final.with_suffix(".ipynb")), *made, (page, final)])
        except LeerkringError as error:
            return note_failure(result, error, choice.eerder, output, executed)
        folder = str(choice.run.parameters["traject"])
        if sources.open(folder).bestanden is None or list_hashes(folder) != result.data:
            result.data = {}  # files changed meanwhile: which of them the notebook read, its own account tells
    return result


def work_folder(output: Path) -> Path:
    """Return where this process keeps what is not whole yet."""
    return output / f"{ONAF}-{os.getpid()}"


def order_runs(choices: Sequence[Keuze]) -> list[Keuze]:
    """Return the runs with what took longest first, and what never ran before that."""
    return sorted(choices, key=lambda choice: -choice.eerder.seconden if choice.eerder else float("-inf"))


def count_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
