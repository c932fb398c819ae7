"""The same plan on other machines: a Dask cluster hands out the runs, and what comes back is put where it belongs.

What travels is the notebook and the part of the data that its readers may see. Or nothing does, when all workers see
the project folder on shared storage.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any

import nbformat

from leerkring.batch.cluster import elsewhere
from leerkring.batch.cluster.elsewhere import Terug, Zending, run_sent, run_shared
from leerkring.batch.failures import explain_failure, hold_back, keep_report
from leerkring.batch.logs import find_log
from leerkring.batch.manifest import Status, Uitkomst
from leerkring.batch.report import tell_changes
from leerkring.batch.settings import Settings
from leerkring.batch.taak import Taak, find_work, write_forms
from leerkring.batch.worker import WorkerLost
from leerkring.errors import LeerkringError
from leerkring.files import PRIVE, make_private, write_synced
from leerkring.paths import find_root
from leerkring.rapport.gate.gate import Gate, PersonalDataError, leaves_the_team

MISSING = "voor een cluster is de extra cluster nodig; installeer die met: pip install -e '.[cluster]'"
VOORUIT = 2
"""How many runs are sent ahead for each worker: enough to keep it busy, and few enough to keep memory small."""
CLUSTERAFSCHEID = 10.0
"""Seconds that a part of a cluster gets to end in good order."""
SCHEDULERADRES = re.compile(r"[a-z]+://[^\s/]+:\d+")


@dataclass(frozen=True)
class Cluster:
    """A cluster to run notebooks on, and whether its workers see the project folder themselves."""

    client: Any
    shared: bool = False

    def check_folder(self, folder: str) -> None:
        """Refuse a traject outside the project where the machines do not see it: it has no such place there."""
        if not self.shared and (PurePath(folder).is_absolute() or ".." in PurePath(folder).parts):
            raise LeerkringError(
                f"parameter ‘traject’ is ‘{folder}’; op een cluster zonder --shared kan alleen een map van het project"
            )

    def run_tasks(
        self, tasks: Iterable[Taak], output: Path, werk: Path, settings: Settings
    ) -> Generator[tuple[int, Uitkomst | WorkerLost], None, None]:
        """Run tasks on the cluster, and yield each outcome with the place of its task; its files are in `werk` then.

        A worker that is lost loses only time: what it did is done again by another one.

        Parameters
        ----------
        tasks
            What to run; each is asked for when the cluster is ready for it.
        output, werk, settings
            As for `run_plan`.
        """
        from distributed import as_completed

        waiting = enumerate(tasks)
        running: dict[Any, tuple[int, Taak]] = {}
        done = as_completed(loop=self.client.loop)
        try:
            while True:
                with explain_loss():
                    room = max(1, VOORUIT * sum(self.client.nthreads().values()))
                while len(running) < room:
                    place, task = next(waiting, (-1, None))
                    if task is None:
                        break
                    with explain_loss():
                        future = self.submit(task, place, output, werk, settings)
                        done.add(future)
                    running[future] = (place, task)
                if not running:
                    return
                with explain_loss():
                    future = next(done)
                place, task = running.pop(future)
                try:
                    yield place, collect(future, task, output, werk, settings)
                except OSError as error:
                    yield place, WorkerLost(explain_failure(error))
        finally:
            if running:
                end_soon(lambda: self.client.cancel(list(running), force=True))

    def submit(self, task: Taak, place: int, output: Path, werk: Path, settings: Settings) -> Any:
        """Send one run to the cluster, and return what will hold its result."""
        # What came first is to be done first; and the same run twice is not the same result.
        how = {"priority": -place, "pure": False}
        bare = replace(settings, gate=Gate())  # the names on the key stay here, and are looked for here
        if self.shared:
            places = find_root().resolve(), output.resolve(), werk.resolve()
            return self.client.submit(run_shared, task, *places, bare, **how)
        keuze = task.keuze
        # The earlier report and the hashes of whole files are for the team.
        alone = replace(keuze, eerder=None, begin=keuze.begin.model_copy(update={"data": {}}))
        return self.client.submit(
            run_sent, Zending(replace(task, keuze=alone), keuze.run.notebook.read_bytes()), bare, **how
        )


def end_soon(end: Callable[[], object]) -> None:
    """End something of a cluster without waiting long: Ctrl-C reached its processes too, and they may not answer."""

    def attempt() -> None:
        with suppress(Exception):  # what is gone already needs no end
            end()

    thread = threading.Thread(target=attempt, daemon=True)
    thread.start()
    thread.join(CLUSTERAFSCHEID)


@contextmanager
def explain_loss() -> Iterator[None]:
    """Say in a sentence that the cluster is gone."""
    try:
        yield
    except OSError as error:
        raise LeerkringError(f"het cluster is niet meer te bereiken ({error}); probeer het later opnieuw") from None


def collect(future: Any, task: Taak, output: Path, werk: Path, settings: Settings) -> Uitkomst | WorkerLost:
    """Return the outcome of a run elsewhere, once what it made stands where a run on this machine would have put it."""
    if future.status != "finished":
        error = future.exception() if future.status == "error" else None
        why = f"het cluster gaf het op: {type(error).__name__}: {error}" if error else "dit rapport is afgebroken"
        return WorkerLost(why)
    result: Terug | Uitkomst | WorkerLost = future.result()
    if isinstance(result, WorkerLost):
        return result
    outcome = receive(result, task, output, werk, settings) if isinstance(result, Terug) else result
    search_names(outcome, task, werk, settings)
    return outcome


def receive(result: Terug, task: Taak, output: Path, werk: Path, settings: Settings) -> Uitkomst:
    """Write what a worker sent back, and add to its outcome what only this machine knows."""
    outcome, keuze = result.uitkomst, task.keuze
    executed, page = find_work(werk, keuze.run)
    log = find_log(output, outcome.id)
    places = {"notebook": executed, "page": page, "log": log, "rest": log.with_suffix(".ipynb")}
    for naam, text in result.bestanden.items():
        make_private(places[naam].parent)
        write_synced(places[naam], text, PRIVE)
    if "rest" not in result.bestanden:
        places["rest"].unlink(missing_ok=True)
    outcome.data = keuze.begin.data
    if outcome.status is Status.GELUKT:
        write_forms(outcome, werk, keuze.run, settings.vormen)
        tell_changes(outcome, keuze.eerder, output / f"{outcome.id}.html", result.bestanden["page"])
    else:
        keep_report(outcome, keuze.eerder)
    return outcome


def search_names(outcome: Uitkomst, task: Taak, werk: Path, settings: Settings) -> None:
    """Look in a report for the names on the key, which never travel."""
    run = task.keuze.run
    if outcome.status is Status.GELUKT and leaves_the_team(run.parameters, outcome.feiten):
        executed, page = find_work(werk, run)
        notebook = nbformat.read(executed, as_version=4)
        try:
            outcome.waarschuwingen += settings.gate.check(page.read_text(encoding="utf-8"), notebook, task.organisaties)
        except PersonalDataError as error:
            hold_back(outcome, error, task.keuze.eerder, executed)


@contextmanager
def connect(scheduler: str | None, local: int | None, shared: bool) -> Iterator[Cluster]:
    """Give a connection to a cluster.

    Parameters
    ----------
    scheduler
        The address of a scheduler that runs already.
    local
        Without one: how many workers to start on this machine.
    shared
        Whether the workers see the project folder.

    Raises
    ------
    LeerkringError
        When the extra is not installed, or nothing answers at that address.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise LeerkringError(MISSING) from None
    with ExitStack() as stack:
        address: Any = scheduler
        allowed = "toegestaan: een adres zoals tcp://10.0.0.5:8786"
        if scheduler is not None and not SCHEDULERADRES.fullmatch(scheduler):
            raise LeerkringError(f"‘{scheduler}’ is niet het adres van een scheduler; {allowed}")
        if scheduler is None:
            # A port that is free, because two batches may each have a cluster of their own.
            shape: Any = {"n_workers": local, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0"}
            cluster = LocalCluster(**shape, silence_logs=50, preload=elsewhere.__name__)
            stack.callback(end_soon, cluster.close)
            address = cluster
        try:
            client = Client(address, timeout=10, set_as_default=False)
            stack.callback(end_soon, client.close)
        except (OSError, ValueError, TimeoutError):
            raise LeerkringError(f"op ‘{scheduler}’ antwoordt geen scheduler; {allowed}") from None
        yield Cluster(client, shared)
