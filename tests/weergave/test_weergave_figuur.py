"""How a drawing becomes one accessible image that can share a page with others."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import altair as alt
import nbformat
import pytest
from figuren import FIGUREN
from geheugen import draw_for_real
from lxml import etree
from nbformat.v4 import new_code_cell, new_notebook, new_output
from tekening import read_drawing

from leerkring.weergave import tekenaar
from leerkring.weergave.blokken import EIGEN, build_gap
from leerkring.weergave.figuur import GRAFIEK, Figuur, join_figures, list_figures, separate_twins
from leerkring.weergave.svg import find_colours, make_accessible, write_hex
from leerkring.weergave.tekenaar import draw_here, draw_nothing
from leerkring.weergave.thema import CONFIG, PANEEL, VAST

DRAWN = """
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" class="marks"
  width="120" height="80">
  <defs><clipPath id="clip0"><rect width="9" height="9"/></clipPath></defs>
  <g role="graphics-object" aria-roledescription="group mark container" clip-path="url(#clip0)">
    <path aria-label="naam: Noord" role="graphics-symbol" fill="#000000" id="streep"/>
    <use xlink:href="#streep"/>
  </g>
</svg>
"""


@pytest.fixture(autouse=True, scope="module")
def drawing() -> Iterator[None]:
    """What is tested here is drawn here."""
    with draw_for_real():
        yield


def test_ids_and_the_links_to_them_get_the_same_prefix_of_their_own() -> None:
    svg = make_accessible(DRAWN, "Titel", "Tekst.")
    (prefix,) = {i.split("-")[0] for i in re.findall(r'\bid="([^"]+)"', svg)}

    assert re.fullmatch(r"f[0-9a-f]{8}", prefix)
    assert f'clip-path="url(#{prefix}-clip0)"' in svg
    assert f'id="{prefix}-clip0"' in svg
    assert f'href="#{prefix}-streep"' in svg


def test_same_drawing_under_another_text_has_other_ids_and_the_same_text_the_same() -> None:
    ids = [
        set(re.findall(r'\bid="([^"]+)"', make_accessible(DRAWN, titel, tekst)))
        for titel, tekst in (("Titel", "Tekst."), ("Titel", "Anders."), ("Anders", "Tekst."))
    ]

    assert all(len(found) == 4 for found in ids)
    assert len(set.union(*ids)) == 12
    assert make_accessible(DRAWN, "Titel", "Tekst.") == make_accessible(DRAWN, "Titel", "Tekst.")


def test_parts_lose_their_english_labels_and_the_whole_gets_a_dutch_one() -> None:
    root = etree.fromstring(make_accessible(DRAWN, "A < B", 'Zegt "ja".'))
    labelled = [e.tag for e in root.iter() if any(n == "role" or n.startswith("aria-") for n in e.attrib)]

    assert labelled == ["{http://www.w3.org/2000/svg}svg"]
    assert root.get("role") == "img"
    assert [root[0].text, root[1].text] == ["A < B", 'Zegt "ja".']
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == (root[0].get("id"), root[1].get("id"))


def test_image_shrinks_with_the_page_and_never_grows_beyond_its_size() -> None:
    root = etree.fromstring(make_accessible(DRAWN, "Titel", "Tekst."))

    assert root.get("style") == "width:100%;max-width:120px;height:auto;--lk-breedte:120px"
    assert {"width", "height", "class"} & set(root.attrib) == set()


@pytest.mark.parametrize(
    ("written", "one"),
    [
        ("#1D4E89", "#1d4e89"),
        ("#fff", "#ffffff"),
        ("white", "#ffffff"),
        ("rgb(198, 214, 234)", "#c6d6ea"),
        ("rgb(0,0,9)", "#000009"),
        ("transparent", "none"),
        ("none", "none"),
        ("url(#g)", "url(#g)"),
    ],
)
def test_each_colour_is_written_in_one_way(written: str, one: str) -> None:
    assert write_hex(written) == one


def test_colours_of_fill_and_edge_are_both_rewritten_and_found() -> None:
    svg = make_accessible(DRAWN.replace('fill="#000000"', 'fill="white" stroke="rgb(1, 2, 3)"'), "Titel", "Tekst.")

    assert find_colours(svg) == {"#ffffff", "#010203"}


@pytest.mark.parametrize("name", FIGUREN)
def test_drawing_becomes_lighter_and_shows_the_same(name: str) -> None:
    before, after = FIGUREN[name].drawing, FIGUREN[name].svg
    shown = [[(v.soort, v.tekst) for v in read_drawing(svg) if v.is_mark and v.dekking] for svg in (before, after)]
    words = [[v.tekst for v in read_drawing(svg) if v.tekst and v.dekking] for svg in (before, after)]

    assert shown[0] == shown[1] != []
    assert words[0] == words[1] != []
    assert len(after) < 0.8 * len(before)
    assert re.findall(r'opacity="[01]"|display="none"|pointer-events|(?:d|transform)="[^"]*\.\d{3}', after) == []


def test_image_holds_no_links() -> None:
    linked = DRAWN.replace('<use xlink:href="#streep"/>', '<a xlink:href="https://x.example"><path d="M0,0"/></a>')
    svg = make_accessible(linked, "Titel", "Tekst.")

    assert "x.example" not in svg
    assert "<a" not in svg
    assert "<a" in linked


def test_figure_shows_the_same_in_jupyter_and_in_words() -> None:
    figuur = FIGUREN["reeks"]
    data, metadata = figuur._repr_mimebundle_()

    assert data["text/html"] == str(figuur.html)
    assert data["text/plain"] == f"{figuur.titel}. {figuur.beschrijving}"
    assert metadata == {EIGEN: {}}
    assert set(data) == {"text/html", "text/plain", GRAFIEK}


@pytest.mark.parametrize("name", FIGUREN)
def test_output_keeps_the_chart_under_the_key_that_stands_in_the_figure(name: str) -> None:
    """nbformat accepts the media type, and the description is one that can be drawn again."""
    data, metadata = FIGUREN[name]._repr_mimebundle_()
    (key,) = re.findall(r'data-figuur="([^"]+)"', data["text/html"])
    notebook = new_notebook(cells=[new_code_cell(outputs=[new_output("display_data", data, metadata=metadata)])])

    assert list(data[GRAFIEK]) == [key]
    assert data[GRAFIEK][key]["config"] == CONFIG
    nbformat.validate(notebook)
    assert json.loads(nbformat.writes(notebook))["cells"][0]["outputs"][0]["data"][GRAFIEK] == data[GRAFIEK]


def test_figures_in_one_block_keep_their_charts() -> None:
    one, other = FIGUREN["reeks"], FIGUREN["richtingen"]
    whole = join_figures([one, build_gap("Meer is er niet."), other])
    data, metadata = whole._repr_mimebundle_()

    assert whole.html == f"{one.html}\n{build_gap('Meer is er niet.').html}\n{other.html}"
    assert repr(whole) == f"{one!r}\nMeer is er niet.\n{other!r}"
    assert list(data[GRAFIEK]) == [one.sleutel, other.sleutel]
    assert metadata == {EIGEN: {}}
    assert GRAFIEK not in join_figures([build_gap("Niets.")])._repr_mimebundle_()[0]


def test_panel_follows_dark_mode_only_when_every_colour_has_a_dark_twin() -> None:
    chart = alt.Chart(alt.Data(values=[{"n": 1}])).mark_bar().encode(alt.X("n:Q"))
    own = Figuur(chart, "Titel", "Tekst.", build_gap("Niets."))
    odd = Figuur(chart.mark_bar(color="#123456"), "Titel", "Tekst.", build_gap("Niets."))

    assert 'class="lk-grafiek"' in own.html
    assert f'class="lk-grafiek {VAST}"' in odd.html
    for figuur in (own, odd):
        assert f'style="{PANEEL}"' in html.unescape(figuur.html)


def test_figure_that_is_shown_twice_has_its_own_ids_the_second_time() -> None:
    figuur, other = FIGUREN["sturingsmix"], FIGUREN["reeks"]
    page = f"<main>{figuur.html}<p>{other.html}</p>{figuur.html}{figuur.html}</main>"
    found = separate_twins(page)
    ids = re.findall(r'\bid="(f[^"]+)"', found)
    links = re.findall(r"url\(#([^)]+)\)", found) + re.findall(r'aria-(?:labelled|described)by="(f\S+)"', found)

    assert len(ids) == len(set(ids)) == len(re.findall(r'\bid="(f[^"]+)"', page))
    assert set(links) <= set(ids)
    assert re.findall(r'data-figuur="([^"]+)"', found) == [
        figuur.sleutel,
        other.sleutel,
        figuur.sleutel,
        figuur.sleutel,
    ]
    assert found.startswith(f"<main>{figuur.html}<p>{other.html}</p>")
    assert separate_twins(page) == found


def test_page_without_twins_stays_as_it_is() -> None:
    page = "".join(f"<p>x</p>{figuur.html}" for figuur in FIGUREN.values())

    assert separate_twins(page) == page


def test_a_chart_is_drawn_once_whatever_it_is_called_and_not_for_whoever_reads_its_title(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[object] = []

    def draw_and_count(spec: Mapping[str, Any]) -> str:
        drawn.append(spec)
        return draw_here(spec)

    monkeypatch.setattr(tekenaar, "draw_here", draw_and_count)
    chart = {"data": {"values": [{"n": 41}]}, "mark": "bar", "encoding": {"x": {"field": "n", "type": "quantitative"}}}
    first = Figuur(chart, "Het zijn er 41", "Eén balk.", build_gap("Geen cijfers."))

    with draw_nothing():
        assert join_figures([replace(first)]).delen[0].titel == first.titel  # type: ignore[union-attr]
    assert drawn == []
    shown = [join_figures([replace(first, titel=titel)]) for titel in ("Het zijn er 41", "Anders")]
    assert len(drawn) == 1
    assert [str(blok.html).count("role-mark") for blok in shown] == [1, 1]


def test_who_asks_for_words_alone_does_not_wait_for_a_chart() -> None:
    made: list[int] = []

    def draw() -> dict[str, Any]:
        made.append(41)
        return {
            "data": {"values": [{"n": 41}]},
            "mark": "bar",
            "encoding": {"x": {"field": "n", "type": "quantitative"}},
        }

    figuur = Figuur(draw, "Het zijn er 41", "Eén balk.", build_gap("Geen cijfers."))
    with draw_nothing():
        (found,) = list_figures(join_figures([replace(figuur)]) | build_gap("Verder niets."))
    assert found.titel == "Het zijn er 41"
    assert made == []

    assert join_figures([figuur]).grafieken[figuur.sleutel]["data"] == {"values": [{"n": 41}]}
    assert "role-mark" in figuur.html
    assert made == [41]


def test_a_chart_that_cannot_be_drawn_is_an_error_each_time() -> None:
    figuur = Figuur({"mark": {"type": {1, 2}}}, "Titel", "Tekst.", build_gap("Geen cijfers."))

    for _ in range(2):
        with pytest.raises((TypeError, ValueError)):
            _ = figuur.drawing
