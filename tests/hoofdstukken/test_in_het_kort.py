"""The summary of a case report: an answer to each deelvraag, from the same frames as the sections."""

import pytest
from leerkring.hoofdstukken.bewijs.beeld.zinnen import say_effects, say_gaps, say_judgements, say_steps
from leerkring.hoofdstukken.bewijs.cijfers.kern import count_kern
from leerkring.hoofdstukken.effecten.cijfers.effectverhaal import collect_effectverhaal
from leerkring.hoofdstukken.vragenlijst.cijfers.uitkomsten import collect_uitkomsten
from plek import DATA

from leerkring.hoofdstukken.bewijs.cijfers.bewijs import collect_bewijs, count_bewijs
from leerkring.hoofdstukken.effecten.beeld.bewijskracht import say_leemten, say_sterkste
from leerkring.hoofdstukken.vragenlijst.beeld.oordeel import say_judgement_survey
from leerkring.traject import Traject, open_traject


def summarise(traject: Traject, slug: str) -> dict[str, str]:
    kern = count_kern(traject, count_bewijs(collect_bewijs(traject), traject, "deelnemer"), slug)
    effect, vragen = collect_effectverhaal(traject, slug), collect_uitkomsten(traject, slug)
    schaal = traject.vragenlijst.schaal
    return {
        "stappen": say_steps(kern),
        "effecten": f"{say_effects(kern)} {say_sterkste(effect.bijdragen, effect.veranderingen)}",
        "oordeel": say_judgements(kern),
        "vragenlijst": say_judgement_survey(vragen.laatste, vragen.verandering, vragen.verschil, schaal),
        "leemten": f"{say_gaps(kern)} {say_leemten(effect.bijdragen, effect.beoogd)}",
    }


@pytest.fixture(scope="module")
def nevelwaard() -> dict[str, str]:
    return summarise(open_traject(DATA / "voorbeeld-2021", "deelnemer", "nevelwaard"), "nevelwaard")


@pytest.fixture(scope="module")
def oss() -> dict[str, str]:
    return summarise(open_traject(DATA / "leertraject-2017", "openbaar", "oss"), "oss")


def test_residents_who_judge_worse_than_staff_are_the_finding(nevelwaard: dict[str, str]) -> None:
    assert "Inwoners oordelen lager dan medewerkers" in nevelwaard["vragenlijst"]
    assert nevelwaard["vragenlijst"].endswith("Dit is indicatief.")
    assert nevelwaard["oordeel"] == "Oordeel van inwoners: 3 ongunstig. Oordeel van partners: 1 gemengd."


def test_the_steps_of_oss_add_up(oss: dict[str, str]) -> None:
    assert oss["stappen"] == "Er zijn 15 stappen vastgelegd: 6 uitgevoerd en 9 nog bezig."


def test_the_effects_of_de_ruwaard_are_told_without_boasting(oss: dict[str, str]) -> None:
    assert oss["effecten"] == (
        "Er zijn 6 effecten gezien: 5 gunstig en 1 ongunstig. Geen daarvan is gemeten. "
        "Voor geen daarvan is het bewijs sterker dan zwak."
    )


def test_a_questionnaire_that_was_never_held_is_said(oss: dict[str, str]) -> None:
    assert oss["vragenlijst"] == "Er is geen vragenlijst afgenomen, of de antwoorden mogen niet worden getoond."


def test_a_summary_for_the_public_keeps_small_groups_hidden() -> None:
    traject = open_traject(DATA / "voorbeeld-2021", "openbaar", "eksterhaven")
    laatste = collect_uitkomsten(traject, "eksterhaven").laatste
    assert not laatste.empty
    shown = laatste[~laatste["onderdrukt"].astype(bool)]
    assert not shown.empty
    assert (shown["n"] >= 10).all()
