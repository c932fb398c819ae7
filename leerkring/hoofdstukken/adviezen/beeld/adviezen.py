"""Advice among colleagues: who gave it, what it was, and what was done with it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from leerkring.begrippen import Opvolging
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.merken import BRON, write_optional
from leerkring.weergave.taal import join_words, write_count

GEEN_ADVIES = "Welk advies er is gegeven, is niet vastgelegd."


def table_adviezen(adviezen: pd.DataFrame, namen: Mapping[str, str], bijschrift: str, met_naar: bool) -> Blok:
    """Return the advice with what became of it, as a table; see `list_adviezen`."""
    if adviezen.empty:
        return build_gap(GEEN_ADVIES)
    kolommen = {
        "ronde": Kolom("Ronde", getal=True),
        "van": Kolom("Van", lambda slug: namen.get(slug, slug)),
        **({"naar": Kolom("Aan", lambda slug: namen.get(slug, slug))} if met_naar else {}),
        "tekst": Kolom("Advies"),
        "opvolging": Kolom("Wat ermee gebeurde", lambda o: Opvolging(o).label),
        "toelichting": Kolom("Waarom", write_optional),
        "bron": BRON,
    }
    return build_table(adviezen, kolommen, bijschrift)


def say_opvolging(adviezen: pd.DataFrame, naam: str) -> str:
    """Return what one deelnemer did with the advice that it got; nothing where there is none."""
    if adviezen.empty:
        return ""
    total = write_count(len(adviezen), "advies", "adviezen")
    taken = adviezen["opvolging"].value_counts()
    words = [f"{int(taken[str(o)])} {o.label.lower()}" for o in Opvolging if str(o) in taken.index]
    return f"{naam} kreeg {total} van collega’s: {join_words(words)}."


def say_opvolgers(telling: pd.DataFrame) -> str:
    """Return who took over most of the advice and who took none; see `count_opvolging`."""
    if telling.empty:
        return ""
    full, part = telling[str(Opvolging.OVERGENOMEN)], telling[str(Opvolging.DEELS)]
    none = list(telling.loc[(full + part == 0) & (telling[str(Opvolging.OPEN)] == 0), "naam"])
    total = int(telling["totaal"].sum())
    given = "het ene advies" if total == 1 else f"de {total} adviezen"
    text = f"Van {given} is {int(full.sum())} keer alles overgenomen, en {int(part.sum())} keer een deel."
    return f"{text} Niets nam over: {join_words(none)}." if none else text
