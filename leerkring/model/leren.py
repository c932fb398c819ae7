"""What was learned: advice, logbook, passages with their codes, and lessons with their evidence."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from leerkring.begrippen import (
    AdviesType,
    Deelvraag,
    Groep,
    LesStatus,
    LesThema,
    LogboekSoort,
    Opvolging,
    Strekking,
    Sturingsvorm,
    Zekerheid,
)
from leerkring.model.deelname import DeelnemerRef
from leerkring.model.onderzoek import Deelvragen, MaybeCasusRef, MaybeDeelnemerRef, Rondenummer
from leerkring.model.velden import Code, Datum, JaNee, Lesnummer, OnderbouwdeRij, Slug, Tekst, Verwijzing, split_list


class Advies(OnderbouwdeRij):
    """Advice from one deelnemer to another at a leerbijeenkomst."""

    tabel: ClassVar[str] = "adviezen"
    eigenaar: ClassVar[tuple[str, ...]] = ("van", "naar")

    id: Code = Field(description="Nummer.")
    ronde: Rondenummer = Field(description="Bij welke leerbijeenkomst.")
    van: Annotated[Slug, Verwijzing("deelnemers")] = Field(description="Wie adviseert.")
    naar: Annotated[Slug, Verwijzing("deelnemers")] = Field(description="Wie advies krijgt.")
    type: AdviesType = Field(description="Soort advies.")
    tekst: Tekst = Field(description="Het advies.")
    opvolging: Opvolging = Field(description="Wat ermee gedaan is.")
    toelichting: Tekst | None = Field(None, description="Waarom wel of niet gevolgd.")


class Logboeknotitie(OnderbouwdeRij):
    """An entry of the team's logboek: an experience, a tip or something to wonder at."""

    tabel: ClassVar[str] = "logboek"

    id: Code = Field(description="Nummer.")
    deelnemer: MaybeDeelnemerRef = None
    datum: Datum = Field(description="Dag van de notitie.")
    ronde: Rondenummer = Field(description="Ronde 1, 2 of 3.")
    soort: LogboekSoort = Field(description="Ervaring, tip of verwonderpunt.")
    deelvraag: Deelvraag | None = Field(None, description="Bij welke deelvraag dit hoort.")
    sturingsvorm: Sturingsvorm | None = Field(None, description="Over welke vorm dit gaat.")
    tekst: Tekst = Field(description="De notitie.")
    les: Annotated[Code | None, Verwijzing("lessen")] = Field(None, description="Les die hieruit voortkwam.")


class Fragment(OnderbouwdeRij):
    """A passage from an interview or document; a quote leaves the team only with approval."""

    tabel: ClassVar[str] = "fragmenten"

    id: Code = Field(description="Nummer.")
    deelnemer: DeelnemerRef
    datum: Datum = Field(description="Dag van het gesprek of stuk.")
    ronde: Rondenummer | None = Field(None, description="Ronde 1, 2 of 3.")
    groep: Groep | None = Field(
        None, description="Groep waartoe de spreker hoort; leeg als die groep de spreker herkenbaar maakt."
    )
    tekst: Tekst = Field(description="De passage.")
    goedgekeurd: JaNee = Field(description="Heeft de spreker dit citaat goedgekeurd? ja of nee.")


class Codeboekcode(OnderbouwdeRij):
    """A label that codeurs may give to a passage."""

    tabel: ClassVar[str] = "codeboek"
    eigenaar: ClassVar[tuple[str, ...]] = ()

    id: Code = Field(description="De code.")
    label: Tekst = Field(description="Naam van de code.")
    definitie: Tekst = Field(description="Wanneer de code past, en wanneer niet.")
    deelvraag: Deelvraag = Field(description="Bij welke deelvraag de code hoort.")


class Codering(OnderbouwdeRij):
    """One label given by one codeur to one passage, or agreed upon after talking about it.

    What codeurs gave blind of each other stays as it was: agreement is measured on that alone.
    """

    tabel: ClassVar[str] = "coderingen"
    sleutel: ClassVar[tuple[str, ...]] = ("fragment", "codeur", "code", "afgesproken")
    eigenaar: ClassVar[tuple[str, ...]] = ("fragment",)

    fragment: Annotated[Code, Verwijzing("fragmenten")] = Field(description="Welke passage.")
    codeur: Annotated[Code, Verwijzing("team")] = Field(
        description="Wie codeerde: pseudoniem uit het team in traject.yaml."
    )
    code: Annotated[Code, Verwijzing("codeboek")] = Field(description="Het label.")
    afgesproken: JaNee = Field(
        False, description="Is dit na overleg afgesproken? ja of nee; leeg telt als nee. Codeur is wie het opschreef."
    )


class Les(OnderbouwdeRij):
    """A transferable insight on its way from sight to publication."""

    tabel: ClassVar[str] = "lessen"
    eigenaar: ClassVar[tuple[str, ...]] = ()

    id: Lesnummer = Field(description="Nummer, zoals L12.")
    titel: Tekst = Field(description="De les in één zin.")
    uitleg: Tekst = Field(description="Wat eronder ligt, in eigen woorden.")
    thema: LesThema = Field(description="Thema.")
    status: LesStatus = Field(description="Hoe ver de les is.")
    deelvragen: Deelvragen = Field(description="Deelvragen waarover de les iets zegt.")
    sturingsvormen: Annotated[tuple[Sturingsvorm, ...], BeforeValidator(split_list)] = Field(
        (), description="Vormen waarvoor de les geldt; leeg als dat niet is vastgesteld."
    )
    ronde: Rondenummer | None = Field(None, description="Ronde waarin de les voor het eerst opkwam.")
    spanning_met: Annotated[tuple[Code, ...], BeforeValidator(split_list), Verwijzing("lessen")] = Field(
        (), description="Les waarmee deze schuurt."
    )
    spanning: Tekst | None = Field(None, description="Waarin die spanning zit.")


class Bewijsstuk(OnderbouwdeRij):
    """A unit of evidence for or against a lesson."""

    tabel: ClassVar[str] = "bewijsstukken"
    eigenaar: ClassVar[tuple[str, ...]] = ("deelnemer", "casus")

    id: Code = Field(description="Nummer.")
    les: Annotated[Code, Verwijzing("lessen")] = Field(description="Bij welke les.")
    strekking: Strekking = Field(description="Steunt of weerspreekt.")
    omschrijving: Tekst = Field(description="Wat er te zien is.")
    deelnemer: MaybeDeelnemerRef = None
    casus: MaybeCasusRef = None
    zekerheid: Zekerheid = Field(description="Hoe zeker dit is.")
