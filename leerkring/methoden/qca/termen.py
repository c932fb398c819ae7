"""Terms: conjunctions of conditions, how they are written and read, and each case's membership in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from leerkring.methoden.getallen import Getallen
from leerkring.methoden.qca.gegevens import NIET_VAN_TOEPASSING, Gegevens, QcaError

# One code per condition: a level, or VRIJ when the condition plays no part in the term.
Term = tuple[int, ...]

VRIJ = -1
_LITERAL = re.compile(r"(~?)([^~\[\]{}*+\s,;]+?)(?:[\[{]([\d,\s]+)[\]}])?")


def write_term(term: Term, gegevens: Gegevens) -> str:
    """Return a term in Boolean notation: A*~B, or A[1]*B[0] when a condition of the table is multi-value.

    A term without conditions is written as 1: it holds for every case. A condition that has to be absent because it
    does not apply is written as A[-].
    """
    return "*".join(_write_literals(term, gegevens)) or "1"


def write_som(termen: Iterable[Term], gegevens: Gegevens) -> str:
    """Return a sum of terms, such as A*~B + C."""
    return " + ".join(write_term(term, gegevens) for term in termen)


def write_disjunctie(term: Term, gegevens: Gegevens) -> str:
    """Return the conditions of a term joined by or, such as A + ~B."""
    return " + ".join(_write_literals(term, gegevens))


def _write_literals(term: Term, gegevens: Gegevens) -> list[str]:
    """Return each condition of a term with its value."""
    shown = []
    for name, code, levels in zip(gegevens.condities, term, gegevens.niveaus, strict=True):
        if code == levels:
            shown.append(f"{name}[{NIET_VAN_TOEPASSING}]")
        elif code != VRIJ:
            shown.append(f"{name}[{code}]" if gegevens.meerwaardig else ("" if code else "~") + name)
    return shown


def read_termen(text: str, gegevens: Gegevens) -> tuple[Term, ...]:
    """Return the terms of a sum such as `A*~B + C[2]`; `~C[2]` stands for the other levels of C, one by one.

    Raises
    ------
    QcaError
        When a part is no condition of this table, has a level that does not exist, or contradicts itself.
    """
    problems: list[str] = []
    terms: list[Term] = []
    for product in text.split("+"):
        options = [[VRIJ] for _ in gegevens.condities]
        for part in product.split("*"):
            _read_literal(part.strip(), gegevens, options, problems)
        found: list[Term] = [()]
        for choices in options:
            found = [(*term, choice) for term in found for choice in choices]
        terms += found
    if problems:
        raise QcaError(f"De formule ‘{text}’ is niet te lezen.", problems)
    return tuple(dict.fromkeys(terms))


def _read_literal(part: str, gegevens: Gegevens, options: list[list[int]], problems: list[str]) -> None:
    """Narrow the levels that one condition may have, by one part of a product."""
    match = _LITERAL.fullmatch(part)
    if match is None or match[2] not in gegevens.condities:
        problems.append(f"‘{part}’ is geen conditie; wel: {', '.join(gegevens.condities)}")
        return
    place = gegevens.condities.index(match[2])
    every = list(range(gegevens.niveaus[place]))
    if not match[3] and gegevens.niveaus[place] > 2:
        problems.append(f"‘{part}’ heeft standen tot en met {every[-1]}; noem er een, zoals {match[2]}[1]")
        return
    named = [int(level) for level in match[3].split(",")] if match[3] else [1]
    if not set(named) <= set(every):
        problems.append(f"‘{part}’ noemt een stand die er niet is; toegestaan: {', '.join(map(str, every))}")
        return
    wanted = [level for level in every if (level in named) != bool(match[1])]
    if options[place] != [VRIJ]:
        wanted = [level for level in wanted if level in options[place]]
    if not wanted:
        problems.append(f"‘{part}’ spreekt de rest van zijn formule tegen")
        return
    options[place] = wanted


def membership(term: Term, gegevens: Gegevens) -> Getallen:
    """Return each case's membership in a term: the lowest of its memberships in the conditions of the term.

    C.C. Ragin (2008), Redesigning Social Inquiry, chapter 2 (logical and). A term without conditions holds for all.
    """
    found = np.ones(len(gegevens.gevallen))
    for place, code in enumerate(term):
        if code != VRIJ:
            found = np.minimum(found, membership_of_literal(place, code, gegevens))
    return found


def membership_of_literal(place: int, code: int, gegevens: Gegevens) -> Getallen:
    """Return each case's membership in one value of one condition."""
    values, levels = gegevens.x[:, place], gegevens.niveaus[place]
    missing = np.isnan(values)
    if code == levels:
        return np.where(missing, 1.0, 0.0)
    if levels > 2:
        return np.where(values == code, 1.0, 0.0)
    return np.where(missing, 0.0, values if code else 1 - values)


def membership_of_som(termen: Sequence[Term], gegevens: Gegevens) -> Getallen:
    """Return each case's membership in a sum of terms: the highest of its memberships in the terms (logical or)."""
    found = np.zeros(len(gegevens.gevallen))
    for term in termen:
        found = np.maximum(found, membership(term, gegevens))
    return found


def includes(wide: Term, narrow: Term) -> bool:
    """Return whether every row of one term is a row of the other."""
    return all(w in (VRIJ, n) for w, n in zip(wide, narrow, strict=True))


def order_termen(termen: Iterable[Term]) -> tuple[Term, ...]:
    """Return terms in one fixed order: fewer conditions first, then by condition, present before absent."""
    return tuple(sorted(termen, key=lambda t: (sum(c != VRIJ for c in t), [(c == VRIJ, -c) for c in t])))
