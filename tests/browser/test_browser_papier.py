"""A report on paper: everything is there, nothing is cut, and a page can be found."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from browser.pages import find_page, open_page

pytestmark = pytest.mark.browser
REPORTS = [
    f"{traject}/{name}"
    for traject, name in (
        ("voorbeeld-2021", "nevelwaard"),
        ("voorbeeld-2021", "vergelijking"),
        ("leertraject-2017", "oss"),
    )
]
EXTERN = "https://example.org/een/adres"
# Marks at the begin and end of each figure's caption and drawing: they take no room, and tell its pages.
MARK = """() => document.querySelectorAll('main figure').forEach((figure, n) => {
  for (const [part, name, place] of [['figcaption', 'begin', 'top'], ['svg', 'einde', 'bottom']]) {
    const mark = document.createElement('span');
    mark.textContent = `figuur${n}${name}`;
    mark.style.cssText = `position: absolute; left: 0; ${place}: 0; font-size: 4px; color: black`;
    const holder = figure.querySelector(part).closest('figcaption, .lk-grafiek');
    holder.style.position = 'relative';
    holder.append(mark);
  }
})"""


def run(*command: str) -> bytes:
    """Return what a program of poppler writes; without it the test fails and does not skip."""
    assert shutil.which(command[0]), f"these tests need {command[0]}: apt-get install poppler-utils"
    return subprocess.run(command, capture_output=True, check=True, timeout=120).stdout


def read_pages(path: Path) -> list[str]:
    """Return the text of each page, with single spaces; a word that is broken at a hyphen stays in two."""
    text = run("pdftotext", "-layout", str(path), "-").decode("utf-8")
    return [" ".join(page.split()) for page in text.split("\f")[:-1]]


def squeeze(text: str) -> str:
    """Return a text without any spaces: lines break elsewhere on paper."""
    return re.sub(r"\s", "", text)


@pytest.fixture
def print_page(browser: Any, tmp_path: Path) -> Callable[..., Path]:
    """Return what prints a report as a reader would, folded as it opens, and gives the file."""

    def print_it(name: str, script: str | None = None, **options: Any) -> Path:
        with open_page(browser, find_page(name), **options) as page:
            page.evaluate("() => document.querySelectorAll('details').forEach(details => { details.open = false; })")
            if script:
                page.evaluate(script)
            page.pdf(path=tmp_path / "rapport.pdf", format="A4", print_background=False)
        return tmp_path / "rapport.pdf"

    return print_it


@pytest.mark.parametrize("name", REPORTS)
def test_what_is_folded_away_on_the_screen_is_on_paper(name: str, print_page: Any, browser: Any) -> None:
    with open_page(browser, find_page(name)) as page:
        cells = page.locator("main details :is(th, td)").all_inner_texts()
    said = squeeze(" ".join(read_pages(print_page(name))))
    long = {squeeze(cell) for cell in cells if 15 < len(cell) < 40}
    assert len(long) > 10
    # A cell whose lines stand beside those of another cell is read line by line: most fit on one line.
    assert sum(cell in said for cell in long) > 0.6 * len(long)
    words = {word for cell in cells for word in re.findall(r"\w{9,}", cell)}
    assert [word for word in words if word not in said] == []


@pytest.mark.parametrize("name", REPORTS)
def test_no_figure_is_cut_by_the_end_of_a_page(name: str, print_page: Any, browser: Any) -> None:
    with open_page(browser, find_page(name)) as page:
        figures = page.locator("main figure").count()
    pages = read_pages(print_page(name, MARK))
    place = {mark: n for n, text in enumerate(pages) for mark in re.findall(r"figuur\d+(?:begin|einde)", text)}
    assert len(place) == 2 * figures > 0
    assert [n for n in range(figures) if place[f"figuur{n}begin"] != place[f"figuur{n}einde"]] == []


@pytest.mark.parametrize("name", REPORTS)
def test_no_page_is_nearly_empty_and_no_heading_stands_alone_at_its_end(
    name: str, print_page: Any, browser: Any
) -> None:
    with open_page(browser, find_page(name)) as page:
        headings = [squeeze(text) for text in page.locator("main :is(h2, h3)").all_text_contents()]
    pages = [re.sub(r"\d+/\d+$", "", squeeze(text)) for text in read_pages(print_page(name))]
    assert [n + 1 for n, text in enumerate(pages[:-1]) if len(text) < 150] == []
    assert [heading for heading in headings for text in pages if len(heading) > 8 and text.endswith(heading)] == []


def test_an_address_outside_the_report_is_written_out_and_one_inside_is_not(print_page: Any) -> None:
    plant = f"""() => document.querySelector('main h1').insertAdjacentHTML('afterend',
        '<p><a href="{EXTERN}">Buiten</a> en <a href="#hoofd">binnen</a>.</p>')"""
    said = squeeze(" ".join(read_pages(print_page(REPORTS[0], plant))))
    assert f"Buiten({EXTERN})enbinnen." in said
    assert "#bron-" not in said
    assert "#s-" not in said


@pytest.mark.parametrize("name", REPORTS)
def test_paper_has_page_numbers_and_the_title_and_no_parts_that_need_a_screen(name: str, print_page: Any) -> None:
    pages = read_pages(print_page(name))
    assert 3 < len(pages) < 60
    assert [n for n, text in enumerate(pages, start=1) if f"{n} / {len(pages)}" not in text] == []
    said = " ".join(pages)
    for part in ("Naar de inhoud", "Cijfers bij deze figuur", "Vorige", "Volgende"):
        assert part not in said
    assert "Herkomst van dit rapport" in said


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_with_dark_ink_also_for_who_reads_in_the_dark(scheme: str, print_page: Any) -> None:
    path = print_page(REPORTS[0], color_scheme=scheme)
    picture = run("pdftoppm", "-gray", "-r", "30", "-f", "1", "-l", "6", str(path))
    for page in split_pictures(picture):
        assert page[0] > 250, "the corner of the page is white"
        assert sum(byte > 200 for byte in page) > 0.8 * len(page)
        assert min(page) < 110, "the ink is dark"


def split_pictures(data: bytes) -> list[bytes]:
    """Return the grey values of each page in what pdftoppm writes: a header with width, height and 255, then bytes."""
    pages = []
    while data:
        head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
        assert head
        size = int(head[1]) * int(head[2])
        pages.append(data[head.end() : head.end() + size])
        data = data[head.end() + size :]
    return pages
