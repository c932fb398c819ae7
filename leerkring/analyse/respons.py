"""Who answered the questionnaire, without showing groups that are too small."""

from __future__ import annotations

import pandas as pd

from leerkring.analyse.antwoorden import NODIG_VOOR_VERDELING
from leerkring.begrippen import Groep, Meting


def count_respons(
    respondenten: pd.DataFrame, antwoorden: pd.DataFrame, uitnodigingen: pd.DataFrame, slug: str, kleinste_n: int
) -> pd.DataFrame:
    """Return how many people of each group of a deelnemer answered at each meting.

    Parameters
    ----------
    respondenten, antwoorden, uitnodigingen
        The tables of that name.
    slug
        The deelnemer.
    kleinste_n
        The smallest group that this audience may see.

    Returns
    -------
    One row for every group and meting with an invitation or an answer: `groep` (label), `is_extern`, `meting`, `n`
    and `uitgenodigd` (persons; both missing when the cell is too small), `onderdrukt`. No totals are given, because
    a total would give a hidden group away.
    """
    own = respondenten[respondenten["deelnemer"] == slug]
    given = antwoorden[antwoorden["waarde"].notna()].merge(own, left_on="respondent", right_on="id")
    n = given.groupby(["groep", "meting"])["respondent"].nunique()
    asked = uitnodigingen[uitnodigingen["deelnemer"] == slug].set_index(["groep", "meting"])["uitgenodigd"]
    rows = []
    for groep in Groep:
        for meting in Meting:
            key = (str(groep), str(meting))
            if key not in n.index and key not in asked.index:
                continue
            count = int(n.get(key, 0))
            invited = int(asked[key]) if key in asked.index else None
            small, limited = count < kleinste_n, kleinste_n <= count < NODIG_VOOR_VERDELING
            rows.append([groep.label, groep.is_extern, str(meting), count, invited, small, limited])
    out = pd.DataFrame(rows, columns=["groep", "is_extern", "meting", "n", "uitgenodigd", "onderdrukt", "beperkt"])
    out[["n", "uitgenodigd"]] = out[["n", "uitgenodigd"]].astype("Int64").mask(out["onderdrukt"].astype(bool))
    out["n"] = out["n"].mask(out["beperkt"].astype(bool))
    return out
