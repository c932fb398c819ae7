"""Text that tries to do harm, from the tables of a traject through the real notebooks to the reader's screen."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from mini import check_text, set_cells, write_traject

from browser.axe import HERE, find_violations, read_script
from browser.hostile import EXAMPLE, PAYLOADS, list_free_columns, write_hostile_project
from browser.pages import find_page, open_page
from browser.validator import validate
from leerkring.errors import Niveau
from leerkring.hoofdstukken.bewijs.cijfers.bronnen import select_bronnen
from leerkring.model import ENTITEITEN
from leerkring.traject import check_folder, open_traject

pytestmark = pytest.mark.browser
CASUS, VERGELIJKING = f"{EXAMPLE}/nevelwaard", f"{EXAMPLE}/vergelijking"
PAGES = [CASUS, VERGELIJKING, "index"]


@pytest.fixture(scope="session")  # pytest sorts by browser, and would make it again for each part of the module
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project of which every free text is hostile, after both its notebooks ran."""
    folder = write_hostile_project(tmp_path_factory.mktemp("vijandig"))
    environment = {name: value for name, value in os.environ.items() if name != "LEERKRING_ROOT"}
    command = [sys.executable, "-m", "leerkring.cli", "run"]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "2 gelukt, 0 mislukt" in done.stdout
    return folder


def find(project: Path, name: str) -> Path:
    return project / "output" / f"{name}.html"


def test_free_text_is_hostile_and_the_check_lets_it_through(project: Path) -> None:
    assert sum(len(list_free_columns(entiteit)) for entiteit in ENTITEITEN) > 40
    # One of the texts is a formula, of which the check warns.
    assert {(p.niveau, p.regel) for p in check_folder(project / "data" / EXAMPLE)} == {
        (Niveau.WARNING, "I11"),
        (Niveau.WARNING, "I16"),
    }


@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_it_becomes_part_of_the_page(name: str, project: Path, browser: Any) -> None:
    """No dialog, request or console error either: `open_page` fails on them."""
    with open_page(browser, find_page(name)) as page:
        own = {tag: page.locator(tag).count() for tag in ("script", "style", "img", "iframe", "title", "main")}
    with open_page(browser, find(project, name)) as page:
        assert {tag: page.locator(tag).count() for tag in own} == own
        assert (
            page.evaluate(
                "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes])"
                ".filter(a => /^on|^srcdoc$/.test(a.name) || /^\\s*javascript:/i.test(a.value)).map(a => a.name)"
            )
            == []
        )
        assert page.locator("h1").is_visible()


def squeeze(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("tabel", "kolom"),
    [
        ("interventies", "naam"),
        ("logboek", "tekst"),
        ("contextfactoren", "toelichting"),
        ("effecten", "naam"),
        ("deelnemers", "historie"),
        ("bronnen", "titel"),
        ("bronnen", "uitgever"),
    ],
)
def test_the_reader_sees_the_text_as_it_was_written(tabel: str, kolom: str, project: Path, browser: Any) -> None:
    # The report is made for the deelnemer: what only the team may see is not in it, nor sources of others alone.
    traject = open_traject(project / "data" / EXAMPLE, "deelnemer", "nevelwaard")
    frame, owner = traject.frame(tabel), "id" if tabel == "deelnemers" else "deelnemer"
    own = select_bronnen(traject, "nevelwaard") if tabel == "bronnen" else frame[frame[owner] == "nevelwaard"]
    texts = [text for text in own[kolom] if isinstance(text, str)]
    with open_page(browser, find(project, CASUS)) as page:
        said = squeeze(page.locator("main").text_content())
    assert texts
    assert [text for text in texts if squeeze(text) not in said] == []


@pytest.mark.parametrize("name", [CASUS, VERGELIJKING])
def test_every_kind_of_hostile_text_is_in_the_report(name: str, project: Path, browser: Any) -> None:
    with open_page(browser, find(project, name)) as page:
        said = squeeze(page.locator("main").text_content())
        drawn = squeeze(" ".join(page.locator("main svg text").all_text_contents()))
    assert [text for text in PAYLOADS if squeeze(text) not in said] == []
    assert sum(text[:8] in drawn for text in PAYLOADS) >= 3, "the drawings hold hostile text too"


@pytest.mark.parametrize("mode", ["light", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_the_page_stays_accessible(name: str, mode: str, project: Path, browser: Any) -> None:
    with open_page(browser, find(project, name), mode) as page:
        assert find_violations(page) == []


@pytest.mark.parametrize("mode", ["phone", "light"])
@pytest.mark.parametrize("name", PAGES)
def test_a_word_of_ten_thousand_letters_does_not_widen_the_page(
    name: str, mode: str, project: Path, browser: Any
) -> None:
    with open_page(browser, find(project, name), mode) as page:
        assert page.evaluate(read_script(HERE / "reflow.js"), 9) == []


def test_the_html_stays_valid(project: Path, tmp_path: Path) -> None:
    assert [
        line for line in validate([find(project, name) for name in PAGES], tmp_path) if "long-title" not in line
    ] == []


@pytest.mark.parametrize("text", ["onerror", "<script>alert(1)", "javascript:alert", "{{ 7*7 }}", "مرحبا"])
def test_the_search_shows_hostile_text_as_text(text: str, project: Path, browser: Any) -> None:
    with open_page(browser, find(project, "index")) as page:
        before = page.locator("script, img").count()
        page.get_by_role("searchbox").fill(text)
        page.locator("#gevonden li").first.wait_for()
        assert text.split()[0] in squeeze(page.locator("#gevonden").text_content())
        assert page.locator("script, img").count() == before


# What nobody can see is refused at the door: it would turn the text beside it, or end the program that draws.

ALLOWED = ("é", "“", "–", "\t", "\n", "\u00a0", "\u00ad", "😀", "ש", "م")
REFUSED = ("\x00", "\x0b", "\x1b", "\x7f", "\x85", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", "\ufffe")


@pytest.mark.parametrize("sign", REFUSED, ids=lambda sign: f"U+{ord(sign):04X}")
def test_the_check_refuses_signs_that_nobody_sees(sign: str, tmp_path: Path) -> None:
    folder = write_traject(tmp_path / "mini", logboek="id\nN1", interventies="id\nI1")
    set_cells(folder, "logboek", 2, tekst=f"voor{sign}na")
    (said,) = check_text(folder)
    assert said.startswith("fout: logboek.csv, rij 2, kolom tekst: ")
    assert f"U+{ord(sign):04X}" in said
    assert sign not in said


@pytest.mark.parametrize("sign", ALLOWED, ids=lambda sign: f"U+{ord(sign):04X}")
def test_the_check_allows_signs_that_texts_need(sign: str, tmp_path: Path) -> None:
    folder = write_traject(tmp_path / "mini", logboek="id\nN1", interventies="id\nI1")
    set_cells(folder, "logboek", 2, tekst=f"voor{sign}na")
    assert check_text(folder) == []


def test_the_check_refuses_them_in_yaml_too(tmp_path: Path) -> None:
    folder = write_traject(tmp_path / "mini", traject='naam: "Mini \\u202e"')
    (said,) = check_text(folder)
    assert said.startswith("fout: traject.yaml")
    assert "U+202E" in said
