"""What a report about one deelnemer rests on: its own rows, those about nobody, and what these refer to."""

from __future__ import annotations

from leerkring.model import TABELLEN
from leerkring.model.deelname import Bron, Contextfactor
from leerkring.traject.inhoud import GelezenRij, Inhoud, references, referred_ids


def focus_deelnemer(inhoud: Inhoud, slug: str) -> Inhoud:
    """Return the content without the rows that are about other deelnemers alone.

    So a report about one deelnemer can depend on nothing else, and need not be made again when only the data of
    another change. A row of another stays when a row that is kept refers to it, such as who gave an advies. Of the
    sources, which are about nobody, those stay on which something rests.
    """
    wanted = [
        (tabel, g)
        for tabel in TABELLEN
        if tabel != Bron.tabel
        for owner in (slug, None)
        for g in inhoud.by_owner[tabel].get(owner, ())
    ]
    kept: dict[str, dict[int, GelezenRij]] = {tabel: {} for tabel in TABELLEN}
    while wanted:
        tabel, g = wanted.pop()
        if g.nummer in kept[tabel]:
            continue
        kept[tabel][g.nummer] = g
        for kolom, verwijzing in references(type(g.rij)).items():
            known = inhoud.by_key.get(verwijzing.tabel)  # items, kennispartners and team live in the YAML files
            if known is not None:
                wanted += [(verwijzing.tabel, known[key]) for key in referred_ids(g.rij, kolom)]
    tabellen = {tabel: tuple(rows[nummer] for nummer in sorted(rows)) for tabel, rows in kept.items()}
    return Inhoud(inhoud.beschrijving, inhoud.vragenlijst, tabellen)


def count_sharers(inhoud: Inhoud, slug: str) -> dict[str, int]:
    """Return, for each context factor of a deelnemer, how many others name it: all that its report knows of them."""
    naming: dict[str, set[str]] = {}
    rij: Contextfactor
    for _, rij in inhoud.rows(Contextfactor.tabel):
        naming.setdefault(str(rij.factor), set()).add(rij.deelnemer)
    return {factor: len(names) - 1 for factor, names in naming.items() if slug in names}
