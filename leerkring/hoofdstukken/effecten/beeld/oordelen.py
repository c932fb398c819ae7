"""How inwoners and partners judge the effects, as a table."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from leerkring.begrippen import Groep
from leerkring.hoofdstukken.effecten.beeld.gezien import VOLGENS, name_wie
from leerkring.hoofdstukken.effecten.cijfers.effecten import Richtingen
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.merken import BRON, say_directions, write_direction
from leerkring.weergave.taal import join_words


def table_oordelen(oordelen: pd.DataFrame, naam: str) -> Blok:
    """Return how inwoners and partners judge the effects."""
    if oordelen.empty:
        return build_gap(f"Er is geen oordeel van inwoners of partners over de effecten van {naam} beschreven.")
    who = [name_wie(*r) for r in zip(oordelen["groep"], oordelen["verteld"], strict=True)]
    return build_table(
        oordelen.assign(groep=who),
        {
            "effect": Kolom("Effect"),
            "groep": Kolom("Wie"),
            "oordeel": Kolom("Oordeel", write_direction),
            "omschrijving": Kolom("Wat zij zeggen"),
            "zekerheid": Kolom("Zekerheid"),
            "bron": BRON,
        },
        f"Oordeel van inwoners en partners over {naam}",
    )


def say_judgements(oordelen: Mapping[Groep, Richtingen], verteld: Mapping[Groep, int]) -> str:
    """Return how inwoners and partners judge, how many of these judgements others tell, and who was not heard.

    Parameters
    ----------
    oordelen, verteld
        Those of `Effecttelling`.
    """
    known = {g: r for g, r in oordelen.items() if any(r.values())}
    silent = [g.label.lower() for g in oordelen if g not in known]
    if not known:
        return "Wat inwoners en partners van de effecten vinden, is niet beschreven."
    parts = []
    for groep, counts in known.items():
        told = verteld.get(groep, 0)
        every = told == sum(counts.values())
        some = f" Daarvan {'is' if told == 1 else 'zijn'} er {told} {VOLGENS}." if told and not every else ""
        who = name_wie(f"Oordeel van {groep.label.lower()}", every)
        parts.append(f"{who}: {say_directions(counts)}.{some}")
    if silent:
        parts.append(f"Een oordeel van {join_words(silent)} is niet beschreven.")
    return " ".join(parts)
