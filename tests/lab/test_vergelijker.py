"""The vergelijker and the what-if: what is chosen is compared, and a threshold only goes up."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from lab import choose, fill, find, list_labels, list_options, read
from plek import ROOT

from leerkring.lab.opening import read_inhoud
from leerkring.lab.vergelijker import open_vergelijker
from leerkring.lab.watals import change_rules, open_watals
from leerkring.weergave.widgets import Scherm
from leerkring.weergave.widgets.fouten import LOG

EXAMPLE = "data/voorbeeld-2021"
COUNTS = re.compile(r"van (\d+) aantallen (?:is|zijn) er (\d+) helemaal te zien, (\d+) beperkt en (\d+) niet")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for naam in ("voorbeeld-2021", "leertraject-2017"):
        shutil.copytree(ROOT / "data" / naam, tmp_path / "data" / naam)
    monkeypatch.setenv("LEERKRING_ROOT", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    for handler in LOG.handlers[:]:
        handler.close()
        LOG.removeHandler(handler)


# Side by side


@pytest.mark.parametrize(
    ("maat", "shown"),
    [
        ("Gekozen vorm en lijnsturing", "Gekozen vorm"),
        ("Sterkte van alle vormen", "Sterkte van elke vorm bij de laatste meting"),
        ("Effecten naar richting", "Aantal waargenomen effecten naar richting"),
        ("Soorten stappen", "<caption>"),
        ("Waar notities over gaan", "<caption>"),
    ],
)
def test_each_measure_shows_the_chosen_deelnemers_and_no_others(maat: str, shown: str) -> None:
    scherm = open_vergelijker(EXAMPLE)
    choose(scherm, "Maat", maat)
    fill(scherm, "Deelnemers", ("nevelwaard", "ottermonde"))
    page = read(scherm).partition("Het meest verschillend")[0]

    assert shown in page
    assert "Nevelwaard" in page
    assert "Ottermonde" in page
    assert "Mistelbroek" not in page
    assert scherm.status.tekst == f"{maat} van 2 deelnemers."


def test_all_measures_are_tried_here() -> None:
    assert len(list_options(open_vergelijker(EXAMPLE), "Maat")) == 5


def test_pairs_come_with_their_reasons() -> None:
    page = read(open_vergelijker(EXAMPLE))

    assert len(re.findall(r"<li>\w[^<]* verschillen \(afstand 0,\d\d, vergeleken op \d+ kenmerken\)", page)) == 3
    assert len(re.findall(r"<li>\w[^<]* lijken op elkaar \(afstand 0,\d\d", page)) == 3
    assert page.count("Vooral door: ") == 6


def test_one_deelnemer_cannot_be_compared() -> None:
    scherm = open_vergelijker(EXAMPLE)
    fill(scherm, "Deelnemers", ("nevelwaard",))

    assert "Kies ten minste twee deelnemers" in scherm.fout.value
    assert "<figure" not in read(scherm)
    fill(scherm, "Deelnemers", ("nevelwaard", "wolkendam"))
    assert scherm.fout.value == ""


def test_another_traject_offers_its_own_deelnemers() -> None:
    scherm = open_vergelijker(EXAMPLE)
    choose(scherm, "Traject", "leertraject-2017")

    assert list_options(scherm, "Deelnemers") == ["Drechtsteden", "Oss", "SED", "Súdwest-Fryslân", "Venlo"]
    assert len(find(scherm, "Deelnemers").value) == 4
    assert "Deelnemer" not in list_options(scherm, "Doelgroep")


def test_who_asks_for_one_deelnemer_is_told_what_is_shown_instead() -> None:
    scherm = open_vergelijker(EXAMPLE, "deelnemer")

    assert find(scherm, "Doelgroep").value == "leerkring"
    assert scherm.status.tekst == "Eén deelnemer ziet alleen zichzelf. U kijkt hier als de leerkring."


# What if


def count_numbers(scherm: Scherm) -> list[int]:
    found = COUNTS.search(scherm.status.tekst)
    assert found, scherm.status.tekst
    return [int(n) for n in found.groups()]


def test_a_stricter_threshold_only_hides() -> None:
    scherm = open_watals(EXAMPLE, "nevelwaard")
    before = count_numbers(scherm)
    for n in (8, 12, 20, 100):
        fill(scherm, "Kleinste groep", n)
        total, shown, _, hidden = after = count_numbers(scherm)
        assert sum(after[1:]) == total == before[0]
        assert shown <= before[1]
        assert hidden >= before[3]
        before = after
    assert before[3] == before[0], "of a hundred people or more there is no group"


@pytest.mark.parametrize(("doelgroep", "lowest"), [("team", 5), ("leerkring", 5), ("openbaar", 10)])
def test_a_threshold_never_goes_below_that_of_the_traject(doelgroep: str, lowest: int) -> None:
    scherm = open_watals(EXAMPLE, "nevelwaard", doelgroep)
    fill(scherm, "Kleinste groep", 1)

    assert find(scherm, "Kleinste groep").value == lowest
    assert f"met groepen van {lowest} of meer" in scherm.status.tekst
    drempels = change_rules(read_inhoud(EXAMPLE), 1, date(2022, 6, 30)).beschrijving.drempels
    assert (drempels.n_kring, drempels.n_openbaar) == (5, 10)


def test_another_audience_has_its_own_lowest_threshold() -> None:
    scherm = open_watals(EXAMPLE, "nevelwaard")
    fill(scherm, "Kleinste groep", 7)
    choose(scherm, "Doelgroep", "Openbaar")

    assert find(scherm, "Kleinste groep").value == find(scherm, "Kleinste groep").min == 10


def test_the_real_blocks_are_shown_and_nothing_is_written(project: Path) -> None:
    before = {path: path.read_bytes() for path in (project / "data").rglob("*") if path.is_file()}
    scherm = open_watals(EXAMPLE, "nevelwaard", "deelnemer")
    assert "Respons op de vragenlijst bij Nevelwaard" in read(scherm)
    choose(scherm, "Onderdeel", "Vragenlijst")
    assert "<figure" in read(scherm)
    choose(scherm, "Onderdeel", "Aanpak")
    fill(scherm, "Peildatum (jjjj-mm-dd)", "2021-09-01")
    assert scherm.status.tekst == "Voor ‘deelnemer’ op 1 september 2021: 8 stappen te zien."

    assert {path: path.read_bytes() for path in (project / "data").rglob("*") if path.is_file()} == before


def test_a_day_that_is_none_is_one_sentence() -> None:
    scherm = open_watals(EXAMPLE, "nevelwaard")
    fill(scherm, "Peildatum (jjjj-mm-dd)", "gisteren")

    assert "‘gisteren’ is geen dag; schrijf die als 2022-06-30." in scherm.fout.value
    fill(scherm, "Peildatum (jjjj-mm-dd)", "2022-01-01")
    assert scherm.fout.value == ""
    assert "Maak rapport" not in list_labels(scherm)
