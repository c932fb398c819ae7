"""The same plan on other machines: a Dask cluster hands out the runs, and each of its workers starts kernels warm.

What travels is the notebook and the part of the data that its readers may see. Or nothing does, when all workers see
the project folder on shared storage.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import current_process
from pathlib import Path, PurePath
from typing import Any

from leerkring.batch.files import write_synced
from leerkring.batch.logs import find_log
from leerkring.batch.manifest import Uitkomst
from leerkring.batch.programs import hash_library
from leerkring.batch.run import Taak, find_work, prepare_batch
from leerkring.batch.settings import Settings
from leerkring.batch.sources import Sources
from leerkring.batch.worker import WorkerLost, run_tasks
from leerkring.errors import LeerkringError
from leerkring.paths import NOTEBOOKS, OUTPUT, PARAMS, find_root

MISSING = "runs on a cluster need the extra cluster; install it with: pip install 'leerkring[cluster]'"
VOORUIT = 2
"""How many runs are sent ahead for each worker: enough to keep it busy, and few enough to keep memory small."""
WERK = "werk"
ADRES = re.compile(r"[a-z]+://[^\s/]+:\d+")


@dataclass(frozen=True)
class Zending:
    """A run that travels, with all that it needs of this machine."""

    taak: Taak
    notebook: bytes
    vorige: str | None
    """The page that there is already, to tell what changed."""


@dataclass(frozen=True)
class Terug:
    """What came of a run elsewhere, and the text of each file that it made, by what it is."""

    uitkomst: Uitkomst
    bestanden: Mapping[str, str]


@dataclass(frozen=True)
class Cluster:
    """A cluster to run notebooks on, and whether its workers see the project folder themselves."""

    client: Any
    shared: bool = False

    def list_files(self, params: Mapping[str, Any], sources: Sources) -> Mapping[str, str]:
        """Return the data files, with a hash of each, that a notebook finds where it runs.

        Raises
        ------
        LeerkringError
            When the traject lies outside the project, so that it cannot have the same place there.
        """
        folder = str(params["traject"])
        if self.shared:
            return sources.hash_files(folder)
        if PurePath(folder).is_absolute() or ".." in PurePath(folder).parts:
            raise LeerkringError(
                f"parameter 'traject' is {folder!r}; allowed on a cluster without --shared: a folder of the project"
            )
        return {}

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
                while len(running) < max(1, VOORUIT * sum(self.client.nthreads().values())):
                    place, task = next(waiting, (-1, None))
                    if task is None:
                        break
                    running[self.submit(task, place, output, werk, settings)] = (place, task)
                    done.add(list(running)[-1])
                if not running:
                    return
                future = next(done)
                place, task = running.pop(future)
                yield place, collect(future, task, output, werk)
        except OSError as error:
            raise LeerkringError(f"the cluster cannot be reached any more ({error}); run again later") from None
        finally:
            self.client.cancel(list(running), force=True)

    def submit(self, task: Taak, place: int, output: Path, werk: Path, settings: Settings) -> Any:
        """Send one run to the cluster, and return what will hold its result."""
        # What came first is to be done first; and the same run twice is not the same result.
        how = {"priority": -place, "pure": False}
        if self.shared:
            places = find_root().resolve(), output.resolve(), werk.resolve()
            return self.client.submit(run_shared, task, *places, settings, **how)
        page = output / f"{task.keuze.run.id}.html"
        vorige = page.read_text(encoding="utf-8") if task.keuze.eerder and page.is_file() else None
        sent = Zending(task, task.keuze.run.notebook.read_bytes(), vorige)
        return self.client.submit(run_sent, sent, settings, **how)


def collect(future: Any, task: Taak, output: Path, werk: Path) -> Uitkomst | WorkerLost:
    """Return the outcome of a run elsewhere, after putting what it made where a run on this machine would have."""
    if future.status != "finished":
        error = future.exception() if future.status == "error" else None
        return WorkerLost(
            f"the cluster gave it up: {type(error).__name__}: {error}" if error else "the run was cancelled"
        )
    result: Terug | Uitkomst | WorkerLost = future.result()
    if not isinstance(result, Terug):
        return result
    executed, page = find_work(werk, task.keuze.run)
    log = find_log(output, result.uitkomst.id)
    places = {"notebook": executed, "page": page, "log": log, "rest": log.with_suffix(".ipynb")}
    for naam, text in result.bestanden.items():
        places[naam].parent.mkdir(parents=True, exist_ok=True)
        write_synced(places[naam], text)
    if "rest" not in result.bestanden:
        places["rest"].unlink(missing_ok=True)
    return result.uitkomst


def run_shared(task: Taak, root: Path, output: Path, werk: Path, settings: Settings) -> Uitkomst | WorkerLost:
    """Run a task on a worker that sees the project folder; what it makes stands where the batch will look."""
    if not (root / NOTEBOOKS).is_dir():
        return WorkerLost(
            f"a worker does not see the project folder {root.name}; run without --shared to send what it needs"
        )
    return run_warm(task, prepare_elsewhere, root, output, werk, settings)


def run_sent(zending: Zending, settings: Settings) -> Terug | WorkerLost:
    """Run a task on a worker that has nothing of the project but what was sent, and return what it made."""
    with tempfile.TemporaryDirectory(prefix="lk-") as name:
        root, run = Path(name), zending.taak.keuze.run
        for folder in (NOTEBOOKS, PARAMS, str(run.parameters["traject"])):
            (root / folder).mkdir(parents=True, exist_ok=True)
        notebook, output, werk = root / NOTEBOOKS / run.notebook.name, root / OUTPUT, root / WERK
        notebook.write_bytes(zending.notebook)
        if zending.vorige is not None:
            page = output / f"{run.id}.html"
            page.parent.mkdir(parents=True)
            page.write_text(zending.vorige, encoding="utf-8", newline="\n")
        here = replace(run, notebook=notebook)
        task = replace(zending.taak, keuze=replace(zending.taak.keuze, run=here))
        result = run_warm(task, prepare_elsewhere, root, output, werk, settings)
        if isinstance(result, WorkerLost):
            return result
        executed, page = find_work(werk, here)
        log = find_log(output, result.id)
        made = {"notebook": executed, "page": page, "log": log, "rest": log.with_suffix(".ipynb")}
        return Terug(result, {n: p.read_text(encoding="utf-8") for n, p in made.items() if p.is_file()})


def run_warm(task: Taak, prepare: Callable[..., Any], *given: Any) -> Uitkomst | WorkerLost:
    """Run a task in a process of its own, forked warm where that can be; what it is forked from stays for the next."""
    settings: Settings = given[-1]
    if find_version() != settings.code:
        return WorkerLost("a worker has another version of leerkring; install the same one on every machine")
    # Dask marks its workers as processes that may have no children, so that none is left behind; ours see to that.
    current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    ((_, result),) = run_tasks([task], 1, prepare, *given, limit=settings.per_notebook, keep_server=True)
    found: Uitkomst | WorkerLost = result
    return found


@cache
def find_version() -> str:
    """Return the version of our own code on this machine, looked at once in each process."""
    return hash_library()


def prepare_elsewhere(root: Path, output: Path, werk: Path, settings: Settings) -> Callable[[Taak], Uitkomst]:
    """Return what runs one notebook, in a process that belongs to a project folder from now on."""
    os.environ["LEERKRING_ROOT"] = str(root)
    os.chdir(root)
    return prepare_batch(output, werk, settings)


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
        allowed = "allowed: an address such as tcp://10.0.0.5:8786"
        if scheduler is not None and not ADRES.fullmatch(scheduler):
            raise LeerkringError(f"{scheduler!r} is not the address of a scheduler; {allowed}")
        if scheduler is None:
            cluster = LocalCluster(n_workers=local, threads_per_worker=1, dashboard_address=None, silence_logs=50)
            address = stack.enter_context(cluster)
        try:
            client = stack.enter_context(Client(address, timeout=10, set_as_default=False))
        except (OSError, ValueError, TimeoutError):
            raise LeerkringError(f"no scheduler answers at {scheduler!r}; {allowed}") from None
        yield Cluster(client, shared)
