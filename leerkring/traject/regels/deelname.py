"""Rules on taking part: the chosen form, the application, the trekker and the match."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from leerkring.begrippen import GEKOZEN_VORMEN, AanmeldingStatus, Sturingsvorm
from leerkring.errors import Niveau, Probleem
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.regels.planning import Regelcontrole, is_leerkring

MEESTE_WOORDEN = 250


def check_active(inhoud: Inhoud) -> Iterator[Probleem]:
    """R03 and R07: a deelnemer is already active, has a modus, and is willing to contribute."""
    if not is_leerkring(inhoud):
        return
    for nummer, deelnemer in inhoud.rows("deelnemers"):
        if deelnemer.modus is None:
            yield Probleem(
                "deelnemers.csv",
                "de modus ontbreekt",
                rij=nummer,
                kolom="modus",
                toegestaan="introductie, versterking",
                regel="R03",
            )
    for nummer, aanmelding in inhoud.rows("aanmeldingen"):
        if aanmelding.status is not AanmeldingStatus.TOEGELATEN:
            continue
        for kolom, regel, text in (
            ("al_actief", "R03", "een toegelaten deelnemer moet al aan zijn vorm werken"),
            ("actieve_bijdrage", "R07", "een toegelaten deelnemer moet actief willen bijdragen"),
        ):
            if not getattr(aanmelding, kolom):
                yield Probleem(
                    "aanmeldingen.csv", text, rij=nummer, kolom=kolom, waarde="nee", toegestaan="ja", regel=regel
                )


def check_form(inhoud: Inhoud) -> Iterator[Probleem]:
    """R13: line steering is context, never the chosen form."""
    for tabel in ("deelnemers", "aanmeldingen"):
        for nummer, rij in inhoud.rows(tabel):
            if rij.sturingsvorm is Sturingsvorm.LIJN:
                yield Probleem(
                    f"{tabel}.csv",
                    "lijnsturing kan niet de gekozen vorm zijn",
                    rij=nummer,
                    kolom="sturingsvorm",
                    waarde=rij.sturingsvorm,
                    toegestaan=", ".join(GEKOZEN_VORMEN),
                    regel="R13",
                )


def check_application(inhoud: Inhoud) -> Iterator[Probleem]:
    """R06 and R14: at most 250 words of sketch, and an intake before the final application."""
    for nummer, aanmelding in inhoud.rows("aanmeldingen"):
        words = len(f"{aanmelding.aanleiding} {aanmelding.motivatie}".split())
        if words > MEESTE_WOORDEN:
            yield Probleem(
                "aanmeldingen.csv",
                "aanleiding en motivatie zijn samen te lang",
                rij=nummer,
                kolom="motivatie",
                waarde=f"{words} woorden",
                toegestaan=f"hoogstens {MEESTE_WOORDEN} woorden",
                regel="R06",
            )
        if aanmelding.ingediend and (aanmelding.intake is None or aanmelding.intake > aanmelding.ingediend):
            yield Probleem(
                "aanmeldingen.csv",
                "de intake ligt niet vóór de definitieve aanmelding",
                rij=nummer,
                kolom="intake",
                waarde=f"intake {aanmelding.intake}, ingediend {aanmelding.ingediend}",
                toegestaan="intake op of vóór ingediend",
                regel="R14",
                niveau=Niveau.WARNING,
            )


def check_admission(inhoud: Inhoud) -> Iterator[Probleem]:
    """R10: every deelnemer of a leerkring came from one admitted application for the same form."""
    if not is_leerkring(inhoud):
        return
    admitted = [(nummer, a) for nummer, a in inhoud.rows("aanmeldingen") if a.status is AanmeldingStatus.TOEGELATEN]
    for nummer, aanmelding in admitted:
        if aanmelding.deelnemer is None:
            yield Probleem(
                "aanmeldingen.csv",
                "de aanmelding is toegelaten, maar noemt geen deelnemer",
                rij=nummer,
                kolom="deelnemer",
                toegestaan="de deelnemer die eruit voortkwam",
                regel="R10",
            )
    for nummer, deelnemer in inhoud.rows("deelnemers"):
        own = [(row, a) for row, a in admitted if a.deelnemer == deelnemer.id]
        if len(own) != 1:
            count = "meer dan één" if own else "geen enkele"
            yield Probleem(
                "deelnemers.csv",
                f"bij deze deelnemer hoort {count} toegelaten aanmelding",
                rij=nummer,
                kolom="id",
                waarde=deelnemer.id,
                toegestaan="één rij van aanmeldingen.csv met deze deelnemer en status toegelaten",
                regel="R10",
            )
        elif own[0][1].sturingsvorm is not deelnemer.sturingsvorm:
            yield Probleem(
                "deelnemers.csv",
                f"de vorm is anders dan in de aanmelding in rij {own[0][0]}",
                rij=nummer,
                kolom="sturingsvorm",
                waarde=deelnemer.sturingsvorm,
                toegestaan=own[0][1].sturingsvorm,
                regel="R04",
            )


def check_trekker(inhoud: Inhoud) -> Iterator[Probleem]:
    """R08: a deelnemer has exactly one trekker, who is the first contact."""
    if not is_leerkring(inhoud):
        return
    for nummer, deelnemer in inhoud.rows("deelnemers"):
        trekkers = [b for _, b in inhoud.rows("betrokkenen") if b.deelnemer == deelnemer.id and b.trekker]
        if len(trekkers) != 1 or not trekkers[0].eerste_contact:
            found = f"{len(trekkers)} trekkers" if len(trekkers) != 1 else "een trekker die niet het eerste contact is"
            yield Probleem(
                "deelnemers.csv",
                "een deelnemer heeft precies één trekker, die het eerste contact is",
                rij=nummer,
                kolom="id",
                waarde=f"{deelnemer.id}: {found}",
                toegestaan="één rij van betrokkenen.csv met trekker ja en eerste_contact ja",
                regel="R08",
            )


def check_match(inhoud: Inhoud) -> Iterator[Probleem]:
    """R17 and R19: one kennispartner per deelnemer, wanted by both sides, under a label of that day."""
    matches = list(inhoud.rows("matches"))
    partners = inhoud.targets("kennispartners")
    count = Counter(m.deelnemer for _, m in matches)
    for nummer, match in matches:
        if count[match.deelnemer] > 1:
            yield Probleem(
                "matches.csv",
                "de deelnemer heeft meer dan één kennispartner",
                rij=nummer,
                kolom="deelnemer",
                waarde=match.deelnemer,
                toegestaan="one",
                regel="R19",
            )
        if not (match.akkoord_deelnemer and match.akkoord_partner):
            yield Probleem(
                "matches.csv",
                "een match moet van beide kanten komen",
                rij=nummer,
                kolom="akkoord_deelnemer" if not match.akkoord_deelnemer else "akkoord_partner",
                waarde="nee",
                toegestaan="ja",
                regel="R19",
            )
        if match.kennispartner in partners and partners[match.kennispartner].label_on(match.datum) is None:
            yield Probleem(
                "matches.csv",
                "de kennispartner heeft op deze dag niet precies één label",
                rij=nummer,
                kolom="datum",
                waarde=str(match.datum),
                toegestaan="een dag binnen een van zijn labels in traject.yaml",
                regel="R17",
            )
    if is_leerkring(inhoud):
        for nummer, deelnemer in inhoud.rows("deelnemers"):
            if not count[deelnemer.id]:
                yield Probleem(
                    "deelnemers.csv",
                    "de deelnemer heeft geen kennispartner",
                    rij=nummer,
                    kolom="id",
                    waarde=deelnemer.id,
                    toegestaan="één rij van matches.csv",
                    regel="R19",
                )


DEELNAME_REGELS: tuple[Regelcontrole, ...] = (
    check_active,
    check_form,
    check_application,
    check_admission,
    check_trekker,
    check_match,
)
