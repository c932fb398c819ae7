"""The results of the questionnaire at one deelnemer, gathered for a report."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from leerkring.analyse.antwoorden import list_verdeling, score_antwoorden, select_laatste, summarise_antwoorden
from leerkring.analyse.respons import count_respons
from leerkring.analyse.verandering import compare_extern, measure_verandering
from leerkring.traject import Traject


@dataclass(frozen=True)
class Uitkomsten:
    """The finished frames that the section on the questionnaire shows: items put to people outside, and response."""

    laatste: pd.DataFrame
    verdeling: pd.DataFrame
    verandering: pd.DataFrame
    verschil: pd.DataFrame
    respons: pd.DataFrame


def collect_uitkomsten(traject: Traject, slug: str) -> Uitkomsten:
    """Return what the groups of a deelnemer answered, with small groups suppressed for this audience.

    Parameters
    ----------
    traject
        The traject as the audience sees it.
    slug
        The deelnemer.

    Returns
    -------
    The results of `select_laatste`, `list_verdeling`, `measure_verandering`, `compare_extern` and
    `count_respons`.
    """
    antwoorden, respondenten = traject.frame("antwoorden"), traject.frame("respondenten")
    scores = score_antwoorden(antwoorden, respondenten, traject.vragenlijst, slug)
    uitkomsten = summarise_antwoorden(scores, traject.vragenlijst, traject.kleinste_n)
    laatste = select_laatste(uitkomsten, extern=True)
    return Uitkomsten(
        laatste=laatste,
        verdeling=list_verdeling(laatste, traject.vragenlijst),
        verandering=measure_verandering(scores, uitkomsten, traject.kleinste_n),
        verschil=compare_extern(scores, uitkomsten),
        respons=count_respons(respondenten, antwoorden, traject.frame("uitnodigingen"), slug, traject.kleinste_n),
    )
