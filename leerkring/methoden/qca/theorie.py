"""Theory evaluation: where what theory expects and what the solution says meet, and which cases lie there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import pandas as pd

from leerkring.methoden.qca.gegevens import Gegevens, tell_kant
from leerkring.methoden.qca.maten import fit_voldoende
from leerkring.methoden.qca.termen import Term, membership_of_som


def evaluate_theorie(theorie: Sequence[Term], model: Sequence[Term], gegevens: Gegevens) -> pd.DataFrame:
    """Return the four intersections of a theory and a solution, each with its cases and its fit.

    Parameters
    ----------
    theorie
        The terms by which theory expects the outcome.
    model
        The terms of a model of the solution.
    gegevens
        The data of the analysis.

    Returns
    -------
    One row per intersection, with columns `theorie` and `oplossing` (whether each is present in it), `met` and `zonder`
    (the cases with a membership above 0.5 in it, with and without the outcome), and how sufficient it is:
    `consistentie` and `dekking`. The membership is the lower of those in its two parts, or in what is not them.

    Notes
    -----
    C.Q. Schneider and C. Wagemann (2012), Set-Theoretic Methods for the Social Sciences, chapter 11: cases with the
    outcome are covered (or not) and most or least likely by theory, those without it consistent or inconsistent.
    """
    expected, found = (membership_of_som(terms, gegevens) for terms in (theorie, model))
    outcome, rows = tell_kant(gegevens.y), []
    for by_theory, by_solution in product((True, False), repeat=2):
        x = np.minimum(expected if by_theory else 1 - expected, found if by_solution else 1 - found)
        inside, fit = tell_kant(x) > 0, fit_voldoende(x, gegevens.y)
        cases = [
            tuple(name for name, i, o in zip(gegevens.gevallen, inside, outcome, strict=True) if i and o == side)
            for side in (1, -1)
        ]
        rows.append((by_theory, by_solution, *cases, fit.consistentie, fit.dekking))
    return pd.DataFrame(rows, columns=["theorie", "oplossing", "met", "zonder", "consistentie", "dekking"])
