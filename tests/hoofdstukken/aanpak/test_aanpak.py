"""Which steps were taken in which situation, planned against done, and what was dropped."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from teksttabel import expect, make_frame

from leerkring.begrippen import InterventieSoort, Ondersteuning
from leerkring.hoofdstukken.aanpak.cijfers.aanpak import (
    compare_planning,
    count_ondersteuning,
    list_gestopt,
    measure_slip,
    sum_planning,
)
from leerkring.hoofdstukken.aanpak.cijfers.situaties import cross_steps, list_situaties, place_steps
from leerkring.traject import Traject, open_traject


@pytest.fixture(scope="module")
def kring() -> Traject:
    return open_traject("data/voorbeeld-2021", doelgroep="team")


@pytest.fixture(scope="module")
def leertraject() -> Traject:
    return open_traject("data/leertraject-2017", doelgroep="team")


def make_steps(text: str) -> pd.DataFrame:
    return make_frame("interventies", text)


def reset(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.reset_index(drop=True)


def test_step_with_two_roles_of_the_kennispartner_counts_in_both() -> None:
    steps = make_steps("""
        naam   ondersteuning          status
        Plan   klankbord|tegenlezen   uitgevoerd
        Brief  tegenlezen             gestopt
        Proef  -                      lopend
        Later  klankbord              gepland
    """)

    found = count_ondersteuning(steps, "noord")
    assert len(found) == len(Ondersteuning) + 1
    pd.testing.assert_frame_equal(
        reset(found[found["n"] > 0]),
        expect("""
            ondersteuning          n:int64  stappen:tuple  herkomst
            Klankbord              1        Plan           interventies.csv:2
            Tegenlezen             2        Plan|Brief     interventies.csv:2, interventies.csv:3
            Geen steun vastgelegd  1        Proef          interventies.csv:4
        """),
    )


@pytest.mark.parametrize(
    ("gepland", "gedaan", "einde", "slip"),
    [
        ("2021-05-03", "2021-05-15", False, (12, 12, "dag")),
        ("2021-05-15", "2021-05-03", True, (-12, -12, "dag")),
        ("2021-05", "2021-06", False, (31, 1, "maand")),
        ("2021-12", "2022-02", True, (59, 2, "maand")),
        ("2020", "2021", False, (366, 1, "jaar")),
        ("2021-05", "2021-05-17", False, (0, 0, "maand")),
        ("2021-05-17", "2021-05", False, (0, 0, "maand")),
        ("2021", "2021-10-03", True, (0, 0, "jaar")),
        ("2021", "2022-01-01", True, (365, 1, "jaar")),
        (None, "2021", False, None),
        ("2021", None, True, None),
        ("2021", float("nan"), True, None),
    ],
)
def test_slip_is_as_exact_as_the_vaguer_date(
    gepland: str | None, gedaan: str | None, einde: bool, slip: tuple[int, int, str] | None
) -> None:
    assert measure_slip(gepland, gedaan, einde) == slip


@settings(deadline=None, max_examples=40)  # each example builds a traject
@given(st.dates(date(2014, 1, 1), date(2023, 1, 1)), st.dates(date(2014, 1, 1), date(2023, 1, 1)))
def test_slip_between_days_is_their_distance_and_turns_with_them(plan: date, real: date) -> None:
    assert measure_slip(str(plan), str(real), einde=False) == ((real - plan).days, (real - plan).days, "dag")
    back, forth = (measure_slip(a, b, einde=True) for a, b in ((str(plan), str(real)), (str(real), str(plan))))
    assert back is not None
    assert forth is not None
    assert back[0] == -forth[0]
    # On vaguer dates the sign never turns round.
    month = measure_slip(str(plan)[:7], str(real), einde=False)
    assert month is not None
    assert month[0] * (real - plan).days >= 0


def test_planning_stands_beside_what_was_done_and_missing_stays_missing() -> None:
    steps = make_steps("""
        id  status      gepland_start  gepland_eind  start       eind
        I1  uitgevoerd  2021-05-03     2021-06       2021-05-15  2021-08
        I2  lopend      2021-05        2021-12       2021-05     -
        I3  gepland     2022-09        -             -           -
        I4  uitgevoerd  -              -             2021        -
    """)

    columns = ["id", "gepland", "gedaan", "start_dagen", "start_verschil", "start_maat", "eind_dagen", "eind_maat"]
    pd.testing.assert_frame_equal(
        compare_planning(steps, "noord")[[*columns, "herkomst"]],
        expect("""
            id  gepland             gedaan              start_dagen:Int64  start_verschil:Int64  start_maat  eind_dagen:Int64  eind_maat  herkomst
            I1  2021-05-03/2021-06  2021-05-15/2021-08  12                 12                    dag         62                maand      interventies.csv:2
            I2  2021-05/2021-12     2021-05             0                  0                     maand       -                 -          interventies.csv:3
            I3  2022-09             -                   -                  -                     -           -                 -          interventies.csv:4
            I4  -                   2021                -                  -                     -           -                 -          interventies.csv:5
        """),  # noqa: E501 - one row, one line
    )


def test_planning_is_summed_over_steps_of_which_both_dates_are_known() -> None:
    steps = make_steps("""
        gepland_start  gepland_eind  start       eind
        2021-05-01     2021-06-01    2021-05-11  2021-05-30
        2021-05-01     2021-06-01    2021-05-03  2021-06-01
        2021-05-01     -             2021-05-01  2021-07-01
        -              2021-06-01    2021-05-01  -
    """)

    # Begins: 10, 2 and 0 days later, so 2 in the middle. Ends: 2 earlier and on time, so 1 earlier in the middle.
    pd.testing.assert_frame_equal(
        sum_planning(compare_planning(steps, "noord")).drop(columns="herkomst"),
        expect("""
            moment  n:int64  eerder:int64  op_tijd:int64  later:int64  mediaan:float64  onbekend:int64
            start   3        0             1              2            2                1
            eind    2        1             1              0            -1               2
        """),
    )


def test_planning_of_nobody_is_known_for_no_step() -> None:
    found = sum_planning(compare_planning(make_steps(""), "noord"))

    assert list(found["n"]) == [0, 0]
    assert found["mediaan"].isna().all()


def test_dropped_steps_keep_their_reason() -> None:
    steps = make_steps("""
        deelnemer  naam   status      ronde  start    eind     doel    toelichting
        noord      Kaart  gestopt     2      2021-11  2022-01  Helder  Niemand tekende.
        noord      Avond  gestopt     -      -        -        -       -
        noord      Plan   uitgevoerd  1      2021-05  -        Klaar   Goed.
        zuid       Bord   gestopt     1      -        -        -       Van een ander.
    """)

    found = list_gestopt(steps, "noord")
    pd.testing.assert_frame_equal(
        found[["naam", "soort", "ronde", "gedaan", "doel", "reden", "herkomst"]],
        expect("""
            naam   soort    ronde:Int64  gedaan           doel    reden             herkomst
            Kaart  Gesprek  2            2021-11/2022-01  Helder  Niemand tekende.  interventies.csv:2
            Avond  Gesprek  -            -                -       -                 interventies.csv:3
        """),
    )
    assert list_gestopt(make_steps(""), "noord").empty


DEELNEMERS = make_frame(
    "deelnemers",
    """
    id     naam   sturingsvorm  werksoort  vertrekpunt
    noord  Noord  ZE            regulier   -
    zuid   Zuid   OP            -          staand
    """,
)
CASUSSEN = make_frame(
    "casussen",
    """
    id    naam  deelnemer  sturingsvormen  werksoort       vertrekpunt  aanleiding
    wijk  Wijk  noord      GE              veranderopgave  nieuw        -
    ver   Ver   -          RE|PP           -               staand       Een tekort.
    """,
)
STAPPEN = make_steps("""
    deelnemer  casus  soort    status
    noord      -      gesprek  uitgevoerd
    noord      wijk   gesprek  gestopt
    zuid       -      leren    lopend
    -          ver    gesprek  uitgevoerd
    zuid       -      leren    gepland
""")


def test_steps_carry_the_form_and_the_situation_in_which_they_were_taken() -> None:
    # Of these steps no form is known: they take the one that the deelnemer chose, in the situation of the case.
    pd.testing.assert_frame_equal(
        place_steps(STAPPEN, DEELNEMERS, CASUSSEN),
        expect("""
            plek              wie    soort    sturingsvorm  werksoort            vertrekpunt          herkomst
            deelnemers:noord  Noord  Gesprek  ZE            Reguliere productie  Niet bekend          interventies.csv:2
            deelnemers:noord  Noord  Gesprek  ZE            Veranderopgave       Nieuwe organisatie   interventies.csv:3
            deelnemers:zuid   Zuid   Leren    OP            Niet bekend          Staande organisatie  interventies.csv:4
            casussen:ver      Ver    Gesprek  RE            Niet bekend          Staande organisatie  interventies.csv:5
            casussen:ver      Ver    Gesprek  PP            Niet bekend          Staande organisatie  interventies.csv:5
        """),
    )


def test_step_counts_under_the_form_that_it_serves() -> None:
    steps = make_steps("""
        deelnemer  casus  soort    sturingsvorm
        noord      wijk   gesprek  GE
        noord      -      gesprek  -
        -          ver    leren    RE
    """)

    assert list(place_steps(steps, DEELNEMERS, CASUSSEN)["sturingsvorm"]) == ["GE", "ZE", "RE"]


@pytest.mark.parametrize(
    ("by", "cells"),
    [
        (
            "sturingsvorm",
            """
            sleutel  gevallen_rij:int64  soort    n:int64  gevallen:tuple  herkomst
            PP       1                   Gesprek  1        Ver             interventies.csv:5
            OP       1                   Leren    1        Zuid            interventies.csv:4
            RE       1                   Gesprek  1        Ver             interventies.csv:5
            ZE       1                   Gesprek  2        Noord           interventies.csv:2, interventies.csv:3
            """,
        ),
        (
            "werksoort",
            """
            sleutel              gevallen_rij:int64  soort    n:int64  gevallen:tuple  herkomst
            Reguliere productie  1                   Gesprek  1        Noord           interventies.csv:2
            Veranderopgave       1                   Gesprek  1        Noord           interventies.csv:3
            Niet bekend          2                   Gesprek  1        Ver             interventies.csv:5
            Niet bekend          2                   Leren    1        Zuid            interventies.csv:4
            """,
        ),
        (
            "vertrekpunt",
            """
            sleutel              gevallen_rij:int64  soort    n:int64  gevallen:tuple  herkomst
            Nieuwe organisatie   1                   Gesprek  1        Noord           interventies.csv:3
            Staande organisatie  2                   Gesprek  1        Ver             interventies.csv:5
            Staande organisatie  2                   Leren    1        Zuid            interventies.csv:4
            Niet bekend          1                   Gesprek  1        Noord           interventies.csv:2
            """,
        ),
    ],
)
def test_matrix_counts_steps_and_names_the_cases_behind_each_cell(by: str, cells: str) -> None:
    found = cross_steps(place_steps(STAPPEN, DEELNEMERS, CASUSSEN), by)

    assert len(found) == found["sleutel"].nunique() * len(InterventieSoort)
    pd.testing.assert_frame_equal(reset(found[found["n"] > 0]).drop(columns="rij"), expect(cells))


def test_matrix_has_a_row_for_what_is_not_known_even_when_it_is_empty() -> None:
    found = cross_steps(place_steps(make_steps(""), DEELNEMERS, CASUSSEN), "werksoort")

    assert "Niet bekend" in set(found["rij"])
    assert found["n"].sum() == 0


def test_line_has_a_row_only_where_an_example_is_about_the_line() -> None:
    about_line = make_frame("casussen", "id  sturingsvormen\nver  LIJN|PP")
    steps = make_steps("casus\nver")

    assert "LIJN" in set(cross_steps(place_steps(steps, DEELNEMERS, about_line), "sturingsvorm")["sleutel"])
    assert "LIJN" not in set(cross_steps(place_steps(STAPPEN, DEELNEMERS, CASUSSEN), "sturingsvorm")["sleutel"])


def test_situations_list_deelnemers_and_then_examples_elsewhere() -> None:
    pd.testing.assert_frame_equal(
        list_situaties(DEELNEMERS, CASUSSEN)[["naam", "vormen", "werksoort", "vertrekpunt", "aanleiding"]],
        expect("""
            naam   vormen:tuple                                  werksoort            vertrekpunt          aanleiding
            Noord  Zelfsturing                                   Reguliere productie  Niet bekend          -
            Zuid   Opgavesturing                                 Niet bekend          Staande organisatie  -
            Ver    Resultaatsturing|Project- en programmasturing  Niet bekend         Staande organisatie  Een tekort.
        """),
    )


# The stories


def test_mistelbroek_dropped_a_talk_that_never_began(kring: Traject) -> None:
    dropped = list_gestopt(kring.frame("interventies"), "mistelbroek").set_index("naam")

    assert pd.isna(dropped.loc["Gesprek met inwoners over resultaat", "gedaan"])


def test_self_management_was_introduced_from_two_starting_points(kring: Traject) -> None:
    placed = place_steps(kring.frame("interventies"), kring.frame("deelnemers"), kring.frame("casussen"))
    ze = placed[placed["sturingsvorm"] == "ZE"].groupby("wie")["vertrekpunt"].unique()

    assert {wie: list(v) for wie, v in ze.items()} == {
        "Wolkendam": ["Staande organisatie"],
        "Sparrendrecht": ["Nieuwe organisatie"],
    }
    # 60 steps, of which two are still planned.
    assert len(placed) == 58
