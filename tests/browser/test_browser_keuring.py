"""The judges themselves: what is planted in a real report must be found, and by the rule that is meant for it."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from browser.axe import find_violations
from browser.pages import find_page, open_page
from browser.validator import validate

pytestmark = pytest.mark.browser
CASUS = "leertraject-2017/oss"
ADD = "() => document.querySelector('main').insertAdjacentHTML('beforeend', `{}`)"
CSS = "() => document.head.insertAdjacentHTML('beforeend', `<style>{}</style>`)"
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="
DRAWING = '<svg role="img" aria-label="Proef" viewBox="0 0 200 40" width="200">{}</svg>'
WIDE = f'<div style="overflow-x: auto; width: 200px"><p style="width: 900px">{"Breed. " * 20}</p></div>'
PLANTED = {
    "a picture without alt": ("light", "image-alt", ADD.format(f'<img src="{PIXEL}">')),
    "pale text": ("light", "color-contrast", ADD.format('<p style="color: #999; background: #fff">Bleek</p>')),
    "pale text in a drawing": (
        "light",
        "color-contrast",
        ADD.format(DRAWING.format('<text y="20" fill="#999">Bleek</text>')),
    ),
    "dark text on a dark shape": (
        "light",
        "color-contrast",
        ADD.format(DRAWING.format('<path d="M0 0h200v40h-200z" fill="#1d4e89"/><text x="5" y="25">Donker</text>')),
    ),
    "pale text at the end of a scroll region": (
        "phone",
        "color-contrast",
        "() => { const cell = document.querySelector('main table tr > :last-child');"
        " cell.style.color = '#999'; cell.style.background = '#fff'; }",
    ),
    "dark text in dark mode only": (
        "dark",
        "color-contrast",
        CSS.format("@media (prefers-color-scheme: dark) { main p { color: #333 !important; background: #111 } }"),
    ),
    "a drawing that keeps dark ink in forced colours": (
        "forced",
        "color-contrast",
        ADD.format(DRAWING.format('<text y="20" fill="#1c2430">Onleesbaar</text>')),
    ),
    "an empty heading in a table": (
        "light",
        "empty-table-header",
        ADD.format("<table><tr><th></th><th>a</th></tr><tr><td>1</td><td>2</td></tr></table>"),
    ),
    "a skipped level of heading": ("light", "heading-order", ADD.format("<h2>Twee</h2><h4>Vier</h4>")),
    "a second main part": ("light", "landmark-no-duplicate-main", ADD.format("<main><p>Nog een.</p></main>")),
    "a page without a language": ("light", "html-has-lang", "() => document.documentElement.removeAttribute('lang')"),
    "a page without a title": ("light", "document-title", "() => document.querySelector('title').remove()"),
    "a link without a name": ("light", "link-name", ADD.format('<a href="#hoofd"></a>')),
    "a drawing without a name": ("light", "svg-img-alt", ADD.format('<svg role="img" viewBox="0 0 9 9"></svg>')),
    "text outside every landmark": (
        "light",
        "region",
        "() => document.body.insertAdjacentHTML('beforeend', '<p>Los.</p>')",
    ),
    "a scroll region that no key can reach": ("light", "scrollable-region-focusable", ADD.format(WIDE)),
}


def judge(browser: Any, mode: str, script: str = "null") -> list[str]:
    """Return what the judge says of a report in which something is planted."""
    with open_page(browser, find_page(CASUS), mode) as page:
        page.evaluate(script)
        return find_violations(page, forced=mode == "forced")


@cache
def judge_clean(browser: Any, mode: str) -> list[str]:
    """Return what the judge says of the report as it is."""
    return judge(browser, mode)


def plant(browser: Any, mode: str, script: str) -> list[str]:
    """Return what the judge says that is new once something is planted in a report."""
    return [line for line in judge(browser, mode, script) if line not in judge_clean(browser, mode)]


@pytest.mark.parametrize("what", PLANTED)
def test_the_judge_finds_what_is_planted(what: str, browser: Any) -> None:
    mode, rule, script = PLANTED[what]
    assert rule in {line.partition(":")[0] for line in plant(browser, mode, script)}


def test_what_a_page_folds_away_is_judged_too(browser: Any, tmp_path: Path) -> None:
    text = find_page(CASUS).read_text(encoding="utf-8")
    pale = '<details><summary>Meer</summary><p style="color: #999; background: #fff">Bleek</p></details>'
    page = tmp_path / "proef.html"
    page.write_text(text.replace("</main>", f"{pale}</main>"), encoding="utf-8")
    with open_page(browser, page) as opened:
        assert {line.partition(":")[0] for line in find_violations(opened)} == {"color-contrast"}


@pytest.mark.parametrize("mode", ["light", "dark", "forced"])
def test_the_judge_accepts_white_text_on_a_dark_shape(mode: str, browser: Any) -> None:
    shape, text = '<path d="M0 0h200v40h-200z" fill="#1d4e89"/>', '<text x="5" y="25" fill="#fff">Wit</text>'
    assert plant(browser, mode, ADD.format(DRAWING.format(shape + text))) == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("</main>", "</main></div>", "close-order"),
        ('<main id="hoofd"', '<main id="hoofd" id="twee"', "no-dup-attr"),
        ("</main>", '<p id="hoofd">x</p></main>', "no-dup-id"),
        ("</main>", "<p><div>x</div></p></main>", "no-implicit-close"),
        ("</main>", "<ul><p>x</p></ul></main>", "element-permitted-content"),
        ("</main>", "<p>een & twee &nietbekend;</p></main>", "unrecognized-char-ref"),
        ("</main>", '<p style="position: fixed">x</p></main>', "no-inline-style"),
        ("</main>", '<label for="nergens">x</label></main>', "no-missing-references"),
    ],
)
def test_the_validator_finds_what_is_planted(old: str, new: str, rule: str, tmp_path: Path) -> None:
    text = find_page(CASUS).read_text(encoding="utf-8")
    assert text.count(old) == 1
    page = tmp_path / "proef.html"
    page.write_text(text.replace(old, new), encoding="utf-8")
    assert rule in {line.split(": ")[1] for line in validate([page], tmp_path)}
