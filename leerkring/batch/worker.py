"""Workers: processes that each run one notebook after the other, while the batch itself only hands out and collects."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe, get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from shutil import rmtree
from typing import Any

from leerkring.batch.warm.forking import can_fork
from leerkring.errors import LeerkringError

RESPIJT = 30.0
"""Seconds beyond the limit of a notebook in which its worker may still end it in good order."""
AFSCHEID = 10.0
"""Seconds that a worker gets to end its kernel when the batch stops."""


class WorkerLost(LeerkringError):  # noqa: N818 - an event, told to the user as the reason of a failure
    """A worker that ended or hung, with the task that it had."""


@dataclass
class Werker:
    """A worker, the line to it, and the task it has."""

    process: BaseProcess
    lijn: Connection
    taak: int | None = None
    tot: float = float("inf")


def run_tasks(
    tasks: Iterable[Any],
    jobs: int,
    prepare: Callable[..., Callable[[Any], Any]],
    *given: Any,
    limit: float | None = None,
    keep_server: bool = False,
) -> Generator[tuple[int, Any], None, None]:
    """Run tasks in `jobs` workers, in the order given, and yield each result with the place of its task.

    Parameters
    ----------
    tasks
        What to run; each is asked for when a worker is ready for it.
    jobs
        How many workers run at a time.
    prepare, given
        A function of a module that, called once in each worker with `given`, returns what runs a task.
    limit
        How many seconds a task may take; after that, and some grace, its worker is ended.
    keep_server
        Leave the process from which workers are forked for a next call.

    Yields
    ------
    The place of the task and its result. A worker that dies or hangs gives a `WorkerLost`, and another takes its place.
    """
    waiting = enumerate(tasks)
    upcoming = next(waiting, None)
    folder = tempfile.mkdtemp(prefix="lk-")
    workers: list[Werker] = []
    try:
        while upcoming is not None or any(w.taak is not None for w in workers):
            while upcoming is not None and len(workers) < jobs:
                workers.append(start_worker(prepare, given, folder))
            for worker in workers:
                if worker.taak is None and upcoming is not None:
                    assign(worker, *upcoming, limit)
                    upcoming = next(waiting, None)
            busy = [(w, w.taak) for w in workers if w.taak is not None]
            soonest = min(w.tot for w, _ in busy) - time.monotonic()
            ready = wait([w.lijn for w, _ in busy], None if limit is None else max(0.0, soonest))
            for worker, place in busy:
                if worker.lijn in ready:
                    result = receive_answer(worker)
                elif time.monotonic() > worker.tot:
                    result = WorkerLost(f"gestopt na {limit:g} seconden, want het kwam niet vanzelf klaar")
                else:
                    continue
                worker.taak = None
                if isinstance(result, WorkerLost):
                    workers.remove(worker)
                    stop_workers([worker], 0)
                yield place, result
    finally:
        stop_workers(workers, AFSCHEID)
        if can_fork() and workers and not keep_server:
            from leerkring.batch.warm.server import stop_server

            stop_server()
        rmtree(folder, ignore_errors=True)


def start_worker(prepare: Callable[..., Any], given: Sequence[Any], folder: str) -> Werker:
    """Start a worker: a warm one where the system can fork."""
    ours, theirs = Pipe()
    with theirs:
        if can_fork():
            from leerkring.batch.warm.server import start_process

            process: BaseProcess = start_process(serve_tasks, theirs, prepare, given, folder)
        else:
            process = get_context("spawn").Process(target=serve_tasks, args=(theirs, prepare, given, folder))
            process.start()
    return Werker(process, ours)


def assign(worker: Werker, place: int, task: Any, limit: float | None) -> None:
    """Send a task to a worker; one that is gone already will be found so when its answer is read."""
    worker.taak = place
    worker.tot = float("inf") if limit is None else time.monotonic() + limit + RESPIJT
    with suppress(OSError):
        worker.lijn.send(task)


def receive_answer(worker: Werker) -> Any:
    """Return a worker's answer, or that it is lost."""
    try:
        return worker.lijn.recv()
    except (EOFError, OSError):
        worker.process.join(AFSCHEID)
        return WorkerLost(
            f"het rekenwerk stopte vanzelf (code {worker.process.exitcode}; geheugen vol?); probeer het met --jobs 1"
        )


def stop_workers(workers: Sequence[Werker], patience: float) -> None:
    """End workers with their kernels: those without a task by closing their line, the others by a signal."""
    for worker in workers:
        worker.lijn.close()
        if worker.taak is not None:
            worker.process.terminate()
    until = time.monotonic() + patience
    for worker in workers:
        worker.process.join(max(0.0, until - time.monotonic()))
        if worker.process.exitcode is None:
            worker.process.kill()  # its kernel ends with it
            worker.process.join()


def serve_tasks(lijn: Connection, prepare: Callable[..., Any], given: Sequence[Any], folder: str) -> None:
    """Run what comes in until the line closes; this is what a worker does."""
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, raise_exit)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of a terminal; the batch decides
    threading.Thread(target=end_with_batch, args=(folder,), daemon=True).start()
    tempfile.tempdir = folder
    run_task = prepare(*given)
    while True:
        try:
            task = lijn.recv()
        except EOFError:
            return
        lijn.send(run_task(task))


def raise_exit(*_: Any) -> None:
    """Leave in good order: what runs ends its kernel on the way out."""
    raise SystemExit(1)


def end_with_batch(folder: str) -> None:
    """End this worker as soon as the batch is gone, so that kill -9 of the batch leaves nothing behind."""
    parent = parent_process()
    if parent is not None:
        parent.join()
    rmtree(folder, ignore_errors=True)
    os._exit(1)
