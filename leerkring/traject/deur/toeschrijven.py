"""Who may be named with what was said: whoever could have said it is always a set of enough people.

A small group whose name is left out is found by elimination where it is the only one that can be meant. So names are
left out together: of all small groups on one side, within the organisation or outside it, and of the next in size until
they hold enough people. The side is never hidden, because the source of an interview tells it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from leerkring.begrippen import Bronsoort, Groep, Vertrouwelijkheid
from leerkring.model.leren import Fragment
from leerkring.model.onderzoek import Beoordeling
from leerkring.traject.inhoud import GelezenRij, Inhoud, source_id

MAANDEN_PER_KWARTAAL = 3


@dataclass(frozen=True)
class Ongenoemd:
    """The groups on one side of a deelnemer that go without name, and whether they hold enough people together."""

    groepen: frozenset[Groep]
    genoeg: bool


def hide_speakers(inhoud: Inhoud, whole: Inhoud, smallest: int) -> Inhoud:
    """Return the content in which nothing that was said can be laid at the door of fewer than so many people.

    What stands in published documents is known already, and stays. A quote of a group that goes without name has its
    quarter for a day and its source without lines. Where all groups on its side are too few together, the quote goes;
    so does a judgement of a group that is too small, unless those who gave it approved.

    Parameters
    ----------
    inhoud, whole
        What an audience may see, and all there is: how many can have said it does not depend on who may know that.
    smallest
        The smallest group of people that it may see anything of.
    """
    sizes = count_leden(whole)
    speakers = {
        (f.deelnemer, f.groep) for _, f in inhoud.rows(Fragment.tabel) if f.groep and not is_published(inhoud, f)
    }
    small = {(slug, groep.is_extern) for slug, groep in speakers if sizes[slug, groep] < smallest}
    unnamed = {side: pool_groups(sizes, *side, smallest) for side in small}
    judged = inhoud.tabellen[Beoordeling.tabel]
    changed = {
        Fragment.tabel: tuple(_blur(inhoud, unnamed)),
        Beoordeling.tabel: tuple(g for g in judged if _may_judge(inhoud, g.rij, sizes, smallest)),
    }
    return inhoud.with_tables({**inhoud.tabellen, **changed})


def count_leden(inhoud: Inhoud) -> Counter[tuple[str, Groep]]:
    """Return how many people each group of a deelnemer has: inwoners as counted, others as many as were ever asked.

    A group of which nobody counted how many it has, may be one person.
    """
    sizes: Counter[tuple[str, Groep]] = Counter(
        {(d.id, Groep.INWONERS): d.inwoners for _, d in inhoud.rows("deelnemers") if d.inwoners}
    )
    for _, asked in inhoud.rows("uitnodigingen"):
        key = (asked.deelnemer, asked.groep)
        sizes[key] = max(sizes[key], asked.uitgenodigd)
    return sizes


def pool_groups(sizes: Counter[tuple[str, Groep]], slug: str, extern: bool, smallest: int) -> Ongenoemd:
    """Return which groups on one side of a deelnemer go without name, so that it can be any of enough people."""
    side = sorted((g for g in Groep if g.is_extern is extern), key=lambda g: sizes[slug, g])
    pool = {g for g in side if sizes[slug, g] < smallest}
    for groep in side:
        if sum(sizes[slug, g] for g in pool) < smallest:
            pool.add(groep)
    return Ongenoemd(frozenset(pool), sum(sizes[slug, g] for g in pool) >= smallest)


def is_published(inhoud: Inhoud, rij: Any) -> bool:
    """Tell whether a row rests on published documents alone."""
    known: Mapping[str, Any] = inhoud.ids["bronnen"]
    sources = [known[source_id(place)] for place in rij.bron]
    return all((b.soort, b.vertrouwelijkheid) == (Bronsoort.DOCUMENT, Vertrouwelijkheid.OPENBAAR) for b in sources)


def _blur(inhoud: Inhoud, unnamed: dict[tuple[str, bool], Ongenoemd]) -> Iterator[GelezenRij]:
    """Yield the quotes that may be told, each with its group only where that may be named."""
    for nummer, rij in inhoud.rows(Fragment.tabel):
        pool = unnamed.get((rij.deelnemer, rij.groep.is_extern)) if rij.groep is not None else None
        named = rij.groep is not None and (pool is None or rij.groep not in pool.groepen)
        if named or is_published(inhoud, rij):
            yield GelezenRij(nummer, rij)
        elif pool is None or pool.genoeg:  # without pool the team itself left the group out
            month = (rij.datum.month - 1) // MAANDEN_PER_KWARTAAL * MAANDEN_PER_KWARTAAL + 1
            bron = tuple(dict.fromkeys(source_id(place) for place in rij.bron))
            less = {"groep": None, "datum": date(rij.datum.year, month, 1), "bron": bron}
            yield GelezenRij(nummer, rij.model_copy(update=less))


def _may_judge(inhoud: Inhoud, rij: Any, sizes: Counter[tuple[str, Groep]], smallest: int) -> bool:
    """Tell whether a judgement is of enough people, was approved by who gave it, or is known already."""
    effect: Any = inhoud.ids["effecten"].get(rij.effect)
    many = effect is not None and sizes[effect.deelnemer, rij.groep] >= smallest
    return many or bool(rij.goedgekeurd) or is_published(inhoud, rij)
