"""Small groups are hidden, and so is what would give them away: the rules by themselves.

Whether they are enough is tested in `test_terugrekenen`, by an attacker who has all that one reader can have.
"""

import pytest

from leerkring.errors import LeerkringError
from leerkring.methoden.onderdrukking import Zicht, grade_n, may_total, tells_of_few
from leerkring.model.beleid import Beleid


@pytest.mark.parametrize(
    ("n", "kleinste_n", "zicht"),
    [
        (0, 5, Zicht.VERBORGEN),
        (4, 5, Zicht.VERBORGEN),
        (5, 5, Zicht.BEPERKT),
        (9, 5, Zicht.BEPERKT),
        (10, 5, Zicht.HEEL),
        (9, 10, Zicht.VERBORGEN),
        (10, 10, Zicht.HEEL),
        (11, 12, Zicht.VERBORGEN),
    ],
)
def test_what_may_be_shown_depends_on_the_size_and_on_the_reader(n: int, kleinste_n: int, zicht: Zicht) -> None:
    assert grade_n(n, Beleid(kleinste_n)) is zicht


def test_threshold_can_only_be_made_stricter() -> None:
    with pytest.raises(LeerkringError, match="kleinste_n is 4; toegestaan: 5 of meer"):
        grade_n(100, Beleid(4))
    with pytest.raises(LeerkringError, match="nodig_voor_verdeling is 9; toegestaan: 10 of meer"):
        grade_n(100, Beleid(5, nodig_voor_verdeling=9))


@pytest.mark.parametrize(
    ("delen", "shown"),
    [
        ([Zicht.HEEL, Zicht.HEEL], True),
        ([Zicht.HEEL, Zicht.BEPERKT], False),
        ([Zicht.HEEL, Zicht.VERBORGEN], False),
        ([Zicht.VERBORGEN, Zicht.VERBORGEN], False),
    ],
)
def test_total_is_shown_only_where_each_part_is(delen: list[Zicht], shown: bool) -> None:
    assert may_total(delen) is shown


@pytest.mark.parametrize(
    ("deel", "geheel", "few"), [(12, 12, False), (11, 12, True), (8, 12, True), (7, 12, False), (0, 4, True)]
)
def test_part_beside_its_whole_tells_of_a_rest_that_is_too_small(deel: int, geheel: int, few: bool) -> None:
    assert tells_of_few(deel, geheel, Beleid(5)) is few
