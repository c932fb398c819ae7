"""Agreement of two codeurs from their cross-table: percent, S, pi, kappa with or without weights, and AC1."""

from __future__ import annotations

from enum import StrEnum
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from leerkring.methoden.overeenstemming.eenheden import Getallen, OvereenstemmingError

Tabel = pd.DataFrame | npt.ArrayLike


class Gewichten(StrEnum):
    """How much worse a disagreement is when two values lie further apart on a scale."""

    LINEAIR = "lineair"
    KWADRATISCH = "kwadratisch"


def cross_codeurs(een: pd.Series, ander: pd.Series) -> pd.DataFrame:
    """Return how often two codeurs gave each pair of values, over the units to which both gave one.

    Parameters
    ----------
    een, ander
        The values of two codeurs for the same units, with the same index.

    Returns
    -------
    A square table of counts: values of `een` as rows and of `ander` as columns, each value that occurs in both.
    """
    if not een.index.equals(ander.index):
        raise OvereenstemmingError(["the two codeurs have other units, or the same ones in another order"])
    both = een.notna() & ander.notna()
    rows, columns = een[both].tolist(), ander[both].tolist()
    values = list(dict.fromkeys(rows + columns))
    if all(isinstance(v, int | float | str) for v in values) and len({isinstance(v, str) for v in values}) == 1:
        values.sort()  # so that weights follow the scale
    place = {value: i for i, value in enumerate(values)}
    counts = np.zeros((len(values), len(values)), dtype=np.int64)
    for row, column in zip(rows, columns, strict=True):
        counts[place[row], place[column]] += 1
    # A tuple of codes is one value here, and not the path to one.
    labels = pd.Index(values, tupleize_cols=False)
    return pd.DataFrame(counts, index=labels, columns=labels)


def read_tabel(tabel: Tabel) -> Getallen:
    """Return a cross-table as shares of all units, and refuse one that is not square, is empty or holds no counts."""
    if isinstance(tabel, pd.DataFrame) and list(tabel.index) != list(tabel.columns):
        raise OvereenstemmingError(["rows and columns of the cross-table are not the same values in the same order"])
    counts = np.asarray(tabel, dtype=np.float64)
    problems = []
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1] or counts.size == 0:
        problems.append(f"the cross-table has shape {counts.shape}; allowed: as many rows as columns")
    if not (np.isfinite(counts) & (counts >= 0)).all():
        problems.append("the cross-table holds a number that is missing or below 0; allowed: counts or shares")
    elif counts.sum() == 0:
        problems.append("the cross-table is empty: no unit has a value of both codeurs")
    if problems:
        raise OvereenstemmingError(problems)
    return np.asarray(counts / counts.sum(), dtype=np.float64)


def correct_kans(observed: float, expected: float) -> float | None:
    """Return the agreement beyond chance as a share of what is possible; None when chance alone gives all of it."""
    return None if np.isclose(expected, 1, rtol=0, atol=1e-12) else float((observed - expected) / (1 - expected))


def share_gelijk(tabel: Tabel) -> float:
    """Return the share of units to which both codeurs gave the same value; it is not corrected for chance."""
    return float(np.trace(read_tabel(tabel)))


def cohen_kappa(tabel: Tabel, gewichten: Gewichten | npt.ArrayLike | None = None) -> float | None:
    """Return Cohen's kappa, in which each codeur has a distribution of values of its own.

    Parameters
    ----------
    tabel
        A square table of counts or shares, one codeur as rows and the other as columns.
    gewichten
        How bad each disagreement is: None when all are equally bad, `lineair` (the number of steps between two
        values), `kwadratisch` (that number squared), or a square table with noughts on its diagonal.

    Returns
    -------
    1 for perfect agreement, 0 for chance; None when both gave one and the same value throughout.

    Raises
    ------
    OvereenstemmingError
        When the cross-table or the weights cannot be used.

    Notes
    -----
    J. Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20(1);
    weights: J. Cohen (1968), Weighted kappa, Psychological Bulletin 70(4); linear: D.V. Cicchetti and T. Allison
    (1971), American Journal of EEG Technology 11(3); squared: J.L. Fleiss and J. Cohen (1973), Educational and
    Psychological Measurement 33(3).
    """
    shares = read_tabel(tabel)
    weights = read_gewichten(gewichten, len(shares))
    chance = float((weights * np.outer(shares.sum(axis=1), shares.sum(axis=0))).sum())
    return 1 - float((weights * shares).sum()) / chance if chance > 0 else None


def read_gewichten(gewichten: Gewichten | npt.ArrayLike | None, size: int) -> Getallen:
    """Return weights of disagreement as a table, and refuse one that does not fit the cross-table."""
    if gewichten is None:
        return 1.0 - np.eye(size)
    if isinstance(gewichten, Gewichten):
        steps = np.abs(np.subtract.outer(np.arange(size), np.arange(size))).astype(np.float64)
        return steps if gewichten is Gewichten.LINEAIR else steps**2
    weights = np.asarray(gewichten, dtype=np.float64)
    problems = []
    if weights.shape != (size, size):
        problems.append(f"the weights have shape {weights.shape}; allowed: {(size, size)}, as the cross-table")
    elif np.diag(weights).any():
        problems.append("a weight on the diagonal is not 0; give weights of disagreement, not of agreement")
    if not (np.isfinite(weights) & (weights >= 0)).all():
        problems.append("a weight is missing or below 0; allowed: 0 or more")
    if problems:
        raise OvereenstemmingError(problems)
    return weights


def kappa_max(tabel: Tabel) -> float | None:
    """Return the largest kappa that is possible with these totals: codeurs that use a value more or less often differ.

    J. Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20(1).
    """
    shares = read_tabel(tabel)
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    return correct_kans(float(np.minimum(rows, columns).sum()), float(rows @ columns))


def scott_pi(tabel: Tabel) -> float | None:
    """Return Scott's pi, in which both codeurs share one distribution of values.

    W.A. Scott (1955), Reliability of content analysis: the case of nominal scale coding, Public Opinion Quarterly
    19(3).
    """
    shares = read_tabel(tabel)
    mean = (shares.sum(axis=0) + shares.sum(axis=1)) / 2
    return correct_kans(float(np.trace(shares)), float(mean @ mean))


def bennett_s(tabel: Tabel) -> float | None:
    """Return S, in which chance gives every value equally often; every possible value must stand in the table.

    E.M. Bennett, R. Alpert and A.C. Goldstein (1954), Communications through limited response questioning, Public
    Opinion Quarterly 18(3).
    """
    shares = read_tabel(tabel)
    return correct_kans(float(np.trace(shares)), 1 / len(shares))


def gwet_ac1(tabel: Tabel) -> float | None:
    """Return Gwet's AC1, which stays high when codeurs agree and one value is rare; None with only one value.

    K.L. Gwet (2008), Computing inter-rater reliability and its variance in the presence of high agreement, British
    Journal of Mathematical and Statistical Psychology 61(1).
    """
    shares = read_tabel(tabel)
    if len(shares) < 2:
        return None
    mean = (shares.sum(axis=0) + shares.sum(axis=1)) / 2
    return correct_kans(float(np.trace(shares)), float((mean * (1 - mean)).sum() / (len(shares) - 1)))


def light_kappa(frame: pd.DataFrame) -> float | None:
    """Return the mean of Cohen's kappa over all pairs of codeurs; for two codeurs it is Cohen's kappa.

    Parameters
    ----------
    frame
        One row per unit, one column per codeur; a cell is the value that the codeur gave, or missing.

    Returns
    -------
    The mean over the pairs for which kappa has a value; None when there is no such pair.

    Notes
    -----
    R.J. Light (1971), Measures of response agreement for qualitative data, Psychological Bulletin 76(5).
    """
    tables = [cross_codeurs(frame[a], frame[b]) for a, b in combinations(frame.columns, 2)]
    found = [kappa for t in tables if t.size for kappa in [cohen_kappa(t)] if kappa is not None]
    return float(np.mean(found)) if found else None
