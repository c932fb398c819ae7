"""Which combinations go with the outcome: worked out by hand on four cases, and found again in both data sets."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from plan_combinaties import AL, GOED, PLAN, VEEL, VIER, change, make_plan_traject
from pydantic import ValidationError

from leerkring.begrippen import Factor
from leerkring.hoofdstukken.combinaties.cijfers.combinaties import (
    Beletsel,
    Combinaties,
    Hoofdantwoord,
    Kant,
    Waarschuwing,
    compare_combinaties,
)
from leerkring.hoofdstukken.combinaties.cijfers.hoofdantwoord import MEESTE_GETOOND
from leerkring.methoden.qca.oplossing import Oplossingssoort
from leerkring.model.qca import QcaPlan
from leerkring.traject import open_traject


def compare(plan: Any = PLAN, **tables: str) -> Combinaties:
    found = compare_combinaties(make_plan_traject(plan, **tables))
    assert found
    return found


def answer(kant: Kant) -> Hoofdantwoord:
    assert kant.antwoord
    return kant.antwoord


@pytest.fixture(scope="module")
def vier() -> Combinaties:
    return compare()


@pytest.fixture(scope="module")
def kring() -> Combinaties:
    found = compare_combinaties(open_traject("data/voorbeeld-2021", doelgroep="leerkring"))
    assert found
    return found


@pytest.fixture(scope="module")
def leertraject() -> Combinaties:
    found = compare_combinaties(open_traject("data/leertraject-2017", doelgroep="openbaar"))
    assert found
    return found


# Four cases, by hand: GOED is where VEEL is, and AL makes no difference


def test_truth_table_names_the_case_of_each_row(vier: Combinaties) -> None:
    rows = vier.kanten[0].rijen

    assert rows[["VEEL", "AL", "uitkomst", "gevallen"]].to_numpy().tolist() == [
        [0, 0, "0", ("West",)],
        [0, 1, "0", ("Zuid",)],
        [1, 0, "1", ("Oost",)],
        [1, 1, "1", ("Noord",)],
    ]
    assert vier.kanten[0].diversiteit == (4, 2, 4, 4)
    assert vier.kanten[0].resten.empty


def test_answers_for_outcome_and_negation_and_what_is_necessary(vier: Combinaties) -> None:
    outcome, negation = vier.kanten

    assert list(answer(outcome).modellen["formule"]) == ["VEEL"]
    assert list(answer(outcome).modellen["delen"]) == [(("VEEL", True),)]
    assert list(answer(negation).modellen["formule"]) == ["~VEEL"]
    assert list(outcome.nodig["delen"]) == [(("VEEL", True),)]
    assert list(negation.nodig["delen"]) == [(("VEEL", False),)]
    assert (outcome.is_ontkenning, negation.is_ontkenning) == (False, True)


def test_firmness_is_counted_by_hand(vier: Combinaties) -> None:
    """Without Noord only Oost is left where VEEL is, and the conservative answer becomes VEEL*~AL; likewise for Oost.

    Ten other consistency cuts change nothing; with two cases per row there is no row left. The cuts as chosen are no
    tests, so that 15 others are tried.
    """
    firm = answer(vier.kanten[0]).stevigheid

    assert firm.toetsen[["toets", "aantal", "gelijk", "anders"]].to_numpy().tolist() == [
        ["consistentie", 10, 10, ()],
        ["aantal", 1, 0, ()],
        ["geval", 4, 2, ("Noord", "Oost")],
    ]
    assert (firm.aantal, firm.gelijk, firm.zonder) == (15, 12, ("Noord", "Oost"))
    # What all answers share is VEEL*AL*~AL, so nothing.
    assert firm.passing == (0, 3)


def test_answer_on_few_cases_warns_in_every_way_that_holds(vier: Combinaties) -> None:
    assert answer(vier.kanten[0]).waarschuwingen == (Waarschuwing.EIGEN_RIJ, Waarschuwing.WEGLATEN)


def test_expectations_turn_around_for_the_negation() -> None:
    """Without West nothing is seen of ~VEEL*~AL, and the expectation decides whether it may be assumed."""
    expected = PLAN | {"condities": [change(VEEL, verwacht="wel"), change(AL, verwacht="wel")]}
    found = compare(expected, effecten=VIER["effecten"].replace("E6  west", "E6  noord"))
    negation = answer(found.kanten[1])

    assert found.gevallen.namen == ("Noord", "Oost", "Zuid")
    assert negation.oplossing.soort is Oplossingssoort.INTERMEDIAIR
    assert list(negation.soorten["formules"]) == [("~VEEL*AL",), ("~VEEL",), ("~VEEL",)]
    assert negation.aannames.to_dict("records") == [{"rij": 1, "VEEL": 0, "AL": 0, "makkelijk": True}]
    assert negation.aangenomen == {1}
    assert Waarschuwing.AANNAMES in negation.waarschuwingen
    assert Waarschuwing.EEN_GEVAL in negation.waarschuwingen


DRIE_VERWACHT = {"condities": [change(VEEL, verwacht="wel"), change(AL, verwacht="wel")]}


@pytest.mark.parametrize(
    ("known", "formula", "reasons"),
    [
        ({}, "~VEEL", []),
        ({"onmogelijk": ["~VEEL*~AL"]}, "~VEEL*AL", ["onmogelijk"]),
        ({"onmogelijk": ["VEEL*AL"]}, "~VEEL", []),  # Noord shows it, so that nothing is assumed of it
        ({"noodzakelijk": ["VEEL + AL"]}, "~VEEL", []),  # of the outcome; its negation may do without
    ],
)
def test_an_answer_assumes_nothing_that_the_plan_excludes(
    known: dict[str, Any], formula: str, reasons: list[str]
) -> None:
    """Only ~VEEL*~AL was not seen; without it the negation is what Zuid shows."""
    found = compare(PLAN | DRIE_VERWACHT | known, effecten=VIER["effecten"].replace("E6  west", "E6  noord"))
    outcome, negation = found.kanten

    assert list(answer(negation).modellen["formule"]) == [formula]
    assert list(negation.uitgesloten["reden"]) == reasons
    assert list(outcome.uitgesloten["rij"]) == ([1] if known and known != {"onmogelijk": ["VEEL*AL"]} else [])


def test_tests_of_firmness_assume_nothing_that_the_plan_excludes_either() -> None:
    effecten = VIER["effecten"].replace("E6  west", "E6  noord")
    free, held = (
        answer(compare(PLAN | DRIE_VERWACHT | known, effecten=effecten).kanten[1]).stevigheid.toetsen
        for known in ({}, {"onmogelijk": ["~VEEL*~AL"]})
    )

    # Ten other consistency cuts change no row of these crisp cases.
    assert list(free["gelijk"])[:1] == list(held["gelijk"])[:1] == [10]


def lay_eigen(naam: str, verwacht: str | None, **waarden: int) -> dict[str, Any]:
    own = {"id": naam, "naam": naam, "maat": "eigen", "drempel": 1, "waarden": {**waarden, "bron": "S1"}}
    return change(VEEL, **own, verwacht=verwacht)


def test_what_both_answers_assume_is_left_out_of_both_once_the_plan_excludes() -> None:
    """Zuid (A*~B*C) is good, Noord (~A*~B*~C) and Oost (~A*B*C) are not; A and C are expected to be absent.

    The answer ~B*C and that for the negation, ~A*~B + ~A*C, both assume ~A*~B*C. Without it Zuid keeps
    A, for what is left of ~B*C is A*~B*C; of the negation ~A, which speaks against what is expected there, goes still.
    """
    sets = {
        "condities": [
            lay_eigen("A", "niet", noord=0, oost=0, zuid=1),
            lay_eigen("B", None, noord=0, oost=1, zuid=0),
            lay_eigen("C", "niet", noord=0, oost=1, zuid=1),
        ]
    }
    good = {"effecten": "deelnemer  richting\nnoord  neutraal\noost  neutraal\nzuid  gunstig"}
    free, held = compare(PLAN | sets, **good), compare(PLAN | sets | {"onmogelijk": ["A*B*~C"]}, **good)

    def formulas(found: Combinaties) -> list[str]:
        return [answer(side).modellen["formule"].iloc[0] for side in found.kanten]

    assert formulas(free) == ["~B*C", "~A*~B + ~A*C"]
    assert free.dubbel[["A", "B", "C"]].to_numpy().tolist() == [[0, 0, 1]]
    assert formulas(held) == ["A*~B*C", "B*C + ~B*~C"]
    assert held.dubbel.empty
    for side in held.kanten:
        assert side.uitgesloten[["rij", "reden"]].to_numpy().tolist() == [
            [2, "aangenomen voor uitkomst en ontkenning"],
            [7, "onmogelijk"],
        ]


def test_theory_is_laid_beside_the_answer_for_the_outcome_only() -> None:
    found = compare(PLAN | {"theorie": "VEEL*AL"})
    outcome, negation = (answer(side).theorie for side in found.kanten)

    assert negation is None
    assert outcome is not None
    # The answer is VEEL: Noord has both, Oost the answer only; nobody has the theory without the answer.
    assert outcome[["met", "zonder"]].to_numpy().tolist() == [
        [("Noord",), ()],
        [(), ()],
        [("Oost",), ()],
        [(), ("Zuid", "West")],
    ]


def test_two_conditions_of_which_one_is_needed_are_found_where_neither_is(kring: Combinaties) -> None:
    """RUIMTE is in .904 of the outcome together with GROEI, and each of them in less than .9."""
    pairs = kring.kanten[0].nodig

    assert pairs[["term", "vorm"]].to_numpy().tolist() == [["RUIMTE + GROEI", "of"], ["RUIMTE + VERANDER", "of"]]
    assert pairs["delen"][0] == (("RUIMTE", True), ("GROEI", True))


@pytest.mark.parametrize(
    ("known", "message"),
    [
        ({"onmogelijk": ["VEEL*NIETS"]}, "'VEEL*NIETS' noemt 'NIETS'; toegestaan: VEEL, AL, met ~, * en +"),
        ({"noodzakelijk": ["VEEL*~VEEL"]}, "'VEEL*~VEEL' vraagt iets en het tegendeel ervan tegelijk"),
        ({"theorie": "GOED"}, "'GOED' noemt 'GOED'"),
        ({"theorie": "VEEL +"}, "'VEEL +' noemt ''"),
    ],
)
def test_a_mistake_in_a_formula_of_the_plan_is_named(known: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        QcaPlan.model_validate(PLAN | known)

    assert message in str(caught.value)


def test_a_plan_without_formulas_is_written_as_before() -> None:
    assert {"onmogelijk", "noodzakelijk", "theorie"} & QcaPlan.model_validate(PLAN).model_dump().keys() == set()


def test_without_expectations_nothing_is_assumed() -> None:
    found = compare(effecten=VIER["effecten"].replace("E6  west", "E6  noord"))
    negation = answer(found.kanten[1])

    assert negation.oplossing.soort is Oplossingssoort.CONSERVATIEF
    assert negation.aangenomen == frozenset()
    assert list(negation.aannames["makkelijk"]) == [None]


def test_eight_conditions_with_thousands_of_answers_are_compared_in_time() -> None:
    """Thirty cases in which nothing goes with anything; each test of firmness solved every pair of models."""
    rng = np.random.default_rng(5)
    slugs, factors = [f"d{n}" for n in range(30)], list(Factor)[:8]
    given = rng.integers(0, 2, (len(slugs), 9))
    conditions = [
        change(VEEL, id=f"C{n}", naam=f"Factor {n}", maat="gewicht", drempel=1, van=[str(f)], verwacht="wel")
        for n, f in enumerate(factors)
    ]
    pairs = [(s, f, g) for s, row in zip(slugs, given, strict=True) for f, g in zip(factors, row, strict=False)]
    named = [f"{s}  {f}  1" for s, f, g in pairs if g] + [f"{s}  {list(Factor)[8]}  1" for s in slugs]
    good = [f"{s}  {'gunstig' if row[8] else 'neutraal'}" for s, row in zip(slugs, given, strict=True)]
    found = compare(
        PLAN | {"condities": conditions},
        deelnemers="id\n" + "\n".join(slugs),
        contextfactoren="deelnemer  factor  gewicht\n" + "\n".join(named),
        interventies="",
        effecten="deelnemer  richting\n" + "\n".join(good),
    )
    counted = [
        (a.aantal_modellen, a.is_geteld, a.modellen["model"].nunique()) for k in found.kanten if (a := k.antwoord)
    ]

    assert counted
    assert not all(is_counted for _, is_counted, _ in counted)
    assert max(shown for *_, shown in counted) <= MEESTE_GETOOND


def test_a_floor_that_is_missed_by_a_hair_is_reached(kring: Combinaties) -> None:
    """Rows of the truth table have this tolerance; a warning or a floor that had none contradicted them."""
    first = answer(kring.kanten[0]).modellen.iloc[0]
    hair = {name: float(first[f"model_{name}"]) + 1e-12 for name in ("consistentie", "pri")}
    t = open_traject("data/voorbeeld-2021", doelgroep="leerkring")
    assert t.beschrijving.qca
    plan = t.beschrijving.qca.model_copy(update={f"antwoord_{name}": value for name, value in hair.items()})
    about = t.beschrijving.model_copy(update={"qca": plan})
    found = compare_combinaties(replace(t, inhoud=replace(t.inhoud, beschrijving=about)))

    assert found
    assert found.kanten[0].antwoord


# No answer is an answer too


@pytest.mark.parametrize(
    ("richting", "outcome", "negation"),
    [
        ("gunstig", Beletsel.GEEN_NEGATIEF, Beletsel.GEEN_POSITIEF),
        ("neutraal", Beletsel.GEEN_POSITIEF, Beletsel.GEEN_NEGATIEF),
    ],
)
def test_outcome_that_does_not_vary_has_no_answer(richting: str, outcome: Beletsel, negation: Beletsel) -> None:
    same = "deelnemer  richting\n" + "\n".join(f"{slug}  {richting}" for slug in ("noord", "oost", "zuid", "west"))
    found = compare(effecten=same)

    assert [k.reden for k in found.kanten] == [outcome, negation]
    assert [k.antwoord for k in found.kanten] == [None, None]


def test_cases_that_all_stand_on_the_border_have_no_answer() -> None:
    border = PLAN | {"condities": [change(VEEL, maat="inwoners", drempel=None, ankers=[0, 50000, 100000]), AL]}
    found = compare(border)

    assert {k.reden for k in found.kanten} == {Beletsel.GEEN_RIJEN}
    assert found.kalibratie.set_index("verzameling").loc["VEEL", "op_de_helft"] == ("Noord", "Oost", "Zuid", "West")


def test_too_few_cases_are_not_compared() -> None:
    found = compare(interventies="deelnemer\nnoord\noost")

    assert found.kanten == ()
    assert list(found.gevallen.weg["naam"]) == ["Zuid", "West"]


def test_traject_that_chooses_nothing_is_not_compared() -> None:
    assert compare_combinaties(make_plan_traject(None)) is None


def test_only_the_team_sees_numbers_of_rows(vier: Combinaties, kring: Combinaties) -> None:
    assert vier.toon_rijen
    assert not kring.toon_rijen


# The data sets of the project


def test_circle_of_2021_compares_all_eight(kring: Combinaties) -> None:
    outcome, negation = (answer(k) for k in kring.kanten)

    assert len(kring.gevallen.namen) == 8
    assert kring.gevallen.weg.empty
    assert kring.kanten[0].diversiteit == (8, 3, 8, 6)
    assert list(outcome.modellen["formule"]) == ["RUIMTE*GROEI"]
    assert set(negation.modellen["formule"]) == {"~RUIMTE*~GROEI + ~RUIMTE*~VERANDER"}


def test_deviant_case_is_the_one_whose_residents_were_not_heard(kring: Combinaties) -> None:
    cases = answer(kring.kanten[0]).gevallen

    assert list(cases.loc[cases["soort"] == "afwijkend consistentie", "geval"]) == ["Nevelwaard"]


def test_public_of_2021_sees_too_little_to_compare() -> None:
    found = compare_combinaties(open_traject("data/voorbeeld-2021", doelgroep="openbaar"))

    assert found
    assert found.kanten == ()
    assert len(found.gevallen.weg) == 8


def test_real_cases_of_2017_are_four_because_one_has_only_hopes(leertraject: Combinaties) -> None:
    values = leertraject.gevallen.waarden.pivot(index="naam", columns="verzameling", values="waarde").astype(object)

    assert leertraject.gevallen.weg.to_dict("records") == [
        {"deelnemer": "drechtsteden", "naam": "Drechtsteden", "ontbreekt": ("GUNSTIG",)}
    ]
    assert values["GUNSTIG"].to_dict() == pytest.approx(
        {"Oss": 5 / 6, "SED": 4 / 5, "Súdwest-Fryslân": 1 / 2, "Venlo": 1}
    )
    assert values["SAMEN"].to_dict() == pytest.approx(
        {"Oss": 5 / 15, "SED": 4 / 7, "Súdwest-Fryslân": 1 / 5, "Venlo": 3 / 8}
    )


def test_cases_of_2017_are_too_alike_for_an_answer(leertraject: Combinaties) -> None:
    assert [kant.antwoord for kant in leertraject.kanten] == [None, None]
    assert [kant.reden for kant in leertraject.kanten] == [Beletsel.GEEN_NEGATIEF, Beletsel.GEEN_POSITIEF]


@pytest.mark.parametrize("name", ["kring", "leertraject"])
def test_every_value_of_both_data_sets_leads_to_rows_and_sources(name: str, request: pytest.FixtureRequest) -> None:
    waarden: pd.DataFrame = request.getfixturevalue(name).gevallen.waarden

    assert len(waarden)
    assert waarden["bron"].map(len).min() > 0
    assert waarden["herkomst"].str.fullmatch(r"\w+\.csv:\d+(, \w+\.csv:\d+)*").all()


def test_permuting_deelnemers_changes_nothing_but_order(vier: Combinaties) -> None:
    lines = VIER["deelnemers"].strip().splitlines()
    turned = compare(deelnemers="\n".join([lines[0], *lines[:0:-1]]))

    for one, other in zip(vier.kanten, turned.kanten, strict=True):
        assert list(answer(one).modellen["formule"]) == list(answer(other).modellen["formule"])
        assert set(answer(one).stevigheid.zonder) == set(answer(other).stevigheid.zonder)


def test_other_outcome_needs_only_another_yaml() -> None:
    judged = PLAN | {"uitkomst": change(GOED, maat="oordeel")}
    told = "effect  oordeel\nE1  gunstig\nE2  gunstig\nE4  ongunstig\nE6  neutraal"
    found = compare(judged, beoordelingen=told)

    # Neutraal counts for a half, which a threshold of a half lets in: West joins Noord and Oost.
    assert list(answer(found.kanten[0]).modellen.loc[:, "formule"]) == ["VEEL + ~AL"] * 2
