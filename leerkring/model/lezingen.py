"""What a cell can mean that is not in the form of its column: one description for each type of column.

Only a cell that its column refuses is looked at, and what comes out is judged by the same column once more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Any, get_args

from pydantic import BeforeValidator

from leerkring.begrippen import Begrip
from leerkring.model.velden import (
    LIJST_SCHEIDING,
    Rij,
    parse_datum,
    parse_geheel,
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
MAANDVORM = re.compile(r"(?P<m>\d{1,2}|[a-z]+\.?)[-/ ](?P<y>\d{4})|(?P<y2>\d{4})[-/](?P<m2>\d{1,2})", re.ASCII)
EEUWGRENS = 29
"""Up to this number Excel takes a year of two digits for one of this century; a later one can be of either."""
JANEEWOORDEN = dict.fromkeys(("ja", "j", "waar", "true"), "ja") | dict.fromkeys(("nee", "n", "onwaar", "false"), "nee")
HEEL = re.compile(r"\A([+-]?\d+)[.,]0{1,2}\Z", re.ASCII)
"""A whole number with a decimal or two that say nothing; three could be thousands."""
LIJSTVORMEN = (re.compile(r"\|"), re.compile(r"[|,;\n]"))


def list_readings(entiteit: type[Rij], kolom: str, cel: str, schaal: Schaal | None) -> tuple[str, ...]:
    """Return what a cell can mean, in the form of its column; only one who finds one thing may go on with it."""
    lees, codes, many = describe_kolom(entiteit, kolom)
    if many:
        return tuple(read_list(cel, codes))
    found = list(read_code(cel, codes)) if codes else []
    if lees is not None:
        found += LEZINGEN[lees](cel.lower())
    if lees is parse_antwoord and schaal is not None:
        labels = [(label, str(waarde)) for waarde, label in schaal.labels.items()] + [(WEET_NIET, WEET_NIET)]
        found += [waarde for label, waarde in labels if level(label) == level(cel)]
    return tuple(dict.fromkeys(found))


@cache
def describe_kolom(entiteit: type[Rij], kolom: str) -> tuple[Callable[[Any], Any] | None, type[Begrip] | None, bool]:
    """Return how a column reads its cells strictly, which codes it holds, and whether it holds a list."""
    field = entiteit.model_fields[kolom]
    parts = [*walk_type(field.annotation), *field.metadata]
    functions = [part.func for part in parts if isinstance(part, BeforeValidator)]
    codes = next((part for part in parts if isinstance(part, type) and issubclass(part, Begrip)), None)
    return next((f for f in functions if f in LEZINGEN), None), codes, split_list in functions


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
        year, short = int(found["y"]), len(found["y"]) < 4
        for begin in ([2000, 1900] if year > EEUWGRENS else [2000]) if short else [0]:
            with suppress(ValueError):  # not on the calendar
                yield date(begin + year, number_month(found["m"]), int(found["d"])).isoformat()


def read_moment(cel: str) -> Iterator[str]:
    """Yield the days and months that a text can be."""
    yield from read_day(cel)
    found = MAANDVORM.fullmatch(cel)
    month = number_month(found["m"] or found["m2"]) if found else 0
    if found and 1 <= month <= len(MAANDNAMEN):
        yield f"{found['y'] or found['y2']}-{month:02}"


def number_month(text: str) -> int:
    """Return the number of a month in figures or words; 0 for a word that is none."""
    return int(text) if text.isdigit() else MAANDNUMMERS.get(text.rstrip("."), 0)


LEZINGEN: dict[Callable[[Any], Any], Callable[[str], Iterable[str]]] = {
    parse_datum: read_day,
    parse_moment: read_moment,
    parse_ja_nee: lambda cel: filter(None, [JANEEWOORDEN.get(cel)]),
    parse_geheel: HEEL.findall,
    parse_antwoord: HEEL.findall,
}
"""By how a column reads its cells strictly, what else people write there; codes and lists follow from their type."""
