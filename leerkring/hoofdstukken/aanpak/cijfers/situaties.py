"""Which kinds of steps go with which form and which start situation (deelvraag D1)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leerkring.begrippen import GEKOZEN_VORMEN, InterventieSoort, Sturingsvorm, Vertrekpunt, Werksoort
from leerkring.hoofdstukken.aanpak.cijfers.aanpak import select_gezet
from leerkring.traject.plekken import name_plekken

NIET_BEKEND = "Niet bekend"


def place_steps(interventies: pd.DataFrame, deelnemers: pd.DataFrame, casussen: pd.DataFrame) -> pd.DataFrame:
    """Return every step that was taken with the form and the start situation in which it was taken.

    Parameters
    ----------
    interventies, deelnemers, casussen
        The tables of that name.

    Returns
    -------
    One row per step and form: `plek` and `wie` (see `name_plekken`), `soort` (label),
    `sturingsvorm` (code: the form that the step serves; where that is not known the one that the deelnemer chose, and
    of an example elsewhere a row for each of its forms), `werksoort`, `vertrekpunt` (labels, or 'Niet bekend'),
    `herkomst`. The situation is that of the step's case, and where the case does not tell, that of the deelnemer.
    """
    choosers = {str(d["id"]): d for d in deelnemers.to_dict("records")}
    cases = {str(c["id"]): c for c in casussen.to_dict("records")}
    rows = []
    row: Any
    for row in name_plekken(select_gezet(interventies), deelnemers, casussen, "").itertuples():
        deelnemer, casus = choosers.get(row.deelnemer, {}), cases.get(row.casus, {})
        codes = [
            next((v for v in (casus.get(field), deelnemer.get(field)) if isinstance(v, str)), None)
            for field in ("werksoort", "vertrekpunt")
        ]
        work = Werksoort(codes[0]).label if codes[0] else NIET_BEKEND
        origin = Vertrekpunt(codes[1]).label if codes[1] else NIET_BEKEND
        chosen = (deelnemer["sturingsvorm"],) if deelnemer else casus["sturingsvormen"]
        vormen = (row.sturingsvorm,) if isinstance(row.sturingsvorm, str) else chosen
        soort = InterventieSoort(row.soort).label
        rows += [[row.plek, row.wie, soort, str(vorm), work, origin, row.herkomst] for vorm in vormen]
    return pd.DataFrame(rows, columns=["plek", "wie", "soort", "sturingsvorm", "werksoort", "vertrekpunt", "herkomst"])


def cross_steps(stappen: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return a matrix of the soorten of steps against the form or the start situation.

    Parameters
    ----------
    stappen
        The result of `place_steps`.
    by
        'sturingsvorm', 'werksoort' or 'vertrekpunt'.

    Returns
    -------
    Every combination has a row: `sleutel` (code of the form, or label), `rij` (label), `gevallen_rij` (number of
    cases in the whole row), `soort` (label), `n` (steps), `gevallen` (tuple of the cases behind the cell),
    `herkomst`. A situation that is not known has its own row. By form an example with two forms counts in both.
    """
    labels: dict[str, str]
    if by == "sturingsvorm":
        line = [Sturingsvorm.LIJN] if (stappen[by] == Sturingsvorm.LIJN).any() else []
        labels = {str(vorm): vorm.label for vorm in [*GEKOZEN_VORMEN, *line]}
        pool = stappen
    else:
        terms = [term.label for term in (Werksoort if by == "werksoort" else Vertrekpunt)]
        labels = {term: term for term in [*terms, NIET_BEKEND]}
        pool = stappen.drop_duplicates("herkomst")
    rows = []
    for key, label in labels.items():
        whole = pool[pool[by] == key]
        for soort in InterventieSoort:
            found = whole[whole["soort"] == soort.label]
            cases = tuple(found.drop_duplicates("plek")["wie"])
            rows.append(
                [key, label, whole["plek"].nunique(), soort.label, len(found), cases, ", ".join(found["herkomst"])]
            )
    return pd.DataFrame(rows, columns=["sleutel", "rij", "gevallen_rij", "soort", "n", "gevallen", "herkomst"])


def list_situaties(deelnemers: pd.DataFrame, casussen: pd.DataFrame) -> pd.DataFrame:
    """Return the start situation of every deelnemer, and of every example elsewhere.

    Parameters
    ----------
    deelnemers, casussen
        The tables of that name.

    Returns
    -------
    Deelnemers first: `naam`, `vormen` (tuple of labels), `werksoort`, `vertrekpunt` (labels, or 'Niet bekend'),
    `aanleiding` (the trigger, may be missing), `bron`, `herkomst`.
    """
    elsewhere = casussen[casussen["deelnemer"].isna()]
    rows = []
    row: Any
    for row in [*deelnemers.itertuples(), *elsewhere.itertuples()]:
        vormen = row.sturingsvormen if hasattr(row, "sturingsvormen") else (row.sturingsvorm,)
        work = Werksoort(row.werksoort).label if isinstance(row.werksoort, str) else NIET_BEKEND
        origin = Vertrekpunt(row.vertrekpunt).label if isinstance(row.vertrekpunt, str) else NIET_BEKEND
        labels = tuple(Sturingsvorm(v).label for v in vormen)
        rows.append([row.naam, labels, work, origin, row.aanleiding, row.bron, row.herkomst])
    return pd.DataFrame(rows, columns=["naam", "vormen", "werksoort", "vertrekpunt", "aanleiding", "bron", "herkomst"])
