"""What a reader sees of effects: the chain, the strength with reasons, hopes beside sights, and honest sentences."""

from typing import Any

import pandas as pd
import pytest
from lxml import html
from teksttabel import make_traject

from leerkring.begrippen import Bewijskracht
from leerkring.hoofdstukken.effecten.beeld.bewijskracht import (
    plot_kracht,
    say_leemten,
    say_sterkste,
    table_kracht,
    write_kracht,
)
from leerkring.hoofdstukken.effecten.beeld.bijdrage import table_beoogd, tell_bijdragen
from leerkring.hoofdstukken.effecten.beeld.indicatoren import table_veranderingen, write_change, write_series
from leerkring.hoofdstukken.effecten.cijfers.bewijskracht import (
    PUNTENUITLEG,
    conclude_claims,
    count_kracht,
    grade_kracht,
    weigh_effecten,
)
from leerkring.hoofdstukken.effecten.cijfers.bijdrage import (
    compare_nulmeting,
    measure_change,
    pair_beoogd,
    trace_bijdragen,
)
from leerkring.traject import Traject, open_traject
from leerkring.weergave.blokken import Blok
from leerkring.weergave.figuur import Figuur

NAN = float("nan")


@pytest.fixture(scope="module")
def kring() -> Traject:
    return open_traject("data/voorbeeld-2021")


@pytest.fixture(scope="module")
def leertraject() -> Traject:
    return open_traject("data/leertraject-2017")


class Verhaal:
    """Everything that a notebook makes of the effects of one deelnemer."""

    def __init__(self, t: Traject, slug: str) -> None:
        self.effecten = t.frame("effecten")
        oordelen, metingen = t.frame("beoordelingen"), t.frame("indicatormetingen")
        self.claims = conclude_claims(t.frame("procestoetsen"))
        self.krachten = weigh_effecten(self.effecten, metingen, oordelen, self.claims, t.frame("bronnen"))
        steps = t.frame("interventies")
        self.bijdragen = trace_bijdragen(self.krachten, self.effecten, steps, oordelen, self.claims, slug)
        self.veranderingen = compare_nulmeting(metingen, self.effecten, slug)
        self.paren = pair_beoogd(self.bijdragen, self.effecten, slug)

    def tell(self) -> Any:
        return html.fromstring(
            f"<main>{tell_bijdragen(self.bijdragen, self.claims, self.veranderingen, 'X').html}</main>"
        )

    def sentences(self) -> list[str]:
        return [say_sterkste(self.bijdragen, self.veranderingen), say_leemten(self.bijdragen, self.paren)]


# A change in words


def change(nul: tuple[float, float], later: tuple[float, float], eenheid: str = "weken", ongeveer: bool = False) -> str:
    low, high, share_low, share_high = measure_change(nul, later)
    row = {"verschil_laag": low, "verschil_hoog": high, "relatief_laag": share_low, "relatief_hoog": share_high}
    return write_change(row | {"eenheid_verschil": eenheid, "ongeveer": ongeveer})


@pytest.mark.parametrize(
    ("nul", "later", "tekst"),
    [
        ((40, 40), (50, 50), "gestegen met 10 weken (25 procent)"),
        ((41, 41), (40, 40), "gedaald met 1 week (2 procent)"),
        ((34, 34), (34, 34), "gelijk gebleven"),
        ((11, 11), (2.5, 3.5), "gedaald met 7,5 tot 8,5 weken (68 tot 78 procent)"),
        ((11, 11), (6, NAN), "gedaald met minder dan 5 weken (minder dan 46 procent)"),
        ((4, 4), (6, NAN), "gestegen met meer dan 2 weken (meer dan 50 procent)"),
        ((20, 20), (NAN, 10), "gedaald met meer dan 10 weken (meer dan 50 procent)"),
        ((8, 8), (NAN, 10), "gestegen met minder dan 2 weken (minder dan 25 procent)"),
        ((8.1, 8.5), (8.1, 8.4), "tussen 0,4 week gedaald en 0,3 week gestegen; een verandering is niet te zien"),
        ((0, 0), (3, 3), "gestegen met 3 weken"),
        ((NAN, NAN), (3, 3), ""),
    ],
)
def test_change_is_written_as_exactly_as_it_is_known(nul: Any, later: Any, tekst: str) -> None:
    assert change(nul, later) == tekst


def test_change_of_a_percentage_is_in_points_and_an_approximate_one_says_so() -> None:
    assert change((48, 48), (71, 71), "procentpunt") == "gestegen met 23 procentpunten"
    assert change((6.1, 6.1), (6.2, 6.2), "procentpunt") == "gestegen met 0,1 procentpunt"
    assert change((10, 10), (6, 6), ongeveer=True) == "gedaald met ongeveer 4 weken (ongeveer 40 procent)"


def test_savings_dialogue_is_written_with_its_ranges_and_its_source(leertraject: Traject) -> None:
    rows = Verhaal(leertraject, "sudwest-fryslan").veranderingen
    table = html.fromstring(str(table_veranderingen(rows, "Súdwest-Fryslân").html))
    cells = [[cell.text_content() for cell in row] for row in table.xpath(".//tbody/tr")]

    assert [row[1:4] for row in cells[1:]] == [
        ["opgehaalde voorstellen", "11 mln euro", "nulmeting"],
        ["na ambtelijk advies", "ruim 6 mln euro", "gedaald met minder dan 5 mln euro (minder dan 46 procent)"],
        ["na het college", "2,5–3,5 mln euro", "gedaald met 7,5 tot 8,5 mln euro (68 tot 78 procent)"],
        ["na de raad", "1 mln euro", "gedaald met 10 mln euro (91 procent)"],
    ]
    assert {row[5] for row in cells[1:]} == {"S2, regel 353"}
    assert cells[0][3] == "geen nulmeting om mee te vergelijken"


def test_series_that_did_not_move_names_its_value_once(kring: Traject) -> None:
    rows = Verhaal(kring, "mistelbroek").veranderingen.query("laatste").to_dict("records")

    assert write_series(rows[0]) == "Doorlooptijd van aanvragen: gelijk gebleven, 34 dagen (T0 en T3)."


def test_a_number_that_hardly_moved_stayed_about_the_same(kring: Traject) -> None:
    last = Verhaal(kring, "wolkendam").veranderingen.query("laatste").to_dict("records")
    costs = Verhaal(kring, "kwartelstroom").veranderingen.query("laatste and effect == 'KWA-E5'").to_dict("records")

    assert write_series(last[0]) == (
        "Ziekteverzuim in de elf teams: bleef ongeveer gelijk, 6,1 en 6,2 procent (T0 en T3)."
    )
    assert write_series(costs[0]) == (
        "Kosten per zorgtraject: bleef ongeveer gelijk, 8,1–8,5 en 8,1–8,4 duizend euro (T0 en T3)."
    )


@pytest.mark.parametrize(("richting", "relatief"), [("gunstig", 0.016), ("neutraal", 0.06), ("neutraal", NAN)])
def test_a_number_that_moved_is_told_as_it_is(kring: Traject, richting: str, relatief: float) -> None:
    last = Verhaal(kring, "wolkendam").veranderingen.query("laatste").to_dict("records")[0]
    moved = last | {"richting": richting, "relatief_laag": relatief, "relatief_hoog": relatief}

    assert "gestegen met 0,1 procentpunt, van 6,1 (T0) naar 6,2 procent (T3)." in write_series(moved)


# The chain


def test_story_is_an_ordered_list_from_steps_to_test(kring: Traject) -> None:
    first = Verhaal(kring, "eksterhaven").tell().xpath(".//section")[0]
    links = [li.text_content() for li in first.xpath("./ol/li")]

    assert first.findtext("h3") == "Meldingen sneller opgepakt"
    assert [text.split(".")[0] for text in links] == [
        *("Stappen", "Hoe", "Effect", "Andere verklaring", "Toets", "Nog niet bekend")
    ]
    assert "Vaste ambtenaar per dorp (mei 2021 tot en met juni 2021; uitgevoerd)" in links[0]
    assert "gestegen met 23 procentpunten, van 48 (T0) naar 71 procent (T3)." in links[2]
    assert "Uitkomst: verworpen." in links[3]
    assert "Dit klopte niet: Alleen meldingen via de app gaan sneller." in links[3]
    assert "Dit klopte: De vaste ambtenaar zet een melding zelf door" in links[4]
    assert links[4].endswith("(sterk spoor)")
    assert links[5] == "Nog niet bekend. Er is niets vastgelegd dat hiertegen spreekt."


def test_missing_link_of_the_chain_is_shown_at_its_place(kring: Traject) -> None:
    sections = Verhaal(kring, "mistelbroek").tell().xpath(".//section")
    links = [li.text_content() for li in sections[0].xpath("./ol/li")]

    assert links[1] == "Hoe. Hoe de stappen hiertoe leidden, is niet beschreven."
    assert "Of dit de verklaring is, is niet getoetst." in links[3]


def test_intention_is_told_only_where_the_source_does() -> None:
    traject = make_traject(effecten="deelnemer  id  bedoeld\nnoord  E1  ja\nnoord  E2  nee\nnoord  E3  -")
    lines = Verhaal(traject, "noord").tell().xpath(".//p[@class='lk-meta']")

    assert [line.text_content().split(" · ")[1] for line in lines] == [
        "bedoeld",
        "niet bedoeld",
        "bedoeling: niet vermeld",
    ]


def test_judgement_the_other_way_stands_among_what_speaks_against(kring: Traject) -> None:
    page = Verhaal(kring, "nevelwaard").tell()
    (section,) = page.xpath(".//section[h3='Doorlooptijd van bouwplannen']")

    assert "Wat ertegen spreekt. Inwoners oordelen anders (ongunstig): Sneller is" in section.text_content()
    assert "bewijskracht: ●○○ Zwak" in section.text_content()


def test_tests_are_explained_only_where_they_are_used(kring: Traject) -> None:
    with_tests, without = Verhaal(kring, "ottermonde").tell(), Verhaal(kring, "sparrendrecht").tell()

    assert [li.text_content().split(".")[0] for li in with_tests.xpath(".//details//li")] == ["Voorwaarde"]
    assert without.xpath(".//details") == []


def test_number_without_a_beginning_is_said_to_stand_alone(leertraject: Traject) -> None:
    verhaal = Verhaal(leertraject, "sudwest-fryslan")
    alone = verhaal.veranderingen.assign(effect="BEZ-E2").head(1)
    block = tell_bijdragen(verhaal.bijdragen, verhaal.claims, alone, "X")

    assert "4 mln euro (bij de start). Er is geen nulmeting om mee te vergelijken." in block.html


# Strength


@pytest.mark.parametrize("kracht", Bewijskracht)
def test_strength_is_a_word_and_its_dots_are_not_read_aloud(kracht: Bewijskracht) -> None:
    span = html.fromstring(write_kracht(str(kracht)))
    (dots,) = span.xpath("./span[@aria-hidden='true']")

    assert dots.text.count("●") == kracht.rang
    assert span.text_content().removeprefix(dots.text).strip() == kracht.label


def test_table_shows_points_reasons_and_the_rules(kring: Traject) -> None:
    page = html.fromstring(f"<main>{table_kracht(Verhaal(kring, 'nevelwaard').bijdragen, 'Nevelwaard').html}</main>")
    (row,) = page.xpath(".//tbody/tr[th='Doorlooptijd van bouwplannen']")

    assert [cell.text_content() for cell in row][1:6] == [
        "▲ Gunstig",
        "●○○ Zwak",
        "3",
        "Gemeten: 3 punten; 1 bron: 0 punten; 1 soort bron: 0 punten; 1 uitgever: 0 punten.",
        "Inwoners oordelen ongunstig.",
    ]
    assert page.findtext("./p") == PUNTENUITLEG


@pytest.mark.parametrize(
    ("slug", "effect", "cost"),
    [
        (
            "kwartelstroom",
            "Sneller passende hulp",
            "Niets. Inwoners oordelen anders (zonder verandering); dat kost geen stap.",
        ),
        (
            "kwartelstroom",
            "Partners oordelen hoger",
            "Er is tegenbewijs beschreven. Partners oordelen anders (gemengd); dat kost geen stap.",
        ),
        ("nevelwaard", "Minder aandacht voor de wijken", "Niets."),
    ],
)
def test_who_disagrees_without_contradicting_is_named_beside_what_costs_a_step(
    kring: Traject, slug: str, effect: str, cost: str
) -> None:
    page = html.fromstring(f"<main>{table_kracht(Verhaal(kring, slug).bijdragen, slug).html}</main>")
    (row,) = page.xpath(f".//tbody/tr[th='{effect}']")

    assert [cell.text_content() for cell in row][5] == cost


def test_rules_in_words_are_the_rules_in_code() -> None:
    grades = {n: grade_kracht(n, 0).label.lower() for n in range(1, 7)}

    assert grades == {1: "zwak", 2: "zwak", 3: "matig", 4: "matig", 5: "sterk", 6: "sterk"}
    assert "Met 1 of 2 punten is het bewijs zwak, met 3 of 4 matig, met 5 of 6 sterk." in PUNTENUITLEG


def test_chart_holds_each_count_once_and_says_how_many(kring: Traject) -> None:
    telling = count_kracht(Verhaal(kring, "oss").krachten, kring.frame("deelnemers"))
    figuur = plot_kracht(telling)

    assert isinstance(figuur, Figuur)
    assert figuur.titel == "Voor 7 van de 32 effecten is het bewijs sterk, bij 4 van de 8 deelnemers"
    records = figuur.grafiek().to_dict(validate=False)["data"]["values"]
    assert sum(r["n"] for r in records) == telling["n"].sum() == 32
    assert "geen 1, zwak 11, matig 13 en sterk 7" in figuur.beschrijving
    assert html.fromstring(str(figuur.tabel.html)).xpath(".//tbody/tr[th='Eksterhaven']/td/text()") == [
        *("geen effecten", "1 gemengd", "1 gunstig, 1 ongunstig", "2 gunstig")
    ]


def test_chart_of_a_circle_without_strong_evidence_says_so(leertraject: Traject) -> None:
    telling = count_kracht(Verhaal(leertraject, "oss").krachten, leertraject.frame("deelnemers"))
    figuur = plot_kracht(telling)

    assert isinstance(figuur, Figuur)
    assert figuur.titel == "Voor geen van de 16 effecten is het bewijs sterk"


# Hoped for


def test_hope_of_which_nothing_was_seen_is_a_gap_beside_what_was_seen_instead(kring: Traject) -> None:
    table = html.fromstring(str(table_beoogd(Verhaal(kring, "mistelbroek").paren, "Mistelbroek").html))
    cells = [cell.text_content() for cell in table.xpath(".//tbody/tr")[0]]

    assert cells[2] == "Nog niets gezien"
    assert "Doorlooptijd van aanvragen: zonder verandering, bewijs sterk" in cells[3]


def test_hope_that_came_true_in_part_is_not_called_unseen(leertraject: Traject) -> None:
    table = html.fromstring(str(table_beoogd(Verhaal(leertraject, "sudwest-fryslan").paren, "Súdwest-Fryslân").html))
    (cells,) = [[cell.text_content() for cell in row] for row in table.xpath(".//tbody/tr")]

    assert (cells[0], cells[2]) == ("Samen 4 miljoen euro besparen", "Deels; zie de volgende kolom")
    assert cells[3].startswith("1 miljoen euro bespaard, niet 4: gemengd")


def test_sight_from_other_steps_says_so(leertraject: Traject) -> None:
    table = html.fromstring(str(table_beoogd(Verhaal(leertraject, "oss").paren, "Oss").html))

    assert "Lagere kosten: gunstig, bewijs zwak; andere stappen" in table.text_content()


# Sentences


@pytest.mark.parametrize(
    ("slug", "sterkste", "leemten"),
    [
        (
            "eksterhaven",
            "Het bewijs is sterk voor 2 van de 5 effecten: Meldingen sneller opgepakt (gunstig) en Inwoners oordelen "
            "hoger (gunstig). Meldingen opgepakt binnen vijf werkdagen: gestegen met 23 procentpunten, van 48 (T0) "
            "naar 71 procent (T3).",
            "Voor ‘Inwoners oordelen hoger’ is nog een andere verklaring mogelijk. Wie ontevreden is, vult misschien "
            "geen lijst meer in.",
        ),
        (
            "mistelbroek",
            "Het bewijs is sterk voor 1 van de 4 effecten: Doorlooptijd van aanvragen (zonder verandering). "
            "Doorlooptijd van aanvragen: gelijk gebleven, 34 dagen (T0 en T3).",
            "Van het beoogde effect is nog niets gezien: Gesprek over effect. Voor ‘Doorlooptijd van aanvragen’ is "
            "nog een andere verklaring mogelijk. Bij een dalend aantal medewerkers is gelijk blijven misschien ook "
            "winst.",
        ),
        (
            "ottermonde",
            "Voor geen daarvan is het bewijs sterker dan zwak.",
            "Toetsen weerleggen dat de stappen bijdroegen aan: Wachttijd voor hulp. Voor ‘Wachttijd voor hulp’ is nog "
            "een andere verklaring mogelijk. Bij zo weinig aanvragen maakt één druk gezin al verschil.",
        ),
    ],
)
def test_sentences_tell_the_story_of_the_circle(kring: Traject, slug: str, sterkste: str, leemten: str) -> None:
    assert Verhaal(kring, slug).sentences() == [sterkste, leemten]


@pytest.mark.parametrize(
    ("slug", "sterkste", "leemten"),
    [
        (
            "sudwest-fryslan",
            "Voor geen daarvan is het bewijs sterker dan zwak.",
            "Beoogd was: Samen 4 miljoen euro besparen. Deels gezien: 1 miljoen euro bespaard, niet 4. "
            "Voor ‘1 miljoen euro bespaard, niet 4’ is nog een andere verklaring mogelijk. Door meevallers viel het "
            "tekort veel kleiner uit. Daardoor was 1 miljoen genoeg.",
        ),
        (
            "venlo",
            "Het bewijs daarvoor is zwak.",
            "Of het doel is bereikt, weten wij niet. Wel is er iets gezien in dezelfde richting.",
        ),
        (
            "drechtsteden",
            "",
            "Van de 4 beoogde effecten is nog niets gezien: Doelmatiger vervoer, Meer greep op de ontwikkeling van het "
            "vervoer, Beter vervoer en tevredener klanten en Soepeler kunnen werken.",
        ),
    ],
)
def test_sentences_about_the_real_set_claim_little(
    leertraject: Traject, slug: str, sterkste: str, leemten: str
) -> None:
    assert Verhaal(leertraject, slug).sentences() == [sterkste, leemten]


def test_only_effect_is_not_one_of_the_one(kring: Traject) -> None:
    verhaal = Verhaal(kring, "eksterhaven")
    one, none = verhaal.bijdragen.iloc[1:2], verhaal.veranderingen.iloc[:0]

    assert say_sterkste(one, none) == "Het bewijs is sterk: Inwoners oordelen hoger (gunstig)."
    rejected = Verhaal(kring, "ottermonde").bijdragen.tail(1)
    assert say_sterkste(rejected, none).endswith("Toetsen weerleggen dat de stappen daaraan bijdroegen.")


def test_what_is_not_recorded_is_a_gap(kring: Traject) -> None:
    nobody = Verhaal(kring, "oss")
    telling = count_kracht(nobody.krachten.iloc[:0], kring.frame("deelnemers"))
    gaps = [
        tell_bijdragen(nobody.bijdragen, nobody.claims, nobody.veranderingen, "Oss"),
        table_kracht(nobody.bijdragen, "Oss"),
        table_beoogd(nobody.paren, "Oss"),
        table_veranderingen(nobody.veranderingen, "Oss"),
        plot_kracht(telling),
    ]

    assert all(isinstance(gap, Blok) and gap.html.startswith('<p class="lk-lacune">') for gap in gaps)
    assert nobody.sentences() == ["", "Wat men wilde bereiken, is niet vastgelegd."]


def test_frames_of_one_deelnemer_hold_no_one_else(kring: Traject) -> None:
    verhaal = Verhaal(kring, "eksterhaven")

    assert set(verhaal.bijdragen["deelnemer"]) == {"eksterhaven"}
    assert pd.Series(verhaal.veranderingen["effect"]).str.startswith("EKS").all()
