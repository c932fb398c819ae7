"""Robustness: over which cuts, anchors and cases a solution stays the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from leerkring.methoden.qca.gegevens import SPELING, Gegevens, QcaError
from leerkring.methoden.qca.maten import fit_som
from leerkring.methoden.qca.oplossing import Oplossing
from leerkring.methoden.qca.termen import membership_of_som, write_som
from leerkring.methoden.qca.waarheidstabel import Waarheidstabel, build_waarheidstabel

Minimise = Callable[[Waarheidstabel], Oplossing]

_KOLOMMEN = [
    "instelling",
    "formules",
    "aantal_modellen",
    "consistentie",
    "dekking",
    "is_gelijk",
    "reden",
    "lidmaatschap",
]


def vary_grens(eerste: Oplossing, naam: str, waarden: Sequence[float], minimise: Minimise) -> pd.DataFrame:
    """Return what becomes of the solution when one cut of the truth table takes other values.

    Parameters
    ----------
    eerste
        The initial solution.
    naam
        The cut to change: `consistentie`, `aantal`, `pri` or `tegenstrijdig`.
    waarden
        The values to try; the value as chosen is left out, because a solution is no test of itself.
    minimise
        From truth table to solution, such as `minimise_spaarzaam`, as the initial solution was made.

    Returns
    -------
    One row per value, with columns `instelling` (the value), `formules` (the models, as a tuple), `aantal_modellen`,
    `consistentie` and `dekking` (of the first model), `is_gelijk` (whether the models are those of the initial
    solution), `reden` (why there is no solution, or empty) and `lidmaatschap` (each case's membership in the first
    model, as an array; None without a solution).

    Notes
    -----
    I.-E. Oana and C.Q. Schneider (2021), A robustness test protocol for applied QCA, Sociological Methods & Research
    (sensitivity ranges).
    """
    table = eerste.tabel
    chosen = getattr(table.grenzen, naam)
    other = [value for value in waarden if chosen is None or abs(value - chosen) > SPELING]
    return _try_each(
        eerste,
        other,
        lambda value: minimise(build_waarheidstabel(table.gegevens, replace(table.grenzen, **{naam: value}))),
    )


def find_consistentiebereik(eerste: Oplossing, minimise: Minimise, laagste: float = 0.5) -> tuple[float, float]:
    """Return between which consistency cuts the solution stays the same, exactly.

    A truth table only changes where the cut passes the consistency of a row, so that no other cuts need to be tried.

    Parameters
    ----------
    eerste
        The initial solution.
    minimise
        From truth table to solution, as the initial solution was made.
    laagste
        The lowest cut that is thought of; the range ends there at the latest.

    Returns
    -------
    The consistency above which the cut has to stay, and the highest that it can be.

    Notes
    -----
    I.-E. Oana and C.Q. Schneider (2021), as in `vary_grens`, who search this range with steps.
    """
    cuts, rows = eerste.tabel.grenzen, eerste.tabel.rijen
    least = max(laagste, cuts.tegenstrijdig or 0.0)
    counts = (rows["aantal"] >= cuts.aantal) & (rows["pri"] >= cuts.pri - SPELING)
    turns = sorted({*rows.loc[counts & (rows["consistentie"] >= least - SPELING), "consistentie"].tolist(), 1.0})
    chosen = cuts.consistentie - SPELING
    above, below = [t for t in turns if t >= chosen], [t for t in turns if t < chosen][::-1]
    high = above[0]
    for turn in above[1:]:
        if not vary_grens(eerste, "consistentie", [turn], minimise)["is_gelijk"].all():
            break
        high = turn
    for turn in below:
        if not vary_grens(eerste, "consistentie", [turn], minimise)["is_gelijk"].all():
            return turn, high
    return min(least, cuts.consistentie), high


def vary_gegevens(
    eerste: Oplossing, varianten: Sequence[tuple[Hashable, Callable[[], Gegevens]]], minimise: Minimise
) -> pd.DataFrame:
    """Return what becomes of the solution with data that were calibrated with other anchors.

    Parameters
    ----------
    eerste
        The initial solution.
    varianten
        Per variant a name and a function that returns the data, calibrated in another way; cases and conditions are
        the same.
        With the value of the anchor as its name, `find_bereik` tells the range in which nothing changes.
    minimise
        From truth table to solution.

    Returns
    -------
    The columns of `vary_grens`; `instelling` is the name of the variant, and `lidmaatschap` is that in its own data.

    Notes
    -----
    I.-E. Oana and C.Q. Schneider (2021), as in `vary_grens`: a test solution is a set in the data that gave it.
    """
    cuts = eerste.tabel.grenzen
    builders = dict(varianten)
    return _try_each(eerste, list(builders), lambda name: minimise(build_waarheidstabel(builders[name](), cuts)))


def jackknife(eerste: Oplossing, minimise: Minimise) -> pd.DataFrame:
    """Return what becomes of the solution when each case in turn is left out.

    Parameters
    ----------
    eerste
        The initial solution.
    minimise
        From truth table to solution.

    Returns
    -------
    The columns of `vary_grens`; `instelling` is the case that was left out, and `lidmaatschap` is of all cases, in the
    data of the initial solution: leaving a case out calibrates nothing anew.

    Notes
    -----
    C.Q. Schneider and C. Wagemann (2012), Set-Theoretic Methods for the Social Sciences, chapter 11 (dropping cases).
    """
    table = eerste.tabel
    return _try_each(
        eerste,
        table.gegevens.gevallen,
        lambda case: minimise(build_waarheidstabel(table.gegevens.drop_geval(case), table.grenzen)),
    )


def find_bereik(frame: pd.DataFrame, gekozen: float) -> tuple[float, float]:
    """Return from where to where around the chosen value the solution stays the same, among the values that were tried.

    Parameters
    ----------
    frame
        An outcome of `vary_grens` or `vary_gegevens`, with numbers as settings.
    gekozen
        The value as chosen, which need not be among them.

    Returns
    -------
    The lowest and highest value; the chosen value itself where the next one already changes the solution.
    """
    ordered = frame.sort_values("instelling")
    low = high = float(gekozen)
    for value, same in zip(ordered["instelling"][::-1], ordered["is_gelijk"][::-1], strict=True):
        if value < gekozen:
            if not same:
                break
            low = float(value)
    for value, same in zip(ordered["instelling"], ordered["is_gelijk"], strict=True):
        if value > gekozen:
            if not same:
                break
            high = float(value)
    return low, high


def _try_each(eerste: Oplossing, settings: Sequence[Any], solve: Callable[[Any], Oplossing]) -> pd.DataFrame:
    """Return the solution under each setting, compared with the first."""
    whole, expected = eerste.tabel.gegevens, set(map(frozenset, eerste.modellen))
    rows: list[tuple[Any, ...]] = []
    for setting in settings:
        try:
            solution = solve(setting)
        except QcaError as error:
            rows.append((setting, (), 0, float("nan"), float("nan"), False, "; ".join(error.redenen), None))
            continue
        own, first = solution.tabel.gegevens, solution.modellen[0]
        formulas = tuple(write_som(model, own) for model in solution.modellen)
        fit = fit_som(first, own)
        same = set(map(frozenset, solution.modellen)) == expected
        members = membership_of_som(first, own if own.gevallen == whole.gevallen else whole)
        rows.append((setting, formulas, solution.aantal_modellen, fit.consistentie, fit.dekking, same, "", members))
    return pd.DataFrame(rows, columns=_KOLOMMEN)
