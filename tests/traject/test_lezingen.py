"""Cells as people write them: read where they can mean one thing only, told once for the column, asked otherwise."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from mini import check_text, write_traject

from leerkring.cli import main
from leerkring.traject import open_traject
from leerkring.traject.fingerprint import hash_files

# Table, column, what stands there, and how the column itself writes it.
GELEZEN = [
    ("sturingsmix", "peildatum", "31-5-2021", "2021-05-31"),
    ("sturingsmix", "peildatum", "31/05/2021", "2021-05-31"),
    ("sturingsmix", "peildatum", "31/05/21", "2021-05-31"),
    ("sturingsmix", "peildatum", "31.05.2021", "2021-05-31"),
    ("sturingsmix", "peildatum", "1 mei 2021", "2021-05-01"),
    ("sturingsmix", "peildatum", "1-mrt-21", "2021-03-01"),
    ("sturingsmix", "peildatum", "1 Sept. 2021", "2021-09-01"),
    ("sturingsmix", "peildatum", "03/04/2021", "2021-04-03"),  # a Dutch day comes first
    ("sturingsmix", "peildatum", "2021/5/31", "2021-05-31"),
    ("sturingsmix", "peildatum", "31-5-2021 00:00", "2021-05-31"),
    ("sturingsmix", "peildatum", "2021-05-31T00:00:00", "2021-05-31"),
    ("deelnemers", "peildatum", "31-5-2021", "2021-05-31"),
    ("deelnemers", "peildatum", "mei 2015", "2015-05"),
    ("deelnemers", "peildatum", "5-2015", "2015-05"),
    ("deelnemers", "peildatum", "2015/5", "2015-05"),
    ("herindelingen", "geheel", "Ja", "ja"),
    ("herindelingen", "geheel", "NEE", "nee"),
    ("herindelingen", "geheel", "j", "ja"),
    ("herindelingen", "geheel", "ONWAAR", "nee"),
    ("deelnemers", "sturingsvorm", "Zelfsturing", "ZE"),
    ("deelnemers", "sturingsvorm", "ze", "ZE"),
    ("beoordelingen", "groep", "Inwoners", "inwoners"),
    ("lessen", "status", "Waargenomen", "waargenomen"),
    ("deelnemers", "soort", "ambtelijke fusie", "ambtelijke_fusie"),
    ("lessen", "deelvragen", "D1, D3", "D1|D3"),
    ("lessen", "deelvragen", "Context en aanpak; d3", "D1|D3"),
    ("lessen", "bron", "S1:3, S1:5-7", "S1:3|S1:5-7"),
    ("deelnemers", "inwoners", "4.0", "4"),
    ("deelnemers", "inwoners", "4,00", "4"),
    ("antwoorden", "waarde", "4.0", "4"),
    ("antwoorden", "waarde", "Vaak", "4"),
    ("antwoorden", "waarde", "weet niet", "weet_niet"),
]

# ruff: noqa: E501 - a case is one line, so that the list reads from top to bottom

# What could mean more than one thing, or nothing, and what the check says of it.
GEVRAAGD = [
    ("sturingsmix", "peildatum", "31/05/45", "dit kan meer dan één ding betekenen; er staat ‘31/05/45’; kies uit: 2045-05-31, 1945-05-31"),
    ("antwoorden", "waarde", "soms", "dit kan meer dan één ding betekenen; er staat ‘soms’; kies uit: 2, 3"),
    ("sturingsmix", "peildatum", "31-2-2021", "dit is geen dag zoals 2021-05-31; er staat ‘31-2-2021’"),
    ("sturingsmix", "peildatum", "05/31/2021", "dit is geen dag zoals 2021-05-31; er staat ‘05/31/2021’"),
    ("deelnemers", "peildatum", "mei-15", "dit heeft niet de goede vorm; schrijf 2015, 2015-10 of 2015-10-03; er staat ‘mei-15’"),
    ("deelnemers", "inwoners", "4.000", "dit is geen heel getal zonder punten, komma's of spaties; er staat ‘4.000’"),
    ("contextfactoren", "gewicht", "4.0", "dit is te hoog: hoogstens 3; er staat ‘4.0’"),
    ("lessen", "bron", "S1:3, 5", "dit heeft niet de goede vorm; schrijf het nummer van een bron, zo nodig met regels, zoals S2:363-371; er staat ‘S1:3, 5’"),
]  # fmt: skip
HERINDELINGEN = (
    '\ufeffsep=;\r\ndeelnemer; geheel ;van;moment;"naar";bron;vertrouwelijkheid\r\n\r\n'
    '"noord"; Ja ;"Oud; en ""nieuw""";"1 mei 2021";Nieuw ;S1, S1:2;"openbaar"\r\n'
    'noord;ja;"Oud";2021-01-01;Nieuw;S1;Openbaar'
)
SCHAAL = "schaal: {laag: 1, hoog: 5, labels: {1: nee, 2: soms, 3: Soms, 4: vaak, 5: ja}, weet_niet: true}"


def write_cell(folder: Path, tabel: str, kolom: str, cel: str) -> Path:
    """Write a traject with one row in a table, of which this is a cell."""
    more = {"effecten": "id\nE1"} if tabel in ("beoordelingen", "indicatormetingen") else {}
    if tabel == "antwoorden":
        return write_traject(
            folder, "leerkring", respondenten="id\nR1", vragenlijst=SCHAAL, antwoorden=f"{kolom}\n{cel}"
        )
    return write_traject(folder, **more, **{tabel: f"{kolom}\n{cel}"})


def migrate(folder: Path, *args: str) -> list[str]:
    result = CliRunner().invoke(main, ["migrate", str(folder), *args])
    assert result.exit_code == 0, result.output
    return str(result.output).splitlines()


@pytest.mark.parametrize(("tabel", "kolom", "cel", "vorm"), GELEZEN)
def test_what_means_one_thing_is_read_and_told(tmp_path: Path, tabel: str, kolom: str, cel: str, vorm: str) -> None:
    found = [
        line for line in check_text(write_cell(tmp_path / "a", tabel, kolom, cel)) if not line.startswith("let op")
    ]
    strict = write_cell(tmp_path / "b", tabel, kolom, vorm)

    assert found == [
        f"ter info: {tabel}.csv, rij 2, kolom {kolom}: 1 cel is gelezen in de vorm van de kolom, zoals ‘{cel}’ als "
        f"‘{vorm}’; ‘leerkring migrate’ schrijft dat zo op"
    ]
    migrate(tmp_path / "a")
    migrate(strict)
    assert hash_files(tmp_path / "a") == hash_files(strict)


@pytest.mark.parametrize(("tabel", "kolom", "cel", "rest"), GEVRAAGD)
def test_what_could_mean_more_is_asked_and_never_written(
    tmp_path: Path, tabel: str, kolom: str, cel: str, rest: str
) -> None:
    folder = write_cell(tmp_path, tabel, kolom, cel)
    migrate(folder)
    first = hash_files(folder)

    assert check_text(folder) == [f"fout: {tabel}.csv, rij 2, kolom {kolom}: {rest}"]
    migrate(folder)
    assert hash_files(folder) == first


def test_a_column_is_told_once_with_its_count(tmp_path: Path) -> None:
    folder = write_traject(tmp_path, effecten="id  bedoeld\nE1  ja\nE2  Ja\nE3  NEE\nE4  misschien")

    assert check_text(folder) == [
        "fout: effecten.csv, rij 5, kolom bedoeld: vul ja of nee in; er staat ‘misschien’",
        "ter info: effecten.csv, rij 3, kolom bedoeld: 2 cellen zijn gelezen in de vorm van de kolom, "
        "zoals ‘Ja’ als ‘ja’; ‘leerkring migrate’ schrijft dat zo op",
    ]


def test_migrate_changes_no_other_byte(tmp_path: Path) -> None:
    folder = write_traject(tmp_path, traject="formaat: 2")
    path, before = folder / "herindelingen.csv", HERINDELINGEN
    path.write_bytes(before.encode())
    assert not [line for line in check_text(folder) if line.startswith("fout")], check_text(folder)
    records = open_traject(folder).frame("herindelingen").to_dict("records")

    shown = migrate(folder, "--dry-run")
    assert path.read_bytes() == before.encode()
    assert migrate(folder)[:-1] == shown[:-1]
    assert shown[-1] == f"{folder}: gaat naar de vorm van de kolommen; er is niets geschreven"
    after = before.replace(" Ja ", "ja").replace('"1 mei 2021"', "2021-05-01").replace("S1, S1:2", "S1|S1:2")
    assert path.read_bytes().decode() == after.replace("Openbaar", "openbaar")
    assert open_traject(folder).frame("herindelingen").to_dict("records") == records
    assert migrate(folder) == [f"{folder}: heeft al formaat 2; er is niets te doen"]


def test_migrate_leaves_what_it_cannot_read_to_the_check(tmp_path: Path) -> None:
    folder = write_traject(tmp_path, traject="formaat: 2", lessen="status\nWaargenomen")
    (folder / "leden.csv").unlink()
    (folder / "leden.csv").mkdir()
    (folder / "effecten.csv").write_text("id,kleur\nE1\n", "utf-8")

    assert migrate(folder)[-1] == f"{folder}: ging naar de vorm van de kolommen"
