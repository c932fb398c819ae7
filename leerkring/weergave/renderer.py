"""How Jupyter shows a chart of Altair that is not yet a figure: drawn offline, described, with its data in a table.

Registered for Altair as `leerkring`: after `alt.renderers.enable("leerkring")` a chart at the end of a cell shows the
same in JupyterLab without network and in a report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from leerkring.errors import LeerkringError
from leerkring.weergave.blokken import EIGEN, ONGETOOND, Blok, Kolom, build_gap, build_table, join_blocks
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.leesbaar import make_readable, walk_bare
from leerkring.weergave.omschrijving import (
    collect_rows,
    describe_chart,
    list_fields,
    name_chart,
    read_chart_title,
    walk_chart,
    write_mark_value,
)
from leerkring.weergave.taal import write_number
from leerkring.weergave.thema import BLAUW, CONFIG, GRIJS, GROEN, INKT, ORANJE, PAARS, REEKS_BLAUW

RAMP = ["#6896ca", REEKS_BLAUW[3], BLAUW, "#10294a"]
LOOK: Mapping[str, Any] = CONFIG | {
    "mark": {"color": BLAUW, "opacity": 1, "tooltip": True},
    "rule": {"color": GRIJS},
    "legend": {k: v for k, v in CONFIG["legend"].items() if k not in ("title", "symbolStrokeWidth")}
    | {"titleColor": INKT, "symbolBaseStrokeColor": GRIJS, "gradientStrokeColor": GRIJS},
    "header": {k: v for k, v in CONFIG["header"].items() if k != "title"} | {"titleColor": INKT},
    "range": {"category": [BLAUW, ORANJE, GROEN, PAARS, GRIJS], "ramp": RAMP, "heatmap": RAMP, "ordinal": RAMP},
    "timeFormat": "%-d %b %Y",
    "numberFormat": ",.4~f",
    "tooltipFormat": {"numberFormat": ",.4~f"},
}
"""The look of the house for charts made elsewhere, which have no table of our own to name their legends."""
MEESTE_RIJEN = 200
# Altair refuses more than 5,000 rows, in English, before it asks a renderer; it has no later moment to say otherwise.
alt.data_transformers.disable_max_rows()
BEELD_VAN_BUITEN = re.compile(r'<image\b[^>]*?href="(?!data:)([^"]*)"')


def render_chart(spec: dict[str, Any], **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a chart of Altair as Jupyter shows it.

    Parameters
    ----------
    spec
        The chart as a Vega-Lite description with its data. Its title and description are used when it has them.

    Raises
    ------
    LeerkringError
        When the chart needs data or images from elsewhere: a report is read without network.
    """
    for part in walk_chart(spec):
        source = part.get("data")
        if isinstance(source, dict) and "url" in source:
            refuse_outside(source["url"])
    spec, notes = make_readable(spec, collect_rows(spec))
    rows = collect_rows(spec)
    titel = read_chart_title(spec.get("title")) or name_chart(spec)
    beschrijving = " ".join([spec.get("description") or describe_chart(spec, rows), *notes])
    # The figure shows the title above the chart.
    bare = {k: v for k, v in spec.items() if k not in ("title", "description")}
    drawing = bare | {"config": merge(LOOK, spec.get("config", {}))}
    figuur = Figuur(drawing, titel, beschrijving, _build_rows(spec, rows), " ".join(notes))
    for found in BEELD_VAN_BUITEN.finditer(figuur.drawing):
        refuse_outside(found[1])
    data, metadata = figuur._repr_mimebundle_()
    return data, metadata | ({EIGEN: {ONGETOOND: notes}} if notes else {})


def refuse_outside(place: str) -> None:
    """Refuse a chart that needs something from elsewhere."""
    raise LeerkringError(
        f"deze grafiek vraagt ‘{place}’, en rapporten worden zonder netwerk gemaakt en "
        "gelezen; toegestaan: gegevens in de grafiek zelf, zoals alt.Chart(pandas.read_csv(...))"
    )


def merge(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings in which those of the chart itself win."""
    both = {k for k in base if isinstance(base[k], Mapping) and isinstance(own.get(k), Mapping)}
    return {**base, **own, **{k: merge(base[k], own[k]) for k in both}}


def _build_rows(spec: dict[str, Any], rows: list[pd.DataFrame]) -> Blok:
    """Return the data of a chart as tables, with the fields that it shows; of many rows only the first."""
    drawn = {d.get("field") for d in list_fields(spec).values()} | {"waarde"}
    named = " ".join(map(str, walk_bare({"transform": [p["transform"] for p in walk_chart(spec) if "transform" in p]})))
    tables = []
    for frame in rows:
        columns = [c for c in frame.columns if c in drawn]
        # What is drawn may be made of other columns.
        columns = columns or [c for c in frame.columns if re.search(rf"(?<!\w){re.escape(str(c))}(?!\w)", named)]
        if not columns:
            continue
        numbers = {c for c in columns if all(isinstance(v, int | float) for v in frame[c].dropna())}
        many = len(frame) > MEESTE_RIJEN
        of = f": de eerste {MEESTE_RIJEN} van {write_number(len(frame))} rijen" if many else ""
        kolommen = {c: Kolom(str(c) or "zonder naam", write_mark_value, c in numbers) for c in columns}
        tables.append(build_table(frame.head(MEESTE_RIJEN), kolommen, f"Gegevens van de grafiek{of}"))
    return join_blocks(tables) if tables else build_gap("De gegevens van deze grafiek zijn niet als tabel te tonen.")
