"""The bevindingenbank in a real JupyterLab, by keyboard alone: a finding is written, weighed, saved and undone."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.lab import (
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
from leerkring.traject import check_folder

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with start_lab(tmp_path_factory.mktemp("lab")) as running:
        path = running.project / "notebooks" / "verkenner.ipynb"
        notebook = json.loads(path.read_text("utf-8"))
        cells = [c for c in notebook["cells"] if c["id"] in ("verkenner-00", "bevindingenbank")]
        assert len(cells) == 2
        path.with_name("schrijven.ipynb").write_text(json.dumps(notebook | {"cells": cells}), encoding="utf-8")
        yield running


@pytest.fixture(scope="module")
def page(lab: Lab, browser: Any) -> Iterator[Any]:
    tab = open_tab(browser, lab)
    open_notebook(tab, lab, "schrijven")
    run_all(tab)
    yield tab
    tab.context.close()
    assert lab.outside == []


@pytest.fixture
def screen(page: Any) -> Any:
    return find_screen(page, "Bevindingenbank")


def data(lab: Lab) -> Path:
    return lab.project / "data" / "voorbeeld-2021"


def rows(lab: Lab) -> list[str]:
    return (data(lab) / "bevindingen.csv").read_text("utf-8").splitlines()


def take_evidence(screen: Any, woorden: str, knop: str) -> None:
    """Search the evidence, choose the first row that is found, and say what it does."""
    type_in(screen, "Zoek in het bewijs", woorden)
    wait_for_status(screen, "1 van de")
    evidence = screen.get_by_label("Bewijs", exact=True)
    evidence.focus()
    screen.page.keyboard.press("Home")
    press(screen, knop)


def test_a_finding_is_written_by_keyboard_weighed_as_it_grows_saved_and_undone(
    lab: Lab, page: Any, screen: Any
) -> None:
    before = rows(lab)
    choose(screen, "Vraag", "D3 · Effecten")
    wait_for_status(screen, "NEV-B3")
    choose(screen, "Bevinding", "Nieuwe bevinding")
    wait_for_status(screen, "Nieuwe bevinding, D3")
    screen.get_by_text("Dan staat hier hoe zeker het is.").wait_for()

    take_evidence(screen, "bouwplan gaat sneller", "Dit steunt het antwoord")
    wait_for_status(screen, "onderbouwd: ")
    sure = screen.get_by_role("status").inner_text()
    take_evidence(screen, "LB017", "Dit spreekt ertegen")
    wait_for_status(screen, "1 keer tegengesproken")
    assert screen.get_by_role("status").inner_text() != sure

    type_in(screen, "Antwoord", "Het werd beter, van {} af.")
    screen.get_by_text("Antwoord: 5 van de 60 woorden.").wait_for()
    press(screen, "Zet dit getal in het antwoord")
    wait_for_status(screen, "In het antwoord staat nu {NEV-E4.")
    assert judge_screens(page) == []

    press(screen, "Sla op")
    wait_for_status(screen, "Opgeslagen. NEV-B5 · Concept.")
    assert rows(lab)[:-1] == before
    assert rows(lab)[-1].startswith('NEV-B5,nevelwaard,D3,"Het werd beter, van {NEV-E4.')
    assert ",NEV-E4,LB017,concept," in rows(lab)[-1]
    assert check_folder(data(lab)) == []
    press(screen, "Maak ongedaan")
    wait_for_status(screen, "Ongedaan gemaakt en opgeslagen.")
    assert rows(lab) == before


def test_what_changed_since_is_shown_and_looked_at_again(lab: Lab, page: Any, screen: Any) -> None:
    path = data(lab) / "effecten.csv"
    was, becomes = "Een bouwplan gaat sneller van eerste schets naar besluit.", "Een bouwplan gaat iets sneller."
    content = path.read_text("utf-8")
    assert content.count(was) == 1
    path.write_text(content.replace(was, becomes), "utf-8")

    press(screen, "Lees opnieuw")
    wait_for_status(screen, "Opnieuw gelezen.")
    screen.get_by_text("Te herzien, want na het opschrijven").wait_for()
    choose(screen, "Bevinding", "NEV-B3 · Vastgesteld · te herzien")
    screen.get_by_text("Veranderd na het opschrijven; zo staat het er nu:").wait_for()
    screen.get_by_text(becomes).first.wait_for()
    assert judge_screens(page) == []
    press(screen, "Opnieuw bekeken")
    wait_for_status(screen, "Opgeslagen. NEV-B3 · Vastgesteld.")
    assert not [p for p in check_folder(data(lab)) if "NEV-B3" in str(p)]
