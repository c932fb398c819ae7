"""The questionnaire and its answers."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self

from pydantic import BeforeValidator, Field, model_validator

from leerkring.begrippen import Deelvraag, Groep, Meting, Toestemming
from leerkring.model.deelname import DeelnemerRef
from leerkring.model.velden import Aantal, Code, Model, OnderbouwdeRij, Tekst, Verwijzing, parse_geheel

WEET_NIET = "weet_niet"


def parse_antwoord(value: Any) -> Any:
    """Read a whole number or 'weet_niet'; a blank stays missing and never becomes a value."""
    if value is None or value == WEET_NIET:
        return value
    try:
        return int(parse_geheel(value))
    except ValueError:
        raise ValueError("dit is geen heel getal en ook geen weet_niet") from None


class Schaal(Model):
    """The answers that an item allows, from low to high."""

    laag: int = Field(description="Laagste waarde.")
    hoog: int = Field(description="Hoogste waarde.")
    labels: dict[int, Tekst] = Field(description="Tekst bij elke waarde.")
    weet_niet: bool = Field(description="Mag iemand 'weet niet' antwoorden?")

    @model_validator(mode="after")
    def check_labels(self) -> Self:
        """Refuse a scale of which a value has no label."""
        if sorted(self.labels) != list(range(self.laag, self.hoog + 1)):
            raise ValueError(f"geef bij labels elke waarde van {self.laag} tot en met {self.hoog} een tekst")
        return self


class Item(Model):
    """One question, and to whom it is put."""

    id: Code
    tekst: Tekst
    deelvraag: Deelvraag
    groepen: tuple[Groep, ...] = Field(min_length=1)
    omgekeerd: bool = False


class Vragenlijst(Model):
    """The file vragenlijst.yaml: version, scale and items; no items means that nothing was asked."""

    versie: Tekst
    toelichting: Tekst
    schaal: Schaal | None = None
    items: tuple[Item, ...] = ()

    @model_validator(mode="after")
    def check_scale(self) -> Self:
        """Refuse items without a scale, and an item that stands twice."""
        if self.items and self.schaal is None:
            raise ValueError("er zijn stellingen maar er is geen schaal; vul schaal in")
        ids = [item.id for item in self.items]
        if len(ids) != len(set(ids)):
            raise ValueError("een nummer (id) van een stelling staat er twee keer")
        return self


class Uitnodiging(OnderbouwdeRij):
    """How many people of a group were asked at a wave; the base of the response."""

    tabel: ClassVar[str] = "uitnodigingen"
    sleutel: ClassVar[tuple[str, ...]] = ("deelnemer", "groep", "meting")

    deelnemer: DeelnemerRef
    groep: Groep = Field(description="Groep die gevraagd is.")
    meting: Meting = Field(description="Meting waarbij gevraagd is.")
    uitgenodigd: Aantal = Field(description="Aantal mensen dat gevraagd is.")


class Respondent(OnderbouwdeRij):
    """Someone who answered, known only by pseudonym and group."""

    tabel: ClassVar[str] = "respondenten"

    id: Code = Field(description="Pseudoniem; de sleutel met namen staat buiten het project.")
    deelnemer: DeelnemerRef
    groep: Groep = Field(description="Groep waartoe iemand hoort.")
    toestemming: Toestemming = Field(description="Mogen de antwoorden gebruikt worden?")


class Antwoord(OnderbouwdeRij):
    """One answer of one respondent to one item at one wave."""

    tabel: ClassVar[str] = "antwoorden"
    sleutel: ClassVar[tuple[str, ...]] = ("respondent", "meting", "item")
    eigenaar: ClassVar[tuple[str, ...]] = ("respondent",)

    respondent: Annotated[Code, Verwijzing("respondenten")] = Field(description="Wie antwoordde.")
    meting: Meting = Field(description="Bij welke meting.")
    item: Annotated[Code, Verwijzing("items")] = Field(description="Item uit vragenlijst.yaml.")
    waarde: Annotated[int | Literal["weet_niet"] | None, BeforeValidator(parse_antwoord)] = Field(
        None, description="Waarde op de schaal, weet_niet, of leeg als niets is ingevuld."
    )


class Telling(NamedTuple):
    """How many people of a group gave each answer to an item at a wave: all that leaves the team of what they said."""

    deelnemer: str
    groep: Groep
    meting: Meting
    item: str
    aantallen: tuple[tuple[int | str | None, int], ...]
    """An answer as it was given (blank is None), with the number of people; none where the group is too small."""
    bron: tuple[str, ...]
