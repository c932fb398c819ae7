"""Everything that a report tells about the effects of one deelnemer, gathered for deelvraag D3."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from leerkring.analyse.bewijskracht import conclude_claims, weigh_effecten
from leerkring.analyse.bijdrage import compare_nulmeting, pair_beoogd, trace_bijdragen
from leerkring.traject import Traject


@dataclass(frozen=True)
class Effectverhaal:
    """The finished frames that the section on effects shows."""

    bijdragen: pd.DataFrame
    claims: pd.DataFrame
    veranderingen: pd.DataFrame
    beoogd: pd.DataFrame


def collect_effectverhaal(traject: Traject, slug: str) -> Effectverhaal:
    """Return the effects of a deelnemer with their evidence, contribution, numbers and what was hoped for.

    Parameters
    ----------
    traject
        The traject as the audience sees it.
    slug
        The deelnemer.

    Returns
    -------
    The results of `trace_bijdragen`, `conclude_claims`, `compare_nulmeting` and `pair_beoogd`.
    """
    effecten, oordelen = traject.frame("effecten"), traject.frame("beoordelingen")
    metingen = traject.frame("indicatormetingen")
    claims = conclude_claims(traject.frame("procestoetsen"))
    krachten = weigh_effecten(effecten, metingen, oordelen, claims, traject.frame("bronnen"))
    bijdragen = trace_bijdragen(krachten, effecten, traject.frame("interventies"), oordelen, claims, slug)
    return Effectverhaal(
        bijdragen=bijdragen,
        claims=claims,
        veranderingen=compare_nulmeting(metingen, effecten, slug),
        beoogd=pair_beoogd(bijdragen, effecten, slug),
    )
