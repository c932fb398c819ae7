"""What came of each run: the manifest, and not a file's existence, says what succeeded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from leerkring.batch.files import replace_text
from leerkring.errors import LeerkringError
from leerkring.rapport.changes import Wijzigingen

MANIFEST = "manifest.json"


class Status(StrEnum):
    """What came of a run."""

    GELUKT = "gelukt"
    MISLUKT = "mislukt"
    TEGENGEHOUDEN = "tegengehouden"
    """The report was made, but personal data stand in it."""


class Lezing(BaseModel):
    """A traject that a notebook opened, and the version of each of its files as it was shown."""

    model_config = ConfigDict(extra="forbid")

    traject: str
    doelgroep: str
    deelnemer: str | None
    versies: dict[str, str]


class Uitkomst(BaseModel):
    """One run: what went in, when, and what came out."""

    model_config = ConfigDict(extra="forbid")

    id: str
    params: dict[str, Any]
    notebook: str
    notebook_hash: str
    data: dict[str, str]
    """A hash of each data file as a whole: the manifest is for the team."""
    code: str = ""
    """The version of leerkring by its content."""
    versies: dict[str, str]
    instellingen: dict[str, str | bool] = {}
    begonnen: str
    seconden: float
    status: Status
    reden: str | None = None
    vindplaatsen: list[str] = []
    """Where personal data stand, when the report was held back for them."""
    rapport: str | None = None
    rapport_van: str | None = None
    afdruk: dict[str, str] = {}
    """A hash of each file of the report."""
    gelezen: list[Lezing] | None = None
    """The trajects that the notebook opened; None when that is not known."""
    bestanden: dict[str, str] = {}
    """A hash of each other file of the project that the notebook read."""
    opmerkingen: int = 0
    """How many remarks the check of the data made when the report was made."""
    feiten: dict[str, Any] = {}
    waarschuwingen: list[str] = []
    vorige_van: str | None = None
    """When the report was made that this one replaced; None the first time."""
    wijzigingen: Wijzigingen | None = None
    """What differs from that report: all counted, the first ones in full."""


def read_manifest(output: Path) -> dict[str, Uitkomst]:
    """Return the outcomes of earlier runs by id; without a manifest there are none.

    Raises
    ------
    LeerkringError
        When the manifest cannot be read: then nothing is overwritten.
    """
    path = output / MANIFEST
    if not path.exists():
        return {}
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["runs"]
        return {row["id"]: Uitkomst.model_validate(row) for row in rows}
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        raise LeerkringError(
            f"{path.as_posix()} is niet te lezen; zet het bestand elders, dan komt er een nieuw; de rapporten blijven"
        ) from None


def write_manifest(output: Path, uitkomsten: Iterable[Uitkomst], index: Mapping[str, str] | None = None) -> None:
    """Write the manifest beside and rename it, so that a reader never sees half of it.

    Parameters
    ----------
    output
        The folder with the reports.
    uitkomsten
        The outcome of each run.
    index
        What the index was made from and a hash of it, when it was made from exactly these outcomes.
    """
    rows = [u.model_dump(mode="json") for u in sorted(uitkomsten, key=lambda u: u.id)]
    content: dict[str, Any] = {"runs": rows} | ({"index": dict(index)} if index else {})
    replace_text(output / MANIFEST, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def read_index_mark(output: Path) -> dict[str, str]:
    """Return what the index was made from and a hash of it; nothing when it was not finished."""
    path = output / MANIFEST
    found = json.loads(path.read_text(encoding="utf-8")).get("index", {}) if path.exists() else {}
    return {str(name): str(value) for name, value in found.items()}
