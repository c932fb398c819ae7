"""Measure how fast explorers react in the kernel on the fictional example: 20 interactions of each, in a fixed order.

An interaction is what the kernel does between a changed control and the last change that it sends back. The first
chart starts the drawing engine; that is told apart, because it happens once in each session.
"""

from __future__ import annotations

import logging
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import chain, cycle, islice
from typing import Any

from leerkring.lab.casusverkenner import open_casusverkenner
from leerkring.lab.vergelijker import open_vergelijker
from leerkring.lab.watals import open_watals

EXAMPLE = "data/voorbeeld-2021"
TIMES = 20
NAMES = ["wolkendam", "hazelschans", "ottermonde", "kwartelstroom", "sparrendrecht", "eksterhaven", "mistelbroek"]
Step = tuple[str, Any]
CASUS: list[Step] = [
    *(("Deelnemer", naam) for naam in NAMES),
    *(("Onderdeel", "Logboek"), ("Deelnemer", "nevelwaard")),
    *(("Zoek in de notities", word) for word in ("i", "in", "inw", "inwo")),
    *(("Soort", "tip"), ("Deelvraag", "D4"), ("Ronde", 2), ("Onderdeel", "Effecten")),
    *(("Deelnemer", "ottermonde"), ("Onderdeel", "Profiel"), ("Doelgroep", "openbaar")),
]
VERGELIJKER: list[Step] = [
    *(("Maat", m) for m in ("Effecten naar richting", "Sterkte van alle vormen", "Soorten stappen")),
    *(("Deelnemers", pair) for pair in (("Nevelwaard", "Ottermonde"), ("Wolkendam", "Mistelbroek", "Hazelschans"))),
    *(("Maat", "Waar notities over gaan"), ("Deelnemers", ("Nevelwaard", "Wolkendam"))),
    *(("Maat", "Effecten naar richting"), ("Doelgroep", "openbaar"), ("Doelgroep", "team")),
]
WATALS: list[Step] = [
    *(("Kleinste groep", n) for n in (8, 12, 20, 5)),
    *(("Deelnemer", naam) for naam in NAMES),
    *(("Doelgroep", d) for d in ("deelnemer", "leerkring", "team")),
]


def walk(widget: Any) -> Iterator[Any]:
    """Yield a widget and all that stands in it."""
    return chain([widget], *(walk(child) for child in getattr(widget, "children", ())))


def measure(titel: str, begin: Callable[[], Any], steps: list[Step], times: int = TIMES) -> None:
    """Print how long the interactions of one explorer take."""
    clock = time.perf_counter()
    scherm = begin()
    opened = time.perf_counter() - clock
    controls = {w.description: w for w in walk(scherm) if getattr(w, "description", "")}
    taken = []
    for label, value in islice(cycle(steps), times):
        clock = time.perf_counter()
        controls[label].value = value
        taken.append((time.perf_counter() - clock) * 1000)
        if scherm.fout.value:
            raise SystemExit(f"{titel}: {label} {value}: {scherm.fout.value}")
    print(
        f"{titel:16}{len(taken):4} interactions: median {statistics.median(taken):5.0f} ms, "
        f"slowest {max(taken):5.0f} ms; opened in {opened * 1000:5.0f} ms"
    )


if __name__ == "__main__":
    logging.getLogger("leerkring.lab").addHandler(logging.NullHandler())
    measure("first chart", lambda: open_casusverkenner(EXAMPLE, "nevelwaard"), CASUS, 1)
    measure("new charts only", lambda: open_casusverkenner(EXAMPLE, "nevelwaard"), CASUS[:7], 7)
    measure("casusverkenner", lambda: open_casusverkenner(EXAMPLE, "nevelwaard"), CASUS)
    measure("vergelijker", lambda: open_vergelijker(EXAMPLE), VERGELIJKER)
    measure("wat als", lambda: open_watals(EXAMPLE, "nevelwaard"), WATALS)
