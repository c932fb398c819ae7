"""The plan: which notebooks run, and what stops it before the first one starts."""

import shutil
from pathlib import Path

import pytest
import yaml
from plek import ROOT

from leerkring.batch.params_files import write_params
from leerkring.batch.plan import build_plan
from leerkring.errors import LeerkringError, ParameterError


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the project's notebooks and real case base, with the current folder in it."""
    for name in ("notebooks", "data/leertraject-2017"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "params").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEERKRING_ROOT", raising=False)
    return tmp_path


def write_run(project: Path, name: str, **changes: str) -> str:
    content = {
        "notebook": "casus",
        "traject": "data/leertraject-2017",
        "deelnemer": "oss",
        "doelgroep": "openbaar",
    } | changes
    (project / "params" / f"{name}.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    return f"params/{name}.yaml"


def test_params_are_written_for_each_deelnemer_and_the_comparison(project: Path) -> None:
    place, written = write_params("data/leertraject-2017")
    assert place == "params/leertraject-2017"
    assert [p.stem for p in written] == ["drechtsteden", "oss", "sed", "sudwest-fryslan", "venlo", "vergelijking"]
    assert yaml.safe_load((project / "params/leertraject-2017/oss.yaml").read_text(encoding="utf-8")) == {
        "notebook": "casus",
        "traject": "data/leertraject-2017",
        "deelnemer": "oss",
        "doelgroep": "openbaar",
    }


def test_a_params_file_that_exists_is_left_alone(project: Path) -> None:
    write_params("data/leertraject-2017")
    mine = project / "params/leertraject-2017/oss.yaml"
    mine.write_text("van: mij\n", encoding="utf-8")
    assert write_params("data/leertraject-2017") == ("params/leertraject-2017", [])
    assert mine.read_text(encoding="utf-8") == "van: mij\n"


def test_the_plan_holds_every_params_file(project: Path) -> None:
    write_params("data/leertraject-2017")
    plan = build_plan()
    assert [run.id for run in plan] == [
        f"leertraject-2017/{name}"
        for name in ("drechtsteden", "oss", "sed", "sudwest-fryslan", "venlo", "vergelijking")
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"deelnemer": "os"},
            "params/x.yaml: deelnemer ‘os’ is onbekend; toegestaan: drechtsteden, oss, sed, sudwest-fryslan, venlo",
        ),
        (
            {"doelgroep": "iedereen"},
            "params/x.yaml: doelgroep ‘iedereen’ is onbekend; toegestaan: team, deelnemer, leerkring, openbaar",
        ),
        ({"notebook": "kasus"}, "params/x.yaml: er is geen notebook ‘kasus’; bedoelt u ‘casus’?"),
        (
            {"traject": "data/weg"},
            "params/x.yaml: parameter ‘traject’ is ‘data/weg’\n"
            "er is geen map data/weg; toegestaan: een map met traject.yaml",
        ),
        (
            {"deelnemer": "../x"},
            "params/x.yaml: deelnemer ‘../x’ is onbekend; toegestaan: drechtsteden, oss, sed, sudwest-fryslan, venlo",
        ),
    ],
)
def test_a_wrong_value_stops_the_whole_plan(project: Path, changes: dict[str, str], message: str) -> None:
    good = write_run(project, "goed")
    with pytest.raises(ParameterError) as caught:
        build_plan([good, write_run(project, "x", **changes)])
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nul", "params/nul.yaml: Windows houdt deze naam voor zichzelf; kies een andere"),
        (
            "Oss",
            "params/Oss.yaml: de bestandsnaam ‘Oss’ heeft niet de goede vorm; toegestaan: "
            "kleine letters, cijfers, streepjes",
        ),
        (
            "a b",
            "params/a b.yaml: de bestandsnaam ‘a b’ heeft niet de goede vorm; toegestaan: "
            "kleine letters, cijfers, streepjes",
        ),
    ],
)
def test_a_report_name_is_safe_on_every_machine(project: Path, name: str, message: str) -> None:
    with pytest.raises(ParameterError) as caught:
        build_plan([write_run(project, name)])
    assert str(caught.value) == message


def test_two_params_files_may_not_write_the_same_report(project: Path) -> None:
    (project / "params" / "ook").mkdir()
    first = write_run(project, "oss")
    shutil.copy(project / first, project / "params" / "ook" / "oss.yaml")
    with pytest.raises(ParameterError) as caught:
        build_plan([first, "params/ook/oss.yaml"])
    assert str(caught.value) == (
        "params/ook/oss.yaml en params/oss.yaml maken allebei rapport leertraject-2017/oss; geef er een een andere naam"
    )


def test_a_traject_with_errors_stops_the_plan_and_shows_them(project: Path) -> None:
    path = project / "data/leertraject-2017/deelnemers.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",KN,", ",XX,", 1), encoding="utf-8")
    with pytest.raises(LeerkringError, match=r"deelnemers\.csv, rij 2, kolom sturingsvorm: deze waarde is onbekend"):
        build_plan([write_run(project, "x")])


def test_a_params_file_that_is_named_twice_makes_one_report(project: Path) -> None:
    first = write_run(project, "oss")
    assert [run.id for run in build_plan([first, "params", project / first])] == ["leertraject-2017/oss"]


def test_what_jupyterlab_or_a_killed_process_leaves_beside_params_is_no_params_file(project: Path) -> None:
    whole = project / write_run(project, "oss")
    for place in (".ipynb_checkpoints/oss-checkpoint.yaml", ".werk-1-oss.yaml"):
        (whole.parent / place).parent.mkdir(exist_ok=True)
        shutil.copy(whole, whole.parent / place)
    assert [run.id for run in build_plan()] == ["leertraject-2017/oss"]


def test_no_params_files_is_said(project: Path) -> None:
    with pytest.raises(ParameterError, match=r"geen bestanden met parameters in .*; maak ze met: leerkring params MAP"):
        build_plan()
    with pytest.raises(ParameterError, match=r"er is geen bestand met parameters weg\.yaml"):
        build_plan(["weg.yaml"])
    with pytest.raises(
        ParameterError,
        match=r"data/leertraject-2017 is de map van een traject; noem de bestanden met parameters ervan, in pa",
    ):
        build_plan(["data/leertraject-2017"])
