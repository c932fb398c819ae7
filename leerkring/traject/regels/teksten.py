"""What went wrong on the way into a text: fillers, errors of a spreadsheet, broken letters, texts of an example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from leerkring.errors import Niveau, Probleem
from leerkring.model import ENTITEITEN
from leerkring.model.velden import Rij, check_visible
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.regels.planning import YAML, Regelcontrole
from leerkring.traject.regels.privacy import find_texts

VULLING = re.compile(r"[-–—?.x/_*]+", re.IGNORECASE)
"""What somebody types to fill a cell; it would count as a finding."""
NIETSZEGGEND = re.compile(r"n\.?\s?v\.?\s?t\.?|n/?a|geen|niets|leeg|tbd|p\.?m\.?|nader te bepalen", re.IGNORECASE)
"""What says in a cell that may be empty that there is nothing; where a text is asked for, it is an answer."""
REKENFOUT = re.compile(
    r"#(?:N/[AB]|VERW!|REF!|NAAM\?|NAME\?|WAARDE!|VALUE!|DEEL/0!|DIV/0!|GETAL!|NUM!|LEEG!|NULL!|#{2,})"
)
DATUMWRAK = re.compile(r"(?:4[0-7]\d{3}|(?:jan|feb|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)-\d{2})", re.IGNORECASE)
"""A date as Excel leaves it in a text: a count of days, or a month with a year."""
STUK_TEKEN = re.compile("\ufffd|[ÂÃâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
VOORBEELDTEKST = re.compile(
    r"alles is verzonnen|\(fictie[fv]|verzonnen bron|subsidie die niet bestaat|fictief voorbeeld", re.IGNORECASE
)


def check_vulling(inhoud: Inhoud) -> Iterator[Probleem]:
    """I21: a cell with words says something; one that has nothing to say is empty."""
    for entiteit in ENTITEITEN:
        kolommen = {kolom: entiteit.model_fields[kolom].is_required() for kolom in list_word_columns(entiteit)}
        for nummer, rij in inhoud.rows(entiteit.tabel):
            for kolom, needed in kolommen.items():
                text = getattr(rij, kolom)
                if text is not None and (VULLING.fullmatch(text) or (not needed and NIETSZEGGEND.fullmatch(text))):
                    allowed = (
                        "een tekst die iets zegt" if needed else "laat de cel leeg, of schrijf op wat er is gevonden"
                    )
                    bestand, why = inhoud.file_of(entiteit.tabel), "dit vult de cel en zegt niets"
                    yield Probleem(bestand, why, nummer, kolom, text, allowed, "I21")


def check_rekenfouten(inhoud: Inhoud) -> Iterator[Probleem]:
    """I22: no text holds what a spreadsheet makes of a formula or a date that it cannot show."""
    for bestand, nummer, kolom, text in walk_cells(inhoud):
        found = REKENFOUT.search(text)
        if found:
            why, allowed = "een foutmelding van het rekenblad", "herstel de formule, of typ de tekst zelf"
            yield Probleem(bestand, why, nummer, kolom, found[0], allowed, "I22")
        elif DATUMWRAK.fullmatch(text):
            why, allowed = "het rekenblad heeft hier misschien een datum van gemaakt", "typ de tekst zelf"
            yield Probleem(bestand, why, nummer, kolom, text, allowed, "I22", Niveau.WARNING)


def check_tekens(inhoud: Inhoud) -> Iterator[Probleem]:
    """I23: letters arrived as they were written, or else a name on the key would not be found in them."""
    for bestand, nummer, kolom, text in walk_cells(inhoud):
        found = STUK_TEKEN.search(text)
        right = repair_tekens(text) if found else None
        if found and (right is not None or found[0] == "\ufffd"):
            start = max(found.start() - 10, 0)
            allowed = right[start : start + 30] if right else "typ de tekst opnieuw; het teken zelf is verloren"
            why = "de letters zijn onderweg stukgegaan"
            yield Probleem(bestand, why, nummer, kolom, text[start : start + 30], allowed, "I23", Niveau.WARNING)


def check_voorbeeldteksten(inhoud: Inhoud) -> Iterator[Probleem]:
    """I24: a traject about real people holds no text of the example that it was copied from."""
    if inhoud.beschrijving.fictief:
        return
    places = [*walk_cells(inhoud), *((YAML, None, k, text) for k, text in find_texts(inhoud.beschrijving))]
    for bestand, nummer, kolom, text in places:
        found = VOORBEELDTEKST.search(text)
        if found:
            why = "deze tekst komt uit een verzonnen voorbeeld, en dit traject is echt"
            yield Probleem(bestand, why, nummer, kolom, found[0], "een tekst over dit traject, of fictief: true", "I24")


def walk_cells(inhoud: Inhoud) -> Iterator[tuple[str, int | None, str, str]]:
    """Yield file, row, column and text of each cell with words of somebody's own."""
    for entiteit in ENTITEITEN:
        kolommen = list_word_columns(entiteit)
        for nummer, rij in inhoud.rows(entiteit.tabel):
            for kolom in kolommen:
                text = getattr(rij, kolom)
                if text is not None:
                    yield inhoud.file_of(entiteit.tabel), nummer, kolom, text


@cache
def list_word_columns(entiteit: type[Rij]) -> tuple[str, ...]:
    """Return the columns of a table in which somebody writes words: no ids, no codes, no lists."""
    return tuple(k for k, field in entiteit.model_fields.items() if is_words(field.annotation, field.metadata))


def is_words(annotation: Any, metadata: Any) -> bool:
    """Tell whether a column takes any text, or no text at all."""
    if any(getattr(mark, "func", None) is check_visible for mark in metadata):
        return annotation is str
    return any(is_words(get_args(part)[0], get_args(part)[1:]) for part in get_args(annotation) if get_args(part))


def repair_tekens(text: str) -> str | None:
    """Return a text of which the letters were read in the wrong way once, as it was written; None where it was not."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return None


TEKST_REGELS: tuple[Regelcontrole, ...] = (check_vulling, check_rekenfouten, check_voorbeeldteksten)
TEKST_OPMERKINGEN: tuple[Regelcontrole, ...] = (check_tekens,)
