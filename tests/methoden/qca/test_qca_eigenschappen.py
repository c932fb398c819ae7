"""What must hold of every truth table and every solution, whatever the data."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from leerkring.methoden.qca.gegevens import QcaError, read_gegevens
from leerkring.methoden.qca.implicanten import complement, find_minimal_hitting_sets, find_priemimplicanten
from leerkring.methoden.qca.intermediair import minimise_intermediair
from leerkring.methoden.qca.maten import fit_noodzakelijk, fit_voldoende
from leerkring.methoden.qca.oplossing import (
    Modelkeuzes,
    Oplossing,
    Oplossingsmodel,
    minimise_conservatief,
    minimise_spaarzaam,
    number_rows,
)
from leerkring.methoden.qca.overdekking import (
    count_models,
    expand_covers,
    find_irredundant_covers,
    find_smallest_covers,
)
from leerkring.methoden.qca.termen import VRIJ, includes, read_termen, write_som, write_term
from leerkring.methoden.qca.waarheidstabel import Grenzen, Waarheidstabel, build_waarheidstabel

NAMEN = ("A", "B", "C", "D")
CRISP, FUZZY, MEERWAARDIG = [0.0, 1.0], [0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 1.0], [0.0, 1.0, 2.0]


@st.composite
def frames(draw: Any) -> pd.DataFrame:
    """Small tables with crisp, fuzzy and multi-value conditions; the outcome is Y."""
    names = NAMEN[: draw(st.integers(2, 4))]
    n = draw(st.integers(3, 12))
    columns = {
        name: draw(st.lists(st.sampled_from(values), min_size=n, max_size=n))
        for name, values in [(name, draw(st.sampled_from([CRISP, FUZZY, MEERWAARDIG]))) for name in names]
    }
    columns["Y"] = draw(st.lists(st.sampled_from(draw(st.sampled_from([CRISP, FUZZY]))), min_size=n, max_size=n))
    return pd.DataFrame(columns, index=[f"g{place}" for place in range(n)])


def build(frame: pd.DataFrame, outcome: str = "Y", cut: float = 0.75) -> Waarheidstabel:
    conditions = [name for name in frame.columns if name != "Y"]
    try:
        return build_waarheidstabel(read_gegevens(frame, conditions, outcome), Grenzen(cut))
    except QcaError:
        assume(False)
        raise


def minimise(table: Waarheidstabel) -> tuple[Oplossing, Oplossing]:
    try:
        return minimise_conservatief(table), minimise_spaarzaam(table)
    except QcaError:
        assume(False)
        raise


def rows_of(model: Oplossingsmodel, table: Waarheidstabel) -> set[int]:
    return {number for term in model for number in number_rows(term, table)}


def write_models(solution: Oplossing) -> set[frozenset[str]]:
    """Models as sets of terms, each term as a set of conditions with their level."""
    data = solution.tabel.gegevens
    return {
        frozenset("*".join(sorted(f"{c}[{v}]" for c, v in zip(data.condities, t, strict=True) if v != VRIJ)) for t in m)
        for m in solution.modellen
    }


@given(frames())
@settings(deadline=None, max_examples=40)
def test_every_model_covers_each_positive_row_and_no_negative_one(frame: pd.DataFrame) -> None:
    table = build(frame)
    positive = set(map(table.number_rij, table.select("1")))
    negative = set(map(table.number_rij, table.negatief))
    for solution in minimise(table):
        assert solution.modellen
        for model in solution.modellen:
            covered = rows_of(model, table)
            assert positive <= covered
            assert not negative & covered
            assert all(not positive <= rows_of((*model[:i], *model[i + 1 :]), table) for i in range(len(model)))


@given(frames(), st.lists(st.booleans(), min_size=4, max_size=4))
@settings(deadline=None, max_examples=40)
def test_parsimonious_holds_intermediate_holds_conservative(frame: pd.DataFrame, wanted: list[bool]) -> None:
    table = build(frame)
    conservative, parsimonious = minimise(table)
    assume(conservative.aantal_modellen * parsimonious.aantal_modellen <= 20)
    expected = [f"{'' if w else '~'}{c}[1]" for c, w in zip(table.gegevens.condities, wanted, strict=False)]
    negative = set(map(table.number_rij, table.negatief))

    for step in minimise_intermediair(table, expected):
        narrow, wide = rows_of(step.conservatief, table), rows_of(step.spaarzaam, table)
        assert step.oplossing.modellen
        for model in step.oplossing.modellen:
            between = rows_of(model, table)
            assert narrow <= between <= wide
            assert not negative & between
            assert between - narrow <= step.makkelijk
        assert not step.makkelijk & step.moeilijk


@given(frames())
def test_negating_twice_changes_nothing(frame: pd.DataFrame) -> None:
    data = build(frame).gegevens
    twice = data.negate().negate()

    assert twice.uitkomst == data.uitkomst
    assert twice.y == pytest.approx(data.y)
    assert read_gegevens(frame, data.condities, "~Y").y == pytest.approx(data.negate().y)


@given(frames(), st.randoms())
@settings(deadline=None, max_examples=40)
def test_order_of_conditions_and_cases_changes_nothing_but_order(frame: pd.DataFrame, random: Any) -> None:
    conditions, cases = [c for c in frame.columns if c != "Y"], list(frame.index)
    table = build(frame)
    random.shuffle(conditions)
    random.shuffle(cases)
    other = build(frame.loc[cases, [*conditions, "Y"]])

    for one, two in zip(minimise(table), minimise(other), strict=True):
        assert write_models(one) == write_models(two)
        assert one.aantal_modellen == two.aantal_modellen
    columns = [*sorted(conditions), "uitkomst", "aantal"]
    assert sorted(map(tuple, table.rijen[columns].to_numpy().tolist())) == sorted(
        map(tuple, other.rijen[columns].to_numpy().tolist())
    )


@given(frames())
@settings(deadline=None, max_examples=40)
def test_all_models_hold_the_smallest_and_row_dominance_leaves_some_of_them(frame: pd.DataFrame) -> None:
    table = build(frame)
    smallest = minimise(table)[1]
    every, dominant = (minimise_spaarzaam(table, k) for k in (Modelkeuzes(alle=True), Modelkeuzes(rijdominantie=True)))

    assert write_models(smallest) <= write_models(every)
    assert write_models(dominant)
    assert write_models(dominant) <= write_models(smallest)


@given(frames())
@settings(deadline=None, max_examples=40)
def test_terms_read_back_as_they_were_written(frame: pd.DataFrame) -> None:
    solution = minimise(build(frame))[1]
    data = solution.tabel.gegevens

    for model in solution.modellen:
        assert set(read_termen(write_som(model, data), data)) == set(model)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1))
def test_fit_lies_between_0_and_1_and_mirrors(pairs: list[tuple[float, float]]) -> None:
    x, y = np.array(pairs).T
    need, enough = fit_noodzakelijk(x, y), fit_voldoende(x, y)

    assert all(-1e-9 <= value <= 1 + 1e-9 for value in (*need, *enough))
    # Sufficient for y is what y is necessary for.
    assert (need.consistentie, need.dekking) == pytest.approx((enough.dekking, enough.consistentie))


codes = st.lists(st.integers(2, 3), min_size=1, max_size=4)


@given(codes, st.data())
def test_complement_holds_exactly_the_other_rows_once(levels: list[int], data: Any) -> None:
    term = st.tuples(*(st.integers(VRIJ, n - 1) for n in levels))
    terms = data.draw(st.lists(term, max_size=5))
    others = complement(terms, levels)

    for row in np.ndindex(*levels):
        inside = any(includes(t, row) for t in terms)
        assert sum(includes(t, row) for t in others) == (0 if inside else 1)


@given(codes, st.data())
def test_prime_implicants_are_all_maximal_terms_that_touch_nothing_forbidden(levels: list[int], data: Any) -> None:
    rows = list(np.ndindex(*levels))
    kinds = data.draw(st.lists(st.sampled_from("10?"), min_size=len(rows), max_size=len(rows)))
    positive = [row for row, kind in zip(rows, kinds, strict=True) if kind == "1"]
    forbidden = [row for row, kind in zip(rows, kinds, strict=True) if kind == "0"]
    # By brute force: every term that covers a positive row and no forbidden one, and that no wider such term holds.
    terms = [tuple(place - 1 for place in one) for one in np.ndindex(*(n + 1 for n in levels))]
    allowed = [t for t in terms if not any(includes(t, row) for row in forbidden)]
    expected = {
        t
        for t in allowed
        if any(includes(t, row) for row in positive) and not any(o != t and includes(o, t) for o in allowed)
    }

    assert set(find_priemimplicanten(positive, forbidden)) == expected


@given(st.lists(st.integers(0, 63), max_size=6))
def test_minimal_hitting_sets_are_those_of_brute_force(sets: list[int]) -> None:
    hitting = [h for h in range(64) if all(h & one for one in sets)]

    assert sorted(find_minimal_hitting_sets(sets)) == [
        h for h in hitting if not any(o != h and o & h == o for o in hitting)
    ]


@given(st.integers(1, 4), st.data())
def test_covers_are_those_of_brute_force(rows: int, data: Any) -> None:
    chart = tuple(data.draw(st.lists(st.integers(1, 2**rows - 1), min_size=1, max_size=6)))
    full = 2**rows - 1

    def joined(places: list[int]) -> int:
        return int(np.bitwise_or.reduce([0, *(chart[p] for p in places)]))

    assume(joined(list(range(len(chart)))) == full)
    subsets = [[p for p in range(len(chart)) if mask >> p & 1] for mask in range(2 ** len(chart))]
    covers = [s for s in subsets if joined(s) == full]
    tight = [s for s in covers if all(joined([p for p in s if p != left]) != full for left in s)]
    least = min(map(len, covers))
    smallest, irredundant = find_smallest_covers(chart, rows, 1000), find_irredundant_covers(chart, rows)

    assert sorted(expand_covers(smallest, chart)) == sorted(tuple(s) for s in covers if len(s) == least)
    assert sorted(expand_covers(irredundant, chart)) == sorted(map(tuple, tight))
    assert count_models(irredundant, chart) == len(tight)


@given(frames())
@settings(deadline=None, max_examples=40)
def test_every_case_stands_in_one_row_unless_it_is_of_two_minds(frame: pd.DataFrame) -> None:
    table = build(frame)
    half = (table.gegevens.x == 0.5).any(axis=1)
    shown = [case for cases in table.rijen["gevallen"] for case in cases]

    assert sorted(shown) == sorted(g for g, torn in zip(table.gegevens.gevallen, half, strict=True) if not torn)
    assert write_term(table.read_rij(1), table.gegevens)
