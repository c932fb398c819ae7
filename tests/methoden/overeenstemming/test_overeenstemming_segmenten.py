"""Agreement on the boundaries of passages: the published example, small texts worked out by hand, and mistakes."""

import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from plek import GROUND_TRUTH

from leerkring.methoden.overeenstemming.eenheden import OvereenstemmingError
from leerkring.methoden.overeenstemming.segmenten import (
    KOLOMMEN,
    Tekstvak,
    combine_alfa,
    measure_bedekking,
    measure_segmenten,
)

WAARHEID = json.loads((GROUND_TRUTH / "agreement.json").read_text("utf-8"))["unitizing"]
VAK = Tekstvak(0, 10, ("i", "j"))


def lay(*segments: tuple[str, str, int, int]) -> pd.DataFrame:
    return pd.DataFrame(list(segments), columns=list(KOLOMMEN)).astype({"start": "int64", "lengte": "int64"})


def rows(bedekking: pd.DataFrame) -> list[list[Any]]:
    """Return rows as lists; the last has no code."""
    return bedekking.fillna({"code": "any"}).to_numpy(dtype=object).tolist()


def test_alpha_of_segments_is_as_published() -> None:
    vak = Tekstvak(WAARHEID["start"], WAARHEID["length"], ("i", "j"))
    found = measure_segmenten(lay(*map(tuple, WAARHEID["segments"])), vak).set_index("code")

    assert found["n"].to_dict() == {"c": 5, "k": 4}
    for code, column, name in (
        ("c", "alfa", "alpha_c"),
        ("c", "waargenomen", "observed_c"),
        ("c", "verwacht", "expected_c"),
        ("k", "alfa", "alpha_k"),
    ):
        assert found.loc[code, column] == pytest.approx(WAARHEID[name], abs=0.00005), name
    assert combine_alfa(found.reset_index()) == pytest.approx(WAARHEID["alpha"], abs=0.0005)


def test_uncoded_text_is_told_apart() -> None:
    vak = Tekstvak(WAARHEID["start"], WAARHEID["length"], ("i", "j"))
    found = measure_bedekking(lay(*map(tuple, WAARHEID["segments"])), vak)

    # c: both marked 225-295 and 370-375; one 220-225, 295-300, 355-370, 375-400 and 400-420. k: the same places.
    assert rows(found) == [["c", 155, 70, 75], ["k", 190, 0, 110], ["any", 65, 65, 170]]


def test_boundaries_that_differ_cost_their_distance_squared() -> None:
    # 2-6 against 3-8: 1 and 2 places apart, so 1 + 4 in both directions, of 2 pairs and 10 places squared.
    found = measure_segmenten(lay(("i", "a", 2, 4), ("j", "a", 3, 5)), VAK).iloc[0]

    assert found["waargenomen"] == pytest.approx(2 * (1 + 4) / (2 * 100))
    # Marked 4 and 5, gaps 2, 4, 3 and 2: (2*64 - 48 + 4)/3 + 16 for one gap that holds 4; (250 - 75 + 5)/3 for 5.
    expected = 2 / 10 * (84 / 3 + 16 * 1 + 180 / 3) / (20 * 19 - 4 * 3 - 5 * 4)
    assert found["verwacht"] == pytest.approx(expected)


def test_segment_in_a_gap_costs_its_length_squared_and_at_its_edge_too() -> None:
    for start in (0, 4, 7):
        found = measure_segmenten(lay(("i", "a", start, 3)), VAK).iloc[0]
        assert found["waargenomen"] == pytest.approx(2 * 9 / (2 * 100)), start
        assert found["alfa"] < 0.1


def test_segments_that_only_touch_have_nothing_in_common() -> None:
    found = measure_segmenten(lay(("i", "a", 2, 3), ("j", "a", 5, 2)), VAK).iloc[0]

    assert found["waargenomen"] == pytest.approx(2 * (9 + 4) / (2 * 100))


def test_segments_of_one_codeur_may_touch_without_a_gap_between_them() -> None:
    cut, whole = ("i", "a", 2, 3), ("j", "a", 2, 5)
    found = measure_segmenten(lay(cut, ("i", "a", 5, 2), whole), VAK).iloc[0]

    # The first ends 2 places early, the second begins 3 places late.
    assert found["waargenomen"] == pytest.approx(2 * (2**2 + 3**2) / (2 * 100))


def test_codeur_who_marked_nothing_counts() -> None:
    segments = lay(("i", "a", 2, 4), ("j", "a", 2, 4))
    two, three = (measure_segmenten(segments, Tekstvak(0, 10, who))["alfa"].iloc[0] for who in (("i", "j"), "ijk"))

    assert two == 1
    assert three < 0.5


def test_alpha_has_no_value_where_chance_gives_no_disagreement() -> None:
    found = measure_segmenten(lay(("i", "a", 0, 1), ("j", "a", 0, 1)), Tekstvak(0, 1, ("i", "j")))

    assert found["alfa"].isna().tolist() == [True]
    assert combine_alfa(found) is None


def test_text_without_segments_has_no_codes_to_measure() -> None:
    found = measure_segmenten(lay(), VAK)

    assert found.empty
    assert combine_alfa(found) is None
    assert rows(measure_bedekking(lay(), VAK)) == [["any", 10, 0, 0]]


segmenten = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 4)), max_size=3)


def place(codeur: str, steps: list[tuple[int, int]], shift: int = 0) -> list[tuple[str, str, int, int]]:
    """Return steps of a gap and a length as segments one after the other."""
    at, placed = shift, []
    for gap, length in steps:
        placed.append((codeur, "a", at + gap, length))
        at += gap + length
    return placed


@settings(deadline=None, max_examples=40)
@given(segmenten, segmenten)
def test_where_a_text_begins_and_who_is_first_does_not_matter(one: Any, other: Any) -> None:
    assume(one or other)
    length = 25
    found = measure_segmenten(lay(*place("i", one), *place("j", other)), Tekstvak(0, length, ("i", "j")))
    shifted = lay(*place("i", one, 100), *place("j", other, 100))
    swapped = lay(*place("j", one), *place("i", other))

    for changed, start in ((shifted, 100), (swapped, 0), (lay(*place("i", one), *place("j", other)).iloc[::-1], 0)):
        again = measure_segmenten(changed, Tekstvak(start, length, ("j", "i")))
        pd.testing.assert_frame_equal(found, again)
    assert (found["alfa"] <= 1).all()


@settings(deadline=None, max_examples=40)
@given(segmenten)
def test_same_segments_agree_perfectly_and_cover_what_they_cover(steps: Any) -> None:
    assume(steps)
    both = lay(*place("i", steps), *place("j", steps))
    vak = Tekstvak(0, 25, ("i", "j"))

    assert measure_segmenten(both, vak)["alfa"].tolist() == [1]
    marked = sum(length for _, length in steps)
    expected = [["a", 25 - marked, 0, marked], ["any", 25 - marked, 0, marked]]
    assert rows(measure_bedekking(both, vak)) == expected


def test_every_mistake_is_told_at_once() -> None:
    wrong = lay(("x", "a", 0, 2), ("i", "a", 8, 3), ("j", "a", 1, 0), ("i", "b", 2, 3), ("i", "b", 4, 2))

    with pytest.raises(OvereenstemmingError) as caught:
        measure_segmenten(wrong, VAK)
    assert caught.value.redenen == (
        "x, a, 0+2: unknown codeur; allowed: i, j",
        "i, a, 8+3: the segment lies outside the text; allowed: 0 to 10",
        "j, a, 1+0: the segment has no length; allowed: 1 or more",
        "i, b: the segment at 4 begins before the one at 2 ends; join them or move one",
    )


@pytest.mark.parametrize(
    ("segments", "vak", "message"),
    [
        (lay().drop(columns="lengte"), VAK, "there is no column lengte; needed: codeur, code, start, lengte"),
        (lay(), Tekstvak(0, 10, ("i",)), "found the codeurs i; allowed: two or more, each once"),
        (lay(), Tekstvak(0, 10, ("i", "i", "j")), "found the codeurs i, i, j; allowed: two or more, each once"),
        (lay(), Tekstvak(0, 0, ("i", "j")), "the text has length 0; allowed: 1 or more"),
        (lay(("i", "a", 1, 2)).astype({"start": "float64"}), VAK, "start and lengte must be whole numbers"),
        (
            lay(("i", "a", 1, 2)).astype({"start": "Int64"}).assign(lengte=pd.array([None], dtype="Int64")),
            VAK,
            "start and lengte must be whole numbers, none missing",
        ),
    ],
)
def test_mistake_is_told_with_what_is_allowed(segments: pd.DataFrame, vak: Tekstvak, message: str) -> None:
    for measure in (measure_segmenten, measure_bedekking):
        with pytest.raises(OvereenstemmingError) as caught:
            measure(segments, vak)
        assert message in str(caught.value)
