"""One of each block of the codeerbank, of the bevindingenbank and of kalibreren, from hostile data."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from leerkring.hoofdstukken.bevindingen.beeld import concept
from leerkring.hoofdstukken.codeurs.beeld import codeerbank
from leerkring.hoofdstukken.combinaties.beeld import kalibreren
from leerkring.hoofdstukken.combinaties.cijfers.combinaties import Combinaties
from leerkring.hoofdstukken.combinaties.cijfers.proefkalibratie import try_plan


def make_gevallen(x: str, gevonden: Combinaties | None) -> Mapping[str, Callable[[], Any]]:
    """Return, by the name of its builder, how each block is made from hostile data."""
    assert gevonden
    labels = pd.DataFrame({"fragment": [x], "passage": [x], "T1": [(x, x)], "T2": [None], "afgesproken": [(x,)]})
    steps = {"antwoord": x, "wat_u_ermee_kunt": x, "waarden": {}, "kracht": "zwak", "verlaagd": x}
    weighed = steps | {"voor": ("beweerd: 1 punt", "1 bron: 0 punten"), "tegen": (x,)}
    row = {"plaats": x, "tabel": x, "woorden": x, "waarden": {}, "zekerheid": "beweerd", "bron": (x,), "herkomst": x}
    cases = gevonden.gevallen
    trial = try_plan(cases, cases.plan)
    chosen = cases.plan.condities[0]
    return {
        "show_definitie": lambda: codeerbank.show_definitie(x, x),
        "show_passage": lambda: codeerbank.show_passage(x, x),
        "table_labels": lambda: codeerbank.table_labels(labels, {"T1": x, "T2": x}),
        "tell_bewijsrijen": lambda: concept.tell_bewijsrijen(pd.DataFrame([row]), x),
        "tell_concept": lambda: concept.tell_concept(weighed, {x: (1, 2)}),
        "tell_herzien": lambda: concept.tell_herzien({x: [x]}),
        "tell_veranderd": lambda: concept.tell_veranderd(x),
        "show_yaml": lambda: kalibreren.show_yaml(x),
        "table_lidmaatschap": lambda: kalibreren.table_lidmaatschap(trial, trial, chosen),
        "tell_proef": lambda: kalibreren.tell_proef(trial, trial, chosen),
    }
