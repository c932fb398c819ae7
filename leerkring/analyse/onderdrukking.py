"""Which numbers of people may be shown: the one place where the thresholds are applied and small groups are hidden.

Hiding a small number is not enough when a total stands beside it: the reader subtracts. So a table with totals is
treated as what it is for somebody who wants to know: equations over whole numbers that are not negative.
`find_bounds` solves them as that person would, and `protect` hides further numbers until the smallest and the largest
value of every hidden number lie far enough apart.

The method is cell suppression with an exact audit of the intervals: A. Hundepool et al. (2012), Statistical Disclosure
Control, Wiley, chapter 4. Two choices are ours. Totals are hidden before their parts, because the tables per statement
show how many people of a large group answered anyway, so that hiding such a part would protect nothing. And among
equals the smallest goes first: that keeps most people visible, but does not promise the fewest hidden numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from leerkring.errors import LeerkringError
from leerkring.model.beschrijving import KLEINSTE_N_KRING

NODIG_VOOR_VERDELING = 10
"""Below this number of answers a percentage says more than the answers do, and a distribution shows persons."""
SPELING = 5
"""How far apart the smallest and the largest possible value of a hidden number must lie: no guess is right within 2."""
OPEN = (0, inf)


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


def grade_n(n: int, kleinste_n: int) -> Zicht:
    """Return how much may be shown of a group of n people.

    Parameters
    ----------
    n
        How many people the group has, or how many answers there are.
    kleinste_n
        The smallest group that this audience may see.

    Raises
    ------
    LeerkringError
        When the threshold is below the one that always holds: it can only be made stricter.
    """
    if kleinste_n < KLEINSTE_N_KRING:
        raise LeerkringError(f"kleinste_n is {kleinste_n}; allowed: {KLEINSTE_N_KRING} or more")
    if n < kleinste_n:
        return Zicht.VERBORGEN
    return Zicht.HEEL if n >= NODIG_VOOR_VERDELING else Zicht.BEPERKT


class Som(NamedTuple):
    """An equation that every reader knows: the parts add up to the whole."""

    geheel: str
    delen: tuple[str, ...]


@dataclass(frozen=True)
class Stelsel:
    """A table as a reader can reckon with it: its numbers by name, what adds up to what, and what is known besides."""

    aantallen: Mapping[str, int]
    sommen: Sequence[Som] = ()
    grenzen: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """What a reader knows of a number that is hidden, such as that it is below the threshold; else 0 or more."""


def find_bounds(stelsel: Stelsel, verborgen: Iterable[str], doel: str) -> tuple[float, float]:
    """Return the smallest and the largest value that a hidden number can have for somebody who sees all the others.

    Parameters
    ----------
    stelsel
        The table.
    verborgen
        The names of the hidden numbers.
    doel
        The hidden number that somebody wants to know.

    Returns
    -------
    Whole numbers, the largest infinite where nothing bounds it. They are exact: two integer programs are solved.
    """
    hidden = list(dict.fromkeys(verborgen))
    place = {name: i for i, name in enumerate(hidden)}
    rows, known = [], []
    for som in stelsel.sommen:
        signs = {som.geheel: 1, **dict.fromkeys(som.delen, -1)}
        if place.keys().isdisjoint(signs):
            continue
        row = np.zeros(len(hidden))
        for name in place.keys() & signs.keys():
            row[place[name]] = signs[name]
        rows.append(row)
        known.append(-sum(sign * stelsel.aantallen[name] for name, sign in signs.items() if name not in place))
    constraints = [LinearConstraint(np.array(rows), known, known)] if rows else []
    low, high = np.array([stelsel.grenzen.get(name, OPEN) for name in hidden], dtype=float).T
    found = []
    for sign in (1, -1):
        goal = np.zeros(len(hidden))
        goal[place[doel]] = sign
        solved = milp(goal, constraints=constraints, integrality=np.ones(len(hidden)), bounds=Bounds(low, high))
        # The true numbers are a solution, so that nothing but the lack of a limit leaves the solver without an answer.
        found.append(inf if solved.x is None else float(round(solved.x[place[doel]])))
    return found[0], found[1]


def protect(stelsel: Stelsel, klein: Iterable[str], speling: int = SPELING) -> dict[str, Reden]:
    """Return which numbers are hidden and why, so that the table tells nothing of a small one.

    Parameters
    ----------
    stelsel
        The table with its true numbers.
    klein
        The numbers that may not be shown by themselves.
    speling
        How far apart the bounds of a hidden number must lie; where what is known besides the table leaves less room
        than that, the table may not make that room smaller.

    Returns
    -------
    The reason for each hidden number.
    """
    reasons = dict.fromkeys(klein, Reden.KLEIN)
    alone = Stelsel(stelsel.aantallen, (), stelsel.grenzen)
    for name in tuple(reasons):
        room = min(speling, measure_room(alone, reasons, name))
        while measure_room(stelsel, reasons, name) < room:
            extra = choose_extra(stelsel, reasons, name)
            if extra is None:
                break
            reasons[extra] = Reden.BESCHERMING
    return reasons


def measure_room(stelsel: Stelsel, verborgen: Iterable[str], doel: str) -> float:
    """Return how far apart the bounds of a hidden number lie."""
    low, high = find_bounds(stelsel, verborgen, doel)
    return high - low


def choose_extra(stelsel: Stelsel, verborgen: Mapping[str, Reden], name: str) -> str | None:
    """Return the next number to hide: one that is linked to a hidden one by equations, wholes first, then the smallest.

    None when everything that is linked to it is hidden.
    """
    reached, linked = {name}, set[str]()
    while True:
        touched = [{som.geheel, *som.delen} for som in stelsel.sommen if reached & {som.geheel, *som.delen}]
        linked = set().union(*touched)
        grown = reached | (linked & verborgen.keys())
        if grown == reached:
            break
        reached = grown
    wholes = {som.geheel for som in stelsel.sommen}
    return min(linked - verborgen.keys(), key=lambda n: (n not in wholes, stelsel.aantallen[n], n), default=None)
