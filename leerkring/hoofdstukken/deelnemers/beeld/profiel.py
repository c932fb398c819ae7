"""Who a deelnemer is and in which surroundings it works, as tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd
from markupsafe import Markup

from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table, join_blocks
from leerkring.weergave.merken import BRON, link_sources, write_optional
from leerkring.weergave.taal import join_words, write_count, write_moment, write_value

MOMENT = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?")


def table_profiel(profiel: pd.DataFrame, naam: str, bron: Iterable[str], leden: pd.DataFrame) -> Blok:
    """Return the profile of a deelnemer, with its members if it is a samenwerkingsverband."""

    def write(value: Any) -> str:
        return write_moment(value) if isinstance(value, str) and MOMENT.fullmatch(value) else write_value(value)

    tabel = build_table(profiel, {"kenmerk": Kolom("Kenmerk"), "waarde": Kolom("Waarde", write)}, f"Profiel van {naam}")
    source = Blok(Markup('<p class="lk-bron">Bron: {}</p>').format(link_sources(bron)), "")
    if leden.empty:
        return join_blocks([tabel, source])
    text = f"Leden: {join_words(list(leden['naam']))}."
    return join_blocks([tabel, Blok(Markup("<p>{}</p>").format(text), text), source])


def table_herindelingen(herindelingen: pd.DataFrame, naam: str) -> Blok:
    """Return the mergers and splits behind a deelnemer."""
    if herindelingen.empty:
        return build_gap(f"Er zijn geen herindelingen bij {naam} beschreven.")
    return build_table(
        herindelingen,
        {
            "van": Kolom("Van"),
            "naar": Kolom("Naar"),
            "moment": Kolom("Wanneer", write_moment),
            "geheel": Kolom("Hele gemeente", lambda v: "ja" if v else "nee, een deel"),
            "toelichting": Kolom("Toelichting", write_optional),
            "bron": BRON,
        },
        f"Herindelingen bij {naam}",
    )


def table_context(context: pd.DataFrame, naam: str) -> Blok:
    """Return the context factors of a deelnemer, heaviest first."""
    if context.empty:
        return build_gap(f"Welke contextfactoren bij {naam} wegen, is niet vastgelegd.")
    weights = {1: "speelt mee", 2: "weegt zwaar", 3: "bepaalt de aanpak"}
    return build_table(
        context,
        {
            "factor": Kolom("Factor"),
            "lens": Kolom("Lens"),
            "gewicht": Kolom("Gewicht", lambda g: f"{g} ({weights[g]})"),
            "ook_bij": Kolom("Ook bij", lambda n: write_count(n, "andere deelnemer", "andere deelnemers")),
            "toelichting": Kolom("Waaruit dat blijkt"),
            "bron": BRON,
        },
        f"Context van {naam}",
    )
