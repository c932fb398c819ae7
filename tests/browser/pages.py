"""Which pages are judged, and how a page is opened: from its file, without network, in one of the ways people read."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from plek import ROOT

# `leerkring run --output elsewhere` can be judged too.
OUTPUT = Path(os.environ.get("LEERKRING_OUTPUT", ROOT / "output")).resolve()
WANTED = sorted(path.relative_to(ROOT / "params").with_suffix("").as_posix() for path in ROOT.glob("params/*/*.yaml"))
PAGES = [*WANTED, "index"]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}
# Forced colours are tried on a black ground: on a white one they hide that a drawing kept its own dark ink.
MODES: dict[str, dict[str, Any]] = {
    "light": {"viewport": DESK, "media": {"color_scheme": "light"}},
    "dark": {"viewport": DESK, "media": {"color_scheme": "dark"}},
    "phone": {"viewport": PHONE, "media": {"color_scheme": "light"}},
    "forced": {"viewport": DESK, "media": {"color_scheme": "dark", "forced_colors": "active"}},
}
OPEN_ALL = "() => document.querySelectorAll('details').forEach(details => { details.open = true; })"


def find_page(name: str) -> Path:
    """Return the file of a page, or fail with what to do."""
    path = OUTPUT / f"{name}.html"
    assert path.exists(), f"there is no {path.name} in {path.parent.name}: make rapporten"
    return path


def read_manifest() -> dict[str, dict[str, Any]]:
    """Return the rows of the manifest by report."""
    path = OUTPUT / "manifest.json"
    assert path.exists(), "there are no reports yet: make rapporten"
    return {row["id"]: row for row in json.loads(path.read_text(encoding="utf-8"))["runs"]}


def watch(page: Any) -> list[str]:
    """Return a list that grows with each request beyond the file itself, console error, dialog and script failure."""
    wrong: list[str] = []

    def dismiss(dialog: Any) -> None:
        wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", dismiss)
    page.on("request", lambda request: None if request.url.startswith("file:") else wrong.append(request.url))
    return wrong


@cache
def open_tab(browser: Any) -> tuple[Any, list[str]]:
    """Return the one tab that all pages are opened in, and what goes wrong in it: a new window costs a second each."""
    page = browser.new_context(offline=True, viewport=DESK).new_page()
    return page, watch(page)


@contextmanager
def open_page(browser: Any, path: Path, mode: str = "light", **media: str) -> Iterator[Any]:
    """Open a file as a reader of one mode sees it, with nothing folded away; any request or error fails the test."""
    page, wrong = open_tab(browser)
    wrong.clear()
    # A page that scrolls smoothly is judged where it comes to rest.
    page.emulate_media(**{"reduced_motion": "reduce", "forced_colors": "none"} | MODES[mode]["media"] | media)
    page.set_viewport_size(MODES[mode]["viewport"])
    page.goto(path.as_uri())
    page.evaluate(OPEN_ALL)
    yield page
    assert wrong == []
