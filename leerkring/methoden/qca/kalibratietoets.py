"""What to distrust in a calibration: skewed sets, cases of exactly 0.5, and memberships that hang on the anchors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from leerkring.methoden.qca.gegevens import Gegevens, Getallen, QcaError
from leerkring.methoden.qca.kalibratie import Ankers, calibrate_logistisch, read_waarden

SCHEEF = 0.2
SPELING = 1e-8


def check_kalibratie(gegevens: Gegevens) -> pd.DataFrame:
    """Return for the outcome and each fuzzy or crisp condition how its cases are spread, with warnings as data.

    Returns
    -------
    One row per set, the outcome first, with columns `verzameling`, `gevallen` (number), `erin` (number with membership
    above 0.5), `aandeel` (share of them), `is_scheef` (share under 0.2 or over 0.8), `op_de_helft` (names of the cases
    with a membership of exactly 0.5, which belong to no row of the truth table). Multi-value conditions have one row
    per level. A case to which a condition does not apply is not in it.

    Notes
    -----
    I.-E. Oana, C.Q. Schneider and E. Thomann (2021), Qualitative Comparative Analysis Using R, chapter 2 (skewness);
    C.Q. Schneider and C. Wagemann (2012), Set-Theoretic Methods for the Social Sciences, chapters 1 and 9.
    """
    sets: list[tuple[str, Getallen]] = [(gegevens.uitkomst, gegevens.y)]
    for place, (name, levels) in enumerate(zip(gegevens.condities, gegevens.niveaus, strict=True)):
        values = gegevens.x[:, place]
        if levels == 2:
            sets.append((name, values))
        else:
            sets += [(f"{name}[{level}]", (values == level).astype(float)) for level in range(levels)]
    rows = []
    for name, values in sets:
        inside = int((values > 0.5 + SPELING).sum())
        share = inside / values.size
        half = tuple(g for g, v in zip(gegevens.gevallen, values, strict=True) if abs(v - 0.5) <= SPELING)
        rows.append((name, values.size, inside, share, not SCHEEF <= share <= 1 - SCHEEF, half))
    return pd.DataFrame(rows, columns=["verzameling", "gevallen", "erin", "aandeel", "is_scheef", "op_de_helft"])


def vary_ankers(
    values: npt.ArrayLike,
    ankers: Ankers,
    gevallen: Sequence[str],
    *,
    aandeel: float = 0.1,
    stappen: int = 5,
    calibrate: Callable[[npt.ArrayLike, Ankers], Getallen] = calibrate_logistisch,
) -> pd.DataFrame:
    """Return how far the membership of each case moves when each anchor moves.

    Parameters
    ----------
    values
        Raw values, one per case.
    ankers
        The anchors as chosen.
    gevallen
        The names of the cases.
    aandeel
        How far each anchor moves either way, as a share of the distance from uitsluiting to insluiting; below 0.5.
    stappen
        In how many steps it moves either way.
    calibrate
        The calibration, from values and anchors to memberships.

    Returns
    -------
    One row per case and anchor, with columns `geval`, `waarde`, `anker` (`uitsluiting`, `kruispunt`, `insluiting`),
    `lidmaatschap` (with the anchors as chosen), `laagste`, `hoogste` (over all steps) and `wisselt` (whether the case
    goes over to the other side of 0.5, or comes to stand on it).

    Raises
    ------
    QcaError
        When the names do not match the values, or the anchor would move past another.

    Notes
    -----
    I.-E. Oana and C.Q. Schneider (2021), A robustness test protocol for applied QCA, Sociological Methods & Research;
    A. Thiem (2014), Membership function sensitivity of descriptive statistics in fuzzy-set relations, International
    Journal of Social Research Methodology 17(6).
    """
    numbers = read_waarden(values)
    problems = []
    if len(gevallen) != numbers.size:
        problems.append(f"{len(gevallen)} names and {numbers.size} values; allowed: one name per value")
    if not 0 < aandeel < 0.5 or stappen < 1:
        problems.append(f"aandeel is {aandeel:g} and stappen {stappen}; allowed: above 0 and below 0.5, and from 1")
    if problems:
        raise QcaError("The anchors cannot be varied.", problems)
    chosen = calibrate(numbers, ankers)
    width = aandeel * abs(ankers.insluiting - ankers.uitsluiting)
    rows = []
    for name in ("uitsluiting", "kruispunt", "insluiting"):
        places = getattr(ankers, name) + np.linspace(-width, width, 2 * stappen + 1)
        changes: list[dict[str, Any]] = [{name: float(place)} for place in places]
        moved = [chosen, *(calibrate(numbers, replace(ankers, **change)) for change in changes)]
        low, high = np.min(moved, axis=0), np.max(moved, axis=0)
        sides = np.sign(np.round(np.array(moved) - 0.5, 8))
        flips = (sides != sides[0]).any(axis=0)
        for place, case in enumerate(gevallen):
            spread = map(float, (chosen[place], low[place], high[place]))
            rows.append((case, float(numbers[place]), name, *spread, bool(flips[place])))
    return pd.DataFrame(rows, columns=["geval", "waarde", "anker", "lidmaatschap", "laagste", "hoogste", "wisselt"])
