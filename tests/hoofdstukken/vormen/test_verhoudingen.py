"""How far paper and practice lie apart, and how the forms stand to each other."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from teksttabel import expect, make_frame

from leerkring.begrippen import Aanzicht, Meting, Sturingsvorm, Verhouding
from leerkring.hoofdstukken.vormen.cijfers.sturing import follow_sturingsmix, measure_shift
from leerkring.hoofdstukken.vormen.cijfers.verhoudingen import (
    compare_aanzichten,
    count_verhoudingen,
    find_conflict,
    relate_vormen,
    select_last,
)
from leerkring.traject import Traject, open_traject

DEELNEMERS = make_frame("deelnemers", "id  naam  sturingsvorm\nnoord  Noord  ZE\nzuid  Zuid  RE")
CASUSSEN = make_frame("casussen", "id  naam  deelnemer\nwijk  Wijk  noord\nver  Ver  -")


@pytest.fixture(scope="module")
def kring() -> Traject:
    return open_traject("data/voorbeeld-2021", doelgroep="team")


@pytest.fixture(scope="module")
def leertraject() -> Traject:
    return open_traject("data/leertraject-2017", doelgroep="team")


def compare(text: str, slug: str = "noord") -> pd.DataFrame:
    return compare_aanzichten(follow_sturingsmix(make_frame("sturingsmix", text), slug))


def make_relations(text: str) -> pd.DataFrame:
    return make_frame("sturingsverhoudingen", text)


def find_gap(traject: Traject, slug: str, vorm: str) -> dict[str, int]:
    """Formal minus perceived strength of a form at each meting where both were measured."""
    found = compare_aanzichten(follow_sturingsmix(traject.frame("sturingsmix"), slug)).dropna(subset=["verschil"])
    own = found[found["sturingsvorm"] == vorm].sort_values("meting")
    return dict(zip(own["meting"], own["verschil"], strict=True))


MIX = """
    meting  aanzicht  sturingsvorm  sterkte
    T0      formeel   ZE            3
    T0      beleefd   ZE            1
    T1      formeel   LIJN          1
    T1      beleefd   LIJN          4
    T1      formeel   ZE            2
    T1      beleefd   ZE            2
    T2      formeel   ZE            4
"""


def test_difference_is_paper_less_practice_and_the_largest_comes_first() -> None:
    found = compare(MIX)

    pd.testing.assert_frame_equal(
        found.dropna(subset=["verschil"]),
        expect("""
            sturingsvorm  vorm         meting  formeel:Int64  beleefd:Int64  verschil:Int64  herkomst
            LIJN          Lijnsturing  T1      1              4              -3              sturingsmix.csv:4, sturingsmix.csv:5
            ZE            Zelfsturing  T0      3              1              2               sturingsmix.csv:2, sturingsmix.csv:3
            ZE            Zelfsturing  T1      2              2              0               sturingsmix.csv:6, sturingsmix.csv:7
        """),  # noqa: E501 - one row, one line
    )


def test_difference_with_one_side_unmeasured_is_a_gap_at_the_end() -> None:
    found = compare(MIX)
    half = found[(found["sturingsvorm"] == "ZE") & (found["meting"] == "T2")].iloc[0]

    assert len(found) == len(Sturingsvorm) * len(Meting)
    assert found["verschil"].iloc[3:].isna().all()
    assert half["formeel"] == 4
    assert pd.isna(half["beleefd"])
    assert half["herkomst"] == "sturingsmix.csv:8"


def test_last_meting_is_the_last_at_which_both_were_measured() -> None:
    found = select_last(compare(MIX))

    assert set(found["meting"]) == {"T1"}
    assert len(found) == len(Sturingsvorm)
    assert list(found["sturingsvorm"])[:2] == ["LIJN", "ZE"]


@pytest.mark.parametrize("text", ["", "deelnemer\nzuid"], ids=["no rows at all", "only rows of another"])
def test_nothing_measured_gives_nothing_to_compare(text: str) -> None:
    found = compare(text)

    assert found.empty
    assert list(found.columns) == ["sturingsvorm", "vorm", "meting", "formeel", "beleefd", "verschil", "herkomst"]
    assert select_last(found).empty


def test_paper_alone_has_no_last_comparison() -> None:
    assert select_last(compare("sterkte\n2")).empty


@settings(deadline=None, max_examples=40)  # each example builds a traject
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(Meting), st.sampled_from(Aanzicht), st.sampled_from(Sturingsvorm)),
        st.integers(0, 4),
        min_size=1,
        max_size=24,
    )
)
def test_differences_shrink_down_the_list_and_stay_within_the_scale(cells: dict[tuple[str, str, str], int]) -> None:
    rows = [f"{m}  {a}  {v}  {sterkte}" for (m, a, v), sterkte in cells.items()]
    found = compare("\n".join(["meting  aanzicht  sturingsvorm  sterkte", *rows]))
    known = found.dropna(subset=["verschil"])

    both = sum((m, Aanzicht.BELEEFD, v) in cells for m, a, v in cells if a is Aanzicht.FORMEEL)
    assert len(known) == both
    sizes = list(known["verschil"].abs())
    assert sizes == sorted(sizes, reverse=True)
    assert known["verschil"].between(-4, 4).all()


@pytest.mark.parametrize(
    ("oordelen", "tegenstrijdig", "veranderd"),
    [
        ([("T1", "begrenst")], False, False),
        ([("T1", "begrenst"), ("T1", "begrenst"), ("T3", "begrenst")], False, False),
        ([("T1", "naast"), ("T3", "vervangt")], False, True),
        ([("T3", "naast"), ("T3", "vervangt")], True, False),
        ([("T1", "naast"), ("T3", "naast"), ("T3", "vervangt")], True, False),
        ([(None, "naast"), (None, "vervangt")], True, False),
        ([(None, "naast"), ("T3", "vervangt")], True, False),
        ([(None, "naast"), ("T3", "naast")], False, False),
    ],
)
def test_judgements_contradict_unless_time_can_explain_the_difference(
    oordelen: list[tuple[str | None, str]], tegenstrijdig: bool, veranderd: bool
) -> None:
    frame = pd.DataFrame(oordelen, columns=["meting", "verhouding"], dtype="str")

    assert find_conflict(frame) == (tegenstrijdig, veranderd)


@settings(deadline=None, max_examples=40)  # each example builds a traject
@given(st.lists(st.tuples(st.sampled_from([*map(str, Meting), None]), st.sampled_from(list(map(str, Verhouding))))))
def test_judgements_are_one_of_agreed_changed_or_contradictory_in_any_order(pairs: list[tuple[str, str]]) -> None:
    frame = pd.DataFrame(pairs, columns=["meting", "verhouding"], dtype="str")
    found = find_conflict(frame)

    assert found == find_conflict(frame[::-1])
    assert sum(found) == (frame["verhouding"].nunique() > 1)


def test_relations_stand_per_pair_and_direction_with_their_contradiction() -> None:
    relations = make_relations("""
        deelnemer  meting  vorm  verhouding  andere_vorm  zekerheid
        noord      T3      LIJN  versterkt   ZE           beweerd
        noord      -       LIJN  naast       GE           beweerd
        noord      T1      LIJN  begrenst    ZE           gemeten
        noord      T3      LIJN  begrenst    ZE           waargenomen
        noord      T3      ZE    vervangt    LIJN         beweerd
        zuid       T3      ZE    naast       LIJN         beweerd
    """)

    columns = ["vorm", "andere_vorm", "verhouding", "keer", "meting", "zekerheid", "tegenstrijdig", "veranderd"]
    pd.testing.assert_frame_equal(
        relate_vormen(relations, "noord")[[*columns, "herkomst"]],
        expect("""
            vorm  andere_vorm  verhouding  keer:int64  meting  zekerheid    tegenstrijdig:bool  veranderd:bool  herkomst
            ZE    LIJN         vervangt    1           T3      Beweerd      nee                 nee             sturingsverhoudingen.csv:6
            LIJN  ZE           begrenst    2           T1      Gemeten      ja                  nee             sturingsverhoudingen.csv:4
            LIJN  ZE           versterkt   1           T3      Beweerd      ja                  nee             sturingsverhoudingen.csv:2
            LIJN  ZE           begrenst    2           T3      Waargenomen  ja                  nee             sturingsverhoudingen.csv:5
            LIJN  GE           naast       1           -       Beweerd      nee                 nee             sturingsverhoudingen.csv:3
        """),  # noqa: E501 - one row, one line
    )


def test_relations_of_nobody_are_an_empty_frame() -> None:
    assert relate_vormen(make_relations(""), "noord").empty
    assert count_verhoudingen(make_relations(""), DEELNEMERS, CASUSSEN).empty


CIRCLE = """
    deelnemer  casus  meting  vorm  verhouding  andere_vorm
    noord      -      T1      LIJN  begrenst    ZE
    noord      wijk   T3      LIJN  begrenst    ZE
    noord      -      T3      LIJN  versterkt   ZE
    zuid       -      T3      LIJN  begrenst    RE
    -          ver    -       LIJN  begrenst    ZE
    zuid       -      T1      ZE    naast       LIJN
"""


def test_circle_counts_cases_per_pair_and_names_who_contradicts_itself() -> None:
    # Ver and Noord differ on LIJN and ZE, which is no contradiction: they are different places.
    pd.testing.assert_frame_equal(
        count_verhoudingen(make_relations(CIRCLE), DEELNEMERS, CASUSSEN).drop(columns="herkomst"),
        expect("""
            vorm  andere_vorm  verhouding  n:int64  oordelen:int64  gevallen:tuple  tegenspraak_bij:tuple  n_totaal:int64
            ZE    LIJN         naast       1        1               Zuid            -                      3
            LIJN  RE           begrenst    1        1               Zuid            -                      3
            LIJN  ZE           versterkt   1        1               Noord           Noord                  3
            LIJN  ZE           begrenst    2        3               Noord|Ver       Noord                  3
        """),  # noqa: E501 - one row, one line
    )


def test_circle_counts_cases_per_form_whatever_the_other_form_is() -> None:
    found = count_verhoudingen(make_relations(CIRCLE), DEELNEMERS, CASUSSEN, per="vorm")

    pd.testing.assert_frame_equal(
        found,
        expect("""
            vorm  verhouding  n:int64  oordelen:int64  gevallen:tuple   tegenspraak_bij:tuple  n_totaal:int64  herkomst
            ZE    naast       1        1               Zuid             -                      3               sturingsverhoudingen.csv:7
            LIJN  versterkt   1        1               Noord            Noord                  3               sturingsverhoudingen.csv:4
            LIJN  begrenst    3        4               Noord|Zuid|Ver   Noord                  3               sturingsverhoudingen.csv:2, sturingsverhoudingen.csv:3, sturingsverhoudingen.csv:5, sturingsverhoudingen.csv:6
        """),  # noqa: E501 - one row, one line
    )


# The stories


def test_wolkendam_the_line_fades_on_paper_only(kring: Traject) -> None:
    # The README counts practice less paper (+1 to +3); here paper comes first, so the sign is turned round.
    assert find_gap(kring, "wolkendam", "LIJN") == {"T0": -1, "T1": -2, "T2": -3, "T3": -3}
    assert find_gap(kring, "wolkendam", "ZE") == {"T0": 0, "T1": 1, "T2": 2, "T3": 2}
    last = select_last(compare_aanzichten(follow_sturingsmix(kring.frame("sturingsmix"), "wolkendam"))).iloc[0]
    assert (last["vorm"], last["meting"], last["formeel"], last["beleefd"]) == ("Lijnsturing", "T3", 1, 4)


@pytest.mark.parametrize(
    ("doelgroep", "oordelen", "tegenstrijdig"), [("team", 4, True), ("deelnemer", 4, True), ("leerkring", 3, False)]
)
def test_wolkendam_only_team_and_deelnemer_see_the_contradiction(
    doelgroep: str, oordelen: int, tegenstrijdig: bool
) -> None:
    kring = open_traject("data/voorbeeld-2021", doelgroep=doelgroep, deelnemer="wolkendam")
    found = relate_vormen(kring.frame("sturingsverhoudingen"), "wolkendam")
    pair = found[(found["vorm"] == "LIJN") & (found["andere_vorm"] == "ZE")]

    assert len(pair) == oordelen
    assert set(pair["tegenstrijdig"]) == {tegenstrijdig}
    assert list(pair.loc[pair["verhouding"] == "begrenst", "meting"]) == ["T1", "T2", "T3"]


def test_kwartelstroom_partners_and_papers_contradict_each_other(kring: Traject) -> None:
    found = relate_vormen(kring.frame("sturingsverhoudingen"), "kwartelstroom")

    assert set(found.loc[found["tegenstrijdig"], "verhouding"]) == {"vervangt", "naast"}


def test_sparrendrecht_has_no_start_to_compare(kring: Traject) -> None:
    assert find_gap(kring, "sparrendrecht", "ZE") == {"T1": 0, "T2": 0, "T3": 0}
    shift = measure_shift(follow_sturingsmix(kring.frame("sturingsmix"), "sparrendrecht"))
    assert set(shift["van"]) == {"T1"}


def test_mistelbroek_steers_on_results_on_paper(kring: Traject) -> None:
    assert find_gap(kring, "mistelbroek", "RE") == {"T0": 2, "T1": 2, "T2": 2, "T3": 2}


def test_line_limits_another_form_at_half_of_the_circle(kring: Traject) -> None:
    tables = [kring.frame(tabel) for tabel in ("sturingsverhoudingen", "deelnemers", "casussen")]
    found = count_verhoudingen(*tables, per="vorm").set_index(["vorm", "verhouding"]).loc[("LIJN", "begrenst")]

    assert (found["n"], found["n_totaal"]) == (4, 8)
    assert found["gevallen"] == ("Wolkendam", "Nevelwaard", "Hazelschans", "Mistelbroek")
    assert found["tegenspraak_bij"] == ("Wolkendam",)


def test_oss_the_line_limits_working_in_the_area(leertraject: Traject) -> None:
    found = relate_vormen(leertraject.frame("sturingsverhoudingen"), "oss")
    pairs = list(zip(found["vorm"], found["verhouding"], found["andere_vorm"], strict=True))

    assert ("LIJN", "begrenst", "GE") in pairs
    assert len(pairs) == 4
    assert not found["tegenstrijdig"].any()
    assert found["meting"].isna().all()
