"""Who takes part in an invented traject, when things happen, and which way each story goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leerkring.begrippen import GEKOZEN_VORMEN, Meting, Sturingsvorm
from leerkring.demo.draws import Draw
from leerkring.demo.rows import RowMaker
from leerkring.demo.themes import read_verhaalstof
from leerkring.model.beschrijving import Ronde
from leerkring.model.vragenlijst import Vragenlijst

SPRONG = 377  # has no divisor in common with the number of names, so that all of them come by once
MEESTE_DEELNEMERS = 999

RONDES = (
    Ronde(nummer=1, start=date(2024, 3, 4), eind=date(2024, 6, 28), bijeenkomst=date(2024, 7, 4)),
    Ronde(nummer=2, start=date(2024, 7, 5), eind=date(2024, 11, 8), bijeenkomst=date(2024, 11, 14), gasten=12),
    Ronde(nummer=3, start=date(2024, 11, 15), eind=date(2025, 3, 21), bijeenkomst=date(2025, 3, 27)),
)
PEILDATUM = date(2025, 4, 30)
MEETDATA = {
    Meting.T0: date(2024, 3, 5),
    Meting.T1: date(2024, 6, 25),
    Meting.T2: date(2024, 11, 5),
    Meting.T3: date(2025, 3, 18),
}


@dataclass(frozen=True)
class Story:
    """One deelnemer: its names, its form, where it works, and whether things go up (1), nowhere (0) or down (-1)."""

    nummer: int
    slug: str
    plaats: str
    vorm: Sturingsvorm
    werk: tuple[str, ...]
    trend: int
    rondes: int

    @property
    def samen(self) -> bool:
        """Tell whether this is a joint body of municipalities."""
        return self.nummer % 6 == 0

    @property
    def gefuseerd(self) -> bool:
        """Tell whether two places were merged here."""
        return self.samen or self.nummer % 3 == 1

    @property
    def naam(self) -> str:
        """Return the name as in the report."""
        return f"Samenwerking {self.plaats}" if self.samen else self.plaats

    @property
    def prefix(self) -> str:
        """Return how the ids of the rows of this deelnemer begin."""
        return f"G{self.nummer + 1:03d}"

    @property
    def metingen(self) -> tuple[Meting, ...]:
        """Return the waves at which this deelnemer was there."""
        return tuple(MEETDATA)[: self.rondes + 1]

    @property
    def lessen(self) -> tuple[int, ...]:
        """Return which lessons rest on this deelnemer; they are shared, for there are more deelnemers than lessons."""
        return tuple((2 * self.nummer + step) % len(read_verhaalstof().lessen) for step in (0, 1))


@dataclass(frozen=True)
class Circle:
    """All stories of one invented traject, with the questionnaire that they share."""

    seed: int
    vragenlijst: Vragenlijst
    stories: tuple[Story, ...]

    def start_rows(self, story: Story) -> RowMaker:
        """Return a maker of rows about one deelnemer, whose draws do not depend on the others."""
        codes = [code.id for code in read_verhaalstof().codes]
        return RowMaker(
            story.prefix,
            Draw(self.seed, story.nummer),
            (RONDES[0].start, RONDES[story.rondes - 1].eind),
            {"codeboek": codes, "lessen": [f"L{n + 1}" for n in story.lessen], "bronnen": ["LOG"]},
            {"werk": "|".join(story.werk), "vorm": story.vorm.label.lower(), "naam": story.naam},
            {"deelnemer": story.slug},
        )


def tell_story(nummer: int, seed: int) -> Story:
    """Return the story of the deelnemer with this number, which does not depend on how many there are."""
    draw, stof = Draw(seed, "verhaal", nummer), read_verhaalstof()
    begin, einde = stof.plaatsen.begin.split(), stof.plaatsen.einde.split()
    place = (nummer * SPRONG + seed) % (len(begin) * len(einde))
    plaats = begin[place // len(einde)] + einde[place % len(einde)]
    return Story(
        nummer=nummer,
        slug=plaats.lower(),
        plaats=plaats,
        vorm=GEKOZEN_VORMEN[(nummer + seed) % len(GEKOZEN_VORMEN)],
        werk=tuple(draw.sample(stof.werkvelden, 3)),
        trend=draw.weigh({1: 0.5, 0: 0.3, -1: 0.2}),
        rondes=2 if nummer % 12 == 10 else 3,
    )
