"""How much a number changed since its nulmeting, in words that are exactly as precise as the numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from leerkring.begrippen import Richting
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.merken import BRON
from leerkring.weergave.taal import write_measured, write_number, write_period

NAUWELIJKS = 0.05
"""Up to this share of its beginning a number stayed about the same, if the effect is said to be no change."""
ENKELVOUD = {
    "procentpunten": "procentpunt",
    "weken": "week",
    "dagen": "dag",
    "maanden": "maand",
    "uren": "uur",
    "personen": "persoon",
    "initiatieven": "initiatief",
    "indicatoren": "indicator",
}


def write_change(row: Mapping[Any, Any]) -> str:
    """Return a change since the nulmeting as exactly as it is known; '' where it is not.

    Parameters
    ----------
    row
        One row of `compare_nulmeting`.
    """
    low, high = row["verschil_laag"], row["verschil_hoog"]
    if pd.isna(low) and pd.isna(high):
        return ""
    unit = "procentpunten" if row["eenheid_verschil"] == "procentpunt" else row["eenheid_verschil"]
    if low == high == 0:
        return "gelijk gebleven"
    about = "ongeveer " if row["ongeveer"] else ""
    if low <= 0 <= high:
        down, up = (f"{write_number(abs(b))} {name_unit(unit, abs(b))}" for b in (low, high))
        return f"{about}tussen {down} gedaald en {up} gestegen; een verandering is niet te zien"
    verb = "gedaald" if low < 0 or high <= 0 else "gestegen"
    size = f"{write_interval(low, high)} {name_unit(unit, abs(low if not pd.isna(low) else high), low == high)}"
    share = write_interval(row["relatief_laag"] * 100, row["relatief_hoog"] * 100, outward=True)
    share = "" if unit == "procentpunten" else share
    return f"{verb} met {about}{size}" + (f" ({about}{share} procent)" if share else "")


def write_interval(low: float, high: float, outward: bool = False) -> str:
    """Return how far something moved, between two known numbers or past one that is known; both missing is ''."""
    ends = sorted(abs(b) for b in (low, high) if not pd.isna(b))
    if not ends:
        return ""
    if len(ends) == 1:
        # Toward nought the known bound is the most it can be; away from nought it is the least.
        at_most = (low < 0) if pd.isna(high) else (high > 0)
        end = (math.ceil if at_most else math.floor)(ends[0]) if outward else ends[0]
        return f"{'minder' if at_most else 'meer'} dan {write_number(end)}"
    if ends[0] == ends[1]:
        return write_number(ends[0], 0 if outward else None)
    first, last = (math.floor(ends[0]), math.ceil(ends[1])) if outward else ends
    return f"{write_number(first)} tot {write_number(last)}"


def name_unit(unit: str, size: float, exact: bool = True) -> str:
    """Return a unit in the singular for one or less, where its singular is known."""
    return ENKELVOUD.get(unit, unit) if exact and size <= 1 else unit


def write_series(row: Mapping[Any, Any]) -> str:
    """Return the change of an indicator as a sentence, with begin and end."""
    begin = write_measured(row["nul_waarde"], row["nul_hoog"], row["nul_precisie"])
    end = write_measured(row["waarde"], row["waarde_hoog"], row["precisie"])
    if row["verschil_laag"] == row["verschil_hoog"] == 0:
        return f"{row['indicator']}: gelijk gebleven, {end} {row['eenheid']} ({row['nul_stap']} en {row['stap']})."
    if hardly_moved(row):
        steps = f"({row['nul_stap']} en {row['stap']})"
        return f"{row['indicator']}: bleef ongeveer gelijk, {begin} en {end} {row['eenheid']} {steps}."
    points = f"van {begin} ({row['nul_stap']}) naar {end} {row['eenheid']} ({row['stap']})"
    return f"{row['indicator']}: {write_change(row)}, {points}."


def hardly_moved(row: Mapping[Any, Any]) -> bool:
    """Tell whether a number moved no more than a reader would shrug at, and the effect itself is called no change.

    Whoever recorded the effect judged that nothing changed. That alone is not enough: a number that moved far must
    be told as it is, so that the judgement can be doubted.
    """
    ends = [row["relatief_laag"], row["relatief_hoog"]]
    small = all(not pd.isna(end) and abs(end) <= NAUWELIJKS for end in ends)
    return small and row["richting"] == str(Richting.NEUTRAAL)


def table_veranderingen(veranderingen: pd.DataFrame, naam: str) -> Blok:
    """Return each number with its change since the nulmeting, as exactly as it is known.

    Parameters
    ----------
    veranderingen
        The result of `compare_nulmeting`.
    naam
        The name of the deelnemer.
    """
    if veranderingen.empty:
        return build_gap(f"Bij de effecten van {naam} zijn geen cijfers bekend.")
    records = veranderingen.to_dict("records")
    shown = veranderingen.assign(
        tekst=[f"{write_measured(r['waarde'], r['waarde_hoog'], r['precisie'])} {r['eenheid']}" for r in records],
        verandering=[write_change(r) or name_lack(r) for r in records],
    )
    kolommen = {
        "indicator": Kolom("Indicator"),
        "stap": Kolom("Stap"),
        "tekst": Kolom("Waarde", getal=True),
        "verandering": Kolom("Sinds de nulmeting"),
        "peildatum": Kolom("Peildatum", write_period),
        "bron": BRON,
    }
    return build_table(shown, kolommen, f"Cijfers bij de effecten van {naam}")


def name_lack(row: Mapping[Any, Any]) -> str:
    """Return why a number has no change: it is the nulmeting, or there is none."""
    return "nulmeting" if row["stap"] == row["nul_stap"] else "geen nulmeting om mee te vergelijken"
