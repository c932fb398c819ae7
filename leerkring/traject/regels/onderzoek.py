"""Invariants of the research: who may judge, what needs evidence, what belongs together, what came first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from leerkring.begrippen import DeelnemerStatus, Groep, LesStatus, Meting, Vertrouwelijkheid
from leerkring.errors import Probleem
from leerkring.model import ENTITEITEN
from leerkring.model.deelname import Deelnemer
from leerkring.model.velden import first_day
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.regels.planning import Regelcontrole, is_leerkring

EXTERNE_GROEPEN = tuple(groep for groep in Groep if groep.is_extern)


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
            yield Probleem(
                "lessen.csv",
                "bij een les die verder gaat dan waargenomen hoort bewijs",
                rij=nummer,
                kolom="status",
                waarde=f"{les.id}: {les.status}",
                toegestaan="waargenomen, of een rij van bewijsstukken.csv bij deze les",
                regel="I02",
            )
        for other in les.spanning_met:
            if other in lessen and les.id not in lessen[other].spanning_met:  # type: ignore[attr-defined]
                yield Probleem(
                    "lessen.csv",
                    "de spanning staat maar bij één van de twee lessen",
                    rij=nummer,
                    kolom="spanning_met",
                    waarde=other,
                    toegestaan=f"{les.id} ook in spanning_met van {other}",
                    regel="I02",
                )


def check_judges(inhoud: Inhoud) -> Iterator[Probleem]:
    """I03: only inwoners and partners can judge an effect for D4."""
    for nummer, beoordeling in inhoud.rows("beoordelingen"):
        if not beoordeling.groep.is_extern:
            yield Probleem(
                "beoordelingen.csv",
                "de eigen organisatie kan D4 niet invullen",
                rij=nummer,
                kolom="groep",
                waarde=beoordeling.groep,
                toegestaan=", ".join(EXTERNE_GROEPEN),
                regel="I03",
            )
    for item in inhoud.vragenlijst.items:
        inside = [g for g in item.groepen if not g.is_extern]
        if item.deelvraag == "D4" and inside:
            yield Probleem(
                "vragenlijst.yaml",
                f"stelling {item.id} hoort bij D4 en is aan de eigen organisatie voorgelegd",
                kolom="items, groepen",
                waarde=", ".join(inside),
                toegestaan=", ".join(EXTERNE_GROEPEN),
                regel="I03",
            )


def check_cases(inhoud: Inhoud) -> Iterator[Probleem]:
    """I04: a row that names a case and a deelnemer names the deelnemer of that case."""
    casussen = inhoud.ids["casussen"]
    for tabel in ("interventies", "sturingsverhoudingen", "effecten", "bewijsstukken"):
        for nummer, rij in inhoud.rows(tabel):
            casus = casussen.get(rij.casus or "")
            # An example elsewhere (a case of no deelnemer) may be evidence for anybody.
            own = getattr(casus, "deelnemer", None)
            if own is not None and rij.deelnemer != own:
                yield Probleem(
                    f"{tabel}.csv",
                    f"casus {rij.casus} is van een andere deelnemer",
                    rij=nummer,
                    kolom="deelnemer",
                    waarde=rij.deelnemer or "(leeg)",
                    toegestaan=own,
                    regel="I04",
                )


def check_answers(inhoud: Inhoud) -> Iterator[Probleem]:
    """I05: an answer lies on the scale and its item was put to the respondent's group."""
    schaal = inhoud.vragenlijst.schaal
    items = inhoud.targets("items")
    respondenten = inhoud.ids["respondenten"]
    for nummer, antwoord in inhoud.rows("antwoorden"):
        item = items.get(antwoord.item)
        respondent = respondenten.get(antwoord.respondent)
        if item is None or respondent is None or schaal is None:
            continue
        outside = isinstance(antwoord.waarde, int) and not schaal.laag <= antwoord.waarde <= schaal.hoog
        if outside or (antwoord.waarde == "weet_niet" and not schaal.weet_niet):
            yield Probleem(
                "antwoorden.csv",
                "het antwoord staat niet op de schaal",
                rij=nummer,
                kolom="waarde",
                waarde=str(antwoord.waarde),
                toegestaan=f"{schaal.laag} tot en met {schaal.hoog}" + (", weet_niet" if schaal.weet_niet else ""),
                regel="I05",
            )
        if respondent.groep not in item.groepen:  # type: ignore[attr-defined]
            yield Probleem(
                "antwoorden.csv",
                "deze stelling is niet voorgelegd aan de groep van deze respondent",
                rij=nummer,
                kolom="item",
                waarde=f"{antwoord.item} voor {respondent.groep}",  # type: ignore[attr-defined]
                toegestaan=", ".join(item.groepen),
                regel="I05",
            )


def check_ownership(inhoud: Inhoud) -> Iterator[Probleem]:
    """I07: a row for the eyes of one deelnemer leads to a deelnemer."""
    for entiteit in ENTITEITEN:
        for nummer, rij in inhoud.rows(entiteit.tabel):
            if rij.vertrouwelijkheid is Vertrouwelijkheid.DEELNEMER and not inhoud.owners(rij):
                yield Probleem(
                    f"{entiteit.tabel}.csv",
                    "de rij is voor één deelnemer, maar noemt er geen",
                    rij=nummer,
                    kolom="vertrouwelijkheid",
                    waarde=rij.vertrouwelijkheid,
                    toegestaan="team, leerkring, openbaar, of vul de deelnemer in",
                    regel="I07",
                )


def check_after_stop(inhoud: Inhoud) -> Iterator[Probleem]:
    """I08: a deelnemer that stopped is not seen at work in later rounds or metingen."""
    stopped: dict[str, Deelnemer] = {
        d.id: d for _, d in inhoud.rows("deelnemers") if d.status is DeelnemerStatus.GESTOPT
    }
    lowest = min((d.gestopt_na_ronde or 0 for d in stopped.values()), default=None)
    for entiteit in ENTITEITEN:
        if lowest is None or not {"ronde", "meting"} & set(entiteit.model_fields):
            continue
        for nummer, rij in inhoud.rows(entiteit.tabel):
            ronde = getattr(rij, "ronde", None)
            meting = getattr(rij, "meting", None)
            last_seen = ronde if ronde is not None else meting.rang if isinstance(meting, Meting) else 0
            if last_seen <= lowest:
                continue  # who the row is about takes long to find out
            for slug in sorted(inhoud.owners(rij) & stopped.keys()):
                limit = stopped[slug].gestopt_na_ronde or 0
                if last_seen > limit:
                    yield Probleem(
                        f"{entiteit.tabel}.csv",
                        f"{slug} stopte na ronde {limit}",
                        rij=nummer,
                        kolom="ronde" if ronde is not None else "meting",
                        waarde=str(ronde if ronde is not None else meting),
                        toegestaan=f"tot en met ronde {limit}, meting T{limit}",
                        regel="I08",
                    )


def check_dates(inhoud: Inhoud) -> Iterator[Probleem]:
    """I09: what was seen or done lies before the reference date, and a logbook entry lies in its round."""
    peildatum = inhoud.beschrijving.peildatum
    for tabel, kolom in (("logboek", "datum"), ("fragmenten", "datum"), ("interventies", "start")):
        for nummer, rij in inhoud.rows(tabel):
            value = getattr(rij, kolom)
            day = value if isinstance(value, date) else first_day(value) if value else None
            if day is not None and day > peildatum:
                yield Probleem(
                    f"{tabel}.csv",
                    "de datum ligt na de peildatum van het traject",
                    rij=nummer,
                    kolom=kolom,
                    waarde=str(value),
                    toegestaan=f"tot en met {peildatum} (peildatum in traject.yaml)",
                    regel="I09",
                )
    if not is_leerkring(inhoud):
        return
    rondes = {r.nummer: r for r in inhoud.beschrijving.rondes}
    for nummer, notitie in inhoud.rows("logboek"):
        ronde = rondes.get(notitie.ronde)
        if ronde is not None and not ronde.start <= notitie.datum <= ronde.bijeenkomst:
            yield Probleem(
                "logboek.csv",
                f"de datum valt niet in ronde {notitie.ronde}",
                rij=nummer,
                kolom="datum",
                waarde=str(notitie.datum),
                toegestaan=f"{ronde.start} tot en met {ronde.bijeenkomst}",
                regel="I09",
            )


ONDERZOEK_REGELS: tuple[Regelcontrole, ...] = (
    check_not_empty,
    check_lessons,
    check_judges,
    check_cases,
    check_answers,
    check_ownership,
    check_after_stop,
    check_dates,
)
