"""The advice that deelnemers gave each other, and what became of it."""

from __future__ import annotations

import pandas as pd

from leerkring.begrippen import AdviesType, Opvolging


def list_adviezen(adviezen: pd.DataFrame, slug: str | None = None) -> pd.DataFrame:
    """Return the advice, to one deelnemer or to all, in the order of the rounds.

    Parameters
    ----------
    adviezen
        The table of that name.
    slug
        The deelnemer who got it; None for all.

    Returns
    -------
    `ronde`, `van`, `naar` (ids), `type` (label), `tekst`, `opvolging` (code), `toelichting` (may be missing), `bron`,
    `herkomst`.
    """
    own = adviezen if slug is None else adviezen[adviezen["naar"] == slug]
    out = own.sort_values("ronde", kind="stable", ignore_index=True)
    out["type"] = pd.Series([AdviesType(t).label for t in out["type"]], dtype="str")
    return out[["ronde", "van", "naar", "type", "tekst", "opvolging", "toelichting", "bron", "herkomst"]]


def count_opvolging(adviezen: pd.DataFrame, namen: dict[str, str]) -> pd.DataFrame:
    """Return what every deelnemer did with the advice that it got.

    Parameters
    ----------
    adviezen
        The table of that name.
    namen
        What each deelnemer is called, by id.

    Returns
    -------
    One row per deelnemer that got advice: `deelnemer` (id), `naam`, one column per code of Opvolging with a count,
    `totaal`, `herkomst`.
    """
    rows = []
    for slug, naam in namen.items():
        own = adviezen[adviezen["naar"] == slug]
        if len(own):
            counts = {str(o): int((own["opvolging"] == str(o)).sum()) for o in Opvolging}
            herkomst = ", ".join(own["herkomst"])
            rows.append({"deelnemer": slug, "naam": naam, **counts, "totaal": len(own), "herkomst": herkomst})
    return pd.DataFrame(rows, columns=["deelnemer", "naam", *map(str, Opvolging), "totaal", "herkomst"])
