"""The data behind a batch: each traject read and checked once, and what of it changed since a report was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leerkring.batch.files import hash_file
from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError, Niveau, Probleem
from leerkring.paths import find_root, resolve_folder
from leerkring.traject.fingerprint import hash_files, shorten
from leerkring.traject.handover import pack_traject
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.opening import read_folder, show_traject
from leerkring.traject.organisaties import Organisaties, list_organisaties
from leerkring.traject.traject import Traject

Versies = dict[str, str] | None


@dataclass(frozen=True)
class Leesstand:
    """What stood in a traject folder when it was read."""

    inhoud: Inhoud | None
    """The whole content; None where it cannot be read or has errors."""
    problemen: tuple[Probleem, ...] = ()
    bestanden: Mapping[str, str] | None = None
    """The hash of each file; None where files changed while they were read, so that nobody knows what was."""

    def list_errors(self) -> list[Probleem]:
        """Return what must be mended before anything can be made."""
        return [probleem for probleem in self.problemen if probleem.niveau is Niveau.ERROR]

    def count_warnings(self) -> int:
        """Return how many remarks the check of the data makes."""
        return len(self.problemen) - len(self.list_errors())


@dataclass
class Sources:
    """What is known of each traject folder, read once however many reports rest on it, and only when it must be."""

    read: dict[str, Leesstand] = field(default_factory=dict)
    files: dict[str, dict[str, str]] = field(default_factory=dict)
    versies: dict[tuple[str, str, str | None], Versies] = field(default_factory=dict)

    def open(self, folder: str) -> Leesstand:
        """Return what stands in a folder."""
        if folder not in self.read:
            self.read[folder] = read_leesstand(folder)
        return self.read[folder]

    def hash_files(self, folder: str) -> dict[str, str]:
        """Return the hash of each data file of a folder as a whole; nothing when there is no folder."""
        if folder not in self.files:
            self.files[folder] = list_hashes(folder)
        return self.files[folder]

    def refresh(self) -> None:
        """Forget what is known of folders in which a file changed since it was looked at."""
        changed = {folder for folder, known in self.files.items() if list_hashes(folder) != known}
        changed |= {f for f, stand in self.read.items() if stand.bestanden is None or list_hashes(f) != stand.bestanden}
        self.read = {folder: stand for folder, stand in self.read.items() if folder not in changed}
        self.files = {folder: known for folder, known in self.files.items() if folder not in changed}
        self.versies = {key: known for key, known in self.versies.items() if key[0] not in changed}

    def list_organisaties(self, folder: str) -> Organisaties:
        """Return the organisations that a traject names, which are public; none where it cannot be read."""
        inhoud = self.open(folder).inhoud
        return Organisaties() if inhoud is None else list_organisaties(inhoud)

    def find_versions(self, folder: str, doelgroep: str, deelnemer: str | None) -> Versies:
        """Return the version of each data file as `open_traject` would show it; None when it would show nothing."""
        key = (folder, doelgroep, deelnemer)
        if key not in self.versies:
            traject = self.show(folder, doelgroep, deelnemer)
            self.versies[key] = None if traject is None else traject.versies
        return self.versies[key]

    def show(self, folder: str, doelgroep: str, deelnemer: str | None) -> Traject | None:
        """Return a traject as `open_traject` would; None when it would refuse."""
        inhoud = self.open(folder).inhoud
        if inhoud is None or doelgroep not in list(Doelgroep):
            return None
        try:
            return show_traject(resolve_folder(folder), inhoud, Doelgroep(doelgroep), deelnemer)
        except LeerkringError:
            return None

    def pack(self, params: Mapping[str, Any]) -> bytes | None:
        """Return the traject that a notebook with these parameters opens, packed for its kernel.

        So a notebook reads no more than its own part of a traject, however large that is. None where the notebook has
        to read for itself, because files changed while they were read.
        """
        folder = str(params.get("traject"))
        traject = self.show(folder, str(params.get("doelgroep")), params.get("deelnemer"))
        return None if traject is None or self.open(folder).bestanden is None else pack_traject(traject)

    def pack_whole(self, params: Mapping[str, Any]) -> bytes | None:
        """Return the traject of `pack` as the team sees it, for a worker that weighs what a report claims.

        None where the readers see all of it.
        """
        found = self.show_both(str(params.get("traject")), str(params.get("doelgroep")), params.get("deelnemer"))
        return None if found is None else pack_traject(found[1])

    def show_both(self, folder: str, doelgroep: str, deelnemer: str | None) -> tuple[Traject, Traject] | None:
        """Return what an audience sees and what the team sees; None where these are the same, or cannot be read."""
        traject = self.show(folder, doelgroep, deelnemer)
        whole = self.show(folder, str(Doelgroep.TEAM), deelnemer) if traject is not None and traject.verborgen else None
        return None if traject is None or whole is None else (traject, whole)

    def hash_whole(self, folder: str, doelgroep: str, deelnemer: str | None) -> str:
        """Return a hash of the tables of which a report's readers see a part, and so of what they do not see."""
        found = self.show_both(folder, doelgroep, deelnemer)
        if found is None:
            return ""
        traject, whole = found
        files = {whole.inhoud.file_of(tabel) for tabel in traject.verborgen}
        return shorten("\n".join(f"{name} {whole.versies[name]}" for name in sorted(files)))

    def list_changes(self, row: Mapping[str, Any]) -> list[str]:
        """Return which data changed since a report was made, in the order of the files.

        What the notebook saw counts, by what it opened. A traject of which it is not known how it was read counts with
        all that stands in its files. Where no file changed, what anyone sees of it did not either.

        Parameters
        ----------
        row
            The report's row of the manifest: `params`, `data`, `gelezen` and `bestanden`.
        """
        changed: dict[str, None] = {}
        folder = str(row["params"].get("traject"))
        own, here, opened = resolve_folder(folder).resolve(), self.hash_files(folder), False
        for lezing in row["gelezen"] or []:
            if resolve_folder(lezing["traject"]).resolve() == own:
                opened = True
                if here == row["data"]:
                    continue
            now = self.find_versions(lezing["traject"], lezing["doelgroep"], lezing["deelnemer"])
            if now is None:
                changed[f"{lezing['traject']} zoals deze lezers het zien"] = None
            else:
                changed |= dict.fromkeys(n for n in now if now[n] != lezing["versies"].get(n))
        if not opened:
            changed |= dict.fromkeys(n for n in {**here, **row["data"]} if here.get(n) != row["data"].get(n))
        for name, digest in row["bestanden"].items():
            if (hash_file(find_root() / Path(name)) or "") != digest:
                changed[name] = None
        return list(changed)

    def is_stale(self, row: Mapping[str, Any]) -> bool:
        """Tell whether the report of a row of the manifest was made from other data than there are now."""
        return bool(row["rapport"]) and bool(self.list_changes(row))


def read_leesstand(folder: str) -> Leesstand:
    """Return what stands in a folder, with the hashes of its files if none of them changed meanwhile."""
    before = list_hashes(folder)
    try:
        inhoud, problemen = read_folder(resolve_folder(folder))
    except LeerkringError:
        return Leesstand(None, (), before)
    stand = Leesstand(inhoud, tuple(problemen), before if list_hashes(folder) == before else None)
    return Leesstand(None, stand.problemen, stand.bestanden) if stand.list_errors() else stand


def list_hashes(folder: str) -> dict[str, str]:
    """Return the hash of each data file of a folder as a whole; nothing when there is no folder."""
    place = resolve_folder(folder)
    return hash_files(place) if place.is_dir() else {}
