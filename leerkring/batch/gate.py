"""What leaves the team: a notebook without what the page does not show, and no report with personal data in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from leerkring.batch.manifest import Lezing, Uitkomst
from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError
from leerkring.namen import Namen
from leerkring.persoonsgegevens import Gegevenssoort, Vondst
from leerkring.rapport.gate.names import find_names, load_deduce
from leerkring.rapport.gate.page import scan_notebook, scan_page
from leerkring.traject.sleutel import read_sleutel


class PersonalDataError(LeerkringError):
    """A report that may not leave, with each place where personal data stand in it."""

    def __init__(self, vindplaatsen: list[str]) -> None:
        """Keep the findings, one Dutch line each."""
        self.vindplaatsen = vindplaatsen
        super().__init__(f"persoonsgegevens in het rapport: {'; '.join(vindplaatsen)}")


@dataclass(frozen=True)
class Gate:
    """How strictly reports are looked at: the people on the pseudonym key, and whether other names are looked for."""

    namen: Namen = field(default_factory=Namen)
    zoek_namen: bool = False
    merk: str = ""
    """The size and moment of the key: they tell that it changed, and nothing of what stands in it."""

    def check(self, page: str, notebook: NotebookNode | None, public: frozenset[str]) -> list[str]:
        """Refuse a report in which personal data stand, and return what a person must judge.

        Parameters
        ----------
        page, notebook
            The finished page, and the notebook that goes with it if it does.
        public
            The organisations of the traject, which may be named.

        Returns
        -------
        A sentence for each word that only looks like a name: too often it is none to hold a report back for it.

        Raises
        ------
        PersonalDataError
            With all findings at once.
        """
        people = self.namen.allow(public)
        search = partial(find_names, toegestaan=public) if self.zoek_namen else None
        read: dict[str, list[Vondst]] = {}  # a page and its notebook say much the same
        found = [(finding, "het rapport") for finding in scan_page(page, people, search, read)]
        if notebook is not None:
            found += [(finding, "het notebook") for finding in scan_notebook(notebook, people, search, read)]
        told: dict[bool, dict[str, None]] = {True: {}, False: {}}
        for finding, where in found:
            told[finding.soort is Gegevenssoort.MOGELIJKE_NAAM][f"{finding} in {where}"] = None
        if told[False]:
            raise PersonalDataError(list(told[False]))
        return [f"Kijk of dit een naam is: {line}." for line in told[True]]


def build_gate(sleutel: str | None, zoek_namen: bool) -> Gate:
    """Return the gate for a pseudonym key, if there is one; a wrong key or a missing extra is said before a run."""
    if zoek_namen:
        load_deduce()
    if not sleutel:
        return Gate(zoek_namen=zoek_namen)
    # Before it is read: what changes meanwhile is a change at the next batch.
    known = Path(sleutel).stat() if Path(sleutel).is_file() else None
    namen = read_sleutel(sleutel)
    return Gate(namen, zoek_namen, f"{known.st_size}-{known.st_mtime_ns}" if known else "")


def leaves_the_team(params: Mapping[str, Any], feiten: Mapping[str, Any]) -> bool:
    """Tell whether a report is for others than the team; where nobody says for whom it is, it is taken to be."""
    doelgroepen = {feiten.get("doelgroep"), params.get("doelgroep")} - {None}
    return doelgroepen != {str(Doelgroep.TEAM)}


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
