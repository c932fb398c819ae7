"""What several releases tell together: the parts of people that differences between them can tell apart.

Every number that a release shows of a set of people is a sum over that set. Whoever has several such sums can reckon
with them, but never further than the parts in which the sets divide the people: two people who are counted in exactly
the same sets can be exchanged, and nothing that was released changes. So where each part is large enough, all
differences and intersections are, whatever is reckoned (the atoms of the algebra of the sets; tracker attacks after
D. Denning and J. Schlörer 1983, Inference Controls for Statistical Databases, IEEE Computer 16(7)).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set


def divide_people(sets: Iterable[Set[str]]) -> set[frozenset[str]]:
    """Return the parts in which sets divide the people in them.

    Parameters
    ----------
    sets
        The people that each number counts.

    Returns
    -------
    Groups without overlap: the people of each are counted in the same sets.
    """
    counted: defaultdict[str, list[int]] = defaultdict(list)
    for place, people in enumerate({frozenset(people) for people in sets}):
        for person in people:
            counted[person].append(place)
    parts: defaultdict[tuple[int, ...], set[str]] = defaultdict(set)
    for person, places in counted.items():
        parts[tuple(places)].add(person)
    return {frozenset(part) for part in parts.values()}


def find_small_parts(eerder: Iterable[Set[str]], nieuw: Iterable[Set[str]], nodig: int) -> set[frozenset[str]]:
    """Return the parts of fewer than `nodig` people that new sets tell apart, and earlier ones did not yet.

    Parameters
    ----------
    eerder, nieuw
        The people that each number counts, in what readers have and in what they would get.
    nodig
        The smallest group of which readers may know what is told here.
    """
    before = list(eerder)
    known = divide_people(before)
    return {part for part in divide_people([*before, *nieuw]) if len(part) < nodig and part not in known}
