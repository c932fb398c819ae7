"""How much of a solution survives other plausible choices: by its fit, and case by case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from leerkring.methoden.getallen import Getallen, divide
from leerkring.methoden.qca.gegevens import Gegevens, QcaError, tell_kant
from leerkring.methoden.qca.maten import fit_voldoende
from leerkring.methoden.qca.oplossing import Oplossingsmodel
from leerkring.methoden.qca.termen import membership_of_som


class RobuustePassing(NamedTuple):
    """Robustness by fit, each 1 when nothing changes.

    `consistentie` and `dekking` compare the initial solution with the robust core; `kleinste` and `grootste` say how
    far it coincides with what all test solutions share, and with what any of them covers.
    """

    consistentie: float
    dekking: float
    kleinste: float
    grootste: float


class RobuusteGevallen(NamedTuple):
    """Robustness by cases: shares of typical and of deviant cases that stay, and a rank from 1 (best) to 4.

    Rank 1: no case is shaky or possible; 2: some are possible; 3: some are shaky; 4: both. A share is nan when there
    are no such cases.
    """

    typisch: float
    afwijkend: float
    rang: int


def fit_robuust(eerste: Oplossingsmodel, toetsen: Sequence[Getallen], gegevens: Gegevens) -> RobuustePassing:
    """Return how well the fit of the initial solution stands against test solutions.

    With minTS what all test solutions share (minimum), maxTS what any covers (maximum), and the robust core
    min(initial, minTS): consistency of the initial solution / that of the core; coverage of the core / that of the
    initial solution; Σmin(initial, minTS) / Σmax(initial, minTS); the same with maxTS.

    Parameters
    ----------
    eerste
        A model of the initial solution.
    toetsen
        Each case's membership in the solutions under other plausible cuts, anchors or cases, at least one: the column
        `lidmaatschap` of `vary_grens`. Under other anchors that is the membership in the data so calibrated.
    gegevens
        The data of the initial solution.

    Returns
    -------
    Four fractions; one without a denominator is 0.

    Raises
    ------
    QcaError
        When there is no test solution.

    Notes
    -----
    I.-E. Oana and C.Q. Schneider (2021), A robustness test protocol for applied QCA: theory and R software application,
    Sociological Methods & Research (RF_cons, RF_cov, RF_SC_minTS, RF_SC_maxTS).
    """
    first, shared, reached = _read_sets(eerste, toetsen, gegevens)
    whole, core = fit_voldoende(first, gegevens.y), fit_voldoende(np.minimum(first, shared), gegevens.y)
    return RobuustePassing(
        divide(whole.consistentie, core.consistentie),
        divide(core.dekking, whole.dekking),
        divide(np.minimum(first, shared).sum(), np.maximum(first, shared).sum()),
        divide(np.minimum(first, reached).sum(), np.maximum(first, reached).sum()),
    )


def classify_gevallen(eerste: Oplossingsmodel, toetsen: Sequence[Getallen], gegevens: Gegevens) -> pd.DataFrame:
    """Return for each case whether the test solutions agree with the initial solution about it.

    Parameters
    ----------
    eerste, toetsen, gegevens
        As in `fit_robuust`.

    Returns
    -------
    One row per case, with columns `geval`, `eerste`, `kleinste`, `grootste`, `uitkomst` (memberships), and `soort`:
    `robuust` (in the initial solution and in all tests), `wankel` (in the initial solution but not in all tests),
    `mogelijk` (only in a test), `buiten` (in none) or `onbepaald` (exactly 0.5 somewhere).
    Membership above 0.5 is in.

    Notes
    -----
    I.-E. Oana and C.Q. Schneider (2021), as in `fit_robuust` (robust, shaky and possible cases).
    """
    first, shared, reached = _read_sets(eerste, toetsen, gegevens)
    # What counts beside the initial solution: for a case in it what all tests share, for another what any reaches.
    names = {(1, 1): "robuust", (1, -1): "wankel", (-1, 1): "mogelijk", (-1, -1): "buiten"}
    beside = np.where(tell_kant(first) > 0, tell_kant(shared), tell_kant(reached))
    kinds = [names.get(pair, "onbepaald") for pair in zip(tell_kant(first).tolist(), beside.tolist(), strict=True)]
    return pd.DataFrame(
        {
            "geval": gegevens.gevallen,
            "eerste": first,
            "kleinste": shared,
            "grootste": reached,
            "uitkomst": gegevens.y,
            "soort": kinds,
        }
    )


def fit_gevallen(eerste: Oplossingsmodel, toetsen: Sequence[Getallen], gegevens: Gegevens) -> RobuusteGevallen:
    """Return how well the cases of the initial solution stand against test solutions.

    Parameters
    ----------
    eerste, toetsen, gegevens
        As in `fit_robuust`.

    Returns
    -------
    Robust typical cases / (robust, shaky and possible typical cases); the same for deviant cases (outcome below 0.5);
    and the rank.

    Notes
    -----
    I.-E. Oana and C.Q. Schneider (2021), as in `fit_robuust` (RCR_typ, RCR_dev, RCC_Rank).
    """
    cases = classify_gevallen(eerste, toetsen, gegevens)
    shares = []
    for side in (1, -1):
        counts = (
            cases.loc[tell_kant(cases["uitkomst"]) == side, "soort"]
            .value_counts()
            .reindex(["robuust", "wankel", "mogelijk"], fill_value=0)
        )
        shares.append(float(counts["robuust"] / counts.sum()) if counts.sum() else float("nan"))
    shaky, possible = (bool((cases["soort"] == kind).any()) for kind in ("wankel", "mogelijk"))
    return RobuusteGevallen(shares[0], shares[1], 1 + int(possible) + 2 * int(shaky))


def _read_sets(
    eerste: Oplossingsmodel, toetsen: Sequence[Getallen], gegevens: Gegevens
) -> tuple[Getallen, Getallen, Getallen]:
    """Return each case's membership in the initial solution, in all tests, and in any test."""
    if not toetsen:
        raise QcaError(
            "De robuustheid is niet te beoordelen.", ["er is geen oplossing om mee te toetsen; geef er ten minste één"]
        )
    tests = np.array([np.asarray(test, dtype=np.float64) for test in toetsen])
    return membership_of_som(eerste, gegevens), tests.min(axis=0), tests.max(axis=0)
