"""Effect sizes and intervals agree with R and with published tables, also with ties and small groups."""

import json
import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plek import GROUND_TRUTH

from leerkring.methoden.statistiek import (
    bootstrap_interval,
    cliffs_delta,
    grade_delta,
    matched_rank_biserial,
    resample_delta,
)

WAARHEID = GROUND_TRUTH
LIKERT = json.loads((WAARHEID / "likert.json").read_text(encoding="utf-8"))
GEPUBLICEERD = json.loads((WAARHEID / "statistics_published.json").read_text(encoding="utf-8"))
GELIJK = 1e-6

Antwoorden = list[tuple[int, int]]
scores = st.lists(st.integers(1, 5), min_size=1, max_size=9)
pairs = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=9)


def test_the_reference_has_all_its_sets() -> None:
    assert (len(LIKERT["paired"]), len(LIKERT["independent"])) == (16, 10)


@pytest.mark.parametrize("case", LIKERT["paired"], ids=lambda case: str(case["id"]))
def test_paired_results_are_those_of_r(case: dict[str, Any]) -> None:
    before, after = case["before"], case["after"]

    assert matched_rank_biserial(before, after) == pytest.approx(case["matched_rank_biserial"], abs=GELIJK)
    assert cliffs_delta(after, before) == pytest.approx(case["cliffs_delta_independent"], abs=GELIJK)


@pytest.mark.parametrize("case", LIKERT["independent"], ids=lambda case: str(case["id"]))
def test_independent_results_are_those_of_r(case: dict[str, Any]) -> None:
    assert cliffs_delta(case["x"], case["y"]) == pytest.approx(case["cliffs_delta"], abs=GELIJK)


def test_sizes_of_delta_follow_romano_and_ignore_the_sign() -> None:
    for word, top in GEPUBLICEERD["romano"].items():
        assert grade_delta(top) == grade_delta(-top) == word
    assert [grade_delta(d) for d in (0.147, 0.33, 0.474)] == ["klein", "middelgroot", "groot"]


def test_delta_by_hand() -> None:
    # Of 2 x 3 pairs: 3 > 2, 3 > 1, 2 > 1 for x; 3 < 4, 2 < 4 against; 2 = 2 ties. (3 - 2) / 6.
    assert cliffs_delta([3, 2], [4, 2, 1]) == pytest.approx(1 / 6)


def test_a_missing_answer_is_neither_above_nor_below_and_is_refused() -> None:
    for x, y in (([3, float("nan")], [1, 2]), ([1, 2], [float("nan")] * 2)):
        with pytest.raises(ValueError, match="ontbreken waarden"):
            cliffs_delta(x, y)


def test_resamples_leave_out_who_gave_one_answer_and_come_in_stacks() -> None:
    nan = float("nan")
    stacked = resample_delta(np.array([[3, nan, 2], [1, 1, 1]]), np.array([[4, 2, nan], [1, 1, nan]]))

    assert list(stacked) == [cliffs_delta([3, 2], [4, 2]), 0.0]
    assert resample_delta([nan, nan], [1, 2]) == 0.0


@settings(deadline=None, max_examples=15)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=4, max_size=9), st.randoms())
def test_interval_does_not_tell_in_what_order_people_stand(
    answers: list[tuple[int, int]], chance: random.Random
) -> None:
    shuffled = chance.sample(answers, len(answers))
    (x, y), (u, v) = zip(*answers, strict=True), zip(*shuffled, strict=True)

    assert bootstrap_interval(resample_delta, x, y) == bootstrap_interval(resample_delta, u, v)
    # Not paired: who gave which two answers cannot be read from the interval either.
    assert bootstrap_interval(resample_delta, x, y) == bootstrap_interval(resample_delta, sorted(x), sorted(y)[::-1])
    together = bootstrap_interval(resample_delta, x, y, paired=True)
    assert together == bootstrap_interval(resample_delta, u, v, paired=True)


def test_nobody_changed() -> None:
    same = [3, 4, 4, 2]

    assert matched_rank_biserial(same, same) == 0.0


def test_pairs_must_match_and_be_complete() -> None:
    with pytest.raises(ValueError, match="zijn niet even lang: 2 en 3"):
        matched_rank_biserial([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="de reeks is leeg of er ontbreken waarden"):
        matched_rank_biserial([1, float("nan")], [1, 2])


def test_an_empty_group_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="leeg"):
        cliffs_delta([], [1, 2])


def test_bootstrap_gives_the_same_interval_every_time_and_uses_pairs() -> None:
    before = [1, 2, 3, 4, 5, 1, 2, 3, 4, 5]
    after = [2, 3, 4, 5, 5, 2, 3, 4, 5, 5]
    loose = bootstrap_interval(resample_delta, after, before)
    paired = bootstrap_interval(resample_delta, after, before, paired=True)

    assert loose == bootstrap_interval(resample_delta, after, before)
    assert loose.laag < 0 < cliffs_delta(after, before) < loose.hoog
    # The same people come back, so that the change is known more sharply.
    assert paired.laag > 0
    assert paired.hoog - paired.laag < loose.hoog - loose.laag


def test_bootstrap_takes_a_statistic_that_knows_no_stacks() -> None:
    def median(values: Any) -> float:
        return float(np.median(values))

    assert bootstrap_interval(median, [2, 2, 2]) == (2.0, 2.0)
    low, high = bootstrap_interval(median, [1, 2, 3, 4, 5])
    assert 1 <= low < 3 < high <= 5


@given(scores, scores)
def test_delta_is_antisymmetric_within_bounds_and_blind_to_the_labels(x: list[int], y: list[int]) -> None:
    delta = cliffs_delta(x, y)

    assert -1 <= delta <= 1
    assert cliffs_delta(y, x) == pytest.approx(-delta)
    # Turning the scale around and swapping the groups are the same thing.
    assert cliffs_delta([6 - v for v in x], [6 - v for v in y]) == pytest.approx(-delta)
    assert cliffs_delta(sorted(x), sorted(y)) == delta


@given(pairs)
def test_paired_effect_size_turns_its_sign_with_the_meting_that_comes_first(answers: list[tuple[int, int]]) -> None:
    before, after = zip(*answers, strict=True)
    assert -1 <= matched_rank_biserial(before, after) <= 1
    assert matched_rank_biserial(before, after) == pytest.approx(-matched_rank_biserial(after, before))
