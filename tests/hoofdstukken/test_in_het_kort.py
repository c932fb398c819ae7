"""The first screen of a report: an answer to each deelvraag, written or drafted from the rows."""

import re

import pytest
from plek import DATA

from leerkring import open_casus, open_kring
from leerkring.facade import Facade


def list_answers(facade: Facade) -> list[str]:
    """What each question is answered with, as a reader sees it."""
    html = str(facade.kort().html)
    parts = html.split('<section class="lk-antwoord">')[1:]
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", part)).strip() for part in parts]


def test_oss_is_told_by_what_happened_and_by_how_sure_that_is() -> None:
    oss = open_casus(DATA / "leertraject-2017", "oss", "openbaar")

    context, vormen, effecten, oordeel = list_answers(oss)

    assert "De Ruwaard" in context
    assert "vaste regels zaten in de weg" in vormen
    assert "Oud gedrag keert" in effecten or "oud gedrag keert" in effecten
    assert "Of het doel is bereikt, weten wij niet." in effecten
    assert "Zwak onderbouwd: verteld, 1 bron, 1 keer tegengesproken." in effecten
    assert "In het verslag komen zij niet zelf aan het woord." in oordeel
    assert "onze eerste lezing" in oss.kort().html


@pytest.mark.parametrize("traject", ["voorbeeld-2021", "leertraject-2017"])
def test_no_answer_begins_by_counting(traject: str) -> None:
    # "Er zijn 15 stappen vastgelegd" answers no question that anybody asked.
    answers = []
    for slug in open_kring(DATA / traject, "team").traject.deelnemers:
        casus = open_casus(DATA / traject, slug, "team")
        answers += [*list_answers(casus), *(b.zin for b in casus.beweringen)]

    assert len(answers) > 40
    assert [a for a in answers if re.match(r"Er (zijn|is) \d", a)] == []


def test_a_question_without_a_written_answer_is_drafted_from_the_rows_and_says_so() -> None:
    casus = open_casus(DATA / "voorbeeld-2021", "nevelwaard", "openbaar")
    own = casus.bevindingen.bevindingen
    open_questions = {"D1", "D2", "D3", "D4"} - set(own["deelvraag"])
    assert open_questions

    drafts = [a for a in list_answers(casus) if "Nog niet geduid" in a]

    assert len(drafts) + sum("Hierover weten wij nog niets" in a for a in list_answers(casus)) == len(open_questions)


def test_each_answer_leads_to_its_section() -> None:
    html = str(open_casus(DATA / "leertraject-2017", "oss", "openbaar").kort().html)

    assert re.findall(r'Verder: <a class="lk-sectie" href="#(s-[^"]+)"', html) == [
        *("s-aanpak", "s-verhouding-tussen-vormen", "s-effecten", "s-oordeel-van-inwoners-en-partners")
    ]


def test_the_circle_answers_the_central_question_first() -> None:
    kring = open_kring(DATA / "leertraject-2017", "openbaar")

    first, *rest = list_answers(kring)

    assert first.startswith(kring.traject.beschrijving.centrale_vraag)
    assert "Eén beste manier kwam er niet uit." in first
    assert len(rest) == 4


def test_a_summary_for_the_public_keeps_small_groups_hidden() -> None:
    laatste = open_casus(DATA / "voorbeeld-2021", "eksterhaven", "openbaar").vragenlijst.laatste
    assert not laatste.empty
    shown = laatste[~laatste["onderdrukt"].astype(bool)]
    assert not shown.empty
    assert (shown["n"] >= 10).all()


def test_a_notebook_may_ask_for_what_some_chapters_come_down_to() -> None:
    kort = open_casus(DATA / "leertraject-2017", "oss", "openbaar").kort("aanpak", "lessen")

    assert [line.split(" ")[0] for line in kort.tekst.splitlines()] == ["Aanpak", "Lessen"]
