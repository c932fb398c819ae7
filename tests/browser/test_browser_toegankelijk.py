"""Every page by the rules for accessibility and for HTML, in each way that people read, with nothing folded away."""

from pathlib import Path
from typing import Any

import pytest

from browser.axe import find_violations
from browser.pages import MODES, PAGES, find_page, open_page
from browser.validator import validate

pytestmark = pytest.mark.browser


def test_there_are_pages_and_modes_to_judge() -> None:
    assert len(PAGES) == 5 + 8 + 2 + 1
    assert sorted(MODES) == ["dark", "forced", "light", "phone"]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_wrong(name: str, mode: str, browser: Any) -> None:
    with open_page(browser, find_page(name), mode) as page:
        assert find_violations(page, forced=mode == "forced") == []


def test_every_page_is_valid_html(tmp_path: Path) -> None:
    assert validate([find_page(name) for name in PAGES], tmp_path) == []
