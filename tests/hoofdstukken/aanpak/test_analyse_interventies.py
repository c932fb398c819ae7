"""What was done and when, as exactly as the dates are known."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from teksttabel import expect, make_beschrijving, make_frame

from leerkring.begrippen import InterventieSoort
from leerkring.hoofdstukken.aanpak.cijfers.interventies import count_interventies, lay_timeline, list_meetings
from leerkring.model.periodes import join_period

PEILDATUM = date(2022, 6, 30)
COLUMNS = ["id", "naam", "soort", "status", "van", "tot", "moment", "loopt_door", "doel", "toelichting", "bron"]
DEELNEMERS = "id  naam\nnoord  Noord\nzuid  Zuid"


def lay(text: str) -> pd.DataFrame:
    found = lay_timeline(make_frame("interventies", text), "noord", PEILDATUM)
    assert list(found.columns) == [*COLUMNS, "herkomst"]
    found[["van", "tot"]] = found[["van", "tot"]].astype("datetime64[s]")
    return found


@pytest.mark.parametrize(
    ("start", "eind", "van", "tot"),
    [
        ("2015", "-", "2015-01-01", "2015-12-31"),
        ("2015-10", "-", "2015-10-01", "2015-10-31"),
        ("2016-02", "-", "2016-02-01", "2016-02-29"),
        ("2015-10-03", "-", "2015-10-03", "2015-10-03"),
        ("2015", "2016", "2015-01-01", "2016-12-31"),
        ("2015-10", "2016-02", "2015-10-01", "2016-02-29"),
        ("2015-10-03", "2015", "2015-10-03", "2015-12-31"),
    ],
)
def test_step_covers_all_that_its_dates_can_mean(start: str, eind: str, van: str, tot: str) -> None:
    pd.testing.assert_frame_equal(
        lay(f"start  eind\n{start}  {eind}")[["van", "tot", "loopt_door"]],
        expect(f"""
            van:datetime64[s]  tot:datetime64[s]  loopt_door:bool
            {van}              {tot}              nee
        """),
    )


def test_steps_stand_in_order_of_start_and_undated_ones_last() -> None:
    pd.testing.assert_frame_equal(
        lay("""
            deelnemer  id  status      gepland_start  gepland_eind  start    eind
            noord      I1  uitgevoerd  -              -             -        -
            noord      I2  lopend      2021           2021-12       2021-05  -
            noord      I3  gepland     2022-09        2022-10       -        -
            zuid       I4  lopend      -              -             2020     -
            noord      I5  gestopt     -              -             2021-01  2021-02-03
            noord      I6  lopend      -              -             2021-05  2021-06
        """)[["id", "status", "van", "tot", "moment", "loopt_door", "herkomst"]],
        expect("""
            id  status      van:datetime64[s]  tot:datetime64[s]  moment              loopt_door:bool  herkomst
            I5  Gestopt     2021-01-01         2021-02-03         2021-01/2021-02-03  nee              interventies.csv:6
            I6  Lopend      2021-05-01         2021-06-30         2021-05/2021-06     nee              interventies.csv:7
            I2  Lopend      2021-05-01         2022-06-30         2021-05             ja               interventies.csv:3
            I3  Gepland     2022-09-01         2022-10-31         2022-09/2022-10     nee              interventies.csv:4
            I1  Uitgevoerd  -                  -                  -                   nee              interventies.csv:2
        """),  # noqa: E501 - one row, one line
    )


def test_step_that_runs_without_any_date_has_no_start_to_draw_from() -> None:
    found = lay("status\nlopend")

    assert found["van"].isna().all()
    assert found["loopt_door"].all()


def test_step_shows_its_real_dates_and_not_its_plan() -> None:
    found = lay("gepland_start  gepland_eind  start  eind\n2021-01  2021-02  2021-03  2021-04")

    assert list(found["moment"]) == ["2021-03/2021-04"]


def test_step_of_which_only_the_end_is_known_keeps_that_end() -> None:
    found = lay("gepland_start  gepland_eind  start  eind\n-  -  -  2021-04")

    assert found["van"].isna().all()
    assert list(found["moment"]) == ["2021-04"]


@pytest.mark.parametrize("text", ["", "deelnemer\nzuid"], ids=["no rows at all", "only rows of another"])
def test_timeline_of_nobody_is_empty(text: str) -> None:
    assert lay(text).empty


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["gepland", "lopend", "uitgevoerd", "gestopt"]),
            st.sampled_from(["-", "2019", "2020-02", "2020-02-29", "2021-12-31"]),
            st.sampled_from(["-", "2022", "2022-01", "2022-03-05"]),
        ),
        max_size=8,
    )
)
def test_each_step_stands_once_on_the_timeline_and_never_ends_before_it_starts(
    steps: list[tuple[str, str, str]],
) -> None:
    found = lay("\n".join(["id  status  start  eind", *(f"I{n}  {'  '.join(s)}" for n, s in enumerate(steps))]))
    dated = found.dropna(subset=["van"])

    assert sorted(found["id"]) == sorted(f"I{n}" for n in range(len(steps)))
    assert len(dated) == sum(start != "-" for _, start, _ in steps)
    assert (dated["tot"] >= dated["van"]).all()
    assert dated["van"].is_monotonic_increasing
    assert found["loopt_door"].sum() == sum(status == "lopend" and eind == "-" for status, _, eind in steps)


@pytest.mark.parametrize(
    ("start", "eind", "period"),
    [
        ("2015-10", None, "2015-10"),
        ("2015-10", "2016-01", "2015-10/2016-01"),
        ("2015", "2015", "2015"),
        (None, "2016", "2016"),
        (None, None, None),
    ],
)
def test_period_is_written_as_the_source_gives_it(start: str | None, eind: str | None, period: str | None) -> None:
    assert join_period(start, eind) == period


def test_meetings_are_those_of_the_rounds() -> None:
    found = list_meetings(make_beschrijving().rondes)

    pd.testing.assert_frame_equal(
        found.astype({"datum": "datetime64[s]"}),
        expect("""
            nummer:int64  datum:datetime64[s]
            1             2021-09-10
            2             2022-01-20
            3             2022-05-20
        """),
    )


def test_meetings_without_rounds_are_an_empty_frame() -> None:
    found = list_meetings(())

    assert found.empty
    assert list(found.columns) == ["nummer", "datum"]
    assert found["datum"].dtype.kind == "M"


def test_count_gives_each_deelnemer_and_soort_a_row_and_leaves_plans_out() -> None:
    interventies = make_frame(
        "interventies",
        """
        deelnemer  casus  soort    status
        noord      -      gesprek  uitgevoerd
        noord      -      gesprek  gestopt
        noord      -      gesprek  gepland
        zuid       -      leren    lopend
        -          wijk   leren    uitgevoerd
        """,
    )

    found = count_interventies(interventies, make_frame("deelnemers", DEELNEMERS))
    assert len(found) == 2 * len(InterventieSoort)
    pd.testing.assert_frame_equal(
        found[found["n"] > 0].reset_index(drop=True),
        expect("""
            deelnemer  naam   soort    n:int64  herkomst
            noord      Noord  Gesprek  2        interventies.csv:2, interventies.csv:3
            zuid       Zuid   Leren    1        interventies.csv:5
        """),
    )
    assert set(found.loc[found["n"] == 0, "herkomst"]) == {""}


def test_count_of_nothing_is_nought_and_of_nobody_is_empty() -> None:
    none = count_interventies(make_frame("interventies"), make_frame("deelnemers", DEELNEMERS))
    nobody = count_interventies(make_frame("interventies", "id\nI1"), make_frame("deelnemers"))

    assert len(none) == 2 * len(InterventieSoort)
    assert none["n"].sum() == 0
    assert nobody.empty
    assert list(nobody.columns) == ["deelnemer", "naam", "soort", "n", "herkomst"]
