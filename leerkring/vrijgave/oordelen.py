"""What a person has to judge before something leaves, for no rule can; and the answers, in a file that stays whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from leerkring.batch.files import replace_text
from leerkring.begrippen import Groep
from leerkring.errors import LeerkringError
from leerkring.folding import fold_text
from leerkring.model.bevindingen import Bevinding
from leerkring.model.leren import Fragment
from leerkring.namen import Namen
from leerkring.rapport.provenance import VERZEGELD
from leerkring.rapport.reading import clean_text, read_sections
from leerkring.traject.traject import Traject
from leerkring.vrijgave.meegeteld import Cel, Meegeteld
from leerkring.vrijgave.register import Punt
from leerkring.yaml_reading import load_strict

WOORDEN_VRIJ = 4
"""From how many words on a cell is a text that somebody wrote."""


class Puntsoort(StrEnum):
    """What kind of thing must be judged, and by which question."""

    CITAAT = "citaat: kan niemand zien wie dit zei?"
    UITZONDERING = "uitzondering: mag deze bevinding verder dan de rijen waarop zij rust?"
    MOGELIJKE_NAAM = "mogelijke naam: is dit geen naam van een mens?"
    NAAM = "toegestane naam: is dit echt een organisatie, en geen mens?"
    VRIJE_TEKST = "vrije tekst: is niemand te herkennen in deze teksten?"
    KLEINE_GROEP = "kleine groep: mag een mediaan van zo weinig mensen naar deze lezers?"
    NIET_VERZEGELD = "niet verzegeld: las het notebook alleen wat deze lezers mogen zien?"
    ZONDER_SLEUTEL = "zonder sleutel: keek iemand zelf of er namen in staan?"


Gevraagd = tuple[Puntsoort, str, tuple[str, ...]]
"""What must be judged in one report: its kind, the report and the texts."""


class Vrijgavebesluit(BaseModel):
    """Who made it, who judges it, and what was answered."""

    model_config = ConfigDict(extra="forbid")

    maker: str = ""
    beoordelaar: str = ""
    niet_de_maker: Literal["", "ja", "nee"] = ""
    punten: list[Punt] = []

    def take_points(self, found: Iterable[Gevraagd]) -> None:
        """Set the points to answer, each asked once, with the answers that they have by now."""
        joined: dict[tuple[Puntsoort, tuple[str, ...]], dict[str, None]] = {}
        for soort, rapport, teksten in found:
            joined.setdefault((soort, teksten), {})[rapport] = None
        known = {(p.soort, p.teksten): p for p in self.punten}
        self.punten = []
        for soort, teksten in sorted(joined, key=lambda key: list(Puntsoort).index(key[0])):
            punt = Punt(soort=soort, rapporten=tuple(joined[soort, teksten]), teksten=teksten)
            had = known.get((punt.soort, teksten), punt)
            # An answer holds for the reports that were named when it was given.
            if set(punt.rapporten) <= set(had.rapporten):
                punt.mag, punt.reden = had.mag, had.reden
            self.punten.append(punt)

    def find_gaps(self, namen: Namen) -> list[str]:
        """Return what is still missing before anything may leave, one Dutch sentence each."""
        gaps = []
        for rol, functie in (("maker", self.maker), ("beoordelaar", self.beoordelaar)):
            if not functie.strip() or any(namen.find(fold_text(functie))):
                gaps.append(f"vul bij {rol} een functie in, zoals onderzoeker, en geen naam")
        if self.niet_de_maker != "ja" or self.maker.strip().lower() == self.beoordelaar.strip().lower():
            gaps.append("wie beoordeelt is een ander dan de maker; vul twee functies in, en bij niet_de_maker ja")
        left = sum(not punt.klaar for punt in self.punten)
        return [*gaps, f"van {left} punten ontbreekt het oordeel of de reden"] if left else gaps


def read_besluit(path: Path) -> Vrijgavebesluit:
    """Return the answers in a file; none where there is no file, and one that cannot be read is refused."""
    try:
        return (
            Vrijgavebesluit.model_validate(load_strict(path.read_text("utf-8")) or {})
            if path.exists()
            else Vrijgavebesluit()
        )
    except (yaml.YAMLError, UnicodeDecodeError, ValidationError) as error:
        where = [".".join(map(str, e["loc"])) for e in error.errors()] if isinstance(error, ValidationError) else []
        raise LeerkringError(
            f"{path.as_posix()} is niet te lezen als besluit, bij {', '.join(where) or 'de vorm'}; "
            "toegestaan: het bestand dat ‘leerkring share’ schreef, met bij mag ja of nee"
        ) from None


def write_besluit(path: Path, besluit: Vrijgavebesluit) -> None:
    """Write the answers so far, for the eyes of its owner: texts stand in it that may not leave."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = besluit.model_dump(mode="json")
    replace_text(path, yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100))
    path.chmod(0o600)


def list_texts(rapport: str, page: str, traject: Traject | None) -> Iterator[Gevraagd]:
    """Yield the texts of people that stand in a page: each quote and each exception by itself, the others together."""
    said = clean_text(" ".join(piece for sectie in read_sections(page) for piece in sectie.stukken))
    free: dict[str, None] = {}
    for rij in [g.rij for rows in traject.inhoud.tabellen.values() for g in rows] if traject else []:
        # A quote is somebody's, however short it is.
        least = 1 if isinstance(rij, Fragment) else WOORDEN_VRIJ
        fields = [rij.tekst] if isinstance(rij, Fragment) else dict(rij).values()
        texts = [clean_text(v) for v in fields if isinstance(v, str) and len(v.split()) >= least]
        shown = [text for text in texts if text in said]
        if isinstance(rij, Fragment):
            yield from ((Puntsoort.CITAAT, rapport, (text,)) for text in shown)
        elif isinstance(rij, Bevinding) and rij.ruimer_reden:
            yield from ((Puntsoort.UITZONDERING, rapport, (text,)) for text in shown)
        else:
            free |= dict.fromkeys(shown)
    if free:
        yield Puntsoort.VRIJE_TEKST, rapport, tuple(free)


def list_risks(row: Mapping[str, Any], cells: Mapping[Cel, Meegeteld]) -> Iterator[Gevraagd]:
    """Yield what must be judged of how a report was made, and of the small groups in it."""
    own = row["params"].get("deelnemer")
    small = {cel[:3] for cel, who in cells.items() if not who.vol and own in (None, cel.deelnemer)}
    if small:
        groups = [f"{slug}, {Groep(groep).label}, {meting}: 5 tot en met 9 antwoorden" for slug, groep, meting in small]
        yield Puntsoort.KLEINE_GROEP, row["id"], tuple(sorted(groups))
    if row["feiten"].get(VERZEGELD) is not True:
        yield Puntsoort.NIET_VERZEGELD, row["id"], ()
