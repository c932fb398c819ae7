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
    "bevindingen",
]
ZONDER_BRON = ("bronnen", "bevindingen")
"""Tables without a source of their own: a finding has those of its rows."""

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
        if tabel in ZONDER_BRON:
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
    cells = [cell for tabel in TABELLEN if tabel not in ZONDER_BRON for cell in values(folder, tabel, "bron")]
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
    assert len(GEVULD_IN_2017) == 13
    assert yaml.safe_load((ECHT / "vragenlijst.yaml").read_text("utf-8"))["items"] == []


def test_all_rows_of_the_real_set_are_public_and_cite_lines() -> None:
    cited = [t for t in GEVULD_IN_2017 if t not in ZONDER_BRON]
    places = [place for t in cited for rij in rows(ECHT, t) for place in rij["bron"].split("|")]

    assert {niveau for t in GEVULD_IN_2017 for niveau in values(ECHT, t, "vertrouwelijkheid")} == {"openbaar"}
    assert len(places) > 200
    assert [place for place in places if ":" not in place] == []


# What the source says, where an earlier reading of it was wrong


def cells_of(tabel: str, kolom: str, **keep: str) -> dict[str, str]:
    """Return one column of a table of the real set by id, of the rows that have the given values."""
    return {rij["id"]: rij[kolom] for rij in rows(ECHT, tabel) if all(rij[k] == v for k, v in keep.items())}


def test_joint_work_in_oss_is_working_together() -> None:
    # S2:365-371: talks with partners, groups of their people, and talks at home with all who are concerned.
    soorten = cells_of("interventies", "soort", casus="de-ruwaard")

    assert len(soorten) == 15
    assert [stap for stap, soort in soorten.items() if soort == "samenwerking"] == ["RUW-1", "RUW-6", "RUW-8", "RUW-9"]
    assert [stap for stap, soort in soorten.items() if soort == "participatie"] == ["RUW-10"]
    assert [stap for stap, soort in soorten.items() if soort == "financien"] == ["RUW-12", "RUW-14"]


def test_deciding_on_savings_is_no_other_flow_of_money() -> None:
    # S2:353: officials advise, the college lists, the raad decides; no budget is arranged in another way.
    soorten = cells_of("interventies", "soort", casus="bezuinigingsdialoog")

    assert soorten == {
        "BEZ-1": "participatie",
        "BEZ-2": "ontwerp",
        "BEZ-3": "ontwerp",
        "BEZ-4": "ontwerp",
        "BEZ-5": "leren",
    }


def test_intention_is_told_only_where_the_source_tells_it() -> None:
    seen = cells_of("effecten", "bedoeld", status="waargenomen")

    assert set(cells_of("effecten", "bedoeld", status="beoogd").values()) == {"ja"}
    # Something that hinders and is mended (S2:313), a regret (S2:355), behaviour that one wants to change (S2:371).
    assert [effect for effect, bedoeld in seen.items() if bedoeld == "nee"] == ["RIJ-E1", "BEZ-E4", "RUW-E7"]
    # Aims: to save (S2:351), to start from what inwoners ask (S2:365), an agenda of companies (S2:394), teams (S1:30)
    # and clients first (S1:28).
    aims = ["BEZ-E2", "RUW-E4", "RUW-E6", "OMG-E2", "NIJ-E2", "BUU-E1"]
    assert [effect for effect, bedoeld in seen.items() if bedoeld == "ja"] == aims
    assert Counter(seen.values())[""] == 14


def test_dialogue_and_formal_decisions_stand_in_a_relation() -> None:
    own = {rij["id"]: rij for rij in rows(ECHT, "sturingsverhoudingen") if rij["deelnemer"] == "sudwest-fryslan"}
    relations = {nummer: (rij["vorm"], rij["verhouding"], rij["andere_vorm"]) for nummer, rij in own.items()}

    assert relations == {"SV-14": ("GE", "naast", "LIJN"), "SV-15": ("LIJN", "begrenst", "GE")}
    assert [rij["bron"] for rij in own.values()] == ["S2:355", "S2:353-355"]
    assert all("onze lezing" in rij["toelichting"] or "lezen wij" in rij["toelichting"] for rij in own.values())


def test_directie_would_have_talked_more_and_not_earlier() -> None:
    # S2:355 says more.
    tables = [t for t in GEVULD_IN_2017 if t not in ZONDER_BRON]
    texts = [cell for t in tables for rij in rows(ECHT, t) for cell in rij.values() if "rollen van" in cell]

    assert len(texts) == 4
    assert [text for text in texts if "meer" not in text] == []
    assert [text for text in texts if "eerder" in text] == []


def test_what_speaks_against_stands_at_the_effect_that_it_is_about() -> None:
    against = {effect: text for effect, text in cells_of("effecten", "tegenbewijs", casus="de-ruwaard").items() if text}

    assert list(against) == ["RUW-E2", "RUW-E3", "RUW-E5"]
    assert len(set(against.values())) == 3


@pytest.mark.parametrize(
    ("tabel", "nummer", "kolom", "words"),
    [
        ("casussen", "stroomlijn", "samenvatting", "vakmanschap"),  # S2:329
        ("casussen", "de-ruwaard", "samenvatting", "wat hij wil, wat hij kan en wat hij nodig heeft"),  # S2:371
        ("interventies", "RUW-10", "toelichting", "wat wilt u, wat kunt u zelf en wat hebt u daarbij nodig"),
        ("casussen", "vitale-dorpen", "samenvatting", "Omgevingswet"),  # S2:347
        ("casussen", "vitale-dorpen", "samenvatting", "collegeprogramma"),
        ("deelnemers", "drechtsteden", "historie", "ruim de helft via de GRD"),  # S2:43
        ("lessen", "L17", "uitleg", "De ideale gemeente"),  # S2:381-382
        ("lessen", "L17", "uitleg", "De ideale regio"),
    ],
)
def test_what_the_source_also_tells_is_kept(tabel: str, nummer: str, kolom: str, words: str) -> None:
    assert words in cells_of(tabel, kolom)[nummer]


def test_lessons_and_their_evidence_address_the_reader_with_u() -> None:
    found = [
        (tabel, rij["id"], match[0])
        for tabel in ("lessen", "bewijsstukken")
        for rij in rows(ECHT, tabel)
        for cell in rij.values()
        for match in re.finditer(r"\b(je|jij|jou|jouw|jezelf|jullie)\b", cell, re.IGNORECASE)
    ]

    assert found == []


def test_what_inwoners_think_is_told_by_others_and_says_so() -> None:
    words = cells_of("beoordelingen", "omschrijving")
    own_report = [nummer for nummer, text in words.items() if text.startswith("Volgens het verslag ")]

    assert set(cells_of("beoordelingen", "zekerheid").values()) == {"beweerd"}
    assert own_report == ["BO-1", "BO-2", "BO-3", "BO-4"]
    assert words["BO-5"].startswith("Volgens de organisatie zelf ")
    assert len(words) == 5


# What we found


def test_each_question_has_an_answer_where_the_source_gives_grounds() -> None:
    found = rows(ECHT, "bevindingen")
    asked = [f"D{n}" for n in range(1, 5)]
    answered: dict[str, list[str]] = {}
    for rij in found:
        answered.setdefault(rij["deelnemer"], []).append(rij["deelvraag"])

    assert answered == {
        "drechtsteden": ["D1", "D2", "D3"],
        "oss": asked,
        "sed": ["D1", "D3", "D4"],
        "sudwest-fryslan": asked,
        "venlo": ["D1", "D2", "D3"],
        "": [*asked, ""],
    }
    assert {rij["status"] for rij in found} == {"concept"}


def test_findings_are_short_sentences_that_address_the_reader_with_u() -> None:
    texts = [rij[kolom] for rij in rows(ECHT, "bevindingen") for kolom in ("antwoord", "wat_u_ermee_kunt")]
    sentences = [zin for text in texts for zin in re.split(r"(?<=[.?])(?<!B\.V\.) ", text) if zin]

    assert len(sentences) > 100
    assert [zin for zin in sentences if len(re.findall(r"\{[^{}]*\}|[^\s{}]+", zin)) > 20] == []
    assert [text for text in texts if re.search(r"\b(je|jij|jouw?|jullie)\b", text, re.IGNORECASE)] == []


def test_answer_about_inwoners_says_that_they_were_not_heard_themselves() -> None:
    told = {rij["id"]: rij["antwoord"] for rij in rows(ECHT, "bevindingen") if rij["deelvraag"] == "D4"}

    assert sorted(told) == ["KRING-B4", "OSS-B4", "SED-B4", "SWF-B4"]
    assert [nummer for nummer, text in told.items() if not re.search("niet zelf aan het woord|via anderen", text)] == []
