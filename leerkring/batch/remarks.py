"""What a reader of the index should know about a report, in Dutch sentences: the warnings of a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leerkring.begrippen import Doelgroep
from leerkring.weergave.taal import write_count, write_number

ZWAARST = 400_000
"""The size in bytes above which a report is slow to mail and to open on a phone."""


def warn_about_data(warnings: int) -> list[str]:
    """Return what to say about the check of the data behind a report."""
    if not warnings:
        return []
    return [
        f"De controle van de gegevens gaf {write_count(warnings, 'waarschuwing', 'waarschuwingen')}. "
        "Het commando ‘leerkring check’ laat ze zien."
    ]


def warn_about_weight(size: int) -> list[str]:
    """Return what to say about the size in bytes of a report."""
    if size <= ZWAARST:
        return []
    found, allowed = write_number(size / 1000, 0), write_number(ZWAARST / 1000, 0)
    return [f"Het rapport is {found} kB groot. Het streven is hoogstens {allowed} kB."]


def warn_about_programs(facts: Mapping[str, Any]) -> list[str]:
    """Return what to say when a notebook for others started programs, of which a refusal can pass for an answer."""
    commands = "; ".join(facts.get("gestart", []))
    check = "Kijk of in het rapport staat wat dat opleverde."
    return [f"Het notebook startte een ander programma: {commands}. {check}"] if commands else []


def warn_about_readers(earlier: Mapping[str, Any], facts: Mapping[str, Any]) -> list[str]:
    """Return what to say when the earlier report was made for other readers, who may see other numbers."""
    was, wordt = earlier.get("doelgroep"), facts.get("doelgroep")
    if was == wordt or was not in list(Doelgroep):
        return []
    return [
        f"Het vorige rapport had een andere doelgroep: {Doelgroep(was).label}. Cijfers kunnen daardoor anders zijn."
    ]


def warn_about_age() -> str:
    """Return what to say about a report that was made from other data than there are now."""
    return (
        "Verouderd: de gegevens zijn veranderd sinds dit rapport is gemaakt. Misschien trok iemand toestemming in. "
        "Maak het opnieuw voor u het deelt."
    )
