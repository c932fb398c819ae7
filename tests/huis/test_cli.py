"""The command line: what is printed, and with which exit code."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from plek import ROOT

from leerkring.cli import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the real case base."""
    return Path(shutil.copytree(ROOT / "data" / "leertraject-2017", tmp_path / "traject"))


def test_check_says_that_a_good_folder_has_no_problems(folder: Path) -> None:
    result = CliRunner().invoke(main, ["check", str(folder)])
    assert result.exit_code == 0
    assert result.output.strip() == f"{folder}: no problems"


def test_check_shows_every_problem_and_exits_with_1(folder: Path) -> None:
    path = folder / "deelnemers.csv"
    text = path.read_text(encoding="utf-8").replace(",90000,", ",90.000,").replace("sed,SED", "../sed,SED")
    path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(folder)])
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "error: deelnemers.csv, row 3, column inwoners: is not a whole number, written without points, commas or "
        "spaces; found '90.000'",
        "error: deelnemers.csv, row 4, column id: has the wrong form; write lower-case letters, digits and single "
        "hyphens, such as de-ruwaard; found '../sed'",
        f"{folder}: 2 errors",
        "References, rules and personal data are looked at once these are mended.",
    ]


def test_a_warning_alone_does_not_fail(folder: Path) -> None:
    path = folder / "traject.yaml"
    text = path.read_text(encoding="utf-8").replace('    moment: "2017-06-27"', '    moment: "2013"')
    path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(folder)])
    assert result.exit_code == 0
    assert "[R18]" in result.output
    assert result.output.endswith(": 1 warning\n")


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["check", str(tmp_path / "weg")])
    assert result.exit_code == 1
    assert result.output == f"there is no folder {(tmp_path / 'weg').as_posix()}; allowed: a folder with traject.yaml\n"


def test_a_folder_without_a_traject_is_one_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert result.exit_code == 1
    assert result.output == f"{tmp_path.as_posix()} holds no traject; allowed: a folder with traject.yaml\n"


@pytest.mark.parametrize("name", ["weg/woordenboek.md", "."])
def test_a_dictionary_that_cannot_be_written_is_one_sentence(name: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["dictionary", "--output", str(tmp_path / name)])
    assert result.exit_code == 1
    assert " cannot be written: " in result.output
    assert len(result.output.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_the_dictionary_goes_to_the_screen_or_a_file(tmp_path: Path) -> None:
    shown = CliRunner().invoke(main, ["dictionary"]).output
    path = tmp_path / "woordenboek.md"
    CliRunner().invoke(main, ["dictionary", "--output", str(path)])
    assert path.read_text(encoding="utf-8").strip() == shown.strip()
    assert "## deelnemers.csv" in shown


def test_run_explains_its_choices() -> None:
    text = " ".join(CliRunner().invoke(main, ["run", "--help"]).output.split())
    assert "--met-code Show the code of the notebooks in the reports, for researchers." in text
    assert "--interactief Make charts with tooltips; each report becomes much heavier." in text
