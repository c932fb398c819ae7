"""The contribution story: steps, change as exact as the numbers allow, rivals, and what was hoped for."""

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from teksttabel import expect, make_frame

from leerkring.hoofdstukken.effecten.cijfers.bewijskracht import conclude_claims, weigh_effecten
from leerkring.hoofdstukken.effecten.cijfers.bijdrage import (
    compare_nulmeting,
    measure_change,
    pair_beoogd,
    read_bounds,
    trace_bijdragen,
)
from leerkring.hoofdstukken.effecten.cijfers.effecten import mark_verteld
from leerkring.traject import Traject, open_traject

EFFECTEN = """
deelnemer  id  naam        status       richting   sturingsvorm  zekerheid    interventies  andere_verklaring  bron
noord      E1  Ruzie       waargenomen  ongunstig  ZE            beweerd      I1            -                  S1
noord      E2  Sneller     waargenomen  gunstig    ZE            gemeten      I1|I2         De app.            S1
noord      E3  Vrijer      beoogd       gunstig    ZE            beweerd      I2            -                  S1
noord      E4  Gelijk      waargenomen  neutraal   GE            waargenomen  -             De tijd.           S1
zuid       E5  Elders      waargenomen  gunstig    ZE            gemeten      I1            -                  S1
"""
STAPPEN = """
id  naam    status       gepland_start  gepland_eind  start    eind
I1  Kader   uitgevoerd   2021-05        2021-06       2021-06  2021-07
I2  Rooster gestopt      2021-07        -             -        -
"""


def trace(effecten: str = EFFECTEN, oordelen: str = "", toetsen: str = "", slug: str = "noord") -> pd.DataFrame:
    claims = conclude_claims(make_frame("procestoetsen", toetsen))
    effects, bronnen = make_frame("effecten", effecten), make_frame("bronnen", "id\nS1\nS2")
    judged = mark_verteld(make_frame("beoordelingen", oordelen), bronnen)
    steps = STAPPEN.replace("Rooster ", "Rooster  ")
    krachten = weigh_effecten(effects, make_frame("indicatormetingen"), judged, claims, bronnen)
    return trace_bijdragen(krachten, effects, make_frame("interventies", steps), judged, claims, slug)


def test_story_tells_what_was_seen_with_the_strongest_evidence_first() -> None:
    assert list(trace()["id"]) == ["E2", "E4", "E1"]
    assert list(trace(slug="zuid")["id"]) == ["E5"]
    assert trace(slug="elders").empty
    assert trace("").empty


def test_steps_have_the_period_in_which_they_ran_and_only_a_plan_has_its_planned_one() -> None:
    found = trace().set_index("id")["stappen"]

    assert found["E2"] == (("I1", "Kader", "2021-06/2021-07", "uitgevoerd"), ("I2", "Rooster", None, "gestopt"))
    assert found["E4"] == ()


def test_story_shows_judgements_and_all_its_sources() -> None:
    found = trace(
        oordelen="effect  groep  oordeel  omschrijving  bron\nE2  inwoners  ongunstig  Te snel.  S2",
        toetsen="effect  bron\nE1  S2",
    ).set_index("id")

    assert found.loc["E2", "oordelen"] == (("inwoners", "ongunstig", "Te snel.", True),)
    assert found.loc["E1", "oordelen"] == ()
    assert list(found["verhaalbron"][["E1", "E2", "E4"]]) == [("S1", "S2"), ("S1", "S2"), ("S1",)]
    assert found.loc["E2", "bron"] == ("S1",)  # who contradicts is no support


@pytest.mark.parametrize(
    ("toetsen", "still_open"),
    [
        ("", True),
        ("effect  rivaal  soort  uitslag\nE2  ja  hoepel  gezakt", False),
        ("effect  rivaal  soort  uitslag\nE2  ja  hoepel  geslaagd", True),
        ("effect  rivaal  soort  uitslag\nE2  nee  hoepel  gezakt", True),
        ("effect  rivaal  claim  soort  uitslag\nE2  ja  R  hoepel  gezakt\nE2  ja  Q  strohalm  gezakt", True),
    ],
    ids=["not tested", "rejected", "survives", "only the own claim was tested", "one of two rejected"],
)
def test_rival_stays_open_until_tests_reject_it(toetsen: str, still_open: bool) -> None:
    found = trace(toetsen=toetsen).set_index("id")["rivaal_open"]

    assert found.to_dict() == {"E2": still_open, "E4": True, "E1": False}


# Change


@pytest.mark.parametrize(
    ("waarde", "hoog", "precisie", "bounds"),
    [
        (6, None, "precies", (6, 6)),
        (6, None, "ongeveer", (6, 6)),
        (2.5, 3.5, "precies", (2.5, 3.5)),
        (6, None, "ruim", (6, None)),
        (10, None, "minder_dan", (None, 10)),
    ],
)
def test_number_lies_between_what_its_precision_says(
    waarde: float, hoog: float | None, precisie: str, bounds: tuple[float | None, float | None]
) -> None:
    found = read_bounds(waarde, math.nan if hoog is None else hoog, precisie)

    assert tuple(None if math.isnan(b) else b for b in found) == bounds


@pytest.mark.parametrize(
    ("nul", "later", "change"),
    [
        ((40, 40), (50, 50), (10, 10, 0.25, 0.25)),
        ((10, 10), (2.5, 3.5), (-7.5, -6.5, -0.75, -0.65)),
        ((8, 10), (9, 12), (-1, 4, -0.1, 0.5)),
        ((11, 11), (6, math.nan), (-5, math.nan, -5 / 11, math.nan)),
        ((20, 20), (math.nan, 10), (math.nan, -10, math.nan, -0.5)),
        ((0, 0), (5, 5), (5, 5, math.nan, math.nan)),
        ((10, 20), (-10, -5), (-30, -15, -2, -1.25)),
    ],
)
def test_change_is_as_wide_as_what_is_not_known(nul: Any, later: Any, change: tuple[float, ...]) -> None:
    assert measure_change(nul, later) == pytest.approx(change, nan_ok=True)


NUMBER = st.integers(-50, 50).map(float)
MANY = settings(deadline=None, max_examples=200, database=None)


BELOW = st.tuples(NUMBER, NUMBER, NUMBER).map(sorted)
ABOVE = st.tuples(*[st.integers(1, 50).map(float)] * 3).map(sorted)


@MANY
@given(BELOW, BELOW)
def test_true_change_always_lies_within_the_range(nul: list[float], later: list[float]) -> None:
    low, high, *_ = measure_change((nul[0], nul[2]), (later[0], later[2]))

    assert low <= later[1] - nul[1] <= high


@MANY
@given(ABOVE, BELOW)
def test_true_share_always_lies_within_the_range(nul: list[float], later: list[float]) -> None:
    _, _, low, high = measure_change((nul[0], nul[2]), (later[0], later[2]))

    assert low - 1e-9 <= later[1] / nul[1] - 1 <= high + 1e-9


METINGEN = """
effect  indicator  volgorde  stap  nulmeting  waarde  waarde_hoog  precisie  eenheid  bron
E2      Duur       2         T2    nee        2,5     3,5          precies   weken    S2
E2      Duur       0         T0    ja         10      -            precies   weken    S1
E2      Duur       1         T1    nee        6       -            ongeveer  weken    S1
E2      Deel       0         T0    nee        40      -            precies   procent  S1
E2      Deel       1         T1    ja         50      -            precies   procent  S1
E1      Los        0         T3    nee        7       -            precies   keer     S1
E5      Duur       0         T0    ja         7       -            precies   keer     S1
"""


def test_each_number_is_compared_with_the_nulmeting_of_its_series() -> None:
    found = compare_nulmeting(make_frame("indicatormetingen", METINGEN), make_frame("effecten", EFFECTEN), "noord")

    pd.testing.assert_frame_equal(
        found[["indicator", "stap", "nul_stap", "verschil_laag", "verschil_hoog", "relatief_laag", "laatste"]],
        expect("""
            indicator  stap  nul_stap  verschil_laag:float64  verschil_hoog:float64  relatief_laag:float64  laatste:bool
            Duur       T0    T0        -                      -                      -                      nee
            Duur       T1    T0        -4                     -4                     -0.4                   nee
            Duur       T2    T0        -7.5                   -6.5                   -0.75                  ja
            Deel       T0    T1        -                      -                      -                      nee
            Deel       T1    T1        -                      -                      -                      ja
            Los        T3    -         -                      -                      -                      ja
        """),
        check_dtype=False,
    )
    assert list(found["ongeveer"]) == [False, True, False, False, False, False]
    assert list(found["eenheid_verschil"].unique()) == ["weken", "procentpunt", "keer"]
    assert found["bron"].iloc[2] == ("S1", "S2")
    assert found["herkomst"].iloc[2] == "indicatormetingen.csv:3, indicatormetingen.csv:2"


def test_no_numbers_is_an_empty_frame_with_columns() -> None:
    found = compare_nulmeting(make_frame("indicatormetingen"), make_frame("effecten", EFFECTEN), "noord")

    assert found.empty
    assert {"verschil_laag", "laatste", "herkomst"} <= set(found.columns)


# Hoped for beside seen


def test_hope_is_paired_with_what_was_seen_of_the_same_form() -> None:
    found = pair_beoogd(trace(), make_frame("effecten", EFFECTEN), "noord")

    assert list(found["id"]) == ["E3"]
    assert found["gezien"].iloc[0] == (("Sneller", "gunstig", "matig", 1),)
    assert found["anders"].iloc[0] == ()  # the quarrel came from another step
    assert not found["lacune"].iloc[0]
    assert found["herkomst"].iloc[0] == "effecten.csv:4, effecten.csv:3"


@pytest.mark.parametrize(("richting", "lacune"), [("ongunstig", True), ("neutraal", True), ("gemengd", False)])
def test_hope_is_a_gap_unless_what_was_seen_is_partly_in_its_direction(richting: str, lacune: bool) -> None:
    text = EFFECTEN.replace(
        "waargenomen  gunstig    ZE            gemeten ", f"waargenomen  {richting:9}  ZE            gemeten "
    )
    found = pair_beoogd(trace(text), make_frame("effecten", text), "noord").iloc[0]

    assert (found["gezien"], found["lacune"]) == ((), lacune)
    assert found["anders"] == (("Sneller", richting, "matig", 1),)
    assert pair_beoogd(trace(), make_frame("effecten", EFFECTEN), "zuid").empty


# The stories


@pytest.fixture(scope="module")
def kring() -> Traject:
    return open_traject("data/voorbeeld-2021")


@pytest.fixture(scope="module")
def leertraject() -> Traject:
    return open_traject("data/leertraject-2017")


def trace_data(t: Traject, slug: str) -> pd.DataFrame:
    claims = conclude_claims(t.frame("procestoetsen"))
    names = ("effecten", "indicatormetingen", "beoordelingen", "interventies", "bronnen")
    effecten, metingen, oordelen, stappen, bronnen = (t.frame(name) for name in names)
    oordelen = mark_verteld(oordelen, bronnen)
    krachten = weigh_effecten(effecten, metingen, oordelen, claims, bronnen)
    return trace_bijdragen(krachten, effecten, stappen, oordelen, claims, slug)


def follow(t: Traject, slug: str) -> pd.DataFrame:
    return compare_nulmeting(t.frame("indicatormetingen"), t.frame("effecten"), slug)


def test_eksterhaven_picks_up_23_points_more_and_rejects_the_app(kring: Traject) -> None:
    best = trace_data(kring, "eksterhaven").iloc[0]
    last = follow(kring, "eksterhaven").query("laatste").iloc[0]

    assert (best["id"], best["kracht"], best["rivaal_open"]) == ("EKS-E2", "sterk", False)
    assert [step[1] for step in best["stappen"]] == ["Vaste ambtenaar per dorp", "Meldingen eerst naar het dorp"]
    assert (last["nul_waarde"], last["waarde"], last["verschil_laag"], last["verschil_hoog"]) == (48, 71, 23, 23)


def test_mistelbroek_hoped_for_a_talk_and_nothing_of_it_was_seen(kring: Traject) -> None:
    found = pair_beoogd(trace_data(kring, "mistelbroek"), kring.frame("effecten"), "mistelbroek").iloc[0]
    last = follow(kring, "mistelbroek").query("laatste").iloc[0]

    assert (found["naam"], found["lacune"]) == ("Gesprek over effect", True)
    assert [(naam, richting) for naam, richting, _, _ in found["anders"]] == [
        ("Doorlooptijd van aanvragen", "neutraal"),
        ("Medewerkers zien geen verschil", "neutraal"),
    ]
    assert (last["verschil_laag"], last["verschil_hoog"]) == (0, 0)


def test_kwartelstroom_costs_moved_less_than_they_are_uncertain(kring: Traject) -> None:
    costs = follow(kring, "kwartelstroom").query("laatste and indicator == 'Kosten per zorgtraject'").iloc[0]

    assert (costs["verschil_laag"], costs["verschil_hoog"]) == (-0.4, 0.3)


def test_savings_dialogue_falls_by_ten_million_in_ranges_that_stay_ranges(leertraject: Traject) -> None:
    found = follow(leertraject, "sudwest-fryslan").query("effect == 'BEZ-E2'").reset_index(drop=True)

    pd.testing.assert_frame_equal(
        found[["stap", "verschil_laag", "verschil_hoog", "bron"]],
        expect("""
            stap                    verschil_laag:float64  verschil_hoog:float64  bron:tuple
            opgehaalde voorstellen  -                      -                      S2:353
            na ambtelijk advies     -5                     -                      S2:353
            na het college          -8.5                   -7.5                   S2:353
            na de raad              -10                    -10                    S2:353
        """),
        check_dtype=False,
    )
    assert found["relatief_laag"].iloc[-1] == pytest.approx(-10 / 11)
    story = trace_data(leertraject, "sudwest-fryslan").iloc[0]
    assert (story["id"], story["rivaal_open"]) == ("BEZ-E2", True)
    assert story["verhaalbron"] == ("S2:351-353", "S2:353", "S2:355")


def test_stroomlijn_hoped_and_the_source_saw_nothing_yet(leertraject: Traject) -> None:
    found = pair_beoogd(trace_data(leertraject, "drechtsteden"), leertraject.frame("effecten"), "drechtsteden")

    assert len(found) == 4
    assert found["lacune"].all()
