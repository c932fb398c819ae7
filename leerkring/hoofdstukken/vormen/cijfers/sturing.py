"""How strongly each form is present, and how forms stand to each other (deelvraag D2)."""

from __future__ import annotations

import pandas as pd

from leerkring.begrippen import Aanzicht, Meting, Sturingsvorm, Verhouding, Zekerheid


def follow_sturingsmix(sturingsmix: pd.DataFrame, slug: str) -> pd.DataFrame:
    """Return the strength of every form over the metingen of one deelnemer.

    Parameters
    ----------
    sturingsmix
        The table sturingsmix.
    slug
        The deelnemer.

    Returns
    -------
    `sturingsvorm` (code), `vorm`, `aanzicht` (labels), `meting` (T0-T3), `sterkte` (0-4, missing where nothing was
    measured), `herkomst` (missing likewise). Every combination of form, view and the four metingen has a row, so
    that a gap stays a gap; without any measurement the frame is empty.
    """
    own = sturingsmix[sturingsmix["deelnemer"] == slug]
    columns = ["sturingsvorm", "vorm", "aanzicht", "meting", "sterkte", "herkomst"]
    if own.empty:
        return pd.DataFrame(columns=columns)
    grid = pd.MultiIndex.from_product(
        [list(map(str, Sturingsvorm)), list(map(str, Aanzicht)), list(map(str, Meting))],
        names=["sturingsvorm", "aanzicht", "meting"],
    ).to_frame(index=False)
    out = grid.merge(own, on=["sturingsvorm", "aanzicht", "meting"], how="left")
    out["sterkte"] = out["sterkte"].astype("Int64")
    out["vorm"] = [Sturingsvorm(v).label for v in out["sturingsvorm"]]
    out["aanzicht"] = [Aanzicht(a).label for a in out["aanzicht"]]
    return out[columns]


def measure_shift(verloop: pd.DataFrame) -> pd.DataFrame:
    """Return how far each form moved between the first and the last meting that were held.

    Parameters
    ----------
    verloop
        The result of `follow_sturingsmix`.

    Returns
    -------
    `vorm`, `aanzicht`, `van`, `tot` (metingen), `begin`, `eind` (0-4), `verschil` (eind - begin), the largest
    change first; forms measured once or never are left out.
    """
    columns = ["vorm", "aanzicht", "van", "tot", "begin", "eind", "verschil"]
    rows = []
    for (vorm, aanzicht), part in verloop.dropna(subset=["sterkte"]).groupby(["vorm", "aanzicht"], sort=False):
        ordered = part.sort_values("meting")
        first, last = ordered.iloc[0], ordered.iloc[-1]
        if first["meting"] != last["meting"]:
            begin, eind = int(first["sterkte"]), int(last["sterkte"])
            rows.append([vorm, aanzicht, first["meting"], last["meting"], begin, eind, eind - begin])
    out = pd.DataFrame(rows, columns=columns)
    return out.sort_values("verschil", key=lambda s: -s.abs(), kind="stable", ignore_index=True)


def compare_sturingsmix(sturingsmix: pd.DataFrame, deelnemers: pd.DataFrame) -> pd.DataFrame:
    """Return, for every deelnemer and form, the strength at the last meting held.

    Parameters
    ----------
    sturingsmix, deelnemers
        The tables of that name.

    Returns
    -------
    `deelnemer` (id), `naam`, `sturingsvorm` (code), `vorm`, `aanzicht` (labels), `meting`, `sterkte` (0-4), `gekozen`
    (is it the form that the deelnemer chose), `herkomst`; deelnemers without measurement are left out.
    """
    columns = ["deelnemer", "naam", "sturingsvorm", "vorm", "aanzicht", "meting", "sterkte", "gekozen", "herkomst"]
    if sturingsmix.empty:
        return pd.DataFrame(columns=columns)
    last = sturingsmix.groupby("deelnemer")["meting"].transform("max")
    out = sturingsmix[sturingsmix["meting"] == last].merge(
        deelnemers[["id", "naam", "sturingsvorm"]].rename(columns={"id": "deelnemer", "sturingsvorm": "keuze"}),
        on="deelnemer",
    )
    out["gekozen"] = out["sturingsvorm"] == out["keuze"]
    out["vorm"] = [Sturingsvorm(v).label for v in out["sturingsvorm"]]
    out["aanzicht"] = [Aanzicht(a).label for a in out["aanzicht"]]
    return out[columns].reset_index(drop=True)


def list_verhoudingen(verhoudingen: pd.DataFrame, slug: str) -> pd.DataFrame:
    """Return how forms stand to each other at one deelnemer.

    Parameters
    ----------
    verhoudingen
        The table sturingsverhoudingen.
    slug
        The deelnemer.

    Returns
    -------
    `meting`, `vorm`, `verhouding`, `andere_vorm`, `zekerheid` (labels), `toelichting`, `bron`, `herkomst`, in the
    order of the metingen.
    """
    own = verhoudingen[verhoudingen["deelnemer"] == slug].sort_values("meting", kind="stable")
    return pd.DataFrame(
        {
            "meting": own["meting"],
            "vorm": [Sturingsvorm(v).label for v in own["vorm"]],
            "verhouding": [Verhouding(v).label for v in own["verhouding"]],
            "andere_vorm": [Sturingsvorm(v).label for v in own["andere_vorm"]],
            "zekerheid": [Zekerheid(z).label for z in own["zekerheid"]],
            "toelichting": own["toelichting"],
            "bron": own["bron"],
            "herkomst": own["herkomst"],
        }
    ).reset_index(drop=True)
