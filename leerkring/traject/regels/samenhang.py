"""What cannot be at the same time: dates, mergers, official ids, advice to oneself, and rows that stand twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from leerkring.begrippen import InterventieStatus, OrganisatieSoort, Vertrouwelijkheid
from leerkring.errors import Niveau, Probleem
from leerkring.model import ENTITEITEN
from leerkring.model.velden import first_day, last_day
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.regels.planning import YAML, Regelcontrole
from leerkring.traject.regels.teksten import list_word_columns

VOORAF = timedelta(days=366)
"""How long before the traject a step of a round may have begun; being active already is what R03 asks."""
EIGEN_WOORDEN = 6
"""From how many words in a cell a row says something that nobody else says by chance."""
VAN_GEMEENTE = "/id/gemeente/"


def check_tijden(inhoud: Inhoud) -> Iterator[Probleem]:
    """I30: the traject lies in the past, its rounds within it, and each step near its round."""
    about = inhoud.beschrijving
    today = date.today()  # noqa: DTZ011 - the user's own day
    if about.peildatum > today:
        why = "de peildatum ligt in de toekomst; wat daarna gebeurt, weet niemand"
        yield Probleem(YAML, why, None, "peildatum", str(about.peildatum), f"tot en met {today}", "I30")
    begin, end = first_day(about.start), last_day(about.eind)
    for deel in about.rondes:
        if deel.start < begin or deel.eind > end:
            why = f"ronde {deel.nummer} ligt buiten het traject"
            found = f"{deel.start} tot {deel.eind}"
            yield Probleem(YAML, why, None, "rondes", found, f"tussen {begin} en {end}", "I30")
    rondes = {ronde.nummer: ronde for ronde in about.rondes}
    for nummer, stap in inhoud.rows("interventies"):
        ronde = rondes.get(stap.ronde)
        bestand = inhoud.file_of("interventies")
        if stap.status is InterventieStatus.GEPLAND and stap.eind is not None:
            why = "een stap die nog gepland is, heeft geen werkelijk einde"
            yield Probleem(bestand, why, nummer, "eind", stap.eind, "leeg, of een andere status", "I30")
        if ronde is None:
            continue
        if stap.start is not None and last_day(stap.start) < ronde.start - VOORAF:
            why = f"deze stap begon lang voor ronde {stap.ronde}"
            allowed = f"vanaf {ronde.start - VOORAF}, of een andere ronde"
            yield Probleem(bestand, why, nummer, "start", stap.start, allowed, "I30")
        elif stap.eind is not None and last_day(stap.eind) < ronde.start:
            why = f"deze stap eindigde voordat ronde {stap.ronde} begon"
            yield Probleem(bestand, why, nummer, "eind", stap.eind, f"vanaf {ronde.start}, of een andere ronde", "I30")


def check_herindelingen(inhoud: Inhoud) -> Iterator[Probleem]:
    """I31: a merger goes to another gemeente, once, wholly to one, and never in a circle."""
    bestand = inhoud.file_of("herindelingen")
    whole: dict[str, str] = {}
    arrows: dict[str, set[str]] = {}
    seen: set[tuple[str, str]] = set()
    for nummer, h in inhoud.rows("herindelingen"):
        if h.van == h.naar:
            yield Probleem(
                bestand, "een gemeente gaat niet in zichzelf op", nummer, "naar", h.naar, "een andere gemeente", "I31"
            )
            continue
        if (h.van, h.naar) in seen:
            yield Probleem(bestand, "deze overgang staat er al", nummer, "van", f"{h.van} → {h.naar}", "één rij", "I31")
        elif reaches(arrows, h.naar, h.van):
            why = "zo gaan deze gemeenten in een kring in elkaar op"
            yield Probleem(
                bestand, why, nummer, "naar", f"{h.van} → {h.naar}", "een overgang naar een latere gemeente", "I31"
            )
        if h.geheel and whole.setdefault(h.van, h.naar) != h.naar:
            why = f"{h.van} ging al in zijn geheel over naar {whole[h.van]}"
            yield Probleem(bestand, why, nummer, "geheel", "ja", "nee bij een splitsing", "I31")
        seen.add((h.van, h.naar))
        arrows.setdefault(h.van, set()).add(h.naar)


def reaches(arrows: dict[str, set[str]], start: str, goal: str) -> bool:
    """Tell whether arrows lead from one gemeente to another."""
    todo, seen = [start], set[str]()
    while todo:
        here = todo.pop()
        if here == goal:
            return True
        if here not in seen:
            seen.add(here)
            todo += arrows.get(here, ())
    return False


def check_tooi(inhoud: Inhoud) -> Iterator[Probleem]:
    """I32: an official id belongs to one deelnemer, and that of a gemeente to a gemeente."""
    bestand, seen = inhoud.file_of("deelnemers"), dict[str, str]()
    for nummer, d in inhoud.rows("deelnemers"):
        if d.tooi is None:
            continue
        if VAN_GEMEENTE in d.tooi and d.soort is not OrganisatieSoort.GEMEENTE:
            why = f"dit is het nummer van een gemeente, en {d.naam} is dat niet"
            yield Probleem(bestand, why, nummer, "tooi", d.tooi, "het nummer van deze organisatie, of leeg", "I32")
        if seen.setdefault(d.tooi, d.id) != d.id:
            why = f"dit nummer heeft {seen[d.tooi]} al"
            yield Probleem(bestand, why, nummer, "tooi", d.tooi, "voor elke deelnemer een eigen nummer", "I32")


def check_advies(inhoud: Inhoud) -> Iterator[Probleem]:
    """I33: nobody advises himself."""
    for nummer, advies in inhoud.rows("adviezen"):
        if advies.van == advies.naar:
            why = "een deelnemer geeft zichzelf geen advies"
            yield Probleem(inhoud.file_of("adviezen"), why, nummer, "naar", advies.naar, "een andere deelnemer", "I33")


def check_dubbel(inhoud: Inhoud) -> Iterator[Probleem]:
    """I34: no two rows differ in their number alone."""
    for entiteit in ENTITEITEN:
        kolommen = list_word_columns(entiteit)
        rest = [kolom for kolom in entiteit.model_fields if kolom != "id"]
        seen: dict[tuple[object, ...], str] = {}
        for nummer, rij in inhoud.rows(entiteit.tabel) if len(rest) < len(entiteit.model_fields) else ():
            if max((len((getattr(rij, k) or "").split()) for k in kolommen), default=0) < EIGEN_WOORDEN:
                continue  # two people with one function are two people
            first = seen.setdefault(tuple(getattr(rij, kolom) for kolom in rest), rij.id)
            if first != rij.id:
                why, bestand = f"deze rij zegt precies wat {first} zegt", inhoud.file_of(entiteit.tabel)
                yield Probleem(bestand, why, nummer, "id", rij.id, "één rij, of een verschil", "I34", Niveau.WARNING)


def check_aanmelding(inhoud: Inhoud) -> Iterator[Probleem]:
    """I35: why somebody applied is for the team or the circle; the whole world need not read it."""
    for nummer, aanmelding in inhoud.rows("aanmeldingen"):
        if aanmelding.vertrouwelijkheid is Vertrouwelijkheid.OPENBAAR:
            why = "zo kan iedereen lezen waarom men zich aanmeldde"
            bestand = inhoud.file_of("aanmeldingen")
            yield Probleem(
                bestand, why, nummer, "vertrouwelijkheid", "openbaar", "team of leerkring", "I35", Niveau.WARNING
            )


SAMENHANG_REGELS: tuple[Regelcontrole, ...] = (check_tijden, check_herindelingen, check_tooi, check_advies)
SAMENHANG_OPMERKINGEN: tuple[Regelcontrole, ...] = (check_dubbel, check_aanmelding)
