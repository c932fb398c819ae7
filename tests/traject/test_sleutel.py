"""The pseudonym key: read from outside the project, with every problem told at once and no name repeated."""

from pathlib import Path

import pytest

from leerkring.errors import LeerkringError
from leerkring.namen import Persoon
from leerkring.persoonsgegevens import find_persoonsgegevens
from leerkring.traject.sleutel import read_sleutel

OUTSIDE = "toegestaan: een plek die niet met het project wordt gedeeld, zoals een map van de onderzoekers alleen"
COLUMNS = "toegestaan: een CSV-bestand met de kolommen pseudoniem en naam, en zo nodig varianten met | ertussen"


@pytest.fixture(autouse=True)
def outside_any_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in an empty project, so that a key elsewhere lies outside it."""
    project = tmp_path / "project"
    for folder in ("notebooks", "params", "data"):
        (project / folder).mkdir(parents=True)
    monkeypatch.delenv("LEERKRING_ROOT", raising=False)
    monkeypatch.chdir(project)


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "sleutel.csv"
    path.write_bytes(text.encode(encoding))
    return path


def refusal(path: Path) -> list[str]:
    """Return the lines of the error that reading gives."""
    with pytest.raises(LeerkringError) as caught:
        read_sleutel(path)
    return str(caught.value).splitlines()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("sep", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_key_is_read_as_a_spreadsheet_writes_it(tmp_path: Path, sep: str, encoding: str, end: str) -> None:
    rows = [
        ("pseudoniem", "naam", "varianten"),
        ("P1", "Zoë de Vries", "Zo | Zoetje|"),
        ("", "", ""),
        ("P2", "J. Jansen", ""),
    ]
    path = write(tmp_path, "".join(sep.join(row) + end for row in rows), encoding)

    assert read_sleutel(path).personen == (Persoon("Zoë de Vries", ("Zo", "Zoetje")), Persoon("J. Jansen"))


def test_columns_may_stand_in_any_order_and_others_are_not_read(tmp_path: Path) -> None:
    namen = read_sleutel(write(tmp_path, 'geboren,naam,pseudoniem\n1970,"Vries, Jan de",P1\n'))

    assert namen.personen == (Persoon("Vries, Jan de"),)
    assert [v.masker for v in find_persoonsgegevens("Dat zei Jan de Vries.", namen)] == ["J… (12 tekens)"]


@pytest.mark.parametrize(
    ("naam", "raad"),
    [
        ("Roos Vlonderkast jr.", "R… V…"),
        ("Mila El Testari (wethouder)", "M… el T…"),
        ("DE PROEF Bo", "B… de P…"),
        ("VLONDERKAST Roos", "R… V…"),
        ("van der Voorbeeld - Proef", "van der V…"),
        ("Roos Vlonderkast / 2", "R… V…"),
        ('Roos "de boom" Vlonderkast (afd. 3)', "R… de b… V…"),
    ],
)
def test_row_that_no_text_can_match_is_refused_with_how_to_write_it(tmp_path: Path, naam: str, raad: str) -> None:
    quoted = '"' + naam.replace('"', '""') + '"'
    first, told, line = refusal(write(tmp_path, f"pseudoniem,naam\nP1,Bo Proef\nP2,{quoted}\n"))

    assert first.endswith(": 2 fouten")
    assert told == "fout: sleutel.csv: 1 van de 2 rijen zijn te vinden, en 1 niet"
    assert line == (
        "fout: sleutel.csv, rij 3, kolom naam: zo staat deze naam in geen tekst; toegestaan: voornaam, tussenvoegsel "
        f"en achternaam, zonder toevoeging, haakjes of los streepje; schrijf die als ‘{raad}’"
    )


def test_variant_that_no_text_can_match_is_refused_too(tmp_path: Path) -> None:
    [_, _, line] = refusal(write(tmp_path, "pseudoniem,naam,varianten\nP1,Roos Vlonderkast,Roosje (thuis)\n"))

    assert "rij 2, kolom varianten: zo staat deze naam in geen tekst" in line


@pytest.mark.parametrize(
    "naam",
    [
        *("Jan de Vries", "Vries, Jan de", "J.M. van ’t Hof", "dhr. Jan Jansen", "Anna Maria Bakker-Smit", "Jansen"),
        *("Bo", "Ali ben Salah el Idrissi", "Zoë Sørensen", "El Amrani, Fatima", "mw. J.M. van ’t Hof", "D’Hondt, Bo"),
        *(
            "ROOS VLONDERKAST",
            "Vlonderkast, R.",
            "Roos Vlonderkast, MSc",
            "R. Vlonderkast",
            "de heer De Vries",
            "Οδυσσέας Πρόφας",
            "Iwan Ra",
        ),
        *("Μίλα Ιβάνοβα", "李 明", "José-María Proef", "prof. dr. Bo Proef", "Bo van den Voorbeeld-de Proef"),
        *("Roos Vlonderkast, MSc",),
    ],
)
def test_row_that_texts_do_match_is_accepted(tmp_path: Path, naam: str) -> None:
    assert read_sleutel(write(tmp_path, f'pseudoniem,naam\nP1,"{naam}"\n')).personen == (Persoon(naam),)


def test_missing_key(tmp_path: Path) -> None:
    path = tmp_path / "weg.csv"

    assert refusal(path) == [f"{path.as_posix()}: 1 fout", f"fout: weg.csv: de sleutel ontbreekt; {COLUMNS}"]


def test_folder_in_the_place_of_a_key(tmp_path: Path) -> None:
    [_, line] = refusal(tmp_path)

    assert line.startswith(f"fout: {tmp_path.name}: de sleutel is niet te lezen: ")
    assert line.endswith(f"; {COLUMNS}")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", [f"rij 1, kolom {k}: de kolom ontbreekt; toegestaan: pseudoniem,naam" for k in ("pseudoniem", "naam")]),
        (
            "pseudonym,naam\nP1,Jan\n",
            ["rij 1, kolom pseudoniem: de kolom ontbreekt; toegestaan: pseudoniem in plaats van pseudonym"],
        ),
        ("pseudoniem,wie\nP1,Jan\n", ["rij 1, kolom naam: de kolom ontbreekt; toegestaan: pseudoniem,naam"]),
        ("pseudoniem,naam,naam\nP1,Jan,Jan\n", ["rij 1, kolom naam: deze kolom staat er twee keer"]),
        ("pseudoniem,naam\n", ["de sleutel heeft geen rijen; toegestaan: een rij voor elke persoon"]),
        ("pseudoniem,naam\n,\n", ["de sleutel heeft geen rijen; toegestaan: een rij voor elke persoon"]),
        ("pseudoniem,naam\nP1,Jan,Piet\n", ["rij 2: het aantal cellen is hier 3 en in de kop 2"]),
        (
            "pseudoniem,naam\nP1,\n,Jan\nP3,12\nP4,Piet\n",
            [
                "rij 2, kolom naam: de naam is leeg of heeft geen letters",
                "rij 3, kolom pseudoniem: het pseudoniem is leeg",
                "rij 4, kolom naam: de naam is leeg of heeft geen letters",
            ],
        ),
        ('pseudoniem,naam\nP1,"Jan\n', ["dit is geen goede CSV-tabel: een aanhalingsteken wordt niet gesloten"]),
    ],
)  # fmt: skip
def test_key_that_cannot_be_used(tmp_path: Path, text: str, wrong: list[str]) -> None:
    first, *lines = refusal(write(tmp_path, text))

    assert first == f"{(tmp_path / 'sleutel.csv').as_posix()}: {len(wrong)} fout{'en' if len(wrong) > 1 else ''}"
    assert [line.removeprefix("fout: sleutel.csv").lstrip(":, ") for line in lines] == wrong


def test_key_that_is_not_utf_8(tmp_path: Path) -> None:
    [_, line] = refusal(write(tmp_path, "pseudoniem,naam\nP1,Zoë\n", "cp1252"))

    assert (
        line == "fout: sleutel.csv, rij 2: een teken is niet te lezen, want het bestand is niet bewaard als UTF-8; "
        "kies in Excel Opslaan als, en dan ‘CSV UTF-8’"
    )


def test_key_inside_the_project_is_refused_together_with_its_other_problems(tmp_path: Path) -> None:
    path = write(tmp_path / "project" / "data", "pseudoniem,naam\nP1,\n")

    assert refusal(path) == [
        f"{path.as_posix()}: 2 fouten",
        f"fout: sleutel.csv: de sleutel staat in de projectmap; {OUTSIDE}",
        "fout: sleutel.csv, rij 2, kolom naam: de naam is leeg of heeft geen letters",
    ]


def test_key_that_a_link_from_outside_leads_into_the_project_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(write(tmp_path / "project", "pseudoniem,naam\nP1,Jan Jansen\n"))

    assert refusal(link)[1:] == [f"fout: link.csv: de sleutel staat in de projectmap; {OUTSIDE}"]


def test_key_inside_a_traject_folder_elsewhere_is_refused(tmp_path: Path) -> None:
    deeper = tmp_path / "elders" / "mijn-traject" / "oud"
    deeper.mkdir(parents=True)
    (deeper.parent / "traject.yaml").write_text("id: mijn-traject\n")

    assert refusal(write(deeper, "pseudoniem,naam\nP1,Jan Jansen\n"))[1:] == [
        f"fout: sleutel.csv: de sleutel staat in de map van een traject; {OUTSIDE}"
    ]


def test_key_may_be_read_where_there_is_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert read_sleutel(write(tmp_path, "pseudoniem,naam\nP1,Jan Jansen\n")).personen == (Persoon("Jan Jansen"),)


def test_no_message_repeats_a_name(tmp_path: Path) -> None:
    text = "\n".join(refusal(write(tmp_path / "project", "pseudoniem,naam\n,Jan Jansen\nP2,Piet Pietersen,x\n")))

    assert "Jansen" not in text
    assert "Pietersen" not in text
