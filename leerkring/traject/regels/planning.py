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
            "the leerkring has started with too few deelnemers",
            waarde=str(n),
            toegestaan=f"at least {KLEINSTE_LEERKRING}",
            regel="R01",
        )
    if is_leerkring(inhoud) and n > limit:
        yield Probleem(
            "deelnemers.csv",
            "a second group may be considered",
            waarde=str(n),
            toegestaan=f"up to {limit} in one group (drempels.tweede_groep)",
            regel="R02",
            niveau=Niveau.WARNING,
        )


def check_fee(inhoud: Inhoud) -> Iterator[Probleem]:
    """R09: the fee of the design is known; another amount is told, not refused."""
    fee = inhoud.beschrijving.bijdrage_euro
    if is_leerkring(inhoud) and fee != BIJDRAGE_EURO:
        yield Probleem(
            YAML,
            "the fee differs from the design",
            kolom="bijdrage_euro",
            waarde=str(fee),
            toegestaan=f"{BIJDRAGE_EURO}, excluding VAT, including travel",
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
            "there must be exactly three rounds, numbered in order",
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
                f"{later} lies before {earlier}",
                kolom="rondes",
                waarde=f"{next_day} < {day}",
                toegestaan="each execution period, then its meeting, then the next round",
                regel="R11",
            )
    for ronde in rondes:
        if ronde.gasten and ronde.nummer != RONDE_MET_GASTEN:
            yield Probleem(
                YAML,
                f"meeting {ronde.nummer} has guests",
                kolom="rondes.gasten",
                waarde=str(ronde.gasten),
                toegestaan=f"guests only at meeting {RONDE_MET_GASTEN}",
                regel="R12",
                niveau=Niveau.WARNING,
            )


def check_team(inhoud: Inhoud) -> Iterator[Probleem]:
    """R15: the team leerkring has three members."""
    n = len(inhoud.beschrijving.team)
    if is_leerkring(inhoud) and n != TEAMGROOTTE:
        yield Probleem(
            YAML,
            "the team has another size than the design says",
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
            "the publication was finished before it was discussed",
            kolom="publicatie",
            waarde=f"besproken {publicatie.besproken}, afgerond {publicatie.afgerond}",
            toegestaan="besproken on or before afgerond",
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
                f"partner {partner.id} has no label, or more than one, on a day of the traject",
                kolom="kennispartners.labels",
                waarde=str(wrong[0]),
                toegestaan="labels that follow each other without gap or overlap (tot = the next van)",
                regel="R17",
            )


def check_planning(inhoud: Inhoud) -> Iterator[Probleem]:
    """R18: milestones stand in the order of the planning."""
    for earlier, later in pairwise(inhoud.beschrijving.mijlpalen):
        if last_day(later.moment) < first_day(earlier.moment):
            yield Probleem(
                YAML,
                f"milestone '{later.naam}' lies before '{earlier.naam}'",
                kolom="mijlpalen",
                waarde=f"{later.moment} < {earlier.moment}",
                toegestaan="the order of the planning",
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
