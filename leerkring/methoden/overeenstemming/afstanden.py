"""How much two values differ: the difference functions of Krippendorff's alpha, for scales and for sets of codes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from enum import StrEnum
from itertools import combinations

import numpy as np

from leerkring.methoden.getallen import Getallen
from leerkring.methoden.overeenstemming.eenheden import OvereenstemmingError

Afstand = Callable[[Sequence[Hashable]], Getallen]
"""A function of the values to the squared difference of each pair: a square table with noughts on its diagonal."""


class Meetniveau(StrEnum):
    """What the values of a scale mean, and so how far apart two of them lie."""

    NOMINAAL = "nominaal"
    ORDINAAL = "ordinaal"
    INTERVAL = "interval"
    RATIO = "ratio"


def measure_waardeafstanden(waarden: Sequence[Hashable], keren: Getallen, niveau: Meetniveau) -> Getallen:
    """Return the squared difference of each pair of values at a level of measurement.

    Parameters
    ----------
    waarden
        The values, in ascending order; numbers, unless the level is nominal.
    keren
        How often each value was given in units that can be compared, or a stack of such rows; only the ordinal level
        uses it.
    niveau
        The level of measurement.

    Returns
    -------
    A square table, or a stack of them: 0 or 1 (nominal), squared ranks (ordinal), squared units (interval), shares from
    0 to 1 (ratio).

    Raises
    ------
    OvereenstemmingError
        When a value is no number where one is needed, or below 0 at the ratio level.

    Notes
    -----
    K. Krippendorff (2019), Content Analysis: An Introduction to Its Methodology, fourth edition, chapter 12.
    """
    if niveau is Meetniveau.NOMINAAL:
        return 1.0 - np.eye(len(waarden))
    words = [w for w in waarden if not isinstance(w, int | float | np.number)]
    below = [w for w in waarden if niveau is Meetniveau.RATIO and isinstance(w, int | float | np.number) and w < 0]
    problems = [f"er staat de waarde ‘{w}’; op niveau {niveau} zijn alleen getallen toegestaan" for w in words]
    problems += [f"er staat de waarde {w}; op niveau {niveau} is 0 of meer toegestaan" for w in below]
    if problems:
        raise OvereenstemmingError(problems)
    # Ranks are the middle of each value's place in the row of all values: the sum of what lies between two values.
    ranks = np.cumsum(keren, axis=-1) - keren / 2
    scale = ranks if niveau is Meetniveau.ORDINAAL else np.array(waarden, dtype=np.float64)
    apart = scale[..., :, None] - scale[..., None, :]
    if niveau is Meetniveau.RATIO:
        together = scale[:, None] + scale[None, :]
        apart = np.divide(apart, together, out=np.zeros_like(apart), where=together > 0)
    return np.asarray(apart**2, dtype=np.float64)


def masi(waarden: Sequence[Hashable]) -> Getallen:
    """Return how much each pair of sets of codes differs: 0 for the same set, 1 for nothing in common.

    Two sets that overlap differ by 1 less the share of codes that they have in common, times 2/3 when one lies within
    the other and 1/3 when each has codes of its own.

    Parameters
    ----------
    waarden
        Tuples of codes.

    Returns
    -------
    A square table from 0 to 1.

    Notes
    -----
    R. Passonneau (2006), Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation,
    Proceedings of LREC 2006; as the difference of alpha: R. Artstein and M. Poesio (2008), Inter-coder agreement for
    computational linguistics, Computational Linguistics 34(4).
    """
    sets = [frozenset(w) for w in waarden if isinstance(w, tuple)]
    if len(sets) < len(waarden):
        raise OvereenstemmingError([f"er staat ‘{w}’; toegestaan: tuples" for w in waarden if not isinstance(w, tuple)])
    table = np.zeros((len(sets), len(sets)))
    for i, j in combinations(range(len(sets)), 2):
        one, other = sets[i], sets[j]
        within = 2 / 3 if one < other or other < one else 1 / 3
        table[i, j] = table[j, i] = 1 - within * len(one & other) / len(one | other)
    return table
