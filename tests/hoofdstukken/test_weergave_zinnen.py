"""The sentences at the top of a report: Dutch, short, and honest about gaps."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from teksttabel import expect

from leerkring.begrippen import Groep, Richting
from leerkring.hoofdstukken.bewijs.beeld.matrix import say_gaps
from leerkring.hoofdstukken.deelnemers.beeld.profielen import say_circle
from leerkring.hoofdstukken.effecten.beeld.oordelen import say_judgements
from leerkring.hoofdstukken.effecten.beeld.richtingen import say_effects
from leerkring.hoofdstukken.effecten.cijfers.effecten import Effecttelling
from leerkring.hoofdstukken.vormen.beeld.sturingsmix import say_shift
from leerkring.weergave.merken import RICHTINGWOORD, say_directions

NIETS = dict.fromkeys(Richting, 0)
LEEG = Effecttelling(0, NIETS, 0, {Groep.INWONERS: NIETS, Groep.PARTNERS: NIETS}, {})
SHIFT = "vorm  aanzicht  van  tot  begin:int64  eind:int64  verschil:int64\n"


def judged(**counts: dict[Richting, int]) -> dict[Groep, dict[Richting, int]]:
    return {Groep(groep): NIETS | counts.get(groep, {}) for groep in ("inwoners", "partners")}


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("", "De sturingsmix is één keer gemeten; een verandering is niet te zien"),
        ("Zelfsturing  Op papier  T0  T3  3  3  0", "Tussen T0 en T3 bleef de sturingsmix gelijk"),
        (
            "Zelfsturing  In de praktijk  T1  T3  1  4  3\nLijnsturing  In de praktijk  T1  T3  3  1  -2",
            "In de praktijk nam zelfsturing het meest toe (van 1 naar 4)",
        ),
        (
            "Lijnsturing  Op papier  T0  T2  4  1  -3\nZelfsturing  Op papier  T0  T2  1  4  3",
            "Op papier nam lijnsturing het meest af (van 4 naar 1)",
        ),
        (
            "Zelfsturing  Op papier  T0  T3  1  3  2\nGebiedssturing  Op papier  T0  T3  0  2  2\n"
            "Zelfsturing  In de praktijk  T0  T3  1  3  2",
            "Op papier namen zelfsturing en gebiedssturing het meest toe",
        ),
    ],
)
def test_largest_shift_is_said_with_its_direction(rows: str, sentence: str) -> None:
    assert say_shift(expect(SHIFT + rows) if rows else pd.DataFrame(columns=["verschil"])) == sentence


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({}, "Welke effecten dit had, is niet bekend."),
        (
            {"effecten": 1, "richtingen": NIETS | {Richting.NEUTRAAL: 1}},
            "Wij zagen 1 effect: 1 zonder verandering. Geen daarvan is gemeten.",
        ),
        (
            {"effecten": 4, "gemeten": 1, "richtingen": NIETS | {Richting.GUNSTIG: 3, Richting.ONGUNSTIG: 1}},
            "Wij zagen 4 effecten: 3 gunstig en 1 ongunstig. Daarvan is er 1 gemeten.",
        ),
        (
            {"effecten": 3, "gemeten": 2, "richtingen": NIETS | {Richting.GEMENGD: 3}},
            "Wij zagen 3 effecten: 3 gemengd. Daarvan zijn er 2 gemeten.",
        ),
    ],
)
def test_effects(counts: dict[str, Any], sentence: str) -> None:
    assert say_effects(replace(LEEG, **counts)) == sentence


@pytest.mark.parametrize(
    ("oordelen", "sentence"),
    [
        (judged(), "Wat inwoners en partners van de effecten vinden, is niet beschreven."),
        (
            judged(inwoners={Richting.ONGUNSTIG: 3}),
            "Oordeel van inwoners: 3 ongunstig. Een oordeel van partners is niet beschreven.",
        ),
        (
            judged(inwoners={Richting.GUNSTIG: 1, Richting.GEMENGD: 1}, partners={Richting.GUNSTIG: 2}),
            "Oordeel van inwoners: 1 gunstig en 1 gemengd. Oordeel van partners: 2 gunstig.",
        ),
    ],
)
def test_judgements_name_who_was_not_heard(oordelen: dict[Groep, dict[Richting, int]], sentence: str) -> None:
    assert say_judgements(oordelen, {}) == sentence


@pytest.mark.parametrize(
    ("lacunes", "sentence"),
    [
        ([], "Op elke vraag is er een begin van een antwoord."),
        (["effecten"], "Hierover weten wij nog niets: effecten."),
        (["effecten", "oordeel van buiten"], "Hierover weten wij nog niets: effecten en oordeel van buiten."),
    ],
)
def test_gaps(lacunes: list[str], sentence: str) -> None:
    assert say_gaps(lacunes) == sentence


@pytest.mark.parametrize(
    ("deelnemers", "vormen", "sentence"),
    [
        (1, 1, "Er werkt 1 deelnemer aan 1 sturingsvorm."),
        (8, 6, "Er werken 8 deelnemers aan 6 sturingsvormen."),
        (0, 0, "Er werken geen deelnemers aan geen sturingsvormen."),
    ],
)
def test_circle(deelnemers: int, vormen: int, sentence: str) -> None:
    assert say_circle(deelnemers, vormen) == sentence


def test_directions_have_words_and_leave_out_what_does_not_occur() -> None:
    assert set(RICHTINGWOORD) == set(Richting)
    assert (
        say_directions({Richting.GUNSTIG: 3, Richting.GEMENGD: 0, Richting.ONGUNSTIG: 1}) == "3 gunstig en 1 ongunstig"
    )
    assert say_directions(NIETS) == ""


COUNTS = st.fixed_dictionaries(dict.fromkeys(Richting, st.integers(0, 3)))


@given(st.integers(0, 30), COUNTS, st.fixed_dictionaries({Groep.INWONERS: COUNTS, Groep.PARTNERS: COUNTS}))
def test_each_sentence_starts_with_a_capital_and_ends_with_a_full_stop(
    n: int, richtingen: dict[Richting, int], oordelen: dict[Groep, dict[Richting, int]]
) -> None:
    said = [
        say_effects(Effecttelling(sum(richtingen.values()), richtingen, 0, oordelen, {})),
        say_judgements(oordelen, {}),
        say_circle(n, n),
    ]
    for sentence in said:
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert not sentence.endswith("..")
        assert "  " not in sentence
        assert ": ." not in sentence
