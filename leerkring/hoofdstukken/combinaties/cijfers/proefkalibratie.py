"""What other anchors would do: memberships, truth tables and answers, without the tests of how firm they are."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from leerkring.hoofdstukken.combinaties.cijfers.combinaties import Combinaties, Kant, lay_kant
from leerkring.hoofdstukken.combinaties.cijfers.gevallen import Gevallen, calibrate
from leerkring.hoofdstukken.combinaties.cijfers.hoofdantwoord import lay_modellen, solve_hoofdantwoord
from leerkring.methoden.qca.gegevens import Gegevens
from leerkring.methoden.qca.kalibratietoets import check_kalibratie
from leerkring.model.qca import QcaPlan


@dataclass(frozen=True, eq=False)
class Proefkant:
    """One side of a trial: its truth table, and the models of `list_modellen` with `delen`, if there is an answer."""

    kant: Kant
    modellen: pd.DataFrame

    @property
    def formules(self) -> frozenset[str]:
        """Return the answer in notation, to compare it with another."""
        return frozenset(self.modellen["formule"]) if len(self.modellen) else frozenset()


@dataclass(frozen=True, eq=False)
class Proef:
    """The cases under other anchors, how they are spread (`check_kalibratie`), and both sides."""

    gevallen: Gevallen
    kalibratie: pd.DataFrame
    kanten: tuple[Proefkant, ...]

    def as_combinaties(self) -> Combinaties:
        """Return the trial as the comparison that tables and sentences take; for the team, for whom trials are."""
        sides = tuple(side.kant for side in self.kanten)
        return Combinaties(self.gevallen, self.kalibratie, sides, pd.DataFrame(), is_fictief=False, toon_rijen=True)


def try_plan(gevallen: Gevallen, plan: QcaPlan) -> Proef:
    """Return what a plan with other anchors, thresholds or scores leads to.

    Parameters
    ----------
    gevallen
        The cases with their raw values, from `lay_gevallen`; at least one.
    plan
        The plan of these cases in which sets are calibrated otherwise.

    Returns
    -------
    Memberships, spread, truth tables and the solutions that count; see `compare_combinaties` for all the rest.

    Raises
    ------
    QcaError
        When memberships cannot be computed.

    Notes
    -----
    The anchors come from a reason outside the data: C.C. Ragin (2008), Redesigning Social Inquiry, chapter 5. A trial
    shows what hangs on them, and is no way to choose them.
    """
    values = gevallen.waarden.copy()
    for v in plan.verzamelingen:
        own = values["verzameling"] == v.id
        values.loc[own, "lidmaatschap"] = calibrate(list(values.loc[own, "waarde"]), v)
    cases = Gevallen(plan, values, gevallen.weg)
    data = cases.gegevens
    sides = (_try_kant(plan, data, is_ontkenning=False), _try_kant(plan, data.negate(), is_ontkenning=True))
    return Proef(cases, check_kalibratie(data), sides)


def change_verzameling(plan: QcaPlan, naam: str, **wijzigingen: object) -> QcaPlan:
    """Return a plan in which one set has other anchors, another threshold or other scores, checked as traject.yaml is.

    Raises
    ------
    ValidationError
        When the model refuses the set.
    """
    sets = [type(v).model_validate(v.model_dump() | wijzigingen) if v.id == naam else v for v in plan.verzamelingen]
    return plan.model_copy(update={"condities": tuple(sets[:-1]), "uitkomst": sets[-1]})


def _try_kant(plan: QcaPlan, gegevens: Gegevens, *, is_ontkenning: bool) -> Proefkant:
    """Return the truth table and the answer of one side."""
    side, table = lay_kant(plan, gegevens, is_ontkenning=is_ontkenning)
    if table is None:
        return Proefkant(side, pd.DataFrame())
    return Proefkant(side, lay_modellen(*solve_hoofdantwoord(table, plan, is_ontkenning=is_ontkenning)))
