"""Whose answers stand behind each number that an audience gets of the questionnaire, by a mark for each person.

With a key the marks hang on a secret beside it. Without one the name of the traject takes its place: whoever steals the
ledger then learns which pseudonyms answered which items; never what they answered, and never a name.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from leerkring.batch.files import explain_refusal, hash_text
from leerkring.begrippen import Doelgroep
from leerkring.files import write_synced
from leerkring.methoden.onderdrukking import Zicht, grade_n
from leerkring.traject.audience import (
    decide_beleid,
    hold_together,
    is_for_some_deelnemer,
    is_visible,
    keep_whole,
    select_rows,
)
from leerkring.traject.inhoud import Inhoud
from leerkring.vrijgave.register import Inschrijving, Plekmensen

GEHEIM = ".geheim"
"""The file beside the key. The key itself changes with each new person, and a mark must stay what it is."""
ALLEN = "alle"
"""Beside the valid answers of an item: all whom it was put to, for a distribution comes with 'weet niet' and blank."""


@dataclass(frozen=True)
class Merker:
    """What marks are made with, and the mark of that itself; which is empty without a key."""

    geheim: bytes
    merk: str = ""

    def sign(self, text: str) -> str:
        """Return the mark of a person or a text: 48 bits, so that no two people of a circle share one."""
        return hmac.new(self.geheim, text.encode(), hashlib.sha256).hexdigest()[:12]


def build_merker(sleutel: str | None, traject: str) -> Merker:
    """Return what marks people; the secret beside a key is made the first time."""
    if not sleutel:
        return Merker(f"zonder sleutel {traject}".encode())
    place = Path(sleutel).with_suffix(GEHEIM)
    if not place.exists():
        with explain_refusal(place):
            place.touch(mode=0o600)
            write_synced(place, secrets.token_hex(32))
    geheim = place.read_bytes()
    return Merker(geheim, Merker(geheim).sign("merk"))


class Cel(NamedTuple):
    """Of which number people are counted; two metingen joined by > are those who answered at both."""

    deelnemer: str
    groep: str
    meting: str
    item: str
    soort: str = ""


class Meegeteld(NamedTuple):
    """Who are counted in a cell, by pseudonym or mark, and what is shown of them."""

    mensen: frozenset[str]
    beeld: str
    """A hash of the numbers that are shown: it tells no more than these do."""
    vol: bool
    """Whether their distribution is shown, and not their number and median only."""


def count_people(
    inhoud: Inhoud, doelgroep: Doelgroep, deelnemer: str | None, slugs: frozenset[str | None]
) -> dict[Cel, Meegeteld]:
    """Return who are counted in each cell that may be shown to an audience of these deelnemers; of all with None.

    Not what a page happens to show: a number that one report leaves out stands in the next.
    """
    seen = keep_whole(select_rows(inhoud, lambda rij: is_visible(inhoud, rij, doelgroep, deelnemer)))
    seen = hold_together(seen, keep_whole(select_rows(inhoud, is_for_some_deelnemer)))
    groups = {r.id: (r.deelnemer, str(r.groep)) for _, r in seen.rows("respondenten")}
    given: defaultdict[Cel, dict[str, Any]] = defaultdict(dict)
    for _, a in seen.rows("antwoorden"):
        slug, groep = groups[a.respondent]
        if slug in slugs or None in slugs:
            given[Cel(slug, groep, str(a.meting), a.item)][a.respondent] = a.waarde
    beleid = decide_beleid(doelgroep, inhoud.beschrijving.drempels)
    cells: dict[Cel, Meegeteld] = {}
    for cel, answers in given.items():
        valid = {who: value for who, value in answers.items() if type(value) is int}
        zicht = grade_n(len(valid), beleid)
        if zicht is Zicht.HEEL:
            beeld = hash_text(str(sorted(Counter(map(str, answers.values())).items())))
            cells[cel] = Meegeteld(frozenset(valid), beeld, True)
            cells[cel._replace(soort=ALLEN)] = Meegeteld(frozenset(answers), beeld, True)
        elif zicht is Zicht.BEPERKT:
            cells[cel] = Meegeteld(frozenset(valid), hash_text(f"{len(valid)} {median(valid.values())}"), False)
    return cells | dict(pair_people(cells))


def pair_people(cells: Mapping[Cel, Meegeteld]) -> Iterator[tuple[Cel, Meegeteld]]:
    """Yield who answered at both of two metingen: a change is reckoned from them apart."""
    full = [cel for cel, who in cells.items() if who.vol and not cel.soort]
    for a, b in combinations(sorted(full), 2):
        if a._replace(meting=b.meting) == b and (both := cells[a].mensen & cells[b].mensen):
            beeld = hash_text(cells[a].beeld + cells[b].beeld)
            yield a._replace(meting=f"{a.meting}>{b.meting}"), Meegeteld(both, beeld, True)


def pack_people(cells: Mapping[Cel, Meegeteld], merker: Merker) -> dict[str, Plekmensen]:
    """Return cells as an entry keeps them: each person once in a group, and per item a bit for each of them."""
    places: defaultdict[str, dict[Cel, Meegeteld]] = defaultdict(dict)
    for cel, who in cells.items():
        places[" ".join(cel[:3])][cel] = who
    packed = {}
    for place, found in places.items():
        # By mark, and not in the order of the rows, which would tell who is who.
        wie = sorted({merker.sign(person) for who in found.values() for person in who.mensen})
        bit = {mark: 1 << i for i, mark in enumerate(wie)}
        telt = {
            f"{cel.item} {cel.soort}".strip(): (f"{sum(bit[merker.sign(p)] for p in who.mensen):x}", who.beeld, who.vol)
            for cel, who in found.items()
        }
        packed[place] = Plekmensen(wie=tuple(wie), telt=telt)
    return packed


def unpack_people(entry: Inschrijving) -> Iterator[tuple[Cel, Meegeteld]]:
    """Yield the cells of an entry, with the marks of the people in each."""
    for place, packed in entry.mensen.items():
        slug, groep, meting = place.split(" ")
        for naam, (bits, beeld, vol) in packed.telt.items():
            item, _, soort = naam.partition(" ")
            inside = frozenset(mark for i, mark in enumerate(packed.wie) if int(bits, 16) >> i & 1)
            yield Cel(slug, groep, meting, item, soort), Meegeteld(inside, beeld, vol)
