"""What a report may rest on: no more than its readers may see."""

from __future__ import annotations

from leerkring.batch.manifest import Lezing, Uitkomst
from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError


def check_reading(outcome: Uitkomst) -> None:
    """Refuse a report that rests on more than its readers may see, whatever of it is shown.

    A notebook that is for others and opens the traject for the team is a mistake that the page does not tell.

    Parameters
    ----------
    outcome
        The run, with its parameters, the facts that its blocks told, and what its notebook read.

    Raises
    ------
    LeerkringError
        With all that was read and may not be.
    """
    order = list(Doelgroep)
    lezers = [d for d in order if d in (outcome.feiten.get("doelgroep"), outcome.params.get("doelgroep"))]
    if not lezers or lezers[-1] is Doelgroep.TEAM:
        return
    readers = lezers[-1]  # the widest circle
    lezingen = outcome.gelezen or []
    problems = [
        f"opent {lezing.traject} voor {name_readers(lezing.doelgroep, lezing.deelnemer)}"
        for lezing in lezingen
        if not may_read(readers, outcome.params.get("deelnemer"), lezing)
    ]
    folders = {str(outcome.params.get("traject")).rstrip("/"), *(lezing.traject for lezing in lezingen)}
    files = [name for name in outcome.bestanden if any(name.startswith(f"{folder}/") for folder in folders)]
    if files:
        problems.append(f"leest zelf {files[0]}{f' en {len(files) - 1} andere' if files[1:] else ''}")
    if problems:
        for_whom = name_readers(readers, outcome.params.get("deelnemer") if readers is Doelgroep.DEELNEMER else None)
        raise LeerkringError(
            f"het rapport is voor {for_whom}, maar het notebook {', '.join(problems)}; "
            f"toegestaan: wat open_traject laat zien met doelgroep={str(readers)!r}"
        )


def may_read(readers: Doelgroep, deelnemer: str | None, lezing: Lezing) -> bool:
    """Tell whether the readers of a report may see all that was read: what is for them, or for a wider circle."""
    order = list(Doelgroep)
    if lezing.doelgroep == Doelgroep.DEELNEMER:
        return readers in (Doelgroep.TEAM, Doelgroep.DEELNEMER) and lezing.deelnemer == deelnemer
    return order.index(Doelgroep(lezing.doelgroep)) >= order.index(readers)


def name_readers(doelgroep: str, deelnemer: str | None) -> str:
    """Return for whom something is, such as 'deelnemer oss'."""
    return " ".join(filter(None, (str(doelgroep), deelnemer)))
