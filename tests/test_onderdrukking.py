"""Small groups are hidden, and so is what would give them away: the audit and the suppression by themselves."""

from itertools import product
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leerkring.analyse.onderdrukking import (
    SPELING,
    Reden,
    Som,
    Stelsel,
    Zicht,
    find_bounds,
    grade_n,
    measure_room,
    protect,
)
from leerkring.errors import LeerkringError

MANY = settings(deadline=None, max_examples=60, database=None)


@pytest.mark.parametrize(
    ("n", "kleinste_n", "zicht"),
    [
        (0, 5, Zicht.VERBORGEN),
        (4, 5, Zicht.VERBORGEN),
        (5, 5, Zicht.BEPERKT),
        (9, 5, Zicht.BEPERKT),
        (10, 5, Zicht.HEEL),
        (9, 10, Zicht.VERBORGEN),
        (10, 10, Zicht.HEEL),
        (11, 12, Zicht.VERBORGEN),
    ],
)
def test_what_may_be_shown_depends_on_the_size_and_on_the_reader(n: int, kleinste_n: int, zicht: Zicht) -> None:
    assert grade_n(n, kleinste_n) is zicht


def test_threshold_can_only_be_made_stricter() -> None:
    with pytest.raises(LeerkringError, match="kleinste_n is 4; allowed: 5 or more"):
        grade_n(100, 4)


def test_reader_subtracts_a_hidden_part_from_its_total() -> None:
    stelsel = Stelsel({"a": 3, "b": 12, "samen": 15}, [Som("samen", ("a", "b"))])

    assert find_bounds(stelsel, ["a"], "a") == (3, 3)
    assert find_bounds(stelsel, ["a", "samen"], "a") == (0, inf)
    assert find_bounds(stelsel, ["a", "b"], "a") == (0, 15)


def test_what_is_known_besides_the_table_makes_the_bounds_narrower() -> None:
    sommen = [Som("samen", ("a", "b", "c"))]
    aantallen = {"a": 3, "b": 4, "c": 20, "samen": 27}

    # a + b = 7, and each is at most 4: so each is 3 or 4.
    assert find_bounds(Stelsel(aantallen, sommen, {"a": (0, 4), "b": (0, 4)}), ["a", "b"], "a") == (3, 4)
    assert find_bounds(Stelsel(aantallen, sommen), ["a", "b"], "a") == (0, 7)


def test_totals_that_cross_give_everything_away() -> None:
    # Three totals over three pairs: a + b = 7, b + c = 7 and a + c = 6 leave one answer only.
    stelsel = Stelsel(
        {"a": 3, "b": 4, "c": 3, "x": 7, "y": 7, "z": 6},
        [Som("x", ("a", "b")), Som("y", ("b", "c")), Som("z", ("a", "c"))],
    )

    assert find_bounds(stelsel, ["a", "b", "c"], "a") == (3, 3)


def test_total_is_hidden_rather_than_a_large_group() -> None:
    stelsel = Stelsel({"a": 3, "b": 12, "c": 30, "samen": 45}, [Som("samen", ("a", "b", "c"))], {"a": (0, 4)})

    assert protect(stelsel, ["a"]) == {"a": Reden.KLEIN, "samen": Reden.BESCHERMING}


def test_total_stays_where_it_tells_nothing() -> None:
    # For the public both are known to lie below 10. That they are 12 together leaves 3 to 9 for each, 7 values.
    stelsel = Stelsel(
        {"a": 6, "b": 6, "c": 30, "samen": 42}, [Som("samen", ("a", "b", "c"))], {"a": (0, 9), "b": (0, 9)}
    )

    assert protect(stelsel, ["a", "b"]) == {"a": Reden.KLEIN, "b": Reden.KLEIN}


def test_subtotal_and_total_that_give_each_other_away_both_go() -> None:
    stelsel = Stelsel(
        {"a": 3, "b": 12, "c": 30, "d": 20, "binnen": 15, "buiten": 50, "samen": 65},
        [Som("binnen", ("a", "b")), Som("buiten", ("c", "d")), Som("samen", ("a", "b", "c", "d"))],
        {"a": (0, 4)},
    )

    assert protect(stelsel, ["a"]) == {"a": Reden.KLEIN, "binnen": Reden.BESCHERMING, "samen": Reden.BESCHERMING}


def test_rows_and_columns_that_cross_are_protected_together() -> None:
    names = [f"{r}{k}" for r in "abc" for k in "123"]
    aantallen = dict(zip(names, [2, 20, 30, 11, 15, 25, 12, 40, 50], strict=True))
    sommen = [Som(f"rij {r}", tuple(f"{r}{k}" for k in "123")) for r in "abc"]
    sommen += [Som(f"kolom {k}", tuple(f"{r}{k}" for r in "abc")) for k in "123"]
    aantallen |= {som.geheel: sum(aantallen[d] for d in som.delen) for som in sommen}
    hidden = protect(Stelsel(aantallen, sommen, {"a1": (0, 4)}), ["a1"])

    assert find_bounds(Stelsel(aantallen, sommen, {"a1": (0, 4)}), hidden, "a1") == (0, 4)
    assert set(hidden) == {"a1", "rij a", "kolom 1"}


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert protect(Stelsel({"a": 20, "b": 12, "samen": 32}, [Som("samen", ("a", "b"))]), []) == {}


def enumerate_values(stelsel: Stelsel, hidden: list[str], top: int) -> dict[str, set[int]]:
    """Try every filling of the hidden numbers up to a top, as a patient reader would, and return what fits."""
    fits: dict[str, set[int]] = {name: set() for name in hidden}
    ranges = []
    for name in hidden:
        low, high = stelsel.grenzen.get(name, (0, inf))
        ranges.append(range(int(low), int(min(high, top)) + 1))
    for values in product(*ranges):
        guess = {**stelsel.aantallen, **dict(zip(hidden, values, strict=True))}
        if all(guess[som.geheel] == sum(guess[d] for d in som.delen) for som in stelsel.sommen):
            for name, value in zip(hidden, values, strict=True):
                fits[name].add(value)
    return fits


@st.composite
def stelsels(draw: st.DrawFn) -> Stelsel:
    """Draw a table of two to four groups, some within and some outside, with subtotals and a total."""
    numbers = draw(st.lists(st.integers(0, 12), min_size=2, max_size=4))
    parts = {f"g{i}": n for i, n in enumerate(numbers)}
    cut = draw(st.integers(1, len(parts) - 1))
    sides = {"binnen": tuple(parts)[:cut], "buiten": tuple(parts)[cut:], "samen": tuple(parts)}
    sommen = [Som(name, delen) for name, delen in sides.items() if len(delen) > 1]
    known = draw(st.booleans())
    return Stelsel(
        parts | {som.geheel: sum(parts[d] for d in som.delen) for som in sommen},
        sommen,
        {name: (0, 4) for name, n in parts.items() if n < 5} if known else {},
    )


@MANY
@given(stelsels(), st.data())
def test_audit_finds_what_trying_every_filling_finds(stelsel: Stelsel, data: st.DataObject) -> None:
    parts = [name for name in stelsel.aantallen if name.startswith("g")]
    hidden = data.draw(st.lists(st.sampled_from(parts), min_size=1, max_size=3, unique=True))
    top = sum(stelsel.aantallen[p] for p in parts)
    fits = enumerate_values(stelsel, hidden, top)

    for name in hidden:
        low, high = find_bounds(stelsel, hidden, name)
        assert low == min(fits[name])
        assert (high if high < inf else top) == max(fits[name])


@MANY
@given(stelsels())
def test_table_tells_no_more_of_a_small_group_than_its_threshold(stelsel: Stelsel) -> None:
    small = [name for name, n in stelsel.aantallen.items() if name.startswith("g") and n < 5]
    hidden = protect(stelsel, small)
    alone = Stelsel(stelsel.aantallen, (), stelsel.grenzen)

    assert set(small) <= set(hidden)
    for name in small:
        allowed = min(SPELING, measure_room(alone, hidden, name))
        assert measure_room(stelsel, hidden, name) >= allowed > 0
