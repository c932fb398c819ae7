"""Measure minimisation at 6 to 14 conditions with 30 cases: `python benchmarks/qca.py` prints time and memory.

Crisp cases are drawn with a fixed seed from a rule with some noise in it; fuzzy ones from the whole range. Per size the
conservative, the parsimonious and the intermediate solution are made (expecting each condition to be present).
"""

import time
import tracemalloc
from collections.abc import Callable

import click
import numpy as np
import pandas as pd

from leerkring.methoden.qca.gegevens import QcaError, read_gegevens
from leerkring.methoden.qca.intermediair import minimise_intermediair
from leerkring.methoden.qca.oplossing import Modelkeuzes, Oplossing, minimise_conservatief, minimise_spaarzaam
from leerkring.methoden.qca.waarheidstabel import Grenzen, Waarheidstabel, build_waarheidstabel

GEVALLEN = 30
ZAAD = 2021


def draw_cases(k: int, *, fuzzy: bool) -> Waarheidstabel:
    """Return the truth table of invented cases with k conditions."""
    rng = np.random.default_rng(ZAAD + k)
    x = rng.random((GEVALLEN, k)).round(2)
    x[x == 0.5] = 0.51
    rule = np.maximum(np.minimum(x[:, 0], 1 - x[:, 1]), np.minimum(x[:, 2], x[:, 3]))
    y = np.clip(rule + rng.normal(0, 0.1, GEVALLEN), 0, 1).round(2)
    if not fuzzy:
        x, y = (x > 0.5).astype(float), (y > 0.5).astype(float)
    names = [f"C{place:02d}" for place in range(k)]
    frame = pd.DataFrame(x, columns=names, index=[f"g{place:02d}" for place in range(GEVALLEN)])
    data = read_gegevens(frame.assign(Y=y), names, "Y")
    return build_waarheidstabel(data, Grenzen(0.95 if fuzzy else 0.8))


def measure(make: Callable[[], object]) -> tuple[object, float, float]:
    """Return the outcome, the seconds, and the highest memory in MB above what was in use."""
    started = time.perf_counter()
    found = make()
    seconds = time.perf_counter() - started
    tracemalloc.start()
    make()
    top = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return found, seconds, top


def describe(found: object) -> str:
    """Return in a few words what was found."""
    if isinstance(found, Oplossing):
        return f"{len(found.implicanten)} prime implicants, {found.aantal_modellen} models"
    return f"{found}"


def try_intermediate(table: Waarheidstabel) -> str:
    """Return how many intermediate solutions there are, or why there are none."""
    try:
        steps = minimise_intermediair(table, list(table.gegevens.condities), Modelkeuzes(rijdominantie=True))
    except QcaError as error:
        return error.redenen[0]
    return f"{len(steps)} pairs, {sum(step.oplossing.aantal_modellen for step in steps)} models (row dominance)"


def main() -> None:
    """Print one line per kind, size and solution."""
    click.echo(f"{'kind':6} {'k':>2} {'solution':13} {'seconds':>8} {'MB':>6}  found")
    for fuzzy in (False, True):
        for k in (6, 8, 10, 12, 14):
            table = draw_cases(k, fuzzy=fuzzy)
            for name, make in (
                ("conservatief", lambda t=table: minimise_conservatief(t)),
                ("spaarzaam", lambda t=table: minimise_spaarzaam(t)),
                ("intermediair", lambda t=table: try_intermediate(t)),
            ):
                found, seconds, top = measure(make)
                click.echo(
                    f"{'fuzzy' if fuzzy else 'crisp':6} {k:2} {name:13} {seconds:8.3f} {top:6.1f}  {describe(found)}"
                )


if __name__ == "__main__":
    main()
