"""How strongly each form is present over the metingen, and how forms stand to each other."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from teksttabel import expect, make_frame

from leerkring.begrippen import Aanzicht, Meting, Sturingsvorm
from leerkring.hoofdstukken.vormen.cijfers.sturing import (
    compare_sturingsmix,
    follow_sturingsmix,
    list_verhoudingen,
    measure_shift,
)

DEELNEMERS = """
id     naam   sturingsvorm
noord  Noord  ZE
zuid   Zuid   RE
"""


def make_mix(text: str) -> pd.DataFrame:
    return make_frame("sturingsmix", text)


def test_a_meting_that_was_not_held_stays_a_gap_and_never_becomes_nought() -> None:
    mix = make_mix("""
        deelnemer  meting  aanzicht  sturingsvorm  sterkte
        noord      T1      beleefd   ZE            0
        noord      T3      beleefd   ZE            3
        zuid       T0      beleefd   ZE            4
    """)

    found = follow_sturingsmix(mix, "noord")
    pd.testing.assert_frame_equal(
        found[(found["sturingsvorm"] == "ZE") & (found["aanzicht"] == "In de praktijk")].reset_index(drop=True),
        expect("""
            sturingsvorm  vorm         aanzicht        meting  sterkte:Int64  herkomst
            ZE            Zelfsturing  In de praktijk  T0      -              -
            ZE            Zelfsturing  In de praktijk  T1      0              sturingsmix.csv:2
            ZE            Zelfsturing  In de praktijk  T2      -              -
            ZE            Zelfsturing  In de praktijk  T3      3              sturingsmix.csv:3
        """),
    )


def test_verloop_has_a_row_for_each_form_view_and_meting() -> None:
    found = follow_sturingsmix(make_mix("sterkte\n2"), "noord")

    assert len(found) == len(Sturingsvorm) * len(Aanzicht) * len(Meting) == 56
    assert not found.duplicated(["sturingsvorm", "aanzicht", "meting"]).any()
    assert found["sterkte"].notna().sum() == 1


@pytest.mark.parametrize("text", ["", "deelnemer\nzuid"], ids=["no rows at all", "only rows of another"])
def test_verloop_without_any_measurement_is_empty(text: str) -> None:
    found = follow_sturingsmix(make_mix(text), "noord")

    assert found.empty
    assert list(found.columns) == ["sturingsvorm", "vorm", "aanzicht", "meting", "sterkte", "herkomst"]
    assert measure_shift(found).empty


def test_shift_is_the_last_meting_less_the_first_and_the_largest_comes_first() -> None:
    mix = make_mix("""
        meting  aanzicht  sturingsvorm  sterkte
        T0      formeel   PP            2
        T3      formeel   PP            2
        T0      formeel   ZE            1
        T1      formeel   ZE            4
        T2      formeel   ZE            2
        T1      beleefd   LIJN          4
        T3      beleefd   LIJN          1
        T2      beleefd   GE            3
    """)

    # GE was measured once and so did not move; LIJN has no T0 and is compared from T1.
    pd.testing.assert_frame_equal(
        measure_shift(follow_sturingsmix(mix, "noord")),
        expect("""
            vorm                          aanzicht        van  tot  begin:int64  eind:int64  verschil:int64
            Lijnsturing                   In de praktijk  T1   T3   4            1           -3
            Zelfsturing                   Op papier       T0   T2   1            2           1
            Project- en programmasturing  Op papier       T0   T3   2            2           0
        """),
    )


def test_shifts_of_one_size_keep_the_order_of_the_forms() -> None:
    mix = make_mix("""
        meting  aanzicht  sturingsvorm  sterkte
        T0      beleefd   LIJN          3
        T3      beleefd   LIJN          1
        T0      beleefd   ZE            1
        T3      beleefd   ZE            3
        T0      formeel   OP            2
        T3      formeel   OP            0
    """)

    pd.testing.assert_frame_equal(
        measure_shift(follow_sturingsmix(mix, "noord"))[["vorm", "verschil"]],
        expect("""
            vorm           verschil:int64
            Opgavesturing  -2
            Zelfsturing    2
            Lijnsturing    -2
        """),
    )


def test_one_meting_shows_no_shift() -> None:
    found = measure_shift(follow_sturingsmix(make_mix("meting  sterkte\nT2  3"), "noord"))

    assert found.empty
    assert list(found.columns) == ["vorm", "aanzicht", "van", "tot", "begin", "eind", "verschil"]


@settings(deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(Meting), st.sampled_from(Aanzicht), st.sampled_from(Sturingsvorm)),
        st.integers(0, 4),
        min_size=1,
        max_size=20,
    )
)
def test_each_strength_comes_back_once_and_shifts_only_get_smaller(cells: dict[tuple[str, str, str], int]) -> None:
    rows = [f"{m}  {a}  {v}  {sterkte}" for (m, a, v), sterkte in cells.items()]
    verloop = follow_sturingsmix(make_mix("\n".join(["meting  aanzicht  sturingsvorm  sterkte", *rows])), "noord")
    known = verloop.dropna(subset=["sterkte"])
    shift = measure_shift(verloop)

    labels = {Aanzicht(a).label: a for _, a, _ in cells}
    keys = zip(known["meting"], known["aanzicht"].map(labels), known["sturingsvorm"], strict=True)
    assert dict(zip(keys, known["sterkte"], strict=True)) == cells
    assert (shift["eind"] - shift["begin"] == shift["verschil"]).all()
    sizes = list(shift["verschil"].abs())
    assert sizes == sorted(sizes, reverse=True)


def test_comparison_takes_the_last_meting_of_each_deelnemer() -> None:
    mix = make_mix("""
        deelnemer  meting  aanzicht  sturingsvorm  sterkte
        noord      T0      formeel   ZE            1
        noord      T3      formeel   ZE            4
        noord      T3      beleefd   LIJN          3
        zuid       T2      beleefd   RE            2
    """)

    pd.testing.assert_frame_equal(
        compare_sturingsmix(mix, make_frame("deelnemers", DEELNEMERS)),
        expect("""
            deelnemer  naam   sturingsvorm  vorm              aanzicht        meting  sterkte:int64  gekozen:bool  herkomst
            noord      Noord  ZE            Zelfsturing       Op papier       T3      4              ja            sturingsmix.csv:3
            noord      Noord  LIJN          Lijnsturing       In de praktijk  T3      3              nee           sturingsmix.csv:4
            zuid       Zuid   RE            Resultaatsturing  In de praktijk  T2      2              ja            sturingsmix.csv:5
        """),  # noqa: E501 - one row, one line
    )


def test_comparison_without_measurements_is_empty() -> None:
    found = compare_sturingsmix(make_mix(""), make_frame("deelnemers", DEELNEMERS))

    assert found.empty
    assert list(found.columns) == [
        *("deelnemer", "naam", "sturingsvorm", "vorm", "aanzicht", "meting", "sterkte", "gekozen", "herkomst")
    ]


def test_verhoudingen_follow_the_metingen_and_those_without_come_last() -> None:
    verhoudingen = make_frame(
        "sturingsverhoudingen",
        """
        deelnemer  casus  meting  vorm  verhouding  andere_vorm  zekerheid    toelichting
        noord      -      -       KN    naast       RE           beweerd      Zonder datum.
        noord      -      T3      LIJN  versterkt   ZE           gemeten      Tegenspraak.
        zuid       -      T0      ZE    naast       PP           beweerd      Van een ander.
        noord      -      T1      LIJN  begrenst    ZE           waargenomen  De baas beslist.
        -          wijk   T0      ZE    naast       PP           beweerd      Van een casus elders.
        """,
    )

    pd.testing.assert_frame_equal(
        list_verhoudingen(verhoudingen, "noord"),
        expect("""
            meting  vorm                      verhouding   andere_vorm       zekerheid    toelichting       bron:tuple  herkomst
            T1      Lijnsturing               begrenst     Zelfsturing       Waargenomen  De baas beslist.  S1          sturingsverhoudingen.csv:5
            T3      Lijnsturing               versterkt    Zelfsturing       Gemeten      Tegenspraak.      S1          sturingsverhoudingen.csv:3
            -       Keten- en netwerksturing  staat naast  Resultaatsturing  Beweerd      Zonder datum.     S1          sturingsverhoudingen.csv:2
        """),  # noqa: E501 - one row, one line
    )


def test_verhoudingen_of_nobody_are_an_empty_frame() -> None:
    found = list_verhoudingen(make_frame("sturingsverhoudingen"), "noord")

    assert found.empty
    assert list(found.columns) == [
        *("meting", "vorm", "verhouding", "andere_vorm", "zekerheid", "toelichting", "bron", "herkomst")
    ]
