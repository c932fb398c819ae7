"""Invented rows on taking part: sources, profile, application, people, match, members, mergers and context."""

from __future__ import annotations

from datetime import date

from leerkring.begrippen import (
    AanmeldingStatus,
    Bronsoort,
    DeelnemerStatus,
    Factor,
    Modus,
    OrganisatieSoort,
    Vertrouwelijkheid,
)
from leerkring.demo.rows import RowMaker
from leerkring.demo.stories import Story
from leerkring.demo.themes import read_verhaalstof
from leerkring.model.deelname import Aanmelding, Betrokkene, Bron, Contextfactor, Deelnemer, Herindeling, Lid, Match

BRONREGELS = 180
VERZONNEN = "Verzonnen bron."


def add_deelname(rows: RowMaker, story: Story) -> None:
    """Add who the deelnemer is and how it came to take part."""
    add_bronnen(rows, story)
    doc = (f"{story.prefix}-DOC",)
    soorten = (OrganisatieSoort.GR, OrganisatieSoort.AMBTELIJKE_FUSIE) if story.samen else (OrganisatieSoort.GEMEENTE,)
    stopped = story.rondes < 3
    deelnemer = rows.add(
        Deelnemer,
        id=story.slug,
        naam=story.naam,
        soort=rows.draw.pick(soorten),
        tooi=None,
        sturingsvorm=story.vorm,
        modus=rows.draw.pick(tuple(Modus)),
        aanleiding=rows.write("aanleiding"),
        bestuur=rows.write("bestuur_samen" if story.samen else "deelnemers.bestuur"),
        inwoners=rows.draw.whole(90, 2400) * 100,
        historie=rows.write("historie_fusie" if story.gefuseerd else "deelnemers.historie"),
        peildatum="2024-02",
        status=DeelnemerStatus.GESTOPT if stopped else DeelnemerStatus.AFGEROND,
        gestopt_na_ronde=story.rondes if stopped else None,
        bron=("AANM", *doc),
        vertrouwelijkheid=Vertrouwelijkheid.OPENBAAR,
    )
    rows.add(
        Aanmelding,
        naam=story.naam,
        contact=rows.write("functie"),
        sturingsvorm=story.vorm,
        aanleiding=deelnemer.aanleiding,
        al_actief=True,
        actieve_bijdrage=True,
        intake=rows.draw.day(date(2024, 1, 8), date(2024, 1, 19)),
        ingediend=rows.draw.day(date(2024, 1, 22), date(2024, 2, 2)),
        status=AanmeldingStatus.TOEGELATEN,
        bron=("AANM",),
        vertrouwelijkheid=Vertrouwelijkheid.DEELNEMER,
    )
    for number in range(rows.draw.whole(3, 5)):
        rows.add(
            Betrokkene,
            functie=rows.write("functie"),
            trekker=number == 0,
            eerste_contact=number == 0,
            bron=("AANM",),
            vertrouwelijkheid=Vertrouwelijkheid.DEELNEMER,
        )
    partners = read_verhaalstof().kennispartners
    rows.add(
        Match,
        kennispartner=next(partner.id for partner in partners if story.vorm in partner.expertise),
        datum=rows.draw.day(date(2024, 2, 5), date(2024, 2, 16)),
        akkoord_deelnemer=True,
        akkoord_partner=True,
        bron=("AANM",),
        vertrouwelijkheid=Vertrouwelijkheid.OPENBAAR,
    )
    add_gemeenten(rows, story, doc)
    for factor in rows.draw.sample(list(Factor), rows.draw.whole(4, 7)):
        rows.add(Contextfactor, factor=factor)


def add_bronnen(rows: RowMaker, story: Story) -> None:
    """Add the sources of a deelnemer; rows refer to lines of its documents."""
    for letters, titel, soort in (
        ("DOC", "Plannen en besluiten van", Bronsoort.DOCUMENT),
        ("INT", "Gesprekken binnen", Bronsoort.INTERVIEW),
        ("BUI", "Gesprekken met inwoners en partners van", Bronsoort.INTERVIEW),
        ("REG", "Administratie van", Bronsoort.REGISTRATIE),
    ):
        own = soort in (Bronsoort.DOCUMENT, Bronsoort.REGISTRATIE)
        rows.add(
            Bron,
            id=f"{story.prefix}-{letters}",
            titel=f"{titel} {story.naam} (verzonnen)",
            soort=soort,
            uitgever=story.naam if own else "Team leerkring (verzonnen)",
            datum="2025-03",
            regels=BRONREGELS if soort is Bronsoort.DOCUMENT else None,
            toelichting=VERZONNEN,
            vertrouwelijkheid=Vertrouwelijkheid.OPENBAAR,
        )
    rows.regels[f"{story.prefix}-DOC"] = BRONREGELS


def add_gemeenten(rows: RowMaker, story: Story, bron: tuple[str, ...]) -> None:
    """Add the members of a joint body, and a merger of two places into one."""
    own = {"bron": bron, "vertrouwelijkheid": Vertrouwelijkheid.OPENBAAR}
    if story.samen:
        for voorvoegsel in ("Groot", "Klein", "Hoog", "Laag")[: rows.draw.whole(2, 4)]:
            rows.add(Lid, naam=f"{voorvoegsel}-{story.plaats}", tooi=None, **own)
    if story.gefuseerd:
        jaar = rows.draw.whole(1998, 2022)
        for voorvoegsel in ("Oud", "Nieuw"):
            rows.add(
                Herindeling,
                van=f"{voorvoegsel}-{story.plaats}",
                naar=f"Groot-{story.plaats}" if story.samen else story.plaats,
                moment=f"{jaar}-01-01",
                geheel=True,
                **own,
            )
