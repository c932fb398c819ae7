"""Which cases to study further: the measures of the sources, worked out by hand, on Lipset's data and on small ones."""

import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plek import GROUND_TRUTH

from leerkring.methoden.qca.gegevens import Gegevens, read_gegevens
from leerkring.methoden.qca.gevalkeuze import Keuzesoort, choose_gevallen
from leerkring.methoden.qca.termen import read_termen

KLEIN = {"A": [0.9, 0.7, 0.8, 0.9, 0.2, 0.1], "B": [0.8, 0.9, 0.9, 0.2, 0.9, 0.3], "Y": [0.9, 0.7, 0.3, 0.1, 0.2, 0.8]}


def lay(columns: dict[str, list[float]]) -> Gegevens:
    names = [f"g{place}" for place in range(1, len(columns["Y"]) + 1)]
    return read_gegevens(pd.DataFrame(columns, index=names), [name for name in columns if name != "Y"], "Y")


def choose(formula: str, data: Gegevens) -> list[tuple[Any, ...]]:
    frame = choose_gevallen(read_termen(formula, data), data)
    rows = frame[["term", "soort", "conditie", "gevallen", "maat"]].itertuples(index=False, name=None)
    return [(*row[:4], round(row[4], 6)) for row in rows]


def test_measures_are_those_of_the_sources_by_hand() -> None:
    """A*B is .8 .7 .8 .2 .2 .1: g1 and g2 are typical, g3 deviant; g4 lacks B only, g5 A only; g6 is not covered."""
    assert choose("A*B", lay(KLEIN)) == [
        ("A*B", Keuzesoort.TYPISCH, "", ("g2",), 0.3),  # 2 x 0 + .3
        ("A*B", Keuzesoort.TYPISCH, "", ("g1",), 0.4),  # 2 x .1 + .2
        ("A*B", Keuzesoort.AFWIJKEND, "", ("g3",), 0.7),  # 1 - (.8 - .3) + .2
        ("A*B", Keuzesoort.ZELFDE_TERM, "", ("g1", "g3"), 0.8),  # 0 + 1 - .6 + .2 + .2
        ("A*B", Keuzesoort.ZELFDE_TERM, "", ("g2", "g3"), 1.2),  # .1 + 1 - .4 + .3 + .2
        # f is A and m is B: 1 - (.9 - .2) + 1 - (.9 - .2) + |.8 - .9| + 2 x .1 + 0
        ("A*B", Keuzesoort.OP_EEN_NA, "A", ("g1", "g5"), 0.9),
        # f is B and m is A: 1 - (.8 - .2) + 1 - (.9 - .1) + 0 + 2 x .1 + 2 x .1
        ("A*B", Keuzesoort.OP_EEN_NA, "B", ("g1", "g4"), 1.0),
        ("A*B", Keuzesoort.OP_EEN_NA, "A", ("g2", "g5"), 1.0),
        ("A*B", Keuzesoort.OP_EEN_NA, "B", ("g2", "g4"), 1.1),
        ("~A*~B", Keuzesoort.GEMIST, "", ("g6",), 0.3),  # 1 - min(.9, .7)
    ]


def test_a_case_of_one_row_without_the_outcome_stands_beside_one_that_is_missed() -> None:
    """Both are .9 and .8 in the row ~A: |.9 - .8| + 1 - (.95 - .1) + .1 + .2."""
    rows = choose("A", lay({"A": [0.9, 0.1, 0.2], "Y": [0.9, 0.95, 0.1]}))

    assert ("~A", Keuzesoort.ZELFDE_RIJ, "", ("g2", "g3"), 0.55) in rows


def test_who_is_in_one_term_only_comes_before_who_is_in_two() -> None:
    data = lay({"A": [1.0, 0.8], "B": [1.0, 0.1], "Y": [1.0, 0.9]})
    first = [row for row in choose("A + B", data) if row[:2] == ("A", Keuzesoort.TYPISCH)]

    assert [row[3] for row in first] == [("g2",), ("g1",)]


def test_lipset_has_france_and_sweden_uncovered_and_ireland_as_typical() -> None:
    table = json.loads((GROUND_TRUTH / "qca" / "lf.json").read_text("utf-8"))
    data = read_gegevens(pd.DataFrame(table["data"], index=table["cases"]), table["conditions"], table["outcome"])
    frame = choose_gevallen(read_termen("DEV*~IND + URB*STB", data), data)
    best = frame[frame["is_beste"]].set_index(["term", "soort", "conditie"])["gevallen"]

    # IE: 2 x (.92 - .72) + .28; FR: 1 - min(.98, .97, .99, .81, .95), at most its outcome of .95.
    assert best["DEV*~IND", Keuzesoort.TYPISCH, ""] == ("IE",)
    assert best["URB*STB", Keuzesoort.TYPISCH, ""] == ("BE",)
    assert best["DEV*~URB*LIT*IND*STB", Keuzesoort.GEMIST, ""] == ("FR",)
    assert frame.loc[frame["soort"] == Keuzesoort.GEMIST, "maat"].tolist() == pytest.approx([0.19, 0.33])
    # Germany was developed too, but industrial: it lacks ~IND only.
    assert best["DEV*~IND", Keuzesoort.OP_EEN_NA, "~IND"] == ("IE", "DE")


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 10)] * 3), min_size=3, max_size=9))
def test_each_choice_is_what_its_kind_says(cells: list[tuple[int, int, int]]) -> None:
    data = lay({name: [c / 10 for c in column] for name, column in zip("ABY", zip(*cells, strict=True), strict=True)})
    y = dict(zip(data.gevallen, data.y, strict=True))
    frame = choose_gevallen(read_termen("A*B", data), data)
    good_first = {Keuzesoort.TYPISCH, Keuzesoort.GEMIST, *list(Keuzesoort)[3:]}

    for row in frame.to_dict("records"):
        assert (y[row["gevallen"][0]] > 0.5) == (row["soort"] in good_first)
        assert len(row["gevallen"]) == 1 or y[row["gevallen"][1]] < 0.5
    assert frame.groupby(["term", "soort", "conditie"])["is_beste"].any().all()
