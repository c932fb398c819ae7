"""The data behind a batch: each traject read and checked once, and what of it changed since a report was made."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leerkring.batch.files import hash_file
from leerkring.batch.forking import can_fork
from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError, Niveau
from leerkring.paths import find_root, resolve_folder
from leerkring.traject.fingerprint import hash_files
from leerkring.traject.handover import hand_over
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.opening import read_folder, show_traject
from leerkring.traject.traject import Traject

Versies = dict[str, str] | None


@dataclass
class Sources:
    """What is known of each traject folder, read once however many reports rest on it."""

    read: dict[str, tuple[Inhoud | None, int]] = field(default_factory=dict)
    files: dict[str, dict[str, str]] = field(default_factory=dict)
    steady: dict[str, dict[str, str] | None] = field(default_factory=dict)
    versies: dict[tuple[str, str, str | None], Versies] = field(default_factory=dict)

    def open(self, folder: str) -> tuple[Inhoud | None, int]:
        """Return the content of a folder, or None where it cannot be read, and how many warnings its check gives."""
        if folder not in self.read:
            before = list_hashes(folder)
            try:
                inhoud, problemen = read_folder(resolve_folder(folder))
            except LeerkringError:
                inhoud, problemen = None, []
            self.steady[folder] = before if list_hashes(folder) == before else None
            warnings = sum(probleem.niveau is Niveau.WARNING for probleem in problemen)
            self.read[folder] = (None if warnings < len(problemen) else inhoud, warnings)
        return self.read[folder]

    def hash_files(self, folder: str) -> dict[str, str]:
        """Return the hash of each data file of a folder as a whole; nothing when there is no folder."""
        if folder not in self.files:
            self.files[folder] = list_hashes(folder)
        return self.files[folder]

    def find_versions(self, folder: str, doelgroep: str, deelnemer: str | None) -> Versies:
        """Return the version of each data file as `open_traject` would show it; None when it would show nothing."""
        key = (folder, doelgroep, deelnemer)
        if key not in self.versies:
            self.versies[key] = self._find_versions(*key)
        return self.versies[key]

    def _find_versions(self, folder: str, doelgroep: str, deelnemer: str | None) -> Versies:
        traject = self.show(folder, doelgroep, deelnemer)
        return None if traject is None else traject.versies

    def show(self, folder: str, doelgroep: str, deelnemer: str | None) -> Traject | None:
        """Return a traject as `open_traject` would; None when it would refuse."""
        inhoud, _ = self.open(folder)
        if inhoud is None or doelgroep not in list(Doelgroep):
            return None
        try:
            return show_traject(resolve_folder(folder), inhoud, Doelgroep(doelgroep), deelnemer)
        except LeerkringError:
            return None

    def hand_over(self, params: Mapping[str, Any]) -> AbstractContextManager[None]:
        """Leave the traject that a notebook with these parameters opens for its kernel, so that it need not read it."""
        folder = str(params.get("traject"))
        traject = self.show(folder, str(params.get("doelgroep")), params.get("deelnemer")) if can_fork() else None
        # Where the files changed while they were read, nobody knows what was read.
        bestanden = self.steady.get(folder)
        return nullcontext() if traject is None or bestanden is None else hand_over(traject, bestanden)

    def list_changes(self, row: Mapping[str, Any]) -> list[str]:
        """Return which data changed since a report was made, in the order of the files.

        What the notebook saw counts, by what it opened. A traject of which it is not known how it was read counts with
        all that stands in its files.

        Parameters
        ----------
        row
            The report's row of the manifest: `params`, `data`, `gelezen` and `bestanden`.
        """
        changed: dict[str, None] = {}
        for lezing in row["gelezen"] or []:
            now = self.find_versions(lezing["traject"], lezing["doelgroep"], lezing["deelnemer"])
            if now is None:
                changed[f"{lezing['traject']} as these readers may see it"] = None
            else:
                changed |= dict.fromkeys(n for n in now if now[n] != lezing["versies"].get(n))
        folder = str(row["params"].get("traject"))
        opened = {resolve_folder(lezing["traject"]).resolve() for lezing in row["gelezen"] or []}
        if resolve_folder(folder).resolve() not in opened:
            here = self.hash_files(folder)
            changed |= dict.fromkeys(n for n in {**here, **row["data"]} if here.get(n) != row["data"].get(n))
        for name, digest in row["bestanden"].items():
            if (hash_file(find_root() / Path(name)) or "") != digest:
                changed[name] = None
        return list(changed)

    def is_stale(self, row: Mapping[str, Any]) -> bool:
        """Tell whether the report of a row of the manifest was made from other data than there are now."""
        return bool(row["rapport"]) and bool(self.list_changes(row))


def list_hashes(folder: str) -> dict[str, str]:
    """Return the hash of each data file of a folder as a whole; nothing when there is no folder."""
    place = resolve_folder(folder)
    return hash_files(place) if place.is_dir() else {}
