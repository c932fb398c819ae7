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
    assert result.output.strip() == f"{folder}: geen problemen"


def test_check_shows_every_problem_and_exits_with_1(folder: Path) -> None:
    path = folder / "deelnemers.csv"
    text = path.read_text(encoding="utf-8").replace(",90000,", ",90.000,").replace("sed,SED", "../sed,SED")
    path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(folder)])
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "fout: deelnemers.csv, rij 3, kolom inwoners: dit is geen heel getal zonder punten, komma's "
        "of spaties; er staat ‘90.000’",
        "fout: deelnemers.csv, rij 4, kolom id: dit heeft niet de goede vorm; schrijf kleine letters, cijfers en losse "
        "streepjes, zoals de-ruwaard; er staat ‘../sed’",
        f"{folder}: 2 fouten",
        "Verwijzingen, regels en persoonsgegevens komen aan de beurt als dit is verbeterd.",
    ]


def test_a_warning_alone_does_not_fail(folder: Path) -> None:
    path = folder / "traject.yaml"
    text = path.read_text(encoding="utf-8").replace('    moment: "2017-06-27"', '    moment: "2013"')
    path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(folder)])
    assert result.exit_code == 0
    assert "[R18]" in result.output
    assert result.output.endswith(": 1 waarschuwing\n")


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["check", str(tmp_path / "weg")])
    assert result.exit_code == 1
    assert result.output == f"er is geen map {(tmp_path / 'weg').as_posix()}; toegestaan: een map met traject.yaml\n"


def test_a_folder_without_a_traject_is_one_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert result.exit_code == 1
    assert result.output == f"{tmp_path.as_posix()} is geen map van een traject; toegestaan: een map met traject.yaml\n"


@pytest.mark.parametrize("name", ["weg/woordenboek.md", "."])
def test_a_dictionary_that_cannot_be_written_is_one_sentence(name: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["dictionary", "--output", str(tmp_path / name)])
    assert result.exit_code == 1
    assert " is niet te schrijven: " in result.output
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
    assert "--met-code Laat in de rapporten de code van de notebooks zien, voor onderzoekers." in text
    assert "--interactief Maak grafieken die iets zeggen bij de muis; elk rapport wordt veel zwaarder." in text
