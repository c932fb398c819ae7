"""Parameters of fit: how well a condition or a term is necessary or sufficient for the outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from leerkring.methoden.getallen import Getallen, divide
from leerkring.methoden.qca.gegevens import Gegevens
from leerkring.methoden.qca.termen import Term, membership, membership_of_som, write_term


class Noodzakelijk(NamedTuple):
    """How well a set is necessary: its consistency, its relevance (RoN) and its coverage."""

    consistentie: float
    ron: float
    dekking: float


class Voldoende(NamedTuple):
    """How well a set is sufficient: its consistency, the proportional reduction in inconsistency and its coverage."""

    consistentie: float
    pri: float
    dekking: float


def fit_noodzakelijk(x: Getallen, y: Getallen) -> Noodzakelijk:
    """Return how well membership x is necessary for membership y.

    Parameters
    ----------
    x, y
        Memberships of the same cases, from 0 to 1.

    Returns
    -------
    Consistency Σmin(x, y) / Σy, relevance of necessity Σ(1 - x) / Σ(1 - min(x, y)) and coverage Σmin(x, y) / Σx, each
    from 0 to 1; a fraction without a denominator is 0.

    Notes
    -----
    C.C. Ragin (2008), Redesigning Social Inquiry, chapter 3 (consistency and coverage); C.Q. Schneider and C. Wagemann
    (2012), Set-Theoretic Methods for the Social Sciences, chapter 9 (relevance of necessity).
    """
    both = np.minimum(x, y)
    return Noodzakelijk(
        divide(both.sum(), y.sum()), divide((1 - x).sum(), (1 - both).sum()), divide(both.sum(), x.sum())
    )


def fit_voldoende(x: Getallen, y: Getallen) -> Voldoende:
    """Return how well membership x is sufficient for membership y.

    Parameters
    ----------
    x, y
        Memberships of the same cases, from 0 to 1.

    Returns
    -------
    Consistency Σmin(x, y) / Σx, PRI (Σmin(x, y) - Σmin(x, y, 1 - y)) / (Σx - Σmin(x, y, 1 - y)) and coverage
    Σmin(x, y) / Σy, each from 0 to 1; a fraction without a denominator is 0.

    Notes
    -----
    C.C. Ragin (2008), Redesigning Social Inquiry, chapter 3; C.Q. Schneider and C. Wagemann (2012), Set-Theoretic
    Methods for the Social Sciences, chapter 9 (PRI).
    """
    both, torn = np.minimum(x, y).sum(), np.minimum(x, np.minimum(y, 1 - y)).sum()
    return Voldoende(divide(both, x.sum()), divide(both - torn, x.sum() - torn), divide(both, y.sum()))


def fit_termen(termen: Sequence[Term], gegevens: Gegevens) -> pd.DataFrame:
    """Return how sufficient each term of a sum is, and what it explains alone.

    Returns
    -------
    One row per term in the order given, with columns `term`, `consistentie`, `pri`, `ruwe_dekking` and
    `unieke_dekking` (what no other term of the sum covers), from 0 to 1. For the sum as a whole: `fit_som`.

    Notes
    -----
    C.C. Ragin (2008), Redesigning Social Inquiry, chapter 3: unique coverage is raw coverage less
    Σmin(x, other terms, y) / Σy.
    """
    rows = []
    for place, term in enumerate(termen):
        x = membership(term, gegevens)
        others = membership_of_som([t for p, t in enumerate(termen) if p != place], gegevens)
        enough = fit_voldoende(x, gegevens.y)
        shared = divide(np.minimum(np.minimum(x, others), gegevens.y).sum(), gegevens.y.sum())
        rows.append((write_term(term, gegevens), *enough, enough.dekking - shared))
    return pd.DataFrame(rows, columns=["term", "consistentie", "pri", "ruwe_dekking", "unieke_dekking"])


def fit_som(termen: Sequence[Term], gegevens: Gegevens) -> Voldoende:
    """Return how sufficient a sum of terms is as a whole; the formulas are those of `fit_voldoende`."""
    return fit_voldoende(membership_of_som(termen, gegevens), gegevens.y)
