"""Charts, tables and sentences on the approach: steps, support, planning, and what was dropped (deelvraag D1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_paragraph, build_table, join_blocks
from leerkring.weergave.merken import BRON, write_optional
from leerkring.weergave.taal import write_count, write_period

DUURWOORDEN = {"dag": ("dag", "dagen"), "maand": ("maand", "maanden"), "jaar": ("jaar", "jaar")}


def table_ondersteuning(telling: pd.DataFrame, naam: str) -> Blok:
    """Return in which roles the kennispartner helped, with the steps; see `count_ondersteuning`."""
    if not telling["n"].iloc[:-1].any():
        return build_gap(f"Bij welke stappen de kennispartner {naam} hielp, is niet vastgelegd.")
    kolommen = {
        "ondersteuning": Kolom("Rol van de kennispartner"),
        "n": Kolom("Stappen", getal=True),
        "stappen": Kolom("Welke", lambda names: "; ".join(names) or "geen"),
    }
    note = "Een stap kan bij meer dan één rol tellen. Wat nog gepland is, telt niet mee."
    tabel = build_table(telling, kolommen, f"Hulp van de kennispartner bij {naam}")
    return join_blocks([tabel, Blok(Markup('<p class="lk-noot">{}</p>').format(note), note)])


def write_slip(verschil: Any, maat: Any) -> str:
    """Return a slip in words: 12 dagen later, 1 maand eerder, zoals gepland; nothing where it is missing."""
    if pd.isna(verschil):
        return ""
    if verschil == 0:
        return "zoals gepland"
    return f"{write_count(abs(int(verschil)), *DUURWOORDEN[maat])} {'later' if verschil > 0 else 'eerder'}"


def explain_slip(record: Mapping[Any, Any], moment: str) -> str:
    """Return the slip of a start or an end in words, or why there is none."""
    if not pd.isna(record[f"{moment}_verschil"]):
        return write_slip(record[f"{moment}_verschil"], record[f"{moment}_maat"])
    if record["status"] == "Gepland":
        return "nog niet begonnen" if moment == "start" else ""
    return "loopt nog" if record["status"] == "Lopend" and moment == "eind" else "datum niet bekend"


def table_planning(planning: pd.DataFrame, samenvatting: pd.DataFrame, naam: str) -> Blok:
    """Return planned against done, with the slip in words.

    Parameters
    ----------
    planning, samenvatting
        The results of `compare_planning` and `sum_planning`.
    naam
        The name of the deelnemer.
    """
    if planning["gepland"].isna().all():
        return build_gap(f"Wat {naam} vooraf plande, is niet bekend. Uitloop is dus niet te zien.")
    shown = planning.dropna(subset=["gepland"])
    records = shown.to_dict("records")
    shown = shown.assign(
        begin=[explain_slip(r, "start") for r in records], einde=[explain_slip(r, "eind") for r in records]
    )

    def write(period: Any) -> str:
        return write_period(period) if isinstance(period, str) else "niet bekend"

    kolommen = {
        "naam": Kolom("Stap"),
        "status": Kolom("Status"),
        "gepland": Kolom("Gepland", write),
        "gedaan": Kolom("Gedaan", write),
        "begin": Kolom("Begin"),
        "einde": Kolom("Einde"),
        "toelichting": Kolom("Toelichting", write_optional),
        "bron": BRON,
    }
    tabel = build_table(shown, kolommen, f"Gepland en gedaan bij {naam}")
    rest = len(planning) - len(shown)
    note = f"Van {write_count(rest, 'andere stap', 'andere stappen')} is geen planning bekend."
    blocks = [build_paragraph(say_planning(samenvatting)), tabel]
    return join_blocks([*blocks, Blok(Markup('<p class="lk-noot">{}</p>').format(note), note)] if rest else blocks)


def say_planning(samenvatting: pd.DataFrame) -> str:
    """Return how many steps began and ended later than planned; see `sum_planning`."""
    start, eind = samenvatting.to_dict("records")
    late = [
        f"{verbs[row['later'] > 1]} er {row['later'] or 'geen'} te laat"
        + (f" ({row['eerder']} eerder)" if row["eerder"] else "")
        for row, verbs in ((start, ("begon", "begonnen")), (eind, ("eindigde", "eindigden")))
    ]
    unknown = int(samenvatting["onbekend"].max())
    gap = f" Van {write_count(unknown, 'stap', 'stappen')} is niet alles bekend." if unknown else ""
    if not start["n"] and not eind["n"]:
        return "Of stappen later begonnen of eindigden dan gepland, is niet bekend."
    if start["n"] == eind["n"]:
        return f"Van {_steps(start['n'])} {late[0]} en {late[1]}.{gap}"
    known = [
        f"Van {_steps(row['n'])} met een bekend {word} {text}."
        for row, word, text in ((start, "begin", late[0]), (eind, "einde", late[1]))
        if row["n"]
    ]
    return " ".join(known) + gap


def _steps(n: int) -> str:
    """Return a known number of steps in words."""
    return "de ene stap" if n == 1 else f"de {n} stappen"


def table_gestopt(gestopt: pd.DataFrame, naam: str) -> Blok:
    """Return what was tried and dropped, with the reason; see `list_gestopt`."""
    if gestopt.empty:
        return build_gap(f"Bij {naam} is geen stap vastgelegd die werd gestopt.")
    kolommen = {
        "naam": Kolom("Stap"),
        "soort": Kolom("Soort"),
        "gedaan": Kolom("Wanneer", lambda p: write_period(p) if isinstance(p, str) else "datum niet bekend"),
        "doel": Kolom("Wat men wilde", write_optional),
        "reden": Kolom("Waarom gestopt", lambda t: t if isinstance(t, str) else "reden niet bekend"),
        "bron": BRON,
    }
    return build_table(gestopt, kolommen, f"Geprobeerd en gestopt bij {naam}")
