"""Krippendorff's alpha for any number of codeurs, any scale and missing values, with a bootstrap interval."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from leerkring.methoden.getallen import Getallen
from leerkring.methoden.overeenstemming.afstanden import Afstand, Meetniveau, measure_waardeafstanden
from leerkring.methoden.overeenstemming.eenheden import Eenheden, read_eenheden
from leerkring.methoden.statistiek import Interval, bootstrap_interval

BLOKCELLEN = 2_000_000
"""How many numbers a block of draws may hold at once, so that many values do not fill the memory."""


class Alfa(NamedTuple):
    """Alpha with the disagreement seen and expected; None where all values are the same, so that none is expected."""

    alfa: float | None
    waargenomen: float
    verwacht: float
    eenheden: int
    waarden: int


def krippendorff_alfa(frame: pd.DataFrame, afstand: Meetniveau | Afstand = Meetniveau.NOMINAAL) -> Alfa:
    """Return Krippendorff's alpha: 1 less the disagreement that is seen as a share of what chance would give.

    Parameters
    ----------
    frame
        One row per unit, one column per codeur; a cell is the value that the codeur gave, or missing. A unit with
        fewer than two values does not count.
    afstand
        The level of measurement, or a difference function such as `afstanden.masi`.

    Returns
    -------
    Alpha (1 for perfect agreement, 0 for chance, below 0 for less than chance), the disagreement that is seen and that
    is expected, and how many units and values count.

    Raises
    ------
    OvereenstemmingError
        When the table cannot be compared, or a value does not fit the level of measurement.

    Notes
    -----
    K. Krippendorff (2019), Content Analysis, fourth edition, chapter 12; the same in K. Krippendorff (2011), Computing
    Krippendorff's alpha-reliability, University of Pennsylvania.
    """
    paired = read_eenheden(frame).select_paren()
    observed, expected = weigh_coincidenties(lay_coincidenties(paired).sum(axis=0), paired, afstand)
    alfa = float(1 - observed / expected) if expected > 0 else None
    return Alfa(alfa, float(observed), float(expected), len(paired.tellingen), int(paired.tellingen.sum()))


def lay_coincidenties(eenheden: Eenheden) -> Getallen:
    """Return for each unit the pairs of values that its codeurs gave, by value and value; they add up to its values."""
    counts = eenheden.tellingen
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(counts.shape[1])
    return np.asarray(pairs / (eenheden.per_eenheid - 1)[:, None, None], dtype=np.float64)


def weigh_coincidenties(seen: Getallen, eenheden: Eenheden, afstand: Meetniveau | Afstand) -> tuple[Getallen, Getallen]:
    """Return the disagreement seen and expected in a table of coincidences, or in each of a stack of them."""
    often = seen.sum(axis=-1)
    total = often.sum(axis=-1)
    if isinstance(afstand, Meetniveau):
        apart = measure_waardeafstanden(eenheden.waarden, often, afstand)
    else:
        apart = afstand(eenheden.waarden)
    observed = (seen * apart).sum(axis=(-2, -1)) / total
    expected = (often[..., :, None] * often[..., None, :] * apart).sum(axis=(-2, -1)) / (total * (total - 1))
    return observed, expected


def alfa_interval(
    frame: pd.DataFrame, afstand: Meetniveau | Afstand = Meetniveau.NOMINAAL, niveau: float = 0.95
) -> Interval | None:
    """Return the bootstrap interval of alpha; the same data in any order always give the same interval.

    Units are drawn with all their values, because values of one unit belong together. A draw in which all values are
    the same counts as 0: it shows nothing of how well codeurs tell values apart. So a code that is hardly used gets a
    wide interval, however well the codeurs agree on it.

    Parameters
    ----------
    frame, afstand
        As for `krippendorff_alfa`.
    niveau
        The share of draws that lies within the interval.

    Returns
    -------
    The percentile interval; None with fewer than two units to draw from, or where alpha has no value.

    Notes
    -----
    Over units, and not over pairs of values as in A.F. Hayes and K. Krippendorff (2007): A. Zapf et al. (2016),
    Measuring inter-rater reliability for nominal data, BMC Medical Research Methodology 16, 93. 2000 draws, fixed
    seed. That a draw without variation counts as 0 is our choice.
    """
    paired = read_eenheden(frame).select_paren()
    per_unit = lay_coincidenties(paired)
    units, values = per_unit.shape[:2]
    if units < 2 or values < 2:
        return None
    # Units are drawn by place, so that their order must come from their values and not from the rows of a file.
    flat = per_unit.reshape(units, -1)
    flat = flat[np.lexsort(flat.T[::-1])]

    def weigh_draws(places: npt.NDArray[np.float64], axis: int) -> Getallen:
        drawn = np.moveaxis(np.atleast_2d(places.astype(np.int64)), axis, -1)
        found = []
        for block in np.array_split(drawn, 1 + drawn.shape[0] * flat.shape[1] // BLOKCELLEN):
            rows = np.arange(len(block))[:, None] * units
            times = np.bincount((block + rows).ravel(), minlength=len(block) * units).reshape(-1, units)
            observed, expected = weigh_coincidenties((times @ flat).reshape(-1, values, values), paired, afstand)
            varies = expected > 0
            found.append(np.where(varies, 1 - observed / np.where(varies, expected, 1), 0))
        alphas = np.concatenate(found)
        return alphas if places.ndim > 1 else alphas[0]

    return bootstrap_interval(weigh_draws, np.arange(units), niveau=niveau)
