"""How the cost of a batch grows with the number of deelnemers: CPU per report, memory, and the check of what is done.

Each size is an invented traject with that many deelnemers and a case report for each. A report should cost the same
however many others there are, and looking at reports that are up to date should cost next to nothing.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import yaml
from batch import BIN, ROOT, wait_for_orphans

MB = 1e6


class Memory:
    """The largest memory of the batch itself and of any other process of it, each shared page counted in part."""

    def __init__(self, pid: int, mark: str) -> None:
        """Watch the processes that carry a mark until told to stop."""
        self.pid, self.mark = pid, mark.encode()
        self.batch = self.other = 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()

    def watch(self) -> None:
        """Look at all processes twice a second."""
        while not self.ended.wait(0.5):
            for place in Path("/proc").glob("[0-9]*"):
                try:
                    if self.mark not in (place / "environ").read_bytes():
                        continue
                    lines = (place / "smaps_rollup").read_text().splitlines()
                except OSError:
                    continue  # it ended meanwhile
                size = sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
                if int(place.name) == self.pid:
                    self.batch = max(self.batch, size)
                else:
                    self.other = max(self.other, size)

    def stop(self) -> None:
        """Stop watching."""
        self.ended.set()
        self.thread.join()


def run_measured(folder: Path, *words: str) -> tuple[float, float, Memory]:
    """Run the command in a project; return its CPU and wall seconds, and its memory."""
    mark = f"LEERKRING_METING={os.getpid()}-{time.monotonic_ns()}"
    name, _, value = mark.partition("=")
    environment = {**os.environ, name: value, "LEERKRING_ROOT": str(folder)}
    before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with subprocess.Popen([str(BIN / "leerkring"), *words], cwd=folder, env=environment) as process:
        memory = Memory(process.pid, mark)
    wall = time.monotonic() - clock
    wait_for_orphans()
    memory.stop()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"{' '.join(words)}: exit code {process.returncode}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, memory


def write_project(folder: Path, number: int) -> None:
    """Write a project with an invented traject of so many deelnemers, and a case report for each."""
    (folder / "notebooks").symlink_to(ROOT / "notebooks")
    (folder / "params").mkdir()
    run_measured(folder, "demo", "--deelnemers", str(number), "data/demo")
    run_measured(folder, "params", "data/demo")
    for path in (folder / "params").rglob("*.yaml"):
        if yaml.safe_load(path.read_text(encoding="utf-8"))["notebook"] != "casus":
            path.unlink()


def main() -> None:
    """Measure each size and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[24, 96, 342])
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args()
    print(f"{os.cpu_count()} cores, {chosen.jobs} jobs; Python {sys.version.split()[0]}")
    head = {
        "reports": 8,
        "CPU s each": 12,
        "wall s each": 12,
        "batch MB": 10,
        "worker MB": 11,
        "check s": 9,
        "one s": 7,
    }
    print("".join(f"{name:>{width}}" for name, width in head.items()))
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_project(folder, size)
            cpu, wall, memory = run_measured(folder, "run", "--jobs", str(chosen.jobs))
            _, check, _ = run_measured(folder, "run")
            one = sorted((folder / "params").rglob("*.yaml"))[0].relative_to(folder)
            _, again, _ = run_measured(folder, "run", "--force", str(one))
        sizes = f"{memory.batch / MB:10.0f}{memory.other / MB:11.0f}"
        print(f"{size:8}{cpu / size:12.2f}{wall / size:12.2f}{sizes}{check:9.1f}{again:7.1f}", flush=True)


if __name__ == "__main__":
    main()
