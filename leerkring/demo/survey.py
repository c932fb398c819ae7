"""Invented answers to the questionnaire, group by group, before the first and after the last round."""

from __future__ import annotations

from leerkring.begrippen import Groep, Meting, Toestemming, Vertrouwelijkheid
from leerkring.demo.draws import Draw
from leerkring.demo.rows import RowMaker
from leerkring.demo.stories import Story
from leerkring.model.vragenlijst import WEET_NIET, Antwoord, Item, Respondent, Schaal, Uitnodiging, Vragenlijst

BEVRAAGDE_METINGEN = (Meting.T0, Meting.T3)
# The level of a group holds for all of its people and answers; with fewer it would tell of the one who is left out.
GROEPEN = {
    Groep.MEDEWERKERS: (10, 25, Vertrouwelijkheid.LEERKRING),
    Groep.INWONERS: (12, 25, Vertrouwelijkheid.OPENBAAR),
    Groep.PARTNERS: (6, 14, Vertrouwelijkheid.LEERKRING),
    Groep.MANAGEMENT: (6, 9, Vertrouwelijkheid.DEELNEMER),
}
BLIJVEN, INGETROKKEN, BLANCO, WEET_HET_NIET = 0.8, 0.02, 0.02, 0.05
VERANDERING = 0.6


def add_vragenlijst(rows: RowMaker, story: Story, vragenlijst: Vragenlijst) -> None:
    """Add invitations, respondents and answers of three or four groups."""
    for groep, (fewest, most, niveau) in GROEPEN.items():
        if groep is not Groep.MANAGEMENT or rows.draw.chance(0.5):
            add_groep(rows, story, groep, rows.draw.whole(fewest, most), niveau, vragenlijst)


def add_groep(
    rows: RowMaker, story: Story, groep: Groep, n: int, niveau: Vertrouwelijkheid, vragenlijst: Vragenlijst
) -> None:
    """Add one group: most people come back at the second wave, and new ones take the place of those who do not."""
    draw = rows.draw
    mean = 2.8 + draw.share()
    items = [item for item in vragenlijst.items if groep in item.groepen]
    schaal = vragenlijst.schaal
    people: list[tuple[str, float]] = []
    for meting in BEVRAAGDE_METINGEN:
        if schaal is None or meting not in story.metingen:
            continue
        people = [person for person in people if draw.chance(BLIJVEN)]
        own = {"bron": (f"VL-{meting}",), "vertrouwelijkheid": niveau}
        rows.add(Uitnodiging, groep=groep, meting=meting, uitgenodigd=n + draw.whole(0, n), **own)
        while len(people) < n:
            toestemming = Toestemming.INGETROKKEN if draw.chance(INGETROKKEN) else Toestemming.JA
            person = rows.add(Respondent, groep=groep, toestemming=toestemming, **own)
            people.append((person.id, draw.swing()))
        shift = 0.0 if meting is Meting.T0 else story.trend * VERANDERING
        for person_id, mood in people:
            for item in items:
                waarde = draw_answer(draw, mean + mood + shift, item, schaal)
                rows.add(Antwoord, respondent=person_id, meting=meting, item=item.id, waarde=waarde, **own)


def draw_answer(draw: Draw, content: float, item: Item, schaal: Schaal) -> int | str | None:
    """Return an answer of somebody who is this content: near it on the scale, turned where agreeing is bad."""
    left = draw.share()
    if left < BLANCO:
        return None
    if left < BLANCO + WEET_HET_NIET:
        return WEET_NIET
    value = min(schaal.hoog, max(schaal.laag, int(content + draw.swing() / 2 + 0.5)))
    return schaal.laag + schaal.hoog - value if item.omgekeerd else value
