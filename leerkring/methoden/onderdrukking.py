"""Which numbers of people may be shown: the one place where the thresholds are applied and small groups are hidden.

Primary suppression is the threshold. Complementary suppression is one rule: a number that others add up to is shown
only where each of those is shown in full. Hiding just enough for one table (cell suppression with an audit of the
intervals, A. Hundepool et al. 2012, Statistical Disclosure Control, Wiley, chapter 4) keeps more totals, but is only
safe for who has that table alone. Reports for other readers show other groups of the same table, and a total that two
small groups hide in together gives one of them away to who has a report on the other.
`tests/veiligheid/test_terugrekenen.py` does the audit over all that one reader can have.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from leerkring.errors import LeerkringError

KLEINSTE_N_KRING = 5
"""The smallest group that may be shown to anyone; whoever asks for fewer is refused."""
NODIG_VOOR_VERDELING = 10
"""Below this number of answers a percentage says more than the answers do, and a distribution shows persons."""


class Groepsdrempels(Protocol):
    """The two numbers of a policy on which it hangs what may be shown of a group."""

    @property
    def kleinste_n(self) -> int:
        """Return the smallest group of people of which any number may be shown."""

    @property
    def nodig_voor_verdeling(self) -> int:
        """Return from how many answers on a distribution may be shown."""


class Zicht(StrEnum):
    """How much of what a group answered may be shown."""

    VERBORGEN = "verborgen"
    """Nothing: the group is too small."""
    BEPERKT = "beperkt"
    """A middle value, but no distribution, no percentage and nothing that compares."""
    HEEL = "heel"


class Reden(StrEnum):
    """Why a number is not given."""

    KLEIN = "te weinig mensen"
    BESCHERMING = "verborgen, want anders is een kleine groep terug te rekenen"


def grade_n(n: int, drempels: Groepsdrempels) -> Zicht:
    """Return how much may be shown of a group of n people.

    Parameters
    ----------
    n
        How many people the group has, or how many answers there are.
    drempels
        The numbers of the policy for these readers.

    Raises
    ------
    LeerkringError
        When a threshold is below the one that always holds: it can only be made stricter.
    """
    for naam, laagste in (("kleinste_n", KLEINSTE_N_KRING), ("nodig_voor_verdeling", NODIG_VOOR_VERDELING)):
        if (found := getattr(drempels, naam)) < laagste:
            raise LeerkringError(f"{naam} is {found}; toegestaan: {laagste} of meer")
    if n < drempels.kleinste_n:
        return Zicht.VERBORGEN
    return Zicht.HEEL if n >= drempels.nodig_voor_verdeling else Zicht.BEPERKT


def bound_n(gevraagd: int | None, drempels: Groepsdrempels) -> tuple[int, int]:
    """Return between which numbers lies how many answered of a group that is shown without its number.

    No more can answer than were asked, so that is the top where it is lower. Where this leaves one number, the number
    of those asked must go too: see `tells_n`.
    """
    top = drempels.nodig_voor_verdeling - 1
    return drempels.kleinste_n, top if gevraagd is None else min(top, gevraagd)


def tells_n(gevraagd: int | None, meeste: int, drempels: Groepsdrempels) -> bool:
    """Tell whether the number of people asked gives away how many of them answered: five of five.

    `meeste` is the largest number of answers that is shown of one statement, for no fewer people answered. 'Almost
    all' instead of the number asked would do the same. Without it, the bound stays as wide as that of other groups.
    """
    (low, high), (_, without) = bound_n(gevraagd, drempels), bound_n(None, drempels)
    return high < without and high <= max(low, meeste)


def may_total(delen: Iterable[Zicht]) -> bool:
    """Tell whether a number may be shown that these parts add up to."""
    return all(zicht is Zicht.HEEL for zicht in delen)


def tells_of_few(deel: int, geheel: int, drempels: Groepsdrempels) -> bool:
    """Tell whether a part beside its whole gives away a rest that is too small: somebody, but too few to be shown."""
    return geheel > deel and grade_n(geheel - deel, drempels) is Zicht.VERBORGEN
