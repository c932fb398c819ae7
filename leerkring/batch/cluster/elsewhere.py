"""A run on another machine: what arrives there, how it is run in a warm process, and what goes back."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import current_process
from pathlib import Path
from typing import Any

import leerkring.batch.warm.schema  # noqa: F401 - before what would compile a grammar
from leerkring.batch.logs import find_log
from leerkring.batch.manifest import Uitkomst
from leerkring.batch.report import prepare_batch
from leerkring.batch.settings import Settings
from leerkring.batch.taak import Taak, find_work
from leerkring.batch.worker import WorkerLost, run_tasks
from leerkring.paths import NOTEBOOKS, OUTPUT, PARAMS
from leerkring.programs import OVERIG, hash_library, list_environment
from leerkring.rapport.vormen import PAGINA

WERKMAP = "werk"


@dataclass(frozen=True)
class Zending:
    """A run that travels, with all that it needs of this machine and nothing else."""

    taak: Taak
    notebook: bytes


@dataclass(frozen=True)
class Terug:
    """What came of a run elsewhere, and the text of each file that it made, by what it is."""

    uitkomst: Uitkomst
    bestanden: Mapping[str, str]


def dask_setup(_: object) -> None:
    """Leave it to the batch what Ctrl-C means: a worker on the same terminal would end, and be started again meanwhile.

    Dask calls this, by this name, in each worker that it starts on this machine.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def run_shared(task: Taak, root: Path, output: Path, werk: Path, settings: Settings) -> Uitkomst | WorkerLost:
    """Run a task on a worker that sees the project folder; what it makes stands where the batch will look."""
    if not (root / NOTEBOOKS).is_dir():
        return WorkerLost(f"een machine van het cluster ziet de projectmap {root.name} niet; laat --shared weg")
    return run_warm(task, prepare_elsewhere, root, output, werk, settings)


def run_sent(zending: Zending, settings: Settings) -> Terug | WorkerLost:
    """Run a task on a worker that has nothing of the project but what was sent, and return what it made.

    All of it stands in the worker's own folder, which the next worker there clears when this one is killed.
    """
    from distributed import get_worker

    with tempfile.TemporaryDirectory(prefix="lk-", dir=get_worker().local_directory) as name:
        root, run = Path(name), zending.taak.keuze.run
        for folder in (NOTEBOOKS, PARAMS, str(run.parameters["traject"])):
            (root / folder).mkdir(parents=True, exist_ok=True)
        notebook, output, werk = root / NOTEBOOKS / run.notebook.name, root / OUTPUT, root / WERKMAP
        notebook.write_bytes(zending.notebook)
        here = replace(run, notebook=notebook)
        task = replace(zending.taak, keuze=replace(zending.taak.keuze, run=here))
        own = replace(settings, vormen=(PAGINA,))  # the other forms are written where they will stand
        result = run_warm(task, prepare_elsewhere, root, output, werk, own)
        if isinstance(result, WorkerLost):
            return result
        executed, page = find_work(werk, here)
        log = find_log(output, result.id)
        made = {"notebook": executed, "page": page, "log": log, "rest": log.with_suffix(".ipynb")}
        return Terug(result, {n: p.read_text(encoding="utf-8") for n, p in made.items() if p.is_file()})


def run_warm(task: Taak, prepare: Callable[..., Any], *given: Any) -> Uitkomst | WorkerLost:
    """Run a task in a process of its own, forked warm where that can be; what it is forked from stays for the next."""
    settings: Settings = given[-1]
    code, versies = find_versions()
    known = task.keuze.begin.versies
    other = [] if code == settings.code else ["leerkring"]
    other += [name for name in versies if name != OVERIG and versies[name] != known.get(name)]
    if other:
        return WorkerLost(
            f"een machine van het cluster heeft een andere versie van {', '.join(other)}; installeer overal dezelfde"
        )
    # Dask marks its workers as processes that may have no children, so that none is left behind; ours see to that.
    current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    ((_, result),) = run_tasks([task], 1, prepare, *given, limit=settings.per_notebook, keep_server=True)
    found: Uitkomst | WorkerLost = result
    return found


@cache
def find_versions() -> tuple[str, dict[str, str]]:
    """Return the versions of our own code and of the programs on this machine, looked at once in each process."""
    return hash_library(), list_environment()


def prepare_elsewhere(root: Path, output: Path, werk: Path, settings: Settings) -> Callable[[Taak], Uitkomst]:
    """Return what runs one notebook, in a process that belongs to a project folder from now on."""
    os.environ["LEERKRING_ROOT"] = str(root)
    os.chdir(root)
    return prepare_batch(output, werk, settings)
