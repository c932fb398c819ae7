"""Agreement of two codeurs from their cross-table: kappa, and the largest that is possible."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from leerkring.methoden.getallen import Getallen
from leerkring.methoden.overeenstemming.eenheden import OvereenstemmingError

Kruistabel = pd.DataFrame | npt.ArrayLike


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
        raise OvereenstemmingError(["de twee codeurs hebben andere eenheden, of dezelfde in een andere volgorde"])
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


def read_tabel(tabel: Kruistabel) -> Getallen:
    """Return a square cross-table of counts as shares of all units, and refuse one without units."""
    counts = np.asarray(tabel, dtype=np.float64)
    if not counts.sum() > 0:
        raise OvereenstemmingError(["de kruistabel is leeg: nergens gaven beide codeurs een waarde"])
    return np.asarray(counts / counts.sum(), dtype=np.float64)


def correct_kans(observed: float, expected: float) -> float | None:
    """Return the agreement beyond chance as a share of what is possible; None when chance alone gives all of it."""
    return None if np.isclose(expected, 1, rtol=0, atol=1e-12) else float((observed - expected) / (1 - expected))


def cohen_kappa(tabel: Kruistabel) -> float | None:
    """Return Cohen's kappa, in which each codeur has a distribution of values of its own.

    Parameters
    ----------
    tabel
        A square table of counts or shares, one codeur as rows and the other as columns.

    Returns
    -------
    1 for perfect agreement, 0 for chance; None when both gave one and the same value throughout.

    Raises
    ------
    OvereenstemmingError
        When the cross-table cannot be used.

    Notes
    -----
    J. Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20(1).
    """
    shares = read_tabel(tabel)
    apart = 1.0 - np.eye(len(shares))
    chance = float((apart * np.outer(shares.sum(axis=1), shares.sum(axis=0))).sum())
    return 1 - float((apart * shares).sum()) / chance if chance > 0 else None


def kappa_max(tabel: Kruistabel) -> float | None:
    """Return the largest kappa that is possible with these totals: codeurs that use a value more or less often differ.

    J. Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20(1).
    """
    shares = read_tabel(tabel)
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    return correct_kans(float(np.minimum(rows, columns).sum()), float(rows @ columns))


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
