"""Prime implicants: the shortest terms that cover a row to be explained and no row that is forbidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from leerkring.methoden.qca.termen import VRIJ, Term, order_termen


def find_priemimplicanten(positief: Sequence[Term], verboden: Sequence[Term]) -> tuple[Term, ...]:
    """Return every prime implicant that covers at least one of the positive rows.

    A term that covers a positive row is made of values of that row. It keeps clear of a forbidden term exactly when one
    of its values differs from a value of that term. So the prime implicants of a row are the minimal sets of its values
    that hit every forbidden term: no implicant is ever tried that is not one, and 3^14 is never counted.

    Parameters
    ----------
    positief
        Rows to explain. A row may leave a condition free; then only terms without that condition cover it.
    verboden
        Terms that no implicant may touch: single rows, or wider terms.

    Returns
    -------
    Terms with fewest conditions first. When nothing is forbidden, the term that covers everything.

    Notes
    -----
    A. Duşa (2019), QCA with R, chapter 8: the solution of CCubes, prime implicants as minimal differences between
    positive and negative rows. The minimal hitting sets are built up as in C. Berge (1989), Hypergraphs, chapter 2.
    """
    found: set[Term] = set()
    for row in dict.fromkeys(positief):
        differences = {_differ(row, other) for other in verboden}
        for chosen in find_minimal_hitting_sets(differences):
            found.add(tuple(code if chosen >> place & 1 else VRIJ for place, code in enumerate(row)))
    return order_termen(found)


def _differ(row: Term, other: Term) -> int:
    """Return, as bits, the conditions in which a row has another value than a term that fixes them both."""
    return sum(1 << place for place, (a, b) in enumerate(zip(row, other, strict=True)) if a != b and VRIJ not in (a, b))


def find_minimal_hitting_sets(sets: Iterable[int], meeste: int | None = None) -> list[int]:
    """Return every minimal set of bits that shares a bit with each of these sets of bits; none if one of them is empty.

    With `meeste`, more sets than that on the way are refused by an `OverflowError`: there can be very many. C. Berge
    (1989), Hypergraphs, chapter 2: sets are taken one by one, and the minimal hitting sets kept up to date.
    """
    hitting = [0]
    for one in _keep_minimal(sets):
        hit = [h for h in hitting if h & one]
        missed = [h for h in hitting if not h & one]
        bits = [1 << b for b in range(one.bit_length()) if one >> b & 1]
        for bit in bits:
            near = [h for h in hit if h & bit]
            hit += [m | bit for m in missed if not any(h & ~(m | bit) == 0 for h in near)]
        hitting = hit
        if meeste is not None and len(hitting) > meeste:
            raise OverflowError(f"er zijn meer dan {meeste} kleinste formules; kies minder condities")
    return hitting


def _keep_minimal(sets: Iterable[int]) -> list[int]:
    """Return the sets that hold no other one, smallest first."""
    kept: list[int] = []
    for one in sorted(set(sets), key=lambda s: (s.bit_count(), s)):
        if not any(k & one == k for k in kept):
            kept.append(one)
    return kept


def complement(termen: Sequence[Term], codes: Sequence[int]) -> list[Term]:
    """Return terms that together cover exactly the rows that none of these terms covers.

    Parameters
    ----------
    termen
        Rows or wider terms.
    codes
        The number of codes of each condition.

    Returns
    -------
    Terms that do not overlap; few when the terms are few, however many rows there are.

    Notes
    -----
    Shannon expansion: C.E. Shannon (1949), The synthesis of two-terminal switching circuits, Bell System Technical
    Journal 28(1).
    """
    found: list[Term] = []

    def split(path: list[int], rest: list[Term]) -> None:
        if not rest:
            found.append(tuple(path))
            return
        fixed = Counter(
            place for term in rest for place, code in enumerate(term) if code != VRIJ and path[place] == VRIJ
        )
        if any(all(c == VRIJ or path[p] != VRIJ for p, c in enumerate(term)) for term in rest):
            return
        place = max(fixed, key=lambda p: (fixed[p], -p))
        for code in range(codes[place]):
            path[place] = code
            split(path, [term for term in rest if term[place] in (VRIJ, code)])
        path[place] = VRIJ

    split([VRIJ] * len(codes), list(termen))
    return found
