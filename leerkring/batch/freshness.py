"""Which runs of a plan are needed: those whose report would not be the same, each with the reason why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat

from leerkring.batch.files import hash_file, hash_text
from leerkring.batch.manifest import Status, Uitkomst
from leerkring.batch.plan import Run
from leerkring.batch.settings import Settings
from leerkring.batch.sources import Sources
from leerkring.begrippen import Doelgroep
from leerkring.errors import TrajectError
from leerkring.programs import list_environment
from leerkring.rapport.gate.gate import leaves_the_team
from leerkring.rapport.neighbours import Buren, set_neighbours
from leerkring.rapport.provenance import VERZEGELD, hash_notebook
from leerkring.traject.fingerprint import shorten

GEHEEL = "geheel"
"""The setting that tells what a report's readers do not see, as a hash."""
LAATST = {Status.MISLUKT: "mislukte de vorige keer", Status.TEGENGEHOUDEN: "tegengehouden de vorige keer"}


@dataclass(frozen=True)
class Keuze:
    """A run, what goes into it now, and why it is needed; without a reason its report is up to date."""

    run: Run
    begin: Uitkomst
    eerder: Uitkomst | None
    reden: str | None
    fout: str | None = None
    """Why it cannot be made now: what is wrong with its data."""


@dataclass
class Inputs:
    """What goes into the runs of a batch, each part looked at once and before anything runs.

    So what changes while a batch runs counts as a change at the next one.
    """

    settings: Settings
    sources: Sources = field(default_factory=Sources)
    versies: dict[str, str] = field(default_factory=list_environment)
    notebooks: dict[Path, str] = field(default_factory=dict)

    def start_outcome(self, run: Run, earlier: Uitkomst | None) -> Uitkomst:
        """Return what is known of a run before it starts."""
        if run.notebook not in self.notebooks:
            self.notebooks[run.notebook] = hash_notebook(nbformat.read(run.notebook, as_version=4))
        folder = str(run.parameters["traject"])
        return Uitkomst(
            id=run.id,
            params=run.parameters,
            notebook=run.notebook.name,
            notebook_hash=self.notebooks[run.notebook],
            data=self.sources.hash_files(folder),
            code=self.settings.code,
            versies=self.versies,
            instellingen=self.list_settings(run, earlier),
            begonnen=datetime.now().astimezone().isoformat(timespec="seconds"),
            seconden=0.0,
            status=Status.GELUKT,
        )

    def list_settings(self, run: Run, earlier: Uitkomst | None) -> dict[str, str | bool]:
        """Return the settings that matter for a report; how strictly it is looked at only if it leaves the team."""
        gate, found = self.settings.gate, self.settings.list_choices()
        if leaves_the_team(run.parameters, earlier.feiten if earlier else {}):
            found |= {"sleutel": gate.merk, "zoek-namen": gate.zoek_namen}
            found |= {"organisaties": self.hash_organisaties(str(run.parameters["traject"]), earlier)}
        if run.parameters.get("doelgroep") != Doelgroep.TEAM:
            found |= {GEHEEL: self.hash_whole(run, earlier)}
        return found

    def hash_whole(self, run: Run, earlier: Uitkomst | None) -> str:
        """Return a hash of what the team has of a report's subject, which decides what the report may claim.

        As it was where neither data nor code changed, so that a batch with nothing to do reads nothing.
        """
        folder = str(run.parameters["traject"])
        if earlier and earlier.code == self.settings.code and earlier.data == self.sources.hash_files(folder):
            known = earlier.instellingen.get(GEHEEL)
            if isinstance(known, str):
                return known
        deelnemer = run.parameters.get("deelnemer")
        return self.sources.hash_whole(folder, str(run.parameters.get("doelgroep")), deelnemer)

    def hash_organisaties(self, folder: str, earlier: Uitkomst | None) -> str:
        """Return a hash of the organisations that may be named; as it was where neither data nor code changed."""
        if earlier and earlier.code == self.settings.code and earlier.data == self.sources.hash_files(folder):
            known = earlier.instellingen.get("organisaties")
            if isinstance(known, str):
                return known
        return shorten("\n".join(self.sources.list_organisaties(folder).list_lines()))

    def choose_runs(
        self, plan: Sequence[Run], output: Path, outcomes: Mapping[str, Uitkomst], *, force: bool = False
    ) -> list[Keuze]:
        """Return every run of a plan with the reason why it is needed, if it is.

        A run that is needed and has errors in its data says so; it costs no run of another traject.
        """
        choices = []
        for run in plan:
            eerder = outcomes.get(run.id)
            begin = self.start_outcome(run, eerder)
            reden = "; ".join(self.find_reasons(begin, eerder, output)) or ("gevraagd met --force" if force else None)
            choices.append(Keuze(run, begin, eerder, reden))
        return [self.check_data(choice) if choice.reden else choice for choice in choices]

    def check_data(self, choice: Keuze) -> Keuze:
        """Return a run with what is wrong with its data, and note how many remarks the check makes."""
        folder = str(choice.run.parameters["traject"])
        stand = self.sources.open(folder)
        errors = stand.list_errors()
        choice.begin.opmerkingen = stand.count_warnings()
        return replace(choice, fout=str(TrajectError(folder, errors))) if errors else choice

    def find_reasons(self, now: Uitkomst, earlier: Uitkomst | None, output: Path) -> Iterator[str]:
        """Yield why a report must be made again."""
        if earlier is None:
            yield "nog nooit gemaakt"
            return
        if earlier.status is not Status.GELUKT:
            yield LAATST[earlier.status]
            return
        yield from find_damage(earlier, output)
        yield from (f"parameter {name} is veranderd" for name in list_differences(earlier.params, now.params))
        if earlier.notebook_hash != now.notebook_hash or earlier.notebook != now.notebook:
            yield "het notebook is veranderd"
        if earlier.code != now.code:
            yield "leerkring zelf is veranderd"
        yield from (f"{name} is veranderd" for name in list_differences(earlier.versies, now.versies))
        settings = list_differences(earlier.instellingen, now.instellingen)
        yield from (f"instelling {name} is veranderd" for name in settings if name != GEHEEL)
        if self.settings.alleen_verzegeld and earlier.feiten.get(VERZEGELD) is False:
            yield "het is niet verzegeld gemaakt"
        if earlier.gelezen is None:
            yield "het is niet bekend wat het las"
        changed = self.sources.list_changes(earlier.model_dump())
        if changed:
            yield f"{', '.join(changed)} {'is' if len(changed) == 1 else 'zijn'} veranderd"
        elif GEHEEL in settings:
            yield "wat deze lezers niet zien is veranderd, en dat bepaalt wat het rapport mag zeggen"


def select_failed(plan: Sequence[Run], outcomes: Mapping[str, Uitkomst]) -> list[Run]:
    """Return the runs that failed or were held back last time."""
    return [run for run in plan if run.id in outcomes and outcomes[run.id].status is not Status.GELUKT]


def list_differences(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Return the names whose value differs, or that are only on one side."""
    return [name for name in {**now, **was} if name not in was or name not in now or was[name] != now[name]]


def find_damage(earlier: Uitkomst, output: Path) -> Iterator[str]:
    """Yield what is wrong with the files of a report: they must be there as they were made."""
    for ending, digest in hash_report(output, earlier.id, earlier.afdruk).items():
        if digest is None:
            yield f"het {ending}-bestand is weg"
        elif digest != earlier.afdruk.get(ending):
            yield f"het {ending}-bestand is veranderd sinds het is gemaakt"


def hash_report(output: Path, naam: str, endings: Iterable[str] = ()) -> dict[str, str | None]:
    """Return a hash of each file of a report, None where it is gone; its links to other reports do not count."""
    page = output / f"{naam}.html"
    try:
        found: str | None = hash_page(page.read_bytes().decode())
    except (OSError, UnicodeDecodeError):
        found = None if not page.exists() else ""
    others = dict.fromkeys(["ipynb", *endings])
    return {"html": found} | {e: hash_file(output / f"{naam}.{e}") for e in others if e != "html"}


def hash_page(html: str) -> str:
    """Return a hash of a page without its links to other reports."""
    return hash_text(set_neighbours(html, Buren()))
