"""The solution of a truth table that counts as the answer, and its terms in the conditions of the plan."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from leerkring.methoden.qca.gegevens import Gegevens
from leerkring.methoden.qca.intermediair import Tussenstap, minimise_intermediair
from leerkring.methoden.qca.maten import fit_som
from leerkring.methoden.qca.oplossing import Oplossing, minimise_conservatief
from leerkring.methoden.qca.overzicht import list_modellen
from leerkring.methoden.qca.standaardanalyse import find_onhoudbaar
from leerkring.methoden.qca.termen import VRIJ, Term, write_som, write_term
from leerkring.methoden.qca.waarheidstabel import Waarheidstabel
from leerkring.model.qca import QcaPlan

MEESTE_PAREN = 25
"""How many pairs of a conservative and a parsimonious model are solved: with many conditions there are thousands."""
MEESTE_GETOOND = 10
"""How many answers that fit equally well are told; nobody reads more, and that there are more says enough."""
Delen = tuple[tuple[str, bool], ...]
"""The conditions of a term as pairs of id and whether it is present."""


def solve_hoofdantwoord(
    tabel: Waarheidstabel, plan: QcaPlan, *, is_ontkenning: bool
) -> tuple[Oplossing, tuple[Tussenstap, ...]]:
    """Return the solution that counts: intermediate when a condition has an expectation, otherwise conservative.

    Parameters
    ----------
    tabel
        A truth table with positive and negative rows.
    plan
        The conditions with what is expected of them.
    is_ontkenning
        Whether the table is about the negation; expectations then turn around.

    Returns
    -------
    The solution, and the steps of the intermediate one, `MEESTE_PAREN` at most; none when nothing is expected.
    """
    expected = list_verwachtingen(plan, is_ontkenning=is_ontkenning)
    steps = minimise_intermediair(tabel, expected, paren=MEESTE_PAREN) if expected else ()
    return (steps[0].oplossing if steps else minimise_conservatief(tabel)), steps


def lay_modellen(oplossing: Oplossing, stappen: Sequence[Tussenstap]) -> pd.DataFrame:
    """Return the models of a solution and of its other steps, the first `MEESTE_GETOOND`, with `delen`.

    The columns are those of `list_modellen`; `delen` holds the conditions of each term.
    """
    solutions, gegevens = [oplossing, *(step.oplossing for step in stappen)], oplossing.tabel.gegevens
    models = list_modellen(*solutions, meeste=MEESTE_GETOOND)
    terms = {write_term(term, gegevens): term for s in solutions for model in s.modellen for term in model}
    models["delen"] = pack([read_delen(terms[text], gegevens) for text in models["term"]])
    return models


def read_delen(term: Term, gegevens: Gegevens) -> Delen:
    """Return the conditions of a term as pairs of id and whether it is present."""
    return tuple((name, bool(code)) for name, code in zip(gegevens.condities, term, strict=True) if code != VRIJ)


def pack(delen: Sequence[Delen]) -> pd.Series:
    """Return the parts of terms as a column."""
    return pd.Series(list(delen), dtype="object")


def list_verwachtingen(plan: QcaPlan, *, is_ontkenning: bool) -> list[str]:
    """Return the directional expectations of a plan; for the negation the other way round."""
    return [f"{'' if (c.verwacht == 'wel') != is_ontkenning else '~'}{c.id}" for c in plan.condities if c.verwacht]


def list_soorten(oplossingen: Sequence[Oplossing]) -> pd.DataFrame:
    """Return one row per kind of solution.

    Parameters
    ----------
    oplossingen
        Solutions of one truth table.

    Returns
    -------
    `soort`, `formules` (tuple, of the first models), `aantal_modellen`, and of the first `consistentie` and `dekking`.
    """
    rows = []
    for solution in oplossingen:
        fit = fit_som(solution.modellen[0], solution.tabel.gegevens)
        formulas = tuple(write_som(model, solution.tabel.gegevens) for model in solution.modellen[:MEESTE_GETOOND])
        rows.append((str(solution.soort), formulas, solution.aantal_modellen, fit.consistentie, fit.dekking))
    return pd.DataFrame(rows, columns=["soort", "formules", "aantal_modellen", "consistentie", "dekking"])


def list_uitgesloten(
    tabel: Waarheidstabel, plan: QcaPlan, dubbel: Collection[int], *, is_ontkenning: bool
) -> pd.DataFrame:
    """Return the combinations without cases of which a plan lets nothing be assumed, with the reason of each.

    Parameters
    ----------
    tabel
        A truth table of the outcome or of its negation.
    plan
        What cannot exist, and without what there is no outcome; of the negation it says nothing.
    dubbel
        The combinations that the answers for both sides assume, if they are to be left out.
    is_ontkenning
        Whether the table is about the negation.

    Returns
    -------
    That of `find_onhoudbaar`; without rows when the plan says nothing.
    """
    needed = () if is_ontkenning else plan.noodzakelijk
    return find_onhoudbaar(tabel, onmogelijk=plan.onmogelijk, noodzakelijk=needed, dubbel=dubbel)


def minimise_first(tabel: Waarheidstabel, plan: QcaPlan, dubbel: Collection[int], *, is_ontkenning: bool) -> Oplossing:
    """Return the first solution that counts, of a table as it was built: what is excluded is left out here."""
    table = tabel.exclude(list_uitgesloten(tabel, plan, dubbel, is_ontkenning=is_ontkenning)["rij"])
    expected = list_verwachtingen(plan, is_ontkenning=is_ontkenning)
    return minimise_intermediair(table, expected, paren=1)[0].oplossing if expected else minimise_conservatief(table)
