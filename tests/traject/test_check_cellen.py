"""What the check says about one cell: the whole line, as the person who must mend it reads it."""
# ruff: noqa: E501 - a case is one line, so that the list reads from top to bottom

from pathlib import Path

import pytest
from mini import check_text, set_cells, write_traject

GROEPEN = "bestuur, directie, management, medewerkers, inwoners, partners"
VORMEN = "PP, OP, RE, ZE, GE, KN, LIJN"
GEHEEL = "is not a whole number, written without points, commas or spaces"
VORM_VAN_SLUG = "has the wrong form; write lower-case letters, digits and single hyphens, such as de-ruwaard"

# One table with one row, and one cell of it that is wrong.
FOUTE_CELLEN = [
    # Codes of a vocabulary
    ("beoordelingen", "groep", "buren", f"unknown value; exactly one is allowed; found 'buren'; allowed: {GROEPEN}"),
    ("beoordelingen", "groep", "inwoners|partners", f"unknown value; exactly one is allowed; found 'inwoners|partners'; allowed: {GROEPEN}"),
    ("beoordelingen", "groep", "Inwoners", f"unknown value; exactly one is allowed; found 'Inwoners'; allowed: {GROEPEN}"),
    ("casussen", "sturingsvormen", "GE|XX", f"unknown value; found 'GE|XX'; allowed: {VORMEN}"),
    ("casussen", "deelvragen", "-", "the cell is empty and must be filled; allowed: Deelvragen waarover de casus iets zegt."),
    ("casussen", "deelvragen", "|", "names nothing; found '|'; allowed: Deelvragen waarover de casus iets zegt."),
    ("deelnemers", "sturingsvorm", "ZE|KN", f"unknown value; exactly one is allowed; found 'ZE|KN'; allowed: {VORMEN} [R04]"),
    ("deelnemers", "modus", "nieuw", "unknown value; exactly one is allowed; found 'nieuw'; allowed: introductie, versterking [R03]"),
    # Whole numbers
    ("deelnemers", "inwoners", "270.000", f"{GEHEEL}; found '270.000'"),
    ("deelnemers", "inwoners", "12,5", f"{GEHEEL}; found '12,5'"),
    ("deelnemers", "inwoners", "veel", f"{GEHEEL}; found 'veel'"),
    ("deelnemers", "inwoners", "-5", "must be greater than or equal to 0; found '-5'"),
    ("contextfactoren", "gewicht", "4", "must be less than or equal to 3; found '4'"),
    ("contextfactoren", "gewicht", "0", "must be greater than or equal to 1; found '0'"),
    ("sturingsmix", "sterkte", "-1", "must be greater than or equal to 0; found '-1'"),
    ("sturingsmix", "sterkte", "5", "must be less than or equal to 4; found '5'"),
    ("logboek", "ronde", "4", "must be less than or equal to 3; found '4'"),
    ("logboek", "ronde", "0", "must be greater than or equal to 1; found '0'"),
    ("antwoorden", "waarde", "ja", "is neither a whole number nor weet_niet; found 'ja'"),
    ("antwoorden", "waarde", "3,5", "is neither a whole number nor weet_niet; found '3,5'"),
    # Numbers
    ("indicatormetingen", "waarde", "1.000", "is ambiguous: a thousands separator or a decimal? write it without a separator; found '1.000'"),
    ("indicatormetingen", "waarde", "1,000", "is ambiguous: a thousands separator or a decimal? write it without a separator; found '1,000'"),
    ("indicatormetingen", "waarde", "tien", "must be a valid number, unable to parse string as a number; found 'tien'"),
    ("indicatormetingen", "waarde", "nan", "Input should be a finite number; found 'nan'"),
    # Dates
    ("sturingsmix", "peildatum", "31-05-2021", "is not a date such as 2021-05-31; found '31-05-2021'"),
    ("sturingsmix", "peildatum", "2021", "is not a date such as 2021-05-31; found '2021'"),
    ("sturingsmix", "peildatum", "2021-02-30", "is not a date in the calendar; found '2021-02-30'; allowed: a day such as 2021-05-31"),
    ("deelnemers", "peildatum", "2015-13", "is not a year, month or day in the calendar; found '2015-13'"),
    ("deelnemers", "peildatum", "2015-02-30", "is not a year, month or day in the calendar; found '2015-02-30'"),
    ("deelnemers", "peildatum", "mei 2015", "has the wrong form; write 2015, 2015-10 or 2015-10-03; found 'mei 2015'"),
    # Yes and no
    ("herindelingen", "geheel", "yes", "must be ja or nee; found 'yes'"),
    ("herindelingen", "geheel", "Ja", "must be ja or nee; found 'Ja'"),
    ("herindelingen", "geheel", "1", "must be ja or nee; found '1'"),
    # Names that become files, and other names
    ("deelnemers", "id", "../x", f"{VORM_VAN_SLUG}; found '../x'"),
    ("deelnemers", "id", "CON", f"{VORM_VAN_SLUG}; found 'CON'"),
    ("deelnemers", "id", "con", "this name is reserved by Windows and cannot be a file name; found 'con'"),
    ("deelnemers", "id", "lpt9", "this name is reserved by Windows and cannot be a file name; found 'lpt9'"),
    ("deelnemers", "id", "n" * 41, f"String should have at most 40 characters; found '{'n' * 41}'"),
    ("deelnemers", "tooi", "gm0828", "has the wrong form; write https://identifier.overheid.nl/tooi/id/gemeente/gm0000, or such as provincie/pv00 and oorg/oorg00000; found 'gm0828'"),
    ("effecten", "id", "E 1", "has the wrong form; write letters and digits with a single - _ or . between them; found 'E 1'"),
    ("lessen", "id", "12", "has the wrong form; write L and a number, such as L12 or L1b; found '12'"),
    ("effecten", "bron", "S1:a", "has the wrong form; write a source id, with lines if any, such as S2:363-371; found 'S1:a'"),
    # Cells that must be filled
    ("effecten", "bron", "-", "the cell is empty and must be filled; allowed: Herkomst: bron-id met eventueel regels, zoals S2:363-371; meer bronnen met | ertussen."),
    ("effecten", "naam", "-", "the cell is empty and must be filled; allowed: Het effect in enkele woorden."),
    ("aanmeldingen", "contact", "-", "the cell is empty and must be filled; allowed: Functie van de contactpersoon, geen naam. [R10]"),
]  # fmt: skip


@pytest.mark.parametrize(("tabel", "kolom", "cel", "rest"), FOUTE_CELLEN)
def test_wrong_cell_is_named_with_what_is_allowed(tmp_path: Path, tabel: str, kolom: str, cel: str, rest: str) -> None:
    folder = write_traject(tmp_path, **{tabel: f"{kolom}\n{cel}"})

    assert check_text(folder) == [f"error: {tabel}.csv, row 2, column {kolom}: {rest}"]


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
        ("effecten", "deelnemer  casus\n-  -", "either deelnemer or casus must be filled"),
        ("sturingsverhoudingen", "vorm  andere_vorm\nZE  ZE", "vorm and andere_vorm must differ"),
        ("indicatormetingen", "waarde  waarde_hoog\n3,5  2,5", "waarde_hoog lies below waarde"),
        ("interventies", "start  eind\n2021-06  2021-05", "eind lies before start (2021-05 < 2021-06)"),
        (
            "interventies",
            "gepland_start  gepland_eind\n2022  2021-12-31",
            "gepland_eind lies before gepland_start (2021-12-31 < 2022)",
        ),
        (
            "deelnemers",
            "id  status\nnoord  gestopt",
            "gestopt_na_ronde must be filled when, and only when, status is gestopt",
        ),
        (
            "deelnemers",
            "id  gestopt_na_ronde\nnoord  2",
            "gestopt_na_ronde must be filled when, and only when, status is gestopt",
        ),
    ],
)
def test_cells_that_contradict_each_other(tmp_path: Path, tabel: str, rows: str, rest: str) -> None:
    assert check_text(write_traject(tmp_path, **{tabel: rows})) == [f"error: {tabel}.csv, row 2: {rest}"]


@pytest.mark.parametrize(
    ("tabel", "rows", "line"),
    [
        (
            "effecten",
            "id\nE1\nE2\nE1",
            "row 4, column id: the row has the same key as row 2; found 'E1'; allowed: each key once",
        ),
        (
            "deelnemers",
            "id\nnoord\nnoord",
            "row 3, column id: the row has the same key as row 2; found 'noord'; allowed: each key once",
        ),
        (
            "sturingsmix",
            "meting  sterkte\nT0  1\nT1  1\nT0  4",
            "row 4, column deelnemer+meting+aanzicht+sturingsvorm: the row has the same key as row 2; "
            "found 'noord|T0|formeel|ZE'; allowed: each key once",
        ),
    ],
)
def test_key_that_stands_twice(tmp_path: Path, tabel: str, rows: str, line: str) -> None:
    assert check_text(write_traject(tmp_path, **{tabel: rows})) == [f"error: {tabel}.csv, {line}"]


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
        "error: effecten.csv, row 2, column richting: unknown value; exactly one is allowed; found 'beter'; "
        "allowed: gunstig, gemengd, neutraal, ongunstig",
        "error: effecten.csv, row 3, column bedoeld: must be ja or nee; found 'misschien'",
        "error: lessen.csv, row 2, column thema: the cell is empty and must be filled; allowed: Thema.",
    ]


def test_long_value_is_cut_in_the_message(tmp_path: Path) -> None:
    folder = set_cells(write_traject(tmp_path), "deelnemers", 2, soort="een heel lange omschrijving " * 10)

    assert check_text(folder) == [
        "error: deelnemers.csv, row 2, column soort: unknown value; exactly one is allowed; "
        "found 'een heel lange omschrijving een heel lange omschrijving e...'; "
        "allowed: gemeente, gr, ambtelijke_fusie, regio, anders"
    ]
