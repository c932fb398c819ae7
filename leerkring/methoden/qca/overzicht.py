"""Finished frames of a solution: its models with their fit and cases, its chart, and the rows that it assumes."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice
from typing import NamedTuple

import pandas as pd

from leerkring.methoden.qca.gegevens import SPELING, Gegevens, tell_kant
from leerkring.methoden.qca.maten import fit_som, fit_termen
from leerkring.methoden.qca.oplossing import Oplossing, Oplossingsmodel
from leerkring.methoden.qca.termen import Term, membership, membership_of_som, write_som, write_term
from leerkring.methoden.qca.waarheidstabel import Waarheidstabel


class Diversiteit(NamedTuple):
    """How much of what could be was seen: cases, conditions, possible combinations, and those that were seen."""

    gevallen: int
    condities: int
    combinaties: int
    gezien: int


def count_diversiteit(tabel: Waarheidstabel) -> Diversiteit:
    """Return how limited the diversity of the cases is; a combination counts as seen when enough cases show it.

    C.C. Ragin (2008), Redesigning Social Inquiry, chapters 8 and 9 (limited diversity).
    """
    data = tabel.gegevens
    seen = int((tabel.rijen["aantal"] >= tabel.grenzen.aantal).sum())
    return Diversiteit(len(data.gevallen), len(data.condities), tabel.aantal_combinaties, seen)


def list_gevallen(model: Oplossingsmodel, gegevens: Gegevens) -> pd.DataFrame:
    """Return for each case what a model makes of it.

    Parameters
    ----------
    model
        The terms of a model.
    gegevens
        The data of the analysis.

    Returns
    -------
    One row per case, with columns `geval`, `oplossing` and `uitkomst` (memberships), `termen` (those in which the case
    has a membership above 0.5) and `soort`: `typisch` (in both, and no more in the model than in the outcome),
    `afwijkend in graad` (in both, but more in the model), `afwijkend consistentie` (in the model only), `afwijkend
    dekking` (in the outcome only), `niet relevant` (in neither) or `onbepaald` (exactly 0.5 in one of them).

    Notes
    -----
    C.Q. Schneider and I. Rohlfing (2013), Combining QCA and process tracing in set-theoretic multi-method research,
    Sociological Methods & Research 42(4).
    """
    x, y = membership_of_som(model, gegevens), gegevens.y
    each = {write_term(term, gegevens): membership(term, gegevens) for term in model}
    return pd.DataFrame(
        {
            "geval": gegevens.gevallen,
            "oplossing": x,
            "uitkomst": y,
            "termen": [tuple(t for t, m in each.items() if tell_kant(m[place]) > 0) for place in range(len(y))],
            "soort": [_name_kind(float(a), float(b)) for a, b in zip(x, y, strict=True)],
        }
    )


def _name_kind(x: float, y: float) -> str:
    """Return what a case is to a model, by its membership in the model and in the outcome."""
    in_model, in_outcome = tell_kant([x, y])
    if 0 in (in_model, in_outcome):
        return "onbepaald"
    if in_model > 0:
        fits = "typisch" if x <= y + SPELING else "afwijkend in graad"
        return fits if in_outcome > 0 else "afwijkend consistentie"
    return "afwijkend dekking" if in_outcome > 0 else "niet relevant"


def list_modellen(*oplossingen: Oplossing, meeste: int | None = None) -> pd.DataFrame:
    """Return every term of every model with its fit and its cases.

    Parameters
    ----------
    oplossingen
        Solutions of one truth table; a model that is found twice is listed once.
    meeste
        How many models are listed; by default all.

    Returns
    -------
    One row per model (numbered from 1) and term, with columns `model`, `formule` (the whole model), `term`,
    `consistentie`, `pri`, `ruwe_dekking`, `unieke_dekking`, `gevallen` (cases of the positive rows that the term
    covers), and the fit of the whole model: `model_consistentie`, `model_pri`, `model_dekking`.

    Notes
    -----
    C.C. Ragin (2008), Redesigning Social Inquiry, chapter 3.
    """
    table = oplossingen[0].tabel
    data, cases = table.gegevens, dict(zip(table.rijen["rij"], table.rijen["gevallen"], strict=True))
    # The first solution in which a model stands knows which rows its terms cover.
    found = {frozenset(model): (model, solution) for solution in oplossingen[::-1] for model in solution.modellen}
    order = dict.fromkeys(frozenset(model) for solution in oplossingen for model in solution.modellen)
    frames = []
    for number, key in enumerate(islice(order, meeste), start=1):
        model, oplossing = found[key]
        frame = fit_termen(model, data)
        frame.insert(0, "model", number)
        frame.insert(1, "formule", write_som(model, data))
        frame["gevallen"] = [
            tuple(
                name
                for row, bit in zip(oplossing.te_verklaren, _bits(oplossing, term), strict=True)
                if bit
                for name in cases[table.number_rij(row)]
            )
            for term in model
        ]
        frame[["model_consistentie", "model_pri", "model_dekking"]] = list(fit_som(model, data))
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def list_rijen(numbers: Collection[int], tabel: Waarheidstabel) -> pd.DataFrame:
    """Return combinations by number, in order, with columns `rij` and one per condition."""
    ordered = sorted(numbers)
    return pd.DataFrame(
        [(number, *tabel.read_rij(number)) for number in ordered], columns=["rij", *tabel.gegevens.condities]
    )


def _bits(oplossing: Oplossing, term: Term) -> list[bool]:
    """Return for each row to explain whether a term covers it."""
    rows = oplossing.kaart[oplossing.implicanten.index(term)]
    return [bool(rows >> place & 1) for place in range(len(oplossing.te_verklaren))]
