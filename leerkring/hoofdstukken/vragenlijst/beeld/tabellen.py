"""The tables of the questionnaire: what was answered, and whether items belong together."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leerkring.begrippen import Groep
from leerkring.hoofdstukken.vragenlijst.cijfers.verandering import TE_WEINIG
from leerkring.model.vragenlijst import Schaal
from leerkring.weergave.blokken import Blok, Kolom, build_table
from leerkring.weergave.taal import write_number


def write_optional_number(value: Any, decimals: int | None = None) -> str:
    """Return a number in Dutch, or a dash where it is not given."""
    return "–" if pd.isna(value) else write_number(float(value), decimals)


def table_uitkomsten(uitkomsten: pd.DataFrame, schaal: Schaal, naam: str) -> Blok:
    """Return results as a table: one row per statement, group and meting.

    Parameters
    ----------
    uitkomsten
        The result of `summarise_antwoorden` or `select_laatste` for one deelnemer.
    schaal, naam
        As for `tell_vragenlijst`.
    """
    shown = uitkomsten.assign(
        stelling=[f"{r['tekst']}{' (omgekeerd)' if r['omgekeerd'] else ''}" for r in uitkomsten.to_dict("records")],
        wie=[Groep(g).label for g in uitkomsten["groep"]],
        antwoorden=[TE_WEINIG if pd.isna(n) else write_number(n) for n in uitkomsten["n"]],
        gunstig=["–" if pd.isna(a) else f"{write_number(100 * a, 0)}%" for a in uitkomsten["aandeel_positief"]],
        spreiding=[", ".join(map(str, v)) if isinstance(v, tuple) else "–" for v in uitkomsten["verdeling"]],
    )
    return build_table(
        shown,
        {
            "stelling": Kolom("Stelling"),
            "wie": Kolom("Groep"),
            "meting": Kolom("Meting"),
            "antwoorden": Kolom("n", getal=True),
            "mediaan": Kolom("Mediaan", write_optional_number, getal=True),
            "gunstig": Kolom("Gunstig", getal=True),
            "spreiding": Kolom(f"Aantal per score, {schaal.laag} tot {schaal.hoog}"),
            "weet_niet": Kolom("Weet niet", write_optional_number, getal=True),
            "blanco": Kolom("Leeg", write_optional_number, getal=True),
        },
        f"Antwoorden op de vragenlijst bij {naam}; een hoge score is steeds gunstig",
    )
