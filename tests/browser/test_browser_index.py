"""The index in a real browser, over reports that this test makes with the real functions: search, filters, keyboard."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.pages import MODES, open_page, watch
from leerkring.batch.finish import finish_output, write_index
from leerkring.batch.manifest import Status, Uitkomst, read_manifest, write_manifest
from leerkring.batch.sources import Sources
from leerkring.rapport.changes import compare_pages

pytestmark = pytest.mark.browser
KWAAD = "</script><script>document.title='kwaad'</script><!--<b>vet</b>"
LANG = "vooraf " * 60


def write_page(titel: str, *secties: tuple[str, str]) -> str:
    """Return a small report with the parts that a real one has."""
    body = "".join(f'<h2 id="s-{naam.lower()}"><span class="lk-nummer">1</span> {naam}</h2>{t}' for naam, t in secties)
    return (
        f'<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>{titel}</title></head><body>'
        f'<main id="hoofd"><h1>{titel}</h1>{body}</main><!--buren--><!--/buren--><footer>voet</footer></body></html>'
    )


def write_table(inwoners: str) -> str:
    return (
        "<table><caption>Profiel</caption><thead><tr><th>Kenmerk</th><th>Waarde</th></tr></thead>"
        f"<tbody><tr><th>Inwoners</th><td>{inwoners}</td></tr></tbody></table>"
    )


def make_outcome(run: str, titel: str, doelgroep: str = "openbaar", traject: str = "Mini", **more: Any) -> Uitkomst:
    feiten = {"titel": titel, "ondertitel": "Zelfsturing", "traject": traject, "doelgroep": doelgroep}
    usual = {"status": Status.GELUKT, "rapport": f"{run}.html", "rapport_van": "2026-11-22T10:00:00+01:00"}
    rest = {"notebook": "casus.ipynb", "notebook_hash": "x", "data": {}, "versies": {}, "seconden": 1.0, "params": {}}
    return Uitkomst(id=run, begonnen="2026-11-22T10:00:00+01:00", feiten=feiten, **(usual | rest | more))


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with five reports, one failure and an index."""
    folder = tmp_path_factory.mktemp("output")
    many = [(f"Deel{n}", "<p>Overal staat eenhoorn.</p>") for n in range(30)]
    pages = {
        "mini/noord": write_page("Noord", ("Aanpak", "<p>De Ruwaard begon klein &amp; fijn.</p>")),
        "mini/sudwest": write_page(
            "Súdwest-Fryslân",
            ("Aanpak", f"<p>{LANG}In Súdwest vond men het reëel om de Ruwaard te volgen.</p>"),
            ("Lessen", "<p>Niets over vissen.</p>" + write_table("90.000")),
        ),
        "mini/zuid": write_page("Zuid", ("Lessen", f"<p>{KWAAD.replace('<', '&lt;')} staat hier als tekst.</p>")),
        "ander/oost": write_page("Oost", *many),
        "ander/vergelijking": write_page("Vergelijking", ("Lessen", "<p>Klein beginnen helpt, zegt de Ruwaard.</p>")),
    }
    for run, text in pages.items():
        (folder / run).parent.mkdir(exist_ok=True)
        (folder / f"{run}.html").write_text(text, encoding="utf-8")
    changed = compare_pages(pages["mini/sudwest"].replace("90.000", "89.000"), pages["mini/sudwest"])
    outcomes = [
        make_outcome("mini/noord", "Noord", waarschuwingen=["Een grafiek is weggelaten."]),
        make_outcome("mini/sudwest", "Súdwest-Fryslân", vorige_van="2026-11-21T10:00:00+01:00", wijzigingen=changed),
        make_outcome("mini/zuid", "Zuid", "deelnemer"),
        make_outcome("mini/west", "West", status=Status.MISLUKT, reden="cell 3: KeyError", rapport=None),
        make_outcome("ander/oost", "Oost", "leerkring", "Ander"),
        make_outcome("ander/vergelijking", "Vergelijking", "leerkring", "Ander"),
    ]
    write_manifest(folder, outcomes)
    finish_output(folder, Sources())
    return folder


@pytest.fixture
def opened(watched: Any, output: Path) -> Any:
    """Return the index, opened from its file in a browser without network."""
    watched.goto((output / "index.html").as_uri())
    return watched


def search(page: Any, words: str) -> None:
    page.get_by_label("Zoek in alle rapporten").fill(words)
    page.get_by_label("Zoek in alle rapporten").press("Enter")


def read_titles(page: Any) -> list[str]:
    return [str(text) for text in page.locator(".ov-rapport:visible h3").all_inner_texts()]


def read_hits(page: Any) -> list[str]:
    return [str(text) for text in page.locator("#gevonden li:visible a").all_inner_texts()]


def read_state(page: Any) -> str:
    return str(page.get_by_role("status").inner_text())


def test_every_report_is_listed_before_anything_is_typed(opened: Any) -> None:
    assert read_titles(opened) == ["Oost", "Vergelijking", "Noord", "Súdwest-Fryslân", "West", "Zuid"]
    assert read_state(opened) == "6 rapporten"
    assert read_hits(opened) == []


@pytest.mark.parametrize(
    ("words", "hits", "titles"),
    [
        ("sudwest", ["Súdwest-Fryslân › Titel", "Súdwest-Fryslân › Aanpak"], ["Súdwest-Fryslân"]),
        ("SÚDWEST REEEL", ["Súdwest-Fryslân › Aanpak"], ["Súdwest-Fryslân"]),
        ("ruwaard klein", ["Vergelijking › Lessen", "Noord › Aanpak"], ["Vergelijking", "Noord"]),
        ("klein ruwaard", ["Vergelijking › Lessen", "Noord › Aanpak"], ["Vergelijking", "Noord"]),
        ("sudwest vissen", ["Súdwest-Fryslân › Lessen"], ["Súdwest-Fryslân"]),
        ("90.000", ["Súdwest-Fryslân › Lessen"], ["Súdwest-Fryslân"]),
        ("klein & fijn", ["Noord › Aanpak"], ["Noord"]),
        ("west", ["Súdwest-Fryslân › Titel", "Súdwest-Fryslân › Aanpak"], ["Súdwest-Fryslân", "West"]),
        ("ruwaard eenhoorn", [], []),
        (".*", [], []),
    ],
)
def test_search_finds_sections_that_hold_all_words(opened: Any, words: str, hits: list[str], titles: list[str]) -> None:
    search(opened, words)
    assert read_hits(opened) == hits
    assert read_titles(opened) == titles


def test_what_was_found_is_counted_aloud(opened: Any) -> None:
    for words, said in [
        ("ruwaard", "3 van 6 rapporten, 3 plekken in de tekst"),
        ("fijn", "1 van 6 rapporten, 1 plek in de tekst"),
        ("bestaat niet", "Niets gevonden. Probeer een ander of een korter woord."),
        ("", "6 rapporten"),
    ]:
        search(opened, words)
        assert read_state(opened) == said


def test_a_hit_shows_the_words_in_a_short_piece_of_text(opened: Any) -> None:
    search(opened, "sudwest ruwaard")
    snippet = opened.locator("#gevonden li p").first
    assert snippet.locator("mark").all_inner_texts() == ["Súdwest", "Ruwaard"]
    assert snippet.inner_text().startswith("… vooraf")
    assert snippet.inner_text().endswith("te volgen.")
    assert len(snippet.inner_text()) < 240


def test_a_hit_leads_to_its_section_and_back_to_the_search(opened: Any, output: Path) -> None:
    search(opened, "reeel")
    opened.locator("#gevonden li a").first.click()
    assert opened.url == (output / "mini/sudwest.html").as_uri() + "#s-aanpak"
    assert opened.locator("h2:target").inner_text() == "1 Aanpak"
    opened.go_back()
    assert opened.get_by_label("Zoek in alle rapporten").input_value() == "reeel"
    assert read_titles(opened) == ["Súdwest-Fryslân"]


def test_text_of_a_report_stays_text(opened: Any) -> None:
    search(opened, "kwaad tekst")
    assert read_hits(opened) == ["Zuid › Lessen"]
    assert KWAAD in opened.locator("#gevonden li p").first.inner_text()
    assert opened.title() == "Alle rapporten – leerkring"
    assert opened.locator("#gevonden b").count() == 0


def test_many_hits_are_shown_on_request(opened: Any) -> None:
    search(opened, "eenhoorn")
    assert len(read_hits(opened)) == 20
    opened.get_by_role("button", name="Toon alle 30 plekken").press("Enter")
    assert len(read_hits(opened)) == 30
    assert opened.evaluate("document.activeElement.textContent") == read_hits(opened)[20]
    assert opened.get_by_role("button", name="Toon").count() == 0


@pytest.mark.parametrize(
    ("label", "choice", "titles"),
    [
        ("Traject", "Ander", ["Oost", "Vergelijking"]),
        ("Gemaakt voor", "Deelnemer", ["Zuid"]),
        ("Status", "Mislukt", ["West"]),
        ("Status", "Met een waarschuwing", ["Noord"]),
        ("Status", "Met een verandering", ["Súdwest-Fryslân"]),
    ],
)
def test_filters_leave_the_reports_that_fit(opened: Any, label: str, choice: str, titles: list[str]) -> None:
    opened.get_by_label(label, exact=True).select_option(choice)
    expect(opened.get_by_role("status")).to_have_text(f"{len(titles)} van 6 rapporten")
    assert read_titles(opened) == titles
    opened.reload()
    assert read_titles(opened) == titles
    opened.get_by_role("button", name="Wis alles").click()
    expect(opened.get_by_role("status")).to_have_text("6 rapporten")
    assert len(read_titles(opened)) == 6


def test_filters_hold_for_the_text_as_well(opened: Any) -> None:
    opened.get_by_label("Traject", exact=True).select_option("Mini")
    search(opened, "ruwaard klein")
    assert read_hits(opened) == ["Noord › Aanpak"]


def test_the_keyboard_reaches_everything_in_order(opened: Any) -> None:
    search(opened, "reeel")
    opened.keyboard.press("Tab")  # from the field to the choices beside it
    walked = []
    for _ in range(9):
        walked.append(opened.evaluate("(e => e.name || e.type || e.textContent.trim())(document.activeElement)"))
        opened.keyboard.press("Tab")
    assert walked[:7] == [
        "submit",
        "traject",
        "doelgroep",
        "status",
        "reset",
        "Súdwest-Fryslân › Aanpak",
        "Súdwest-Fryslân",
    ]
    assert walked[7] == "1 cijfer veranderd sinds 21 november 2026."


def test_changes_open_by_keyboard_and_show_was_and_is(opened: Any) -> None:
    summary = opened.get_by_text("1 cijfer veranderd sinds 21 november 2026.")
    summary.press("Enter")
    assert opened.locator("details tbody td").all_inner_texts() == ["89.000", "90.000"]


def test_reports_link_to_each_other_only_where_readers_may_know(opened: Any, output: Path) -> None:
    opened.goto((output / "mini/noord.html").as_uri())
    opened.get_by_role("link", name="Volgende: Súdwest-Fryslân").click()
    opened.get_by_role("link", name="Alle rapporten").click()
    assert opened.locator("h1").inner_text() == "Alle rapporten"
    opened.goto((output / "mini/zuid.html").as_uri())
    assert opened.get_by_role("navigation", name="Andere rapporten").get_by_role("link").count() == 1


def test_without_script_the_whole_list_is_there_and_the_search_is_not(browser: Any, output: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    wrong = watch(page)
    page.goto((output / "index.html").as_uri())
    assert len(read_titles(page)) == 6
    assert not page.locator("#zoek").is_visible()
    assert not page.locator("#gevonden").is_visible()
    context.close()
    assert wrong == []


def test_another_script_in_the_page_would_not_run(browser: Any, output: Path, tmp_path: Path) -> None:
    text = (output / "index.html").read_text(encoding="utf-8")
    changed = tmp_path / "index.html"
    changed.write_text(text.replace("</main>", "<script>document.title = 'kwaad'</script></main>"), encoding="utf-8")
    page = browser.new_page()
    page.goto(changed.as_uri())
    assert page.title() == "Alle rapporten – leerkring"
    assert page.get_by_role("status").inner_text() == "6 rapporten"
    page.close()


def test_an_index_made_halfway_finds_titles(watched: Any, output: Path, tmp_path: Path) -> None:
    write_index(tmp_path, read_manifest(output).values())
    watched.goto((tmp_path / "index.html").as_uri())
    search(watched, "sudwest")
    assert read_titles(watched) == ["Súdwest-Fryslân"]
    assert watched.get_by_text("Zoekt nu alleen in titels.").is_visible()


@pytest.mark.parametrize("mode", list(MODES))
def test_hits_and_changes_fit_the_page_in_every_mode(browser: Any, output: Path, mode: str) -> None:
    with open_page(browser, output / "index.html", mode) as page:
        search(page, "sudwest ruwaard")
        assert len(read_hits(page)) == 1
        width = page.viewport_size["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
