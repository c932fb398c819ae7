"""An opened traject: its tables as frames, its data version, and where its folder is found."""

import re
import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from mini import VOL, read_cells, write_traject

from leerkring.errors import LeerkringError
from leerkring.model import ENTITEITEN, TABELLEN
from leerkring.model.qca import Conditie, QcaPlan
from leerkring.model.velden import Rij, first_day, last_day
from leerkring.paths import find_root, resolve_folder
from leerkring.traject import open_traject
from leerkring.traject.dictionary import write_dictionary
from leerkring.traject.fingerprint import hash_files
from leerkring.traject.inhoud import columns

# Frames


def test_there_are_entities() -> None:
    assert len(ENTITEITEN) == len(TABELLEN) >= 26


@pytest.mark.parametrize("entiteit", ENTITEITEN, ids=lambda entiteit: entiteit.tabel)
def test_empty_table_keeps_its_columns_and_types(tmp_path: Path, entiteit: type[Rij]) -> None:
    full = open_traject(write_traject(tmp_path / "vol", "leerkring", **VOL)).frame(entiteit.tabel)
    nobody = {"deelnemers": "id  vertrouwelijkheid\nnoord  team", "bronnen": "id  vertrouwelijkheid\nS1  team"}
    empty = open_traject(write_traject(tmp_path / "leeg", **nobody), "openbaar").frame(entiteit.tabel)

    assert len(full) > 0
    assert len(empty) == 0
    assert list(empty.columns) == [*columns(entiteit), "herkomst"]
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


SOORTEN = read_cells("""
    tabel              kolom             dtype
    deelnemers         id                str
    deelnemers         sturingsvorm      str
    deelnemers         modus             str
    deelnemers         peildatum         str
    deelnemers         inwoners          int64
    deelnemers         gestopt_na_ronde  Int64
    bronnen            regels            Int64
    interventies       ronde             Int64
    interventies       ondersteuning     object
    logboek            ronde             int64
    logboek            datum             datetime64[s]
    aanmeldingen       intake            datetime64[s]
    aanmeldingen       al_actief         bool
    indicatormetingen  waarde            float64
    indicatormetingen  waarde_hoog       float64
    effecten           interventies      object
    effecten           bron              object
    antwoorden         waarde            object
    antwoorden         herkomst          str
""")


@pytest.mark.parametrize("soort", SOORTEN, ids=lambda soort: f"{soort['tabel']}.{soort['kolom']}")
def test_column_has_the_type_of_its_field(tmp_path: Path, soort: dict[str, str]) -> None:
    frame = open_traject(write_traject(tmp_path)).frame(soort["tabel"])

    assert str(frame[soort["kolom"]].dtype) == soort["dtype"]


def test_values_in_a_frame(tmp_path: Path) -> None:
    folder = write_traject(
        tmp_path,
        "leerkring",
        interventies="id  ronde  sturingsvorm  ondersteuning\nI1  2  ZE  klankbord|gesprekken\nI2  -  -  -",
        sturingsmix="meting  peildatum\nT0  2021-05-18",
        effecten="id\nE1",
        indicatormetingen="volgorde  waarde  waarde_hoog  precisie\n0  2,5  3.5  ruim\n1  1  -  -",
        respondenten="id\nR1",
        antwoorden="meting  waarde\nT0  4\nT1  weet_niet\nT2  -",
    )
    traject = open_traject(folder)
    interventies, metingen = traject.frame("interventies"), traject.frame("indicatormetingen")

    assert interventies["ronde"].tolist() == [2, pd.NA]
    assert interventies["ondersteuning"].tolist() == [("klankbord", "gesprekken"), ()]
    assert interventies["sturingsvorm"].fillna("").tolist() == ["ZE", ""]
    assert {type(cell) for cell in interventies["ondersteuning"][0]} == {str}
    assert traject.frame("sturingsmix")["peildatum"].tolist() == [pd.Timestamp("2021-05-18")]
    assert metingen["waarde"].tolist() == [2.5, 1.0]
    assert metingen["waarde_hoog"].fillna(-1).tolist() == [3.5, -1.0]
    # A blank precision counts as precise.
    assert metingen["precisie"].tolist() == ["ruim", "precies"]
    assert traject.frame("antwoorden")["waarde"].tolist() == [4, "weet_niet", None]


def test_each_row_knows_the_row_of_the_file_it_came_from(tmp_path: Path) -> None:
    frame = open_traject(write_traject(tmp_path)).frame("deelnemers")

    assert frame[["id", "herkomst"]].to_dict("records") == [
        {"id": "noord", "herkomst": "deelnemers.csv:2"},
        {"id": "zuid", "herkomst": "deelnemers.csv:3"},
    ]


@pytest.mark.parametrize(
    ("moment", "first", "last"),
    [
        ("2015", date(2015, 1, 1), date(2015, 12, 31)),
        ("2015-10", date(2015, 10, 1), date(2015, 10, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2015-10-03", date(2015, 10, 3), date(2015, 10, 3)),
    ],
)
def test_moment_is_as_long_as_it_is_vague(moment: str, first: date, last: date) -> None:
    assert (first_day(moment), last_day(moment)) == (first, last)


# The data version


def test_data_version_does_not_depend_on_line_ends(tmp_path: Path) -> None:
    unix = write_traject(tmp_path / "unix")
    windows = Path(shutil.copytree(unix, tmp_path / "windows"))
    paths = [*windows.glob("*.csv"), *windows.glob("*.yaml")]
    for path in paths:
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))

    assert len(paths) == len(TABELLEN) + 2
    assert hash_files(windows) == hash_files(unix)
    assert open_traject(windows).dataversie == open_traject(unix).dataversie
    assert re.fullmatch("[bcdfghj-np-t]{12}", open_traject(unix).dataversie)


def test_file_hashes_change_with_any_data_file_and_with_nothing_else(tmp_path: Path) -> None:
    folder = write_traject(tmp_path)
    first = hash_files(folder)
    (folder / "README.md").write_text("Uitleg.", encoding="utf-8")
    assert hash_files(folder) == first

    for path in sorted([*folder.glob("*.csv"), *folder.glob("*.yaml")]):
        path.write_bytes(path.read_bytes() + b"\n")
        changed = {name for name, digest in hash_files(folder).items() if digest != first[name]}
        assert changed == {path.name}
        first = hash_files(folder)
    assert len(first) == len(TABELLEN) + 2


def test_data_version_is_that_of_what_the_audience_sees(tmp_path: Path) -> None:
    text = "naam  vertrouwelijkheid\nA  openbaar\n{}B  openbaar"
    plain = write_traject(tmp_path / "1", leden=text.format(""))
    secret = write_traject(tmp_path / "2", leden=text.format("Geheim  leerkring\n"))
    shown = write_traject(tmp_path / "3", leden=text.format("Nieuw  openbaar\n"))
    public = [open_traject(folder, "openbaar").dataversie for folder in (plain, secret, shown)]
    circle = [open_traject(folder, "leerkring").dataversie for folder in (plain, secret)]

    # A hidden row between two others changes nothing for the public, not even by the numbers of the rows around it.
    assert public[0] == public[1] != public[2]
    assert circle[0] != circle[1]


# The data dictionary


def dictionary_rows() -> list[list[str]]:
    """Return the rows of the dictionary: table, column, required, kind, meaning."""
    rows = []
    tabel = ""
    for line in write_dictionary().splitlines():
        if line.startswith("## "):
            tabel = line.removeprefix("## ").removesuffix(".csv")
        elif line.startswith("| ") and not line.startswith("| kolom "):
            # A bar with a backslash stands in a cell and does not part two cells.
            cells = re.split(r"(?<!\\)\|", line.strip("|"))
            rows.append([tabel, *(cell.strip() for cell in cells)])
    return rows


def test_dictionary_names_every_column_of_every_table_once() -> None:
    named = [(tabel, kolom) for tabel, kolom, *_ in dictionary_rows()]

    tables = [(entiteit.tabel, kolom) for entiteit in ENTITEITEN for kolom in columns(entiteit)]
    blocks = {"qca": QcaPlan, "qca, uitkomst en condities": Conditie}
    assert named == tables + [(f"traject.yaml: {b}", key) for b, model in blocks.items() for key in model.model_fields]
    assert len(named) > 200


def test_dictionary_explains_every_column() -> None:
    assert [row for row in dictionary_rows() if len(row) != 5 or not all(row)] == []


@pytest.mark.parametrize(
    ("tabel", "kolom", "verplicht", "soort"),
    [
        ("bronnen", "regels", "nee", "geheel getal"),
        ("bronnen", "toelichting", "nee", "tekst"),
        ("bronnen", "soort", "ja", "`document`, `interview`, `vragenlijst`, `observatie`, `registratie`"),
        ("deelnemers", "inwoners", "ja", "geheel getal"),
        ("deelnemers", "tooi", "nee", "tekst"),
        ("deelnemers", "peildatum", "ja", "tekst"),
        ("aanmeldingen", "intake", "nee", "datum (jjjj-mm-dd)"),
        ("aanmeldingen", "al_actief", "ja", "ja of nee"),
        ("indicatormetingen", "waarde", "ja", "getal"),
        ("indicatormetingen", "waarde_hoog", "nee", "getal"),
        ("indicatormetingen", "effect", "ja", "verwijzing naar effecten"),
        ("effecten", "interventies", "nee", "lijst van verwijzing naar interventies"),
        ("effecten", "mechanisme", "nee", "tekst"),
        ("lessen", "deelvragen", "ja", "lijst van `D1`, `D2`, `D3`, `D4`"),
        ("traject.yaml: qca", "condities", "ja", "lijst van blok, zie hieronder"),
        ("traject.yaml: qca", "consistentie", "nee", "getal"),
        ("traject.yaml: qca", "onmogelijk", "nee", "lijst van tekst"),
        ("traject.yaml: qca, uitkomst en condities", "verwacht", "nee", "`wel`, `niet`"),
        ("traject.yaml: qca, uitkomst en condities", "ankers", "nee", "lijst van getal"),
        ("traject.yaml: qca, uitkomst en condities", "scores", "nee", "bij elke sleutel: getal"),
    ],
)
def test_dictionary_tells_the_kind_of_a_column(tabel: str, kolom: str, verplicht: str, soort: str) -> None:
    assert [row[2:4] for row in dictionary_rows() if row[:2] == [tabel, kolom]] == [[verplicht, soort]]


# Where the project and its data are


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty project folder, with the shell standing in its notebooks."""
    monkeypatch.delenv("LEERKRING_ROOT", raising=False)
    root = tmp_path / "project"
    for name in ("notebooks", "params", "data/mini"):
        (root / name).mkdir(parents=True)
    monkeypatch.chdir(root / "notebooks")
    return root


def test_project_is_found_from_a_folder_inside_it(project: Path) -> None:
    assert find_root() == project
    assert find_root(project) == project
    assert find_root(project / "data" / "mini") == project


def test_project_is_not_found_from_outside_it(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(LeerkringError) as caught:
        find_root()
    assert str(caught.value) == (
        f"{tmp_path} ligt niet in een project van "
        "leerkring; toegestaan: een map met notebooks/ en params/ erin, of een map daaronder"
    )


def test_project_can_be_named_from_outside_it(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEERKRING_ROOT", str(project))

    assert find_root() == project
    assert resolve_folder("data/mini") == project / "data" / "mini"


def test_data_folder_is_found_from_here_and_from_the_project(project: Path) -> None:
    assert resolve_folder("data/mini") == project / "data" / "mini"
    assert resolve_folder("../data/mini") == Path("../data/mini")
    assert resolve_folder(project / "data") == project / "data"
    assert resolve_folder("data/weg") == Path("data/weg")


def test_traject_opens_alike_from_the_notebooks_folder(project: Path) -> None:
    write_traject(project / "data" / "mini")

    assert list(open_traject("data/mini").deelnemers) == ["noord", "zuid"]


def test_what_a_caller_changes_in_a_frame_stays_there() -> None:
    t = open_traject(find_root() / "data" / "leertraject-2017")
    first = t.frame("interventies")
    was = list(first["bron"])
    first.loc[0, "bron"] = "veranderd"
    first["nieuw"] = 1
    again = t.frame("interventies")
    assert list(again["bron"]) == was
    assert "nieuw" not in again
