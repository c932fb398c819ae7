"""What a finding refers to: the rows that it rests on, the numbers that its text takes from them, and their stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from leerkring.begrippen import Toestemming
from leerkring.model.bevindingen import ITEMDELEN, Bevinding
from leerkring.model.onderzoek import Indicatormeting
from leerkring.model.velden import Rij
from leerkring.model.vragenlijst import Antwoord
from leerkring.traject.deur.tellingen import list_answers
from leerkring.traject.fingerprint import shorten
from leerkring.traject.inhoud import Inhoud

PLAATS = re.compile(r"\{([^{}]*)\}")
"""A number in a text that is taken from a row."""
GETYPT = re.compile(r"\d+(?:[.,]\d+)*")
AANTAL = "n"
TOENTEKEN = "="
"""What stands between a row and what it was, in the column gezien."""


def list_plaatsen(bevinding: Bevinding) -> tuple[str, ...]:
    """Return the places that a finding rests on and those that speak against it."""
    return (*bevinding.steunt_op, *bevinding.spreekt_tegen)


def list_verwezen(inhoud: Inhoud, deelnemer: str | None, plaats: str) -> list[Rij]:
    """Return the rows that a place stands for: a row with its series of numbers, or answers of a deelnemer."""
    parts = plaats.split(":")
    if len(parts) == ITEMDELEN:
        return list(find_answers(inhoud, deelnemer, *parts))
    found = inhoud.bewijs.get(plaats)
    if found is None:
        return []
    tabel, gelezen = found
    series = [m for _, m in inhoud.rows(Indicatormeting.tabel) if m.effect == plaats] if tabel == "effecten" else []
    return [gelezen.rij, *series]


def find_answers(inhoud: Inhoud, deelnemer: str | None, item: str, groep: str, meting: str) -> Iterator[Antwoord]:
    """Yield the answers on the scale that a group of a deelnemer gave to an item, and did not withdraw."""
    for who, antwoord in list_answers(inhoud):
        here = (antwoord.item, antwoord.meting, who.deelnemer, who.groep) == (item, meting, deelnemer, groep)
        if here and type(antwoord.waarde) is int and who.toestemming is not Toestemming.INGETROKKEN:
            yield antwoord


def list_verwijzingen(bevinding: Bevinding) -> list[str]:
    """Return what the texts of a finding refer to in braces, in order."""
    return PLAATS.findall(f"{bevinding.antwoord} {bevinding.wat_u_ermee_kunt or ''}")


def find_plaats(bevinding: Bevinding, verwijzing: str) -> str:
    """Return the place of a finding to which a reference in its text belongs; nothing where it belongs to none."""
    places = list_plaatsen(bevinding)
    plaats = verwijzing.partition(".")[0]
    # An id may hold a point itself.
    return plaats if plaats in places else next((p for p in places if verwijzing.startswith(f"{p}.")), "")


def find_value(inhoud: Inhoud, bevinding: Bevinding, verwijzing: str) -> Any:
    """Return what a reference in a text stands for, or None when it leads to nothing that the finding rests on.

    `WOL-E1.T3` is the measurement of that effect at that step, `AD01.ronde` a cell of a row, `V7:inwoners:T3` the
    answers to an item, and `V7:inwoners:T3.n` how many there are.
    """
    plaats = find_plaats(bevinding, verwijzing)
    what = verwijzing.removeprefix(plaats).removeprefix(".")
    rows = list_verwezen(inhoud, bevinding.deelnemer, plaats)
    if not rows:
        return None
    if ":" in plaats:
        return rows if not what else len(rows) if what == AANTAL else None
    steps = [r for r in rows[1:] if isinstance(r, Indicatormeting) and r.stap == what]
    if len(steps) == 1:
        return steps[0]
    return getattr(rows[0], what, None) if what in type(rows[0]).model_fields else None


def list_loose_numbers(inhoud: Inhoud, bevinding: Bevinding) -> list[str]:
    """Return the numbers that were typed in the texts of a finding and stand in none of the rows that it rests on.

    Where it rests on answers, it may also say from where to where their scale runs.
    """
    known: set[float | str] = {
        read_number(number)
        for plaats in list_plaatsen(bevinding)
        for rij in list_verwezen(inhoud, bevinding.deelnemer, plaats)
        for number in GETYPT.findall(rij.model_dump_json(exclude={"bron", "vertrouwelijkheid"}))
    }
    schaal = inhoud.vragenlijst.schaal
    if schaal and any(":" in plaats for plaats in list_plaatsen(bevinding)):
        known |= {float(schaal.laag), float(schaal.hoog)}
    text = PLAATS.sub(" ", f"{bevinding.antwoord} {bevinding.wat_u_ermee_kunt or ''}")
    return [number for number in dict.fromkeys(GETYPT.findall(text)) if read_number(number) not in known]


def read_number(text: str) -> float | str:
    """Return the value of a number as a Dutch text has it: 270.000 is large and 2,5 is not."""
    try:
        return float(
            text.replace(".", "").replace(",", ".")
            if re.fullmatch(r"\d{1,3}(\.\d{3})+", text)
            else text.replace(",", ".")
        )
    except ValueError:
        return text


def hash_plaats(inhoud: Inhoud, bevinding: Bevinding, plaats: str) -> str:
    """Return what the rows of a place are now, as a short text that changes when one of them does.

    That somebody looked at a finding again, and left it as it was, changes nothing for those that rest on it; nor does
    a column that came to the model and is empty.
    """
    rows = list_verwezen(inhoud, bevinding.deelnemer, plaats)
    return shorten("\n".join(rij.model_dump_json(exclude={"gezien"}, exclude_defaults=True) for rij in rows))


def read_gezien(inhoud: Inhoud, bevinding: Bevinding) -> tuple[str, ...]:
    """Return what stands in the column gezien when a finding is written down now."""
    return tuple(f"{p}{TOENTEKEN}{hash_plaats(inhoud, bevinding, p)}" for p in list_plaatsen(bevinding))


def list_changed(inhoud: Inhoud, bevinding: Bevinding) -> list[str]:
    """Return the places that are not what they were when a finding was written down; none when nobody noted that."""
    return [
        plaats
        for plaats, _, stand in (g.partition(TOENTEKEN) for g in bevinding.gezien)
        if plaats in list_plaatsen(bevinding) and stand != hash_plaats(inhoud, bevinding, plaats)
    ]
