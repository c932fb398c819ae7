"""Answers of people as counts: what leaves the team in their place, in multiples and never of few.

Who is not of the team gets no row of a respondent, whatever a notebook asks for. All that is told of a questionnaire
is made from these counts, so that a chart, its table, its sentence and its download can never say more than another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from statistics import median
from typing import Any

from leerkring.begrippen import Toestemming, Vertrouwelijkheid
from leerkring.methoden.onderdrukking import Zicht, grade_n, round_aantal, round_verdeling
from leerkring.model.beleid import Beleid
from leerkring.model.vragenlijst import WEET_NIET, Antwoord, Respondent, Schaal, Telling, Uitnodiging
from leerkring.traject.inhoud import GelezenRij, Inhoud, source_id

TE_KLEIN = ((None, 1),)
"""What stands for a group that is too small: that it was asked, and no more."""


def count_survey(inhoud: Inhoud, beleid: Beleid) -> Inhoud:
    """Return the content with counts in the place of who answered and what each answered.

    Parameters
    ----------
    inhoud
        What an audience other than the team may see, with the rows of all whose answers count for it.
    beleid
        The thresholds for this audience, and the multiples in which people are counted.
    """
    tellingen = tuple(_count(inhoud, beleid))
    met: dict[tuple[str, str, str], int] = {}
    for t in tellingen:
        key = (t.deelnemer, t.groep, t.meting)
        met[key] = max(met.get(key, 0), sum(n for waarde, n in t.aantallen if waarde is not None))

    def ask(rij: Uitnodiging) -> Uitnodiging:
        """Round who were asked up, so that never more answer than were asked."""
        top = -(-rij.uitgenodigd // beleid.afronding) * beleid.afronding
        return rij.model_copy(update={"uitgenodigd": max(top, met.get((rij.deelnemer, rij.groep, rij.meting), 0))})

    asked = tuple(GelezenRij(nummer, ask(rij)) for nummer, rij in inhoud.rows(Uitnodiging.tabel))
    gone: dict[str, tuple[GelezenRij, ...]] = {Antwoord.tabel: (), Respondent.tabel: ()}
    return replace(inhoud.with_tables({**inhoud.tabellen, **gone, Uitnodiging.tabel: asked}), tellingen=tellingen)


def _count(inhoud: Inhoud, beleid: Beleid) -> Iterator[Telling]:
    """Yield the counts of each item that a group was asked at a wave, in the order of the table."""
    people = {r.id: r for _, r in inhoud.rows(Respondent.tabel)}
    cells: dict[tuple[str, ...], list[Antwoord]] = {}
    for _, a in inhoud.rows(Antwoord.tabel):
        who = people[a.respondent]
        cells.setdefault((who.deelnemer, who.groep, a.meting, a.item), []).append(a)
    for answers in cells.values():
        first = answers[0]
        who = people[first.respondent]
        given = Counter(a.waarde for a in answers)
        # A line of a source would tell where a respondent stands in it, and with the others how many there are.
        bron = tuple(dict.fromkeys(source_id(place) for a in answers for place in a.bron))
        counted = tuple(_round(given, inhoud.vragenlijst.schaal, beleid))
        yield Telling(who.deelnemer, who.groep, first.meting, first.item, counted or TE_KLEIN, bron)


def _round(given: Counter[Any], schaal: Schaal | None, beleid: Beleid) -> Iterator[tuple[int | str | None, int]]:
    """Yield how many gave each answer, as far as it may be told; of a group with a median only, all at that median."""
    values = range(schaal.laag, schaal.hoog + 1) if schaal else range(0)
    counts = [given[v] for v in values]
    n, basis = sum(counts), beleid.afronding
    zicht = grade_n(n, beleid)
    if zicht is Zicht.VERBORGEN:
        return
    total = round_aantal(n, basis, (beleid.kleinste_n, beleid.nodig_voor_verdeling))
    rounded = round_verdeling(counts, total, basis)
    if zicht is Zicht.BEPERKT:
        middle = median(v for v, k in zip(values, rounded, strict=True) for _ in range(k))
        low, high = int(middle), int(middle + 0.5)
        half = total // 2
        rounded = tuple((v == low) * (total - half) + (v == high) * half for v in values)
    yield from ((v, k) for v, k in zip(values, rounded, strict=True) if k)
    if zicht is Zicht.HEEL:
        for other in (WEET_NIET, None):
            if k := round_aantal(given[other], basis):
                yield other, k


def list_answers(inhoud: Inhoud) -> Iterator[tuple[Respondent, Antwoord]]:
    """Yield every answer with who gave it; where there are only counts, with somebody who stands for nobody.

    The first of a group at one item is then not the first at another, and who answers twice cannot be told. Everybody
    counted at an item has the same names as at the next, so that nobody is counted twice.
    """
    if inhoud.tellingen is None:
        people = {r.id: r for _, r in inhoud.rows(Respondent.tabel)}
        yield from ((people[a.respondent], a) for _, a in inhoud.rows(Antwoord.tabel) if a.respondent in people)
        return
    for t in inhoud.tellingen:
        about: dict[str, Any] = {"bron": t.bron, "vertrouwelijkheid": Vertrouwelijkheid.TEAM}
        waarde: Any
        for i, waarde in enumerate(w for w, n in t.aantallen for _ in range(n)):
            who = f"{t.deelnemer} {t.groep} {t.meting} {i}"
            yield (
                Respondent.model_construct(
                    id=who, deelnemer=t.deelnemer, groep=t.groep, toestemming=Toestemming.JA, **about
                ),
                Antwoord.model_construct(respondent=who, meting=t.meting, item=t.item, waarde=waarde, **about),
            )


def spread_tellingen(inhoud: Inhoud) -> Inhoud:
    """Return the content with counts as rows, for what is worked out from the tables antwoorden and respondenten."""
    answers = list(list_answers(inhoud))
    people = {who.id: who for who, _ in answers}
    return inhoud.with_tables(
        {
            **inhoud.tabellen,
            Respondent.tabel: tuple(GelezenRij(0, who) for who in people.values()),
            Antwoord.tabel: tuple(GelezenRij(0, answer) for _, answer in answers),
        }
    )
