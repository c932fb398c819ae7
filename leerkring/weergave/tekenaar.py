"""Who draws a chart: this process, or one nearby in which the drawing engine runs already.

Vega runs in a JavaScript engine that takes most of a second to start; a batch starts it once and not per notebook.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
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
NIET_GETEKEND: Final = '<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"/>'
"""What stands for a drawing that nobody looks at."""
BEWAARD: Final = 64
"""How many drawings a process keeps: a report shows a figure again under another title, or beside another figure."""
_bewaard: OrderedDict[str, str] = OrderedDict()
tekent: ContextVar[bool] = ContextVar("tekent", default=True)
"""Whether anybody looks at what is drawn now."""


def draw(spec: Mapping[str, Any]) -> str:
    """Return a Vega-Lite description as the SVG that Vega draws, whoever draws it."""
    if not tekent.get():
        return NIET_GETEKEND
    try:
        key = json.dumps(spec)
    except (TypeError, ValueError):  # whoever draws it says what is wrong with it
        return draw_anew(spec)
    svg = _bewaard.pop(key, None) or draw_anew(spec)
    _bewaard[key] = svg
    while len(_bewaard) > BEWAARD:
        _bewaard.popitem(last=False)
    return svg


@contextmanager
def draw_nothing() -> Iterator[None]:
    """Let charts be empty meanwhile: for whoever asks for figures to read their titles."""
    token = tekent.set(False)
    try:
        yield
    finally:
        tekent.reset(token)


def draw_anew(spec: Mapping[str, Any]) -> str:
    """Return a Vega-Lite description as the SVG that Vega draws now."""
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
