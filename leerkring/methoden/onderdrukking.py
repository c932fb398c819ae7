"""Which numbers of people may be shown: the one place where the thresholds are applied and small groups are hidden.

Primary suppression is the threshold. Complementary suppression is one rule: a number that others add up to is shown
only where each of those is shown in full. Hiding just enough for one table (cell suppression with an audit of the
intervals, A. Hundepool et al. 2012, Statistical Disclosure Control, Wiley, chapter 4) keeps more totals, but is only
safe for who has that table alone. Reports for other readers show other groups of the same table, and a total that two
small groups hide in together gives one of them away to who has a report on the other.
`tests/veiligheid/test_terugrekenen.py` does the audit over all that one reader can have.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import combinations
from typing import Protocol

from leerkring.errors import LeerkringError

KLEINSTE_N_KRING = 5
"""The smallest group that may be shown to anyone; whoever asks for fewer is refused."""
NODIG_VOOR_VERDELING = 10
"""Below this number of answers a percentage says more than the answers do, and a distribution shows persons."""
AFRONDING = 3
"""Numbers of people that leave the team are multiples of this: no number of one or two people is ever told."""


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


def round_aantal(n: int, basis: int, drempels: Iterable[int] = ()) -> int:
    """Return a number of people as a multiple of `basis`: the nearest one on the same side of every threshold.

    Parameters
    ----------
    n
        How many people there are.
    basis
        What is counted in; 1 leaves the number as it is.
    drempels
        The sizes from which a group may be shown: ten of a threshold of ten become twelve in threes, and not nine.
    """
    top = max((d for d in drempels if d <= n), default=0)
    return max((2 * n + basis) // (2 * basis) * basis, -(-top // basis) * basis)


def round_verdeling(aantallen: Sequence[int], totaal: int, basis: int) -> tuple[int, ...]:
    """Return a distribution in multiples of `basis` that add up to a total, with the mean as near as can be.

    Each number goes up or down to a multiple, so it lies less than `basis` from the real one. Where all would get the
    same answer, one step goes to the answer beside it, nearer the middle: nobody is then known to have given it.

    Parameters
    ----------
    aantallen
        How many people gave each answer, from low to high.
    totaal
        The multiple of `basis`, next below or above the sum, that the result adds up to: see `round_aantal`.
    basis
        What is counted in; 1 leaves the numbers as they are.

    Notes
    -----
    Controlled rounding: A. Hundepool et al. (2012), Statistical Disclosure Control, Wiley, paragraph 5.4. Base 3 is
    that of Statistics New Zealand. Rounding each number by itself to the nearest leaves room for two or three values;
    this leaves room for up to five, and shares and medians stay closer to the real ones.
    """
    if basis == 1 or not totaal:
        return tuple(aantallen) if basis == 1 else (0,) * len(aantallen)
    floors = [n // basis * basis for n in aantallen]
    loose = [i for i, n in enumerate(aantallen) if n % basis]
    mean = sum(i * n for i, n in enumerate(aantallen)) / sum(aantallen)

    def go_up(places: Iterable[int]) -> list[int]:
        return [n + basis * (i in places) for i, n in enumerate(floors)]

    def miss(rounded: Sequence[int]) -> tuple[float, int]:
        apart = abs(sum(i * n for i, n in enumerate(rounded)) / totaal - mean)
        return round(apart, 9), sum(abs(a - b) for a, b in zip(rounded, aantallen, strict=True))

    ups = (totaal - sum(floors)) // basis
    best = min((go_up(chosen) for chosen in combinations(loose, ups)), key=miss)
    if best.count(0) == len(best) - 1 and len(best) > 1:
        alone = best.index(totaal)
        best[alone] -= basis
        best[alone + (1 if 2 * alone < len(best) - 1 else -1)] += basis
    return tuple(best)
