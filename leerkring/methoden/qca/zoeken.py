"""Search for necessary combinations: supersets of the outcome."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations, product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from leerkring.methoden.getallen import Getallen
from leerkring.methoden.qca.gegevens import SPELING, Gegevens, QcaError
from leerkring.methoden.qca.maten import Noodzakelijk, fit_noodzakelijk
from leerkring.methoden.qca.termen import VRIJ, Term, membership_of_literal, write_disjunctie, write_term

MEESTE_COMBINATIES = 1 << 24


class Zoekgrenzen(NamedTuple):
    """What a combination has to reach; `diepte` is the highest number of conditions in it (by default all)."""

    consistentie: float = 0.9
    dekking: float = 0.0
    ron: float = 0.0
    diepte: int | None = None


def find_noodzakelijk(gegevens: Gegevens, grenzen: Zoekgrenzen | None = None) -> pd.DataFrame:
    """Return the combinations without which the outcome hardly occurs.

    Parameters
    ----------
    gegevens
        Checked data.
    grenzen
        The lowest consistency, coverage and relevance (RoN) to be listed.

    Returns
    -------
    One row per combination, with columns `term`, `vorm` (`en` for a conjunction, `of` for a disjunction),
    `consistentie`, `ron` and `dekking`. All conjunctions that pass are listed, and each disjunction of which no part
    is necessary already; a condition on its own counts as a conjunction.

    Raises
    ------
    QcaError
        When a cut is out of range.

    Notes
    -----
    A. Duşa (2019), QCA with R, chapter 5 (superSubset); C.Q. Schneider and C. Wagemann (2012), Set-Theoretic Methods
    for the Social Sciences, chapter 9: a disjunction is necessary only in name unless its parts have a meaning
    together, which a relevance close to 0 gives away.
    """
    cuts = _check(grenzen or Zoekgrenzen(), gegevens)
    rows: list[tuple[str | float, ...]] = []
    known: dict[int, set[Term]] = {}
    for joined, shape in ((np.minimum, "en"), (np.maximum, "of")):
        for places, terms, x in _combine(gegevens, cuts, joined):
            passes = _consistency(x, gegevens.y) >= cuts.consistentie - SPELING
            if shape == "of":
                passes &= ~_hold_shorter(places, terms, known)
                _remember(places, terms[passes], known)
                if len(places) == 1:
                    continue
            write = write_term if shape == "en" else write_disjunctie
            rows += [
                (write(tuple(t), gegevens), shape, *fit_noodzakelijk(m, gegevens.y))
                for t, m in zip(terms[passes].tolist(), x[passes], strict=True)
            ]
    frame = pd.DataFrame(rows, columns=["term", "vorm", *Noodzakelijk._fields])
    keep = (frame["dekking"] >= cuts.dekking - SPELING) & (frame["ron"] >= cuts.ron - SPELING)
    return frame[keep].reset_index(drop=True)


def _check(cuts: Zoekgrenzen, gegevens: Gegevens) -> Zoekgrenzen:
    """Refuse cuts without a meaning, and searches that would never end."""
    problems = [
        f"{name} is {value:g}; toegestaan: 0 tot en met 1"
        for name, value in (("consistentie", cuts.consistentie), ("dekking", cuts.dekking), ("ron", cuts.ron))
        if not 0 <= value <= 1
    ]
    if cuts.diepte is not None and cuts.diepte < 1:
        problems.append(f"diepte is {cuts.diepte}; toegestaan: 1 tot en met {len(gegevens.condities)}")
    elif cuts.diepte is None and math.prod(n + 1 for n in gegevens.niveaus) > MEESTE_COMBINATIES:
        problems.append(f"{len(gegevens.condities)} condities geven te veel combinaties; noem een diepte, zoals 4")
    if problems:
        raise QcaError("Dit zoeken kan niet.", problems)
    return cuts


def _combine(
    gegevens: Gegevens, cuts: Zoekgrenzen, joined: np.ufunc
) -> Iterator[tuple[tuple[int, ...], npt.NDArray[np.int_], Getallen]]:
    """Yield, for each set of conditions with the smallest first, every combination of their values with memberships."""
    k = len(gegevens.condities)
    literals = [
        np.array([membership_of_literal(place, code, gegevens) for code in range(gegevens.niveaus[place])])
        for place in range(k)
    ]
    for size in range(1, min(cuts.diepte or k, k) + 1):
        for places in combinations(range(k), size):
            codes = np.array(list(product(*(range(gegevens.niveaus[p]) for p in places))))
            terms = np.full((len(codes), k), VRIJ)
            terms[:, places] = codes
            x = literals[places[0]][codes[:, 0]]
            for column, place in enumerate(places[1:], start=1):
                x = joined(x, literals[place][codes[:, column]])
            yield places, terms, x


def _consistency(x: Getallen, y: Getallen) -> Getallen:
    """Return the share of the outcome that lies in each combination."""
    return np.minimum(x, y).sum(axis=1) / y.sum() if y.sum() > 1e-12 else np.zeros(len(x))


def _remember(places: tuple[int, ...], terms: npt.NDArray[np.int_], known: dict[int, set[Term]]) -> None:
    """Keep the combinations that were found, by the conditions that they are made of."""
    if len(terms):
        known[sum(1 << p for p in places)] = {tuple(term) for term in terms[:, places].tolist()}


def _hold_shorter(
    places: tuple[int, ...], terms: npt.NDArray[np.int_], known: dict[int, set[Term]]
) -> npt.NDArray[np.bool_]:
    """Return which combinations hold a shorter one that was found before."""
    held = np.zeros(len(terms), dtype=bool)
    whole = sum(1 << p for p in places)
    for conditions, found in known.items():
        if conditions & ~whole == 0:
            inner = [p for p in places if conditions >> p & 1]
            for values in found:
                held |= (terms[:, inner] == values).all(axis=1)
    return held
