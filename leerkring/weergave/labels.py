"""The room for labels along an axis: a limit only where a label may need it, because Vega pays for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from leerkring.weergave.omschrijving import walk_chart

GEWONE_RUIMTE = 180
"""The limit that Vega gives labels when nothing else is said."""
LETTERBREEDTE = 0.65
"""How wide the letters of a label are at most on average, in parts of their size."""
LETTERGROOTTE = 12


def lift_limits(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return a Vega-Lite description in which labels that fit anyway have no limit; the given one is kept.

    With a limit Vega measures each label three times, letter by letter, and without one once. Labels that may be too
    long, or that nobody knows before drawing, keep their limit, and so does a chart whose look sets limits itself.
    """
    if any("labelLimit" in part for part in walk_chart(spec.get("config", {}))):
        return dict(spec)
    longest: dict[str, int] = {}
    for row in find_rows(spec):
        for name, value in row.items():
            if isinstance(value, str) and len(value) > longest.get(name, 0):
                longest[name] = len(value)
    return {**spec, **_lift({name: part for name, part in spec.items() if name not in ("config", "datasets")}, longest)}


def find_rows(spec: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of all data that a description holds."""
    sources = [part.get("data") for part in walk_chart(spec)]
    values = [source.get("values") for source in sources if isinstance(source, dict)]
    for rows in (*spec.get("datasets", {}).values(), *values):
        if isinstance(rows, list):
            yield from (row for row in rows if isinstance(row, dict))


def _lift(part: Any, longest: Mapping[str, int]) -> Any:
    """Return a part of a description with the limits that its labels need."""
    if isinstance(part, list):
        return [_lift(inner, longest) for inner in part]
    if not isinstance(part, dict):
        return part
    lifted = {name: inner if name == "values" else _lift(inner, longest) for name, inner in part.items()}
    encoding = lifted.get("encoding")
    if isinstance(encoding, dict):
        for name in ("x", "y"):
            channel = encoding.get(name)
            if isinstance(channel, dict) and fits(channel, longest):
                encoding[name] = channel | {"axis": channel.get("axis", {}) | {"labelLimit": 0}}
    return lifted


def fits(channel: Mapping[str, Any], longest: Mapping[str, int]) -> bool:
    """Return whether all labels of an axis are surely short enough for their limit."""
    field, axis = channel.get("field"), channel.get("axis", {})
    if not isinstance(field, str) or not isinstance(axis, dict) or "labelExpr" in axis:
        return False
    if channel.get("type") == "quantitative" and "labelLimit" not in axis:
        return True
    room, size = axis.get("labelLimit", GEWONE_RUIMTE), axis.get("labelFontSize", LETTERGROOTTE)
    if field not in longest or not isinstance(room, int | float) or not isinstance(size, int | float):
        return False
    return longest[field] * LETTERBREEDTE * size <= room
