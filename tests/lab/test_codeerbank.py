"""The codeerbank, operated as a researcher does: what it shows, what it saves, and what it says when it may not."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mini import set_cells, write_traject
from passages import passage, remove_fragment

from leerkring.lab.codeerbank import Codeerbank, open_codeerbank
from leerkring.lab.leeskeuzes import NIET_DOOR_MIJ, VERSCHIL
from leerkring.lab.leesstukken import Leessoort
from leerkring.lab.opening import open_scherm
from leerkring.traject import check_folder
from leerkring.traject.saving import placing
from leerkring.traject.saving.coderen import Codeerwerk, cut_fragment, give_code, take_code
from leerkring.weergave.widgets.besluit import describe_control
from leerkring.weergave.widgets.fouten import LOG
from leerkring.weergave.widgets.tekstkeuze import Markering, Tekstkeuze

TABELLEN = {
    "fragmenten": "id  tekst\nF1  Wij doen het zo.\nF2  Dat mag niet.\nF3  Nee hoor.",
    "codeboek": "id  label  definitie\nc1  Kader  Past bij kaders.\nc2  Tempo  Past bij <tijd>.",
    "coderingen": "fragment  codeur  code\nF1  T1  c1\nF1  T2  c2\nF2  T2  c1",
    "logboek": "id  deelnemer  tekst\nN1  noord  Het ging goed. Later niet.\nN2  -  Van iedereen.",
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
def bank(folder: Path) -> Codeerbank:
    made: list[Codeerbank] = []

    def build(scherm: Any) -> None:
        made.append(Codeerbank(scherm, str(folder), "T1"))
        made[0].start()

    scherm = open_scherm("Codeerbank", build)
    assert scherm.fout.value == ""
    return made[0]


def read(folder: Path, tabel: str = "coderingen") -> list[str]:
    return (folder / f"{tabel}.csv").read_text("utf-8").splitlines()


def take(bank: Codeerbank, passage: str) -> None:
    """Take a passage as the browser does."""
    van = bank.tekst.tekst.index(passage)
    bank.tekst.keuze = {"van": van, "tot": van + len(passage), "beurt": bank.tekst.keuze["beurt"] + 1}


def read_cells(bank: Codeerbank) -> list[str]:
    """Return the cells of the table with codes."""
    rows = bank.labels.value.split("<tbody>")[1].split("</tbody>")[0]
    return re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", rows)


def said(bank: Codeerbank) -> str:
    return str(bank.scherm.status.tekst)


def test_a_fragment_is_read_with_its_codes_and_how_well_codeurs_agree(bank: Codeerbank) -> None:
    assert (bank.tekst.naam, bank.tekst.tekst, bank.tekst.kiesbaar) == ("Tekst F1", "Wij doen het zo.", False)
    assert read_cells(bank) == ["F1", "Wij doen het zo.", "Kader", "Tempo", "–"]
    assert "De codeurs gaven het enige fragment verschillende codes." in bank.eens.value
    assert "Bij één fragment verschillen codeurs en is nog niets afgesproken." in bank.eens.value
    assert bank.codes.value == ("c1", "c2")
    assert [bank.terug.disabled, bank.opnieuw.disabled, bank.wacht.layout.display] == [True, True, "none"]


def test_a_code_is_given_taken_undone_and_done_again_each_time_on_the_disk(bank: Codeerbank, folder: Path) -> None:
    before = read(folder)
    bank.stuk.value = "F3"
    bank.code.value = "c2"

    bank.geef.click()
    assert read(folder) == [*before, "F3,T1,c2,nee,S1,openbaar"]
    assert said(bank) == "Opgeslagen: T1 gaf ‘Tempo’."
    assert read_cells(bank)[2] == "Tempo"

    bank.neem.click()
    assert read(folder) == before
    bank.terug.click()
    assert read(folder) == [*before, "F3,T1,c2,nee,S1,openbaar"]
    bank.terug.click()
    assert read(folder) == before
    assert bank.terug.disabled
    bank.opnieuw.click()
    assert read(folder) == [*before, "F3,T1,c2,nee,S1,openbaar"]


def press_seen(bank: Codeerbank, **seen: dict[str, Any]) -> None:
    """Press the main button in a browser in which other choices stand than have arrived."""
    names = ("traject", "codeur", "soort", "deelnemer", "toon", "dag", "stuk", "tekst", "code")
    state = [describe_control(control) | seen.get(name, {}) for name, control in zip(names, bank.geef.bij, strict=True)]
    bank.geef._handle_custom_msg({"gezien": state}, [])


def test_a_press_that_overtakes_a_choice_acts_on_what_was_seen(bank: Codeerbank, folder: Path) -> None:
    before = read(folder)
    bank.stuk.value = "F3"
    assert bank.code.value == "c1"

    press_seen(bank, code={"index": 1, "labels": ["Tempo"]})

    assert read(folder) == [*before, "F3,T1,c2,nee,S1,openbaar"]
    assert bank.code.value == "c2"


def test_a_press_that_overtakes_a_deelnemer_and_a_day_cuts_a_source_text_for_those_that_were_seen(
    bank: Codeerbank, folder: Path
) -> None:
    (folder / "teksten").mkdir()
    (folder / "teksten" / "S1.txt").write_text("Een. Twee.", encoding="utf-8")
    bank.keuzes.soort.value = Leessoort.BRONTEKST
    bank.keuzes.deelnemer.value, bank.keuzes.dag.value = "noord", "2021-01-01"
    take(bank, "Twee.")

    place = next(n for n, (_, slug) in enumerate(bank.keuzes.deelnemer.options) if slug == "zuid")
    label = bank.keuzes.deelnemer.options[place][0]
    press_seen(bank, deelnemer={"index": place, "labels": [label]}, dag={"tekst": "2021-06-15"})

    assert read(folder, "fragmenten")[-1] == "F4,zuid,2021-06-15,,,Twee.,nee,S1:1,team"


def test_where_a_traject_cannot_be_opened_nothing_of_the_earlier_one_can_be_changed(
    bank: Codeerbank, folder: Path
) -> None:
    bank.stuk.value = "F3"
    bank.geef.click()
    other = folder.parent / "ander"
    other.mkdir()
    bank.keuzes.traject.options = [*bank.keuzes.traject.options, ("ander", str(other))]
    bank.keuzes.traject.value = str(other)
    before, wrong = read(folder), bank.scherm.fout.value
    assert wrong

    for choose in (
        lambda: setattr(bank.keuzes.soort, "value", Leessoort.LOGBOEK),
        lambda: setattr(bank.keuzes.toon, "value", VERSCHIL),
        bank.geef.click,
        bank.terug.click,
    ):
        choose()
        assert bank.scherm.fout.value
        assert (bank.terug.disabled, bank.geef.disabled, bank.tekst.layout.display) == (True, True, "none")
        assert read(folder) == before

    bank.keuzes.traject.value = str(folder)
    assert (bank.scherm.fout.value, bank.terug.disabled, bank.geef.disabled) == ("", True, False)
    assert bank.tekst.tekst == "Het ging goed. Later niet."


@pytest.mark.parametrize(
    "seen",
    [
        {"code": {"index": 1, "labels": ["Kader"]}},
        {"code": {"index": 9, "labels": ["Tempo"]}},
        {"code": {"index": None, "labels": ["Tempo"]}},
        {"stuk": {"index": 2, "labels": ["F1"]}},
        {"tekst": {"naam": "Tekst F1"}},
    ],
)
def test_a_press_on_what_is_no_longer_there_saves_nothing(
    bank: Codeerbank, folder: Path, seen: dict[str, dict[str, Any]]
) -> None:
    before = read(folder)
    bank.stuk.value = "F3"

    press_seen(bank, **seen)

    assert said(bank) == "De keuzes veranderden net. Kijk nog eens, en druk opnieuw."
    assert read(folder) == before


def test_a_passage_of_the_logboek_becomes_a_fragment_that_stands_out(bank: Codeerbank, folder: Path) -> None:
    bank.keuzes.soort.value = Leessoort.LOGBOEK
    assert (bank.tekst.tekst, bank.tekst.kiesbaar) == ("Het ging goed. Later niet.", True)
    assert "nog geen passage" in bank.passage.value

    bank.geef.click()
    assert "Selecteer eerst een passage" in said(bank)
    take(bank, "Later niet. ".strip())
    assert "nog geen fragment" in bank.passage.value
    bank.geef.click()

    assert read(folder, "fragmenten")[-1] == "F4,noord,2021-06-01,1,,Later niet.,nee,S1,openbaar"
    assert read(folder)[-1] == "F4,T1,c1,nee,S1,openbaar"
    assert bank.tekst.markeringen == [{"van": 15, "tot": 26, "titel": "Fragment F4"}]
    assert "fragment F4" in bank.passage.value
    assert check_folder(folder) == []


def test_an_entry_about_nobody_is_read_and_not_cut(bank: Codeerbank, folder: Path) -> None:
    before = read(folder)
    bank.keuzes.soort.value = Leessoort.LOGBOEK
    bank.stuk.value = "N2"
    assert bank.scherm.fout.value == ""
    take(bank, "iedereen")

    bank.geef.click()

    assert "Notitie N2 gaat niet over één deelnemer" in said(bank)
    assert read(folder) == before


def test_a_source_text_gives_its_lines_and_asks_for_whom_and_when(bank: Codeerbank, folder: Path) -> None:
    (folder / "teksten").mkdir()
    (folder / "teksten" / "S1.txt").write_bytes("Een.\r\n=Twee.\r\nDrie 😀 vier.\r\n".encode())
    bank.keuzes.soort.value = Leessoort.BRONTEKST
    assert bank.tekst.tekst == "Een.\n=Twee.\nDrie 😀 vier.\n"
    take(bank, "Drie 😀")
    assert said(bank) == "Passage gekozen: Drie 😀"
    bank.geef.click()
    assert "Kies eerst over welke deelnemer" in said(bank)
    bank.keuzes.deelnemer.value = "zuid"
    assert bank.tekst.passage == "Drie 😀"
    bank.geef.click()
    assert "Vul in op welke dag" in said(bank)
    bank.keuzes.dag.value = "2021-06-15"
    take(bank, "Drie 😀 vier.\n")

    bank.geef.click()

    assert read(folder, "fragmenten")[-1] == "F4,zuid,2021-06-15,,,Drie 😀 vier.,nee,S1:3,team"
    take(bank, "=Twee.\nDrie")
    bank.geef.click()
    assert "begint als een formule, die een rekenblad zou uitvoeren; kies ‘Sla alsnog op’" in said(bank)
    assert len(read(folder, "fragmenten")) == 5
    bank.alsnog.click()
    assert "S1:2-3,team" in (folder / "fragmenten.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [("zz.txt", b"Ja.", "hoort bij geen bron"), ("S1.txt", b"caf\xe9", "is geen UTF-8")],
)
def test_a_source_text_that_cannot_be_used_is_named(
    bank: Codeerbank, folder: Path, name: str, content: bytes, sentence: str
) -> None:
    (folder / "teksten").mkdir()
    (folder / "teksten" / name).write_bytes(content)
    bank.keuzes.soort.value = Leessoort.BRONTEKST

    assert sentence in said(bank)
    assert name in said(bank)


@pytest.mark.parametrize("whole", [False, True])
def test_a_source_text_that_is_a_link_to_a_file_elsewhere_is_not_shown(
    bank: Codeerbank, folder: Path, tmp_path: Path, whole: bool
) -> None:
    outside = tmp_path / "elders"
    outside.mkdir()
    (outside / "S1.txt").write_text("Wat niet in het traject hoort.", encoding="utf-8")
    if whole:
        (folder / "teksten").symlink_to(outside)
    else:
        (folder / "teksten").mkdir()
        (folder / "teksten" / "S1.txt").symlink_to(outside / "S1.txt")
    bank.keuzes.soort.value = Leessoort.BRONTEKST

    assert "De tekst teksten/S1.txt staat ergens anders; zet het bestand zelf in de map." in said(bank)


def test_codes_of_another_stay_hidden_until_one_has_coded(bank: Codeerbank) -> None:
    bank.stuk.value = "F2"
    assert read_cells(bank)[2:] == ["–", "gecodeerd; te zien als u dit zelf hebt gecodeerd", "–"]
    assert bank.afspraak.layout.display == "none"

    bank.geef.click()

    assert read_cells(bank)[2:] == ["Kader", "Kader", "–"]
    assert bank.afspraak.layout.display is None


def test_a_difference_is_settled_beside_the_blind_codes_which_still_measure_agreement(
    bank: Codeerbank, folder: Path
) -> None:
    before, measured = read(folder), bank.eens.value.split("Bij één")[0]
    bank.keuzes.toon.value = VERSCHIL
    assert list(bank.keuzes.stukken) == ["F1"]
    bank.codes.value = ("c2",)

    bank.leg_vast.click()

    assert read(folder) == [*before, "F1,T1,c2,ja,S1,openbaar"]
    assert read_cells(bank) == ["F1", "Wij doen het zo.", "Kader", "Tempo", "Tempo"]
    assert bank.eens.value.startswith(measured)
    assert "Er is geen verschil meer" in bank.eens.value


def test_what_one_has_not_coded_yet_can_be_asked_for(bank: Codeerbank) -> None:
    bank.keuzes.toon.value = NIET_DOOR_MIJ
    assert list(bank.keuzes.stukken) == ["F2", "F3"]
    bank.codeur.value = "T2"
    assert list(bank.keuzes.stukken) == ["F3"]
    bank.keuzes.deelnemer.value = "zuid"
    assert list(bank.keuzes.stukken) == []
    assert said(bank) == "Er is niets te lezen."
    bank.geef.click()
    assert said(bank) == "Er is geen tekst gekozen."


OTHERS = [
    ([give_code("F1", "T2", "c1")], "(T2: ‘Kader’ bij F1 kwam erbij)"),
    # What T1 did not code yet, T1 must be able to code blind of the others.
    ([give_code("F3", "T2", "c1")], "(een code van T2 bij F3 kwam erbij)"),
    ([take_code("F2", "T2", "c1")], "(een code van T2 bij F2 verdween)"),
    ([cut_fragment(passage("Zo."), "T3", "c1")], "(fragment F4 kwam erbij en een code van T3 bij F4 kwam erbij)"),
    ([remove_fragment("F2"), give_code("F3", "T2", "c1"), give_code("F3", "T2", "c2")], " en nog 1)"),
]


@pytest.mark.parametrize(("acts", "sentence"), OTHERS)
def test_a_colleague_who_was_first_is_named_and_the_own_work_can_still_be_saved(
    bank: Codeerbank, folder: Path, acts: list[Any], sentence: str
) -> None:
    bank.stuk.value = "F3"
    other = Codeerwerk(folder)
    for act in acts:
        other.do(act)
    theirs = read(folder)

    bank.geef.click()

    assert read(folder) == theirs
    assert sentence in said(bank)
    assert said(bank).endswith("; dit is nog niet opgeslagen: kies ‘Sla alsnog op’ of ‘Laat vallen’.")
    assert bank.wacht.layout.display is None
    bank.alsnog.click()
    assert read(folder) == [*theirs, "F3,T1,c1,nee,S1,openbaar"]
    assert (bank.wacht.layout.display, bank.scherm.fout.value) == ("none", "")


def test_what_waits_can_be_dropped(bank: Codeerbank, folder: Path) -> None:
    bank.stuk.value = "F3"
    Codeerwerk(folder).do(give_code("F3", "T2", "c1"))
    theirs = read(folder)
    bank.geef.click()
    bank.laten.click()

    assert read(folder) == theirs
    assert bank.wacht.layout.display == "none"
    bank.ververs.click()
    assert "te zien als u dit zelf" in bank.labels.value


@pytest.mark.parametrize(
    ("prepare", "sentence"),
    [
        (lambda bank, _: bank.geef.click(), "U gaf deze code al aan deze passage."),
        (lambda bank, _: (setattr(bank.code, "value", "c2"), bank.neem.click()), "van T1 niet de code ‘Tempo’."),
        (
            lambda bank, folder: (set_cells(folder, "fragmenten", 4, ronde="9"), bank.geef.click()),
            "Een ander was u voor (de tabellen zijn anders en nu niet te lezen)",
        ),
    ],
)
def test_what_cannot_be_is_one_dutch_sentence(bank: Codeerbank, folder: Path, prepare: Any, sentence: str) -> None:
    prepare(bank, folder)

    assert sentence in said(bank)
    assert "Traceback" not in bank.scherm.fout.value


def test_a_folder_that_is_in_use_is_one_dutch_sentence_with_its_trace_in_the_log(
    bank: Codeerbank, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "GEDULD", 0.0)
    bank.stuk.value = "F3"
    with placing.hold_folder(folder):
        bank.geef.click()

    assert "nu niet te schrijven en er is niets veranderd" in said(bank)
    log = (folder.parents[1] / "output" / "logs" / "lab.log").read_text("utf-8")
    assert "slaat iemand anders net iets op" in log
    assert "Traceback" in log
    bank.alsnog.click()
    assert said(bank) == "Alsnog opgeslagen."


def test_what_comes_from_data_is_shown_as_text(tmp_path: Path, folder: Path) -> None:
    write_traject(folder, "leerkring", **TABELLEN | {"fragmenten": "id  tekst\nF1  <b>Vet</b>\nF2  Ja.\nF3  Nee."})
    made: list[Codeerbank] = []
    open_scherm("Codeerbank", lambda s: made.append(Codeerbank(s, str(folder), None)) or made[0].start())
    bank = made[0]

    assert "&lt;b&gt;Vet&lt;/b&gt;" in bank.labels.value
    bank.code.value = "c2"
    assert "&lt;tijd&gt;" in bank.definitie.value


def test_whoever_is_not_in_the_team_cannot_code(folder: Path) -> None:
    assert (
        "‘X’ staat niet in het team van dit traject; kies uit T1, T2, T3."
        in open_codeerbank(str(folder), "X").fout.value
    )


def test_a_traject_without_a_team_says_so(tmp_path: Path, folder: Path) -> None:
    other = write_traject(folder.parent / "ander")

    assert "geen team of geen codeboek" in open_codeerbank(str(other)).fout.value


def test_the_control_counts_in_characters_and_forgets_the_passage_of_another_text() -> None:
    control = Tekstkeuze()
    control.show("Tekst", "a😀b", [Markering(0, 1, "F1")])
    control.keuze = {"van": 1, "tot": 3, "beurt": 1}

    assert control.passage == "😀b"
    control.show("Tekst 2", "abc")
    assert (control.passage, control.markeringen, control.keuze["beurt"]) == ("", [], 1)
    assert "innerHTML" not in control._esm
    assert logging.getLogger("leerkring.lab") is LOG
