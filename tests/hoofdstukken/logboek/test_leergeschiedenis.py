"""The learning history: voices beside the team's comment, in order of time."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from teksttabel import expect, make_frame

from leerkring.hoofdstukken.logboek.cijfers.leergeschiedenis import count_moments, pair_voices, select_moments
from leerkring.traject import Traject, open_traject


@pytest.fixture(scope="module")
def kring() -> Traject:
    return open_traject("data/voorbeeld-2021", doelgroep="team")


def pair(fragmenten: str, logboek: str) -> pd.DataFrame:
    return pair_voices(make_frame("fragmenten", fragmenten), make_frame("logboek", logboek), "noord")


VOICES = """
    deelnemer  datum       ronde  groep        tekst  goedgekeurd
    noord      2021-06-10  1      medewerkers  Een.   ja
    noord      2021-06-20  1      inwoners     Twee.  ja
    noord      2021-06-21  1      partners     Nee.   nee
    noord      2022-02-01  3      partners     Drie.  ja
    zuid       2021-06-10  1      bestuur      Zuid.  ja
"""
NOTES = """
    deelnemer  datum       ronde  soort          tekst
    noord      2021-06-12  1      tip            A.
    noord      2021-06-19  1      verwonderpunt  B.
    noord      2021-07-30  1      ervaring       C.
    noord      2021-10-02  2      ervaring       D.
    zuid       2021-06-10  1      tip            Z.
    -          2021-06-10  1      tip            Y.
"""


def test_voice_stands_beside_the_nearest_note_of_its_round_and_what_is_alone_stays() -> None:
    # 20 June lies 1 day from B, so B goes to the second voice; the first voice gets A, 2 days away.
    pd.testing.assert_frame_equal(
        pair(VOICES, NOTES).drop(columns=["bron", "stem_datum", "commentaar_datum"]),
        expect("""
            ronde:Int64  datum:datetime64[s]  stem   groep        commentaar  soort          dagen:Int64  herkomst
            1            2021-06-10           Een.   Medewerkers  A.          Tip            2            fragmenten.csv:2, logboek.csv:2
            1            2021-06-20           Twee.  Inwoners     B.          Verwonderpunt  1            fragmenten.csv:3, logboek.csv:3
            1            2021-07-30           -      -            C.          Ervaring       -            logboek.csv:4
            2            2021-10-02           -      -            D.          Ervaring       -            logboek.csv:5
            3            2022-02-01           Drie.  Partners     -           -              -            fragmenten.csv:5
        """),  # noqa: E501 - one row, one line
    )


def test_unapproved_passage_is_no_voice_even_for_the_team() -> None:
    assert "Nee." not in set(pair(VOICES, NOTES)["stem"])


def test_note_of_another_round_is_no_comment_however_near() -> None:
    found = pair("datum  ronde\n2021-09-17  1", "deelnemer  datum  ronde\nnoord  2021-09-18  2")

    assert list(found["dagen"].isna()) == [True, True]


def test_voice_without_a_round_stands_last_and_alone() -> None:
    found = pair("datum  ronde\n2021-01-01  -", "deelnemer  datum  ronde\nnoord  2021-06-01  1")

    assert list(found["ronde"].isna()) == [False, True]
    assert found["dagen"].isna().all()


def test_at_equal_distance_the_earlier_goes_first() -> None:
    found = pair(
        "datum  ronde  tekst\n2021-06-10  1  Een.\n2021-06-14  1  Twee.",
        "deelnemer  datum  ronde  tekst\nnoord  2021-06-12  1  A.",
    )

    assert found.set_index("stem")["commentaar"].fillna("-").to_dict() == {"Een.": "A.", "Twee.": "-"}


def test_nothing_said_and_nothing_noted_is_an_empty_history() -> None:
    found = pair("", "")

    assert found.empty
    assert select_moments(found, 4).empty
    assert count_moments(found, found).empty


DAGEN = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 28)), max_size=6)


@settings(deadline=None, max_examples=40)  # each example builds a traject
@given(DAGEN, DAGEN, st.integers(1, 4))
def test_each_voice_and_note_stands_once_and_a_cap_says_what_it_leaves_out(
    said: list[tuple[int, int]], noted: list[tuple[int, int]], cap: int
) -> None:
    voices = "\n".join(["datum  ronde", *(f"2021-06-{d:02}  {r}" for r, d in said)])
    notes = "\n".join(["deelnemer  datum  ronde", *(f"noord  2021-06-{d:02}  {r}" for r, d in noted)])
    found = pair(voices, notes)

    rows = sorted(row for rows in found["herkomst"] for row in rows.split(", "))
    expected = [f"{t}.csv:{n + 2}" for t, all_ in (("fragmenten", said), ("logboek", noted)) for n in range(len(all_))]
    assert rows == sorted(expected)
    pairs = sum(min(sum(r == n for r, _ in said), sum(r == n for r, _ in noted)) for n in (1, 2, 3))
    assert found["dagen"].notna().sum() == pairs
    assert list(found["ronde"]) == sorted(found["ronde"])
    assert (found.groupby("ronde")["datum"].diff().dropna() >= pd.Timedelta(0)).all()

    shown = select_moments(found, cap)
    counts = count_moments(found, shown)
    assert (shown.groupby("ronde").size() <= cap).all()
    assert counts["stemmen_weg"].sum() == len(said) - shown["stem"].notna().sum()
    assert counts["notities_weg"].sum() == len(noted) - shown["commentaar"].notna().sum()
    assert set(shown["herkomst"]) <= set(found["herkomst"])
    assert (shown.groupby("ronde")["datum"].diff().dropna() >= pd.Timedelta(0)).all()


def test_cap_keeps_the_nearest_pairs_then_voices_then_notes_that_wonder() -> None:
    voices = "datum  ronde  tekst\n2021-06-01  1  Ver.\n2021-06-10  1  Dichtbij."
    notes = """
        deelnemer  datum       ronde  soort          tekst
        noord      2021-06-10  1      tip            Bij.
        noord      2021-07-01  1      tip            Ver weg.
        noord      2021-08-01  1      ervaring       Los.
        noord      2021-08-02  1      verwonderpunt  Vreemd.
    """
    found = pair(voices, notes)

    kept = [list(select_moments(found, n)["commentaar"]) for n in (1, 2, 3)]
    assert kept == [["Bij."], ["Ver weg.", "Bij."], ["Ver weg.", "Bij.", "Vreemd."]]
    pd.testing.assert_frame_equal(
        count_moments(found, select_moments(found, 1)),
        expect("""
            ronde:Int64  stemmen:int64  notities:int64  stemmen_weg:int64  notities_weg:int64
            1            2              4               1                  3
        """),
    )


# The stories


def test_hazelschans_falls_silent_after_the_second_round(kring: Traject) -> None:
    found = pair_voices(kring.frame("fragmenten"), kring.frame("logboek"), "hazelschans")

    assert set(found["ronde"]) == {1, 2}
    assert found["commentaar"].notna().sum() == 22
    assert found["datum"].max() <= pd.Timestamp("2022-01-27")


def test_wolkendam_tells_of_the_line_in_its_own_words(kring: Traject) -> None:
    found = pair_voices(kring.frame("fragmenten"), kring.frame("logboek"), "wolkendam")
    taken = found[found["stem"].str.startswith("We hadden het werk verdeeld", na=False)].iloc[0]

    assert found["commentaar"].notna().sum() == 26
    assert found["stem"].notna().sum() == 9
    assert (taken["ronde"], taken["groep"], taken["soort"]) == (2, "Medewerkers", "Tip")
    assert taken["dagen"] == 7


def test_public_hears_only_what_is_public(kring: Traject) -> None:
    public = open_traject("data/voorbeeld-2021", doelgroep="openbaar")
    found = pair_voices(public.frame("fragmenten"), public.frame("logboek"), "wolkendam")
    everything = pair_voices(kring.frame("fragmenten"), kring.frame("logboek"), "wolkendam")

    assert list(found["stem"].dropna()) == ["Voor het eerst hoef ik niet te vragen of ik een middag vrij kan ruilen."]
    assert set(found["commentaar"].dropna()) < set(everything["commentaar"].dropna())


def test_leertraject_has_no_history_to_tell() -> None:
    leertraject = open_traject("data/leertraject-2017", doelgroep="team")

    assert pair_voices(leertraject.frame("fragmenten"), leertraject.frame("logboek"), "oss").empty
