"""The summary of a case report: an answer to each deelvraag, from the same frames as the sections."""

import pytest
from plek import DATA

from leerkring import open_casus


@pytest.fixture(scope="module")
def nevelwaard() -> dict[str, str]:
    return summarise("voorbeeld-2021", "nevelwaard", "deelnemer")


@pytest.fixture(scope="module")
def oss() -> dict[str, str]:
    return summarise("leertraject-2017", "oss", "openbaar")


def summarise(traject: str, deelnemer: str, doelgroep: str) -> dict[str, str]:
    """What each section comes down to, by its heading."""
    lines = open_casus(DATA / traject, deelnemer, doelgroep).kort()
    found = {}
    for line in lines.tekst.splitlines():
        titel = next(t for t in KOPPEN if line.startswith(t))
        found[titel] = line.removeprefix(titel).strip()
    assert list(found) == list(KOPPEN)
    return found


KOPPEN = (
    "Aanpak",
    "Verhouding tussen vormen",
    "Effecten",
    "Oordeel van inwoners en partners",
    "Vragenlijst",
    "Lessen",
    "Wat we weten en niet weten",
)


def test_residents_who_judge_worse_than_staff_are_the_finding(nevelwaard: dict[str, str]) -> None:
    assert "Inwoners oordelen lager dan medewerkers" in nevelwaard["Vragenlijst"]
    assert nevelwaard["Vragenlijst"].endswith("Dit is indicatief.")
    assert nevelwaard[KOPPEN[3]] == "Oordeel van inwoners: 3 ongunstig. Oordeel van partners: 1 gemengd."


def test_the_steps_of_oss_add_up(oss: dict[str, str]) -> None:
    assert oss["Aanpak"] == "Er zijn 15 stappen vastgelegd: 6 uitgevoerd en 9 nog bezig."


def test_the_effects_of_de_ruwaard_are_told_without_boasting(oss: dict[str, str]) -> None:
    assert oss["Effecten"] == (
        "Er zijn 6 effecten gezien: 5 gunstig en 1 ongunstig. Geen daarvan is gemeten. "
        "Voor geen daarvan is het bewijs sterker dan zwak."
    )


def test_what_is_missing_among_the_effects_stands_after_what_is_missing_at_all(oss: dict[str, str]) -> None:
    gaps = oss["Wat we weten en niet weten"]
    assert gaps.index("Voor elke deelvraag is er bewijs.") < gaps.index("Naast elk beoogd effect")


def test_a_questionnaire_that_was_never_held_is_said(oss: dict[str, str]) -> None:
    assert oss["Vragenlijst"] == "Er is geen vragenlijst afgenomen, of de antwoorden mogen niet worden getoond."


def test_a_summary_for_the_public_keeps_small_groups_hidden() -> None:
    laatste = open_casus(DATA / "voorbeeld-2021", "eksterhaven", "openbaar").vragenlijst.laatste
    assert not laatste.empty
    shown = laatste[~laatste["onderdrukt"].astype(bool)]
    assert not shown.empty
    assert (shown["n"] >= 10).all()


def test_a_notebook_may_ask_for_some_chapters_only() -> None:
    kort = open_casus(DATA / "leertraject-2017", "oss", "openbaar").kort("aanpak", "lessen")
    assert [line.split(" Er ")[0] for line in kort.tekst.splitlines()] == ["Aanpak", "Lessen"]
