"""Kalibreren: other anchors, and at once who belongs, which combinations there are and what becomes of the answer."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from mini import write_traject
from pandas.testing import assert_frame_equal
from plan_combinaties import AL, PLAN, VEEL, change, make_plan_traject
from plek import ROOT

from leerkring.hoofdstukken.combinaties.beeld.kalibreren import say_proefverschil, tell_proef
from leerkring.hoofdstukken.combinaties.cijfers.combinaties import Beletsel, compare_combinaties
from leerkring.hoofdstukken.combinaties.cijfers.gevallen import lay_gevallen
from leerkring.hoofdstukken.combinaties.cijfers.proefkalibratie import change_verzameling, try_plan
from leerkring.lab.kalibreren import Kalibreren, open_kalibreren
from leerkring.lab.opening import open_scherm
from leerkring.model.qca import QcaPlan
from leerkring.traject import open_traject
from leerkring.traject.opening import read_folder
from leerkring.weergave.widgets.fouten import LOG

VOORBEELD = ROOT / "data" / "voorbeeld-2021"


@pytest.fixture(scope="module")
def voorbeeld() -> Any:
    return open_traject(VOORBEELD)


@pytest.fixture
def scherm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Kalibreren]:
    for name in ("notebooks", "params", "data"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("LEERKRING_ROOT", str(tmp_path))
    before, propagate = LOG.handlers[:], LOG.propagate
    LOG.handlers.clear()
    made: list[Kalibreren] = []
    shown = open_scherm("Kalibreren", lambda s: made.append(Kalibreren(s, str(VOORBEELD))) or made[0].start())
    assert shown.fout.value == ""
    yield made[0]
    for handler in LOG.handlers:
        handler.close()
    LOG.handlers[:], LOG.propagate = before, propagate


def said(scherm: Kalibreren) -> str:
    return str(scherm.scherm.status.tekst)


# The trial itself


def test_without_a_change_the_trial_is_the_comparison_of_the_report(voorbeeld: Any) -> None:
    plan = voorbeeld.beschrijving.qca
    report = compare_combinaties(voorbeeld)
    trial = try_plan(lay_gevallen(voorbeeld, plan), plan)

    assert_frame_equal(trial.kalibratie, report.kalibratie)
    assert len(trial.kanten) == 2
    for side, told in zip(trial.kanten, report.kanten, strict=True):
        assert_frame_equal(side.kant.rijen, told.rijen)
        assert_frame_equal(side.modellen, told.antwoord.modellen)


@pytest.mark.parametrize(
    ("naam", "wijziging"),
    [("RUIMTE", {"ankers": (4, 1.5, 1)}), ("VERANDER", {"scores": {"regulier": 0, "beide": 0.4, "veranderopgave": 1}})],
)
def test_a_trial_gives_what_the_report_would_give_with_these_lines_in_traject_yaml(
    voorbeeld: Any, naam: str, wijziging: dict[str, Any]
) -> None:
    plan = change_verzameling(voorbeeld.beschrijving.qca, naam, **wijziging)
    other = lay_gevallen(voorbeeld, plan)
    trial = try_plan(lay_gevallen(voorbeeld, voorbeeld.beschrijving.qca), plan)

    assert_frame_equal(trial.gevallen.waarden, other.waarden)
    assert [side.formules for side in trial.kanten] == [side.formules for side in try_plan(other, plan).kanten]
    assert not trial.gevallen.waarden.equals(lay_gevallen(voorbeeld, voorbeeld.beschrijving.qca).waarden)


def test_a_plan_that_the_model_refuses_is_refused(voorbeeld: Any) -> None:
    with pytest.raises(ValueError, match="twijfel ligt tussen"):
        change_verzameling(voorbeeld.beschrijving.qca, "RUIMTE", ankers=(4, 5, 1))


# The screen


def test_moving_a_point_shows_who_changes_sides_and_what_becomes_of_the_answer(scherm: Kalibreren) -> None:
    assert [veld.description for veld in scherm.velden] == ["Helemaal niet bij", "Twijfel bij", "Helemaal wel bij"]
    assert said(scherm) == "Geen enkele deelnemer verandert van kant. Beide antwoorden blijven zoals met traject.yaml."
    assert scherm.terug.disabled

    scherm.velden[1].value = 1.5

    changed = said(scherm)
    assert "veranderen van kant" in changed
    assert "Nevelwaard" in changed
    assert "wordt anders dan met traject.yaml" in changed
    row = scherm.uitkomst.value.split('<th scope="row">Nevelwaard</th>')[1].split("</tr>")[0]
    assert re.findall(r'lk-getal">([^<]*)', row) == ["0,73", "0,36"]
    assert "niet erbij" in row
    scherm.terug.click()
    assert said(scherm).startswith("Geen enkele deelnemer")
    assert scherm.velden[1].value == 2.5


def test_lines_for_traject_yaml_come_with_a_reason_and_nothing_is_written(scherm: Kalibreren) -> None:
    before = {path.name: path.read_bytes() for path in VOORBEELD.glob("*.*")}
    assert scherm.regels.value == ""
    scherm.velden[1].value = 3.0
    assert "Schrijf bij ‘Reden van deze keuze’ waarom" in scherm.regels.value

    scherm.reden.value = "Sterk <is> al veel: 3."

    lines = scherm.regels.value.split("<pre")[1].split(">", 1)[1].split("</pre>")[0]
    [found] = yaml.safe_load(lines.replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">"))
    assert found["ankers"] == [4, 3, 1]
    assert found["reden"] == "Sterk <is> al veel: 3."
    content, _ = read_folder(VOORBEELD)
    assert content is not None
    plan = content.beschrijving.qca
    assert plan is not None
    given = plan.model_dump(mode="json", exclude_defaults=True)
    given["condities"][0] = found
    assert QcaPlan.model_validate(given).condities[0].ankers == (4, 3, 1)
    assert {path.name: path.read_bytes() for path in VOORBEELD.glob("*.*")} == before


def test_the_outcome_has_lines_of_its_own_shape_and_codes_have_scores(scherm: Kalibreren) -> None:
    scherm.verzameling.value = "GUNSTIG"
    scherm.velden[1].value = 0.4
    scherm.reden.value = "Om te zien."
    assert "uitkomst:\n  id: GUNSTIG" in scherm.regels.value

    scherm.verzameling.value = "VERANDER"
    assert [veld.value for veld in scherm.velden] == [0.0, 0.6, 1.0]
    scherm.velden[1].value = 0.4
    assert "Hazelschans" in said(scherm)
    assert "van kant" in said(scherm)


@pytest.mark.parametrize(
    ("naam", "waarde", "sentence"),
    [
        ("RUIMTE", 4.5, "Het punt van twijfel moet tussen ‘helemaal niet’ en ‘helemaal wel’ liggen."),
        ("VERANDER", 0.5, "Een score van 0,5 kiest geen kant; neem iets meer of iets minder."),
    ],
)
def test_a_point_that_cannot_be_is_one_dutch_sentence(
    scherm: Kalibreren, naam: str, waarde: float, sentence: str
) -> None:
    scherm.verzameling.value = naam
    shown = scherm.uitkomst.value
    scherm.velden[1].value = waarde

    assert said(scherm) == sentence
    assert scherm.uitkomst.value == shown


def test_a_case_on_the_border_is_named(scherm: Kalibreren) -> None:
    scherm.velden[1].value = 2.0
    assert "precies op de grens" in scherm.uitkomst.value


def test_a_traject_without_a_comparison_says_so(tmp_path: Path, scherm: Kalibreren) -> None:
    folder = write_traject(tmp_path / "data" / "mini")

    assert "geen onderdeel ‘qca’" in open_kalibreren(str(folder)).fout.value


def test_a_threshold_that_nobody_reaches_leaves_both_sides_without_an_answer() -> None:
    traject = make_plan_traject()
    plan = traject.beschrijving.qca
    assert plan is not None
    cases = lay_gevallen(traject, plan)
    before, after = try_plan(cases, plan), try_plan(cases, change_verzameling(plan, "VEEL", drempel=3))

    # Noord and Oost take two steps. Without them apart each combination holds one good and one bad case.
    assert [set(side.formules) for side in before.kanten] == [{"VEEL"}, {"~VEEL"}]
    assert [side.kant.reden for side in after.kanten] == [Beletsel.GEEN_POSITIEF, Beletsel.GEEN_POSITIEF]
    assert say_proefverschil(after, before) == (
        "Noord en Oost veranderen van kant. Het antwoord over vooral gunstige effecten en minder gunstige effecten "
        "wordt anders dan met traject.yaml."
    )
    told = tell_proef(after, before, after.gevallen.plan.verzamelingen[0]).tekst
    assert told.count("Geen enkele combinatie gaat vaak genoeg samen") == 2


def test_a_plan_in_which_every_case_is_on_the_border_has_no_combinations() -> None:
    traject = make_plan_traject(PLAN | {"condities": [change(VEEL, drempel=None, ankers=[0, 1.5, 3]), AL]})
    plan = traject.beschrijving.qca
    assert plan is not None
    cases = lay_gevallen(traject, plan)
    same = cases.waarden.assign(waarde=cases.waarden["waarde"].where(cases.waarden["verzameling"] != "VEEL", 1.5))
    trial = try_plan(replace(cases, waarden=same), plan)

    assert [side.kant.reden for side in trial.kanten] == [Beletsel.GEEN_RIJEN, Beletsel.GEEN_RIJEN]
    assert "precies op de grens" in tell_proef(trial, trial, plan.verzamelingen[0]).html
