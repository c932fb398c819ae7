"""A traject that was read and checked already, handed to the notebook that is going to open it.

A batch reads a traject once for many notebooks. What it leaves for one of them in a private file is what `open_traject`
would return there: filtered for that audience and cut out for that deelnemer. The file serves only a call with the same
folder, audience and deelnemer. Whether the data changed meanwhile the batch knows: a notebook for others cannot look.
"""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError
from leerkring.traject.traject import Traject

VARIABELE = "LEERKRING_OVERDRACHT"
"""The environment variable that names the file; whoever can set it can run any code anyway."""
deuren: list[Callable[[str, Doelgroep, str | None], Traject | None]] = []
"""At most one other that opens trajecten for this process, or says that it may; a kernel for others sets it once."""


class GeweigerdError(LeerkringError, PermissionError):
    """Something that a notebook asks for and that its readers may not have."""


@dataclass(frozen=True)
class Lezers:
    """For whom a notebook runs."""

    doelgroep: Doelgroep
    deelnemer: str | None = None

    def check(self, folder: str, doelgroep: Doelgroep, deelnemer: str | None) -> None:
        """Refuse to open a traject for anybody but these or a wider circle."""
        order = list(Doelgroep)
        own = doelgroep is not Doelgroep.DEELNEMER or deelnemer == self.deelnemer
        if not own or order.index(doelgroep) < order.index(self.doelgroep):
            raise self.refuse(f"opent {folder} voor {Lezers(doelgroep, deelnemer)}")

    def refuse(self, what: str) -> GeweigerdError:
        """Return that a notebook does what it may not, and what it may."""
        allowed = f"toegestaan: wat open_traject laat zien met doelgroep={str(self.doelgroep)!r}"
        return GeweigerdError(f"het rapport is voor {self}, maar het notebook {what}; {allowed}")

    def __str__(self) -> str:
        """Return who they are, such as 'deelnemer oss'."""
        one = self.deelnemer if self.doelgroep is Doelgroep.DEELNEMER else None
        return " ".join(filter(None, (str(self.doelgroep), one)))


def pack_traject(traject: Traject) -> bytes:
    """Return what one audience may see of a traject as a package for another process."""
    seen = traject.inhoud.with_tables(traject.inhoud.tabellen)
    bare = replace(traject, inhoud=seen)  # without what it derived
    return pickle.dumps(bare, protocol=pickle.HIGHEST_PROTOCOL)


def unpack_traject(package: bytes) -> Traject:
    """Return the traject in a package."""
    traject: Traject = pickle.loads(package)  # noqa: S301 - made by the process that started this
    return traject


@contextmanager
def hand_over(package: bytes | None, folder: Path) -> Iterator[None]:
    """Leave a package for the processes that are started meanwhile; without one these read for themselves.

    It may hold personal data, and is left in a folder that somebody clears when this process is killed before it can.
    """
    if package is None:
        yield
        return
    handle, name = tempfile.mkstemp(dir=folder, suffix=".overdracht")
    before = os.environ.get(VARIABELE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(package)
        os.environ[VARIABELE] = name
        yield
    finally:
        if before is None:
            os.environ.pop(VARIABELE, None)
        else:
            os.environ[VARIABELE] = before
        Path(name).unlink(missing_ok=True)


def take_over(folder: Path, doelgroep: Doelgroep, deelnemer: str | None) -> Traject | None:
    """Return the traject that was left for exactly this call, or that another opens; None when it has to be read."""
    asked = (os.path.realpath(folder), doelgroep, deelnemer)
    with suppress(FileNotFoundError, KeyError):
        found = unpack_traject(Path(os.environ[VARIABELE]).read_bytes())
        if (os.path.realpath(found.folder), found.doelgroep, found.slug) == asked and folder.is_dir():
            return replace(found, folder=folder)
    opened = deuren[0](*asked) if deuren else None
    return None if opened is None else replace(opened, folder=folder)
