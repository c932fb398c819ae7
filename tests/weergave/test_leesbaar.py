"""A researcher's own chart is readable: no mark vanishes silently, no two labels look alike, and times are Dutch."""

import os
import re
import subprocess
import sys
from typing import Any

import altair as alt
import pandas as pd
import pytest
from lxml import html

from leerkring.weergave.blokken import EIGEN, ONGETOOND
from leerkring.weergave.figuur import GRAFIEK
from leerkring.weergave.leesbaar import shorten_labels
from leerkring.weergave.renderer import render_chart

MOMENTEN = pd.to_datetime(["2021-03-28 09:00", "2021-03-28 17:00"])


def show(chart: Any) -> tuple[Any, list[str]]:
    """Return the figure as a page, and its warnings."""
    with alt.renderers.enable("leerkring"):
        data, metadata = chart._repr_mimebundle_()
    return html.fromstring(data["text/html"]), metadata[EIGEN].get(ONGETOOND, [])


def bars(rows: dict[str, Any], **channels: Any) -> Any:
    return alt.Chart(pd.DataFrame(rows)).mark_bar().encode(**channels)


def read_labels(page: Any) -> list[str]:
    return page.xpath(".//svg//text/text()")


def read_heads(page: Any) -> list[str]:
    return page.xpath(".//thead//th/text()")


def list_shapes(page: Any) -> list[str]:
    return page.xpath(".//*[contains(@class, 'role-mark')]/*/@d")


def log(field: str) -> Any:
    return alt.Y(field, scale=alt.Scale(type="log"))


@pytest.mark.parametrize(
    ("values", "zin"),
    [
        ([0, 10, 100], "1 waarde van b is 0 of lager en staat niet in de grafiek, want de as is logaritmisch."),
        ([0, -3, 100], "2 waarden van b zijn 0 of lager en staan niet in de grafiek, want de as is logaritmisch."),
    ],
)
@pytest.mark.parametrize("mark", ["bar", "point", "line", "area"])
def test_what_has_no_place_on_a_logarithmic_axis_is_named_and_the_rest_is_drawn(
    values: list[int], zin: str, mark: str
) -> None:
    chart = alt.Chart(pd.DataFrame({"a": ["x", "y", "z"], "b": values}), mark=mark).encode(x="a", y=log("b:Q"))
    page, gaps = show(chart)

    assert gaps == [zin]
    assert zin in page.findtext(".//svg/desc")
    assert zin in page.find("figcaption").text_content()
    assert "100" in read_labels(page)
    assert list_shapes(page)
    assert "NaN" not in html.tostring(page, encoding="unicode")
    assert len(page.xpath(".//tbody/tr")) == 3


def test_shortest_bar_on_a_logarithmic_axis_is_seen() -> None:
    page, gaps = show(bars({"a": ["x", "y"], "b": [1, 100]}, x="a", y=log("b:Q")))

    assert [float(re.search(r"v([\d.]+)h", d)[1]) for d in list_shapes(page)] == pytest.approx([100, 300], abs=0.1)
    assert gaps == []


@pytest.mark.parametrize("total", ["sum(b):Q", "mean(b):Q", "count()"])
def test_totals_on_a_logarithmic_axis_are_drawn(total: str) -> None:
    page, gaps = show(bars({"a": ["x", "x", "y"], "b": [0, 10, 100]}, x="a", y=log(total)))

    assert len(list_shapes(page)) == 2
    assert len(gaps) == (total != "count()")


@pytest.mark.parametrize(
    ("rows", "series"),
    [
        ({"x": [1], "y": [2]}, {}),
        ({"x": [1, 2, 1], "y": [1, 2, 3], "r": ["a", "a", "b"]}, {"color": "r:N"}),
        ({"x": [1, 2, 3], "y": [1, None, 3]}, {}),
    ],
)
def test_point_without_a_neighbour_is_seen_on_a_line(rows: dict[str, Any], series: dict[str, str]) -> None:
    chart = alt.Chart(pd.DataFrame(rows)).mark_line().encode(x="x:Q", y="y:Q", **series)
    page, _ = show(chart)

    assert len([d for d in list_shapes(page) if "A" in d]) == pd.DataFrame(rows)["y"].notna().sum()


def test_line_whose_points_all_have_neighbours_stays_a_line() -> None:
    page, _ = show(alt.Chart(pd.DataFrame({"x": [1, 2], "y": [1, 2]})).mark_line().encode(x="x:Q", y="y:Q"))

    assert [d for d in list_shapes(page) if "A" in d] == []


def test_missing_category_and_yes_and_no_are_said_in_dutch() -> None:
    page, _ = show(bars({"a": ["x", None], "b": [True, False], "n": [1, 2]}, x="a:N", color="b:N", y="n"))

    assert {"geen gegevens", "ja", "nee"} <= set(read_labels(page))
    assert not {"null", "true", "false"} & set(read_labels(page))
    assert "A: x en geen gegevens." in page.findtext(".//svg/desc")


@pytest.mark.parametrize("place", ["x", "y", "color", "row", "column"])
def test_long_labels_that_differ_only_at_their_end_stay_different(place: str) -> None:
    names = [f"Afdeling Maatschappelijke Ondersteuning {side}" for side in ("Noord", "Zuid")]
    page, _ = show(bars({"a": names, "b": [1, 2]}, **{place: "a:N"}, **{"x" if place != "x" else "y": "b:Q"}))

    shown = [label for label in read_labels(page) if "Afdeling" in label]
    assert sorted(set(shown)) == ["Afdeling Maat…steuning Zuid", "Afdeling Maat…teuning Noord"]


def test_labels_that_would_look_the_same_are_not_cut() -> None:
    names = ["Afdeling Maatschappelijke Noord Ondersteuning", "Afdeling Maatschappelijke Zuid Ondersteuning", "kort"]

    assert shorten_labels({n: n for n in names}) == {n: n for n in names}


@pytest.mark.parametrize("text", ["😀" * 40, "👩‍👩‍👧 gezin", "😀" * 20, "é" * 50])
def test_emoji_in_a_label_does_not_break_the_chart(text: str) -> None:
    page, _ = show(bars({"a": [text, "b"], "n": [1, 2]}, y="a:N", x="n"))

    assert any(label[:2] == text[:2] for label in read_labels(page))


@pytest.mark.parametrize("name", ["a.b", "a[0]", "'s-Hertogenbosch", 'het "ja"', "a's.b", "a b", "😀"])
@pytest.mark.parametrize("escaped", [True, False])
def test_name_with_a_sign_is_written_as_it_is_and_no_other_column_is_shown(name: str, escaped: bool) -> None:
    field = re.sub(r"""([.\[\]'"])""", r"\\\1", name) if escaped else name
    page, _ = show(
        bars({name: ["p", "q"], "n": [1, 2], "respondent": ["R1", "R2"]}, x=alt.X(field=field, type="nominal"), y="n:Q")
    )

    assert {name, "p", "q"} <= set(read_labels(page))
    assert "undefined" not in read_labels(page)
    assert "\\" not in page.find("figcaption").text + page.findtext(".//svg/desc")
    assert sorted(read_heads(page)) == sorted([name, "n"])


def test_table_never_shows_a_column_that_is_not_drawn_and_neither_does_the_chart() -> None:
    rows = pd.DataFrame({"n": [1, 2], "respondent": ["R1", "R2"]})
    chart = alt.Chart(rows).transform_calculate(m="datum.n * 2").mark_bar().encode(x="m:Q")
    constant = alt.Chart(rows).mark_bar().encode(y="count()")

    assert read_heads(show(chart)[0]) == ["n"]
    assert read_heads(show(constant)[0]) == []
    assert "niet als tabel" in show(constant)[0].text_content()
    data, _ = render_chart(chart.to_dict())
    assert "R1" not in str(data[GRAFIEK])
    assert "datum.n * 2" in str(data[GRAFIEK])


def test_times_are_written_as_the_dutch_write_them() -> None:
    page, _ = show(alt.Chart(pd.DataFrame({"d": MOMENTEN, "b": [1, 2]})).mark_line().encode(x="d:T", y="b:Q"))

    assert {"09:00", "17:00"} <= set(read_labels(page))
    assert not [label for label in read_labels(page) if "AM" in label or "PM" in label]
    assert "D loopt van 28 maart 2021 09:00 tot 28 maart 2021 17:00." in page.findtext(".//svg/desc")
    assert "28 maart 2021 09:00" in page.xpath(".//tbody//th/text()")


def test_days_are_written_as_the_dutch_write_them() -> None:
    days = pd.date_range("2021-05-01", periods=4)
    page, _ = show(alt.Chart(pd.DataFrame({"d": days, "b": range(4)})).mark_line().encode(x="d:T", y="b:Q"))

    assert {"mei", "2 mei", "4 mei"} <= set(read_labels(page))


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("hoursminutes(d):T", "09:00"),
        ("hours(d):O", "17:00"),
        ("yearmonthdate(d):O", "28 mrt 2021"),
        ("monthdate(d):N", "28 mrt"),
        ("yearmonth(d):T", "maart"),
    ],
)
def test_parts_of_a_time_are_written_as_the_dutch_write_them(field: str, label: str) -> None:
    page, _ = show(bars({"d": MOMENTEN, "b": [1, 2]}, x=field, y="b"))

    assert label in read_labels(page)
    assert not {"2012", "d (hours)"} & set(read_labels(page))


def test_repeated_chart_is_named_and_has_its_columns() -> None:
    rows = pd.DataFrame({"n": [1, 2], "m": [3, 4], "respondent": ["R1", "R2"]})
    page, _ = show(
        alt.Chart(rows).mark_bar().encode(x=alt.X(alt.repeat("column"), type="quantitative")).repeat(column=["n", "m"])
    )

    assert page.find("figcaption").text == "Grafiek met staven: n en m"
    assert read_heads(page) == ["n", "m"]


def test_what_vega_names_itself_is_named_in_dutch() -> None:
    chart = bars({"a": [1, 2], "b": [3, 4], "d": MOMENTEN}, x="count()", y=alt.Y("a:Q", bin=True), color="mean(b):Q")
    own = bars({"a": ["x"], "b": [3]}, x=alt.X("sum(b):Q", title="Eigen"), y=alt.Y("a:N", axis=None))

    assert {"aantal rijen", "a", "gemiddelde b"} <= set(read_labels(show(chart)[0]))
    assert "Eigen" in read_labels(show(own)[0])
    assert "a" not in read_labels(show(own)[0])


def test_many_rows_are_drawn() -> None:
    page, _ = show(alt.Chart(pd.DataFrame({"n": range(6000)})).mark_bar().encode(x=alt.X("n:Q", bin=True), y="count()"))

    assert page.findtext(".//caption") == "Gegevens van de grafiek: de eerste 200 van 6.000 rijen"
    assert len(list_shapes(page)) > 3


def test_chart_itself_is_kept_as_it_is() -> None:
    spec = bars({"a'b": ["x", None], "n": [0, 1]}, x=alt.X(field="a'b", type="nominal"), y=log("n:Q")).to_dict()
    before = str(spec)
    render_chart(spec)

    assert str(spec) == before


def test_chart_is_the_same_in_every_time_zone_and_language() -> None:
    code = (
        "import leerkring.batch.warm.schema\n"  # before what would compile a grammar
        "import altair as alt, pandas as pd; from leerkring.weergave.renderer import render_chart\n"
        "for d in (pd.to_datetime(['2021-03-28 01:30', '2021-03-28 02:30']),"
        " pd.to_datetime(['2021-03-28 00:30', '2021-10-31 05:30']).tz_localize('Europe/Brussels'),"
        " ['2021-05-01', '2021-05-03']):\n"
        "    print(render_chart(alt.Chart(pd.DataFrame({'d': d, 'n': [1, 2]})).mark_line()"
        ".encode(x='d:T', y='n:Q').to_dict())[0]['text/html'])"
    )
    zones = {"UTC": "C", "Europe/Amsterdam": "nl_NL.UTF-8", "America/New_York": "en_US.UTF-8"}
    pages = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"TZ": zone, "LC_ALL": language, "PYTHONUTF8": "1"},
            check=True,
            capture_output=True,
            encoding="utf-8",
        ).stdout
        for zone, language in zones.items()
    }

    assert len(pages) == 1
    assert "28 maart 2021 02:30" in pages.pop()
