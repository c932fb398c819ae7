"""What changed (deelvraag D3), and how inwoners and partners judge it (D4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from leerkring.begrippen import EXTERN, Bronsoort, EffectStatus, Groep, Richting, Zekerheid
from leerkring.bewering import Totaalbeeld


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


def mark_verteld(beoordelingen: pd.DataFrame, bronnen: pd.DataFrame) -> pd.DataFrame:
    """Return judgements with whether somebody else tells them: the people themselves do not speak in the source.

    Parameters
    ----------
    beoordelingen, bronnen
        The tables of that name.

    Returns
    -------
    The columns of the table, and `verteld`: claimed, and from documents only. Rule I20 lets no such row claim more.
    """
    kinds = dict(zip(bronnen["id"], bronnen["soort"], strict=True))
    documents = [
        {kinds[p.split(":", 1)[0]] for p in places} == {Bronsoort.DOCUMENT} for places in beoordelingen["bron"]
    ]
    claimed = beoordelingen["zekerheid"] == Zekerheid.BEWEERD
    return beoordelingen.assign(verteld=claimed & pd.Series(documents, index=beoordelingen.index, dtype="bool"))


def list_oordelen(beoordelingen: pd.DataFrame, effecten: pd.DataFrame, slug: str) -> pd.DataFrame:
    """Return how inwoners and partners judge the effects of a deelnemer.

    Parameters
    ----------
    beoordelingen
        The result of `mark_verteld`.
    effecten
        The table of that name.
    slug
        The deelnemer.

    Returns
    -------
    `effect` (name), `groep` (label), `oordeel` (code), `omschrijving`, `zekerheid` (label), `verteld`, `bron`,
    `herkomst`.
    """
    own = effecten.loc[effecten["deelnemer"] == slug, ["id", "naam"]].rename(
        columns={"id": "effect", "naam": "effectnaam"}
    )
    out = beoordelingen.merge(own, on="effect")
    out["effect"] = out["effectnaam"]
    out["groep"] = pd.Series([Groep(g).label for g in out["groep"]], dtype="str")
    out["zekerheid"] = pd.Series([Zekerheid(z).label for z in out["zekerheid"]], dtype="str")
    return out[["effect", "groep", "oordeel", "omschrijving", "zekerheid", "verteld", "bron", "herkomst"]]


def count_richtingen(effecten: pd.DataFrame, deelnemers: pd.DataFrame) -> pd.DataFrame:
    """Return how many observed effects of every deelnemer point each way.

    Parameters
    ----------
    effecten, deelnemers
        The tables of that name.

    Returns
    -------
    `deelnemer` (id), `naam`, `richting` (code), `n`, `herkomst` (the rows that were counted); every combination has a
    row.
    """
    seen = effecten[effecten["status"] == EffectStatus.WAARGENOMEN]
    rows = []
    deelnemer: Any
    for deelnemer in deelnemers.itertuples():
        for richting in Richting:
            found = seen[(seen["deelnemer"] == deelnemer.id) & (seen["richting"] == str(richting))]
            rows.append([deelnemer.id, deelnemer.naam, str(richting), len(found), ", ".join(found["herkomst"])])
    return pd.DataFrame(rows, columns=["deelnemer", "naam", "richting", "n", "herkomst"])


MERKBAAR = 0.1
"""From which difference in balance, of 2 at most, a reader would draw another conclusion."""
MINSTE_VERBORGEN = 3
Richtingen = dict[Richting, int]


@dataclass(frozen=True)
class Effecttelling:
    """How many effects were seen, which way they went, how many were measured, and how they are judged from outside.

    `verteld` counts for each group the judgements that somebody else tells.
    """

    effecten: int
    richtingen: Richtingen
    gemeten: int
    oordelen: dict[Groep, Richtingen]
    verteld: dict[Groep, int]


def compare_strekking(deel: Effecttelling, geheel: Effecttelling) -> Totaalbeeld | None:
    """Return whether the effects and judgements of the whole are more or less favourable than those of a part of it.

    None where so few are hidden that the answer would give these away.
    """
    (n, balance), (n_whole, balance_whole) = map(weigh_richtingen, (deel, geheel))
    if n_whole - n < MINSTE_VERBORGEN:
        return None
    difference = balance_whole - balance
    if abs(difference) < MERKBAAR:
        return Totaalbeeld.GELIJK
    return Totaalbeeld.MEER if difference > 0 else Totaalbeeld.MINDER


def weigh_richtingen(telling: Effecttelling) -> tuple[int, float]:
    """Return how many effects and judgements there are, and their balance, from -1 to 1 (all in favour)."""
    counts = [telling.richtingen, *telling.oordelen.values()]
    total = sum(sum(richtingen.values()) for richtingen in counts)
    net = sum(richtingen[Richting.GUNSTIG] - richtingen[Richting.ONGUNSTIG] for richtingen in counts)
    return total, net / total if total else 0.0


def is_one_sided(telling: Effecttelling) -> bool:
    """Tell whether all effects point one way, or there are none: a count that speaks of all there is."""
    return sum(n > 0 for n in telling.richtingen.values()) <= 1


def count_effecten(effecten: pd.DataFrame, beoordelingen: pd.DataFrame, slug: str | None = None) -> Effecttelling:
    """Return how many effects and judgements there are per direction.

    Parameters
    ----------
    effecten
        The table of that name.
    beoordelingen
        The result of `mark_verteld`.
    slug
        The deelnemer; None for all deelnemers together.

    Returns
    -------
    The counts; what was only hoped for is no effect, and own staff never judge.
    """
    own = effecten[effecten["deelnemer"] == slug if slug else effecten["deelnemer"].notna()]
    seen = own[own["status"] == EffectStatus.WAARGENOMEN]
    judged = beoordelingen[beoordelingen["effect"].isin(own["id"])]
    return Effecttelling(
        effecten=len(seen),
        richtingen={r: int((seen["richting"] == str(r)).sum()) for r in Richting},
        gemeten=int((seen["zekerheid"] == Zekerheid.GEMETEN).sum()),
        oordelen={
            g: {r: int(((judged["groep"] == str(g)) & (judged["oordeel"] == str(r))).sum()) for r in Richting}
            for g in EXTERN
        },
        verteld={g: int((judged["verteld"] & (judged["groep"] == str(g))).sum()) for g in EXTERN},
    )
