"""Whether the items of the questionnaire that belong together measure one thing."""

from __future__ import annotations

import pandas as pd

from leerkring.begrippen import Deelvraag, Groep, Meting
from leerkring.methoden.statistiek import cronbach_alpha
from leerkring.model.beleid import Beleid
from leerkring.model.vragenlijst import Vragenlijst


def measure_betrouwbaarheid(scores: pd.DataFrame, vragenlijst: Vragenlijst, beleid: Beleid) -> pd.DataFrame:
    """Return how well the items of a deelvraag measure one thing, as Cronbach's alpha.

    Only people with a valid score on every item count, and alpha is given from 10 such people on.

    Parameters
    ----------
    scores, vragenlijst, beleid
        As for `summarise_antwoorden`.

    Returns
    -------
    One row per deelnemer, deelvraag, group and meting that has two items or more: `deelnemer`, `deelvraag` (code),
    `groep` (code), `meting`, `items` (tuple), `n` (complete respondents; missing below `beleid.kleinste_n`), `alpha`,
    `reden` (why alpha is missing).
    """
    columns = ["deelnemer", "deelvraag", "groep", "meting", "items", "n", "alpha", "reden"]
    enough = max(beleid.kleinste_n, beleid.nodig_voor_verdeling)
    rows = []
    for slug in dict.fromkeys(scores["deelnemer"]):
        for vraag in Deelvraag:
            items = [item.id for item in vragenlijst.items if item.deelvraag is vraag]
            own = scores[(scores["deelnemer"] == slug) & scores["item"].isin(items)]
            for groep in Groep:
                for meting in Meting:
                    part = own[(own["groep"] == str(groep)) & (own["meting"] == str(meting))]
                    if part.empty:
                        continue
                    wide = part.pivot(index="respondent", columns="item", values="score").astype("float64").dropna()
                    if wide.shape[1] < 2:
                        continue
                    n = len(wide)
                    alpha = cronbach_alpha(wide.to_numpy()) if n >= enough else None
                    few = f"minder dan {enough} volledige antwoorden"
                    reden = few if n < enough else "iedereen heeft dezelfde som" if alpha is None else None
                    key = [slug, str(vraag), str(groep), str(meting), tuple(wide.columns)]
                    rows.append([*key, n if n >= beleid.kleinste_n else None, alpha, reden])
    return pd.DataFrame(rows, columns=columns).astype({"n": "Int64", "alpha": "float64"})
