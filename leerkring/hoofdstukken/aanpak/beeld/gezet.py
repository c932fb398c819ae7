"""What was done at a deelnemer, told by the steps themselves."""

from __future__ import annotations

import pandas as pd

from leerkring.begrippen import InterventieStatus
from leerkring.weergave.taal import join_words

ZOVEEL_STAPPEN = 3
"""More names than this make a list that nobody reads."""


def say_gezet(stappen: pd.DataFrame) -> str:
    """Return which steps were taken and which were let go, by name.

    Parameters
    ----------
    stappen
        The rows of the table interventies about one deelnemer.
    """
    gezet = stappen[stappen["status"].isin([str(InterventieStatus.UITGEVOERD), str(InterventieStatus.LOPEND)])]
    gestopt = stappen[stappen["status"] == str(InterventieStatus.GESTOPT)]
    sentences = []
    if len(gezet):
        more = "onder meer " if len(gezet) > ZOVEEL_STAPPEN else ""
        verb = "is" if len(gezet) == 1 else "zijn"
        sentences.append(f"Gezet {verb} {more}{write_steps(gezet)}.")
    if len(gestopt):
        sentences.append(f"Gestopt {'is' if len(gestopt) == 1 else 'zijn'} {write_steps(gestopt)}.")
    return " ".join(sentences) or "Welke stappen zijn gezet, is niet vastgelegd."


def write_steps(stappen: pd.DataFrame) -> str:
    """Return the names of the first steps, each between quotes."""
    return join_words([f"‘{naam}’" for naam in stappen["naam"].head(ZOVEEL_STAPPEN)])
