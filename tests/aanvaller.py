"""A reader who wants to know what a report does not tell: equations over whole numbers, solved for both ends.

Every number that a report shows becomes an equation. So does what a reader knows of a questionnaire besides: that the
answers to an item add up, that who answers an item also counts in the response, and that a group that is not shown lies
below the threshold. Two integer programs then give the smallest and the largest value that a hidden number can have.
This is the intruder of A. Hundepool et al. (2012), Statistical Disclosure Control, Wiley, chapter 4: a number is
protected when those two lie far enough apart. Nothing here uses the library's own audit. The reader is made stronger
than a real one: the results of every meting are known, as from the reports that came out then, and so is which groups a
report covers.

Numbers of people are told in threes. The reader knows how these are made, and so between which ends the real ones lie.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from leerkring.begrippen import Groep

STAP = 3
"""What people are counted in."""
VEEL = 60
"""No group of a drawn traject is larger; a reader who knows nothing can think of as many."""

Naam = tuple[Any, ...]
Plek = tuple[str, str, str]
"""Deelnemer, group and meting: the people who answered together."""


class Feit(NamedTuple):
    """What a reader knows: a weighted sum of numbers lies between two ends."""

    tekens: dict[Naam, float]
    laag: float
    hoog: float
    rapport: str | None
    """The report that says so; None for what follows from how a questionnaire works."""
    plek: Plek | None
    """The group and meting that it is about; None for what joins several."""


class Blok(NamedTuple):
    """Numbers that facts tie together, as one integer program."""

    plaats: dict[Naam, int]
    feiten: LinearConstraint
    grenzen: Bounds


@dataclass
class Kennis:
    """Everything that a reader knows, and what can be reckoned from it; nothing is learnt once reckoning has begun."""

    feiten: list[Feit] = field(default_factory=list)
    opgelost: int = 0
    """How many integer programs were solved."""
    gezien: dict[Naam, tuple[int, int]] = field(default_factory=dict)
    """The smallest and the largest value of each number in the solutions that were met on the way."""
    geduwd: set[tuple[Naam, int]] = field(default_factory=set)
    """Which numbers were pushed as far down (1) or up (-1) as they go, so that `gezien` holds that end."""

    def learn(
        self,
        tekens: Mapping[Naam, float],
        laag: float,
        hoog: float | None = None,
        rapport: str | None = None,
        plek: Plek | None = None,
    ) -> None:
        """Add a fact; without a second end the sum is known exactly."""
        signs = {name: value for name, value in tekens.items() if value}
        if signs:
            self.feiten.append(Feit(signs, laag, laag if hoog is None else hoog, rapport, plek))

    def take(self, wanted: Callable[[Feit], bool]) -> Kennis:
        """Return only a part of what is known."""
        return Kennis([f for f in self.feiten if wanted(f)])

    def bound(self, doel: Naam) -> tuple[int, int]:
        """Return the smallest and the largest value that a number can have; both are attained."""
        if doel not in self._blokken:
            return self.guess(doel)
        for sign in (1, -1):
            self._push(doel, sign)
        return self.gezien[doel]

    def guess(self, doel: Naam) -> tuple[int, int]:
        """Return ends between which a number certainly lies, without solving anything; they can be too far apart."""
        low, high = self._grenzen.get(doel, (0, VEEL))
        return int(low), int(high)

    def leaves_room(self, doel: Naam, nodig: int) -> bool:
        """Tell whether a number can have values that lie so far apart; solutions met before may prove it."""
        for sign in (1, -1):
            low, high = self.gezien.get(doel, (0, 0))
            if high - low >= nodig:
                return True
            if doel in self._blokken:
                self._push(doel, sign)
        low, high = self.bound(doel)
        return high - low >= nodig

    def _push(self, doel: Naam, sign: int) -> None:
        """Meet the solution in which a number is smallest, or largest, unless that was met before."""
        if (doel, sign) not in self.geduwd:
            self.geduwd.add((doel, sign))
            self._solve(self._blokken[doel], {doel: sign})

    def explore(self, doelen: Iterable[Naam]) -> None:
        """Meet solutions that push all numbers of one kind up, or down, at once; that saves solving for each."""
        kinds: dict[tuple[int, Any], tuple[Blok, list[Naam]]] = {}
        for doel in doelen:
            if doel in self._blokken:
                block, kind = self._blokken[doel], (doel[0], doel[-1] if doel[0] == "x" else None)
                kinds.setdefault((id(block), kind), (block, []))[1].append(doel)
        for block, names in kinds.values():
            if len(names) > 1:
                for sign in (1, -1):
                    self._solve(block, dict.fromkeys(names, sign))

    def admits(self, waarden: Mapping[Naam, int]) -> bool:
        """Tell whether these values agree with everything that is known."""
        for name, value in waarden.items():
            low, high = self._grenzen.get(name, (0, VEEL))
            if not low <= value <= high:
                return False
        for block in {id(b): b for b in self._blokken.values()}.values():
            low, high = block.grenzen.lb.copy(), block.grenzen.ub.copy()
            for name, i in block.plaats.items():
                if name in waarden:
                    low[i] = high[i] = waarden[name]
            ones = np.ones(len(low))
            solved = milp(0 * ones, constraints=block.feiten, integrality=ones, bounds=Bounds(low, high))
            if not solved.success:
                return False
        return True

    def _solve(self, block: Blok, signs: Mapping[Naam, float]) -> dict[Naam, int]:
        """Return the solution in which a weighted sum is smallest."""
        goal = np.zeros(len(block.plaats))
        for name, sign in signs.items():
            goal[block.plaats[name]] = sign
        solved = milp(goal, constraints=block.feiten, integrality=np.ones(len(goal)), bounds=block.grenzen)
        self.opgelost += 1
        assert solved.success, f"what is known of {next(iter(signs))} contradicts itself: {solved.message}"
        found = {name: round(solved.x[i]) for name, i in block.plaats.items()}
        for name, value in found.items():
            low, high = self.gezien.get(name, (value, value))
            self.gezien[name] = (min(low, value), max(high, value))
        return found

    @cached_property
    def _herleid(self) -> tuple[dict[Naam, tuple[float, float]], list[tuple[dict[Naam, float], float, float]]]:
        """Return the ends of each number, and the facts that are left when what is certain is filled in.

        A fact bounds each of its numbers by the ends of the others; repeating that saves most of the solving.
        """
        ends = {name: (0.0, float(VEEL)) for f in self.feiten for name in f.tekens}
        rows = [(f.tekens, f.laag, f.hoog) for f in self.feiten]
        for _ in range(10):
            before = dict(ends)
            for signs, low, high in rows:
                least = sum(v * ends[n][v < 0] for n, v in signs.items())
                most = sum(v * ends[n][v > 0] for n, v in signs.items())
                assert max(least - high, low - most) <= 0, f"what is known contradicts itself: {signs}"
                for name, v in signs.items():
                    a, b = ends[name]
                    edges = sorted(((low - most) / v + (a, b)[v > 0], (high - least) / v + (a, b)[v < 0]))
                    ends[name] = (max(a, np.ceil(edges[0] - 1e-6)), min(b, np.floor(edges[1] + 1e-6)))
            if ends == before:
                break
        left = []
        for signs, low, high in rows:
            free = {n: v for n, v in signs.items() if ends[n][0] < ends[n][1]}
            if len(free) > 1:
                shift = sum(v * ends[n][0] for n, v in signs.items() if n not in free)
                left.append((free, low - shift, high - shift))
        return ends, left

    @property
    def _grenzen(self) -> dict[Naam, tuple[float, float]]:
        return self._herleid[0]

    @cached_property
    def _blokken(self) -> dict[Naam, Blok]:
        """Return the program in which each number that is not certain takes part."""
        ends, rows = self._herleid
        home: dict[Naam, list[Naam]] = {}
        for signs, _, _ in rows:
            merged = list({id(home[n]): home[n] for n in signs if n in home}.values())
            names = [n for group in merged for n in group] + [n for n in signs if n not in home]
            home.update(dict.fromkeys(names, names))
        out: dict[Naam, Blok] = {}
        for names in {id(group): group for group in home.values()}.values():
            place = {name: i for i, name in enumerate(names)}
            linked = [row for row in rows if next(iter(row[0])) in place]
            cells = [(r, place[n], v) for r, (signs, _, _) in enumerate(linked) for n, v in signs.items()]
            r, c, v = zip(*cells, strict=True)
            matrix = csr_array((v, (r, c)), shape=(len(linked), len(place)))
            low, high = np.array([ends.get(name, (0, VEEL)) for name in place], dtype=float).T
            facts = LinearConstraint(matrix, [row[1] for row in linked], [row[2] for row in linked])
            out |= dict.fromkeys(names, Blok(place, facts, Bounds(low, high)))
        return out


def learn_mediaan(kennis: Kennis, cel: Naam, n: int, mediaan: float, schaal: Sequence[int], **about: Any) -> None:
    """Add what the middle of n answers tells of how many people gave each."""

    def up_to(score: float) -> dict[Naam, float]:
        return {("x", *cel, s): 1.0 for s in schaal if s <= score}

    def say(score: float, laag: float, hoog: float, keuze: Naam | None = None) -> None:
        """Say that so many answers lie at or below a score; only where a choice holds, if there is one."""
        signs = up_to(score)
        if keuze is None:
            kennis.learn(signs, laag, hoog, **about)
            return
        kennis.learn(signs | {keuze: -laag}, 0, n, **about)
        kennis.learn(signs | {keuze: n - hoog}, 0, n, **about)

    if n % 2:
        half = (n + 1) // 2
        say(mediaan, half, n)
        say(mediaan - 1, 0, half - 1)
        return
    pairs = [(a, b) for a in schaal for b in schaal if a <= b and a + b == round(2 * mediaan)]
    choices: list[Naam] = [("keuze", *cel, a) for a, _ in pairs]
    kennis.learn(dict.fromkeys(choices, 1.0), 1, **about)
    for keuze, (a, b) in zip(choices, pairs, strict=True):
        kennis.learn({keuze: 1.0}, 0, 1, **about)
        say(a, n // 2, n, keuze)
        say(a - 1, 0, n // 2 - 1, keuze)
        say(b, n // 2 + 1, n, keuze)
        say(b - 1, 0, n // 2, keuze)


@dataclass(frozen=True)
class Rapport:
    """What one report tells of one deelnemer."""

    naam: str
    slug: str
    kleinste_n: int
    respons: pd.DataFrame
    cellen: pd.DataFrame
    """`summarise_antwoorden`: what the reports after each meting show of it."""
    bewijs: Mapping[str, int]
    """How many units of evidence from the questionnaire there are for each deelvraag."""
    gedekt: frozenset[Plek]
    """The groups whose answers the report rests on."""


class Vragen(NamedTuple):
    """What everybody knows of the questionnaire: its scale, and who is asked which item on which deelvraag."""

    schaal: tuple[int, ...]
    items: Mapping[str, tuple[str, frozenset[str]]]

    def put_to(self, groep: str) -> list[str]:
        """Return the items that a group is asked."""
        return [item for item, (_, groepen) in self.items.items() if groep in groepen]


def read_reports(rapporten: Iterable[Rapport], vragen: Vragen) -> Kennis:
    """Return what somebody knows who lays these reports side by side."""
    kennis = Kennis()
    reports = list(rapporten)
    for plek in sorted(set[Plek]().union(*(r.gedekt for r in reports))):
        _learn_structure(kennis, plek, vragen)
    for rapport in reports:
        _read_respons(kennis, rapport)
        _read_cellen(kennis, rapport, vragen)
        _read_bewijs(kennis, rapport, vragen)
    return kennis


def _learn_structure(kennis: Kennis, plek: Plek, vragen: Vragen) -> None:
    """Add how the numbers of one group at one meting hang together, whatever was answered.

    R people got the items and N of them answered something; of each item n answers are valid, w say weet niet and b
    are blank; of n answers x give a score.
    """
    items = vragen.put_to(plek[1])
    people, all_of_them = ("N", *plek), ("R", *plek)
    kennis.learn({people: 1, all_of_them: -1}, -VEEL, 0, plek=plek)
    kennis.learn({all_of_them: 1, ("gevraagd", *plek): -1}, -VEEL, 0, plek=plek)
    answered: list[Naam] = []
    for item in items:
        n, w, b = ((soort, *plek, item) for soort in "nwb")
        kennis.learn({n: 1} | {("x", *plek, item, s): -1.0 for s in vragen.schaal}, 0, plek=plek)
        kennis.learn({n: 1, w: 1, b: 1, all_of_them: -1}, 0, plek=plek)
        kennis.learn({n: 1, w: 1, people: -1}, -VEEL, 0, plek=plek)
        answered += [n, w]
    kennis.learn({people: 1} | dict.fromkeys(answered, -1.0), -VEEL * len(answered), 0, plek=plek)


def _read_respons(kennis: Kennis, rapport: Rapport) -> None:
    """Add the response. What it says of groups together is the sum of what it says of each, and so tells nothing more.

    Who answered is the largest number of answers to one item, each rounded: so many people there were, less a few.
    """
    codes = {g.label: str(g) for g in Groep}
    row: Any
    for row in rapport.respons[~rapport.respons["is_totaal"]].to_dict("records"):
        plek = (rapport.slug, codes[row["groep"]], row["meting"])
        about = {"rapport": rapport.naam, "plek": plek}
        n = rapport.kleinste_n if pd.isna(row["n"]) else row["n"]
        if plek in rapport.gedekt and not row["onderdrukt"]:
            kennis.learn({("N", *plek): 1}, rapport.kleinste_n if row["beperkt"] else n - 3, VEEL, **about)
        if not pd.isna(row["uitgenodigd"]):
            asked = row["uitgenodigd"]
            kennis.learn({("gevraagd", *plek): 1}, asked - STAP + 1 if asked > n else 0, asked, **about)
            if plek in rapport.gedekt:
                kennis.learn({("N", *plek): 1, ("gevraagd", *plek): -1}, -VEEL, 0, **about)


def _read_cellen(kennis: Kennis, rapport: Rapport, vragen: Vragen) -> None:
    """Add what is told of each item: that it is too small, a median, or a distribution, all of it in threes.

    Medians, shares and changes are worked out from the numbers that are told, and tell nothing beside these.
    """
    cell: Any
    for cell in rapport.cellen.to_dict("records"):
        plek = (cell["deelnemer"], cell["groep"], cell["meting"])
        about: dict[str, Any] = {"rapport": rapport.naam, "plek": plek}
        key = (*plek, cell["item"])
        if cell["onderdrukt"]:
            kennis.learn({("n", *key): 1}, 0, rapport.kleinste_n - 1, **about)
            continue
        kennis.learn({("n", *key): 1}, max(rapport.kleinste_n, cell["n"] - STAP + 1), cell["n"] + STAP // 2, **about)
        if isinstance(cell["verdeling"], tuple):
            moved = sum(count >= STAP for count in cell["verdeling"]) <= 2
            for score, count in zip(vragen.schaal, cell["verdeling"], strict=True):
                far = STAP + 1 if moved else STAP - 1
                kennis.learn({("x", *key, score): 1}, max(0, count - far), count + far, **about)
        else:
            for score in vragen.schaal:
                kennis.learn({("x", "getoond", *key, score): 1, ("drietal", *key, score): -STAP}, 0, **about)
                kennis.learn({("x", "getoond", *key, score): 1, ("x", *key, score): -1}, -STAP - 1, STAP + 1, **about)
            n = int(cell["n"])
            kennis.learn({("x", "getoond", *key, score): 1.0 for score in vragen.schaal}, n, **about)
            learn_mediaan(kennis, ("getoond", *key), n, float(cell["mediaan"]), vragen.schaal, **about)
        for soort, column in (("w", "weet_niet"), ("b", "blanco")):
            if not pd.isna(cell[column]):
                kennis.learn({(soort, *key): 1}, max(0, cell[column] - 1), cell[column] + 1, **about)


def _read_bewijs(kennis: Kennis, rapport: Rapport, vragen: Vragen) -> None:
    """Add how many groups gave enough answers on each deelvraag to count as evidence."""
    for vraag in sorted({v for v, _ in vragen.items.values()}):
        units: list[Naam] = []
        for plek in sorted(rapport.gedekt):
            items = [i for i in vragen.put_to(plek[1]) if vragen.items[i][0] == vraag]
            if not items:
                continue
            people: Naam = ("U", *plek, vraag)
            unit: Naam = ("eenheid", rapport.naam, *plek, vraag)
            units.append(unit)
            kennis.learn({unit: 1}, 0, 1)
            for item in items:
                kennis.learn({people: 1, ("n", *plek, item): -1.0}, 0, VEEL)
            kennis.learn({people: 1} | {("n", *plek, i): -1.0 for i in items}, -VEEL * len(items), 0)
            kennis.learn({people: 1, ("N", *plek): -1.0}, -VEEL, 0)
            # The unit is there when, and only when, enough people answered.
            kennis.learn({people: 1, unit: -float(rapport.kleinste_n)}, 0, VEEL)
            kennis.learn({people: 1, unit: -float(VEEL)}, -VEEL, rapport.kleinste_n - 1)
        if units:
            kennis.learn(dict.fromkeys(units, 1.0), rapport.bewijs.get(vraag, 0), rapport=rapport.naam)
