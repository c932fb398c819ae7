"""What a codeur reads: fragments, entries of the logboek and source texts, each as a text with where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from textwrap import shorten
from typing import Any

from leerkring.model.leren import Fragment
from leerkring.traject.inhoud import Inhoud, source_id
from leerkring.traject.saving.coderen import Passage, cut_fragment, find_fragment, give_code
from leerkring.traject.saving.schrijfwerk import Handeling
from leerkring.weergave.taal import write_date
from leerkring.weergave.widgets import Melding
from leerkring.weergave.widgets.tekstkeuze import Markering

TEKSTEN = "teksten"
"""The folder in a traject folder with source texts: one text file per source, named after its id."""
LENGTE = 70
GEEN_PASSAGE = "Selecteer eerst een passage in de tekst en neem die met Enter."


class Leessoort(StrEnum):
    """What is read; the values are what the researcher chooses from."""

    FRAGMENT = "Fragmenten"
    LOGBOEK = "Logboek"
    BRONTEKST = "Bronteksten"


@dataclass(frozen=True)
class Leesstuk:
    """A text to read; of a fragment all of it is the passage, and of another text a part becomes a fragment."""

    id: str
    titel: str
    tekst: str
    bronnen: frozenset[str] = frozenset()
    fragment: str | None = None
    cut: Callable[[int, int], Passage] | None = None

    def find_passage(self, inhoud: Inhoud, van: int, tot: int) -> Fragment | None:
        """Return the fragment that the passage is, if it is one already."""
        if self.fragment is not None:
            found = inhoud.ids["fragmenten"].get(self.fragment)
            return found if isinstance(found, Fragment) else None
        return find_fragment(inhoud, self.take(van, tot)) if tot > van else None

    def take(self, van: int, tot: int) -> Passage:
        """Return the passage between two places."""
        if tot <= van or self.cut is None:
            raise Melding(GEEN_PASSAGE)
        return self.cut(van, tot)

    def code(self, codeur: str, code: str, van: int, tot: int) -> Handeling:
        """Return the act of giving a code to the passage."""
        if self.fragment is not None:
            return give_code(self.fragment, codeur, code)
        return cut_fragment(self.take(van, tot), codeur, code)

    def find_fragmenten(self, inhoud: Inhoud) -> list[tuple[Markering, Fragment]]:
        """Return the fragments that were cut from the text, each with the first place where it stands."""
        found = []
        for _, fragment in inhoud.rows("fragmenten"):
            van = self.tekst.find(fragment.tekst)
            if van >= 0 and self.bronnen & set(map(source_id, fragment.bron)):
                found.append((Markering(van, van + len(fragment.tekst), fragment.id), fragment))
        return sorted(found, key=lambda pair: pair[0])


def list_leesstukken(
    inhoud: Inhoud, folder: Path, soort: Leessoort, deelnemer: str | None, dag: str = ""
) -> list[Leesstuk]:
    """Return what there is to read of a kind, about one deelnemer or about all.

    `dag` is the day of what a source text tells of, such as 2021-06-15, for a source that is not of one day.
    """
    if soort is Leessoort.BRONTEKST:
        return list(read_bronteksten(inhoud, folder, deelnemer, dag))
    return list((read_fragmenten if soort is Leessoort.FRAGMENT else read_logboek)(inhoud, deelnemer))


def read_fragmenten(inhoud: Inhoud, deelnemer: str | None) -> Iterator[Leesstuk]:
    """Yield the fragments."""
    for _, f in inhoud.rows("fragmenten"):
        if deelnemer in (None, f.deelnemer):
            titel = f"{f.id} · {name(inhoud, f.deelnemer)} · {shorten(f.tekst, LENGTE, placeholder='…')}"
            yield Leesstuk(f.id, titel, f.tekst, fragment=f.id)


def read_logboek(inhoud: Inhoud, deelnemer: str | None) -> Iterator[Leesstuk]:
    """Yield the entries of the logboek; of one about no deelnemer no part can become a fragment."""
    for _, n in inhoud.rows("logboek"):
        if deelnemer is not None and n.deelnemer != deelnemer:
            continue
        titel = f"{n.id} · {write_date(n.datum)} · {shorten(n.tekst, LENGTE, placeholder='…')}"
        yield Leesstuk(n.id, titel, n.tekst, frozenset(map(source_id, n.bron)), cut=cut_notitie(n))


def cut_notitie(notitie: Any) -> Callable[[int, int], Passage]:
    """Return how a part of an entry becomes a passage."""

    def cut(van: int, tot: int) -> Passage:
        if notitie.deelnemer is None:
            raise Melding(
                f"Notitie {notitie.id} gaat niet over één deelnemer, dus een deel ervan kan geen fragment worden."
            )
        return Passage.of_logboek(notitie, notitie.tekst[van:tot])

    return cut


def read_bronteksten(inhoud: Inhoud, folder: Path, deelnemer: str | None, dag: str) -> Iterator[Leesstuk]:
    """Yield the source texts that stand beside the tables, about the chosen deelnemer."""
    for path in sorted((folder / TEKSTEN).glob("*.txt")):
        bron: Any = inhoud.ids["bronnen"].get(path.stem)
        if bron is None:
            raise Melding(
                f"De tekst {TEKSTEN}/{path.name} hoort bij geen bron; noem het bestand naar een id uit bronnen."
            )
        if path.resolve() != folder.resolve() / TEKSTEN / path.name:
            raise Melding(f"De tekst {TEKSTEN}/{path.name} staat ergens anders; zet het bestand zelf in de map.")
        try:
            text = path.read_text(encoding="utf-8-sig")  # which makes all line ends alike
        except UnicodeDecodeError:
            raise Melding(f"De tekst {TEKSTEN}/{path.name} is geen UTF-8; bewaar die opnieuw als UTF-8.") from None
        yield Leesstuk(
            bron.id,
            f"{bron.id} · {bron.titel}",
            text,
            frozenset({bron.id}),
            cut=cut_brontekst(bron, text, deelnemer, dag),
        )


def cut_brontekst(bron: Any, text: str, deelnemer: str | None, dag: str) -> Callable[[int, int], Passage]:
    """Return how a part of a source text becomes a passage, with its lines when the source counts lines."""

    def cut(van: int, tot: int) -> Passage:
        if deelnemer is None:
            raise Melding("Kies eerst over welke deelnemer deze passage gaat.")
        try:
            day = date.fromisoformat(dag.strip() or bron.datum)
        except ValueError:
            raise Melding("Vul in op welke dag dit werd gezegd of geschreven, zoals 2021-06-15.") from None
        first, last = text.count("\n", 0, van) + 1, text.count("\n", 0, max(van, tot - 1)) + 1
        lines = f":{first}" if first == last else f":{first}-{last}"
        place = f"{bron.id}{lines}" if bron.regels else bron.id
        return Passage(text[van:tot], deelnemer, day, (place,))

    return cut


def name(inhoud: Inhoud, deelnemer: str) -> str:
    """Return the name of a deelnemer."""
    return str(getattr(inhoud.ids["deelnemers"].get(deelnemer), "naam", deelnemer))
