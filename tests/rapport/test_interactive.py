"""What a page with interactive charts gets: each script once, allowed by its hash, and charts that speak Dutch."""

import base64
import hashlib
import json
import re
from typing import Any

import altair as alt
import pandas as pd
import pytest
from lxml import html
from vijandig import GETEKEND, X, make

from leerkring.rapport.interactive import Scripts, bundle_vega, write_scripts
from leerkring.weergave.blokken import build_gap
from leerkring.weergave.figuur import GRAFIEK, Figuur
from leerkring.weergave.tooltips import DAGEN, KOP, NAMEN, add_tooltips


def read_specs(name: str) -> dict[str, Any]:
    """The charts in one block, by their keys."""
    return dict(make(name)._repr_mimebundle_()[0][GRAFIEK])


@pytest.fixture(scope="module")
def grafieken() -> dict[str, Any]:
    return {key: spec for name in GETEKEND for key, spec in read_specs(name).items()}


@pytest.fixture(scope="module")
def scripts(grafieken: dict[str, Any]) -> Scripts:
    return write_scripts(grafieken)


def read_scripts(scripts: Scripts) -> list[Any]:
    return list(html.fromstring(f"<div>{scripts.html}</div>").iter("script"))


def test_page_without_charts_gets_no_script() -> None:
    assert write_scripts({}) == Scripts("", "script-src 'none'")


def test_page_gets_the_charts_the_bundle_and_our_own_script_once(scripts: Scripts) -> None:
    charts, bundle, own = read_scripts(scripts)

    assert charts.attrib == {"type": "application/json", "id": "lk-grafieken"}
    assert bundle.text == bundle_vega()
    assert 500_000 < len(bundle.text) < 1_000_000
    assert own.text.startswith("// Draws each chart")
    assert bundle.attrib == own.attrib == {}


def test_charts_come_through_unharmed_however_hostile_their_text(scripts: Scripts, grafieken: dict[str, Any]) -> None:
    text = read_scripts(scripts)[0].text

    assert X in json.dumps(grafieken, ensure_ascii=False).replace('\\"', '"')
    assert "<" not in text
    assert json.loads(text)["grafieken"] == grafieken


def test_policy_allows_these_scripts_and_no_others(scripts: Scripts) -> None:
    codes = [s.text for s in read_scripts(scripts) if s.get("type") is None]
    hashes = [base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in codes]

    assert scripts.csp == "script-src " + " ".join(f"'sha256-{h}'" for h in hashes)
    assert len(hashes) == 2
    assert [s for s in read_scripts(scripts) if s.get("src")] == []


def test_numbers_and_days_are_those_of_the_netherlands(scripts: Scripts) -> None:
    given = json.loads(read_scripts(scripts)[0].text)

    assert (given["getallen"]["decimal"], given["getallen"]["thousands"]) == (",", ".")
    assert given["tijd"]["months"][4] == "mei"
    assert given["kop"] == KOP


def list_tooltips(part: Any) -> list[list[dict[str, Any]]]:
    if isinstance(part, list):
        return [found for inner in part for found in list_tooltips(inner)]
    if not isinstance(part, dict):
        return []
    own = [part["encoding"]["tooltip"]] if "tooltip" in part.get("encoding", {}) else []
    return own + [found for name, inner in part.items() if name != "data" for found in list_tooltips(inner)]


@pytest.mark.parametrize("name", GETEKEND)
def test_each_chart_tells_something_of_its_marks_in_dutch(name: str) -> None:
    for spec in read_specs(name).values():
        told = list_tooltips(spec)
        titles = {line["title"] for lines in told for line in lines}

        assert told
        assert {t for t in titles if not t.startswith(KOP)} - {*NAMEN.values(), *DAGEN.values(), "Aandeel"} == set()
        assert [lines for lines in told if len({line["title"] for line in lines}) < len(lines)] == []


def test_mark_tells_its_categories_its_numbers_and_the_number_beside_it() -> None:
    rows = alt.Data(values=[{"naam": "Noord", "n": 3, "van": "2021-05-01", "hoog": 4, "raar": 1}])
    base = alt.Chart(rows).encode(alt.Y("naam:N"))
    bar = base.mark_bar().encode(alt.X("van:T"), alt.Size("raar:Q"))
    chart = alt.layer(bar, base.mark_text().encode(alt.Text("n:Q"))).to_dict()
    before = json.dumps(chart)
    (told,) = list_tooltips(add_tooltips(chart))

    assert [(line["field"], line["title"], line.get("format")) for line in told] == [
        ("naam", f"{KOP}naam", None),
        ("n", "Aantal", ",.2~f"),
        ("van", "Van", "%-d %B %Y"),
    ]
    assert json.dumps(chart) == before


def test_chart_keeps_the_tooltips_that_it_has() -> None:
    own = alt.Tooltip("n:Q", title="Eigen")
    chart = alt.Chart(alt.Data(values=[{"n": 1}])).mark_bar().encode(alt.X("n:Q"), tooltip=[own])
    figuur = Figuur(chart, "Titel", "Tekst.", build_gap("Niets."))

    assert [[line["title"] for line in lines] for lines in list_tooltips(add_tooltips(figuur.spec))] == [["Eigen"]]


def test_chart_of_altair_tells_its_own_fields() -> None:
    with alt.renderers.enable("leerkring"):
        chart = alt.Chart(pd.DataFrame({"lengte": [1.5], "naam": ["a"]})).mark_bar().encode(x="lengte", y="naam")
        (spec,) = chart._repr_mimebundle_()[0][GRAFIEK].values()

    assert spec["config"]["mark"]["tooltip"] is True
    assert re.fullmatch(r",\.\d~f", spec["config"]["tooltipFormat"]["numberFormat"])
