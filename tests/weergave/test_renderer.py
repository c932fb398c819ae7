"""A researcher's own chart of Altair shows as a figure: offline, described in Dutch, with its data in a table."""

import re
from collections.abc import Iterator
from typing import Any

import altair as alt
import nbformat
import pandas as pd
import pytest
from geheugen import draw_for_real
from lxml import html
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_notebook

from leerkring.batch.warm.client import WarmManager
from leerkring.errors import LeerkringError
from leerkring.weergave.blokken import EIGEN
from leerkring.weergave.figuur import GRAFIEK
from leerkring.weergave.renderer import render_chart
from leerkring.weergave.svg import find_colours
from leerkring.weergave.thema import DONKER, VAST

X = """<script>alert(1)</script></style>"'&"""
NAAM = "<script>alert(1)</script>"  # Vega-Lite itself refuses a name of a field with a single quote
ROWS = pd.DataFrame(
    {
        "lengte": [1, 2, 3.5, 4],
        "gewicht": [1250.5, 600, None, 80],
        "soort": ["a", "b", "a", "c"],
        "dag": pd.to_datetime(["2021-05-01", "2021-06-01", "2021-07-01", "2022-01-31"]),
    }
)


@pytest.fixture(autouse=True, scope="module")
def drawing() -> Iterator[None]:
    """What is tested here is drawn here."""
    with draw_for_real():
        yield


def show(chart: Any) -> Any:
    """The figure as a page, as Jupyter gets it."""
    with alt.renderers.enable("leerkring"):
        data, metadata = chart._repr_mimebundle_()
    assert metadata.keys() == {EIGEN}
    assert list(data[GRAFIEK]) == re.findall(r'data-figuur="([^"]+)"', data["text/html"])
    return html.fromstring(data["text/html"])


def read(page: Any) -> tuple[str, str]:
    return page.findtext(".//svg/title"), page.findtext(".//svg/desc")


def points() -> Any:
    return alt.Chart(ROWS).mark_point().encode(x="lengte", y="gewicht", color="soort")


def test_altair_finds_the_renderer_by_its_name() -> None:
    assert "leerkring" in alt.renderers.names()
    with alt.renderers.enable("leerkring"):
        assert alt.renderers.active == "leerkring"
        assert alt.renderers.get() is not None


def test_chart_without_words_gets_a_title_and_a_description_from_its_data() -> None:
    assert read(show(points())) == (
        "Grafiek met punten: lengte, gewicht en soort",
        "Grafiek met punten, uit 4 rijen met gegevens. Horizontaal staat lengte, verticaal staat gewicht en "
        "de kleur is soort. Lengte loopt van 1 tot 4. Gewicht loopt van 80 tot 1.250,5. Soort: a, b en c.",
    )


def test_chart_keeps_its_own_words_and_shows_its_title_once() -> None:
    title = alt.TitleParams("Eigen titel", subtitle=["en", "meer"])
    page = show(points().properties(title=title, description="Eigen tekst met 3."))

    assert read(page) == ("Eigen titel: en meer", "Eigen tekst met 3.")
    assert page.findtext("figcaption") == "Eigen titel: en meer"
    assert [t for t in page.xpath(".//svg//text/text()") if "Eigen" in t] == []


@pytest.mark.parametrize(
    ("chart", "titel", "zin"),
    [
        (
            alt.Chart(ROWS).mark_bar().encode(x=alt.X("dag:T", title="Dag van meting"), y="count()"),
            "Grafiek met staven: Dag van meting en aantal rijen",
            "Dag loopt van 1 mei 2021 tot 31 januari 2022.",
        ),
        (
            alt.Chart(ROWS).mark_line().encode(x="soort:N", y="mean(lengte):Q").facet("soort:N"),
            "Grafiek met lijnen: soort en gemiddelde lengte",
            "Soort: a, b en c.",
        ),
        (
            alt.layer(points(), points().mark_line()),
            "Grafiek met punten en lijnen: lengte, gewicht en soort",
            "4 rijen",
        ),
        (points() | alt.Chart(ROWS.head(1)).mark_text().encode(text="soort"), "punten en woorden", "4 rijen en 1 rij"),
        (
            alt.Chart(alt.Data(values=[1, 2, 9])).mark_tick().encode(x="data:Q"),
            "Grafiek met streepjes: data",
            "3 rijen",
        ),
        (
            alt.Chart(pd.DataFrame({"naam": list("abcdefgh")})).mark_text().encode(text="naam"),
            "Grafiek met woorden: naam",
            "Naam heeft 8 verschillende waarden.",
        ),
        (alt.Chart(alt.sequence(0, 3, as_="n")).mark_tick().encode(x="n:Q"), "streepjes: n", "geen rijen"),
    ],
)
def test_words_name_marks_fields_rows_and_their_ends(chart: Any, titel: str, zin: str) -> None:
    title, desc = read(show(chart))

    assert titel in title
    assert zin in desc


def test_table_has_the_fields_of_the_chart_in_dutch() -> None:
    rows = [[cell.text_content() for cell in row] for row in show(points()).xpath(".//tr")]

    assert rows == [
        ["lengte", "gewicht", "soort"],
        ["1", "1.250,5", "a"],
        ["2", "600", "b"],
        ["3,5", "geen gegevens", "a"],
        ["4", "80", "c"],
    ]


def test_table_of_many_rows_says_that_it_has_only_the_first() -> None:
    page = show(alt.Chart(pd.DataFrame({"n": range(5000)})).mark_tick().encode(x="n:Q"))

    assert page.findtext(".//caption") == "Gegevens van de grafiek: de eerste 200 van 5.000 rijen"
    assert len(page.xpath(".//tbody/tr")) == 200
    assert "5.000 rijen" in read(page)[1]


def test_chart_looks_like_the_house_and_keeps_what_it_asks_for() -> None:
    plain = show(points())
    own = show(points().configure_axis(labelColor="#123456"))

    assert find_colours(html.tostring(plain, encoding="unicode")) <= set(DONKER)
    assert plain.xpath(".//div[@data-figuur]/@class") == ["lk-grafiek"]
    assert "#123456" in html.tostring(own, encoding="unicode")
    assert own.xpath(".//div[@data-figuur]/@class") == [f"lk-grafiek {VAST}"]


def test_numbers_on_the_axes_are_dutch() -> None:
    page = show(alt.Chart(pd.DataFrame({"n": [0, 2500.5]})).mark_point().encode(x="n:Q"))

    assert "2.000" in page.xpath(".//svg//text/text()")


def test_text_from_data_stays_text() -> None:
    chart = alt.Chart(pd.DataFrame({NAAM: [X], "n": [1]}), title=X).mark_bar()
    page = show(chart.encode(x="n", y=alt.Y(field=NAAM, type="nominal")))

    assert page.xpath(".//script") == []
    assert page.findtext("figcaption") == X
    assert NAAM in page.xpath(".//thead//th/text()")
    assert X in page.xpath(".//tbody//th/text() | .//tbody//td/text()")
    assert NAAM in read(page)[1]


@pytest.mark.parametrize(
    "chart",
    [
        alt.Chart("https://x.example/a.csv").mark_bar().encode(x="a:Q"),
        alt.Chart("a.csv").mark_bar().encode(x="a:Q"),
        points() | alt.Chart("a.csv").mark_bar().encode(x="a:Q"),
        alt.Chart(pd.DataFrame({"u": ["https://x.example/a.png"]})).mark_image(width=9, height=9).encode(url="u:N"),
    ],
)
def test_chart_that_needs_something_from_elsewhere_is_refused(chart: Any) -> None:
    with pytest.raises(
        LeerkringError, match=r"^deze grafiek vraagt ‘[^’]+’, en rapporten worden zonder netwerk gemaakt en gelezen; "
    ):
        render_chart(chart.to_dict(validate=False))


def run(source: str) -> Any:
    notebook = new_notebook(cells=[new_code_cell(source)])
    NotebookClient(notebook, timeout=60, kernel_name="python3", kernel_manager_class=WarmManager).execute()
    nbformat.validate(notebook)
    return notebook.cells[0].outputs


def test_notebook_shows_the_chart_and_keeps_it() -> None:
    (output,) = run(
        "import altair as alt\nalt.renderers.enable('leerkring')\n"
        "alt.Chart(alt.Data(values=[{'n': 3}])).mark_bar().encode(x='n:Q')"
    )

    assert output.data["text/html"].startswith('<figure class="lk-figuur"><figcaption>Grafiek met staven: n')
    assert output.data["text/plain"].startswith("Grafiek met staven: n. ")
    assert len(output.data[GRAFIEK]) == 1


def test_notebook_with_a_chart_from_elsewhere_fails_so_that_no_report_has_a_hole() -> None:
    with pytest.raises(CellExecutionError, match=r"\ndeze grafiek vraagt ‘https://x\.example/a\.csv’"):
        run(
            "import altair as alt\nalt.renderers.enable('leerkring')\n"
            "alt.Chart('https://x.example/a.csv').mark_bar().encode(x='n:Q')"
        )
