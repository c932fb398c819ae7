"""The ledger of what left: a file per entry, named by its hash, in which it names the entries that came last before it.

So nothing can be changed or taken from the middle without a trace, and two people who each add an entry only add a
file: git merges them by itself, and the next entry names both. It lies with the traject, for the team alone.
"""

from __future__ import annotations

import hashlib
import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from leerkring.batch.files import ONAF, explain_refusal
from leerkring.errors import LeerkringError
from leerkring.files import write_synced
from leerkring.paths import DATA, find_root

VRIJGAVEN = "vrijgaven"
"""The folder in that of a traject."""


class Punt(BaseModel):
    """What a person must judge, in all reports in which it stands, and the answer."""

    model_config = ConfigDict(extra="forbid")

    soort: str
    rapporten: tuple[str, ...]
    teksten: tuple[str, ...] = ()
    """In the ledger a mark of each stands in its place: a text that is withdrawn must not stay here."""
    mag: Literal["", "ja", "nee"] = ""
    reden: str = ""

    @property
    def klaar(self) -> bool:
        """Tell whether it was answered, with a reason."""
        return bool(self.mag and self.reden.strip())


class Plekmensen(BaseModel):
    """Who were counted of one group at one meting: marks of people, and per number which of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    wie: tuple[str, ...]
    telt: dict[str, tuple[str, str, bool]]
    """By item: the people as bits of a number, a hash of what was shown, and whether that was a distribution."""


class Inschrijving(BaseModel):
    """One entry: a release that was decided on, or refused, or that an earlier entry was brought to its place."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    soort: Literal["vrijgave", "afwijzing", "plaatsing"]
    moment: str = ""
    koppen: tuple[str, ...] = ()
    """The entries that no other one named yet when this one was written."""
    van: str = ""
    """Of a plaatsing: the vrijgave that was placed."""
    doelgroep: str
    deelnemer: str | None = None
    map: str = ""
    """The name of the folder, without the path, which would name a machine or a person."""
    bestanden: dict[str, str] = {}
    merk: str = ""
    """Which key the people are marked with; empty without one."""
    maker: str = ""
    beoordelaar: str = ""
    oordelen: tuple[Punt, ...] = ()
    items: dict[str, str] = {}
    """A hash of the text of each item, by which another traject that asks the same is known."""
    mensen: dict[str, Plekmensen] = {}

    @property
    def voor(self) -> str:
        """Return for whom it was, in words."""
        return " ".join(filter(None, (self.doelgroep, self.deelnemer)))


class Register:
    """The entries of one traject by id, oldest first."""

    def __init__(self, folder: Path) -> None:
        """Read the ledger of a traject folder, and refuse one that is not whole.

        Raises
        ------
        LeerkringError
            When an entry was changed, or one that another names is missing.
        """
        self.folder = folder
        found = {path.stem: read_entry(path) for path in sorted((folder / VRIJGAVEN).glob("*.json"))}
        for naam, entry in found.items():
            if gone := [kop for kop in (*entry.koppen, *filter(None, [entry.van])) if kop not in found]:
                raise LeerkringError(
                    f"{self.folder.as_posix()}/{VRIJGAVEN} mist {gone[0]}.json, dat in {naam}.json genoemd staat; "
                    "haal het bestand terug, bijvoorbeeld met git; tot dan kan er niets worden gedeeld"
                )
        self.regels = dict(sorted(found.items(), key=lambda pair: (pair[1].moment, pair[0])))

    @property
    def koppen(self) -> tuple[str, ...]:
        """Return the entries that no other one names yet."""
        named = {kop for entry in self.regels.values() for kop in entry.koppen}
        return tuple(naam for naam in sorted(self.regels) if naam not in named)

    @property
    def vrijgaven(self) -> dict[str, Inschrijving]:
        """Return what was released by id: also what was decided on and perhaps never came to its place."""
        return {naam: entry for naam, entry in self.regels.items() if entry.soort == "vrijgave"}

    def find_placed(self, vrijgave: str) -> Inschrijving | None:
        """Return the entry that says that a release came to its place; None when there is none."""
        return next((e for e in self.regels.values() if e.soort == "plaatsing" and e.van == vrijgave), None)

    def append(self, entry: Inschrijving) -> str:
        """Write an entry that names all heads, for the eyes of its owner, and return its id."""
        now = datetime.now().astimezone().isoformat(timespec="milliseconds")
        entry = entry.model_copy(update={"koppen": self.koppen, "moment": now})
        content = entry.model_dump(mode="json")
        naam = hash_entry(content)
        place = self.folder / VRIJGAVEN / f"{naam}.json"
        beside = place.with_name(f"{ONAF}-{os.getpid()}")
        with explain_refusal(place):
            place.parent.mkdir(mode=0o700, exist_ok=True)
            beside.touch(mode=0o600)
            write_synced(beside, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
            beside.replace(place)
        self.regels[naam] = entry
        return naam


def read_entry(path: Path) -> Inschrijving:
    """Return an entry whose content is still the one that its name says; how its lines end does not matter."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if hash_entry(content) == path.stem:
            return Inschrijving.model_validate(content)
    except (OSError, ValueError, ValidationError):
        pass
    raise LeerkringError(
        f"{path.as_posix()} is veranderd sinds het is geschreven; "
        "haal het bestand terug, bijvoorbeeld met git; tot dan kan er niets worden gedeeld"
    )


def hash_entry(content: dict[str, Any]) -> str:
    """Return the name of an entry: a hash of all that it says."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def read_registers(folders: list[Path]) -> dict[Path, Register]:
    """Return the ledgers of these traject folders and of all others in the project, by folder."""
    others = [place.parent for place in sorted((find_root() / DATA).glob(f"*/{VRIJGAVEN}"))]
    return {folder: Register(folder) for folder in [place.resolve() for place in [*folders, *others]]}
