"""What the bench for findings shows: the evidence in words, how a finding reads, how sure it is, and what is stale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Any

import pandas as pd
from markupsafe import Markup

from leerkring.begrippen import Zekerheid
from leerkring.hoofdstukken.bevindingen.beeld.teksten import fill_waarden, say_zekerheid, write_verwezen
from leerkring.weergave.blokken import Blok, build_paragraph, join_blocks
from leerkring.weergave.taal import write_sources

NIET_ZEKERDER = "Zekerder dan de effecten en bevindingen waar dit op rust, wordt het niet."
NOG_GEEN_RIJ = "Kies eerst een rij waar het antwoord op steunt. Dan staat hier hoe zeker het is."
REGELLENGTE = 90


def name_bewijs(row: Mapping[Any, Any]) -> str:
    """Return a row of `lay_bewijsrijen` as a line of a list."""
    return shorten(f"{row['plaats']} · {fill_waarden(row['woorden'], row['waarden'])}", REGELLENGTE, placeholder=" …")


def name_verwijzing(verwijzing: str, waarde: Any) -> str:
    """Return a number that can be brought into a text as a line of a list."""
    return f"{verwijzing} · {shorten(write_verwezen(waarde), REGELLENGTE, placeholder=' …')}"


def tell_bewijsrijen(rijen: pd.DataFrame, kop: str) -> Blok:
    """Return rows of `lay_bewijsrijen` with all that they say, where they come from and where they stand."""
    items = Markup("").join(
        Markup('<li>{} <span class="lk-bron">{}</span></li>').format(
            fill_waarden(r["woorden"], r["waarden"]),
            f"{r['plaats']} · {Zekerheid(r['zekerheid']).label.lower()} · {write_sources(r['bron'])} · {r['herkomst']}",
        )
        for r in rijen.to_dict("records")
    )
    html = Markup('<p><strong>{}</strong></p><ul class="lk-rust">{}</ul>').format(kop, items) if items else Markup("")
    return Blok(html, html.striptags())


def tell_concept(bevinding: Mapping[Any, Any] | None, lengtes: Mapping[str, tuple[int, int]]) -> Blok:
    """Return how a finding reads in the report, how sure it is and why, and how long its texts are.

    Parameters
    ----------
    bevinding
        A row of `lay_bevindingen`; None as long as it rests on nothing.
    lengtes
        By the name of a text, how many words it has and may have.
    """
    counts = build_paragraph(" ".join(say_lengte(naam, *words) for naam, words in lengtes.items()))
    heads = [Blok(Markup("<h4>{}</h4>").format(kop), kop) for kop in ("Zo zeker is het", "Zo staat het in het rapport")]
    if bevinding is None:
        return join_blocks([counts, heads[0], build_paragraph(NOG_GEEN_RIJ)])
    texts = [fill_waarden(bevinding[k] or "", bevinding["waarden"]) for k in ("antwoord", "wat_u_ermee_kunt")]
    reads = [build_paragraph(text) for text in (*texts, bevinding["verlaagd"]) if text]
    why = [("Dit telt mee:", bevinding["voor"]), ("Dit kost telkens een stap:", bevinding["tegen"])]
    lists = [list_woorden(kop, woorden) for kop, woorden in why if woorden]
    sure = Markup('<p class="lk-zeker"><strong>{}</strong></p>').format(say_zekerheid(bevinding))
    return join_blocks(
        [counts, heads[0], Blok(sure, sure.striptags()), *lists, build_paragraph(NIET_ZEKERDER), heads[1], *reads]
    )


def list_woorden(kop: str, woorden: Sequence[str]) -> Blok:
    """Return some words as a list below what they are."""
    items = Markup("").join(Markup("<li>{}</li>").format(woord) for woord in woorden)
    return Blok(Markup("<p>{}</p><ul>{}</ul>").format(kop, items), f"{kop} {', '.join(woorden)}")


def say_lengte(naam: str, woorden: int, hoogstens: int) -> str:
    """Return how long a text is, and what is too much."""
    text = f"{naam}: {woorden} van de {hoogstens} woorden"
    return f"{text}, dus {woorden - hoogstens} te veel." if woorden > hoogstens else f"{text}."


def tell_herzien(herzien: Mapping[str, Sequence[str]]) -> Blok:
    """Return which findings are to be looked at again, each with the rows that changed."""
    if not herzien:
        return build_paragraph("Geen bevinding is te herzien.")
    lines = [f"{key}: {', '.join(places)}" for key, places in herzien.items()]
    return list_woorden("Te herzien, want na het opschrijven veranderde er iets in deze rijen:", lines)


def tell_veranderd(antwoord: str) -> Blok:
    """Return what stands in a finding by now, for who was still changing what it was before."""
    html = Markup(
        "<p><strong>Deze bevinding veranderde intussen.</strong> Er staat nu: <q>{}</q> "
        "Slaat u op, dan komt uw tekst ervoor in de plaats.</p>"
    ).format(antwoord)
    return Blok(html, html.striptags())
