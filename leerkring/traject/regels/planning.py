"""Rules on the leerkring as a whole: size, fee, rounds, team, partners' labels, planning and publication."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from leerkring.begrippen import Opzet
from leerkring.errors import Niveau, Probleem
from leerkring.model.velden import first_day, last_day
from leerkring.traject.inhoud import Inhoud

Regelcontrole = Callable[[Inhoud], Iterator[Probleem]]
YAML = "traject.yaml"
KLEINSTE_LEERKRING = 6
BIJDRAGE_EURO = 16650
TEAMGROOTTE = 3
AANTAL_RONDES = 3
RONDE_MET_GASTEN = 2


def is_leerkring(inhoud: Inhoud) -> bool:
    """Tell whether the rules of the 2021 design apply; the 2014-2017 traject knew no rounds or matching."""
    return inhoud.beschrijving.opzet is Opzet.LEERKRING


def check_size(inhoud: Inhoud) -> Iterator[Probleem]:
    """R01 and R02: at least six deelnemers to start, and a second group when there are many."""
    n = len(inhoud.tabellen["deelnemers"])
    limit = inhoud.beschrijving.drempels.tweede_groep
    if is_leerkring(inhoud) and inhoud.beschrijving.gestart and n < KLEINSTE_LEERKRING:
        yield Probleem(
            "deelnemers.csv",
            "de leerkring is met te weinig deelnemers gestart",
            waarde=str(n),
            toegestaan=f"ten minste {KLEINSTE_LEERKRING}",
            regel="R01",
        )
    if is_leerkring(inhoud) and n > limit:
        yield Probleem(
            "deelnemers.csv",
            "overweeg een tweede groep",
            waarde=str(n),
            toegestaan=f"hoogstens {limit} in één groep (drempels.tweede_groep)",
            regel="R02",
            niveau=Niveau.WARNING,
        )


def check_fee(inhoud: Inhoud) -> Iterator[Probleem]:
    """R09: the fee of the design is known; another amount is told, not refused."""
    fee = inhoud.beschrijving.bijdrage_euro
    if is_leerkring(inhoud) and fee != BIJDRAGE_EURO:
        yield Probleem(
            YAML,
            "de bijdrage is anders dan in de opzet",
            kolom="bijdrage_euro",
            waarde=str(fee),
            toegestaan=f"{BIJDRAGE_EURO}, zonder btw, met reiskosten",
            regel="R09",
            niveau=Niveau.INFO,
        )


def check_rounds(inhoud: Inhoud) -> Iterator[Probleem]:
    """R11 and R12: three rounds, each execution then meeting, in date order; guests only at meeting 2."""
    if not is_leerkring(inhoud):
        return
    rondes = inhoud.beschrijving.rondes
    numbers = [r.nummer for r in rondes]
    if numbers != list(range(1, AANTAL_RONDES + 1)):
        yield Probleem(
            YAML,
            "er zijn precies drie rondes, op volgorde genummerd",
            kolom="rondes",
            waarde=str(numbers),
            toegestaan="1, 2, 3",
            regel="R11",
        )
    steps = ("start", "eind", "bijeenkomst")
    days = [(f"ronde {r.nummer} {step}", getattr(r, step)) for r in rondes for step in steps]
    for (earlier, day), (later, next_day) in pairwise(days):
        if next_day < day:
            yield Probleem(
                YAML,
                f"{later} ligt vóór {earlier}",
                kolom="rondes",
                waarde=f"{next_day} < {day}",
                toegestaan="eerst de uitvoering, dan de bijeenkomst, dan de volgende ronde",
                regel="R11",
            )
    for ronde in rondes:
        if ronde.gasten and ronde.nummer != RONDE_MET_GASTEN:
            yield Probleem(
                YAML,
                f"bijeenkomst {ronde.nummer} heeft gasten",
                kolom="rondes, gasten",
                waarde=str(ronde.gasten),
                toegestaan=f"alleen gasten bij bijeenkomst {RONDE_MET_GASTEN}",
                regel="R12",
                niveau=Niveau.WARNING,
            )


def check_team(inhoud: Inhoud) -> Iterator[Probleem]:
    """R15: the team leerkring has three members."""
    n = len(inhoud.beschrijving.team)
    if is_leerkring(inhoud) and n != TEAMGROOTTE:
        yield Probleem(
            YAML,
            "het team heeft een andere omvang dan in de opzet",
            kolom="team",
            waarde=str(n),
            toegestaan=str(TEAMGROOTTE),
            regel="R15",
            niveau=Niveau.WARNING,
        )


def check_publication(inhoud: Inhoud) -> Iterator[Probleem]:
    """R16: a publication is discussed before it is finished."""
    publicatie = inhoud.beschrijving.publicatie
    if publicatie.afgerond and (publicatie.besproken is None or publicatie.besproken > publicatie.afgerond):
        yield Probleem(
            YAML,
            "de publicatie was af voordat zij was besproken",
            kolom="publicatie",
            waarde=f"besproken {publicatie.besproken}, afgerond {publicatie.afgerond}",
            toegestaan="besproken op of vóór afgerond",
            regel="R16",
        )


def check_labels(inhoud: Inhoud) -> Iterator[Probleem]:
    """R17: on every day of the traject a partner has exactly one label."""
    begin, end = first_day(inhoud.beschrijving.start), last_day(inhoud.beschrijving.eind)
    for partner in inhoud.beschrijving.kennispartners:
        # Labels can only change on their own first and last days, so those days decide for all days.
        days = {begin, end} | {d for lab in partner.labels for d in (lab.van, lab.tot) if d is not None}
        wrong = [day for day in sorted(days) if begin <= day <= end and partner.label_on(day) is None]
        if wrong:
            yield Probleem(
                YAML,
                f"partner {partner.id} heeft op een dag van het traject geen label, of meer dan één",
                kolom="kennispartners, labels",
                waarde=str(wrong[0]),
                toegestaan="labels die op elkaar aansluiten (tot is de volgende van)",
                regel="R17",
            )


def check_planning(inhoud: Inhoud) -> Iterator[Probleem]:
    """R18: milestones stand in the order of the planning."""
    for earlier, later in pairwise(inhoud.beschrijving.mijlpalen):
        if last_day(later.moment) < first_day(earlier.moment):
            yield Probleem(
                YAML,
                f"mijlpaal ‘{later.naam}’ ligt vóór ‘{earlier.naam}’",
                kolom="mijlpalen",
                waarde=f"{later.moment} < {earlier.moment}",
                toegestaan="de volgorde van de planning",
                regel="R18",
                niveau=Niveau.WARNING,
            )


PLANNING_REGELS: tuple[Regelcontrole, ...] = (
    check_size,
    check_fee,
    check_rounds,
    check_team,
    check_publication,
    check_labels,
    check_planning,
)
