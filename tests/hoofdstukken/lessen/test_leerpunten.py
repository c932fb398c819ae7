"""How far the lessons reach: status, support per deelnemer and form, tensions and saturation."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from teksttabel import expect, make_frame

from leerkring.begrippen import LesStatus
from leerkring.hoofdstukken.lessen.cijfers.leerpunten import (
    count_lesstatussen,
    match_lessen,
    measure_verzadiging,
    spread_lessen,
)
from leerkring.traject import Traject, open_traject

DEELNEMERS = make_frame("deelnemers", "id  naam  sturingsvorm\nnoord  Noord  ZE\nzuid  Zuid  RE")
CASUSSEN = make_frame(
    "casussen", "id  naam  deelnemer  sturingsvormen\nwijk  Wijk  noord  GE|KN\nver  Ver  -  PP\ndorp  Dorp  zuid  GE"
)


@pytest.fixture(scope="module")
def kring() -> Traject:
    return open_traject("data/voorbeeld-2021", doelgroep="team")


@pytest.fixture(scope="module")
def leertraject() -> Traject:
    return open_traject("data/leertraject-2017", doelgroep="team")


def make_lessen(text: str) -> pd.DataFrame:
    return make_frame("lessen", text)


def make_bewijs(text: str) -> pd.DataFrame:
    return make_frame("bewijsstukken", text)


def saturate(lessen: str, fragmenten: str = "", coderingen: str = "") -> pd.DataFrame:
    return measure_verzadiging(
        make_lessen(lessen), make_frame("fragmenten", fragmenten), make_frame("coderingen", coderingen)
    )


def test_lessons_are_counted_along_their_path_in_order() -> None:
    found = count_lesstatussen(make_lessen("id  status\nL1  getoetst\nL2  waargenomen\nL3  getoetst"))

    assert list(found["status"]) == [s.label for s in LesStatus]
    pd.testing.assert_frame_equal(
        found[found["n"] > 0].reset_index(drop=True),
        expect("""
            status       n:int64  lessen:tuple  herkomst
            Waargenomen  1        L2            lessen.csv:3
            Getoetst     2        L1|L3         lessen.csv:2, lessen.csv:4
        """),
    )


def test_matrix_says_for_each_lesson_and_place_which_way_the_evidence_points() -> None:
    bewijs = make_bewijs("""
        les  deelnemer  casus  strekking
        L1   noord      -      steunt
        L1   noord      wijk   weerspreekt
        L1   -          ver    weerspreekt
        L2   zuid       -      steunt
        L2   zuid       -      steunt
        L2   -          -      weerspreekt
    """)

    found = match_lessen(make_lessen("id  titel\nL1  Een\nL2  Twee"), bewijs, DEELNEMERS, CASUSSEN)
    pd.testing.assert_frame_equal(
        found.drop(columns="titel"),
        expect("""
            les  plek              wie               strekking    steun:int64  tegen:int64  herkomst
            L1   deelnemers:noord  Noord             beide        1            1            bewijsstukken.csv:2, bewijsstukken.csv:3
            L1   deelnemers:zuid   Zuid              -            0            0            -
            L1   casussen:ver      Ver               weerspreekt  0            1            bewijsstukken.csv:4
            L1   -                 Zonder deelnemer  -            0            0            -
            L2   deelnemers:noord  Noord             -            0            0            -
            L2   deelnemers:zuid   Zuid              steunt       2            0            bewijsstukken.csv:5, bewijsstukken.csv:6
            L2   casussen:ver      Ver               -            0            0            -
            L2   -                 Zonder deelnemer  weerspreekt  0            1            bewijsstukken.csv:7
        """).fillna({"herkomst": "", "plek": ""}),  # noqa: E501 - one row, one line
    )


@pytest.mark.parametrize(
    ("bewijs", "gesteund", "gedeeld", "reikwijdte"),
    [
        ("noord  -     steunt", "ZE", "ZE", "een vorm"),
        ("noord  -     steunt\nzuid  -  steunt", "RE|ZE", "", "meer vormen"),
        # One place with two forms cannot tell them apart, however many forms it has.
        ("noord  wijk  steunt", "GE|KN", "GE|KN", "een vorm"),
        ("noord  wijk  steunt\nzuid  dorp  steunt", "GE|KN", "GE", "een vorm"),
        ("-      ver   steunt\nzuid  dorp  steunt", "PP|GE", "", "meer vormen"),
        ("noord  -     steunt\nzuid  -  weerspreekt", "ZE", "ZE", "een vorm"),
        ("-      -     steunt", "", "", "geen vorm"),
        ("noord  -     steunt\n-  -  steunt", "ZE", "ZE", "een vorm"),
        ("zuid   -     weerspreekt", "", "", "geen vorm"),
    ],
)
def test_lesson_holds_across_forms_when_no_form_is_behind_all_its_support(
    bewijs: str, gesteund: str, gedeeld: str, reikwijdte: str
) -> None:
    frame = make_bewijs(f"deelnemer  casus  strekking\n{bewijs}")
    found = spread_lessen(make_lessen("id\nL1"), frame, DEELNEMERS, CASUSSEN).iloc[0]

    assert found["gesteund"] == tuple(gesteund.split("|")) * bool(gesteund)
    assert found["gedeeld"] == tuple(gedeeld.split("|")) * bool(gedeeld)
    assert found["reikwijdte"] == reikwijdte


def test_claim_of_a_lesson_is_checked_against_its_evidence() -> None:
    bewijs = make_bewijs("""
        les  deelnemer  strekking
        L1   noord      steunt
        L1   zuid       weerspreekt
        L2   zuid       steunt
    """)
    lessen = make_lessen("id  sturingsvormen\nL1  ZE|KN\nL2  -\nL3  OP")

    pd.testing.assert_frame_equal(
        spread_lessen(lessen, bewijs, DEELNEMERS, CASUSSEN).drop(columns=["titel", "gedeeld"]),
        expect("""
            les  bedoeld:tuple  gesteund:tuple  weersproken:tuple  zonder_steun:tuple  ook:tuple  gevallen:int64  reikwijdte  herkomst
            L1   ZE|KN          ZE              RE                 KN                  -          1               een vorm    lessen.csv:2, bewijsstukken.csv:2, bewijsstukken.csv:3
            L2   -              RE              -                  -                   -          1               een vorm    lessen.csv:3, bewijsstukken.csv:4
            L3   OP             -               -                  OP                  -          0               geen vorm   lessen.csv:4
        """),  # noqa: E501 - one row, one line
    )


def test_support_at_a_form_that_the_lesson_does_not_name_is_shown() -> None:
    found = spread_lessen(
        make_lessen("id  sturingsvormen\nL1  OP"), make_bewijs("deelnemer\nnoord"), DEELNEMERS, CASUSSEN
    )

    assert list(found["ook"]) == [("ZE",)]


def test_new_lessons_and_codes_add_up_over_the_rounds() -> None:
    found = saturate(
        "id  ronde\nL1  1\nL2  1\nL3  3",
        "id  ronde\nF1  1\nF2  2\nF3  2",
        """
        fragment  codeur  code
        F1        T1      a
        F1        T2      b
        F2        T1      a
        F2        T1      c
        F3        T2      c
        """,
    )

    pd.testing.assert_frame_equal(
        found,
        expect("""
            soort   ronde:Int64  nieuw:int64  totaal:Int64  wat:tuple  basis:Int64  herkomst
            lessen  1            2            2             L1|L2      -            lessen.csv:2, lessen.csv:3
            lessen  2            0            2             -          -            -
            lessen  3            1            3             L3         -            lessen.csv:4
            codes   1            2            2             a|b        1            coderingen.csv:2, coderingen.csv:3
            codes   2            1            3             c          2            coderingen.csv:5
        """).fillna({"herkomst": "", "plek": ""}),
    )


def test_lessons_without_a_round_are_a_gap_and_not_a_nought() -> None:
    found = saturate("id  ronde\nL1  -\nL2  -")

    assert found["ronde"].isna().all()
    assert found["totaal"].isna().all()
    assert list(found["wat"]) == [("L1", "L2")]


def test_lesson_without_a_round_stands_apart_from_those_with_one() -> None:
    found = saturate("id  ronde\nL1  2\nL2  -")

    assert list(found["nieuw"]) == [0, 1, 0, 1]
    assert list(found["totaal"].fillna(-1)) == [0, 1, 1, -1]


def test_code_counts_from_its_first_known_round() -> None:
    found = saturate("", "id  ronde\nF1  -\nF2  3", "fragment  code\nF1  a\nF2  a\nF1  b")
    codes = found.set_index(found["ronde"].fillna(0))["wat"]

    assert codes.to_dict() == {3: ("a",), 0: ("b",)}


GEHOUDEN = [
    ((1,), "id  ronde\nL1  1", [1]),
    ((1, 2), "id  ronde\nL1  1", [1, 2]),
    ((1,), "id  ronde\nL1  1\nL2  2", [1, 2]),  # round 2 is under way, and brought something already
    ((), "id  ronde\nL1  2", [2]),
    ((1, 2, 3), "id  ronde\nL1  -", []),
]


@pytest.mark.parametrize(("gehouden", "lessen", "rondes"), GEHOUDEN)
def test_saturation_is_of_rounds_that_were_held(gehouden: tuple[int, ...], lessen: str, rondes: list[int]) -> None:
    found = measure_verzadiging(make_lessen(lessen), make_frame("fragmenten"), make_frame("coderingen"), gehouden)

    assert list(found["ronde"].dropna()) == rondes


def test_a_round_is_held_when_its_meeting_was(kring: Traject) -> None:
    halfway = kring.beschrijving.model_copy(update={"peildatum": date(2021, 10, 1)})

    assert kring.beschrijving.list_gehouden() == (1, 2, 3)
    assert halfway.list_gehouden() == (1,)


def test_nothing_recorded_has_no_saturation() -> None:
    assert saturate("").empty


@settings(deadline=None, max_examples=40)  # each example builds a traject
@given(st.lists(st.sampled_from(["1", "2", "3", "-"]), max_size=9))
def test_totals_never_fall_and_each_lesson_is_new_once(rondes: list[str]) -> None:
    found = saturate("\n".join(["id  ronde", *(f"L{n}  {r}" for n, r in enumerate(rondes))]))
    totals = list(found["totaal"].dropna())

    assert found["nieuw"].sum() == len(rondes)
    assert totals == sorted(totals)
    assert sorted(i for ids in found["wat"] for i in ids) == sorted(f"L{n}" for n in range(len(rondes)))


# The stories


def test_circle_still_learned_in_its_last_round_but_needed_no_new_codes(kring: Traject) -> None:
    found = measure_verzadiging(kring.frame("lessen"), kring.frame("fragmenten"), kring.frame("coderingen"))

    assert list(found.loc[found["soort"] == "lessen", "nieuw"]) == [4, 4, 2]
    assert list(found.loc[found["soort"] == "codes", "totaal"]) == [9, 10, 10]
    assert found.loc[found["soort"] == "codes", "basis"].sum() == 120


def test_circle_has_lessons_at_each_step_of_the_path(kring: Traject) -> None:
    found = count_lesstatussen(kring.frame("lessen")).set_index("status")["n"]

    assert found.to_dict() == {"Waargenomen": 1, "Geformuleerd": 2, "Besproken": 2, "Getoetst": 3, "Gepubliceerd": 2}


def test_self_management_contradicts_the_lesson_about_the_line_where_it_began_new(kring: Traject) -> None:
    tables = [kring.frame(tabel) for tabel in ("lessen", "bewijsstukken", "deelnemers", "casussen")]
    found = match_lessen(*tables)
    line = found[(found["les"] == "L2") & found["strekking"].notna()].set_index("wie")["strekking"]
    reach = spread_lessen(*tables).set_index("les")

    assert line.to_dict() == {"Wolkendam": "steunt", "Hazelschans": "steunt", "Sparrendrecht": "weerspreekt"}
    assert reach.loc["L2", "zonder_steun"] == ("LIJN",)
    assert list(reach.index[reach["reikwijdte"] == "een vorm"]) == ["L1", "L9"]


def test_leertraject_cannot_tell_when_its_lessons_came(leertraject: Traject) -> None:
    found = measure_verzadiging(
        leertraject.frame("lessen"), leertraject.frame("fragmenten"), leertraject.frame("coderingen")
    )

    assert len(found) == 1
    assert pd.isna(found["ronde"].iloc[0])
    assert found["nieuw"].iloc[0] == 18


def test_leertraject_has_no_lesson_with_support_across_forms(leertraject: Traject) -> None:
    tables = [leertraject.frame(tabel) for tabel in ("lessen", "bewijsstukken", "deelnemers", "casussen")]

    assert set(spread_lessen(*tables)["reikwijdte"]) == {"geen vorm", "een vorm"}
