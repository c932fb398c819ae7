"""What changed, in numbers where there are any, and how inwoners and partners judge it."""

import pandas as pd
import pytest
from lxml import html
from teksttabel import expect, make_frame

from leerkring.begrippen import Groep, Richting
from leerkring.hoofdstukken.effecten.beeld.gezien import say_anders, say_oordeel
from leerkring.hoofdstukken.effecten.beeld.oordelen import say_judgements, table_oordelen
from leerkring.hoofdstukken.effecten.cijfers.bewijskracht import list_tegengronden
from leerkring.hoofdstukken.effecten.cijfers.effecten import (
    count_effecten,
    count_richtingen,
    list_oordelen,
    list_series,
    mark_verteld,
)

EFFECTEN = """
deelnemer  casus  id  naam        status       richting   bedoeld  zekerheid    tegenbewijs
noord      -      E1  Sneller     waargenomen  gunstig    ja       gemeten      Toeval kan ook.
noord      -      E2  Meer zorg   beoogd       gunstig    ja       beweerd      -
noord      -      E3  Meer druk   waargenomen  ongunstig  nee      waargenomen  -
zuid       -      E4  Niets       waargenomen  neutraal   nee      beweerd      -
-          wijk   E5  Elders      waargenomen  gunstig    ja       beweerd      -
noord      -      E6  Nog vlotter  waargenomen  gunstig    ja       beweerd      -
"""
DEELNEMERS = "id  naam\nnoord  Noord\nzuid  Zuid"


def effecten(text: str = EFFECTEN) -> pd.DataFrame:
    return make_frame("effecten", text)


@pytest.mark.parametrize("text", ["", EFFECTEN], ids=["no rows at all", "only rows of another"])
def test_lists_about_nobody_are_empty(text: str) -> None:
    metingen = make_frame("indicatormetingen")
    beoordelingen = make_frame("beoordelingen").assign(verteld=False)

    assert list_series(metingen, effecten(text), "elders") == []
    assert list_oordelen(beoordelingen, effecten(text), "elders").empty


def test_series_stands_in_its_own_order_and_keeps_ranges() -> None:
    metingen = make_frame(
        "indicatormetingen",
        """
        effect  indicator  volgorde  stap  nulmeting  waarde  waarde_hoog  precisie  peildatum
        E1      Duur       2         T3    nee        2,5     3,5          precies   2022-05
        E1      Duur       0         T0    ja         11      -            precies   2021
        E1      Duur       1         T1    nee        6       -            ruim      2021-09-01
        """,
    )

    found = list_series(metingen, effecten(), "noord")
    assert len(found) == 1
    pd.testing.assert_frame_equal(
        found[0].drop(columns=["bron"]),
        expect("""
            effect   indicator  volgorde:int64  stap  nulmeting:bool  waarde:float64  waarde_hoog:float64  precisie  eenheid  peildatum   toelichting  herkomst
            Sneller  Duur       0               T0    ja              11              -                    precies   dagen    2021        -            indicatormetingen.csv:3
            Sneller  Duur       1               T1    nee             6               -                    ruim      dagen    2021-09-01  -            indicatormetingen.csv:4
            Sneller  Duur       2               T3    nee             2.5             3.5                  precies   dagen    2022-05     -            indicatormetingen.csv:2
        """),  # noqa: E501 - one row, one line
    )


def test_each_effect_and_indicator_has_its_own_series() -> None:
    metingen = make_frame(
        "indicatormetingen",
        """
        effect  indicator  waarde
        E3      Druk       5
        E1      Duur       11
        E4      Duur       9
        E1      Kosten     3
        E1      Duur       8
        E5      Duur       2
        """,
    )

    series = list_series(metingen, effecten(), "noord")
    assert [(s["effect"].iloc[0], s["indicator"].iloc[0], list(s["waarde"])) for s in series] == [
        ("Meer druk", "Druk", [5.0]),
        ("Sneller", "Duur", [11.0, 8.0]),
        ("Sneller", "Kosten", [3.0]),
    ]


def test_judgements_name_the_effect_and_the_group() -> None:
    beoordelingen = make_frame(
        "beoordelingen",
        """
        effect  groep     oordeel    omschrijving     zekerheid
        E3      inwoners  ongunstig  Het duurt lang.  beweerd
        E4      partners  gunstig    Van een ander.   beweerd
        E1      partners  gemengd    Het gaat wel.    waargenomen
        """,
    )

    pd.testing.assert_frame_equal(
        list_oordelen(beoordelingen.assign(verteld=False), effecten(), "noord").drop(columns="verteld"),
        expect("""
            effect     groep     oordeel    omschrijving     zekerheid    bron:tuple  herkomst
            Meer druk  Inwoners  ongunstig  Het duurt lang.  Beweerd      S1          beoordelingen.csv:2
            Sneller    Partners  gemengd    Het gaat wel.    Waargenomen  S1          beoordelingen.csv:4
        """),
    )


HOREN_ZEGGEN = """
id  effect  groep     oordeel    omschrijving     zekerheid    bron
B1  E1      inwoners  gunstig    Het gaat beter.  beweerd      S1:3
B2  E1      inwoners  ongunstig  Het gaat stroef  beweerd      S1|S2
B3  E3      partners  gunstig    Het gaat goed.   waargenomen  S2
B4  E3      partners  gunstig    Volgens ons ook  beweerd      S1
"""


def test_what_only_documents_tell_of_people_is_told_by_others() -> None:
    """S1 is a report and S2 an interview: in B2 somebody spoke as well, and B3 claims more than a report may."""
    bronnen = make_frame("bronnen", "id  soort\nS1  document\nS2  interview")
    judged = mark_verteld(make_frame("beoordelingen", HOREN_ZEGGEN), bronnen)
    telling = count_effecten(effecten(), judged, "noord")
    own = list_oordelen(judged, effecten(), "noord")

    assert dict(zip(judged["id"], judged["verteld"], strict=True)) == {"B1": True, "B2": False, "B3": False, "B4": True}
    assert telling.verteld == {Groep.INWONERS: 1, Groep.PARTNERS: 1}
    assert say_judgements(telling.oordelen, telling.verteld) == (
        "Oordeel van inwoners: 1 gunstig en 1 ongunstig. Daarvan is er 1 volgens het verslag. "
        "Oordeel van partners: 2 gunstig. Daarvan is er 1 volgens het verslag."
    )
    assert say_oordeel(own.iloc[:2]) == "Inwoners: Het gaat stroef. Inwoners, volgens het verslag: Het gaat beter."
    # A row that says so itself does not say it twice; a table always does.
    assert say_oordeel(own.iloc[3:]) == "Partners: Volgens ons ook."
    shown = html.fromstring(str(table_oordelen(own, "Noord").html)).xpath(".//tbody/tr/*[2]")
    assert [" ".join(cell.text_content().split()) for cell in shown] == [
        "Inwoners, volgens het verslag",
        "Inwoners",
        "Partners",
        "Partners, volgens het verslag",
    ]
    every = say_judgements({Groep.INWONERS: {**dict.fromkeys(Richting, 0), Richting.GUNSTIG: 2}}, {Groep.INWONERS: 2})
    assert every == "Oordeel van inwoners, volgens het verslag: 2 gunstig."


def test_a_judgement_that_others_tell_says_so_wherever_it_speaks_against_an_effect() -> None:
    bronnen = make_frame("bronnen", "id  soort\nS1  document\nS2  interview")
    judged = mark_verteld(make_frame("beoordelingen", HOREN_ZEGGEN), bronnen)
    good = {"tegenbewijs": None, "richting": "ongunstig"}

    told, spoken = judged[judged["id"] == "B1"], judged[judged["id"] == "B3"]
    nothing = make_frame("procestoetsen").assign(stand="")
    assert list_tegengronden(good, told, nothing) == ("inwoners oordelen volgens het verslag gunstig",)
    assert list_tegengronden(good, spoken, nothing) == ("partners oordelen gunstig",)
    assert say_anders(Groep.INWONERS, Richting.GEMENGD, verteld=True) == (
        "Inwoners oordelen volgens het verslag anders (gemengd)"
    )


def test_directions_are_counted_over_observed_effects_with_noughts() -> None:
    pd.testing.assert_frame_equal(
        count_richtingen(effecten(), make_frame("deelnemers", DEELNEMERS)),
        expect("""
            deelnemer  naam   richting   n:int64  herkomst
            noord      Noord  gunstig    2        effecten.csv:2, effecten.csv:7
            noord      Noord  gemengd    0        -
            noord      Noord  neutraal   0        -
            noord      Noord  ongunstig  1        effecten.csv:4
            zuid       Zuid   gunstig    0        -
            zuid       Zuid   gemengd    0        -
            zuid       Zuid   neutraal   1        effecten.csv:5
            zuid       Zuid   ongunstig  0        -
        """).fillna({"herkomst": ""}),
    )


def test_directions_of_nothing_are_nought_and_of_nobody_empty() -> None:
    none = count_richtingen(effecten(""), make_frame("deelnemers", DEELNEMERS))
    nobody = count_richtingen(effecten(), make_frame("deelnemers"))

    assert len(none) == 2 * len(Richting)
    assert none["n"].sum() == 0
    assert nobody.empty
    assert list(nobody.columns) == ["deelnemer", "naam", "richting", "n", "herkomst"]
