"""The agreement of codeurs on the codings of a traject, gathered for a report."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from leerkring.hoofdstukken.codeurs.cijfers.labels import count_dekking
from leerkring.hoofdstukken.codeurs.cijfers.overzicht import Totaalmaten, measure_codes, measure_geheel
from leerkring.hoofdstukken.codeurs.cijfers.verschillen import count_verwisselingen, list_verschillen
from leerkring.traject import Traject


@dataclass(frozen=True)
class Overeenstemming:
    """The finished frames that the section on the codings shows."""

    codes: pd.DataFrame
    geheel: Totaalmaten
    dekking: pd.DataFrame
    verschillen: pd.DataFrame
    verwisselingen: pd.DataFrame


def collect_overeenstemming(traject: Traject) -> Overeenstemming:
    """Return how well codeurs agree on the fragments that this audience may see.

    Parameters
    ----------
    traject
        The traject as the audience sees it.

    Returns
    -------
    The results of `measure_codes`, `measure_geheel`, `count_dekking`, `list_verschillen` and `count_verwisselingen`.
    """
    coderingen, fragmenten, codeboek = (traject.frame(name) for name in ("coderingen", "fragmenten", "codeboek"))
    # What was agreed upon afterwards says nothing of how well codeurs saw the same, each on their own.
    coderingen = coderingen[~coderingen["afgesproken"]]
    return Overeenstemming(
        codes=measure_codes(coderingen, codeboek),
        geheel=measure_geheel(coderingen),
        dekking=count_dekking(coderingen, fragmenten),
        verschillen=list_verschillen(coderingen, fragmenten, codeboek, traject.beleid),
        verwisselingen=count_verwisselingen(coderingen, codeboek),
    )
