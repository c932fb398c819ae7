"""Deelnemers side by side: one form in several contexts, several forms in one context, and what came of it."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from teksttabel import expect, make_frame, make_traject

from leerkring.begrippen import Factor, Richting
from leerkring.hoofdstukken.deelnemers.cijfers.contextprofiel import lay_context
from leerkring.hoofdstukken.effecten.cijfers.effecten import mark_verteld
from leerkring.hoofdstukken.effecten.cijfers.vergelijking import (
    compare_effecten,
    compare_zelfde_context,
    compare_zelfde_vorm,
    contrast_gevallen,
    order_gevallen,
    weigh_balans,
)
from leerkring.hoofdstukken.vormen.cijfers.vormen import follow_vormen, measure_vormen
from leerkring.traject import Traject, open_traject

T = make_traject(
    deelnemers="""
        id     naam   sturingsvorm  werksoort  vertrekpunt
        noord  Noord  ZE            regulier   staand
        oost   Oost   ZE            regulier   nieuw
        zuid   Zuid   KN            regulier   staand
        west   West   KN            -          staand
    """,
    casussen="""
        id      naam    deelnemer  organisatie  sturingsvormen  werksoort  vertrekpunt
        elders  Elders  -          Ginds        ZE|GE           -          nieuw
        eigen   Eigen   noord      Noord        ZE              regulier   staand
        andere  Andere  zuid       Zuid         KN|GE           regulier   staand
    """,
    contextfactoren="""
        deelnemer  factor                gewicht
        noord      dossier_personeel     1
        noord      draad_waarden         3
        noord      transitie_klimaat     2
        noord      draad_burger          1
        zuid       dossier_personeel     3
    """,
    effecten="""
        deelnemer  casus   id  sturingsvorm  status       richting
        noord      -       E1  ZE            waargenomen  ongunstig
        noord      eigen   E2  ZE            waargenomen  gunstig
        noord      -       E3  ZE            waargenomen  ongunstig
        noord      -       E4  ZE            beoogd       gunstig
        oost       -       E5  ZE            waargenomen  gunstig
        oost       -       E6  LIJN          waargenomen  ongunstig
        zuid       andere  E7  GE            waargenomen  neutraal
        -          elders  E8  ZE            waargenomen  gemengd
    """,
    beoordelingen="""
        id  effect  groep        oordeel
        B1  E1      inwoners     ongunstig
        B2  E2      partners     gemengd
        B3  E7      inwoners     gunstig
    """,
)


@pytest.fixture(scope="module")
def kring() -> Traject:
    return open_traject("data/voorbeeld-2021", doelgroep="team")


@pytest.fixture(scope="module")
def leertraject() -> Traject:
    return open_traject("data/leertraject-2017", doelgroep="openbaar")


def lay(traject: Traject, tabel: str) -> pd.DataFrame:
    frame = traject.frame(tabel)
    return mark_verteld(frame, traject.frame("bronnen")) if tabel == "beoordelingen" else frame


def side(traject: Traject) -> pd.DataFrame:
    return compare_effecten(*[lay(traject, t) for t in ("deelnemers", "effecten", "beoordelingen")])


def same_form(traject: Traject) -> pd.DataFrame:
    names = ("deelnemers", "casussen", "contextfactoren", "effecten", "beoordelingen")
    return compare_zelfde_vorm(*[lay(traject, t) for t in names])


def same_context(traject: Traject) -> pd.DataFrame:
    names = ("deelnemers", "contextfactoren", "effecten", "beoordelingen")
    return compare_zelfde_context(*[lay(traject, t) for t in names])


def text(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Columns as text, with - for what is missing."""
    return frame[list(columns)].astype("object").where(frame[list(columns)].notna(), "-").astype("str")


# Which way effects point


@pytest.mark.parametrize(
    ("gunstig", "gemengd", "neutraal", "ongunstig", "balans"),
    [
        (0, 0, 0, 0, None),
        (3, 0, 0, 1, "gunstig"),
        (1, 0, 1, 2, "ongunstig"),
        (2, 0, 0, 2, "gemengd"),
        (0, 1, 0, 0, "gemengd"),
        (0, 0, 3, 1, "neutraal"),
        (1, 0, 2, 1, "gemengd"),  # half is not more than half
    ],
)
def test_balance_of_effects(gunstig: int, gemengd: int, neutraal: int, ongunstig: int, balans: str | None) -> None:
    counts = {"gunstig": gunstig, "gemengd": gemengd, "neutraal": neutraal, "ongunstig": ongunstig}

    assert weigh_balans(counts) == balans


@given(st.lists(st.integers(0, 9), min_size=4, max_size=4), st.integers(2, 5))
def test_balance_does_not_depend_on_how_many_there_are(counts: list[int], times: int) -> None:
    once = dict(zip(map(str, Richting), counts, strict=True))

    assert weigh_balans(once) == weigh_balans({r: n * times for r, n in once.items()})


# Case-ordered rows


def test_rows_are_ordered_by_outcome_then_name_and_the_unknown_stand_last() -> None:
    rijen = expect("""
        naam    aandeel_gunstig:float64
        Zuid    0.5
        Élan    0.5
        beek    0.5
        Noord   -
        Akker   -
        West    1
    """)

    assert list(order_gevallen(rijen)["naam"]) == ["West", "beek", "Élan", "Zuid", "Akker", "Noord"]


@given(st.lists(st.tuples(st.text(max_size=4), st.one_of(st.none(), st.floats(0, 1))), max_size=8), st.randoms())
def test_order_keeps_each_row_and_does_not_depend_on_the_order_before(rows: list[tuple[Any, ...]], random: Any) -> None:
    rijen = pd.DataFrame(rows, columns=["naam", "uitkomst"]).astype({"naam": "str", "uitkomst": "float64"})
    found = order_gevallen(rijen, "uitkomst")
    values = found["uitkomst"].dropna()

    assert sorted(found["naam"]) == sorted(rijen["naam"])
    assert (values.diff().dropna() <= 1e-9).all()
    assert found["uitkomst"].isna().is_monotonic_increasing


# Effects beside judgements


def test_effects_and_outside_judgements_stand_side_by_side_and_gaps_stay_gaps() -> None:
    found = side(T)

    pd.testing.assert_frame_equal(
        text(found, "naam", *map(str, Richting), "effecten", "balans", "oordelen", "oordeel_balans"),
        expect("""
            naam   gunstig  gemengd  neutraal  ongunstig  effecten  balans     oordelen  oordeel_balans
            Oost   1        0        0         1          2         gemengd    0         -
            Noord  1        0        0         2          3         ongunstig  2         ongunstig
            Zuid   0        0        1         0          1         neutraal   1         gunstig
            West   0        0        0         0          0         -          0         -
        """).fillna("-"),
    )
    # Zuid chose networks, but what was seen there came with the work in an area.
    assert list(found["vormen"]) == [("Zelfsturing", "Lijnsturing"), ("Zelfsturing",), ("Gebiedssturing",), ()]
    assert found["aandeel_gunstig"].tolist()[:3] == [0.5, pytest.approx(1 / 3), 0]
    assert pd.isna(found["aandeel_gunstig"].iloc[3])
    noord = found.iloc[1]
    assert (noord["inwoners_ongunstig"], noord["partners_gemengd"], noord["inwoners_gunstig"]) == (1, 1, 0)
    assert noord["bron"] == ("S1",)
    assert (
        noord["herkomst"] == "effecten.csv:2, effecten.csv:3, effecten.csv:4, beoordelingen.csv:2, beoordelingen.csv:3"
    )


# The same form in different contexts


def test_same_form_counts_only_its_own_effects_and_adds_casussen_from_elsewhere() -> None:
    found = same_form(T)

    pd.testing.assert_frame_equal(
        text(found, "sturingsvorm", "naam", "is_casus", "werksoort", "vertrekpunt", "gunstig", "effecten"),
        expect("""
            sturingsvorm  naam            is_casus  werksoort            vertrekpunt          gunstig  effecten
            ZE            Oost            False     Reguliere productie  Nieuwe organisatie   1        1
            ZE            Noord           False     Reguliere productie  Staande organisatie  1        3
            ZE            Elders (Ginds)  True      -                    Nieuwe organisatie   0        1
            GE            Andere (Zuid)   True      Reguliere productie  Staande organisatie  0        1
            GE            Elders (Ginds)  True      -                    Nieuwe organisatie   0        0
            KN            West            False     -                    Staande organisatie  0        0
            KN            Zuid            False     Reguliere productie  Staande organisatie  0        0
        """).fillna("-"),
    )
    noord = found.iloc[1]
    assert noord["factoren"] == (("Waardenoriëntatie", 3), ("Klimaat", 2), ("Burger in wisselende gedaante", 1))
    assert found.iloc[0]["factoren"] == ()
    assert noord["herkomst"].startswith("deelnemers.csv:2, effecten.csv:2")


def test_a_form_of_one_deelnemer_has_nothing_to_compare() -> None:
    one = make_traject(deelnemers="id  sturingsvorm\nnoord  ZE\nzuid  KN")

    assert same_form(one).empty
    assert contrast_gevallen(same_form(one), "vorm").empty


# Different forms in the same context


def test_same_context_puts_forms_side_by_side_and_the_unknown_last() -> None:
    pd.testing.assert_frame_equal(
        text(same_context(T), "werksoort", "vertrekpunt", "vormen", "naam", "vorm", "balans"),
        expect("""
            werksoort            vertrekpunt          vormen  naam   vorm                      balans
            Reguliere productie  Nieuwe organisatie   1       Oost   Zelfsturing               gunstig
            Reguliere productie  Staande organisatie  2       Noord  Zelfsturing               ongunstig
            Reguliere productie  Staande organisatie  2       Zuid   Keten- en netwerksturing  -
            -                    Staande organisatie  0       West   Keten- en netwerksturing  -
        """).fillna("-"),
    )


def test_contrast_names_the_ends_and_says_what_differs() -> None:
    networks = make_traject(
        deelnemers="id  naam  sturingsvorm  werksoort  vertrekpunt\n"
        "noord  Noord  ZE  regulier  staand\nzuid  Zuid  KN  regulier  staand",
        effecten="""
            deelnemer  id  sturingsvorm  status       richting
            noord      E1  ZE            waargenomen  ongunstig
            noord      E2  ZE            waargenomen  gunstig
            noord      E3  ZE            waargenomen  ongunstig
            zuid       E4  KN            waargenomen  neutraal
            zuid       E5  GE            waargenomen  gunstig
        """,
    )
    found = contrast_gevallen(same_context(networks), "context")

    assert contrast_gevallen(same_context(T), "context").empty

    assert len(found) == 1
    row = found.iloc[0]
    assert (row["groep"], row["hoog"], row["laag"]) == ("Reguliere productie, Staande organisatie", "Noord", "Zuid")
    assert (row["hoog_gunstig"], row["hoog_effecten"], row["laag_gunstig"], row["laag_effecten"]) == (1, 3, 0, 1)
    assert (row["hoog_wat"], row["laag_wat"]) == (("Zelfsturing",), ("Keten- en netwerksturing",))
    assert row["kloof"] == pytest.approx(1 / 3)
    assert not row["tegengesteld"]


# Context against the circle


def test_context_shows_who_shares_a_factor_and_who_stands_alone() -> None:
    found = lay_context(T.frame("contextfactoren"), T.frame("deelnemers"))
    named = found[found["gewicht"].notna()].reset_index(drop=True)

    assert len(found) == len(Factor) * 4
    pd.testing.assert_frame_equal(
        text(named, "naam", "lens", "factor", "gewicht", "gedeeld", "eigen", "herkomst"),
        expect("""
            naam   lens       factor                          gewicht  gedeeld  eigen  herkomst
            Noord  Draad      Burger in wisselende gedaante   1        1        True   contextfactoren.csv:5
            Noord  Draad      Waardenoriëntatie               3        1        True   contextfactoren.csv:3
            Noord  Transitie  Klimaat                         2        1        True   contextfactoren.csv:4
            Noord  Dossier    Personeel                       1        2        False  contextfactoren.csv:2
            Zuid   Dossier    Personeel                       3        2        False  contextfactoren.csv:6
        """),
    )
    assert set(found.loc[~found["beschreven"], "naam"]) == {"Oost", "West"}
    assert found.loc[found["factor"] == "Vertrouwen", "gedeeld"].tolist() == [0] * 4


def test_context_of_nobody_is_all_gaps() -> None:
    found = lay_context(make_frame("contextfactoren"), T.frame("deelnemers"))

    assert not found.empty
    assert found["gewicht"].isna().all()
    assert not found["beschreven"].any()


# Forms over time


def test_shift_runs_from_the_first_to_the_last_meting_held_and_a_missing_start_stays_missing() -> None:
    mix = make_frame(
        "sturingsmix",
        """
        deelnemer  meting  aanzicht  sturingsvorm  sterkte
        noord      T1      formeel   ZE            1
        noord      T3      formeel   ZE            4
        noord      T1      beleefd   LIJN          4
        noord      T2      beleefd   LIJN          3
        noord      T1      formeel   KN            2
        oost       T0      beleefd   ZE            2
        """,
    )
    verloop = follow_vormen(mix, T.frame("deelnemers"))
    own = verloop[(verloop["naam"] == "Noord") & (verloop["rol"] == "gekozen") & (verloop["aanzicht"] == "Op papier")]

    assert [None if pd.isna(s) else int(s) for s in own["sterkte"]] == [None, 1, None, 4]
    assert list(dict.fromkeys(verloop["naam"])) == ["Noord", "Oost"]
    assert set(verloop["sturingsvorm"]) == {"ZE", "LIJN"}
    pd.testing.assert_frame_equal(
        text(measure_vormen(verloop), "naam", "rol", "vorm", "aanzicht", "van", "tot", "verschil", "herkomst"),
        expect("""
            naam   rol      vorm          aanzicht        van  tot  verschil  herkomst
            Noord  gekozen  Zelfsturing   Op papier       T1   T3   3         sturingsmix.csv:2, sturingsmix.csv:3
            Noord  lijn     Lijnsturing   In de praktijk  T1   T2   -1        sturingsmix.csv:4, sturingsmix.csv:5
        """),
    )


# The stories


def test_self_management_pulls_two_ways_in_a_new_and_a_standing_organisation(kring: Traject) -> None:
    rijen = same_form(kring)
    ze = contrast_gevallen(rijen, "vorm").iloc[0]

    assert list(rijen.loc[rijen["sturingsvorm"] == "ZE", "naam"]) == ["Sparrendrecht", "Wolkendam"]
    assert (ze["groep"], ze["hoog"], ze["laag"], bool(ze["tegengesteld"])) == (
        *("Zelfsturing", "Sparrendrecht", "Wolkendam"),
        True,
    )
    assert (ze["hoog_gunstig"], ze["hoog_effecten"], ze["laag_gunstig"], ze["laag_effecten"]) == (3, 4, 1, 4)
    assert ze["hoog_wat"] == ("Reguliere productie", "Nieuwe organisatie")
    assert ze["laag_wat"] == ("Reguliere productie", "Staande organisatie")


def test_networks_did_more_at_kwartelstroom_than_at_ottermonde(kring: Traject) -> None:
    rijen = same_form(kring)
    kn = rijen[(rijen["sturingsvorm"] == "KN") & ~rijen["is_casus"].astype(bool)].set_index("naam")

    assert list(kn.index) == ["Samenwerking Kwartelstroom", "Ottermonde"]
    assert list(kn["gunstig"]) == [2, 1]
    assert list(kn["werksoort"]) == ["Beide", "Veranderopgave"]
    assert list(kn["balans"]) == ["gunstig", "gemengd"]


def test_mistelbroek_does_not_change_and_nevelwaard_is_judged_lower_than_its_effects(kring: Traject) -> None:
    found = side(kring).set_index("naam")
    verschuiving = measure_vormen(follow_vormen(kring.frame("sturingsmix"), kring.frame("deelnemers")))
    still = verschuiving[verschuiving["naam"] == "Mistelbroek"]

    assert found.loc["Mistelbroek", "balans"] == "neutraal"
    assert len(still) == 4
    assert set(still["verschil"]) == {0}
    assert (found.loc["Nevelwaard", "balans"], found.loc["Nevelwaard", "oordeel_balans"]) == ("gemengd", "ongunstig")
    assert found.loc["Nevelwaard", "inwoners_ongunstig"] == 3
    assert list(found.index) == [
        *("Sparrendrecht", "Eksterhaven", "Samenwerking Kwartelstroom", "Nevelwaard"),
        *("Hazelschans", "Ottermonde", "Wolkendam", "Mistelbroek"),
    ]


def test_wolkendam_moves_on_paper_and_its_line_stays_in_practice(kring: Traject) -> None:
    found = measure_vormen(follow_vormen(kring.frame("sturingsmix"), kring.frame("deelnemers")))
    own = found[found["naam"] == "Wolkendam"].set_index(["rol", "aanzicht"])["verschil"].to_dict()
    start = found[found["naam"].isin(["Sparrendrecht", "Hazelschans"])].groupby("naam")[["van", "tot"]].agg(set)

    assert own == {
        ("gekozen", "Op papier"): 3,
        ("gekozen", "In de praktijk"): 1,
        ("lijn", "Op papier"): -2,
        ("lijn", "In de praktijk"): 0,
    }
    assert start.loc["Sparrendrecht"].tolist() == [{"T1"}, {"T3"}]
    assert start.loc["Hazelschans"].tolist() == [{"T0"}, {"T2"}]


def test_personnel_weighs_with_five_and_kwartelstroom_has_its_own_context(kring: Traject) -> None:
    found = lay_context(kring.frame("contextfactoren"), kring.frame("deelnemers"))
    own = found[found["eigen"]].groupby("naam")["factor"].agg(set)

    assert set(found.loc[found["factor"] == "Personeel", "gedeeld"]) == {5}
    assert own["Samenwerking Kwartelstroom"] == {"Ontgrenzing", "Verbonden partijen", "Regionale veerkracht"}
    assert "Wolkendam" not in own.index


def test_leertraject_invents_no_context_and_compares_practices_instead(leertraject: Traject) -> None:
    cells, rijen = same_context(leertraject), same_form(leertraject)
    ze = contrast_gevallen(rijen, "vorm").iloc[0]

    assert set(cells["vormen"]) == {0}
    assert contrast_gevallen(cells, "context").empty
    deelnemers = rijen[~rijen["is_casus"].astype(bool)]
    assert not deelnemers.empty
    assert deelnemers[["werksoort", "vertrekpunt"]].isna().all(axis=None)
    assert rijen["factoren"].map(len).eq(0).all()
    # De Ruwaard is a third case, in a standing organisation and gunstig: no context may seem to explain the others.
    assert (ze["groep"], ze["hoog_wat"], ze["laag_wat"]) == ("Zelfsturing", (), ())
    assert follow_vormen(leertraject.frame("sturingsmix"), leertraject.frame("deelnemers")).empty


def test_leertraject_shows_where_nobody_outside_was_heard(leertraject: Traject) -> None:
    found = side(leertraject).set_index("naam")

    assert found["oordelen"].to_dict() == {"Venlo": 0, "Oss": 1, "SED": 1, "Súdwest-Fryslân": 2, "Drechtsteden": 0}
    assert found.loc["Drechtsteden", "effecten"] == 0
    assert pd.isna(found.loc["Drechtsteden", "aandeel_gunstig"])


def test_what_the_villages_saw_counts_as_work_per_area_and_not_as_projects(leertraject: Traject) -> None:
    sed = side(leertraject).set_index("deelnemer").loc["sed"]
    per_form = same_form(leertraject)
    context = same_context(leertraject).set_index("naam")["effecten"]

    assert (sed["vormen"], sed["effecten"]) == (("Gebiedssturing",), 5)
    assert per_form.loc[
        per_form["naam"] == "Vitale dorpen (SED)", ["sturingsvorm", "effecten"]
    ].to_numpy().tolist() == [["GE", 5]]
    assert per_form.loc[per_form["naam"] == "SED", ["sturingsvorm", "effecten"]].to_numpy().tolist() == [["PP", 0]]
    assert context["SED"] == 0
