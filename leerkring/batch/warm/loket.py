"""The counter where a notebook for others gets what its readers may see, and is told what it may not have."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from leerkring.batch.warm.sealing import is_within, list_readable
from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError
from leerkring.paths import DATA, OUTPUT, find_root, resolve_folder
from leerkring.traject.handover import VARIABELE, GeweigerdError, Lezers, pack_traject
from leerkring.traject.opening import open_traject, open_whole
from leerkring.traject.traject import Traject

TUSSEN_TEKENS = re.compile(r"['\"‘“]([^'\"’”\n]+)['\"’”]")
"""What an error names: libraries set a path between quotation marks."""
NIET_TE_LEZEN = re.compile(
    r"(?i)permission denied|error reading|(failed|unable|could not|cannot) (to )?(open|load)|pty"
)
"""How libraries say that they were refused."""


@dataclass(frozen=True)
class Loket:
    """For whom a notebook runs, and the places that must stay out of its sight."""

    lezers: Lezers
    dicht: tuple[str, ...]

    def list_readable(self) -> list[str]:
        """Return what the notebook may read when it is sealed: what all may, and its own package."""
        return [*list_readable(self.dicht), *filter(None, [os.environ.get(VARIABELE)])]

    def open(self, folder: str, doelgroep: str, deelnemer: str | None) -> bytes:
        """Return a traject for these readers as a package; why there is none tells nothing that they may not know."""
        self.lezers.check(folder, Doelgroep(doelgroep), deelnemer)
        try:
            deel = open_traject(folder, doelgroep, deelnemer)
            return pack_traject(weigh(deel, open_whole(deel)) if deel.verborgen and deel.houdbaar is None else deel)
        except (LeerkringError, OSError):
            why = f"{folder} is niet te openen voor {self.lezers}; de map of de deelnemer klopt niet"
            raise GeweigerdError(f"{why}. Kijk het na met: leerkring check {folder}") from None

    def explain(self, cell: NotebookNode) -> None:
        """Let an error of a sealed notebook, whichever library it is from, say what was refused and what is allowed."""
        allowed = self.list_readable()
        for output in [o for o in cell.outputs if o.output_type == "error" and o.ename != GeweigerdError.__name__]:
            named, denied = TUSSEN_TEKENS.findall(output.evalue), "permission denied" in output.evalue.lower()
            refused = [n for n in named if (denied or os.path.lexists(n)) and not is_within(n, allowed)]
            if NIET_TE_LEZEN.search(output.evalue) and (refused or not named):
                what = refused[0] if refused else "een bestand, het netwerk of een opdracht met !"
                why = str(self.lezers.refuse(f"gebruikt zelf {what}"))
                output.ename, output.evalue, output.traceback = GeweigerdError.__name__, why, [why]


def open_loket(choices: Mapping[str, Any], output: str) -> Loket | None:
    """Return the counter for a notebook with these parameters; None when it is for the team or says nothing of that."""
    doelgroep = choices.get("doelgroep")
    if doelgroep not in list(Doelgroep) or doelgroep == Doelgroep.TEAM:
        return None
    places = [resolve_folder(str(choices.get("traject", DATA))), Path(output)]
    with suppress(LeerkringError):  # papermill can run a notebook anywhere
        places += [find_root() / DATA, *(find_root() / DATA).glob("*"), find_root() / OUTPUT]
    closed = dict.fromkeys(map(os.path.realpath, places))
    return Loket(Lezers(Doelgroep(doelgroep), choices.get("deelnemer")), tuple(closed))


def weigh(deel: Traject, geheel: Traject) -> Traject:
    """Return what an audience sees, with which claims about it hold of all that the team has."""
    from leerkring.casus import Deelnemercasus  # what only runs notebooks imports no chapters
    from leerkring.kring import Kring

    kind = Kring if deel.slug is None else Deelnemercasus
    return replace(deel, houdbaar=kind.judge(deel, geheel))
