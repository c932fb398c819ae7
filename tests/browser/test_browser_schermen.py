"""One page, three pages, the rest: the answers on the first screen, and no more than a reader scrolls through."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from browser.pages import DESK, WANTED, find_page, open_page

pytestmark = pytest.mark.browser
MOST_SCREENS = {"casus": 8, "vergelijking": 12}
FOLD = "() => document.querySelectorAll('details').forEach(details => { details.open = false; })"
MOST_PAGES = 10
"""On paper, of a case, before its appendix."""


def kind_of(name: str) -> str:
    return "vergelijking" if name.endswith("/vergelijking") else "casus"


def test_there_are_reports_of_both_kinds() -> None:
    assert {kind_of(name) for name in WANTED} == set(MOST_SCREENS)


@pytest.mark.parametrize("name", WANTED)
def test_with_its_proof_folded_a_report_is_short(name: str, browser: Any) -> None:
    with open_page(browser, find_page(name)) as page:
        page.evaluate(FOLD)
        height = page.evaluate("document.documentElement.scrollHeight")

    assert height / DESK["height"] <= MOST_SCREENS[kind_of(name)]


@pytest.mark.parametrize("name", WANTED)
def test_the_answers_come_first_each_with_how_sure_it_is(name: str, browser: Any) -> None:
    with open_page(browser, find_page(name)) as page:
        page.evaluate(FOLD)
        answers = page.locator(".lk-antwoord")
        asked = answers.locator("h3").all_inner_texts()
        said = answers.all_inner_texts()
        box = answers.nth(2).bounding_box()

    assert len(asked) == (5 if kind_of(name) == "vergelijking" else 4)
    sure = re.compile(r"onderbouwd|Nog niet geduid|Hierover weten wij nog niets")
    assert [text for text in said if not sure.search(text)] == []
    assert box is not None
    assert box["y"] < DESK["height"], "three of the answers begin on the first screen"


@pytest.mark.parametrize("name", [name for name in WANTED if kind_of(name) == "casus"])
def test_on_paper_the_proof_is_an_appendix(name: str, browser: Any, tmp_path: Path) -> None:
    assert shutil.which("pdftotext"), "these tests need pdftotext: apt-get install poppler-utils"
    with open_page(browser, find_page(name)) as page:
        folded = page.locator("main > details.lk-bijlage").count()
        page.pdf(path=tmp_path / "rapport.pdf", prefer_css_page_size=True)
    done = subprocess.run(["pdftotext", "-layout", tmp_path / "rapport.pdf", "-"], capture_output=True, check=True)
    pages = done.stdout.decode("utf-8").split("\f")

    (start,) = [number for number, text in enumerate(pages) if "Bijlage: het bewijs" in text]
    assert folded > 3
    assert start <= MOST_PAGES
    assert "Bronnen van dit rapport" in "".join(pages[start:])
    assert len(pages[0].split()) > 150, "the first page holds answers"


@pytest.mark.parametrize("name", WANTED)
def test_a_link_to_a_source_opens_the_list_that_is_folded(name: str, browser: Any) -> None:
    with open_page(browser, find_page(name)) as page:
        page.evaluate(FOLD)
        link = page.locator('main a[href^="#bron-"]').first
        place = link.get_attribute("href")
        page.evaluate("place => { location.hash = place; }", place)
        page.wait_for_timeout(200)

        assert page.locator(f'[id="{place[1:]}"]').is_visible()
