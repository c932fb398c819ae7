"""The door: what an audience may not see is taken out here, and nothing behind it ever holds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from leerkring.begrippen import Bewijskracht, Doelgroep, Toestemming, Vertrouwelijkheid
from leerkring.methoden.onderdrukking import AFRONDING
from leerkring.model import TABELLEN
from leerkring.model.beleid import Beleid
from leerkring.model.beschrijving import Drempels
from leerkring.model.bevindingen import Bevinding
from leerkring.model.leren import Fragment
from leerkring.model.velden import RIJEN, Rij
from leerkring.model.vragenlijst import Antwoord, Respondent
from leerkring.traject.deur.toeschrijven import hide_speakers
from leerkring.traject.inhoud import GelezenRij, Inhoud, references, referred_ids, source_id

ZICHTBAAR = {
    Doelgroep.TEAM: frozenset(Vertrouwelijkheid),
    Doelgroep.DEELNEMER: frozenset({Vertrouwelijkheid.LEERKRING, Vertrouwelijkheid.OPENBAAR}),
    Doelgroep.LEERKRING: frozenset({Vertrouwelijkheid.LEERKRING, Vertrouwelijkheid.OPENBAAR}),
    Doelgroep.OPENBAAR: frozenset({Vertrouwelijkheid.OPENBAAR}),
}

NIET_ALLE_RIJEN = "Een deel van de rijen waar dit op rust, mag hier niet staan."


def decide_beleid(doelgroep: Doelgroep, drempels: Drempels) -> Beleid:
    """Return what an audience may be shown beyond the rows that it sees."""
    team = doelgroep is Doelgroep.TEAM
    return Beleid(
        kleinste_n=drempels.smallest_n(doelgroep),
        afronding=1 if team else AFRONDING,
        alle_factoren=doelgroep is not Doelgroep.OPENBAAR,
        alle_fragmenten=team,
        toont_codeurs=team,
        toont_gevallen=team,
    )


def filter_audience(inhoud: Inhoud, doelgroep: Doelgroep, deelnemer: str | None) -> Inhoud:
    """Return the content that an audience may see; `deelnemer` is whose own rows a deelnemer sees as well.

    A row goes when its level does not reach the audience, when its respondent withdrew consent, when it is an
    unapproved quote outside the team, or when it needs a row that went. A reference that a row can do without
    is made empty instead. What people of one group answered reaches an audience together or not at all, and what was
    said could always have been said by enough people: see `hide_speakers`.
    """
    smallest = inhoud.beschrijving.drempels.smallest_n(doelgroep)
    if doelgroep is Doelgroep.TEAM:
        return hold_answered(keep_whole(select_rows(inhoud, lambda rij: not is_withdrawn(rij))), smallest)
    seen = keep_whole(select_rows(inhoud, lambda rij: is_visible(inhoud, rij, doelgroep, deelnemer)))
    # What deelnemers see of themselves: the widest of the reports that a reader could lay beside this one.
    widest = keep_whole(select_rows(inhoud, is_for_some_deelnemer))
    left = hold_answered(keep_whole(hide_speakers(hold_together(seen, widest), inhoud, smallest)), smallest)
    return cut_eigen_waarden(left)


def cut_eigen_waarden(inhoud: Inhoud) -> Inhoud:
    """Return the content with own values of the formal comparison only where both deelnemer and sources are visible."""
    plan = inhoud.beschrijving.qca
    if plan is None or all(v.waarden is None for v in plan.verzamelingen):
        return inhoud
    shown, sources = inhoud.targets("deelnemers"), inhoud.targets("bronnen")

    def cut(v: Any) -> Any:
        if v.waarden is None:
            return v
        may = all(source_id(place) in sources for place in v.bron)
        known = {slug: value for slug, value in v.waarden.items() if may and slug in shown}
        return v.model_copy(update={"waarden": known, "bron": v.bron if may else ()})

    sets = {"condities": tuple(map(cut, plan.condities)), "uitkomst": cut(plan.uitkomst)}
    about = inhoud.beschrijving.model_copy(update={"qca": plan.model_copy(update=sets)})
    return replace(inhoud, beschrijving=about)


def select_rows(inhoud: Inhoud, keep: Callable[[Rij], bool]) -> Inhoud:
    """Return the content with the rows that are kept."""
    return inhoud.with_tables({tabel: tuple(g for g in rows if keep(g.rij)) for tabel, rows in inhoud.tabellen.items()})


def keep_whole(inhoud: Inhoud) -> Inhoud:
    """Return the content in which every reference is to a row that is there."""
    lost = set(TABELLEN)
    while lost:
        # Only where rows went can a reference have lost its row.
        looking = [t for t, e in TABELLEN.items() if any(m.tabel in (*lost, RIJEN) for m in references(e).values())]
        smaller = {tabel: cut_references(inhoud, tabel) for tabel in looking}
        lost = {tabel for tabel in looking if len(smaller[tabel]) < len(inhoud.tabellen[tabel])}
        inhoud = inhoud.with_tables({**inhoud.tabellen, **smaller})
    return inhoud


def hold_together(seen: Inhoud, widest: Inhoud) -> Inhoud:
    """Return what is seen without the groups of which a deelnemer sees more people or answers than this audience.

    Two reports on the same group that differ by one person give that person's answers to whoever has both.
    """
    here = count_groups(seen)
    held = {key for key, n in count_groups(widest).items() if here[key] != n}
    groups = {r.id: (r.deelnemer, r.groep) for _, r in widest.rows("respondenten")}

    def keep(rij: Rij) -> bool:
        if isinstance(rij, Respondent):
            return groups[rij.id] not in held
        if isinstance(rij, Antwoord):
            return groups[rij.respondent] not in held and (*groups[rij.respondent], rij.meting) not in held
        return True

    return select_rows(seen, keep)


def count_groups(inhoud: Inhoud) -> Counter[tuple[str, ...]]:
    """Return how many people each group of a deelnemer has, and how many answers it gave at each meting."""
    groups = {r.id: (r.deelnemer, r.groep) for _, r in inhoud.rows("respondenten")}
    return Counter(groups.values()) + Counter((*groups[a.respondent], a.meting) for _, a in inhoud.rows("antwoorden"))


def hold_answered(inhoud: Inhoud, smallest: int) -> Inhoud:
    """Return the content without the findings that rest on answers of fewer people than an audience may see.

    A finding tells which way these answers point, also where it names no number.
    """
    places = [
        b for _, b in inhoud.rows(Bevinding.tabel) if any(":" in place for place in (*b.steunt_op, *b.spreekt_tegen))
    ]
    if not places:
        return inhoud
    counts = count_answers(inhoud)

    def keep(rij: Rij) -> bool:
        if not isinstance(rij, Bevinding):
            return True
        items = [place for place in (*rij.steunt_op, *rij.spreekt_tegen) if ":" in place]
        return all(counts[(rij.deelnemer, *place.split(":"))] >= smallest for place in items)

    return keep_whole(select_rows(inhoud, keep))


def count_answers(inhoud: Inhoud) -> Counter[tuple[str | None, ...]]:
    """Return how many people of each deelnemer answered an item, by item, group and meting."""
    groups = {r.id: (r.deelnemer, r.groep) for _, r in inhoud.rows("respondenten")}
    found: Counter[tuple[str | None, ...]] = Counter()
    for _, a in inhoud.rows("antwoorden"):
        if type(a.waarde) is int:
            deelnemer, groep = groups[a.respondent]
            found[deelnemer, a.item, groep, a.meting] += 1
    return found


def rest_on_less(bevinding: Bevinding, known: Mapping[str, Container[str]]) -> Bevinding:
    """Return a finding that may go further than its rows, without the rows that may not, and so less sure."""
    left: dict[str, Any] = {
        kolom: tuple(p for p in getattr(bevinding, kolom) if source_id(p) in seen) for kolom, seen in known.items()
    }
    return bevinding.model_copy(update={**left, "gezien": (), "hoogstens": Bewijskracht.ZWAK, "reden": NIET_ALLE_RIJEN})


def is_withdrawn(rij: Rij) -> bool:
    """Tell whether a record is of a respondent who withdrew consent."""
    return isinstance(rij, Respondent) and rij.toestemming is Toestemming.INGETROKKEN


def is_for_some_deelnemer(rij: Rij) -> bool:
    """Tell whether a record by itself may reach a deelnemer: the one that it is about, or all."""
    return rij.vertrouwelijkheid is not Vertrouwelijkheid.TEAM and not is_withdrawn(rij)


def is_visible(inhoud: Inhoud, rij: Rij, doelgroep: Doelgroep, deelnemer: str | None) -> bool:
    """Tell whether a record by itself may reach an audience other than the team."""
    if is_withdrawn(rij):
        return False
    if isinstance(rij, Fragment) and not rij.goedgekeurd:
        return False
    if rij.vertrouwelijkheid in ZICHTBAAR[doelgroep]:
        return True
    own = doelgroep is Doelgroep.DEELNEMER and rij.vertrouwelijkheid is Vertrouwelijkheid.DEELNEMER
    return own and deelnemer in inhoud.owners(rij)


def cut_references(visible: Inhoud, tabel: str) -> tuple[GelezenRij, ...]:
    """Return the rows of a table without their references to rows that are not visible."""
    verwijzingen = references(TABELLEN[tabel])
    known = {kolom: visible.targets(mark.tabel) for kolom, mark in verwijzingen.items()}
    # Most rows of a table refer to the same few: what a value leads to is looked up once.
    whole: dict[str, set[Any]] = {kolom: {None} for kolom in verwijzingen}
    kept = []
    for gelezen in visible.tabellen[tabel]:
        nummer, rij = gelezen
        gone = set()
        for kolom, seen in whole.items():
            value = getattr(rij, kolom)
            if value in seen:
                continue
            if all(i in known[kolom] for i in referred_ids(rij, kolom)):
                seen.add(value)
            else:
                gone.add(kolom)
        if not gone:
            kept.append(gelezen)
            continue
        if any(verwijzingen[kolom].tabel == "deelnemers" or verwijzingen[kolom].onmisbaar for kolom in gone):
            if isinstance(rij, Bevinding) and rij.ruimer_reden and gone <= {"steunt_op", "spreekt_tegen"}:
                kept.append(GelezenRij(nummer, rest_on_less(rij, {kolom: known[kolom] for kolom in gone})))
            continue  # without its deelnemer it would say something else: that it is about nobody who takes part
        changes: dict[str, Any] = {}
        for kolom in gone:
            value = getattr(rij, kolom)
            # A source place keeps its line numbers, so it is compared by its source.
            changes[kolom] = (
                tuple(v for v in value if source_id(v) in known[kolom]) if isinstance(value, tuple) else None
            )
        try:
            # The model decides whether the row can do without: a required reference refuses to be empty.
            kept.append(GelezenRij(nummer, type(rij).model_validate(rij.model_dump() | changes)))
        except ValidationError:
            continue
    return tuple(kept)
