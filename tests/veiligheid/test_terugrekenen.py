"""Nobody reckons back what a report hides: whole questionnaires, everything that one reader receives, and an attacker.

Method: A. Hundepool et al. (2012), Statistical Disclosure Control, Wiley, chapter 4. The attacker (`aanvaller`) sets up
every published number as an equation over whole numbers and computes the smallest and the largest value of each hidden
one. A hidden number is safe when the reports together leave it a room (largest less smallest) of at least 5, so that no
guess is right within 2, or at least the room that its own group's lines leave by themselves: the threshold says "fewer
than 5", the norm gives n and median from 5 answers on. Totals, other groups, other metingen, the matrix of evidence and
reports for others may take nothing of that. `test_norm_itself_*` says what those lines alone give away.
"""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations_with_replacement, product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest
from aanvaller import Kennis, Naam, Plek, Rapport, Vragen, learn_mediaan, read_reports
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from teksttabel import BASIS, make_beschrijving, read_rows

from leerkring.begrippen import Doelgroep
from leerkring.hoofdstukken.bewijs.cijfers.bewijs import collect_bewijs
from leerkring.hoofdstukken.vragenlijst import VragenlijstVanCasus
from leerkring.hoofdstukken.vragenlijst.cijfers.antwoorden import score_antwoorden, summarise_antwoorden
from leerkring.hoofdstukken.vragenlijst.cijfers.verandering import measure_verandering
from leerkring.model import TABELLEN
from leerkring.model.beleid import Beleid
from leerkring.model.vragenlijst import WEET_NIET, Vragenlijst
from leerkring.traject import Traject
from leerkring.traject.audience import decide_beleid, filter_audience, is_visible, keep_whole, select_rows
from leerkring.traject.deur.tellingen import count_survey
from leerkring.traject.inhoud import Inhoud

LOG = logging.getLogger(__name__)
GENOEG = 5
"""So far apart are the ends of a number that is not told."""
AFGEROND = 2
"""And those of one that is told in threes: whatever else is told, three numbers of people could have answered so. How
many there are in all lies between two or more, for thresholds that differ by audience are an answer themselves."""
ALLEN = ["bestuur", "medewerkers", "inwoners", "partners"]
SCHAAL = {"laag": 1, "hoog": 5, "labels": {1: "nee", 2: "weinig", 3: "soms", 4: "vaak", 5: "ja"}, "weet_niet": True}
ITEMS: list[dict[str, Any]] = [
    {"id": "V1", "tekst": "Het werkt.", "deelvraag": "D3", "groepen": ALLEN},
    {"id": "V2", "tekst": "Het helpt.", "deelvraag": "D3", "groepen": ALLEN, "omgekeerd": True},
    {"id": "V3", "tekst": "Er wordt geluisterd.", "deelvraag": "D4", "groepen": ["inwoners", "partners"]},
]
SLUGS = ["noord", "oost", "zuid"]
METINGEN = ["T0", "T1", "T2"]
AANTALLEN = [0, 1, 2, 3, 4, 4, 5, 6, 7, 8, 9, 9, 10, 11, 12, 13, 14]
NIVEAUS = ["openbaar", "leerkring", "deelnemer", "team"]


def make_inhoud(rows: dict[str, list[str]], items: int, n_kring: int = 5, n_openbaar: int = 10) -> Inhoud:
    """Return the content of a traject from lines of its tables."""
    texts = BASIS | {tabel: "\n".join(lines) for tabel, lines in rows.items()}
    return Inhoud(
        make_beschrijving(drempels={"n_kring": n_kring, "n_openbaar": n_openbaar}),
        Vragenlijst.model_validate(
            {"versie": "1", "toelichting": "Verzonnen.", "schaal": SCHAAL, "items": ITEMS[:items]}
        ),
        {tabel: read_rows(tabel, texts.get(tabel, "")) for tabel in TABELLEN},
    )


class Ronde(NamedTuple):
    """What happens to a group between two metingen: who leaves and comes, the level of the answers, the invitation."""

    weg: int
    erbij: int
    niveau: str
    over: int | None
    """How many more were asked than answered; None where that is not known."""
    bekend: str
    """The level of the invitation."""


class Groepje(NamedTuple):
    """A group of a deelnemer: its level, the share of open answers, how far answers spread, and each meting."""

    slug: str
    groep: str
    niveau: str
    open: float
    spreiding: int
    rondes: tuple[Ronde, ...]


class Enquete(NamedTuple):
    """A whole questionnaire in short; the answers themselves follow from the seed."""

    groepen: tuple[Groepje, ...]
    items: int
    n_kring: int
    n_openbaar: int
    uitzondering: float
    """The chance that a person has a level of their own."""
    zaad: int

    def build(self) -> Inhoud:
        """Return the content of a traject with this questionnaire."""
        chance = np.random.default_rng(self.zaad)
        rows: dict[str, list[str]] = {
            "deelnemers": ["id  naam", *(f"{slug}  {slug}" for slug in dict.fromkeys(g.slug for g in self.groepen))],
            "respondenten": ["id  deelnemer  groep  vertrouwelijkheid"],
            "antwoorden": ["respondent  meting  item  waarde  vertrouwelijkheid"],
            "uitnodigingen": ["deelnemer  groep  meting  uitgenodigd  vertrouwelijkheid"],
        }
        for g in self.groepen:
            present, ever = list[str](), 0
            for meting, ronde in zip(METINGEN, g.rondes, strict=False):
                new = [f"{g.slug}-{g.groep}-{ever + i}" for i in range(ronde.erbij)]
                present, ever = present[ronde.weg :] + new, ever + len(new)
                for who in new:
                    level = str(chance.choice(NIVEAUS)) if chance.random() < self.uitzondering else g.niveau
                    rows["respondenten"].append(f"{who}  {g.slug}  {g.groep}  {level}")
                asked = [str(item["id"]) for item in ITEMS[: self.items] if g.groep in item["groepen"]]
                for who, item in product(present, asked):
                    answer = str(chance.integers(6 - g.spreiding, 6))
                    if chance.random() < g.open:
                        answer = str(chance.choice([WEET_NIET, "-"]))
                    rows["antwoorden"].append(f"{who}  {meting}  {item}  {answer}  {ronde.niveau}")
                if ronde.over is not None:
                    total = len(present) + ronde.over
                    rows["uitnodigingen"].append(f"{g.slug}  {g.groep}  {meting}  {total}  {ronde.bekend}")
        return make_inhoud(rows, self.items, self.n_kring, self.n_openbaar)


@st.composite
def enquetes(draw: st.DrawFn, mixed: bool | None = None) -> Enquete:
    """Draw a questionnaire: sizes around the thresholds, people who leave and come, levels mostly the same."""
    slugs = SLUGS[: draw(st.sampled_from([1, 1, 1, 1, 2, 3]))]
    groepen = draw(st.lists(st.sampled_from(ALLEN), min_size=1, max_size=4, unique=True))
    metingen = draw(st.integers(1, 3))
    if mixed is None:
        mixed = draw(st.sampled_from([False, False, True]))
    drawn = []
    for slug, groep in product(slugs, groepen):
        level = draw(st.sampled_from(NIVEAUS[:3])) if mixed else "openbaar"
        rondes = []
        for place in range(metingen):
            own = draw(st.sampled_from([level] * 5 + NIVEAUS)) if mixed else level
            leave = draw(st.sampled_from([0, 0, 1, 2, 4])) if place else 0
            come = draw(st.sampled_from([0, 0, 1, 3] if place else AANTALLEN))
            over = draw(st.sampled_from([None, None, 0, 1, 5]))
            rondes.append(Ronde(leave, come, own, over, draw(st.sampled_from(["openbaar", level]))))
        drawn.append(
            Groepje(slug, groep, level, draw(st.sampled_from([0.0, 0.1, 0.3])), draw(st.integers(1, 5)), tuple(rondes))
        )
    return Enquete(
        tuple(drawn),
        items=draw(st.integers(1, 3)),
        n_kring=draw(st.sampled_from([5, 5, 5, 7, 10])),
        n_openbaar=draw(st.sampled_from([10, 10, 12])),
        uitzondering=0.02 if mixed else 0.0,
        zaad=draw(st.integers(0, 2**32 - 1)),
    )


def meet(groep: str, aantal: int, niveau: str = "openbaar") -> Groepje:
    """Return a group that is asked once, of which everybody answers."""
    return Groepje("noord", groep, niveau, 0.0, 5, (Ronde(0, aantal, niveau, None, niveau),))


# The circle sees a total of 16 and the deelnemer one of 17: each tells little, and together that one bestuur answered.
ALLEEN_HET_VERSCHIL = Enquete(
    (meet("medewerkers", 12), meet("inwoners", 2), meet("partners", 2), meet("bestuur", 1, "deelnemer")), 1, 5, 10, 0, 0
)


def describe(vragenlijst: Vragenlijst) -> Vragen:
    assert vragenlijst.schaal is not None
    scale = tuple(range(vragenlijst.schaal.laag, vragenlijst.schaal.hoog + 1))
    return Vragen(scale, {i.id: (str(i.deelvraag), frozenset(map(str, i.groepen))) for i in vragenlijst.items})


def read_answers(inhoud: Inhoud) -> pd.DataFrame:
    """Return every answer that an audience's reports rest on, with its cell, before it is counted."""
    traject = Traject(Path("mini"), inhoud, Doelgroep.TEAM)
    return score_antwoorden(traject.frame("antwoorden"), traject.frame("respondenten"), traject.vragenlijst)


def show_counted(inhoud: Inhoud, doelgroep: Doelgroep, slug: str | None = None) -> Traject:
    """Return what a kernel for an audience gets of the rows that count for it."""
    beleid = decide_beleid(doelgroep, inhoud.beschrijving.drempels)
    return Traject(Path("mini"), count_survey(inhoud, beleid), doelgroep, slug)


def write_reports(traject: Traject, answers: pd.DataFrame, naam: str, slugs: Sequence[str]) -> list[Rapport]:
    """Return what this audience is told of each of these deelnemers."""
    evidence = collect_bewijs(traject)
    units = evidence[evidence["tabel"] == "antwoorden"].groupby(["deelnemer", "deelvraag"]).size()
    out = []
    for slug in slugs:
        if slug not in traject.deelnemers:
            continue
        told = VragenlijstVanCasus(replace(traject, slug=slug))
        own = answers[answers["deelnemer"] == slug]
        out.append(
            Rapport(
                naam=naam,
                slug=slug,
                kleinste_n=traject.kleinste_n,
                respons=told.respons,
                cellen=told.uitkomsten,
                bewijs=dict(units[slug]) if slug in units.index.get_level_values(0) else {},
                gedekt=frozenset(zip(own["deelnemer"], own["groep"], own["meting"], strict=True)),
            )
        )
    return out


def receive(inhoud: Inhoud) -> Iterator[tuple[str, list[Rapport], pd.DataFrame]]:
    """Yield each reader with all reports that reach that reader, and the answers behind them."""
    slugs = [d.id for _, d in inhoud.rows("deelnemers")]

    def write(doelgroep: Doelgroep, slug: str | None = None) -> tuple[Inhoud, list[Rapport], pd.DataFrame]:
        seen = filter_audience(inhoud, doelgroep, slug)
        answers = read_answers(seen)
        told = write_reports(show_counted(seen, doelgroep, slug), answers, slug or doelgroep, [slug] if slug else slugs)
        return seen, told, answers

    _, openbaar, public = write(Doelgroep.OPENBAAR)
    circle, kring, answers = write(Doelgroep.LEERKRING)
    yield "openbaar", openbaar, public
    yield "leerkring", openbaar + kring, answers
    for slug in slugs:
        own, told, behind = write(Doelgroep.DEELNEMER, slug)
        if own.tabellen != circle.tabellen:
            yield slug, openbaar + kring + told, behind


def count_truth(answers: pd.DataFrame, vragen: Vragen) -> dict[Naam, int]:
    """Return the numbers that the attacker is after, as they are.

    Hidden totals are not among them: of a sum nothing is known when nothing is known of a part.
    """
    truth: dict[Naam, int] = {}
    for key, part in answers.groupby(["deelnemer", "groep", "meting"]):
        plek: Plek = tuple(key)
        truth["N", *plek] = int(part.loc[part["soort"] != "blanco", "respondent"].nunique())
        for item, cell in part.groupby("item"):
            for name, soort in (("n", "geldig"), ("w", "weet_niet"), ("b", "blanco")):
                truth[name, *plek, item] = int((cell["soort"] == soort).sum())
            truth |= {("x", *plek, item, s): int((cell["score"] == s).sum()) for s in vragen.schaal}
    return truth


class Uitslag:
    """What an attack found."""

    def __init__(self) -> None:
        self.aangevallen: Counter[str] = Counter()
        """How many numbers of each kind were attacked."""
        self.krap: Counter[tuple[str, int]] = Counter()
        """How many of each kind have less room than is enough by their own lines already, with that room."""
        self.gebroken: list[str] = []
        self.opgelost = 0


def attack(rapporten: list[Rapport], truth: dict[Naam, int], vragen: Vragen) -> Uitslag:
    """Try to reckon back every number behind these reports: those that are told in threes, and those that are not."""
    kennis, found = read_reports(rapporten, vragen), Uitslag()
    assert kennis.admits(truth), "the attacker holds something for true that is not"
    shown = {
        (*(c[k] for k in ("deelnemer", "groep", "meting")), *rest)
        for r in rapporten
        for c in r.cellen[~r.cellen["onderdrukt"]].to_dict("records")
        for rest in ((), (c["item"],))
    }
    rounded = [doel for doel in truth if (doel[1:5] if len(doel) > 4 else doel[1:]) in shown]
    # Numbers in threes are many and alike: of these some twenty are attacked.
    doelen = [doel for doel in truth if doel not in rounded] + rounded[:: len(rounded) // 20 + 1]
    kennis.explore(doelen)

    @cache
    def own(rapport: str, plek: Plek) -> Kennis:
        """What the lines of this group in this report say by themselves."""
        return kennis.take(lambda f: f.rapport in (None, rapport) and f.plek == plek)

    for doel in doelen:
        plek = doel[1:4]
        alone = [own(r.naam, plek) for r in rapporten if plek in r.gedekt]
        enough = GENOEG if doel not in rounded else AFGEROND if doel[0] == "x" else 1
        nodig = min(enough, *(high - low for low, high in (k.guess(doel) for k in alone)))
        if not kennis.leaves_room(doel, nodig):
            nodig = min(enough, *(high - low for low, high in (k.bound(doel) for k in alone)))
            if not kennis.leaves_room(doel, nodig):
                found.gebroken.append(f"{doel} = {truth[doel]}: {kennis.bound(doel)}, by itself {nodig} apart")
        found.aangevallen[doel[0]] += 1
        if nodig < enough:
            found.krap[doel[0], nodig] += 1
    found.opgelost = kennis.opgelost
    return found


@pytest.fixture(scope="module")
def teller() -> Iterator[Uitslag]:
    """Add up what the attacks of this run did, and tell at the end (`pytest --log-cli-level=INFO` shows it)."""
    total = Uitslag()
    yield total
    LOG.info("%s programs solved; hidden numbers attacked: %s", total.opgelost, dict(total.aangevallen))
    LOG.info("by their own lines these have less room than %s: %s", GENOEG, dict(sorted(total.krap.items())))


@settings(deadline=None, max_examples=4, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(enquetes())
@example(ALLEEN_HET_VERSCHIL)
def test_all_reports_together_tell_no_more_of_a_hidden_number_than_its_own_lines(
    teller: Uitslag, enquete: Enquete
) -> None:
    inhoud = enquete.build()
    vragen = describe(inhoud.vragenlijst)
    for lezer, rapporten, answers in receive(inhoud):
        found = attack(rapporten, count_truth(answers, vragen), vragen)
        teller.opgelost += found.opgelost
        teller.aangevallen += found.aangevallen
        teller.krap += found.krap
        assert found.gebroken == [], lezer
        # A group below the threshold has all the room that the threshold leaves, whatever else is told of it.
        assert all(room >= 4 for kind, room in found.krap if kind == "n")


def test_in_threes_the_norm_gives_no_answer_of_five_to_nine_people_away() -> None:
    five = {"inwoners": [1, 1, 1, 1, 5], "partners": [2, 2, 3, 3, 3, 4, 4, 4, 5], "medewerkers": [3, 3, 3, 3]}
    inhoud = make_inhoud(put(five), 1)
    told = {lezer: read_reports(rapporten, describe(inhoud.vragenlijst)) for lezer, rapporten, _ in receive(inhoud)}
    inwoners, _, medewerkers = (("noord", groep, "T0") for groep in five)

    # Five with middle 1 were three to five ones, when numbers were exact; now there need not be any.
    assert told["leerkring"].bound(("x", *inwoners, "V1", 1)) == (0, 7)
    assert told["leerkring"].bound(("n", *inwoners, "V1")) == (5, 7)
    assert told["leerkring"].bound(("w", *inwoners, "V1"))[1] > 50
    for lezer, top in (("leerkring", 4), ("openbaar", 9)):
        assert told[lezer].bound(("n", *medewerkers, "V1")) == (0, top)
        assert told[lezer].bound(("x", *medewerkers, "V1", 3)) == (0, top)


def test_evidence_does_not_tell_that_two_small_groups_of_answers_add_up() -> None:
    # Four answered the one item and four others the other: eight people, but of each item "fewer than 5".
    rows = put({"inwoners": [3] * 8})
    rows["antwoorden"] = ["respondent  item  waarde"]
    rows["antwoorden"] += [f"inwoners-{i}  V{v}  {3 if (i < 4) == (v == 1) else '-'}" for i in range(8) for v in (1, 2)]
    inhoud = make_inhoud(rows, 2)
    vragen = describe(inhoud.vragenlijst)

    for _, rapporten, answers in receive(inhoud):
        assert attack(rapporten, count_truth(answers, vragen), vragen).gebroken == []


# The attacker by itself


def put(groepen: dict[str, list[int]], level: str = "openbaar") -> dict[str, list[str]]:
    """Return the tables in which people of some groups answered the first item at the start."""
    people = [(f"{groep}-{i}", groep, value) for groep, given in groepen.items() for i, value in enumerate(given)]
    return {
        "respondenten": ["id  groep  vertrouwelijkheid", *(f"{who}  {groep}  {level}" for who, groep, _ in people)],
        "antwoorden": ["respondent  vertrouwelijkheid  waarde", *(f"{who}  {level}  {v}" for who, _, v in people)],
    }


@pytest.mark.parametrize(("n", "mediaan"), [(5, 1), (5, 3), (6, 2.5), (6, 3), (7, 5), (8, 4.5)])
def test_attacker_draws_from_a_median_what_trying_all_answers_draws(n: int, mediaan: float) -> None:
    scale = (1, 2, 3, 4, 5)
    kennis = Kennis()
    kennis.learn({("x", "cel", s): 1.0 for s in scale}, n)
    learn_mediaan(kennis, ("cel",), n, mediaan, scale)
    fits = [a for a in combinations_with_replacement(scale, n) if np.median(a) == mediaan]

    assert fits
    for score in scale:
        counts = [answers.count(score) for answers in fits]
        assert kennis.bound(("x", "cel", score)) == (min(counts), max(counts))


# Between audiences


def subtract(rapporten: Sequence[Rapport]) -> list[str]:
    """Return what two reports on the same group tell of the few people in whom they differ."""
    found = []
    seen: dict[Any, tuple[Rapport, Any]] = {}
    for rapport in rapporten:
        for cell in rapport.cellen[~rapport.cellen["onderdrukt"]].to_dict("records"):
            key = tuple(cell[k] for k in ("deelnemer", "groep", "meting", "item"))
            other, before = seen.setdefault(key, (rapport, cell))
            if any(not isinstance(c["verdeling"], tuple) for c in (cell, before)):
                differ = abs(cell["n"] - before["n"])
            else:
                differ = sum(abs(a - b) for a, b in zip(cell["verdeling"], before["verdeling"], strict=True))
            if 0 < differ < min(rapport.kleinste_n, other.kleinste_n):
                found.append(f"{key}: {differ} between {other.naam} and {rapport.naam}")
    return found


@settings(deadline=None, max_examples=15, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(enquetes(mixed=True))
def test_reports_for_two_audiences_never_differ_by_a_few_people(enquete: Enquete) -> None:
    for _, rapporten, _ in receive(enquete.build()):
        assert subtract(rapporten) == []


def test_subtraction_finds_the_one_person_whom_a_naive_door_leaves_out() -> None:
    rows = put({"inwoners": [2] * 6 + [3] * 5 + [5]})
    for lines in rows.values():
        lines[-1] = lines[-1].replace("openbaar", "leerkring")
    inhoud = make_inhoud(rows, 1)
    naive = []
    for doelgroep in (Doelgroep.OPENBAAR, Doelgroep.LEERKRING):
        seen = keep_whole(select_rows(inhoud, lambda rij, d=doelgroep: is_visible(inhoud, rij, d, None)))
        (told,) = write_reports(show_counted(seen, doelgroep), read_answers(seen), doelgroep, ["noord"])
        exact = summarise_antwoorden(read_answers(seen), inhoud.vragenlijst, Beleid(5, afronding=1))
        naive.append(replace(told, cellen=exact))

    assert subtract(naive) == ["('noord', 'inwoners', 'T0', 'V1'): 1 between openbaar and leerkring"]
    assert [r.cellen["verdeling"].tolist() for r in naive] == [[(0, 6, 5, 0, 0)], [(0, 6, 5, 0, 1)]]
    assert subtract([r for _, rapporten, _ in receive(inhoud) for r in rapporten]) == []


# Between metingen


@cache
def say_change(n_van: int, n_tot: int, paren: int, kleinste_n: int) -> tuple[bool, int | None]:
    """Return what the library says of a change when so many people of both metingen are the same."""
    answers = pd.DataFrame(
        {
            "deelnemer": "noord",
            "respondent": [*range(n_van), *range(n_van - paren, n_van - paren + n_tot)],
            "groep": "inwoners",
            "meting": ["T0"] * n_van + ["T1"] * n_tot,
            "item": "V1",
            "score": pd.Series([3] * (n_van + n_tot), dtype="Int64"),
            "soort": "geldig",
            "bron": [("S1",)] * (n_van + n_tot),
            "herkomst": "antwoorden.csv:2",
        }
    )
    cells = summarise_antwoorden(answers, make_inhoud({}, 1).vragenlijst, Beleid(kleinste_n))
    row = measure_verandering(answers, cells, Beleid(kleinste_n)).iloc[0]
    return bool(row["gekoppeld"]), None if pd.isna(row["n_paren"]) else int(row["n_paren"])


def learn_change(van: Sequence[int], tot: Sequence[int], paren: Sequence[int]) -> Kennis:
    """Return what two distributions tell when so many people, or one of these numbers, are the same.

    Of those who gave answer a and then b there are p; 0 stands for who was not there.
    """
    kennis = Kennis()
    both = {("p", a, b): 1.0 for a in range(1, 6) for b in range(1, 6)}
    for score in range(1, 6):
        kennis.learn({("p", score, b): 1.0 for b in range(6)}, van[score - 1])
        kennis.learn({("p", a, score): 1.0 for a in range(6)}, tot[score - 1])
    kennis.learn(both, min(paren), max(paren))
    kennis.learn({("gingen",): -1.0} | {("p", a, 0): 1.0 for a in range(1, 6)}, 0)
    kennis.learn({("kwamen",): -1.0} | {("p", 0, b): 1.0 for b in range(1, 6)}, 0)
    return kennis


@settings(deadline=None, max_examples=25, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.integers(1, 5), min_size=10, max_size=20),
    st.lists(st.integers(1, 5), min_size=10, max_size=20),
    st.integers(0, 4),
    st.sampled_from([5, 10]),
)
@example([3] * 17, [3] * 10, 1, 5)
@example([3] * 11, [3] * 10, 0, 10)
def test_change_tells_neither_how_many_left_nor_what_they_answered(
    first: list[int], last: list[int], few: int, kleinste_n: int
) -> None:
    ends = (len(first), len(last))
    paren = max(0, min(ends) - few)
    said = say_change(*ends, paren, kleinste_n)
    # The attacker has the library too, and tries with which numbers it says the same.
    possible = [n for n in range(min(ends) + 1) if say_change(*ends, n, kleinste_n) == said]
    van, tot = ([answers.count(s) for s in range(1, 6)] for answers in (first, last))
    kennis = learn_change(van, tot, possible)
    gone, come = (n - paren for n in ends)

    assert paren in possible
    if said[1] is not None:
        assert possible == [paren]
        assert all(n == 0 or n >= kleinste_n for n in (gone, come))
        return
    assert len(possible) > 1
    for name, counts, there in (("gingen", van, lambda s: ("p", s, 0)), ("kwamen", tot, lambda s: ("p", 0, s))):
        assert kennis.leaves_room((name,), 1)
        assert all(kennis.leaves_room(there(s), 1) for s in range(1, 6) if counts[s - 1])


def test_attacker_finds_the_answer_of_one_who_left_when_the_number_of_pairs_is_told() -> None:
    # Eleven said 3 and ten said 3 again. With ten pairs exactly one left, and that one said 3.
    kennis = learn_change((0, 0, 11, 0, 0), (0, 0, 10, 0, 0), [10])

    assert kennis.bound(("gingen",)) == (1, 1)
    assert kennis.bound(("p", 3, 0)) == (1, 1)
    assert kennis.bound(("kwamen",)) == (0, 0)
