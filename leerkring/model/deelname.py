"""Who takes part: sources, deelnemers with their profile, application, people, members, mergers and context."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from leerkring.begrippen import (
    AanmeldingStatus,
    Bronsoort,
    DeelnemerStatus,
    Factor,
    Modus,
    OrganisatieSoort,
    Sturingsvorm,
    Vertrekpunt,
    Werksoort,
)
from leerkring.model.velden import (
    Aantal,
    Code,
    Datum,
    Geheel,
    JaNee,
    Moment,
    OnderbouwdeRij,
    Regel,
    Rij,
    Slug,
    Tekst,
    Tooi,
    Verwijzing,
)

DeelnemerRef = Annotated[Slug, Verwijzing("deelnemers"), Field(description="Om welke deelnemer het gaat.")]


class Bron(Rij):
    """A source to which the other rows refer."""

    tabel: ClassVar[str] = "bronnen"
    eigenaar: ClassVar[tuple[str, ...]] = ()

    id: Code = Field(description="Korte naam waarmee andere rijen naar deze bron verwijzen.")
    titel: Tekst = Field(description="Titel of omschrijving van de bron.")
    soort: Bronsoort = Field(description="Soort bron; bepaalt of bewijs van verschillende kanten komt.")
    uitgever: Tekst = Field(description="Wie de bron maakte, nooit een privépersoon.")
    datum: Moment = Field(description="Wanneer de bron is gemaakt: jaar, maand of dag.")
    regels: Aantal | None = Field(None, description="Aantal regels, als rijen naar regels verwijzen.")
    toelichting: Tekst | None = Field(None, description="Wat een lezer over deze bron moet weten.")


class Deelnemer(OnderbouwdeRij):
    """An admitted participant with its one steering form and its profile."""

    tabel: ClassVar[str] = "deelnemers"
    eigenaar: ClassVar[tuple[str, ...]] = ("id",)

    id: Slug = Field(description="Korte naam in kleine letters; ook de naam van het rapport.")
    naam: Tekst = Field(description="Naam zoals in het rapport.")
    soort: OrganisatieSoort = Field(description="Soort organisatie.")
    tooi: Tooi | None = Field(None, description="Officiële TOOI-identificatie, als die bestaat.")
    sturingsvorm: Annotated[Sturingsvorm, Regel("R04")] = Field(
        description="De ene gekozen sturingsvorm; nooit lijnsturing."
    )
    vormlezing: Tekst | None = Field(
        None, description="Toelichting als de vorm een lezing van het team is en niet van de deelnemer zelf."
    )
    modus: Annotated[Modus | None, Regel("R03")] = Field(
        None, description="Nieuw ingevoerd of versterkt; verplicht in een leerkring."
    )
    werksoort: Werksoort | None = Field(None, description="Op welk werk de vorm wordt toegepast.")
    vertrekpunt: Vertrekpunt | None = Field(None, description="Nieuwe of staande organisatie.")
    aanleiding: Tekst | None = Field(None, description="Waarom men begon, in één zin.")
    bestuur: Tekst = Field(description="Hoe het bestuur is ingericht.")
    inwoners: Aantal = Field(description="Aantal inwoners op de peildatum, zonder punten.")
    historie: Tekst = Field(description="Herindelingen en start van de organisatie.")
    fase: Tekst = Field(description="In welke fase de organisatie is.")
    peildatum: Moment = Field(description="Wanneer het profiel gold.")
    status: DeelnemerStatus = Field(description="Of de deelnemer nog meedoet.")
    gestopt_na_ronde: Annotated[Geheel, Field(ge=1, le=3)] | None = Field(
        None, description="Na welke ronde de deelnemer stopte, als dat zo is."
    )

    @model_validator(mode="after")
    def check_gestopt(self) -> Self:
        """Refuse a stop without its round, and a round without a stop."""
        if (self.status is DeelnemerStatus.GESTOPT) != (self.gestopt_na_ronde is not None):
            raise ValueError("vul gestopt_na_ronde in als de status gestopt is, en anders niet")
        return self


class Aanmelding(OnderbouwdeRij):
    """An application to take part, with its sketch of trigger and motivation."""

    tabel: ClassVar[str] = "aanmeldingen"

    id: Code = Field(description="Nummer van de aanmelding.")
    deelnemer: Annotated[Slug | None, Verwijzing("deelnemers")] = Field(
        None, description="De deelnemer die hieruit voortkwam; leeg als er geen toelating is."
    )
    naam: Annotated[Tekst, Regel("R10")] = Field(description="Naam van de gemeente of het verband.")
    contact: Annotated[Tekst, Regel("R10")] = Field(description="Functie van de contactpersoon, geen naam.")
    sturingsvorm: Annotated[Sturingsvorm, Regel("R04")] = Field(
        description="De ene vorm waarvoor men zich aanmeldt; nooit lijnsturing."
    )
    aanleiding: Annotated[Tekst, Regel("R10")] = Field(description="Korte schets van de aanleiding.")
    motivatie: Annotated[Tekst, Regel("R05")] = Field(
        description="Waarom men meedoet; samen met de aanleiding ten hoogste 250 woorden."
    )
    al_actief: Annotated[JaNee, Regel("R03")] = Field(description="Is men al met de vorm bezig? ja of nee.")
    actieve_bijdrage: Annotated[JaNee, Regel("R07")] = Field(description="Wil men actief bijdragen?")
    intake: Datum | None = Field(None, description="Datum van het intakegesprek.")
    ingediend: Datum | None = Field(None, description="Datum van de definitieve aanmelding.")
    status: AanmeldingStatus = Field(description="Hoe ver de aanmelding is.")


class Betrokkene(OnderbouwdeRij):
    """A person at a deelnemer, under a pseudonym and known only by role."""

    tabel: ClassVar[str] = "betrokkenen"

    id: Code = Field(description="Pseudoniem; de sleutel met namen staat buiten het project.")
    deelnemer: DeelnemerRef
    functie: Tekst = Field(description="Functie, geen naam.")
    trekker: JaNee = Field(description="Is dit de trekker? ja of nee.")
    eerste_contact: JaNee = Field(description="Is dit het eerste aanspreekpunt? ja of nee.")


class Match(OnderbouwdeRij):
    """The link between a deelnemer and its kennispartner, wanted by both."""

    tabel: ClassVar[str] = "matches"
    sleutel: ClassVar[tuple[str, ...]] = ("deelnemer", "kennispartner")

    deelnemer: DeelnemerRef
    kennispartner: Annotated[Slug, Verwijzing("kennispartners")] = Field(
        description="Id van de kennispartner in traject.yaml."
    )
    datum: Datum = Field(description="Wanneer de match is gemaakt.")
    akkoord_deelnemer: Annotated[JaNee, Regel("R19")] = Field(description="Wil de deelnemer deze partner?")
    akkoord_partner: Annotated[JaNee, Regel("R19")] = Field(description="Wil de partner deze deelnemer?")
    reden: Tekst = Field(description="Waarom deze twee bij elkaar passen.")


class Lid(OnderbouwdeRij):
    """A municipality that belongs to a samenwerkingsverband."""

    tabel: ClassVar[str] = "leden"
    sleutel: ClassVar[tuple[str, ...]] = ("deelnemer", "naam")

    deelnemer: DeelnemerRef
    naam: Tekst = Field(description="Naam van de gemeente die lid is.")
    tooi: Tooi | None = Field(None, description="Officiële TOOI-identificatie.")


class Herindeling(OnderbouwdeRij):
    """One arrow of a merger or split; a municipality can be split over several others."""

    tabel: ClassVar[str] = "herindelingen"
    sleutel: ClassVar[tuple[str, ...]] = ("van", "naar", "moment")

    deelnemer: DeelnemerRef
    van: Tekst = Field(description="Gemeente die (deels) opging.")
    naar: Tekst = Field(description="Gemeente waarin zij opging.")
    moment: Moment = Field(description="Jaar of datum van ingang.")
    geheel: JaNee = Field(description="Ging de hele gemeente over? Bij een splitsing nee.")
    toelichting: Tekst | None = Field(None, description="Bijzonderheden, zoals welk deel overging.")


class Contextfactor(OnderbouwdeRij):
    """How much a factor of the context lenses weighs at a deelnemer."""

    tabel: ClassVar[str] = "contextfactoren"
    sleutel: ClassVar[tuple[str, ...]] = ("deelnemer", "factor")

    deelnemer: DeelnemerRef
    factor: Factor = Field(description="Factor uit een van de vier lenzen.")
    gewicht: Annotated[Geheel, Field(ge=1, le=3)] = Field(
        description="1 speelt mee, 2 weegt zwaar, 3 bepaalt de aanpak."
    )
    toelichting: Tekst = Field(description="Waaruit dat blijkt.")
