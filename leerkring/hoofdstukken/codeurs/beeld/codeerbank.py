"""What the codeerbank says: who gave which codes, how well codeurs agree, and what a code means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from leerkring.weergave.blokken import Blok, Kolom, build_paragraph, build_table

VERBORGEN = "gecodeerd; te zien als u dit zelf hebt gecodeerd"
"""Codeurs work blind of each other: who has not coded a passage does not see what another saw in it."""
GEEN_LABELS = "Aan deze tekst is nog geen code gegeven."


def table_labels(labels: pd.DataFrame, codeurs: Mapping[str, str]) -> Blok:
    """Return which codes a text has.

    Parameters
    ----------
    labels
        One row per fragment: `fragment` (id), `passage`, one column per codeur and `afgesproken`; a cell is a tuple of
        labels, or None where the codes of another stay hidden.
    codeurs
        The columns of codeurs, each with its heading.
    """
    if labels.empty:
        return build_paragraph(GEEN_LABELS)
    kolommen = {"fragment": Kolom("Fragment"), "passage": Kolom("Passage")}
    kolommen |= {codeur: Kolom(kop, write_labels) for codeur, kop in codeurs.items()}
    kolommen |= {"afgesproken": Kolom("Afgesproken", write_labels)}
    return build_table(labels, kolommen, "Codes bij deze tekst")


def write_labels(labels: Sequence[str] | None) -> str:
    """Return the codes of one codeur."""
    return VERBORGEN if labels is None else ", ".join(labels) or "–"


def show_passage(passage: str, fragment: str | None) -> Blok:
    """Return the passage that gets a code, and which fragment it is if it is one."""
    if not passage:
        return build_paragraph("Er is nog geen passage gekozen.")
    head = f"Gekozen passage, fragment {fragment}" if fragment else "Gekozen passage, nog geen fragment"
    html = Markup("<p><strong>{}:</strong> <q>{}</q></p>").format(head, passage)
    return Blok(html, f"{head}: {passage}")


def show_definitie(label: str, definitie: str) -> Blok:
    """Return when a code fits."""
    html = Markup('<p class="lk-noot"><strong>{}.</strong> {}</p>').format(label, definitie)
    return Blok(html, f"{label}. {definitie}")


def say_open(open_verschillen: int) -> str:
    """Return at how many fragments codeurs still have to talk."""
    if open_verschillen == 0:
        return "Er is geen verschil meer waarover nog niets is afgesproken."
    many = "één fragment" if open_verschillen == 1 else f"{open_verschillen} fragmenten"
    return f"Bij {many} verschillen codeurs en is nog niets afgesproken."
