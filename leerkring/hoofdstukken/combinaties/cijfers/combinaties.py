"""Which combinations of conditions go with the outcome, and which with its absence, across the deelnemers."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

import pandas as pd

from leerkring.hoofdstukken.combinaties.cijfers.gevallen import Gevallen, lay_gevallen
from leerkring.hoofdstukken.combinaties.cijfers.hoofdantwoord import (
    lay_modellen,
    list_soorten,
    list_uitgesloten,
    minimise_first,
    pack,
    read_delen,
    solve_hoofdantwoord,
)
from leerkring.hoofdstukken.combinaties.cijfers.stevigheid import Stevigheid, vary_oplossing
from leerkring.methoden.qca.gegevens import SPELING, Gegevens
from leerkring.methoden.qca.gevalkeuze import choose_gevallen
from leerkring.methoden.qca.kalibratietoets import check_kalibratie
from leerkring.methoden.qca.oplossing import Oplossing, find_aannames, minimise_conservatief, minimise_spaarzaam
from leerkring.methoden.qca.overzicht import Diversiteit, count_diversiteit, list_gevallen, list_rijen
from leerkring.methoden.qca.standaardanalyse import find_dubbel
from leerkring.methoden.qca.termen import read_termen
from leerkring.methoden.qca.theorie import evaluate_theorie
from leerkring.methoden.qca.waarheidstabel import (
    Grenzen,
    Rijsoort,
    Waarheidstabel,
    build_waarheidstabel,
    group_gevallen,
)
from leerkring.methoden.qca.zoeken import Zoekgrenzen, find_noodzakelijk
from leerkring.model.qca import QcaPlan
from leerkring.traject import Traject

MINSTE_GEVALLEN = 3
GENOEG_GEVALLEN = 6
"""A leerkring starts with six deelnemers (R01); of fewer cases a report shows where they stand and tells no answer."""
NODIG = Zoekgrenzen(consistentie=0.9, ron=0.5, diepte=2)
"""What counts as necessary, from consistency 0.9: a condition, or one of two that can stand for each other (SUIN).

Below a relevance (RoN) of 0.5 nearly every case has it.
"""


class Beletsel(StrEnum):
    """Why there is no solution."""

    GEEN_RIJEN = "geen_rijen"
    GEEN_POSITIEF = "geen_positief"
    GEEN_NEGATIEF = "geen_negatief"
    PAST_NIET = "past_niet"


class Waarschuwing(StrEnum):
    """In what way a solution says more than the data can carry."""

    PAST_SLECHT = "past_slecht"
    EIGEN_RIJ = "eigen_rij"
    EEN_GEVAL = "een_geval"
    AANNAMES = "aannames"
    WEGLATEN = "weglaten"
    MEER_MODELLEN = "meer_modellen"


@dataclass(frozen=True, eq=False)
class Hoofdantwoord:
    """A solution with what it rests on.

    `modellen` is that of `list_modellen`, with `delen`: the conditions of each term as pairs of id and whether it is
    present; it holds no more than `MEESTE_GETOOND`. `aantal_modellen` counts all models, also those that follow from
    other conservative and parsimonious ones; when not `is_geteld` there are more, and the search was stopped.
    `soorten` has one row per kind of solution: `soort`, `formules` (tuple, of the first models), `aantal_modellen`,
    `consistentie` and `dekking` (of the first model). `aannames` lists the combinations without a case that the
    parsimonious model assumes: `rij`, one column per condition, and `makkelijk` (in line with the expectations; missing
    without any). `aangenomen` are the numbers of those that the first model covers. `gevallen` is that of
    `list_gevallen` for that model, and `keuze` that of `choose_gevallen`. `theorie` is that of `evaluate_theorie` for
    it; None where the plan names no theory, which is one of the outcome and not of its negation.
    """

    oplossing: Oplossing
    modellen: pd.DataFrame
    aantal_modellen: int
    is_geteld: bool
    soorten: pd.DataFrame
    aannames: pd.DataFrame
    aangenomen: frozenset[int]
    gevallen: pd.DataFrame
    keuze: pd.DataFrame
    theorie: pd.DataFrame | None
    stevigheid: Stevigheid
    waarschuwingen: tuple[Waarschuwing, ...]


@dataclass(frozen=True, eq=False)
class Kant:
    """One side of the comparison: the outcome, or its negation.

    `rijen` is the truth table with cases, `resten` the combinations without enough cases, `nodig` the necessary
    conditions and pairs (`find_noodzakelijk`, with `delen`), `uitgesloten` that of `list_uitgesloten`; of `antwoord`
    and `reden` one is missing, or of a trial both.
    """

    is_ontkenning: bool
    rijen: pd.DataFrame
    resten: pd.DataFrame
    diversiteit: Diversiteit
    nodig: pd.DataFrame
    uitgesloten: pd.DataFrame
    antwoord: Hoofdantwoord | None
    reden: Beletsel | None


@dataclass(frozen=True, eq=False)
class Combinaties:
    """The whole formal comparison of a traject; without `kanten` there are too few cases.

    `kalibratie` is that of `check_kalibratie`. `dubbel` lists the combinations that the answers for the outcome and for
    its negation both assume, although at most one of them can be right; a plan that excludes excludes these too.
    """

    gevallen: Gevallen
    kalibratie: pd.DataFrame
    kanten: tuple[Kant, ...]
    dubbel: pd.DataFrame
    is_fictief: bool
    toon_rijen: bool

    @property
    def plan(self) -> QcaPlan:
        """Return the conditions and outcome as chosen."""
        return self.gevallen.plan

    @property
    def is_genoeg(self) -> bool:
        """Tell whether there are enough cases for an answer that a report may tell."""
        return len(self.gevallen.namen) >= GENOEG_GEVALLEN


def compare_combinaties(traject: Traject) -> Combinaties | None:
    """Return which combinations of conditions go with the outcome of a traject, and which with its absence.

    Parameters
    ----------
    traject
        The traject as the audience sees it, with a block `qca` in traject.yaml.

    Returns
    -------
    Cases, truth tables, solutions and robustness for both sides; None when traject.yaml chooses no conditions. The
    solution that counts is the intermediate one when a condition has an expectation, and otherwise the conservative
    one, which assumes nothing of combinations that were not seen.

    Notes
    -----
    C.C. Ragin (2008), Redesigning Social Inquiry, chapters 7 to 9; C.Q. Schneider and C. Wagemann (2012), Set-Theoretic
    Methods for the Social Sciences: necessity before sufficiency, and the negation on its own.
    """
    plan = traject.beschrijving.qca
    if plan is None:
        return None
    cases = lay_gevallen(traject, plan)
    facts = (traject.beschrijving.fictief, traject.beleid.toont_gevallen)
    if len(cases.namen) < MINSTE_GEVALLEN:
        return Combinaties(cases, pd.DataFrame(), (), pd.DataFrame(), *facts)
    data = cases.gegevens
    sides, double = _judge_kanten(cases, data)
    if len(double) and (plan.onmogelijk or plan.noodzakelijk):
        sides, double = _judge_kanten(cases, data, set(double["rij"]))
    return Combinaties(cases, check_kalibratie(data), sides, double, *facts)


def _judge_kanten(
    gevallen: Gevallen, gegevens: Gegevens, dubbel: Collection[int] = ()
) -> tuple[tuple[Kant, Kant], pd.DataFrame]:
    """Return both sides, and the combinations that both of their answers assume."""
    side, other = (
        judge_kant(gevallen, data, dubbel, is_ontkenning=negated)
        for data, negated in ((gegevens, False), (gegevens.negate(), True))
    )
    if side.antwoord is None or other.antwoord is None:
        return (side, other), pd.DataFrame()
    mine, theirs = side.antwoord.oplossing, other.antwoord.oplossing
    return (side, other), list_rijen(find_dubbel(mine, theirs) & mine.tabel.ongezien, mine.tabel)


def judge_kant(gevallen: Gevallen, gegevens: Gegevens, dubbel: Collection[int] = (), *, is_ontkenning: bool) -> Kant:
    """Return the truth table, the necessary conditions and the solution of one side.

    Parameters
    ----------
    gevallen
        The cases with their raw values.
    gegevens
        Their memberships, with the outcome or its negation.
    dubbel
        Combinations of which nothing may be assumed, because the answers for both sides would.
    is_ontkenning
        Whether this is the negation; expectations then turn around.

    Returns
    -------
    The side, with the reason where there is no solution.
    """
    side, table = lay_kant(gevallen.plan, gegevens, dubbel, is_ontkenning=is_ontkenning)
    if table is None:
        return side
    answer = _find_antwoord(gevallen, table, dubbel, is_ontkenning=is_ontkenning)
    if not _fits(answer.modellen, gevallen.plan):
        return replace(side, reden=Beletsel.PAST_NIET)
    return replace(side, antwoord=answer)


def lay_kant(
    plan: QcaPlan, gegevens: Gegevens, dubbel: Collection[int] = (), *, is_ontkenning: bool
) -> tuple[Kant, Waarheidstabel | None]:
    """Return one side without its answer, and the truth table to minimise; None where it has no answer."""
    need = find_noodzakelijk(gegevens, NODIG)
    terms = [read_termen(text, gegevens) for text in need["term"]]
    need["delen"] = pack([tuple(p for term in sums for p in read_delen(term, gegevens)) for sums in terms])
    # Two conditions that are necessary each are so together; that says nothing more.
    need = need[(need["vorm"] == "of") | (need["delen"].map(len) == 1)].reset_index(drop=True)
    nothing = pd.DataFrame()
    if not group_gevallen(gegevens):
        cases, conditions = len(gegevens.gevallen), len(gegevens.condities)
        seen = Diversiteit(cases, conditions, math.prod(gegevens.codes), 0)
        return Kant(is_ontkenning, nothing, nothing, seen, need, nothing, None, Beletsel.GEEN_RIJEN), None
    table = build_waarheidstabel(gegevens, Grenzen(consistentie=plan.consistentie, pri=plan.pri, aantal=plan.aantal))
    reason = None
    if not table.select(Rijsoort.POSITIEF):
        reason = Beletsel.GEEN_POSITIEF
    elif not table.negatief:
        reason = Beletsel.GEEN_NEGATIEF
    rest, gone = list_rijen(table.ongezien, table), list_uitgesloten(table, plan, dubbel, is_ontkenning=is_ontkenning)
    side = Kant(is_ontkenning, table.rijen, rest, count_diversiteit(table), need, gone, None, reason)
    return side, None if reason else table.exclude(gone["rij"])


def _find_antwoord(
    gevallen: Gevallen, tabel: Waarheidstabel, dubbel: Collection[int], *, is_ontkenning: bool
) -> Hoofdantwoord:
    """Return the solution of a truth table with positive and negative rows."""
    main, steps = solve_hoofdantwoord(tabel, gevallen.plan, is_ontkenning=is_ontkenning)
    wide, short = minimise_conservatief(tabel), minimise_spaarzaam(tabel)
    kinds = [wide, main, short] if steps else [wide, short]
    minimise = partial(minimise_first, plan=gevallen.plan, dubbel=dubbel, is_ontkenning=is_ontkenning)
    count, counted = wide.aantal_modellen, wide.is_geteld
    if steps:
        count = len({frozenset(m) for s in steps for m in s.oplossing.modellen})
        every = len(steps) == wide.aantal_modellen * short.aantal_modellen
        counted = every and all(s.is_geteld and s.is_volledig for s in (wide, short, *(t.oplossing for t in steps)))
    models = lay_modellen(main, steps)
    assumed = find_aannames(short.modellen[0], short)
    facts = list_rijen(assumed, tabel)
    facts["makkelijk"] = [number in steps[0].makkelijk if steps else None for number in facts["rij"]]
    used = find_aannames(main.modellen[0], main)
    firm = vary_oplossing(gevallen, main, minimise, is_ontkenning=is_ontkenning)
    warnings = _warn(models, tabel, used, len(main.te_verklaren), firm, count)
    first, data, theory = main.modellen[0], tabel.gegevens, gevallen.plan.theorie
    tested = evaluate_theorie(read_termen(theory, data), first, data) if theory and not is_ontkenning else None
    told = list_gevallen(first, data), choose_gevallen(first, data), tested, firm, warnings
    return Hoofdantwoord(main, models, count, counted, list_soorten(kinds), facts, used, *told)


def _fits(modellen: pd.DataFrame, plan: QcaPlan) -> bool:
    """Tell whether the first model of an answer fits well enough to be told at all."""
    first = modellen[modellen["model"] == 1].iloc[0]
    floors = {"model_consistentie": plan.antwoord_consistentie, "model_pri": plan.antwoord_pri}
    return all(bool(first[name] >= floor - SPELING) for name, floor in floors.items())


def _warn(
    modellen: pd.DataFrame,
    tabel: Waarheidstabel,
    aangenomen: frozenset[int],
    gezien: int,
    stevigheid: Stevigheid,
    aantal: int,
) -> tuple[Waarschuwing, ...]:
    """Return in what ways the first model says more than its cases can carry."""
    first = modellen[modellen["model"] == 1]
    found = {
        Waarschuwing.PAST_SLECHT: bool(first["model_consistentie"].iloc[0] < tabel.grenzen.consistentie - SPELING),
        Waarschuwing.EIGEN_RIJ: bool((tabel.rijen["aantal"] <= 1).all()),
        Waarschuwing.EEN_GEVAL: (first["gevallen"].map(len) == 1).any(),
        Waarschuwing.AANNAMES: len(aangenomen) >= gezien,
        Waarschuwing.WEGLATEN: bool(stevigheid.zonder),
        Waarschuwing.MEER_MODELLEN: aantal > 1,
    }
    return tuple(kind for kind, holds in found.items() if holds)
