"""The colours can be told from the page, and the words on them can be read."""

import re
from typing import Any

import pytest
from lxml import html
from teksttabel import make_frame
from test_weergave_figuren import FIGUREN

from leerkring.analyse.sturing import compare_sturingsmix
from leerkring.begrippen import Sturingsvorm
from leerkring.weergave import thema
from leerkring.weergave.grafieken_vergelijking import plot_sturing_vergelijking

WIT = "#ffffff"
COLOURS = {name: value for name, value in vars(thema).items() if isinstance(value, str) and value.startswith("#")}
MARKS = ("mark-rect", "mark-symbol", "mark-line", "mark-rule")


def brightness(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str = WIT) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


def fade(colour: str, opacity: float) -> str:
    """The colour that shows when a colour lies half open on white."""
    return "#" + "".join(f"{round(int(colour[i : i + 2], 16) * opacity + 255 * (1 - opacity)):02x}" for i in (1, 3, 5))


def hexed(paint: str) -> str:
    found = re.fullmatch(r"rgb\((\d+), ?(\d+), ?(\d+)\)", paint)
    return "#" + "".join(f"{int(part):02x}" for part in found.groups()) if found else {"white": WIT}.get(paint, paint)


def find_marks(svg: Any, *kinds: str) -> list[Any]:
    """The shapes that stand for data, without axes, grid and legend."""
    marks = " or ".join(f"contains(@class, '{kind} role-mark')" for kind in kinds)
    return [shape for group in svg.xpath(f".//*[{marks}]") for shape in group]


@pytest.mark.parametrize(
    ("one", "ratio"),
    [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#ff0000", 4.0)],
)
def test_contrast_is_that_of_wcag(one: str, ratio: float) -> None:
    assert contrast(one) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("name", sorted(set(COLOURS) - {"LIJN"}))
def test_colour_can_be_told_from_the_page(name: str) -> None:
    assert contrast(COLOURS[name]) >= 3


def test_words_can_be_read() -> None:
    sections = [thema.CONFIG[part] for part in ("axis", "header", "legend", "text")]
    colours = {v for part in sections for k, v in part.items() if k in ("labelColor", "titleColor", "color")}

    assert colours
    assert min(map(contrast, colours)) >= 4.5


@pytest.mark.parametrize("name", sorted(set(FIGUREN) - {"sturing_vergelijking"}))
def test_each_mark_can_be_told_from_the_page_as_it_is_drawn(name: str) -> None:
    shapes = find_marks(html.fromstring(FIGUREN[name].html), *MARKS)
    seen = {
        fade(hexed(paint), float(shape.get("opacity", 1)))
        for shape in shapes
        for paint in (shape.get("fill"), shape.get("stroke"))
        if paint not in (None, "none", "transparent")
    }

    assert seen
    assert {colour for colour in seen if contrast(colour) < 3} == set()


def test_number_can_be_read_on_each_strength_of_the_comparison() -> None:
    forms = list(Sturingsvorm)[:5]
    mix = make_frame(
        "sturingsmix", "\n".join(["sturingsvorm  sterkte", *(f"{form}  {n}" for n, form in enumerate(forms))])
    )
    figuur = plot_sturing_vergelijking(compare_sturingsmix(mix, make_frame("deelnemers", "id\nnoord")))
    svg = html.fromstring(figuur.html)
    cells = [hexed(cell.get("fill")) for cell in find_marks(svg, "mark-rect") if cell.get("fill") != "transparent"]
    numbers = [(text.text, hexed(text.get("fill"))) for text in find_marks(svg, "mark-text")]

    assert cells[:5] == list(thema.REEKS_BLAUW)
    assert [n for n, _ in numbers] == ["0", "1", "2", "3", "4"]
    assert [n for (n, ink), cell in zip(numbers, cells, strict=False) if contrast(ink, cell) < 4.5] == []
