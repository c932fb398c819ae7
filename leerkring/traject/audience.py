"""The door: what an audience may not see is taken out here, and nothing behind it ever holds it."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from leerkring.begrippen import Doelgroep, Toestemming, Vertrouwelijkheid
from leerkring.model import TABELLEN
from leerkring.model.leren import Fragment
from leerkring.model.velden import Rij
from leerkring.model.vragenlijst import Respondent
from leerkring.traject.inhoud import GelezenRij, Inhoud, references, referred_ids, source_id

ZICHTBAAR = {
    Doelgroep.TEAM: frozenset(Vertrouwelijkheid),
    Doelgroep.DEELNEMER: frozenset({Vertrouwelijkheid.LEERKRING, Vertrouwelijkheid.OPENBAAR}),
    Doelgroep.LEERKRING: frozenset({Vertrouwelijkheid.LEERKRING, Vertrouwelijkheid.OPENBAAR}),
    Doelgroep.OPENBAAR: frozenset({Vertrouwelijkheid.OPENBAAR}),
}


def filter_audience(inhoud: Inhoud, doelgroep: Doelgroep, deelnemer: str | None) -> Inhoud:
    """Return the content that an audience may see; `deelnemer` is whose own rows a deelnemer sees as well.

    A row goes when its level does not reach the audience, when its respondent withdrew consent, when it is an
    unapproved quote outside the team, or when it needs a row that went. A reference that a row can do without
    is made empty instead.
    """
    tabellen = {
        tabel: tuple(g for g in rows if is_visible(inhoud, g.rij, doelgroep, deelnemer))
        for tabel, rows in inhoud.tabellen.items()
    }
    while True:
        visible = Inhoud(inhoud.beschrijving, inhoud.vragenlijst, tabellen)
        smaller = {tabel: cut_references(visible, tabel) for tabel in TABELLEN}
        if smaller == tabellen:
            return visible
        tabellen = smaller


def is_visible(inhoud: Inhoud, rij: Rij, doelgroep: Doelgroep, deelnemer: str | None) -> bool:
    """Tell whether a record by itself may reach an audience."""
    if isinstance(rij, Respondent) and rij.toestemming is Toestemming.INGETROKKEN:
        return False
    if doelgroep is Doelgroep.TEAM:
        return True
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
    kept = []
    for nummer, rij in visible.tabellen[tabel]:
        gone = {k for k in verwijzingen if any(i not in known[k] for i in referred_ids(rij, k))}
        if not gone:
            kept.append(GelezenRij(nummer, rij))
            continue
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
