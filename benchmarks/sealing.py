"""What it costs to seal a kernel: CPU seconds per kernel, where it is started and where it runs.

Each round forks one process that seals itself and closes its network, and one that does neither; the difference is the
cost. `python benchmarks/sealing.py 200`
"""

from __future__ import annotations

import multiprocessing.forkserver  # noqa: F401 - a kernel is forked from a process that has it
import os
import sys
import tempfile
import time
from collections.abc import Callable

from leerkring.batch.warm import sealing
from leerkring.batch.warm.loket import open_loket


def measure(do: Callable[[], object]) -> float:
    """Return the CPU seconds of a process that does one thing."""
    child = os.fork()
    if child == 0:
        do()
        os._exit(0)
    _, status, usage = os.wait4(child, 0)
    return usage.ru_utime + usage.ru_stime if status == 0 else float("nan")


def main(rounds: int) -> None:
    """Print the cost of sealing, in the kernel and in the process that starts it."""
    loket = open_loket({"traject": "data/voorbeeld-2021", "doelgroep": "openbaar"}, "output")
    if loket is None or not sealing.find_version():
        print("this system cannot seal a process: it has no Landlock")
        return
    began = time.process_time()
    for _ in range(rounds):
        readable = loket.list_readable()
    asked = (time.process_time() - began) / rounds
    with tempfile.TemporaryDirectory() as folder:

        def seal() -> None:
            sealing.seal(readable, folder)
            sealing.close_network()

        pairs = [(measure(seal), measure(lambda: None)) for _ in range(rounds)]
    sealed, bare = (sum(column) / rounds for column in zip(*pairs, strict=True))
    print(f"Landlock version {sealing.find_version()}, {len(readable)} places to read, {rounds} rounds")
    print(f"what may be read, in the worker: {asked:.4f} CPU s per kernel")
    print(f"sealing, in the kernel: {sealed - bare:.4f} CPU s (a fork that does so {sealed:.4f}, another {bare:.4f})")
    print(f"together {asked + sealed - bare:.4f} CPU s per report; allowed: 0.02")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 100)
