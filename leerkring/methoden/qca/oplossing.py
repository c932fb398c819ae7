"""Minimisation: from a truth table to every model of the conservative or the parsimonious solution."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

import numpy as np

from leerkring.methoden.qca.gegevens import QcaError
from leerkring.methoden.qca.implicanten import complement, find_priemimplicanten
from leerkring.methoden.qca.overdekking import (
    Kaart,
    build_kaart,
    count_models,
    drop_dominated,
    expand_covers,
    find_irredundant_covers,
    find_smallest_covers,
)
from leerkring.methoden.qca.termen import VRIJ, Term
from leerkring.methoden.qca.waarheidstabel import Rijsoort, Waarheidstabel

MEESTE_MODELLEN = 10_000

Oplossingsmodel = tuple[Term, ...]


class Oplossingssoort(StrEnum):
    """What a solution assumes of combinations that were not seen."""

    CONSERVATIEF = "conservatief"
    SPAARZAAM = "spaarzaam"
    INTERMEDIAIR = "intermediair"


class Tegenstrijdig(StrEnum):
    """What minimisation does with contradictory rows: forbid them, leave them free, or explain them too."""

    VERBIEDEN = "verbieden"
    VRIJLATEN = "vrijlaten"
    VERKLAREN = "verklaren"


@dataclass(frozen=True)
class Modelkeuzes:
    """How models are chosen from prime implicants, and what becomes of contradictory rows.

    `rijdominantie` first drops prime implicants of which another covers all rows and more. `alle` gives every model
    from which no term can be left out, and not only those with the fewest terms. No more than `meeste` models are
    written out, and no more than that many ways to cover the rows are searched.
    """

    tegenstrijdig: Tegenstrijdig = Tegenstrijdig.VERBIEDEN
    rijdominantie: bool = False
    alle: bool = False
    meeste: int = MEESTE_MODELLEN


@dataclass(frozen=True, eq=False)
class Oplossing:
    """A solution: its prime implicants, which rows they cover, and all models that it can be written as.

    `te_verklaren` are the positive rows, `kaart` tells for each of the `implicanten` which of them it covers, and
    `dekkingen` are the ways to cover all of them. `aantal_modellen` counts every model, or says how many there are at
    least when not `is_geteld`; `modellen` holds them all when `is_volledig`, and otherwise the first of them.
    """

    soort: Oplossingssoort
    tabel: Waarheidstabel
    te_verklaren: tuple[Term, ...]
    implicanten: tuple[Term, ...]
    kaart: Kaart
    dekkingen: tuple[Kaart, ...]
    modellen: tuple[Oplossingsmodel, ...]
    aantal_modellen: int
    is_geteld: bool = True

    @property
    def is_volledig(self) -> bool:
        """Whether every model is written out."""
        return len(self.modellen) == self.aantal_modellen


def minimise_conservatief(tabel: Waarheidstabel, keuzes: Modelkeuzes | None = None) -> Oplossing:
    """Return the conservative solution: nothing is assumed of combinations that were not seen.

    Parameters
    ----------
    tabel
        A truth table with at least one positive row.
    keuzes
        How models are chosen; by default those with the fewest terms.

    Raises
    ------
    QcaError
        When no row is positive, or every combination is.

    Notes
    -----
    C.C. Ragin (2008), Redesigning Social Inquiry, chapter 8; A. Duşa (2019), QCA with R, chapter 8.
    """
    choices = keuzes or Modelkeuzes()
    explain, free = select_waarheidsrijen(tabel, choices)
    points = [widen_rij(row, tabel) for row in (*explain, *free)]
    return solve(
        Oplossingssoort.CONSERVATIEF,
        tabel,
        explain,
        [widen_rij(row, tabel) for row in explain],
        complement(points, tabel.gegevens.niveaus),
        choices,
    )


def minimise_spaarzaam(tabel: Waarheidstabel, keuzes: Modelkeuzes | None = None) -> Oplossing:
    """Return the parsimonious solution: combinations that were not seen count as positive where that makes it shorter.

    Parameters
    ----------
    tabel
        A truth table with at least one positive row and one row that may not be covered.
    keuzes
        How models are chosen; by default those with the fewest terms.

    Raises
    ------
    QcaError
        When no row is positive, or no row is negative, so that everything would be explained by nothing.

    Notes
    -----
    C.C. Ragin (2008), Redesigning Social Inquiry, chapter 8; A. Duşa (2019), QCA with R, chapter 8. What is assumed of
    which rows: `find_aannames`.
    """
    choices = keuzes or Modelkeuzes()
    explain, free = select_waarheidsrijen(tabel, choices)
    forbidden = [row for row in tabel.negatief if row not in {*explain, *free}]
    return solve(Oplossingssoort.SPAARZAAM, tabel, explain, explain, forbidden, choices)


def select_waarheidsrijen(tabel: Waarheidstabel, keuzes: Modelkeuzes) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Return the rows to explain and the observed rows that may be covered besides."""
    explain = tabel.select(Rijsoort.POSITIEF)
    free: tuple[Term, ...] = ()
    contradictory = tabel.select(Rijsoort.TEGENSTRIJDIG)
    if keuzes.tegenstrijdig == Tegenstrijdig.VERKLAREN:
        explain = tuple(sorted({*explain, *contradictory}))
    elif keuzes.tegenstrijdig == Tegenstrijdig.VRIJLATEN:
        free = contradictory
    if not explain:
        raise QcaError(
            "Er is geen oplossing.",
            [
                f"geen rij van de waarheidstabel is positief voor {tabel.gegevens.uitkomst}: "
                "bekijk de grenzen en de gevallen"
            ],
        )
    return explain, free


def widen_rij(row: Term, tabel: Waarheidstabel) -> Term:
    """Return a row with the conditions free that do not apply to its cases."""
    return tuple(VRIJ if c == n else c for c, n in zip(row, tabel.gegevens.niveaus, strict=True))


def solve(
    soort: Oplossingssoort,
    tabel: Waarheidstabel,
    te_verklaren: Sequence[Term],
    rijen: Sequence[Term],
    verboden: Sequence[Term],
    keuzes: Modelkeuzes,
) -> Oplossing:
    """Return every model that covers these rows with prime implicants that keep clear of what is forbidden."""
    if not verboden:
        raise QcaError(
            "Er is geen oplossing.",
            [f"niets spreekt {tabel.gegevens.uitkomst} tegen: geen rij is negatief, dus elke formule voldoet"],
        )
    terms = find_priemimplicanten(rijen, verboden)
    chart = build_kaart(terms, rijen)
    if keuzes.rijdominantie:
        kept = drop_dominated(chart)
        terms, chart = tuple(terms[p] for p in kept), tuple(chart[p] for p in kept)
    every = find_irredundant_covers(chart, len(rijen)) if keuzes.alle else None
    covers = every or find_smallest_covers(chart, len(rijen), keuzes.meeste)
    models = islice(expand_covers(covers, chart), keuzes.meeste)
    return Oplossing(
        soort,
        tabel,
        tuple(te_verklaren),
        terms,
        chart,
        tuple(covers),
        tuple(sorted((tuple(terms[p] for p in model) for model in models), key=lambda m: (len(m), m))),
        count_models(covers, chart),
        every is not None or len(covers) <= keuzes.meeste,
    )


def find_aannames(model: Oplossingsmodel, oplossing: Oplossing) -> frozenset[int]:
    """Return the numbers of the rows that a model covers although they are not among those to explain.

    These are its simplifying assumptions: C.C. Ragin (2008), Redesigning Social Inquiry, chapter 8.
    """
    table = oplossing.tabel
    own = {table.number_rij(row) for row in oplossing.te_verklaren}
    return frozenset(number for term in model for number in number_rows(term, table)) - own


def number_rows(term: Term, tabel: Waarheidstabel) -> Iterator[int]:
    """Yield the number of every combination that a term covers; a condition that does not apply is no level here."""
    codes = tabel.gegevens.codes
    axes = [
        np.arange(levels) if code == VRIJ else np.array([code])
        for code, levels in zip(term, tabel.gegevens.niveaus, strict=True)
    ]
    grid = np.ravel_multi_index(np.ix_(*axes), codes)
    yield from (int(number) + 1 for number in grid.ravel())
