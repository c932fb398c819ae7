"""A batch in parallel: the order, the limits, lost workers, a stop halfway, and the same pages as from any kernel."""

import json
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml
from notitieboek import find_session, wait_until
from opdracht import leerkring, start
from plek import ROOT
from werker import prepare

from leerkring.batch.freshness import Keuze
from leerkring.batch.manifest import Status, Uitkomst
from leerkring.batch.plan import Run
from leerkring.batch.run import order_runs
from leerkring.batch.worker import WorkerLost, run_tasks

linux = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")


# The pool


def test_workers_take_tasks_in_the_order_given_and_a_worker_that_dies_loses_only_its_own(tmp_path: Path) -> None:
    tasks = ["a", "sterf", "b", "c", "d"]
    results = dict(run_tasks(tasks, 1, prepare, tmp_path, keep_server=True))
    assert list(results) == [0, 1, 2, 3, 4]
    assert isinstance(results[1], WorkerLost)
    assert "(code -9; " in str(results[1])
    assert [results[place][0] for place in (0, 2, 3, 4)] == ["A", "B", "C", "D"]
    assert (tmp_path / "begun").read_text().split() == tasks


def test_a_worker_that_hangs_is_ended_after_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leerkring.batch.worker.RESPIJT", 0.5)
    clock = time.monotonic()
    results = dict(run_tasks(["hang", "a"], 1, prepare, tmp_path, limit=1, keep_server=True))
    assert time.monotonic() - clock < 60
    assert str(results[0]) == "gestopt na 1 seconden, want het kwam niet vanzelf klaar"
    assert results[1][0] == "A"


@pytest.mark.parametrize("fork", [pytest.param("", marks=linux), "1"], ids=["forked", "started"])
def test_workers_run_at_the_same_time_and_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fork: str) -> None:
    monkeypatch.setenv("LEERKRING_GEEN_FORK", fork)
    results = dict(run_tasks(list("abcdefgh"), 2, prepare, tmp_path, keep_server=True))
    assert [results[place][0] for place in range(8)] == list("ABCDEFGH")
    assert 1 <= len({pid for _, pid in results.values()}) <= 2


# The batch


PARAMETERS = """
notebook = "proef"
traject = "data/leertraject-2017"
wat = ""
doelgroep = "team"
"""
CELL = """
import os, signal, time
from pathlib import Path

Path(f"gezien-{wat}").write_text(str(os.getpid()))
if wat == "sterf":
    os.kill(os.getpid(), signal.SIGKILL)
if wat == "hang":
    time.sleep(300)
if wat == "vol":
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
    vol = bytearray(2**31)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with the real case base and a notebook that goes wrong in the way that it is told."""
    for name in ("notebooks", "data/leertraject-2017"):
        shutil.copytree(ROOT / name, tmp_path / name)
    cells = [nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}), nbformat.v4.new_code_cell(CELL)]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), tmp_path / "notebooks" / "proef.ipynb")
    (tmp_path / "params").mkdir()
    return tmp_path


def plan(project: Path, *names: str) -> None:
    for naam in names:
        content = {"notebook": "proef", "traject": "data/leertraject-2017", "wat": naam, "doelgroep": "team"}
        (project / "params" / f"{naam}.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")


def read_manifest(project: Path) -> dict[str, dict[str, Any]]:
    path = project / "output" / "manifest.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["runs"] if path.is_file() else []
    return {row["id"].partition("/")[2]: row for row in rows}


@linux
def test_a_kernel_that_dies_hangs_or_is_out_of_memory_is_one_failed_row(project: Path) -> None:
    plan(project, "goed", "sterf", "hang", "vol", "ook-goed")
    with start(project, "run", "--jobs", "2", "--cell-timeout", "4") as batch:
        out, errors = batch.communicate(timeout=200)
    assert batch.returncode == 1
    assert "2 gelukt, 3 mislukt" in out
    assert "Traceback" not in errors
    rows = read_manifest(project)
    assert {naam: row["status"] for naam, row in rows.items()} == {
        "goed": "gelukt",
        "ook-goed": "gelukt",
        "sterf": "mislukt",
        "hang": "mislukt",
        "vol": "mislukt",
    }
    assert rows["sterf"]["reden"] == "het rekenwerk stopte vanzelf (geheugen vol?); probeer het met --jobs 1"
    assert rows["hang"]["reden"] == "een cel duurde te lang; geef meer tijd met --cell-timeout"
    assert "MemoryError" in rows["vol"]["reden"] or "geheugen vol" in rows["vol"]["reden"]


@linux
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL], ids=["ctrl-c", "kill-9"])
def test_a_batch_that_is_stopped_leaves_no_process_and_no_folder_behind(project: Path, number: int) -> None:
    plan(project, "goed", "hang")
    mark = f"LK_MERK={project.name}-{os.getpid()}-{int(number)}"
    folder = Path(tempfile.mkdtemp())  # short, as the path of a socket must be
    environment = {"LK_MERK": mark.partition("=")[2], "TMPDIR": str(folder)}
    with start(project, "run", "--jobs", "2", koud=True, **environment) as batch:
        assert wait_until(lambda: (project / "gezien-hang").exists() and "goed" in read_manifest(project))
        assert len(find_session(mark)) >= 4, "the batch, the server and the workers"
        os.killpg(batch.pid, number) if number == signal.SIGINT else os.kill(batch.pid, number)
        _, errors = batch.communicate(timeout=60)
    assert batch.returncode != 0
    assert "Traceback" not in errors
    assert wait_until(lambda: not find_session(mark), 5 if number == signal.SIGKILL else 0.5), find_session(mark)
    assert not list(folder.glob("lk-*"))
    shutil.rmtree(folder)
    assert read_manifest(project)["goed"]["status"] == "gelukt"
    assert "hang" not in read_manifest(project)


@linux
def test_pages_from_warm_and_ordinary_kernels_are_the_same_but_for_times(project: Path) -> None:
    content = {"notebook": "casus", "traject": "data/leertraject-2017", "deelnemer": "oss", "doelgroep": "team"}
    (project / "params" / "oss.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    pages = []
    for folder, ordinary in (("warm", ""), ("gewoon", "1")):
        done = leerkring(project, "run", "--output", folder, LEERKRING_GEEN_FORK=ordinary)
        assert done.returncode == 0, done.stderr
        page = (project / folder / "leertraject-2017" / "oss.html").read_text(encoding="utf-8")
        pages.append(re.sub(r"\d{2}:\d{2}(:\d{2})?", "tijd", page))
    assert "<svg" in pages[0]
    assert pages[0] == pages[1]


def test_what_took_longest_before_starts_first_and_what_never_ran_before_that() -> None:
    runs = [Run(Path("x"), Path("x"), {}, "traject", naam) for naam in ("kort", "nieuw", "lang", "ook-nieuw")]
    given: dict[str, Any] = {
        "params": {},
        "notebook": "x",
        "notebook_hash": "",
        "data": {},
        "versies": {},
        "begonnen": "",
    }
    outcomes = {
        f"traject/{naam}": Uitkomst(id=f"traject/{naam}", seconden=seconden, status=Status.GELUKT, **given)
        for naam, seconden in (("kort", 1.0), ("lang", 9.0))
    }
    begin = outcomes["traject/kort"]
    choices = [Keuze(run, begin, outcomes.get(run.id), "nog nooit gemaakt") for run in runs]
    assert [choice.run.naam for choice in order_runs(choices)] == ["nieuw", "ook-nieuw", "lang", "kort"]
