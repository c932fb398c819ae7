"""The rows of the data files themselves, for a researcher who wants to see what stands behind a number."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leerkring.begrippen import Deelvraag, LogboekSoort, Sturingsvorm
from leerkring.weergave.blokken import Blok, Kolom, build_paragraph, build_table
from leerkring.weergave.taal import join_words, write_count, write_date, write_value

HERKOMSTKOLOM = "herkomst"


def write_plek(herkomst: str) -> str:
    """Return a place in the data in words: logboek.csv, rij 7."""
    bestand, _, rij = herkomst.partition(":")
    return f"{bestand}, rij {rij}"


def write_cel(value: Any) -> str:
    """Return a cell as it stands in the file; nothing where it is empty."""
    if isinstance(value, tuple):
        return join_words([str(v) for v in value])
    return "" if value is None or pd.isna(value) else write_value(value)


def table_rijen(rijen: pd.DataFrame, bijschrift: str) -> Blok:
    """Return rows of a table with the file and row where they stand, and the columns that are filled.

    Parameters
    ----------
    rijen
        Rows of one table, with `herkomst`.
    bijschrift
        Which number they stand behind.
    """
    if rijen.empty:
        return build_paragraph(f"{say_rijen(0, bijschrift)}.")
    filled = [c for c in rijen.columns if c != HERKOMSTKOLOM and any(write_cel(v) for v in rijen[c])]
    kolommen = {HERKOMSTKOLOM: Kolom("Bestand en rij", write_plek)} | {c: Kolom(c, write_cel) for c in filled}
    return build_table(rijen, kolommen, say_rijen(len(rijen), bijschrift))


def say_rijen(n: int, bijschrift: str) -> str:
    """Return how many rows stand behind a number, without its full stop."""
    return f"{bijschrift} {'staat' if n == 1 else 'staan'} {write_count(n, 'rij', 'rijen')}"


def table_gevonden(notities: pd.DataFrame, totaal: int, naam: str) -> Blok:
    """Return the notes that were found, each with its place in the file.

    Parameters
    ----------
    notities
        The result of `find_notities`.
    totaal
        How many notes there were to look through.
    naam
        The name of the deelnemer.
    """
    if notities.empty:
        return build_paragraph(f"{say_gevonden(0, totaal)}.")
    kolommen = {
        "datum": Kolom("Datum", write_date),
        "ronde": Kolom("Ronde", getal=True),
        "soort": Kolom("Soort", lambda s: LogboekSoort(s).label),
        "deelvraag": Kolom("Deelvraag", lambda d: Deelvraag(d).label if isinstance(d, str) else "geen"),
        "sturingsvorm": Kolom("Vorm", lambda v: Sturingsvorm(v).label if isinstance(v, str) else "geen"),
        "tekst": Kolom("Notitie"),
        HERKOMSTKOLOM: Kolom("Bestand en rij", write_plek),
    }
    return build_table(notities, kolommen, f"Logboek van {naam}: {say_gevonden(len(notities), totaal).lower()}")


def say_gevonden(n: int, totaal: int) -> str:
    """Return how many notes were found of how many, without its full stop."""
    return f"{n} van {write_count(totaal, 'notitie', 'notities')} gevonden"
