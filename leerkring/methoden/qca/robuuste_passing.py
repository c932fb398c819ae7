"""How much of a solution survives other plausible choices: by its fit, and case by case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from leerkring.methoden.getallen import Getallen, divide
from leerkring.methoden.qca.gegevens import Gegevens, QcaError, tell_kant
from leerkring.methoden.qca.maten import fit_voldoende
from leerkring.methoden.qca.oplossing import Oplossingsmodel
from leerkring.methoden.qca.termen import membership_of_som

SOORTEN_GEVAL = {(1, 1): "robuust", (1, -1): "wankel", (-1, 1): "mogelijk", (-1, -1): "buiten"}


class RobuustePassing(NamedTuple):
    """How much of the coverage stays (RF_cov, 1 for all), and the rank by cases (RCC_Rank) from 1 (best) to 4.

    Rank 1: no case is shaky or possible; 2: some are possible; 3: some are shaky; 4: both.
    """

    dekking: float
    rang: int


def fit_robuust(eerste: Oplossingsmodel, toetsen: Sequence[Getallen], gegevens: Gegevens) -> RobuustePassing:
    """Return how well the initial solution stands against test solutions.

    With minTS what all test solutions share (minimum), the robust core is min(initial, minTS): its coverage / that of
    the initial solution is what stays.

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
    A fraction, 0 without a denominator, and a rank; see `classify_gevallen`.

    Raises
    ------
    QcaError
        When there is no test solution.

    Notes
    -----
    I.-E. Oana and C.Q. Schneider (2021), A robustness test protocol for applied QCA: theory and R software application,
    Sociological Methods & Research.
    """
    kinds = classify_gevallen(eerste, toetsen, gegevens)
    first = membership_of_som(eerste, gegevens)
    core = np.minimum(first, np.min(toetsen, axis=0))
    left = divide(fit_voldoende(core, gegevens.y).dekking, fit_voldoende(first, gegevens.y).dekking)
    return RobuustePassing(left, 1 + ("mogelijk" in kinds) + 2 * ("wankel" in kinds))


def classify_gevallen(eerste: Oplossingsmodel, toetsen: Sequence[Getallen], gegevens: Gegevens) -> tuple[str, ...]:
    """Return for each case whether the test solutions agree with the initial solution about it.

    Parameters
    ----------
    eerste, toetsen, gegevens
        As in `fit_robuust`.

    Returns
    -------
    `robuust` (in the initial solution and in all tests), `wankel` (in the initial solution but not in all tests),
    `mogelijk` (only in a test), `buiten` (in none) or `onbepaald` (exactly 0.5 somewhere). Membership above 0.5 is in.

    Notes
    -----
    I.-E. Oana and C.Q. Schneider (2021), as in `fit_robuust` (robust, shaky and possible cases).
    """
    if not toetsen:
        raise QcaError(
            "De robuustheid is niet te beoordelen.", ["er is geen oplossing om mee te toetsen; geef er ten minste één"]
        )
    first = tell_kant(membership_of_som(eerste, gegevens))
    # What counts beside the initial solution: for a case in it what all tests share, for another what any reaches.
    beside = np.where(first > 0, tell_kant(np.min(toetsen, axis=0)), tell_kant(np.max(toetsen, axis=0)))
    return tuple(SOORTEN_GEVAL.get(pair, "onbepaald") for pair in zip(first.tolist(), beside.tolist(), strict=True))
