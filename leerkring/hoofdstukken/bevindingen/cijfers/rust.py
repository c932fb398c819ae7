"""The rows that a finding rests on and those that speak against it, each in words and with its sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from leerkring.begrippen import Bronsoort, Groep, Meting, Zekerheid
from leerkring.bewering import say_row
from leerkring.model.bevindingen import Bevinding
from leerkring.model.onderzoek import Indicatormeting
from leerkring.model.velden import Rij
from leerkring.model.vragenlijst import Antwoord
from leerkring.traject.inhoud import source_id
from leerkring.traject.traject import Traject
from leerkring.traject.verwezen import PLAATS, find_value, list_verwezen

VAN_DE_BRON = {Bronsoort.OBSERVATIE: Zekerheid.WAARGENOMEN, Bronsoort.REGISTRATIE: Zekerheid.GEMETEN}
"""How sure a row is that does not say so itself; what is only told is claimed."""


@dataclass(frozen=True)
class Steunpunt:
    """One row on which a finding rests, or which speaks against it."""

    plaats: str
    tegen: bool
    tabel: str
    woorden: str
    zekerheid: Zekerheid
    bron: tuple[str, ...]
    herkomst: str
    waarden: Mapping[str, Any] = field(default_factory=dict)
    """What the references in the words stand for, where these are a finding's."""


def list_steunpunten(traject: Traject, bevinding: Bevinding) -> list[Steunpunt]:
    """Return the rows of a finding in words, those that support it first; all of them may be seen here."""
    return [
        point
        for tegen, places in ((False, bevinding.steunt_op), (True, bevinding.spreekt_tegen))
        for plaats in places
        if (point := describe_plaats(traject, bevinding.deelnemer, plaats, tegen)) is not None
    ]


def describe_plaats(traject: Traject, deelnemer: str | None, plaats: str, tegen: bool = False) -> Steunpunt | None:
    """Return one row that a finding of a deelnemer can rest on in words, or None where nothing of it is here."""
    inhoud = traject.inhoud
    rows = list_verwezen(inhoud, deelnemer, plaats)
    if not rows:
        return None
    bron = tuple(dict.fromkeys(place for rij in rows for place in list_bronnen(traject, rij)))
    if isinstance(rows[0], Antwoord):
        item, groep, meting = plaats.split(":")
        tekst = inhoud.targets("items")[item].tekst
        words = f"‘{tekst}’, gevraagd aan {Groep(groep).label.lower()} bij {Meting(meting).label.lower()}"
        return Steunpunt(plaats, tegen, Antwoord.tabel, words, Zekerheid.GEMETEN, bron, "antwoorden.csv")
    tabel, gelezen = inhoud.bewijs[plaats]
    sure = find_zekerheid(traject, rows[0], bron)
    herkomst = f"{inhoud.file_of(tabel)}:{gelezen.nummer}"
    values = find_waarden(traject, rows[0]) if isinstance(rows[0], Bevinding) else {}
    return Steunpunt(plaats, tegen, tabel, find_words(rows[0]), sure, bron, herkomst, values)


def list_bronnen(traject: Traject, rij: Rij) -> Iterator[str]:
    """Yield the places of a row's sources; those of a finding are those of its rows."""
    yield from getattr(rij, "bron", ())
    if isinstance(rij, Bevinding):
        for plaats in rij.steunt_op:
            for other in list_verwezen(traject.inhoud, rij.deelnemer, plaats):
                yield from list_bronnen(traject, other)


def find_waarden(traject: Traject, bevinding: Bevinding) -> dict[str, Any]:
    """Return what each reference in the texts of a finding stands for: a number, a text, or a measured value.

    A measured value is a tuple of value, upper bound, precision and unit; answers to an item become their median.
    """
    found: dict[str, Any] = {}
    for verwijzing in PLAATS.findall(f"{bevinding.antwoord} {bevinding.wat_u_ermee_kunt or ''}"):
        value = find_value(traject.inhoud, bevinding, verwijzing)
        if isinstance(value, Indicatormeting):
            value = (value.waarde, value.waarde_hoog, str(value.precisie), value.eenheid)
        elif isinstance(value, list):
            value = float(median(antwoord.waarde for antwoord in value))
        found[verwijzing] = value
    return found


def find_words(rij: Rij) -> str:
    """Return what a row says."""
    return say_row(lambda kolom: getattr(rij, kolom, None))


def find_zekerheid(traject: Traject, rij: Any, bron: tuple[str, ...]) -> Zekerheid:
    """Return how sure a row is: as it says itself, else by the kind of its sources."""
    if getattr(rij, "zekerheid", None) is not None:
        return Zekerheid(rij.zekerheid)
    kinds = {b.id: b.soort for b in traject.rows("bronnen")}
    found = [VAN_DE_BRON.get(kinds[i], Zekerheid.BEWEERD) for i in map(source_id, bron) if i in kinds]
    return max(found, key=lambda z: z.rang, default=Zekerheid.BEWEERD)
