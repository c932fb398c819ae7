"""The questionnaire in a report: its findings, its charts, and what it must not show."""

import re
from typing import Any

import altair as alt
import jsonschema
import pandas as pd
import pytest
from teksttabel import expect

from leerkring import open_casus
from leerkring.hoofdstukken.vragenlijst.beeld.tabellen import table_uitkomsten
from leerkring.hoofdstukken.vragenlijst.beeld.uitkomsten import pick_tints, plot_uitkomsten, tell_vragenlijst
from leerkring.hoofdstukken.vragenlijst.beeld.verschil import plot_verandering, plot_verschil
from leerkring.hoofdstukken.vragenlijst.beeld.zinnen import (
    build_indicatief,
    say_difference,
    say_judgement_survey,
    say_largest,
    say_verandering,
    write_part,
)
from leerkring.hoofdstukken.vragenlijst.cijfers.antwoorden import (
    list_verdeling,
    score_antwoorden,
    select_laatste,
    summarise_antwoorden,
)
from leerkring.hoofdstukken.vragenlijst.cijfers.verandering import compare_extern, measure_verandering
from leerkring.model.beleid import Beleid
from leerkring.model.vragenlijst import Schaal
from leerkring.traject import Traject, open_traject
from leerkring.weergave.figuur import Figuur

SCHAAL = Schaal(laag=1, hoog=5, labels={1: "nee", 2: "weinig", 3: "soms", 4: "vaak", 5: "ja"}, weet_niet=True)

VERSCHIL = """
    item  tekst         extern    intern       delta:float64  richting
    V5    Het werkt.    inwoners  medewerkers  -0.76          lager
    V6    Het klopt.    inwoners  medewerkers  -0.74          lager
    V5    Het werkt.    inwoners  bestuur      -0.60          lager
    V5    Het werkt.    partners  medewerkers  -0.20          geen duidelijk verschil
"""
VERANDERING = """
    item  deelvraag  groep        is_extern:bool  van  tot  richting                     reden
    V5    D3         medewerkers  nee             T0   T3   omhoog                       -
    V5    D3         bestuur      nee             T0   T3   omlaag                       -
    V6    D3         bestuur      nee             T0   T3   geen duidelijke verandering  -
    V7    D4         inwoners     ja              T1   T3   omhoog                       -
    V8    D4         inwoners     ja              T1   T3   omhoog                       -
    V7    D4         partners     ja              -    -    -                            alleen gevraagd bij T3
"""
MEDIANEN = {"mediaan_van": [3, 3, 3, 1, 1, None], "mediaan_tot": [4, 2, 3, 2, 2.5, None]}
"""The middle answers that go with VERANDERING, row by row."""
LAATSTE = """
    item  deelvraag  groep        meting  n:Int64  mediaan:float64  onderdrukt:bool
    V5    D3         medewerkers  T3      17       4                nee
    V7    D4         inwoners     T3      19       2                nee
    V8    D4         inwoners     T3      20       2.5              nee
    V7    D4         partners     T3      -        -                ja
"""


def open_story(slug: str, doelgroep: str = "team", extern: bool = True) -> dict[str, Any]:
    """The finished frames of one deelnemer of voorbeeld-2021, as the notebook makes them."""
    t: Traject = open_traject("data/voorbeeld-2021", doelgroep=doelgroep, deelnemer=slug)
    scores = score_antwoorden(*t.frame_answers(), t.vragenlijst, slug)
    uitkomsten = summarise_antwoorden(scores, t.vragenlijst, t.beleid)
    laatste = select_laatste(uitkomsten, extern=extern)
    return {
        "laatste": laatste,
        "verdeling": list_verdeling(laatste, t.vragenlijst),
        "verandering": measure_verandering(scores, uitkomsten, t.beleid),
        "verschil": compare_extern(scores, uitkomsten, t.beleid),
        "schaal": t.vragenlijst.schaal,
        "naam": t.deelnemer.naam,
        "beleid": t.beleid,
    }


@pytest.fixture(scope="module")
def nevelwaard() -> dict[str, Any]:
    return open_story("nevelwaard")


def plot(story: dict[str, Any]) -> Figuur:
    found = plot_uitkomsten(*(story[k] for k in ("laatste", "verdeling", "verschil", "schaal", "naam", "beleid")))
    assert isinstance(found, Figuur)
    return found


def collect_records(spec: Any) -> list[dict[str, Any]]:
    """Every record that a chart holds, from all of its panels."""
    if isinstance(spec, dict):
        own = spec.get("data", {}).get("values", []) if isinstance(spec.get("data"), dict) else []
        return list(own) + [r for value in spec.values() for r in collect_records(value)]
    if isinstance(spec, list):
        return [r for value in spec for r in collect_records(value)]
    return []


def draw(figuur: Figuur) -> list[dict[str, Any]]:
    return collect_records(figuur.spec)


def test_the_difference_names_the_statement_and_every_group_that_is_judged_alike() -> None:
    assert say_difference(expect(VERSCHIL)) == (
        "Inwoners oordelen lager dan medewerkers en het bestuur over: ‘Het werkt’"
    )
    assert say_largest(expect(VERSCHIL)) == (
        "Het verschil is het grootst tussen inwoners en medewerkers: −0,76 op een schaal van −1 tot 1"
    )


def test_a_difference_that_is_not_clear_is_not_called_one() -> None:
    vague = expect(VERSCHIL).assign(richting="geen duidelijk verschil")

    assert say_difference(vague) == "Inwoners en partners oordelen niet duidelijk anders dan de eigen organisatie"
    assert say_largest(vague).startswith("Geen verschil tussen buiten en binnen is duidelijk; het grootste is dat")
    assert say_difference(vague[vague["extern"] == "partners"]).startswith("Partners oordelen niet duidelijk")
    assert say_difference(vague.iloc[:0]).startswith("Het oordeel van buiten is niet te vergelijken")


def test_change_says_who_became_more_and_who_less_favourable() -> None:
    found = expect(VERANDERING)

    assert say_verandering(found) == (
        "Gunstiger werden de antwoorden van inwoners bij beide stellingen en van medewerkers bij de ene stelling; "
        "ongunstiger werden de antwoorden van het bestuur bij 1 van de 2 stellingen"
    )
    still = found.assign(richting="geen duidelijke verandering")
    assert say_verandering(still) == "Bij geen van de groepen is een duidelijke verandering in de antwoorden te zien"
    assert say_verandering(found[found["reden"].notna()]).startswith("Een verandering in de antwoorden is niet te zien")


@pytest.mark.parametrize(
    ("k", "n", "words"),
    [
        (1, 1, "de ene stelling"),
        (2, 2, "beide stellingen"),
        (4, 4, "elk van de 4 stellingen"),
        (1, 4, "1 van de 4 stellingen"),
    ],
)
def test_parts_of_statements_in_words(k: int, n: int, words: str) -> None:
    assert write_part(k, n) == words


def test_in_het_kort_says_judgement_change_difference_and_what_is_not_known() -> None:
    found = say_judgement_survey(expect(LAATSTE), expect(VERANDERING).assign(**MEDIANEN), expect(VERSCHIL), SCHAAL)

    assert found == (
        "Na ronde 3 was het middelste antwoord van inwoners 2 tot 2,5, op een schaal van 1 (ongunstig) tot 5 "
        "(gunstig). Van partners zijn er te weinig antwoorden om te tonen. Bij inwoners ging het sinds ronde 1 van 1 "
        "naar 2 tot 2,5: gunstiger bij beide stellingen. Inwoners oordelen lager dan medewerkers en het bestuur "
        "over: ‘Het werkt’. Dit is indicatief."
    )


@pytest.mark.parametrize(
    ("slug", "zin"),
    [
        ("nevelwaard", "Bij inwoners ging het sinds de start van 3 naar 2; dat kan toeval zijn."),
        ("mistelbroek", "Bij inwoners bleef het sinds de start 3."),
        ("eksterhaven", "Bij inwoners ging het sinds ronde 1 van 3 naar 4: gunstiger bij beide stellingen."),
    ],
)
def test_in_het_kort_says_what_moved_and_whether_that_may_be_chance(slug: str, zin: str) -> None:
    chapter = open_casus("data/voorbeeld-2021", slug).vragenlijst
    frames = (chapter.laatste, chapter.verandering, chapter.verschil)

    assert zin in say_judgement_survey(*frames, chapter.traject.vragenlijst.schaal)


def test_in_het_kort_without_a_judgement_of_outsiders() -> None:
    inside = expect(LAATSTE).iloc[:1]

    found = say_judgement_survey(inside, expect(VERANDERING).iloc[:0], expect(VERSCHIL).iloc[:0], SCHAAL)
    assert found.startswith("Aan inwoners en partners is geen oordeel gevraagd. Het oordeel van buiten is niet te")


def test_in_het_kort_when_nothing_was_asked_or_everything_is_hidden() -> None:
    laatste, rest = expect(LAATSTE), (expect(VERANDERING), expect(VERSCHIL))

    nothing = "Er is geen vragenlijst afgenomen."
    assert say_judgement_survey(laatste.iloc[:0], *rest, SCHAAL) == nothing
    assert say_judgement_survey(laatste, *rest, None) == nothing
    assert say_judgement_survey(laatste.iloc[3:], *rest, SCHAAL) == (
        "De vragenlijst is afgenomen, maar elke groep is te klein om uitkomsten te tonen."
    )


def test_nevelwaard_title_states_the_finding_and_labels_carry_n(nevelwaard: dict[str, Any]) -> None:
    figuur = plot(nevelwaard)
    rows = {r["rij"] for r in draw(figuur) if "rij" in r}

    assert figuur.titel == (
        "Inwoners oordelen lager dan medewerkers over: ‘De organisatie werkt goed samen met inwoners en partners’"
    )
    assert {"Inwoners (n = 16)", "Medewerkers (n = 17)", "Partners (n = 10)", "Directie"} <= rows
    assert "medewerkers 4, inwoners 2 en partners 3" in figuur.beschrijving
    assert "Niet getoond, want te weinig antwoorden: 2 uitkomsten." in figuur.beschrijving


def test_a_small_group_is_named_as_hidden_and_has_no_mark(nevelwaard: dict[str, Any]) -> None:
    records = [r for r in draw(plot(nevelwaard)) if r.get("rij") == "Directie"]

    assert len(records) > 0
    assert {r["leegte"] for r in records if "leegte" in r} == {"te weinig antwoorden"}
    assert {r["mediaan"] for r in records if "mediaan" in r} == {None}
    assert not any("aandeel" in r or "van" in r for r in records)


def test_bars_are_drawn_from_ten_answers_on_and_add_up(nevelwaard: dict[str, Any]) -> None:
    pieces = pd.DataFrame([r for r in draw(plot(nevelwaard)) if "van" in r])
    widths = (pieces["tot"] - pieces["van"]).groupby((pieces["score"] == 1).cumsum()).sum()

    assert (widths.round(6) == 1).all()
    n = [int(re.search(r"n = (\d+)", rij)[1]) for rij in pieces["rij"]]  # type: ignore[index]
    assert min(n) == 10
    small = [r for r in draw(plot(nevelwaard)) if r.get("rij") == "Partners (n = 8)" and "leegte" in r]
    assert [r["leegte"] for r in small] == ["geen verdeling: n onder 10"]


def test_one_frame_feeds_chart_and_table(nevelwaard: dict[str, Any]) -> None:
    tabel = plot(nevelwaard).tabel.html
    inwoners = nevelwaard["laatste"][nevelwaard["laatste"]["groep"] == "inwoners"]

    for cell in inwoners.to_dict("records"):
        row = f'<td class="lk-getal">{cell["n"]}</td><td class="lk-getal">{cell["mediaan"]:.0f}</td>'
        assert row in tabel
    assert "te weinig antwoorden" in tabel
    assert tabel.count("<tr>") == len(nevelwaard["laatste"]) + 1


def test_a_reversed_item_says_so_and_turns_the_ends_of_the_scale() -> None:
    figuur = plot(open_story("wolkendam", extern=False))
    heads = [p["title"] for p in figuur.spec["vconcat"]]
    ends = {h["text"][0]: h["subtitle"][0] for h in heads}

    assert ends["Het is duidelijk wie over welk werk beslist."] == "1 = helemaal mee oneens, 5 = helemaal mee eens"
    assert ends["Leidinggevenden nemen besluiten over die een ander zou nemen."] == (
        "1 = helemaal mee eens, 5 = helemaal mee oneens"
    )
    assert "zou nemen. (omgekeerd)" in figuur.tabel.html


def test_an_earlier_meting_is_named_beside_its_group() -> None:
    rows = {r["rij"] for r in draw(plot(open_story("hazelschans"))) if "rij" in r}

    assert "Bestuur (n = 6, T0)" in rows
    assert any(r.startswith("Inwoners (n = ") and "T" not in r for r in rows)


def test_change_draws_an_open_dot_for_what_is_not_clear_and_a_note_for_what_is_not_known(
    nevelwaard: dict[str, Any],
) -> None:
    figuur = plot_verandering(nevelwaard["verandering"], "Nevelwaard")
    assert isinstance(figuur, Figuur)
    records = [r for r in draw(figuur) if "delta" in r]
    known = [r for r in records if r["delta"] is not None]

    assert len(records) == len(nevelwaard["verandering"])
    assert {r["noot"] for r in records if r["delta"] is None} == {"te weinig antwoorden", "alleen gevraagd bij T3"}
    assert {r["duidelijk"] for r in known} == {True, False}
    assert all(r["duidelijk"] == (r["laag"] > 0 or r["hoog"] < 0) for r in known)
    assert "−0,24; mediaan 3 → 2 (T0–T3, n = 18 en 19)" in {r["noot"] for r in known}
    assert "gekoppeld, de meeste mensen twee keer" in figuur.tabel.html
    assert "niet gekoppeld" in figuur.tabel.html


def test_difference_is_drawn_per_pair_of_groups(nevelwaard: dict[str, Any]) -> None:
    figuur = plot_verschil(nevelwaard["verschil"], "Nevelwaard")
    assert isinstance(figuur, Figuur)
    records = {(r["rij"], r["noot"]) for r in draw(figuur) if "delta" in r}

    assert len(records) == len(nevelwaard["verschil"])
    assert ("Inwoners – medewerkers", "−0,76; mediaan 2 en 4 (T3, n = 16 en 17)") in records
    assert "−0,94 tot −0,51" in figuur.tabel.html


@pytest.mark.parametrize(
    ("slug", "finding"),
    [
        ("kwartelstroom", "Partners oordelen hoger dan het bestuur over: ‘De organisatie doet wat zij afspreekt’"),
        ("mistelbroek", "Inwoners oordelen niet duidelijk anders dan de eigen organisatie"),
        ("eksterhaven", "Bij inwoners ging het sinds ronde 1 van 3 naar 4: gunstiger bij beide stellingen."),
    ],
)
def test_stories_are_told_in_het_kort(slug: str, finding: str) -> None:
    story = open_story(slug)

    assert finding in say_judgement_survey(*(story[k] for k in ("laatste", "verandering", "verschil", "schaal")))


def test_ottermonde_shows_no_number_at_all() -> None:
    story = open_story("ottermonde")
    blok = tell_vragenlijst(**story)

    assert "elke groep is te klein" in blok.tekst
    assert "<figure" not in blok.html
    assert "n = " not in blok.html
    assert "lk-lacune" in blok.html


def test_the_public_sees_the_answers_of_eksterhaven_and_of_nobody_else() -> None:
    open_, closed = (open_story(slug, "openbaar") for slug in ("eksterhaven", "nevelwaard"))

    assert open_["laatste"]["n"].min() >= 10
    assert "<figure" in tell_vragenlijst(**open_).html
    assert closed["laatste"].empty
    assert "geen vragenlijst afgenomen, of de antwoorden mogen niet" in tell_vragenlijst(**closed).tekst


def test_every_description_of_a_chart_is_one_that_vega_lite_knows(nevelwaard: dict[str, Any]) -> None:
    verandering, verschil = (nevelwaard[k] for k in ("verandering", "verschil"))
    figuren = [plot(nevelwaard), plot_verandering(verandering, "N"), plot_verschil(verschil, "N")]

    for figuur in figuren:
        assert isinstance(figuur, Figuur)
        assert len(alt.VConcatChart.from_dict(figuur.spec, validate=True).vconcat) > 1
    with pytest.raises(jsonschema.ValidationError, match="spacin"):
        alt.VConcatChart.from_dict({**plot(nevelwaard).spec, "spacin": 3}, validate=True)


def test_the_section_has_three_figures_and_always_the_note(nevelwaard: dict[str, Any]) -> None:
    blok = tell_vragenlijst(**nevelwaard)

    assert blok.html.count("<figure") == 3
    assert "<strong>Indicatief.</strong>" in blok.html
    assert not re.search(r"\bp ?[=<]|p-waarde|significant", blok.html.striptags())
    assert "minder dan 10 antwoorden tonen wij niet" in build_indicatief(Beleid(10)).tekst


def test_the_section_shows_only_the_items_that_were_chosen(nevelwaard: dict[str, Any]) -> None:
    assert "Leidinggevenden nemen besluiten over" not in tell_vragenlijst(**nevelwaard).html
    assert "Leidinggevenden nemen besluiten over" in tell_vragenlijst(**open_story("nevelwaard", extern=False)).html


def test_gaps_where_change_or_difference_cannot_be_seen(nevelwaard: dict[str, Any]) -> None:
    change = plot_verandering(nevelwaard["verandering"].iloc[:0], "Nevelwaard")
    difference = plot_verschil(nevelwaard["verschil"].iloc[:0], "Nevelwaard")

    assert not isinstance(change, Figuur)
    assert not isinstance(difference, Figuur)
    assert "lk-lacune" in change.html
    assert "lk-lacune" in difference.html


def test_tints_are_dark_at_the_ends_and_each_score_has_its_own() -> None:
    for levels in (2, 3, 4, 5, 6, 7):
        tints = pick_tints(levels)
        assert len(tints) == len(set(tints)) == levels
        assert (tints[0], tints[-1]) == ("#b0530b", "#1d4e89")


def test_table_of_answers_has_a_row_for_each() -> None:
    t = open_traject("data/voorbeeld-2021", doelgroep="team", deelnemer="nevelwaard")
    scores = score_antwoorden(*t.frame_answers(), t.vragenlijst, "nevelwaard")
    every = summarise_antwoorden(scores, t.vragenlijst, t.beleid)

    assert t.vragenlijst.schaal is not None
    assert table_uitkomsten(every, t.vragenlijst.schaal, "Nevelwaard").html.count("<tr>") == 1 + len(every)


# What the organisation says of itself


@pytest.mark.parametrize("slug", ["nevelwaard", "wolkendam", "eksterhaven"])
def test_every_statement_is_shown_once_inside_or_beside_what_outside_was_asked(slug: str) -> None:
    chapter = open_casus("data/voorbeeld-2021", slug).vragenlijst

    inside, beside = set(chapter.binnen["item"]), set(chapter.laatste["item"])

    assert inside == {"V1", "V2", "V3", "V4"}
    assert inside & beside == set()
    assert inside | beside == set(chapter.uitkomsten["item"])


def test_what_the_organisation_says_of_itself_stands_apart_from_the_judgement_from_outside() -> None:
    blok = open_casus("data/voorbeeld-2021", "wolkendam", "team").vragenlijst.tell_binnen()

    assert "<h3>Wat de organisatie zelf zegt</h3>" in blok.html
    assert "Zij horen bij deelvraag 2 en 3. Als oordeel van buiten tellen zij niet mee." in blok.tekst
    assert (
        "Medewerkers ongunstiger dan eerst: ‘Leidinggevenden nemen besluiten over die een ander zou nemen’ (T0 en T3)."
        in blok.tekst
    )
    assert "Inwoners" not in blok.html


@pytest.mark.parametrize(
    ("folder", "slug", "zin"),
    [
        ("data/voorbeeld-2021", "ottermonde", "Er zijn te weinig antwoorden om te tonen."),
        ("data/leertraject-2017", "oss", "Er zijn bij Oss geen stellingen die alleen de eigen organisatie kreeg"),
        ("data/voorbeeld-2021", "mistelbroek", "Bij geen van de groepen is een duidelijke verandering"),
    ],
)
def test_what_the_organisation_does_not_say_is_said(folder: str, slug: str, zin: str) -> None:
    assert zin in open_casus(folder, slug).vragenlijst.tell_binnen().tekst
