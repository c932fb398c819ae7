"""How different deelnemers are: Gower's distance as R computes it, worked out by hand, and on the shipped data."""

import json
import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plek import GROUND_TRUTH
from teksttabel import expect, make_frame

from leerkring.hoofdstukken.deelnemers.cijfers.verschil import explain_paren, lay_kenmerken, lay_matrix
from leerkring.methoden.gower import Kenmerken, Variabele, compare_paren, measure_afstanden
from leerkring.model.beleid import Beleid
from leerkring.traject import Traject, open_traject

GROUND_TRUTH = json.loads((GROUND_TRUTH / "gower.json").read_text("utf-8"))
SETS = [(case, key) for case in GROUND_TRUTH["cases"] for key in case if key.startswith("gower")]

DEELNEMERS = """
id     naam   soort     inwoners  sturingsvorm  modus        werksoort  vertrekpunt
noord  Noord  gemeente  1000      ZE            introductie  regulier   staand
oost   Oost   gemeente  10000     ZE            introductie  regulier   nieuw
zuid   Zuid   gr        100000    KN            -            beide      -
"""
FACTOREN = """
deelnemer  factor             gewicht
noord      dossier_personeel  3
oost       dossier_personeel  1
oost       draad_waarden      3
"""
MIX = """
deelnemer  meting  aanzicht  sturingsvorm  sterkte
noord      T0      beleefd   ZE            4
noord      T1      beleefd   ZE            2
noord      T1      formeel   ZE            0
oost       T2      beleefd   ZE            3
"""


@pytest.fixture(scope="module")
def kring() -> Traject:
    return open_traject("data/voorbeeld-2021", doelgroep="team")


@pytest.fixture(scope="module")
def leertraject() -> Traject:
    return open_traject("data/leertraject-2017", doelgroep="openbaar")


def read_variabelen(case: dict[str, Any], key: str) -> list[Variabele]:
    """The columns of a reference set with the types that R was told."""
    digits = key.rsplit("_", 1)[1] if "weights" in key else "1" * len(case["types"])
    return [
        Variabele(
            kolom,
            gewicht=int(digit),
            nominaal=soort == "nominal",
            volgorde=(1, 2, 3, 4, 5) if soort.startswith("ordered") else (),
            log=kolom == "inwoners" and "log" in key,
        )
        for (kolom, soort), digit in zip(case["types"].items(), digits, strict=True)
    ]


def compare(traject: Traject) -> pd.DataFrame:
    tables = [traject.frame(tabel) for tabel in ("deelnemers", "contextfactoren", "sturingsmix")]
    return compare_paren(lay_kenmerken(*tables, traject.beleid))


NAMEN = {"noord": "Noord", "oost": "Oost", "zuid": "Zuid"}
LETTERS = dict(zip("PQRS", "PQRS", strict=True))


def lay(*, alle_factoren: bool = True) -> Kenmerken:
    tables = [
        make_frame(t, x) for t, x in (("deelnemers", DEELNEMERS), ("contextfactoren", FACTOREN), ("sturingsmix", MIX))
    ]
    return lay_kenmerken(*tables, Beleid(5, alle_factoren=alle_factoren))


# The method


def measure_gower(waarden: pd.DataFrame, variabelen: Sequence[Variabele]) -> pd.DataFrame:
    """The distances between the rows of a frame as a square matrix, as R gives them."""
    empty = waarden.astype("object").where(waarden.isna(), None)
    out = pd.DataFrame(0.0, index=waarden.index, columns=waarden.index)
    row: Any
    for row in measure_afstanden(compare_paren(Kenmerken(waarden, empty, tuple(variabelen)))).itertuples():
        out.loc[row.a, row.b] = out.loc[row.b, row.a] = row.afstand
    return out


@pytest.mark.parametrize(("case", "key"), SETS, ids=[f"{case['id']}-{key}" for case, key in SETS])
def test_distances_are_those_of_daisy_in_r(case: dict[str, Any], key: str) -> None:
    found = measure_gower(pd.DataFrame(case["columns"]), read_variabelen(case, key))

    pd.testing.assert_frame_equal(found, pd.DataFrame(case[key]).astype("float64"), rtol=0, atol=1e-6)


def test_the_reference_has_every_variant_and_missing_values() -> None:
    assert len(SETS) == 15
    assert {key for _, key in SETS} == {"gower", "gower_log_inwoners", "gower_weights_2111131"}
    assert any(value is None for case, _ in SETS for values in case["columns"].values() for value in values)


def test_distance_by_hand() -> None:
    waarden = pd.DataFrame({"mens": [10, 20, 50], "rang": ["laag", "hoog", None], "naam": ["x", "y", "x"]})
    variabelen = [
        Variabele("mens"),
        Variabele("rang", volgorde=("laag", "midden", "hoog")),
        Variabele("naam", nominaal=True, gewicht=2),
    ]

    # 0-1: (10/40 + 2/2 + 2*1) / 4; 0-2: (40/40 + 2*0) / 3; 1-2: (30/40 + 2*1) / 3
    assert measure_gower(waarden, variabelen).to_numpy().tolist() == [
        [0, pytest.approx(0.8125), pytest.approx(1 / 3)],
        [pytest.approx(0.8125), 0, pytest.approx(2.75 / 3)],
        [pytest.approx(1 / 3), pytest.approx(2.75 / 3), 0],
    ]


def test_a_logarithm_compares_ratios_and_skips_nought() -> None:
    waarden = pd.DataFrame({"inwoners": [1000, 10_000, 100_000, 0], "naam": ["x", "x", "x", "x"]})
    found = measure_gower(waarden, [Variabele("inwoners", log=True), Variabele("naam", nominaal=True)])

    assert found.loc[0, 1] == pytest.approx(0.25)
    assert found.loc[1, 2] == pytest.approx(0.25)
    assert found.loc[0, 3] == 0  # only the name can be compared


def test_a_pair_without_anything_in_common_has_no_distance() -> None:
    found = measure_gower(pd.DataFrame({"a": [1, None], "b": [None, 2]}), [Variabele("a"), Variabele("b")])

    assert math.isnan(float(found.loc[0, 1]))
    assert found.loc[0, 0] == 0


numbers = st.one_of(st.none(), st.integers(-1000, 1000))
frames = st.integers(2, 6).flatmap(
    lambda n: st.fixed_dictionaries(
        {
            "getal": st.lists(numbers, min_size=n, max_size=n),
            "rang": st.lists(st.sampled_from([None, 1, 2, 3]), min_size=n, max_size=n),
            "naam": st.lists(st.sampled_from([None, "x", "y", "z"]), min_size=n, max_size=n),
        }
    )
)
DRIE = [Variabele("getal"), Variabele("rang", volgorde=(1, 2, 3)), Variabele("naam", nominaal=True, gewicht=2)]


def make(columns: dict[str, list[Any]]) -> pd.DataFrame:
    return pd.DataFrame(columns, dtype="object")


@settings(deadline=None, max_examples=50)
@given(frames)
def test_distances_are_symmetric_zero_to_oneself_and_between_0_and_1(columns: dict[str, list[Any]]) -> None:
    found = measure_gower(make(columns), DRIE)

    pd.testing.assert_frame_equal(found, found.T)
    assert all(found.loc[i, i] == 0 for i in found.index)
    assert found.isna().eq(found.lt(0) | found.gt(1) | found.isna()).all(axis=None)


@settings(deadline=None, max_examples=50)
@given(frames, st.randoms(use_true_random=False))
def test_distances_do_not_depend_on_the_order_of_rows_or_variables(columns: dict[str, list[Any]], random: Any) -> None:
    waarden, variabelen = make(columns), list(DRIE)
    rows = list(waarden.index)
    random.shuffle(rows)
    random.shuffle(variabelen)
    found = measure_gower(waarden.loc[rows], variabelen).loc[waarden.index, waarden.index]

    pd.testing.assert_frame_equal(found, measure_gower(waarden, DRIE))


@settings(deadline=None, max_examples=50)
@given(frames, st.sampled_from([-7, -0.5, 0.25, 3, 1000]), st.integers(-100, 100))
def test_distances_do_not_depend_on_unit_or_zero_point(columns: dict[str, list[Any]], unit: float, zero: int) -> None:
    moved = columns | {"getal": [None if v is None else unit * v + zero for v in columns["getal"]]}

    pd.testing.assert_frame_equal(measure_gower(make(moved), DRIE), measure_gower(make(columns), DRIE))


@settings(deadline=None, max_examples=50)
@given(frames)
def test_shares_of_a_pair_add_up_to_its_distance(columns: dict[str, list[Any]]) -> None:
    waarden = make(columns)
    paren = compare_paren(Kenmerken(waarden, waarden, tuple(DRIE)))
    sums = paren.groupby(["a", "b"])["bijdrage"].sum(min_count=1)

    assert len(paren) == 3 * len(sums)
    afstanden = measure_afstanden(paren).set_index(["a", "b"])["afstand"].loc[sums.index]
    assert all(a == pytest.approx(b) or math.isnan(a) for a, b in zip(sums, afstanden, strict=True))


# Deelnemers


def test_deelnemers_are_compared_on_profile_factors_and_practice_at_the_last_meting() -> None:
    kenmerken = lay()
    noord, zuid = kenmerken.waarden.loc["noord"], kenmerken.waarden.loc["zuid"]

    assert [v.groep for v in kenmerken.variabelen] == ["profiel"] * 6 + ["context"] * 2 + ["sturingsmix"] * 7
    assert (noord["ZE"], noord["vertrekpunt"], noord["dossier_personeel"]) == (2, "Staande organisatie", 3)
    assert noord["draad_waarden"] == 0
    assert zuid[["modus", "dossier_personeel", "draad_waarden", "ZE"]].isna().all()
    assert kenmerken.herkomst.loc["noord", "ZE"] == "sturingsmix.csv:3"
    assert kenmerken.herkomst.loc["oost", "draad_waarden"] == "contextfactoren.csv:4"
    assert pd.isna(kenmerken.herkomst.loc["noord", "draad_waarden"])


def test_the_public_does_not_learn_that_a_factor_is_absent_when_it_may_be_hidden() -> None:
    assert pd.isna(lay(alle_factoren=False).waarden.loc["noord", "draad_waarden"])


def test_distance_of_two_deelnemers_by_hand_with_its_reasons() -> None:
    paren = compare_paren(lay())
    afstanden = measure_afstanden(paren)

    # Noord-Oost, 9 variables: 10 times the inwoners is half of 100 times, another start, factors 2/3 and 3/3, ZE 1/4
    pd.testing.assert_frame_equal(
        afstanden[["a", "b", "afstand", "n", "weinig"]],
        pd.DataFrame(
            {
                "a": ["noord", "noord", "oost"],
                "b": ["oost", "zuid", "zuid"],
                "afstand": [(0.5 + 1 + 2 / 3 + 1 + 0.25) / 9, 1, (0.5 + 1 + 1 + 1) / 4],
                "n": [9, 4, 4],
                "weinig": [False, True, True],
            }
        ),
    )
    uitleg = explain_paren(paren, afstanden, NAMEN)
    assert set(zip(uitleg["rol"], uitleg["naam_a"], uitleg["naam_b"], strict=True)) == {("verschilt", "Noord", "Oost")}
    assert list(uitleg["label"]) == ["Vertrekpunt", "Waardenoriëntatie", "Personeel"]
    one = paren[(paren["b"] == "oost") & (paren["kolom"] == "dossier_personeel")].iloc[0]
    assert (one["waarde_a"], one["waarde_b"], one["verschil"]) == (3, 1, pytest.approx(2 / 3))
    assert one["bijdrage"] == pytest.approx(2 / 3 / 9)
    assert one["herkomst"] == "contextfactoren.csv:2, contextfactoren.csv:3"


def test_a_factor_that_both_do_not_name_makes_nobody_alike() -> None:
    kenmerken = Kenmerken(*[pd.DataFrame({"f": [0, 0, 2]})] * 2, (Variabele("f", bereik=3, nul_telt=False),))
    afstanden = measure_afstanden(compare_paren(kenmerken)).set_index(["a", "b"])

    assert pd.isna(afstanden.loc[(0, 1), "afstand"])
    assert afstanden.loc[(0, 2), "afstand"] == pytest.approx(2 / 3)


def test_reasons_are_the_largest_shares_and_ties_go_to_what_is_unusual() -> None:
    waarden = pd.DataFrame(
        {"gewoon": ["a", "b", "c", "d"], "apart": ["x", "y", "y", "y"], "zelfde": ["k", "k", "k", "m"]},
        index=["P", "Q", "R", "S"],
    )
    kenmerken = Kenmerken(waarden, waarden, tuple(Variabele(k, nominaal=True) for k in waarden))
    paren = compare_paren(kenmerken)
    uitleg = explain_paren(paren, measure_afstanden(paren, minste=1), LETTERS, aantal=1, redenen=2)

    pd.testing.assert_frame_equal(
        uitleg[["rol", "a", "b", "label"]].astype("str"),
        expect("""
            rol        a  b  label
            verschilt  P  S  apart
            verschilt  P  S  zelfde
            lijkt      Q  R  apart
            lijkt      Q  R  zelfde
        """),
    )


DRIE_PAREN = """
a  b  afstand:float64  n:int64  weinig:bool  herkomst
P  Q  0.2              9        nee          x:2
P  R  0.9              9        nee          x:3
Q  R  0.7              2        ja           x:4
"""


def test_triangle_holds_each_pair_once_and_starts_with_who_differs_most() -> None:
    afstanden = expect(DRIE_PAREN)
    nobody = pd.DataFrame(columns=["a", "b"])

    pd.testing.assert_frame_equal(
        lay_matrix(afstanden, nobody, LETTERS),
        expect("""
            kolom  rij  naam_kolom  naam_rij  afstand:float64  n:int64  weinig:bool  herkomst
            R      P    R           P         0.9              9        nee          x:3
            R      Q    R           Q         0.7              2        ja           x:4
            P      Q    P           Q         0.2              9        nee          x:2
        """),
    )
    pd.testing.assert_frame_equal(
        lay_matrix(afstanden, nobody, LETTERS, hoogstens=2),
        expect("""
            kolom  rij  naam_kolom  naam_rij  afstand:float64  n:int64  weinig:bool  herkomst
            R      P    R           P         0.9              9        nee          x:3
        """),
    )


def test_a_triangle_that_is_too_large_draws_the_pairs_that_are_named_before_all_others() -> None:
    afstanden = expect(DRIE_PAREN)
    named = pd.DataFrame({"a": ["P"], "b": ["Q"]})

    pd.testing.assert_frame_equal(
        lay_matrix(afstanden, named, LETTERS, hoogstens=2),
        expect("""
            kolom  rij  naam_kolom  naam_rij  afstand:float64  n:int64  weinig:bool  herkomst
            P      Q    P           Q         0.2              9        nee          x:2
        """),
    )
    assert list(lay_matrix(afstanden, named, LETTERS, hoogstens=3)["kolom"]) == ["R", "R", "P"]


@pytest.mark.parametrize("text", ["", "id  naam\nnoord  Noord"])
def test_nobody_and_a_single_deelnemer_give_no_pairs(text: str) -> None:
    tables = [make_frame("deelnemers", text), make_frame("contextfactoren"), make_frame("sturingsmix")]
    paren = compare_paren(lay_kenmerken(*tables, Beleid(5)))
    afstanden = measure_afstanden(paren)

    assert paren.empty
    assert afstanden.empty
    uitleg = explain_paren(paren, afstanden, NAMEN)
    assert uitleg.empty
    assert lay_matrix(afstanden, uitleg, NAMEN).empty


# The shipped data


def test_kwartelstroom_and_sparrendrecht_differ_most_by_organisation_start_and_mode(kring: Traject) -> None:
    paren = compare(kring)
    uitleg = explain_paren(paren, measure_afstanden(paren), kring.namen)
    top = uitleg[(uitleg["rol"] == "verschilt") & (uitleg["plaats"] == 1)]

    pd.testing.assert_frame_equal(
        top[["naam_a", "naam_b", "n", "label", "waarde_a", "waarde_b"]].astype("str").reset_index(drop=True),
        expect("""
            naam_a                      naam_b         n   label                       waarde_a                     waarde_b
            Samenwerking Kwartelstroom  Sparrendrecht  21  Soort organisatie           Gemeenschappelijke regeling  Gemeente
            Samenwerking Kwartelstroom  Sparrendrecht  21  Vertrekpunt                 Staande organisatie          Nieuwe organisatie
            Samenwerking Kwartelstroom  Sparrendrecht  21  Introductie of versterking  Versterking                  Introductie
        """),  # noqa: E501 - one row, one line
    )


def test_wolkendam_and_sparrendrecht_are_alike_by_form_roles_and_work_and_differ_in_start(kring: Traject) -> None:
    paren = compare(kring)
    uitleg = explain_paren(paren, measure_afstanden(paren), kring.namen)
    own = uitleg[(uitleg["rol"] == "lijkt") & (uitleg["a"] == "wolkendam") & (uitleg["b"] == "sparrendrecht")]
    start = paren[(paren["a"] == "wolkendam") & (paren["b"] == "sparrendrecht") & (paren["kolom"] == "vertrekpunt")]

    assert list(own["label"]) == ["Gekozen vorm", "Rollen en competenties", "Soort werk"]
    assert list(start["verschil"]) == [1]


def test_kring_compares_all_pairs_on_enough_variables(kring: Traject) -> None:
    afstanden = measure_afstanden(compare(kring))

    assert len(afstanden) == 28
    assert not afstanden["weinig"].any()
    assert afstanden["n"].between(18, 21).all()
    assert afstanden["herkomst"].str.contains("deelnemers.csv").all()


def test_leertraject_compares_only_inwoners_soort_and_form_and_marks_it(leertraject: Traject) -> None:
    paren = compare(leertraject)
    afstanden = measure_afstanden(paren)

    assert len(afstanden) == 10
    assert set(afstanden["n"]) == {3}
    assert afstanden["weinig"].all()
    assert set(paren.dropna(subset=["verschil"])["kolom"]) == {"inwoners", "soort", "sturingsvorm"}
    assert explain_paren(paren, afstanden, leertraject.namen)["weinig"].all()
