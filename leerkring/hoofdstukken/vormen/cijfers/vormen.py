"""The chosen form and lijnsturing of every deelnemer over the metingen."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leerkring.begrippen import Sturingsvorm
from leerkring.hoofdstukken.vormen.cijfers.sturing import follow_sturingsmix, measure_shift
from leerkring.methoden.frames import iterate


def follow_vormen(sturingsmix: pd.DataFrame, deelnemers: pd.DataFrame) -> pd.DataFrame:
    """Return the chosen form and lijnsturing of every deelnemer over the four metingen.

    Parameters
    ----------
    sturingsmix, deelnemers
        The tables of that name.

    Returns
    -------
    `deelnemer` (id), `naam`, `rol` ('gekozen' or 'lijn'), `sturingsvorm` (code), `vorm`, `aanzicht` (labels), `meting`
    (T0-T3), `sterkte` (0-4, missing where not measured), `herkomst`. Every combination has a row for a deelnemer with
    any measurement; the others have none.
    """
    columns = ["deelnemer", "naam", "rol", "sturingsvorm", "vorm", "aanzicht", "meting", "sterkte", "herkomst"]
    frames = []
    for d in iterate(deelnemers):
        verloop = follow_sturingsmix(sturingsmix, d.id)
        for rol, vorm in (("gekozen", d.sturingsvorm), ("lijn", str(Sturingsvorm.LIJN))):
            frames.append(verloop[verloop["sturingsvorm"] == vorm].assign(deelnemer=d.id, naam=d.naam, rol=rol))
    kept = [f for f in frames if not f.empty]
    return pd.concat(kept, ignore_index=True)[columns] if kept else pd.DataFrame(columns=columns)


def measure_vormen(verloop: pd.DataFrame) -> pd.DataFrame:
    """Return how far the chosen form and lijnsturing moved at every deelnemer, first to last meting held.

    Parameters
    ----------
    verloop
        The result of `follow_vormen`.

    Returns
    -------
    `deelnemer` (id), `naam`, `rol`, `vorm`, `aanzicht` (labels), `van`, `tot` (metingen), `begin`, `eind` (0-4),
    `verschil` (eind - begin), `herkomst` (the two rows); what was measured once or never is left out.
    """
    frames = []
    key: Any
    for key, part in verloop.groupby(["deelnemer", "rol"], sort=False):
        shift = measure_shift(part).sort_values("aanzicht", ascending=False, kind="stable")
        traces = part.set_index(["aanzicht", "meting"])["herkomst"]
        shift["herkomst"] = [f"{traces[(s.aanzicht, s.van)]}, {traces[(s.aanzicht, s.tot)]}" for s in iterate(shift)]
        frames.append(shift.assign(deelnemer=key[0], naam=part["naam"].iloc[0], rol=key[1]))
    columns = ["deelnemer", "naam", "rol", "vorm", "aanzicht", "van", "tot", "begin", "eind", "verschil", "herkomst"]
    kept = [f for f in frames if not f.empty]
    return pd.concat(kept, ignore_index=True)[columns] if kept else pd.DataFrame(columns=columns)
