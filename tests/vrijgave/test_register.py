"""The ledger: nothing in it changes or goes without a word, and two people who add to it do not meet."""

import json
import shutil
from pathlib import Path

import pytest
from mini import check_text
from vrijgever import Project

from leerkring.errors import LeerkringError
from leerkring.vrijgave.register import Inschrijving, Register

REGEL = Inschrijving(soort="vrijgave", doelgroep="leerkring", map="kring", beoordelaar="projectleider")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mini").mkdir()
    return tmp_path / "mini"


def test_entries_of_two_people_are_joined_by_laying_their_files_together(folder: Path, tmp_path: Path) -> None:
    first = Register(folder).append(REGEL)
    theirs = Path(shutil.copytree(folder, tmp_path / "van-een-ander"))
    mine, other = Register(folder).append(REGEL), Register(theirs).append(REGEL.model_copy(update={"map": "ander"}))
    for path in (theirs / "vrijgaven").iterdir():  # as git does: no file was changed by both
        shutil.copy(path, folder / "vrijgaven")
    joined = Register(folder)

    assert set(joined.regels) == {first, mine, other}
    assert joined.koppen == tuple(sorted((mine, other)))
    last = joined.append(REGEL)
    assert set(Register(folder).regels[last].koppen) == {mine, other}
    assert Register(folder).koppen == (last,)


def test_an_entry_that_was_changed_is_told_in_one_sentence(folder: Path) -> None:
    naam = Register(folder).append(REGEL)
    path = folder / "vrijgaven" / f"{naam}.json"
    path.write_text(path.read_text("utf-8").replace("projectleider", "niemand"), encoding="utf-8")

    with pytest.raises(LeerkringError, match=r"is veranderd sinds het is geschreven; haal het bestand terug"):
        Register(folder)


def test_an_entry_that_is_gone_is_told_in_one_sentence(folder: Path) -> None:
    first, second = Register(folder).append(REGEL), Register(folder).append(REGEL)
    (folder / "vrijgaven" / f"{first}.json").unlink()

    with pytest.raises(LeerkringError, match=rf"mist {first}\.json, dat in {second}\.json genoemd staat"):
        Register(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "\x00"])
def test_an_entry_that_cannot_be_read_is_told_in_one_sentence(folder: Path, text: str) -> None:
    naam = Register(folder).append(REGEL)
    (folder / "vrijgaven" / f"{naam}.json").write_text(text, encoding="utf-8")

    with pytest.raises(LeerkringError, match="is veranderd sinds het is geschreven"):
        Register(folder)


def test_how_lines_end_does_not_matter(folder: Path) -> None:
    naam = Register(folder).append(REGEL)
    path = folder / "vrijgaven" / f"{naam}.json"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert list(Register(folder).regels) == [naam]


def test_the_ledger_is_for_the_eyes_of_its_owner(folder: Path) -> None:
    naam = Register(folder).append(REGEL)

    assert (folder / "vrijgaven").stat().st_mode & 0o777 == 0o700
    assert (folder / "vrijgaven" / f"{naam}.json").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (folder / "vrijgaven").iterdir()] == [f"{naam}.json"]


def test_the_check_of_a_traject_leaves_the_ledger_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project(tmp_path, monkeypatch)
    project.ask({})
    before = check_text(project.folder / "data" / "mini")
    Register(project.folder / "data" / "mini").append(REGEL)

    assert check_text(project.folder / "data" / "mini") == before


def test_share_refuses_beside_a_broken_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project(tmp_path, monkeypatch)
    project.ask({f"R{n}": 3 for n in range(12)})
    project.make()
    assert project.share("eerst").exit_code == 0
    (place,) = [p for p in (project.folder / "data" / "mini" / "vrijgaven").iterdir() if "telt" in p.read_text("utf-8")]
    content = json.loads(place.read_text("utf-8"))
    place.write_text(json.dumps(content | {"mensen": {}}), encoding="utf-8")  # nobody was counted, somebody claims
    done = project.give("daarna")

    assert done.exit_code == 1
    assert "tot dan kan er niets worden gedeeld" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (project.delen / "daarna").exists()
