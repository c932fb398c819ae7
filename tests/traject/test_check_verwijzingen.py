"""What the check says about a reference that arrives nowhere."""

from pathlib import Path

import pytest
from mini import check_text, write_traject

from leerkring.model import ENTITEITEN, TABELLEN
from leerkring.traject.inhoud import references

EFFECTEN = "id\nE1\nE2"


@pytest.mark.parametrize(
    ("opzet", "tables", "line"),
    [
        pytest.param(
            "leertraject",
            {"effecten": EFFECTEN, "beoordelingen": "effect\nE2\nE3"},
            "beoordelingen.csv, rij 3, kolom effect: dit nummer staat niet in effecten; er staat ‘E3’; "
            "toegestaan: E1, E2",
            id="one reference",
        ),
        pytest.param(
            "leertraject",
            {"interventies": "id\nI1", "effecten": "interventies\nI1|stap"},
            "effecten.csv, rij 2, kolom interventies: dit nummer staat niet in interventies; er staat ‘stap’; "
            "toegestaan: I1",
            id="one of a list of references",
        ),
        pytest.param(
            "leertraject",
            {"effecten": "casus\nwijk"},
            "effecten.csv, rij 2, kolom casus: dit nummer staat niet in casussen; er staat ‘wijk’; toegestaan: "
            "nog niets",
            id="reference to an empty table",
        ),
        pytest.param(
            "leertraject",
            {"leden": "deelnemer\nnoort"},
            "leden.csv, rij 2, kolom deelnemer: dit nummer staat niet in deelnemers; er staat ‘noort’; "
            "bedoelt u ‘noord’?",
            id="deelnemer",
        ),
        pytest.param(
            "leertraject",
            {"lessen": "id  spanning_met\nL1  L2"},
            "lessen.csv, rij 2, kolom spanning_met: dit nummer staat niet in lessen; er staat ‘L2’; toegestaan: L1",
            id="les of the same table",
        ),
        pytest.param(
            "leertraject",
            {"effecten": "bron\nS1:5|X9"},
            "effecten.csv, rij 2, kolom bron: dit nummer staat niet in bronnen; er staat ‘X9’; toegestaan: S1",
            id="source",
        ),
        pytest.param(
            "leertraject",
            {"effecten": "bron\nX9:5-7"},
            "effecten.csv, rij 2, kolom bron: dit nummer staat niet in bronnen; er staat ‘X9’; toegestaan: S1",
            id="source with lines",
        ),
        pytest.param(
            "leerkring",
            {"respondenten": "id\nR1", "antwoorden": "respondent  item\nR1  X"},
            "antwoorden.csv, rij 2, kolom item: dit nummer staat niet in items; er staat ‘X’; toegestaan: V1, V4",
            id="item of vragenlijst.yaml",
        ),
        pytest.param(
            "leertraject",
            {"matches": "kennispartner\nbureau"},
            "matches.csv, rij 2, kolom kennispartner: dit nummer staat niet in kennispartners; er staat ‘bureau’; "
            "toegestaan: nog niets",
            id="kennispartner of traject.yaml",
        ),
        pytest.param(
            "leerkring",
            {"fragmenten": "id\nF1", "codeboek": "id\nc1", "coderingen": "codeur\nX"},
            "coderingen.csv, rij 2, kolom codeur: dit nummer staat niet in team; er staat ‘X’; toegestaan: T1, T2, T3",
            id="codeur of traject.yaml",
        ),
    ],
)
def test_reference_that_arrives_nowhere(tmp_path: Path, opzet: str, tables: dict[str, str], line: str) -> None:
    assert check_text(write_traject(tmp_path, opzet, **tables)) == [f"fout: {line}"]


def test_long_list_of_what_is_allowed_is_cut(tmp_path: Path) -> None:
    folder = write_traject(
        tmp_path, effecten="\n".join(["id", *(f"E{n}" for n in range(1, 14))]), beoordelingen="effect\nX"
    )

    assert check_text(folder) == [
        "fout: beoordelingen.csv, rij 2, kolom effect: dit nummer staat niet in effecten; er staat ‘X’; "
        "toegestaan: E1, E2, E3, E4, E5, E6, E7, E8, E9, E10, E11, E12, ..."
    ]


@pytest.mark.parametrize("bron", ["S1:101", "S1:99-101", "S1:0", "S1:20-10"])
def test_lines_that_the_source_does_not_have(tmp_path: Path, bron: str) -> None:
    assert check_text(write_traject(tmp_path, leden=f"bron\n{bron}")) == [
        f"fout: leden.csv, rij 2, kolom bron: deze regels heeft de bron niet; er staat ‘{bron}’; toegestaan: 1-100"
    ]


def test_lines_of_a_source_without_lines(tmp_path: Path) -> None:
    folder = write_traject(tmp_path, bronnen="id\nS1", leden="bron\nS1:1")

    assert check_text(folder) == [
        "fout: leden.csv, rij 2, kolom bron: deze regels heeft de bron niet; er staat ‘S1:1’; "
        "toegestaan: S1 zonder regels"
    ]


@pytest.mark.parametrize("bron", ["S1", "S1:1", "S1:100", "S1:1-100", "S1:7-7", "S1:3|S1:90-100"])
def test_lines_that_the_source_has(tmp_path: Path, bron: str) -> None:
    assert check_text(write_traject(tmp_path, leden=f"bron\n{bron}")) == []


REFERENCES = [(entiteit.tabel, kolom) for entiteit in ENTITEITEN for kolom in references(entiteit) if kolom != "bron"]


def test_list_of_references_is_not_empty() -> None:
    assert ("effecten", "interventies") in REFERENCES
    assert len(REFERENCES) > 20


@pytest.mark.parametrize(("tabel", "kolom"), REFERENCES)
def test_every_reference_of_every_table_is_followed(tmp_path: Path, tabel: str, kolom: str) -> None:
    nobody = "x9-9"  # fits every kind of id
    lines = check_text(write_traject(tmp_path, **{tabel: f"{kolom}\n{nobody}"}))
    target = references(TABELLEN[tabel])[kolom].tabel

    place = (
        f"fout: {tabel}.csv, rij 2, kolom {kolom}: dit nummer staat niet in {target}; er staat ‘{nobody}’; toegestaan: "
    )
    assert [line[: len(place)] for line in lines].count(place) == 1
