"""The truth table: which combinations of conditions were seen, how often, and whether the outcome goes with them."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import pandas as pd

from leerkring.methoden.qca.gegevens import NIET_VAN_TOEPASSING, SPELING, Gegevens, QcaError, tell_kant
from leerkring.methoden.qca.maten import fit_voldoende
from leerkring.methoden.qca.termen import Term, membership


class Rijsoort(StrEnum):
    """What a row of the truth table says of the outcome."""

    POSITIEF = "1"
    NEGATIEF = "0"
    TEGENSTRIJDIG = "C"
    ONBEKEND = "?"


@dataclass(frozen=True)
class Grenzen:
    """The cuts of a truth table: consistency for 1, for a contradiction, number of cases, and PRI."""

    consistentie: float = 1.0
    tegenstrijdig: float | None = None
    aantal: int = 1
    pri: float = 0.0

    def __post_init__(self) -> None:
        """Refuse cuts that have no meaning."""
        problems = [
            f"{name} is {value:g}; toegestaan: {allowed}"
            for name, value, allowed, right in (
                ("consistentie", self.consistentie, "0 tot en met 1", 0 <= self.consistentie <= 1),
                ("pri", self.pri, "0 tot en met 1", 0 <= self.pri <= 1),
                ("aantal", self.aantal, "een heel getal vanaf 1", self.aantal >= 1 and self.aantal == int(self.aantal)),
                (
                    "tegenstrijdig",
                    self.lower,
                    f"0 tot en met consistentie ({self.consistentie:g})",
                    0 <= self.lower <= self.consistentie,
                ),
            )
            if not right
        ]
        if problems:
            raise QcaError("De grenzen van de waarheidstabel kloppen niet.", problems)

    @property
    def lower(self) -> float:
        """Return the consistency under which a row is negative: that for 1 unless contradictions were asked for."""
        return self.consistentie if self.tegenstrijdig is None else self.tegenstrijdig


@dataclass(frozen=True, eq=False)
class Waarheidstabel:
    """A truth table: its observed rows with their parameters, and what each says of the outcome.

    `rijen` has one row per combination to which a case belongs, in the order of the combinations, with columns `rij`
    (number from 1 among all combinations), one per condition, `uitkomst` (a `Rijsoort`), `aantal` (cases with
    membership above 0.5), `consistentie`, `pri`, `gevallen` (their names), `afwijkend_consistentie` (those in the row
    but not in the outcome) and `afwijkend_dekking` (those in the outcome although the row is not positive).
    All other combinations are remainders.
    """

    gegevens: Gegevens
    grenzen: Grenzen
    rijen: pd.DataFrame
    uitgesloten: frozenset[int] = frozenset()

    def select(self, *soorten: Rijsoort) -> tuple[Term, ...]:
        """Return the observed rows of these kinds as full terms, without those that were excluded."""
        # Robustness asks this thousands of times of a few rows: two plain lists take a tenth of a filtered frame.
        numbers, kinds = self.rijen["rij"].tolist(), self.rijen["uitkomst"].tolist()
        return tuple(
            self.read_rij(number)
            for number, kind in zip(numbers, kinds, strict=True)
            if kind in soorten and number not in self.uitgesloten
        )

    @property
    def negatief(self) -> tuple[Term, ...]:
        """Return the rows that no solution may cover: negative, contradictory and excluded ones."""
        seen = self.select(Rijsoort.NEGATIEF, Rijsoort.TEGENSTRIJDIG)
        return (*seen, *(self.read_rij(number) for number in sorted(self.uitgesloten)))

    @property
    def aantal_combinaties(self) -> int:
        """Return how many combinations the conditions can make."""
        return math.prod(self.gegevens.codes)

    @property
    def ongezien(self) -> frozenset[int]:
        """Return the numbers of the combinations that too few cases show to say anything of the outcome."""
        seen = self.rijen.loc[self.rijen["uitkomst"] != Rijsoort.ONBEKEND, "rij"]
        return frozenset(range(1, self.aantal_combinaties + 1)) - self.uitgesloten - set(seen)

    def read_rij(self, number: int) -> Term:
        """Return the combination with this number; numbers count from 1 with the last condition running fastest."""
        if not 1 <= number <= self.aantal_combinaties:
            raise QcaError(
                "De waarheidstabel heeft deze rij niet.",
                [f"rij {number}; toegestaan: 1 tot en met {self.aantal_combinaties}"],
            )
        return tuple(map(int, np.unravel_index(number - 1, self.gegevens.codes)))

    def number_rij(self, row: Term) -> int:
        """Return the number of a combination, from 1."""
        return int(np.ravel_multi_index(row, self.gegevens.codes)) + 1

    def exclude(self, rijen: Collection[int]) -> Waarheidstabel:
        """Return the table in which these rows count as negative, whatever was seen or assumed of them."""
        for number in rijen:
            self.read_rij(number)
        return replace(self, uitgesloten=self.uitgesloten | frozenset(rijen))


def build_waarheidstabel(gegevens: Gegevens, grenzen: Grenzen | None = None) -> Waarheidstabel:
    """Return the truth table of checked data.

    A case belongs to the one combination in which its membership is above 0.5; a case with a membership of exactly
    0.5 belongs to none, but does count in the consistency. A row with fewer cases than `aantal` is unknown (`?`). A row
    is positive (`1`) when its consistency and its PRI reach their cuts, contradictory (`C`) when the consistency lies
    between the two cuts and the PRI reaches its cut, and otherwise negative (`0`).

    Parameters
    ----------
    gegevens
        Checked data, of `read_gegevens`.
    grenzen
        The cuts; by default consistency 1 and one case.

    Raises
    ------
    QcaError
        When no case belongs to any combination.

    Notes
    -----
    C.C. Ragin (2008), Redesigning Social Inquiry, chapter 7; C.Q. Schneider and C. Wagemann (2012), Set-Theoretic
    Methods for the Social Sciences, chapters 7 and 11 (deviant cases); A. Duşa (2019), QCA with R, chapter 7.
    """
    cuts = grenzen or Grenzen()
    groups = group_gevallen(gegevens)
    if not groups:
        raise QcaError(
            "Er is geen waarheidstabel.", ["elk geval heeft ergens een lidmaatschap van precies 0,5: kalibreer opnieuw"]
        )
    rows, sides = [], tell_kant(gegevens.y)
    for row, cases in groups.items():
        fit = fit_voldoende(membership(row, gegevens), gegevens.y)
        kind = judge_rij(len(cases), fit.consistentie, fit.pri, cuts)
        low = tuple(gegevens.gevallen[c] for c in cases if sides[c] < 0)
        high = tuple(gegevens.gevallen[c] for c in cases if sides[c] > 0)
        shown = [NIET_VAN_TOEPASSING if c == n else c for c, n in zip(row, gegevens.niveaus, strict=True)]
        rows.append(
            (
                int(np.ravel_multi_index(row, gegevens.codes)) + 1,
                *shown,
                kind,
                len(cases),
                fit.consistentie,
                fit.pri,
                tuple(gegevens.gevallen[c] for c in cases),
                low,
                () if kind == Rijsoort.POSITIEF else high,
            )
        )
    columns = ["rij", *gegevens.condities, "uitkomst", "aantal", "consistentie", "pri", "gevallen"]
    frame = pd.DataFrame(rows, columns=[*columns, "afwijkend_consistentie", "afwijkend_dekking"])
    return Waarheidstabel(gegevens, cuts, frame)


def judge_rij(count: int, consistency: float, pri: float, grenzen: Grenzen) -> Rijsoort:
    """Return what a row says of the outcome, by its number of cases, its consistency and its PRI."""
    if count < grenzen.aantal:
        return Rijsoort.ONBEKEND
    if pri < grenzen.pri - SPELING:
        return Rijsoort.NEGATIEF
    if consistency >= grenzen.consistentie - SPELING:
        return Rijsoort.POSITIEF
    return Rijsoort.TEGENSTRIJDIG if consistency >= grenzen.lower - SPELING else Rijsoort.NEGATIEF


def group_gevallen(gegevens: Gegevens) -> dict[Term, list[int]]:
    """Return the cases (by place) of each combination in which a case has a membership above 0.5, in row order."""
    groups: dict[Term, list[int]] = {}
    for case, values in enumerate(gegevens.x):
        row = []
        for value, levels in zip(values, gegevens.niveaus, strict=True):
            if np.isnan(value):
                row.append(levels)
            elif levels > 2:
                row.append(int(value))
            elif abs(value - 0.5) > SPELING:
                row.append(int(value > 0.5))
        if len(row) == len(gegevens.niveaus):
            groups.setdefault(tuple(row), []).append(case)
    return dict(sorted(groups.items()))
