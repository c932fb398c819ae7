"""What reports show of approach, relations between forms, lessons and the learning history."""

import re
from typing import Any

import pandas as pd
import pytest
from lxml import html
from teksttabel import expect, make_frame

from leerkring.hoofdstukken.aanpak.beeld import aanpak as toon_aanpak
from leerkring.hoofdstukken.aanpak.beeld import situaties as toon_situaties
from leerkring.hoofdstukken.aanpak.cijfers import aanpak, situaties
from leerkring.hoofdstukken.lessen.beeld import leren as toon_leren
from leerkring.hoofdstukken.lessen.cijfers import leerpunten
from leerkring.hoofdstukken.logboek.beeld import leergeschiedenis as toon_geschiedenis
from leerkring.hoofdstukken.logboek.cijfers import leergeschiedenis
from leerkring.hoofdstukken.vormen.beeld import aanzichten as toon_aanzichten
from leerkring.hoofdstukken.vormen.beeld import verhoudingen as toon_verhoudingen
from leerkring.hoofdstukken.vormen.cijfers import sturing, verhoudingen
from leerkring.traject import Traject, open_traject
from leerkring.weergave.figuur import Figuur


@pytest.fixture(scope="module")
def kring() -> Traject:
    return open_traject("data/voorbeeld-2021", doelgroep="team")


@pytest.fixture(scope="module")
def leertraject() -> Traject:
    return open_traject("data/leertraject-2017", doelgroep="team")


def parse(blok: Any) -> Any:
    return html.fromstring(f"<main>{blok.html}</main>")


def read_cells(blok: Any) -> list[list[str]]:
    """Return the body of the first table as text."""
    table = next(parse(blok).iter("table"))
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table.xpath("./tbody/tr")]


def read_values(figuur: Figuur) -> list[dict[str, Any]]:
    """Return the records that a chart holds."""
    values = figuur.grafiek().to_dict()["data"]["values"]
    assert isinstance(values, list)
    return values


# Approach


def steps(text: str) -> pd.DataFrame:
    return make_frame("interventies", text)


@pytest.mark.parametrize(
    ("verschil", "maat", "woorden"),
    [
        (12, "dag", "12 dagen later"),
        (-1, "dag", "1 dag eerder"),
        (1, "maand", "1 maand later"),
        (-3, "maand", "3 maanden eerder"),
        (2, "jaar", "2 jaar later"),
        (0, "maand", "zoals gepland"),
        (pd.NA, None, ""),
    ],
)
def test_slip_is_written_in_words(verschil: Any, maat: Any, woorden: str) -> None:
    assert toon_aanpak.write_slip(verschil, maat) == woorden


def test_planning_says_why_a_slip_is_not_known() -> None:
    planning = aanpak.compare_planning(
        steps("""
            naam  status      gepland_start  gepland_eind  start       eind
            a     uitgevoerd  2021-05-01     2021-06       2021-05-13  2021-05
            b     lopend      2021-05        2021-06       2021-05     -
            c     gepland     2021-05        2021-06       -           -
            d     gestopt     2021-05        2021-06       -           -
            e     uitgevoerd  -              -             2021-05     -
        """),
        "noord",
    )
    blok = toon_aanpak.table_planning(planning, aanpak.sum_planning(planning), "Noord")

    assert [(row[0], row[4], row[5]) for row in read_cells(blok)] == [
        ("a", "12 dagen later", "1 maand eerder"),
        ("b", "zoals gepland", "loopt nog"),
        ("c", "nog niet begonnen", ""),
        ("d", "datum niet bekend", "datum niet bekend"),
    ]
    assert "Van 1 andere stap is geen planning bekend." in parse(blok).text_content()


@pytest.mark.parametrize(
    ("rows", "zin"),
    [
        (
            "2021-05  2021-06  2021-06  2021-06\n2021-03  2021-06  2021-04  2021-05",
            "Van de 2 stappen begonnen er 2 te laat en eindigde er geen te laat (1 eerder).",
        ),
        (
            "2021-05  2021-06  2021-06  2021-07\n2021-05  2021-06  2021-05  -",
            "Van de 2 stappen met een bekend begin begon er 1 te laat. Van de ene stap met een bekend einde "
            "eindigde er 1 te laat. Van 1 stap is niet alles bekend.",
        ),
        ("-  -  2021  -", "Of stappen later begonnen of eindigden dan gepland, is niet bekend."),
    ],
)
def test_sentence_says_how_many_steps_came_late(rows: str, zin: str) -> None:
    planning = aanpak.compare_planning(steps(f"gepland_start  gepland_eind  start  eind\n{rows}"), "noord")

    assert toon_aanpak.say_planning(aanpak.sum_planning(planning)) == zin


@pytest.mark.parametrize(
    ("overal", "alleen", "rijen", "zin"),
    [
        (["leren"], [], ["A", "B", "C"], "Leren komt bij alle 3 soorten werk met stappen voor"),
        (["leren", "gesprek"], [], ["A", "B"], "Leren en gesprek komen bij beide soorten werk voor"),
        (list("abcd"), ["leren (a)"], ["A", "B"], "Bij maar één soort werk koos men leren (a)"),
        (list("abcd"), [], ["A", "B"], "4 soorten stappen komen bij beide soorten werk voor"),
        ([], [], ["A", "B"], "Geen soort stap werd bij elk soort werk gezet"),
        (["leren"], ["leren (a)"], ["Beide"], "Alleen beide is als soort werk bekend; vergelijken kan niet"),
        ([], [], [], "Van de stappen is niet bekend bij welk soort werk zij horen"),
    ],
)
def test_matrix_of_steps_says_what_occurs_everywhere(
    overal: list[str], alleen: list[str], rijen: list[str], zin: str
) -> None:
    assert toon_situaties.say_stappenspreiding(overal, alleen, rijen, "werksoort") == zin


def test_matrix_of_steps_names_the_cases_behind_a_cell(kring: Traject) -> None:
    placed = situaties.place_steps(kring.frame("interventies"), kring.frame("deelnemers"), kring.frame("casussen"))
    figuur = toon_situaties.plot_stappen_kring(situaties.cross_steps(placed, "sturingsvorm"), "sturingsvorm")

    assert isinstance(figuur, Figuur)
    assert figuur.titel == "Gesprek komt bij alle 6 vormen met stappen voor"
    row = next(r for r in read_cells(figuur) if r[0] == "Leren")
    assert row[1:4] == ["0", "0", "0"]
    assert row[4:6] == ["2Wolkendam; Sparrendrecht", "1Eksterhaven"]


# Paper and practice


def compare(traject: Traject, slug: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    found = verhoudingen.compare_aanzichten(sturing.follow_sturingsmix(traject.frame("sturingsmix"), slug))
    return found, verhoudingen.select_last(found)


@pytest.mark.parametrize(
    ("slug", "titel"),
    [
        ("wolkendam", "Lijnsturing is in de praktijk sterker dan op papier (4 tegen 1) bij T3"),
        ("mistelbroek", "Resultaatsturing is op papier sterker dan in de praktijk (3 tegen 1) bij T3"),
        ("hazelschans", "Project- en programmasturing is op papier sterker dan in de praktijk (3 tegen 1) bij T2"),
        ("sparrendrecht", "Opgavesturing is op papier sterker dan in de praktijk (2 tegen 1) bij T3"),
    ],
)
def test_title_states_where_paper_and_practice_part(kring: Traject, slug: str, titel: str) -> None:
    figuur = toon_aanzichten.plot_aanzichten(*compare(kring, slug), "Zij")

    assert isinstance(figuur, Figuur)
    assert figuur.titel == titel


def test_meting_that_was_not_held_is_a_gap_in_text_and_table(kring: Traject) -> None:
    figuur = toon_aanzichten.plot_aanzichten(*compare(kring, "sparrendrecht"), "Sparrendrecht")

    assert isinstance(figuur, Figuur)
    assert "Er is niet gemeten bij T0." in figuur.beschrijving
    assert {row[1] for row in read_cells(figuur)} == {"– / –"}


def test_points_of_the_dumbbell_are_named_beside_them(kring: Traject) -> None:
    figuur = toon_aanzichten.plot_aanzichten(*compare(kring, "wolkendam"), "Wolkendam")

    assert isinstance(figuur, Figuur)
    values = {v["rij"]: (v["links"], v["rechts"]) for v in read_values(figuur)}
    assert values["Lijnsturing"] == ("papier 1", "praktijk 4")
    assert values["Zelfsturing"] == ("praktijk 2", "papier 4")
    assert values["Opgavesturing"] == ("", "beide 1")


# Relations


def relate(text: str) -> pd.DataFrame:
    return verhoudingen.relate_vormen(make_frame("sturingsverhoudingen", text), "noord")


def test_matrix_marks_contradiction_and_change_in_words(kring: Traject) -> None:
    found = verhoudingen.relate_vormen(kring.frame("sturingsverhoudingen"), "wolkendam")
    rows = {row[0]: row[1] for row in read_cells(toon_verhoudingen.table_relaties(found, "Wolkendam"))}
    later = relate("meting  verhouding\nT1  naast\nT3  vervangt")

    assert rows["Lijnsturing"].startswith("≠ spreekt elkaar tegen")
    assert rows["Lijnsturing"].count("begrenst") == 3
    assert "begrenst T3, gemeten; VL-T0; VL-T3; LOG" in rows["Lijnsturing"]
    assert "tegen" not in rows["Resultaatsturing"]
    assert read_cells(toon_verhoudingen.table_relaties(later, "Noord"))[0][1].startswith("veranderde in de tijd")


@pytest.mark.parametrize(
    ("text", "zin"),
    [
        ("vorm  verhouding  andere_vorm\nLIJN  begrenst  ZE", "Lijnsturing begrenst zelfsturing."),
        ("meting  verhouding\nT1  naast\nT3  vervangt", "Zelfsturing staat naast en later vervangt lijnsturing."),
        (
            "meting  verhouding  toelichting\nT1  begrenst  Eerst.\nT3  begrenst  Teams zeggen het.\n"
            "T3  versterkt  De directie niet.",
            "Over zelfsturing en lijnsturing spreken oordelen elkaar tegen. Teams zeggen het. De directie niet.",
        ),
        ("deelnemer\nzuid", "Hoe de vormen zich tot elkaar verhouden, is niet beschreven."),
    ],
)
def test_sentence_says_what_forms_do_to_each_other(text: str, zin: str) -> None:
    assert toon_verhoudingen.say_relaties(relate(text)) == zin


def test_circle_matrix_says_who_contradicts_itself(kring: Traject) -> None:
    tables = [kring.frame(tabel) for tabel in ("sturingsverhoudingen", "deelnemers", "casussen")]
    blok = toon_verhoudingen.table_relaties_kring(verhoudingen.count_verhoudingen(*tables))
    text = parse(blok).text_content()

    for naam in ("Wolkendam", "Nevelwaard", "Samenwerking Kwartelstroom"):
        assert f"≠ spreekt elkaar tegen bij {naam}" in text
    assert text.count("≠") == 3


# Lessons


def test_lessons_are_counted_in_a_sentence_from_far_to_near(kring: Traject) -> None:
    telling = leerpunten.count_lesstatussen(kring.frame("lessen"))

    assert toon_leren.say_lesstatus(telling) == (
        "Van 10 lessen zijn er 2 gepubliceerd, 3 getoetst, 2 besproken, 2 geformuleerd en 1 waargenomen"
    )
    one = leerpunten.count_lesstatussen(make_frame("lessen", "id  status\nL1  getoetst"))
    assert toon_leren.say_lesstatus(one) == "Van 1 les is er 1 getoetst"


@pytest.mark.parametrize(
    ("n", "ids", "tekst"),
    [(0, (), "0"), (1, ("L1",), "1: L1"), (9, tuple("abcdefghi"), "9: a, b, c, d, e,|f, g, h, i")],
)
def test_many_ids_stand_on_two_lines(n: int, ids: tuple[str, ...], tekst: str) -> None:
    assert toon_leren.write_ids(n, ids) == tekst


def test_grid_of_lessons_has_a_sign_for_each_side_and_none_for_a_gap(kring: Traject) -> None:
    tables = [kring.frame(tabel) for tabel in ("lessen", "bewijsstukken", "deelnemers", "casussen")]
    figuur = toon_leren.plot_lessen(leerpunten.match_lessen(*tables))

    assert isinstance(figuur, Figuur)
    signs = {(v["les"], v["wie"]): v["teken"] for v in read_values(figuur)}
    assert len(signs) == 10 * 8
    assert (signs["L2", "Wolkendam"], signs["L2", "Sparrendrecht"]) == ("+", "−")
    assert (signs["L3", "Samenwerking Kwartelstroom"], signs["L1", "Mistelbroek"]) == ("±", "")
    assert figuur.titel == "Bij 9 van 10 lessen is er ook tegenbewijs"
    row = next(r for r in read_cells(figuur) if r[0].startswith("L2. "))
    assert row[1] == "+ steunt (2)"


def test_absence_of_counter_evidence_is_only_what_this_reader_can_see() -> None:
    matrix = leerpunten.match_lessen(
        *(make_frame(t, text) for t, text in (("lessen", "id\nL1"), ("bewijsstukken", "deelnemer\nnoord"))),
        *(make_frame(t, text) for t, text in (("deelnemers", "id\nnoord"), ("casussen", ""))),
    )

    assert toon_leren.say_lessen(matrix) == "Bij geen van 1 les is hier tegenbewijs te zien"


def test_reach_is_said_by_the_titles_of_lessons_and_not_by_their_numbers(kring: Traject) -> None:
    tables = [kring.frame(tabel) for tabel in ("lessen", "bewijsstukken", "deelnemers", "casussen")]
    zin = toon_leren.say_reikwijdte(leerpunten.spread_lessen(*tables))

    assert zin.startswith("8 lessen hebben steun bij meer dan één vorm, onder meer: ‘De lijn verdwijnt niet door ")
    assert not re.search(r"\bL\d", zin)


def test_saturation_is_stated_from_the_last_round(kring: Traject, leertraject: Traject) -> None:
    found, none = (
        leerpunten.measure_verzadiging(*(t.frame(tabel) for tabel in ("lessen", "fragmenten", "coderingen")))
        for t in (kring, leertraject)
    )
    figuur = toon_leren.plot_verzadiging(found)

    assert isinstance(figuur, Figuur)
    assert figuur.titel == "Ronde 3 bracht nog 2 nieuwe lessen (van 10) en geen nieuwe codes (van 10)"
    assert [v["tekst"] for v in read_values(figuur)][:3] == ["4 (+4)", "8 (+4)", "10 (+2)"]
    assert "van geen enkele les is de ronde bekend" in toon_leren.plot_verzadiging(none).html


VERZADIGD = [
    ("lessen  1  4  4", "Of er nog nieuwe inzichten bijkomen, is niet te zeggen: alleen van ronde 1 is iets bekend"),
    ("lessen  1  4  4\nlessen  2  0  4", "Ronde 2 bracht nog geen nieuwe lessen (van 4)"),
    ("lessen  1  4  4\nlessen  2  1  5\ncodes  1  9  9", "Ronde 2 bracht nog 1 nieuwe les (van 5)"),
    (
        "lessen  2  4  4\nlessen  3  0  4\ncodes  1  9  9\ncodes  2  1  10",
        "Ronde 3 bracht nog geen nieuwe lessen (van 4); ronde 2 bracht nog 1 nieuwe code (van 10)",
    ),
]


@pytest.mark.parametrize(("rows", "zin"), VERZADIGD)
def test_saturation_speaks_of_no_round_that_was_not_looked_at(rows: str, zin: str) -> None:
    assert toon_leren.say_verzadiging(expect("soort  ronde:Int64  nieuw:int64  totaal:Int64\n" + rows)) == zin


# The learning history


def tell(traject: Traject, slug: str, per_ronde: int) -> Any:
    found = leergeschiedenis.pair_voices(traject.frame("fragmenten"), traject.frame("logboek"), slug)
    shown = leergeschiedenis.select_moments(found, per_ronde)
    counts = leergeschiedenis.count_moments(found, shown)
    return parse(toon_geschiedenis.tell_leergeschiedenis(shown, counts, slug))


def test_history_is_a_list_of_moments_per_round_and_no_table(kring: Traject) -> None:
    page = tell(kring, "wolkendam", 4)

    assert page.xpath(".//table") == []
    assert [h.text for h in page.iter("h3")] == ["Ronde 1", "Ronde 2", "Ronde 3"]
    assert [len(ol.xpath("./li")) for ol in page.iter("ol")] == [4, 4, 4]
    # A reader who hears the page gets the voice before the comment, each with its label.
    for moment in page.iter("li"):
        assert [side.get("class").split()[-1] for side in moment] == ["lk-stem", "lk-commentaar"]
        assert all(side.xpath("./p[@class='lk-rol']") for side in moment)


def test_history_says_what_is_alone_and_what_is_left_out(kring: Traject) -> None:
    page = tell(kring, "wolkendam", 4)
    lists = page.xpath(".//section/p[@class='lk-klein']/text()")

    assert lists[0] == "Niet getoond: 4 van 8 notities uit deze ronde."
    assert lists[2] == "Niet getoond: 2 van 6 citaten en 5 van 9 notities uit deze ronde."
    assert "Geen citaat bij deze notitie" in page.text_content()


def test_history_that_is_shown_whole_leaves_nothing_out(kring: Traject) -> None:
    page = tell(kring, "hazelschans", 99)

    assert "Niet getoond" not in page.text_content()
    assert [h.text for h in page.iter("h3")] == ["Ronde 1", "Ronde 2"]


def test_voice_is_a_quotation_with_its_group_and_source_and_no_name(kring: Traject) -> None:
    page = tell(kring, "wolkendam", 9)
    voice = next(v for v in page.xpath(".//div[@class='lk-stem']") if "We hadden het werk verdeeld" in v.text_content())

    assert voice.xpath("./blockquote/p")
    assert voice.xpath("./p[@class='lk-rol']/strong/text()") == ["Stem: medewerkers"]
    assert voice.xpath("./p[@class='lk-bron']/a/@href") == ["#bron-INT-wolkendam"]
