"""Which cases to study further after an analysis: typical and deviant ones, and pairs worth comparing."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import product

import pandas as pd

from leerkring.methoden.getallen import Getallen
from leerkring.methoden.qca.gegevens import SPELING, Gegevens, tell_kant
from leerkring.methoden.qca.oplossing import Oplossingsmodel
from leerkring.methoden.qca.termen import VRIJ, Term, membership, membership_of_literal, membership_of_som, write_term
from leerkring.methoden.qca.waarheidstabel import group_gevallen


class Keuzesoort(StrEnum):
    """What a case, or a pair of cases, is to a term or to a row of the truth table."""

    TYPISCH = "typisch"
    AFWIJKEND = "afwijkend consistentie"
    GEMIST = "afwijkend dekking"
    ZELFDE_TERM = "typisch en afwijkend consistentie"
    ZELFDE_RIJ = "afwijkend dekking en niet relevant"
    OP_EEN_NA = "typisch en niet relevant"


Gekozen = tuple[str, Keuzesoort, str, tuple[str, ...], float]


def choose_gevallen(model: Oplossingsmodel, gegevens: Gegevens) -> pd.DataFrame:
    """Return which cases and which pairs of cases tell most about each term, and about what no term covers.

    With x a case's membership in the term, y in the outcome and w in its own row of the truth table, the best has the
    lowest measure. Typical (x above 0.5 and at most y): 2(y - x) + (1 - x), who is in this term only before others.
    Deviant for consistency (x above and y below 0.5): (1 - (x - y)) + (1 - x). Deviant for coverage (in the outcome but
    not in the model): 1 - w within its row, w at most y before others. A typical case i beside a deviant one j:
    |xi - xj| + (1 - (yi - yj)) + (1 - xi) + (1 - xj). One deviant for coverage beside one of the same row without the
    outcome: the same with w. A typical case beside one that has neither term nor outcome and lacks one condition f
    only, with m the lowest of the other conditions: (1 - (fi - fj)) + (1 - (yi - yj)) + |mi - mj| + 2|yi - xi| +
    2|yj - xj|.

    Parameters
    ----------
    model
        The terms of a model.
    gegevens
        The data of the analysis.

    Returns
    -------
    One row per choice, best first within term and kind: `term` (for coverage the row of the truth table), `soort` (a
    `Keuzesoort`), `conditie` (the one that the other lacks, or empty), `gevallen` (a tuple of one name or two), `maat`
    and `is_beste`.

    Notes
    -----
    C.Q. Schneider and I. Rohlfing (2013), Combining QCA and process tracing in set-theoretic multi-method research,
    Sociological Methods & Research 42(4); I.-E. Oana and C.Q. Schneider (2018), SetMethods: an add-on R package for
    advanced QCA, The R Journal 10(1) (the measures). Only of pairs that differ in one condition we list no others.
    """
    found = [*_choose_missed(model, gegevens)]
    for term in model:
        found += _choose_of_term(term, model, gegevens)
    frame = pd.DataFrame(found, columns=["term", "soort", "conditie", "gevallen", "maat"])
    terms = list(dict.fromkeys([*(write_term(t, gegevens) for t in model), *frame["term"]]))
    frame = frame.sort_values(
        ["term", "soort"],
        key=lambda column: column.map((terms if column.name == "term" else list(Keuzesoort)).index),
        kind="stable",
        ignore_index=True,
    )
    # Of equals all are best: which stands first says nothing. Who comes after a worse one was put there on purpose.
    first = frame.groupby(["term", "soort", "conditie"])["maat"].transform("first")
    return frame.assign(is_beste=(frame["maat"] - first).abs() <= SPELING)


def _choose_of_term(term: Term, model: Oplossingsmodel, gegevens: Gegevens) -> Iterator[Gekozen]:
    """Yield the cases and pairs of one term, best first of each kind."""
    x, y, name, names = membership(term, gegevens), gegevens.y, write_term(term, gegevens), gegevens.gevallen
    inside, good = tell_kant(x), tell_kant(y)
    alone = tell_kant(membership_of_som([t for t in model if t != term], gegevens)) <= 0
    places = range(len(names))
    typical = [i for i in places if inside[i] > 0 and good[i] > 0 and x[i] <= y[i] + SPELING]
    deviant = [i for i in places if inside[i] > 0 > good[i]]
    for i in sorted(typical, key=lambda i: (not alone[i], 2 * (y[i] - x[i]) + 1 - x[i])):
        yield name, Keuzesoort.TYPISCH, "", (names[i],), float(2 * (y[i] - x[i]) + 1 - x[i])
    for i in sorted(deviant, key=lambda i: 2 - 2 * x[i] + y[i]):
        yield name, Keuzesoort.AFWIJKEND, "", (names[i],), float(2 - 2 * x[i] + y[i])
    yield from _pair(name, Keuzesoort.ZELFDE_TERM, list(product(typical, deviant)), x, gegevens)
    neither = [i for i in places if inside[i] < 0 and good[i] < 0]
    found = []
    for place, code in enumerate(term):
        if code == VRIJ:
            continue
        rest = tuple(VRIJ if p == place else c for p, c in enumerate(term))
        focal, other = membership_of_literal(place, code, gegevens), membership(rest, gegevens)
        shown = write_term(tuple(c if p == place else VRIJ for p, c in enumerate(term)), gegevens)
        for i, j in product(typical, neither):
            if focal[j] < 0.5 - SPELING and other[j] > 0.5 + SPELING:
                apart = 2 * abs(y[i] - x[i]) + 2 * abs(y[j] - x[j]) + abs(other[i] - other[j])
                pair = (names[i], names[j])
                found.append((shown, pair, float(2 - (focal[i] - focal[j]) - (y[i] - y[j]) + apart)))
    for shown, pair, measure in sorted(found, key=lambda f: f[2]):
        yield name, Keuzesoort.OP_EEN_NA, shown, pair, measure


def _choose_missed(model: Oplossingsmodel, gegevens: Gegevens) -> Iterator[Gekozen]:
    """Yield, per row of the truth table, who has the outcome although no term covers the case, and who is like it."""
    outside, good, y = tell_kant(membership_of_som(model, gegevens)) < 0, tell_kant(gegevens.y), gegevens.y
    for row, cases in group_gevallen(gegevens).items():
        w, name = membership(row, gegevens), write_term(row, gegevens)
        missed = [i for i in cases if outside[i] and good[i] > 0]
        for i in sorted(missed, key=lambda i: (w[i] > y[i] + SPELING, -w[i])):
            yield name, Keuzesoort.GEMIST, "", (gegevens.gevallen[i],), float(1 - w[i])
        usual = [i for i in missed if w[i] <= y[i] + SPELING]
        alike = [i for i in cases if outside[i] and good[i] < 0]
        yield from _pair(name, Keuzesoort.ZELFDE_RIJ, list(product(usual, alike)), w, gegevens)


def _pair(
    name: str, soort: Keuzesoort, pairs: list[tuple[int, int]], x: Getallen, gegevens: Gegevens
) -> Iterator[Gekozen]:
    """Yield pairs that are alike in x and differ in the outcome, best first."""
    y, names = gegevens.y, gegevens.gevallen
    measures = [float(abs(x[i] - x[j]) + 1 - (y[i] - y[j]) + 2 - x[i] - x[j]) for i, j in pairs]
    for measure, (i, j) in sorted(zip(measures, pairs, strict=True), key=lambda found: found[0]):
        yield name, soort, "", (names[i], names[j]), measure
