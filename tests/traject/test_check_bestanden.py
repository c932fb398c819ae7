"""What the check says about a file as a whole, and which ways of writing a table it accepts."""

from dataclasses import replace
from pathlib import Path

import pytest
from mini import check_text, write_traject

from leerkring.errors import LeerkringError, Probleem, TrajectError, list_lines
from leerkring.traject import check_folder, open_traject

LEDEN = "deelnemer,naam,tooi,bron,vertrouwelijkheid"
RIJ = "noord,Lid,,S1,openbaar"


def write_leden(folder: Path, content: str | bytes) -> Path:
    """Write a traject in which leden.csv holds exactly this."""
    write_traject(folder)
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    (folder / "leden.csv").write_bytes(data)
    return folder


# Tables that cannot be read


def test_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    path = write_traject(tmp_path) / "leden.csv"
    path.unlink()
    path.mkdir()

    (line,) = check_text(tmp_path)

    assert line.startswith("fout: leden.csv: het bestand is niet te lezen: ")


@pytest.mark.parametrize("content", ["", "\n", "\ufeff", ",,,,\n"])
def test_empty_file(tmp_path: Path, content: str) -> None:
    assert check_text(write_leden(tmp_path, content)) == [
        "fout: leden.csv, rij 1: het bestand is leeg; toegestaan: deelnemer,naam,tooi,bron,vertrouwelijkheid; "
        "zet deze kop in rij 1, of verwijder het bestand"
    ]


def test_file_that_is_not_utf_8(tmp_path: Path) -> None:
    text = f"{LEDEN}\nnoord,Lid,,S1,openbaar\nnoord,Súdwest,,S1,openbaar\n"

    assert check_text(write_leden(tmp_path, text.encode("cp1252"))) == [
        "fout: leden.csv, rij 3: een teken is niet te lezen, want het bestand is niet bewaard als UTF-8; "
        "er staat ‘Súdwest’; kies in Excel Opslaan als, en dan ‘CSV UTF-8’"
    ]


def test_quote_that_is_never_closed(tmp_path: Path) -> None:
    assert check_text(write_leden(tmp_path, f'{LEDEN}\nnoord,"Lid,,S1,openbaar\n')) == [
        "fout: leden.csv, rij 2: dit is geen goede CSV-tabel: een aanhalingsteken wordt niet gesloten"
    ]


# Headers


@pytest.mark.parametrize(
    ("header", "lines"),
    [
        (
            "deelnemer,tooi,bron,vertrouwelijkheid",
            [
                "fout: leden.csv, rij 1, kolom naam: de kolom ontbreekt; toegestaan: "
                "Naam van de gemeente die lid is: tekst. Voeg de kolom naam toe en vul elke rij in"
            ],
        ),
        (
            "deelnemer,naam,tooi,bron,vertrouwelykheid,vertrouwelijkheid",
            ["fout: leden.csv, rij 1, kolom vertrouwelykheid: deze kolom is onbekend; bedoelt u ‘vertrouwelijkheid’?"],
        ),
        (
            "deelnemer,naam,tooi,bron,vertrouwelijkheid,xyz",
            [
                "fout: leden.csv, rij 1, kolom xyz: deze kolom is onbekend; "
                "toegestaan: deelnemer, naam, tooi, bron, vertrouwelijkheid"
            ],
        ),
        (
            "deelnemer,naam,tooi,bron,vertrouwelijkheid,",
            [
                "fout: leden.csv, rij 1, kolom (zonder naam): deze kolom is onbekend; "
                "toegestaan: deelnemer, naam, tooi, bron, vertrouwelijkheid"
            ],
        ),
        (
            "deelnemer,naam,naam,tooi,bron,vertrouwelijkheid",
            ["fout: leden.csv, rij 1, kolom naam: deze kolom staat er twee keer"],
        ),
        (
            "Deelnemer,naam,tooi,bron,vertrouwelijkheid",
            [
                "fout: leden.csv, rij 1, kolom Deelnemer: deze kolom is onbekend; bedoelt u ‘deelnemer’?",
                "fout: leden.csv, rij 1, kolom deelnemer: de kolom ontbreekt; toegestaan: "
                "Om welke deelnemer het gaat: verwijzing naar deelnemers. "
                "Voeg de kolom deelnemer toe en vul elke rij in",
            ],
        ),
    ],
)
def test_header_that_does_not_fit(tmp_path: Path, header: str, lines: list[str]) -> None:
    assert check_text(write_leden(tmp_path, f"{header}\n{header}\n")) == lines


@pytest.mark.parametrize(
    ("row", "n", "advice"),
    [
        (
            "noord,Lid, oud,,S1,openbaar",
            6,
            "zet een tekst met een scheidingsteken erin tussen dubbele aanhalingstekens",
        ),
        ("noord,Lid,S1,openbaar", 4, "vul de rij aan, ook met lege cellen, of haal haar weg"),
    ],
)
def test_row_with_too_many_or_too_few_cells(tmp_path: Path, row: str, n: int, advice: str) -> None:
    assert check_text(write_leden(tmp_path, f"{LEDEN}\n{RIJ}\n{row}\n")) == [
        f"fout: leden.csv, rij 3: het aantal cellen is hier {n} en in de kop 5; {advice}"
    ]


def test_file_that_belongs_to_no_table(tmp_path: Path) -> None:
    write_traject(tmp_path)
    (tmp_path / "efecten.csv").write_text("id\n", encoding="utf-8")

    assert check_text(tmp_path) == ["fout: efecten.csv: geen tabel heet zo; bedoelt u ‘effecten.csv’?"]


def test_file_whose_name_is_like_no_table(tmp_path: Path) -> None:
    write_traject(tmp_path)
    (tmp_path / "xyz.csv").write_text("id\n", encoding="utf-8")

    (line,) = check_text(tmp_path)

    assert line.startswith("fout: xyz.csv: geen tabel heet zo; kies uit: bronnen.csv, deelnemers.csv, ")
    assert line.endswith(", antwoorden.csv, bevindingen.csv")


# Ways of writing that are accepted


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"{LEDEN}\n{RIJ}\n", id="plain"),
        pytest.param(f"{LEDEN}\n{RIJ}", id="no line end at the end"),
        pytest.param(f"\ufeff{LEDEN}\n{RIJ}\n", id="byte order mark"),
        pytest.param(f"{LEDEN}\n{RIJ}\n".replace(",", ";"), id="semicolon"),
        pytest.param(f"{LEDEN}\n{RIJ}\n".replace(",", "\t"), id="tab"),
        pytest.param(f"\ufeff{LEDEN}\n{RIJ}\n".replace(",", ";").replace("\n", "\r\n"), id="as Dutch Excel writes it"),
        pytest.param(f"{LEDEN}\n\n{RIJ}\n,,,,\n\n", id="blank lines"),
        pytest.param(f"{LEDEN}\n noord , Lid ,  ,S1,openbaar\n", id="spaces around cells"),
        pytest.param("vertrouwelijkheid,bron,naam,deelnemer\nopenbaar,S1,Lid,noord\n", id="columns in other order"),
        pytest.param("deelnemer,naam,bron,vertrouwelijkheid\nnoord,Lid,S1,openbaar\n", id="optional column left out"),
    ],
)  # fmt: skip
def test_table_reads_the_same_however_it_is_written(tmp_path: Path, content: str) -> None:
    write_leden(tmp_path, content)

    assert check_text(tmp_path) == []
    frame = open_traject(tmp_path).frame("leden")
    assert frame[["deelnemer", "naam", "bron"]].to_dict("records") == [
        {"deelnemer": "noord", "naam": "Lid", "bron": ("S1",)}
    ]


@pytest.mark.parametrize(
    ("cell", "naam"),
    [
        ('"Lid, oud"', "Lid, oud"),
        ('"Lid ""oud"""', 'Lid "oud"'),
        ('"Lid\noud"', "Lid\noud"),
        ('"Lid\r\noud"', "Lid\r\noud"),
        ("Súdwest-Fryslân", "Súdwest-Fryslân"),
    ],
)
def test_text_with_separators_quotes_and_line_ends_stays_whole(tmp_path: Path, cell: str, naam: str) -> None:
    write_leden(tmp_path, f"{LEDEN}\nnoord,{cell},,S1,openbaar\n")

    assert check_text(tmp_path) == []
    assert open_traject(tmp_path).frame("leden")["naam"].tolist() == [naam]


def test_row_numbers_are_those_of_a_spreadsheet(tmp_path: Path) -> None:
    # The blank line is row 2 and the name with a line end in it is one row, 3.
    write_leden(tmp_path, f'{LEDEN}\n\nnoord,"Lid\noud",,S1,openbaar\nnoord,,,S1,openbaar\n')

    assert check_text(tmp_path) == [
        "fout: leden.csv, rij 4, kolom naam: de cel is leeg en moet zijn ingevuld; "
        "toegestaan: Naam van de gemeente die lid is."
    ]


# What is no table at all


@pytest.mark.parametrize(
    "begin", [b"PK\x03\x04\x14\x00\x06", b"\xd0\xcf\x11\xe0\xa1\xb1"], ids=["today", "before 2007"]
)
def test_an_excel_file_with_another_name_is_recognised(tmp_path: Path, begin: bytes) -> None:
    assert check_text(write_leden(tmp_path, begin + b"\xc7\x00" * 9)) == [
        "fout: leden.csv: dit is een Excel-bestand met een andere naam; kies in Excel Opslaan als, en dan ‘CSV UTF-8’"
    ]


def test_a_cell_without_end_is_told_without_words_of_the_program(tmp_path: Path) -> None:
    assert check_text(write_leden(tmp_path, f"{LEDEN}\nnoord,{'x' * 140_000},,S1,openbaar\n")) == [
        "fout: leden.csv, rij 2: dit is geen goede CSV-tabel: een cel is veel te lang; "
        "waarschijnlijk wordt een aanhalingsteken niet gesloten"
    ]


def test_a_folder_without_access_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    folder = write_traject(tmp_path)
    monkeypatch.setattr(Path, "iterdir", refuse)

    with pytest.raises(LeerkringError, match="is niet te openen: u hebt geen toegang, of een ander programma"):
        check_text(folder)


# Many equal mistakes


def test_equal_mistakes_are_one_line_with_their_number_and_first_rows(tmp_path: Path) -> None:
    rows = "\n".join(f"noord,Lid {n},,X9,openbaar" for n in range(200))
    folder = write_leden(tmp_path, f"{LEDEN}\n{rows}\n")

    problemen = check_folder(folder)

    assert len(problemen) >= 200
    lines = [line for line in list_lines(problemen) if "kolom bron" in line]
    assert lines == [
        "fout: leden.csv, rij 2, 3, 4 en 197 andere, kolom bron: dit nummer staat niet in bronnen; er staat ‘X9’; "
        "toegestaan: S1"
    ]
    error = TrajectError("traject", problemen)
    assert error.problemen == tuple(problemen)
    assert lines[0] in str(error)


@pytest.mark.parametrize(
    ("rijen", "words"),
    [
        ([2], "rij 2"),
        ([2, 9], "rij 2 en 9"),
        ([2, 3, 4, 7], "rij 2, 3, 4 en 7"),
        ([2, 3, 4, 5, 6], "rij 2, 3, 4 en 2 andere"),
    ],
)
def test_rows_are_named_in_words(rijen: list[int], words: str) -> None:
    problemen = [Probleem("x.csv", "dit kan niet", rij) for rij in rijen]

    assert list_lines(problemen) == [f"fout: x.csv, {words}: dit kan niet"]


def test_mistakes_that_differ_stay_apart_in_their_order() -> None:
    one, other = Probleem("x.csv", "dit kan niet", 2, "a", "1"), Probleem("x.csv", "dit kan niet", 3, "a", "2")

    assert list_lines([one, other, replace(one, rij=4)]) == [
        "fout: x.csv, rij 2 en 4, kolom a: dit kan niet; er staat ‘1’",
        "fout: x.csv, rij 3, kolom a: dit kan niet; er staat ‘2’",
    ]
    assert list_lines([Probleem("y.yaml", "dit ontbreekt")] * 3) == ["fout: y.yaml: dit ontbreekt (3 keer)"]


def test_what_would_act_on_a_screen_is_shown_as_text() -> None:
    assert str(Probleem("x.csv", "dit kan niet", waarde="a\x1b[31m\nb")).endswith("er staat ‘a\\x1b[31m\\nb’")
