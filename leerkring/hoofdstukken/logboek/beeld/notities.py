"""The logbook of one deelnemer as tables."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from leerkring.begrippen import Deelvraag
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table, join_blocks
from leerkring.weergave.taal import write_count, write_date


def table_notities(notities: pd.DataFrame, telling: pd.DataFrame, naam: str) -> Blok:
    """Return the logbook of a deelnemer: a count, and the entries in order of time per round."""
    if notities.empty:
        return build_gap(f"Er zijn geen notities uit een logboek over {naam}.")
    wide = telling.pivot(index="ronde", columns="soort", values="n")
    soorten = list(dict.fromkeys(telling["soort"]))
    counts = build_table(
        wide[soorten].reset_index(),
        {"ronde": Kolom("Ronde", lambda r: f"Ronde {r}")} | {s: Kolom(s, getal=True) for s in soorten},
        f"Aantal notities over {naam}",
    )
    rounds = []
    for ronde, part in notities.groupby("ronde"):
        kolommen = {
            "datum": Kolom("Datum", write_date),
            "soort": Kolom("Soort"),
            "deelvraag": Kolom("Deelvraag", lambda d: Deelvraag(d).label if isinstance(d, str) else "geen"),
            "tekst": Kolom("Notitie"),
        }
        tabel = build_table(part, kolommen, f"Logboek van {naam}, ronde {ronde}")
        html = Markup("<details><summary>Ronde {}: {}</summary>{}</details>").format(
            ronde, write_count(len(part), "notitie", "notities"), tabel.html
        )
        rounds.append(Blok(html, tabel.tekst))
    return join_blocks([counts, *rounds])
