"""The cases of the formal comparison: deelnemers with their values, and how far each belongs to each set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from leerkring.hoofdstukken.combinaties.cijfers.gevalwaarden import measure_waarden
from leerkring.methoden.getallen import Getallen
from leerkring.methoden.qca.gegevens import Gegevens, read_gegevens
from leerkring.methoden.qca.kalibratie import Ankers, calibrate_logistisch, calibrate_scherp
from leerkring.model.naamgenoten import name_apart
from leerkring.model.qca import QcaPlan, Verzameling
from leerkring.traject import Traject


@dataclass(frozen=True, eq=False)
class Gevallen:
    """The deelnemers that can be compared, and those that cannot because a value is missing.

    `waarden` has one row per case and set, with columns `deelnemer` (id), `naam`, `verzameling` (id), `waarde` (raw),
    `telt`, `van`, `lidmaatschap` (0 to 1), `bron`, `herkomst`; see `measure_waarden`. `weg` has one row per deelnemer
    that was left out, with `deelnemer`, `naam` and `ontbreekt` (ids of the sets without a value).
    """

    plan: QcaPlan
    waarden: pd.DataFrame
    weg: pd.DataFrame

    @property
    def namen(self) -> tuple[str, ...]:
        """Return the names of the cases, in the order of the file."""
        return tuple(self.waarden.drop_duplicates("deelnemer")["naam"])

    @cached_property
    def gegevens(self) -> Gegevens:
        """Return the memberships as a checked table for analysis."""
        wide = self.waarden.pivot(index="deelnemer", columns="verzameling", values="lidmaatschap")
        wide = wide.loc[list(dict.fromkeys(self.waarden["deelnemer"]))].set_axis(list(self.namen))
        return read_gegevens(wide, [c.id for c in self.plan.condities], self.plan.uitkomst.id)

    def recalibrate(self, verzameling: Verzameling) -> Gegevens:
        """Return the table in which one set has other anchors or another threshold."""
        own = self.waarden[self.waarden["verzameling"] == verzameling.id]
        found = dict(zip(own["deelnemer"], calibrate(list(own["waarde"]), verzameling), strict=True))
        column = np.array([found[slug] for slug in dict.fromkeys(self.waarden["deelnemer"])])
        if verzameling.id == self.plan.uitkomst.id:
            return replace(self.gegevens, y=column)
        # What stays the same is not checked again: robustness asks for this some fifty times.
        x = self.gegevens.x.copy()
        x[:, self.gegevens.condities.index(verzameling.id)] = column
        return replace(self.gegevens, x=x)


def lay_gevallen(traject: Traject, plan: QcaPlan) -> Gevallen:
    """Return every deelnemer as a case with its raw values and memberships; one without a value is left out.

    Parameters
    ----------
    traject
        The traject as the audience sees it.
    plan
        The block `qca` of traject.yaml, or another choice of conditions, outcome and anchors.

    Returns
    -------
    The cases; `waarden` is empty when no deelnemer has all values.

    Raises
    ------
    QcaError
        When memberships cannot be computed.

    Notes
    -----
    C.C. Ragin (2008), Redesigning Social Inquiry, chapters 4 and 5: membership comes from anchors with a reason from
    outside the data, never from the place of a case among the others.
    """
    names = name_apart(traject.namen)  # a case has its name only
    parts = [
        measure_waarden(traject, v).assign(verzameling=v.id, naam=lambda f: f["deelnemer"].map(names))
        for v in plan.verzamelingen
    ]
    every = pd.concat(parts, ignore_index=True)
    missing = every[every["waarde"].isna()]
    gone = [
        (slug, name, tuple(missing.loc[missing["deelnemer"] == slug, "verzameling"]))
        for slug, name in names.items()
        if (missing["deelnemer"] == slug).any()
    ]
    kept = every[~every["deelnemer"].isin(missing["deelnemer"])].reset_index(drop=True)
    kept["lidmaatschap"] = 0.0
    for v in plan.verzamelingen if len(kept) else ():
        own = kept["verzameling"] == v.id
        kept.loc[own, "lidmaatschap"] = calibrate(list(kept.loc[own, "waarde"]), v)
    columns = ["deelnemer", "naam", "verzameling", "waarde", "telt", "van", "lidmaatschap", "bron", "herkomst"]
    return Gevallen(plan, kept[columns], pd.DataFrame(gone, columns=["deelnemer", "naam", "ontbreekt"]))


def calibrate(waarden: Sequence[Any], verzameling: Verzameling) -> Getallen:
    """Return memberships of raw values in a set: logistic through anchors, a threshold, or a score per code.

    Parameters
    ----------
    waarden
        Raw values, one per case, none missing.
    verzameling
        The set with its anchors, threshold or scores.

    Returns
    -------
    Memberships from 0 to 1.

    Raises
    ------
    QcaError
        When the anchors or values do not fit together.

    Notes
    -----
    The direct method: C.C. Ragin (2008), Redesigning Social Inquiry, chapter 5.
    """
    if verzameling.scores is not None:
        return np.array([verzameling.scores[str(w)] for w in waarden], dtype=float)
    if verzameling.ankers is not None:
        return calibrate_logistisch([float(w) for w in waarden], Ankers(*verzameling.ankers, verzameling.reden))
    return calibrate_scherp([float(w) for w in waarden], [float(verzameling.drempel or 0)]).astype(float)
