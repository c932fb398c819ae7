"""What was seen at a deelnemer, and what outsiders say of it, told by the rows themselves."""

from __future__ import annotations

import pandas as pd

from leerkring.begrippen import Bewijskracht, Groep, Richting
from leerkring.weergave.merken import RICHTINGWOORD
from leerkring.weergave.taal import start_sentence

ZOVEEL_OORDELEN = 2
VOLGENS = "volgens het verslag"
"""What a document tells of inwoners or partners is hearsay, whatever the words of the row."""


def say_gezien(bijdragen: pd.DataFrame) -> str:
    """Return the effect with the strongest evidence, what speaks against it, and what went the other way.

    Parameters
    ----------
    bijdragen
        The result of `trace_bijdragen`.
    """
    if bijdragen.empty:
        return "Wat er veranderde, is nog niet bekend."
    best = bijdragen.iloc[0]
    sentences = [end(best["omschrijving"]), f"Het bewijs daarvoor is {Bewijskracht(best['kracht']).label.lower()}."]
    if isinstance(best["tegenbewijs"], str):
        sentences.append(f"Daar staat tegenover: {end(best['tegenbewijs'])}")
    others = bijdragen.iloc[1:]
    against = {str(Richting.GUNSTIG): Richting.ONGUNSTIG, str(Richting.ONGUNSTIG): Richting.GUNSTIG}
    contrary = others[others["richting"] == str(against.get(best["richting"], Richting.ONGUNSTIG))]
    if len(contrary):
        sentences.append(f"{start_sentence(contrary['richting'].iloc[0])} was ook: {end(contrary['naam'].iloc[0])}")
    return " ".join(sentences)


def say_oordeel(oordelen: pd.DataFrame) -> str:
    """Return what inwoners and partners say, the least favourable first; nothing where they say nothing.

    Parameters
    ----------
    oordelen
        The result of `list_oordelen`.
    """
    order = [Richting(oordeel).rang for oordeel in oordelen["oordeel"]]
    worst = oordelen.assign(rang=order).sort_values("rang", ascending=False, kind="stable")
    # One for each direction, so that nobody reads praise where there was blame as well.
    told = worst.drop_duplicates("oordeel").head(ZOVEEL_OORDELEN)
    said = []
    for r in told.to_dict("records"):
        # Where the row itself already says according to whom, it is not said twice.
        says_so = r["omschrijving"].startswith("Volgens ")
        said.append(f"{name_wie(r['groep'], r['verteld'] and not says_so)}: {end(r['omschrijving'])}")
    return " ".join(said)


def name_wie(groep: str, verteld: bool) -> str:
    """Return who judges; where others tell it, a reader has to know that at once."""
    return f"{groep}, {VOLGENS}" if verteld else groep


def say_anders(groep: Groep, oordeel: Richting, verteld: bool) -> str:
    """Return that a group judges otherwise than an effect points, and whether others tell so."""
    return f"{groep.label} oordelen {f'{VOLGENS} ' if verteld else ''}anders ({RICHTINGWOORD[oordeel]})"


def end(text: str) -> str:
    """Return a text with a full stop."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
