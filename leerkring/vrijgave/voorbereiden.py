"""Prepare a release: the reports for one audience, each looked at again, with what a person must judge of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from leerkring.batch.files import hash_text
from leerkring.batch.finish import list_rows
from leerkring.batch.freshness import hash_page
from leerkring.batch.manifest import read_manifest
from leerkring.batch.sources import Sources
from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError
from leerkring.paths import resolve_folder
from leerkring.rapport.gate.gate import Gate, PersonalDataError
from leerkring.rapport.neighbours import Buren, set_neighbours
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.organisaties import Organisaties
from leerkring.vrijgave.meegeteld import Cel, Meegeteld, Merker, build_merker, count_people, pack_people
from leerkring.vrijgave.ontvangen import Ontvanger, explain_leaks, find_leaks
from leerkring.vrijgave.oordelen import Gevraagd, Puntsoort, list_risks, list_texts
from leerkring.vrijgave.register import Inschrijving, Register, read_registers

STALE = "de gegevens zijn daarna veranderd; maak het opnieuw"
HELD = "het is de vorige keer tegengehouden; verbeter de gegevens en maak het opnieuw"
FAILED = "de vorige keer mislukte, dus het kan oud zijn; maak het opnieuw"
CHANGED = "het bestand is veranderd sinds het is gemaakt; maak het opnieuw"


@dataclass
class Deel:
    """What leaves of one traject."""

    register: Register
    inhoud: Inhoud
    lezer: Ontvanger
    merker: Merker
    rows: list[dict[str, Any]]

    def count_people(self) -> dict[Cel, Meegeteld]:
        """Return who are counted in what the reports that are left may show."""
        slugs = frozenset(row["params"].get("deelnemer") for row in self.rows)
        return count_people(self.inhoud, *self.lezer, slugs)

    @property
    def items(self) -> dict[str, str]:
        """Return a hash of the text of each item, however it is spaced and capitalised."""
        return {i.id: hash_text(" ".join(i.tekst.lower().split()))[:12] for i in self.inhoud.vragenlijst.items}

    def leave_known(self, found: Iterable[Gevraagd]) -> Iterator[Gevraagd]:
        """Yield what must be judged without the texts that these readers had before: nobody judges those twice."""
        had = [e for e in self.register.vrijgaven.values() if self.lezer.receives(Ontvanger.of(e))]
        judged = [punt for entry in had for punt in entry.oordelen if punt.mag == "ja"]
        known = {teken for punt in judged for teken in punt.teksten}
        for soort, rapport, teksten in found:
            new = tuple(tekst for tekst in teksten if self.merker.sign(tekst) not in known)
            if new or not teksten:
                yield soort, rapport, new

    def build_entry(self, **rest: Any) -> Inschrijving:
        """Return the entry for the ledger of what is left."""
        who = pack_people(self.count_people(), self.merker)
        lezer = {"doelgroep": str(self.lezer.doelgroep), "deelnemer": self.lezer.deelnemer}
        return Inschrijving(merk=self.merker.merk, items=self.items, mensen=who, **lezer, **rest)


@dataclass
class Voorbereiding:
    """A release before it was judged."""

    target: Path
    delen: list[Deel] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    """The pages by address, without links to other reports."""
    punten: list[Gevraagd] = field(default_factory=list)
    refused: dict[str, list[str]] = field(default_factory=dict)


def prepare_release(output: Path, target: Path, lezer: Ontvanger, gate: Gate, sleutel: str | None) -> Voorbereiding:
    """Return the reports for an audience that may leave once a person has judged them, and why others may not.

    A report may leave when the last run of it succeeded, the data did not change since, no personal data stand in it,
    and beside all that its readers have by now it tells of nobody what it may not.
    """
    check_choice(*lezer)
    check_target(output, target)
    rows = [row for row in list_rows(output, read_manifest(output).values()) if is_for(row, *lezer)]
    if not rows:
        whom = f"deelnemer {lezer.deelnemer}" if lezer.deelnemer else str(lezer.doelgroep)
        raise LeerkringError(
            f"in {output.as_posix()} staat geen rapport voor {whom}; maak er eerst een met die doelgroep"
        )
    sources, found = Sources(), Voorbereiding(target)
    good: dict[str, list[dict[str, Any]]] = {}
    names: dict[str, list[Gevraagd]] = {}
    for row in rows:
        # The links that the page has now may name reports for others.
        page = set_neighbours((output / row["rapport"]).read_text(encoding="utf-8"), Buren())
        folder = str(row["params"].get("traject"))
        try:
            reasons = find_reasons(row, page, sources)
            names[row["id"]] = [] if reasons else list_names(gate, row["id"], page, sources.list_organisaties(folder))
        except PersonalDataError as error:
            reasons = error.vindplaatsen
        if reasons:
            found.refused[row["id"]] = reasons
        else:
            found.pages[row["rapport"]] = page
            good.setdefault(folder, []).append(row)
    registers = read_registers([resolve_folder(folder) for folder in good])
    before = [(register, entry) for register in registers.values() for entry in register.vrijgaven.values()]
    for folder, own in good.items():
        register, inhoud = registers[resolve_folder(folder).resolve()], sources.open(folder).inhoud
        if inhoud is None:  # it was whole a moment ago, or its reports would be stale
            raise LeerkringError(f"{folder} veranderde terwijl het werd gelezen; probeer het opnieuw")
        deel = Deel(register, inhoud, lezer, build_merker(sleutel, inhoud.beschrijving.id), own)
        hold_leaks(deel, [(other is register, entry) for other, entry in before], found.refused)
        # The next traject is looked at beside this one: they leave together.
        before.append((register, deel.build_entry(soort="vrijgave")))
        found.delen.append(deel)
        cells = deel.count_people()
        for row in deel.rows:
            page, own = found.pages[row["rapport"]], row["params"].get("deelnemer")
            seen = sources.show(folder, str(lezer.doelgroep), own)
            told = [*names[row["id"]], *list_texts(row["id"], page, seen), *list_risks(row, cells)]
            told += [] if sleutel else [(Puntsoort.ZONDER_SLEUTEL, row["id"], ())]
            found.punten += deel.leave_known(told)
    return found


def hold_leaks(deel: Deel, eerder: list[tuple[bool, Inschrijving]], refused: dict[str, list[str]]) -> None:
    """Take out the reports that tell too much beside what their readers have, and note why."""
    leaks = find_leaks(deel.count_people(), deel.items, deel.lezer, eerder, deel.inhoud, deel.merker)
    for row in list(deel.rows):
        own = row["params"].get("deelnemer")
        if told := {cel: why for cel, why in leaks.items() if own in (None, cel.deelnemer)}:
            refused[row["id"]] = list(explain_leaks(told))
            deel.rows.remove(row)


def list_names(gate: Gate, rapport: str, page: str, public: Organisaties) -> list[Gevraagd]:
    """Return what a person must judge of the names in a page, or refuse it for the personal data in it."""
    found: list[Gevraagd] = [(Puntsoort.MOGELIJKE_NAAM, rapport, (line,)) for line in gate.check(page, None, public)]
    try:
        replace(gate, zoek_namen=False).check(page, None, Organisaties())
    except PersonalDataError as error:  # on the key, and let through as the name of an organisation
        found += [(Puntsoort.NAAM, rapport, (line,)) for line in error.vindplaatsen]
    return found


def check_choice(doelgroep: Doelgroep, deelnemer: str | None) -> None:
    """Refuse an audience that needs no sharing, and a deelnemer where none or one too few is named."""
    if doelgroep is Doelgroep.TEAM:
        raise LeerkringError(
            "rapporten voor het team blijven in de map met rapporten; toegestaan: deelnemer, leerkring, openbaar"
        )
    if (doelgroep is Doelgroep.DEELNEMER) != (deelnemer is not None):
        raise LeerkringError("bij doelgroep deelnemer hoort --deelnemer, en bij een andere doelgroep niet")


def check_target(output: Path, target: Path) -> None:
    """Refuse a folder in which files of the user, or reports for others, would get mixed up with these."""
    if target.resolve().is_relative_to(output.resolve()):
        raise LeerkringError(f"{target.as_posix()} ligt in de map met rapporten; noem een map erbuiten")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise LeerkringError(f"{target.as_posix()} is geen lege map; noem een map die leeg is of er nog niet is")


def is_for(row: Mapping[str, Any], doelgroep: Doelgroep, deelnemer: str | None) -> bool:
    """Tell whether a report is there and was made for an audience, by its parameters and by what it says itself."""
    said = {row["feiten"].get("doelgroep"), row["params"].get("doelgroep")} - {None}
    if not row["rapport"] or said != {str(doelgroep)}:
        return False
    return doelgroep is not Doelgroep.DEELNEMER or row["params"].get("deelnemer") == deelnemer


def find_reasons(row: Mapping[str, Any], page: str, sources: Sources) -> list[str]:
    """Return why a report is not one to share, whatever it says; nothing when it is."""
    if row["status"] != "gelukt":
        return [HELD if row["status"] == "tegengehouden" else FAILED]
    if hash_page(page) != row["afdruk"].get("html"):
        return [CHANGED]
    if sources.is_stale(row):
        return [STALE]
    return []
