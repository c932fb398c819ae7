"""How far paper and practice lie apart, and how the forms stand to each other (deelvraag D2)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leerkring.begrippen import Aanzicht, Sturingsvorm, Verhouding, Zekerheid
from leerkring.traject.plekken import name_plekken


def compare_aanzichten(verloop: pd.DataFrame) -> pd.DataFrame:
    """Return how much stronger each form is on paper than in practice, at each meting.

    Parameters
    ----------
    verloop
        The result of `sturing.follow_sturingsmix`.

    Returns
    -------
    One row per form and meting, the largest difference first: `sturingsvorm` (code), `vorm` (label), `meting`,
    `formeel`, `beleefd` (0-4), `verschil` (formeel - beleefd: positive is stronger on paper), `herkomst`. Where
    either was not measured the difference is missing and the row stands last; without any measurement the frame
    is empty.
    """
    columns = ["sturingsvorm", "vorm", "meting", "formeel", "beleefd", "verschil", "herkomst"]
    if verloop.empty:
        return pd.DataFrame(columns=columns)
    keys = ["sturingsvorm", "vorm", "meting"]
    halves = [
        verloop.loc[verloop["aanzicht"] == a.label, [*keys, "sterkte", "herkomst"]].rename(columns={"sterkte": str(a)})
        for a in Aanzicht
    ]
    out = halves[0].merge(halves[1], on=keys, how="left", suffixes=("", "_2"))
    out["verschil"] = out[str(Aanzicht.FORMEEL)] - out[str(Aanzicht.BELEEFD)]
    out["herkomst"] = [
        ", ".join(h for h in pair if isinstance(h, str))
        for pair in zip(out["herkomst"], out["herkomst_2"], strict=True)
    ]
    return out[columns].sort_values("verschil", key=lambda s: -s.abs(), kind="stable", ignore_index=True)


def select_last(verschillen: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `compare_aanzichten` for the last meting at which paper and practice were both measured."""
    held = verschillen.dropna(subset=["verschil"])["meting"]
    return verschillen[verschillen["meting"] == held.max()].reset_index(drop=True) if len(held) else verschillen[:0]


def find_conflict(oordelen: pd.DataFrame) -> tuple[bool, bool]:
    """Tell whether judgements of one pair contradict each other, and whether they only changed over time.

    They contradict when they differ at one meting, or when one that differs names no meting; when each meting has
    one answer and the answers differ, the relation changed.

    Parameters
    ----------
    oordelen
        Rows about one pair in one direction, at one deelnemer or case, with `verhouding` and `meting`.
    """
    if oordelen["verhouding"].nunique() < 2:
        return False, False
    undated = bool(oordelen["meting"].isna().any())
    clash = undated or bool((oordelen.groupby("meting")["verhouding"].nunique() > 1).any())
    return clash, not clash


def relate_vormen(verhoudingen: pd.DataFrame, slug: str) -> pd.DataFrame:
    """Return every judgement of how two forms stand to each other at a deelnemer: the matrix in long form.

    Parameters
    ----------
    verhoudingen
        The table sturingsverhoudingen.
    slug
        The deelnemer.

    Returns
    -------
    One row per judgement, in order of the pair and then of the meting: `vorm`, `andere_vorm` (codes; the pair has
    a direction), `verhouding` (code), `keer` (how many judgements of the pair say this), `meting` (may be missing),
    `zekerheid` (label), `toelichting`, `tegenstrijdig`, `veranderd` (bool, of the whole pair; see `find_conflict`),
    `bron`, `herkomst`.
    """
    own = verhoudingen[verhoudingen["deelnemer"] == slug].copy()
    own["tegenstrijdig"], own["veranderd"] = False, False
    for _, pair in own.groupby(["vorm", "andere_vorm"]):
        clash, changed = find_conflict(pair)
        own.loc[pair.index, "tegenstrijdig"] = clash
        own.loc[pair.index, "veranderd"] = changed
    same = ["vorm", "andere_vorm", "verhouding"]
    own["keer"] = own.groupby(same)["id"].transform("size").astype("int64")
    own["zekerheid"] = pd.Series([Zekerheid(z).label for z in own["zekerheid"]], index=own.index, dtype="str")
    own["plaats"] = [
        (Sturingsvorm(v).rang, Sturingsvorm(a).rang, m if isinstance(m, str) else "T9")
        for v, a, m in zip(own["vorm"], own["andere_vorm"], own["meting"], strict=True)
    ]
    columns = [*same, "keer", "meting", "zekerheid", "toelichting", "tegenstrijdig", "veranderd", "bron", "herkomst"]
    return own.sort_values("plaats", kind="stable", ignore_index=True)[columns]


def count_verhoudingen(
    verhoudingen: pd.DataFrame, deelnemers: pd.DataFrame, casussen: pd.DataFrame, per: str = "paar"
) -> pd.DataFrame:
    """Return, across the circle, at how many cases one form does something to another.

    Parameters
    ----------
    verhoudingen, deelnemers, casussen
        The tables sturingsverhoudingen, deelnemers and casussen.
    per
        'paar' for each pair of forms, or 'vorm' for what a form does to any other form.

    Returns
    -------
    Only what occurs, in the order of the vocabularies: `vorm`, `andere_vorm` (codes; the latter only per pair),
    `verhouding` (code), `n` (deelnemers and examples elsewhere), `oordelen` (rows), `gevallen` (their names),
    `tegenspraak_bij` (names of the cases that contradict themselves on a pair in this row), `n_totaal` (cases with
    any judgement at all), `herkomst`.
    """
    placed = name_plekken(verhoudingen, deelnemers, casussen, "")
    pair = ["vorm", "andere_vorm"]
    clashes = {key for key, part in placed.groupby(["plek", *pair]) if find_conflict(part)[0]}
    placed["botst"] = [
        key in clashes for key in zip(placed["plek"], placed["vorm"], placed["andere_vorm"], strict=True)
    ]
    keys = [*(pair if per == "paar" else ["vorm"]), "verhouding"]
    rows: list[dict[str, Any]] = []
    for key, part in placed.groupby(keys):
        cases = tuple(part.drop_duplicates("plek")["wie"])
        rows.append(
            {
                **dict(zip(keys, key, strict=True)),
                "n": len(cases),
                "oordelen": len(part),
                "gevallen": cases,
                "tegenspraak_bij": tuple(part[part["botst"]].drop_duplicates("plek")["wie"]),
                "n_totaal": placed["plek"].nunique(),
                "herkomst": ", ".join(part["herkomst"]),
            }
        )
    rows.sort(key=lambda r: [*(Sturingsvorm(r[k]).rang for k in keys[:-1]), Verhouding(r["verhouding"]).rang])
    return pd.DataFrame(rows, columns=[*keys, "n", "oordelen", "gevallen", "tegenspraak_bij", "n_totaal", "herkomst"])
