"""What was done and seen: cases, steps, steering, effects, their numbers and judgements."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import BeforeValidator, Field, model_validator

from leerkring.begrippen import (
    Aanzicht,
    Deelvraag,
    EffectStatus,
    Groep,
    InterventieSoort,
    InterventieStatus,
    Meting,
    Ondersteuning,
    OrganisatieSoort,
    Precisie,
    Richting,
    Sturingsvorm,
    Toetssoort,
    Toetsuitslag,
    Verhouding,
    Vertrekpunt,
    Werksoort,
    Zekerheid,
)
from leerkring.model.deelname import DeelnemerRef
from leerkring.model.velden import (
    Aantal,
    Code,
    Datum,
    Geheel,
    Getal,
    JaNee,
    Moment,
    OnderbouwdeRij,
    Regel,
    Slug,
    Tekst,
    Verwijzing,
    first_day,
    last_day,
    split_list,
)

Vormen = Annotated[tuple[Sturingsvorm, ...], BeforeValidator(split_list), Field(min_length=1)]
Deelvragen = Annotated[tuple[Deelvraag, ...], BeforeValidator(split_list), Field(min_length=1)]
Rondenummer = Annotated[Geheel, Field(ge=1, le=3)]
MaybeDeelnemerRef = Annotated[
    Slug | None,
    Verwijzing("deelnemers"),
    Field(description="Om welke deelnemer het gaat; leeg als er geen deelnemer bij hoort."),
]
MaybeCasusRef = Annotated[
    Slug | None, Verwijzing("casussen"), Field(description="Bij welke casus dit hoort, als dat zo is.")
]


class BijDeelnemerOfCasus(OnderbouwdeRij):
    """A row about a deelnemer, about a case, or about a case of a deelnemer."""

    eigenaar: ClassVar[tuple[str, ...]] = ("deelnemer", "casus")

    deelnemer: MaybeDeelnemerRef = None
    casus: MaybeCasusRef = None

    @model_validator(mode="after")
    def check_subject(self) -> Self:
        """Refuse a row that is about nobody."""
        if self.deelnemer is None and self.casus is None:
            raise ValueError("vul deelnemer of casus in")
        return self


class Casus(OnderbouwdeRij):
    """A described practice, at a deelnemer or elsewhere as an example."""

    tabel: ClassVar[str] = "casussen"

    id: Slug = Field(description="Korte naam van de casus.")
    naam: Tekst = Field(description="Naam van de casus.")
    deelnemer: MaybeDeelnemerRef = None
    organisatie: Tekst = Field(description="Bij welke organisatie of in welk gebied dit speelde.")
    soort: OrganisatieSoort = Field(description="Soort organisatie.")
    sturingsvormen: Vormen = Field(description="Vormen die in de casus spelen; meer met | ertussen.")
    deelvragen: Deelvragen = Field(description="Deelvragen waarover de casus iets zegt.")
    samenvatting: Tekst = Field(description="Het verhaal in eigen woorden, in enkele zinnen.")
    aanleiding: Tekst | None = Field(None, description="Waarom men begon.")
    werksoort: Werksoort | None = Field(None, description="Regulier werk of veranderopgave.")
    vertrekpunt: Vertrekpunt | None = Field(None, description="Nieuwe of staande organisatie.")
    start: Moment | None = Field(None, description="Begin: jaar, maand of dag.")
    eind: Moment | None = Field(None, description="Einde, als dat bekend is.")


class Interventie(BijDeelnemerOfCasus):
    """A concrete step that was planned or taken (D1)."""

    tabel: ClassVar[str] = "interventies"

    id: Code = Field(description="Nummer van de interventie.")
    naam: Tekst = Field(description="Wat er gebeurde, kort.")
    soort: InterventieSoort = Field(description="Soort stap.")
    sturingsvorm: Sturingsvorm | None = Field(None, description="Welke vorm de stap dient.")
    ronde: Rondenummer | None = Field(None, description="Ronde 1, 2 of 3, als er rondes zijn.")
    gepland_start: Moment | None = Field(None, description="Gepland begin.")
    gepland_eind: Moment | None = Field(None, description="Gepland einde.")
    start: Moment | None = Field(None, description="Werkelijk begin.")
    eind: Moment | None = Field(None, description="Werkelijk einde.")
    status: InterventieStatus = Field(description="Wat ervan werd.")
    doel: Tekst | None = Field(None, description="Wat men ermee wilde.")
    ondersteuning: Annotated[tuple[Ondersteuning, ...], BeforeValidator(split_list)] = Field(
        (), description="Steun van de kennispartner; meer met | ertussen."
    )
    toelichting: Tekst | None = Field(None, description="Wat er verder over te zeggen is.")

    @model_validator(mode="after")
    def check_order(self) -> Self:
        """Refuse an end that lies wholly before its start."""
        for begin, end, names in (
            (self.gepland_start, self.gepland_eind, "gepland_eind ligt vóór gepland_start"),
            (self.start, self.eind, "eind ligt vóór start"),
        ):
            if begin is not None and end is not None and last_day(end) < first_day(begin):
                raise ValueError(f"{names} ({end} < {begin})")
        return self


class Sturingsmix(OnderbouwdeRij):
    """How strongly one form is present at a deelnemer at one wave, on paper or in practice (D2)."""

    tabel: ClassVar[str] = "sturingsmix"
    sleutel: ClassVar[tuple[str, ...]] = ("deelnemer", "meting", "aanzicht", "sturingsvorm")

    deelnemer: DeelnemerRef
    meting: Meting = Field(description="Wanneer gemeten: T0 tot en met T3.")
    aanzicht: Aanzicht = Field(description="Op papier (formeel) of in de praktijk (beleefd).")
    sturingsvorm: Sturingsvorm = Field(description="De vorm; ook lijnsturing telt hier mee.")
    sterkte: Annotated[Geheel, Field(ge=0, le=4)] = Field(
        description="0 afwezig, 1 zwak, 2 merkbaar, 3 sterk, 4 bepalend."
    )
    peildatum: Datum = Field(description="Dag waarop dit gold.")


class Sturingsverhouding(BijDeelnemerOfCasus):
    """How one form stands to another in practice (D2)."""

    tabel: ClassVar[str] = "sturingsverhoudingen"

    id: Code = Field(description="Nummer.")
    meting: Meting | None = Field(None, description="Bij welke meting, als er metingen zijn.")
    vorm: Sturingsvorm = Field(description="De vorm die iets doet.")
    verhouding: Verhouding = Field(description="Wat die vorm met de andere doet.")
    andere_vorm: Sturingsvorm = Field(description="De andere vorm.")
    zekerheid: Zekerheid = Field(description="Hoe zeker dit is.")
    toelichting: Tekst = Field(description="Waaruit dat blijkt.")

    @model_validator(mode="after")
    def check_two_forms(self) -> Self:
        """Refuse a relation of a form to itself."""
        if self.vorm is self.andere_vorm:
            raise ValueError("vorm en andere_vorm zijn hetzelfde; kies twee verschillende")
        return self


class Effect(BijDeelnemerOfCasus):
    """A change that was hoped for or seen (D3)."""

    tabel: ClassVar[str] = "effecten"

    id: Code = Field(description="Nummer.")
    naam: Tekst = Field(description="Het effect in enkele woorden.")
    omschrijving: Tekst = Field(description="Wat er veranderde of moet veranderen.")
    sturingsvorm: Sturingsvorm = Field(description="Welke vorm hieraan bijdroeg.")
    status: EffectStatus = Field(description="Beoogd of waargenomen.")
    richting: Richting = Field(description="Gunstig, gemengd, neutraal of ongunstig.")
    bedoeld: JaNee | None = Field(None, description="Was dit de bedoeling? ja of nee; leeg als de bron het niet zegt.")
    zekerheid: Zekerheid = Field(description="Hoe zeker dit is.")
    moment: Moment | None = Field(None, description="Wanneer dit gold.")
    interventies: Annotated[tuple[Code, ...], BeforeValidator(split_list), Verwijzing("interventies")] = Field(
        (), description="Stappen die hieraan bijdroegen; meer met | ertussen."
    )
    mechanisme: Tekst | None = Field(None, description="Hoe de stappen tot dit effect leidden.")
    andere_verklaring: Tekst | None = Field(None, description="Wat het ook kan verklaren.")
    tegenbewijs: Tekst | None = Field(None, description="Wat ertegen spreekt.")


class Indicatormeting(OnderbouwdeRij):
    """One number that belongs to an effect, with its unit, source and reference date."""

    tabel: ClassVar[str] = "indicatormetingen"
    sleutel: ClassVar[tuple[str, ...]] = ("effect", "indicator", "volgorde")
    eigenaar: ClassVar[tuple[str, ...]] = ("effect",)

    effect: Annotated[Code, Verwijzing("effecten")] = Field(description="Bij welk effect.")
    indicator: Tekst = Field(description="Wat er gemeten is.")
    volgorde: Aantal = Field(description="Plaats in de reeks: 0, 1, 2 …")
    stap: Tekst = Field(description="Naam van dit punt in de reeks, zoals T0 of 'na de raad'.")
    nulmeting: JaNee = Field(description="Is dit het beginpunt waarmee wordt vergeleken?")
    waarde: Getal = Field(description="De waarde, of de onderkant als er een bandbreedte is.")
    waarde_hoog: Getal | None = Field(None, description="De bovenkant van de bandbreedte.")
    precisie: Precisie = Field(Precisie.PRECIES, description="Hoe precies het getal is; leeg telt als precies.")
    eenheid: Tekst = Field(description="Eenheid, zoals 'mln euro' of 'dagen'.")
    peildatum: Annotated[Moment, Regel("I06")] = Field(description="Wanneer dit cijfer gold.")
    toelichting: Tekst | None = Field(None, description="Nuance, zoals 'ruim'.")

    @model_validator(mode="after")
    def check_range(self) -> Self:
        """Refuse a range whose top lies below its bottom."""
        if self.waarde_hoog is not None and self.waarde_hoog < self.waarde:
            raise ValueError("waarde_hoog is lager dan waarde")
        return self


class Beoordeling(OnderbouwdeRij):
    """A judgement of an effect by inwoners or partners (D4)."""

    tabel: ClassVar[str] = "beoordelingen"
    eigenaar: ClassVar[tuple[str, ...]] = ("effect",)

    id: Code = Field(description="Nummer.")
    effect: Annotated[Code, Verwijzing("effecten")] = Field(description="Welk effect beoordeeld wordt.")
    groep: Groep = Field(description="Wie oordeelt: inwoners of partners, nooit de eigen organisatie.")
    oordeel: Richting = Field(description="Hoe zij het vinden.")
    omschrijving: Tekst = Field(description="Wat zij ervan zeggen, in eigen woorden.")
    zekerheid: Zekerheid = Field(description="Hoe zeker dit is.")
    goedgekeurd: JaNee | None = Field(
        None, description="Vinden zij goed dat dit zo wordt verteld? Nodig bij een kleine groep; leeg: niet gevraagd."
    )


class Procestoets(OnderbouwdeRij):
    """A test of a causal claim about an effect, by what one would see if the claim were true (D3)."""

    tabel: ClassVar[str] = "procestoetsen"
    eigenaar: ClassVar[tuple[str, ...]] = ("effect",)

    id: Code = Field(description="Nummer.")
    effect: Annotated[Code, Verwijzing("effecten")] = Field(description="Over welk effect de claim gaat.")
    claim: Tekst = Field(description="De claim die getoetst wordt; bij meer toetsen steeds dezelfde woorden.")
    rivaal: JaNee = Field(description="Is de claim een andere verklaring dan de eigen stappen? ja of nee.")
    soort: Toetssoort = Field(description="Wat slagen en zakken voor de claim betekent.")
    voorspelling: Tekst = Field(description="Wat er te zien is als de claim klopt.")
    uitslag: Toetsuitslag = Field(description="Of dat gezien is.")
    toelichting: Tekst | None = Field(None, description="Wat er te zien was.")
