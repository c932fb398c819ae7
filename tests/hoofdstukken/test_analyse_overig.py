"""The logboek, the lessons, the response and the key figures."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from teksttabel import expect, make_frame, make_traject

from leerkring import open_casus, open_kring
from leerkring.begrippen import Groep, Meting, Richting
from leerkring.casus import Deelnemercasus
from leerkring.hoofdstukken.bewijs.cijfers.bewijs import list_lacunes
from leerkring.hoofdstukken.lessen.cijfers.lessen import weigh_lessen
from leerkring.hoofdstukken.logboek.cijfers.logboek import compare_notities, count_notities, list_notities
from leerkring.hoofdstukken.vragenlijst import VragenlijstVanCasus
from leerkring.hoofdstukken.vragenlijst.cijfers.respons import RESPONSKOLOMMEN
from leerkring.kring import Kring
from leerkring.methoden.onderdrukking import Reden
from leerkring.traject import Traject
from leerkring.traject.opening import point_at

LOGBOEK = """
deelnemer  datum       ronde  soort          deelvraag  tekst
noord      2021-09-02  2      tip            D1         Later.
noord      2021-06-01  1      ervaring       -          Eerder.
zuid       2021-06-01  1      ervaring       D3         Van een ander.
-          2021-06-01  1      verwonderpunt  D2         Van niemand.
noord      2021-06-01  1      ervaring       D1         Even vroeg.
"""
DEELNEMERS = "id  naam\nnoord  Noord\nzuid  Zuid"
LESSEN = """
id  titel   thema        status       spanning_met  spanning
L1  Begin.  leren        besproken    L2            Tempo tegen rust.
L2  Wacht.  organisatie  getoetst     L1            Tempo tegen rust.
L3  Vraag.  regio        waargenomen  -             -
"""
BEWIJSSTUKKEN = """
les  deelnemer  strekking     omschrijving      bron
L1   noord      steunt        Dit was te zien.  S1:3
L1   noord      steunt        Nog eens.         S2
L1   zuid       weerspreekt   Toch niet.        S1:3
L1   -          steunt        Elders ook.       S3
L2   zuid       steunt        Dat klopt.        S2
"""
NIEMAND = [("", "noord"), (LOGBOEK, "elders")]


def test_notities_stand_in_order_of_time_and_of_the_table_within_a_day() -> None:
    pd.testing.assert_frame_equal(
        list_notities(make_frame("logboek", LOGBOEK), "noord"),
        expect("""
            datum:datetime64[s]  ronde:int64  soort     deelvraag  tekst        herkomst
            2021-06-01           1            Ervaring  -          Eerder.      logboek.csv:3
            2021-06-01           1            Ervaring  D1         Even vroeg.  logboek.csv:6
            2021-09-02           2            Tip       D1         Later.       logboek.csv:2
        """),
    )


def test_notities_are_counted_for_each_round_and_soort() -> None:
    pd.testing.assert_frame_equal(
        count_notities(make_frame("logboek", LOGBOEK), "noord"),
        expect("""
            ronde:int64  soort          n:int64
            1            Ervaring       2
            1            Tip            0
            1            Verwonderpunt  0
            2            Ervaring       0
            2            Tip            1
            2            Verwonderpunt  0
            3            Ervaring       0
            3            Tip            0
            3            Verwonderpunt  0
        """),
    )


@pytest.mark.parametrize(("text", "slug"), NIEMAND)
def test_notities_about_nobody_are_empty_and_count_nought(text: str, slug: str) -> None:
    found = list_notities(make_frame("logboek", text), slug)

    assert found.empty
    assert list(found.columns) == ["datum", "ronde", "soort", "deelvraag", "tekst", "herkomst"]
    assert list(count_notities(make_frame("logboek", text), slug)["n"]) == [0] * 9


def test_notities_of_all_deelnemers_stand_side_by_side() -> None:
    pd.testing.assert_frame_equal(
        compare_notities(make_frame("logboek", LOGBOEK), make_frame("deelnemers", DEELNEMERS)),
        expect("""
            deelnemer  naam   D1:int64  D2:int64  D3:int64  D4:int64  zonder:int64  totaal:int64
            noord      Noord  2         0         0         0         1             3
            zuid       Zuid   0         0         1         0         0             1
        """),
    )
    assert compare_notities(make_frame("logboek", LOGBOEK), make_frame("deelnemers")).empty


def test_lessons_show_support_and_counter_evidence() -> None:
    pd.testing.assert_frame_equal(
        weigh_lessen(make_frame("lessen", LESSEN), make_frame("bewijsstukken", BEWIJSSTUKKEN)),
        expect("""
            id  titel   uitleg      thema                            status       steun:int64  tegen:int64  deelnemers:tuple  spanning_met:tuple  spanning           bewijs:tuple                                          bron:tuple  herkomst
            L1  Begin.  Dat helpt.  Leren te leren                   Besproken    3            1            noord             L2                  Tempo tegen rust.  Dit was te zien.|Nog eens.|Tegen: Toch niet.|Elders ook.  S1:3|S2|S3  lessen.csv:2, bewijsstukken.csv:2, bewijsstukken.csv:3, bewijsstukken.csv:4, bewijsstukken.csv:5
            L2  Wacht.  Dat helpt.  Ontwikkeling van de organisatie  Getoetst     1            0            zuid              L1                  Tempo tegen rust.  Dat klopt.                                            S2          lessen.csv:3, bewijsstukken.csv:6
            L3  Vraag.  Dat helpt.  Regionale samenwerking           Waargenomen  0            0            -                 -                   -                  -                                                     S1          lessen.csv:4
        """),  # noqa: E501 - one row, one line
    )


def test_lessons_of_one_deelnemer_rest_on_its_own_evidence_only() -> None:
    pd.testing.assert_frame_equal(
        weigh_lessen(make_frame("lessen", LESSEN), make_frame("bewijsstukken", BEWIJSSTUKKEN), "zuid")[
            ["id", "steun", "tegen", "deelnemers", "bewijs", "bron"]
        ],
        expect("""
            id  steun:int64  tegen:int64  deelnemers:tuple  bewijs:tuple       bron:tuple
            L1  0            1            -                 Tegen: Toch niet.  S1:3
            L2  1            0            zuid              Dat klopt.         S2
        """),
    )


def test_lessons_without_rows_are_an_empty_frame() -> None:
    for slug in (None, "noord"):
        found = weigh_lessen(make_frame("lessen"), make_frame("bewijsstukken"), slug)
        assert found.empty
        assert {"id", "steun", "tegen", "bewijs", "bron", "herkomst"} <= set(found.columns)
    assert weigh_lessen(make_frame("lessen", LESSEN), make_frame("bewijsstukken", BEWIJSSTUKKEN), "elders").empty


def ask(groepen: dict[tuple[str, str], int], uitgenodigd: str = "", doelgroep: str = "team") -> Traject:
    """Return a traject in which so many people of each group answered at each meting."""
    people, answers = ["id  groep"], ["respondent  meting  waarde"]
    for (groep, meting), n in groepen.items():
        people += [f"{groep}-{meting}-{i}  {groep}" for i in range(n)]
        answers += [f"{groep}-{meting}-{i}  {meting}  3" for i in range(n)]
    return make_traject(
        doelgroep, respondenten="\n".join(people), antwoorden="\n".join(answers), uitnodigingen=uitgenodigd
    )


def respond(traject: Traject, slug: str = "noord") -> pd.DataFrame:
    return VragenlijstVanCasus(replace(traject, slug=slug)).respons


def test_group_of_four_is_hidden_and_a_group_of_five_is_shown_as_fewer_than_ten() -> None:
    asked = "groep  meting  uitgenodigd\nmedewerkers  T0  20\ninwoners  T0  30\npartners  T1  8"

    found = respond(ask({("medewerkers", "T0"): 5, ("inwoners", "T0"): 4, ("bestuur", "T3"): 16}, asked))
    pd.testing.assert_frame_equal(
        found.drop(columns=["is_totaal", "reden"]),
        expect("""
            groep               is_extern:boolean  meting  n:Int64  uitgenodigd:Int64  onderdrukt:bool  beperkt:bool
            Bestuur             nee                T3      16       -                  nee              nee
            Medewerkers         nee                T0      -        20                 nee              ja
            Inwoners            ja                 T0      -        -                  ja               nee
            Partners            ja                 T1      -        -                  ja               nee
            Alle groepen samen  -                  T0      -        -                  ja               nee
        """),
    )
    assert found["reden"].fillna("-").tolist() == ["-", *[Reden.KLEIN] * 3, Reden.BESCHERMING]


@pytest.mark.parametrize(
    ("doelgroep", "n", "shown"),
    [("team", 4, False), ("leerkring", 5, True), ("openbaar", 9, False), ("openbaar", 10, True)],
)
def test_smallest_group_depends_on_the_audience(doelgroep: str, n: int, shown: bool) -> None:
    found = respond(ask({("inwoners", "T0"): n}, doelgroep=doelgroep))

    assert list(found["n"].dropna()) == ([n] if shown and n >= 10 else [])
    assert list(found["onderdrukt"]) == [not shown]


def test_person_counts_once_and_only_with_an_answer() -> None:
    people = "\n".join(["id", *(f"R{n}" for n in range(13))])
    answers = "respondent  item  waarde\nR11  V1  weet_niet\nR12  V1  -"
    answers += "".join(f"\nR{n}  {item}  3" for n in range(11) for item in ("V1", "V4"))

    assert list(respond(make_traject(respondenten=people, antwoorden=answers))["n"]) == [12]


def test_total_is_given_where_every_group_is_shown() -> None:
    asked = "groep  meting  uitgenodigd\nbestuur  T0  20\ninwoners  T0  30\npartners  T0  40\npartners  T1  50"
    found = respond(ask({("bestuur", "T0"): 11, ("inwoners", "T0"): 12, ("partners", "T0"): 13}, asked))
    totals = found[found["is_totaal"]]

    # Within there is one group, which needs no total of its own; at T1 only partners were asked.
    assert totals[["groep", "meting", "n", "uitgenodigd"]].values.tolist() == [
        ["Samen buiten de organisatie", "T0", 25, 70],
        ["Alle groepen samen", "T0", 36, 90],
    ]


def test_reader_who_knows_the_statements_cannot_use_a_total() -> None:
    # Nine and five answered. The statement shows n = 9, so that a total of 14 would give the five away.
    found = respond(ask({("inwoners", "T0"): 9, ("partners", "T0"): 5}))

    assert list(found.loc[found["is_totaal"], "reden"]) == [Reden.BESCHERMING]


def test_respons_is_empty_without_a_questionnaire() -> None:
    found = respond(make_traject())

    assert found.empty
    assert list(found.columns) == RESPONSKOLOMMEN
    assert respond(ask({("inwoners", "T0"): 9}), "zuid").empty
    full = respond(ask({(g, m): 9 for g in Groep for m in Meting}))
    assert set(full.loc[~full["is_totaal"], "groep"]) == {g.label for g in Groep}


@settings(deadline=None, max_examples=25)
@given(
    st.dictionaries(st.tuples(st.sampled_from(Groep), st.sampled_from(Meting)), st.integers(1, 12), min_size=1),
    st.sampled_from(["team", "openbaar"]),
)
def test_number_that_is_hidden_never_appears(groepen: dict[tuple[str, str], int], doelgroep: str) -> None:
    traject = ask(groepen, doelgroep=doelgroep)
    found = respond(traject)
    parts = found[~found["is_totaal"]]

    large = {(Groep(g).label, m): n for (g, m), n in groepen.items() if n >= max(10, traject.kleinste_n)}
    shown = parts.dropna(subset=["n"])
    assert dict(zip(zip(shown["groep"], shown["meting"], strict=True), shown["n"], strict=True)) == large
    assert len(parts) == len(groepen)
    assert found.loc[found["onderdrukt"], ["n", "uitgenodigd"]].isna().all(axis=None)
    assert (found["n"].isna() == found["reden"].notna()).all()


KERN = {
    "interventies": """
        deelnemer  casus  status
        noord      -      uitgevoerd
        noord      -      gestopt
        noord      -      lopend
        noord      -      gepland
        zuid       -      uitgevoerd
        -          wijk   uitgevoerd
    """,
    "effecten": """
        deelnemer  casus  id  status       richting   zekerheid
        noord      -      E1  waargenomen  gunstig    gemeten
        noord      -      E2  waargenomen  ongunstig  beweerd
        noord      -      E3  beoogd       gunstig    beweerd
        zuid       -      E4  waargenomen  gunstig    beweerd
        -          wijk   E5  waargenomen  gunstig    gemeten
    """,
    "beoordelingen": """
        effect  groep     oordeel
        E1      inwoners  ongunstig
        E4      partners  gunstig
        E5      inwoners  gunstig
    """,
    "logboek": LOGBOEK,
    "lessen": LESSEN,
    "bewijsstukken": BEWIJSSTUKKEN,
    "casussen": "id  deelnemer\nwijk  -",
    "deelnemers": "id  naam  sturingsvorm\nnoord  Noord  ZE\nzuid  Zuid  RE",
}


def open_both(**tables: str) -> tuple[Deelnemercasus, Kring]:
    traject = make_traject(**tables)
    return open_casus(point_at(traject.folder, traject.inhoud, traject.doelgroep, "noord")), open_kring(traject)


def test_key_figures_of_a_deelnemer() -> None:
    found, _ = open_both(**KERN)
    telling = found.effecten.telling

    assert (telling.effecten, telling.gemeten, list(telling.richtingen.values())) == (2, 1, [1, 0, 0, 1])
    assert telling.oordelen[Groep.INWONERS][Richting.ONGUNSTIG] == 1
    assert sum(telling.oordelen[Groep.PARTNERS].values()) == 0
    assert list_lacunes(found.bewijs.matrix, with_name=False) == ["verhouding tot andere vormen"]
    assert [b.zin[:7] for b in found.lessen.beweringen] == ["De les:"]


def test_key_figures_of_the_circle_leave_out_cases_from_elsewhere() -> None:
    _, found = open_both(**KERN)
    telling = found.effecten.telling

    assert found.deelnemers.beweringen[0].zin == "Er werken 2 deelnemers aan 2 sturingsvormen."
    assert (telling.effecten, telling.gemeten) == (3, 1)
    assert sum(telling.oordelen[Groep.INWONERS].values()) == 1
    assert list_lacunes(found.bewijs.matrix, with_name=True) == [
        "verhouding tot andere vormen bij Noord",
        "verhouding tot andere vormen bij Zuid",
    ]


def test_key_figures_of_an_empty_traject_are_nought() -> None:
    found, _ = open_both()
    nobody = open_kring(make_traject(deelnemers=""))

    assert found.effecten.telling.effecten == 0
    assert len(list_lacunes(found.bewijs.matrix, with_name=False)) == 4
    assert nobody.deelnemers.beweringen[0].zin.startswith("Er werken geen deelnemers")
    assert list_lacunes(nobody.bewijs.matrix, with_name=True) == []
