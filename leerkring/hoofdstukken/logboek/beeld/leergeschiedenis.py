"""The learning history as a story: voices beside the team's comment, round by round (Kleiner and Roth 1997)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from leerkring.weergave.blokken import Blok, build_gap, join_blocks
from leerkring.weergave.merken import link_sources
from leerkring.weergave.taal import write_count, write_date, write_quarter

LEES_MOMENTEN = (
    "Bij elk moment staat eerst wat iemand zei en dan wat het team noteerde. Zij staan bij elkaar omdat zij in "
    "dezelfde ronde dicht bij elkaar in de tijd liggen. De notitie gaat niet altijd over dat citaat."
)


def tell_leergeschiedenis(getoond: pd.DataFrame, telling: pd.DataFrame, naam: str, kopniveau: int = 3) -> Blok:
    """Return the learning history of a deelnemer: per round a list of moments, each with a voice and a comment.

    Parameters
    ----------
    getoond, telling
        The results of `select_moments` and `count_moments`.
    naam
        The name of the deelnemer.
    kopniveau
        The level of the heading of a round.
    """
    if getoond.empty:
        return build_gap(
            f"Een leergeschiedenis van {naam} is er niet: er zijn hier geen citaten of notities om te tonen."
        )
    parts = [Blok(Markup('<p class="lk-noot">{}</p>').format(LEES_MOMENTEN), LEES_MOMENTEN)]
    records = getoond.to_dict("records")
    for count in telling.to_dict("records"):
        ronde = None if pd.isna(count["ronde"]) else int(count["ronde"])
        moments = [m for m in records if (None if pd.isna(m["ronde"]) else int(m["ronde"])) == ronde]
        kop = f"Ronde {ronde}" if ronde else "Ronde niet bekend"
        left = say_left_out(count)
        html = Markup(
            '<section class="lk-geschiedenis"><h{k}>{kop}</h{k}>{rest}<ol class="lk-momenten">{items}</ol></section>'
        ).format(
            k=kopniveau,
            kop=kop,
            rest=Markup('<p class="lk-klein">{}</p>').format(left) if left else "",
            items=Markup("").join(Markup('<li class="lk-moment">{}{}</li>').format(*write_sides(m)) for m in moments),
        )
        parts.append(Blok(html, f"{kop}: {write_count(len(moments), 'moment', 'momenten')}. {left}".strip()))
    return join_blocks(parts)


def write_sides(moment: Mapping[Any, Any]) -> tuple[Markup, Markup]:
    """Return the two sides of a moment; a side that is not there says so."""
    empty = Markup('<div class="lk-leegte {}"><p class="lk-rol">{}</p></div>')
    voice, note = empty.format("lk-stem", "Geen citaat bij deze notitie"), empty.format("lk-commentaar", "Geen notitie")
    named = isinstance(moment["groep"], str)
    if isinstance(moment["stem"], str):
        voice = Markup(
            '<div class="lk-stem"><p class="lk-rol"><strong>Stem: {}</strong> · {}</p>'
            '<blockquote><p>{}</p></blockquote><p class="lk-bron">Bron: {}</p></div>'
        ).format(
            moment["groep"].lower() if named else "een betrokkene",
            write_date(moment["stem_datum"]) if named else write_quarter(moment["stem_datum"]),
            moment["stem"],
            link_sources(moment["bron"]),
        )
    if isinstance(moment["commentaar"], str):
        note = Markup(
            '<div class="lk-commentaar"><p class="lk-rol"><strong>Team: {}</strong> · {}</p><p>{}</p></div>'
        ).format(moment["soort"].lower(), write_date(moment["commentaar_datum"]), moment["commentaar"])
    return voice, note


def say_left_out(telling: Mapping[Any, Any]) -> str:
    """Return how many voices and notes of a round are not shown, or nothing where all are; see `count_moments`."""
    voices, notes = telling["stemmen_weg"], telling["notities_weg"]
    parts = []
    if voices:
        parts.append(f"{voices} van {write_count(telling['stemmen'], 'citaat', 'citaten')}")
    if notes:
        parts.append(f"{notes} van {write_count(telling['notities'], 'notitie', 'notities')}")
    return f"Niet getoond: {' en '.join(parts)} uit deze ronde." if parts else ""
