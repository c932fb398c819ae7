"""Invented rows that belong to no deelnemer: shared sources, codebook, lessons, an example elsewhere, and notes."""

from __future__ import annotations

from leerkring.begrippen import AanmeldingStatus, Bronsoort, LesStatus, LogboekSoort, Sturingsvorm, Vertrouwelijkheid
from leerkring.demo.draws import Draw
from leerkring.demo.rows import RowMaker
from leerkring.demo.stories import MEETDATA, RONDES, Story
from leerkring.demo.survey import BEVRAAGDE_METINGEN as GEVRAAGD
from leerkring.demo.themes import SPANNING, read_verhaalstof
from leerkring.model.deelname import Aanmelding, Bron
from leerkring.model.leren import Codeboekcode, Les, Logboeknotitie
from leerkring.model.onderzoek import Casus, Interventie
from leerkring.model.velden import Rij

OPENBAAR, TEAM = Vertrouwelijkheid.OPENBAAR, Vertrouwelijkheid.TEAM
GEVORDERD = [status for status in LesStatus if status is not LesStatus.WAARGENOMEN]
NIVEAUS_LES = (OPENBAAR, Vertrouwelijkheid.LEERKRING)


def make_shared(seed: int, stories: tuple[Story, ...]) -> list[Rij]:
    """Return the rows that all deelnemers share."""
    stof, period = read_verhaalstof(), (RONDES[0].start, RONDES[-1].eind)
    rows = RowMaker("KRING", Draw(seed, "kring"), period, {}, {"werk": "|".join(stof.werkvelden)})
    for code, titel, soort, datum in list_sources():
        rows.add(
            Bron,
            id=code,
            titel=f"{titel} (verzonnen)",
            soort=soort,
            uitgever="Team leerkring (verzonnen)",
            datum=datum,
            regels=None,
            vertrouwelijkheid=OPENBAAR,
        )
    for label in stof.codes:
        rows.add(Codeboekcode, **dict(label), bron=("CODEBOEK",), vertrouwelijkheid=OPENBAAR)
    add_lessen(rows, {number for story in stories for number in story.lessen})
    add_elders(rows)
    rows.add(
        Aanmelding,
        deelnemer=None,
        naam="Marsepeinwoude",
        contact=rows.write("functie"),
        sturingsvorm=Sturingsvorm.ZE,
        aanleiding=rows.write("aanleiding"),
        motivatie="Wij willen eerst alleen kijken.",
        al_actief=False,
        intake=None,
        ingediend=None,
        status=AanmeldingStatus.AFGEWEZEN,
        bron=("AANM",),
        vertrouwelijkheid=TEAM,
    )
    for ronde in RONDES:
        rows.add(
            Logboeknotitie,
            deelnemer=None,
            datum=ronde.bijeenkomst,
            ronde=ronde.nummer,
            soort=rows.draw.pick(tuple(LogboekSoort)),
            tekst=rows.write("notitie_kring"),
            bron=("LOG",),
            vertrouwelijkheid=OPENBAAR,
        )
    return rows.rows


def list_sources() -> list[tuple[str, str, Bronsoort, str]]:
    """Return the shared sources: id, title, kind and date."""
    found = [
        ("AANM", "Aanmeldingen en gesprekken vooraf", Bronsoort.DOCUMENT, "2024-02"),
        ("LOG", "Logboek van het team", Bronsoort.OBSERVATIE, "2025-03"),
        ("CODEBOEK", "Codeboek", Bronsoort.DOCUMENT, "2025-03"),
        ("ELDERS", "Werkbezoek elders", Bronsoort.OBSERVATIE, "2024-09"),
    ]
    found += [
        (f"VERSLAG-{r.nummer}", f"Verslag van bijeenkomst {r.nummer}", Bronsoort.DOCUMENT, r.bijeenkomst.isoformat())
        for r in RONDES
    ]
    return found + [
        (f"VL-{meting}", f"Vragenlijst {meting}", Bronsoort.VRAGENLIJST, MEETDATA[meting].isoformat())
        for meting in GEVRAAGD
    ]


def add_lessen(rows: RowMaker, supported: set[int]) -> None:
    """Add the lessons; one without evidence is no further than waargenomen."""
    for number, les in enumerate(read_verhaalstof().lessen):
        tension = number in SPANNING
        ronde = 1 + number % len(RONDES)
        rows.add(
            Les,
            id=f"L{number + 1}",
            **dict(les),
            status=GEVORDERD[number % len(GEVORDERD)] if number in supported else LesStatus.WAARGENOMEN,
            ronde=ronde,
            spanning_met=tuple(f"L{other + 1}" for other in SPANNING if other != number) if tension else (),
            spanning="Geduld hebben en op tijd kiezen gaan niet altijd samen." if tension else None,
            bron=(f"VERSLAG-{ronde}", "LOG"),
            vertrouwelijkheid=NIVEAUS_LES[number % len(NIVEAUS_LES)],
        )


def add_elders(rows: RowMaker) -> None:
    """Add an example of no deelnemer, with a step."""
    for entiteit in (Casus, Interventie):
        rows.add(entiteit, **read_verhaalstof().elders[entiteit.tabel], bron=("ELDERS",), vertrouwelijkheid=OPENBAAR)
