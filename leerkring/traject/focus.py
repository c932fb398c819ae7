"""What a report about one deelnemer rests on: its own rows, those about nobody, and what these refer to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from leerkring.begrippen import Factor
from leerkring.model import TABELLEN
from leerkring.model.bevindingen import Bevinding
from leerkring.model.deelname import Bron, Contextfactor
from leerkring.model.velden import RIJEN
from leerkring.traject.inhoud import GelezenRij, Inhoud, references, referred_ids
from leerkring.traject.naamgenoten import list_namesakes

Gevonden = tuple[str, GelezenRij]
"""A row with its table."""


def focus_deelnemer(inhoud: Inhoud, slug: str) -> Inhoud:
    """Return the content without the rows that are about other deelnemers alone.

    So a report about one deelnemer can depend on nothing else, and need not be made again when only the data of
    another change. A row of another stays when a row that is kept refers to it, such as who gave an advies. Of the
    sources, which are about nobody, those stay on which something rests.
    """
    return gather_rows(inhoud, list_focus(inhoud, slug))


def list_focus(inhoud: Inhoud, slug: str) -> Iterator[Gevonden]:
    """Yield the rows about a deelnemer and those about nobody, without the sources and what was found of all."""
    for tabel in TABELLEN:
        if tabel != Bron.tabel:
            for owner in (slug,) if tabel == Bevinding.tabel else (slug, None):
                yield from ((tabel, g) for g in inhoud.by_owner[tabel].get(owner, ()))


def gather_rows(inhoud: Inhoud, found: Iterable[Gevonden]) -> Inhoud:
    """Return the content that consists of some rows, in their order, and of all that these refer to."""
    wanted = list(found)
    kept: dict[str, dict[int, GelezenRij]] = {tabel: {} for tabel in TABELLEN}
    while wanted:
        tabel, g = wanted.pop()
        if g.nummer in kept[tabel]:
            continue
        kept[tabel][g.nummer] = g
        for kolom, verwijzing in references(type(g.rij)).items():
            known = inhoud.by_key.get(verwijzing.tabel)  # items, kennispartners and team live in the YAML files
            if verwijzing.tabel == RIJEN:
                wanted += [inhoud.bewijs[key] for key in referred_ids(g.rij, kolom) if key in inhoud.bewijs]
            elif known is not None:
                wanted += [(verwijzing.tabel, known[key]) for key in referred_ids(g.rij, kolom)]
    tabellen = {tabel: tuple(rows[nummer] for nummer in sorted(rows)) for tabel, rows in kept.items()}
    return inhoud.with_tables(tabellen)


def narrow_deelnemer(inhoud: Inhoud, slug: str) -> Inhoud:
    """Return the part of a whole traject that decides what any audience sees of one deelnemer.

    Cut out before the audience is considered, it costs as much in a traject of hundreds of deelnemers as in one of
    eight. The result stays the same: filtering looks at no more than the rows that a row refers to and the people of
    its deelnemer. Those who are called alike stay, since whether they can be seen decides what each is called. Whom a
    row is about does not change with what an audience may not see, because in a traject without errors the row names
    its deelnemer itself (rule I04) or goes together with the row that does.
    """
    tabel = Contextfactor.tabel
    own = {factor_of(g) for g in inhoud.by_owner[tabel].get(slug, ())}
    shared = ((tabel, g) for g in inhoud.tabellen[tabel] if factor_of(g) in own)
    return gather_rows(inhoud, chain(list_focus(inhoud, slug), shared, list_namesakes(inhoud)))


def factor_of(gelezen: GelezenRij) -> Factor:
    """Return the factor of a row of the table contextfactoren."""
    rij: Any = gelezen.rij
    found: Factor = rij.factor
    return found


def count_sharers(inhoud: Inhoud, slug: str) -> dict[str, int]:
    """Return, for each context factor of a deelnemer, how many others name it: all that its report knows of them."""
    naming: dict[str, set[str]] = {}
    rij: Contextfactor
    for _, rij in inhoud.rows(Contextfactor.tabel):
        naming.setdefault(str(rij.factor), set()).add(rij.deelnemer)
    return {factor: len(names) - 1 for factor, names in naming.items() if slug in names}
