"""Where rows belong that are about a deelnemer, or about a case where there is no deelnemer."""

from __future__ import annotations

import pandas as pd


def name_plekken(rijen: pd.DataFrame, deelnemers: pd.DataFrame, casussen: pd.DataFrame, zonder: str) -> pd.DataFrame:
    """Return rows with the place that each is about; what is counted per place is counted by `plek`, never by name.

    Parameters
    ----------
    rijen
        A table with `deelnemer` and `casus`.
    deelnemers, casussen
        The tables of that name.
    zonder
        What a row is called that is about neither.

    Returns
    -------
    The same rows with `plek` (table and id of the deelnemer, else of the case; empty without either) and `wie` (what
    the place is called).
    """
    names = {
        f"{tabel}:{key}": naam
        for tabel, frame in (("deelnemers", deelnemers), ("casussen", casussen))
        for key, naam in zip(frame["id"], frame["naam"], strict=True)
    }
    pairs = zip(rijen["deelnemer"], rijen["casus"], strict=True)
    plek = [next((p for p in (f"deelnemers:{d}", f"casussen:{c}") if p in names), "") for d, c in pairs]
    wie = [names.get(p, zonder) for p in plek]
    return rijen.assign(**{k: pd.Series(v, index=rijen.index, dtype="str") for k, v in (("plek", plek), ("wie", wie))})
