"""How much every factor of the context weighs at every deelnemer."""

from __future__ import annotations

import pandas as pd

from leerkring.begrippen import Factor
from leerkring.methoden.frames import iterate


def lay_context(contextfactoren: pd.DataFrame, deelnemers: pd.DataFrame) -> pd.DataFrame:
    """Return how much every factor weighs at every deelnemer.

    Parameters
    ----------
    contextfactoren, deelnemers
        The tables of that name.

    Returns
    -------
    One row per deelnemer and factor, per lens the most shared factor first: `deelnemer` (id), `naam`, `lens`, `factor`
    (labels), `gewicht` (1-3, missing where not named), `gedeeld` (number of deelnemers that name the factor), `eigen`
    (this deelnemer is the only one that names it), `beschreven` (the deelnemer names any factor), `bron`, `herkomst`.
    """
    columns = ["deelnemer", "naam", "lens", "factor", "gewicht", "gedeeld", "eigen", "beschreven", "bron", "herkomst"]
    named = contextfactoren.groupby("factor")["deelnemer"].nunique()
    described = set(contextfactoren["deelnemer"])
    own = contextfactoren.set_index(["deelnemer", "factor"])
    lenses = list(dict.fromkeys(f.lens for f in Factor))
    factoren = sorted(Factor, key=lambda f: (lenses.index(f.lens), -int(named.get(str(f), 0)), f.rang))
    rows = []
    for factor in factoren:
        shared = int(named.get(str(factor), 0))
        for d in iterate(deelnemers):
            key = (d.id, str(factor))
            gewicht, bron, herkomst = (
                (int(own.loc[key, "gewicht"]), own.loc[key, "bron"], own.loc[key, "herkomst"])
                if key in own.index
                else (None, (), None)
            )
            cells = [d.id, d.naam, factor.lens.label, factor.label, gewicht, shared]
            rows.append([*cells, gewicht is not None and shared == 1, d.id in described, bron, herkomst])
    return pd.DataFrame(rows, columns=columns).astype({"gewicht": "Int64"})
