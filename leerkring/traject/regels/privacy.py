"""What may not stand in the texts of a traject folder: data that point to a person, and formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from leerkring.begrippen import Begrip
from leerkring.errors import Niveau, Probleem
from leerkring.model import ENTITEITEN
from leerkring.model.velden import Rij
from leerkring.persoonsgegevens import find_persoonsgegevens
from leerkring.traject.inhoud import Inhoud, references
from leerkring.traject.regels.planning import YAML, Regelcontrole

# "- een punt" is a list and "+ 3 mensen" an addition in words; without the space they are formulas to a spreadsheet.
FORMULE = re.compile(r"[=@]|[+-][\w(\[{\"'+=-]")
LANGST_GETOOND = 30
GEEN_FORMULE = "een tekst die niet begint met = + - @ voor een letter, cijfer of haakje"


def check_persoonsgegevens(inhoud: Inhoud) -> Iterator[Probleem]:
    """I10: no text holds an address or number of a person; a person must judge, so it is a warning."""
    for entiteit in ENTITEITEN:
        verwijzingen = references(entiteit)
        # What a row refers to is looked at where it stands.
        kolommen = [kolom for kolom in list_text_columns(entiteit) if kolom not in verwijzingen]
        for nummer, rij in inhoud.rows(entiteit.tabel):
            for kolom in kolommen:
                for _, text in find_texts(getattr(rij, kolom)):
                    yield from warn(f"{entiteit.tabel}.csv", nummer, kolom, text)
    for bestand, model in ((YAML, inhoud.beschrijving), ("vragenlijst.yaml", inhoud.vragenlijst)):
        for kolom, text in find_texts(model):
            yield from warn(bestand, None, kolom, text)


def check_formules(inhoud: Inhoud) -> Iterator[Probleem]:
    """I11: no text begins as a formula, which a spreadsheet would run when somebody opens the table in it."""
    for entiteit in ENTITEITEN:
        kolommen = list_text_columns(entiteit)
        for nummer, rij in inhoud.rows(entiteit.tabel):
            for kolom in kolommen:
                for _, text in find_texts(getattr(rij, kolom)):
                    if FORMULE.match(text):
                        why, found = "Excel zou deze tekst als formule uitvoeren", text[:LANGST_GETOOND]
                        bestand, allowed = f"{entiteit.tabel}.csv", GEEN_FORMULE
                        yield Probleem(bestand, why, nummer, kolom, found, allowed, "I11", Niveau.WARNING)


@cache
def list_text_columns(entiteit: type[Rij]) -> tuple[str, ...]:
    """Return the columns of a table that can hold free text: the only ones worth looking into in a large traject."""
    return tuple(kolom for kolom, field in entiteit.model_fields.items() if may_hold_text(field.annotation))


def may_hold_text(annotation: Any) -> bool:
    """Tell whether a value of this type can be, or can hold, text that is not a code of a vocabulary."""
    parts = get_args(annotation)
    if parts:
        return any(may_hold_text(part) for part in parts)
    return isinstance(annotation, type) and issubclass(annotation, str) and not issubclass(annotation, Begrip)


def find_texts(value: Any, kolom: str = "") -> Iterator[tuple[str, str]]:
    """Yield each free text in a record with its column; within a YAML file that is a path."""
    if isinstance(value, str):
        if not isinstance(value, Begrip):
            yield kolom, value
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from find_texts(inner, kolom)
    elif isinstance(value, BaseModel | dict):
        for key, inner in dict(value).items():
            yield from find_texts(inner, f"{kolom}, {key}" if kolom else str(key))


def warn(bestand: str, nummer: int | None, kolom: str, text: str) -> Iterator[Probleem]:
    """Yield one warning for a text that holds personal data, without repeating them."""
    found = find_persoonsgegevens(text)
    if found:
        why, masks = "in deze tekst staan persoonsgegevens", "; ".join(f"{v.soort.label} {v.masker}" for v in found)
        allowed = "pseudoniemen en functies; laat de gegevens weg, of schrijf het anders als het loos alarm is"
        yield Probleem(bestand, why, nummer, kolom, masks, allowed, "I10", Niveau.WARNING)


PRIVACY_REGELS: tuple[Regelcontrole, ...] = (check_persoonsgegevens, check_formules)
