"""The key figures that the sentences at the top of a report are made from."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from leerkring.begrippen import (
    Deelvraag,
    EffectStatus,
    Groep,
    InterventieStatus,
    Richting,
    Sturingsvorm,
)
from leerkring.traject import Traject


@dataclass(frozen=True)
class Kerncijfers:
    """Counts for one deelnemer, or for the whole circle when `naam` is None."""

    naam: str | None
    vorm: str | None
    interventies: int
    uitgevoerd: int
    gestopt: int
    effecten: int
    richtingen: dict[Richting, int]
    gemeten: int
    oordelen: dict[Groep, dict[Richting, int]]
    notities: int
    lessen: int
    deelnemers: int
    vormen: int
    lacunes: tuple[str, ...]
    """The deelvragen without any evidence; for the circle, 'effecten bij Oss' for every empty cell."""

    @property
    def lopend(self) -> int:
        """Return how many steps were begun and are neither done nor dropped."""
        return self.interventies - self.uitgevoerd - self.gestopt


def count_kern(traject: Traject, matrix: pd.DataFrame, slug: str | None = None) -> Kerncijfers:
    """Return the key figures of a deelnemer, or of all deelnemers together.

    Parameters
    ----------
    traject
        The traject as the audience sees it.
    matrix
        The result of `count_bewijs` by deelnemer.
    slug
        The deelnemer; None for all of them.
    """

    def own(tabel: str) -> pd.DataFrame:
        frame = traject.frame(tabel)
        return frame[frame["deelnemer"] == slug] if slug else frame[frame["deelnemer"].notna()]

    interventies, effecten = own("interventies"), own("effecten")
    effecten = effecten[effecten["status"] == EffectStatus.WAARGENOMEN]
    oordelen = traject.frame("beoordelingen")
    oordelen = oordelen[oordelen["effect"].isin(own("effecten")["id"])]
    status = interventies["status"]
    bewijs = own("bewijsstukken")
    gaps = matrix[matrix["lacune"].astype(bool) & ((matrix["sleutel"] == slug) if slug else True)]
    chosen = [d for s, d in traject.deelnemers.items() if slug in (None, s)]
    return Kerncijfers(
        naam=traject.deelnemers[slug].naam if slug else None,
        vorm=Sturingsvorm(traject.deelnemers[slug].sturingsvorm).label if slug else None,
        interventies=int((status != InterventieStatus.GEPLAND).sum()),
        uitgevoerd=int((status == InterventieStatus.UITGEVOERD).sum()),
        gestopt=int((status == InterventieStatus.GESTOPT).sum()),
        effecten=len(effecten),
        richtingen={r: int((effecten["richting"] == str(r)).sum()) for r in Richting},
        gemeten=int((effecten["zekerheid"] == "gemeten").sum()),
        oordelen={
            g: {r: int(((oordelen["groep"] == str(g)) & (oordelen["oordeel"] == str(r))).sum()) for r in Richting}
            for g in Groep
            if g.is_extern
        },
        notities=len(own("logboek")),
        lessen=bewijs["les"].nunique() if slug else len(traject.inhoud.tabellen["lessen"]),
        deelnemers=len(chosen),
        vormen=len({d.sturingsvorm for d in chosen}),
        lacunes=tuple(
            Deelvraag(g["deelvraag"]).label if slug else f"{Deelvraag(g['deelvraag']).label.lower()} bij {g['rij']}"
            for g in gaps.to_dict("records")
        ),
    )
