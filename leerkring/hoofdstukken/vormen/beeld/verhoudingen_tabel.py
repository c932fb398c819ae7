"""Each relation between two forms with what shows it, as a table."""

from __future__ import annotations

import pandas as pd

from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.merken import BRON


def table_verhoudingen(verhoudingen: pd.DataFrame, naam: str) -> Blok:
    """Return how forms stand to each other at a deelnemer."""
    if verhoudingen.empty:
        return build_gap(f"Hoe de vormen bij {naam} zich tot elkaar verhouden, is niet beschreven.")
    kolommen = {
        "vorm": Kolom("Vorm"),
        "verhouding": Kolom("Verhouding"),
        "andere_vorm": Kolom("Andere vorm"),
        "meting": Kolom("Meting", lambda m: m if isinstance(m, str) else "zonder meting"),
        "zekerheid": Kolom("Zekerheid"),
        "toelichting": Kolom("Waaruit dat blijkt"),
        "bron": BRON,
    }
    return build_table(verhoudingen, kolommen, f"Hoe de vormen bij {naam} zich tot elkaar verhouden")
