"""What a report costs, measured side by side: the usual loop, one process, ours, and the floor.

`make benchmark` runs each way over the same notebook and data, in turn, so that a busy machine slows all of them alike.
CPU counts every process that a way starts, also those whose parent is gone: this process adopts and counts them.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
PR_SET_CHILD_SUBREAPER = 36
TRAJECT = "data/voorbeeld-2021"
WAYS = {
    "a": "papermill CLI + nbconvert CLI",
    "b": "one process: papermill + exporter",
    "c": "one process: ploomber-engine",
    "d": "leerkring run",
    "e": "floor",
}


@dataclass
class Meting:
    """What one way cost so far, over all its rounds."""

    notebooks: int = 0
    cpu: float = 0.0
    wall: float = 0.0
    peak: int = 0
    errors: list[str] = field(default_factory=list)


def write_params(folder: Path, number: int) -> list[Path]:
    """Write params files for the case notebook, over the deelnemers of the example in turn."""
    params = sorted((ROOT / "params" / "voorbeeld-2021").glob("*.yaml"))
    cases = [p for p in params if yaml.safe_load(p.read_text(encoding="utf-8"))["notebook"] == "casus"]
    written = []
    for place in range(number):
        path = folder / f"geval-{place:03d}.yaml"
        path.write_text(cases[place % len(cases)].read_text(encoding="utf-8"), encoding="utf-8")
        written.append(path)
    return written


def list_commands(way: str, params: list[Path], out: Path, jobs: int) -> list[list[str]]:
    """Return the commands of one way, to be run one after the other."""
    if way == "a":
        commands = []
        for path in params:
            book = str(out / f"{path.stem}.ipynb")
            run = [str(BIN / "papermill"), "notebooks/casus.ipynb", book, "-f", str(path), "--no-progress-bar"]
            commands += [run, [str(BIN / "jupyter"), "nbconvert", "--to", "leerkring", book]]
        return commands
    if way == "d":
        words = [str(path) for path in params]
        return [[str(BIN / "leerkring"), "run", "--jobs", str(jobs), "--output", str(out), *words]]
    script = {"b": "one_process.py", "c": "one_process.py", "e": "floor.py"}[way]
    word = {"b": "nbclient", "c": "embedded", "e": str(jobs)}[way]
    return [[sys.executable, str(HERE / script), str(out), word, *map(str, params)]]


def read_memory(mark: str) -> int:
    """Return the memory in bytes, each shared page counted once, of all processes that carry a mark."""
    total = 0
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (place / "environ").read_bytes():
                line = next(ln for ln in (place / "smaps_rollup").read_text().splitlines() if ln.startswith("Pss:"))
                total += int(line.split()[1]) * 1024
        except (OSError, StopIteration):
            continue  # it ended meanwhile
    return total


def measure(way: str, params: list[Path], jobs: int, meting: Meting) -> None:
    """Run one way over the params files and add what it cost."""
    mark = f"{way}-{os.getpid()}-{time.monotonic_ns()}"
    environment = {**os.environ, "LEERKRING_METING": mark}
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(0.5):
            meting.peak = max(meting.peak, read_memory(f"LEERKRING_METING={mark}"))

    watcher = threading.Thread(target=watch, daemon=True)
    with tempfile.TemporaryDirectory() as out:
        before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        watcher.start()
        for command in list_commands(way, params, Path(out), jobs):
            with subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
            ) as process:
                _, errors = process.communicate()
            if process.returncode:
                meting.errors.append(f"{' '.join(command[:3])}: exit code {process.returncode}: {errors[-300:]}")
        meting.wall += time.monotonic() - clock
        wait_for_orphans()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        stop.set()
        watcher.join()
        pages = len(list(Path(out).rglob("geval-*.html")))
    if pages != len(params):
        meting.errors.append(f"{pages} of {len(params)} pages")
    meting.cpu += after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    meting.notebooks += len(params)


def wait_for_orphans() -> None:
    """Wait for every process that was adopted, so that its CPU time is counted."""
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return


def show(metingen: dict[str, Meting], jobs: int) -> str:
    """Return the measurements as a table, with (a) as the measure of all."""
    base = metingen.get("a")
    lines = [
        f"{os.cpu_count()} cores, {jobs} jobs; per notebook",
        f"{'way':38} {'n':>4} {'CPU s':>7} {'wall s':>7} {'a/CPU':>6} {'a/wall':>6} {'peak MB':>8}",
    ]
    for way, m in metingen.items():
        cpu, wall = m.cpu / m.notebooks, m.wall / m.notebooks
        ratios = [base.cpu / base.notebooks / cpu, base.wall / base.notebooks / wall] if base else [0.0, 0.0]
        name = f"({way}) {WAYS[way]}"
        lines.append(
            f"{name:38} {m.notebooks:4} {cpu:7.2f} {wall:7.2f} {ratios[0]:6.1f} {ratios[1]:6.1f} {m.peak / 1e6:8.0f}"
        )
        lines += [f"    {error}" for error in m.errors]
    if {"d", "e"} <= set(metingen):
        d, e = metingen["d"], metingen["e"]
        lines.append(f"ours over the floor, CPU: {d.cpu / d.notebooks / (e.cpu / e.notebooks):.2f}")
    return "\n".join(lines)


def main() -> None:
    """Measure and print; with `--json` also write what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notebooks", type=int, default=24, help="notebooks per way, over all rounds")
    parser.add_argument("--rounds", type=int, default=1, help="the ways take turns this many times")
    parser.add_argument(
        "--few", type=int, default=4, help="notebooks for (a) per round, whose cost is the same for each"
    )
    parser.add_argument("--ways", default="".join(WAYS))
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    metingen = {way: Meting() for way in WAYS if way in chosen.ways}
    if "c" in metingen and find_spec("ploomber_engine") is None:
        print("(c) is left out: ploomber-engine is not installed here", file=sys.stderr)
        del metingen["c"]
    with tempfile.TemporaryDirectory() as folder:
        params = write_params(Path(folder), chosen.notebooks // chosen.rounds)
        for turn in range(chosen.rounds):
            for way, meting in metingen.items():
                print(f"round {turn + 1}: ({way}) {WAYS[way]}", file=sys.stderr, flush=True)
                measure(way, params[: chosen.few] if way == "a" else params, chosen.jobs, meting)
    print(show(metingen, chosen.jobs))
    if chosen.json:
        chosen.json.write_text(json.dumps({way: vars(m) for way, m in metingen.items()}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
