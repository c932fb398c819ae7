"""A chart made elsewhere in Dutch words: its marks, its fields, and from where to where its numbers run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from leerkring.weergave.taal import join_words, start_sentence, write_count, write_date, write_number, write_value

MERKEN = {
    "arc": "taartpunten",
    "area": "vlakken",
    "bar": "staven",
    "boxplot": "boxplots",
    "circle": "punten",
    "geoshape": "gebieden",
    "line": "lijnen",
    "point": "punten",
    "rect": "vakken",
    "rule": "strepen",
    "square": "punten",
    "text": "woorden",
    "tick": "streepjes",
    "trail": "lijnen",
}
PLAATSEN = {
    "x": "horizontaal staat",
    "y": "verticaal staat",
    "color": "de kleur is",
    "fill": "de kleur is",
    "stroke": "de kleur is",
    "shape": "de vorm is",
    "size": "de grootte is",
    "theta": "de hoek is",
    "text": "het woord is",
    "facet": "de deelgrafieken zijn",
    "row": "de rijen zijn",
    "column": "de kolommen zijn",
}
SOMMEN = {"mean": "gemiddelde", "average": "gemiddelde", "median": "mediaan", "sum": "som", "min": "kleinste"}
SOMMEN |= {"max": "grootste", "distinct": "aantal verschillende", "count": "aantal"}
MEESTE_WAARDEN = 6
ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
"""A day or a moment, as data have it."""


def walk_chart(part: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of a description, except the rows of its data."""
    if isinstance(part, dict):
        yield part
        for name, inner in part.items():
            if name not in ("values", "datasets"):
                yield from walk_chart(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from walk_chart(inner)


def collect_rows(spec: dict[str, Any]) -> list[pd.DataFrame]:
    """Return the tables of data within a description, each once."""
    sets = dict(spec.get("datasets", {}))
    for part in walk_chart(spec):
        source = part.get("data")
        if isinstance(source, dict) and isinstance(source.get("values"), list):
            sets[f"values {len(sets)}"] = source["values"]
    found = [[r if isinstance(r, dict) else {"waarde": r} for r in rows] for rows in sets.values() if rows]
    return [pd.DataFrame(rows, dtype="object") for rows in found]


def read_chart_title(title: Any) -> str:
    """Return the title that a chart gives itself, with its subtitle; nothing when it has none."""
    if isinstance(title, dict):
        return ": ".join(filter(None, (read_chart_title(title.get("text")), read_chart_title(title.get("subtitle")))))
    return " ".join(map(str, title)) if isinstance(title, list) else str(title or "")


def list_marks(spec: dict[str, Any]) -> list[str]:
    """Return the Dutch words for the marks of a chart, each once."""
    kinds = [
        part["mark"]["type"] if isinstance(part["mark"], dict) else part["mark"]
        for part in walk_chart(spec)
        if "mark" in part
    ]
    return list(dict.fromkeys(MERKEN.get(kind, "tekens") for kind in kinds))


def list_fields(spec: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what the chart shows, by its name for the reader: the place and the definition of each field."""
    given: list[dict[str, Any]] = []
    lists = [part["repeat"] for part in walk_chart(spec) if "repeat" in part and "spec" in part]
    groups = [group for names in lists for group in (names.values() if isinstance(names, dict) else [names])]
    repeated = [name for group in groups for name in group]
    for part in walk_chart(spec):
        outer = part.get("facet", {})
        channels = part.get("encoding", {}) | ({"facet": outer} if "field" in outer else outer)
        for channel, definition in channels.items():
            if channel in PLAATSEN and isinstance(definition, dict) and {"field", "aggregate"} & set(definition):
                field = definition.get("field")
                names = repeated if isinstance(field, dict) else [field]
                plain = [{"field": name_plainly(name)} if name else {} for name in names]
                given += [definition | name | {"plaats": PLAATSEN[channel]} for name in plain]
    order = list(dict.fromkeys(PLAATSEN.values()))
    found: dict[str, dict[str, Any]] = {}
    for definition in sorted(given, key=lambda d: order.index(d["plaats"])):
        found.setdefault(name_field(definition), definition)
    return found


def name_plainly(field: str) -> str:
    """Return the name of a column as its data have it, without the signs that keep Vega-Lite from reading a path."""
    return re.sub(r"\\(.)", r"\1", field)


def name_field(definition: dict[str, Any]) -> str:
    """Return how a field is called for the reader: its title, or its own name with what is counted."""
    title = definition.get("title") or (definition.get("axis") or {}).get("title")
    if title:
        return read_chart_title(title)
    total = SOMMEN.get(str(definition.get("aggregate")), "")
    name = name_plainly(str(definition.get("field") or "rijen"))
    return f"{total} {name}" if total else name


def name_chart(spec: dict[str, Any]) -> str:
    """Return a title for a chart without one."""
    fields = f": {join_words(list(list_fields(spec)))}" if list_fields(spec) else ""
    return f"Grafiek met {join_words(list_marks(spec)) or 'tekens'}{fields}"


def describe_chart(spec: dict[str, Any], rows: list[pd.DataFrame]) -> str:
    """Return in words what a chart shows: its marks, its fields, how many rows, and from where to where they run."""
    fields = list_fields(spec)
    places = [f"{definition['plaats']} {name}" for name, definition in fields.items()]
    many = join_words([write_count(len(frame), "rij", "rijen") for frame in rows]) or "geen rijen"
    parts = [f"Grafiek met {join_words(list_marks(spec)) or 'tekens'}, uit {many} met gegevens"]
    parts += [start_sentence(join_words(places))] if places else []
    for name in dict.fromkeys(d["field"] for d in fields.values() if isinstance(d.get("field"), str)):
        spread = [say_spread(name, frame[name]) for frame in rows if name in frame and frame[name].notna().any()]
        parts += spread[:1]
    return " ".join(f"{part}." for part in parts)


def say_spread(name: str, values: pd.Series) -> str:
    """Return from where to where the values of one field run, or which they are."""
    known = values.dropna()
    if all(isinstance(v, int | float) and not isinstance(v, bool) for v in known):
        return f"{start_sentence(name)} loopt van {write_number(min(known))} tot {write_number(max(known))}"
    if all(isinstance(v, str) and ISO.fullmatch(v) for v in known):
        return f"{start_sentence(name)} loopt van {write_mark_value(min(known))} tot {write_mark_value(max(known))}"
    words = list(dict.fromkeys(map(write_mark_value, values)))
    if len(words) > MEESTE_WAARDEN:
        return f"{start_sentence(name)} heeft {write_number(len(words))} verschillende waarden"
    return f"{start_sentence(name)}: {join_words(words)}"


def write_mark_value(value: Any) -> str:
    """Return a value of a chart in Dutch; a moment as a day, with its time if it has one."""
    if isinstance(value, list | dict):
        return str(value)
    found = ISO.fullmatch(value) if isinstance(value, str) else None
    if found:
        time = f" {found[2]}" if found[2] not in (None, "00:00") else ""
        return f"{write_date(pd.Timestamp(found[1]))}{time}"
    return write_value(value)
