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
GERESERVEERD = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)}
)


@dataclass(frozen=True)
class Verwijzing:
    """Marks a column whose value must be the key of a row in another table."""

    tabel: str


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
        raise ValueError("this name is reserved by Windows and cannot be a file name")
    return value


def parse_ja_nee(value: Any) -> Any:
    """Read 'ja' and 'nee', and nothing that merely looks like them."""
    if isinstance(value, bool):
        return value
    if value in ("ja", "nee"):
        return value == "ja"
    raise ValueError("must be ja or nee")


def parse_getal(value: Any) -> Any:
    """Read a number with a decimal comma or point, and refuse '1.000', which means two things."""
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"[+-]?\d{1,3}([.,]\d{3})+", value):
        raise ValueError("is ambiguous: a thousands separator or a decimal? write it without a separator")
    return value.replace(",", ".") if re.fullmatch(r"[+-]?\d+,\d+", value) else value


def check_moment(value: str) -> str:
    """Refuse a text that is no calendar year, month or day."""
    first_day(value)
    return value


def first_day(moment: str) -> date:
    """Return the first day that a moment such as '2015', '2015-10' or '2015-10-03' can mean."""
    parts = [int(part) for part in moment.split("-")]
    return date(*(parts + [1, 1])[:3])


def last_day(moment: str) -> date:
    """Return the last day that a moment such as '2015', '2015-10' or '2015-10-03' can mean."""
    parts = [int(part) for part in moment.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return date(year, month, day)


Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40),
    AfterValidator(check_slug),
]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$", max_length=40)]
Moment = Annotated[
    str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$"), AfterValidator(check_moment)
]
JaNee = Annotated[bool, BeforeValidator(parse_ja_nee)]
Aantal = Annotated[int, Field(ge=0)]
Getal = Annotated[float, BeforeValidator(parse_getal), Field(allow_inf_nan=False)]
Tooi = Annotated[
    str, StringConstraints(pattern=r"^https://identifier\.overheid\.nl/tooi/id/[a-z]+/[a-z]{2}\d{4}$")
]
Bronplaats = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*(:\d+(-\d+)?)?$")]
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
