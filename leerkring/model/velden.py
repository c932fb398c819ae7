"""The types of a table's columns, and the base that every record shares."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from leerkring.begrippen import Vertrouwelijkheid

LIJST_SCHEIDING = "|"
GERESERVEERD = frozenset({"con", "prn", "aux", "nul"} | {f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)})

ONZICHTBAAR = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff"  # no page may hold these; some end the program
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # these turn the reading direction, also of their neighbours
)


@dataclass(frozen=True)
class Verwijzing:
    """Marks a column whose value must be the key of a row in another table; in `RIJEN`, of any table."""

    tabel: str
    onmisbaar: bool = False
    """Whether a row says something else without one of the rows that it names here, so that it goes with any."""


RIJEN = "rijen"
"""Every row that has an id of its own, and every item of the questionnaire."""


@dataclass(frozen=True)
class Regel:
    """Marks a column whose wrong or missing value breaks a named rule of the domain."""

    id: str


def split_list(value: Any) -> Any:
    """Split a cell such as 'D1|D2' into its items; anything but text is left to the model."""
    if isinstance(value, str):
        return tuple(item.strip() for item in value.split(LIJST_SCHEIDING) if item.strip())
    return () if value is None else value


def check_slug(value: str) -> str:
    """Refuse the names that Windows keeps for devices, because slugs become file names."""
    if value in GERESERVEERD:
        raise ValueError("Windows houdt deze naam voor zichzelf; kies een andere")
    return value


def parse_ja_nee(value: Any) -> Any:
    """Read 'ja' and 'nee', and nothing that merely looks like them."""
    if isinstance(value, bool):
        return value
    if value in ("ja", "nee"):
        return value == "ja"
    raise ValueError("vul ja of nee in")


def parse_datum(value: Any) -> Any:
    """Read a date as 2021-05-31 only; left to itself pydantic would take '2021' for seconds since 1970."""
    if isinstance(value, date) or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)):
        return value
    raise ValueError("dit is geen dag zoals 2021-05-31")


def parse_moment(value: Any) -> Any:
    """Give back as text the year or day that YAML, written without quotes, took for a number or a date."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if type(value) is int else value


def parse_geheel(value: Any) -> Any:
    """Read a whole number without separators; left to itself pydantic would take '270.000' for 270."""
    if isinstance(value, str) and not re.fullmatch(r"[+-]?\d+", value):
        raise ValueError("dit is geen heel getal zonder punten, komma's of spaties")
    return value


def parse_getal(value: Any) -> Any:
    """Read a number with a decimal comma or point, and refuse '1.000', which means two things."""
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"[+-]?[1-9]\d{0,2}([.,]\d{3})+", value):
        raise ValueError("dit getal is dubbelzinnig: duizendtallen of decimalen? schrijf het zonder scheidingsteken")
    return value.replace(",", ".") if re.fullmatch(r"[+-]?\d+,\d+", value) else value


def check_moment(value: str) -> str:
    """Refuse a text that is no calendar year, month or day."""
    try:
        first_day(value)
    except ValueError:
        # Python's own words differ from version to version.
        raise ValueError("dit jaar, deze maand of deze dag staat niet op de kalender") from None
    return value


def first_day(moment: str) -> date:
    """Return the first day that a moment such as '2015', '2015-10' or '2015-10-03' can mean."""
    parts = [int(part) for part in moment.split("-")]
    return date(*[*parts, 1, 1][:3])


def last_day(moment: str) -> date:
    """Return the last day that a moment such as '2015', '2015-10' or '2015-10-03' can mean."""
    parts = [int(part) for part in moment.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return date(year, month, day)


def check_visible(value: str) -> str:
    """Refuse characters that nobody sees and that harm a page: controls, and turns of the reading direction."""
    found = ONZICHTBAAR.search(value)
    if found:
        raise ValueError(f"op plek {found.start() + 1} staat het onzichtbare teken U+{ord(found[0]):04X}; haal het weg")
    return value


def in_form(pattern: str, uitleg: str) -> AfterValidator:
    """Return a check that a text matches a pattern, with the pattern in words for who made the mistake."""
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise ValueError(f"dit heeft niet de goede vorm; schrijf {uitleg}")
        return value

    return AfterValidator(check)


Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(check_visible)]
Slug = Annotated[
    str,
    StringConstraints(max_length=40),
    in_form(r"[a-z0-9]+(-[a-z0-9]+)*", "kleine letters, cijfers en losse streepjes, zoals de-ruwaard"),
    AfterValidator(check_slug),
]
Code = Annotated[
    str,
    StringConstraints(max_length=40),
    in_form(r"[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*", "letters en cijfers, met een enkele - _ of . ertussen"),
]
Datum = Annotated[date, BeforeValidator(parse_datum)]
Moment = Annotated[
    str,
    BeforeValidator(parse_moment),
    in_form(r"\d{4}(-\d{2}(-\d{2})?)?", "2015, 2015-10 of 2015-10-03"),
    AfterValidator(check_moment),
]
JaNee = Annotated[bool, BeforeValidator(parse_ja_nee)]
Geheel = Annotated[int, BeforeValidator(parse_geheel)]
Aantal = Annotated[Geheel, Field(ge=0)]
Getal = Annotated[float, BeforeValidator(parse_getal), Field(allow_inf_nan=False)]
Tooi = Annotated[
    str,
    in_form(
        r"https://identifier\.overheid\.nl/tooi/id/[a-z]+/[a-z]+\d{2,6}",
        "https://identifier.overheid.nl/tooi/id/gemeente/gm0000, of zoals provincie/pv00 en oorg/oorg00000",
    ),
]
Rijplaats = Annotated[
    str,
    in_form(
        r"[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*(:[a-z]+:T[0-3])?",
        "het nummer van een rij, of een stelling met groep en meting, zoals V7:inwoners:T3",
    ),
]
Lesnummer = Annotated[str, in_form(r"L\d+[a-z]?", "L en een getal, zoals L12 of L1b")]
Bronplaats = Annotated[
    str,
    in_form(
        r"[A-Za-z0-9][A-Za-z0-9_-]*(:\d+(-\d+)?)?", "het nummer van een bron, zo nodig met regels, zoals S2:363-371"
    ),
]
Bronnen = Annotated[
    tuple[Bronplaats, ...],
    BeforeValidator(split_list),
    Field(
        min_length=1,
        description="Herkomst: bron-id met eventueel regels, zoals S2:363-371; meer bronnen met | ertussen.",
    ),
    Verwijzing("bronnen"),
]


class Model(BaseModel):
    """A frozen record that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Rij(Model):
    """A row of a table: the base of every entity."""

    tabel: ClassVar[str]
    sleutel: ClassVar[tuple[str, ...]] = ("id",)
    eigenaar: ClassVar[tuple[str, ...]] = ("deelnemer",)
    """The columns that lead to the deelnemer whom the row is about, directly or through another table."""

    vertrouwelijkheid: Vertrouwelijkheid = Field(description="Wie deze rij mag zien.")


class OnderbouwdeRij(Rij):
    """A row that says where it comes from."""

    bron: Bronnen
