"""What readers have by now, and which numbers they may not get beside it: a difference would tell of too few people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from leerkring.begrippen import Doelgroep
from leerkring.methoden.onderdrukking import NODIG_VOOR_VERDELING
from leerkring.methoden.verschillen import find_small_parts
from leerkring.traject.inhoud import Inhoud
from leerkring.vrijgave.meegeteld import Cel, Meegeteld, Merker, build_merker, unpack_people
from leerkring.vrijgave.register import Inschrijving

TE_BEREKENEN = "naast een eerdere vrijgave is van te weinig mensen het antwoord te berekenen"
VERBETERD = "de mensen zijn dezelfde als eerder en de cijfers niet, dus is een verbeterd antwoord te berekenen"
ANDERS_GEMERKT = "of het om dezelfde mensen gaat als eerder is niet na te gaan, want toen gold een andere sleutel"
RAAD_WACHT = "wacht tot er meer antwoorden veranderen, laat de groep weg, of houd de eerdere versie"


class Ontvanger(NamedTuple):
    """Who reads: an audience, and of deelnemers which one."""

    doelgroep: Doelgroep
    deelnemer: str | None = None

    @classmethod
    def of(cls, entry: Inschrijving) -> Ontvanger:
        """Return for whom a release was."""
        return cls(Doelgroep(entry.doelgroep), entry.deelnemer)

    def receives(self, voor: Ontvanger) -> bool:
        """Tell whether these readers have what is for others: that for themselves, and for each wider circle."""
        order = list(Doelgroep)
        return self == voor or order.index(self.doelgroep) < order.index(voor.doelgroep)


def find_leaks(
    cells: Mapping[Cel, Meegeteld],
    items: Mapping[str, str],
    voor: Ontvanger,
    eerder: Iterable[tuple[bool, Inschrijving]],
    inhoud: Inhoud,
    merker: Merker,
) -> dict[Cel, str]:
    """Return the numbers that some readers may not get beside what they have, each with the reason.

    Whoever has more than those it is for, as a deelnemer has all that is public, is looked at too. Of earlier releases
    is told whether they were of this traject.
    """
    before = [(Ontvanger.of(entry), own, entry) for own, entry in eerder]
    marked = {cel: who._replace(mensen=frozenset(map(merker.sign, who.mensen))) for cel, who in cells.items()}
    leaks: dict[Cel, str] = {}
    for lezer in {voor, *(other for other, _, _ in before if other.receives(voor))}:
        has = stack_cells(((own, e) for other, own, e in before if lezer.receives(other)), inhoud, merker)
        smallest = inhoud.beschrijving.drempels.smallest_n(lezer.doelgroep)
        for cel, who in marked.items():
            keys = [key for alike in (True, False) for key in list_keys(cel, items, True, alike)]
            had = [found for key in keys for found in has.get(key, ())]
            if had and (reason := judge_cell(who, had, smallest)):
                leaks.setdefault(cel, reason)
    return leaks


def stack_cells(
    eerder: Iterable[tuple[bool, Inschrijving]], inhoud: Inhoud, merker: Merker
) -> Mapping[Cel, list[tuple[bool, Meegeteld]]]:
    """Return what was received of each number, and whether its people can be compared with those of now."""
    plain = build_merker(None, inhoud.beschrijving.id)
    # Whoever was released without a key is known by the key of today, as long as the row is there.
    known = {plain.sign(r.id): merker.sign(r.id) for _, r in inhoud.rows("respondenten")}
    has: defaultdict[Cel, list[tuple[bool, Meegeteld]]] = defaultdict(list)
    for own, entry in eerder:
        unkeyed = own and not entry.merk
        alike = unkeyed or (entry.merk == merker.merk != "")
        for cel, who in unpack_people(entry):
            found = who._replace(mensen=frozenset(known.get(m, m) for m in who.mensen)) if unkeyed else who
            for key in list_keys(cel, entry.items, own, alike):
                has[key].append((alike, found))
    return has


def list_keys(cel: Cel, items: Mapping[str, str], own: bool, alike: bool) -> list[Cel]:
    """Return under which names a number is looked for: by item in the own traject, and everywhere by the item's text.

    People who can be compared tell by themselves whether it is about the same ones, also after a deelnemer got another
    name or somebody another group. Else it is assumed of each group of one organisation.
    """
    names = [cel] if own else []
    names += [cel._replace(item=f"={items[cel.item]}")] if cel.item in items else []
    return [name._replace(deelnemer="", groep="") if alike else name for name in names]


def judge_cell(who: Meegeteld, had: Iterable[tuple[bool, Meegeteld]], smallest: int) -> str | None:
    """Return why a number may not go to readers who have others of the same question; None where it may."""
    known = [found for comparable, found in had if comparable]
    if any(found[1:] != who[1:] for comparable, found in had if not comparable):
        return ANDERS_GEMERKT
    if any(found.mensen == who.mensen and found.beeld != who.beeld for found in known):
        return VERBETERD
    # A distribution of a difference is a distribution: it may be known of no smaller group than any other.
    full = [found.mensen for found in known if found.vol]
    few = find_small_parts([found.mensen for found in known], [who.mensen], smallest)
    return TE_BEREKENEN if few or (who.vol and find_small_parts(full, [who.mensen], NODIG_VOOR_VERDELING)) else None


def explain_leaks(leaks: Mapping[Cel, str]) -> Iterator[str]:
    """Yield a sentence for each group, without the people in it."""
    told = dict.fromkeys((cel.deelnemer, cel.groep, cel.meting.replace(">", " en "), why) for cel, why in leaks.items())
    for deelnemer, groep, meting, why in told:
        yield f"{deelnemer}, {groep}, {meting}: {why}; {RAAD_WACHT}"
