"""The prime implicant chart, and every way to cover all rows with prime implicants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product

from leerkring.methoden.qca.gegevens import QcaError
from leerkring.methoden.qca.implicanten import find_minimal_hitting_sets
from leerkring.methoden.qca.termen import Term, includes

Kaart = tuple[int, ...]

# Beyond this, all models would take minutes to write out, and nobody could read them.
MEESTE_ALLE = 20_000


def build_kaart(implicanten: Sequence[Term], positief: Sequence[Term]) -> Kaart:
    """Return for each prime implicant, as bits, the positive rows that it covers."""
    return tuple(sum(1 << place for place, row in enumerate(positief) if includes(term, row)) for term in implicanten)


def drop_dominated(kaart: Kaart) -> list[int]:
    """Return the places of the prime implicants of which no other covers all rows and more.

    Row dominance: A. Duşa (2019), QCA with R, chapter 8. Of implicants with the same rows, all stay.
    """
    patterns = set(kaart)
    return [place for place, rows in enumerate(kaart) if not any(rows != p and rows & p == rows for p in patterns)]


def find_smallest_covers(kaart: Kaart, aantal_rijen: int, meeste: int) -> list[tuple[int, ...]]:
    """Return the covers of all rows with as few patterns as possible, each as a sorted tuple of patterns.

    A pattern is the set of rows that an implicant covers, as bits; implicants with one pattern can stand for each
    other, so that covers are searched among patterns and few of them stand for many models. `expand_covers` makes the
    models. The search stops when there are more than `meeste`: one more is returned then. Exact: A. Duşa (2019), QCA
    with R, chapter 8; S.R. Petrick (1956), A direct determination of the irredundant forms of a Boolean function.
    """
    patterns = sorted(set(kaart) - {0}, key=lambda p: (-p.bit_count(), p))
    every = (1 << aantal_rijen) - 1
    for size in range(1, aantal_rijen + 1):
        covers = list(islice(_cover(every, patterns, size), meeste + 1))
        if covers:
            return sorted(tuple(sorted(cover)) for cover in covers)
    return []


def _cover(rest: int, patterns: list[int], size: int) -> Iterator[list[int]]:
    """Yield each set of at most `size` patterns that covers the rest, once."""
    if not rest:
        yield []
        return
    useful = [p for p in patterns if p & rest]
    if not useful or size * max((p & rest).bit_count() for p in useful) < rest.bit_count():
        return
    rarest = min(
        (1 << b for b in range(rest.bit_length()) if rest >> b & 1), key=lambda bit: sum(1 for p in useful if p & bit)
    )
    choices = [p for p in useful if p & rarest]
    for place, choice in enumerate(choices):
        # A pattern tried before is left out below, so that no cover comes twice.
        tried = set(choices[:place])
        for more in _cover(rest & ~choice, [p for p in useful if p != choice and p not in tried], size - 1):
            yield [choice, *more]


def find_irredundant_covers(kaart: Kaart, aantal_rijen: int) -> list[tuple[int, ...]]:
    """Return every cover of all rows from which no pattern can be left out, of whatever size.

    S.R. Petrick (1956), as minimal hitting sets: each row has to be hit by a pattern that covers it. More than 20,000
    covers are refused by a `QcaError`.
    """
    patterns = sorted(set(kaart) - {0})
    rows = [
        sum(1 << place for place, pattern in enumerate(patterns) if pattern >> row & 1) for row in range(aantal_rijen)
    ]
    try:
        covers = find_minimal_hitting_sets(rows, MEESTE_ALLE)
    except OverflowError:
        why = (
            f"meer dan {MEESTE_ALLE} manieren om de positieve rijen te dekken; kies minder condities, of laat alle weg"
        )
        raise QcaError("Er zijn te veel modellen.", [why]) from None
    return sorted(tuple(p for place, p in enumerate(patterns) if cover >> place & 1) for cover in covers)


def count_models(covers: Sequence[tuple[int, ...]], kaart: Kaart) -> int:
    """Return how many models the covers stand for."""
    total = 0
    for cover in covers:
        ways = 1
        for pattern in cover:
            ways *= kaart.count(pattern)
        total += ways
    return total


def expand_covers(covers: Sequence[tuple[int, ...]], kaart: Kaart) -> Iterator[tuple[int, ...]]:
    """Yield each model as the sorted places of its prime implicants."""
    places: dict[int, list[int]] = {}
    for place, pattern in enumerate(kaart):
        places.setdefault(pattern, []).append(place)
    for cover in covers:
        for choice in product(*(places[pattern] for pattern in cover)):
            yield tuple(sorted(choice))
