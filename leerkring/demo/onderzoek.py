"""Invented rows on what was done and seen: cases, steps, steering, effects with numbers, judgements and tests."""

from __future__ import annotations

from collections.abc import Mapping

from leerkring.begrippen import (
    EXTERN,
    Aanzicht,
    EffectStatus,
    InterventieSoort,
    InterventieStatus,
    Meting,
    OrganisatieSoort,
    Precisie,
    Richting,
    Sturingsvorm,
    Vertrouwelijkheid,
    Zekerheid,
)
from leerkring.demo.draws import Draw
from leerkring.demo.rows import RowMaker
from leerkring.demo.stories import MEETDATA, RONDES, Story
from leerkring.demo.themes import Onderwerp, read_verhaalstof
from leerkring.model.onderzoek import (
    Beoordeling,
    Casus,
    Effect,
    Indicatormeting,
    Interventie,
    Procestoets,
    Sturingsmix,
    Sturingsverhouding,
)

STERKST = 4
HELE_GETALLEN = ("initiatieven", "projecten", "dagen", "uren", "euro")
# How a direction is drawn where things go up, nowhere or down.
RICHTINGKANSEN = {
    1: {Richting.GUNSTIG: 0.6, Richting.GEMENGD: 0.2, Richting.NEUTRAAL: 0.15, Richting.ONGUNSTIG: 0.05},
    0: {Richting.NEUTRAAL: 0.5, Richting.GEMENGD: 0.25, Richting.GUNSTIG: 0.15, Richting.ONGUNSTIG: 0.1},
    -1: {Richting.ONGUNSTIG: 0.5, Richting.NEUTRAAL: 0.25, Richting.GEMENGD: 0.15, Richting.GUNSTIG: 0.1},
}
OMSCHRIJVING = {
    Richting.GEMENGD: "Bij {werk} ging dit soms beter en soms slechter.",
    Richting.NEUTRAAL: "Bij {werk} veranderde dit niet.",
}


def add_onderzoek(rows: RowMaker, story: Story) -> None:
    """Add what a deelnemer did and what came of it."""
    if story.nummer % 2 == 0:
        add_casus(rows, story)
    for place in range(rows.draw.whole(10, 20)):
        add_stap(rows, story, place)
    add_sturing(rows, story)
    for number, onderwerp in enumerate(rows.draw.sample(read_verhaalstof().onderwerpen, rows.draw.whole(4, 6))):
        add_effect(rows, story, onderwerp, EffectStatus.BEOOGD if number == 0 else EffectStatus.WAARGENOMEN)


def add_casus(rows: RowMaker, story: Story) -> None:
    """Add a described practice of a deelnemer."""
    rows.add(
        Casus,
        id=f"{story.werk[0]}-{story.slug}",
        naam=f"De proef met {story.werk[0]}",
        organisatie=story.naam,
        soort=OrganisatieSoort.GEMEENTE,
        sturingsvormen=(story.vorm, Sturingsvorm.LIJN),
        aanleiding=rows.write("aanleiding"),
        start="2024-03",
        eind=None,
        vertrouwelijkheid=Vertrouwelijkheid.OPENBAAR,
    )


def add_stap(rows: RowMaker, story: Story, place: int) -> None:
    """Add a step: planned in a round, begun on time or a little later, and mostly finished."""
    draw = rows.draw
    ronde = RONDES[min(place // 5, story.rondes - 1)]
    soort = draw.pick(tuple(InterventieSoort))
    planned = draw.day(ronde.start, ronde.eind)
    begun = draw.day(planned, ronde.eind)
    last = place >= 13
    status = draw.pick((InterventieStatus.LOPEND, InterventieStatus.GEPLAND)) if last else InterventieStatus.UITGEVOERD
    if draw.chance(0.1):
        status = InterventieStatus.GESTOPT
    is_begun = status is not InterventieStatus.GEPLAND
    is_over = status in (InterventieStatus.UITGEVOERD, InterventieStatus.GESTOPT)
    rows.add(
        Interventie,
        naam=rows.fill(draw.pick(read_verhaalstof().stappen[soort])),
        soort=soort,
        sturingsvorm=story.vorm,
        ronde=ronde.nummer,
        gepland_start=month(planned),
        gepland_eind=month(draw.day(planned, ronde.eind)),
        start=month(begun) if is_begun else None,
        eind=month(draw.day(begun, ronde.bijeenkomst)) if is_over else None,
        status=status,
    )


def month(day: object) -> str:
    """Return the month of a day, as precisely as steps are known."""
    return str(day)[:7]


def add_sturing(rows: RowMaker, story: Story) -> None:
    """Add how strong each form is, on paper and in practice, and how forms stand to each other."""
    for vorm in Sturingsvorm:
        begin = rows.draw.whole(3, STERKST) if vorm is Sturingsvorm.LIJN else rows.draw.whole(0, 2)
        for aanzicht in Aanzicht:
            for place, meting in enumerate(story.metingen):
                rows.add(
                    Sturingsmix,
                    meting=meting,
                    aanzicht=aanzicht,
                    sturingsvorm=vorm,
                    sterkte=strength(rows.draw, story, vorm, aanzicht, begin, place),
                    peildatum=MEETDATA[meting],
                    vertrouwelijkheid=NIVEAU[aanzicht],
                )
    for vorm in rows.draw.sample([v for v in Sturingsvorm if v is not story.vorm], rows.draw.whole(3, 5)):
        pair = (story.vorm, vorm) if rows.draw.chance(0.5) else (vorm, story.vorm)
        meting = rows.draw.pick(story.metingen)
        rows.add(Sturingsverhouding, meting=meting, vorm=pair[0], andere_vorm=pair[1])


NIVEAU = {Aanzicht.FORMEEL: Vertrouwelijkheid.OPENBAAR, Aanzicht.BELEEFD: Vertrouwelijkheid.LEERKRING}


def strength(draw: Draw, story: Story, vorm: Sturingsvorm, aanzicht: Aanzicht, begin: int, place: int) -> int:
    """Return how strong a form is at a wave: the chosen one grows on paper, and in practice as the story goes."""
    wobble = draw.weigh({0: 0.8, 1: 0.1, -1: 0.1})
    if vorm is story.vorm:
        step = place if aanzicht is Aanzicht.FORMEEL else place * story.trend
    else:
        step = -(place // 2) if vorm is Sturingsvorm.LIJN and aanzicht is Aanzicht.FORMEEL else 0
    return min(STERKST, max(0, begin + step + wobble))


def add_effect(rows: RowMaker, story: Story, onderwerp: Onderwerp, status: EffectStatus) -> None:
    """Add an effect; of one that was seen also its numbers, what people outside think of it, and tests of its cause."""
    draw = rows.draw
    seen = status is EffectStatus.WAARGENOMEN
    richting = draw.weigh(RICHTINGKANSEN[story.trend]) if seen else Richting.GUNSTIG
    templates = {Richting.GUNSTIG: onderwerp.gunstig, Richting.ONGUNSTIG: onderwerp.ongunstig} | OMSCHRIJVING
    zekerheid = draw.pick(tuple(Zekerheid)) if seen else Zekerheid.BEWEERD
    effect = rows.add(
        Effect,
        naam=onderwerp.naam,
        omschrijving=rows.fill(templates[richting]),
        sturingsvorm=story.vorm,
        status=status,
        richting=richting,
        bedoeld=richting is not Richting.ONGUNSTIG,
        zekerheid=zekerheid,
        moment=month(MEETDATA[story.metingen[-1]]),
        mechanisme=onderwerp.mechanisme,
    )
    if not seen:
        return
    own = {"effect": effect.id, "vertrouwelijkheid": effect.vertrouwelijkheid}
    # So that the public, too, sees each kind of evidence.
    public = effect.vertrouwelijkheid is Vertrouwelijkheid.OPENBAAR
    if public or zekerheid is Zekerheid.GEMETEN or draw.chance(0.4):
        add_reeks(rows, story, onderwerp, richting, own)
    for groep in draw.sample(EXTERN, draw.whole(1 if public else 0, 2)):
        oordeel = richting if draw.chance(0.6) else draw.pick(tuple(Richting))
        rows.add(Beoordeling, groep=groep, oordeel=oordeel, bron=(f"{story.prefix}-BUI",), **own)
    if public or draw.chance(0.4):
        for rivaal in (False, True):
            claim = rows.write("claim_rivaal" if rivaal else "claim_eigen")
            for _ in range(draw.whole(1, 2)):
                rows.add(Procestoets, claim=claim, rivaal=rivaal, **own)


def add_reeks(
    rows: RowMaker, story: Story, onderwerp: Onderwerp, richting: Richting, own: Mapping[str, object]
) -> None:
    """Add the numbers of an effect at each wave, which go the way that the effect goes."""
    draw = rows.draw
    better = {Richting.GUNSTIG: 1, Richting.ONGUNSTIG: -1}.get(richting, 0) * (1 if onderwerp.meer_is_beter else -1)
    waarde = float(draw.whole(onderwerp.laag, onderwerp.hoog))
    digits = 0 if onderwerp.eenheid in HELE_GETALLEN else 1
    for volgorde, meting in enumerate(story.metingen):
        rows.add(
            Indicatormeting,
            indicator=onderwerp.indicator,
            volgorde=volgorde,
            stap=meting,
            nulmeting=meting is Meting.T0,
            waarde=round(waarde, digits),
            waarde_hoog=None,
            precisie=Precisie.ONGEVEER if draw.chance(0.15) else Precisie.PRECIES,
            eenheid=onderwerp.eenheid,
            toelichting=None,
            peildatum=MEETDATA[meting].isoformat(),
            bron=(f"{story.prefix}-REG",),
            **own,
        )
        waarde *= 1 + better * draw.whole(4, 12) / 100 + draw.whole(-2, 2) / 100
