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


def in_yaml(uitleg: str, bij: str, waarde: str, toegestaan: str, regel: str, niveau: Niveau = Niveau.ERROR) -> Probleem:
    """Return what is wrong in traject.yaml, at the key where it stands."""
    return Probleem(YAML, uitleg, None, bij, waarde, toegestaan, regel, niveau)


def check_size(inhoud: Inhoud) -> Iterator[Probleem]:
    """R01 and R02: at least six deelnemers to start, and a second group when there are many."""
    if not is_leerkring(inhoud):
        return
    n, limit = len(inhoud.tabellen["deelnemers"]), inhoud.beschrijving.drempels.tweede_groep
    if inhoud.beschrijving.gestart and n < KLEINSTE_LEERKRING:
        why, allowed = "de leerkring is met te weinig deelnemers gestart", f"ten minste {KLEINSTE_LEERKRING}"
        yield Probleem("deelnemers.csv", why, waarde=str(n), toegestaan=allowed, regel="R01")
    if n > limit:
        allowed = f"hoogstens {limit} in één groep (drempels.tweede_groep)"
        why, level = "overweeg een tweede groep", Niveau.WARNING
        yield Probleem("deelnemers.csv", why, waarde=str(n), toegestaan=allowed, regel="R02", niveau=level)


def check_fee(inhoud: Inhoud) -> Iterator[Probleem]:
    """R09: the fee of the design is known; another amount is told, not refused."""
    fee = inhoud.beschrijving.bijdrage_euro
    if is_leerkring(inhoud) and fee != BIJDRAGE_EURO:
        why, allowed = "de bijdrage is anders dan in de opzet", f"{BIJDRAGE_EURO}, zonder btw, met reiskosten"
        yield in_yaml(why, "bijdrage_euro", str(fee), allowed, "R09", Niveau.INFO)


def check_rounds(inhoud: Inhoud) -> Iterator[Probleem]:
    """R11 and R12: three rounds, each execution then meeting, in date order; guests only at meeting 2."""
    if not is_leerkring(inhoud):
        return
    rondes = inhoud.beschrijving.rondes
    numbers = [r.nummer for r in rondes]
    if numbers != list(range(1, AANTAL_RONDES + 1)):
        why = "er zijn precies drie rondes, op volgorde genummerd"
        yield in_yaml(why, "rondes", str(numbers), "1, 2, 3", "R11")
    steps = ("start", "eind", "bijeenkomst")
    days = [(f"ronde {r.nummer} {step}", getattr(r, step)) for r in rondes for step in steps]
    for (earlier, day), (later, next_day) in pairwise(days):
        if next_day < day:
            allowed = "eerst de uitvoering, dan de bijeenkomst, dan de volgende ronde"
            yield in_yaml(f"{later} ligt vóór {earlier}", "rondes", f"{next_day} < {day}", allowed, "R11")
    for ronde in rondes:
        if ronde.gasten and ronde.nummer != RONDE_MET_GASTEN:
            allowed = f"alleen gasten bij bijeenkomst {RONDE_MET_GASTEN}"
            yield in_yaml(
                f"bijeenkomst {ronde.nummer} heeft gasten",
                "rondes, gasten",
                str(ronde.gasten),
                allowed,
                "R12",
                Niveau.WARNING,
            )


def check_team(inhoud: Inhoud) -> Iterator[Probleem]:
    """R15: the team leerkring has three members."""
    n = len(inhoud.beschrijving.team)
    if is_leerkring(inhoud) and n != TEAMGROOTTE:
        why = "het team heeft een andere omvang dan in de opzet"
        yield in_yaml(why, "team", str(n), str(TEAMGROOTTE), "R15", Niveau.WARNING)


def check_publication(inhoud: Inhoud) -> Iterator[Probleem]:
    """R16: a publication is discussed before it is finished."""
    publicatie = inhoud.beschrijving.publicatie
    if publicatie.afgerond and (publicatie.besproken is None or publicatie.besproken > publicatie.afgerond):
        why = "de publicatie was af voordat zij was besproken"
        found = f"besproken {publicatie.besproken}, afgerond {publicatie.afgerond}"
        yield in_yaml(why, "publicatie", found, "besproken op of vóór afgerond", "R16")


def check_labels(inhoud: Inhoud) -> Iterator[Probleem]:
    """R17: on every day of the traject a partner has exactly one label."""
    begin, end = first_day(inhoud.beschrijving.start), last_day(inhoud.beschrijving.eind)
    for partner in inhoud.beschrijving.kennispartners:
        # Labels can only change on their own first and last days, so those days decide for all days.
        days = {begin, end} | {d for lab in partner.labels for d in (lab.van, lab.tot) if d is not None}
        wrong = [day for day in sorted(days) if begin <= day <= end and partner.label_on(day) is None]
        if wrong:
            why = f"partner {partner.id} heeft op een dag van het traject geen label, of meer dan één"
            allowed = "labels die op elkaar aansluiten (tot is de volgende van)"
            yield in_yaml(why, "kennispartners, labels", str(wrong[0]), allowed, "R17")


def check_planning(inhoud: Inhoud) -> Iterator[Probleem]:
    """R18: milestones stand in the order of the planning."""
    for earlier, later in pairwise(inhoud.beschrijving.mijlpalen):
        if last_day(later.moment) < first_day(earlier.moment):
            why, found = f"mijlpaal ‘{later.naam}’ ligt vóór ‘{earlier.naam}’", f"{later.moment} < {earlier.moment}"
            yield in_yaml(why, "mijlpalen", found, "de volgorde van de planning", "R18", Niveau.WARNING)


PLANNING_REGELS: tuple[Regelcontrole, ...] = (
    *(check_size, check_fee, check_rounds, check_team),
    *(check_publication, check_labels, check_planning),
)
