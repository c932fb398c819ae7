"""Colours, fonts and sizes of charts, in light and in dark, and the style rules that pages with charts need.

A chart names the colours for light. In dark mode a rule of style replaces each by its dark twin, so that a report
holds every chart once. A test computes the contrast of all of them, in both modes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BLAUW = "#1d4e89"
ORANJE = "#b0530b"
GROEN = "#1b7a55"
PAARS = "#7a3e9d"
GRIJS = "#5b6573"
INKT = "#1c2430"
LIJN = "#d5dae1"
WIT = "#ffffff"
"""The panel that a chart stands on: also the gap between cells, the inside of an open point and words on dark cells."""
REEKS_BLAUW = ("#eef3f9", "#c6d6ea", "#8fb0d6", "#4474b0", BLAUW)
ONGUNSTIG, MIDDEN, GUNSTIG = (ORANJE, "#d38c4e", "#f2d6b8"), "#e9ebee", (BLAUW, "#6896ca", "#cfdcee")
"""The answers on a scale, from the end to the middle; the words on the ends are white, on the rest ink."""
DONKER: Mapping[str, str] = {
    BLAUW: "#9cc4f2",
    ORANJE: "#f2a65e",
    GROEN: "#63c99d",
    PAARS: "#cba4ec",
    GRIJS: "#a9b3c1",
    INKT: "#e8ecf2",
    LIJN: "#3a4553",
    WIT: "#161d27",
    "#eef3f9": "#1f2a39",
    "#c6d6ea": "#26405f",
    "#8fb0d6": "#345f91",
    "#4474b0": "#6f9fd6",
    "#d38c4e": "#8f5420",
    "#f2d6b8": "#54371d",
    "#e9ebee": "#2b3440",
    "#6896ca": "#335f96",
    "#cfdcee": "#27384f",
}
"""The dark twin of each colour. What is dark on white becomes light on dark, so a scale runs the same way."""
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
    "mark": {"color": BLAUW},
    "text": {"color": INKT, "fontSize": 12},
    "view": {"stroke": None},
}

PANEEL = f"background:var(--lk-paneel,{WIT});color:var(--lk-inkt,{INKT})"
"""The inline style under a chart: it can be read where there is no style sheet, such as in a dark JupyterLab."""
VAST = "lk-vast"
"""The class of a chart with colours that have no dark twin: it keeps its light panel."""
MEE = f".lk-grafiek:not(.{VAST})"


def write_css() -> str:
    """Return all rules for charts, each within its own media query; a page needs them once."""
    return "\n".join(
        (
            f"@media screen and (prefers-color-scheme:dark){{\n{write_dark_css()}\n}}",
            f"@media (prefers-contrast:more){{\n{write_contrast_css()}\n}}",
            f"@media (forced-colors:active){{\n{write_forced_css()}\n}}",
            f"@media print{{\n{write_print_css()}\n}}",
        )
    )


def write_dark_css() -> str:
    """Return the rules for dark mode: a dark panel, and for each colour its dark twin."""
    return "\n".join(
        [f"{MEE}{{--lk-paneel:{DONKER[WIT]};--lk-inkt:{DONKER[INKT]}}}", *map(_replace, DONKER, DONKER.values())]
    )


def write_contrast_css() -> str:
    """Return the rules for readers who ask for more contrast: grid and grey words become as strong as the rest."""
    # In dark mode the same twins are asked for, so both ways of writing are given.
    return "\n".join(
        (
            "@media (prefers-color-scheme:light),print{",
            _replace(LIJN, GRIJS),
            _replace(GRIJS, INKT),
            "}",
            "@media screen and (prefers-color-scheme:dark){",
            _replace(LIJN, DONKER[GRIJS]),
            _replace(GRIJS, DONKER[INKT]),
            "}",
        )
    )


def write_forced_css() -> str:
    """Return the rules for forced colours, such as the contrast themes of Windows.

    The colours of a chart carry numbers, and words stand on them: replaced one by one they lose their sense. So a
    chart keeps its own, on its own panel with a border in the reader's colour; its table follows the reader's theme.
    """
    return ".lk-grafiek,.lk-grafiek *{forced-color-adjust:none}\n.lk-grafiek{border:1px solid CanvasText;padding:.5rem}"


def write_print_css() -> str:
    """Return the rules for paper: a chart is whole, on one page, next to its title."""
    return (
        ".lk-grafiek{overflow:visible;break-inside:avoid}\n"
        ".lk-grafiek svg{min-width:0;max-height:235mm}\n"
        ".lk-figuur figcaption{break-after:avoid;break-inside:avoid}"
    )


def _replace(colour: str, other: str) -> str:
    """Return the rule that paints everything of one colour in another; style wins over an attribute."""
    return "".join(f'{MEE} [{kind}="{colour}"]{{{kind}:{other}}}' for kind in ("fill", "stroke"))
