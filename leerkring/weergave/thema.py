"""Colours, fonts and sizes of charts; every colour has at least 3:1 contrast on white."""

from __future__ import annotations

from typing import Any

BLAUW = "#1d4e89"
ORANJE = "#b0530b"
GROEN = "#1b7a55"
PAARS = "#7a3e9d"
GRIJS = "#5b6573"
INKT = "#1c2430"
LIJN = "#d5dae1"
REEKS_BLAUW = ("#eef3f9", "#c6d6ea", "#8fb0d6", "#4474b0", "#1d4e89")
KORTE_VORM = {
    "PP": "project",
    "OP": "opgave",
    "RE": "resultaat",
    "ZE": "zelf",
    "GE": "gebied",
    "KN": "netwerk",
    "LIJN": "lijn",
}
"""Short names for the axis of a small chart; the table below it has the full ones."""
LETTER = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

CONFIG: dict[str, Any] = {
    "background": "transparent",
    "font": LETTER,
    "axis": {
        "labelColor": INKT,
        "titleColor": INKT,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "gridColor": LIJN,
        "domainColor": GRIJS,
        "tickColor": GRIJS,
    },
    "header": {"labelColor": INKT, "labelFontSize": 13, "labelFontWeight": 600, "title": None},
    "legend": {
        "labelColor": INKT,
        "labelFontSize": 12,
        "title": None,
        "orient": "top",
        "symbolStrokeWidth": 0,
        "symbolSize": 90,
    },
    "text": {"color": INKT, "fontSize": 12},
    "view": {"stroke": None},
}
