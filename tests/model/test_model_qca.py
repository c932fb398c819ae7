"""What the check says about the block `qca` of traject.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from mini import check_text, write_traject
from plan_combinaties import AL, GOED, PLAN, VEEL, change

CODES = "introductie, versterking"


def check(folder: Path, plan: Any) -> list[str]:
    return check_text(write_traject(folder, traject=yaml.safe_dump({"qca": plan}, allow_unicode=True)))


def test_plan_with_a_reason_for_each_set_is_accepted(tmp_path: Path) -> None:
    assert check(tmp_path, PLAN) == []


@pytest.mark.parametrize(
    ("part", "problem"),
    [
        (change(VEEL, drempel=None), "maat stappen needs ankers or drempel, and only that; found nothing"),
        (
            change(VEEL, ankers=[1, 2, 3]),
            "maat stappen needs ankers or drempel, and only that; found ankers and drempel",
        ),
        (change(AL, scores=None, drempel=1), "maat modus needs scores, and only that; found drempel"),
        (
            change(VEEL, drempel=None, ankers=[1, 3, 2]),
            "ankers are out, doubt and in; doubt must lie between the other two",
        ),
        (
            change(AL, scores={"introductie": 0, "oud": 1}),
            f"scores are of introductie, oud; needed, each once: {CODES}",
        ),
        (
            change(AL, scores={"introductie": 0.5, "versterking": 1}),
            "a score of 0.5 puts a deelnemer neither in nor out; choose a side",
        ),
        (change(VEEL, van=["leren"]), "maat stappen takes no van"),
        (change(VEEL, maat="sterkte", van=["LIJN", "ZE"]), "maat sterkte is of one form; van names 2"),
        (change(VEEL, maat="sterkte", van=["LINIE"]), "van names LINIE; allowed: PP, OP, RE, ZE, GE, KN, LIJN"),
        (
            change(VEEL, maat="stappen_soort"),
            "maat stappen_soort needs van; allowed: ontwerp, structuur, werkwijze, ontwikkeling, gesprek, "
            "participatie, samenwerking, communicatie, financien, leren",
        ),
    ],
)
def test_set_that_cannot_be_measured(tmp_path: Path, part: dict[str, Any], problem: str) -> None:
    plan = PLAN | {"condities": [part, VEEL if part["id"] == "AL" else AL]}

    assert check(tmp_path, plan) == [f"error: traject.yaml, column qca.condities.0: {problem}"]


def test_all_problems_of_all_sets_are_named_at_once(tmp_path: Path) -> None:
    plan = PLAN | {
        "uitkomst": change(GOED, maat="geluk"),
        "condities": [change(VEEL, drempel=None, van=["leren"]), change(AL, id="al wel", reden=None)],
    }

    found = check(tmp_path, plan)

    assert len(found) == 4
    assert found[0].startswith("error: traject.yaml, column qca.uitkomst.maat: Input should be 'soort', 'werksoort'")
    assert found[1:] == [
        "error: traject.yaml, column qca.condities.0: maat stappen takes no van; "
        "maat stappen needs ankers or drempel, and only that; found nothing",
        "error: traject.yaml, column qca.condities.1.id: has the wrong form; write capital letters, digits and _, such "
        "as RUIMTE; found 'al wel'",
        "error: traject.yaml, column qca.condities.1.reden: the key is missing; allowed: id, naam, wel, niet, maat, "
        "waarden, bron, van, ankers, drempel, scores, reden, verwacht",
    ]


@pytest.mark.parametrize(
    ("keys", "rest"),
    [
        ({"condities": [AL, AL | {"naam": "Iets"}]}, ": this id stands twice: AL"),
        (
            {"condities": [AL], "uitkomst": change(GOED, id="AL")},
            ": condities holds 1; allowed: 2 to 8; this id stands twice: AL",
        ),
        ({"condities": [AL]}, ": condities holds 1; allowed: 2 to 8"),
        ({"condities": [VEEL, change(AL, naam="VEEL stappen")]}, ": this naam stands twice: veel stappen"),
        ({"consistentie": 0.4}, ".consistentie: Input should be greater than or equal to 0.5; found '0.4'"),
        ({"pri": 1.2}, ".pri: Input should be less than or equal to 1; found '1.2'"),
        ({"aantal": 0}, ".aantal: Input should be greater than or equal to 1; found '0'"),
    ],
)
def test_plan_that_cannot_be_carried_out(tmp_path: Path, keys: dict[str, Any], rest: str) -> None:
    assert check(tmp_path, PLAN | keys) == [f"error: traject.yaml, column qca{rest}"]


def test_personal_data_in_a_reason_are_pointed_out(tmp_path: Path) -> None:
    found = check(tmp_path, PLAN | {"reden": "Bel met j.jansen@voorbeeld.nl"})

    assert len(found) == 1
    assert found[0].startswith("warning: traject.yaml, column qca")
