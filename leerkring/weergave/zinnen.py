"""Dutch sentences from finished numbers; short, and honest about what is not known."""

from __future__ import annotations

import pandas as pd

from leerkring.analyse.kern import Kerncijfers
from leerkring.begrippen import Richting
from leerkring.weergave.taal import join_words, write_count

RICHTINGWOORD = {
    Richting.GUNSTIG: "gunstig",
    Richting.GEMENGD: "gemengd",
    Richting.NEUTRAAL: "zonder verandering",
    Richting.ONGUNSTIG: "ongunstig",
}


def say_shift(verschuiving: pd.DataFrame) -> str:
    """Return the largest change of a sturingsmix as a sentence without its full stop.

    Parameters
    ----------
    verschuiving
        The result of `measure_shift`.
    """
    if verschuiving.empty:
        return "De sturingsmix is één keer gemeten; een verandering is niet te zien"
    top = verschuiving.iloc[0]
    if top["verschil"] == 0:
        return f"Tussen {top['van']} en {top['tot']} bleef de sturingsmix gelijk"
    same = verschuiving[verschuiving["verschil"] == top["verschil"]]
    same = same[same["aanzicht"] == top["aanzicht"]]
    verb = "nam" if len(same) == 1 else "namen"
    word = "toe" if top["verschil"] > 0 else "af"
    forms = join_words([v.lower() for v in same["vorm"]])
    numbers = f" (van {top['begin']} naar {top['eind']})" if len(same) == 1 else ""
    return f"{top['aanzicht']} {verb} {forms} het meest {word}{numbers}"


def say_circle(kern: Kerncijfers) -> str:
    """Return how many deelnemers work on how many forms."""
    verb = "werkt" if kern.deelnemers == 1 else "werken"
    deelnemers = write_count(kern.deelnemers, "deelnemer", "deelnemers")
    return f"Er {verb} {deelnemers} aan {write_count(kern.vormen, 'sturingsvorm', 'sturingsvormen')}."


def say_directions(richtingen: dict[Richting, int]) -> str:
    """Return counts per direction in words: 3 gunstig en 1 ongunstig; nothing for what does not occur."""
    return join_words([f"{n} {RICHTINGWOORD[r]}" for r, n in richtingen.items() if n])


def say_steps(kern: Kerncijfers) -> str:
    """Return what was done."""
    verb = "is" if kern.interventies == 1 else "zijn"
    text = f"Er {verb} {write_count(kern.interventies, 'stap', 'stappen')} vastgelegd"
    parts = []
    if kern.uitgevoerd:
        parts.append(f"{kern.uitgevoerd} uitgevoerd")
    if kern.gestopt:
        parts.append(f"{kern.gestopt} gestopt")
    if kern.lopend:
        parts.append(f"{kern.lopend} nog bezig")
    return f"{text}: {join_words(parts)}." if parts else f"{text}."


def say_effects(kern: Kerncijfers) -> str:
    """Return what changed, and how much of it was measured."""
    if not kern.effecten:
        return "Welke effecten dit had, is niet bekend."
    verb = "is" if kern.effecten == 1 else "zijn"
    text = f"Er {verb} {write_count(kern.effecten, 'effect', 'effecten')} gezien: {say_directions(kern.richtingen)}."
    measured = (
        "Geen daarvan is gemeten."
        if kern.gemeten == 0
        else f"Daarvan {'is' if kern.gemeten == 1 else 'zijn'} er {kern.gemeten} gemeten."
    )
    return f"{text} {measured}"


def say_judgements(kern: Kerncijfers) -> str:
    """Return how inwoners and partners judge, and for whom nothing is known."""
    known = {g: r for g, r in kern.oordelen.items() if any(r.values())}
    silent = [g.label.lower() for g in kern.oordelen if g not in known]
    if not known:
        return "Wat inwoners en partners van de effecten vinden, is niet beschreven."
    parts = [f"Oordeel van {g.label.lower()}: {say_directions(r)}." for g, r in known.items()]
    if silent:
        parts.append(f"Een oordeel van {join_words(silent)} is niet beschreven.")
    return " ".join(parts)


def say_gaps(kern: Kerncijfers) -> str:
    """Return the deelvragen for which there is no evidence."""
    if not kern.lacunes:
        return "Voor elke deelvraag is er bewijs. Dat zegt nog niet hoe sterk het is."
    gaps = [gap if kern.naam is None else gap.lower() for gap in kern.lacunes]
    return f"Nog geen bewijs is er voor: {join_words(gaps)}."


def say_lessons(kern: Kerncijfers) -> str:
    """Return how many lessons rest on this deelnemer, or on the circle."""
    if kern.naam is None:
        return f"Er {'is' if kern.lessen == 1 else 'zijn'} {write_count(kern.lessen, 'les', 'lessen')} opgeschreven."
    if not kern.lessen:
        return "Nog geen enkele les steunt op deze deelnemer."
    return (
        f"Er {'gaat' if kern.lessen == 1 else 'gaan'} {write_count(kern.lessen, 'les', 'lessen')} over deze deelnemer."
    )
