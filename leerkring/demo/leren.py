"""Invented rows on what was learned: notes, passages with their labels, advice, and evidence for lessons."""

from __future__ import annotations

from leerkring.begrippen import EXTERN, Groep, LogboekSoort, Strekking, Sturingsvorm, Vertrouwelijkheid
from leerkring.demo.rows import NIVEAUS, RowMaker
from leerkring.demo.stories import RONDES, Story
from leerkring.demo.themes import read_verhaalstof
from leerkring.model.leren import Advies, Bewijsstuk, Codering, Fragment, Logboeknotitie

CODEURS = ("T1", "T2")
SPREKERS = (Groep.MEDEWERKERS, Groep.MEDEWERKERS, Groep.MANAGEMENT)


def add_leren(rows: RowMaker, story: Story) -> None:
    """Add what the team noted, heard and concluded at a deelnemer."""
    for _ in range(rows.draw.whole(15, 25)):
        add_notitie(rows, story)
    for place in range(rows.draw.whole(8, 14)):
        add_fragment(rows, story, NIVEAUS[place % len(NIVEAUS)])
    for number in story.lessen:
        add_bewijs(rows, f"L{number + 1}", Strekking.STEUNT)
    if rows.draw.chance(0.4):
        add_bewijs(rows, f"L{story.lessen[0] + 1}", Strekking.WEERSPREEKT)


def add_notitie(rows: RowMaker, story: Story) -> None:
    """Add an entry of the logboek on a day of its round."""
    ronde = rows.draw.pick(RONDES[: story.rondes])
    soort = rows.draw.pick(tuple(LogboekSoort))
    rows.add(
        Logboeknotitie,
        datum=rows.draw.day(ronde.start, ronde.bijeenkomst),
        ronde=ronde.nummer,
        soort=soort,
        sturingsvorm=rows.draw.pick((story.vorm, story.vorm, Sturingsvorm.LIJN)),
        tekst=rows.write(f"notitie_{soort}"),
        les=rows.draw.pick(rows.known["lessen"]) if rows.draw.chance(0.2) else None,
        bron=("LOG",),
    )


def add_fragment(rows: RowMaker, story: Story, niveau: Vertrouwelijkheid) -> None:
    """Add a passage with the labels of two codeurs, who mostly agree."""
    draw = rows.draw
    inside = draw.chance(0.6)
    codes = read_verhaalstof().codes
    code = draw.pick([c.id for c in codes if c.is_buiten is not inside])
    ronde = draw.pick(RONDES[: story.rondes])
    fragment = rows.add(
        Fragment,
        datum=draw.day(ronde.start, ronde.eind),
        ronde=ronde.nummer,
        groep=draw.pick(SPREKERS if inside else EXTERN),
        tekst=rows.write(f"fragment_{code}"),
        goedgekeurd=niveau is Vertrouwelijkheid.OPENBAAR or draw.chance(0.75),
        bron=(f"{story.prefix}-{'INT' if inside else 'BUI'}",),
        vertrouwelijkheid=niveau,
    )
    for codeur in CODEURS:
        given = draw.pick(codes).id if codeur == CODEURS[1] and draw.chance(0.2) else code
        rows.add(
            Codering, fragment=fragment.id, codeur=codeur, code=given, bron=("CODEBOEK",), vertrouwelijkheid=niveau
        )


def add_bewijs(rows: RowMaker, les: str, strekking: Strekking) -> None:
    """Add evidence for or against a lesson."""
    rows.add(Bewijsstuk, les=les, strekking=strekking, omschrijving=rows.write(f"bewijs_{strekking}"))


def add_adviezen(rows: RowMaker, story: Story, stories: tuple[Story, ...]) -> None:
    """Add the advice that a deelnemer got from another in each round; a single deelnemer gets none."""
    for ronde in range(1, story.rondes + 1):
        giver = stories[(story.nummer + ronde) % len(stories)]
        if giver is not story and giver.rondes >= ronde:
            rows.add(Advies, ronde=ronde, van=giver.slug, naar=story.slug, bron=(f"VERSLAG-{ronde}",))
