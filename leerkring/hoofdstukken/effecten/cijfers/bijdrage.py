"""How steps led to an effect: the contribution story (Mayne 2008), its numbers, and what was hoped for beside it.

A contribution story says which steps led through which mechanism to which change, what else may explain the change, and
what speaks against it. It claims a contribution and no sole cause; what is not recorded stays an open place in the
story. Source: J. Mayne (2008), Contribution analysis: an approach to exploring cause and effect, ILAC Brief 16.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from leerkring.begrippen import Bewijskracht, Claimstand, EffectStatus, InterventieStatus, Precisie, Richting
from leerkring.hoofdstukken.effecten.cijfers.bewijskracht import join_bron
from leerkring.model.periodes import join_period

ONBEKEND = float("nan")
NIET_GEMETEN = [None, ONBEKEND, ONBEKEND, None]
"""What stands for the step, the two values and the precision of a nulmeting that there is not."""
PUNTEN = ("procent", "%")
"""Units whose difference is in percentage points."""


def trace_bijdragen(
    krachten: pd.DataFrame,
    effecten: pd.DataFrame,
    interventies: pd.DataFrame,
    beoordelingen: pd.DataFrame,
    claims: pd.DataFrame,
    slug: str,
) -> pd.DataFrame:
    """Return the contribution story of each observed effect of a deelnemer, strongest evidence first.

    Parameters
    ----------
    krachten
        The result of `weigh_effecten`.
    effecten, interventies
        The tables of that name.
    beoordelingen
        The result of `mark_verteld`.
    claims
        The result of `conclude_claims`.
    slug
        The deelnemer.

    Returns
    -------
    The columns of `krachten`, and `omschrijving`, `sturingsvorm` (code), `bedoeld` (bool, missing where
    the source does not tell), `stappen` (tuple of id, name, period as in `lay_timeline` or None, status code),
    `mechanisme`, `andere_verklaring`, `tegenbewijs` (missing where nothing is recorded), `oordelen` (tuple of groep
    and oordeel, codes, omschrijving, and verteld), `rivaal_open` (bool: another explanation is recorded, or was tested,
    and tests did not reject it) and `verhaalbron` (the places of all that the story shows; `bron` has only those that
    support).
    """
    steps = {step["id"]: describe_step(step) for step in interventies.to_dict("records")}
    judged = beoordelingen.groupby("effect", sort=False)
    words = {
        effect: tuple(p[["groep", "oordeel", "omschrijving", "verteld"]].itertuples(index=False, name=None))
        for effect, p in judged
    }
    columns = ["id", "omschrijving", "sturingsvorm", "bedoeld", "interventies", "mechanisme", "andere_verklaring"]
    out = krachten[krachten["deelnemer"] == slug].merge(effecten[[*columns, "tegenbewijs"]], on="id")
    out["stappen"] = pd.Series([tuple(steps[i] for i in ids) for ids in out["interventies"]], dtype="object")
    out["oordelen"] = pd.Series([words.get(i, ()) for i in out["id"]], dtype="object")
    rivals = claims[claims["rivaal"].astype(bool)].groupby("effect")["stand"].agg(set)
    out["rivaal_open"] = [
        rivals.get(i, set()) != {str(Claimstand.VERWORPEN)} and (i in rivals.index or isinstance(text, str))
        for i, text in zip(out["id"], out["andere_verklaring"], strict=True)
    ]
    told = [
        [*bron, *(place for frame in (beoordelingen, claims) for place in join_bron(frame[frame["effect"] == i]))]
        for i, bron in zip(out["id"], out["bron"], strict=True)
    ]
    out["verhaalbron"] = pd.Series([tuple(dict.fromkeys(places)) for places in told], dtype="object")
    rank = pd.DataFrame({"kracht": [Bewijskracht(k).rang for k in out["kracht"]], "punten": out["punten"]})
    order = rank.sort_values(["kracht", "punten"], ascending=False, kind="stable").index
    return out.drop(columns="interventies").loc[order].reset_index(drop=True)


def describe_step(step: dict[Any, Any]) -> tuple[str, str, str | None, str]:
    """Return id, name, period and status of a step; the planned period only where it is still a plan."""
    real = [step[k] if isinstance(step[k], str) else None for k in ("start", "eind")]
    planned = [step[k] if isinstance(step[k], str) else None for k in ("gepland_start", "gepland_eind")]
    period = join_period(*real)
    if period is None and step["status"] == InterventieStatus.GEPLAND:
        period = join_period(*planned)
    return step["id"], step["naam"], period, step["status"]


def read_bounds(waarde: float, waarde_hoog: float, precisie: str) -> tuple[float, float]:
    """Return between which numbers a measured value lies; missing where a side is not known.

    'Ruim 6' lies above 6, nobody knows how far; 'minder dan 10' below it. 'Ongeveer' has no known bounds: the number
    itself stands for both and a reader must be told.
    """
    high = waarde if pd.isna(waarde_hoog) else waarde_hoog
    if precisie == Precisie.RUIM:
        return waarde, ONBEKEND
    return (ONBEKEND, high) if precisie == Precisie.MINDER_DAN else (waarde, high)


def measure_change(nul: tuple[float, float], later: tuple[float, float]) -> tuple[float, float, float, float]:
    """Return the least and the greatest change that two values, each known between bounds, can mean.

    Returns
    -------
    Lowest and highest difference, then lowest and highest share of the starting value (0.1 is a tenth more); missing
    where a bound is not known. Shares need a start above zero.
    """
    (nul_low, nul_high), (low, high) = nul, later
    differences = (round(low - nul_high, 10), round(high - nul_low, 10))
    if not nul_low > 0:
        return (*differences, ONBEKEND, ONBEKEND)
    # A value below zero is the larger share of the smaller start.
    shares = (low / (nul_low if low < 0 else nul_high) - 1, high / (nul_high if high < 0 else nul_low) - 1)
    return (*differences, round(shares[0], 10), round(shares[1], 10))


def compare_nulmeting(indicatormetingen: pd.DataFrame, effecten: pd.DataFrame, slug: str) -> pd.DataFrame:
    """Return each number of a deelnemer's effects with its change since the nulmeting of its series.

    Parameters
    ----------
    indicatormetingen, effecten
        The tables of that name.
    slug
        The deelnemer.

    Returns
    -------
    One row per number, in the order of its series: `effect` (id), `naam`, `richting` (of the effect), `indicator`,
    `volgorde`, `stap`, `waarde`, `waarde_hoog`, `precisie`, `eenheid`, `eenheid_verschil`, `nul_stap`, `nul_waarde`,
    `nul_hoog`, `nul_precisie` (the nulmeting; missing where there is none), `verschil_laag`, `verschil_hoog`,
    `relatief_laag`, `relatief_hoog` (as in `measure_change`; missing for the nulmeting itself and what comes before
    it), `ongeveer` (either value is approximate), `laatste` (bool), `peildatum`, `bron`, `herkomst` (both rows
    compared).
    """
    names = effecten.loc[effecten["deelnemer"] == slug, ["id", "naam", "richting"]].rename(columns={"id": "effect"})
    joined = indicatormetingen.merge(names, on="effect")
    keep = ["effect", "naam", "richting", "indicator", "volgorde", "stap"]
    keep += ["waarde", "waarde_hoog", "precisie", "eenheid"]
    rows = []
    for _, part in joined.groupby(["effect", "indicator"], sort=False):
        series = part.sort_values("volgorde").to_dict("records")
        nul = next((m for m in series if m["nulmeting"]), None)
        for meting in series:
            later = nul is not None and meting["volgorde"] > nul["volgorde"]
            bounds = [read_bounds(m["waarde"], m["waarde_hoog"], m["precisie"]) for m in (nul or meting, meting)]
            change = measure_change(*bounds) if later else (ONBEKEND,) * 4
            pair = [nul, meting] if nul is not None and later else [meting]
            unit = "procentpunt" if meting["eenheid"].startswith(PUNTEN) else meting["eenheid"]
            start = [nul[k] for k in ("stap", "waarde", "waarde_hoog", "precisie")] if nul else NIET_GEMETEN
            about = any(m["precisie"] == Precisie.ONGEVEER for m in pair)
            places = tuple(dict.fromkeys(place for m in pair for place in m["bron"]))
            trace = [meting["peildatum"], places, ", ".join(m["herkomst"] for m in pair)]
            rows.append([*(meting[k] for k in keep), unit, *start, *change, about, meting is series[-1], *trace])
    columns = [*keep, "eenheid_verschil", "nul_stap", "nul_waarde", "nul_hoog", "nul_precisie", "verschil_laag"]
    columns += ["verschil_hoog", "relatief_laag", "relatief_hoog", "ongeveer", "laatste", "peildatum"]
    return pd.DataFrame(rows, columns=[*columns, "bron", "herkomst"])


def pair_beoogd(bijdragen: pd.DataFrame, effecten: pd.DataFrame, slug: str) -> pd.DataFrame:
    """Return what was hoped for beside what was seen; whether they are the same thing, a reader must judge.

    Parameters
    ----------
    bijdragen
        The result of `trace_bijdragen` for the same deelnemer.
    effecten
        The table effecten.
    slug
        The deelnemer.

    Returns
    -------
    One row per hoped-for effect: `id`, `naam`, `omschrijving`, `sturingsvorm`, `richting` (codes), `gezien` (observed
    effects of the same form and direction) and `anders` (of the same form, another direction, and a shared step), each
    a tuple of name, richting, kracht (codes) and number of shared steps, most shared first; `lacune` (nothing seen in
    the same direction, nor partly so in what is mixed), `bron`, `herkomst` (hoped-for row, then the rows of what was
    seen).
    """
    hoped = effecten[(effecten["deelnemer"] == slug) & (effecten["status"] == EffectStatus.BEOOGD)]
    rows = []
    for effect in hoped.to_dict("records"):
        own = bijdragen[bijdragen["sturingsvorm"] == effect["sturingsvorm"]].assign(
            gedeeld=[
                len(set(effect["interventies"]) & {step[0] for step in stappen})
                for stappen in bijdragen.loc[bijdragen["sturingsvorm"] == effect["sturingsvorm"], "stappen"]
            ]
        )
        own = own.sort_values("gedeeld", ascending=False, kind="stable")
        same = own[own["richting"] == effect["richting"]]
        other = own[(own["richting"] != effect["richting"]) & (own["gedeeld"] > 0)]
        deels = bool((other["richting"] == Richting.GEMENGD).any())
        gezien, anders = (
            tuple(part[["naam", "richting", "kracht", "gedeeld"]].itertuples(index=False, name=None))
            for part in (same, other)
        )
        rows.append(
            {k: effect[k] for k in ("id", "naam", "omschrijving", "sturingsvorm", "richting")}
            | {"gezien": gezien, "anders": anders, "lacune": same.empty and not deels, "bron": effect["bron"]}
            | {"herkomst": ", ".join([effect["herkomst"], *same["herkomst"], *other["herkomst"]])}
        )
    columns = ["id", "naam", "omschrijving", "sturingsvorm", "richting", "gezien", "anders", "lacune", "bron"]
    return pd.DataFrame(rows, columns=[*columns, "herkomst"])
