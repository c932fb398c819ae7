"""What to distrust in a calibration: skewed sets, and cases of exactly 0.5."""

from __future__ import annotations

import pandas as pd

from leerkring.methoden.getallen import Getallen
from leerkring.methoden.qca.gegevens import SPELING, Gegevens, tell_kant

SCHEEF = 0.2


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
        sides = tell_kant(values)
        inside = int((sides > 0).sum())
        share = inside / values.size
        half = tuple(g for g, s in zip(gegevens.gevallen, sides, strict=True) if s == 0)
        rows.append((name, values.size, inside, share, not SCHEEF - SPELING <= share <= 1 - SCHEEF + SPELING, half))
    return pd.DataFrame(rows, columns=["verzameling", "gevallen", "erin", "aandeel", "is_scheef", "op_de_helft"])
