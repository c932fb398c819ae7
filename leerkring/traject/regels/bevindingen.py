"""What a finding may rest on, and what its text may say (I12-I17, I19)."""

from __future__ import annotations

from collections.abc import Iterator

from leerkring.begrippen import Deelvraag, Groep, Vertrouwelijkheid
from leerkring.errors import Niveau, Probleem
from leerkring.model.bevindingen import ITEMDELEN, Bevinding
from leerkring.model.leren import Fragment
from leerkring.model.onderzoek import Beoordeling
from leerkring.model.velden import Rij
from leerkring.traject.inhoud import GEEN_BEWIJS, Inhoud, source_id
from leerkring.traject.regels.planning import Regelcontrole
from leerkring.traject.verwezen import (
    PLAATS,
    find_plaats,
    find_value,
    list_changed,
    list_loose_numbers,
    list_plaatsen,
    list_verwezen,
    list_verwijzingen,
)

BESTAND = f"{Bevinding.tabel}.csv"
RIJKOLOMMEN = ("steunt_op", "spreekt_tegen")
GETALPLAATS = "een rij uit steunt_op of spreekt_tegen met een punt en een kolom of stap, zoals {WOL-E1.T3}"


def list_bevindingen(inhoud: Inhoud) -> Iterator[tuple[int, Bevinding]]:
    """Yield row number and record of each finding."""
    yield from inhoud.rows(Bevinding.tabel)


def check_rijplaatsen(inhoud: Inhoud) -> Iterator[Probleem]:
    """I12: each place leads to one row, or to an item that was put to that group; only a deelnemer has answers."""
    twice = find_ambiguous(inhoud)
    items = inhoud.targets("items")
    for nummer, bevinding in list_bevindingen(inhoud):
        for kolom in RIJKOLOMMEN:
            for plaats in getattr(bevinding, kolom):
                parts = plaats.split(":")
                asked = items.get(parts[0])
                wrong = allowed = None
                if plaats in twice:
                    wrong = f"dit nummer staat in meer tabellen: {', '.join(twice[plaats])}"
                    allowed = "een nummer dat maar in één tabel staat; geef een van deze rijen een ander nummer"
                elif asked is not None and len(parts) != ITEMDELEN:
                    wrong = "bij een stelling hoort een groep en een meting"
                    allowed = f"zoals {plaats}:{asked.groepen[-1]}:T3"
                elif len(parts) == ITEMDELEN and (asked is None or parts[1] not in asked.groepen):
                    wrong = "deze stelling is niet aan deze groep voorgelegd"
                    allowed = ", ".join(f"{parts[0]}:{g}:{parts[2]}" for g in asked.groepen) if asked else None
                elif len(parts) == ITEMDELEN and bevinding.deelnemer is None:
                    wrong = "antwoorden horen bij een deelnemer, en deze bevinding gaat over de kring"
                    allowed = "een bevinding van een deelnemer die op deze antwoorden rust"
                if wrong:
                    yield Probleem(BESTAND, wrong, nummer, kolom, plaats, allowed, "I12")


def find_ambiguous(inhoud: Inhoud) -> dict[str, list[str]]:
    """Return the ids that stand in more than one table on which a finding can rest, with these tables."""
    where: dict[str, list[str]] = {}
    for tabel, rows in inhoud.ids.items():
        for key in rows if tabel not in GEEN_BEWIJS else ():
            where.setdefault(key, []).append(tabel)
    for key in inhoud.targets("items"):
        where.setdefault(key, []).append("vragenlijst.yaml")
    return {key: tables for key, tables in where.items() if len(tables) > 1}


def check_eigenaars(inhoud: Inhoud) -> Iterator[Probleem]:
    """I13: a finding of a deelnemer rests on rows about that deelnemer, or about nobody."""
    for nummer, bevinding in list_bevindingen(inhoud):
        for kolom in RIJKOLOMMEN:
            for plaats in getattr(bevinding, kolom):
                found = inhoud.bewijs.get(plaats)
                who = find_other_owner(inhoud, found[1].rij, bevinding.deelnemer) if found else None
                if who:
                    text = f"deze rij gaat over {who} en niet over {bevinding.deelnemer}"
                    yield Probleem(BESTAND, text, nummer, kolom, plaats, "een rij over dezelfde deelnemer", "I13")


def find_other_owner(inhoud: Inhoud, rij: Rij, deelnemer: str | None) -> str | None:
    """Return whom a row is about, where a finding of this deelnemer cannot rest on it; one of the circle always can."""
    if deelnemer is None:
        return None
    owners = inhoud.owners(rij)
    if isinstance(rij, Bevinding) and not owners:
        return "de hele kring"
    return ", ".join(sorted(owners)) if owners and deelnemer not in owners else None


def check_oordeel(inhoud: Inhoud) -> Iterator[Probleem]:
    """I14: what inwoners and partners think rests on at least one row in which they judge."""
    for nummer, bevinding in list_bevindingen(inhoud):
        if bevinding.deelvraag is Deelvraag.D4 and not any(is_judged(inhoud, p) for p in bevinding.steunt_op):
            why, found = "geen van deze rijen is een oordeel van inwoners of partners", "|".join(bevinding.steunt_op)
            allowed = "een rij van beoordelingen.csv, een stelling aan inwoners of partners, of een fragment van hen"
            yield Probleem(BESTAND, why, nummer, "steunt_op", found, allowed, "I14")


def is_judged(inhoud: Inhoud, plaats: str) -> bool:
    """Tell whether inwoners or partners speak in a row, or in the findings that it stands for."""
    if plaats.count(":") == ITEMDELEN - 1:
        groep = plaats.split(":")[1]
        return groep in list(Groep) and Groep(groep).is_extern
    found = inhoud.bewijs.get(plaats)
    rij = found[1].rij if found else None
    if isinstance(rij, Bevinding):
        return rij.deelvraag is Deelvraag.D4
    return isinstance(rij, Beoordeling | Fragment) and rij.groep is not None and rij.groep.is_extern


def check_reikwijdte(inhoud: Inhoud) -> Iterator[Probleem]:
    """I15: a finding does not promise to reach further than the rows that it rests on."""
    for nummer, bevinding in list_bevindingen(inhoud):
        for plaats in () if bevinding.ruimer_reden else list_plaatsen(bevinding):
            found = inhoud.bewijs.get(plaats)
            level = found[1].rij.vertrouwelijkheid if found else Vertrouwelijkheid.OPENBAAR
            if level.rang < bevinding.vertrouwelijkheid.rang:
                why = f"deze bevinding rust op {plaats}, en die rij is voor ‘{level}’; verder komt de bevinding niet"
                known, allowed = bevinding.vertrouwelijkheid, f"{level}, of een bevinding die niet op {plaats} rust"
                yield Probleem(BESTAND, why, nummer, "vertrouwelijkheid", known, allowed, "I15", Niveau.WARNING)
                break


def check_ruimer(inhoud: Inhoud) -> Iterator[Probleem]:
    """I19: a finding that goes further than its rows names no number of a row that stays behind."""
    for nummer, bevinding in list_bevindingen(inhoud):
        for verwijzing in list_verwijzingen(bevinding) if bevinding.ruimer_reden else ():
            plaats = find_plaats(bevinding, verwijzing)
            rows = list_verwezen(inhoud, bevinding.deelnemer, plaats)
            if any(rij.vertrouwelijkheid.rang < bevinding.vertrouwelijkheid.rang for rij in rows):
                why = "deze bevinding gaat verder dan deze rij, en noemt er een getal uit"
                allowed = f"een antwoord in woorden, of een rij die ook voor ‘{bevinding.vertrouwelijkheid}’ is"
                yield Probleem(BESTAND, why, nummer, "antwoord", f"{{{verwijzing}}}", allowed, "I19")


def check_getallen(inhoud: Inhoud) -> Iterator[Probleem]:
    """I16: a number in a text is taken from a row that the finding rests on, or stands in one."""
    for nummer, bevinding in list_bevindingen(inhoud):
        for kolom in ("antwoord", "wat_u_ermee_kunt"):
            for verwijzing in PLAATS.findall(getattr(bevinding, kolom) or ""):
                if find_value(inhoud, bevinding, verwijzing) is None:
                    why = "dit leidt niet naar een getal in een rij waar de bevinding op rust"
                    yield Probleem(BESTAND, why, nummer, kolom, f"{{{verwijzing}}}", GETALPLAATS, "I16")
        loose = list_loose_numbers(inhoud, bevinding)
        if loose:
            text = "dit getal staat in geen van de rijen waar de bevinding op rust"
            allowed = "een getal uit die rijen; met {rij.kolom} loopt het mee als de rij verandert"
            yield Probleem(BESTAND, text, nummer, "antwoord", ", ".join(loose), allowed, "I16", Niveau.WARNING)


def check_herzien(inhoud: Inhoud) -> Iterator[Probleem]:
    """I17: a finding is looked at again when a row that it rests on changed after it was written down."""
    for nummer, bevinding in list_bevindingen(inhoud):
        changed = list_changed(inhoud, bevinding)
        if changed:
            why = "te herzien: na het opschrijven is er iets veranderd in de rijen waar deze bevinding op rust"
            allowed = "lees de bevinding na en sla haar opnieuw op, of maak gezien leeg"
            yield Probleem(BESTAND, why, nummer, "gezien", ", ".join(changed), allowed, "I17", Niveau.WARNING)


def check_rondgang(inhoud: Inhoud) -> Iterator[Probleem]:
    """I12: the circle of findings that rest on findings ends somewhere."""
    rows = inhoud.ids[Bevinding.tabel]
    for nummer, bevinding in list_bevindingen(inhoud):
        todo, seen = list(list_plaatsen(bevinding)), set[str]()
        while todo:
            plaats = source_id(todo.pop())
            if plaats == bevinding.id:
                text = "deze bevinding rust via andere bevindingen op zichzelf"
                yield Probleem(BESTAND, text, nummer, "steunt_op", plaats, "rijen die er zonder haar al zijn", "I12")
                break
            other = rows.get(plaats)
            if isinstance(other, Bevinding) and plaats not in seen:
                seen.add(plaats)
                todo += list_plaatsen(other)


BEVINDING_REGELS: tuple[Regelcontrole, ...] = (
    *(check_rijplaatsen, check_rondgang, check_eigenaars, check_oordeel, check_reikwijdte),
    *(check_ruimer, check_getallen, check_herzien),
)
