"""Measures of agreement give the published figures, and do not change with what should not matter."""

import json
import math
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations, permutations, product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from plek import GROUND_TRUTH

from leerkring.methoden.overeenstemming.afstanden import Meetniveau, masi
from leerkring.methoden.overeenstemming.alfa import alfa_interval, krippendorff_alfa
from leerkring.methoden.overeenstemming.eenheden import OvereenstemmingError
from leerkring.methoden.overeenstemming.kruistabel import cohen_kappa, cross_codeurs, kappa_max, light_kappa
from leerkring.methoden.overeenstemming.tellingen import gwet_ac, share_paren

WAARHEID = json.loads((GROUND_TRUTH / "agreement.json").read_text("utf-8"))
GEDRUKT = 0.0005
"""Half a unit of the third decimal that is printed."""

MATEN: dict[str, Callable[[Any], float | None]] = {
    "percent": lambda table: share_paren(spread(table)),
    "kappa": cohen_kappa,
    "kappa_max": kappa_max,
    "ac1": lambda table: gwet_ac(spread(table)),
}


def lay(*coders: str) -> pd.DataFrame:
    """Return one string per coder as units by coders; a dot is a missing value."""
    rows = zip(*[[None if c == "." else int(c) for c in coder] for coder in coders], strict=True)
    return pd.DataFrame(list(rows), columns=[f"C{i}" for i in range(len(coders))], dtype="float64")


def spread(table: list[list[int]]) -> pd.DataFrame:
    """Return a cross-table of counts as units by two coders."""
    pairs = [pair for pair in product(range(len(table)), repeat=2) for _ in range(table[pair[0]][pair[1]])]
    return pd.DataFrame(pairs, columns=["een", "ander"])


def test_the_reference_has_all_its_tables() -> None:
    assert (len(WAARHEID["alpha"]), len(WAARHEID["tables"])) == (4, 6)


# Published figures


@pytest.mark.parametrize("case", WAARHEID["alpha"], ids=lambda case: str(case["source"]))
def test_alpha_is_as_published(case: dict[str, Any]) -> None:
    frame = lay(*case["coders"])
    levels = [niveau for niveau in Meetniveau if str(niveau) in case]

    assert levels
    for niveau in levels:
        assert krippendorff_alfa(frame, niveau).alfa == pytest.approx(case[str(niveau)], abs=GEDRUKT), niveau
    if "observed" in case:
        found = krippendorff_alfa(frame)
        assert found.waargenomen == pytest.approx(case["observed"], abs=GEDRUKT)
        assert found.verwacht == pytest.approx(case["expected"], abs=GEDRUKT)
    if "ac1" in case:
        assert share_paren(frame) == pytest.approx(case["percent"], abs=GEDRUKT / 10)
        assert gwet_ac(frame) == pytest.approx(case["ac1"], abs=GEDRUKT / 10)


@pytest.mark.parametrize("case", WAARHEID["tables"], ids=lambda case: str(case["source"]))
def test_measures_of_two_codeurs_are_as_published(case: dict[str, Any]) -> None:
    measures = [name for name in MATEN if name in case]

    assert measures
    for name in measures:
        assert MATEN[name](case["table"]) == pytest.approx(case[name], abs=case.get("tolerance", GEDRUKT)), name
    if "alpha" in case:
        assert krippendorff_alfa(spread(case["table"])).alfa == pytest.approx(case["alpha"], abs=GEDRUKT / 10)


# Worked out by hand


def test_sets_of_codes_differ_by_masi() -> None:
    table = masi([("a",), ("a", "b"), ("b", "c"), ("c",)])

    # a in ab: 1 - 1/2 * 2/3; ab and bc: 1 - 1/3 * 1/3; nothing in common: 1.
    expected = [[0, 2 / 3, 1, 1], [2 / 3, 0, 8 / 9, 1], [1, 8 / 9, 0, 2 / 3], [1, 1, 2 / 3, 0]]
    np.testing.assert_allclose(table, expected)


def test_cross_table_counts_only_units_with_both_values() -> None:
    table = cross_codeurs(pd.Series([2, 1, None, 1]), pd.Series([1, 1, 2, None]))

    assert table.index.tolist() == table.columns.tolist() == [1, 2]
    assert table.to_numpy().tolist() == [[1, 0], [1, 0]]


def test_cross_table_of_sets_has_a_row_for_each_set() -> None:
    sets = [("a",), ("a", "b"), ("a",)]
    table = cross_codeurs(pd.Series(sets), pd.Series([sets[0], sets[1], sets[1]]))

    assert table.index.tolist() == [("a",), ("a", "b")]
    assert table.to_numpy().tolist() == [[1, 1], [0, 1]]


def test_kappa_of_more_codeurs_is_the_mean_of_their_pairs() -> None:
    frame = lay("0011", "0011", "0101")

    assert light_kappa(frame) == pytest.approx((1 + 0 + 0) / 3)


def test_unit_without_a_second_value_counts_for_gwet_only() -> None:
    # Three units say how often values occur (shares 1 and 0, a half and a half, 1 and 0), two how often pairs agree.
    frame = lay("000", "01.")

    assert share_paren(frame) == pytest.approx(1 / 2)
    # Values 0 and 1 occur for 5/6 and 1/6, so that chance gives 2 x 5/36.
    assert gwet_ac(frame) == pytest.approx((1 / 2 - 5 / 18) / (1 - 5 / 18))


def scale(power: int) -> Callable[[Any], Any]:
    """Linear (1) or quadratic (2) differences of numbers, from 0 to 1."""
    return lambda waarden: (np.abs(np.subtract.outer(waarden, waarden)) / np.ptp(waarden)) ** power


# As printed in the documentation of R's irrCAC for its table cac.raw4raters (Gwet 2014, p. 120), in which each of four
# raters skipped somebody, and for the cross-table of two abstractors.
VIER_BEOORDELAARS = ("123321412...", "1233224125..", ".33323422513", "12332441251.")
ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]


@pytest.mark.parametrize(
    ("afstand", "expected"), [(None, 0.77544), (scale(1), 0.859), (scale(2), 0.914)], ids=["AC1", "lineair", "kwadraat"]
)
def test_ac2_is_as_published(afstand: Any, expected: float) -> None:
    assert gwet_ac(lay(*VIER_BEOORDELAARS), afstand) == pytest.approx(expected, abs=GEDRUKT)


def test_ac2_of_a_cross_table_by_hand() -> None:
    # Weights 1, .75 and 0; eleven of the hundred lie one step apart: .89 + .11 x .75. The weights add up to 6 and the
    # values occur for .13, .255 and .615, so that chance gives 6/6 x (.1131 + .189975 + .236775).
    chance = 0.1131 + 0.189975 + 0.236775

    assert gwet_ac(spread(ABSTRACTORS), scale(2)) == pytest.approx((0.9725 - chance) / (1 - chance))


def test_sets_of_codes_that_overlap_agree_in_part() -> None:
    # a in ab agrees for a third; both sets occur for a half, and the weights add up to 2 + 2/3.
    frame = pd.DataFrame({"een": [("a",), ("a", "b")], "ander": [("a", "b"), ("a", "b")]})
    chance = (2 + 2 / 3) * 2 * (1 / 4 * 3 / 4) / 2

    assert gwet_ac(frame, masi) == pytest.approx(((1 / 3 + 1) / 2 - chance) / (1 - chance))


def test_interval_is_that_of_all_draws_of_units() -> None:
    # Of the 27 draws of (0,0), (1,1) and (0,1) the lowest is the one of three disagreements, 1 - 1/0.6, with a chance
    # of 1/27; the highest are those of two agreements without the disagreement, with a chance of 6/27.
    interval = alfa_interval(lay("010", "011"))

    assert interval is not None
    assert interval == pytest.approx((1 - 1 / 0.6, 1))


def test_draw_without_variation_counts_as_no_agreement() -> None:
    # One unit of ten holds the only other value: a third of the draws lack it.
    frame = lay("0000000001", "0000000001")

    assert krippendorff_alfa(frame).alfa == 1
    assert alfa_interval(frame) == (0, 1)


def test_narrower_interval_for_a_lower_level() -> None:
    frame = lay("0110100101", "0110110001")
    wide, narrow = alfa_interval(frame), alfa_interval(frame, niveau=0.5)

    assert wide is not None
    assert narrow is not None
    assert wide.laag < narrow.laag < narrow.hoog <= wide.hoog


def test_many_values_are_drawn_in_blocks_with_the_same_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = lay("123321412", "123322412", "133234225")
    at_once = {niveau: alfa_interval(frame, niveau) for niveau in Meetniveau}
    monkeypatch.setattr("leerkring.methoden.overeenstemming.alfa.BLOKCELLEN", 100)

    assert {niveau: alfa_interval(frame, niveau) for niveau in Meetniveau} == at_once


@pytest.mark.parametrize("coders", [("00", "00"), ("11", "1."), ("1", "1")])
def test_one_value_throughout_has_no_alpha(coders: tuple[str, ...]) -> None:
    frame = lay(*coders)

    assert krippendorff_alfa(frame).alfa is None
    assert alfa_interval(frame) is None


def test_one_value_throughout_has_no_agreement_beyond_chance() -> None:
    assert [name for name, measure in MATEN.items() if measure([[5]]) is not None] == ["percent"]
    assert light_kappa(lay("11", "11")) is None
    assert cohen_kappa([[0, 0], [0, 5]]) is None


# What should not matter does not

values = st.one_of(st.none(), st.integers(1, 4))
tables = st.integers(2, 4).flatmap(lambda m: st.lists(st.lists(values, min_size=m, max_size=m), min_size=1, max_size=8))
niveaus = st.sampled_from(list(Meetniveau))
squares = st.integers(2, 4).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 5), min_size=k, max_size=k), min_size=k, max_size=k)
)


def make(rows: list[list[int | None]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, dtype="float64")
    assume((frame.notna().sum(axis=1) >= 2).any())
    return frame


def same(a: float | None, b: float | None) -> bool:
    return a is b is None or (a is not None and b is not None and math.isclose(a, b, abs_tol=1e-9))


def brute_alpha(rows: list[list[int | None]], niveau: Meetniveau) -> Fraction | None:
    """Alpha straight from its definition: pairs of values within units against pairs of all values."""
    units = [u for u in ([v for v in row if v is not None] for row in rows) if len(u) >= 2]
    every = [v for unit in units for v in unit]

    def differ(a: int, b: int) -> Fraction:
        if niveau is Meetniveau.NOMINAAL:
            return Fraction(a != b)
        if niveau is Meetniveau.INTERVAL:
            return Fraction((a - b) ** 2)
        if niveau is Meetniveau.RATIO:
            return Fraction(a - b, a + b) ** 2
        between = sum(min(a, b) <= v <= max(a, b) for v in every)
        return (between - Fraction(every.count(a) + every.count(b), 2)) ** 2

    n = len(every)
    seen = sum(Fraction(sum(differ(a, b) for a, b in permutations(u, 2)), len(u) - 1) for u in units) / n
    expected = Fraction(sum(differ(a, b) for a, b in permutations(every, 2)), n * (n - 1))
    return 1 - seen / expected if expected else None


@settings(deadline=None, max_examples=60)
@given(tables, niveaus)
def test_alpha_is_that_of_its_definition(rows: list[list[int | None]], niveau: Meetniveau) -> None:
    found = krippendorff_alfa(make(rows), niveau).alfa
    expected = brute_alpha(rows, niveau)

    assert same(found, None if expected is None else float(expected))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 3), min_size=2, max_size=8), st.integers(2, 4), niveaus)
def test_perfect_agreement_is_one(given_values: list[int], codeurs: int, niveau: Meetniveau) -> None:
    assume(len(set(given_values)) > 1)
    frame = pd.DataFrame(dict.fromkeys(range(codeurs), given_values))
    table = cross_codeurs(frame[0], frame[1])

    measured = [krippendorff_alfa(frame, niveau).alfa, light_kappa(frame)]
    measured += [gwet_ac(frame), gwet_ac(frame, scale(2)), share_paren(frame), cohen_kappa(table), kappa_max(table)]
    assert measured == pytest.approx([1] * len(measured))


@settings(deadline=None, max_examples=60)
@given(tables, niveaus, st.randoms(use_true_random=False))
def test_order_of_codeurs_and_of_units_does_not_matter(
    rows: list[list[int | None]], niveau: Meetniveau, random: Any
) -> None:
    frame = make(rows)
    order = random.sample(list(frame.index), len(frame))
    shuffled = frame.loc[order, random.sample(list(frame.columns), frame.shape[1])]

    assert same(krippendorff_alfa(frame, niveau).alfa, krippendorff_alfa(shuffled, niveau).alfa)
    assert same(gwet_ac(frame), gwet_ac(shuffled))
    assert same(light_kappa(frame), light_kappa(shuffled))


@settings(deadline=None, max_examples=60)
@given(tables, st.permutations([1, 2, 3, 4]))
def test_names_of_codes_do_not_matter(rows: list[list[int | None]], names: list[int]) -> None:
    frame = make(rows)
    words = frame.map(lambda v: None if pd.isna(v) else f"code {names[int(v) - 1]}").astype("object")

    assert same(krippendorff_alfa(frame).alfa, krippendorff_alfa(words).alfa)
    assert same(gwet_ac(frame), gwet_ac(words))
    assert same(light_kappa(frame), light_kappa(words))


@settings(deadline=None, max_examples=60)
@given(tables, niveaus)
def test_units_that_cannot_be_compared_do_not_count(rows: list[list[int | None]], niveau: Meetniveau) -> None:
    frame = make(rows)
    nothing, alone = [None] * frame.shape[1], [4, *[None] * (frame.shape[1] - 1)]
    empty, single = make([*rows, nothing]), make([*rows, alone])

    assert krippendorff_alfa(empty, niveau) == krippendorff_alfa(frame, niveau) == krippendorff_alfa(single, niveau)
    assert share_paren(empty) == share_paren(single) == share_paren(frame)
    assert gwet_ac(empty) == gwet_ac(frame)
    assert same(light_kappa(frame), light_kappa(single))


@settings(deadline=None, max_examples=60)
@given(tables)
def test_each_level_ignores_what_its_scale_ignores(rows: list[list[int | None]]) -> None:
    frame = make(rows)

    for niveau, changed in (
        (Meetniveau.ORDINAAL, frame**3),
        (Meetniveau.INTERVAL, 7 - 2 * frame),
        (Meetniveau.RATIO, 2 * frame),
    ):
        assert same(krippendorff_alfa(frame, niveau).alfa, krippendorff_alfa(changed, niveau).alfa), niveau


@settings(deadline=None, max_examples=60)
@given(squares)
def test_measures_of_two_codeurs_stand_in_their_known_relations(table: list[list[int]]) -> None:
    counts = np.array(table)
    assume(counts.sum() >= 2)
    kappa, top = cohen_kappa(counts), kappa_max(counts)

    assert (kappa is None) == (top is None)
    if kappa is not None and top is not None:
        assert kappa <= top + 1e-9 <= 1 + 2e-9
    assert same(cohen_kappa(counts), cohen_kappa(counts.T))
    assert same(cohen_kappa(counts / counts.sum()), kappa)
    assert share_paren(spread(table)) == pytest.approx(np.trace(counts) / counts.sum())


@settings(deadline=None, max_examples=60)
@given(tables, niveaus)
def test_interval_is_the_same_each_time_and_in_order(rows: list[list[int | None]], niveau: Meetniveau) -> None:
    frame = make(rows)
    interval = alfa_interval(frame, niveau)

    assert interval == alfa_interval(frame, niveau)
    if interval is not None:
        assert -1.5 <= interval.laag <= interval.hoog <= 1 + 1e-9


def test_masi_is_a_difference() -> None:
    sets = [tuple(c) for size in (1, 2, 3) for c in combinations("abcd", size)]
    table = masi(sets)

    assert len(sets) == 14
    np.testing.assert_array_equal(table, table.T)
    assert ((table > 0) == ~np.eye(len(sets), dtype=bool)).all()
    assert table.max() == 1


# What a mistake says


@pytest.mark.parametrize(
    ("call", "messages"),
    [
        (lambda: krippendorff_alfa(pd.DataFrame({"a": [1, 2]})), ["er zijn 1 codeurs; toegestaan: twee of meer"]),
        (lambda: krippendorff_alfa(lay("1.", ".1")), ["nergens gaven twee codeurs een waarde"]),
        (lambda: krippendorff_alfa(pd.DataFrame([[1, 1]], columns=["a", "a"])), ["codeur ‘a’ staat twee keer"]),
        (lambda: krippendorff_alfa(pd.DataFrame([[1, 1], [1, 2]], index=["u", "u"])), ["eenheid ‘u’ staat twee keer"]),
        (
            lambda: krippendorff_alfa(pd.DataFrame([[1.0, np.inf]])),
            ["er staat de waarde inf; toegestaan: eindige getallen"],
        ),
        (
            lambda: krippendorff_alfa(pd.DataFrame([["x", "y"]]), Meetniveau.INTERVAL),
            ["er staat de waarde ‘x’; op niveau interval zijn alleen getallen toegestaan", "er staat de waarde ‘y’"],
        ),
        (
            lambda: krippendorff_alfa(pd.DataFrame([[-1, 2]]), Meetniveau.RATIO),
            ["er staat de waarde -1; op niveau ratio is 0 of meer toegestaan"],
        ),
        (
            lambda: krippendorff_alfa(pd.DataFrame([["x", "y"]]), masi),
            ["er staat ‘x’; toegestaan: tuples", "er staat ‘y’; toegestaan: tuples"],
        ),
        (lambda: cohen_kappa([[0, 0], [0, 0]]), ["de kruistabel is leeg"]),
        (lambda: cross_codeurs(pd.Series([1], index=["a"]), pd.Series([1], index=["b"])), ["hebben andere eenheden"]),
        (lambda: gwet_ac(lay("1.", ".1"), masi), ["nergens gaven twee codeurs een waarde"]),
        (lambda: share_paren(pd.DataFrame({"a": [1, 2]})), ["er zijn 1 codeurs; toegestaan: twee of meer"]),
    ],
)
def test_mistake_is_told_with_what_is_allowed(call: Callable[[], object], messages: list[str]) -> None:
    with pytest.raises(OvereenstemmingError) as caught:
        call()

    assert str(caught.value).startswith("Overeenstemming is hier niet te meten.\n- ")
    assert len(caught.value.redenen) == len(messages)
    for found, message in zip(caught.value.redenen, messages, strict=True):
        assert message in found
