"""The figures of the questionnaire that show differences: between metingen, and between outside and inside."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

import pandas as pd

from leerkring.begrippen import Groep
from leerkring.hoofdstukken.vragenlijst.beeld.tabellen import write_optional_number
from leerkring.hoofdstukken.vragenlijst.beeld.zinnen import name_groep, say_largest, say_verandering
from leerkring.hoofdstukken.vragenlijst.cijfers.verandering import GEEN_VERANDERING, GEEN_VERSCHIL
from leerkring.weergave import thema
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.gegevens import list_records
from leerkring.weergave.taal import start_sentence, write_number

RIJHOOGTE = 25
VERSCHILBREEDTE, UITERSTE = 205, 1.08


def head_item(tekst: str, onder: str = "") -> dict[str, Any]:
    """Return a statement as the heading of its panel."""
    return {
        "text": textwrap.wrap(tekst, 84),
        "subtitle": [onder] if onder else [],
        "anchor": "start",
        "fontSize": 13,
        "fontWeight": 600,
        "color": thema.INKT,
        "subtitleFontSize": 12,
        "subtitleColor": thema.GRIJS,
        "offset": 6 if onder else 0,
    }


def head_rows(width: int) -> dict[str, Any]:
    """Return the axis with the names of the rows, as wide in every panel so that panels stand in line."""
    return {"minExtent": width, "maxExtent": width, "labelLimit": width, "ticks": False, "domain": False}


def _write_range(row: Mapping[Any, Any]) -> str:
    """Return an interval, or why there is none."""
    if pd.isna(row["delta"]):
        return "–"
    if pd.isna(row["laag"]):
        return "niet te bepalen"
    return f"{write_number(row['laag'], 2)} tot {write_number(row['hoog'], 2)}"


def plot_verandering(verandering: pd.DataFrame, naam: str) -> Figuur | Blok:
    """Return how the answers of every group changed between two metingen, with the interval of that change.

    Parameters
    ----------
    verandering
        The result of `measure_verandering` for one deelnemer.
    naam
        The name of the deelnemer.
    """
    known = verandering[verandering["reden"].isna()]
    if known.empty:
        return build_gap(f"Of de antwoorden op de vragenlijst bij {naam} veranderden, is niet te zien.")
    records = verandering.to_dict("records")
    shown = verandering.assign(
        rij=[Groep(g).label for g in verandering["groep"]],
        noot=[_write_shift(r) if pd.isna(r["reden"]) else r["reden"] for r in records],
        duidelijk=verandering["richting"].notna() & (verandering["richting"] != GEEN_VERANDERING),
        bereik=[_write_range(r) for r in records],
        mediaan=[_write_medians(r) for r in records],
        hoe=[_write_how(r) for r in records],
    )
    tabel = build_table(
        shown,
        {
            "tekst": Kolom("Stelling"),
            "rij": Kolom("Groep"),
            "hoe": Kolom("Vergelijking"),
            "mediaan": Kolom("Mediaan"),
            "delta": Kolom("Verandering", lambda v: write_optional_number(v, 2), getal=True),
            "bereik": Kolom("95%-interval"),
            "grootte": Kolom("Grootte", _write_word),
            "richting": Kolom("Oordeel", _write_word),
        },
        f"Verandering in de antwoorden bij {naam}, van −1 (ongunstiger) tot 1 (gunstiger)",
    )
    finding = say_verandering(verandering)
    told = [
        f"{start_sentence(name_groep(r['groep']))} over ‘{r['tekst'].rstrip('.')}’: {write_number(r['delta'], 2)}"
        for r in known.to_dict("records")
        if r["richting"] != GEEN_VERANDERING
    ]
    text = f"Per stelling een rij voor elke groep: een punt op de verandering, een lijn voor het interval. {finding}."
    top = max(known.to_dict("records"), key=lambda r: abs(r["delta"]))
    told = told or [
        f"Het grootst, maar niet duidelijk, is de verandering bij {name_groep(top['groep'])} over "
        f"‘{top['tekst'].rstrip('.')}’: {write_number(top['delta'], 2)}"
    ]
    text += f" {'. '.join(told)}."
    chart = _draw_rows(shown, "ongunstiger", "gelijk", "gunstiger", 105)
    return Figuur(chart, finding, text, tabel)


def _write_medians(row: Mapping[Any, Any]) -> str:
    """Return the medians of the first and the last meting."""
    if not pd.isna(row["reden"]):
        return "–"
    return f"{write_number(row['mediaan_van'])} → {write_number(row['mediaan_tot'])}"


def _write_shift(row: Mapping[Any, Any]) -> str:
    """Return the two medians, the two metingen and the numbers of answers."""
    numbers = f"n = {row['n_van']} en {row['n_tot']}"
    return f"{write_number(row['delta'], 2)}; mediaan {_write_medians(row)} ({row['van']}–{row['tot']}, {numbers})"


def _write_how(row: Mapping[Any, Any]) -> str:
    """Return who are compared: the same people, or two groups that may differ."""
    if not pd.isna(row["reden"]):
        return str(row["reden"])
    text = f"n = {row['n_van']} ({row['van']}) en {row['n_tot']} ({row['tot']})"
    if not row["gekoppeld"]:
        return f"{text}; niet gekoppeld"
    twice = "de meeste" if pd.isna(row["n_paren"]) else str(row["n_paren"])
    return f"{text}; gekoppeld, {twice} mensen twee keer"


def _write_word(value: Any) -> str:
    """Return a word, or a dash where it is missing."""
    return value if isinstance(value, str) else "–"


def plot_verschil(verschil: pd.DataFrame, naam: str) -> Figuur | Blok:
    """Return how far inwoners and partners judge otherwise than groups inside, with the interval of the difference.

    Parameters
    ----------
    verschil
        The result of `compare_extern` for one deelnemer.
    naam
        The name of the deelnemer.
    """
    if verschil.empty:
        return build_gap(f"Het oordeel van buiten is bij {naam} niet te vergelijken met dat van de eigen organisatie.")
    shown = verschil.sort_values(["item", "extern", "intern"], ignore_index=True)
    records = shown.to_dict("records")
    shown = shown.assign(
        rij=[start_sentence(f"{name_groep(r['extern'])} – {name_groep(r['intern'])}") for r in records],
        noot=[
            f"{write_number(r['delta'], 2)}; mediaan {write_number(r['mediaan_extern'])} en "
            f"{write_number(r['mediaan_intern'])} ({r['meting']}, n = {r['n_extern']} en {r['n_intern']})"
            for r in records
        ],
        aantal=[f"{r['n_extern']} en {r['n_intern']}" for r in records],
        mediaan=[f"{write_number(r['mediaan_extern'])} en {write_number(r['mediaan_intern'])}" for r in records],
        duidelijk=shown["richting"] != GEEN_VERSCHIL,
        bereik=[_write_range(r) for r in records],
        stelling=[f"{r['tekst']} ({r['meting']})" for r in records],
    )
    tabel = build_table(
        shown,
        {
            "stelling": Kolom("Stelling"),
            "rij": Kolom("Buiten – binnen"),
            "aantal": Kolom("n"),
            "mediaan": Kolom("Mediaan"),
            "delta": Kolom("Verschil", lambda v: write_number(v, 2), getal=True),
            "bereik": Kolom("95%-interval"),
            "grootte": Kolom("Grootte"),
            "richting": Kolom("Buiten oordeelt"),
        },
        f"Oordeel van buiten naast dat van binnen bij {naam}, van −1 (lager) tot 1 (hoger)",
    )
    finding = say_largest(verschil)
    text = (
        "Per stelling een rij voor elk paar van een groep van buiten en een groep van binnen, met een punt op het "
        f"verschil en een lijn voor het interval. {finding}."
    )
    chart = _draw_rows(shown, "buiten lager", "gelijk", "buiten hoger", 180)
    return Figuur(chart, finding, text, tabel)


def _draw_rows(rows: pd.DataFrame, low: str, zero: str, high: str, width: int) -> dict[str, Any]:
    """Return one panel per statement: a dot on each delta, filled when the interval leaves out 0.

    Parameters
    ----------
    rows
        `item`, `tekst`, `rij`, `delta`, `laag`, `hoog`, `duidelijk` and `noot`.
    low, zero, high
        What -1, 0 and 1 mean.
    width
        The room for the names of the rows.
    """
    panels = []
    items = list(dict.fromkeys(rows["item"]))
    for item in items:
        part = rows[rows["item"] == item]
        ends = f"datum.value < 0 ? '−1: {low}' : datum.value > 0 ? '1: {high}' : '0: {zero}'"
        last = item == items[-1]
        x = {
            "field": "delta",
            "type": "quantitative",
            "title": None,
            "axis": {"values": [-1, 0, 1], "labelExpr": ends, "labels": last, "ticks": False, "domain": False},
            "scale": {"domain": [-UITERSTE, UITERSTE], "nice": False},
        }
        names = {"sort": list(part["rij"]), "title": None, "axis": head_rows(width)}
        y = {"field": "rij", "type": "nominal", **names}
        middle = {
            "data": {"values": [{"nul": 0}]},
            "mark": {"type": "rule", "color": thema.GRIJS},
            "encoding": {"x": {"field": "nul", "type": "quantitative"}},
        }
        lines = {
            "mark": {"type": "rule", "strokeWidth": 2, "color": thema.BLAUW},
            "encoding": {"x": {"field": "laag", "type": "quantitative"}, "x2": {"field": "hoog"}, "y": y},
        }
        clear = {"condition": {"test": "datum.duidelijk", "value": thema.BLAUW}, "value": thema.WIT}
        dots = {
            "mark": {"type": "point", "size": 80, "strokeWidth": 2, "opacity": 1, "stroke": thema.BLAUW},
            "encoding": {"x": x, "y": y, "fill": clear},
        }
        known = {"condition": {"test": "isValid(datum.delta)", "value": thema.INKT}, "value": thema.GRIJS}
        text = {"field": "noot", "type": "nominal"}
        notes = {
            "mark": {"type": "text", "align": "left", "dx": 12},
            "encoding": {"x": {"value": VERSCHILBREEDTE}, "y": y, "text": text, "color": known},
        }
        panels.append(
            {
                "title": head_item(part["tekst"].iloc[0]),
                "data": {"values": list_records(part[["rij", "delta", "laag", "hoog", "duidelijk", "noot"]])},
                "layer": [middle, lines, dots, notes],
                "width": VERSCHILBREEDTE,
                "height": RIJHOOGTE * len(part),
            }
        )
    return {"vconcat": panels, "spacing": 12}
