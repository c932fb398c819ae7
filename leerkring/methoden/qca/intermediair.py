"""The intermediate solution: only those counterfactuals that expectations from theory make easy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product

from leerkring.methoden.qca.gegevens import Gegevens, QcaError
from leerkring.methoden.qca.implicanten import complement
from leerkring.methoden.qca.oplossing import (
    Modelkeuzes,
    Oplossing,
    Oplossingsmodel,
    Oplossingssoort,
    find_aannames,
    minimise_conservatief,
    minimise_spaarzaam,
    number_rows,
    select_waarheidsrijen,
    solve,
    widen_rij,
)
from leerkring.methoden.qca.termen import VRIJ, Term, includes, read_termen
from leerkring.methoden.qca.waarheidstabel import Waarheidstabel


@dataclass(frozen=True, eq=False)
class Tussenstap:
    """One intermediate solution: from which conservative and parsimonious model, and what it assumes.

    `naam` is C1P1 for the first model of each. `makkelijk` and `moeilijk` are the numbers of the rows that the
    parsimonious model assumes: those in line with the expectations, used here, and the others, left alone.
    """

    naam: str
    conservatief: Oplossingsmodel
    spaarzaam: Oplossingsmodel
    oplossing: Oplossing
    makkelijk: frozenset[int]
    moeilijk: frozenset[int]


def read_verwachtingen(verwachtingen: Sequence[str], gegevens: Gegevens) -> tuple[Term, ...]:
    """Return directional expectations as terms.

    Parameters
    ----------
    verwachtingen
        What theory expects to go with the outcome: `A`, `~B` or `C[2]` for one condition; `A*~B` when the conditions
        are expected to work only together. A condition without an expectation is left out.
    gegevens
        The data that name the conditions.

    Raises
    ------
    QcaError
        When an expectation cannot be read, or none is given.

    Notes
    -----
    C.C. Ragin (2008), Redesigning Social Inquiry, chapter 9; conjunctural expectations: C.Q. Schneider and C. Wagemann
    (2012), Set-Theoretic Methods for the Social Sciences, chapter 8, and A. Duşa (2019), QCA with R, chapter 8.
    """
    if isinstance(verwachtingen, str) or not verwachtingen:
        raise QcaError("Er zijn geen verwachtingen vooraf.", ["geef een lijst zoals ['A', '~B', 'C*D']"])
    found: dict[Term, None] = {}
    problems: list[str] = []
    for text in verwachtingen:
        try:
            found.update(dict.fromkeys(read_termen(text, gegevens)))
        except QcaError as error:
            problems += error.redenen
    if problems:
        raise QcaError("De verwachtingen vooraf zijn niet te lezen.", problems)
    return tuple(found)


def minimise_intermediair(
    tabel: Waarheidstabel, verwachtingen: Sequence[str], keuzes: Modelkeuzes | None = None, paren: int | None = None
) -> tuple[Tussenstap, ...]:
    """Return the intermediate solution for every pair of a conservative and a parsimonious model, or the first of them.

    Within each term of the parsimonious model, a term of the conservative model loses what contradicts an expectation
    (see `loosen`); the rows that it then covers besides are the easy counterfactuals. Positive rows and easy
    counterfactuals are minimised together, and the positive rows covered.

    Parameters
    ----------
    tabel
        A truth table with positive and negative rows.
    verwachtingen
        Directional expectations, as in `read_verwachtingen`. Simple and conjunctural ones may be mixed.
    keuzes
        How models are chosen; by default those with the fewest terms.
    paren
        How many pairs are solved, in the order of their models; by default all. Each takes a minimisation of its own.

    Raises
    ------
    QcaError
        When an expectation cannot be read, there is no solution, or all pairs are asked and these are more than
        `meeste`.

    Notes
    -----
    C.C. Ragin (2008), Redesigning Social Inquiry, chapter 9; C.Q. Schneider and C. Wagemann (2012), Set-Theoretic
    Methods for the Social Sciences, chapter 8; A. Duşa (2019), QCA with R, chapter 8. R's QCA 3.23 drops all simple
    expectations once there is a conjunctural one; here both hold.
    """
    choices = keuzes or Modelkeuzes()
    expected = read_verwachtingen(verwachtingen, tabel.gegevens)
    complex_, short = minimise_conservatief(tabel, choices), minimise_spaarzaam(tabel, choices)
    pairs = complex_.aantal_modellen * short.aantal_modellen
    if paren is None and pairs > choices.meeste:
        raise QcaError(
            "De tussenoplossing is niet één oplossing.",
            [
                f"{complex_.aantal_modellen} voorzichtige en {short.aantal_modellen} zuinige modellen geven "
                f"{pairs} paren; toegestaan: {choices.meeste}; kies minder condities of rijdominantie"
            ],
        )
    each = product(enumerate(complex_.modellen, start=1), enumerate(short.modellen, start=1))
    return tuple(
        _solve_pair(f"C{c}P{p}", wide, narrow, complex_, short, expected, choices)
        for (c, wide), (p, narrow) in islice(each, paren)
    )


def _solve_pair(
    name: str,
    conservative: Oplossingsmodel,
    parsimonious: Oplossingsmodel,
    complex_: Oplossing,
    short: Oplossing,
    expected: Sequence[Term],
    keuzes: Modelkeuzes,
) -> Tussenstap:
    """Return the intermediate solution between one conservative and one parsimonious model."""
    table = complex_.tabel
    assumed = find_aannames(parsimonious, short)
    loosened = {
        loosen(term, around, expected) for term in conservative for around in parsimonious if includes(around, term)
    }
    easy = assumed & {number for term in loosened for number in number_rows(term, table)}
    rows = [widen_rij(row, table) for row in complex_.te_verklaren]
    free = [widen_rij(row, table) for row in select_waarheidsrijen(table, keuzes)[1]]
    solution = solve(
        Oplossingssoort.INTERMEDIAIR,
        table,
        complex_.te_verklaren,
        rows,
        complement([*rows, *free, *loosened], table.gegevens.niveaus),
        keuzes,
    )
    return Tussenstap(name, conservative, parsimonious, solution, frozenset(easy), assumed - easy)


def loosen(term: Term, around: Term, expected: Sequence[Term]) -> Term:
    """Return a term without what contradicts the expectations; what the wider term needs stays.

    A value that is not among those expected of its condition is dropped; without an expectation it stays. A conjunction
    that is expected counts as one: when the term differs from it somewhere, all its conditions are dropped.
    """
    dropped: set[int] = set()
    single: dict[int, set[int]] = {}
    for expectation in expected:
        places = [place for place, code in enumerate(expectation) if code != VRIJ]
        if len(places) == 1:
            single.setdefault(places[0], set()).add(expectation[places[0]])
        else:
            loose = [place for place in places if around[place] == VRIJ and term[place] != VRIJ]
            if any(term[place] != expectation[place] for place in loose):
                dropped.update(loose)
    dropped.update(place for place, wanted in single.items() if term[place] not in wanted)
    return tuple(VRIJ if p in dropped and around[p] == VRIJ else code for p, code in enumerate(term))
