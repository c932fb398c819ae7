"""The colours can be told from the page and the words on them can be read, in light and in dark."""

import itertools
import re
from functools import cache
from typing import Any

import pytest
from tekening import Vorm, contrast, darken, fade, find_faint, find_under, read_drawing
from teksttabel import make_frame
from vijandig import GETEKEND, GEVALLEN, make

from leerkring.begrippen import Sturingsvorm
from leerkring.hoofdstukken.vormen.beeld.kring import plot_sterkte
from leerkring.hoofdstukken.vormen.cijfers.sturing import compare_sturingsmix
from leerkring.hoofdstukken.vragenlijst.beeld.uitkomsten import pick_dark, pick_tints
from leerkring.weergave import thema
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.svg import find_colours
from leerkring.weergave.thema import DONKER, WIT

NACHT = DONKER[WIT]


@cache
def list_drawings(name: str) -> list[str]:
    """The drawings of one builder."""
    return re.findall(r"<svg.*?</svg>", str(make(name).html), re.DOTALL)


each_plot = pytest.mark.parametrize("name", GETEKEND)


def test_every_builder_of_charts_is_drawn_here() -> None:
    assert len(GETEKEND) > 15
    assert [name for name in GEVALLEN if list_drawings(name)] == [name for name in GEVALLEN if name in GETEKEND]


@pytest.mark.parametrize(("one", "ratio"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#ff0000", 4.0)])
def test_contrast_is_that_of_wcag(one: str, ratio: float) -> None:
    assert contrast(one, "#ffffff") == pytest.approx(ratio, abs=0.01)


@each_plot
def test_each_colour_of_a_chart_has_one_spelling_and_a_dark_twin(name: str) -> None:
    colours = set().union(*map(find_colours, list_drawings(name)))

    assert colours
    assert colours - set(DONKER) == set()
    assert [c for c in colours if not re.fullmatch("#[0-9a-f]{6}", c)] == []


def test_twins_are_not_too_many_and_all_are_used() -> None:
    """A twin that no chart needs is weight in every report."""
    used = set().union(*(find_colours(d) for name in GETEKEND for d in list_drawings(name)))
    # A scale with seven answers has two more tints than the questionnaire of these tests.
    assert set(DONKER) - used - {*pick_tints(7), *thema.REEKS_BLAUW} == set()
    assert len(set(DONKER.values())) == len(DONKER)


@each_plot
def test_marks_can_be_seen_and_words_can_be_read(name: str) -> None:
    for drawing in list_drawings(name):
        drawn = read_drawing(drawing)

        assert [v for v in drawn if v.is_mark]
        assert find_faint(drawn) == []


@each_plot
def test_marks_can_be_seen_and_words_can_be_read_in_the_dark(name: str) -> None:
    for drawing in list_drawings(name):
        assert find_faint(darken(read_drawing(drawing)), NACHT, DONKER[thema.LIJN]) == []


def test_what_cannot_be_seen_or_read_is_found() -> None:
    box = (0.0, 0.0, 10.0, 10.0)
    pale = Vorm("mark-rect", True, box, "#eef3f9", "none")
    word = Vorm("text", True, box, thema.INKT, "none", "3")

    assert find_faint([pale]) == ["mark-rect #eef3f9 none on #ffffff: 1.12"]
    assert find_faint([pale, word]) == []
    assert find_faint([Vorm("mark-rect", True, box, thema.BLAUW, "none"), word]) == ["'3' #1c2430 on #1d4e89: 1.86"]
    assert find_faint([Vorm("mark-rect", True, box, "#eef3f9", thema.GRIJS)]) == []


def test_borders_around_dark_cells_stand_on_white() -> None:
    """Orange cannot be told from dark blue, so a border around a cell has white on both sides."""
    forms = list(Sturingsvorm)[:5]
    for name in ("k.deelnemers.plot_context", "k.vormen.plot_sterkte"):
        drawn = read_drawing(list_drawings(name)[0])
        rings = [(i, v) for i, v in enumerate(drawn) if v.is_mark and v.fill == "none" and v.stroke == thema.ORANJE]
        assert rings
        assert [v for i, v in rings if not any(o.doos == v.doos and o.stroke == WIT for o in drawn[:i])] == []
    assert contrast(thema.ORANJE, thema.BLAUW) < 3 <= contrast(thema.ORANJE, WIT)
    assert len(forms) == 5


def show_strengths() -> list[Vorm]:
    forms = list(Sturingsvorm)[:5]
    mix = make_frame(
        "sturingsmix", "\n".join(["sturingsvorm  sterkte", *(f"{form}  {n}" for n, form in enumerate(forms))])
    )
    figuur = plot_sterkte(compare_sturingsmix(mix, make_frame("deelnemers", "id\nnoord")))
    assert isinstance(figuur, Figuur)
    return read_drawing(figuur.svg)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_number_can_be_read_on_each_strength_of_the_comparison(mode: str) -> None:
    drawn = show_strengths()
    steps = list(thema.REEKS_BLAUW)
    if mode == "dark":
        drawn, steps = darken(drawn), [DONKER[step] for step in steps]
    numbers = [(place, v) for place, v in enumerate(drawn) if v.soort == "text" and v.is_mark]
    under = [find_under(drawn, place, WIT) for place, _ in numbers]

    assert [v.tekst for _, v in numbers] == ["0", "1", "2", "3", "4"]
    assert under == steps
    assert min(contrast(v.fill, u) for (_, v), u in zip(numbers, under, strict=True)) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("levels", [2, 3, 4, 5, 7, 10])
def test_number_can_be_read_on_each_answer(mode: str, levels: int) -> None:
    tints = pick_tints(levels)
    dark = pick_dark(range(levels), tints)
    inks = [WIT if place in dark else thema.INKT for place in range(levels)]
    edge, panel = thema.GRIJS, WIT
    if mode == "dark":
        tints, inks = [DONKER[t] for t in tints], [DONKER[i] for i in inks]
        edge, panel = DONKER[edge], NACHT

    assert len(tints) == levels
    assert min(map(contrast, inks, tints)) >= 4.5
    assert contrast(edge, panel) >= 3


@pytest.mark.parametrize("steps", [thema.REEKS_BLAUW, [DONKER[c] for c in thema.REEKS_BLAUW]])
def test_steps_of_a_scale_run_away_from_the_panel(steps: list[str]) -> None:
    panel = WIT if steps[0] == thema.REEKS_BLAUW[0] else NACHT
    ratios = [contrast(step, panel) for step in steps]

    assert ratios == sorted(ratios)
    assert min(b / a for a, b in itertools.pairwise(ratios)) > 1.25


def list_encodings(part: Any, siblings: tuple[Any, ...] = ()) -> list[tuple[dict[str, Any], tuple[Any, ...]]]:
    """Each set of encodings of a chart, with the layers that stand beside it."""
    if isinstance(part, list):
        return [pair for inner in part for pair in list_encodings(inner, siblings)]
    if not isinstance(part, dict):
        return []
    own = [(part["encoding"], siblings)] if "encoding" in part else []
    beside = tuple(part.get("layer", ())) or siblings
    return own + [pair for name, inner in part.items() if name != "data" for pair in list_encodings(inner, beside)]


def test_no_series_is_told_apart_by_colour_alone() -> None:
    """What a colour says, a shape, a dash, a place or a word beside it says as well."""
    found = 0
    for name in GETEKEND:
        made = make(name)
        if not isinstance(made, Figuur):
            continue  # several figures in one block, each of which is here by itself
        spec = made.spec
        facet = spec.get("facet", {})
        facets = {d["field"] for d in (facet, *facet.values()) if isinstance(d, dict) and "field" in d}
        for encoding, siblings in list_encodings(spec):
            told = encoding.get("color", {}).get("field")
            if not told:
                continue
            found += 1
            ways = {channel for channel, d in encoding.items() if isinstance(d, dict) and d.get("field") == told}
            words = any("text" in layer.get("encoding", {}) for layer in siblings)
            assert ways & {"shape", "strokeDash", "x", "y"} or told in facets or words, (name, told)
    assert found > 5


def test_chart_with_lines_of_its_own_kind_names_them() -> None:
    """A legend goes without a word when one of its channels has none."""
    words = {v.tekst for v in read_drawing(list_drawings("c.vormen.plot_sturingsmix")[0])}

    assert {"Op papier", "In de praktijk"} <= words


def test_dark_mode_repaints_each_colour_and_nothing_else() -> None:
    rules = dict(re.findall(r'\[((?:fill|stroke)="[^"]+)"\]\{(?:fill|stroke):([^}]+)\}', thema.write_dark_css()))

    assert rules == {f'{kind}="{light}': dark for light, dark in DONKER.items() for kind in ("fill", "stroke")}
    assert f"--lk-paneel:{NACHT}" in thema.write_dark_css()
    assert len(thema.write_dark_css()) < 4000


def test_rules_of_style_are_whole_and_each_is_for_one_way_of_reading() -> None:
    css = thema.write_css()
    depths, depth = [], 0
    for sign in re.findall("[{}]", css):
        depth += 1 if sign == "{" else -1
        depths.append(depth)

    assert depths[-1] == 0
    assert min(depths) == 0
    assert re.findall(r"^@media [^{]+", css, re.MULTILINE) == [
        "@media screen and (prefers-color-scheme:dark)",
        "@media (prefers-contrast:more)",
        "@media (prefers-color-scheme:light),print",
        "@media screen and (prefers-color-scheme:dark)",
        "@media (forced-colors:active)",
        "@media print",
    ]
    assert "url(" not in css


def test_panel_keeps_a_chart_readable_where_there_is_no_style_sheet() -> None:
    assert f"background:var(--lk-paneel,{WIT});color:var(--lk-inkt,{thema.INKT})" == thema.PANEEL
    assert fade(thema.BLAUW, 0.75, WIT) == "#567aa6"
