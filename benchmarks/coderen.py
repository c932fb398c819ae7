"""Measure how fast the codeerbank and kalibreren react in the kernel on a copy of the fictional example.

An interaction is what the kernel does between an operated control and the last change that it sends back; to give, take
away and undo a code includes that it is checked and on the disk.
"""

from __future__ import annotations

import logging
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from leerkring.lab.codeerbank import Codeerbank
from leerkring.lab.kalibreren import Kalibreren
from leerkring.lab.leesstukken import Leessoort
from leerkring.lab.opening import open_scherm

EXAMPLE = Path("data/voorbeeld-2021")
TIMES = 20
Act = Callable[[], None]


def measure(titel: str, scherm: Any, acts: list[Act]) -> None:
    """Print how long each of so many acts takes."""
    taken = []
    for act in islice(cycle(acts), TIMES):
        clock = time.perf_counter()
        act()
        taken.append((time.perf_counter() - clock) * 1000)
        if scherm.fout.value:
            raise SystemExit(f"{titel}: {scherm.fout.value}")
    middle, top = statistics.median(taken), max(taken)
    print(f"{titel:20}{len(taken):4} interactions: median {middle:4.0f} ms, slowest {top:4.0f} ms")


def build(make: Callable[[Any], Any]) -> Any:
    """Return an explorer once its screen is filled."""
    made: list[Any] = []

    def fill(scherm: Any) -> None:
        made.append(make(scherm))
        made[0].start()

    open_scherm("", fill)
    return made[0]


def set_value(control: Any, *values: Any) -> list[Act]:
    """Return the acts that choose one value after the other."""
    return [lambda value=value: setattr(control, "value", value) for value in values]


if __name__ == "__main__":
    logging.getLogger("leerkring.lab").addHandler(logging.NullHandler())
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(EXAMPLE, Path(folder) / "kopie")
        bank = build(lambda scherm: Codeerbank(scherm, str(copy), "T3"))
        measure("codeerbank, lezen", bank.scherm, set_value(bank.stuk, *(f"F{n:03d}" for n in range(1, 21))))
        acts = [bank.geef.click, bank.terug.click, bank.opnieuw.click, bank.neem.click]
        measure("codeerbank, opslaan", bank.scherm, acts)
        kinds = [Leessoort.LOGBOEK, Leessoort.FRAGMENT]
        measure("codeerbank, kiezen", bank.scherm, set_value(bank.soort, *kinds))
    trial = build(lambda scherm: Kalibreren(scherm, str(EXAMPLE)))
    measure("kalibreren", trial.scherm, set_value(trial.velden[1], *(1 + n / 8 for n in range(1, 21))))
