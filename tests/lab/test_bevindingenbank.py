"""The bevindingenbank, operated as a researcher does: what it shows, what it saves, and that nothing typed is lost."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lab import choose, fill, find, list_labels, list_options, press, read
from mini import check_text, set_cells, write_traject

from leerkring.hoofdstukken.bevindingen.beeld.concept import NIET_ZEKERDER
from leerkring.lab.bevindingenbank import open_bevindingenbank
from leerkring.lab.bevindingpen import NIEUWE_CELLEN
from leerkring.model.bevindingen import Bevinding
from leerkring.traject.saving.bevinden import Bevindingwerk, write_bevinding
from leerkring.weergave.widgets import Scherm
from leerkring.weergave.widgets.besluit import describe_control
from leerkring.weergave.widgets.fouten import LOG

TABELLEN = {
    "bronnen": "id  soort  uitgever\nS1  registratie  Gemeente\nS2  interview  Bureau",
    "effecten": "id  deelnemer  omschrijving  zekerheid  bron\nE1  noord  Het ging sneller.  gemeten  S1\n"
    "E2  noord  Het bleef <b>druk</b>.  waargenomen  S2\nE3  zuid  Zuid ging trager.  beweerd  S1",
    "indicatormetingen": "effect  stap  waarde\nE1  T0  41\nE1  T3  33",
    "logboek": "id  deelnemer  tekst  bron\nN1  noord  De wachttijd daalde.  S1\nN2  -  Van iedereen.  S2\n"
    "N3  noord  Niet overal.  S2",
    "respondenten": "id  groep  toestemming\n"
    + "\n".join(f"R{n}  inwoners  {'ingetrokken' if n == 7 else 'ja'}" for n in range(1, 8)),
    "antwoorden": "respondent  meting  item  waarde\n" + "\n".join(f"R{n}  T3  V4  {1 + n % 2}" for n in range(1, 8)),
    "bevindingen": "id  deelnemer  deelvraag  antwoord  steunt_op\n"
    "NOO-B1  noord  D1  Men begon klein.  E1\nKRING-B1  -  -  Leren werkt.  NOO-B1",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in ("notebooks", "params", "data"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("LEERKRING_ROOT", str(tmp_path))
    before, propagate = LOG.handlers[:], LOG.propagate
    LOG.handlers.clear()
    yield write_traject(tmp_path / "data" / "mini", "leerkring", **TABELLEN)
    for handler in LOG.handlers:
        handler.close()
    LOG.handlers[:], LOG.propagate = before, propagate


@pytest.fixture
def bank(folder: Path) -> Scherm:
    scherm = open_bevindingenbank(str(folder), "noord")
    assert scherm.fout.value == ""
    return scherm


def rows(folder: Path) -> list[str]:
    return (folder / "bevindingen.csv").read_text("utf-8").splitlines()


def said(bank: Scherm) -> str:
    return str(bank.status.tekst)


def take(bank: Scherm, knop: str, *plaatsen: str) -> None:
    """Choose rows in the evidence, and say what they do."""
    fill(bank, "Bewijs", plaatsen)
    press(bank, knop)


def write_new(bank: Scherm, antwoord: str = "Het ging sneller.", *plaatsen: str) -> None:
    """Write a new finding on the effects, and do not save it."""
    choose(bank, "Vraag", "D3 · Effecten")
    fill(bank, "Antwoord", antwoord)
    take(bank, "Dit steunt het antwoord", *(plaatsen or ("E1",)))


def other_writes(folder: Path, key: str, **cells: Any) -> None:
    """Let a colleague change a finding."""
    other = Bevindingwerk(folder)
    seen = next(b for _, b in other.inhoud.rows("bevindingen") if b.id == key)
    other.do(write_bevinding(seen, **seen.model_dump(exclude={"id", "gezien"}) | cells))


def test_the_evidence_about_a_deelnemer_stands_beside_the_pen_and_can_be_searched(bank: Scherm) -> None:
    assert said(bank).startswith("NOO-B1 · Concept, D1 · Context en aanpak, ")
    shown = list_options(bank, "Bewijs")
    assert "E2 · Het bleef <b>druk</b>." in shown
    assert "N2 · Van iedereen." in shown
    assert any(line.startswith("V4:inwoners:T3 · ‘Er wordt geluisterd.’") for line in shown)
    assert not [line for line in shown if line.startswith(("E3", "NOO-B1", "KRING-B1", "S1", "R1"))]

    fill(bank, "Zoek in het bewijs", "WACHTTIJD daalde")
    assert list_options(bank, "Bewijs") == ["N1 · De wachttijd daalde."]
    fill(bank, "Zoek in het bewijs", "")
    choose(bank, "Tabel", "effecten")
    assert list_options(bank, "Bewijs") == ["E1 · Het ging sneller.", "E2 · Het bleef <b>druk</b>."]
    fill(bank, "Bewijs", ("E2",))
    assert "Het bleef &lt;b&gt;druk&lt;/b&gt;." in read(bank)
    assert "effecten.csv:3" in read(bank)


def test_a_finding_of_the_circle_may_rest_on_all_rows_and_on_no_answers(bank: Scherm) -> None:
    choose(bank, "Over", "De hele kring")

    assert "Centrale vraag" in list_options(bank, "Vraag")
    shown = list_options(bank, "Bewijs")
    assert {line.split(" · ")[0] for line in shown} >= {"E1", "E3", "N1", "NOO-B1"}
    assert not [line for line in shown if ":inwoners:" in line]


def test_a_finding_is_written_saved_undone_and_done_again_each_time_on_the_disk(bank: Scherm, folder: Path) -> None:
    before = rows(folder)
    write_new(bank, "Het ging sneller, van {E1.T0} naar {E1.T3}.")
    assert rows(folder) == before, "nothing is saved before it is gevraagd met --force"

    press(bank, "Sla op")

    assert said(bank) == "Opgeslagen. NOO-B2 · Concept."
    after = rows(folder)
    assert after[:-1] == before
    dag, gezien = re.search(r"concept,(\d{4}-\d\d-\d\d),,,,,(E1=[a-z]+),team$", after[-1]).groups()  # type: ignore[union-attr]
    cells = f'NOO-B2,noord,D3,"Het ging sneller, van {{E1.T0}} naar {{E1.T3}}.",,E1,,concept,{dag},,,,,{gezien},team'
    assert after[-1] == cells
    assert check_text(folder) == []
    press(bank, "Maak ongedaan")
    assert rows(folder) == before
    assert find(bank, "Antwoord").value == ""
    press(bank, "Doe opnieuw")
    assert rows(folder) == after
    assert find(bank, "Bevinding").label == "NOO-B2 · Concept"
    press(bank, "Haal deze bevinding weg")
    assert rows(folder) == before


def test_how_sure_it_is_and_how_it_reads_follow_the_pen(bank: Scherm) -> None:
    choose(bank, "Vraag", "D3 · Effecten")
    fill(bank, "Antwoord", "Van {E1.T0} naar minder.")
    assert "Dan staat hier hoe zeker het is." in read(bank)

    take(bank, "Dit steunt het antwoord", "E1", "N2")
    assert said(bank) == "Redelijk onderbouwd: gemeten, 2 bronnen."
    assert NIET_ZEKERDER in read(bank), "the effect alone is not sure enough"
    assert "<p>Van 41 dagen naar minder.</p>" in read(bank)
    assert "Antwoord: 4 van de 60 woorden." in read(bank)
    assert "<li>2 bronnen: 1 punt</li>" in read(bank)

    fill(bank, "Steunt op", ("E1",))
    press(bank, "Haal deze rijen eruit")
    take(bank, "Dit steunt het antwoord", "N1")
    assert said(bank) == "Goed onderbouwd: gemeten, 2 bronnen."

    take(bank, "Dit spreekt ertegen", "N3")
    assert said(bank) == "Redelijk onderbouwd: gemeten, 2 bronnen, 1 keer tegengesproken."
    assert "<p>Dit kost telkens een stap:</p><ul><li>Niet overal.</li></ul>" in read(bank)

    fill(bank, "Spreekt tegen", ("N3",))
    press(bank, "Haal deze rijen eruit")
    assert said(bank) == "Goed onderbouwd: gemeten, 2 bronnen."
    choose(bank, "Hoogstens", "Zwak onderbouwd")
    fill(bank, "Reden, als u minder zeker bent dan berekend", "Het is één jaar.")
    assert "<strong>Zwak onderbouwd: gemeten, 2 bronnen.</strong>" in read(bank)
    assert "Het is één jaar." in read(bank)


def test_a_number_comes_at_the_end_or_where_it_was_asked_for(bank: Scherm, folder: Path) -> None:
    write_new(bank, "Het werden", "E1", "V4:inwoners:T3")
    assert list_options(bank, "Getal") == ["E1.T0 · 41 dagen", "E1.T3 · 33 dagen", "V4:inwoners:T3 · 1,5"]

    choose(bank, "Getal", "E1.T3 · 33 dagen")
    press(bank, "Zet dit getal in het antwoord")
    assert find(bank, "Antwoord").value == "Het werden {E1.T3}"
    fill(bank, "Antwoord", "Van {} naar {E1.T3}.")
    choose(bank, "Getal", "E1.T0 · 41 dagen")
    press(bank, "Zet dit getal in het antwoord")
    assert find(bank, "Antwoord").value == "Van {E1.T0} naar {E1.T3}."

    press(bank, "Sla op")
    assert "V4:inwoners:T3=" in rows(folder)[-1]
    assert check_text(folder) == []


@pytest.mark.parametrize(
    ("prepare", "sentence"),
    [
        ({"Antwoord": ""}, "Schrijf eerst een antwoord."),
        ({"Steunt op": ()}, "Kies eerst ten minste één rij waar het antwoord op steunt."),
        ({"Antwoord": "woord " * 61}, "‘Antwoord’ heeft 61 woorden; schrijf er hoogstens 60."),
        ({"Wat u ermee kunt": "woord " * 41}, "‘Wat u ermee kunt’ heeft 41 woorden; schrijf er hoogstens 40."),
        ({"Hoogstens": "zwak"}, "Vul ‘Hoogstens’ en de reden allebei in, of geen van beide."),
        ({"Nagekeken door (functie)": "trekker"}, "Vul ook in waarom anderen dit mogen lezen, of wie het nakeek."),
        ({"Vraag": "D4"}, "want geen van deze rijen is een oordeel van inwoners of partners."),
        ({"Antwoord": "Van {E2.T0}."}, "leidt niet naar een getal in een rij waar de bevinding op rust ({E2.T0})."),
        ({"Antwoord": "Wel 999 keer."}, "dit getal staat in geen van de rijen waar de bevinding op rust (999); kies"),
        ({"Antwoord": "=HYPERLINK(a)"}, "een tekst begint als een formule, die een rekenblad zou uitvoeren; kies ‘Sla"),
        ({"Antwoord": "Dat\x07 ging."}, "Dit is niet opgeslagen, want het past niet bij de tabellen"),
    ],
)
def test_what_is_refused_is_one_dutch_sentence_and_what_was_typed_stays(
    bank: Scherm, folder: Path, prepare: dict[str, Any], sentence: str
) -> None:
    before = rows(folder)
    write_new(bank)
    if "Vraag" in prepare:
        choose(bank, "Vraag", "D4 · Oordeel van buiten")
        fill(bank, "Antwoord", "Het ging sneller.")
        take(bank, "Dit steunt het antwoord", "E1")
    elif "Steunt op" in prepare:
        fill(bank, "Steunt op", ("E1",))
        press(bank, "Haal deze rijen eruit")
    else:
        for label, value in prepare.items():
            fill(bank, label, value)
    typed = find(bank, "Antwoord").value, list_options(bank, "Steunt op")

    press(bank, "Sla op")

    assert sentence in said(bank)
    assert "Traceback" not in bank.fout.value
    assert rows(folder) == before
    assert (find(bank, "Antwoord").value, list_options(bank, "Steunt op")) == typed


def test_a_warning_is_saved_by_who_says_so(bank: Scherm, folder: Path) -> None:
    write_new(bank, "Wel 999 keer.")
    press(bank, "Sla op")

    press(bank, "Sla alsnog op")

    assert "Wel 999 keer." in rows(folder)[-1]
    assert bank.fout.value == ""
    assert "Sla alsnog op" not in list_labels(bank)


def test_a_colleague_who_wrote_another_finding_is_named_and_the_own_one_saved_after_all(
    bank: Scherm, folder: Path
) -> None:
    write_new(bank)
    other_writes(folder, "KRING-B1", antwoord="Samen leren werkt.")
    theirs = rows(folder)

    press(bank, "Sla op")
    assert "Een ander was u voor (bevinding KRING-B1 veranderde)" in said(bank)
    assert rows(folder) == theirs
    press(bank, "Sla alsnog op")

    assert rows(folder)[:-1] == theirs
    assert rows(folder)[-1].startswith("NOO-B2,noord,D3,Het ging sneller.")


def test_a_colleague_who_changed_the_same_finding_is_not_overwritten_unseen(bank: Scherm, folder: Path) -> None:
    fill(bank, "Antwoord", "Men begon heel klein.")
    other_writes(folder, "NOO-B1", antwoord="Men begon groot.")
    theirs = rows(folder)

    press(bank, "Sla op")
    press(bank, "Sla alsnog op")
    assert "een ander veranderde intussen bevinding NOO-B1; kies ‘Laat vallen’." in said(bank)
    assert rows(folder) == theirs
    assert "Er staat nu: <q>Men begon groot.</q> Slaat u op, dan komt uw tekst ervoor in de plaats." in read(bank)
    press(bank, "Laat vallen")

    assert find(bank, "Antwoord").value == "Men begon heel klein."
    assert "Er staat nu: <q>Men begon groot.</q>" in read(bank)
    press(bank, "Sla op")
    assert "Men begon heel klein." in rows(folder)[1]


def test_what_was_not_saved_comes_back_with_its_finding(bank: Scherm, folder: Path) -> None:
    fill(bank, "Antwoord", "Half af")
    choose(bank, "Over", "De hele kring")
    assert find(bank, "Antwoord").value != "Half af"
    choose(bank, "Over", next(o for o in list_options(bank, "Over") if "noord" in o))

    assert find(bank, "Antwoord").value == "Half af"
    assert "met wat u nog niet opsloeg" in said(bank)
    assert "Half af" not in "".join(rows(folder))


def test_undo_of_what_was_saved_leaves_what_was_typed_since(bank: Scherm, folder: Path) -> None:
    before = rows(folder)
    fill(bank, "Antwoord", "Eerste versie.")
    press(bank, "Sla op")
    fill(bank, "Antwoord", "Tweede versie.")

    press(bank, "Maak ongedaan")

    assert rows(folder) == before
    assert find(bank, "Antwoord").value == "Tweede versie."


def test_a_stale_finding_is_marked_and_renewed_when_somebody_looked_again(bank: Scherm, folder: Path) -> None:
    assert "Geen bevinding is te herzien." in read(bank)
    press(bank, "Sla op")  # which notes how its rows are
    set_cells(folder, "effecten", 2, omschrijving="Het ging trager.")
    press(bank, "Lees opnieuw")

    assert find(bank, "Bevinding").label == "NOO-B1 · Concept · te herzien"
    assert "<li>NOO-B1: E1</li>" in read(bank)
    assert "Veranderd na het opschrijven; zo staat het er nu:" in read(bank)
    assert "Het ging trager." in read(bank)
    assert any("te herzien" in line for line in check_text(folder))

    press(bank, "Opnieuw bekeken")
    assert check_text(folder) == []
    assert find(bank, "Bevinding").label == "NOO-B1 · Concept"
    assert "Opnieuw bekeken" not in list_labels(bank)
    press(bank, "Maak ongedaan")
    assert find(bank, "Bevinding").label == "NOO-B1 · Concept · te herzien"


def test_a_finding_on_which_another_rests_stays(bank: Scherm, folder: Path) -> None:
    before = rows(folder)

    press(bank, "Haal deze bevinding weg")

    assert said(bank) == "Dit is niet opgeslagen, want een bevinding rust op NOO-B1, en dat is er dan niet."
    assert rows(folder) == before


def test_a_press_that_overtakes_what_was_typed_saves_what_was_seen(bank: Scherm, folder: Path) -> None:
    write_new(bank)
    knop = find(bank, "Sla op")
    seen = [describe_control(c) | ({"tekst": "Later getypt."} if c.description == "Antwoord" else {}) for c in knop.bij]

    knop._handle_custom_msg({"gezien": seen}, [])

    assert "Later getypt." in rows(folder)[-1]


def test_where_a_traject_cannot_be_opened_nothing_of_the_earlier_one_can_be_changed(bank: Scherm, folder: Path) -> None:
    other = folder.parent / "ander"
    other.mkdir()
    traject = find(bank, "Traject")
    traject.options = [*traject.options, ("ander", str(other))]
    fill(bank, "Antwoord", "Half af")
    before = rows(folder)

    traject.value = str(other)

    assert bank.fout.value
    assert [find(bank, knop).disabled for knop in ("Sla op", "Maak ongedaan", "Haal deze bevinding weg")] == [True] * 3
    press(bank, "Sla op")
    assert rows(folder) == before
    traject.value = str(folder)
    assert bank.fout.value == ""
    assert not find(bank, "Sla op").disabled


def test_whoever_is_no_deelnemer_cannot_be_written_about(folder: Path) -> None:
    assert (
        "De deelnemer ‘nergens’ is er niet; kies uit noord" in open_bevindingenbank(str(folder), "nergens").fout.value
    )


def test_each_column_of_a_finding_is_written_by_somebody() -> None:
    rest = {"id", "deelnemer", "deelvraag", "datum", "gezien"}
    assert set(Bevinding.model_fields) == {*NIEUWE_CELLEN, *rest}
