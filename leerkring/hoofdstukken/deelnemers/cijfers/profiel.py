"""Who a deelnemer is and in what context it works (deelvraag D1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import pandas as pd

from leerkring.begrippen import Factor, OrganisatieSoort, Sturingsvorm
from leerkring.model.deelname import Deelnemer

KENMERKEN = {
    "soort": "Soort organisatie",
    "bestuur": "Bestuur",
    "inwoners": "Inwoners",
    "historie": "Historie",
    "fase": "Fase van de organisatie",
    "sturingsvorm": "Gekozen vorm",
    "vormlezing": "Toelichting bij de vorm",
    "modus": "Introductie of versterking",
    "werksoort": "Soort werk",
    "vertrekpunt": "Vertrekpunt",
    "aanleiding": "Aanleiding",
    "status": "Status",
    "peildatum": "Peildatum",
}


def describe_profiel(deelnemer: Deelnemer) -> pd.DataFrame:
    """Return a deelnemer's profile as rows.

    Returns
    -------
    Columns `kenmerk` (Dutch heading) and `waarde` (a vocabulary's label, a number or text); a characteristic
    that the sources do not give is missing, so that a reader sees the gap.
    """
    rows = []
    for kolom, kenmerk in KENMERKEN.items():
        value = getattr(deelnemer, kolom)
        if kolom == "vormlezing" and value is None:
            continue  # no note is needed where the deelnemer itself chose the form
        rows.append({"kenmerk": kenmerk, "waarde": getattr(value, "label", value)})
    return pd.DataFrame(rows, columns=["kenmerk", "waarde"], dtype="object")


def compare_profielen(deelnemers: pd.DataFrame) -> pd.DataFrame:
    """Return the profiles of all deelnemers side by side.

    Parameters
    ----------
    deelnemers
        The table deelnemers.

    Returns
    -------
    One row per deelnemer, in the order of the table: `deelnemer` (id), `naam`, `soort`, `inwoners` (persons),
    `sturingsvorm` (code), `vorm` (label), `fase`, `status`, `bron`, `herkomst`.
    """
    out = deelnemers[["naam", "inwoners", "sturingsvorm", "fase", "status", "bron", "herkomst"]].copy()
    out.insert(0, "deelnemer", deelnemers["id"])
    out.insert(2, "soort", [OrganisatieSoort(s).label for s in deelnemers["soort"]])
    out.insert(5, "vorm", [Sturingsvorm(v).label for v in deelnemers["sturingsvorm"]])
    return out.reset_index(drop=True)


def weigh_context(contextfactoren: pd.DataFrame, slug: str, ook_bij: Mapping[str, int]) -> pd.DataFrame:
    """Return the context factors of a deelnemer beside the rest of the circle.

    Parameters
    ----------
    contextfactoren
        The table contextfactoren.
    slug
        The deelnemer.
    ook_bij
        For each factor (code) of this deelnemer: how many other deelnemers name it.

    Returns
    -------
    One row per factor of this deelnemer, the heaviest first: `lens`, `factor` (labels), `gewicht` (1-3), `ook_bij`
    (number of other deelnemers that name the factor), `toelichting`, `bron`, `herkomst`.
    """
    own = contextfactoren[contextfactoren["deelnemer"] == slug]
    rows = [
        {
            "lens": Factor(row.factor).lens.label,
            "factor": Factor(row.factor).label,
            "gewicht": row.gewicht,
            "ook_bij": ook_bij[row.factor],
            "toelichting": row.toelichting,
            "bron": row.bron,
            "herkomst": row.herkomst,
        }
        for row in cast("Any", own.itertuples())
    ]
    columns = ["lens", "factor", "gewicht", "ook_bij", "toelichting", "bron", "herkomst"]
    out = pd.DataFrame(rows, columns=columns)
    return out.sort_values(["gewicht", "lens", "factor"], ascending=[False, True, True], ignore_index=True)


def select_own(frame: pd.DataFrame, slug: str) -> pd.DataFrame:
    """Return the rows of a table about one deelnemer, with the columns as they are."""
    return frame[frame["deelnemer"] == slug].reset_index(drop=True)
