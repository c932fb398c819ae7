"""Rules on taking part: the chosen form, the application, the trekker and the match."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from leerkring.begrippen import GEKOZEN_VORMEN, AanmeldingStatus, Sturingsvorm
from leerkring.errors import Niveau, Probleem
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.regels.planning import Regelcontrole, is_leerkring

MEESTE_WOORDEN = 250
of_deelnemer = partial(Probleem, "deelnemers.csv")
of_aanmelding = partial(Probleem, "aanmeldingen.csv")
of_match = partial(Probleem, "matches.csv")


def check_active(inhoud: Inhoud) -> Iterator[Probleem]:
    """R03 and R07: a deelnemer is already active, has a modus, and is willing to contribute."""
    if not is_leerkring(inhoud):
        return
    for nummer, deelnemer in inhoud.rows("deelnemers"):
        if deelnemer.modus is None:
            yield of_deelnemer("de modus ontbreekt", nummer, "modus", None, "introductie, versterking", "R03")
    for nummer, aanmelding in inhoud.rows("aanmeldingen"):
        admitted = aanmelding.status is AanmeldingStatus.TOEGELATEN
        if admitted and not aanmelding.al_actief:
            why = "een toegelaten deelnemer moet al aan zijn vorm werken"
            yield of_aanmelding(why, nummer, "al_actief", "nee", "ja", "R03")
        if admitted and not aanmelding.actieve_bijdrage:
            why = "een toegelaten deelnemer moet actief willen bijdragen"
            yield of_aanmelding(why, nummer, "actieve_bijdrage", "nee", "ja", "R07")


def check_form(inhoud: Inhoud) -> Iterator[Probleem]:
    """R13: line steering is context, never the chosen form."""
    for of_rij, tabel in ((of_deelnemer, "deelnemers"), (of_aanmelding, "aanmeldingen")):
        for nummer, rij in inhoud.rows(tabel):
            if rij.sturingsvorm is Sturingsvorm.LIJN:
                why, allowed = "lijnsturing kan niet de gekozen vorm zijn", ", ".join(GEKOZEN_VORMEN)
                yield of_rij(why, nummer, "sturingsvorm", rij.sturingsvorm, allowed, "R13")


def check_application(inhoud: Inhoud) -> Iterator[Probleem]:
    """R06 and R14: at most 250 words of sketch, and an intake before the final application."""
    for nummer, aanmelding in inhoud.rows("aanmeldingen"):
        words = len(f"{aanmelding.aanleiding} {aanmelding.motivatie}".split())
        if words > MEESTE_WOORDEN:
            why, allowed = "aanleiding en motivatie zijn samen te lang", f"hoogstens {MEESTE_WOORDEN} woorden"
            yield of_aanmelding(why, nummer, "motivatie", f"{words} woorden", allowed, "R06")
        if aanmelding.ingediend and (aanmelding.intake is None or aanmelding.intake > aanmelding.ingediend):
            why, allowed = "de intake ligt niet vóór de definitieve aanmelding", "intake op of vóór ingediend"
            found = f"intake {aanmelding.intake}, ingediend {aanmelding.ingediend}"
            yield of_aanmelding(why, nummer, "intake", found, allowed, "R14", Niveau.WARNING)


def check_admission(inhoud: Inhoud) -> Iterator[Probleem]:
    """R10: every deelnemer of a leerkring came from one admitted application for the same form."""
    if not is_leerkring(inhoud):
        return
    admitted = [(nummer, a) for nummer, a in inhoud.rows("aanmeldingen") if a.status is AanmeldingStatus.TOEGELATEN]
    for nummer, aanmelding in admitted:
        if aanmelding.deelnemer is None:
            why, allowed = "de aanmelding is toegelaten, maar noemt geen deelnemer", "de deelnemer die eruit voortkwam"
            yield of_aanmelding(why, nummer, "deelnemer", None, allowed, "R10")
    for nummer, deelnemer in inhoud.rows("deelnemers"):
        own = [(row, a) for row, a in admitted if a.deelnemer == deelnemer.id]
        if len(own) != 1:
            why = f"bij deze deelnemer hoort {'meer dan één' if own else 'geen enkele'} toegelaten aanmelding"
            allowed = "één rij van aanmeldingen.csv met deze deelnemer en status toegelaten"
            yield of_deelnemer(why, nummer, "id", deelnemer.id, allowed, "R10")
        elif own[0][1].sturingsvorm is not deelnemer.sturingsvorm:
            why = f"de vorm is anders dan in de aanmelding in rij {own[0][0]}"
            found, allowed = deelnemer.sturingsvorm, own[0][1].sturingsvorm
            yield of_deelnemer(why, nummer, "sturingsvorm", found, allowed, "R04")


def check_trekker(inhoud: Inhoud) -> Iterator[Probleem]:
    """R08: a deelnemer has exactly one trekker, who is the first contact."""
    if not is_leerkring(inhoud):
        return
    why = "een deelnemer heeft precies één trekker, die het eerste contact is"
    allowed = "één rij van betrokkenen.csv met trekker ja en eerste_contact ja"
    for nummer, deelnemer in inhoud.rows("deelnemers"):
        trekkers = [b for _, b in inhoud.rows("betrokkenen") if b.deelnemer == deelnemer.id and b.trekker]
        if len(trekkers) != 1 or not trekkers[0].eerste_contact:
            found = f"{len(trekkers)} trekkers" if len(trekkers) != 1 else "een trekker die niet het eerste contact is"
            yield of_deelnemer(why, nummer, "id", f"{deelnemer.id}: {found}", allowed, "R08")


def check_match(inhoud: Inhoud) -> Iterator[Probleem]:
    """R17 and R19: one kennispartner per deelnemer, wanted by both sides, under a label of that day."""
    matches = list(inhoud.rows("matches"))
    partners = inhoud.targets("kennispartners")
    count = Counter(m.deelnemer for _, m in matches)
    for nummer, match in matches:
        if count[match.deelnemer] > 1:
            why = "de deelnemer heeft meer dan één kennispartner"
            yield of_match(why, nummer, "deelnemer", match.deelnemer, "één", "R19")
        if not (match.akkoord_deelnemer and match.akkoord_partner):
            kolom = "akkoord_deelnemer" if not match.akkoord_deelnemer else "akkoord_partner"
            yield of_match("een match moet van beide kanten komen", nummer, kolom, "nee", "ja", "R19")
        if match.kennispartner in partners and partners[match.kennispartner].label_on(match.datum) is None:
            why = "de kennispartner heeft op deze dag niet precies één label"
            allowed = "een dag binnen een van zijn labels in traject.yaml"
            yield of_match(why, nummer, "datum", str(match.datum), allowed, "R17")
    for nummer, deelnemer in inhoud.rows("deelnemers") if is_leerkring(inhoud) else ():
        if not count[deelnemer.id]:
            why = "de deelnemer heeft geen kennispartner"
            yield of_deelnemer(why, nummer, "id", deelnemer.id, "één rij van matches.csv", "R19")


DEELNAME_REGELS: tuple[Regelcontrole, ...] = (
    *(check_active, check_form, check_application, check_admission, check_trekker, check_match),
)
