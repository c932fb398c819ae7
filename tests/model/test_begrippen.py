"""The vocabularies: codes, labels, definitions and order."""

import inspect
from collections import Counter

import pytest

from leerkring import begrippen
from leerkring.begrippen import (
    GEKOZEN_VORMEN,
    Begrip,
    Factor,
    Groep,
    LesStatus,
    Meting,
    Precisie,
    Sturingsvorm,
    Vertrouwelijkheid,
)

VOCABULARIES = [
    thing
    for thing in vars(begrippen).values()
    if inspect.isclass(thing) and issubclass(thing, Begrip) and thing is not Begrip
]


def test_there_are_vocabularies() -> None:
    assert len(VOCABULARIES) > 30


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda vocabulary: vocabulary.__name__)
def test_each_member_has_its_own_label_and_a_definition(vocabulary: type[Begrip]) -> None:
    labels = [member.label for member in vocabulary]

    assert len(labels) >= 2
    assert len(set(labels)) == len(labels)
    # A precise number needs no word before it.
    assert [member for member in vocabulary if not member.label] == (
        [Precisie.PRECIES] if vocabulary is Precisie else []
    )
    assert [member for member in vocabulary if not member.definitie.endswith((".", "?"))] == []


def test_member_is_its_code() -> None:
    assert f"{Sturingsvorm.ZE}" == "ZE"
    assert Sturingsvorm("ZE") is Sturingsvorm.ZE


def test_line_steering_is_not_one_of_the_six_forms_to_choose() -> None:
    assert [vorm.value for vorm in GEKOZEN_VORMEN] == ["PP", "OP", "RE", "ZE", "GE", "KN"]


@pytest.mark.parametrize(
    ("vocabulary", "codes"),
    [
        (Meting, ["T0", "T1", "T2", "T3"]),
        (Vertrouwelijkheid, ["team", "deelnemer", "leerkring", "openbaar"]),
        (LesStatus, ["waargenomen", "geformuleerd", "besproken", "getoetst", "gepubliceerd"]),
    ],
)
def test_rank_follows_the_order_of_meaning(vocabulary: type[Begrip], codes: list[str]) -> None:
    assert [vocabulary(code).rang for code in codes] == list(range(len(vocabulary)))


def test_only_inwoners_and_partners_stand_outside_the_organisation() -> None:
    assert [groep.value for groep in Groep if groep.is_extern] == ["inwoners", "partners"]


def test_factors_fall_under_the_four_lenses() -> None:
    # Seven, six, three and five, as the source counts them.
    assert Counter(factor.lens.value for factor in Factor) == {
        "draad": 7,
        "transitie": 6,
        "dossier": 3,
        "systeemvraagstuk": 5,
    }
