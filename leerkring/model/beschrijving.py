"""The file traject.yaml: name, questions, rounds, partners, team, funding, roles, limits, thresholds and comparison."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from leerkring.begrippen import Deelvraag, Doelgroep, Opzet, Sturingsvorm
from leerkring.methoden.onderdrukking import KLEINSTE_N_KRING
from leerkring.model.qca import QcaPlan
from leerkring.model.velden import Code, Datum, Model, Moment, Slug, Tekst

KLEINSTE_N_OPENBAAR = 10


class Ronde(Model):
    """One round: a period of doing, then a meeting."""

    nummer: int
    start: Datum
    eind: Datum
    bijeenkomst: Datum
    gasten: Annotated[int, Field(ge=0)] = 0


class Mijlpaal(Model):
    """A step in the planning with its date, as precisely as it is known."""

    naam: Tekst
    moment: Moment


class Partnerlabel(Model):
    """The name under which a kennispartner works during a period."""

    naam: Tekst
    van: Datum
    tot: Datum | None = None


class Kennispartner(Model):
    """A consultancy that supports deelnemers; its label can change at a date."""

    id: Slug
    expertise: tuple[Sturingsvorm, ...]
    labels: tuple[Partnerlabel, ...] = Field(min_length=1)

    def label_on(self, day: date) -> str | None:
        """Return the label that holds on a day, or None where no label or more than one holds."""
        names = [lab.naam for lab in self.labels if lab.van <= day and (lab.tot is None or day < lab.tot)]
        return names[0] if len(names) == 1 else None


class Teamlid(Model):
    """A member of the team leerkring, under a pseudonym."""

    id: Code
    organisatie: Tekst


class Publicatie(Model):
    """Where the publication stands."""

    besproken: Datum | None = None
    afgerond: Datum | None = None


class Drempels(Model):
    """The smallest group that may be shown; configurable upward only."""

    n_kring: Annotated[int, Field(ge=KLEINSTE_N_KRING)] = KLEINSTE_N_KRING
    n_openbaar: Annotated[int, Field(ge=KLEINSTE_N_OPENBAAR)] = KLEINSTE_N_OPENBAAR
    tweede_groep: Annotated[int, Field(ge=7)] = 12

    def smallest_n(self, doelgroep: Doelgroep) -> int:
        """Return the smallest group of respondents that an audience may see."""
        return self.n_openbaar if doelgroep is Doelgroep.OPENBAAR else self.n_kring


class Beschrijving(Model):
    """The whole of traject.yaml."""

    id: Slug
    naam: Tekst
    fictief: bool = Field(description="Zijn de gegevens verzonnen? Dan staat dat in elk rapport.")
    opzet: Opzet
    inleiding: Tekst
    centrale_vraag: Tekst
    deelvragen: dict[Deelvraag, Tekst]
    start: Moment
    eind: Moment
    peildatum: Datum
    gestart: bool = False
    bijdrage_euro: int | None = None
    rondes: tuple[Ronde, ...] = ()
    mijlpalen: tuple[Mijlpaal, ...] = ()
    kennispartners: tuple[Kennispartner, ...] = ()
    team: tuple[Teamlid, ...] = ()
    publicatie: Publicatie = Publicatie()
    financiering: Tekst
    rollen: Tekst
    grenzen: tuple[Tekst, ...] = Field(min_length=1)
    drempels: Drempels = Drempels()
    rapporten: dict[Slug, Doelgroep] = Field(description="Soorten rapporten, en voor wie elk gewoonlijk is.")
    qca: QcaPlan | None = None
    strekking: Tekst | None = Field(
        None,
        description="Waarom lezers mogen weten of het hele beeld gunstiger is dan wat zij zien; leeg: dat wordt niet "
        "gezegd.",
    )

    def list_gehouden(self) -> tuple[int, ...]:
        """Return the rounds whose leerbijeenkomst was held at the peildatum: what comes after is not known yet."""
        return tuple(r.nummer for r in self.rondes if r.bijeenkomst <= self.peildatum)

    @model_validator(mode="after")
    def check_questions(self) -> Self:
        """Refuse a traject that does not name its four questions."""
        missing = [d.value for d in Deelvraag if d not in self.deelvragen]
        if missing:
            raise ValueError(f"in deelvragen ontbreekt {', '.join(missing)}")
        return self

    @model_validator(mode="after")
    def check_ids(self) -> Self:
        """Refuse two partners, or two members of the team, with one id: rows refer to them by it."""
        for part in ("kennispartners", "team"):
            ids = [thing.id for thing in getattr(self, part)]
            if len(ids) != len(set(ids)):
                raise ValueError(f"een nummer (id) staat twee keer in {part}")
        return self
