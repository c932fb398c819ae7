"""Which sources a report rests on."""

from __future__ import annotations

import pandas as pd

from leerkring.model.velden import OnderbouwdeRij
from leerkring.traject import Traject
from leerkring.traject.inhoud import source_id


def select_bronnen(traject: Traject, slug: str) -> pd.DataFrame:
    """Return the sources for one deelnemer: those of the rows about it, and of rows that are about no one.

    A source that only others rest on does not belong in the report: its title can tell who was spoken to.

    Parameters
    ----------
    traject
        The traject as the audience sees it.
    slug
        The deelnemer.

    Returns
    -------
    The rows of `bronnen` that are left, with the same columns.
    """
    used = set()
    for rows in traject.inhoud.tabellen.values():
        for _, rij in rows:
            if isinstance(rij, OnderbouwdeRij):
                owners = traject.inhoud.owners(rij)
                if slug in owners or not owners:
                    used |= {source_id(place) for place in rij.bron}
    bronnen = traject.frame("bronnen")
    return bronnen[bronnen["id"].isin(used)].reset_index(drop=True)
