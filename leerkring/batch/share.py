"""Take the reports for one audience out of the output folder, each looked at again at the moment that it leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leerkring.batch.files import replace_text
from leerkring.batch.finish import INDEX, list_rows
from leerkring.batch.freshness import hash_page
from leerkring.batch.manifest import read_manifest
from leerkring.batch.sources import Sources
from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError
from leerkring.rapport.gate.gate import Gate, PersonalDataError
from leerkring.rapport.index import build_index
from leerkring.rapport.neighbours import Buren, find_neighbours, set_neighbours
from leerkring.rapport.reading import read_sections

STALE = "de gegevens zijn daarna veranderd; maak het opnieuw"
HELD = "het is de vorige keer tegengehouden; verbeter de gegevens en maak het opnieuw"
FAILED = "de vorige keer mislukte, dus het kan oud zijn; maak het opnieuw"
CHANGED = "het bestand is veranderd sinds het is gemaakt; maak het opnieuw"


@dataclass
class Shared:
    """What was copied, by address, and what stayed behind with the reason of each."""

    copied: list[str] = field(default_factory=list)
    refused: dict[str, list[str]] = field(default_factory=dict)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    """What a person must judge in a report that was copied, such as a word that may be a name."""


def share_reports(output: Path, target: Path, doelgroep: Doelgroep, deelnemer: str | None, gate: Gate) -> Shared:
    """Copy the reports for an audience to a folder of its own, with an index that names no others.

    A report is only copied when the last run of it succeeded, the data did not change since, and no personal data
    stand in it. Executed notebooks, manifest and logs stay with the team.

    Parameters
    ----------
    output
        The folder in which reports were made.
    target
        A folder that does not exist yet or is empty, outside `output`.
    doelgroep, deelnemer
        For whom; a deelnemer is needed for, and only allowed with, the audience deelnemer.
    gate
        How strictly the reports are looked at.

    Raises
    ------
    LeerkringError
        When the audience, the folder or the choice cannot be used; then nothing is written.
    """
    check_choice(doelgroep, deelnemer)
    check_target(output, target)
    rows = [row for row in list_rows(output, read_manifest(output).values()) if is_for(row, doelgroep, deelnemer)]
    if not rows:
        whom = f"deelnemer {deelnemer}" if deelnemer else str(doelgroep)
        raise LeerkringError(
            f"in {output.as_posix()} staat geen rapport voor {whom}; maak er eerst een met die doelgroep"
        )
    sources = Sources()
    shared = Shared()
    pages: dict[str, str] = {}
    for row in rows:
        page = (output / row["rapport"]).read_text(encoding="utf-8")
        # The links that the page has now may name reports for others.
        plain = set_neighbours(page, Buren())
        reasons = find_reasons(row, plain, sources)
        if not reasons:
            try:
                public = sources.list_organisaties(str(row["params"].get("traject")))
                remarks = gate.check(plain, None, public)
            except PersonalDataError as error:
                reasons = error.vindplaatsen
            else:
                pages[row["rapport"]] = plain
                shared.remarks |= {row["id"]: remarks} if remarks else {}
        if reasons:
            shared.refused[row["id"]] = reasons
    chosen = [row for row in rows if row["rapport"] in pages]
    write_reports(target, chosen, pages)
    shared.copied = list(pages)
    return shared


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


def write_reports(target: Path, rows: Sequence[Mapping[str, Any]], pages: Mapping[str, str]) -> None:
    """Write pages with links among themselves, and the index of them."""
    buren = find_neighbours(rows)
    for adres, page in pages.items():
        place = target / adres
        place.parent.mkdir(parents=True, exist_ok=True)
        replace_text(place, set_neighbours(page, buren[adres]), None)
    if pages:
        quiet = [{**row, "waarschuwingen": [], "wijzigingen": None} for row in rows]
        teksten = {adres: read_sections(page) for adres, page in pages.items()}
        replace_text(target / INDEX, build_index(quiet, teksten, lezers=True), None)
