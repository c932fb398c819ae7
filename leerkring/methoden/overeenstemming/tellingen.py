"""Agreement of any number of codeurs from how many of them gave each value to each unit."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from leerkring.methoden.getallen import Getallen
from leerkring.methoden.overeenstemming.eenheden import OvereenstemmingError, read_eenheden
from leerkring.methoden.overeenstemming.kruistabel import correct_kans


def count_waarden(frame: pd.DataFrame) -> pd.DataFrame:
    """Return how many codeurs gave each value to each unit.

    Parameters
    ----------
    frame
        One row per unit, one column per codeur; a cell is the value that the codeur gave, or missing.

    Returns
    -------
    One row per unit and one column per value, whole numbers.
    """
    found = read_eenheden(frame)
    labels = pd.Index(found.waarden, tupleize_cols=False)
    return pd.DataFrame(found.tellingen.astype(np.int64), index=frame.index, columns=labels)


def read_tellingen(tellingen: pd.DataFrame | npt.ArrayLike) -> Getallen:
    """Return counts of units by values, and refuse what are no counts or cannot be compared."""
    counts = np.asarray(tellingen, dtype=np.float64)
    problems = []
    if counts.ndim != 2:
        problems.append(
            f"de tellingen hebben vorm {counts.shape}; toegestaan: een rij per eenheid en een kolom per waarde"
        )
    elif not (np.isfinite(counts) & (counts >= 0) & (counts == np.round(counts))).all():
        problems.append("een telling ontbreekt, is lager dan 0 of niet heel")
    elif not (counts.sum(axis=1) >= 2).any():
        problems.append("nergens gaven twee codeurs een waarde, dus er valt niets te vergelijken")
    if problems:
        raise OvereenstemmingError(problems)
    return counts


def share_paren(tellingen: pd.DataFrame | npt.ArrayLike) -> float:
    """Return the share of pairs of codeurs that gave the same value, as a mean over units with two values or more.

    J.L. Fleiss (1971), Measuring nominal scale agreement among many raters, Psychological Bulletin 76(5).
    """
    counts = read_tellingen(tellingen)
    n = counts.sum(axis=1)
    counts, n = counts[n >= 2], n[n >= 2]
    return float(np.mean((counts * (counts - 1)).sum(axis=1) / (n * (n - 1))))


def gwet_ac1(tellingen: pd.DataFrame | npt.ArrayLike) -> float | None:
    """Return Gwet's AC1 of any number of codeurs, who need not all have coded every unit; None with only one value.

    A unit with one value says how often values occur, and nothing of agreement.

    Parameters
    ----------
    tellingen
        One row per unit, one column per possible value: how many codeurs gave that value.

    Returns
    -------
    1 for perfect agreement, 0 for chance.

    Notes
    -----
    K.L. Gwet (2008), Computing inter-rater reliability and its variance in the presence of high agreement, British
    Journal of Mathematical and Statistical Psychology 61(1); missing values: K.L. Gwet (2014), Handbook of Inter-Rater
    Reliability, fourth edition.
    """
    counts = read_tellingen(tellingen)
    if counts.shape[1] < 2:
        return None
    some = counts[counts.sum(axis=1) > 0]
    mean = (some / some.sum(axis=1, keepdims=True)).mean(axis=0)
    return correct_kans(share_paren(counts), float((mean * (1 - mean)).sum() / (counts.shape[1] - 1)))
