"""How firm a solution of the formal comparison is: other cuts, other anchors, and each case left out in turn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from leerkring.hoofdstukken.combinaties.cijfers.gevallen import Gevallen
from leerkring.methoden.qca.gegevens import Gegevens
from leerkring.methoden.qca.oplossing import Oplossing
from leerkring.methoden.qca.robuuste_passing import RobuustePassing, fit_robuust
from leerkring.methoden.qca.robuustheid import (
    Minimise,
    find_bereik,
    find_consistentiebereik,
    jackknife,
    vary_gegevens,
    vary_grens,
)
from leerkring.model.qca import Verzameling

TOETSSTAPPEN = 5
RUIMTE = 0.2
MEESTE_PER_RIJ = 2
LAAGSTE = 0.5
"""The lowest consistency cut that is tried; QcaPlan allows none below it."""
TOETSKOLOMMEN = ["toets", "naam", "gekozen", "van", "tot", "laag", "hoog", "aantal", "gelijk", "anders"]


@dataclass(frozen=True, eq=False)
class Stevigheid:
    """What became of a solution under other plausible choices.

    `toetsen` has one row per test: `toets` (`consistentie`, `aantal`, `kruispunt` or `geval`), `naam` (of the set that
    was calibrated anew, or empty), `gekozen`, `van`, `tot` (the value as chosen and the range that was tried), `laag`,
    `hoog` (the range around it in which the solution stays the same), `aantal`, `gelijk` (how often it was tried and
    how often the solution stayed the same) and `anders` (the cases without which it changes). The value as chosen is no
    test. The range of `consistentie` is exact, that of a kruispunt is one of values that were tried. `passing`
    sums up all solutions that the tests gave, and is None when they gave none.
    """

    toetsen: pd.DataFrame
    passing: RobuustePassing | None

    @property
    def aantal(self) -> int:
        """Return how many times the analysis was made again."""
        return int(self.toetsen["aantal"].sum())

    @property
    def gelijk(self) -> int:
        """Return how many times the solution stayed the same."""
        return int(self.toetsen["gelijk"].sum())

    @property
    def zonder(self) -> tuple[str, ...]:
        """Return the cases without which the solution changes."""
        return tuple(name for names in self.toetsen["anders"] for name in names)


def vary_oplossing(gevallen: Gevallen, eerste: Oplossing, minimise: Minimise, *, is_ontkenning: bool) -> Stevigheid:
    """Return what becomes of a solution when cuts and anchors move, and when each case is left out.

    The consistency cut takes values from 0.5 to 1, the frequency cut 1 and 2; the kruispunt of each set with anchors
    moves up to a fifth of the distance between the outer anchors either way, in five steps; each case is left out.

    Parameters
    ----------
    gevallen
        The cases with their raw values.
    eerste
        The solution as it is reported.
    minimise
        From truth table to solution, as it was made.
    is_ontkenning
        Whether the solution is of the negation of the outcome.

    Returns
    -------
    The tests, and the fit-oriented and case-oriented robustness over all solutions that came out of them.

    Raises
    ------
    QcaError
        When the solution cannot be made from these cases.

    Notes
    -----
    I.-E. Oana and C.Q. Schneider (2021), A robustness test protocol for applied QCA: theory and R software application,
    Sociological Methods & Research.
    """
    data, cuts = eerste.tabel.gegevens, eerste.tabel.grenzen
    consistencies = sorted({*np.round(np.arange(LAAGSTE, 1.001, 0.05), 2).tolist(), cuts.consistentie})
    frequencies = sorted({*range(1, MEESTE_PER_RIJ + 1), cuts.aantal})
    tried = [
        ("consistentie", "", cuts.consistentie, vary_grens(eerste, "consistentie", consistencies, minimise)),
        ("aantal", "", float(cuts.aantal), vary_grens(eerste, "aantal", frequencies, minimise)),
    ]
    for v in gevallen.plan.verzamelingen:
        if v.ankers is not None:
            variants = [(place, partial(_move, gevallen, v, place, is_ontkenning)) for place in _list_places(*v.ankers)]
            tried.append(("kruispunt", v.naam, v.ankers[1], vary_gegevens(eerste, variants, minimise)))
    rows: list[tuple[Any, ...]] = []
    for kind, name, chosen, frame in tried:
        exact = kind == "consistentie"
        low, high = find_consistentiebereik(eerste, minimise, LAAGSTE) if exact else find_bereik(frame, chosen)
        ends = min(frame["instelling"].min(), chosen), max(frame["instelling"].max(), chosen)
        rows.append((kind, name, chosen, *map(float, ends), low, high, len(frame), int(frame["is_gelijk"].sum()), ()))
    without = jackknife(eerste, minimise)
    changed = tuple(without.loc[~without["is_gelijk"], "instelling"])
    rows.append(("geval", "", *(float("nan"),) * 5, len(without), int(without["is_gelijk"].sum()), changed))
    tests = [found for frame in (*(f for *_, f in tried), without) for found in frame["lidmaatschap"].dropna()]
    fit = fit_robuust(eerste.modellen[0], tests, data) if tests else None
    return Stevigheid(pd.DataFrame(rows, columns=TOETSKOLOMMEN), fit)


def _list_places(uitsluiting: float, kruispunt: float, insluiting: float) -> list[float]:
    """Return other places for the kruispunt around the chosen one, that stay between the other anchors."""
    nearest = min(abs(kruispunt - uitsluiting), abs(insluiting - kruispunt))
    room = min(RUIMTE * abs(insluiting - uitsluiting), 0.9 * nearest)
    steps = [step for step in range(-TOETSSTAPPEN, TOETSSTAPPEN + 1) if step]
    return [round(kruispunt + room * step / TOETSSTAPPEN, 9) for step in steps]


def _move(gevallen: Gevallen, verzameling: Verzameling, kruispunt: float, is_ontkenning: bool) -> Gegevens:
    """Return the data with the kruispunt of one set elsewhere, for the outcome or its negation."""
    out, _, full = verzameling.ankers or (0.0, 0.0, 0.0)
    data = gevallen.recalibrate(verzameling.model_copy(update={"ankers": (out, kruispunt, full)}))
    return data.negate() if is_ontkenning else data
