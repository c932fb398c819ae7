"""Explorers in a real JupyterLab, by keyboard alone and without network: what is seen changes, and is on disk."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from browser.lab import (
    SCREEN,
    Lab,
    choose,
    find_screen,
    judge_screens,
    open_notebook,
    open_tab,
    press,
    run_all,
    start_lab,
    type_in,
    wait_for_status,
)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with start_lab(tmp_path_factory.mktemp("lab")) as started:
        yield started
        assert started.outside == []


@pytest.fixture(scope="module")
def verkenner(browser: Any, lab: Lab) -> Iterator[Any]:
    """The verkenner after all its cells were run."""
    page = open_tab(browser, lab)
    open_notebook(page, lab, "verkenner")
    run_all(page)
    yield page
    page.context.close()


@pytest.fixture
def casus(verkenner: Any) -> Any:
    """The casusverkenner, with the choices that it begins with."""
    screen = find_screen(verkenner, "Casusverkenner")
    for label, woord in (
        *(("Traject", "voorbeeld-2021"), ("Doelgroep", "Onderzoeksteam"), ("Deelnemer", "Nevelwaard")),
        ("Ronde", "Alle rondes"),
    ):
        choose(screen, label, woord)
    # By way of another part: the status line may still say of an earlier test what is waited for.
    for part in ("Profiel", "Sturingsmix"):
        if screen.get_by_label("Onderdeel", exact=True).evaluate("list => list.value") != part:
            choose(screen, "Onderdeel", part)
            wait_for_status(screen, f"{part} van Nevelwaard.")
    return screen


def test_make_lab_opens_the_start_page_in_dutch_and_leads_on(browser: Any, lab: Lab) -> None:
    page = open_tab(browser, lab)
    page.goto(f"{lab.url}/?token={lab.token}")
    page.get_by_role("heading", name="Welkom bij leerkring").wait_for()

    assert page.url.endswith("/lab/tree/notebooks/start.ipynb")
    assert page.locator("html").get_attribute("lang") == "nl-NL"
    assert page.get_by_role("menuitem", name="Bestand").is_visible()
    run_all(page)
    assert page.get_by_role("row", name="data/voorbeeld-2021").is_visible()
    page.get_by_role("link", name="verkenner").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Verkenner", exact=True).wait_for()
    page.get_by_role("menuitem", name="Uitvoeren", exact=True).click()
    page.locator("#jp-mainmenu-run").get_by_text(
        "Run All Cells", exact=True
    ).click()  # as the notebooks and the README call it
    assert page.locator(".jp-toast-button, .Toastify__toast").count() == 0, "nobody is asked whether news is wanted"
    page.context.close()


def test_another_deelnemer_shows_another_sturingsmix(casus: Any) -> None:
    first = casus.locator("figcaption").inner_text()
    choose(casus, "Deelnemer", "Mistelbroek")
    wait_for_status(casus, "Sturingsmix van Mistelbroek.")

    assert casus.locator("figcaption").inner_text() != first
    assert casus.locator("figure svg[role=img]").bounding_box()["width"] > 300


def test_a_round_and_an_audience_change_what_is_seen(casus: Any) -> None:
    assert casus.get_by_role("button", name="24 notities").is_visible()
    choose(casus, "Ronde", "Ronde 2")
    casus.get_by_role("button", name="5 notities").wait_for()
    choose(casus, "Doelgroep", "Openbaar")
    casus.get_by_role("button", name="0 notities").wait_for()


def test_the_logboek_is_searched_and_filtered(casus: Any) -> None:
    choose(casus, "Onderdeel", "Logboek")
    wait_for_status(casus, "24 van 24 notities gevonden.")
    type_in(casus, "Zoek in de notities", "inwoner")
    wait_for_status(casus, "5 van 24 notities gevonden.")
    choose(casus, "Deelvraag", "Oordeel van buiten")
    wait_for_status(casus, "4 van 24 notities gevonden.")
    choose(casus, "Soort", "Tip")
    wait_for_status(casus, "1 van 24 notities gevonden.")
    choose(casus, "Vorm", "Lijnsturing")
    wait_for_status(casus, "0 van 24 notities gevonden.")

    for label, woord in (("Deelvraag", "Alle deelvragen"), ("Soort", "Alle soorten"), ("Vorm", "Alle vormen")):
        choose(casus, label, woord)
    type_in(casus, "Zoek in de notities", " ")
    wait_for_status(casus, "24 van 24 notities gevonden.")


def test_a_number_leads_to_its_rows_and_back(casus: Any) -> None:
    press(casus, "8 stappen")
    wait_for_status(casus, "Achter ‘8 stappen’ staan 8 rijen.")

    assert casus.get_by_role("rowheader", name="interventies.csv, rij").count() == 8
    press(casus, "Sluit de rijen")
    casus.get_by_role("rowheader", name="interventies.csv, rij").first.wait_for(state="detached")


def test_keys_in_a_control_do_nothing_to_the_notebook(casus: Any, verkenner: Any) -> None:
    cells = verkenner.locator(".jp-Cell").count()
    for control in (casus.get_by_label("Onderdeel", exact=True), casus.get_by_role("button", name="8 stappen")):
        control.focus()
        for key in ("x", "d", "d", "b", "m"):
            verkenner.keyboard.press(key)

    assert verkenner.locator(".jp-Cell").count() == cells
    assert control.evaluate("e => e === document.activeElement")


def test_a_choice_is_on_disk_and_its_report_can_be_read(casus: Any, verkenner: Any, lab: Lab) -> None:
    type_in(casus, "Naam van het rapport", "uit-de-browser")
    press(casus, "Bewaar deze keuze")
    wait_for_status(casus, "De keuze staat in params/voorbeeld-2021/uit-de-browser.yaml.")
    path = lab.project / "params" / "voorbeeld-2021" / "uit-de-browser.yaml"
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["deelnemer"] == "nevelwaard"

    type_in(casus, "Naam van het rapport", "nevelwaard")
    before = path.with_name("nevelwaard.yaml").read_bytes()
    press(casus, "Maak rapport")
    casus.get_by_text("bestaat al met een andere inhoud").first.wait_for()
    assert path.with_name("nevelwaard.yaml").read_bytes() == before

    type_in(casus, "Naam van het rapport", "uit-de-browser")
    press(casus, "Maak rapport")
    casus.get_by_role("progressbar", name="Voortgang").wait_for()
    link = casus.get_by_role("link", name="voorbeeld-2021/uit-de-browser")
    link.wait_for(timeout=120_000)
    assert (lab.project / "output" / "voorbeeld-2021" / "uit-de-browser.html").is_file()
    assert judge_screens(verkenner) == []
    link.focus()
    verkenner.keyboard.press("Enter")
    verkenner.frame_locator("iframe").get_by_role("heading", name="Nevelwaard", level=1).wait_for()
    verkenner.evaluate("() => { window.jupyterapp.shell.currentWidget.close(); }")


SNEL = """(scherm, [deelnemers, naam]) => {
  const keuze = [...scherm.querySelectorAll("select")].find((s) => s.labels[0].textContent === "Deelnemer");
  for (const deelnemer of deelnemers) {
    const optie = [...keuze.options].find((o) => o.textContent === deelnemer);
    keuze.value = optie.value;
    keuze.dispatchEvent(new Event("change", {bubbles: true}));
  }
  const veld = [...scherm.querySelectorAll("input")].find((i) => i.labels[0].textContent === "Naam van het rapport");
  veld.value = naam;
  veld.dispatchEvent(new Event("change", {bubbles: true}));
  [...scherm.querySelectorAll("button")].find((b) => b.textContent === "Bewaar deze keuze").click();
}"""
"""Choices, a name and a press within one moment, faster than the kernel answers."""


def test_what_is_chosen_and_what_is_pressed_is_handled_one_after_the_other(verkenner: Any) -> None:
    """Not in two threads, as JupyterLab otherwise asks of a kernel: a choice could come in the middle of a press."""
    found = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.commsOverSubshells"
    assert verkenner.evaluate(found) == "disabled"


def test_a_press_that_comes_before_the_last_choice_has_arrived_saves_the_choice_that_is_seen(
    casus: Any, lab: Lab
) -> None:
    casus.evaluate(SNEL, [["Ottermonde", "Sparrendrecht", "Mistelbroek"], "snel"])
    wait_for_status(casus, "De keuze staat in params/voorbeeld-2021/snel.yaml.")

    path = lab.project / "params" / "voorbeeld-2021" / "snel.yaml"
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["deelnemer"] == "mistelbroek"
    type_in(casus, "Naam van het rapport", " ")


def test_what_goes_wrong_is_one_sentence_and_the_trace_is_in_the_log(casus: Any, verkenner: Any, lab: Lab) -> None:
    table = lab.project / "data" / "leertraject-2017" / "deelnemers.csv"
    whole = table.read_bytes()
    table.write_bytes(whole.replace(b"gemeente", b"gemente"))
    try:
        choose(casus, "Traject", "leertraject-2017")
        casus.get_by_text("In data/leertraject-2017 staan fouten").first.wait_for()
        assert "Traceback" not in verkenner.locator("body").inner_text()
        assert casus.locator("figure").count() == 0
        assert "TrajectError" in (lab.project / "output" / "logs" / "lab.log").read_text(encoding="utf-8")
        assert judge_screens(verkenner) == []
    finally:
        table.write_bytes(whole)


@pytest.mark.parametrize("onderdeel", ["Sturingsmix", "Profiel", "Effecten", "Logboek"])
def test_axe_finds_nothing_wrong_in_light_and_dark(onderdeel: str, casus: Any, verkenner: Any) -> None:
    # By way of another part, so that the status line says when this one is there.
    for part in ("Logboek" if onderdeel == "Profiel" else "Profiel", onderdeel):
        choose(casus, "Onderdeel", part)
        wait_for_status(casus, "gevonden" if part == "Logboek" else f"{part} van ")
    press(casus, "6 effecten")
    wait_for_status(casus, "Achter ‘6 effecten’ staan 6 rijen.")
    for colours in ("dark", "light"):
        verkenner.emulate_media(color_scheme=colours)
        light = "true" if colours == "light" else "false"
        verkenner.locator(f"body[data-jp-theme-light={light}]").wait_for(state="attached")
        assert judge_screens(verkenner) == []
    assert verkenner.locator(f"{SCREEN}[role=region][lang=nl]").count() == verkenner.locator(SCREEN).count()


def test_deelnemers_stand_side_by_side_on_another_measure(verkenner: Any) -> None:
    screen = find_screen(verkenner, "Vergelijker")
    first = screen.locator("figcaption").first.inner_text()
    choose(screen, "Maat", "Effecten naar richting")
    wait_for_status(screen, "Effecten naar richting van 4 deelnemers.")
    assert screen.locator("figcaption").first.inner_text() != first
    assert screen.get_by_text("Het meest verschillend").is_visible()

    several = screen.get_by_label("Deelnemers", exact=True)
    several.focus()
    verkenner.keyboard.press("Home")
    verkenner.keyboard.press("Shift+ArrowDown")
    wait_for_status(screen, "Effecten naar richting van 2 deelnemers.")
    verkenner.keyboard.press("Home")
    screen.get_by_text("Kies ten minste twee deelnemers").first.wait_for()
    verkenner.keyboard.press("Shift+End")
    wait_for_status(screen, "Effecten naar richting van 8 deelnemers.")


def test_a_stricter_threshold_shows_a_reader_less(verkenner: Any) -> None:
    screen = find_screen(verkenner, "Wat als")
    said = screen.get_by_role("status")
    wait_for_status(screen, "met groepen van 5 of meer: van 15 aantallen zijn er 7 helemaal te zien")
    type_in(screen, "Kleinste groep", "30")
    verkenner.keyboard.press("Tab")
    wait_for_status(screen, "met groepen van 30 of meer: van 15 aantallen zijn er 0 helemaal te zien")
    type_in(screen, "Kleinste groep", "1")
    verkenner.keyboard.press("Tab")
    wait_for_status(screen, "met groepen van 5 of meer")
    choose(screen, "Onderdeel", "Aanpak")
    type_in(screen, "Peildatum (jjjj-mm-dd)", "2021-09-01")
    verkenner.keyboard.press("Enter")
    wait_for_status(screen, "op 1 september 2021")
    choose(screen, "Doelgroep", "Openbaar")
    wait_for_status(screen, "Voor ‘openbaar’")
    assert said.count() == 1


def test_axe_finds_nothing_wrong_with_any_explorer(verkenner: Any) -> None:
    assert verkenner.locator(SCREEN).count() == 6
    assert judge_screens(verkenner) == []
