"""A chart made elsewhere made readable: names, labels, times and gaps as a reader of Dutch expects them."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

import pandas as pd

from leerkring.weergave.omschrijving import ISO, list_marks, name_field, name_plainly, walk_chart, write_mark_value
from leerkring.weergave.taal import write_count
from leerkring.weergave.tooltips import GRAFIEKDELEN

BIJZONDER = re.compile(r"""([.\[\]'"\\])""")
"""What Vega-Lite reads as a path in a name."""
GIDSEN = {
    **dict.fromkeys(("x", "y"), "axis"),
    **dict.fromkeys(("row", "column", "facet"), "header"),
    **dict.fromkeys(("color", "fill", "stroke", "shape", "size", "opacity", "strokeDash"), "legend"),
}
"""What tells a reader the meaning of a channel."""
TIJDEN = {"hours": "%H:%M", "minutes": "%H:%M", "seconds": "%H:%M:%S", "milliseconds": "%H:%M:%S,%L"}
TIJDEN |= {"date": "%-d %b", "day": "%-d %b", "week": "%-d %b", "month": "%B", "quarter": "%B", "year": "%Y"}
"""How each step of a time axis is written; by itself Vega writes 09 AM and May 02."""
DAG_VAN_EENHEID = {"yearmonthdate": "%-d %b %Y", "monthdate": "%-d %b"}
REEKSEN = ("color", "fill", "stroke", "strokeDash", "detail", "opacity", "facet", "row", "column")
"""What makes more lines of one."""
LANGSTE = 27
"""As many letters as Vega shows of a label by itself, before it cuts off the end."""
TIJDZONE = re.compile(r"(?<=\d\d:\d\d)(:\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$")
"""How far a time lies from that of Greenwich: it is drawn as its author has it, in whatever zone that is done."""
MET_FORMULE = frozenset({"boxplot", "errorbar", "errorband", "density", "regression", "loess", "quantile"})
"""What Vega-Lite works out with formulas of its own, in which it does not close the quote of a name."""
EIGEN_KOLOMMEN = frozenset({"type", "geometry", "properties", "coordinates", "id"})
"""What Vega itself reads of a map."""


def make_readable(spec: Mapping[str, Any], rows: Sequence[pd.DataFrame]) -> tuple[dict[str, Any], list[str]]:
    """Return a chart as a reader of Dutch expects it, and in words what cannot be drawn of it; the given one is kept.

    Parameters
    ----------
    spec
        A Vega-Lite description with its data.
    rows
        The tables of its data.
    """
    chart = {**deepcopy({k: v for k, v in spec.items() if k != "datasets"}), "datasets": spec.get("datasets", {})}
    quoted = {str(column): str(column).replace("'", "’") for frame in rows for column in frame if "'" in str(column)}
    if quoted and MET_FORMULE & set(walk_bare({k: v for k, v in chart.items() if k != "datasets"})):
        chart, rows = rename_columns(chart, quoted), [frame.rename(columns=quoted) for frame in rows]
    columns = {str(column) for frame in rows for column in frame}
    for part in walk_chart(chart):
        if isinstance(part.get("field"), str) and part["field"] in columns:
            part["field"] = BIJZONDER.sub(r"\\\1", part["field"])
        for name in {"groupby", "fold"} & part.keys():
            part[name] = [BIJZONDER.sub(r"\\\1", f) if f in columns else f for f in part[name]]
    notes: list[str] = []
    _improve(chart, {}, rows, notes)
    return keep_used(chart, columns), list(dict.fromkeys(notes))


def rename_columns(part: Any, namen: Mapping[str, str]) -> Any:
    """Return a part of a chart in which columns have other names, also where its texts and its data name them."""
    if isinstance(part, dict):
        return {namen.get(key, key): rename_columns(value, namen) for key, value in part.items()}
    if isinstance(part, list):
        return [rename_columns(inner, namen) for inner in part]
    for old, new in namen.items() if isinstance(part, str) else ():
        part = part.replace(BIJZONDER.sub(r"\\\1", old), new).replace(old, new)
    return part


def _improve(part: dict[str, Any], inherited: dict[str, Any], rows: Sequence[pd.DataFrame], notes: list[str]) -> None:
    """Make one part of a chart readable, in place, with the encodings that hold for the whole of it."""
    facet = part.get("facet", {})
    own = ({"facet": facet} if "field" in facet else facet) | part.get("encoding", {})
    for channel, definition in own.items():
        if isinstance(definition, dict) and channel in GIDSEN:
            name_guide(definition, GIDSEN[channel])
            label_guide(definition, GIDSEN[channel], rows)
            time_guide(definition, GIDSEN[channel])
            notes += leave_impossible(part, definition, rows)
    encoding = inherited | own
    if "mark" in part:
        mark = part["mark"] if isinstance(part["mark"], dict) else {"type": part["mark"]}
        if mark["type"] in ("line", "area") and "point" not in mark and has_lone_points(encoding, rows):
            part["mark"] = mark | {"point": True}
    for inner in [inner for name in GRAFIEKDELEN for inner in part.get(name, [])] + [part.get("spec")]:
        if isinstance(inner, dict):
            _improve(inner, encoding, rows, notes)


def name_guide(definition: dict[str, Any], guide: str) -> None:
    """Give an axis or legend its name in Dutch where Vega-Lite would write its own, as in 'Count of Records'."""
    field = definition.get("field", "")
    by_itself = {"aggregate", "bin", "timeUnit"} & definition.keys() or (isinstance(field, str) and "\\" in field)
    if by_itself and "title" not in definition and "title" not in (definition.get(guide) or {}):
        definition["title"] = name_field(definition)


def label_guide(definition: dict[str, Any], guide: str, rows: Sequence[pd.DataFrame]) -> None:
    """Let the labels of categories say in Dutch what is missing, and keep long ones apart."""
    own = definition.get(guide, {})
    known = list_values(definition, rows)
    if definition.get("type") not in ("nominal", "ordinal") or {"timeUnit", "bin"} & definition.keys() or own is None:
        return
    if not known or {"labelExpr", "labelLimit", "format"} & own.keys():
        return
    told = [v for v in known if isinstance(v, bool) or not isinstance(v, int | float)]  # a number may be a year
    labels = shorten_labels({v: write_mark_value(v) for v in told})
    changed = {v if isinstance(v, str) else json.dumps(v): label for v, label in labels.items() if label != v}
    expression = {"labelExpr": f"({json.dumps(changed)})[datum.value] || (datum.label)"} if changed else {}
    definition[guide] = own | {"labelLimit": 0} | expression


def time_guide(definition: dict[str, Any], guide: str) -> None:
    """Let an axis or legend write its days and times as the Dutch do."""
    own, unit = definition.get(guide, {}), definition.get("timeUnit") or ""
    if own is None or {"labelExpr", "format"} & own.keys() or not isinstance(unit, str):
        return
    steps = TIJDEN if guide == "axis" and definition.get("type") == "temporal" and unit[:4] in ("", "year") else None
    form = steps or DAG_VAN_EENHEID.get(unit)
    if form:
        definition[guide] = own | {"format": form}


def shorten_labels(labels: Mapping[Any, str]) -> dict[Any, str]:
    """Return labels of which the long ones miss their middle; whole where two would look the same."""
    half = LANGSTE // 2
    cut = {v: f"{t[:half].rstrip()}…{t[-half:].lstrip()}" if len(t) > LANGSTE else t for v, t in labels.items()}
    shown = Counter(cut.values())
    return {v: text if shown[text] == 1 else labels[v] for v, text in cut.items()}


def leave_impossible(part: dict[str, Any], definition: dict[str, Any], rows: Sequence[pd.DataFrame]) -> list[str]:
    """Leave out of a chart what has no place on a logarithmic axis, in place, and return that in words."""
    if (definition.get("scale") or {}).get("type") != "log" or "bin" in definition:
        return []
    numbers = [v for v in list_values(definition, rows, each=True) if isinstance(v, int | float)]
    low = min((v for v in numbers if v > 0), default=1)
    count = sum(v <= 0 for v in numbers)
    bars = {"staven", "vlakken"} & set(list_marks(part))
    if bars:
        definition["stack"] = None  # a stack begins at nought, which is nowhere on this axis
    if (bars or count) and not {"domain", "domainMin"} & definition["scale"].keys():  # the shortest bar must be seen
        definition["scale"] = definition["scale"] | {"domainMin": 10.0 ** (math.ceil(math.log10(low)) - 1)}
    if not count or definition.get("aggregate") in ("count", "distinct"):
        return []
    if "aggregate" in definition:
        return ["Uitkomsten van 0 of lager staan niet in de grafiek, want de as is logaritmisch."]
    part["transform"] = [*part.get("transform", []), {"filter": {"field": definition["field"], "gt": 0}}]
    verb = "is 0 of lager en staat" if count == 1 else "zijn 0 of lager en staan"
    values = write_count(count, "waarde", "waarden")
    return [f"{values} van {name_field(definition)} {verb} niet in de grafiek, want de as is logaritmisch."]


def has_lone_points(encoding: Mapping[str, Any], rows: Sequence[pd.DataFrame]) -> bool:
    """Return whether a line of this chart has a point without a neighbour, which nobody would see."""
    listed = [d for channel in REEKSEN for d in as_list(encoding.get(channel)) if isinstance(d, dict)]
    series = [name_plainly(d["field"]) for d in listed if isinstance(d.get("field"), str)]
    ends = [name_plainly(d["field"]) for d in map(encoding.get, ("x", "y")) if isinstance(d, dict) and "field" in d]
    for frame in rows:
        if not ends or not {*series, *ends} <= set(frame.columns):
            continue
        if frame[ends].isna().any(axis=None):
            return True
        places = frame[ends[0]].groupby([frame[s].astype(str) for s in series]) if series else frame[ends[0]]
        if pd.Series(places.nunique()).min() == 1:
            return True
    return False


def as_list(thing: Any) -> list[Any]:
    """Return a thing that may be one or a list as a list."""
    return thing if isinstance(thing, list) else [thing]


def list_values(definition: Mapping[str, Any], rows: Sequence[pd.DataFrame], each: bool = False) -> list[Any]:
    """Return the values of a field, each once unless all are asked for; a missing one is None."""
    name = name_plainly(definition["field"]) if isinstance(definition.get("field"), str) else None
    found = [v for f in rows if name in f for v in f[name].where(f[name].notna(), None)]
    values = [v for v in found if not isinstance(v, list | dict)]
    return values if each else list(dict.fromkeys(values))


def keep_used(chart: dict[str, Any], columns: set[str]) -> dict[str, Any]:
    """Return a chart with only the columns that it names: it goes into a page as it is where charts are interactive.

    Times stand in it without the distance of their zone.
    """
    bare = {name: part for name, part in chart.items() if name != "datasets"}
    text = json.dumps(list(walk_bare(bare)), ensure_ascii=False, default=str).replace("\\", "")
    unused = {column for column in columns - EIGEN_KOLOMMEN if column.replace("\\", "") not in text}

    def thin(row: Any) -> Any:
        return {k: drop_zone(v) for k, v in row.items() if k not in unused} if isinstance(row, dict) else row

    for part in walk_chart(chart):
        source = part.get("data")
        if isinstance(source, dict) and isinstance(source.get("values"), list):
            source["values"] = [thin(row) for row in source["values"]]
    given = chart["datasets"].items()
    sets = {name: [thin(row) for row in found] if isinstance(found, list) else found for name, found in given}
    return bare | ({"datasets": sets} if sets else {})


def drop_zone(value: Any) -> Any:
    """Return a moment without how far it lies from the time of Greenwich; anything else as it is."""
    return TIJDZONE.sub(r"\1", value) if isinstance(value, str) and ISO.fullmatch(value) else value


def walk_bare(part: Any) -> Any:
    """Yield every name and text of a description, except in the rows of its data."""
    for inner in walk_chart(part):
        for name, value in inner.items():
            if name not in ("values", "datasets"):
                yield name
                yield from (v for v in as_list(value) if isinstance(v, str))
