"""What a calibration hangs on, and how much of a solution survives other cuts, anchors and cases."""

import json
import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from plek import GROUND_TRUTH

from leerkring.methoden.qca.gegevens import Gegevens, QcaError, read_gegevens
from leerkring.methoden.qca.kalibratie import Ankers, calibrate_logistisch, calibrate_scherp
from leerkring.methoden.qca.kalibratietoets import check_kalibratie
from leerkring.methoden.qca.oplossing import minimise_conservatief, minimise_spaarzaam
from leerkring.methoden.qca.robuuste_passing import classify_gevallen, fit_robuust
from leerkring.methoden.qca.robuustheid import (
    find_bereik,
    find_consistentiebereik,
    jackknife,
    vary_gegevens,
    vary_grens,
)
from leerkring.methoden.qca.termen import membership_of_som, read_termen
from leerkring.methoden.qca.waarheidstabel import Grenzen, build_waarheidstabel

REDEN = "rond het gemiddelde van Nederlandse gemeenten"
OP = Ankers(10, 20, 40, REDEN)
NEER = Ankers(40, 20, 10, REDEN)


def make(columns: dict[str, list[float]], outcome: str = "Y") -> Gegevens:
    n = len(next(iter(columns.values())))
    frame = pd.DataFrame(columns, index=[f"g{place + 1}" for place in range(n)])
    return read_gegevens(frame, [name for name in columns if name != "Y"], outcome)


# Calibration


def test_anchors_give_the_memberships_that_they_promise() -> None:
    assert calibrate_logistisch([10, 20, 40], OP).tolist() == pytest.approx([0.05, 0.5, 0.95])
    assert calibrate_logistisch([10, 20, 40], NEER).tolist() == pytest.approx([0.95, 0.5, 0.05])


def test_thresholds_make_levels_and_a_tie_goes_up() -> None:
    assert calibrate_scherp([9, 10, 19, 20, 21], [10, 20]).tolist() == [0, 1, 1, 2, 2]


@given(st.lists(st.floats(-100, 100), min_size=1), st.sampled_from([OP, NEER]))
def test_membership_lies_between_0_and_1_follows_the_value_and_mirrors(values: list[float], anchors: Ankers) -> None:
    ordered = np.sort(values)
    mirror = Ankers(anchors.insluiting, anchors.kruispunt, anchors.uitsluiting, REDEN)

    found = calibrate_logistisch(ordered, anchors)
    steps = np.diff(found)
    assert ((found >= 0) & (found <= 1)).all()
    assert (steps <= 1e-12).all() if anchors.is_dalend else (steps >= -1e-12).all()
    assert calibrate_logistisch(ordered, mirror) == pytest.approx(1 - found, abs=1e-9)


def test_skew_and_cases_of_two_minds_are_warnings_in_data() -> None:
    data = make({"A": [0.9, 0.8, 0.7, 0.5, 0.9, 0.6], "B": [0, 1, 2, 2, 2, 2], "Y": [1, 1, 0, 0, 0, 1]})
    frame = check_kalibratie(data).set_index("verzameling")

    assert frame.index.tolist() == ["Y", "A", "B[0]", "B[1]", "B[2]"]
    assert frame["erin"].tolist() == [3, 5, 1, 1, 4]
    assert frame["is_scheef"].tolist() == [False, True, True, True, False]
    assert frame.loc["A", "op_de_helft"] == ("g4",)


# Ranges


ZES = {"A": [0.9, 0.8, 0.9, 0.2, 0.1, 0.3], "B": [0.9, 0.2, 0.1, 0.9, 0.2, 0.1], "Y": [0.9, 0.7, 0.4, 0.2, 0.1, 0.2]}


def test_cuts_are_varied_and_the_range_in_which_nothing_changes_is_found() -> None:
    data, cuts = make(ZES), Grenzen(0.75)
    rows = build_waarheidstabel(data, cuts).rijen.set_index("rij")["consistentie"]
    # Row ab, aB, Ab, AB. By hand, Ab: min(x, y) = .1 .7 .4 .1 .1 .2 = 1.6 over .1 + .8 + .9 + .1 + .1 + .3 = 2.3.
    assert rows[3] == pytest.approx(1.6 / 2.3)
    assert rows[4] > 0.95
    first = minimise_conservatief(build_waarheidstabel(data, cuts))
    frame = vary_grens(first, "consistentie", [0.65, 0.7, 0.75, 0.8, 0.9, 1.0], minimise_conservatief)

    # The cut as chosen is no test of itself.
    assert frame["instelling"].tolist() == [0.65, 0.7, 0.8, 0.9, 1.0]
    assert frame["formules"].tolist() == [("A",), *[("A*B",)] * 4]
    assert frame["is_gelijk"].tolist() == [False, True, True, True, True]
    assert find_bereik(frame, 0.75) == (0.7, 1.0)
    assert find_bereik(frame.iloc[:1], 0.75) == (0.75, 0.75)
    # Where it turns lies between the values that were tried.
    assert find_consistentiebereik(first, minimise_conservatief) == pytest.approx((1.6 / 2.3, 1.0))


def test_range_of_the_consistency_cut_is_that_of_the_rows_and_not_of_a_grid() -> None:
    """Lipset's data with a cut of 0.8: steps of 0.05 find 0.75 to 0.80, the rows turn at 0.709 and 0.804."""
    table = json.loads((GROUND_TRUTH / "qca" / "lf.json").read_text("utf-8"))
    data = read_gegevens(pd.DataFrame(table["data"], index=table["cases"]), table["conditions"], table["outcome"])
    first = minimise_conservatief(build_waarheidstabel(data, Grenzen(0.8)))
    low, high = find_consistentiebereik(first, minimise_conservatief)

    assert (low, high) == pytest.approx((0.709, 0.804), abs=0.0005)
    beyond = vary_grens(first, "consistentie", [low, low + 1e-6, high, high + 1e-6], minimise_conservatief)
    assert beyond["is_gelijk"].tolist() == [False, True, True, False]


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 10)] * 3), min_size=4, max_size=10), st.integers(50, 100))
def test_solution_holds_within_its_range_and_at_neither_side(cells: list[tuple[int, int, int]], cut: int) -> None:
    data = make({name: [c / 10 for c in column] for name, column in zip("ABY", zip(*cells, strict=True), strict=True)})
    try:
        first = minimise_conservatief(build_waarheidstabel(data, Grenzen(cut / 100)))
    except QcaError:
        assume(False)
    low, high = find_consistentiebereik(first, minimise_conservatief)
    assert low - 1e-7 <= cut / 100 <= high + 1e-7
    inside = vary_grens(first, "consistentie", [(low + high) / 2, high], minimise_conservatief)
    outside = vary_grens(first, "consistentie", [low] * (low > 0.5), minimise_conservatief)
    assert inside["is_gelijk"].all()
    assert not outside["is_gelijk"].any()


def test_a_setting_without_a_solution_is_a_row_with_its_reason() -> None:
    first = minimise_conservatief(build_waarheidstabel(make(ZES), Grenzen(0.6)))
    frame = vary_grens(first, "aantal", [1, 2, 9], minimise_conservatief)

    assert frame["is_gelijk"].tolist() == [False, False]
    assert "geen rij van de waarheidstabel is positief voor Y" in frame["reden"].tolist()[1]
    assert math.isnan(frame["consistentie"].tolist()[1])
    assert frame["lidmaatschap"].tolist()[1] is None


def test_each_case_is_left_out_in_turn() -> None:
    crisp = make({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 0, 0]})
    frame = jackknife(minimise_spaarzaam(build_waarheidstabel(crisp)), minimise_spaarzaam).set_index("instelling")

    # A holds whoever goes: without g2, AB still differs from aB in A alone; without g3, from ab in B as well.
    assert frame["formules"].to_dict() == {"g1": ("A",), "g2": ("A",), "g3": ("A",), "g4": ("A",)}
    assert frame["is_gelijk"].all()
    one = make({"A": [1, 0, 0], "B": [1, 1, 0], "Y": [1, 0, 0]})
    changed = jackknife(minimise_spaarzaam(build_waarheidstabel(one)), minimise_spaarzaam).set_index("instelling")
    assert changed["is_gelijk"].to_dict() == {"g1": False, "g2": False, "g3": True}
    assert set(changed.loc["g2", "formules"]) == {"A", "B"}


def test_other_anchors_make_another_solution_or_the_same() -> None:
    raw, y = [12, 19, 21, 35], [0.0, 0.0, 1.0, 1.0]

    def data(middle: float) -> Gegevens:
        return make({"A": calibrate_logistisch(raw, Ankers(10, middle, 40, REDEN)).tolist(), "Y": y})

    first = minimise_conservatief(build_waarheidstabel(data(20), Grenzen(0.7)))
    variants = [("18,5", lambda: data(18.5)), ("20,5", lambda: data(20.5)), ("38", lambda: data(38))]
    frame = vary_gegevens(first, variants, minimise_conservatief)

    assert frame["instelling"].tolist() == ["18,5", "20,5", "38"]
    assert frame["is_gelijk"].tolist() == [True, True, False]
    # With the kruispunt at 17, the row A holds (.625 + .909) / (.109 + .564 + .625 + .909) = .695: under the cut of .7.
    # At 18.5 it is .709; at 36 no case is in A.
    middles = [17.0, 18.5, 20.0, 30.0, 36.0]
    ranged = vary_gegevens(first, [(m, lambda m=m: data(m)) for m in middles], minimise_conservatief)
    assert find_bereik(ranged, 20) == (18.5, 30.0)


# Robustness by fit and by case


def test_robust_fit_and_cases_by_hand() -> None:
    data = make({"A": [0.9, 0.8, 0.7, 0.2, 0.1], "B": [0.8, 0.3, 0.6, 0.9, 0.1], "Y": [0.8, 0.9, 0.2, 0.7, 0.1]})
    first, test = read_termen("A", data), membership_of_som(read_termen("B", data), data)
    # IS = A; one test solution B, so that the core is min(A, B) = .8 .3 .6 .2 .1.
    # Cov A = 2.1 / 2.7; cov core = (.8 + .3 + .2 + .2 + .1) / 2.7. Both shaky and possible cases: rank 4.
    assert fit_robuust(first, [test], data) == pytest.approx((1.6 / 2.1, 4))
    assert classify_gevallen(first, [test], data) == ("robuust", "wankel", "robuust", "mogelijk", "buiten")


def test_all_test_solutions_count_and_not_only_the_last() -> None:
    data = make({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 0, 0]})
    a = read_termen("A", data)
    in_a, b, ab, both = (membership_of_som(read_termen(text, data), data) for text in ("A", "B", "A + B", "A*B"))

    # What A, B and A + B share is AB (g1); what any covers is A + B (g1, g2, g3).
    assert fit_robuust(a, [in_a, b, ab], data).dekking == pytest.approx(1 / 2)
    ranks = [fit_robuust(a, tests, data).rang for tests in ([in_a], [in_a, ab], [in_a, both], [in_a, b])]
    assert ranks == [1, 2, 3, 4]


def test_a_solution_is_wholly_robust_against_itself() -> None:
    data = make(ZES)
    model = minimise_conservatief(build_waarheidstabel(data, Grenzen(0.75))).modellen[0]
    own = membership_of_som(model, data)

    assert fit_robuust(model, [own, own], data) == pytest.approx((1, 1))


def test_a_test_solution_is_a_set_in_the_data_that_gave_it() -> None:
    """Other anchors give A again, but another A: .2 .6 .9 becomes .1 .4 .9, and the middle case is shaky."""
    first = minimise_conservatief(
        build_waarheidstabel(make({"A": [0.2, 0.6, 0.9], "Y": [0.1, 0.7, 0.9]}), Grenzen(0.8))
    )
    moved = make({"A": [0.1, 0.4, 0.9], "Y": [0.1, 0.7, 0.9]})
    frame = vary_gegevens(first, [("anders", lambda: moved)], minimise_conservatief)
    model, data = first.modellen[0], first.tabel.gegevens

    assert frame["is_gelijk"].tolist() == [True]
    assert frame["lidmaatschap"].tolist()[0].tolist() == [0.1, 0.4, 0.9]
    # Coverage of the core (.1 + .4 + .9) / 1.7 over that of A (.1 + .6 + .9) / 1.7.
    assert fit_robuust(model, list(frame["lidmaatschap"]), data).dekking == pytest.approx(1.4 / 1.6)
    assert classify_gevallen(model, list(frame["lidmaatschap"]), data) == ("buiten", "wankel", "robuust")


def test_a_case_that_is_left_out_still_has_a_membership_in_what_the_others_gave() -> None:
    crisp = make({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 0, 0]})
    frame = jackknife(minimise_spaarzaam(build_waarheidstabel(crisp)), minimise_spaarzaam)

    assert [found.tolist() for found in frame["lidmaatschap"]] == [[1, 1, 0, 0]] * 4


@pytest.mark.parametrize(
    ("make_mistake", "message"),
    [
        (
            lambda: Ankers(10, 50, 40, REDEN),
            "er staat 10, 50, 40; toegestaan: drie verschillende, met het kruispunt tussen",
        ),
        (lambda: Ankers(10, 20, 40, " "), "de reden ontbreekt"),
        (lambda: calibrate_logistisch([1, math.nan], OP), "niet leeg en zonder ontbrekende waarden"),
        (lambda: calibrate_logistisch([1], OP, insluitgraad=1), "er staat 1; toegestaan: boven 0,5 en onder 1"),
        (lambda: calibrate_scherp([1], []), "er staat []; toegestaan: ten minste één, van laag naar hoog"),
        (lambda: calibrate_scherp([1], [2, 2]), "er staat [2, 2]; toegestaan: ten minste één, van laag naar hoog"),
        (lambda: fit_robuust((), [], make(ZES)), "er is geen oplossing om mee te toetsen"),
    ],
)
def test_a_mistake_is_named_with_what_is_allowed(make_mistake: Callable[[], object], message: str) -> None:
    with pytest.raises(QcaError) as caught:
        make_mistake()

    assert message in str(caught.value)
