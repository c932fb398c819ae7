"""What the tables, stories and the first screen say."""

import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import html
from mini import read_cells
from teksttabel import make_beschrijving, make_frame, make_traject

from leerkring.begrippen import Doelgroep
from leerkring.bewering import DEELS, Bewering, Bewijsrij, say_row
from leerkring.hoofdstukken.aanpak.beeld.casussen import tell_casussen
from leerkring.hoofdstukken.bewijs.beeld.matrix import table_bewijs, write_matrixcel
from leerkring.hoofdstukken.bewijs.cijfers.bewijs import collect_bewijs, count_bewijs
from leerkring.hoofdstukken.deelnemers.beeld.profiel import table_context, table_herindelingen, table_profiel
from leerkring.hoofdstukken.deelnemers.cijfers.profiel import describe_profiel, weigh_context
from leerkring.hoofdstukken.lessen.beeld.lessen import tell_lessen
from leerkring.hoofdstukken.lessen.cijfers.lessen import weigh_lessen
from leerkring.hoofdstukken.logboek.beeld.notities import table_notities
from leerkring.hoofdstukken.logboek.cijfers.logboek import count_notities, list_notities
from leerkring.hoofdstukken.vragenlijst import VragenlijstVanCasus
from leerkring.hoofdstukken.vragenlijst.beeld.respons import table_respons
from leerkring.model.beleid import Beleid
from leerkring.weergave.blokken import Blok
from leerkring.weergave.kop import FICTIEF, build_account, build_beweringen, build_head, build_kort, name_anchor


def parse(blok: Blok) -> Any:
    return html.fromstring(f"<main>{blok.html}</main>")


def read(blok: Blok) -> list[list[str]]:
    """The cells of the first table of a block, without its heading."""
    return [[cell.text_content() for cell in row] for row in parse(blok).xpath("(.//tbody)[1]/tr")]


@pytest.mark.parametrize(
    ("fase", "shown"),
    [
        ("2015", "2015"),
        ("2015-10", "oktober 2015"),
        ("2015-10-03", "3 oktober 2015"),
        ("2015 fusie", "2015 fusie"),
        ("1998-heden", "1998-heden"),
        ("2015-2019", "2015-2019"),
    ],
)
def test_profiel_writes_a_date_as_a_date_and_leaves_other_text_alone(fase: str, shown: str) -> None:
    deelnemer = make_traject(deelnemers=f"id  fase\nnoord  {fase}").deelnemers["noord"]
    cells = dict(read(table_profiel(describe_profiel(deelnemer), "Noord", ("S1",), make_frame("leden"))))

    assert cells["Fase van de organisatie"] == shown


def test_profiel_shows_gaps_members_and_source() -> None:
    deelnemer = make_traject().deelnemers["noord"]
    leden = make_frame("leden", "naam\nAkker\nBroek\nDijk")
    blok = table_profiel(describe_profiel(deelnemer), "Noord", ("S1:3", "S2"), leden)

    assert ["Soort werk", "geen gegevens"] in read(blok)
    assert ["Inwoners", "50.000"] in read(blok)
    assert [p.text_content() for p in parse(blok).iter("p")] == [
        "Leden: Akker, Broek en Dijk.",
        "Bron: S1, regel 3; S2",
    ]


def test_part_of_a_municipality_is_said_to_be_a_part() -> None:
    blok = table_herindelingen(make_frame("herindelingen", "moment  geheel\n2015-01-01  ja\n2018  nee"), "Noord")

    assert [row[2:4] for row in read(blok)] == [["1 januari 2015", "ja"], ["2018", "nee, een deel"]]


def test_weight_and_company_of_a_context_factor_are_in_words() -> None:
    factoren = make_frame(
        "contextfactoren",
        """
        deelnemer  factor             gewicht
        noord      draad_waarden      3
        noord      dossier_personeel  1
        zuid       dossier_personeel  2
        """,
    )

    others = {"draad_waarden": 0, "dossier_personeel": 1}
    assert [row[:4] for row in read(table_context(weigh_context(factoren, "noord", others), "Noord"))] == [
        ["Waardenoriëntatie", "Draad", "3 (bepaalt de aanpak)", "geen andere deelnemers"],
        ["Personeel", "Dossier", "1 (speelt mee)", "1 andere deelnemer"],
    ]


def test_respons_hides_small_groups_and_says_why() -> None:
    people = [f"m{n}  medewerkers" for n in range(6)] + [f"i{n}  inwoners" for n in range(4)]
    traject = make_traject(
        respondenten="\n".join(["id  groep", *people]),
        antwoorden="\n".join(["respondent", *(row.split()[0] for row in people)]),
        uitnodigingen="groep  meting  uitgenodigd\nmedewerkers  T0  17\ninwoners  T0  19\ninwoners  T1  23",
    )
    respons = VragenlijstVanCasus(replace(traject, slug="noord")).respons
    blok = table_respons(respons, "Noord", Beleid(5, afronding=1))

    assert read(blok) == [
        ["Medewerkers", "5 tot 9 van 17", "niet gevraagd"],
        ["Inwoners", "minder dan 5; niet getoond", "minder dan 5; niet getoond"],
        ["Alle groepen samen", "niet getoond", "–"],
    ]
    assert not re.search(r"\b(4|6|19|23)\b", parse(blok).text_content())
    assert parse(blok).findtext("p") == (
        "De resultaten zijn indicatief. Groepen met minder dan 5 antwoorden tonen wij niet, "
        "omdat mensen dan herkenbaar zijn. Hoeveel mensen zijn gevraagd, laten wij weg als dat een klein aantal "
        "verraadt. Een totaal tonen wij alleen als daarmee geen kleine groep is terug te rekenen."
    )


BANDEN = read_cells("""
    ingevuld  gevraagd  beeld
    6         17        5 tot 9 van 17
    6         9         5 tot 9 van 9
    6         8         5 tot 8 van 8
    6         7         5 tot 7 van 7
    6         6         5 tot 9
    5         6         5 tot 6 van 6
    5         5         5 tot 9
    9         9         5 tot 9 van 9
    9         26        5 tot 9 van 26
    10        10        10 van 10
""")


@pytest.mark.parametrize("row", BANDEN, ids=lambda row: f"{row['ingevuld']}-van-{row['gevraagd']}")
def test_bound_of_a_small_group_ends_at_those_asked_and_never_leaves_one_number(row: dict[str, str]) -> None:
    people = [f"m{n}  medewerkers" for n in range(int(row["ingevuld"]))]
    traject = make_traject(
        respondenten="\n".join(["id  groep", *people]),
        antwoorden="\n".join(["respondent", *(person.split()[0] for person in people)]),
        uitnodigingen=f"groep  meting  uitgenodigd\nmedewerkers  T0  {row['gevraagd']}",
    )
    respons = VragenlijstVanCasus(replace(traject, slug="noord")).respons

    assert [cells[1] for cells in read(table_respons(respons, "Noord", Beleid(5)))] == [row["beeld"]]


def test_logboek_is_counted_and_folded_per_round() -> None:
    logboek = make_frame(
        "logboek",
        """
        deelnemer  datum       ronde  soort     deelvraag  tekst
        noord      2021-06-01  1      tip       D1         Een tip.
        noord      2021-10-01  2      ervaring  -          Dit gebeurde.
        noord      2021-10-02  2      ervaring  D4         Dit ook.
        """,
    )
    page = parse(table_notities(list_notities(logboek, "noord"), count_notities(logboek, "noord"), "Noord"))

    assert [s.text for s in page.iter("summary")] == ["Ronde 1: 1 notitie", "Ronde 2: 2 notities"]
    assert [[cell.text_content() for cell in row] for row in page.xpath(".//details[2]//tbody/tr")] == [
        ["1 oktober 2021", "Ervaring", "geen", "Dit gebeurde."],
        ["2 oktober 2021", "Ervaring", "Oordeel van buiten", "Dit ook."],
    ]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "1 stuk1 soort bron"),
        ({"n": 3, "bronsoorten": 2, "zekerheid": "Gemeten"}, "3 stukken2 soorten bronnen; sterkste: gemeten"),
        ({"n": 2, "tegenbewijs": 1}, "2 stukken1 soort bron; tegenbewijs: 1"),
        ({"n": 0, "lacune": True, "aanvulling": "Vraag het."}, "Leeg. Vraag het."),
    ],
)
def test_cell_of_the_bewijsmatrix(changes: dict[str, Any], text: str) -> None:
    usual = {"n": 1, "bronsoorten": 1, "zekerheid": None, "tegenbewijs": 0, "lacune": False, "aanvulling": None}

    assert html.fromstring(f"<td>{write_matrixcel(usual | changes)}</td>").text_content() == text


def test_bewijsmatrix_has_a_row_for_each_deelnemer_in_order() -> None:
    traject = make_traject(deelnemers="id  naam\nzuid  Zuid\nnoord  Noord", effecten="deelnemer\nnoord")
    rows = read(table_bewijs(count_bewijs(collect_bewijs(traject), traject, "deelnemer"), "Bewijs", "Deelnemer"))

    assert [row[0] for row in rows] == ["Zuid", "Noord"]
    assert [cell.startswith("Leeg.") for row in rows for cell in row[1:]] == [True] * 6 + [False, True]


def test_case_tells_its_forms_period_and_sources() -> None:
    traject = make_traject(
        casussen="""
            id   naam  organisatie  sturingsvormen  samenvatting  aanleiding      start    bron
            een  Een   Gemeente     GE|KN           Het verhaal.  Er was iets.    2015-10  S1:3-5
            tw   Twee  Regio        ZE              Een ander.    -               -        S2
        """
    )
    page = parse(tell_casussen((c for _, c in traject.inhoud.rows("casussen")), kopniveau=4))

    assert [h.text for h in page.iter("h4")] == ["Een", "Twee"]
    assert [p.text_content() for p in page.iter("p")] == [
        *("Gemeente · Gebiedssturing en keten- en netwerksturing", "Aanleiding. Er was iets.", "Het verhaal."),
        *("Vanaf oktober 2015. Bron: S1, regels 3–5", "Regio · Zelfsturing", "Een ander.", "Bron: S2"),
    ]


def test_lesson_tells_support_counter_evidence_and_tension() -> None:
    lessen = weigh_lessen(
        make_frame("lessen", "id  titel  spanning_met  spanning\nL1  Begin.  L2|L3  Dat schuurt.\nL2  Wacht.  -  -"),
        make_frame("bewijsstukken", "les  deelnemer  strekking\nL1  noord  steunt\nL1  zuid  weerspreekt"),
    )
    page = parse(tell_lessen(lessen, "Niets.", {"noord": "Noord", "zuid": "Zuid"}))
    case = parse(tell_lessen(lessen, "Niets."))

    assert [h.text for h in page.iter("h3")] == ["L1. Begin.", "L2. Wacht."]
    # In the report on one deelnemer each lesson leads to that on all.
    assert [a.get("data-naar") for a in case.iter("a") if a.get("data-naar")] == ["*#les-L1", "*#les-L2"]
    assert [p.text_content() for p in page.xpath(".//p[@class='lk-meta']")] == [
        "Leren te leren · status: waargenomen · 1 keer gesteund · 1 keer weersproken · steun bij Noord",
        "Leren te leren · status: waargenomen · nog niet gesteund · geen tegenbewijs vastgelegd",
    ]
    assert page.xpath("string(.//p[@class='lk-spanning'])") == "Schuurt met L2 en L3. Dat schuurt."
    assert [li.text for li in page.iter("li")] == ["Dit was te zien.", "Tegen: Dit was te zien."]


@pytest.mark.parametrize("fictief", [True, False])
def test_head_says_who_for_whom_and_whether_it_is_invented(fictief: bool) -> None:
    deelnemer = make_traject().deelnemers["noord"]
    blok = build_head(make_beschrijving(fictief=fictief), Doelgroep.DEELNEMER, deelnemer)
    facts = dict(zip(*[[e.text for e in parse(blok).iter(tag)] for tag in ("dt", "dd")], strict=True))

    assert [h.text for h in parse(blok).iter("h1")] == ["Noord"]
    assert facts == {"Traject": "Mini", "Peildatum": "30 juni 2022", "Gemaakt voor": "Noord"}
    assert (FICTIEF in parse(blok).text_content()) is fictief
    assert blok.rapport == {
        "titel": "Noord",
        "ondertitel": "Zelfsturing",
        "traject": "Mini",
        "peildatum": "30 juni 2022",
        "doelgroep": "deelnemer",
        "fictief": fictief,
    }


def test_head_of_a_comparison_has_no_deelnemer() -> None:
    page = parse(build_head(make_beschrijving(), Doelgroep.LEERKRING, soort="Vergelijking"))

    assert page.findtext(".//h1") == "Vergelijking: Mini"
    assert [dd.text for dd in page.iter("dd")] == ["Mini", "30 juni 2022", "Leerkring"]


@pytest.mark.parametrize(
    ("titel", "anker"),
    [("Effecten", "s-effecten"), ("In het kort", "s-in-het-kort"), ("Één (2): a & b?", "s-één-2-a-b"), ("", "s-")],
)
def test_anchor_is_made_of_letters_digits_and_hyphens(titel: str, anker: str) -> None:
    assert name_anchor(titel) == anker


def test_summary_links_each_sentence_to_its_section() -> None:
    said = [
        Bewering("Aanpak", "een", "Dit is gedaan."),
        Bewering("Aanpak", "twee", "En dat."),
        Bewering("In het kort", "drie", "Dat is alles.", deels=True),
    ]
    kernen = {titel: build_beweringen([b for b in said if b.sectie == titel]) for titel in ("Aanpak", "In het kort")}
    page = parse(build_kort(kernen))

    assert [(li[0].get("href"), li[0].text, li[1].text_content()) for li in page.iter("li")] == [
        ("#s-aanpak", "Aanpak", "Dit is gedaan. En dat."),
        ("#s-in-het-kort", "In het kort", f"Dat is alles. {DEELS}"),
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"naam": "Opgavebudget", "toelichting": "De raad wilde eerst een spelregel."}, None),
        ({"naam": "Opgavebudget", "toelichting": float("nan")}, "Opgavebudget"),
        ({"naam": "Sneller", "omschrijving": "Het kost 33 weken.", "toelichting": "Ruim."}, "Het kost 33 weken."),
        ({"toelichting": "Dat schuurt."}, "Dat schuurt."),
        ({}, ""),
    ],
)
def test_a_row_is_told_by_its_fullest_text_and_never_explained_without_its_name(
    row: dict[str, Any], words: str | None
) -> None:
    assert say_row(row.get) == ("Opgavebudget. De raad wilde eerst een spelregel." if words is None else words)


@pytest.mark.parametrize("toont_rijen", [True, False])
def test_a_claim_leads_to_its_rows_in_words_and_for_the_team_to_file_and_row(toont_rijen: bool) -> None:
    rijen = tuple(Bewijsrij(f"Rij {n}.", ("S1:3-4",), f"effecten.csv:{n}") for n in range(1, 11))
    (panel,) = parse(build_beweringen([Bewering("A", "b", "Zo.", rijen=rijen)], toont_rijen=toont_rijen)).iter(
        "details"
    )
    rows = [" ".join(li.text_content().split()) for li in panel.iter("li")]

    assert panel.findtext("summary") == "Waar dit op rust"
    assert rows[0] == ("Rij 1. S1, regels 3–4 · effecten.csv:1" if toont_rijen else "Rij 1. S1, regels 3–4")
    assert rows[8:] == ["En nog 2."]
    assert [a.get("href") for a in panel.iter("a")] == ["#bron-S1"] * 8


def test_account_gives_sources_that_links_arrive_at_and_the_version_of_the_data() -> None:
    bronnen, software = make_traject().frame("bronnen"), {"pandas": "3.0", "altair": "6.0"}
    blok = build_account(make_beschrijving(), Doelgroep.OPENBAAR, bronnen, "abc123", software)

    assert parse(blok).xpath(".//th/span/@id") == ["bron-S1", "bron-S2", "bron-S3"]
    assert read(blok)[0][1:] == ["Bron", "Document", "Team", "2021"]
    assert blok.rapport["dataversie"] == "abc123"
    assert blok.rapport["programmas"] == "pandas 3.0, altair 6.0"
    anchors = [anchor for _, anchor in blok.rapport["verantwoording"]]
    assert parse(blok).xpath(".//h3/@id | .//details/div/@id") == anchors == ["rollen", "grenzen", "bronnen"]


@pytest.mark.parametrize("doelgroep", Doelgroep)
def test_account_tells_all_but_the_team_that_hidden_things_are_not_in_it(doelgroep: Doelgroep) -> None:
    account = parse(build_account(make_beschrijving(), doelgroep, make_frame("bronnen"), "a", {}))
    limits = [item.text_content() for item in account.iter("li")]

    assert limits[0] == "Alles is verzonnen."
    if doelgroep is Doelgroep.TEAM:
        assert len(limits) == 1
    else:
        assert limits[1].startswith(f"Dit rapport is gemaakt voor: {doelgroep.label.lower()}. ")
        assert "Wat deze lezers niet mogen zien, zit er niet in." in limits[1]
