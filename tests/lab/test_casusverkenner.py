"""The casusverkenner: choices lead to what they say, each number to its rows, and nothing stale stays in sight."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from lab import choose, fill, list_labels, list_options, press, read
from plek import ROOT

from leerkring.hoofdstukken.bewijs.cijfers.getallen import find_notities
from leerkring.lab.casusverkenner import open_casusverkenner
from leerkring.weergave.widgets import Scherm
from leerkring.weergave.widgets.fouten import LOG

EXAMPLE = "data/voorbeeld-2021"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the data, so that a test may change them and no log is written here."""
    for naam in ("voorbeeld-2021", "leertraject-2017"):
        shutil.copytree(ROOT / "data" / naam, tmp_path / "data" / naam)
    monkeypatch.setenv("LEERKRING_ROOT", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    for handler in LOG.handlers[:]:
        handler.close()
        LOG.removeHandler(handler)


@pytest.fixture
def scherm() -> Scherm:
    return open_casusverkenner(EXAMPLE, "nevelwaard")


# What is found


LOGBOEK = """
    id  datum       soort          deelvraag  sturingsvorm  tekst
    L1  2021-06-01  tip            D1         OP            Vraag de inwoner éérst.
    L2  2021-05-01  ervaring       D4         OP            Een inwoner vroeg het eerst.
    L3  2021-07-01  verwonderpunt  -          -             Niemand vroeg iets.
"""


@pytest.mark.parametrize(
    ("zoek", "codes", "found"),
    [
        ("", {}, ["L2", "L1", "L3"]),
        ("inwoner", {}, ["L2", "L1"]),
        ("INWONER vroeg", {}, ["L2"]),
        ("eerst inw", {}, ["L2", "L1"]),
        ("éérst", {}, ["L2", "L1"]),
        ("burger", {}, []),
        ("", {"soort": "tip"}, ["L1"]),
        ("", {"deelvraag": "D4"}, ["L2"]),
        ("inwoner", {"vorm": "OP", "deelvraag": "D1"}, ["L1"]),
        ("niemand", {"deelvraag": "D1"}, []),
    ],
)
def test_a_note_is_found_by_all_words_and_all_codes(zoek: str, codes: dict[str, str], found: list[str]) -> None:
    head, *rows = [re.split(r"\s{2,}", line.strip()) for line in LOGBOEK.strip().splitlines()]
    logboek = pd.DataFrame(rows, columns=head).replace("-", None)
    logboek["datum"] = pd.to_datetime(logboek["datum"])

    assert list(find_notities(logboek, zoek, **codes)["id"]) == found


# What is on the screen


def test_each_choice_has_its_name_and_the_filters_come_with_the_logboek(scherm: Scherm) -> None:
    choices = ["Traject", "Doelgroep", "Deelnemer", "Ronde", "Onderdeel"]
    filters = ["Zoek in de notities", "Soort", "Deelvraag", "Vorm"]

    assert list_labels(scherm)[:5] == choices
    assert not set(filters) & set(list_labels(scherm))
    choose(scherm, "Onderdeel", "Logboek")
    assert [label for label in list_labels(scherm) if label in filters] == filters


@pytest.mark.parametrize(
    ("onderdeel", "shown"),
    [
        ("Sturingsmix", "<figure"),
        ("Profiel", "Profiel van Nevelwaard"),
        ("Effecten", "Hoe sterk het bewijs voor de effecten van Nevelwaard is"),
        ("Logboek", "Logboek van Nevelwaard: 24 van 24 notities gevonden"),
    ],
)
def test_each_part_shows_what_it_is_called(scherm: Scherm, onderdeel: str, shown: str) -> None:
    choose(scherm, "Onderdeel", onderdeel)

    assert shown in read(scherm)
    assert scherm.fout.value == ""


def test_another_deelnemer_has_another_sturingsmix(scherm: Scherm) -> None:
    first = read(scherm)
    choose(scherm, "Deelnemer", "Wolkendam")

    assert "Sturingsmix van Wolkendam: sterkte" in read(scherm)
    assert "Nevelwaard" not in read(scherm)
    choose(scherm, "Deelnemer", "Nevelwaard")
    assert read(scherm) == first
    assert scherm.status.tekst == "Sturingsmix van Nevelwaard."


def test_the_logboek_is_searched_while_one_types(scherm: Scherm) -> None:
    choose(scherm, "Onderdeel", "Logboek")

    fill(scherm, "Zoek in de notities", "inwoner")
    assert scherm.status.tekst == "5 van 24 notities gevonden."
    assert read(scherm).count("logboek.csv, rij") == 5
    choose(scherm, "Soort", "Tip")
    assert scherm.status.tekst == "2 van 24 notities gevonden."
    assert "Nodig inwoners uit als de vraag nog open is" in read(scherm)
    fill(scherm, "Zoek in de notities", "bestaat niet")
    assert "0 van 24 notities gevonden." in read(scherm)


def test_a_round_shows_its_own_notes_and_the_metingen_until_then(scherm: Scherm) -> None:
    choose(scherm, "Ronde", "Ronde 2")

    assert "5 notities" in list_labels(scherm)
    assert re.findall(r'<th scope="col" class="lk-getal">(T\d)</th>', read(scherm)) == ["T0", "T1", "T2"]
    assert "niet gemeten bij" not in read(scherm), "of T3 nothing is said"


def test_a_traject_without_rounds_offers_none(scherm: Scherm) -> None:
    choose(scherm, "Ronde", "Ronde 2")
    choose(scherm, "Traject", "leertraject-2017")

    assert list_options(scherm, "Ronde") == ["Alle rondes"]
    assert list_options(scherm, "Deelnemer")[:2] == ["Drechtsteden", "Oss"]
    assert scherm.status.tekst == "Sturingsmix van Drechtsteden."


# From a number to its rows


@pytest.mark.parametrize(
    ("onderdeel", "getal", "tabel"),
    [
        ("Profiel", "8 stappen", "interventies"),
        ("Effecten", "6 effecten", "effecten"),
        ("Sturingsmix", "24 notities", "logboek"),
        ("Sturingsmix", "opgavesturing: 3", "sturingsmix"),
    ],
)
def test_each_number_leads_to_the_rows_behind_it(scherm: Scherm, onderdeel: str, getal: str, tabel: str) -> None:
    choose(scherm, "Onderdeel", onderdeel)
    press(scherm, getal)

    rows = [int(n) for n in re.findall(rf"{tabel}\.csv, rij (\d+)<", read(scherm))]
    file = pd.read_csv(ROOT / EXAMPLE / f"{tabel}.csv", dtype=str)
    behind = file.iloc[[n - 2 for n in rows]]
    assert set(behind["deelnemer"]) == {"nevelwaard"}
    if tabel == "sturingsmix":
        assert len(rows) == 8, "on paper and in practice, four times"
        assert set(behind["sturingsvorm"]) == {"OP"}
    else:
        assert len(rows) == int(getal.split()[0]) == (file["deelnemer"] == "nevelwaard").sum()
    assert f"‘{getal}’" in scherm.status.tekst
    press(scherm, "Sluit de rijen")
    assert f"{tabel}.csv, rij" not in read(scherm)


def test_numbers_of_directions_add_up_to_the_effects(scherm: Scherm) -> None:
    choose(scherm, "Onderdeel", "Effecten")

    numbers = {k: int(v) for k, v in (lab.split(": ") for lab in list_labels(scherm) if ": " in lab)}
    assert list(numbers) == ["gunstig", "gemengd", "geen verandering", "ongunstig", "alleen beoogd"]
    assert sum(numbers.values()) == 6


# For whom


def test_an_audience_sees_its_own_rows_and_no_others(scherm: Scherm) -> None:
    choose(scherm, "Onderdeel", "Logboek")
    assert "participatie, terwijl" in read(scherm)
    choose(scherm, "Doelgroep", "Openbaar")

    assert scherm.status.tekst == "2 van 2 notities gevonden."
    assert "participatie, terwijl" not in read(scherm)
    press(scherm, "2 notities")
    assert set(re.findall(r"<td>(team|deelnemer|leerkring|openbaar)</td>", read(scherm))) == {"openbaar"}


# What goes wrong


@pytest.mark.parametrize(
    ("deelnemer", "doelgroep", "said"),
    [
        ("nergens", "team", "De deelnemer ‘nergens’ is er niet, of is voor deze doelgroep niet te zien."),
        ("nevelwaard", "iedereen", "De doelgroep ‘iedereen’ bestaat niet; kies uit team, deelnemer, leerkring of"),
    ],
)
def test_a_wrong_parameter_is_one_sentence(deelnemer: str, doelgroep: str, said: str) -> None:
    scherm = open_casusverkenner(EXAMPLE, deelnemer, doelgroep)

    assert said in read(scherm)
    assert list_labels(scherm) == []


def test_a_traject_with_a_mistake_leaves_nothing_stale_in_sight(scherm: Scherm, project: Path) -> None:
    table = project / "data" / "leertraject-2017" / "deelnemers.csv"
    whole = table.read_text(encoding="utf-8")
    table.write_text(whole.replace("gemeente", "gemente"), encoding="utf-8")
    choose(scherm, "Traject", "leertraject-2017")

    assert "In data/leertraject-2017 staan fouten" in read(scherm)
    assert "Nevelwaard" not in read(scherm)
    assert "<figure" not in read(scherm)
    assert "8 stappen" not in list_labels(scherm)
    assert "TrajectError" in (project / "output" / "logs" / "lab.log").read_text(encoding="utf-8")
    table.write_text(whole, encoding="utf-8")
    choose(scherm, "Doelgroep", "Openbaar")
    assert scherm.fout.value == ""
    assert "Drechtsteden" in read(scherm)


def test_what_changed_on_disk_is_seen_at_the_next_choice(scherm: Scherm, project: Path) -> None:
    choose(scherm, "Onderdeel", "Logboek")
    table = project / EXAMPLE / "logboek.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("met taart", "met vlaai en koffie"), encoding="utf-8")
    fill(scherm, "Zoek in de notities", "vlaai")

    assert scherm.status.tekst == "1 van 24 notities gevonden."
