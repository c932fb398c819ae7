"""Robustness: over which cuts, anchors and cases a solution stays the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from leerkring.methoden.qca.gegevens import Gegevens, QcaError
from leerkring.methoden.qca.oplossing import Oplossing, Oplossingsmodel, fit_model
from leerkring.methoden.qca.termen import write_som
from leerkring.methoden.qca.waarheidstabel import Grenzen, Waarheidstabel, build_waarheidstabel

Minimise = Callable[[Waarheidstabel], Oplossing]

_KOLOMMEN = ["instelling", "formules", "aantal_modellen", "consistentie", "dekking", "is_gelijk", "reden"]


def vary_grens(
    gegevens: Gegevens, grenzen: Grenzen, naam: str, waarden: Sequence[float], minimise: Minimise
) -> pd.DataFrame:
    """Return what becomes of the solution when one cut of the truth table takes other values.

    Parameters
    ----------
    gegevens
        Checked data.
    grenzen
        The cuts as chosen; the solution with these is the initial one.
    naam
        The cut to change: `consistentie`, `aantal`, `pri` or `tegenstrijdig`.
    waarden
        The values to try.
    minimise
        From truth table to solution, such as `minimise_spaarzaam`.

    Returns
    -------
    One row per value, with columns `instelling` (the value), `formules` (all models, as a tuple), `aantal_modellen`,
    `consistentie` and `dekking` (of the first model), `is_gelijk` (whether the models are those of the initial
    solution) and `reden` (why there is no solution, or empty).

    Raises
    ------
    QcaError
        When the initial solution does not exist, or the cut has no such name.

    Notes
    -----
    I.-E. Oana and C.Q. Schneider (2021), A robustness test protocol for applied QCA, Sociological Methods & Research
    (sensitivity ranges).
    """
    if naam not in Grenzen.__dataclass_fields__:
        allowed = ", ".join(Grenzen.__dataclass_fields__)
        raise QcaError("Deze grens is niet te variëren.", [f"er staat ‘{naam}’; toegestaan: {allowed}"])
    initial = minimise(build_waarheidstabel(gegevens, grenzen))
    return _try_each(
        initial, waarden, lambda value: minimise(build_waarheidstabel(gegevens, replace(grenzen, **{naam: value})))
    )


def vary_gegevens(
    eerste: Oplossing, varianten: Sequence[tuple[Hashable, Callable[[], Gegevens]]], minimise: Minimise
) -> pd.DataFrame:
    """Return what becomes of the solution with data that were calibrated with other anchors.

    Parameters
    ----------
    eerste
        The initial solution.
    varianten
        Per variant a name and a function that returns the data, calibrated in another way; conditions are the same.
        With the value of the anchor as its name, `find_bereik` tells the range in which nothing changes.
    minimise
        From truth table to solution.

    Returns
    -------
    The columns of `vary_grens`; `instelling` is the name of the variant.

    Notes
    -----
    I.-E. Oana and C.Q. Schneider (2021), as in `vary_grens`.
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
    The columns of `vary_grens`; `instelling` is the case that was left out.

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


def find_bereik(frame: pd.DataFrame, gekozen: float) -> tuple[float, float] | None:
    """Return from where to where around the chosen value the solution stays the same, among the values that were tried.

    Parameters
    ----------
    frame
        An outcome of `vary_grens`.
    gekozen
        The value as chosen.

    Returns
    -------
    The lowest and highest value, or None when the chosen value was not among those tried.
    """
    ordered = frame.sort_values("instelling").reset_index(drop=True)
    here = ordered.index[(ordered["instelling"] - gekozen).abs() < 1e-9]
    if here.empty:
        return None
    low = high = int(here[0])
    same = ordered["is_gelijk"]
    while low > 0 and same[low - 1]:
        low -= 1
    while high + 1 < len(ordered) and same[high + 1]:
        high += 1
    return float(ordered["instelling"][low]), float(ordered["instelling"][high])


def _try_each(eerste: Oplossing, settings: Sequence[Any], solve: Callable[[Any], Oplossing]) -> pd.DataFrame:
    """Return the solution under each setting, compared with the first."""
    expected = _write_models(eerste.modellen, eerste.tabel.gegevens)
    rows: list[tuple[Any, ...]] = []
    for setting in settings:
        try:
            solution = solve(setting)
        except QcaError as error:
            rows.append((setting, (), 0, float("nan"), float("nan"), False, "; ".join(error.redenen)))
            continue
        found = _write_models(solution.modellen, solution.tabel.gegevens)
        fit = fit_model(solution.modellen[0], solution)
        same = set(map(frozenset, _split(found))) == set(map(frozenset, _split(expected)))
        rows.append((setting, found, solution.aantal_modellen, fit.consistentie, fit.dekking, same, ""))
    return pd.DataFrame(rows, columns=_KOLOMMEN)


def _write_models(modellen: Sequence[Oplossingsmodel], gegevens: Gegevens) -> tuple[str, ...]:
    """Return each model as a formula."""
    return tuple(write_som(model, gegevens) for model in modellen)


def _split(formulas: Sequence[str]) -> list[list[str]]:
    """Return the terms of each formula."""
    return [formula.split(" + ") for formula in formulas]
