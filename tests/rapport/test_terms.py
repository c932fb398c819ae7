"""A rare word is explained where it first appears, by a panel that opens without a script."""

import re

import pytest
from lxml import html
from nbformat.v4 import new_markdown_cell, new_notebook

from leerkring.rapport.terms import explain_terms
from leerkring.rapport.vormen.html import LeerkringExporter
from leerkring.weergave.vakwoorden import VAKWOORDEN


def explain(main: str) -> html.HtmlElement:
    return html.fromstring(explain_terms(f'<html><body><main id="hoofd" tabindex="-1">{main}</main></body></html>'))


def list_buttons(page: html.HtmlElement) -> list[tuple[str, str]]:
    return [(b.text, b.get("popovertarget")) for b in page.iter("button")]


def test_only_the_first_place_opens_the_panel_of_a_term() -> None:
    page = explain("<p>Bij T0 (n = 12) en T0 weer.</p><p>QCA; n ≥ 10</p>")

    assert list_buttons(page) == [("T0", "woord-T0"), ("n", "woord-n"), ("QCA", "woord-QCA")]
    assert [p.get("id") for p in page.find_class("lk-woord")] == ["woord-T0", "woord-n", "woord-QCA"]
    assert page.get_element_by_id("woord-QCA").text_content() == f"QCA {VAKWOORDEN['QCA'].uitleg}"
    assert "Bij T0 (n = 12) en T0 weer." in page.text_content()


@pytest.mark.parametrize(
    "main",
    [
        "<h2>QCA</h2>",
        '<p><a href="#x">QCA</a></p>',
        "<details><summary>QCA</summary></details>",
        "<svg><text>T0</text><title>n = 3</title></svg>",
        '<p title="QCA > PRI">tekst</p>',
        "<p>T01, n-de keer, ’n huis, QCA’s en een n in een zin</p>",
    ],
)
def test_a_name_a_drawing_and_another_word_are_left_alone(main: str) -> None:
    assert list_buttons(explain(main)) == []


def test_a_page_of_the_exporter_has_its_panels_within_the_main_part() -> None:
    notebook = new_notebook(cells=[new_markdown_cell("# Titel\n\nWij gebruiken QCA, en nog eens QCA.")])
    text, _ = LeerkringExporter().from_notebook_node(notebook)
    page = html.fromstring(text)

    assert list_buttons(page) == [("QCA", "woord-QCA")]
    assert [p.get("popover") for p in page.xpath("//main//p[@id='woord-QCA']")] == [""]


def test_each_explanation_is_one_or_two_short_sentences() -> None:
    assert VAKWOORDEN
    for naam, term in VAKWOORDEN.items():
        assert term.patroon.search(f"{naam}" if naam != "n" else "n = 3")
        assert all(len(zin.split()) <= 20 for zin in re.split(r"(?<=[.?:]) ", term.uitleg))
