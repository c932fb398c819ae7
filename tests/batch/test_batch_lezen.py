"""A report may rest on nothing that its readers may not see, also when the page shows none of it."""

import pytest
from uitkomsten import build_uitkomst

from leerkring.batch.manifest import Lezing, Uitkomst
from leerkring.batch.reading import check_reading
from leerkring.errors import LeerkringError


def build_outcome(voor: str, gelezen: str, bestanden: str = "", feit: str = "") -> Uitkomst:
    """Return a run for readers such as 'deelnemer oss', with what was opened for whom, and the files that were read."""
    doelgroep, _, deelnemer = voor.partition(" ")
    params = {"traject": "data/mini", "doelgroep": doelgroep, "deelnemer": deelnemer}
    lezingen = [
        Lezing(traject="data/mini", doelgroep=d, deelnemer=slug or None, versies={})
        for d, _, slug in (word.strip().partition(" ") for word in gelezen.split(",") if word)
    ]
    return build_uitkomst(
        "mini/x",
        params={name: value for name, value in params.items() if value},
        gelezen=lezingen,
        bestanden=dict.fromkeys(bestanden.split(), "x"),
        feiten={"doelgroep": feit} if feit else {},
    )


@pytest.mark.parametrize(
    ("voor", "gelezen", "bestanden"),
    [
        ("team", "team", "data/mini/logboek.csv"),
        ("deelnemer oss", "deelnemer oss", ""),
        ("deelnemer oss", "leerkring, openbaar oss", "data/anders/logboek.csv notebooks/hulp.py"),
        ("leerkring", "leerkring, leerkring oss", ""),
        ("openbaar", "openbaar, openbaar oss", "data/mini2/logboek.csv"),
        ("openbaar", "", ""),
        ("", "team", "data/mini/logboek.csv"),  # nobody says for whom it is: the gate looks at it, this cannot
        ("onbekend", "team", ""),
    ],
)
def test_what_is_for_the_readers_or_for_a_wider_circle_may_be_read(voor: str, gelezen: str, bestanden: str) -> None:
    check_reading(build_outcome(voor, gelezen, bestanden))


@pytest.mark.parametrize(
    ("voor", "gelezen", "bestanden", "problemen"),
    [
        ("openbaar", "team, openbaar", "", "opent data/mini voor team"),
        ("openbaar", "leerkring", "", "opent data/mini voor leerkring"),
        ("leerkring", "deelnemer oss", "", "opent data/mini voor deelnemer oss"),
        ("deelnemer oss", "deelnemer venlo", "", "opent data/mini voor deelnemer venlo"),
        ("openbaar", "openbaar", "data/mini/logboek.csv", "leest zelf data/mini/logboek.csv"),
        ("leerkring", "", "data/mini/a.csv data/mini/b.csv data/mini/c.csv", "leest zelf data/mini/a.csv en 2 andere"),
        (
            "deelnemer oss",
            "team, deelnemer venlo",
            "data/mini/teksten/b.txt",
            "opent data/mini voor team, opent data/mini voor deelnemer venlo, leest zelf data/mini/teksten/b.txt",
        ),
    ],
)
def test_what_is_for_fewer_people_may_not_be_read_and_all_of_it_is_told(
    voor: str, gelezen: str, bestanden: str, problemen: str
) -> None:
    with pytest.raises(LeerkringError) as caught:
        check_reading(build_outcome(voor, gelezen, bestanden))

    assert str(caught.value) == (
        f"het rapport is voor {voor}, maar het notebook {problemen}; "
        f"toegestaan: wat open_traject laat zien met doelgroep={voor.split()[0]!r}"
    )


def test_of_two_circles_of_readers_the_wider_one_counts() -> None:
    with pytest.raises(LeerkringError, match="het rapport is voor openbaar, maar"):
        check_reading(build_outcome("team", "team", feit="openbaar"))
