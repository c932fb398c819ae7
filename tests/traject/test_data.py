"""A census of the data sets that ship: what is in them, where it came from, and what may never be in them."""

import csv
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
import yaml
from mini import read_cells
from plek import DATA

from leerkring.begrippen import Doelgroep
from leerkring.model import TABELLEN
from leerkring.traject import Traject, check_folder, open_traject

ECHT = DATA / "leertraject-2017"
VOORBEELD = DATA / "voorbeeld-2021"
SETS = [ECHT, VOORBEELD]
GEVULD_IN_2017 = [
    "bronnen",
    "deelnemers",
    "leden",
    "herindelingen",
    "casussen",
    "interventies",
    "sturingsverhoudingen",
    "effecten",
    "indicatormetingen",
    "beoordelingen",
    "lessen",
    "bewijsstukken",
]

each_set = pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)


def rows(folder: Path, tabel: str) -> list[dict[str, str]]:
    """Return a table as it stands in the file, without any help of the library."""
    if not (folder / f"{tabel}.csv").exists():
        return []
    with (folder / f"{tabel}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def values(folder: Path, tabel: str, kolom: str) -> list[str]:
    return [rij[kolom] for rij in rows(folder, tabel)]


# Both sets


def test_data_sets_under_test_are_those_that_ship() -> None:
    # Your own traject may stand beside them; git knows which ones belong to the project.
    if not (DATA.parent / ".git").exists():
        pytest.skip("this copy of the project is not a git clone")
    command = ["git", "ls-files", "data/*/traject.yaml"]
    shipped = subprocess.run(command, cwd=DATA.parent, check=True, capture_output=True, encoding="utf-8").stdout

    assert shipped.split() == [f"data/{folder.name}/traject.yaml" for folder in SETS]


@each_set
def test_data_set_has_no_problems(folder: Path) -> None:
    assert check_folder(folder) == []


@each_set
def test_data_set_has_a_readme_that_names_each_file(folder: Path) -> None:
    readme, files = (folder / "README.md").read_text("utf-8"), sorted(path.stem for path in folder.glob("*.csv"))

    assert len(files) >= 26
    assert [tabel for tabel in files if f"`{tabel}`" not in readme and f"`{tabel}.csv`" not in readme] == []


@each_set
def test_each_row_names_sources_that_exist_and_lines_that_they_have(folder: Path) -> None:
    lines = {rij["id"]: int(rij["regels"] or 0) for rij in rows(folder, "bronnen")}
    wrong = []
    seen = 0
    for tabel in TABELLEN:
        if tabel == "bronnen":
            continue
        for nummer, rij in enumerate(rows(folder, tabel), start=2):
            seen += 1
            for place in rij["bron"].split("|"):
                found = re.fullmatch(r"([^:]+)(?::(\d+)(?:-(\d+))?)?", place)
                last = int(found[3] or found[2] or 0) if found else 0
                if not found or found[1] not in lines or last > lines[found[1]]:
                    wrong.append(f"{tabel}.csv:{nummer}: {place}")

    assert seen > 100
    assert wrong == []


@each_set
def test_each_source_is_used(folder: Path) -> None:
    cells = [cell for tabel in TABELLEN if tabel != "bronnen" for cell in values(folder, tabel, "bron")]
    used = {place.split(":")[0] for cell in cells for place in cell.split("|")}

    assert len(used) >= 3
    assert sorted(values(folder, "bronnen", "id")) == sorted(used)


@each_set
def test_data_set_opens_for_each_audience_and_each_deelnemer(folder: Path) -> None:
    slugs = values(folder, "deelnemers", "id")
    alone = [open_traject(folder, Doelgroep.DEELNEMER, slug) for slug in slugs]
    whole = [open_traject(folder, doelgroep) for doelgroep in Doelgroep if doelgroep is not Doelgroep.DEELNEMER]

    assert len(alone) >= 5
    assert [traject.deelnemer.id for traject in alone] == slugs
    assert [list(traject.deelnemers) for traject in whole] == [slugs] * 3


E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w")
TELEFOON = re.compile(r"(?<![\w.])(?:\+31|0031|0)[ -]?[1-9](?:[ -]?\d){8}(?!\d)")


@pytest.mark.parametrize(
    "text",
    [
        "jan@example.nl",
        "06-12345678",
        "06 12 34 56 78",
        "+31 6 12345678",
        "0031612345678",
        "070-1234567",
        "0412 123456",
    ],
)
def test_contact_details_are_recognised(text: str) -> None:
    assert E_MAIL.search(text) or TELEFOON.search(text)


@pytest.mark.parametrize("text", ["2021-05-01", "gm0828", "270000", "S2:363-371", "0,125", "T0 12 34 56"])
def test_numbers_of_the_research_are_no_contact_details(text: str) -> None:
    assert not E_MAIL.search(text)
    assert not TELEFOON.search(text)


@each_set
def test_no_contact_details_ship(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.suffix in (".csv", ".yaml", ".md", ".py")]
    found = [
        f"{path.name}: {match[0]}"
        for path in files
        for pattern in (E_MAIL, TELEFOON)
        for match in pattern.finditer(path.read_text("utf-8"))
    ]

    assert len(files) >= 28
    assert found == []


# The real case base, 2014-2017


@pytest.fixture(scope="module")
def echt() -> Traject:
    return open_traject(ECHT)


def test_real_set_is_not_fictional(echt: Traject) -> None:
    assert echt.beschrijving.fictief is False
    assert "fictief" not in echt.beschrijving.naam.lower()


def test_real_set_has_five_deelnemers_with_their_inhabitants(echt: Traject) -> None:
    assert {slug: (d.soort.value, d.inwoners) for slug, d in echt.deelnemers.items()} == {
        "drechtsteden": ("gr", 270_000),
        "oss": ("gemeente", 90_000),
        "sed": ("ambtelijke_fusie", 58_000),
        "sudwest-fryslan": ("gemeente", 84_000),
        "venlo": ("gemeente", 101_000),
    }


def test_real_set_has_nine_cases_of_which_four_are_examples_elsewhere() -> None:
    assert {rij["id"]: rij["deelnemer"] for rij in rows(ECHT, "casussen")} == {
        "stroomlijn": "drechtsteden",
        "vitale-dorpen": "sed",
        "bezuinigingsdialoog": "sudwest-fryslan",
        "de-ruwaard": "oss",
        "omgevingssporen": "venlo",
        "rijswijk": "",
        "nijkerk": "",
        "buurtzorg": "",
        "hattem": "",
    }


def test_each_case_has_steps_and_says_what_came_of_it_or_what_was_meant() -> None:
    steps = Counter(values(ECHT, "interventies", "casus"))
    effects = Counter(values(ECHT, "effecten", "casus"))
    casussen = values(ECHT, "casussen", "id")

    assert [casus for casus in casussen if not steps[casus]] == []
    assert [casus for casus in casussen if not effects[casus]] == []


def test_real_set_has_all_lessons() -> None:
    assert sorted(values(ECHT, "lessen", "id")) == sorted(["L1b", *(f"L{n}" for n in range(1, 18))])


def test_each_lesson_has_a_theme_a_status_evidence_and_lines_in_the_source() -> None:
    lessen = rows(ECHT, "lessen")
    evidence = set(values(ECHT, "bewijsstukken", "les"))

    assert len(lessen) == 18
    assert {rij["thema"] for rij in lessen} == {"leren", "organisatie", "regio"}
    assert {rij["status"] for rij in lessen} <= {"geformuleerd", "besproken", "getoetst"}
    assert [rij["id"] for rij in lessen if rij["id"] not in evidence] == []
    assert [rij["id"] for rij in lessen if not re.fullmatch(r"S2:\d+-\d+", rij["bron"])] == []


def test_lessons_12_and_13_are_in_tension_and_no_others() -> None:
    assert [(rij["id"], rij["spanning_met"]) for rij in rows(ECHT, "lessen") if rij["spanning_met"]] == [
        ("L12", "L13"),
        ("L13", "L12"),
    ]
    assert [rij["id"] for rij in rows(ECHT, "lessen") if rij["spanning"]] == ["L12", "L13"]


def test_savings_dialogue_goes_from_11_to_1() -> None:
    series = read_cells("""
        volgorde  waarde  waarde_hoog  precisie  eenheid    bron
        0         11      -            precies   mln euro   S2:353
        1         6       -            ruim      mln euro   S2:353
        2         2.5     3.5          precies   mln euro   S2:353
        3         1       -            precies   mln euro   S2:353
    """)
    found = [rij for rij in rows(ECHT, "indicatormetingen") if rij["indicator"] == "Bezuinigingen op de lijst"]

    assert [{kolom: rij[kolom] for kolom in series[0]} for rij in found] == series


def test_what_the_sources_do_not_hold_is_empty() -> None:
    assert [tabel for tabel in TABELLEN if rows(ECHT, tabel)] == [t for t in TABELLEN if t in GEVULD_IN_2017]
    assert len(GEVULD_IN_2017) == 12
    assert yaml.safe_load((ECHT / "vragenlijst.yaml").read_text("utf-8"))["items"] == []


def test_all_rows_of_the_real_set_are_public_and_cite_lines() -> None:
    places = [place for t in GEVULD_IN_2017[1:] for rij in rows(ECHT, t) for place in rij["bron"].split("|")]

    assert {niveau for t in GEVULD_IN_2017 for niveau in values(ECHT, t, "vertrouwelijkheid")} == {"openbaar"}
    assert len(places) > 200
    assert [place for place in places if ":" not in place] == []
