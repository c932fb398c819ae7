"""What a finding may be, rest on and say, and who gets to see it."""

from pathlib import Path

import pytest
from mini import check_text, read_cells, set_cells, write_traject

from leerkring import open_casus, open_traject
from leerkring.model.bevindingen import Bevinding, count_words
from leerkring.traject.audience import NIET_ALLE_RIJEN
from leerkring.traject.opening import read_folder
from leerkring.traject.verwezen import find_value, list_changed, list_loose_numbers, read_gezien

GOED = {"id": "B1", "deelnemer": "noord", "deelvraag": "D1", "antwoord": "Het ging.", "steunt_op": "E1"}
REST = {"status": "concept", "datum": "2022-01-01", "vertrouwelijkheid": "openbaar"}
KRING = {
    "effecten": "id  naam\nE1  Sneller\nE2  Trager",
    "indicatormetingen": "effect  stap  waarde\nE1  T0  41\nE1  T3  33",
    "respondenten": "id  groep\n" + "\n".join(f"R{n}  inwoners" for n in range(1, 7)),
    "antwoorden": "respondent  meting  item  waarde\n" + "\n".join(f"R{n}  T3  V4  {1 + n % 2}" for n in range(1, 7)),
}


RUIMER = "steunt_op  spreekt_tegen  vertrouwelijkheid  ruimer_reden  nagekeken_door\n"


def test_a_finding_may_go_further_than_its_rows_with_a_reason_and_a_review_and_is_less_sure(tmp_path: Path) -> None:
    effecten = "id  vertrouwelijkheid  zekerheid\nE1  team  gemeten\nE2  openbaar  gemeten\nE3  team  gemeten"
    rows = "E1  -  openbaar  Zo-spraken-wij-af  adviseur\nE2  E3  openbaar  Zo-spraken-wij-af  adviseur"
    write_traject(tmp_path, "leerkring", **KRING | {"effecten": effecten}, bevindingen=RUIMER + rows)
    told, known = (open_casus(tmp_path, "noord", d).bevindingen.bevindingen for d in ("openbaar", "team"))
    page = open_casus(tmp_path, "noord", "openbaar").kort().html

    assert [[p.plaats for p in points] for points in told["steunpunten"]] == [[], ["E2"]]
    assert list(told["kracht"]) == ["zwak", "zwak"]
    assert list(told["deels"]) == [True, True]
    assert [len(points) for points in known["steunpunten"]] == [1, 2]
    assert "Zwak onderbouwd: de rijen waar dit op rust, mogen hier niet staan." in page
    assert NIET_ALLE_RIJEN in page
    assert "Zo-spraken-wij-af" not in page


@pytest.mark.parametrize(
    ("text", "words"),
    [("Het ging goed.", 3), ("Van {E1.T0} naar {E1.na de raad} weken.", 5), ("Ja – en nee …", 3), ("2,5 mln", 2)],
)
def test_a_word_is_what_is_read_as_one(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"antwoord": "woord " * 61}, "antwoord heeft 61 woorden; schrijf er hoogstens 60"),
        (
            {"antwoord": "woord " * 151, "deelnemer": None, "deelvraag": None},
            "heeft 151 woorden; schrijf er hoogstens 150",
        ),
        ({"wat_u_ermee_kunt": "woord " * 41}, "heeft 41 woorden; schrijf er hoogstens 40"),
        ({"deelvraag": None}, "alleen bij de centrale vraag van de kring"),
        ({"hoogstens": "zwak"}, "vul hoogstens en reden allebei in"),
        ({"spreekt_tegen": "E1"}, "een rij kan niet steunen en tegenspreken tegelijk"),
        ({"steunt_op": ""}, "at least 1"),
        ({"steunt_op": "V4:inwoners:T9"}, "het nummer van een rij"),
    ],
)
def test_what_a_finding_may_not_be(cells: dict[str, str | None], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Bevinding.model_validate(GOED | REST | cells)


def test_the_central_question_has_room() -> None:
    found = Bevinding.model_validate(GOED | REST | {"antwoord": "woord " * 150, "deelnemer": None, "deelvraag": None})

    assert found.deelvraag is None


def open_kring(folder: Path, bevindingen: str, doelgroep: str = "team") -> list[str]:
    """Return the ids of the findings that an audience sees."""
    write_traject(folder, "leerkring", **KRING, bevindingen=bevindingen)
    return list(
        open_traject(folder, doelgroep, "noord" if doelgroep == "deelnemer" else None).frame("bevindingen")["id"]
    )


GEZIEN = read_cells("""
    steunt_op       spreekt_tegen  niveau     team  deelnemer  leerkring  openbaar
    E1              -              openbaar   ja    ja         ja         ja
    E1              E2             openbaar   ja    nee        nee        nee
    E2              -              leerkring  ja    nee        nee        nee
    E1              -              leerkring  ja    ja         ja         nee
    E1              -              deelnemer  ja    ja         nee        nee
    V4:inwoners:T3  -              openbaar   ja    ja         ja         nee
    V4:inwoners:T2  -              openbaar   nee   nee        nee        nee
    E1|L1           -              openbaar   ja    ja         ja         ja
""")
"""E2 is for the team; six inwoners answered V4 at T3 (5 are enough within the circle, 10 in public), none at T2."""


@pytest.mark.parametrize("doelgroep", ["team", "deelnemer", "leerkring", "openbaar"])
@pytest.mark.parametrize("row", GEZIEN, ids=lambda row: f"{row['steunt_op']}-{row['spreekt_tegen']}-{row['niveau']}")
def test_a_finding_is_seen_by_who_may_see_all_that_it_rests_on(
    tmp_path: Path, row: dict[str, str], doelgroep: str
) -> None:
    own = f"{row['steunt_op']}  {row['spreekt_tegen'] or '-'}  {row['niveau']}"
    bevinding = f"steunt_op  spreekt_tegen  vertrouwelijkheid\n{own}"
    write_traject(tmp_path, "leerkring", **KRING, lessen="id\nL1", bevindingen=bevinding)
    set_cells(tmp_path, "effecten", 3, vertrouwelijkheid="team")

    t = open_traject(tmp_path, doelgroep, "noord" if doelgroep == "deelnemer" else None)

    assert len(t.frame("bevindingen")) == (row[doelgroep] == "ja")


def test_a_finding_of_the_circle_goes_with_that_of_a_deelnemer(tmp_path: Path) -> None:
    rows = "id  deelnemer  steunt_op  vertrouwelijkheid\nB1  noord  E1  leerkring\nB2  -  B1  openbaar\n"
    rows += "B3  -  E1  openbaar"

    assert open_kring(tmp_path, rows, "leerkring") == ["B1", "B2", "B3"]
    assert open_kring(tmp_path, rows, "openbaar") == ["B3"]


def test_what_was_found_of_the_circle_is_not_in_the_report_of_one(tmp_path: Path) -> None:
    write_traject(tmp_path, "leerkring", **KRING, bevindingen="id  deelnemer  steunt_op\nB1  noord  E1\nB2  -  E1|oost")

    one = open_traject(tmp_path, "team", "noord")

    assert list(one.frame("bevindingen")["id"]) == ["B1"]
    assert list(one.frame("deelnemers")["id"]) == ["noord"]


WAARDEN = [
    ("E1.naam", "Sneller"),
    ("E1.T3", 33.0),
    ("V4:inwoners:T3.n", 6),
    ("E1.T9", None),
    ("E2.naam", None),
    ("E1.x", None),
]


@pytest.mark.parametrize(("verwijzing", "value"), WAARDEN)
def test_what_a_reference_in_a_text_stands_for(tmp_path: Path, verwijzing: str, value: object) -> None:
    write_traject(tmp_path, "leerkring", **KRING, bevindingen="steunt_op\nE1|V4:inwoners:T3")
    inhoud, _ = read_folder(tmp_path)
    assert inhoud is not None
    (_, bevinding), *_ = inhoud.rows("bevindingen")

    found = find_value(inhoud, bevinding, verwijzing)

    assert getattr(found, "waarde", found) == value


LOS = [
    ("Van 41 naar 33 weken.", []),
    ("Van 41,0 naar 30 weken.", ["30"]),
    ("Sinds 2021 sneller.", []),
    ("Van {E1.T0} naar 34.", ["34"]),
    ("Met 1.000 en nog 1.000.", ["1.000"]),
]


@pytest.mark.parametrize(("text", "loose"), LOS)
def test_a_number_typed_by_hand_stands_in_a_row(tmp_path: Path, text: str, loose: list[str]) -> None:
    metingen = "effect  stap  waarde  peildatum\nE1  T0  41  2021-05\nE1  T3  33  2022-05"
    write_traject(tmp_path, "leerkring", **KRING | {"indicatormetingen": metingen}, bevindingen="steunt_op\nE1")
    set_cells(tmp_path, "bevindingen", 2, antwoord=text)
    inhoud, _ = read_folder(tmp_path)
    assert inhoud is not None
    (_, bevinding), *_ = inhoud.rows("bevindingen")

    assert list_loose_numbers(inhoud, bevinding) == loose


@pytest.mark.parametrize(("steunt", "loose"), [("V4:inwoners:T3", []), ("E1", ["8"])])
def test_only_who_rests_on_answers_may_say_where_their_scale_ends(
    tmp_path: Path, steunt: str, loose: list[str]
) -> None:
    labels = ", ".join(f"{n}: antwoord {n}" for n in range(1, 9))
    schaal = f"schaal: {{laag: 1, hoog: 8, labels: {{{labels}}}, weet_niet: true}}"
    write_traject(tmp_path, "leerkring", **KRING, vragenlijst=schaal, bevindingen=f"steunt_op\n{steunt}")
    set_cells(tmp_path, "bevindingen", 2, antwoord="Op een schaal van 1 tot 8.")
    inhoud, _ = read_folder(tmp_path)
    assert inhoud is not None
    (_, bevinding), *_ = inhoud.rows("bevindingen")

    assert list_loose_numbers(inhoud, bevinding) == loose


@pytest.mark.parametrize(
    ("tabel", "cells", "changed"),
    [
        ("effecten", {"naam": "Veel sneller"}, "‘E1’"),
        ("indicatormetingen", {"waarde": "40"}, "‘E1’"),
        ("antwoorden", {"waarde": "5"}, "‘V4:inwoners:T3’"),
        ("logboek", {"tekst": "Iets anders."}, None),
    ],
)
def test_a_finding_is_looked_at_again_when_a_row_that_it_rests_on_changed(
    tmp_path: Path, tabel: str, cells: dict[str, str], changed: str | None
) -> None:
    folder = write_traject(tmp_path, "leerkring", **KRING, logboek="id\nN1", bevindingen="steunt_op\nE1|V4:inwoners:T3")
    inhoud, _ = read_folder(folder)
    assert inhoud is not None
    (_, bevinding), *_ = inhoud.rows("bevindingen")
    set_cells(folder, "bevindingen", 2, gezien="|".join(read_gezien(inhoud, bevinding)))
    assert check_text(folder) == []

    set_cells(folder, tabel, 2, **cells)

    lines = check_text(folder)
    assert [line for line in lines if "te herzien" in line and f"er staat {changed}" in line] == (
        lines if changed else []
    )
    assert len(lines) == (changed is not None)


def test_who_withdrew_is_not_among_the_answers_so_that_the_check_and_the_report_agree(tmp_path: Path) -> None:
    folder = write_traject(tmp_path, "leerkring", **KRING, bevindingen="steunt_op\nV4:inwoners:T3")
    set_cells(folder, "respondenten", 7, toestemming="ingetrokken")
    inhoud, _ = read_folder(folder)
    assert inhoud is not None
    (_, bevinding), *_ = inhoud.rows("bevindingen")

    assert find_value(inhoud, bevinding, "V4:inwoners:T3.n") == 5
    set_cells(folder, "bevindingen", 2, gezien="|".join(read_gezien(inhoud, bevinding)))
    assert list_changed(open_traject(folder).inhoud, bevinding) == []
    assert check_text(folder) == []


def test_a_finding_that_was_looked_at_again_and_stayed_as_it_was_upsets_none_that_rests_on_it(tmp_path: Path) -> None:
    folder = write_traject(tmp_path, "leerkring", **KRING, bevindingen="id  steunt_op\nB1  E1\nB2  B1")
    inhoud, _ = read_folder(folder)
    assert inhoud is not None
    first, second = (bevinding for _, bevinding in inhoud.rows("bevindingen"))
    set_cells(folder, "bevindingen", 3, gezien="|".join(read_gezien(inhoud, second)))

    set_cells(folder, "bevindingen", 2, gezien="|".join(read_gezien(inhoud, first)))

    assert check_text(folder) == []
