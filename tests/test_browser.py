"""Every finished report in a real browser, without network. Run with `make browser`, after `make rapporten`."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[1]
OUTPUT = ROOT / "output"
WANTED = sorted(path.relative_to(ROOT / "params").with_suffix("").as_posix() for path in ROOT.glob("params/*/*.yaml"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments that start Debian's Chromium; without it the test fails and does not skip."""
    chromium = shutil.which("chromium")
    assert chromium, "these tests need Debian's chromium: apt-get install chromium"
    return {**browser_type_launch_args, "executable_path": chromium, "args": ["--no-sandbox", "--disable-gpu"]}


@pytest.fixture(scope="session")
def manifest() -> dict[str, dict[str, Any]]:
    path = OUTPUT / "manifest.json"
    assert path.exists(), "there are no reports yet: make rapporten"
    return {row["id"]: row for row in json.loads(path.read_text(encoding="utf-8"))["runs"]}


@pytest.fixture
def watched(page: Any) -> Iterator[Any]:
    """Yield a page that fails the test on any request beyond the file itself and on any console error."""
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith("file:") else wrong.append(request.url))
    page.context.set_offline(True)
    yield page
    assert wrong == []


def test_there_are_reports_to_look_at() -> None:
    assert len(WANTED) == 5 + 8 + 2


@pytest.mark.parametrize("report", WANTED)
def test_a_report_opens_whole_without_network(report: str, watched: Any, manifest: dict[str, dict[str, Any]]) -> None:
    assert manifest[report]["status"] == "gelukt", manifest[report]["reden"]
    watched.goto((OUTPUT / f"{report}.html").as_uri())
    made = [
        output["data"].get("text/html", "")
        for cell in nbformat.read(OUTPUT / f"{report}.ipynb", as_version=4).cells
        for output in cell.get("outputs", [])
        if "data" in output
    ]
    figures = "".join(made).count('<figure class="lk-figuur">')
    tables = "".join(made).count("<table>")
    assert tables > 0
    assert watched.locator("main figure svg[role=img]").count() == figures
    assert watched.locator("main table").count() == tables
    assert watched.locator("h1").count() == 1
    for figure in watched.locator("main figure svg").all():
        box = figure.bounding_box()
        assert box is not None
        assert box["width"] > 100
        assert box["height"] > 30
    for link in watched.locator("nav a").all():
        assert watched.locator(f'[id="{(link.get_attribute("href") or "")[1:]}"]').count() == 1
    fictional = manifest[report]["feiten"]["fictief"]
    assert watched.locator(".lk-kop .lk-merk").count() == watched.locator(".lk-voet .lk-merk").count() == int(fictional)
    assert (OUTPUT / f"{report}.html").stat().st_size <= 400_000


@pytest.mark.parametrize("report", WANTED)
def test_a_report_fits_a_phone(report: str, watched: Any) -> None:
    watched.set_viewport_size({"width": 320, "height": 640})
    watched.goto((OUTPUT / f"{report}.html").as_uri())
    assert watched.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_index_leads_to_every_report(watched: Any) -> None:
    watched.goto((OUTPUT / "index.html").as_uri())
    links = [link.get_attribute("href") for link in watched.locator("main a").all()]
    assert sorted(links) == [f"{report}.html" for report in WANTED]
    watched.locator('a[href="leertraject-2017/oss.html"]').click()
    assert watched.locator("h1").inner_text() == "Oss"
