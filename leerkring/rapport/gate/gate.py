"""The gate itself: how strictly a report is looked at, and whether it leaves the team at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError
from leerkring.namen import Namen
from leerkring.paths import SLEUTELPLEK
from leerkring.persoonsgegevens import Gegevenssoort, Vondst
from leerkring.rapport.gate.names import find_names, load_deduce
from leerkring.rapport.gate.page import scan_notebook, scan_page
from leerkring.traject.organisaties import Organisaties
from leerkring.traject.sleutel import read_sleutel


class PersonalDataError(LeerkringError):
    """A report that may not leave, with each place where personal data stand in it."""

    def __init__(self, vindplaatsen: list[str]) -> None:
        """Keep the findings, one Dutch line each."""
        self.vindplaatsen = vindplaatsen
        super().__init__(
            f"in het rapport staan persoonsgegevens: {'; '.join(vindplaatsen)}; toegestaan: pseudoniemen en functies; "
            "laat de gegevens weg en maak het rapport opnieuw"
        )


@dataclass(frozen=True)
class Gate:
    """How strictly reports are looked at: the people on the pseudonym key, and whether other names are looked for."""

    namen: Namen = field(default_factory=Namen)
    zoek_namen: bool = False
    merk: str = ""
    """The size and moment of the key: they tell that it changed, and nothing of what stands in it."""

    def check(self, page: str, notebook: NotebookNode | None, public: Organisaties) -> list[str]:
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
        people = replace(self.namen.allow(public.namen), uitgevers=public.uitgevers)
        search = (
            partial(find_names, toegestaan={*public.namen, *public.uitgevers.values()}) if self.zoek_namen else None
        )
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


def build_gate(sleutel: str | None, zoek_namen: bool = False) -> Gate:
    """Return the gate for a pseudonym key, if there is one; a wrong key or a missing extra is said before a run."""
    if zoek_namen:
        load_deduce()
    if not sleutel:
        return Gate(zoek_namen=zoek_namen)
    # Before it is read: what changes meanwhile is a change at the next batch.
    known = Path(sleutel).stat() if Path(sleutel).is_file() else None
    namen = read_sleutel(sleutel)
    return Gate(namen, zoek_namen, f"{known.st_size}-{known.st_mtime_ns}" if known else "")


def build_own_gate() -> Gate:
    """Return the gate for an export by hand, with the key that the environment names."""
    return build_gate(os.environ.get(SLEUTELPLEK))


def name_audience(params: Mapping[str, Any], feiten: Mapping[str, Any]) -> set[str]:
    """Return for whom a report is, by its parameters and by what it says itself; nothing where neither tells."""
    return {str(said) for said in (feiten.get("doelgroep"), params.get("doelgroep")) if said is not None}


def leaves_the_team(params: Mapping[str, Any], feiten: Mapping[str, Any]) -> bool:
    """Tell whether a report is for others than the team; where nobody says for whom it is, it is taken to be."""
    return name_audience(params, feiten) != {str(Doelgroep.TEAM)}
