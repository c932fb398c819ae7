"""The controls and places of an explorer: Dutch labels, finished blocks, and errors of one sentence."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from leerkring.errors import LeerkringError, ParameterError, Probleem, TrajectError
from leerkring.lab.opening import follow_log, open_scherm
from leerkring.lab.stijl import write_style
from leerkring.weergave.blokken import Blok, build_paragraph
from leerkring.weergave.thema import DONKER
from leerkring.weergave.widgets import (
    Melding,
    Vlak,
    build_getalveld,
    build_keuze,
    build_knop,
    build_meerkeuze,
    build_zoekveld,
    explain_error,
)
from leerkring.weergave.widgets.fouten import LOG


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project of its own, so that a test writes no log in this one."""
    monkeypatch.setenv("LEERKRING_ROOT", str(tmp_path))
    before, propagate = LOG.handlers[:], LOG.propagate
    LOG.handlers.clear()
    yield tmp_path / "output" / "logs" / "lab.log"
    for handler in LOG.handlers:
        handler.close()
    LOG.handlers[:], LOG.propagate = before, propagate


def test_each_control_has_its_label_and_first_value() -> None:
    controls: list[tuple[Any, str, Any]] = [
        (build_keuze("Traject", ["a", "b"]), "Traject", "a"),
        (build_keuze("Deelnemer", {"Oss": "oss", "Venlo": "venlo"}, "venlo"), "Deelnemer", "venlo"),
        (build_keuze("Deelnemer", {}), "Deelnemer", None),
        (build_meerkeuze("Deelnemers", {"Oss": "oss", "Venlo": "venlo"}, ["oss"]), "Deelnemers", ("oss",)),
        (build_zoekveld("Zoek"), "Zoek", ""),
        (build_getalveld("Drempel", 5, 5, 50), "Drempel", 5),
        (build_getalveld("Anker", 0.5, 0, 1, 0.1), "Anker", 0.5),
    ]
    for control, label, value in controls:
        assert (control.description, control.value) == (label, value)
    assert build_knop("Maak rapport").description == "Maak rapport"


def test_a_number_cannot_pass_its_limits() -> None:
    veld: Any = build_getalveld("Drempel", 5, 5, 50)

    veld.value = 3
    assert veld.value == 5
    veld.value = 99
    assert veld.value == 50


def test_a_place_shows_a_block_escaped_and_without_links_to_a_list_that_is_not_there() -> None:
    vlak = Vlak()

    vlak.show(build_paragraph("<b>Oss</b>"))
    assert "&lt;b&gt;Oss" in vlak.value
    vlak.show(Blok(Markup('<td><a href="#bron-S2">S2, regel 4</a>; <a href="#bron-LOG">LOG</a></td>'), ""))
    assert "<td>S2, regel 4; LOG</td>" in vlak.value
    vlak.clear()
    assert vlak.value == ""


@pytest.mark.parametrize(
    ("error", "said", "traced"),
    [
        (Melding("Kies eerst een deelnemer."), "Kies eerst een deelnemer.", False),
        (TrajectError("data/x", [Probleem("a.csv", "wrong")]), "In data/x staan fouten", True),
        (ParameterError("parameter ‘x’ is onbekend"), "Een van de parameters klopt niet", True),
        (LeerkringError("deelnemer ‘x’ is onbekend"), "Met deze keuze", True),
        (PermissionError("x.csv"), "misschien omdat een ander programma", True),
        (OSError("disk"), "kon niet worden gelezen of geschreven", True),
        (ZeroDivisionError("division by zero"), "niet hadden voorzien", True),
    ],
)
def test_what_goes_wrong_is_one_dutch_sentence_and_the_trace_is_in_the_log(
    error: Exception, said: str, traced: bool, log: Path
) -> None:
    follow_log()
    zin = explain_error(error)

    assert said in zin
    assert zin.endswith(".")
    assert "\n" not in zin
    assert log.exists() is traced
    assert ("output/logs/lab.log" in zin) is traced
    if traced:
        assert type(error).__name__ in log.read_text(encoding="utf-8")


def test_a_handler_that_fails_shows_a_sentence_until_it_goes_well_again(log: Path) -> None:
    scherm = open_scherm("Proef", lambda _: None)
    divide = scherm.guard(lambda n: 1 / n)

    divide(0)
    assert "niet hadden voorzien" in scherm.fout.value
    assert "niet hadden voorzien" in scherm.status.tekst
    assert "division" not in scherm.fout.value
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    divide(1)
    assert scherm.fout.value == ""


@pytest.mark.usefixtures("log")
def test_what_goes_wrong_in_what_a_press_sets_off_stays_until_that_goes_well() -> None:
    scherm = open_scherm("Proef", lambda _: None)
    divide = scherm.guard(lambda n: 1 / n)
    press = scherm.guard(lambda *numbers: [divide(n) for n in numbers])

    press(1, 0)
    assert "Let op." in scherm.fout.value
    press(0, 1)
    assert scherm.fout.value == ""
    press(0)
    press()
    assert scherm.fout.value == ""


def test_an_explorer_that_cannot_be_built_says_so_on_its_own_screen(log: Path) -> None:
    def fail(_: Any) -> None:
        raise Melding("Dit traject is er niet.")

    scherm = open_scherm("Proef", fail)

    assert "Dit traject is er niet." in scherm.fout.value
    assert scherm.fout in scherm.children


def test_the_log_is_followed_once(log: Path) -> None:
    follow_log()
    follow_log()

    assert len([h for h in LOG.handlers if isinstance(h, logging.FileHandler)]) == 1


def test_the_look_is_that_of_the_reports_and_stays_within_the_explorer() -> None:
    css = str(write_style())

    assert css.startswith("<style>.lk-lab {")
    assert ".lk-figuur figcaption" in css
    assert ".lk-lacune" in css
    assert "--inkt: #e8ecf2" in css
    assert all(twin in css for twin in DONKER.values())
    assert css.count("{") == css.count("}")
    for word in ("body", ".lk-inhoud", "@page", "html {"):
        assert f"\n{word}" not in css
