"""Figures in a real browser: dark mode, forced colours and paper, and interactive charts. Run with `make browser`."""

import re
from pathlib import Path
from typing import Any

import pytest
from echte_figuren import ROOT, run_notebook
from lxml import html as lxml_html
from vijandig import GEVALLEN, make

from leerkring.rapport.interactive import write_scripts
from leerkring.weergave.figuur import GRAFIEK, Figuur, separate_twins
from leerkring.weergave.thema import DONKER, INKT, LIJN, VAST, WIT, write_css

pytestmark = pytest.mark.browser
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
PAINTS = """kind => [...document.querySelectorAll(`.lk-grafiek [${kind}]`)].map(
    e => [e.getAttribute(kind), getComputedStyle(e)[kind], e.closest('.lk-vast') !== null])"""
READ = "document.querySelectorAll('[data-levend]').length"


def build_page(figures: list[Any], interactive: bool, extra: dict[str, Any] | None = None) -> str:
    """A page as the exporter makes it, with figures only."""
    charts: dict[str, Any] = {}
    for figure in figures:
        charts |= figure._repr_mimebundle_()[0][GRAFIEK]
    scripts = write_scripts(charts | (extra or {})) if interactive else None
    policy = f"{POLICY}; {scripts.csp}" if scripts else POLICY
    return (
        f'<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Proef</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><style>{write_css()}</style></head>'
        f"<body><main><h1>Proef</h1>{separate_twins(''.join(str(f.html) for f in figures))}</main>"
        f"{scripts.html if scripts else ''}</body></html>"
    )


@pytest.fixture(scope="module")
def echte() -> list[Figuur]:
    """The figures of one case and of the comparison, one of them twice."""
    names = ("nevelwaard", "vergelijking")
    found = [g.figuur for n in names for g in run_notebook(ROOT / f"params/voorbeeld-2021/{n}.yaml")]
    assert len(found) > 15
    return [*found, found[0]]


@pytest.fixture(scope="module")
def pages(echte: list[Figuur], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A page without and one with scripts, and one of hostile data with scripts."""
    folder = tmp_path_factory.mktemp("paginas")
    hostile = [make(name) for name in GEVALLEN if ".plot_" in name]
    texts = {
        "still": build_page(echte, False),
        "levend": build_page(echte, True),
        "vijandig": build_page(hostile, True),
    }
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in texts}


def to_hex(paint: str) -> str:
    parts = re.fullmatch(r"rgb\((\d+), (\d+), (\d+)\)", paint)
    return "#" + "".join(f"{int(part):02x}" for part in parts.groups()) if parts else paint


def draw_all(page: Any, path: Path) -> int:
    """Open a page and wait until each chart is drawn anew."""
    page.goto(path.as_uri())
    total = int(page.locator("[data-figuur]").count())
    assert total > 12
    page.wait_for_function(f"{READ} === {total}")
    return total


def test_report_without_interaction_has_no_script(pages: dict[str, Path]) -> None:
    assert lxml_html.parse(pages["still"]).findall(".//script") == []


@pytest.mark.parametrize("name", ["still", "levend"])
def test_dark_mode_paints_every_colour_by_its_twin(name: str, pages: dict[str, Path], watched: Any) -> None:
    watched.emulate_media(color_scheme="dark")
    watched.goto(pages[name].as_uri())
    if name == "levend":
        draw_all(watched, pages[name])
    for kind in ("fill", "stroke"):
        painted = watched.evaluate(PAINTS, kind)
        assert len(painted) > 500
        wrong = {(given, to_hex(shown)) for given, shown, fixed in painted if to_hex(shown) != DONKER.get(given, given)}
        assert wrong == set()
    panel = watched.locator(".lk-grafiek").first.evaluate("e => getComputedStyle(e).backgroundColor")
    assert to_hex(panel) == DONKER[WIT]


def test_light_mode_and_paper_paint_the_colours_of_the_drawing(pages: dict[str, Path], watched: Any) -> None:
    watched.goto(pages["still"].as_uri())
    for media in ({"color_scheme": "light"}, {"color_scheme": "dark", "media": "print"}):
        watched.emulate_media(**media)
        painted = watched.evaluate(PAINTS, "fill")
        assert {given for given, shown, _ in painted if to_hex(shown) != given} == set()
        panel = watched.locator(".lk-grafiek").first.evaluate("e => getComputedStyle(e).backgroundColor")
        assert to_hex(panel) == WIT


def test_forced_colours_leave_a_chart_as_it_is_within_a_border(pages: dict[str, Path], watched: Any) -> None:
    watched.emulate_media(forced_colors="active", color_scheme="light")
    watched.goto(pages["still"].as_uri())

    assert {given for given, shown, _ in watched.evaluate(PAINTS, "fill") if to_hex(shown) != given} == set()
    panel = watched.locator(".lk-grafiek").first
    assert to_hex(panel.evaluate("e => getComputedStyle(e).backgroundColor")) == WIT
    assert panel.evaluate("e => getComputedStyle(e).borderTopWidth") == "1px"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_more_contrast_makes_grid_and_grey_words_stronger(scheme: str, pages: dict[str, Path], watched: Any) -> None:
    watched.emulate_media(contrast="more", color_scheme=scheme)
    watched.goto(pages["still"].as_uri())
    shown = {given: to_hex(paint) for given, paint, _ in watched.evaluate(PAINTS, "stroke")}

    assert shown[LIJN] == ("#5b6573" if scheme == "light" else DONKER["#5b6573"])
    texts = {given: to_hex(paint) for given, paint, _ in watched.evaluate(PAINTS, "fill")}
    assert texts["#5b6573"] == (INKT if scheme == "light" else DONKER[INKT])


def test_chart_with_colours_of_its_own_keeps_its_light_panel_in_the_dark(
    tmp_path: Path, watched: Any, echte: Any
) -> None:
    spec = echte[0].spec | {"config": echte[0].spec["config"] | {"axis": {"labelColor": "#123456"}}}
    odd = Figuur(spec, "Titel", "Tekst.", echte[0].tabel)
    (tmp_path / "p.html").write_text(build_page([odd], False), encoding="utf-8")
    watched.emulate_media(color_scheme="dark")
    watched.goto((tmp_path / "p.html").as_uri())

    assert VAST in odd.html
    assert {given for given, shown, _ in watched.evaluate(PAINTS, "fill") if to_hex(shown) != given} == set()
    assert to_hex(watched.locator(".lk-grafiek").evaluate("e => getComputedStyle(e).backgroundColor")) == WIT


@pytest.mark.parametrize("name", ["levend", "vijandig"])
def test_each_chart_is_drawn_anew_without_network_errors_or_evaluated_text(
    name: str, pages: dict[str, Path], watched: Any
) -> None:
    total = draw_all(watched, pages[name])
    text = pages[name].read_text(encoding="utf-8")

    assert "unsafe-eval" not in text
    assert re.findall(r"Content-Security-Policy\" content=\"([^\"]+)\"", text)[0].count("'sha256-") == 2
    assert watched.locator("figure svg").count() == total
    assert watched.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)") == list(
        dict.fromkeys(watched.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)"))
    )


def test_chart_that_is_drawn_anew_is_the_same_image_for_a_screen_reader(pages: dict[str, Path], watched: Any) -> None:
    described = "[...document.querySelectorAll('figure svg')].map(e => [e.getAttribute('role'), " + (
        "...['labelledby', 'describedby'].map(n => document.getElementById(e.getAttribute(`aria-${n}`)).textContent)])"
    )
    watched.goto(pages["still"].as_uri())
    still = watched.evaluate(described)
    draw_all(watched, pages["levend"])

    assert watched.evaluate(described) == still
    assert {role for role, *_ in still} == {"img"}
    roles = watched.locator("[data-figuur] :is([role], [aria-label], [aria-roledescription], [tabindex], a, button)")
    assert roles.evaluate_all("found => found.map(e => e.tagName)") == ["svg"] * len(still)


def test_pointer_on_a_mark_shows_dutch_words_and_a_dutch_number(pages: dict[str, Path], watched: Any) -> None:
    total = draw_all(watched, pages["levend"])
    note = watched.locator(".lk-wijzer")
    said = []
    for place in range(total):
        chart = watched.locator("[data-figuur]").nth(place)
        chart.scroll_into_view_if_needed()
        marks = chart.locator(":is(g.mark-symbol, g.mark-rect).role-mark > path")
        boxes = [box for box in (mark.bounding_box() for mark in marks.all()[-6:]) if box and box["width"] > 4]
        box = boxes[-1]
        watched.mouse.move(1, 1)
        watched.wait_for_timeout(250)
        watched.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        note.wait_for(state="visible")
        said.append(note.inner_text())

    assert len(said) == total
    assert [text for text in said if re.search(r"undefined|null|NaN|·[a-z]|\d\.\d(?!\d\d)", text)] == []
    assert sum(bool(re.search(r": \u2212?\d", text)) for text in said) > total * 0.8
    assert any(re.search(r": \u2212?\d+,\d", text) for text in said)
    assert any(re.search(r"\d (mei|juni|september|oktober|januari) 20\d\d", text) for text in said)


def test_note_at_the_pointer_stays_under_the_pointer_and_goes_with_escape(pages: dict[str, Path], watched: Any) -> None:
    draw_all(watched, pages["levend"])
    note = watched.locator(".lk-wijzer")
    box = watched.locator("g.mark-symbol.role-mark > path").first.bounding_box()
    watched.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    note.wait_for(state="visible")
    inside = note.bounding_box()
    watched.mouse.move(inside["x"] + 5, inside["y"] + 5)
    watched.wait_for_timeout(400)
    assert note.is_visible()
    assert note.get_attribute("aria-hidden") == "true"
    watched.keyboard.press("Escape")
    assert not note.is_visible()


def test_chart_that_cannot_be_drawn_anew_stays_as_it_was(tmp_path: Path, watched: Any, echte: list[Figuur]) -> None:
    one, other = echte[0], echte[1]
    broken = {one.sleutel: {"mark": "nonsense", "config": 3, "data": {"url": "https://x.example/a.json"}}}
    (tmp_path / "p.html").write_text(build_page([one, other], True, broken), encoding="utf-8")
    watched.goto((tmp_path / "p.html").as_uri())
    watched.wait_for_function(f"{READ} === 1")

    assert watched.locator(f'[data-figuur="{one.sleutel}"] > svg').count() == 1
    assert watched.locator(f'[data-figuur="{other.sleutel}"][data-levend]').count() == 1
