"""A table without a file is an empty table, and a file under a wrong name is never taken for that."""

from pathlib import Path

import pytest
from mini import VOL, check_text, write_traject
from pandas.testing import assert_frame_equal
from test_coderen import leftovers, passage

from leerkring.errors import LeerkringError, TrajectError
from leerkring.model import TABELLEN
from leerkring.traject import open_traject
from leerkring.traject.fingerprint import hash_files
from leerkring.traject.opening import list_deelnemers
from leerkring.traject.saving.coderen import Codeerwerk, cut_fragment, give_code

NODIG = ("bronnen", "deelnemers")
"""What a leertraject cannot do without (rule I01)."""


def drop_empty(folder: Path) -> list[str]:
    """Remove the files of tables that have only a header, and return their names."""
    empty = [path for path in folder.glob("*.csv") if len(path.read_text("utf-8").splitlines()) < 2]
    for path in empty:
        path.unlink()
    return sorted(path.stem for path in empty)


def test_only_what_has_rows_needs_a_file(tmp_path: Path) -> None:
    with_files, without = write_traject(tmp_path / "met"), write_traject(tmp_path / "zonder")
    assert drop_empty(without) == sorted(set(TABELLEN) - set(NODIG))

    assert check_text(without) == []
    assert list_deelnemers(without)[1] == ["noord", "zuid"]
    for doelgroep, deelnemer in (("team", None), ("deelnemer", "noord"), ("leerkring", None), ("openbaar", "zuid")):
        here, there = open_traject(without, doelgroep, deelnemer), open_traject(with_files, doelgroep, deelnemer)
        assert (here.versies, here.dataversie) == (there.versies, there.dataversie)
        for tabel in TABELLEN:
            assert_frame_equal(here.frame(tabel), there.frame(tabel))
    assert sorted(hash_files(without)) == ["bronnen.csv", "deelnemers.csv", "traject.yaml", "vragenlijst.yaml"]


@pytest.mark.parametrize("tabel", [tabel for tabel in TABELLEN if tabel not in NODIG])
def test_each_table_may_be_left_out(tmp_path: Path, tabel: str) -> None:
    (write_traject(tmp_path) / f"{tabel}.csv").unlink()

    assert check_text(tmp_path) == []


def test_without_a_table_that_others_refer_to_each_reference_is_told(tmp_path: Path) -> None:
    (write_traject(tmp_path, "leerkring", **VOL) / "lessen.csv").unlink()

    assert check_text(tmp_path) == [
        "fout: bewijsstukken.csv, rij 2, kolom les: dit nummer staat niet in lessen; er staat ‘L1’; toegestaan: "
        "nog niets"
    ]


def test_without_deelnemers_the_check_says_so_and_no_reports_are_planned(tmp_path: Path) -> None:
    (write_traject(tmp_path) / "deelnemers.csv").unlink()
    line = "fout: deelnemers.csv: de tabel heeft geen rijen; toegestaan: ten minste één [I01]"

    assert check_text(tmp_path) == [line]
    with pytest.raises(TrajectError) as caught:
        list_deelnemers(tmp_path)
    assert [str(p) for p in caught.value.problemen] == [line]


def test_without_a_questionnaire_nothing_was_asked(tmp_path: Path) -> None:
    (write_traject(tmp_path) / "vragenlijst.yaml").unlink()
    found = open_traject(tmp_path)

    assert check_text(tmp_path) == []
    assert (found.vragenlijst.versie, found.vragenlijst.toelichting) == ("geen", "Er is niets gevraagd.")
    assert found.vragenlijst.items == ()


def test_answers_to_a_questionnaire_that_is_not_there_are_told(tmp_path: Path) -> None:
    folder = write_traject(tmp_path, "leerkring", **VOL)
    (folder / "vragenlijst.yaml").unlink()

    assert check_text(folder) == [
        "fout: antwoorden.csv, rij 2, kolom item: dit nummer staat niet in items; er staat ‘V1’; toegestaan: nog niets"
    ]


# Names


@pytest.mark.parametrize(
    ("wrong", "uitleg"),
    [
        ("effectn.csv", "geen tabel heet zo"),
        ("Effecten.csv", "geen tabel heet zo"),
        ("effecten.CSV", "geen tabel heet zo"),
        ("effecten (1).csv", "geen tabel heet zo"),
        ("Kopie van effecten.csv", "geen tabel heet zo"),
        ("effecten.csv.txt", "dit bestand wordt niet gelezen"),
        ("effectn.csv.bak", "dit bestand wordt niet gelezen"),
        ("effecten.xlsx", "dit bestand wordt niet gelezen"),
        ("Effecten.txt", "dit bestand wordt niet gelezen"),
        ("effecten", "dit bestand wordt niet gelezen"),
    ],
)
def test_a_table_under_a_wrong_name_is_not_an_empty_table(tmp_path: Path, wrong: str, uitleg: str) -> None:
    folder = write_traject(tmp_path)
    (folder / "effecten.csv").rename(folder / wrong)
    lines = check_text(folder)

    assert lines == [f"fout: {wrong}: {uitleg}; bedoelt u ‘effecten.csv’?"]
    with pytest.raises(TrajectError, match=r"bedoelt u ‘effecten\.csv’"):
        open_traject(folder)


def test_deelnemers_under_a_wrong_name_are_not_none(tmp_path: Path) -> None:
    folder = write_traject(tmp_path)
    (folder / "deelnemers.csv").rename(folder / "Deelnemers.csv")

    with pytest.raises(TrajectError, match=r"bedoelt u ‘deelnemers\.csv’"):
        list_deelnemers(folder)


@pytest.mark.parametrize("wrong", ["vragenlijst.yml", "Vragenlijst.yaml", "vragenlijst.yaml.txt", "vragenlijst"])
def test_a_questionnaire_under_a_wrong_name_does_not_mean_that_nothing_was_asked(tmp_path: Path, wrong: str) -> None:
    folder = write_traject(tmp_path)
    (folder / "vragenlijst.yaml").rename(folder / wrong)

    assert check_text(folder) == [f"fout: {wrong}: dit bestand wordt niet gelezen; bedoelt u ‘vragenlijst.yaml’?"]


def test_files_beside_the_tables_are_left_alone(tmp_path: Path) -> None:
    folder = write_traject(tmp_path)
    for name in ("README.md", "effecten.xlsx", "effecten.csv.bak", "notities.txt", "traject.yml", ".effecten.csv"):
        (folder / name).write_text("x", "utf-8")
    (folder / "lessen.csv").unlink()
    (folder / "lessen").mkdir()

    assert check_text(folder) == []


@pytest.mark.parametrize("name", ["traject.yml", "Traject.yaml"])
def test_a_folder_with_tables_and_no_description_says_what_to_do(tmp_path: Path, name: str) -> None:
    folder = write_traject(tmp_path)
    (folder / "traject.yaml").rename(folder / name)
    missing, stray = check_text(folder)

    assert missing.startswith("fout: traject.yaml: dit bestand ontbreekt; ")
    assert stray == f"fout: {name}: dit bestand wordt niet gelezen; bedoelt u ‘traject.yaml’?"


# Columns


def test_a_column_that_may_be_blank_need_not_be_there(tmp_path: Path) -> None:
    folder, taken = write_traject(tmp_path, "leerkring", **VOL), 0
    before = open_traject(folder).dataversie
    for tabel, entiteit in TABELLEN.items():
        header, *rows = [line.split(",") for line in (folder / f"{tabel}.csv").read_text("utf-8").splitlines()]
        blank = {kolom for n, kolom in enumerate(header) if not any(row[n] for row in rows)}
        gone = {kolom for kolom in blank if not entiteit.model_fields[kolom].is_required()}
        keep_columns(folder / f"{tabel}.csv", gone)
        taken += len(gone)

    assert taken > 30
    assert check_text(folder) == []
    assert open_traject(folder).dataversie == before


def keep_columns(path: Path, gone: set[str]) -> None:
    """Take columns out of a table of which no cell needs quotes."""
    rows = [line.split(",") for line in path.read_text("utf-8").splitlines()]
    kept = [place for place, kolom in enumerate(rows[0]) if kolom not in gone]
    path.write_text("".join(",".join(row[place] for place in kept) + "\n" for row in rows), "utf-8")


@pytest.mark.parametrize(
    ("tabel", "kolom", "hint"),
    [
        (
            "lessen",
            "vertrouwelijkheid",
            "Wie deze rij mag zien: team, deelnemer, leerkring, openbaar. Voeg de kolom vertrouwelijkheid toe; geldt "
            "overal hetzelfde, vul dan in elke rij bijvoorbeeld ‘team’ in",
        ),
        (
            "procestoetsen",
            "rivaal",
            "Is de claim een andere verklaring dan de eigen stappen? ja of nee. Voeg de kolom rivaal toe; geldt overal "
            "hetzelfde, vul dan in elke rij bijvoorbeeld ‘nee’ in",
        ),
        ("lessen", "titel", "De les in één zin: tekst. Voeg de kolom titel toe en vul elke rij in"),
    ],
)
def test_a_column_that_came_later_says_how_to_fill_it(tmp_path: Path, tabel: str, kolom: str, hint: str) -> None:
    folder = write_traject(tmp_path, **{tabel: f"{kolom}\n-"})
    keep_columns(folder / f"{tabel}.csv", {kolom})

    assert check_text(folder) == [f"fout: {tabel}.csv, rij 1, kolom {kolom}: de kolom ontbreekt; toegestaan: {hint}"]


def test_a_column_that_came_later_asks_nothing_of_a_table_without_rows(tmp_path: Path) -> None:
    folder = write_traject(tmp_path)
    (folder / "lessen.csv").write_text("id,titel\n", "utf-8")

    assert check_text(folder) == []


# Coding


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A traject in which nothing was ever cut or coded: it has no files for that."""
    folder = write_traject(tmp_path / "m", "leerkring", codeboek="id\nc1\nc2")
    drop_empty(folder)
    return folder


def test_the_first_coding_makes_both_files_with_their_headers(bare: Path) -> None:
    Codeerwerk(bare).do(cut_fragment(passage(), "T1", "c1"))

    assert (bare / "fragmenten.csv").read_text("utf-8").splitlines() == [
        "id,deelnemer,datum,ronde,groep,tekst,goedgekeurd,bron,vertrouwelijkheid",
        "F001,noord,2021-06-01,1,,Het gaat goed.,nee,S1:3-4,team",
    ]
    assert (bare / "coderingen.csv").read_text("utf-8").splitlines() == [
        "fragment,codeur,code,afgesproken,bron,vertrouwelijkheid",
        "F001,T1,c1,nee,S1,team",
    ]
    assert check_text(bare) == leftovers(bare) == []


def test_undo_takes_the_files_away_again_and_redo_brings_them_back(bare: Path) -> None:
    before, work = hash_files(bare), Codeerwerk(bare)
    work.do(cut_fragment(passage(), "T1", "c1"))
    after = hash_files(bare)
    work.do(give_code("F001", "T2", "c2"))

    work.undo()
    assert hash_files(bare) == after
    work.undo()
    assert hash_files(bare) == before
    work.redo()
    assert hash_files(bare) == after
    assert leftovers(bare) == []


def test_when_another_codes_first_undo_leaves_the_file_of_that_other(bare: Path) -> None:
    mine = Codeerwerk(bare)
    mine.do(cut_fragment(passage(), "T1", "c1"))
    Codeerwerk(bare).do(cut_fragment(passage("Iets anders."), "T2", "c2"))
    mine.refresh()
    mine.undo()

    assert (bare / "coderingen.csv").read_text("utf-8").splitlines()[1:] == ["F002,T2,c2,nee,S1,team"]
    assert check_text(bare) == []


@pytest.mark.parametrize("number", [0, 1])
def test_when_the_system_refuses_there_are_no_files_as_before(
    bare: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    work, before, calls, rename = Codeerwerk(bare), hash_files(bare), [], Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.suffix == ".csv":
            calls.append(target)
            if len(calls) == number + 1:
                raise OSError(28, "de schijf is vol")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(LeerkringError, match="de schijf is vol"):
        work.do(cut_fragment(passage(), "T1", "c1"))
    assert (hash_files(bare), leftovers(bare)) == (before, [])
    monkeypatch.undo()
    work.retry()
    assert "coderingen.csv" in hash_files(bare)
