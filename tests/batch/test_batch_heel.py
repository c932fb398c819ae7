"""Never half a file: a batch killed at any moment, two at once, a full disk, a folder that may not be written."""

import errno
import json
import os
import random
import shutil
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
import yaml
from mini import write_traject
from notitieboek import wait_until
from opdracht import leerkring, start

from leerkring.batch import files
from leerkring.batch.files import clean_leftovers, place_together, replace_text
from leerkring.batch.freshness import Inputs, hash_report
from leerkring.batch.lock import BEZIG, HOUDER, hold_output
from leerkring.batch.manifest import read_manifest
from leerkring.batch.plan import build_plan
from leerkring.batch.settings import Settings
from leerkring.errors import LeerkringError

linux = pytest.mark.skipif(sys.platform != "linux", reason="needs a kernel that is forked, or a mount of its own")
PARAMETERS = 'notebook = "proef"\ntraject = "data/mini"\ndoelgroep = "team"\nwacht = 0'
CELL = """
import time
from pathlib import Path
from IPython.display import Markdown, display

Path("begonnen").touch()
for _ in range(600):
    if not wacht or Path("door").exists():
        break
    time.sleep(0.1)
display(Markdown("een hele bladzijde " * 4000))
"""
NAMEN = ("a", "b", "c")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with three runs of a notebook that makes a page of some size and may wait to be let through."""
    folder = tmp_path / "project"
    write_traject(folder / "data" / "mini")
    (folder / "notebooks").mkdir()
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}), nbformat.v4.new_code_cell(CELL)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), folder / "notebooks" / "proef.ipynb")
    (folder / "params").mkdir()
    for naam in NAMEN:
        write_params(folder, naam)
    monkeypatch.setenv("LEERKRING_ROOT", str(folder))
    monkeypatch.chdir(folder)
    return folder


def write_params(folder: Path, naam: str, wacht: int = 0) -> None:
    content = {"notebook": "proef", "traject": "data/mini", "doelgroep": "team", "wacht": wacht}
    (folder / "params" / f"{naam}.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")


def is_whole(output: Path, naam: str) -> bool:
    """Tell whether both files of a report are whole."""
    page, book = (output / "mini" / f"{naam}.{ending}" for ending in ("html", "ipynb"))
    return page.read_text(encoding="utf-8").rstrip().endswith("</html>") and bool(nbformat.read(book, as_version=4))


def list_needed(project: Path) -> dict[str, str]:
    output = project / "output"
    choices = Inputs(Settings()).choose_runs(build_plan(), output, read_manifest(output))
    assert len(choices) == len(NAMEN)
    return {choice.run.naam: choice.reden for choice in choices if choice.reden}


@linux
def test_a_batch_killed_at_ten_random_moments_leaves_whole_reports_and_the_next_run_makes_the_rest(
    project: Path,
) -> None:
    output = project / "output"
    with start(project, "run", "--jobs", "2") as batch:
        assert wait_until(lambda: list(output.glob(".werk-*/mini")) or batch.poll() is not None)
        clock = time.monotonic()
        _, errors = batch.communicate(timeout=120)
        busy = time.monotonic() - clock  # so that no moment is spent on what comes before the first report
    assert batch.returncode == 0, errors
    seed = int(time.time())
    moments = random.Random(seed)  # noqa: S311 - the seed is told when the test fails
    changed = 0
    for _ in range(10):
        before = {naam: (output / "mini" / f"{naam}.html").stat().st_mtime_ns for naam in NAMEN}
        with start(project, "run", "--force", "--jobs", "2") as batch:
            own = output / f".werk-{batch.pid}" / "mini"  # and not what the one before left behind
            assert wait_until(lambda own=own: own.exists() or batch.poll() is not None)
            time.sleep(moments.uniform(0, busy))
            batch.kill()
            batch.communicate(timeout=60)
        assert all(is_whole(output, naam) for naam in NAMEN), f"seed {seed}"
        assert set(read_manifest(output)) == {f"mini/{naam}" for naam in NAMEN}, f"seed {seed}"
        # What is out of step with the manifest is found out and made again; whatever else there is, was made.
        for naam in NAMEN:
            made = read_manifest(output)[f"mini/{naam}"].afdruk
            changed += (output / "mini" / f"{naam}.html").stat().st_mtime_ns != before[naam]
            assert (hash_report(output, f"mini/{naam}") == made) == (naam not in list_needed(project)), f"seed {seed}"
    assert changed, "the batch was always killed before it did anything"
    done = leerkring(project, "run")
    assert done.returncode == 0, done.stderr
    assert list_needed(project) == {}
    assert not list(output.rglob(".*"))


@linux
def test_a_first_batch_that_is_killed_is_completed_by_the_next(project: Path) -> None:
    write_params(project, "c", wacht=1)
    with start(project, "run", "--jobs", "1", koud=True) as batch:
        assert wait_until(lambda: (project / "output" / "manifest.json").exists())
        # The data of a notebook that runs are where the next batch clears up.
        assert wait_until(lambda: list((project / "output").glob(".werk-*/*.overdracht")))
        assert {stat.S_IMODE(p.stat().st_mode) for p in (project / "output").glob(".werk-*")} == {0o700}
        batch.kill()
        batch.communicate(timeout=60)
    first = read_manifest(project / "output")
    assert 1 <= len(first) < 3
    assert list((project / "output").glob(".werk-*"))
    (project / "door").touch()
    done = leerkring(project, "run")
    assert f"{3 - len(first)} gelukt, 0 mislukt, {len(first)} al goed" in done.stdout
    assert list_needed(project) == {}
    assert not list((project / "output").rglob(".*"))


@linux
def test_a_second_batch_on_the_same_folder_is_refused_with_who_has_it_and_one_elsewhere_is_not(project: Path) -> None:
    write_params(project, "a", wacht=1)
    with start(project, "run", "params/a.yaml") as first:
        assert wait_until(lambda: (project / "begonnen").exists())
        second = leerkring(project, "run", "params/b.yaml")
        shown = leerkring(project, "run", "--dry-run", "params/b.yaml")
        elsewhere = leerkring(project, "run", "params/b.yaml", "--output", "elders")
        (project / "door").touch()
        _, errors = first.communicate(timeout=60)
    assert first.returncode == 0, errors
    assert second.returncode == 1
    (said,) = second.stderr.splitlines()
    assert f"output is in gebruik door een andere run (proces {first.pid} op {socket.gethostname()} sinds 20" in said
    assert said.endswith("; wacht tot die klaar is, of noem een andere map met --output")
    assert elsewhere.returncode == 0, elsewhere.stderr
    assert "mini/b: nog nooit gemaakt" in shown.stdout
    assert list(read_manifest(project / "output")) == ["mini/a"]


def test_a_lock_of_a_process_that_is_gone_is_taken_over_and_its_leftovers_are_removed(tmp_path: Path) -> None:
    output = tmp_path / "output"
    (output / ".werk-1" / "mini").mkdir(parents=True)
    (output / "mini").mkdir()
    (output / "mini" / ".werk-1-a.html").write_text("half", encoding="utf-8")
    (output / "mini" / "a.html").write_text("whole", encoding="utf-8")
    (output / BEZIG).touch()
    (output / HOUDER).write_text('{"pid": 1, "host": "x", "since": "y"}', encoding="utf-8")
    with hold_output(output):
        assert json.loads((output / HOUDER).read_text(encoding="utf-8"))["pid"] == os.getpid()
        with pytest.raises(LeerkringError, match=f"proces {os.getpid()} op "), hold_output(output):
            pass
    assert [path.relative_to(output).as_posix() for path in sorted(output.rglob("*"))] == ["mini", "mini/a.html"]


def test_only_one_of_many_who_come_at_once_gets_the_folder(tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom leerkring.batch.lock import hold_output\n"
        "from leerkring.errors import LeerkringError\n"
        "from contextlib import suppress\nwon = 0\nuntil = time.monotonic() + 2\n"
        "while time.monotonic() < until:\n"
        "    with suppress(LeerkringError), hold_output(Path(sys.argv[1])):\n"
        "        mark = Path(sys.argv[1]) / 'binnen'\n"
        "        mark.touch(exist_ok=False)\n        time.sleep(0.001)\n        mark.unlink()\n        won += 1\n"
        "print(won)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "output")]
    pipe = subprocess.PIPE
    running = [subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) for _ in range(4)]
    ends = [process.communicate(timeout=60) for process in running]
    assert [process.returncode for process in running] == [0] * 4, ends
    assert sum(int(out) for out, _ in ends) > 10


# Folders that cannot be written


def run_mounted(project: Path, options: str, then: str = "") -> subprocess.CompletedProcess[str]:
    """Run a batch with a mount of its own on the output folder, which ends with it; what stands in it is copied."""
    script = (
        f"mount -t tmpfs -o {options} none output || exit 77\n{then}\n"
        f"{sys.executable} -m leerkring.cli run --jobs 1\ncode=$?\nrm -f output/vulling\ncp -a output na\nexit $code"
    )
    done = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", script],
        cwd=project, capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    if done.returncode == 77 or "unshare failed" in done.stderr:
        pytest.skip("this system allows no mounts in a namespace of its own")
    return done


@pytest.fixture
def earlier(project: Path) -> Path:
    """Return the project after a first run, with its reports in a folder beside the output folder."""
    assert leerkring(project, "run").returncode == 0
    (project / "output").rename(project / "eerder")
    (project / "output").mkdir()
    return project


@linux
@pytest.mark.parametrize("room", ["8k", "200k"], ids=["no room at all", "room for one report"])
def test_a_full_disk_is_a_clear_error_and_loses_nothing(earlier: Path, room: str) -> None:
    write_params(earlier, "a", wacht=2)  # a changed parameter: to be made again
    write_params(earlier, "b", wacht=2)
    (earlier / "door").touch()
    fill = "cp -a eerder/. output/\nhead -c 100M /dev/zero > output/vulling 2>/dev/null\n"
    fill += f"truncate -s -{room} output/vulling"
    done = run_mounted(earlier, "size=2m", fill)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "de schijf is vol; maak ruimte en probeer het opnieuw" in done.stderr
    after = earlier / "na"
    assert all(is_whole(after, naam) for naam in NAMEN)
    assert set(read_manifest(after)) == {"mini/a", "mini/b", "mini/c"}
    assert (after / "index.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
    shutil.rmtree(earlier / "output")
    after.rename(earlier / "output")
    assert leerkring(earlier, "run").returncode == 0
    assert list_needed(earlier) == {}


@linux
def test_a_folder_that_is_read_only_is_a_clear_error_before_anything_runs(project: Path) -> None:
    (project / "output").mkdir()
    done = run_mounted(project, "ro,size=1m")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "output is niet te schrijven: in deze map mag u niet schrijven; noem "
        "een andere met --output; wat er was, is er nog"
    ]
    assert not (project / "begonnen").exists()


@linux
def test_a_file_that_may_not_grow_is_a_failed_row(project: Path) -> None:
    import resource

    assert leerkring(project, "run").returncode == 0
    before = {naam: hash_report(project / "output", f"mini/{naam}") for naam in NAMEN}
    # Cold: the limit is for whatever the batch starts as well.
    with start(project, "run", "--force", koud=True) as batch:
        resource.prlimit(batch.pid, resource.RLIMIT_FSIZE, (50_000, 50_000))
        _, errors = batch.communicate(timeout=100)
    assert batch.returncode == 1
    assert "Traceback" not in errors
    assert "het bestand wordt groter dan hier mag" in errors
    assert {naam: hash_report(project / "output", f"mini/{naam}") for naam in NAMEN} == before


# A file that is open elsewhere


@pytest.fixture
def pair(tmp_path: Path) -> list[tuple[Path, Path]]:
    """Return two finished files with their places, where earlier ones stand."""
    for name in ("nieuw", "plaats"):
        (tmp_path / name).mkdir()
        for ending in ("ipynb", "html"):
            (tmp_path / name / f"a.{ending}").write_text(f"{name} {ending}", encoding="utf-8")
    return [(tmp_path / "nieuw" / f"a.{e}", tmp_path / "plaats" / f"a.{e}") for e in ("ipynb", "html")]


def read_places(pair: list[tuple[Path, Path]]) -> list[str]:
    return [place.read_text(encoding="utf-8") for _, place in pair]


def test_two_files_are_placed_together(pair: list[tuple[Path, Path]]) -> None:
    place_together(pair)
    assert read_places(pair) == ["nieuw ipynb", "nieuw html"]


@pytest.mark.parametrize("ending", ["ipynb", "html"])
@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.ENOSPC])
def test_a_file_that_cannot_be_replaced_leaves_both_earlier_ones(
    pair: list[tuple[Path, Path]], monkeypatch: pytest.MonkeyPatch, ending: str, number: int
) -> None:
    whole = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        # As on Windows, where a file that another program has open cannot be replaced.
        if Path(target).suffix == f".{ending}" and self.parent.name == "nieuw" and not self.name.endswith("vorige"):
            raise OSError(number, os.strerror(number), str(self), None, str(target))
        return whole(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(LeerkringError, match=rf"^a\.{ending} is niet te schrijven: .*; wat er was, is er nog"):
        place_together(pair)
    assert read_places(pair) == ["plaats ipynb", "plaats html"]


@linux
@pytest.mark.skipif(not shutil.which("chattr"), reason="needs chattr")
def test_a_report_that_is_open_elsewhere_is_a_failed_row_and_the_others_go_on(project: Path) -> None:
    assert leerkring(project, "run").returncode == 0
    page = project / "output" / "mini" / "a.html"
    before = hash_report(project / "output", "mini/a")
    if subprocess.run(["chattr", "+i", str(page)], check=False, capture_output=True).returncode:
        pytest.skip("this file system or user cannot make a file that may not be replaced")
    try:
        done = leerkring(project, "run", "--force")
    finally:
        subprocess.run(["chattr", "-i", str(page)], check=True)
    assert "2 gelukt, 1 mislukt" in done.stdout
    assert (
        "mislukt: mini/a: a.html is niet te schrijven: een ander programma heeft het open, of u mag daar niet schrijven"
        in done.stderr
    )
    assert hash_report(project / "output", "mini/a") == before
    assert read_manifest(project / "output")["mini/a"].afdruk == before
    assert list_needed(project) == {"a": "mislukte de vorige keer"}


def test_a_text_that_cannot_be_written_leaves_the_old_one_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "manifest.json"
    replace_text(path, "oud")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(LeerkringError, match=r"manifest\.json is niet te schrijven: de schijf is vol"):
        replace_text(path, "nieuw")
    assert path.read_text(encoding="utf-8") == "oud"
    assert [p.name for p in tmp_path.iterdir()] == ["manifest.json"]


def test_leftovers_are_only_what_was_not_finished(tmp_path: Path) -> None:
    for name in (".werk-12", "mini", ".eigen"):
        (tmp_path / name).mkdir()
    for name in (".werk-12/x", ".werk-3-index.html", "mini/.werk-3-a.html", "mini/a.html", ".eigen/b"):
        (tmp_path / name).touch()
    clean_leftovers(tmp_path)
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*")) == [
        ".eigen",
        ".eigen/b",
        "mini",
        "mini/a.html",
    ]
