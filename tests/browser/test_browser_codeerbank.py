"""The codeerbank in a real JupyterLab, by keyboard alone: what is seen changes, and what was done is on the disk."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.lab import Lab, choose, find_screen, judge_screens, open_notebook, open_tab, run_all, start_lab
from leerkring.traject import check_folder
from leerkring.traject.saving.coderen import Codeerwerk, give_code

pytestmark = pytest.mark.browser

TEKST = "Teams vroegen om rust. Het college gaf die <b>niet</b>, 😀 zei men.\nLater kwam er toch ruimte.\n"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with start_lab(tmp_path_factory.mktemp("lab")) as running:
        write_notebook(running.project)
        (data(running) / "teksten").mkdir()
        (data(running) / "teksten" / "INT-wolkendam.txt").write_text(TEKST, encoding="utf-8")
        yield running


def write_notebook(project: Path) -> None:
    """Leave of the verkenner the cells that are tested here, and the parameters: the others are tested elsewhere."""
    path = project / "notebooks" / "verkenner.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    wanted = ("open_codeerbank", "open_kalibreren")
    kept = [
        cell
        for cell in notebook["cells"]
        if "parameters" in cell["metadata"].get("tags", [])
        or any(f"import {w}" in "".join(cell["source"]) for w in wanted)
    ]
    assert len(kept) == 1 + len(wanted)
    path.with_name("coderen.ipynb").write_text(json.dumps(notebook | {"cells": kept}), encoding="utf-8")


def data(lab: Lab) -> Path:
    return lab.project / "data" / "voorbeeld-2021"


def rows(lab: Lab, tabel: str = "coderingen") -> list[str]:
    return (data(lab) / f"{tabel}.csv").read_text("utf-8").splitlines()


@pytest.fixture(scope="module")
def page(lab: Lab, browser: Any) -> Iterator[Any]:
    tab = open_tab(browser, lab)
    open_notebook(tab, lab, "coderen")
    run_all(tab)
    find_screen(tab, "Codeerbank")
    yield tab
    tab.context.close()
    assert lab.outside == []


@pytest.fixture
def screen(page: Any) -> Any:
    return find_screen(page, "Codeerbank")


def press(screen: Any, button: str) -> None:
    screen.get_by_role("button", name=button, exact=True).focus()
    screen.page.keyboard.press("Enter")


def wait_said(screen: Any, zin: str) -> None:
    screen.get_by_role("status").filter(has_text=zin).wait_for()


def open_text(screen: Any, soort: str, tekst: str) -> Any:
    """Choose a text and return the place where it is read."""
    choose(screen, "Lees", soort)
    control = screen.get_by_label("Tekst", exact=True)
    control.locator("option").filter(has_text=tekst).first.wait_for(state="attached")
    titles = [title.strip().replace("\xa0", " ") for title in control.locator("option").all_text_contents()]
    choose(screen, "Tekst", next(title for title in titles if title.startswith(tekst)))
    place = screen.get_by_role("textbox", name=f"Tekst {tekst}")
    place.wait_for()
    wait_said(screen, f"Tekst {tekst}")
    return place


def test_a_passage_of_the_logboek_is_selected_by_word_coded_saved_undone_and_done_again(lab: Lab, screen: Any) -> None:
    before = rows(lab), rows(lab, "fragmenten")
    keys = screen.page.keyboard
    open_text(screen, "Logboek", "LB002").focus()
    keys.press("Control+Home")
    keys.press("Control+Shift+ArrowRight")
    keys.press("Control+Shift+ArrowRight")
    keys.press("Enter")
    wait_said(screen, "Passage gekozen: Vijf gemeenten")

    choose(screen, "Code", "Samenwerken")
    screen.get_by_text("Past bij contact over een grens").wait_for()
    press(screen, "Geef deze code")
    wait_said(screen, "Opgeslagen: T1 gaf ‘Samenwerken’.")

    assert rows(lab) == [*before[0], "F121,T1,samen,nee,CODEBOEK,leerkring"]
    assert rows(lab, "fragmenten") == [*before[1], "F121,kwartelstroom,2021-05-19,1,,Vijf gemeenten,nee,LOG,leerkring"]
    assert screen.get_by_role("row").filter(has_text="F121").get_by_role("cell").all_text_contents() == [
        "Vijf gemeenten",
        "Samenwerken",
        "–",
        "–",
    ]
    assert screen.locator("mark").all_text_contents() == ["Vijf gemeenten"]
    press(screen, "Maak ongedaan")
    wait_said(screen, "Ongedaan gemaakt")
    assert (rows(lab), rows(lab, "fragmenten")) == before
    press(screen, "Doe opnieuw")
    wait_said(screen, "Opnieuw gedaan")
    assert rows(lab)[-1] == "F121,T1,samen,nee,CODEBOEK,leerkring"
    assert check_folder(data(lab)) == []


SNEL = """(scherm, codes) => {
  const kies = scherm.querySelector("select[data-nu]");
  for (const code of codes) {
    kies.value = code;
    kies.dispatchEvent(new Event("change", {bubbles: true}));
  }
  for (const knop of scherm.querySelectorAll("button")) if (knop.textContent === "Geef deze code") knop.click();
}"""
"""Choices and a press within one moment, faster than the kernel answers."""


def test_a_press_that_comes_before_the_last_choice_has_arrived_gives_the_code_that_is_seen(
    lab: Lab, screen: Any
) -> None:
    before = rows(lab)
    open_text(screen, "Fragmenten", "F005")
    take = screen.get_by_role("button", name="Neem deze passage")
    assert take.count() == 0, "of a fragment all of it is the passage"
    control = screen.get_by_label("Code", exact=True)
    control.evaluate("kies => { kies.dataset.nu = 'ja'; }")
    labels = control.locator("option").evaluate_all("opties => opties.map(o => o.value)")

    screen.evaluate(SNEL, [labels[3], labels[1], labels[4]])
    wait_said(screen, "Opgeslagen: T1 gaf")

    given = control.locator("option").nth(4).text_content().strip().replace("\xa0", " ")
    wait_said(screen, f"Opgeslagen: T1 gaf ‘{given}’.")
    assert len(rows(lab)) == len(before) + 1
    press(screen, "Maak ongedaan")
    wait_said(screen, "Ongedaan gemaakt")
    assert rows(lab) == before


def test_a_source_text_is_read_as_text_and_taken_by_sentence(lab: Lab, screen: Any) -> None:
    keys = screen.page.keyboard
    choose(screen, "Deelnemer", "Wolkendam")
    place = open_text(screen, "Bronteksten", "INT-wolkendam")
    assert place.text_content() == TEKST
    day = screen.get_by_label("Dag", exact=True)
    day.focus()
    keys.type("2021-06-15")
    keys.press("Tab")
    place.focus()
    keys.press("Control+Home")
    keys.press("Alt+ArrowDown")
    keys.press("Alt+ArrowDown")
    keys.press("Enter")
    wait_said(screen, "Passage gekozen: Het college gaf die <b>niet</b>, 😀 zei men.")
    keys.type("x")
    keys.press("Delete")
    assert place.text_content() == TEKST
    day.focus()
    place.focus()
    assert screen.page.evaluate("document.getSelection().toString().trim()").startswith("Het college")

    press(screen, "Geef deze code")
    wait_said(screen, "Opgeslagen: T1")
    assert rows(lab, "fragmenten")[-1] == (
        'F122,wolkendam,2021-06-15,,,"Het college gaf die <b>niet</b>, 😀 zei men.",nee,INT-wolkendam,team'
    )
    assert check_folder(data(lab)) == []
    choose(screen, "Deelnemer", "Alle deelnemers")


def test_codes_of_another_stay_hidden_until_one_has_coded_and_a_difference_is_settled(lab: Lab, screen: Any) -> None:
    Codeerwerk(data(lab)).do(give_code("F003", "T2", "tempo"))
    press(screen, "Lees opnieuw")
    wait_said(screen, "Opnieuw gelezen")
    open_text(screen, "Fragmenten", "F003")
    row = screen.get_by_role("row").filter(has_text="F003")
    shown = row.get_by_role("cell").all_text_contents()
    assert "Tijd en tempo" in shown[2], "T1 coded this passage, and so sees what T2 gave"

    before = rows(lab)
    codes = screen.get_by_label("Afgesproken codes", exact=True)
    codes.focus()
    codes.press("Home")
    press(screen, "Leg de afspraak vast")
    wait_said(screen, "Opgeslagen: bij F003 is 1 code afgesproken.")
    assert rows(lab) == [*before, "F003,T1,kader,ja,CODEBOEK,leerkring"]
    assert row.get_by_role("cell").all_text_contents()[-1] == "Kaders en doel"

    choose(screen, "Codeur", "T3 · Lantaarnvis Advies (tot 1 september 2021 Trapeziumvis Advies)")
    open_text(screen, "Fragmenten", "F002")
    hidden = screen.get_by_role("row").filter(has_text="F002").get_by_role("cell").all_text_contents()
    assert hidden[1:] == ["gecodeerd; te zien als u dit zelf hebt gecodeerd"] * 2 + ["–", "–"]
    assert not codes.is_visible()
    choose(screen, "Codeur", "T1 · Bureau Mosterdlamp")


def test_what_a_colleague_saved_since_is_never_overwritten_and_the_own_work_waits(lab: Lab, screen: Any) -> None:
    open_text(screen, "Fragmenten", "F010")
    Codeerwerk(data(lab)).do(give_code("F011", "T3", "plezier"))
    theirs = rows(lab)

    choose(screen, "Code", "Steun van de top")
    press(screen, "Geef deze code")
    wait_said(screen, "Een ander was u voor (T3: ‘Plezier in het werk’ bij F011 kwam erbij)")
    assert rows(lab) == theirs
    assert screen.locator(".lk-fout").count() == 1

    press(screen, "Sla alsnog op")
    wait_said(screen, "Alsnog opgeslagen.")
    assert rows(lab)[:-1] == theirs
    assert rows(lab)[-1].startswith("F010,T1,steun,nee,CODEBOEK,")
    assert screen.locator(".lk-fout").count() == 0
    assert not screen.get_by_role("button", name="Sla alsnog op").is_visible()


def test_a_point_is_moved_by_keyboard_and_the_answer_follows_without_anything_being_saved(lab: Lab, page: Any) -> None:
    screen = find_screen(page, "Kalibreren")
    before = {path.name: path.read_bytes() for path in data(lab).glob("*.*")}
    choose(screen, "Conditie of resultaat", "Ruimte naast de lijn (RUIMTE)")
    point = screen.get_by_label("Twijfel bij", exact=True)
    point.focus()
    for _ in range(10):
        page.keyboard.press("ArrowDown")
    wait_said(screen, "Nevelwaard")
    assert point.input_value() == "1.5"
    row = screen.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Nevelwaard", exact=True)).first
    row.get_by_role("cell", name="0,36").wait_for()  # each press of the key is an answer of its own
    assert row.get_by_role("cell").all_text_contents() == ["2", "0,73", "0,36", "niet erbij"]
    reason = screen.get_by_label("Reden van deze keuze")
    reason.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("Merkbaar is al veel.")
    page.keyboard.press("Tab")
    lines = screen.get_by_label("Regels voor traject.yaml")
    lines.wait_for()
    assert "ankers: [4, 1.5, 1]" in lines.inner_text()
    assert judge_screens(page) == []
    press(screen, "Terug naar traject.yaml")
    wait_said(screen, "Geen enkele deelnemer verandert van kant.")
    assert {path.name: path.read_bytes() for path in data(lab).glob("*.*")} == before


@pytest.mark.parametrize("soort", ["Fragmenten", "Logboek"])
def test_axe_finds_nothing_wrong(page: Any, screen: Any, soort: str) -> None:
    open_text(screen, soort, {"Fragmenten": "F003", "Logboek": "LB002"}[soort])
    assert judge_screens(page) == []
