"""The trajects behind a batch, each read and checked once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError, Niveau
from leerkring.paths import resolve_folder
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.opening import read_folder, show_traject


@dataclass
class Sources:
    """What is known of each traject folder: its content, or None where it cannot be read, and how many warnings."""

    read: dict[str, tuple[Inhoud | None, int]] = field(default_factory=dict)

    def open(self, folder: str) -> tuple[Inhoud | None, int]:
        """Return the content of a folder and the number of warnings that its check gives."""
        if folder not in self.read:
            try:
                inhoud, problemen = read_folder(resolve_folder(folder))
            except LeerkringError:
                inhoud, problemen = None, []
            warnings = sum(probleem.niveau is Niveau.WARNING for probleem in problemen)
            self.read[folder] = (None if warnings < len(problemen) else inhoud, warnings)
        return self.read[folder]

    def find_version(self, params: Mapping[str, Any]) -> str | None:
        """Return the version of the data that a run with these parameters would see; None when that is not known."""
        folder, doelgroep = params.get("traject"), params.get("doelgroep")
        if folder is None or doelgroep not in list(Doelgroep):
            return None
        inhoud, _ = self.open(str(folder))
        if inhoud is None:
            return None
        try:
            return show_traject(
                resolve_folder(folder), inhoud, Doelgroep(doelgroep), params.get("deelnemer")
            ).dataversie
        except LeerkringError:
            return None

    def is_stale(self, row: Mapping[str, Any]) -> bool:
        """Tell whether the report of a row of the manifest was made from other data than there are now."""
        made = row["feiten"].get("dataversie")
        if not row["rapport"] or made is None:
            return False
        now = self.find_version(row["params"])
        return now is not None and now != made
