"""What an interactive chart says about the mark under the pointer: Dutch names, and numbers as the Dutch write them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

KOP = "·"
"""A name that starts with this is shown without it: 'Oss' says enough, 'Deelnemer: Oss' says no more."""
NAMEN = {
    "afstand": "Afstand",
    "beleefd": "In de praktijk",
    "delta": "Verschil",
    "eerder": "Al bekend",
    "formeel": "Op papier",
    "gewicht": "Gewicht",
    "hoog": "Tot",
    "laag": "Van",
    "lidmaatschap": "Hoort erbij",
    "mediaan": "Mediaan",
    "n": "Aantal",
    "oplossing": "De combinatie",
    "score": "Antwoord",
    "sterkte": "Sterkte",
    "totaal": "Samen",
    "uitkomst": "Het resultaat",
    "waarde": "Waarde",
}
"""The name of each number; a number without a name only has to do with how the chart is drawn."""
DAGEN = {"datum": "Bijeenkomst", "van": "Van", "tot": "Tot en met"}
GETAL, DAG = ",.2~f", "%-d %B %Y"
ZONDER = frozenset({"line", "text"})
"""Marks without a tooltip of their own: a line goes through many rows, and words only say what lies under them."""
GRAFIEKDELEN = ("layer", "hconcat", "vconcat", "concat")


def add_tooltips(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a Vega-Lite description in which every mark tells its categories and numbers; the given one is kept."""
    result = deepcopy(spec)
    _visit(result, {})
    return result


def _visit(part: dict[str, Any], inherited: dict[str, Any]) -> None:
    """Add tooltips to one part of a description, in place, with the encodings that hold for the whole of it."""
    facet = part.get("facet", {})
    outer = {"facet": facet} if "field" in facet else facet
    encoding = inherited | outer | part.get("encoding", {})
    if "mark" in part:
        kind = part["mark"]["type"] if isinstance(part["mark"], dict) else part["mark"]
        told = [] if kind in ZONDER else list_told(encoding)
        if told and "tooltip" not in encoding:
            part.setdefault("encoding", {})["tooltip"] = told
    # The number beside a mark belongs to that mark as well.
    written = {
        f"cijfer {place}": layer["encoding"]["text"]
        for place, layer in enumerate(part.get("layer", []))
        if layer.get("encoding", {}).get("text", {}).get("type") == "quantitative"
    }
    for name in GRAFIEKDELEN:
        for inner in part.get(name, []):
            _visit(inner, encoding | written)
    if "spec" in part:
        _visit(part["spec"], encoding)


def list_told(encoding: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what a mark with these encodings can tell, each field once: categories first, then numbers."""
    heads, numbers = {}, {}
    kinds = {channel: c["type"] for channel, c in encoding.items() if isinstance(c, dict) and "type" in c}
    for channel, definition in encoding.items():
        name = definition.get("field") if isinstance(definition, dict) else None
        if not isinstance(name, str):  # of a chart that is repeated, it is another each time
            continue
        kind = definition.get("type") or kinds.get(channel.removesuffix("2"))  # the end of a bar is like its start
        if kind == "temporal":
            numbers[name] = {"field": name, "type": kind, "title": DAGEN.get(name, name), "format": DAG}
        elif kind == "quantitative" and name in NAMEN:
            numbers[name] = {"field": name, "type": kind, "title": NAMEN[name], "format": GETAL}
        elif kind == "ordinal" and name in NAMEN:
            numbers[name] = {"field": name, "type": kind, "title": NAMEN[name]}
        elif kind in ("nominal", "ordinal"):
            heads[name] = {"field": name, "type": "nominal", "title": f"{KOP}{name}"}
    return [*heads.values(), *numbers.values()] if numbers or len(heads) > 1 else []
