"""What changed (deelvraag D3), and how inwoners and partners judge it (D4)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leerkring.begrippen import EffectStatus, Groep, Richting, Zekerheid


def list_series(metingen: pd.DataFrame, effecten: pd.DataFrame, slug: str) -> list[pd.DataFrame]:
    """Return each series of numbers that belongs to the effects of a deelnemer.

    Parameters
    ----------
    metingen, effecten
        The tables indicatormetingen and effecten.
    slug
        The deelnemer.

    Returns
    -------
    One frame per effect and indicator, in order: `effect` (name), `indicator`, `volgorde`, `stap`, `nulmeting`,
    `waarde`, `waarde_hoog` (top of a range, or missing), `eenheid`, `peildatum`, `toelichting`, `bron`, `herkomst`.
    """
    own = effecten.loc[effecten["deelnemer"] == slug, ["id", "naam"]].rename(
        columns={"id": "effect", "naam": "effectnaam"}
    )
    joined = metingen.merge(own, on="effect")
    columns = ["indicator", "volgorde", "stap", "nulmeting", "waarde", "waarde_hoog", "precisie", "eenheid"]
    return [
        part.sort_values("volgorde")
        .rename(columns={"effect": "effect_id", "effectnaam": "effect"})
        .reset_index(drop=True)[["effect", *columns, "peildatum", "toelichting", "bron", "herkomst"]]
        for _, part in joined.groupby(["effect", "indicator"], sort=False)
    ]


def list_oordelen(beoordelingen: pd.DataFrame, effecten: pd.DataFrame, slug: str) -> pd.DataFrame:
    """Return how inwoners and partners judge the effects of a deelnemer.

    Parameters
    ----------
    beoordelingen, effecten
        The tables of that name.
    slug
        The deelnemer.

    Returns
    -------
    `effect` (name), `groep` (label), `oordeel` (code), `omschrijving`, `zekerheid` (label), `bron`, `herkomst`.
    """
    own = effecten.loc[effecten["deelnemer"] == slug, ["id", "naam"]].rename(
        columns={"id": "effect", "naam": "effectnaam"}
    )
    out = beoordelingen.merge(own, on="effect")
    out["effect"] = out["effectnaam"]
    out["groep"] = pd.Series([Groep(g).label for g in out["groep"]], dtype="str")
    out["zekerheid"] = pd.Series([Zekerheid(z).label for z in out["zekerheid"]], dtype="str")
    return out[["effect", "groep", "oordeel", "omschrijving", "zekerheid", "bron", "herkomst"]]


def count_richtingen(effecten: pd.DataFrame, deelnemers: pd.DataFrame) -> pd.DataFrame:
    """Return how many observed effects of every deelnemer point each way.

    Parameters
    ----------
    effecten, deelnemers
        The tables of that name.

    Returns
    -------
    `naam`, `richting` (code), `n`, `herkomst` (the rows that were counted); every combination has a row.
    """
    seen = effecten[effecten["status"] == EffectStatus.WAARGENOMEN]
    rows = []
    deelnemer: Any
    for deelnemer in deelnemers.itertuples():
        for richting in Richting:
            found = seen[(seen["deelnemer"] == deelnemer.id) & (seen["richting"] == str(richting))]
            rows.append([deelnemer.naam, str(richting), len(found), ", ".join(found["herkomst"])])
    return pd.DataFrame(rows, columns=["naam", "richting", "n", "herkomst"])
