"""The face of the library in a notebook: what one types, what Tab offers, what is shown, and what a mistake is told."""

import inspect
import re
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from lxml import html
from plek import DATA

from leerkring import explain, notebook, open_casus, open_kring, open_traject
from leerkring.bewering import follow_reading
from leerkring.casus import Deelnemercasus
from leerkring.errors import LeerkringError, ParameterError
from leerkring.facade import Facade
from leerkring.hoofdstuk import Hoofdstuk, list_face
from leerkring.kring import Kring
from leerkring.traject import Traject
from leerkring.weergave.blokken import build_paragraph
from leerkring.weergave.figuur import GRAFIEK, Figuur

KEUZES = {"traject": str(DATA / "leertraject-2017"), "deelnemer": "oss", "doelgroep": "openbaar"}


@pytest.fixture(scope="module")
def casus() -> Deelnemercasus:
    return open_casus(DATA / "voorbeeld-2021", "nevelwaard", "team")


@pytest.fixture(scope="module")
def kring() -> Kring:
    return open_kring(DATA / "leertraject-2017", "team")


def run_in(monkeypatch: pytest.MonkeyPatch, **names: Any) -> None:
    """Let what follows find itself in a notebook in which these names are known."""
    space = {"In": [], **names}
    monkeypatch.setattr(notebook, "find_shell", lambda: SimpleNamespace(user_ns=space))


def list_chapters(*facades: Facade) -> list[Hoofdstuk]:
    return [chapter for facade in facades for chapter in facade.list_chapters()]


# Opening


def test_in_a_notebook_the_parameters_cell_says_what_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    run_in(monkeypatch, **KEUZES, titel="Proef")
    casus = open_casus()

    assert (casus.naam, str(casus.traject.doelgroep)) == ("Oss", "openbaar")
    assert "Proef" in casus.kop().html
    assert len(open_kring().traject.deelnemers) == 5


@pytest.mark.parametrize(("names", "zin"), [({}, "traject, deelnemer."), ({"traject": "data/x"}, "deelnemer.")])
def test_a_name_that_is_missing_is_one_sentence(monkeypatch: pytest.MonkeyPatch, names: Any, zin: str) -> None:
    run_in(monkeypatch, **names)
    where = "open_casus: niet gevonden in de cel met parameters (boven in het notebook): "
    with pytest.raises(ParameterError, match=re.escape(where + zin)):
        open_casus()


def test_outside_a_notebook_the_call_says_it_all() -> None:
    with pytest.raises(ParameterError, match=re.escape("open_kring: niet gevonden tussen de haakjes: traject.")):
        open_kring()
    assert str(open_kring(KEUZES["traject"]).traject.doelgroep) == "team"


def test_a_misspelt_parameter_that_papermill_gave_is_refused_before_anything_is_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cell = "\n".join(f"{name} = {value!r}" for name, value in KEUZES.items())
    run_in(monkeypatch, **KEUZES | {"In": [cell + '\ntitel = "Proef"', '# Parameters\ndeelnemr = "sed"']})
    with pytest.raises(ParameterError, match="parameter ‘deelnemr’ is onbekend; bedoelt u ‘deelnemer’"):
        open_casus()


def test_what_is_open_already_can_be_looked_at(casus: Deelnemercasus) -> None:
    assert open_casus(casus.traject).naam == casus.naam


def test_a_part_of_a_traject_is_looked_at_in_the_same_way(kring: Kring) -> None:
    some = kring.traject.frame("deelnemers").head(2)
    part = open_kring(kring.traject.keep(deelnemers=some))

    assert list(part.deelnemers.profielen["naam"]) == list(some["naam"])
    assert len(kring.traject.deelnemers) == 5


# What there is


def test_tab_offers_the_chapters_and_in_each_its_tables_and_blocks(casus: Deelnemercasus, kring: Kring) -> None:
    assert {"aanpak", "effecten", "bewijs", "kort", "kop", "verantwoording"} <= set(dir(casus))
    assert {"bijdragen", "krachten", "tell_bijdragen", "table_kracht"} <= set(dir(casus.effecten))
    for thing in (casus, kring, *list_chapters(casus, kring)):
        assert [name for name in dir(thing) if name.startswith("_") or not hasattr(thing, name)] == []


def test_verbs_take_choices_and_never_frames(casus: Deelnemercasus, kring: Kring) -> None:
    verbs = {
        f"{type(chapter).__name__}.{name}": inspect.signature(getattr(chapter, name))
        for chapter in list_chapters(casus, kring)
        for name, is_noun in list_face(type(chapter))
        if not is_noun
    }
    choices = {p.annotation for verb in verbs.values() for p in verb.parameters.values()}

    assert len(verbs) > 45
    assert choices <= {"str", "int", "tuple[str, ...]", "Situatie"}
    assert all(p.default is not p.empty for verb in verbs.values() for p in verb.parameters.values())
    assert {verb.return_annotation for verb in verbs.values()} <= {"Blok", "Figuur | Blok"}


def test_a_chapter_shows_what_it_holds(casus: Deelnemercasus, kring: Kring) -> None:
    for chapter in list_chapters(casus, kring):
        page = html.fromstring(chapter._repr_html_())
        shown = {row[0].text_content().split("(")[0]: row[1].text_content() for row in page.xpath(".//tbody/tr")}
        assert list(shown) == [name for name, _ in list_face(type(chapter))]
        assert all(text.endswith(".") for text in shown.values()), shown
        assert len(chapter._repr_html_()) < 5000


def test_a_traject_shows_its_tables_with_their_rows_and_for_whom(kring: Kring) -> None:
    text = kring.traject._repr_html_()
    page = html.fromstring(f"<div>{text}</div>")

    assert len(text) < 4000
    assert repr(kring.traject) in page.text_content()
    assert repr(kring.traject).startswith("Leer- en intervisietraject 2014–2017, voor onderzoeksteam: ")
    assert ["effecten", "34"] in [[cell.text for cell in row] for row in page.xpath(".//tbody/tr")]
    assert "Leeg: aanmeldingen, betrokkenen" in page.text_content()


def test_a_table_or_chapter_that_is_not_there_is_a_sentence_with_a_near_name(kring: Kring) -> None:
    with pytest.raises(LeerkringError, match=re.escape("er is geen tabel ‘effectn’; bedoelt u ‘effecten’?")):
        kring.traject.frame("effectn")
    with pytest.raises(LeerkringError, match=re.escape("er is geen hoofdstuk ‘lesen’; bedoelt u ‘lessen’?")):
        kring.kort("lesen")


# Frames


def test_a_frame_is_worked_out_once_and_what_a_caller_changes_stays_with_the_caller(casus: Deelnemercasus) -> None:
    first = casus.effecten.bijdragen
    before = str(casus.effecten.table_kracht().html)
    first["naam"] = "veranderd"
    first.loc[:, "kracht"] = "sterk"

    assert str(casus.effecten.table_kracht().html) == before
    assert "veranderd" not in set(casus.effecten.bijdragen["naam"])


def test_what_is_worked_out_serves_whoever_looks_at_the_same_rows_and_nobody_else(kring: Kring) -> None:
    public = open_kring(DATA / "voorbeeld-2021", "openbaar")
    part = Kring(kring.traject.keep(effecten=kring.traject.frame("effecten").head(3)))

    assert Kring(kring.traject).effecten.known is kring.effecten.known
    assert kring.effecten.known is not public.effecten.known
    assert kring.effecten.known is not part.effecten.known
    counted = [k.effecten.telling.effecten for k in (part, public, kring, Kring(kring.traject))]
    assert counted[0] < counted[1] < counted[2] == counted[3]


def test_claims_are_worked_out_once_with_the_tables_that_each_rests_on(casus: Deelnemercasus) -> None:
    for chapter in casus.list_chapters():
        with follow_reading() as first:
            claims = chapter.beweringen
        with follow_reading() as again:
            assert chapter.beweringen == claims
            assert chapter.beweringen is not claims

        assert first == again >= {tabel for b in claims for tabel in b.tabellen}


def test_each_table_of_a_chapter_leads_to_the_rows_that_it_came_from(casus: Deelnemercasus, kring: Kring) -> None:
    without = {
        f"{type(chapter).__name__}.{name}"
        for chapter in list_chapters(casus, kring)
        for name, is_noun in list_face(type(chapter))
        if is_noun and isinstance(frame := getattr(chapter, name), pd.DataFrame) and not {"herkomst"} & set(frame)
    }
    assert without == ZONDER_HERKOMST


ZONDER_HERKOMST = {
    *("AanpakVanCasus.bijeenkomsten", "DeelnemersVanCasus.profiel"),  # from traject.yaml; one row, with its bron
    *("LogboekVanCasus.telling", "LogboekVanKring.telling"),  # count the rows of a table that stands beside them
    *("VragenlijstVanCasus.verdeling", "VragenlijstVanCasus.respons"),  # a row is a person: none is pointed at
    "VormenVanCasus.verschuiving",  # between two rows of `sturingsmix`, which has them
}


@pytest.mark.parametrize("frame", ["bijdragen", "oordelen"])
def test_a_frame_explains_its_columns_from_the_model(casus: Deelnemercasus, frame: str) -> None:
    shown = getattr(casus.effecten, frame)
    page = html.fromstring(explain(shown).html)
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in page.xpath(".//tbody/tr")}

    assert list(rows) == list(shown.columns)
    assert rows["herkomst"][0] == "Bestand en rij waar dit staat, zoals effecten.csv:7."
    assert all(cells[0] for cells in rows.values())


def test_a_column_of_a_table_is_explained_with_what_it_may_hold(kring: Kring) -> None:
    page = html.fromstring(explain(kring.traject.frame("effecten")).html)
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in page.xpath(".//tbody/tr")}

    assert rows["richting"][1:] == ["gunstig, gemengd, neutraal, ongunstig", "effecten.csv"]
    assert rows["bron"][1] == "lijst van verwijzing naar bronnen"


# Two blocks side by side


def test_figures_and_blocks_stand_beside_each_other_and_keep_their_charts(casus: Deelnemercasus) -> None:
    left, right = casus.vormen.plot_sturingsmix(), casus.vormen.plot_aanzichten()
    assert isinstance(left, Figuur)
    assert isinstance(right, Figuur)
    three = left | right | build_paragraph("En een tekst.")
    page = html.fromstring(three.html)

    assert page.get("class") == "lk-naast"
    assert [cell[0].tag for cell in page] == ["figure", "figure", "p"]
    assert set(three._repr_mimebundle_()[0][GRAFIEK]) == {left.sleutel, right.sleutel}
    assert [cell[0].tag for cell in html.fromstring((build_paragraph("x") | left).html)] == ["p", "figure"]


def test_a_traject_without_a_deelnemer_is_no_casus(kring: Kring) -> None:
    with pytest.raises(LeerkringError, match="geopend zonder deelnemer"):
        open_casus(kring.traject).kop()
    assert isinstance(open_traject(DATA / "leertraject-2017"), Traject)
