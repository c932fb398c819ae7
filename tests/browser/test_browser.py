"""Every finished report in a real browser, without network. Run with `make browser`, after `make rapporten`."""

import itertools
import re
from collections import Counter
from pathlib import Path
from typing import Any

import nbformat
import pytest

from browser.axe import HERE, read_script
from browser.pages import OPEN_ALL, OUTPUT, PAGES, PHONE, WANTED, find_page, open_page

pytestmark = pytest.mark.browser
ZONDER_FIGUREN = {"leertraject-2017/sed", "leertraject-2017/venlo"}
"""Of these no step has a date, and nothing was measured."""
NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")
# What programs write when nobody wrote anything.
PLACEHOLDER = re.compile(r"no description|image|graphic|chart|figure|untitled|afbeelding|figuur|grafiek", re.IGNORECASE)
SMALLEST_TEXT = 9


def test_there_are_reports_to_look_at() -> None:
    assert len(WANTED) == 5 + 8 + 2


def count_made(report: str) -> Counter[str]:
    """Return how many figures and tables the notebook made."""
    shown = "".join(
        "".join(output["data"].get("text/html", ""))
        for cell in nbformat.read(OUTPUT / f"{report}.ipynb", as_version=4).cells
        for output in cell.get("outputs", [])
        if "data" in output
    )
    return Counter({tag: len(re.findall(rf"<{tag}[ >]", shown)) for tag in ("figure", "table")})


@pytest.mark.parametrize("report", WANTED)
def test_a_report_opens_whole_without_network(report: str, watched: Any, manifest: dict[str, dict[str, Any]]) -> None:
    assert manifest[report]["status"] == "gelukt", manifest[report]["reden"]
    watched.goto(find_page(report).as_uri())
    watched.evaluate(OPEN_ALL)
    made = count_made(report)
    assert made["table"] > 0
    assert watched.locator("main figure svg[role=img]").count() == made["figure"]
    assert watched.locator("main table").count() == made["table"]
    for figure in watched.locator("main figure svg[role=img]").all():
        box = figure.bounding_box()
        assert box is not None
        assert box["width"] > 100
        assert box["height"] > 30
    fictional = manifest[report]["feiten"]["fictief"]
    assert watched.locator(".lk-kop .lk-merk").count() == watched.locator(".lk-voet .lk-merk").count() == int(fictional)
    assert find_page(report).stat().st_size <= 410_000  # with its numbers as CSV


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_language_one_title_and_its_parts(name: str, browser: Any) -> None:
    with open_page(browser, find_page(name)) as page:
        assert page.locator("html").get_attribute("lang") == "nl"
        assert len(page.title()) > 3
        for part in ("header", "main", "footer"):
            assert page.locator(f"body > {part}, body > div > {part}").count() == 1, part
        assert page.locator("nav").count() >= int(name != "index")
        levels = [
            int(tag[1]) for tag in page.locator("h1, h2, h3, h4, h5, h6").evaluate_all("all => all.map(h => h.tagName)")
        ]
        assert levels.count(1) == 1
        inside = page.locator("main :is(h1, h2, h3, h4, h5, h6)").evaluate_all(
            "all => all.map(h => Number(h.tagName[1]))"
        )
        assert inside[0] == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(inside))
        assert page.locator("main h2").count() > 1


@pytest.mark.parametrize("name", PAGES)
def test_every_link_arrives(name: str, browser: Any) -> None:
    with open_page(browser, find_page(name)) as page:
        links = page.locator("a[href]").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        ids = Counter(page.locator("[id]").evaluate_all("all => all.map(e => e.id)"))
    assert links
    assert [i for i, n in ids.items() if n > 1] == []
    assert [link for link in links if link.startswith("#") and link[1:] not in ids] == []
    within = ("#", "https:", "mailto:", "data:text/csv;")
    others = {link.partition("#")[0] for link in links if not link.startswith(within)}
    assert [link for link in others if not (find_page(name).parent / link).is_file()] == []


def hear_figures(page: Any) -> list[tuple[str, str, list[list[str]]]]:
    """Return the name and description that a screen reader gives each picture, and the cells of its table."""
    session = page.context.new_cdp_session(page)
    tree = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    said = [
        tuple(node.get(part, {}).get("value", "") for part in ("name", "description"))
        for node in tree
        if node.get("role", {}).get("value") == "image" and not node["ignored"]
    ]
    tables = page.locator("figure").evaluate_all(
        "all => all.map(f => [f.querySelector('svg title').textContent.trim(),"
        " [...f.querySelectorAll('tbody tr')].map(r => [...r.cells].map(c => c.textContent))])"
    )
    assert len(said) == len(tables)
    # The tree tells what is folded after what is not; a figure is known by its name.
    rows: dict[str, list[list[list[str]]]] = {}
    for name, cells in tables:
        rows.setdefault(name, []).append(cells)
    return [(name, description, rows[name].pop(0)) for name, description in said]


def find_numbers(cells: list[list[str]]) -> set[str]:
    """Return the numbers of a table: those that stand in it, its size, and the total of each column."""
    found = set(NUMBER.findall(" | ".join(itertools.chain(*cells)))) | {str(len(cells)), str(len(cells[0]) - 1)}
    columns = [" | ".join(column) for column in zip(*cells, strict=True)]
    return found | {str(sum(map(int, re.findall(r"\b\d+\b", column)))) for column in columns}


@pytest.mark.parametrize("report", WANTED)
def test_each_figure_says_its_own_numbers_to_who_cannot_see_it(report: str, browser: Any) -> None:
    with open_page(browser, find_page(report)) as page:
        heard = hear_figures(page)
    assert len(heard) == count_made(report)["figure"]
    assert heard or report in ZONDER_FIGUREN
    for name, description, cells in heard:
        for text in (name, description):
            assert len(text) > 20, f"{name!r}: {description!r}"
            assert not PLACEHOLDER.fullmatch(text)
        assert description not in name, f"a screen reader says this twice: {description}"
        numbers = find_numbers(cells)
        assert set(NUMBER.findall(f"{name} {description}")) & numbers, f"not in its table: {name}: {description}"
    assert [said for said, n in Counter(said for _, said, _ in heard).items() if n > 1] == []


@pytest.mark.parametrize("mode", ["phone", "light"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_the_window_and_its_text_is_whole_and_large_enough(name: str, mode: str, browser: Any) -> None:
    with open_page(browser, find_page(name), mode) as page:
        assert page.evaluate(read_script(HERE / "reflow.js"), SMALLEST_TEXT) == []


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p style='width: 500px'>Te breed.</p>", "p.: reaches"),
        (f"<p style='white-space: nowrap'>{'w ' * 500}</p>", "the page is"),
        (f"<p style='overflow: hidden; white-space: nowrap'>{'w ' * 500}</p>", "is cut off"),
        ("<svg viewBox='0 0 99 99' width='99'><text y='20' font-size='7'>Klein</text></svg>", "is 7.0 pixels high"),
        ("<svg viewBox='0 0 99 99' width='99'><text x='80' y='20'>Te ver</text></svg>", "outside its drawing"),
    ],
)
def test_what_does_not_fit_is_found(html: str, found: str, browser: Any) -> None:
    with open_page(browser, find_page("index"), "phone") as page:
        page.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", html)
        wrong = page.evaluate(read_script(HERE / "reflow.js"), SMALLEST_TEXT)
    assert any(found in line for line in wrong)


def test_the_index_leads_to_every_report(watched: Any) -> None:
    watched.goto(find_page("index").as_uri())
    links = [link.get_attribute("href") for link in watched.locator("main a[href$='.html']").all()]
    assert sorted(links) == [f"{report}.html" for report in WANTED]
    watched.locator('main a[href="leertraject-2017/oss.html"]').click()
    assert watched.locator("h1").inner_text() == "Oss"


def test_on_a_phone_the_link_to_the_contents_covers_no_part_of_a_line_and_not_the_end(browser: Any) -> None:
    with open_page(browser, find_page("voorbeeld-2021/vergelijking"), "phone") as page:
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        link = page.locator(".lk-naar-inhoud").bounding_box()
        last = page.locator(".lk-voet dd").last.bounding_box()
        width, height = page.viewport_size["width"], page.viewport_size["height"]
        assert (link["x"], link["width"], link["y"] + link["height"]) == (0, width, height)
        assert 0 < last["y"] + last["height"] < link["y"]
        page.set_viewport_size({"width": 320, "height": 256})
        assert page.locator(".lk-naar-inhoud").evaluate("e => getComputedStyle(e).position") == "static"


SHADOWS = """async (figure, left) => {
  figure.scrollLeft = left;
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  return ["::before", "::after"].map(side => Number(getComputedStyle(figure, side).opacity));
}"""


@pytest.mark.parametrize("mode", ["light", "forced"])
def test_on_a_phone_a_wide_drawing_shows_on_which_side_there_is_more(mode: str, browser: Any, tmp_path: Path) -> None:
    wide, small = find_page("voorbeeld-2021/vergelijking"), tmp_path / "small.html"
    text, n = re.subn(r"--lk-breedte:\d+px", "--lk-breedte:99px", wide.read_text(encoding="utf-8"))
    assert n > 5
    small.write_text(text, encoding="utf-8")
    for path, sides in ((wide, [[0, 1], [1, 1], [1, 0]]), (small, [[0, 0]] * 3)):
        with open_page(browser, path, mode) as page:
            page.set_viewport_size(PHONE)
            page.reload()
            page.evaluate(OPEN_ALL)
            figure = page.locator(".lk-grafiek").first
            assert figure.evaluate("e => e.scrollWidth > e.clientWidth") is (path == wide)
            assert [figure.evaluate(SHADOWS, left) for left in (0, 120, 9999)] == sides
