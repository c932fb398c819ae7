"""Exact tests for small groups and ordinal scales.

Answers on a scale of five have many ties and the groups are small, so that the normal approximations that statistical
packages choose by themselves do not hold. The tests here are exact and conditional on the ranks that were seen.
None of their p-values is meant for a report: a report shows an effect size with its interval.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from scipy import stats

from leerkring.methoden.statistiek import Reeks, read_series, subtract_pairs


class Toets(NamedTuple):
    """The outcome of an exact test: its statistic, the standardised statistic and the two-sided p-value."""

    statistiek: float
    z: float
    p: float


def sign_test(before: Reeks, after: Reeks) -> float:
    """Return the exact two-sided p-value of the sign test; equal pairs are left out.

    W.J. Dixon and A.M. Mood (1946), The statistical sign test, Journal of the American Statistical Association 41.
    """
    change = subtract_pairs(before, after)
    return _split_evenly(int((change > 0).sum()), int((change < 0).sum()))


def mcnemar_exact(before: Reeks, after: Reeks) -> float:
    """Return the exact two-sided p-value of McNemar's test on two yes-or-no series of the same people.

    Q. McNemar (1947), Note on the sampling error of the difference between correlated proportions or percentages,
    Psychometrika 12(2); exact by the binomial distribution.
    """
    return sign_test(np.asarray(before, dtype=bool), np.asarray(after, dtype=bool))


def _split_evenly(up: int, down: int) -> float:
    """Return the two-sided chance of a split at least as uneven when both sides are equally likely."""
    return float(stats.binomtest(up, up + down).pvalue) if up + down else 1.0


def wilcoxon_exact(before: Reeks, after: Reeks, zeros: Literal["drop", "pratt"] = "drop") -> Toets:
    """Return the exact signed-rank test, conditional on the midranks that were seen.

    Every way to give the non-zero differences a sign is equally likely; the distribution of the sum of positive ranks
    over all of them is built up rank by rank, so that ties do no harm.

    Parameters
    ----------
    before, after
        Two answers of the same people.
    zeros
        'drop' leaves people without change out before ranking; 'pratt' ranks them first and then leaves them out.

    Returns
    -------
    The sum of the positive ranks, its standardised value (no continuity correction; 0 when nobody changed), and p.

    Notes
    -----
    F. Wilcoxon (1945), Individual comparisons by ranking methods, Biometrics Bulletin 1(6). J.W. Pratt (1959), Remarks
    on zeros and ties in the Wilcoxon signed rank procedures, Journal of the American Statistical Association 54.
    """
    change = subtract_pairs(before, after)
    if zeros == "drop":
        change = change[change != 0]
    # Midranks are halves at most, so that twice a midrank is whole and sums compare exactly.
    twice = np.rint(2 * stats.rankdata(np.abs(change))).astype(int)[change != 0]
    change = change[change != 0]
    if change.size == 0:
        return Toets(0.0, 0.0, 1.0)
    chances = np.ones(1)
    for rank in twice:
        chances = (np.pad(chances, (0, rank)) + np.pad(chances, (rank, 0))) / 2
    total, seen = int(twice.sum()), int(twice[change > 0].sum())
    far = np.abs(2 * np.arange(total + 1) - total) >= abs(2 * seen - total)
    z = (2 * seen - total) / float(np.sqrt((twice**2).sum()))
    return Toets(seen / 2, z, _as_chance(chances[far].sum()))


def mann_whitney_exact(x: Reeks, y: Reeks) -> Toets:
    """Return the exact rank-sum test of two independent groups, conditional on the midranks that were seen.

    Every way to choose who belongs to the first group is equally likely. Two-sided p is the chance of a rank sum at
    least as far from its expectation.

    Returns
    -------
    U of x (number of pairs in which x lies above y, ties for half), its standardised value (corrected for ties; 0 when
    all answers are equal), and p.

    Notes
    -----
    F. Wilcoxon (1945), as above. H.B. Mann and D.R. Whitney (1947), On a test of whether one of two random variables is
    stochastically larger than the other, Annals of Mathematical Statistics 18(1).
    """
    left, right = read_series(x), read_series(y)
    m, size = left.size, left.size + right.size
    twice = np.rint(2 * stats.rankdata(np.concatenate([left, right]))).astype(int)
    ways = np.zeros((m + 1, int(twice.sum()) + 1))
    ways[0, 0] = 1
    for rank in twice:
        ways[1:, rank:] += ways[:-1, :-rank].copy()
    seen, expected = int(twice[:m].sum()), m * (size + 1)
    far = np.abs(np.arange(ways.shape[1]) - expected) >= abs(seen - expected)
    variance = m * (size - m) / (size - 1) * float(twice.var()) if size > 1 else 0.0
    z = (seen - expected) / variance**0.5 if variance else 0.0
    return Toets(seen / 2 - m * (m + 1) / 2, z, _as_chance(ways[m, far].sum() / ways[m].sum()))


def _as_chance(p: float) -> float:
    """Return a chance without the last rounding error above 1."""
    return min(1.0, float(p))
