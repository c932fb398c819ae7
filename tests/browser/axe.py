"""axe-core over an open page, with our own measurement wherever axe says that it cannot tell."""

from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def find_module(name: str) -> Path:
    """Return a file of an npm package, or fail with what to do."""
    path = HERE / "node_modules" / name
    assert path.exists(), f"{name.partition('/')[0]} is not installed: make browser does it, and needs npm"
    return path


@cache
def read_script(path: Path) -> str:
    """Return a script, read once."""
    return path.read_text(encoding="utf-8")


def find_violations(page: Any, forced: bool = False, root: str | None = None) -> list[str]:
    """Return what is wrong with a page, or with the parts that a selector names, one line for each rule and element.

    axe leaves contrast undecided for text in a drawing and for text that a scroll region cuts off: there `judge.js`
    measures the ink against what is painted under it. In forced colours axe mixes the author's ink with the reader's
    ground, so that all contrast is measured by us. Whatever else axe cannot decide counts as wrong.
    """
    page.evaluate(read_script(find_module("axe-core/axe.min.js")) + ";0")
    page.evaluate(read_script(HERE / "contrast.js"))
    found: dict[str, Any] = page.evaluate(
        read_script(HERE / "judge.js"), {"tags": TAGS, "forced": forced, "root": root}
    )
    # A run that looked at nothing also finds nothing.
    of_a_page = {"document-title", "html-has-lang", "page-has-heading-one", "region"}
    assert (of_a_page if root is None else {"color-contrast", "button-name"}) <= set(found["looked"])
    lines: list[str] = found["lines"]
    return lines
