"""Dutch ways of writing: numbers, dates, sources, singular and plural."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from leerkring.begrippen import Precisie

MAANDEN = (
    "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905
)
GEEN_GEGEVENS = "geen gegevens"


def write_number(value: float, decimals: int | None = None) -> str:
    """Return a number in Dutch: 1.234,5; without `decimals` as many as the number needs, two at most."""
    # Halves go up, as a reader with a calculator expects; Python's own rounding goes to the even side.
    step = Decimal(1).scaleb(-(2 if decimals is None else decimals))
    rounded = Decimal(str(float(value))).quantize(step, ROUND_HALF_UP)
    text = f"{rounded or abs(rounded):,f}"  # no minus before a nought
    if decimals is None:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")).replace("-", "\u2212")


def write_measured(low: float, high: float | None = None, precisie: str = Precisie.PRECIES) -> str:
    """Return a measured value as exactly as it is known: 1, ruim 6, or a range such as 2,5\u20133,5."""
    text = write_number(low) if high is None or is_missing(high) else f"{write_number(low)}\u2013{write_number(high)}"
    return f"{Precisie(precisie).label} {text}".strip()


def is_missing(value: Any) -> bool:
    """Tell whether there is no value, in any of the ways in which a frame says so."""
    from pandas import isna  # the index of the reports writes Dutch without frames, and pandas takes long to import

    return value is None or bool(isna(value))


def write_date(value: date) -> str:
    """Return a day in Dutch: 3 mei 2021."""
    return f"{value.day} {MAANDEN[value.month - 1]} {value.year}"


def write_quarter(value: date) -> str:
    """Return the quarter in which a day lies, for what may not be pinned down further: tweede kwartaal van 2021."""
    return f"{('eerste', 'tweede', 'derde', 'vierde')[(value.month - 1) // 3]} kwartaal van {value.year}"


def write_moment(moment: str) -> str:
    """Return a year, month or day as precisely as it is known: 2015, oktober 2015, 3 oktober 2015."""
    parts = [int(p) for p in moment.split("-")]
    words = [str(parts[0])]
    if len(parts) > 1:
        words.insert(0, MAANDEN[parts[1] - 1])
    if len(parts) > 2:
        words.insert(0, str(parts[2]))
    return " ".join(words)


def write_period(period: str) -> str:
    """Return a period in Dutch, its end included: 'oktober 2015 tot en met januari 2016' for 2015-10/2016-01."""
    return " tot en met ".join(write_moment(moment) for moment in period.split("/"))


def write_count(n: int, one: str, many: str) -> str:
    """Return a count with its noun: geen interventies, 1 interventie, 12 interventies."""
    return f"geen {many}" if n == 0 else f"1 {one}" if n == 1 else f"{write_number(n)} {many}"


def join_words(words: Sequence[str], last: str = "en") -> str:
    """Return words as one list: a, b en c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def start_sentence(text: str) -> str:
    """Return a text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


def write_sources(places: Iterable[str]) -> str:
    """Return source places in Dutch: S2, regels 363\u2013371; LOG."""
    return "; ".join(write_source(place) for place in places)


def write_source(place: str) -> str:
    """Return one source place in Dutch."""
    bron, _, lines = place.partition(":")
    if not lines:
        return bron
    word = "regels" if "-" in lines else "regel"
    return f"{bron}, {word} {lines.replace('-', chr(0x2013))}"


def write_value(value: Any) -> str:
    """Return any finished value in Dutch; a missing one says so."""
    if isinstance(value, tuple):
        return join_words([str(v) for v in value]) or GEEN_GEGEVENS
    if is_missing(value):
        return GEEN_GEGEVENS
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return write_date(value)
    if isinstance(value, int | float):
        return write_number(value)
    return str(value)
