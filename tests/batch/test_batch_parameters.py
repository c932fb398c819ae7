"""The parameters of a notebook: what fits, and what is refused before anything runs."""

import json
from pathlib import Path

import pytest
from plek import ROOT

from leerkring.errors import ParameterError
from leerkring.notebook import check_names, read_assignments, read_parameters, read_params_file, select_choices

KNOWN = {"notebook": "casus", "traject": "data/x", "deelnemer": "oss", "doelgroep": "openbaar"}


def test_the_parameters_cell_of_the_casus_notebook_is_the_definition() -> None:
    assert list(select_choices(read_parameters(ROOT / "notebooks" / "casus.ipynb"))) == list(KNOWN)


def test_parameters_that_fit_are_accepted() -> None:
    check_names(KNOWN, KNOWN, "oss.yaml")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (KNOWN | {"deelnemr": "oss"}, "oss.yaml: parameter ‘deelnemr’ is onbekend; bedoelt u ‘deelnemer’?"),
        (
            {k: v for k, v in KNOWN.items() if k != "deelnemer"},
            "oss.yaml: parameter ‘deelnemer’ ontbreekt; nodig zijn ze allemaal: "
            "notebook, traject, deelnemer, doelgroep",
        ),
        (
            KNOWN | {"deelnemer": 3},
            "oss.yaml: parameter ‘deelnemer’ is van de verkeerde soort; er staat ‘3’; toegestaan: tekst",
        ),
        (
            {"xyz": 1, **KNOWN},
            "oss.yaml: parameter ‘xyz’ is onbekend; kies uit: notebook, traject, deelnemer, doelgroep",
        ),
    ],
)
def test_a_parameter_that_does_not_fit_is_refused_by_name(given: dict[str, object], message: str) -> None:
    with pytest.raises(ParameterError) as caught:
        check_names(given, KNOWN, "oss.yaml")
    assert str(caught.value) == message


def test_all_problems_are_shown_at_once() -> None:
    with pytest.raises(ParameterError) as caught:
        check_names({"deelnemr": "oss"}, KNOWN, "x")
    assert len(str(caught.value).splitlines()) == 5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "{}: in dit bestand staan geen parameters; schrijf op elke regel: naam: waarde"),
        ("- a\n- b\n", "{}: in dit bestand staan geen parameters; schrijf op elke regel: naam: waarde"),
        (
            "a: [1\n",
            "{}, regel 2: dit bestand is niet te lezen: een haakje wordt niet gesloten, of er ontbreekt een komma",
        ),
    ],
)
def test_a_params_file_that_cannot_be_read_says_why(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "fout.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ParameterError) as caught:
        read_params_file(path)
    assert str(caught.value) == message.format(path.as_posix())


def test_a_notebook_without_parameters_cell_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "leeg.ipynb"
    path.write_text(json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    with pytest.raises(ParameterError, match=r"leeg\.ipynb heeft geen cel met het label \(tag\) ‘parameters’"):
        read_parameters(path)


def test_assignments_are_read_as_values_and_never_run() -> None:
    assert read_assignments('a = "x"\nb = 3\nimport os') == {"a": "x", "b": 3}
