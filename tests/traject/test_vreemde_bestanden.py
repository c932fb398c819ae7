"""A file that is something else than a table is recognised as what it is, and said once."""

import codecs
from pathlib import Path

import pytest
from mini import check_text, write_traject

from leerkring.traject import open_traject
from leerkring.traject.bronnen import MEESTE_FOUTEN, vreemd
from leerkring.traject.saving.csv_editing import Tabeltekst

KOP = "deelnemer,naam,tooi,bron,vertrouwelijkheid"
TABEL = f'{KOP}\nnoord,"Lid, oud",,S1,openbaar\nzuid,Lid,,S1,openbaar\n'
EXCEL = "kies in Excel Opslaan als, en dan ‘CSV UTF-8’"
CONFLICT = f"{KOP}\n<<<<<<< HEAD\nnoord,Lid,,S1,openbaar\n=======\nnoord,Lit,,S1,openbaar\n>>>>>>> andere\n"
WRAK = (
    "Excel heeft van een hele rij één cel gemaakt; "
    "neem de vorige versie, en open haar in Excel met Gegevens, Uit tekst/CSV"
)
UITVOER = "dit is een uitvoer van LimeSurvey, en geen tabel van een traject"
LIMESURVEY = (
    '"Antwoord-ID";"Datum ingestuurd";"Toegangscode";"V1. Wie beslist."\n"1";"2-1-2026 09:30";"abc";"Ja [A4]"\n'
)
TITELS = f"Leden van de kring, stand mei;;;;\n;;;;\n{TABEL.replace(',', ';')}"

VREEMD = [
    (TITELS, ", rij 3: de kop staat in rij 3 en hoort in rij 1; haal de rijen erboven weg"),
    (f"\n{TABEL}", ", rij 2: de kop staat in rij 2 en hoort in rij 1; haal de rijen erboven weg"),
    ("\nid,naam\n", ", rij 1: rij 1 is leeg en daar hoort de kop; haal haar weg"),
    (CONFLICT, ", rij 2: twee versies van dit bestand staan door elkaar; "
     "kies per stuk één versie, en haal de regels met <<<<<<<, ======= en >>>>>>> weg"),
    (f'{KOP}\nzuid,Lid,,S1,openbaar\n"noord,""Lid, oud"",,S1,openbaar"\n', f", rij 3: {WRAK}"),
    (f'{KOP}\n"noord,""Lid";" oud"",,S1,openbaar"\n', f", rij 2: {WRAK}"),
    (f'"{KOP}"\r\n"noord,Lid,,S1,openbaar"\r\n', f", rij 1: {WRAK}"),
    (TABEL.encode("utf-16-le"), f": dit is geen tekst in UTF-8; {EXCEL}"),
    (b"PK\x03\x04\x14\x00", f": dit is een Excel-bestand met een andere naam; {EXCEL}"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1", f": dit is een Excel-bestand met een andere naam; {EXCEL}"),
    (LIMESURVEY, f": {UITVOER}; bewaar het buiten deze map; antwoorden.csv heeft een rij voor elk antwoord"),
    ("id. Response ID,submitdate. Date submitted,V1\n1,,3\n", f": {UITVOER}; bewaar het buiten deze map; "
     "antwoorden.csv heeft een rij voor elk antwoord"),
    ("a,b,c\n1,2,3\n", ", rij 1: geen kolom hoort bij deze tabel; er staat ‘a, b, c’; "
     "toegestaan: deelnemer, naam, tooi, bron, vertrouwelijkheid"),
    (f"{KOP}{',' * 11}\nzuid,Lid,,S1,openbaar{',' * 11}\n", ", rij 1: 11 kolommen horen niet bij deze tabel; er staat "
     "‘(zonder naam), (zonder naam), (zonder naam), (zonder naam...’; "
     "toegestaan: deelnemer, naam, tooi, bron, vertrouwelijkheid"),
]  # fmt: skip


def write_leden(folder: Path, content: str | bytes) -> Path:
    write_traject(folder)
    (folder / "leden.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.mark.parametrize(("content", "rest"), VREEMD)
def test_each_is_said_once_with_what_to_do(tmp_path: Path, content: str | bytes, rest: str) -> None:
    assert check_text(write_leden(tmp_path, content)) == [f"fout: leden.csv{rest}"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"sep=;\r\n{TABEL}".replace(",", ";").encode(), id="a separator that Excel is told"),
        pytest.param(f"\ufeffSEP=;\r\n{TABEL}".replace(",", ";").encode(), id="after a byte order mark"),
        pytest.param(f'"sep=;",,,,\n{TABEL}'.encode(), id="kept by a program that writes commas"),
        pytest.param(codecs.BOM_UTF16_LE + TABEL.replace(",", "\t").encode("utf-16-le"), id="Unicode text of Excel"),
        pytest.param(codecs.BOM_UTF16_BE + TABEL.encode("utf-16-be"), id="the other order of bytes"),
    ],
)
def test_what_is_a_table_is_read_and_its_bytes_are_kept(tmp_path: Path, content: bytes) -> None:
    folder = write_leden(tmp_path, content)

    assert check_text(folder) == []
    frame = open_traject(folder).frame("leden")
    assert frame["deelnemer"].tolist() == ["noord", "zuid"]
    assert frame["herkomst"].tolist() == ["leden.csv:2", "leden.csv:3"]  # Excel does not show the line with sep=
    assert Tabeltekst.read(content).write() == content
    assert Tabeltekst.read(content).kolommen == KOP.split(",")


@pytest.mark.parametrize(
    "row", ['"a, b, c",Lid,,S1,openbaar', '"noord",Lid,,S1,openbaar', "noord,<<<<<<< Lid,,S1,openbaar"]
)
def test_a_text_that_looks_like_one_is_left_alone(tmp_path: Path, row: str) -> None:
    found = check_text(write_leden(tmp_path, f"{KOP}\n{row}\nnoord,x\n"))

    assert any("het aantal cellen is hier 2 en in de kop 5" in line for line in found)


def test_an_export_of_limesurvey_among_the_tables_is_told(tmp_path: Path) -> None:
    folder = write_traject(tmp_path)
    (folder / "results-survey123456.csv").write_text(LIMESURVEY, "utf-8-sig")

    (line,) = check_text(folder)
    assert line.startswith(f"fout: results-survey123456.csv: {UITVOER}; bewaar het buiten deze map")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_leden(tmp_path, "")
    with (folder / "leden.csv").open("wb") as file:
        file.truncate(61_000_000)
    monkeypatch.setattr(vreemd, "refuse_text", None)  # whoever would read it, calls this

    assert check_text(folder) == [
        "fout: leden.csv: dit bestand is 61 MB, en een tabel mag hoogstens 25 MB zijn; "
        "haal rijen en kolommen weg die leeg zijn, of verdeel het traject over twee mappen"
    ]


def test_of_very_many_mistakes_the_first_are_told(tmp_path: Path) -> None:
    found = check_text(write_leden(tmp_path, f"{KOP}\n" + "x\n" * 3000))

    assert len(found) == MEESTE_FOUTEN + 1
    assert found[-1] == "fout: leden.csv, rij 1002: verder is niet gekeken; verbeter eerst de rijen hiervoor"
