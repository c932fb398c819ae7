"""Effect sizes, exact tests and intervals agree with R and with published tables, also with ties and small groups."""

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plek import GROUND_TRUTH
from scipy.stats import norm

from leerkring.methoden.statistiek import (
    bootstrap_interval,
    cliffs_delta,
    clopper_pearson,
    cronbach_alpha,
    grade_delta,
    matched_rank_biserial,
    vargha_delaney,
    wilson,
)
from leerkring.methoden.toetsen import mann_whitney_exact, mcnemar_exact, sign_test, wilcoxon_exact

WAARHEID = GROUND_TRUTH
LIKERT = json.loads((WAARHEID / "likert.json").read_text(encoding="utf-8"))
GEPUBLICEERD = json.loads((WAARHEID / "statistics_published.json").read_text(encoding="utf-8"))
GELIJK = 1e-6

scores = st.lists(st.integers(1, 5), min_size=1, max_size=9)
pairs = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=9)


def test_the_reference_has_all_its_sets() -> None:
    assert (len(LIKERT["paired"]), len(LIKERT["independent"])) == (16, 10)


@pytest.mark.parametrize("case", LIKERT["paired"], ids=lambda case: str(case["id"]))
def test_paired_results_are_those_of_r(case: dict[str, Any]) -> None:
    before, after = case["before"], case["after"]
    dropped, pratt = wilcoxon_exact(before, after), wilcoxon_exact(before, after, zeros="pratt")
    top = case["levels"] - 1
    found = {
        "sign_test_p": sign_test(before, after),
        "wilcoxsign_wilcoxon_zeros_dropped_exact": {"Z": dropped.z, "p_exact": dropped.p},
        "wilcoxsign_pratt_exact": {"Z": pratt.z, "p_exact": pratt.p},
        "matched_rank_biserial": matched_rank_biserial(before, after),
        "cliffs_delta_independent": cliffs_delta(after, before),
        "mcnemar_exact_p": mcnemar_exact([v >= top for v in before], [v >= top for v in after]),
    }

    for name, value in found.items():
        assert value == pytest.approx(case[name], abs=GELIJK), name
    assert dropped.statistiek == pytest.approx(case["wilcox_asymptotic"]["V"], abs=GELIJK)
    assert 2 * norm.sf(abs(dropped.z)) == pytest.approx(case["wilcox_asymptotic"]["p"], abs=GELIJK)
    for series, name in ((before, "top2_before"), (after, "top2_after")):
        x, expected = sum(v >= top for v in series), case[name]
        assert (x, len(series)) == (expected["x"], expected["n"])
        assert wilson(x, len(series)) == pytest.approx(tuple(expected["wilson95"]), abs=GELIJK)
        assert clopper_pearson(x, len(series)) == pytest.approx(tuple(expected["clopper_pearson95"]), abs=GELIJK)


@pytest.mark.parametrize("case", LIKERT["independent"], ids=lambda case: str(case["id"]))
def test_independent_results_are_those_of_r(case: dict[str, Any]) -> None:
    x, y = case["x"], case["y"]
    found = mann_whitney_exact(x, y)

    assert found.statistiek == pytest.approx(case["U_x"], abs=GELIJK)
    assert found.p == pytest.approx(case["p_exact_conditional"], abs=GELIJK)
    assert 2 * norm.sf(abs(found.z)) == pytest.approx(case["p_asymptotic_no_cc"], abs=GELIJK)
    assert cliffs_delta(x, y) == pytest.approx(case["cliffs_delta"], abs=GELIJK)
    assert vargha_delaney(x, y) == pytest.approx(case["vargha_delaney_A"], abs=GELIJK)


def test_published_signed_rank_and_rank_sum() -> None:
    one, two = GEPUBLICEERD["signed_rank"], GEPUBLICEERD["rank_sum"]
    signed = wilcoxon_exact(one["after"], one["before"])
    summed = mann_whitney_exact(two["x"], two["y"])

    assert (signed.statistiek, summed.statistiek) == (one["v_falls"], two["u_x"])
    assert signed.p / 2 == pytest.approx(one["p_one_sided"], abs=5e-6)
    assert summed.p / 2 == pytest.approx(two["p_one_sided"], abs=5e-5)


@pytest.mark.parametrize("row", GEPUBLICEERD["shares"], ids=lambda row: f"{row['x']} of {row['n']}")
def test_published_intervals_of_a_share(row: dict[str, Any]) -> None:
    assert wilson(row["x"], row["n"]) == pytest.approx(tuple(row["wilson"]), abs=5e-5)
    assert clopper_pearson(row["x"], row["n"]) == pytest.approx(tuple(row["clopper_pearson"]), abs=5e-5)


def test_sizes_of_delta_follow_romano_and_ignore_the_sign() -> None:
    for word, top in GEPUBLICEERD["romano"].items():
        assert grade_delta(top) == grade_delta(-top) == word
    assert [grade_delta(d) for d in (0.147, 0.33, 0.474)] == ["klein", "middelgroot", "groot"]


def test_delta_by_hand() -> None:
    # Of 2 x 3 pairs: 3 > 2, 3 > 1, 2 > 1 for x; 3 < 4, 2 < 4 against; 2 = 2 ties. (3 - 2) / 6.
    assert cliffs_delta([3, 2], [4, 2, 1]) == pytest.approx(1 / 6)
    assert vargha_delaney([3, 2], [4, 2, 1]) == pytest.approx(3.5 / 6)


def test_delta_leaves_missing_answers_out_and_takes_stacks() -> None:
    nan = float("nan")

    assert cliffs_delta([3, nan, 2], [4, 2, 1, nan]) == cliffs_delta([3, 2], [4, 2, 1])
    stacked = cliffs_delta(np.array([[3, 2], [1, 1]]), np.array([[4, 2], [1, 1]]))
    assert list(stacked) == [cliffs_delta([3, 2], [4, 2]), 0.0]


def test_signed_rank_by_hand() -> None:
    # Differences 1, 1, -2: midranks 1.5, 1.5, 3; rises make 3 of 6. All eight signs: |sum - 3| >= 0 always.
    assert wilcoxon_exact([1, 1, 3], [2, 2, 1]) == (3.0, 0.0, 1.0)
    # Differences 1, 2, 3, 4, all rises: 2 of the 16 signs are as far out.
    assert wilcoxon_exact([1, 1, 1, 1], [2, 3, 4, 5]).p == pytest.approx(2 / 16)


def test_rank_sum_by_hand() -> None:
    # Ranks of x are 4 and 5 of 1-5: of the 10 ways to choose two, {4, 5} and {1, 2} are as far from 6.
    assert mann_whitney_exact([4, 5], [1, 2, 3])[::2] == (6.0, pytest.approx(0.2))


def test_pratt_differs_where_somebody_did_not_change() -> None:
    before, after = [3, 3, 3, 3, 3, 3], [3, 3, 4, 5, 2, 5]

    # Without the two zeros the ranks are 1.5, 1.5, 3.5, 3.5; with them 3.5, 3.5, 5.5, 5.5.
    assert wilcoxon_exact(before, after).statistiek == 8.5
    assert wilcoxon_exact(before, after, zeros="pratt").statistiek == 14.5


def test_nobody_changed() -> None:
    same = [3, 4, 4, 2]

    assert wilcoxon_exact(same, same) == wilcoxon_exact(same, same, zeros="pratt") == (0.0, 0.0, 1.0)
    assert sign_test(same, same) == mcnemar_exact([True, False], [True, False]) == 1.0
    assert matched_rank_biserial(same, same) == 0.0
    assert mann_whitney_exact([3, 3], [3, 3, 3])[1:] == (0.0, 1.0)


@pytest.mark.parametrize("function", [sign_test, wilcoxon_exact, matched_rank_biserial])
def test_pairs_must_match_and_be_complete(function: Any) -> None:
    with pytest.raises(ValueError, match="differ in length: 2 and 3"):
        function([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="empty or has missing values"):
        function([1, float("nan")], [1, 2])


@pytest.mark.parametrize("function", [cliffs_delta, mann_whitney_exact, vargha_delaney])
def test_an_empty_group_cannot_be_compared(function: Any) -> None:
    with pytest.raises(ValueError, match="empty"):
        function([], [1, 2])


def test_alpha_by_hand() -> None:
    # Variances 1 and 1, variance of the sum 4: 2 * (1 - 2/4) = 1. Opposites: variance of the sum is 0.
    assert cronbach_alpha([[1, 1], [2, 2], [3, 3]]) == pytest.approx(1.0)
    assert cronbach_alpha([[1, 3], [2, 2], [3, 1]]) is None
    # Variances 1 and 1/3; sums 2, 3, 5 have variance 7/3: 2 * (1 - 4/7) = 6/7.
    assert cronbach_alpha([[1, 1], [2, 1], [3, 2]]) == pytest.approx(6 / 7)
    assert cronbach_alpha([[1], [2]]) is None
    assert cronbach_alpha([[1, 2]]) is None


def test_bootstrap_gives_the_same_interval_every_time_and_uses_pairs() -> None:
    before = [1, 2, 3, 4, 5, 1, 2, 3, 4, 5]
    after = [2, 3, 4, 5, 5, 2, 3, 4, 5, 5]
    loose = bootstrap_interval(cliffs_delta, after, before)
    paired = bootstrap_interval(cliffs_delta, after, before, paired=True)

    assert loose == bootstrap_interval(cliffs_delta, after, before)
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
    assert vargha_delaney(x, y) == pytest.approx(1 - vargha_delaney(y, x))
    # Turning the scale around and swapping the groups are the same thing.
    assert cliffs_delta([6 - v for v in x], [6 - v for v in y]) == pytest.approx(-delta)
    assert cliffs_delta(sorted(x), sorted(y)) == delta


@given(scores, scores)
def test_rank_sum_does_not_care_which_group_comes_first(x: list[int], y: list[int]) -> None:
    one, other = mann_whitney_exact(x, y), mann_whitney_exact(y, x)

    assert 0 < one.p <= 1
    assert one.p == pytest.approx(other.p)
    assert one.z == pytest.approx(-other.z)
    assert one.statistiek + other.statistiek == pytest.approx(len(x) * len(y))
    assert one.statistiek == pytest.approx(vargha_delaney(x, y) * len(x) * len(y))


@given(pairs)
def test_paired_tests_do_not_care_which_meting_comes_first(answers: list[tuple[int, int]]) -> None:
    before, after = zip(*answers, strict=True)
    for zeros in ("drop", "pratt"):
        one, other = wilcoxon_exact(before, after, zeros), wilcoxon_exact(after, before, zeros)  # type: ignore[arg-type]
        assert 0 < one.p <= 1
        assert one.p == pytest.approx(other.p)
        assert one.z == pytest.approx(-other.z)
    assert sign_test(before, after) == sign_test(after, before)
    assert -1 <= matched_rank_biserial(before, after) <= 1
    assert matched_rank_biserial(before, after) == pytest.approx(-matched_rank_biserial(after, before))


@given(st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_intervals_of_a_share_hold_the_share(share: tuple[int, int]) -> None:
    x, n = share
    for interval in (wilson(x, n), clopper_pearson(x, n)):
        assert 0 <= interval.laag <= x / n + 1e-12
        assert x / n - 1e-12 <= interval.hoog <= 1
        assert not math.isclose(interval.laag, interval.hoog)
