"""Invariants of the research: who may judge, what needs evidence, what belongs together, what came first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from leerkring.begrippen import EXTERN, DeelnemerStatus, LesStatus, Meting, Vertrouwelijkheid
from leerkring.errors import Probleem
from leerkring.model import ENTITEITEN
from leerkring.model.velden import first_day
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.regels.planning import Regelcontrole, is_leerkring

EXTERNE_GROEPEN = ", ".join(EXTERN)


def check_not_empty(inhoud: Inhoud) -> Iterator[Probleem]:
    """I01: a traject has at least one source and one deelnemer."""
    for tabel in ("bronnen", "deelnemers"):
        if not inhoud.tabellen[tabel]:
            yield Probleem(f"{tabel}.csv", "de tabel heeft geen rijen", toegestaan="ten minste één", regel="I01")


def check_lessons(inhoud: Inhoud) -> Iterator[Probleem]:
    """I02: a les beyond waargenomen has evidence, and a tension is felt from both sides."""
    supported = {b.les for _, b in inhoud.rows("bewijsstukken")}
    lessen = inhoud.ids["lessen"]
    for nummer, les in inhoud.rows("lessen"):
        if les.status is not LesStatus.WAARGENOMEN and les.id not in supported:
            why = "bij een les die verder gaat dan waargenomen hoort bewijs"
            found, allowed = f"{les.id}: {les.status}", "waargenomen, of een rij van bewijsstukken.csv bij deze les"
            yield Probleem("lessen.csv", why, nummer, "status", found, allowed, "I02")
        for other in les.spanning_met:
            if other in lessen and les.id not in lessen[other].spanning_met:  # type: ignore[attr-defined]
                why, allowed = "de spanning staat maar bij één van de twee lessen", f"{les.id} ook in spanning_met van"
                yield Probleem("lessen.csv", why, nummer, "spanning_met", other, f"{allowed} {other}", "I02")


def check_judges(inhoud: Inhoud) -> Iterator[Probleem]:
    """I03: only inwoners and partners can judge an effect for D4."""
    for nummer, beoordeling in inhoud.rows("beoordelingen"):
        if not beoordeling.groep.is_extern:
            why, groep = "de eigen organisatie kan D4 niet invullen", beoordeling.groep
            yield Probleem("beoordelingen.csv", why, nummer, "groep", groep, EXTERNE_GROEPEN, "I03")
    for item in inhoud.vragenlijst.items:
        inside = ", ".join(g for g in item.groepen if not g.is_extern)
        if item.deelvraag == "D4" and inside:
            why = f"stelling {item.id} hoort bij D4 en is aan de eigen organisatie voorgelegd"
            yield Probleem("vragenlijst.yaml", why, None, "items, groepen", inside, EXTERNE_GROEPEN, "I03")


def check_cases(inhoud: Inhoud) -> Iterator[Probleem]:
    """I04: a row that names a case and a deelnemer names the deelnemer of that case."""
    casussen = inhoud.ids["casussen"]
    for tabel in ("interventies", "sturingsverhoudingen", "effecten", "bewijsstukken"):
        for nummer, rij in inhoud.rows(tabel):
            # An example elsewhere (a case of no deelnemer) may be evidence for anybody.
            own = getattr(casussen.get(rij.casus or ""), "deelnemer", None)
            if own is not None and rij.deelnemer != own:
                why = f"casus {rij.casus} is van een andere deelnemer"
                yield Probleem(f"{tabel}.csv", why, nummer, "deelnemer", rij.deelnemer or "(leeg)", own, "I04")


def check_answers(inhoud: Inhoud) -> Iterator[Probleem]:
    """I05: an answer lies on the scale and its item was put to the respondent's group."""
    schaal = inhoud.vragenlijst.schaal
    items = inhoud.targets("items")
    for nummer, antwoord in inhoud.rows("antwoorden"):
        item = items.get(antwoord.item)
        respondent: Any = inhoud.ids["respondenten"].get(antwoord.respondent)
        if item is None or respondent is None or schaal is None:
            continue
        outside = isinstance(antwoord.waarde, int) and not schaal.laag <= antwoord.waarde <= schaal.hoog
        if outside or (antwoord.waarde == "weet_niet" and not schaal.weet_niet):
            allowed = f"{schaal.laag} tot en met {schaal.hoog}" + (", weet_niet" if schaal.weet_niet else "")
            why, found = "het antwoord staat niet op de schaal", str(antwoord.waarde)
            yield Probleem("antwoorden.csv", why, nummer, "waarde", found, allowed, "I05")
        if respondent.groep not in item.groepen:
            why = "deze stelling is niet voorgelegd aan de groep van deze respondent"
            found, allowed = f"{antwoord.item} voor {respondent.groep}", ", ".join(item.groepen)
            yield Probleem("antwoorden.csv", why, nummer, "item", found, allowed, "I05")


def check_ownership(inhoud: Inhoud) -> Iterator[Probleem]:
    """I07: a row for the eyes of one deelnemer leads to a deelnemer."""
    for entiteit in ENTITEITEN:
        for nummer, rij in inhoud.rows(entiteit.tabel):
            level = rij.vertrouwelijkheid
            if level is Vertrouwelijkheid.DEELNEMER and not inhoud.owners(rij):
                why = "de rij is voor één deelnemer, maar noemt er geen"
                allowed = "team, leerkring, openbaar, of vul de deelnemer in"
                yield Probleem(f"{entiteit.tabel}.csv", why, nummer, "vertrouwelijkheid", level, allowed, "I07")


def check_after_stop(inhoud: Inhoud) -> Iterator[Probleem]:
    """I08: a deelnemer that stopped is not seen at work in later rounds or metingen."""
    stopped: dict[str, int] = {
        d.id: d.gestopt_na_ronde or 0 for _, d in inhoud.rows("deelnemers") if d.status is DeelnemerStatus.GESTOPT
    }
    lowest = min(stopped.values(), default=None)
    for entiteit in ENTITEITEN:
        if lowest is None or not {"ronde", "meting"} & set(entiteit.model_fields):
            continue
        for nummer, rij in inhoud.rows(entiteit.tabel):
            kolom = "meting" if getattr(rij, "ronde", None) is None else "ronde"
            seen = getattr(rij, kolom, None)
            last_seen = seen.rang if isinstance(seen, Meting) else seen or 0
            if last_seen <= lowest:
                continue  # who the row is about takes long to find out
            for slug in sorted(inhoud.owners(rij) & stopped.keys()):
                limit = stopped[slug]
                if last_seen > limit:
                    why, allowed = f"{slug} stopte na ronde {limit}", f"tot en met ronde {limit}, meting T{limit}"
                    yield Probleem(f"{entiteit.tabel}.csv", why, nummer, kolom, str(seen), allowed, "I08")


def check_dates(inhoud: Inhoud) -> Iterator[Probleem]:
    """I09: what was seen or done lies before the reference date, and a logbook entry lies in its round."""
    peildatum = inhoud.beschrijving.peildatum
    for tabel, kolom in (("logboek", "datum"), ("fragmenten", "datum"), ("interventies", "start")):
        for nummer, rij in inhoud.rows(tabel):
            value = getattr(rij, kolom)
            day = value if isinstance(value, date) else first_day(value) if value else None
            if day is not None and day > peildatum:
                why = "de datum ligt na de peildatum van het traject"
                allowed = f"tot en met {peildatum} (peildatum in traject.yaml)"
                yield Probleem(f"{tabel}.csv", why, nummer, kolom, str(value), allowed, "I09")
    rondes = {r.nummer: r for r in inhoud.beschrijving.rondes} if is_leerkring(inhoud) else {}
    for nummer, notitie in inhoud.rows("logboek"):
        ronde = rondes.get(notitie.ronde)
        if ronde is not None and not ronde.start <= notitie.datum <= ronde.bijeenkomst:
            why, allowed = (
                f"de datum valt niet in ronde {notitie.ronde}",
                f"{ronde.start} tot en met {ronde.bijeenkomst}",
            )
            yield Probleem("logboek.csv", why, nummer, "datum", str(notitie.datum), allowed, "I09")


ONDERZOEK_REGELS: tuple[Regelcontrole, ...] = (
    *(check_not_empty, check_lessons, check_judges, check_cases),
    *(check_answers, check_ownership, check_after_stop, check_dates),
)
