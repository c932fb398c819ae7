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
        (change(VEEL, drempel=None), "bij maat stappen hoort ankers of drempel, en niets anders; er staat niets"),
        (
            change(VEEL, ankers=[1, 2, 3]),
            "bij maat stappen hoort ankers of drempel, en niets anders; er staat ankers en drempel",
        ),
        (change(AL, scores=None, drempel=1), "bij maat modus hoort scores, en niets anders; er staat drempel"),
        (
            change(VEEL, drempel=None, ankers=[1, 3, 2]),
            "ankers zijn: niet, twijfel en wel; twijfel ligt tussen de andere twee",
        ),
        (
            change(AL, scores={"introductie": 0, "oud": 1}),
            f"er zijn scores van introductie, oud; nodig is van elk één: {CODES}",
        ),
        (
            change(AL, scores={"introductie": 0.5, "versterking": 1}),
            "een score van 0,5 hoort er niet bij en niet buiten; kies een kant",
        ),
        (change(VEEL, van=["leren"]), "bij maat stappen hoort geen van"),
        (change(VEEL, maat="sterkte", van=["LIJN", "ZE"]), "maat sterkte gaat over één vorm; van noemt er 2"),
        (change(VEEL, maat="sterkte", van=["LINIE"]), "van noemt LINIE; toegestaan: PP, OP, RE, ZE, GE, KN, LIJN"),
        (
            change(VEEL, maat="stappen_soort"),
            "bij maat stappen_soort hoort van; toegestaan: ontwerp, structuur, werkwijze, ontwikkeling, gesprek, "
            "participatie, samenwerking, communicatie, financien, leren",
        ),
    ],
)
def test_set_that_cannot_be_measured(tmp_path: Path, part: dict[str, Any], problem: str) -> None:
    plan = PLAN | {"condities": [part, VEEL if part["id"] == "AL" else AL]}

    assert check(tmp_path, plan) == [f"fout: traject.yaml, bij qca, condities 1: {problem}"]


def test_all_problems_of_all_sets_are_named_at_once(tmp_path: Path) -> None:
    plan = PLAN | {
        "uitkomst": change(GOED, maat="geluk"),
        "condities": [change(VEEL, drempel=None, van=["leren"]), change(AL, id="al wel", reden=None)],
    }

    found = check(tmp_path, plan)

    assert len(found) == 4
    assert found[0].startswith(
        "fout: traject.yaml, bij qca, uitkomst, maat: deze waarde is onbekend; er staat ‘geluk’; toegestaan: "
        "soort, werksoort"
    )
    assert found[1:] == [
        "fout: traject.yaml, bij qca, condities 1: bij maat stappen hoort geen van; "
        "bij maat stappen hoort ankers of drempel, en niets anders; er staat niets",
        "fout: traject.yaml, bij qca, condities 2, id: dit heeft niet de goede vorm; "
        "schrijf hoofdletters, cijfers en _, "
        "zoals RUIMTE; er staat ‘al wel’",
        "fout: traject.yaml, bij qca, condities 2, reden: deze naam ontbreekt; toegestaan: id, naam, wel, niet, maat, "
        "waarden, bron, van, ankers, drempel, scores, reden, verwacht",
    ]


@pytest.mark.parametrize(
    ("keys", "rest"),
    [
        ({"condities": [AL, AL | {"naam": "Iets"}]}, ": deze id staat er twee keer: AL"),
        (
            {"condities": [AL], "uitkomst": change(GOED, id="AL")},
            ": er zijn 1 condities; toegestaan: 2 tot en met 8; deze id staat er twee keer: AL",
        ),
        ({"condities": [AL]}, ": er zijn 1 condities; toegestaan: 2 tot en met 8"),
        ({"condities": [VEEL, change(AL, naam="VEEL stappen")]}, ": deze naam staat er twee keer: veel stappen"),
        ({"consistentie": 0.4}, ", consistentie: dit is te laag: ten minste 0.5; er staat ‘0.4’"),
        ({"pri": 1.2}, ", pri: dit is te hoog: hoogstens 1; er staat ‘1.2’"),
        ({"aantal": 0}, ", aantal: dit is te laag: ten minste 1; er staat ‘0’"),
    ],
)
def test_plan_that_cannot_be_carried_out(tmp_path: Path, keys: dict[str, Any], rest: str) -> None:
    assert check(tmp_path, PLAN | keys) == [f"fout: traject.yaml, bij qca{rest}"]


def test_personal_data_in_a_reason_are_pointed_out(tmp_path: Path) -> None:
    found = check(tmp_path, PLAN | {"reden": "Bel met j.jansen@voorbeeld.nl"})

    assert len(found) == 1
    assert found[0].startswith("let op: traject.yaml, bij qca")
