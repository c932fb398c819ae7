"""Calibration where theory gives little hold: thresholds at the widest gaps, and memberships from rough groups."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import pdist
from scipy.special import expit, logit, xlogy

from leerkring.methoden.qca.gegevens import Getallen, QcaError
from leerkring.methoden.qca.kalibratie import read_waarden, snap

RONDEN = 25
KLAAR = 1e-8


def find_drempels(
    values: npt.ArrayLike,
    aantal: int = 1,
    *,
    methode: Literal["complete", "single", "average", "ward"] = "complete",
    afstand: Literal["euclidean", "canberra"] = "euclidean",
) -> list[float]:
    """Return thresholds that part raw values into groups that hang together; theory comes before them.

    Parameters
    ----------
    values
        Raw values, one per case.
    aantal
        How many thresholds; the values fall into one group more.
    methode, afstand
        How groups are joined, and how far apart two values are.

    Returns
    -------
    Thresholds from low to high, each halfway between the two values around it.

    Raises
    ------
    QcaError
        When a value is missing or there are too few different values.

    Notes
    -----
    A. Duşa (2019), QCA with R, chapter 4 (findTh); hierarchical clustering.
    """
    ordered = np.sort(read_waarden(values))
    different = np.unique(ordered).size
    if not 1 <= aantal < different:
        raise QcaError(
            "There are no such thresholds.", [f"aantal is {aantal}; allowed: 1 to {different - 1}, by the values"]
        )
    groups = fcluster(linkage(pdist(ordered[:, None], afstand), methode), aantal + 1, "maxclust")
    return [float(a + b) / 2 for (a, b), (g, h) in zip(pairwise(ordered), pairwise(groups), strict=True) if g != h]


def calibrate_indirect(values: npt.ArrayLike, drempels: Sequence[float]) -> Getallen:
    """Return memberships by the indirect method: rough groups first, then a smooth curve through them.

    Thresholds part the values into groups with evenly spaced memberships from 0 to 1; a value that equals a threshold
    lies below it. A fractional logit on log x, √x, x and x² then gives each case its membership, rounded to six
    decimals.

    Parameters
    ----------
    values
        Raw values above 0, one per case.
    drempels
        Thresholds from low to high.

    Returns
    -------
    Memberships from 0 to 1.

    Raises
    ------
    QcaError
        When a value is missing or not above 0, there are fewer than six different values, or thresholds do not rise.

    Notes
    -----
    C.C. Ragin (2008), Redesigning Social Inquiry, chapter 5; A. Duşa (2019), QCA with R, chapter 4. The estimate
    stops where R's glm stops (relative change of the deviance below 1e-8, or 25 rounds): no further, since the curve
    may have no finite best fit.
    """
    numbers = read_waarden(values)
    problems = []
    if (numbers <= 0).any() or np.unique(numbers).size < 6:
        problems.append("allowed: at least six different values, all above 0")
    if not drempels or any(b <= a for a, b in pairwise(drempels)):
        problems.append(f"found thresholds {list(drempels)}; allowed: at least one, from low to high")
    if problems:
        raise QcaError("The values cannot be calibrated.", problems)
    rough = np.searchsorted(np.asarray(drempels, dtype=float), numbers, side="left") / len(drempels)
    terms = np.column_stack([np.ones_like(numbers), np.log(numbers), np.sqrt(numbers), numbers, numbers**2])
    terms /= np.abs(terms).max(axis=0)
    fitted = (rough + 0.5) / 2
    before = _deviance(rough, fitted)
    for _ in range(RONDEN):
        weights = np.maximum(fitted * (1 - fitted), np.finfo(float).tiny)
        target = logit(fitted) + (rough - fitted) / weights
        root = np.sqrt(weights)
        line = terms @ np.linalg.lstsq(terms * root[:, None], target * root, rcond=None)[0]
        # Away from the very ends, so that a perfect fit does not divide by nothing in the next round.
        fitted = expit(np.clip(line, -30, 30))
        after = _deviance(rough, fitted)
        if abs(after - before) / (abs(after) + 0.1) < KLAAR:
            break
        before = after
    return np.round(snap(fitted), 6)


def _deviance(wanted: Getallen, fitted: Getallen) -> float:
    """Return twice the log likelihood that is lost by fitted memberships."""
    lost = xlogy(wanted, wanted) - xlogy(wanted, fitted) + xlogy(1 - wanted, 1 - wanted) - xlogy(1 - wanted, 1 - fitted)
    return float(2 * lost.sum())
