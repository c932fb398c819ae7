"""How many notes every deelnemer has per deelvraag."""

from __future__ import annotations

import pandas as pd

from leerkring.begrippen import Deelvraag
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table


def table_notities_kring(telling: pd.DataFrame) -> Blok:
    """Return how many logbook entries every deelnemer has per deelvraag."""
    if not telling["totaal"].any():
        return build_gap("Er zijn geen notities uit een logboek.")
    kolommen = {"naam": Kolom("Deelnemer")} | {str(d): Kolom(f"{d} {d.label}", getal=True) for d in Deelvraag}
    kolommen |= {"zonder": Kolom("Zonder deelvraag", getal=True), "totaal": Kolom("Totaal", getal=True)}
    return build_table(telling, kolommen, "Aantal notities per deelnemer en deelvraag")
