"""What groups answered, how it changed and where outside and inside differ, without showing small groups."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mini import read_cells
from teksttabel import expect, make_frame

from leerkring.hoofdstukken.vragenlijst.cijfers.antwoorden import (
    list_verdeling,
    score_antwoorden,
    select_laatste,
    summarise_antwoorden,
)
from leerkring.hoofdstukken.vragenlijst.cijfers.verandering import compare_extern, measure_verandering
from leerkring.model.beleid import Beleid
from leerkring.model.vragenlijst import Vragenlijst
from leerkring.traject import Traject, open_traject

VRAGENLIJST = Vragenlijst.model_validate(
    {
        "versie": "1",
        "toelichting": "Verzonnen.",
        "schaal": {
            "laag": 1,
            "hoog": 5,
            "labels": {1: "nee", 2: "weinig", 3: "soms", 4: "vaak", 5: "ja"},
            "weet_niet": True,
        },
        "items": [
            {"id": "V1", "tekst": "De baas beslist.", "deelvraag": "D2", "groepen": ["medewerkers"], "omgekeerd": True},
            {"id": "V2", "tekst": "Het werkt.", "deelvraag": "D3", "groepen": ["medewerkers", "inwoners"]},
            {"id": "V3", "tekst": "Het helpt.", "deelvraag": "D3", "groepen": ["medewerkers", "inwoners"]},
            {"id": "V4", "tekst": "Er wordt geluisterd.", "deelvraag": "D4", "groepen": ["inwoners", "partners"]},
        ],
    }
)
V56 = ("V5", "V6")
WAARDE = {"?": "weet_niet", "-": "-"}


def make_scores(text: str) -> pd.DataFrame:
    """Scores from a table with one row per group, meting and item.

    `waarden` holds the answers of person 1, 2, 3 ... of that group: a number, ? for weet niet, - for a blank and
    x for who was not asked. The same place is the same person at every meting.
    """
    people: dict[tuple[str, str, int], str] = {}
    answers = []
    for row in read_cells(text):
        slug = row.get("deelnemer", "noord")
        for place, value in enumerate(row["waarden"].split()):
            if value != "x":
                name = people.setdefault((slug, row["groep"], place), f"R{len(people) + 1}")
                answers.append(f"{name}  {row['meting']}  {row['item']}  {WAARDE.get(value, value)}")
    respondenten = [f"{name}  {slug}  {groep}" for (slug, groep, _), name in people.items()]
    return score_antwoorden(
        make_frame("antwoorden", "\n".join(["respondent  meting  item  waarde", *answers])),
        make_frame("respondenten", "\n".join(["id  deelnemer  groep", *respondenten])),
        VRAGENLIJST,
    )


def summarise(text: str, kleinste_n: int = 5) -> pd.DataFrame:
    return summarise_antwoorden(make_scores(text), VRAGENLIJST, Beleid(kleinste_n))


def change(text: str, kleinste_n: int = 5) -> pd.DataFrame:
    scores = make_scores(text)
    uitkomsten = summarise_antwoorden(scores, VRAGENLIJST, Beleid(kleinste_n))
    return measure_verandering(scores, uitkomsten, Beleid(kleinste_n), genoeg=kleinste_n)


def compare(text: str, kleinste_n: int = 5) -> pd.DataFrame:
    scores = make_scores(text)
    return compare_extern(
        scores, summarise_antwoorden(scores, VRAGENLIJST, Beleid(kleinste_n)), Beleid(kleinste_n), genoeg=kleinste_n
    )


def test_a_reversed_item_is_turned_around_and_gaps_get_no_score() -> None:
    found = make_scores("""
        groep        meting  item  waarden
        medewerkers  T0      V1    1 4 ? -
        medewerkers  T0      V2    1
    """)

    pd.testing.assert_frame_equal(
        found[["groep", "item", "score", "soort", "herkomst"]],
        expect("""
            groep        item  score:Int64  soort      herkomst
            medewerkers  V1    5            geldig     antwoorden.csv:2
            medewerkers  V1    2            geldig     antwoorden.csv:3
            medewerkers  V1    -            weet_niet  antwoorden.csv:4
            medewerkers  V1    -            blanco     antwoorden.csv:5
            medewerkers  V2    1            geldig     antwoorden.csv:6
        """),
    )


def test_answers_of_the_own_organisation_to_d4_do_not_count_even_when_they_are_there() -> None:
    text = """
        groep        meting  item  waarden
        medewerkers  T0      V4    5 5 5 5 5 5
        bestuur      T0      V4    5 5 5 5 5 5
        partners     T0      V4    1 2 1 2 1 2
    """

    assert set(make_scores(text)["groep"]) == {"partners"}
    assert list(summarise(text)["groep"]) == ["partners"]


def test_small_groups_are_hidden_and_middle_ones_show_only_n_and_median() -> None:
    found = summarise("""
        groep        meting  item  waarden
        medewerkers  T0      V2    1 2 3 4 ? -
        inwoners     T0      V2    1 2 2 4 5 ?
        inwoners     T3      V2    1 2 2 3 3 4 4 4 5 5 ? - -
    """)

    pd.testing.assert_frame_equal(
        found[["groep", "meting", "n", "mediaan", "aandeel_positief", "weet_niet", "blanco", "onderdrukt", "reden"]],
        expect("""
            groep        meting  n:Int64  mediaan:float64  aandeel_positief:float64  weet_niet:Int64  blanco:Int64  onderdrukt:bool  reden
            medewerkers  T0      -        -                -                         -                -             ja               minder dan 5 antwoorden
            inwoners     T0      5        2                -                         -                -             nee              minder dan 10 antwoorden: geen verdeling
            inwoners     T3      10       3.5              0.5                       1                2             nee              -
        """),  # noqa: E501 - one row, one line
    )
    assert list(found["verdeling"].astype("object").where(found["verdeling"].notna(), None)) == [
        None,
        None,
        (1, 2, 2, 3, 2),
    ]
    # The rows behind a hidden cell would tell how many there are.
    assert list(found["herkomst"].isna()) == [True, False, False]
    assert found["herkomst"].iloc[1].count("antwoorden.csv:") == 5


def test_a_wider_audience_sees_less() -> None:
    text = """
        groep     meting  item  waarden
        inwoners  T0      V2    1 2 2 4 5 5 5 5 5
        inwoners  T1      V2    1 2 2 4 5 5 5 5 5 5
    """

    assert list(summarise(text, 5)["n"].isna()) == [False, False]
    assert list(summarise(text, 10)["n"].isna()) == [True, False]
    assert summarise(text, 10)["reden"].iloc[0] == "minder dan 10 antwoorden"
    assert summarise(text, 12)["verdeling"].isna().all()


def test_there_is_no_total_and_no_lowest_or_highest_answer() -> None:
    found = summarise("""
        groep        meting  item  waarden
        medewerkers  T0      V2    1 2 3 4 5 5
        inwoners     T0      V2    1 2 3 4 5 5
    """)

    assert list(found["groep"]) == ["medewerkers", "inwoners"]
    assert not {"min", "max", "laagste", "hoogste", "totaal"} & set(found.columns)


def test_the_last_meting_of_each_group_and_only_items_for_outsiders_when_asked() -> None:
    found = summarise("""
        groep        meting  item  waarden
        medewerkers  T0      V1    1 2 3 4 5
        medewerkers  T0      V2    1 2 3 4 5
        inwoners     T0      V2    1 2 3 4 5
        inwoners     T2      V2    1 2
    """)

    assert list(select_laatste(found)[["item", "groep", "meting"]].itertuples(index=False, name=None)) == [
        ("V1", "medewerkers", "T0"),
        ("V2", "medewerkers", "T0"),
        ("V2", "inwoners", "T2"),
    ]
    assert list(select_laatste(found, extern=True)["item"]) == ["V2", "V2"]


def test_a_distribution_lies_around_the_middle_of_the_scale() -> None:
    found = list_verdeling(
        summarise("""
            groep        meting  item  waarden
            medewerkers  T0      V1    5 5 4 4 4 3 3 2 2 1
            inwoners     T0      V2    1 1 1 1 1
        """),
        VRAGENLIJST,
    )

    # V1 is turned around: two 'ja' become score 1, one 'nee' score 5. Half of the middle 0.2 lies left of 0.
    pd.testing.assert_frame_equal(
        found[["item", "score", "label", "n", "aandeel", "van", "tot"]].round(6),
        expect("""
            item  score:int64  label   n:int64  aandeel:float64  van:float64  tot:float64
            V1    1            ja      2        0.2              -0.6         -0.4
            V1    2            vaak    3        0.3              -0.4         -0.1
            V1    3            soms    2        0.2              -0.1         0.1
            V1    4            weinig  2        0.2              0.1          0.3
            V1    5            nee     1        0.1              0.3          0.4
        """),
    )


def test_change_compares_the_first_and_the_last_meting_that_are_shown() -> None:
    found = change("""
        groep     meting  item  waarden
        inwoners  T0      V2    5 5
        inwoners  T1      V2    1 1 2 2 3
        inwoners  T2      V2    1 1 1 1 1
        inwoners  T3      V2    x x x x x 3 4 4 5 5
    """).iloc[0]

    assert (found["van"], found["tot"], found["n_van"], found["n_tot"]) == ("T1", "T3", 5, 5)
    assert (found["mediaan_van"], found["mediaan_tot"]) == (2.0, 4.0)
    # 25 pairs: only 3 against 3 ties, all others rise.
    assert found["delta"] == pytest.approx(24 / 25)
    assert (found["richting"], found["grootte"]) == ("omhoog", "groot")
    assert not found["gekoppeld"]
    assert pd.isna(found["n_paren"])
    assert found["herkomst"].count("antwoorden.csv:") == 10


@pytest.mark.parametrize(
    ("text", "reden"),
    [
        ("inwoners  T0  V2  1 2 3 4\ninwoners  T3  V2  1 2 3 4 5", "te weinig antwoorden"),
        ("inwoners  T0  V2  1 2 3 4\ninwoners  T3  V2  1 2 3 4", "te weinig antwoorden"),
        ("inwoners  T1  V2  1 2 3 4 5", "alleen gevraagd bij T1"),
        ("inwoners  T1  V2  1 2", "te weinig antwoorden"),
    ],
)
def test_no_change_is_shown_unless_both_metingen_are(text: str, reden: str) -> None:
    found = change(f"groep  meting  item  waarden\n{text}").iloc[0]

    assert found["reden"] == reden
    rest = ["van", "tot", "n_van", "n_tot", "mediaan_van", "delta", "laag", "hoog", "rangbiserieel", "n_paren"]
    assert found[[*rest, "gekoppeld", "richting", "grootte", "herkomst"]].isna().all()


@pytest.mark.parametrize(
    ("later", "gekoppeld", "paren"),
    [
        ("2 3 4 5 5 5", True, 6),
        ("2 3 4 5 5 x", False, None),
        ("2 3 4 5 5 x 4 4 4 4 4", False, None),
        ("2 3 4 5 x x 4 4", False, None),
    ],
    ids=[
        "all come back",
        "one leaves, which the mere word would tell",
        "five of ten is half, but of eleven is not",
        "four pairs are too few",
    ],
)
def test_change_is_paired_when_enough_people_come_back(later: str, gekoppeld: bool, paren: int | None) -> None:
    extra = " 4" if later.endswith("4 4 4 4 4") else ""
    found = change(f"""
        groep        meting  item  waarden
        medewerkers  T0      V2    1 2 3 4 4 4
        medewerkers  T3      V2    {later}{extra}
    """).iloc[0]

    assert bool(found["gekoppeld"]) is gekoppeld
    assert (None if pd.isna(found["n_paren"]) else found["n_paren"]) == paren


def test_pairs_make_the_interval_sharper_and_leave_delta_as_it_is() -> None:
    same = "1 1 2 2 3 3 4 4 5 5"
    up = "2 2 3 3 4 4 5 5 5 5"
    others = " ".join(["x"] * 10)
    table = "groep  meting  item  waarden\nmedewerkers  T0  V2  {}\nmedewerkers  T3  V2  {}"
    paired = change(table.format(same, up)).iloc[0]
    loose = change(table.format(same, f"{others} {up}")).iloc[0]

    assert paired["delta"] == loose["delta"]
    assert (paired["richting"], loose["richting"]) == ("omhoog", "geen duidelijke verandering")
    # Eight rise, none falls.
    assert paired["rangbiserieel"] == 1.0
    assert pd.isna(loose["rangbiserieel"])


def test_equal_answers_give_no_interval_that_claims_certainty() -> None:
    found = change("""
        groep     meting  item  waarden
        inwoners  T0      V2    3 3 3 3 3
        inwoners  T3      V2    3 3 3 3 3
    """).iloc[0]

    assert (found["delta"], found["richting"]) == (0.0, "geen duidelijke verandering")
    assert found[["laag", "hoog"]].isna().all()


def test_no_frame_for_a_report_holds_a_p_value() -> None:
    text = "groep  meting  item  waarden\ninwoners  T0  V2  1 2 3 4 5\nmedewerkers  T0  V2  1 2 3 4 5"

    for frame in (summarise(text), change(text), compare(text)):
        assert not {"p", "p_waarde", "significant"} & set(frame.columns)


def test_outside_against_inside_group_by_group_at_the_last_meting_of_both() -> None:
    found = compare("""
        groep        meting  item  waarden
        medewerkers  T0      V2    5 5 5 5 5
        medewerkers  T2      V2    3 4 4 5 5
        medewerkers  T3      V2    5 5 5 5
        inwoners     T0      V2    1 1 1 1 1
        inwoners     T2      V2    1 2 2 3 3
        inwoners     T3      V2    1 2 3 4 5
        medewerkers  T2      V3    1 2 3 4 5
        inwoners     T2      V3    1 2 3 4 5
        inwoners     T2      V4    1 1 1 1 1
    """)

    # V2 at T2: of 25 pairs two tie (3 against 3) and the others fall. At T3 medewerkers are too few.
    pd.testing.assert_frame_equal(
        found[["item", "meting", "extern", "intern", "n_extern", "n_intern", "delta", "richting", "grootte"]],
        expect("""
            item  meting  extern    intern       n_extern:Int64  n_intern:Int64  delta:float64  richting                 grootte
            V2    T2      inwoners  medewerkers  5               5               -0.92          lager                    groot
            V3    T2      inwoners  medewerkers  5               5               0.0            geen duidelijk verschil  verwaarloosbaar
        """),  # noqa: E501 - one row, one line
    )
    assert list(found["mediaan_extern"]) == [2.0, 3.0]


def test_without_two_sides_there_is_nothing_to_compare() -> None:
    found = compare("groep  meting  item  waarden\ninwoners  T0  V2  1 2 3 4 5")

    assert found.empty
    assert {"delta", "richting", "extern", "intern"} <= set(found.columns)


def test_nothing_asked_gives_empty_frames_with_their_columns() -> None:
    leeg = Vragenlijst(versie="geen", toelichting="Er is niets gevraagd.")
    scores = score_antwoorden(make_frame("antwoorden"), make_frame("respondenten"), leeg)
    uitkomsten = summarise_antwoorden(scores, leeg, Beleid(5))
    frames = [
        (scores, "score"),
        (uitkomsten, "verdeling"),
        (select_laatste(uitkomsten, extern=True), "n"),
        (list_verdeling(uitkomsten, leeg), "van"),
        (measure_verandering(scores, uitkomsten, Beleid(5)), "delta"),
        (compare_extern(scores, uitkomsten, Beleid(5)), "delta"),
    ]

    for frame, column in frames:
        assert frame.empty
        assert column in frame.columns


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["1", "2", "3", "4", "5", "?", "-"]), min_size=1, max_size=14),
    st.lists(st.sampled_from(["1", "2", "3", "4", "5", "?", "-"]), min_size=1, max_size=14),
    st.sampled_from([5, 10]),
)
def test_a_hidden_group_shows_nothing_and_a_shown_one_adds_up(first: list[str], last: list[str], drempel: int) -> None:
    text = f"groep  meting  item  waarden\ninwoners  T0  V2  {' '.join(first)} x\ninwoners  T3  V2  {' '.join(last)} x"
    numbers = ["n", "mediaan", "aandeel_positief", "weet_niet", "blanco", "herkomst"]
    found = summarise(text, drempel)

    for cell, given_answers in zip(found.to_dict("records"), (first, last), strict=True):
        n = sum(a.isdigit() for a in given_answers)
        assert cell["onderdrukt"] == (n < drempel)
        if cell["onderdrukt"]:
            assert all(pd.isna(cell[k]) for k in numbers)
            assert not isinstance(cell["verdeling"], tuple)
        elif n < 10:
            assert cell["n"] == n
            assert all(pd.isna(cell[k]) for k in ("aandeel_positief", "weet_niet", "blanco"))
        else:
            assert sum(cell["verdeling"]) == cell["n"] == n
            assert n + cell["weet_niet"] + cell["blanco"] == len(given_answers)
    shift = change(text, drempel).iloc[0]
    assert pd.isna(shift["delta"]) == bool(found["onderdrukt"].any())


# The stories of data/voorbeeld-2021/README.md.


@pytest.fixture(scope="module")
def kring() -> Traject:
    return open_traject("data/voorbeeld-2021", doelgroep="team")


@pytest.fixture(scope="module")
def scores(kring: Traject) -> pd.DataFrame:
    return score_antwoorden(kring.frame("antwoorden"), kring.frame("respondenten"), kring.vragenlijst)


@pytest.fixture(scope="module")
def uitkomsten(kring: Traject, scores: pd.DataFrame) -> pd.DataFrame:
    return summarise_antwoorden(scores, kring.vragenlijst, kring.beleid)


@pytest.fixture(scope="module")
def verandering(kring: Traject, scores: pd.DataFrame, uitkomsten: pd.DataFrame) -> pd.DataFrame:
    # Every group that may be shown at all is followed here: the stories are about what the data hold.
    return measure_verandering(scores, uitkomsten, kring.beleid, genoeg=kring.kleinste_n)


@pytest.fixture(scope="module")
def verschil(kring: Traject, scores: pd.DataFrame, uitkomsten: pd.DataFrame) -> pd.DataFrame:
    return compare_extern(scores, uitkomsten, kring.beleid, genoeg=5)


def mean(scores: pd.DataFrame, slug: str, groep: str, item: str, meting: str) -> tuple[float, int]:
    """The mean, with which the README describes what was built in, and n."""
    cell = scores[(scores[["deelnemer", "groep", "item", "meting"]] == [slug, groep, item, meting]).all(axis=1)]
    valid = cell["score"].dropna().astype("float64")
    return float(np.round(valid.mean() + 1e-9, 2)), len(valid)


def pick(frame: pd.DataFrame, **where: str) -> pd.Series:
    found = frame[(frame[list(where)] == list(where.values())).all(axis=1)]
    assert len(found) == 1
    return found.iloc[0]


def test_nevelwaard_inwoners_judge_far_lower_than_medewerkers(scores: pd.DataFrame, verschil: pd.DataFrame) -> None:
    own = verschil[verschil["deelnemer"] == "nevelwaard"].reset_index(drop=True)

    assert list(own.loc[:1, "item"]) == ["V5", "V6"]
    assert list(own.loc[:1, "extern"]) == ["inwoners", "inwoners"]
    assert list(own.loc[:1, "intern"]) == ["medewerkers", "medewerkers"]
    assert list(own.loc[:1, "delta"].round(2)) == [-0.76, -0.73]
    assert list(own.loc[:1, "richting"]) == ["lager", "lager"]
    assert (own.loc[:1, "hoog"] < -0.45).all()
    assert mean(scores, "nevelwaard", "medewerkers", "V5", "T3") == (3.94, 17)
    assert mean(scores, "nevelwaard", "inwoners", "V5", "T3") == (2.31, 16)


def test_nevelwaard_inwoners_go_down_while_medewerkers_go_up(scores: pd.DataFrame, verandering: pd.DataFrame) -> None:
    inwoners = pick(verandering, deelnemer="nevelwaard", groep="inwoners", item="V7")
    medewerkers = pick(verandering, deelnemer="nevelwaard", groep="medewerkers", item="V5")

    assert mean(scores, "nevelwaard", "inwoners", "V7", "T0") == (2.72, 18)
    assert mean(scores, "nevelwaard", "inwoners", "V7", "T3") == (2.32, 19)
    assert (inwoners["mediaan_van"], inwoners["mediaan_tot"], bool(inwoners["gekoppeld"])) == (3.0, 2.0, False)
    # Downward, but with so few people it can be chance: the interval holds 0.
    assert inwoners["delta"] == pytest.approx(-0.24, abs=0.005)
    assert inwoners["laag"] < 0 < inwoners["hoog"]
    assert inwoners["richting"] == "geen duidelijke verandering"
    assert (medewerkers["richting"], bool(medewerkers["gekoppeld"])) == ("omhoog", True)
    # So few medewerkers left between the two metingen that their number would single them out.
    assert pd.isna(medewerkers["n_paren"])


def test_eksterhaven_inwoners_and_partners_become_more_positive(verandering: pd.DataFrame) -> None:
    own = verandering[verandering["deelnemer"] == "eksterhaven"]
    inwoners = {i: pick(own, groep="inwoners", item=i) for i in ("V5", "V7", "V8")}
    partners = {i: pick(own, groep="partners", item=i) for i in ("V7", "V8")}

    assert {i: round(r["delta"], 2) for i, r in inwoners.items()} == {"V5": 0.49, "V7": 0.56, "V8": 0.49}
    assert [(r["van"], r["tot"], bool(r["gekoppeld"]), r["richting"]) for r in inwoners.values()] == [
        ("T1", "T3", False, "omhoog")
    ] * 3
    assert [(bool(r["gekoppeld"]), r["richting"]) for r in partners.values()] == [(True, "omhoog")] * 2


def test_ottermonde_shows_nothing_at_all(
    uitkomsten: pd.DataFrame, verandering: pd.DataFrame, verschil: pd.DataFrame
) -> None:
    own = uitkomsten[uitkomsten["deelnemer"] == "ottermonde"]
    change = verandering[verandering["deelnemer"] == "ottermonde"]

    assert len(own) == 58
    assert own["onderdrukt"].all()
    assert (
        own[["n", "mediaan", "aandeel_positief", "verdeling", "weet_niet", "blanco", "herkomst"]].isna().all(axis=None)
    )
    assert set(change["reden"]) == {"te weinig antwoorden"}
    assert change[["n_van", "n_tot", "delta", "laag", "herkomst"]].isna().all(axis=None)
    assert not (verschil["deelnemer"] == "ottermonde").any()


def test_kwartelstroom_partners_up_and_above_their_bestuur_that_goes_down(
    verandering: pd.DataFrame, verschil: pd.DataFrame
) -> None:
    own = verandering[verandering["deelnemer"] == "kwartelstroom"]
    against = {i: pick(verschil, deelnemer="kwartelstroom", extern="partners", intern="bestuur", item=i) for i in V56}

    assert {i: round(r["delta"], 2) for i, r in against.items()} == {"V5": 0.70, "V6": 0.58}
    assert {r["richting"] for r in against.values()} == {"hoger"}
    assert list(own.loc[own["groep"] == "partners", "richting"]) == ["omhoog"] * 4
    bestuur = own[own["groep"] == "bestuur"].set_index("item")
    assert (bestuur["delta"] < -0.25).all()
    assert dict(bestuur["richting"]) == {"V3": "omlaag", "V5": "geen duidelijke verandering", "V6": "omlaag"}


def test_mistelbroek_nothing_changes(scores: pd.DataFrame, verandering: pd.DataFrame, verschil: pd.DataFrame) -> None:
    own = verandering[verandering["deelnemer"] == "mistelbroek"]
    told = {("medewerkers", "V3"), ("medewerkers", "V5"), ("inwoners", "V7"), ("inwoners", "V8")}

    assert set(own["richting"]) == {"geen duidelijke verandering"}
    assert all(abs(pick(own, groep=g, item=i)["delta"]) < 0.1 for g, i in told)
    assert mean(scores, "mistelbroek", "medewerkers", "V3", "T0") == (3.09, 11)
    assert set(verschil.loc[verschil["deelnemer"] == "mistelbroek", "richting"]) == {"geen duidelijk verschil"}


def test_wolkendam_leidinggevenden_take_over_more_and_more(scores: pd.DataFrame, verandering: pd.DataFrame) -> None:
    found = pick(verandering, deelnemer="wolkendam", groep="medewerkers", item="V2")

    waves = [mean(scores, "wolkendam", "medewerkers", "V2", m) for m in ("T0", "T2", "T3")]
    assert waves == [(2.69, 13), (2.25, 12), (2.08, 12)]
    assert (round(found["delta"], 2), found["richting"], bool(found["gekoppeld"])) == (-0.36, "omlaag", True)
    assert (found["n_van"], found["n_tot"]) == (13, 12)
    assert pd.isna(found["n_paren"])


def test_a_report_compares_no_group_whose_answers_a_delta_would_give_away(
    scores: pd.DataFrame, uitkomsten: pd.DataFrame, kring: Traject
) -> None:
    """With n = 5 a delta against a published distribution often leaves one set of answers only."""
    shown = uitkomsten[~uitkomsten["onderdrukt"].astype(bool)]
    change = measure_verandering(scores, uitkomsten, kring.beleid)
    between = compare_extern(scores, uitkomsten, kring.beleid)
    told = change[change["delta"].notna()]

    assert (shown["n"] < 10).any(), "the data must hold groups that this protects"
    assert len(told) > 0
    assert (told[["n_van", "n_tot"]] >= 10).all(axis=None)
    assert len(between) > 0
    assert (between[["n_extern", "n_intern"]] >= 10).all(axis=None)
