"""For whom a notebook runs decides what it may open, and for whom its report can be."""

import pytest
from uitkomsten import build_uitkomst

from leerkring.batch.reading import check_readers
from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError
from leerkring.traject.handover import GeweigerdError, Lezers


def read_lezers(text: str) -> Lezers:
    """Return readers such as 'deelnemer oss'."""
    doelgroep, _, deelnemer = text.partition(" ")
    return Lezers(Doelgroep(doelgroep), deelnemer or None)


@pytest.mark.parametrize(
    ("voor", "opent"),
    [
        ("deelnemer oss", "deelnemer oss"),
        ("deelnemer oss", "leerkring"),
        ("deelnemer oss", "openbaar oss"),
        ("leerkring", "leerkring oss"),
        ("leerkring oss", "openbaar"),
        ("openbaar", "openbaar oss"),
    ],
)
def test_what_is_for_the_readers_or_for_a_wider_circle_may_be_opened(voor: str, opent: str) -> None:
    asked = read_lezers(opent)
    read_lezers(voor).check("data/mini", asked.doelgroep, asked.deelnemer)


@pytest.mark.parametrize(
    ("voor", "opent"),
    [
        ("openbaar", "team"),
        ("openbaar", "leerkring"),
        ("leerkring", "deelnemer oss"),
        ("deelnemer oss", "deelnemer venlo"),
        ("deelnemer oss", "team"),
    ],
)
def test_what_is_for_fewer_people_is_refused_in_one_sentence(voor: str, opent: str) -> None:
    asked = read_lezers(opent)
    with pytest.raises(GeweigerdError) as caught:
        read_lezers(voor).check("data/mini", asked.doelgroep, asked.deelnemer)

    assert str(caught.value) == (
        f"het rapport is voor {voor}, maar het notebook opent data/mini voor {opent}; "
        f"toegestaan: wat open_traject laat zien met doelgroep={voor.split()[0]!r}"
    )


@pytest.mark.parametrize(
    ("liep", "zegt"),
    [
        ("team", "team"),
        ("openbaar", "team"),
        ("openbaar", "openbaar"),
        ("leerkring", None),
        (None, None),
        ("x", "team"),
    ],
)
def test_a_report_may_be_for_those_for_whom_its_notebook_ran(liep: str | None, zegt: str | None) -> None:
    params, feiten = ({"doelgroep": said} if said else {} for said in (liep, zegt))
    check_readers(build_uitkomst("mini/x", params=params, feiten=feiten))


@pytest.mark.parametrize(("liep", "zegt"), [("team", "openbaar"), ("leerkring", "openbaar"), (None, "leerkring")])
def test_a_report_for_a_wider_circle_than_its_notebook_ran_for_is_refused(liep: str | None, zegt: str) -> None:
    outcome = build_uitkomst("mini/x", params={"doelgroep": liep} if liep else {}, feiten={"doelgroep": zegt})
    with pytest.raises(LeerkringError, match=f"voor {zegt}, maar het notebook liep voor {liep or 'team'}"):
        check_readers(outcome)
