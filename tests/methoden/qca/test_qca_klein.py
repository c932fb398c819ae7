"""Formal comparison on tables small enough to work out by hand, and what a user reads when something is wrong."""

import math
from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest

from leerkring.methoden.qca.gegevens import Gegevens, QcaError, read_gegevens, tell_kant
from leerkring.methoden.qca.intermediair import minimise_intermediair
from leerkring.methoden.qca.maten import fit_noodzakelijk, fit_termen, fit_voldoende
from leerkring.methoden.qca.oplossing import (
    Modelkeuzes,
    Oplossing,
    Tegenstrijdig,
    find_aannames,
    minimise_conservatief,
    minimise_spaarzaam,
)
from leerkring.methoden.qca.overdekking import find_irredundant_covers, find_smallest_covers
from leerkring.methoden.qca.overzicht import count_diversiteit, list_gevallen, list_modellen, list_rijen
from leerkring.methoden.qca.standaardanalyse import find_dubbel, find_onhoudbaar
from leerkring.methoden.qca.termen import membership_of_som, read_termen, write_som, write_term
from leerkring.methoden.qca.theorie import evaluate_theorie
from leerkring.methoden.qca.waarheidstabel import Grenzen, Waarheidstabel, build_waarheidstabel, judge_rij
from leerkring.methoden.qca.zoeken import Zoekgrenzen, find_noodzakelijk

# Ann and Bea show AB, Cor A without B, Dik neither; that leaves one remainder: B without A.
GEVALLEN = """
geval  A  B  Y
ann    1  1  1
bea    1  1  1
cor    1  0  1
dik    0  0  0
"""

# Three conditions, two positive rows (ABC and ABc) and one negative (abc); five remainders.
DRIE = """
geval  A  B  C  Y
eva    1  1  1  1
fin    1  1  0  1
gijs   0  0  0  0
"""


def read_text(text: str) -> pd.DataFrame:
    head, *rows = [line.split() for line in text.strip().splitlines()]
    frame = pd.DataFrame(rows, columns=head).set_index(head[0])
    return frame.apply(lambda column: [v if v == "-" else float(v) for v in column])


def read(text: str, outcome: str = "Y") -> Gegevens:
    frame = read_text(text)
    return read_gegevens(frame, [c for c in frame.columns if c != "Y"], outcome)


def build(text: str, outcome: str = "Y", **cuts: Any) -> Waarheidstabel:
    return build_waarheidstabel(read(text, outcome), Grenzen(**cuts))


def write(solution: Oplossing) -> list[str]:
    return [write_som(model, solution.tabel.gegevens) for model in solution.modellen]


# Fit


def test_fit_by_hand() -> None:
    # min(x, y) = .2 .6 .3 = 1.1; Σx = 1.7; Σy = 1.6; min(x, y, 1 - y) = .2 .4 .3 = .9; 1 - x = 1.3; 1 - min = 1.9.
    x, y = np.array([0.2, 0.9, 0.6]), np.array([0.7, 0.6, 0.3])

    assert fit_voldoende(x, y) == pytest.approx((1.1 / 1.7, (1.1 - 0.9) / (1.7 - 0.9), 1.1 / 1.6))
    assert fit_noodzakelijk(x, y) == pytest.approx((1.1 / 1.6, 1.3 / 1.9, 1.1 / 1.7))


def test_fit_without_a_denominator_is_zero() -> None:
    nothing, something = np.zeros(2), np.array([0.0, 1.0])

    assert fit_voldoende(nothing, something) == (0, 0, 0)
    assert fit_noodzakelijk(something, nothing) == (0, 0.5, 0)
    assert fit_voldoende(np.array([0.5]), np.array([0.5])).pri == 0


def test_unique_coverage_is_what_no_other_term_explains() -> None:
    data = read(GEVALLEN)
    frame = fit_termen(read_termen("A + B", data), data)

    # Y: ann, bea, cor. A covers all three, B two, and only A covers cor.
    assert frame["ruwe_dekking"].tolist() == pytest.approx([1, 2 / 3])
    assert frame["unieke_dekking"].tolist() == pytest.approx([1 / 3, 0])


# The truth table


def test_truth_table_by_hand() -> None:
    rows = build(GEVALLEN).rijen

    assert rows[["rij", "A", "B", "uitkomst", "aantal"]].to_numpy().tolist() == [
        [1, 0, 0, "0", 1],
        [3, 1, 0, "1", 1],
        [4, 1, 1, "1", 2],
    ]
    assert rows["gevallen"].tolist() == [("dik",), ("cor",), ("ann", "bea")]


def test_remainders_are_what_no_row_says_anything_of() -> None:
    table = build(GEVALLEN)

    assert table.ongezien == {2}
    assert build(GEVALLEN, aantal=2).ongezien == {1, 2, 3}
    assert table.exclude([2]).ongezien == set()


@pytest.mark.parametrize(
    ("n", "consistency", "pri", "kind"),
    [
        (2, 0.85, 0.6, "1"),
        (2, 0.85 - 1e-12, 0.6, "1"),
        (2, 0.84, 0.6, "C"),
        (2, 0.70, 0.6, "C"),
        (2, 0.69, 0.6, "0"),
        (2, 0.90, 0.4, "0"),
        (2, 0.80, 0.4, "0"),
        (1, 0.95, 0.9, "?"),
    ],
)
def test_row_is_judged_by_its_cuts(n: int, consistency: float, pri: float, kind: str) -> None:
    assert judge_rij(n, consistency, pri, Grenzen(0.85, 0.7, 2, 0.5)) == kind


def test_a_case_of_exactly_a_half_counts_in_no_row_but_in_the_consistency() -> None:
    table = build("geval A Y\nann 0.8 1\nbea 0.5 0\ncor 0.1 0")

    # Row A: ann only; consistency (.8 + 0 + 0) / (.8 + .5 + .1).
    assert table.rijen["aantal"].tolist() == [1, 1]
    assert table.rijen.loc[1, "consistentie"] == pytest.approx(0.8 / 1.4)


def test_deviant_cases_are_named() -> None:
    rows = build("geval A Y\nann 1 1\nbea 1 0\ncor 0 1\ndik 0 0\neva 0 0", consistentie=0.5).rijen

    assert rows["uitkomst"].tolist() == ["0", "1"]
    assert rows["afwijkend_consistentie"].tolist() == [("dik", "eva"), ("bea",)]
    assert rows["afwijkend_dekking"].tolist() == [("cor",), ()]


def test_a_row_excluded_counts_as_negative() -> None:
    table = build(GEVALLEN)

    assert write(minimise_spaarzaam(table)) == ["A"]
    assert write(minimise_spaarzaam(table.exclude([2]))) == ["A"]
    assert table.exclude([2]).negatief == ((0, 0), (0, 1))
    # Without row 3 (cor) as positive, A alone would cover a negative row.
    assert write(minimise_spaarzaam(table.exclude([3]))) == ["B"]
    assert write(minimise_spaarzaam(table.exclude([2, 3]))) == ["A*B"]


# Solutions


def test_solutions_by_hand() -> None:
    table = build(DRIE)
    conservative, parsimonious = minimise_conservatief(table), minimise_spaarzaam(table)

    assert write(conservative) == ["A*B"]
    assert sorted(write(parsimonious)) == ["A", "B"]
    assert parsimonious.aantal_modellen == 2
    # A covers Abc, AbC besides ABc and ABC: rows 5 and 6.
    assert [
        find_aannames(m, parsimonious) for m in parsimonious.modellen if write_term(m[0], table.gegevens) == "A"
    ] == [{5, 6}]
    assert find_aannames(conservative.modellen[0], conservative) == set()


def test_expectations_split_counterfactuals_into_easy_and_difficult() -> None:
    table = build(DRIE)
    # Within A, the conservative AB loses B only when B was expected to be absent.
    for expected, formulas, easy in (
        (["A", "B"], {"A*B"}, {"C1P1": set(), "C1P2": set()}),
        (["~B"], {"A", "A*B"}, {"A": {5, 6}, "B": set()}),
        (["~A", "~B"], {"A", "B"}, {"A": {5, 6}, "B": {3, 4}}),
    ):
        steps = minimise_intermediair(table, expected)
        assert {f for s in steps for f in write(s.oplossing)} == formulas
        for step in steps:
            name = write_som(step.spaarzaam, table.gegevens)
            assert step.makkelijk == easy.get(name, easy.get(step.naam))


def test_a_conjunctural_expectation_counts_as_one_beside_simple_ones() -> None:
    # One positive row ABC, one negative abc: A, B and C are parsimonious each.
    table = build("geval A B C Y\nann 1 1 1 1\nbea 0 0 0 0")

    def formulas(*expected: str) -> dict[str, list[str]]:
        steps = minimise_intermediair(table, list(expected))
        return {write_som(s.spaarzaam, table.gegevens): write(s.oplossing) for s in steps}

    assert formulas("~B") == {"A": ["A*C"], "B": ["A*B*C"], "C": ["A*C"]}
    # ~B*C is not what ABC shows: both may go, unless the parsimonious term needs one and the other is as expected.
    assert formulas("~B*C") == {"A": ["A"], "B": ["A*B*C"], "C": ["A*C"]}
    assert formulas("~A", "~B*C") == {"A": ["A"], "B": ["B*C"], "C": ["C"]}


def test_contradictory_rows_are_forbidden_free_or_explained() -> None:
    text = "geval A B Y\n" + "\n".join(["ann 1 1 1", "bea 1 0 1", "cor 1 0 1", "dik 1 0 0", "eva 0 0 0", "fin 0 1 0"])
    table = build(text, consistentie=0.9, tegenstrijdig=0.5)

    assert table.rijen["uitkomst"].tolist() == ["0", "0", "C", "1"]
    assert [write(minimise_conservatief(table, Modelkeuzes(tegenstrijdig=t))) for t in Tegenstrijdig] == [
        ["A*B"],
        ["A"],
        ["A"],
    ]


def test_a_contradictory_row_left_free_shortens_the_intermediate_solution_too() -> None:
    table = build(
        "geval A B C Y\nann 1 1 1 1\nbea 1 1 0 1\ncor 1 1 0 0\ndik 0 0 0 0", consistentie=0.9, tegenstrijdig=0.4
    )
    for choice, formula in ((Tegenstrijdig.VRIJLATEN, "A*B"), (Tegenstrijdig.VERBIEDEN, "A*B*C")):
        steps = minimise_intermediair(table, ["A", "B", "C"], Modelkeuzes(tegenstrijdig=choice))
        [one] = [s for s in steps if write_som(s.spaarzaam, table.gegevens) == "C"]
        assert write(one.oplossing) == [formula]


def test_all_models_are_counted_even_when_not_all_are_written() -> None:
    table = build("geval A B C D Y\nann 1 1 1 1 1\nbea 0 0 0 0 0")
    few = minimise_spaarzaam(table, Modelkeuzes(meeste=3))

    assert (len(few.modellen), few.aantal_modellen, few.is_volledig) == (3, 4, False)


def draw_willekeurig(seed: int) -> Waarheidstabel:
    """Return 26 to 30 crisp cases with 8 conditions in which nothing goes with anything."""
    rng = np.random.default_rng(seed)
    cases = int(rng.integers(26, 31))
    frame = pd.DataFrame(
        rng.integers(0, 2, (cases, 8)), columns=list("ABCDEFGH"), index=[f"g{n}" for n in range(cases)]
    )
    return build_waarheidstabel(read_gegevens(frame.assign(Y=rng.integers(0, 2, cases)), list("ABCDEFGH"), "Y"))


def test_only_as_many_pairs_are_solved_as_were_asked() -> None:
    """One conservative model and 13,164 parsimonious ones: each pair takes a minimisation of its own."""
    table = draw_willekeurig(5)
    with pytest.raises(QcaError, match="13164 zuinige modellen geven 13164 paren; toegestaan: 10000"):
        minimise_intermediair(table, list("ABCDEFGH"))

    first, second = minimise_intermediair(table, list("ABCDEFGH"), paren=2)
    assert (first.naam, second.naam) == ("C1P1", "C1P2")
    assert write(first.oplossing) == write(minimise_intermediair(table, list("ABCDEFGH"), paren=1)[0].oplossing)


def test_more_covers_than_were_asked_are_counted_as_at_least() -> None:
    table = draw_willekeurig(5)
    whole, part = minimise_spaarzaam(table), minimise_spaarzaam(table, Modelkeuzes(meeste=20))

    assert (whole.aantal_modellen, whole.is_geteld, whole.is_volledig) == (13164, True, False)
    assert not part.is_geteld
    assert 20 < part.aantal_modellen < 13164
    assert len(part.modellen) == 20


def test_a_model_of_two_solutions_is_listed_once_and_no_more_than_asked() -> None:
    table = build("geval A B C D Y\nann 1 1 1 1 1\nbea 0 0 0 0 0")
    found = minimise_spaarzaam(table)

    assert list(list_modellen(found, found)["formule"]) == ["D", "C", "B", "A"]
    assert list(list_modellen(found, found, meeste=2)["model"]) == [1, 2]


def test_a_hair_of_rounding_puts_no_case_on_another_side() -> None:
    """0.1 + 0.2 + 0.2 is a hair above a half in one order of adding up, and a half in another."""
    data = read_gegevens(pd.DataFrame({"A": [0.5 + 1e-12, 0.9, 0.7], "Y": [0.9, 0.5 - 1e-12, 0.7 - 1e-12]}), ["A"], "Y")

    assert list(list_gevallen(read_termen("A", data), data)["soort"]) == ["onbepaald", "onbepaald", "typisch"]
    assert tell_kant([0.5 + 1e-12, 0.51, 0.49]).tolist() == [0, 1, -1]


def test_models_are_listed_with_fit_and_cases() -> None:
    frame = list_modellen(minimise_conservatief(build(GEVALLEN)))

    assert frame[["model", "formule", "term", "gevallen"]].to_numpy().tolist() == [[1, "A", "A", ("cor", "ann", "bea")]]
    assert frame[["consistentie", "model_consistentie", "model_dekking"]].to_numpy().tolist() == [[1, 1, 1]]


def test_each_case_has_a_place_in_the_model() -> None:
    data = read(
        """
        geval  A    B    Y
        ann    0.8  0.1  0.9
        bea    0.9  0.6  0.7
        cor    0.6  0.2  0.3
        dik    0.2  0.4  0.8
        eva    0.1  0.3  0.2
        fin    0.5  0.1  0.9
        """
    )
    frame = list_gevallen(read_termen("A + B", data), data)

    assert frame["oplossing"].tolist() == [0.8, 0.9, 0.6, 0.4, 0.3, 0.5]
    assert frame["termen"].tolist() == [("A",), ("A", "B"), ("A",), (), (), ()]
    assert frame["soort"].tolist() == [
        "typisch",
        "afwijkend in graad",
        "afwijkend consistentie",
        "afwijkend dekking",
        "niet relevant",
        "onbepaald",
    ]


def test_limited_diversity_is_counted() -> None:
    assert count_diversiteit(build(GEVALLEN)) == (4, 2, 4, 3)
    assert count_diversiteit(build(GEVALLEN, aantal=2)) == (4, 2, 4, 1)


def test_rows_are_listed_by_number() -> None:
    assert list_rijen({4, 2}, build(GEVALLEN)).to_numpy().tolist() == [[2, 0, 1], [4, 1, 1]]


def test_levels_of_a_multi_value_condition_stand_in_the_term() -> None:
    table = build("geval A B Y\nann 2 1 1\nbea 1 1 0\ncor 0 0 0\ndik 2 0 1")

    assert write(minimise_conservatief(table)) == ["A[2]"]
    assert table.gegevens.niveaus == (3, 2)
    assert table.aantal_combinaties == 6
    assert [write_som(read_termen(t, table.gegevens), table.gegevens) for t in ("~A[2]", "A[0,1]*B[1]")] == [
        "A[0] + A[1]",
        "A[0]*B[1] + A[1]*B[1]",
    ]


def test_a_level_of_a_multi_value_outcome_can_be_explained() -> None:
    frame = read_text("geval A Y\nann 1 2\nbea 0 1\ncor 0 0")

    assert read_gegevens(frame, ["A"], "Y[2]").y.tolist() == [1, 0, 0]
    assert read_gegevens(frame, ["A"], "~Y[2]").negate().uitkomst == "Y[2]"


def test_a_condition_that_does_not_apply_is_no_level() -> None:
    table = build("geval A B Y\nann 1 - 1\nbea 0 1 0\ncor 0 0 0")

    assert table.rijen["B"].tolist() == [0, 1, "-"]
    assert membership_of_som(read_termen("B + ~B", table.gegevens), table.gegevens).tolist() == [0, 1, 1]
    assert write(minimise_conservatief(table)) == ["A"]
    assert sorted(write(minimise_spaarzaam(table))) == ["A", "B[-]"]
    assert [table.read_rij(number) for number in sorted(table.ongezien)] == [(0, 2), (1, 0), (1, 1)]


# Necessity, and what cannot be assumed


def test_necessary_combinations_by_hand() -> None:
    data = read(GEVALLEN)
    need = find_noodzakelijk(data, Zoekgrenzen(1.0)).set_index("term")

    # Whoever is in Y is in A, and nothing else is shared. Dik, the one outside Y, has neither A nor B, so that both are
    # necessary for the negation, and so is that they come together.
    assert need.index.tolist() == ["A"]
    assert tuple(need.loc["A"]) == ("en", 1, 1, 1)
    assert find_noodzakelijk(read(GEVALLEN, "~Y"), Zoekgrenzen(1.0))["term"].tolist() == ["~A", "~B", "~A*~B"]


def test_untenable_assumptions_are_found_with_their_reason() -> None:
    table, mirror = build(DRIE), build(DRIE, "~Y")
    short, other = minimise_spaarzaam(table), minimise_spaarzaam(mirror)
    frame = find_onhoudbaar(table, onmogelijk=["A*~B"], noodzakelijk=["B"], dubbel=find_dubbel(short, other))

    # Y: A, B; ~Y: ~A, ~B. Remainders that both assume: aB (3, 4) and Ab (5, 6). abC (2) lacks B as well.
    assert frame.groupby("reden")["rij"].apply(list).to_dict() == {
        "aangenomen voor uitkomst en ontkenning": [3, 4, 5, 6],
        "onmogelijk": [5, 6],
        "zonder noodzakelijke conditie": [2, 5, 6],
    }
    enhanced = table.exclude(set(frame["rij"]))
    assert write(minimise_spaarzaam(enhanced)) == ["A*B"]


def test_what_was_seen_is_no_assumption() -> None:
    # Row AB was seen, and so were Ab and ab: what is said of them rules out the remainder aB only.
    table = build(GEVALLEN)

    assert find_onhoudbaar(table, onmogelijk=["B"])["rij"].tolist() == [2]
    assert find_onhoudbaar(table, noodzakelijk=["A*B"])["rij"].tolist() == [2]


def test_theory_and_solution_meet_in_four_places_by_hand() -> None:
    """Theory A and solution B: A is .8 .7 .6 .2 .1 .3, B is .9 .2 .7 .8 .3 .4."""
    data = read(
        """
        geval  A    B    Y
        ann    0.8  0.9  0.9
        bea    0.7  0.2  0.8
        cor    0.6  0.7  0.3
        dik    0.2  0.8  0.7
        eva    0.1  0.3  0.2
        fin    0.3  0.4  0.6
        """
    )
    frame = evaluate_theorie(read_termen("A", data), read_termen("B", data), data)

    assert frame[["theorie", "oplossing", "met", "zonder"]].to_numpy().tolist() == [
        [True, True, ("ann",), ("cor",)],  # covered most likely, and inconsistent most likely
        [True, False, ("bea",), ()],  # uncovered most likely: theory alone is right
        [False, True, ("dik",), ()],  # covered least likely: theory can grow
        [False, False, ("fin",), ("eva",)],  # uncovered and consistent least likely
    ]
    # A*B is .8 .2 .6 .2 .1 .3, of which .8 .2 .3 .2 .1 .3 lies within Y; Y adds up to 3.5.
    assert frame.loc[0, ["consistentie", "dekking"]].tolist() == pytest.approx([1.9 / 2.2, 1.9 / 3.5])
    # ~A*B is .2 .2 .4 .8 .3 .4, of which .2 .2 .3 .7 .2 .4.
    assert frame.loc[2, ["consistentie", "dekking"]].tolist() == pytest.approx([2.0 / 2.3, 2.0 / 3.5])


# What a user reads


def change(**cells: Any) -> pd.DataFrame:
    frame = read_text(GEVALLEN).astype(object)
    for column, value in cells.items():
        frame.loc["cor", column] = value
    return frame


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: read_gegevens(change(A=2.5), ["A", "B"], "Y"),
            "geval cor, kolom A: er staat 2.5; toegestaan: hele standen",
        ),
        (
            lambda: read_gegevens(change(A=-1), ["A", "B"], "Y"),
            "geval cor, kolom A: er staat -1; toegestaan: 0 tot en met 1",
        ),
        (lambda: read_gegevens(change(A=math.inf), ["A", "B"], "Y"), "geval cor, kolom A: er staat inf"),
        (
            lambda: read_gegevens(change(A=math.nan), ["A", "B"], "Y"),
            "geval cor, kolom A: er staat niets; toegestaan: een getal",
        ),
        (
            lambda: read_gegevens(change(B="ja"), ["A", "B"], "Y"),
            "geval cor, kolom B: er staat ‘ja’; toegestaan: een getal",
        ),
        (
            lambda: read_gegevens(change(Y="-"), ["A", "B"], "Y"),
            "geval cor, kolom Y: er staat ‘-’; toegestaan: een getal",
        ),
        (
            lambda: read_gegevens(change(Y=2), ["A", "B"], "Y"),
            "kolom Y heeft standen tot en met 2; noem er een, zoals Y[1]",
        ),
        (lambda: read_gegevens(change(), ["A", "Q"], "Y"), "geen kolom ‘Q’; wel: A, B, Y"),
        (lambda: read_gegevens(change(), ["A", "A"], "Y"), "conditie ‘A’ staat er twee keer"),
        (lambda: read_gegevens(change(), ["A", "Y"], "Y"), "‘Y’ is tegelijk uitkomst en conditie"),
        (lambda: read_gegevens(change(), [], "Y"), "ten minste één conditie"),
        (lambda: read_gegevens(change(), ["A"], "Y[[1"), "bij de uitkomst staat ‘Y[[1’; toegestaan: Y, ~Y of Y[1]"),
        (lambda: read_gegevens(change().iloc[:0], ["A"], "Y"), "er zijn geen gevallen"),
        (lambda: read_gegevens(change().iloc[[0, 0]], ["A"], "Y"), "geval ‘ann’ staat twee keer"),
        (
            lambda: read_gegevens(change().rename(columns={"A": "A B"}), ["A B"], "Y"),
            "‘A B’ kan niet in een formule staan",
        ),
        (lambda: Grenzen(1.2), "consistentie is 1.2; toegestaan: 0 tot en met 1"),
        (lambda: read("geval rij Y\nann 1 1"), "Een conditie mag niet 'rij' heten. Zo heet al een kolom"),
        (lambda: read("geval uitkomst Y\nann 1 1"), "Een conditie mag niet 'uitkomst' heten. Zo heet al een kolom"),
        (
            lambda: read_gegevens(pd.DataFrame({"A": [1, 0], "Y": [0.3, 1]}), ["A"], "Y[1]"),
            "Kolom Y heeft lidmaatschappen van 0 tot 1 en geen niveaus: vraag Y en niet Y[1].",
        ),
        (lambda: Grenzen(0.8, 0.9), "tegenstrijdig is 0.9; toegestaan: 0 tot en met consistentie (0.8)"),
        (lambda: Grenzen(0.8, aantal=0), "aantal is 0; toegestaan: een heel getal vanaf 1"),
        (lambda: Grenzen(0.8, pri=-1), "pri is -1; toegestaan: 0 tot en met 1"),
        (lambda: build("geval A Y\nann 0.5 1"), "elk geval heeft ergens een lidmaatschap van precies 0,5"),
        (lambda: build(GEVALLEN).exclude([9]), "rij 9; toegestaan: 1 tot en met 4"),
        (lambda: minimise_conservatief(build(GEVALLEN, aantal=3)), "geen rij van de waarheidstabel is positief voor Y"),
        (lambda: minimise_spaarzaam(build("geval A Y\nann 1 1")), "niets spreekt Y tegen"),
        (lambda: minimise_conservatief(build("geval A Y\nann 1 1\nbea 0 1")), "niets spreekt Y tegen"),
        (lambda: minimise_intermediair(build(DRIE), []), "Er zijn geen verwachtingen vooraf"),
        (lambda: minimise_intermediair(build(DRIE), ["A", "Q", "Z"]), "‘Q’ is geen conditie; wel: A, B, C\n- ‘Z’"),
        (
            lambda: minimise_intermediair(build(DRIE), ["A"], Modelkeuzes(meeste=1)),
            "1 voorzichtige en 2 zuinige modellen",
        ),
        (lambda: read_termen("A*~A", read(GEVALLEN)), "‘~A’ spreekt de rest van zijn formule tegen"),
        (lambda: read_termen("A[3]", read(GEVALLEN)), "‘A[3]’ noemt een stand die er niet is; toegestaan: 0, 1"),
        (
            lambda: read_termen("A", read("geval A Y\nann 2 1\nbea 0 0")),
            "‘A’ heeft standen tot en met 2; noem er een, zoals A[1]",
        ),
        (
            lambda: find_noodzakelijk(read(DRIE), Zoekgrenzen(2, ron=-1)),
            "consistentie is 2; toegestaan: 0 tot en met 1\n- ron is",
        ),
        (lambda: find_noodzakelijk(read(DRIE), Zoekgrenzen(diepte=0)), "diepte is 0; toegestaan: 1 tot en met 3"),
        (
            lambda: find_dubbel(minimise_spaarzaam(build(DRIE)), minimise_spaarzaam(build(GEVALLEN))),
            "er staan condities A, B; toegestaan: A, B, C",
        ),
    ],
)
def test_a_mistake_is_named_with_what_is_allowed(make: Callable[[], object], message: str) -> None:
    with pytest.raises(QcaError) as caught:
        make()

    assert message in str(caught.value)


def test_all_mistakes_are_named_at_once() -> None:
    with pytest.raises(QcaError) as caught:
        read_gegevens(change(A=-1, B="nee"), ["A", "B"], "Y")

    assert len(caught.value.redenen) == 2


def test_models_without_end_are_counted_so_far_or_refused() -> None:
    # Twelve rows, and a term for each pair of them: six terms that share no row are enough, in 10,395 ways (11 x 9 x 7
    # x 5 x 3), and in very many more ways without a term too many.
    chart = tuple(1 << one | 1 << two for one, two in combinations(range(12), 2))

    assert len(find_smallest_covers(chart, 12, 10_395)) == 10_395
    assert len(find_smallest_covers(chart, 12, 100)) == 101
    with pytest.raises(
        QcaError, match="meer dan 20000 manieren om de positieve rijen te dekken; kies minder condities"
    ):
        find_irredundant_covers(chart, 12)


def test_a_search_without_end_is_refused() -> None:
    names = [f"C{place}" for place in range(16)]
    frame = pd.DataFrame(np.eye(16, 17), columns=[*names, "Y"])

    with pytest.raises(QcaError, match="16 condities geven te veel combinaties; noem een diepte"):
        find_noodzakelijk(read_gegevens(frame, names, "Y"))
    assert len(find_noodzakelijk(read_gegevens(frame, names[1:], "C0"), Zoekgrenzen(diepte=2)))
