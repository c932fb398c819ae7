"""The stories that were written into the shipped data come back out of the analyses.

The numbers are those of data/voorbeeld-2021/README.md and of the case base of data/leertraject-2017.
"""

import pandas as pd
import pytest
from teksttabel import expect

from leerkring.begrippen import EffectStatus, Groep, Richting
from leerkring.hoofdstukken.aanpak.cijfers.interventies import lay_timeline
from leerkring.hoofdstukken.bewijs.cijfers.bewijs import collect_bewijs, count_bewijs, list_lacunes
from leerkring.hoofdstukken.deelnemers.cijfers.profiel import describe_profiel, select_own
from leerkring.hoofdstukken.effecten.cijfers.effecten import (
    count_effecten,
    count_richtingen,
    list_oordelen,
    list_series,
    mark_verteld,
)
from leerkring.hoofdstukken.lessen.cijfers.lessen import weigh_lessen
from leerkring.hoofdstukken.logboek.cijfers.logboek import list_notities
from leerkring.hoofdstukken.vormen.beeld.sturingsmix import say_shift
from leerkring.hoofdstukken.vormen.cijfers.sturing import follow_sturingsmix, list_verhoudingen, measure_shift
from leerkring.hoofdstukken.vragenlijst.cijfers.respons import count_respons
from leerkring.traject import Traject, open_traject


@pytest.fixture(scope="module")
def kring() -> Traject:
    return open_traject("data/voorbeeld-2021", doelgroep="team")


@pytest.fixture(scope="module")
def leertraject() -> Traject:
    return open_traject("data/leertraject-2017", doelgroep="team")


def follow(traject: Traject, slug: str, vorm: str, aanzicht: str) -> list[int | None]:
    """The strength of one form at T0-T3, None where it was not measured."""
    verloop = follow_sturingsmix(traject.frame("sturingsmix"), slug)
    own = verloop[(verloop["sturingsvorm"] == vorm) & (verloop["aanzicht"] == aanzicht)]
    assert list(own["meting"]) == ["T0", "T1", "T2", "T3"]
    return [None if pd.isna(sterkte) else int(sterkte) for sterkte in own["sterkte"]]


def measure(traject: Traject, slug: str) -> dict[str, list[float]]:
    series = list_series(traject.frame("indicatormetingen"), traject.frame("effecten"), slug)
    return {reeks["indicator"].iloc[0]: list(reeks["waarde"]) for reeks in series}


def judge(traject: Traject, slug: str) -> list[tuple[str, str]]:
    judged = mark_verteld(traject.frame("beoordelingen"), traject.frame("bronnen"))
    oordelen = list_oordelen(judged, traject.frame("effecten"), slug)
    return list(zip(oordelen["groep"], oordelen["oordeel"], strict=True))


def respond(traject: Traject, slug: str) -> pd.DataFrame:
    tables = [traject.frame(tabel) for tabel in ("antwoorden", "respondenten", "uitnodigingen")]
    found = count_respons(*tables, slug, traject.beleid)
    return found[~found["is_totaal"]]


def test_wolkendam_the_line_goes_on_paper_and_stays_in_practice(kring: Traject) -> None:
    assert follow(kring, "wolkendam", "LIJN", "Op papier") == [3, 2, 1, 1]
    assert follow(kring, "wolkendam", "LIJN", "In de praktijk") == [4, 4, 4, 4]
    assert follow(kring, "wolkendam", "ZE", "Op papier") == [1, 3, 4, 4]
    assert follow(kring, "wolkendam", "ZE", "In de praktijk") == [1, 2, 2, 2]


def test_wolkendam_the_line_limits_self_management_with_one_voice_against(kring: Traject) -> None:
    found = list_verhoudingen(kring.frame("sturingsverhoudingen"), "wolkendam")
    between = found[(found["vorm"] == "Lijnsturing") & (found["andere_vorm"] == "Zelfsturing")]

    pd.testing.assert_frame_equal(
        between[["meting", "verhouding", "zekerheid"]].reset_index(drop=True),
        expect("""
            meting  verhouding  zekerheid
            T1      begrenst    Beweerd
            T2      begrenst    Waargenomen
            T3      begrenst    Gemeten
            T3      versterkt   Beweerd
        """),
    )


def test_wolkendam_the_logboek_wonders(kring: Traject) -> None:
    found = list_notities(kring.frame("logboek"), "wolkendam")

    assert len(found) == 26
    assert (found["soort"] == "Verwonderpunt").sum() == 11


def test_nevelwaard_residents_judge_badly_what_goes_faster(kring: Traject) -> None:
    assert measure(kring, "nevelwaard") == {"Doorlooptijd van schets tot besluit": [41, 40, 36, 33]}
    assert sorted(judge(kring, "nevelwaard")) == [
        ("Inwoners", "ongunstig"),
        ("Inwoners", "ongunstig"),
        ("Inwoners", "ongunstig"),
        ("Partners", "gemengd"),
    ]


def test_hazelschans_stops_after_the_second_round(kring: Traject) -> None:
    profiel = describe_profiel(kring.deelnemers["hazelschans"]).set_index("kenmerk")["waarde"]
    asked = respond(kring, "hazelschans")
    stappen = lay_timeline(kring.frame("interventies"), "hazelschans", kring.beschrijving.peildatum)

    assert profiel["Status"] == "Gestopt"
    assert follow(kring, "hazelschans", "PP", "In de praktijk") == [1, 2, 1, None]
    assert follow(kring, "hazelschans", "PP", "Op papier") == [2, 3, 3, None]
    assert set(asked["meting"]) == {"T0", "T2"}
    assert measure(kring, "hazelschans") == {"Projectleiders in dienst of ingehuurd": [7, 7, 4]}
    assert (len(stappen), (stappen["status"] == "Gestopt").sum()) == (6, 2)
    assert list_notities(kring.frame("logboek"), "hazelschans")["datum"].max() <= pd.Timestamp("2022-01-27")


def test_ottermonde_shows_no_group_at_all(kring: Traject) -> None:
    found = respond(kring, "ottermonde")
    bewijs = collect_bewijs(kring)
    own = bewijs[bewijs["deelnemer"] == "ottermonde"]

    assert set(found["groep"]) == {groep.label for groep in Groep}
    assert {"T0", "T3"} <= set(found["meting"])
    assert found["onderdrukt"].all()
    assert found[["n", "uitgenodigd"]].isna().all(axis=None)
    assert not own.empty
    assert "antwoorden" not in set(own["tabel"])


def test_kwartelstroom_is_a_samenwerkingsverband_of_five(kring: Traject) -> None:
    profiel = describe_profiel(kring.deelnemers["kwartelstroom"]).set_index("kenmerk")["waarde"]
    found = list_verhoudingen(kring.frame("sturingsverhoudingen"), "kwartelstroom")
    last = found[(found["meting"] == "T3") & (found["vorm"] == "Keten- en netwerksturing")]

    assert profiel["Soort organisatie"] == "Gemeenschappelijke regeling"
    assert profiel["Inwoners"] == 190_000
    assert len(select_own(kring.frame("leden"), "kwartelstroom")) == 5
    assert {"vervangt", "staat naast"} <= set(last.loc[last["andere_vorm"] == "Resultaatsturing", "verhouding"])
    assert measure(kring, "kwartelstroom")["Tijd tot een passende plek"] == [63, 60, 55, 47]


def test_sparrendrecht_has_no_start_to_compare_with(kring: Traject) -> None:
    assert follow(kring, "sparrendrecht", "ZE", "Op papier") == [None, 3, 3, 4]
    assert follow(kring, "sparrendrecht", "ZE", "In de praktijk") == [None, 3, 3, 4]
    assert follow(kring, "sparrendrecht", "LIJN", "In de praktijk") == [None, 2, 1, 1]
    assert "T0" not in set(respond(kring, "sparrendrecht")["meting"])
    shift = measure_shift(follow_sturingsmix(kring.frame("sturingsmix"), "sparrendrecht"))
    assert set(shift["van"]) == {"T1"}
    assert len(select_own(kring.frame("herindelingen"), "sparrendrecht")) == 2


def test_eksterhaven_succeeds_and_inwoners_and_partners_say_so(kring: Traject) -> None:
    assert measure(kring, "eksterhaven") == {
        "Meldingen opgepakt binnen vijf werkdagen": [48, 52, 61, 71],
        "Lopende initiatieven van bewoners": [6, 9, 14, 19],
    }
    assert sorted(judge(kring, "eksterhaven")) == [("Inwoners", "gunstig")] * 2 + [("Partners", "gunstig")] * 2
    assert follow(kring, "eksterhaven", "GE", "In de praktijk") == [1, 2, 3, 4]
    richtingen = count_richtingen(kring.frame("effecten"), kring.frame("deelnemers"))
    bad = richtingen[(richtingen["naam"] == "Eksterhaven") & (richtingen["richting"] == "ongunstig")]
    assert list(bad["n"]) == [1]


def test_mistelbroek_does_not_change(kring: Traject) -> None:
    shift = measure_shift(follow_sturingsmix(kring.frame("sturingsmix"), "mistelbroek"))
    effecten = kring.frame("effecten")

    assert follow(kring, "mistelbroek", "RE", "Op papier") == [3, 3, 3, 3]
    assert follow(kring, "mistelbroek", "RE", "In de praktijk") == [1, 1, 1, 1]
    assert follow(kring, "mistelbroek", "LIJN", "In de praktijk") == [4, 4, 4, 4]
    assert set(shift["verschil"]) == {0}
    assert say_shift(shift) == "Tussen T0 en T3 bleef de sturingsmix gelijk"
    seen = effecten[(effecten["deelnemer"] == "mistelbroek") & (effecten["status"] == EffectStatus.WAARGENOMEN)]
    assert sorted(seen["richting"]) == ["neutraal", "neutraal", "neutraal", "ongunstig"]
    assert measure(kring, "mistelbroek") == {
        "Doorlooptijd van aanvragen": [34, 35, 33, 34],
        "Indicatoren in het dashboard": [62, 62, 71, 74],
    }


def test_lessons_of_the_circle_are_contradicted_and_two_of_them_clash(kring: Traject) -> None:
    found = weigh_lessen(kring.frame("lessen"), kring.frame("bewijsstukken")).set_index("id")

    assert len(found) == 10
    assert (found["steun"].sum(), found["tegen"].sum()) == (22, 10)
    assert (found.drop("L10")["tegen"] >= 1).all()
    assert found.loc["L10", "status"] == "Waargenomen"
    assert found.loc["L7", "spanning_met"] == ("L8",)
    assert found.loc["L8", "spanning_met"] == ("L7",)


def test_bezuinigingsdialoog_shrinks_from_eleven_million_to_one(leertraject: Traject) -> None:
    series = list_series(leertraject.frame("indicatormetingen"), leertraject.frame("effecten"), "sudwest-fryslan")
    reeks = next(s for s in series if len(s) > 1)

    pd.testing.assert_frame_equal(
        reeks[["stap", "nulmeting", "waarde", "waarde_hoog", "precisie", "eenheid", "peildatum"]],
        expect("""
            stap                    nulmeting:bool  waarde:float64  waarde_hoog:float64  precisie  eenheid   peildatum
            opgehaalde voorstellen  ja              11              -                    precies   mln euro  2015
            na ambtelijk advies     nee             6               -                    ruim      mln euro  2015
            na het college          nee             2.5             3.5                  precies   mln euro  2015
            na de raad              nee             1               -                    precies   mln euro  2015
        """),
    )


def test_oss_has_de_ruwaard_with_its_sources(leertraject: Traject) -> None:
    cases = {c.id: c for _, c in leertraject.inhoud.rows("casussen") if c.deelnemer == "oss"}
    stappen = lay_timeline(leertraject.frame("interventies"), "oss", leertraject.beschrijving.peildatum)

    assert cases["de-ruwaard"].naam == "Proeftuin De Ruwaard"
    assert all(place.startswith("S2:") for place in cases["de-ruwaard"].bron)
    assert len(stappen) == 15
    assert all(len(bron) > 0 for bron in stappen["bron"])


def test_leertraject_measured_no_sturingsmix_and_asked_nobody(leertraject: Traject) -> None:
    assert len(leertraject.deelnemers) == 5
    for slug in leertraject.deelnemers:
        assert follow_sturingsmix(leertraject.frame("sturingsmix"), slug).empty
        assert respond(leertraject, slug).empty


def test_leertraject_knows_little_of_what_inwoners_and_partners_think(leertraject: Traject) -> None:
    matrix = count_bewijs(collect_bewijs(leertraject), leertraject, "deelnemer")
    outside = matrix[matrix["deelvraag"] == "D4"].set_index("sleutel")

    assert outside["n"].to_dict() == {"drechtsteden": 0, "oss": 1, "sed": 1, "sudwest-fryslan": 2, "venlo": 0}
    assert list(outside.index[outside["lacune"]]) == ["drechtsteden", "venlo"]
    gaps = {slug: list_lacunes(matrix[matrix["sleutel"] == slug], with_name=False) for slug in leertraject.deelnemers}
    assert gaps["sed"] == ["verhouding tot andere vormen"]
    assert gaps["sudwest-fryslan"] == []
    oordelen = mark_verteld(leertraject.frame("beoordelingen"), leertraject.frame("bronnen"))
    telling = count_effecten(leertraject.frame("effecten"), oordelen, "sudwest-fryslan")
    assert telling.oordelen[Groep.INWONERS][Richting.ONGUNSTIG] == 1
    assert telling.verteld == {Groep.INWONERS: 2, Groep.PARTNERS: 0}


def test_leertraject_has_two_lessons_that_clash(leertraject: Traject) -> None:
    found = weigh_lessen(leertraject.frame("lessen"), leertraject.frame("bewijsstukken")).set_index("id")

    assert found.loc["L12", "spanning_met"] == ("L13",)
    assert found.loc["L13", "spanning_met"] == ("L12",)
    assert {f"L{n}" for n in range(1, 18)} <= set(found.index)
