"""What a cell can mean that is not in the form of its column: one description for each type of column.

Only a cell that its column refuses is looked at, and what comes out is judged by the same column once more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import BeforeValidator

from leerkring.begrippen import Begrip
from leerkring.model.velden import (
    LIJST_SCHEIDING,
    Rij,
    parse_datum,
    parse_geheel,
    parse_getal,
    parse_ja_nee,
    parse_moment,
    split_list,
)
from leerkring.model.vragenlijst import WEET_NIET, Schaal, parse_antwoord

MAANDNAMEN: tuple[str, ...] = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus")
MAANDNAMEN += ("september", "oktober", "november", "december")
MAANDNUMMERS = {deel: n for n, naam in enumerate(MAANDNAMEN, 1) for deel in (naam, naam[:3])}
MAANDNUMMERS |= {"mrt": 3, "sept": 9}
MIDDERNACHT = r"(?:[ t]0?0:00(?::00)?)?"
"""What spreadsheets write behind a day that they keep as a moment."""
DAGVORMEN = tuple(
    re.compile(form + MIDDERNACHT, re.ASCII)
    for form in (
        r"(?P<d>\d{1,2})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4}|\d\d)",  # a Dutch day comes before its month
        r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})",
        r"(?P<d>\d{1,2})[- ](?P<m>[a-z]{3,9})\.?[- ](?P<y>\d{4}|\d\d)",
    )
)
MAANDVORMEN = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<m>\d{1,2})[-/](?P<y>\d{4})",
        r"(?P<y>\d{4})[-/](?P<m>\d{1,2})",
        r"(?P<m>[a-z]+)\.?[- ](?P<y>\d{4})",
    )
)
EEUWGRENS = 29
"""Up to this number Excel takes a year of two digits for one of this century; a later one can be of either."""
JANEEWOORDEN = {"ja": "ja", "j": "ja", "waar": "ja", "true": "ja"} | dict.fromkeys(
    ("nee", "n", "onwaar", "false"), "nee"
)
HEEL = re.compile(r"([+-]?\d+)[.,]0{1,2}", re.ASCII)
DUIZENDTALLEN = re.compile(r"[+-]?\d{1,3}(?:(?:\.\d{3})+,|(?:,\d{3})+\.)\d+", re.ASCII)
LIJSTVORMEN = (re.compile(r"\|"), re.compile(r"[|,;\n]"))


class Kolomsoort(NamedTuple):
    """What is known of a column: how a cell is read strictly, the codes that it holds, and whether these are many."""

    lees: Callable[[Any], Any] | None
    codes: type[Begrip] | None
    lijst: bool


def list_readings(entiteit: type[Rij], kolom: str, cel: str, schaal: Schaal | None) -> tuple[str, ...]:
    """Return what a cell can mean, in the form of its column; only one who finds one thing may go on with it."""
    soort = describe_kolom(entiteit, kolom)
    if soort.lijst:
        return tuple(dict.fromkeys(read_list(cel, soort.codes)))
    found = list(read_code(cel, soort.codes)) if soort.codes else []
    if soort.lees in LEZINGEN:
        found += LEZINGEN[soort.lees](cel.lower())
    if soort.lees is parse_antwoord and schaal is not None:
        labels = [(label, str(waarde)) for waarde, label in schaal.labels.items()] + [(WEET_NIET, WEET_NIET)]
        found += [waarde for label, waarde in labels if level(label) == level(cel)]
    return tuple(dict.fromkeys(found))


@cache
def describe_kolom(entiteit: type[Rij], kolom: str) -> Kolomsoort:
    """Return what is known of a column by its type."""
    field = entiteit.model_fields[kolom]
    parts = [*walk_type(field.annotation), *field.metadata]
    functions = [part.func for part in parts if isinstance(part, BeforeValidator)]
    codes = next((part for part in parts if isinstance(part, type) and issubclass(part, Begrip)), None)
    return Kolomsoort(next((f for f in functions if f in LEZINGEN), None), codes, split_list in functions)


def walk_type(part: Any) -> Iterator[Any]:
    """Yield a type and all that it is made of."""
    yield part
    for inner in get_args(part):
        yield from walk_type(inner)


def level(text: str) -> str:
    """Return a text without what people vary: capitals, and how words are parted."""
    return re.sub(r"[\s_-]+", " ", text.casefold()).strip()


def read_code(cel: str, codes: type[Begrip]) -> Iterator[str]:
    """Yield the codes that are written so, or whose label is, but for capitals."""
    return (str(code) for code in codes if level(cel) in (level(code), level(code.label)))


def read_list(cel: str, codes: type[Begrip] | None) -> Iterator[str]:
    """Yield the list that a cell holds with other separators or labels; a bare number belongs to what stands before."""
    for vorm in LIJSTVORMEN if codes else LIJSTVORMEN[-1:]:
        items = [item.strip() for item in vorm.split(cel) if item.strip()]
        read = [list(read_code(item, codes)) if codes else [item] for item in items if codes or not item.isdigit()]
        if len(read) == len(items) > 0 and all(len(found) == 1 for found in read):
            yield LIJST_SCHEIDING.join(found[0] for found in read)
            return


def read_day(cel: str) -> Iterator[str]:
    """Yield the days that a text can be: with the month in figures or words, and with a year of two digits."""
    for found in filter(None, (form.fullmatch(cel) for form in DAGVORMEN)):
        year, month = found["y"], MAANDNUMMERS.get(found["m"]) or found["m"]
        short = len(year) < 4
        years = [int(year)] if not short else [2000 + int(year)] + [1900 + int(year)] * (int(year) > EEUWGRENS)
        for candidate in years:
            try:
                yield date(candidate, int(month), int(found["d"])).isoformat()
            except ValueError:
                continue  # not on the calendar, or a word that is no month


def read_moment(cel: str) -> Iterator[str]:
    """Yield the days and months that a text can be."""
    yield from read_day(cel)
    for found in filter(None, (form.fullmatch(cel) for form in MAANDVORMEN)):
        month = MAANDNUMMERS.get(found["m"]) or (int(found["m"]) if found["m"].isdigit() else 0)
        if 1 <= month <= len(MAANDNAMEN):
            yield f"{found['y']}-{month:02}"


def read_ja_nee(cel: str) -> Iterator[str]:
    """Yield yes or no for a word that means it, also as a Dutch spreadsheet writes it."""
    return iter([JANEEWOORDEN[cel]] if cel in JANEEWOORDEN else [])


def read_geheel(cel: str) -> Iterator[str]:
    """Yield a whole number that is written with a decimal or two that say nothing; three could be thousands."""
    found = HEEL.fullmatch(cel)
    return iter([found[1]] if found else [])


def read_getal(cel: str) -> Iterator[str]:
    """Yield a number with both separators, of which the last can only be that of the decimals."""
    if DUIZENDTALLEN.fullmatch(cel):
        *before, decimals = re.split(r"[.,]", cel)
        yield f"{''.join(before)}.{decimals}"


LEZINGEN: dict[Callable[[Any], Any], Callable[[str], Iterator[str]]] = {
    parse_datum: read_day,
    parse_moment: read_moment,
    parse_ja_nee: read_ja_nee,
    parse_geheel: read_geheel,
    parse_getal: read_getal,
    parse_antwoord: read_geheel,
}
"""By how a column reads its cells strictly, what else people write there; codes and lists follow from their type."""
