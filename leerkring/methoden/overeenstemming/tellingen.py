"""Agreement of any number of codeurs from how many of them gave each value to each unit."""

from __future__ import annotations

import numpy as np
import pandas as pd

from leerkring.methoden.getallen import Getallen
from leerkring.methoden.overeenstemming.afstanden import Afstand
from leerkring.methoden.overeenstemming.eenheden import Eenheden, read_eenheden
from leerkring.methoden.overeenstemming.kruistabel import correct_kans


def share_paren(frame: pd.DataFrame) -> float:
    """Return the share of pairs of codeurs that gave the same value, as a mean over units with two values or more.

    J.L. Fleiss (1971), Measuring nominal scale agreement among many raters, Psychological Bulletin 76(5).
    """
    found = read_eenheden(frame)
    return _weigh_paren(found, np.eye(len(found.waarden)))


def gwet_ac(frame: pd.DataFrame, afstand: Afstand | None = None) -> float | None:
    """Return Gwet's AC1, or with a difference function AC2, in which values that are near each other agree in part.

    Parameters
    ----------
    frame
        One row per unit, one column per codeur; a cell is the value that the codeur gave, or missing. A unit with one
        value says how often values occur, and nothing of agreement.
    afstand
        How much each pair of values differs, from 0 to 1, such as `afstanden.masi`; by default wholly or not at all.

    Returns
    -------
    1 for perfect agreement, 0 for chance; None where only one value occurs.

    Raises
    ------
    OvereenstemmingError
        When the table cannot be compared, as where no two codeurs gave a value to one unit.

    Notes
    -----
    K.L. Gwet (2008), Computing inter-rater reliability and its variance in the presence of high agreement, British
    Journal of Mathematical and Statistical Psychology 61(1); weights and missing values: K.L. Gwet (2014), Handbook of
    Inter-Rater Reliability, fourth edition, chapters 2 to 4.
    """
    found = read_eenheden(frame)
    values = len(found.waarden)
    if values < 2:
        return None
    alike = 1 - afstand(found.waarden) if afstand else np.eye(values)
    some = found.tellingen[found.per_eenheid > 0]
    mean = (some / some.sum(axis=1, keepdims=True)).mean(axis=0)
    expected = float(alike.sum() * (mean * (1 - mean)).sum() / (values * (values - 1)))
    return correct_kans(_weigh_paren(found, alike), expected)


def _weigh_paren(eenheden: Eenheden, gelijk: Getallen) -> float:
    """Return how much pairs of codeurs agree, as a mean over units, given how much each pair of values does."""
    paired = eenheden.tellingen[eenheden.per_eenheid >= 2]
    n = paired.sum(axis=1)
    return float(np.mean((paired * (paired @ gelijk - 1)).sum(axis=1) / (n * (n - 1))))
