"""What leaves the team: a notebook without what the page does not show, and no report with personal data in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from leerkring.batch.manifest import Uitkomst
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


def check_readers(outcome: Uitkomst) -> None:
    """Refuse a report that says that it is for a wider circle than its notebook ran for, which read too much for it."""
    order = list(map(str, Doelgroep))
    ran, said = outcome.params.get("doelgroep", str(Doelgroep.TEAM)), outcome.feiten.get("doelgroep")
    if said in order and ran in order and order.index(said) > order.index(ran):
        raise LeerkringError(
            f"het rapport is voor {said}, maar het notebook liep voor {ran} en kon dus meer lezen; "
            f"geef het de parameter doelgroep = {said!r}"
        )
