"""A census of the fictional leerkring that ships: its size, its variety, and that its script makes it again."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from test_data import SETS, VOORBEELD, rows, values

from leerkring import open_casus
from leerkring.begrippen import GEKOZEN_VORMEN, Doelgroep, Groep, Vertrouwelijkheid
from leerkring.hoofdstukken.vragenlijst.cijfers.verandering import GEEN_VERANDERING
from leerkring.model.bevindingen import count_words
from leerkring.traject import Traject, open_traject
from leerkring.traject.opening import read_folder
from leerkring.traject.regels.vragenlijst import check_genoeg_antwoorden as check

ZIN = re.compile(r"(?<=[.!?])\s+")
LANGSTE_ZIN = 20


@pytest.fixture(scope="module")
def voorbeeld() -> Traject:
    return open_traject(VOORBEELD)


def test_example_says_that_it_is_fictional(voorbeeld: Traject) -> None:
    assert voorbeeld.beschrijving.fictief is True
    assert "fictief" in voorbeeld.beschrijving.naam
    assert [rij["titel"] for rij in rows(VOORBEELD, "bronnen") if "(fictief)" not in rij["titel"]] == []
    assert "verzonnen" in (VOORBEELD / "README.md").read_text("utf-8").splitlines()[0]


def test_example_borrows_no_name_from_the_real_set() -> None:
    real, invented = (
        {
            *values(folder, "deelnemers", "naam"),
            *values(folder, "leden", "naam"),
            *values(folder, "herindelingen", "van"),
        }
        for folder in SETS
    )

    assert len(real) > 15
    assert len(invented) == 8 + 5 + 2
    assert real & invented == set()


@pytest.mark.parametrize(
    ("tabel", "n"), [("deelnemers", 8), ("interventies", 60), ("effecten", 40), ("logboek", 200), ("fragmenten", 120)]
)
def test_example_has_its_size(tabel: str, n: int) -> None:
    assert len(rows(VOORBEELD, tabel)) == n


def test_example_fills_every_table_that_it_has_a_file_of() -> None:
    files = [path.stem for path in VOORBEELD.glob("*.csv")]

    assert len(files) >= 26
    assert [tabel for tabel in files if not rows(VOORBEELD, tabel)] == []


def test_example_has_all_six_forms() -> None:
    assert set(values(VOORBEELD, "deelnemers", "sturingsvorm")) == set(GEKOZEN_VORMEN)
    assert len(GEKOZEN_VORMEN) == 6


def test_example_has_three_rounds_and_four_metingen(voorbeeld: Traject) -> None:
    assert [ronde.nummer for ronde in voorbeeld.beschrijving.rondes] == [1, 2, 3]
    assert set(values(VOORBEELD, "sturingsmix", "meting")) == {"T0", "T1", "T2", "T3"}
    assert set(values(VOORBEELD, "antwoorden", "meting")) == {"T0", "T1", "T2", "T3"}


def test_example_has_answers_of_six_groups() -> None:
    answered = set(values(VOORBEELD, "antwoorden", "respondent"))
    groups = {rij["groep"] for rij in rows(VOORBEELD, "respondenten") if rij["id"] in answered}

    assert len(rows(VOORBEELD, "antwoorden")) >= 2500
    assert groups == set(Groep)


def test_each_fragment_is_coded_by_the_same_two_codeurs() -> None:
    by_fragment: dict[str, set[str]] = {}
    for rij in rows(VOORBEELD, "coderingen"):
        by_fragment.setdefault(rij["fragment"], set()).add(rij["codeur"])

    assert len(by_fragment) == 120
    assert {tuple(sorted(codeurs)) for codeurs in by_fragment.values()} == {("T1", "T2")}


def test_example_has_all_four_levels_of_confidentiality() -> None:
    for tabel in ("logboek", "fragmenten", "interventies", "effecten", "bewijsstukken"):
        assert set(values(VOORBEELD, tabel, "vertrouwelijkheid")) == set(Vertrouwelijkheid), tabel


def test_example_has_three_partners_of_which_one_hands_over_to_another_label(voorbeeld: Traject) -> None:
    partners = voorbeeld.beschrijving.kennispartners

    assert sorted(len(partner.labels) for partner in partners) == [1, 1, 2]
    assert set(values(VOORBEELD, "matches", "kennispartner")) == {partner.id for partner in partners}


def test_example_is_made_again_byte_for_byte(tmp_path: Path) -> None:
    script = VOORBEELD / "maak" / "maak_voorbeeld.py"
    subprocess.run(
        [sys.executable, str(script), str(tmp_path)],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    # A checkout on Windows may have other line ends than the script writes.
    shipped = {path.name: path.read_bytes().replace(b"\r\n", b"\n") for path in VOORBEELD.glob("*.csv")}

    assert sorted(made) == sorted(shipped)
    assert len(made) >= 26
    assert [name for name in made if made[name] != shipped[name]] == []


def test_example_answers_each_question_for_each_deelnemer_and_for_the_circle() -> None:
    found = {(rij["deelnemer"], rij["deelvraag"]) for rij in rows(VOORBEELD, "bevindingen")}
    slugs = values(VOORBEELD, "deelnemers", "id")

    assert found == {(slug, f"D{n}") for slug in [*slugs, ""] for n in range(1, 5)} | {("", "")}
    assert len(rows(VOORBEELD, "bevindingen")) == len(found)


@pytest.mark.parametrize("doelgroep", [Doelgroep.OPENBAAR, Doelgroep.LEERKRING, Doelgroep.TEAM])
def test_a_finding_of_the_example_reaches_whom_it_says(doelgroep: Doelgroep) -> None:
    level = Vertrouwelijkheid(str(doelgroep)).rang
    meant = {r["id"] for r in rows(VOORBEELD, "bevindingen") if Vertrouwelijkheid(r["vertrouwelijkheid"]).rang >= level}

    assert set(open_traject(VOORBEELD, doelgroep).frame("bevindingen")["id"]) == meant


def test_findings_of_the_example_are_written_in_short_sentences() -> None:
    texts = [rij[k] for rij in rows(VOORBEELD, "bevindingen") for k in ("antwoord", "wat_u_ermee_kunt", "reden")]
    sentences = [zin for text in texts for zin in ZIN.split(text)]

    assert [zin for zin in sentences if count_words(zin) > LANGSTE_ZIN] == []


def test_a_draft_of_the_example_says_nothing_of_how_its_rows_were() -> None:
    for rij in rows(VOORBEELD, "bevindingen"):
        noted = [place.partition("=")[0] for place in rij["gezien"].split("|") if place]
        places = [place for k in ("steunt_op", "spreekt_tegen") for place in rij[k].split("|") if place]

        assert noted == ([] if rij["status"] == "concept" else places), rij["id"]


def test_no_test_of_the_example_is_decided_by_a_change_that_may_be_chance() -> None:
    """A test that lays two metingen side by side, in which nothing clearly moved outside, settles nothing."""
    owners = dict(zip(values(VOORBEELD, "effecten", "id"), values(VOORBEELD, "effecten", "deelnemer"), strict=True))
    two = [r for r in rows(VOORBEELD, "procestoetsen") if r["bron"].count("VL-") > 1]
    wrong = []
    for rij in two:
        moved = open_casus(VOORBEELD, owners[rij["effect"]]).vragenlijst.verandering
        clear = moved[moved["is_extern"] & moved["reden"].isna() & (moved["richting"] != GEEN_VERANDERING)]
        wrong += [rij["id"]] if clear.empty and rij["uitslag"] != "onbeslist" else []

    assert [rij["id"] for rij in two] == ["NEV-E3-P3"]
    assert wrong == []


def test_example_would_have_told_of_its_small_groups_while_it_ran() -> None:
    inhoud, _ = read_folder(VOORBEELD, volledig=False)
    assert inhoud is not None
    halfway = replace(inhoud, beschrijving=inhoud.beschrijving.model_copy(update={"peildatum": date(2022, 5, 31)}))
    told = [str(p).split(";")[0].removeprefix("ter info: antwoorden.csv, kolom waarde: ") for p in check(halfway)]

    assert list(check(inhoud)) == []
    assert len(told) == 10
    assert [text for text in told if "directie bij wolkendam" in text] == [
        "van directie bij wolkendam zijn er te weinig antwoorden"
    ]
    assert sum("ottermonde" in text for text in told) == 6
