"""Whether enough people answered to show it to anybody, told while there is still time to ask more of them (I18)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from leerkring.begrippen import Doelgroep, Meting, Toestemming
from leerkring.errors import Niveau, Probleem
from leerkring.model.velden import last_day
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.regels.planning import Regelcontrole


def check_genoeg_antwoorden(inhoud: Inhoud) -> Iterator[Probleem]:
    """I18: of each group that was asked, somebody outside the team may see what it answered.

    It is told of a group and not of each statement, and only until the end of the traject: after that nobody can be
    asked any more, and the report itself says that a group is too small.
    """
    beschrijving = inhoud.beschrijving
    if last_day(beschrijving.eind) <= beschrijving.peildatum:
        return
    needed = {d: beschrijving.drempels.smallest_n(d) for d in (Doelgroep.LEERKRING, Doelgroep.OPENBAAR)}
    few: dict[tuple[str, str], list[str]] = {}
    for (deelnemer, groep, meting), n in sorted(count_meeste(inhoud).items()):
        if n < min(needed.values()):
            few.setdefault((deelnemer, groep), []).append(f"{meting} {n}")
    for (deelnemer, groep), metingen in few.items():
        why = f"van {groep} bij {deelnemer} zijn er te weinig antwoorden; buiten het team ziet niemand de uitkomst"
        allowed = " en ".join(f"{n} voor {doelgroep}" for doelgroep, n in needed.items())
        yield Probleem("antwoorden.csv", why, None, "waarde", ", ".join(metingen), allowed, "I18", Niveau.INFO)


def count_meeste(inhoud: Inhoud) -> Counter[tuple[str, str, Meting]]:
    """Return, of each group that was asked at a meting, the most answers that it gave to one statement."""
    people = {r.id: r for _, r in inhoud.rows("respondenten") if r.toestemming is not Toestemming.INGETROKKEN}
    given: Counter[tuple[str, str, Meting, str]] = Counter()
    most: Counter[tuple[str, str, Meting]] = Counter()
    for _, gevraagd in inhoud.rows("uitnodigingen"):
        most[gevraagd.deelnemer, gevraagd.groep, gevraagd.meting] = 0
    for _, antwoord in inhoud.rows("antwoorden"):
        person = people.get(antwoord.respondent)
        if person is not None:
            key = (person.deelnemer, person.groep, antwoord.meting)
            given[*key, antwoord.item] += type(antwoord.waarde) is int
            most[key] = max(most[key], given[*key, antwoord.item])
    return most


VRAGENLIJST_REGELS: tuple[Regelcontrole, ...] = (check_genoeg_antwoorden,)
