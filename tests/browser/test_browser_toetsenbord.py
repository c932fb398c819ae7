"""A walk with the keyboard through every page: each thing once, in order, always seen, and never stuck."""

from pathlib import Path
from typing import Any

import pytest

from browser.axe import HERE, read_script
from browser.pages import PAGES, find_page, open_page

pytestmark = pytest.mark.browser


def walk(page: Any) -> tuple[list[str], list[int], list[str]]:
    """Return the stops of a page, the places where Tab led one after the other, and what was wrong on the way."""
    page.evaluate(read_script(HERE / "focus.js"))
    names: list[str] = page.evaluate("walk.names")
    places, wrong = [], []
    for _ in names:
        page.keyboard.press("Tab")
        here = page.evaluate("walk.stand()")
        places.append(here["place"])
        wrong += here["wrong"]
    page.keyboard.press("Tab")
    places.append(page.evaluate("walk.stand().place"))
    return names, places, wrong


@pytest.mark.parametrize("name", PAGES)
def test_tab_reaches_each_thing_once_in_order_and_shows_where_it_is(name: str, browser: Any) -> None:
    with open_page(browser, find_page(name)) as page:
        names, places, wrong = walk(page)
    assert len(names) > 5
    assert names[0] == "a: Naar de inhoud"
    assert wrong == []
    assert places[:-1] == list(range(len(names)))
    assert places[-1] != len(names) - 1, "the last stop holds the focus"


@pytest.mark.parametrize("mode", ["phone", "dark", "forced"])
@pytest.mark.parametrize("name", ["voorbeeld-2021/nevelwaard", "index"])
def test_the_walk_is_the_same_in_other_ways_of_reading(name: str, mode: str, browser: Any) -> None:
    with open_page(browser, find_page(name), mode) as page:
        names, places, wrong = walk(page)
    assert wrong == []
    assert places[:-1] == list(range(len(names)))


@pytest.mark.parametrize("name", PAGES)
def test_the_first_stop_leads_past_the_contents_list_into_the_page(name: str, browser: Any) -> None:
    with open_page(browser, find_page(name)) as page:
        skip = page.locator("a").first
        assert skip.bounding_box()["x"] < 0, "the skip link is out of sight until it has the focus"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement") == skip.evaluate("e => e")
        box = skip.bounding_box()
        assert box["x"] >= 0
        assert box["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.tagName") == "MAIN"
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_table_under_a_figure_opens_and_closes_by_key(key: str, browser: Any) -> None:
    with open_page(browser, find_page("voorbeeld-2021/nevelwaard")) as page:
        details = page.locator("main figure details").first
        details.locator("summary").focus()
        assert details.evaluate("d => d.open")
        page.keyboard.press(key)
        assert not details.evaluate("d => d.open")
        page.keyboard.press(key)
        assert details.evaluate("d => d.open")


def test_a_table_that_is_too_wide_scrolls_by_key(browser: Any) -> None:
    with open_page(browser, find_page("voorbeeld-2021/nevelwaard"), "phone") as page:
        table = page.locator("main .lk-tabel").filter(has=page.locator("th:nth-child(5)")).first
        table.focus()
        assert table.evaluate("t => t.scrollWidth > t.clientWidth && t.scrollLeft === 0")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("t => t.scrollLeft > 0", arg=table.element_handle())


# The walk itself

PLANTED = {
    "a stop that catches the focus": (
        "e.tabIndex = 0; e.addEventListener('blur', () => setTimeout(() => e.focus()))",
        "places",
    ),
    "a stop without a ring": ("e.tabIndex = 0; e.style.outline = 'none'", "the focus is not visible"),
    "a stop out of its order": ("e.tabIndex = 3", "places"),
    "a stop behind something": (
        "e.tabIndex = 0; const over = document.createElement('div');"
        " over.style.cssText = 'position: fixed; inset: 0; background: white'; document.body.append(over)",
        "is covered or outside the window",
    ),
    "a region that scrolls and is no stop": (
        "e.removeAttribute('tabindex'); e.style.cssText = 'overflow-x: auto; white-space: nowrap; width: 5rem'",
        "is reached and not known as a stop",
    ),
}


@pytest.mark.parametrize("what", PLANTED)
def test_the_walk_finds_what_is_planted(what: str, browser: Any, tmp_path: Path) -> None:
    script, found = PLANTED[what]
    with open_page(browser, find_page("index")) as page:
        page.evaluate(
            "script => { const e = document.createElement('p'); e.textContent = 'Woord '.repeat(40);"
            " document.querySelector('main').prepend(e); new Function('e', script)(e); }",
            script,
        )
        names, places, wrong = walk(page)
    if found == "places":
        assert places[:-1] != list(range(len(names)))
    else:
        assert any(found in line for line in wrong)
