"""Who a deelnemer is, and what weighs in its context."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from teksttabel import expect, make_frame, make_traject

from leerkring.begrippen import Factor
from leerkring.hoofdstukken.deelnemers.cijfers.profiel import (
    KENMERKEN,
    compare_profielen,
    describe_profiel,
    select_own,
    weigh_context,
)

FACTOREN = """
deelnemer  factor             gewicht  toelichting
noord      dossier_personeel  1        Veel vacatures.
noord      draad_waarden      3        De kerk loopt leeg.
zuid       dossier_personeel  2        Vergrijzing.
oost       dossier_personeel  3        Er zijn geen programmeurs.
zuid       draad_waarden      1        Dat speelt mee.
noord      draad_demografie   3        Krimp.
oost       transitie_klimaat  2        Laag land.
"""


def describe(head: str = "", cells: str = "") -> dict[str, object]:
    frame = describe_profiel(make_traject(deelnemers=f"id  modus  {head}\nnoord  -  {cells}").deelnemers["noord"])
    assert list(frame.columns) == ["kenmerk", "waarde"]
    return dict(zip(frame["kenmerk"], frame["waarde"], strict=True))


def test_profiel_gives_labels_and_not_codes() -> None:
    profiel = describe("soort  sturingsvorm  werksoort  status", "gr  KN  beide  afgerond")

    assert profiel["Soort organisatie"] == "Gemeenschappelijke regeling"
    assert profiel["Gekozen vorm"] == "Keten- en netwerksturing"
    assert profiel["Soort werk"] == "Beide"
    assert profiel["Status"] == "Afgerond"
    assert profiel["Inwoners"] == 50000


def test_profiel_shows_what_is_not_known_as_missing() -> None:
    assert [kenmerk for kenmerk, waarde in describe().items() if waarde is None] == [
        "Introductie of versterking",
        "Soort werk",
        "Vertrekpunt",
        "Aanleiding",
    ]


def test_profiel_explains_the_form_only_where_the_team_read_it() -> None:
    assert describe("vormlezing", "Onze lezing.")["Toelichting bij de vorm"] == "Onze lezing."
    assert "Toelichting bij de vorm" not in describe()
    assert len(describe()) == len(KENMERKEN) - 1


def test_profielen_stand_side_by_side_in_the_order_of_the_table() -> None:
    deelnemers = make_frame(
        "deelnemers",
        """
        id     naam   soort     inwoners  sturingsvorm  fase   status
        zuid   Zuid   gr        90000     KN            jong   actief
        noord  Noord  gemeente  800       ZE            bezig  afgerond
        """,
    )

    pd.testing.assert_frame_equal(
        compare_profielen(deelnemers).drop(columns="bron"),
        expect("""
            deelnemer  naam   soort                        inwoners:int64  sturingsvorm  vorm                      fase   status    herkomst
            zuid       Zuid   Gemeenschappelijke regeling  90000           KN            Keten- en netwerksturing  jong   actief    deelnemers.csv:2
            noord      Noord  Gemeente                     800             ZE            Zelfsturing               bezig  afgerond  deelnemers.csv:3
        """),  # noqa: E501 - one row, one line
    )


def test_profielen_of_nobody_are_an_empty_frame() -> None:
    found = compare_profielen(make_frame("deelnemers"))

    assert found.empty
    assert list(found.columns) == [
        *("deelnemer", "naam", "soort", "inwoners", "sturingsvorm", "vorm", "fase", "status", "bron", "herkomst")
    ]


OOK_BIJ = {"draad_demografie": 0, "draad_waarden": 1, "dossier_personeel": 2}


def test_context_is_heaviest_first_and_tells_who_else_has_the_factor() -> None:
    pd.testing.assert_frame_equal(
        weigh_context(make_frame("contextfactoren", FACTOREN), "noord", OOK_BIJ),
        expect("""
            lens     factor                     gewicht:int64  ook_bij:int64  toelichting          bron:tuple  herkomst
            Draad    Demografie en diversiteit  3              0              Krimp.               S1          contextfactoren.csv:7
            Draad    Waardenoriëntatie          3              1              De kerk loopt leeg.  S1          contextfactoren.csv:3
            Dossier  Personeel                  1              2              Veel vacatures.      S1          contextfactoren.csv:2
        """),  # noqa: E501
    )


def test_context_without_rows_is_an_empty_frame() -> None:
    columns = ["lens", "factor", "gewicht", "ook_bij", "toelichting", "bron", "herkomst"]

    for factoren in (make_frame("contextfactoren"), make_frame("contextfactoren", FACTOREN)):
        found = weigh_context(factoren, "elders", {})
        assert found.empty
        assert list(found.columns) == columns


@settings(deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["noord", "zuid", "oost"]), st.sampled_from(sorted(Factor))),
        st.integers(1, 3),
        min_size=1,
        max_size=12,
    )
)
def test_context_keeps_each_own_factor_once_and_orders_by_weight(gewichten: dict[tuple[str, str], int]) -> None:
    rows = [f"{slug}  {factor}  {gewicht}" for (slug, factor), gewicht in gewichten.items()]
    factoren = make_frame("contextfactoren", "\n".join(["deelnemer  factor  gewicht", *rows]))
    found = weigh_context(factoren, "noord", dict.fromkeys(map(str, Factor), 2))

    assert sorted(found["factor"]) == sorted(Factor(factor).label for slug, factor in gewichten if slug == "noord")
    assert list(found["gewicht"]) == sorted(found["gewicht"], reverse=True)
    assert (found["ook_bij"] == 2).all()


def test_own_rows_keep_their_columns_and_get_a_new_index() -> None:
    leden = make_frame("leden", "deelnemer  naam\nzuid  Akker\nnoord  Broek\nnoord  Dijk")

    pd.testing.assert_frame_equal(
        select_own(leden, "noord")[["deelnemer", "naam", "herkomst"]],
        expect("""
            deelnemer  naam   herkomst
            noord      Broek  leden.csv:3
            noord      Dijk   leden.csv:4
        """),
    )
    assert select_own(leden, "elders").empty
    assert list(select_own(leden, "elders").columns) == list(leden.columns)
