"""What may be called measured or judged: series of one unit, with numbers, and people who spoke for themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from statistics import StatisticsError, correlation, fmean

from leerkring.begrippen import Bronsoort, EffectStatus, Meting, Zekerheid
from leerkring.errors import Niveau, Probleem
from leerkring.model.velden import first_day, last_day
from leerkring.traject.bestanden import VRAGENLIJST
from leerkring.traject.inhoud import Inhoud, source_id
from leerkring.traject.regels.planning import Regelcontrole

MINSTE_MENSEN = 8
"""From how many people a correlation says anything about an item."""
TEGENDRAADS = -0.2


def check_horen_zeggen(inhoud: Inhoud) -> Iterator[Probleem]:
    """I20: what a document tells of inwoners or partners is claimed at most: they did not speak themselves."""
    soorten = {b.id: b.soort for _, b in inhoud.rows("bronnen")}
    for nummer, oordeel in inhoud.rows("beoordelingen"):
        kinds = {soorten.get(source_id(plaats)) for plaats in oordeel.bron}
        if kinds == {Bronsoort.DOCUMENT} and oordeel.zekerheid is not Zekerheid.BEWEERD:
            why = f"een document vertelt over {oordeel.groep}; zij zeggen het hier niet zelf"
            allowed = "beweerd, of een bron waarin zij zelf spreken (interview, vragenlijst, observatie)"
            bestand = inhoud.file_of("beoordelingen")
            yield Probleem(bestand, why, nummer, "zekerheid", oordeel.zekerheid, allowed, "I20")


def check_reeksen(inhoud: Inhoud) -> Iterator[Probleem]:
    """I25: a series has one unit and one nulmeting."""
    first: dict[tuple[str, str], str] = {}
    nul: set[tuple[str, str]] = set()
    bestand = inhoud.file_of("indicatormetingen")
    for nummer, meting in inhoud.rows("indicatormetingen"):
        reeks = (meting.effect, meting.indicator)
        if first.setdefault(reeks, meting.eenheid) != meting.eenheid:
            why = f"deze reeks begon in een andere eenheid: ‘{meting.indicator}’ bij {meting.effect}"
            yield Probleem(bestand, why, nummer, "eenheid", meting.eenheid, first[reeks], "I25")
        if meting.nulmeting and reeks in nul:
            why = f"deze reeks heeft al een nulmeting: ‘{meting.indicator}’ bij {meting.effect}"
            yield Probleem(bestand, why, nummer, "nulmeting", "ja", "nee, of nee bij de andere", "I25")
        nul |= {reeks} if meting.nulmeting else set()


def check_gemeten(inhoud: Inhoud) -> Iterator[Probleem]:
    """I26: an effect that is called measured has a number, or rests on a questionnaire or a registration."""
    measured = {m.effect for _, m in inhoud.rows("indicatormetingen")}
    soorten = {b.id: b.soort for _, b in inhoud.rows("bronnen")}
    counts = {Bronsoort.VRAGENLIJST, Bronsoort.REGISTRATIE}
    for nummer, effect in inhoud.rows("effecten"):
        seen = effect.status is EffectStatus.WAARGENOMEN and effect.zekerheid is Zekerheid.GEMETEN
        if seen and effect.id not in measured and not counts & {soorten.get(source_id(p)) for p in effect.bron}:
            why = "dit effect heet gemeten, en er staat geen meting bij"
            allowed = "een rij in indicatormetingen, of waargenomen of beweerd"
            yield Probleem(
                inhoud.file_of("effecten"), why, nummer, "zekerheid", effect.zekerheid, allowed, "I26", Niveau.WARNING
            )


def check_respons(inhoud: Inhoud) -> Iterator[Probleem]:
    """I27: no more people of a group answered at a meting than were asked."""
    people = {r.id: (r.deelnemer, r.groep) for _, r in inhoud.rows("respondenten")}
    answered = {
        (*people[a.respondent], a.meting, a.respondent) for _, a in inhoud.rows("antwoorden") if a.respondent in people
    }
    counts = Counter(key[:-1] for key in answered)
    for nummer, asked in inhoud.rows("uitnodigingen"):
        n = counts[asked.deelnemer, asked.groep, asked.meting]
        if n > asked.uitgenodigd:
            why = f"er antwoordden meer mensen dan er gevraagd zijn: {n}"
            bestand, found = inhoud.file_of("uitnodigingen"), str(asked.uitgenodigd)
            yield Probleem(bestand, why, nummer, "uitgenodigd", found, f"{n} of meer", "I27")


def check_golven(inhoud: Inhoud) -> Iterator[Probleem]:
    """I28: the sources of a later meting are not older than those of an earlier one."""
    dates = {b.id: b.datum for _, b in inhoud.rows("bronnen")}
    waves: dict[Meting, set[str]] = {}
    for _, antwoord in inhoud.rows("antwoorden"):
        waves.setdefault(antwoord.meting, set()).update(i for i in map(source_id, antwoord.bron) if i in dates)
    order = sorted((meting for meting, ids in waves.items() if ids), key=lambda meting: meting.rang)
    for earlier, later in pairwise(order):
        begun = min(first_day(dates[i]) for i in waves[earlier])
        ended = max(last_day(dates[i]) for i in waves[later])
        if ended < begun:
            why = f"de bron van {later} is ouder dan die van {earlier}; zijn de metingen verwisseld?"
            found = f"{later}: {ended}, {earlier}: {begun}"
            yield Probleem(
                inhoud.file_of("antwoorden"), why, None, "meting", found, "metingen in de volgorde van hun datum", "I28"
            )


def check_omgekeerd(inhoud: Inhoud) -> Iterator[Probleem]:
    """I29: an item goes with the others of its question in at least one group, or it was turned around twice."""
    schaal, items = inhoud.vragenlijst.schaal, inhoud.vragenlijst.items
    if schaal is None:
        return
    people = {r.id: r.groep for _, r in inhoud.rows("respondenten")}
    given: dict[tuple[str, str], dict[str, float]] = {}
    turned = {item.id for item in items if item.omgekeerd}
    for _, a in inhoud.rows("antwoorden"):
        if type(a.waarde) is int:
            value = schaal.laag + schaal.hoog - a.waarde if a.item in turned else a.waarde
            given.setdefault((a.respondent, a.meting), {})[a.item] = float(value)
    for item in items:
        rest = [other.id for other in items if other.deelvraag == item.deelvraag and other.id != item.id]
        pairs: dict[str, list[tuple[float, float]]] = {}
        for (respondent, _), answers in given.items():
            others = [answers[i] for i in rest if i in answers]
            if item.id in answers and others and respondent in people:
                pairs.setdefault(people[respondent], []).append((answers[item.id], fmean(others)))
        found = [r for own in pairs.values() if len(own) >= MINSTE_MENSEN and (r := correlate(own)) is not None]
        if len(rest) > 1 and found and max(found) < TEGENDRAADS:
            why = f"stelling {item.id} gaat in elke groep tegen de andere stellingen in"
            allowed = "kijk na of omgekeerd klopt, en of de antwoorden niet al zijn omgedraaid"
            turned_now = "ja" if item.omgekeerd else "nee"
            yield Probleem(VRAGENLIJST, why, None, "items.omgekeerd", turned_now, allowed, "I29", Niveau.WARNING)


def correlate(pairs: list[tuple[float, float]]) -> float | None:
    """Return the correlation of pairs; None where one side is always the same."""
    try:
        return correlation([a for a, _ in pairs], [b for _, b in pairs])
    except StatisticsError:
        return None


METING_REGELS: tuple[Regelcontrole, ...] = (check_horen_zeggen, check_reeksen, check_respons, check_golven)
METING_OPMERKINGEN: tuple[Regelcontrole, ...] = (check_gemeten, check_omgekeerd)
