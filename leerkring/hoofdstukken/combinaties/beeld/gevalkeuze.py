"""Which cases to study further, with the reason for each."""

from __future__ import annotations

import pandas as pd

from leerkring.hoofdstukken.combinaties.beeld.tabellen import CODE, write_names
from leerkring.hoofdstukken.combinaties.beeld.zinnen import name_uitkomst
from leerkring.hoofdstukken.combinaties.cijfers.combinaties import Combinaties, Hoofdantwoord, Kant
from leerkring.methoden.qca.gevalkeuze import Keuzesoort
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table

WAAROM = {
    Keuzesoort.TYPISCH: "Past het best. Hier is te zien hoe de combinatie werkt.",
    Keuzesoort.AFWIJKEND: "Wel de combinatie, niet het resultaat. Wat ontbreekt er?",
    Keuzesoort.GEMIST: "Wel het resultaat, zonder het antwoord. Wat werkte hier?",
    Keuzesoort.ZELFDE_TERM: "Allebei de combinatie, maar alleen de eerste het resultaat. Wat verschilt er nog meer?",
    Keuzesoort.ZELFDE_RIJ: "Gelijke condities, maar alleen de eerste heeft het resultaat. Welke conditie missen wij?",
    Keuzesoort.OP_EEN_NA: "De tweede mist alleen {conditie}, en ook het resultaat. Doet die conditie ertoe?",
}


def table_gevalkeuze(kant: Kant, antwoord: Hoofdantwoord, combinaties: Combinaties) -> Blok:
    """Return which cases and pairs tell most about each part of an answer, and why to look at them."""
    best = antwoord.keuze[antwoord.keuze["is_beste"]]
    if best.empty:
        return build_gap("Geen enkel geval is duidelijk typisch of afwijkend.")
    rows = []
    for (term, soort, conditie), own in best.groupby(["term", "soort", "conditie"], sort=False):
        # Cases that are as good are named together; of pairs that are as good the first is enough.
        names = own["gevallen"].iloc[0] if len(own["gevallen"].iloc[0]) > 1 else tuple(n for (n,) in own["gevallen"])
        rows.append((term, names, WAAROM[Keuzesoort(str(soort))].format(conditie=conditie)))
    shown = pd.DataFrame(rows, columns=["term", "gevallen", "waarom"])
    kolommen = {"term": CODE, "gevallen": Kolom("Gevallen", write_names), "waarom": Kolom("Waarom")}
    about = name_uitkomst(kant, combinaties.plan)
    return build_table(shown, kolommen, f"Welke gevallen verder te bekijken over {about}")
