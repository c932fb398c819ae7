"""Write the smallest traject that is still valid, so that a test shows only what it is about.

    from mini import check_text, set_cells, write_traject

    def test_dangling_effect(tmp_path):
        folder = write_traject(
            tmp_path,
            beoordelingen='''
                id  effect  groep
                B1  E9      inwoners
            ''',
        )
        assert check_text(folder) == ["error: beoordelingen.csv, row 2, column effect: ..."]

A table is text: a header and rows, cells parted by two or more spaces, `-` for an empty cell, `|` inside a list cell.
Columns that a table leaves out get the value of a valid row (`GEWOON`, and else what the model takes); an unknown
column fails the test at once.
A table that is named replaces the one of the base; all other tables have only a header.

Bases: `leertraject` (the default) has source S1 of 100 lines, and deelnemers noord and zuid. `leerkring` has six
deelnemers (noord, oost, zuid, west, midden, rand; `aantal` takes fewer or more) with application, trekker and match,
rounds in 2021-2022, team T1-T3, partner bureau, and questionnaire items V1 (medewerkers) and V4 (D4: inwoners,
partners) on a scale from 1 to 5. Both check without a single remark. `traject` and `vragenlijst` are YAML texts whose
top-level keys replace those of the base. `set_cells` changes cells of a row that was written.
"""

from __future__ import annotations

import csv
import re
import textwrap
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from leerkring.model import TABELLEN
from leerkring.model.velden import Rij
from leerkring.traject import check_folder
from leerkring.traject.inhoud import columns, find_vocabulary, references

NAMEN = ("noord", "oost", "zuid", "west", "midden", "rand")

TRAJECT = """
id: mini
naam: Mini
fictief: true
opzet: leertraject
inleiding: Een verzonnen traject.
centrale_vraag: Wat werkt?
deelvragen: {D1: Hoe, D2: Naast wat, D3: Wat verandert er, D4: Wat vinden anderen}
start: "2021-03"
eind: "2022-06"
peildatum: 2022-06-30
financiering: Niemand.
rollen: Geen.
grenzen: [Alles is verzonnen.]
rapporten: {casus: team, vergelijking: team}
"""

TRAJECT_LEERKRING = """
opzet: leerkring
gestart: true
bijdrage_euro: 16650
rondes:
  - {nummer: 1, start: 2021-05-01, eind: 2021-08-31, bijeenkomst: 2021-09-10}
  - {nummer: 2, start: 2021-09-11, eind: 2021-12-31, bijeenkomst: 2022-01-20, gasten: 9}
  - {nummer: 3, start: 2022-01-21, eind: 2022-04-30, bijeenkomst: 2022-05-20}
mijlpalen:
  - {naam: Aankondiging, moment: "2021-03"}
  - {naam: Seminar, moment: "2022-06"}
kennispartners:
  - {id: bureau, expertise: [ZE], labels: [{naam: Bureau, van: 2015-01-01}]}
team: [{id: T1, organisatie: Bureau}, {id: T2, organisatie: Bureau}, {id: T3, organisatie: Bureau}]
publicatie: {besproken: 2022-05-20, afgerond: 2022-06-10}
"""

VRAGENLIJST = """
versie: geen
toelichting: Er is niets gevraagd.
"""

VRAGENLIJST_LEERKRING = """
versie: "1"
toelichting: Twee verzonnen stellingen.
schaal: {laag: 1, hoog: 5, labels: {1: nee, 2: weinig, 3: soms, 4: vaak, 5: ja}, weet_niet: true}
items:
  - {id: V1, tekst: Het is duidelijk wie beslist., deelvraag: D2, groepen: [medewerkers]}
  - {id: V4, tekst: Er wordt geluisterd., deelvraag: D4, groepen: [inwoners, partners]}
"""

# The usual value of columns that a test may leave out, where the first that the model takes does not do; {n} is the
# row's place, from 1.
GEWOON: dict[str, dict[str, str]] = {
    "bronnen": {"id": "S{n}", "titel": "Bron", "soort": "document", "uitgever": "Team", "datum": "2021"},
    "deelnemers": {
        "id": "deelnemer-{n}",
        "naam": "Gemeente",
        "soort": "gemeente",
        "sturingsvorm": "ZE",
        "modus": "introductie",
        "bestuur": "raad en college",
        "inwoners": "50000",
        "historie": "geen",
        "fase": "bezig",
        "peildatum": "2021",
        "status": "actief",
    },
    "aanmeldingen": {
        "id": "A{n}",
        "naam": "Gemeente",
        "contact": "secretaris",
        "sturingsvorm": "ZE",
        "aanleiding": "Er was iets.",
        "motivatie": "Wij willen leren.",
        "al_actief": "ja",
        "actieve_bijdrage": "ja",
        "intake": "2021-04-01",
        "ingediend": "2021-04-02",
        "status": "toegelaten",
        "vertrouwelijkheid": "leerkring",
    },
    "betrokkenen": {"id": "P{n}", "functie": "secretaris", "trekker": "ja", "eerste_contact": "ja"},
    "matches": {
        "kennispartner": "bureau",
        "datum": "2021-04-20",
        "akkoord_deelnemer": "ja",
        "akkoord_partner": "ja",
        "reden": "Dat past.",
    },
    "leden": {"naam": "Lid {n}"},
    "bevindingen": {
        "id": "BV{n}",
        "deelvraag": "D1",
        "antwoord": "Men begon klein.",
        "steunt_op": "noord",
        "status": "concept",
        "datum": "2022-06-01",
    },
    "herindelingen": {"van": "Oud {n}", "naar": "Nieuw", "moment": "2015", "geheel": "ja"},
    "contextfactoren": {"factor": "draad_vertrouwen", "gewicht": "1", "toelichting": "Dat blijkt."},
    "casussen": {
        "id": "casus-{n}",
        "naam": "Casus",
        "organisatie": "Gemeente",
        "soort": "gemeente",
        "sturingsvormen": "ZE",
        "deelvragen": "D1",
        "samenvatting": "Er gebeurde iets.",
    },
    "interventies": {"id": "I{n}", "naam": "Stap", "soort": "gesprek", "status": "uitgevoerd"},
    "sturingsmix": {
        "meting": "T0",
        "aanzicht": "formeel",
        "sturingsvorm": "ZE",
        "sterkte": "2",
        "peildatum": "2021-05-01",
    },
    "sturingsverhoudingen": {
        "id": "SV{n}",
        "vorm": "ZE",
        "verhouding": "naast",
        "andere_vorm": "LIJN",
        "zekerheid": "beweerd",
        "toelichting": "Dat blijkt.",
    },
    "effecten": {
        "id": "E{n}",
        "naam": "Effect",
        "omschrijving": "Er veranderde iets.",
        "sturingsvorm": "ZE",
        "status": "waargenomen",
        "richting": "gunstig",
        "bedoeld": "ja",
        "zekerheid": "beweerd",
    },
    "indicatormetingen": {
        "effect": "E1",
        "indicator": "Wachttijd",
        "volgorde": "{n}",
        "stap": "T0",
        "nulmeting": "nee",
        "waarde": "10",
        "eenheid": "dagen",
        "peildatum": "2021-05",
    },
    "beoordelingen": {
        "id": "B{n}",
        "effect": "E1",
        "groep": "inwoners",
        "oordeel": "gunstig",
        "omschrijving": "Zij vinden het goed.",
        "zekerheid": "beweerd",
    },
    "procestoetsen": {
        "id": "PT{n}",
        "effect": "E1",
        "claim": "De stap bracht dit teweeg.",
        "rivaal": "nee",
        "soort": "strohalm",
        "voorspelling": "Dan is dat te zien.",
        "uitslag": "geslaagd",
    },
    "adviezen": {
        "id": "AD{n}",
        "ronde": "1",
        "van": "noord",
        "naar": "zuid",
        "type": "bijsturen",
        "tekst": "Doe dit.",
        "opvolging": "open",
    },
    "logboek": {"id": "N{n}", "datum": "2021-06-01", "ronde": "1", "soort": "tip", "tekst": "Let op."},
    "fragmenten": {
        "id": "F{n}",
        "datum": "2021-06-01",
        "groep": "medewerkers",
        "tekst": "Wij doen het zo.",
        "goedgekeurd": "ja",
    },
    "codeboek": {"id": "c{n}", "label": "Code", "definitie": "Past hier.", "deelvraag": "D1"},
    "coderingen": {"fragment": "F1", "codeur": "T1", "code": "c1"},
    "lessen": {
        "id": "L{n}",
        "titel": "Leer.",
        "uitleg": "Dat helpt.",
        "thema": "leren",
        "status": "waargenomen",
        "deelvragen": "D1",
    },
    "bewijsstukken": {
        "id": "BW{n}",
        "les": "L1",
        "strekking": "steunt",
        "omschrijving": "Dit was te zien.",
        "zekerheid": "beweerd",
    },
    "uitnodigingen": {"groep": "medewerkers", "meting": "T0", "uitgenodigd": "10"},
    "respondenten": {"id": "R{n}", "groep": "medewerkers", "toestemming": "ja"},
    "antwoorden": {"respondent": "R1", "meting": "T0", "item": "V1", "waarde": "3"},
}
OVERAL = {"deelnemer": "noord", "bron": "S1", "vertrouwelijkheid": "openbaar"}
# One row for each table that the base leaves empty, in one traject.
VOL = {
    "leden": "naam\nLid",
    "herindelingen": "van\nOud",
    "contextfactoren": "gewicht\n2",
    "casussen": "id  deelnemer\nwijk  noord",
    "interventies": "id\nI1",
    "sturingsmix": "sterkte\n2",
    "sturingsverhoudingen": "id\nSV1",
    "effecten": "id  interventies\nE1  I1",
    "indicatormetingen": "effect\nE1",
    "beoordelingen": "effect\nE1",
    "procestoetsen": "effect\nE1",
    "adviezen": "van  naar\nnoord  zuid",
    "logboek": "id\nN1",
    "fragmenten": "id\nF1",
    "codeboek": "id\nc1",
    "coderingen": "fragment\nF1",
    "lessen": "id\nL1",
    "bewijsstukken": "les\nL1",
    "uitnodigingen": "groep\nmedewerkers",
    "respondenten": "id\nR1",
    "antwoorden": "respondent\nR1",
    "bevindingen": "steunt_op\nE1",
}
VOL |= {tabel: "vertrouwelijkheid\nopenbaar" for tabel in TABELLEN if tabel not in {*VOL, *GEWOON}}
# Where the deelnemer may stay blank, a row says itself whether it has one.
ZONDER_DEELNEMER = ("casussen", "logboek", "bewijsstukken")


def write_traject(
    folder: Path,
    opzet: str = "leertraject",
    aantal: int = len(NAMEN),
    traject: str = "",
    vragenlijst: str = "",
    **tables: str,
) -> Path:
    """Write a valid traject with the given tables in the place of those of the base, and return its folder."""
    assert opzet in ("leertraject", "leerkring")
    assert set(tables) <= set(TABELLEN), f"no such table: {sorted(set(tables) - set(TABELLEN))}"
    is_leerkring = opzet == "leerkring"
    folder.mkdir(parents=True, exist_ok=True)
    write_yaml(folder / "traject.yaml", TRAJECT, TRAJECT_LEERKRING if is_leerkring else "", traject)
    write_yaml(folder / "vragenlijst.yaml", VRAGENLIJST, VRAGENLIJST_LEERKRING if is_leerkring else "", vragenlijst)
    base = {"bronnen": "id  regels\nS1  100", "deelnemers": "id\nnoord\nzuid"}
    if is_leerkring:
        namen = [NAMEN[n] if n < len(NAMEN) else f"extra{n}" for n in range(aantal)]
        base["deelnemers"] = "\n".join(["id", *namen])
        base |= dict.fromkeys(("aanmeldingen", "betrokkenen", "matches"), "\n".join(["deelnemer", *namen]))
    for tabel in TABELLEN:
        write_rows(folder, tabel, read_text_table(tabel, (base | tables).get(tabel, "")))
    return folder


def write_yaml(path: Path, *texts: str) -> None:
    """Write one YAML file from texts of which the later replace keys of the earlier."""
    path.write_text(join_yaml(*texts), encoding="utf-8")


@cache
def join_yaml(*texts: str) -> str:
    """Return YAML texts as one; most of the thousands of trajects that tests write have those of a base."""
    content: dict[str, Any] = {}
    for text in texts:
        content |= yaml.safe_load(textwrap.dedent(text)) or {}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)


def read_cells(text: str) -> list[dict[str, str]]:
    """Return the rows of a text table as cells by column; `-` is an empty cell."""
    lines = [re.split(r"\s{2,}", line.strip()) for line in text.splitlines() if line.strip()]
    for cells in lines:
        assert len(cells) == len(lines[0]), f"{cells} does not fit {lines[0]}"
    return [dict(zip(lines[0], ("" if cell == "-" else cell for cell in cells), strict=True)) for cells in lines[1:]]


def read_text_table(tabel: str, text: str) -> list[dict[str, str]]:
    """Return the rows of a table of a traject, with the columns that the text leaves out filled in."""
    given = read_cells(text)
    header = set(given[0]) if given else set()
    known = columns(TABELLEN[tabel])
    assert header <= set(known), f"{tabel} has no column {sorted(header - set(known))}"
    usual = {k: v for k, v in (find_usual(tabel) | OVERAL | GEWOON.get(tabel, {})).items() if k in known}
    if tabel in ZONDER_DEELNEMER or "casus" in header:
        usual.pop("deelnemer", None)
    return [{k: v.replace("{n}", str(n)) for k, v in usual.items()} | row for n, row in enumerate(given, start=1)]


@cache
def find_usual(tabel: str) -> dict[str, str]:
    """Return, for a table of which nothing is said above, a value for each column that must be filled."""
    if tabel in GEWOON:
        return {}
    entiteit, found = TABELLEN[tabel], {}
    for kolom, field in entiteit.model_fields.items():
        if field.is_required() and kolom not in OVERAL:
            target, codes = references(entiteit).get(kolom), find_vocabulary(field.annotation) or ()
            first = [GEWOON[target.tabel]["id"].replace("{n}", "1")] if target else [*map(str, codes)]
            options = [*first, f"{tabel[:2]}{{n}}", "1", "ja", "2021-06-01", "2021"]
            found[kolom] = next(text for text in options if takes(entiteit, kolom, text.replace("{n}", "1")))
    return found


def takes(entiteit: type[Rij], kolom: str, text: str) -> bool:
    """Tell whether a column takes a cell, whatever the rest of its row is."""
    try:
        entiteit.model_validate({kolom: text})
    except ValidationError as error:
        return all(detail["loc"][:1] != (kolom,) for detail in error.errors())
    return True


def write_rows(folder: Path, tabel: str, rows: list[dict[str, str]]) -> None:
    """Write a table as CSV with all its columns."""
    with (folder / f"{tabel}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns(TABELLEN[tabel]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def set_cells(folder: Path, tabel: str, rij: int, **cells: str) -> Path:
    """Change cells of one row of a table that was written; the header is row 1, as in a spreadsheet."""
    with (folder / f"{tabel}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert set(cells) <= set(rows[rij - 2]), f"{tabel} has no column {sorted(set(cells) - set(rows[rij - 2]))}"
    rows[rij - 2] |= cells
    write_rows(folder, tabel, rows)
    return folder


def check_text(folder: Path) -> list[str]:
    """Return every problem of a folder as the line that a reader sees."""
    return [str(probleem) for probleem in check_folder(folder)]
