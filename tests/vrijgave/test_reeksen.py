"""Random sequences of releases with people who withdraw, come and correct: what is not refused tells nobody's answer.

The attacker of `aanvaller` knows more than a reader ever will: of each person in which releases that one was counted.
Unknown is what each answered: one of the scores, weet niet or blank. Every number of every release that was not refused
is an equation. An answer is determined when only one is left for a person.

What stays is the loss that the norm itself takes: where ten or more people who were always counted together all
answered alike, everybody knows what each of them said.
"""

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

import pytest
from aanvaller import Kennis, learn_mediaan
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from teksttabel import BASIS, make_beschrijving, read_rows

from leerkring.begrippen import Doelgroep
from leerkring.methoden.verschillen import divide_people, find_small_parts
from leerkring.model import TABELLEN
from leerkring.model.vragenlijst import Vragenlijst
from leerkring.traject.inhoud import Inhoud
from leerkring.vrijgave.meegeteld import build_merker, count_people, pack_people
from leerkring.vrijgave.ontvangen import Ontvanger, find_leaks
from leerkring.vrijgave.register import Inschrijving

WAARDEN = ["1", "2", "3", "weet_niet", "-"]
SCHAAL = {"laag": 1, "hoog": 3, "labels": {1: "nee", 2: "soms", 3: "ja"}, "weet_niet": True}
ITEM = {"id": "V1", "tekst": "Het werkt.", "deelvraag": "D3", "groepen": ["inwoners"]}
VRAGEN = Vragenlijst.model_validate({"versie": "1", "toelichting": "Verzonnen.", "schaal": SCHAAL, "items": [ITEM]})
ITEMS = {"V1": "het werkt"}


Gekregen = tuple[dict[str, str], str]
"""What stood in the data at a release, and for whom that was; the attacker reads no more of it than the norm shows."""


class Stap(NamedTuple):
    """What happens before a release, and for whom that is."""

    weg: int
    erbij: int
    anders: int
    doelgroep: str


STAPPEN = st.builds(
    Stap,
    st.sampled_from([0, 0, 1, 2, 5, 10, 11]),
    st.sampled_from([0, 0, 1, 4, 9, 14, 16]),
    st.sampled_from([0, 0, 0, 1]),
    st.sampled_from(["openbaar", "leerkring", "leerkring"]),
)


def write_inhoud(answers: dict[str, str]) -> Inhoud:
    rows = BASIS | {
        "respondenten": "\n".join(["id  groep", *(f"{who}  inwoners" for who in answers)]),
        "antwoorden": "\n".join(["respondent  waarde", *(f"{who}  {value}" for who, value in answers.items())]),
    }
    return Inhoud(make_beschrijving(), VRAGEN, {t: read_rows(t, rows.get(t, "")) for t in TABELLEN})


def release(stand: dict[str, str], lezer: Ontvanger, eerder: list[tuple[bool, Inschrijving]]) -> Inschrijving | None:
    """Return what would be written down of a release; None where it is refused."""
    inhoud, merker = write_inhoud(stand), build_merker(None, "mini")
    cells = count_people(inhoud, *lezer, frozenset({None}))
    if find_leaks(cells, ITEMS, lezer, eerder, inhoud, merker):
        return None
    who = pack_people(cells, merker)
    return Inschrijving(soort="vrijgave", doelgroep=str(lezer.doelgroep), items=ITEMS, mensen=who)


def play(begin: Sequence[str], stappen: Sequence[Stap], weiger: bool = True) -> tuple[list[Gekregen], int]:
    """Return what stood in the data at each release that left, as a reader of the circle gets all of them."""
    stand = {f"R{n}": value for n, value in enumerate(begin)}
    eerder: list[tuple[bool, Inschrijving]] = []
    left: list[Gekregen] = []
    refused, ever = 0, len(stand)
    for stap in [Stap(0, 0, 0, "leerkring"), *stappen]:
        stand = dict(list(stand.items())[stap.weg :])
        stand |= {f"R{ever + n}": WAARDEN[(ever * 7 + n * 3) % 4] for n in range(stap.erbij)}
        ever += stap.erbij
        for who in list(stand)[: stap.anders]:
            stand[who] = WAARDEN[(WAARDEN.index(stand[who]) + 1) % 3]
        lezer = Ontvanger(Doelgroep(stap.doelgroep))
        entry = release(stand, lezer, eerder if weiger else [])
        if entry is None:
            refused += 1
        else:
            eerder.append((True, entry))
            left.append((dict(stand), stap.doelgroep))
    return left, refused


def attack(releases: Sequence[Gekregen]) -> list[str]:
    """Return the people of whom only one answer is left, other than ten or more of one mind.

    People with the same history can be exchanged, so unknown is how many of them gave each answer. One that was
    corrected is another unknown than it was, and the attacker knows whose it is.
    """
    stands = [stand for stand, _ in releases]
    groups: dict[tuple[int, ...], list[str]] = {}
    for who in sorted(set[str]().union(*stands)):
        groups.setdefault(tuple(last_change(stands, n, who) for n in range(len(stands))), []).append(who)
    kennis = Kennis()
    unknown = {(key, since): people for key, people in groups.items() for since in key if since >= 0}
    for (key, since), people in unknown.items():
        kennis.learn({("y", key, since, value): 1.0 for value in WAARDEN}, len(people))
    for n, (stand, doelgroep) in enumerate(releases):
        for value in WAARDEN:
            counted = {("y", key, key[n], value): 1.0 for key in groups if key[n] >= 0}
            kennis.learn(counted | {("x", n, int(value) if value.isdigit() else value): -1.0}, 0)
        read_cell(kennis, n, list(stand.values()), 10 if doelgroep == "openbaar" else 5)
    sure = {
        (n, value, who)
        for n in range(len(releases))
        for key, people in groups.items()
        for value in WAARDEN
        if key[n] >= 0 and kennis.bound(("y", key, key[n], value))[0] == len(people)
        for who in people
    }
    mind = Counter((n, value) for n, value, _ in sure)
    return sorted({who for n, value, who in sure if mind[n, value] < 10})


def read_cell(kennis: Kennis, n: int, answers: Sequence[str], kleinste_n: int) -> None:
    """Add what one release shows of its answers, by the table of the norm."""
    valid = sorted(int(value) for value in answers if value.isdigit())
    scores = {("x", n, score): 1.0 for score in (1, 2, 3)}
    if len(valid) < kleinste_n:
        kennis.learn(scores, 0, kleinste_n - 1)
    elif len(valid) < 10:
        kennis.learn(scores, len(valid))
        learn_mediaan(kennis, (n,), len(valid), median(valid), (1, 2, 3))
    else:
        for value in WAARDEN:
            kennis.learn({("x", n, int(value) if value.isdigit() else value): 1.0}, answers.count(value))


def last_change(releases: Sequence[dict[str, str]], n: int, who: str) -> int:
    """Return at which release a person's answer became what it is at this one; -1 for who is not in it."""
    if who not in releases[n]:
        return -1
    while n and releases[n - 1].get(who) == releases[n][who]:
        n -= 1
    return n


@settings(deadline=None, max_examples=40, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WAARDEN), min_size=10, max_size=16), st.lists(STAPPEN, min_size=1, max_size=4))
@example(["1"] * 6 + ["2"] * 6, [Stap(1, 0, 0, "leerkring")])
@example(["1"] * 6 + ["2"] * 6, [Stap(0, 10, 0, "leerkring"), Stap(11, 0, 0, "openbaar")])
def test_what_is_not_refused_determines_nobodys_answer(begin: list[str], stappen: list[Stap]) -> None:
    left, _ = play(begin, stappen)

    assert attack(left) == []


@pytest.mark.parametrize(
    "stap",
    [Stap(1, 0, 0, "leerkring"), Stap(0, 1, 0, "leerkring"), Stap(0, 0, 1, "leerkring"), Stap(1, 1, 0, "openbaar")],
)
def test_without_the_ledger_the_attacker_finds_the_one_in_whom_two_releases_differ(stap: Stap) -> None:
    begin = ["3"] + ["1"] * 5 + ["2"] * 6

    assert attack(play(begin, [stap], weiger=False)[0]) != []
    left, refused = play(begin, [stap])
    assert (len(left), refused) == (1, 1)
    assert attack(left) == []


def test_many_who_come_and_many_who_go_are_let_through() -> None:
    left, refused = play(["1", "2"] * 6, [Stap(0, 14, 0, "leerkring"), Stap(12, 14, 0, "leerkring")])

    assert (len(left), refused) == (3, 0)


SETS = st.lists(st.frozensets(st.sampled_from("abcdefghij"), min_size=1), min_size=1, max_size=5)


@settings(deadline=None, max_examples=200, database=None)
@given(SETS)
def test_whatever_is_made_of_sets_by_difference_and_intersection_consists_of_whole_parts(
    sets: list[frozenset[str]],
) -> None:
    parts = divide_people(sets)
    made = set(sets)
    for _ in range(2):
        made |= {c for a in list(made)[:12] for b in list(made)[:12] for c in (a - b, a & b, a | b) if c}

    assert all(part <= thing or not part & thing for thing in made for part in parts)
    assert sorted(who for part in parts for who in part) == sorted(frozenset().union(*sets))


@settings(deadline=None, max_examples=200, database=None)
@given(SETS, st.integers(2, 4))
def test_what_was_known_already_is_no_reason_to_refuse(sets: list[frozenset[str]], nodig: int) -> None:
    assert find_small_parts(sets, sets, nodig) == set()
    assert find_small_parts([], sets, nodig) == {part for part in divide_people(sets) if len(part) < nodig}
