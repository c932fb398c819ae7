"""The questionnaire in a report: what each group answered, and the whole section with its note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from leerkring.begrippen import Groep
from leerkring.hoofdstukken.vragenlijst.beeld.tabellen import table_uitkomsten
from leerkring.hoofdstukken.vragenlijst.beeld.verschil import (
    RIJHOOGTE,
    head_item,
    head_rows,
    plot_verandering,
    plot_verschil,
)
from leerkring.hoofdstukken.vragenlijst.beeld.zinnen import build_indicatief, name_groep, say_difference
from leerkring.hoofdstukken.vragenlijst.cijfers.verandering import TE_WEINIG
from leerkring.model.beleid import Beleid
from leerkring.model.vragenlijst import Schaal
from leerkring.weergave import thema
from leerkring.weergave.blokken import Blok, build_gap
from leerkring.weergave.figuur import Figuur, join_figures
from leerkring.weergave.gegevens import list_records
from leerkring.weergave.taal import join_words, write_count, write_number

NAAMBREEDTE = 160
BALKBREEDTE = 290
LEESBAAR = 0.05
"""The smallest share whose number fits in its piece of the bar; the table has the others."""


def tell_vragenlijst(
    laatste: pd.DataFrame,
    verdeling: pd.DataFrame,
    verandering: pd.DataFrame,
    verschil: pd.DataFrame,
    schaal: Schaal | None,
    naam: str,
    beleid: Beleid,
) -> Blok:
    """Return the results of the questionnaire at one deelnemer: three figures and the note on their limits.

    Parameters
    ----------
    laatste, verdeling, verandering, verschil
        The results of `select_laatste`, `list_verdeling`, `measure_verandering` and `compare_extern` for this
        deelnemer; only the items in `laatste` are shown.
    schaal
        The scale of the vragenlijst.
    naam
        The name of the deelnemer.
    beleid
        What these readers may be shown.
    """
    figuren = [plot_uitkomsten(laatste, verdeling, verschil, schaal, naam, beleid)]
    if isinstance(figuren[0], Figuur):
        figuren.append(plot_verandering(verandering[verandering["item"].isin(laatste["item"])], naam))
        figuren.append(plot_verschil(verschil[verschil["item"].isin(laatste["item"])], naam))
    return join_figures(figuren if laatste.empty else [*figuren, build_indicatief(beleid)])


def plot_uitkomsten(
    laatste: pd.DataFrame,
    verdeling: pd.DataFrame,
    verschil: pd.DataFrame,
    schaal: Schaal | None,
    naam: str,
    beleid: Beleid,
) -> Figuur | Blok:
    """Return what every group answered at its last meting: the median, and from enough answers on the distribution.

    Parameters
    ----------
    laatste, verdeling, verschil, schaal, naam, beleid
        As for `tell_vragenlijst`.
    """
    if laatste.empty or schaal is None:
        return build_gap(f"Er is bij {naam} geen vragenlijst afgenomen, of de antwoorden mogen niet worden getoond.")
    if laatste["onderdrukt"].all():
        return build_gap(f"De vragenlijst is bij {naam} afgenomen, maar elke groep is te klein om uitkomsten te tonen.")
    top = laatste["meting"].max()
    shown = laatste.assign(
        rij=[_name_row(r, top) for r in laatste.to_dict("records")],
        getal=["" if pd.isna(m) else write_number(m) for m in laatste["mediaan"]],
        leegte=[
            f"geen verdeling: n onder {beleid.nodig_voor_verdeling}" if pd.notna(n) else TE_WEINIG for n in laatste["n"]
        ],
    )
    shown["leegte"] = shown["leegte"].mask(shown["verdeling"].notna(), "")
    pieces = verdeling.merge(shown[["item", "groep", "meting", "rij"]], on=["item", "groep", "meting"])
    pieces["procent"] = [write_number(100 * a, 0) if a >= LEESBAAR else "" for a in pieces["aandeel"]]
    reach = max([0.5, *pieces["tot"], *-pieces["van"]]) * 1.02
    panels = []
    for item, part in shown.groupby("item", sort=False):
        words = [schaal.labels[schaal.laag], schaal.labels[schaal.hoog]]
        if part["omgekeerd"].iloc[0]:
            words.reverse()
        scale = f"{schaal.laag} = {words[0]}, {schaal.hoog} = {words[1]}"
        under = item == shown["item"].iloc[-1]
        left = _draw_medians(part, schaal, f"mediaan bij {top}" if under else None)
        right = _draw_bars(part, pieces[pieces["item"] == item], schaal, reach, under)
        panels.append({"title": head_item(part["tekst"].iloc[0], scale), "hconcat": [left, right], "spacing": 16})
    finding = say_difference(verschil[verschil["item"].isin(laatste["item"])])
    text = (
        "Per stelling een rij voor elke groep: een punt op de mediaan, en een balk met het percentage per antwoord, "
        f"ongunstig links en gunstig rechts van het midden. {finding}. {_read_aloud(shown)}"
    )
    hidden = write_count(int(laatste["onderdrukt"].sum()), "uitkomst", "uitkomsten")
    text += f" Niet getoond, want {TE_WEINIG}: {hidden}." if laatste["onderdrukt"].any() else ""
    return Figuur({"vconcat": panels, "spacing": 18}, finding, text, table_uitkomsten(laatste, schaal, naam))


def _name_row(row: Mapping[Any, Any], top: str) -> str:
    """Return a group with its number of answers, and its meting when that is an earlier one."""
    facts = [] if pd.isna(row["n"]) else [f"n = {row['n']}"]
    facts += [] if row["meting"] == top else [row["meting"]]
    return f"{Groep(row['groep']).label} ({', '.join(facts)})" if facts else Groep(row["groep"]).label


def _read_aloud(shown: pd.DataFrame) -> str:
    """Return the medians per statement in words."""
    told = []
    for _, part in shown[shown["n"].notna()].groupby("item", sort=False):
        medians = [f"{name_groep(r['groep'])} {r['getal']}" for r in part.to_dict("records")]
        told.append(f"‘{part['tekst'].iloc[0].rstrip('.')}’: {join_words(medians)}")
    return f"Mediaan per stelling. {'. '.join(told)}."


def _row_axis(part: pd.DataFrame, axis: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the groups as rows."""
    rows = list(part["rij"])
    return {"field": "rij", "type": "nominal", "sort": rows, "scale": {"domain": rows}, "title": None, "axis": axis}


def _draw_medians(part: pd.DataFrame, schaal: Schaal, title: str | None) -> dict[str, Any]:
    """Return the median of each group as a dot on the scale."""
    values = list(range(schaal.laag, schaal.hoog + 1))
    place = {
        "x": {
            "field": "mediaan",
            "type": "quantitative",
            "title": title,
            "axis": {"values": values, "format": "d", "ticks": False, "domain": False, "labelColor": thema.GRIJS},
            "scale": {"domain": [values[0] - 0.3, values[-1] + 0.8], "nice": False},
        },
        "y": _row_axis(part, head_rows(NAAMBREEDTE)),
    }
    dots = {"type": "point", "filled": True, "size": 90, "opacity": 1, "color": thema.INKT}
    numbers = {"type": "text", "align": "left", "dx": 8, "fontWeight": 600}
    return {
        "data": {"values": list_records(part[["rij", "mediaan", "getal"]])},
        "layer": [
            {"mark": dots, "encoding": place},
            {"mark": numbers, "encoding": {**place, "text": {"field": "getal", "type": "nominal"}}},
        ],
        "width": 120,
        "height": RIJHOOGTE * len(part),
    }


def _draw_bars(part: pd.DataFrame, pieces: pd.DataFrame, schaal: Schaal, reach: float, under: bool) -> dict[str, Any]:
    """Return the shares of each group end to end around the middle of the scale, with their numbers in them."""
    scores = list(range(schaal.laag, schaal.hoog + 1))
    tints = pick_tints(len(scores))
    y = _row_axis(part, None)
    x = {
        "field": "van",
        "type": "quantitative",
        "title": "← ongunstig · procent per antwoord · gunstig →" if under else None,
        "axis": {"labels": False, "ticks": False, "domain": False, "grid": False},
        "scale": {"domain": [-reach, reach], "nice": False},
    }
    color = {"field": "score", "type": "ordinal", "scale": {"domain": scores, "range": tints}, "legend": None}
    told = [
        {"field": "rij", "type": "nominal", "title": "·rij"},
        {"field": "score", "type": "ordinal", "title": "Antwoord"},
        {"field": "aandeel", "type": "quantitative", "title": "Aandeel", "format": ".0%"},
    ]
    middle = {
        "data": {"values": [{"nul": 0}]},
        "mark": {"type": "rule", "color": thema.LIJN},
        "encoding": {"x": {"field": "nul", "type": "quantitative"}},
    }
    bars = {
        # A fine edge keeps the light pieces visible on white.
        "mark": {"type": "bar", "height": 19, "stroke": thema.GRIJS, "strokeWidth": 0.6},
        "encoding": {"x": x, "x2": {"field": "tot"}, "y": y, "color": color, "tooltip": told},
    }
    dark = f"indexof({pick_dark(scores, tints)}, datum.score) >= 0"
    numbers = {
        "transform": [{"calculate": "(datum.van + datum.tot) / 2", "as": "midden"}],
        "mark": {"type": "text", "fontSize": 11},
        "encoding": {
            "x": {"field": "midden", "type": "quantitative"},
            "y": y,
            "text": {"field": "procent", "type": "nominal"},
            "color": {"condition": {"test": dark, "value": thema.WIT}, "value": thema.INKT},
        },
    }
    gaps = {
        "data": {"values": list_records(part[["rij", "leegte"]])},
        # Beside the middle: the line there would strike it through.
        "mark": {"type": "text", "align": "left", "dx": 8, "fontStyle": "italic", "color": thema.GRIJS},
        "encoding": {"x": {"value": BALKBREEDTE / 2}, "y": y, "text": {"field": "leegte", "type": "nominal"}},
    }
    return {
        "data": {"values": list_records(pieces[["rij", "score", "van", "tot", "procent", "aandeel"]])},
        "layer": [middle, bars, numbers, gaps],
        "width": BALKBREEDTE,
        "height": RIJHOOGTE * len(part),
    }


def pick_tints(levels: int) -> list[str]:
    """Return a colour per score: dark at the ends, light near the middle, grey for a middle score."""
    half = levels // 2
    places = [round(2 * i / (half - 1)) if half > 1 else 0 for i in range(half)]
    middle = [thema.MIDDEN] if levels % 2 else []
    return [thema.ONGUNSTIG[p] for p in places] + middle + [thema.GUNSTIG[p] for p in reversed(places)]


def pick_dark(scores: Sequence[int], tints: Sequence[str]) -> list[int]:
    """Return the scores whose piece of the bar is dark, so that the number in it is white."""
    return [score for score, tint in zip(scores, tints, strict=True) if tint in (thema.ONGUNSTIG[0], thema.GUNSTIG[0])]
