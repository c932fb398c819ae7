"""Every figure of every report of both data sets says in Dutch words what it shows, with numbers from its table."""

import re
from collections import Counter

import pytest
from echte_figuren import PARAMS, Getoond, collect_echte_figuren, find_plots
from lxml import html
from tekening import darken, find_faint, read_drawing

from leerkring.weergave.svg import find_colours
from leerkring.weergave.thema import DONKER, LIJN, WIT

GETAL = re.compile(r"\d+(?:[.,]\d+)*")
PLAATSHOUDER = re.compile(
    r"\b(nan|none|null|undefined|NaT|todo|lorem|no description|beschrijving volgt)\b|[{}]|  ", re.I
)
ENGELS = re.compile(r"\b(the|and|with|of the|chart|figure|shows?|from|by|per row|bars?|lines)\b", re.I)
ZONDER = {"plot_reeksen", "plot_xy", "plot_combinaties"}
"""The first joins figures that are here by themselves; the others are of an answer that no shipped report may give."""


@pytest.fixture(scope="module")
def figuren() -> tuple[Getoond, ...]:
    return collect_echte_figuren()


def name(getoond: Getoond) -> str:
    return f"{getoond.rapport} {getoond.bouwer}: {getoond.figuur.beschrijving}"


def read_cells(getoond: Getoond) -> str:
    cells = html.fromstring(getoond.figuur.tabel.html).xpath("//tbody//th | //tbody//td")
    return " ".join(cell.text_content() for cell in cells)


def test_every_report_has_figures_and_every_builder_is_among_them(figuren: tuple[Getoond, ...]) -> None:
    assert len(PARAMS) == 15
    without = {
        "leertraject-2017/sed",
        "leertraject-2017/venlo",
    }  # no step of theirs has a date, and nothing was measured
    assert {g.rapport for g in figuren} == {f"{p.parent.name}/{p.stem}" for p in PARAMS} - without
    assert {g.bouwer for g in figuren} == set(find_plots()) - ZONDER


def test_title_and_description_are_dutch_sentences(figuren: tuple[Getoond, ...]) -> None:
    for g in figuren:
        titel, tekst = g.figuur.titel, g.figuur.beschrijving
        assert len(titel.split()) >= 4, titel
        assert not titel.endswith("."), titel
        assert tekst.removesuffix(".") != titel
        assert tekst.endswith("."), name(g)
        assert not tekst.endswith(".."), name(g)
        assert [t for t in (titel, tekst) if PLAATSHOUDER.search(t) or ENGELS.search(t)] == []


def test_description_mentions_a_number_that_stands_in_the_table(figuren: tuple[Getoond, ...]) -> None:
    without = [
        name(g) for g in figuren if not set(GETAL.findall(g.figuur.beschrijving)) & set(GETAL.findall(read_cells(g)))
    ]

    assert without == []


@pytest.mark.parametrize("part", ["titel", "beschrijving", "sleutel"])
def test_no_two_figures_in_a_report_say_the_same(part: str, figuren: tuple[Getoond, ...]) -> None:
    said = Counter((g.rapport, getattr(g.figuur, part)) for g in figuren)

    assert [what for what, times in said.items() if times > 1] == []


def test_no_words_send_a_reader_to_a_colour_that_is_another_one_in_the_dark(figuren: tuple[Getoond, ...]) -> None:
    colour = re.compile(
        r"\b(licht|lichte|lichter|donker|donkere|donkerder|wit|witte|zwart|zwarte|blauw|blauwe)\b", re.I
    )

    assert [name(g) for g in figuren if colour.search(f"{g.figuur.titel} {g.figuur.beschrijving}")] == []


def test_each_drawing_can_be_seen_and_read_in_light_and_in_dark(figuren: tuple[Getoond, ...]) -> None:
    for g in figuren:
        drawn = read_drawing(g.figuur.svg)
        assert find_colours(g.figuur.svg) <= set(DONKER), name(g)
        assert find_faint(drawn) == [], name(g)
        assert find_faint(darken(drawn), DONKER[WIT], DONKER[LIJN]) == [], name(g)
