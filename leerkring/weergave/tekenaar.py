"""Who draws a chart: this process, or one nearby in which the drawing engine runs already.

Vega runs in a JavaScript engine that takes most of a second to start; a batch starts it once and not per notebook.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

import altair as alt
import vl_convert

from leerkring.paths import LETTERS
from leerkring.programs import keep_greenwich_time
from leerkring.weergave.labels import lift_limits

TAAL: Final = "nl-NL"
MAAT: Final = "Leerkring Maat"
"""The letters by which Vega measures texts: the same on every machine, whatever fonts it has."""
Tekenaar = Callable[[Mapping[str, Any]], str | None]
elders: list[Tekenaar] = []
"""At most one other drawer; a process sets it once, when it starts."""


def draw(spec: Mapping[str, Any]) -> str:
    """Return a Vega-Lite description as the SVG that Vega draws, whoever draws it."""
    svg = elders[0](spec) if elders else None
    return draw_here(spec) if svg is None else svg


def draw_here(spec: Mapping[str, Any]) -> str:
    """Return a Vega-Lite description as the SVG that Vega draws in this process."""
    load_letters()
    measured = lift_limits(spec) | {"config": {**spec.get("config", {}), "font": MAAT}}
    return str(
        vl_convert.vegalite_to_svg(
            measured,
            vl_version=alt.SCHEMA_VERSION.removeprefix("v").rsplit(".", 1)[0],
            format_locale=TAAL,
            time_format_locale=TAAL,
            allowed_base_urls=[],
        )
    )


@cache
def load_letters() -> None:
    """Give the drawing engine of this process the letters to measure with, and the same time in every zone."""
    vl_convert.register_font_directory(str(LETTERS))
    with keep_greenwich_time():  # the engine looks once which zone it is in, when it starts
        vl_convert.vega_to_svg({})


def draw_elsewhere(tekenaar: Tekenaar) -> None:
    """Let another drawer draw from now on; where it gives None, this process draws after all."""
    elders[:] = [tekenaar]
