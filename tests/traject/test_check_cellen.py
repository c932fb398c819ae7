"""What the check says about one cell: the whole line, as the person who must mend it reads it."""
# ruff: noqa: E501 - a case is one line, so that the list reads from top to bottom

from pathlib import Path

import pytest
from mini import check_text, set_cells, write_traject

GROEPEN = "bestuur, directie, management, medewerkers, inwoners, partners"
VORMEN = "PP, OP, RE, ZE, GE, KN, LIJN"
GEHEEL = "dit is geen heel getal zonder punten, komma's of spaties"
VORM_VAN_SLUG = "dit heeft niet de goede vorm; schrijf kleine letters, cijfers en losse streepjes, zoals de-ruwaard"

# One table with one row, and one cell of it that is wrong.
FOUTE_CELLEN = [
    # Codes of a vocabulary
    ("beoordelingen", "groep", "buren", f"deze waarde is onbekend; vul er precies één in; er staat ‘buren’; toegestaan: {GROEPEN}"),
    ("beoordelingen", "groep", "inwoners|partners", f"deze waarde is onbekend; vul er precies één in; er staat ‘inwoners|partners’; toegestaan: {GROEPEN}"),
    ("casussen", "sturingsvormen", "GE|XX", f"deze waarde is onbekend; er staat ‘GE|XX’; toegestaan: {VORMEN}"),
    ("casussen", "deelvragen", "-", "de cel is leeg en moet zijn ingevuld; toegestaan: Deelvragen waarover de casus iets zegt."),
    ("casussen", "deelvragen", "|", "hier staat niets; er staat ‘|’; toegestaan: Deelvragen waarover de casus iets zegt."),
    ("deelnemers", "sturingsvorm", "ZE|KN", f"deze waarde is onbekend; vul er precies één in; er staat ‘ZE|KN’; toegestaan: {VORMEN} [R04]"),
    ("deelnemers", "modus", "nieuw", "deze waarde is onbekend; vul er precies één in; er staat ‘nieuw’; toegestaan: introductie, versterking [R03]"),
    # Whole numbers
    ("deelnemers", "inwoners", "270.000", f"{GEHEEL}; er staat ‘270.000’"),
    ("deelnemers", "inwoners", "12,5", f"{GEHEEL}; er staat ‘12,5’"),
    ("deelnemers", "inwoners", "veel", f"{GEHEEL}; er staat ‘veel’"),
    ("deelnemers", "inwoners", "-5", "dit is te laag: ten minste 0; er staat ‘-5’"),
    ("contextfactoren", "gewicht", "4", "dit is te hoog: hoogstens 3; er staat ‘4’"),
    ("contextfactoren", "gewicht", "0", "dit is te laag: ten minste 1; er staat ‘0’"),
    ("sturingsmix", "sterkte", "-1", "dit is te laag: ten minste 0; er staat ‘-1’"),
    ("sturingsmix", "sterkte", "5", "dit is te hoog: hoogstens 4; er staat ‘5’"),
    ("logboek", "ronde", "4", "dit is te hoog: hoogstens 3; er staat ‘4’"),
    ("logboek", "ronde", "0", "dit is te laag: ten minste 1; er staat ‘0’"),
    ("antwoorden", "waarde", "ja", "dit is geen heel getal en ook geen weet_niet; er staat ‘ja’"),
    ("antwoorden", "waarde", "3,5", "dit is geen heel getal en ook geen weet_niet; er staat ‘3,5’"),
    # Numbers
    ("indicatormetingen", "waarde", "1.000", "dit getal is dubbelzinnig: duizendtallen of decimalen? schrijf het zonder scheidingsteken; er staat ‘1.000’"),
    ("indicatormetingen", "waarde", "1,000", "dit getal is dubbelzinnig: duizendtallen of decimalen? schrijf het zonder scheidingsteken; er staat ‘1,000’"),
    ("indicatormetingen", "waarde", "tien", "hier hoort een getal; er staat ‘tien’"),
    ("indicatormetingen", "waarde", "nan", "hier hoort een gewoon getal; er staat ‘nan’"),
    # Dates
    ("sturingsmix", "peildatum", "05/31/2021", "dit is geen dag zoals 2021-05-31; er staat ‘05/31/2021’"),
    ("sturingsmix", "peildatum", "2021", "dit is geen dag zoals 2021-05-31; er staat ‘2021’"),
    ("sturingsmix", "peildatum", "2021-02-30", "deze dag staat niet op de kalender; er staat ‘2021-02-30’; toegestaan: een dag zoals 2021-05-31"),
    ("deelnemers", "peildatum", "2015-13", "dit jaar, deze maand of deze dag staat niet op de kalender; er staat ‘2015-13’"),
    ("deelnemers", "peildatum", "2015-02-30", "dit jaar, deze maand of deze dag staat niet op de kalender; er staat ‘2015-02-30’"),
    # Yes and no
    ("herindelingen", "geheel", "yes", "vul ja of nee in; er staat ‘yes’"),
    ("herindelingen", "geheel", "1", "vul ja of nee in; er staat ‘1’"),
    # Names that become files, and other names
    ("deelnemers", "id", "../x", f"{VORM_VAN_SLUG}; er staat ‘../x’"),
    ("deelnemers", "id", "CON", f"{VORM_VAN_SLUG}; er staat ‘CON’"),
    ("deelnemers", "id", "con", "Windows houdt deze naam voor zichzelf; kies een andere; er staat ‘con’"),
    ("deelnemers", "id", "lpt9", "Windows houdt deze naam voor zichzelf; kies een andere; er staat ‘lpt9’"),
    ("deelnemers", "id", "n" * 41, f"dit is te lang: hoogstens 40 tekens; er staat ‘{'n' * 41}’"),
    ("deelnemers", "tooi", "gm0828", "dit heeft niet de goede vorm; schrijf https://identifier.overheid.nl/tooi/id/gemeente/gm0000, of zoals provincie/pv00 en oorg/oorg00000; er staat ‘gm0828’"),
    ("effecten", "id", "E 1", "dit heeft niet de goede vorm; schrijf letters en cijfers, met een enkele - _ of . ertussen; er staat ‘E 1’"),
    ("lessen", "id", "12", "dit heeft niet de goede vorm; schrijf L en een getal, zoals L12 of L1b; er staat ‘12’"),
    ("effecten", "bron", "S1:a", "dit heeft niet de goede vorm; schrijf het nummer van een bron, zo nodig met regels, zoals S2:363-371; er staat ‘S1:a’"),
    # Cells that must be filled
    ("effecten", "bron", "-", "de cel is leeg en moet zijn ingevuld; toegestaan: Herkomst: bron-id met eventueel regels, zoals S2:363-371; meer bronnen met | ertussen."),
    ("effecten", "naam", "-", "de cel is leeg en moet zijn ingevuld; toegestaan: Het effect in enkele woorden."),
    ("aanmeldingen", "contact", "-", "de cel is leeg en moet zijn ingevuld; toegestaan: Functie van de contactpersoon, geen naam. [R10]"),
]  # fmt: skip


@pytest.mark.parametrize(("tabel", "kolom", "cel", "rest"), FOUTE_CELLEN)
def test_wrong_cell_is_named_with_what_is_allowed(tmp_path: Path, tabel: str, kolom: str, cel: str, rest: str) -> None:
    folder = write_traject(tmp_path, **{tabel: f"{kolom}\n{cel}"})

    assert check_text(folder) == [f"fout: {tabel}.csv, rij 2, kolom {kolom}: {rest}"]


@pytest.mark.parametrize(
    ("tabel", "rows"),
    [
        ("indicatormetingen", "waarde\n2,5"),
        ("indicatormetingen", "waarde\n0,125"),
        ("indicatormetingen", "waarde\n-0.125"),
        ("indicatormetingen", "waarde\n1000"),
        ("indicatormetingen", "waarde  waarde_hoog\n2,5  2,5"),
        ("deelnemers", "id  peildatum\nnoord  2016-02-29"),
        ("deelnemers", "id  peildatum\nnoord  2015-12"),
        ("deelnemers", f"id\n{'n' * 40}"),
        ("deelnemers", "id\ncon-1"),
        ("deelnemers", "id  inwoners\nnoord  0"),
        ("sturingsmix", "sterkte  meting\n0  T0\n4  T1"),
        ("contextfactoren", "gewicht  factor\n1  draad_burger\n3  draad_waarden"),
        ("interventies", "start  eind\n2021-05-31  2021-05"),
        ("casussen", "id  sturingsvormen\nwijk  GE | KN"),
    ],
)
def test_unusual_but_clear_cell_is_accepted(tmp_path: Path, tabel: str, rows: str) -> None:
    effect = {"effecten": "id\nE1"} if tabel == "indicatormetingen" else {}

    assert check_text(write_traject(tmp_path, **effect, **{tabel: rows})) == []


# Cells that are right by themselves and wrong together


@pytest.mark.parametrize(
    ("tabel", "rows", "rest"),
    [
        ("effecten", "deelnemer  casus\n-  -", "vul deelnemer of casus in"),
        (
            "sturingsverhoudingen",
            "vorm  andere_vorm\nZE  ZE",
            "vorm en andere_vorm zijn hetzelfde; kies twee verschillende",
        ),
        ("indicatormetingen", "waarde  waarde_hoog\n3,5  2,5", "waarde_hoog is lager dan waarde"),
        ("interventies", "start  eind\n2021-06  2021-05", "eind ligt vóór start (2021-05 < 2021-06)"),
        (
            "interventies",
            "gepland_start  gepland_eind\n2022  2021-12-31",
            "gepland_eind ligt vóór gepland_start (2021-12-31 < 2022)",
        ),
        (
            "deelnemers",
            "id  status\nnoord  gestopt",
            "vul gestopt_na_ronde in als de status gestopt is, en anders niet",
        ),
        (
            "deelnemers",
            "id  gestopt_na_ronde\nnoord  2",
            "vul gestopt_na_ronde in als de status gestopt is, en anders niet",
        ),
    ],
)
def test_cells_that_contradict_each_other(tmp_path: Path, tabel: str, rows: str, rest: str) -> None:
    assert check_text(write_traject(tmp_path, **{tabel: rows})) == [f"fout: {tabel}.csv, rij 2: {rest}"]


@pytest.mark.parametrize(
    ("tabel", "rows", "line"),
    [
        (
            "effecten",
            "id\nE1\nE2\nE1",
            "rij 4, kolom id: deze rij is er al, in rij 2; er staat ‘E1’; toegestaan: elke sleutel één keer",
        ),
        (
            "deelnemers",
            "id\nnoord\nnoord",
            "rij 3, kolom id: deze rij is er al, in rij 2; er staat ‘noord’; toegestaan: elke sleutel één keer",
        ),
        (
            "sturingsmix",
            "meting  sterkte\nT0  1\nT1  1\nT0  4",
            "rij 4, kolom deelnemer+meting+aanzicht+sturingsvorm: deze rij is er al, in rij 2; "
            "er staat ‘noord|T0|formeel|ZE’; toegestaan: elke sleutel één keer",
        ),
    ],
)
def test_key_that_stands_twice(tmp_path: Path, tabel: str, rows: str, line: str) -> None:
    assert check_text(write_traject(tmp_path, **{tabel: rows})) == [f"fout: {tabel}.csv, {line}"]


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    folder = write_traject(
        tmp_path,
        effecten="""
            id  richting  bedoeld
            E1  beter     ja
            E2  gunstig   misschien
        """,
        lessen="""
            id  thema
            L1  -
        """,
    )

    assert check_text(folder) == [
        "fout: effecten.csv, rij 2, kolom richting: deze waarde is onbekend; vul er precies één in; er staat ‘beter’; "
        "toegestaan: gunstig, gemengd, neutraal, ongunstig",
        "fout: effecten.csv, rij 3, kolom bedoeld: vul ja of nee in; er staat ‘misschien’",
        "fout: lessen.csv, rij 2, kolom thema: de cel is leeg en moet zijn ingevuld; toegestaan: Thema.",
    ]


def test_long_value_is_cut_in_the_message(tmp_path: Path) -> None:
    folder = set_cells(write_traject(tmp_path), "deelnemers", 2, soort="een heel lange omschrijving " * 10)

    assert check_text(folder) == [
        "fout: deelnemers.csv, rij 2, kolom soort: deze waarde is onbekend; vul er precies één in; "
        "er staat ‘een heel lange omschrijving een heel lange omschrijving e...’; "
        "toegestaan: gemeente, gr, ambtelijke_fusie, regio, anders"
    ]
