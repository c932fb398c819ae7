"""A kind of file that holds tables: one module reads it, and everything behind it takes the rows alike."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from mini import check_text, write_traject

from leerkring.errors import LeerkringError, Probleem
from leerkring.explaining import trace_tables
from leerkring.lab.opening import stamp_files
from leerkring.traject import open_traject
from leerkring.traject.bronnen import Cellen, Tabel, find_readers
from leerkring.traject.fingerprint import hash_files
from leerkring.traject.saving.coderen import Codeerwerk

LEDEN = [
    {"deelnemer": "noord", "naam": "Lid 1", "bron": "S1", "vertrouwelijkheid": "openbaar"},
    {"deelnemer": "zuid", "naam": "Lid 2", "bron": "S1", "vertrouwelijkheid": "openbaar"},
]


def read(path: Path) -> tuple[Tabel, list[Probleem]]:
    """Return the rows of a file with a JSON list of objects."""
    rows = json.loads(path.read_text("utf-8"))
    kolommen = list(dict.fromkeys(kolom for row in rows for kolom in row))
    return Tabel(kolommen, [Cellen(n, {k: row.get(k) for k in kolommen}) for n, row in enumerate(rows, 1)]), []


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A traject of which one table is in a kind of file that is there for this test only."""
    monkeypatch.setitem(find_readers(), ".json", SimpleNamespace(EXTENSIES=(".json",), read=read))
    folder = write_traject(tmp_path / "m")
    (folder / "leden.csv").unlink()
    write_leden(folder, LEDEN)
    return folder


def write_leden(folder: Path, rows: list[dict[str, str]]) -> None:
    (folder / "leden.json").write_text(json.dumps(rows), "utf-8")


def test_each_reader_says_which_files_it_reads() -> None:
    assert next(iter(find_readers())) == ".csv"
    assert [ending for ending, reader in find_readers().items() if ending not in reader.EXTENSIES] == []
    assert [ending for ending in find_readers() if not ending.startswith(".") or ending != ending.lower()] == []


def test_rows_come_from_the_file_that_they_stand_in(folder: Path) -> None:
    found = open_traject(folder)
    frame = found.frame("leden")

    assert check_text(folder) == []
    assert frame[["naam", "herkomst"]].to_numpy().tolist() == [["Lid 1", "leden.json:1"], ["Lid 2", "leden.json:2"]]
    assert found.keep(leden=frame[1:]).frame("leden")["naam"].tolist() == ["Lid 2"]
    assert trace_tables(frame) == ["leden"]
    assert open_traject(folder, "deelnemer", "zuid").frame("leden")["herkomst"].tolist() == ["leden.json:2"]


def test_its_version_is_that_of_its_file(folder: Path) -> None:
    first, stamp, versies = hash_files(folder), stamp_files(folder), open_traject(folder).versies
    write_leden(folder, [*LEDEN, LEDEN[0] | {"naam": "Lid 3"}])

    assert {name for name, value in hash_files(folder).items() if value != first[name]} == {"leden.json"}
    assert {name for name, value in open_traject(folder).versies.items() if value != versies[name]} == {"leden.json"}
    assert stamp_files(folder) != stamp


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"naam": ""}, "rij 1, kolom naam: hier moet iets staan; er staat ‘’"),
        ({"deelnemer": "wst"}, "rij 1, kolom deelnemer: dit nummer staat niet in deelnemers; er staat ‘wst’"),
        ({"kleur": "rood"}, "rij 1, kolom kleur: deze kolom is onbekend"),
    ],
)
def test_what_is_wrong_is_told_with_the_name_of_its_file(folder: Path, change: dict[str, str], line: str) -> None:
    write_leden(folder, [LEDEN[0] | change])

    (found,) = check_text(folder)
    assert found.startswith(f"fout: leden.json, {line}")


def test_one_table_in_two_files_names_both(folder: Path) -> None:
    (folder / "leden.csv").write_text("deelnemer,naam,bron,vertrouwelijkheid\n", "utf-8")

    assert check_text(folder) == [
        "fout: leden.csv en leden.json: de tabel leden staat in 2 bestanden; "
        "toegestaan: een ervan; haal weg wat niet geldt"
    ]


def test_a_misspelt_name_of_another_kind_is_told_as_well(folder: Path) -> None:
    (folder / "leden.json").rename(folder / "ledn.json")

    assert check_text(folder) == ["fout: ledn.json: geen tabel heet zo; bedoelt u ‘leden.json’?"]


def test_coding_writes_in_csv_only(folder: Path) -> None:
    (folder / "coderingen.csv").unlink()
    (folder / "coderingen.json").write_text("[]", "utf-8")

    with pytest.raises(LeerkringError, match=r"coderingen\.json"):
        Codeerwerk(folder)
