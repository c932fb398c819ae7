"""Which steps were taken, planned against done, with what support, and what was dropped (deelvraag D1)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leerkring.begrippen import InterventieSoort, InterventieStatus, Ondersteuning
from leerkring.model.periodes import join_period
from leerkring.model.velden import first_day, last_day

GEEN_STEUN = "Geen steun vastgelegd"
DATUMPRECISIES = {4: "jaar", 7: "maand", 10: "dag"}
"""The precision of a moment by its length: 2015, 2015-10, 2015-10-03."""


def select_gezet(interventies: pd.DataFrame, slug: str | None = None) -> pd.DataFrame:
    """Return the steps that were taken, stopped ones too, of one deelnemer or of all; plans are left out."""
    done = interventies[interventies["status"] != InterventieStatus.GEPLAND]
    return done if slug is None else done[done["deelnemer"] == slug]


def count_ondersteuning(interventies: pd.DataFrame, slug: str) -> pd.DataFrame:
    """Return how often the kennispartner helped a deelnemer in each role of the support menu (S0:54-61).

    Parameters
    ----------
    interventies
        The table interventies.
    slug
        The deelnemer.

    Returns
    -------
    `ondersteuning` (label), `n` (steps), `stappen` (tuple of their names), `herkomst`; a row per role and one for
    steps without recorded support. A step with two roles counts in both, so n does not add up to the number of
    steps. Plans are not counted.
    """
    own = select_gezet(interventies, slug)
    rows = []
    for rol in (*Ondersteuning, None):
        fits = [str(rol) in rollen if rol else not rollen for rollen in own["ondersteuning"]]
        found = own[pd.Series(fits, index=own.index, dtype=bool)]
        label = rol.label if rol else GEEN_STEUN
        rows.append([label, len(found), tuple(found["naam"]), ", ".join(found["herkomst"])])
    return pd.DataFrame(rows, columns=["ondersteuning", "n", "stappen", "herkomst"])


def measure_slip(gepland: Any, gedaan: Any, einde: bool) -> tuple[int, int, str] | None:
    """Return how much later a moment came than was planned, or None where either is not known.

    Both moments are first cut to the coarser of their precisions, so that 17 May is on time for a plan that says
    May. Then their first days are compared, or their last days for an end. The result is in days, and in whole
    units of that precision with the name of the unit: 2021-05 to 2021-06 is 31 days, 1 maand.
    """
    if not isinstance(gepland, str) or not isinstance(gedaan, str):
        return None
    length = min(len(gepland), len(gedaan))
    plan, real = gepland[:length], gedaan[:length]
    day = last_day if einde else first_day
    days = (day(real) - day(plan)).days
    years, months = first_day(real).year - first_day(plan).year, first_day(real).month - first_day(plan).month
    return days, {4: years, 7: 12 * years + months, 10: days}[length], DATUMPRECISIES[length]


def compare_planning(interventies: pd.DataFrame, slug: str) -> pd.DataFrame:
    """Return what was planned beside what was done, step by step.

    Parameters
    ----------
    interventies
        The table interventies.
    slug
        The deelnemer.

    Returns
    -------
    In the order of the table: `id`, `naam`, `soort`, `status` (labels), `gepland`, `gedaan` (periods as the source
    gives them, or missing), then for the start and the end `start_dagen`, `eind_dagen` (days later than planned,
    negative is earlier), `start_verschil`, `eind_verschil` (the same in whole units), `start_maat`, `eind_maat`
    (the unit: dag, maand or jaar), all missing where a date is; `toelichting`, `bron`, `herkomst`. See
    `measure_slip`.
    """
    rows = []
    row: Any
    for row in interventies[interventies["deelnemer"] == slug].itertuples():
        dates = [d if isinstance(d, str) else None for d in (row.gepland_start, row.gepland_eind, row.start, row.eind)]
        start = measure_slip(dates[0], dates[2], einde=False) or (None, None, None)
        eind = measure_slip(dates[1], dates[3], einde=True) or (None, None, None)
        head = [row.id, row.naam, InterventieSoort(row.soort).label, InterventieStatus(row.status).label]
        periods = [join_period(dates[0], dates[1]), join_period(dates[2], dates[3])]
        rows.append([*head, *periods, *start, *eind, row.toelichting, row.bron, row.herkomst])
    slips = [f"{moment}_{part}" for moment in ("start", "eind") for part in ("dagen", "verschil", "maat")]
    columns = ["id", "naam", "soort", "status", "gepland", "gedaan", *slips, "toelichting", "bron", "herkomst"]
    numbers = [name for name in slips if not name.endswith("maat")]
    texts = ["gepland", "gedaan", "start_maat", "eind_maat"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(numbers, "Int64") | dict.fromkeys(texts, "str"))


def sum_planning(planning: pd.DataFrame) -> pd.DataFrame:
    """Return how many steps began and ended earlier, on time or later than planned.

    Parameters
    ----------
    planning
        The result of `compare_planning`.

    Returns
    -------
    A row for `moment` start and one for eind: `n` (steps of which both dates are known), `eerder`, `op_tijd`,
    `later`, `mediaan` (days later; missing without steps), `onbekend` (steps that cannot be compared), `herkomst`.
    """
    rows: list[list[Any]] = []
    for moment in ("start", "eind"):
        known = planning.dropna(subset=[f"{moment}_dagen"])
        days = known[f"{moment}_dagen"]
        counts = [int((days < 0).sum()), int((days == 0).sum()), int((days > 0).sum())]
        median = float(days.median()) if len(days) else None
        rows.append([moment, len(days), *counts, median, len(planning) - len(days), ", ".join(known["herkomst"])])
    columns = ["moment", "n", "eerder", "op_tijd", "later", "mediaan", "onbekend", "herkomst"]
    return pd.DataFrame(rows, columns=columns).astype({"mediaan": "float64"})


def list_gestopt(interventies: pd.DataFrame, slug: str) -> pd.DataFrame:
    """Return the steps of a deelnemer that were dropped, with the reason.

    Parameters
    ----------
    interventies
        The table interventies.
    slug
        The deelnemer.

    Returns
    -------
    In the order of the table: `naam`, `soort` (label), `ronde` (may be missing), `gedaan` (the period in which it
    ran; missing where no date is known), `doel`, `reden` (both may be missing), `bron`, `herkomst`.
    """
    own = interventies[(interventies["deelnemer"] == slug) & (interventies["status"] == InterventieStatus.GESTOPT)]
    out = own[["naam", "soort", "ronde", "start", "doel", "toelichting", "bron", "herkomst"]].copy()
    out["soort"] = pd.Series([InterventieSoort(s).label for s in own["soort"]], index=own.index, dtype="str")
    periods = [
        join_period(*(d if isinstance(d, str) else None for d in dates))
        for dates in zip(own["start"], own["eind"], strict=True)
    ]
    out["start"] = pd.Series(periods, index=own.index, dtype="str")
    return out.rename(columns={"start": "gedaan", "toelichting": "reden"}).reset_index(drop=True)
