"""Formal comparison gives the numbers and the models of R's package QCA, on published and on generated tables."""

import json
import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
from plek import GROUND_TRUTH

from leerkring.methoden.qca.gegevens import Gegevens, QcaError, read_gegevens
from leerkring.methoden.qca.intermediair import minimise_intermediair
from leerkring.methoden.qca.kalibratie import Ankers, calibrate_logistisch, calibrate_scherp
from leerkring.methoden.qca.maten import fit_som, fit_termen
from leerkring.methoden.qca.oplossing import (
    Modelkeuzes,
    Oplossing,
    Tegenstrijdig,
    find_aannames,
    minimise_conservatief,
    minimise_spaarzaam,
)
from leerkring.methoden.qca.termen import Term, write_term
from leerkring.methoden.qca.waarheidstabel import Grenzen, Waarheidstabel, build_waarheidstabel
from leerkring.methoden.qca.zoeken import Zoekgrenzen, find_noodzakelijk

WAARHEID = GROUND_TRUTH / "qca"
KALIBRATIE = json.loads((WAARHEID / "calibration.json").read_text("utf-8"))
TABELLEN = {
    path.stem: json.loads(path.read_text("utf-8"))
    for path in sorted(WAARHEID.glob("*.json"))
    if path.stem != "calibration"
}
ANALYSES = [(name, place) for name, table in TABELLEN.items() for place in range(len(table["analyses"]))]
ZOEKTOCHTEN = [
    (name, place)
    for name, table in TABELLEN.items()
    for place, search in enumerate(table["super_subset"])
    if search["relation"] == "necessity"
]
GELIJK = 1e-6

# How each solution of the reference was asked for.
KEUZES = {
    "conservative": (minimise_conservatief, Modelkeuzes()),
    "conservative_all_sol": (minimise_conservatief, Modelkeuzes(alle=True)),
    "contradictions_included": (minimise_conservatief, Modelkeuzes(tegenstrijdig=Tegenstrijdig.VRIJLATEN)),
    "parsimonious": (minimise_spaarzaam, Modelkeuzes()),
    "parsimonious_all_sol": (minimise_spaarzaam, Modelkeuzes(alle=True)),
    "parsimonious_row_dom": (minimise_spaarzaam, Modelkeuzes(rijdominantie=True)),
}


def read(name: str, outcome: str) -> Gegevens:
    table = TABELLEN[name]
    return read_gegevens(pd.DataFrame(table["data"], index=table["cases"]), table["conditions"], outcome)


def build(name: str, place: int) -> tuple[dict[str, Any], Waarheidstabel]:
    analysis = TABELLEN[name]["analyses"][place]
    cuts = [*analysis["incl_cut"], None][:2]
    table = build_waarheidstabel(
        read(name, analysis["outcome"]), Grenzen(cuts[0], cuts[1], analysis["n_cut"], analysis["pri_cut"])
    )
    return analysis, table


def write(terms: tuple[Term, ...], data: Gegevens) -> frozenset[str]:
    """The terms as R writes them: it leaves out that a condition must not apply (see the test on that below)."""
    return frozenset(re.sub(r"\*?\w+\[-\]\*?", "", write_term(term, data)) for term in terms)


def number_as_r(row: Term, data: Gegevens) -> int:
    """The number of a row without a code for what does not apply."""
    return int(np.ravel_multi_index(row, data.niveaus)) + 1


def assert_same_models(found: Oplossing, expected: dict[str, Any]) -> None:
    data = found.tabel.gegevens
    own = {write(model, data): model for model in found.modellen}
    models = {frozenset(term[0] for term in model["terms"]): model for model in expected["models"]}

    assert found.is_volledig
    assert len(models) == len(expected["models"]) == found.aantal_modellen
    assert set(own) == set(models)
    assert write(found.implicanten, data) == set(expected["pi"])
    for terms, model in own.items():
        if any(code == levels for term in model for code, levels in zip(term, data.niveaus, strict=True)):
            continue  # R computes these for a wider term than its model; see the test on that below
        shown = fit_termen(model, data).set_index("term")
        for term, consistency, pri, coverage, unique in models[terms]["terms"]:
            row = shown.loc[term]
            assert (row["consistentie"], row["pri"], row["ruwe_dekking"]) == pytest.approx(
                (consistency, pri, coverage), abs=GELIJK
            )
            assert unique is None or row["unieke_dekking"] == pytest.approx(unique, abs=GELIJK)
        assert tuple(fit_som(model, data)) == pytest.approx(tuple(models[terms]["fit"]), abs=GELIJK)
        if "sa" in models[terms]:
            assumed = {number_as_r(found.tabel.read_rij(number), data) for number in find_aannames(model, found)}
            assert assumed == set(models[terms]["sa"])


def test_the_reference_holds_tables_of_each_kind() -> None:
    kinds = {table["kind"] for table in TABELLEN.values()}

    assert kinds == {"crisp", "fuzzy", "mv", "temporal"}
    assert len(TABELLEN) == 16
    assert len(ANALYSES) == 80
    assert len(ZOEKTOCHTEN) == 36
    assert len(KALIBRATIE["results"]) == 14


@pytest.mark.parametrize(("name", "place"), ANALYSES)
def test_truth_table_is_that_of_r(name: str, place: int) -> None:
    analysis, table = build(name, place)
    rows = table.rijen[table.rijen["uitkomst"] != "?"]

    assert table.aantal_combinaties == analysis["n_rows"]
    assert list(rows["rij"]) == [row[0] for row in analysis["rows"]]
    for row, (_, out, n, consistency, pri, cases) in zip(rows.to_dict("records"), analysis["rows"], strict=True):
        assert (row["uitkomst"], row["aantal"], ",".join(row["gevallen"])) == (out, n, cases)
        assert (row["consistentie"], row["pri"]) == pytest.approx((consistency, pri), abs=GELIJK)


@pytest.mark.parametrize(("name", "place"), ANALYSES)
def test_models_are_those_of_r(name: str, place: int) -> None:
    analysis, table = build(name, place)
    asked = [key for key in analysis["solutions"] if key in KEUZES]

    assert asked
    for key in asked:
        minimise, choices = KEUZES[key]
        expected = analysis["solutions"][key]
        expected = analysis["solutions"][expected["same"]] if "same" in expected else expected
        if "error" in expected:
            with pytest.raises(QcaError, match="Er is geen oplossing"):
                minimise(table, choices)
        else:
            assert_same_models(minimise(table, choices), expected)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        (name, place)
        for name, place in ANALYSES
        if any(key.startswith("intermediate") for key in TABELLEN[name]["analyses"][place]["solutions"])
    ],
)
def test_intermediate_solutions_are_those_of_r(name: str, place: int) -> None:
    analysis, table = build(name, place)
    for key in [key for key in analysis["solutions"] if key.startswith("intermediate")]:
        expected = analysis["solutions"][key]
        if "error" in expected:
            with pytest.raises(QcaError, match="Er is geen oplossing"):
                minimise_intermediair(table, [f"{table.gegevens.condities[0]}[1]"])
            continue
        steps = minimise_intermediair(table, [text.strip() for text in expected["dir_exp"].split(",")])
        data = table.gegevens
        own = {(write(step.conservatief, data), write(step.spaarzaam, data)): step for step in steps}
        assert len(own) == len(expected["pairs"])
        for pair in expected["pairs"].values():
            step = own[frozenset(pair["c"]), frozenset(pair["p"])]
            assert sorted(step.makkelijk) == sorted(pair["easy"])
            assert sorted(step.moeilijk) == sorted(pair["difficult"])
            assert_same_models(step.oplossing, pair)


@pytest.mark.parametrize(("name", "place"), ZOEKTOCHTEN)
def test_supersets_are_those_of_r(name: str, place: int) -> None:
    search = TABELLEN[name]["super_subset"][place]
    data, cuts = read(name, search["outcome"]), Zoekgrenzen(*search["cuts"])
    frame = find_noodzakelijk(data, cuts).drop(columns="vorm").set_index("term")

    assert sorted(frame.index) == sorted(row[0] for row in search["rows"])
    for term, *expected in search["rows"]:
        assert tuple(frame.loc[term]) == pytest.approx(tuple(expected), abs=GELIJK)


@pytest.mark.parametrize("one", KALIBRATIE["results"], ids=lambda one: str(one["call"])[:90])
def test_calibration_is_that_of_r(one: dict[str, Any]) -> None:
    values, anchors = KALIBRATIE["inputs"][one["values"]], one.get("anchors", [])
    if one["method"] == "crisp":
        found = calibrate_scherp(values, anchors)
    else:
        found = calibrate_logistisch(values, Ankers(*anchors, reden="R"), insluitgraad=one.get("idm", 0.95))

    assert list(found) == pytest.approx(one["result"], abs=GELIJK)


def test_what_does_not_apply_stands_in_the_term_where_r_leaves_it_out() -> None:
    # R's model ~E + ~P of RS, ~REC, would cover case 13, in which REC occurs. What it found is ~P where EBA does not
    # apply, which covers no such case; R leaves that part out when it writes the term and computes its fit.
    analysis, table = build("rs", 1)
    data = table.gegevens
    models = {frozenset(write_term(t, data) for t in m) for m in minimise_spaarzaam(table).modellen}
    expected = {frozenset(t[0] for t in m["terms"]) for m in analysis["solutions"]["parsimonious"]["models"]}

    assert models - expected == {frozenset({"~E", "~P*EBA[-]"}), frozenset({"~E", "EBA[-]*~S"})}
    assert expected - models == {frozenset({"~E", "~P"}), frozenset({"~E", "~S"})}
    narrow = tuple(-1 if name not in ("P", "EBA") else {"P": 0, "EBA": 2}[name] for name in data.condities)
    assert fit_termen([narrow], data)["consistentie"].tolist() == [1.0]
