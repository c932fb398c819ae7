"""The deelnemers side by side, as a table."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.merken import BRON, link_deelnemer
from leerkring.weergave.taal import write_count


def table_profielen(profielen: pd.DataFrame) -> Blok:
    """Return the deelnemers side by side."""
    if profielen.empty:
        return build_gap("Er zijn geen deelnemers die hier getoond mogen worden.")
    return build_table(
        profielen.assign(
            naam=[link_deelnemer(*who) for who in zip(profielen["deelnemer"], profielen["naam"], strict=True)]
        ),
        {
            "naam": Kolom("Deelnemer", Markup),
            "soort": Kolom("Soort"),
            "inwoners": Kolom("Inwoners", getal=True),
            "vorm": Kolom("Vorm"),
            "fase": Kolom("Fase"),
            "bron": BRON,
        },
        "De deelnemers naast elkaar",
    )


def say_circle(deelnemers: int, vormen: int) -> str:
    """Return how many deelnemers work on how many forms."""
    verb = "werkt" if deelnemers == 1 else "werken"
    names = write_count(deelnemers, "deelnemer", "deelnemers")
    return f"Er {verb} {names} aan {write_count(vormen, 'sturingsvorm', 'sturingsvormen')}."
