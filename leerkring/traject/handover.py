"""A traject that was read and checked already, handed to the notebook that is going to open it.

A batch reads a traject once for many notebooks. What it leaves for one of them in a private file is what `open_traject`
would return there: filtered for that audience and cut out for that deelnemer. The file serves only a call with the same
folder, audience and deelnemer, and only while every data file still is what it was when it was read.
"""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from leerkring.begrippen import Doelgroep
from leerkring.traject.fingerprint import hash_files
from leerkring.traject.traject import Traject

VARIABELE = "LEERKRING_OVERDRACHT"
"""The environment variable that names the file; whoever can set it can run any code anyway."""


def pack_traject(traject: Traject, bestanden: Mapping[str, str]) -> bytes:
    """Return a traject as a package for another process.

    Parameters
    ----------
    traject
        What one audience may see.
    bestanden
        The hash of each data file at the moment that it was read, by name.
    """
    seen = traject.inhoud.with_tables(traject.inhoud.tabellen)
    bare = replace(traject, inhoud=seen)  # without what it derived
    return pickle.dumps((dict(bestanden), bare), protocol=pickle.HIGHEST_PROTOCOL)


def unpack_traject(package: bytes) -> tuple[dict[str, str], Traject]:
    """Return what stands in a package: the hash of each data file, and the traject."""
    bestanden, traject = pickle.loads(package)  # noqa: S301 - made by the process that started this
    return bestanden, traject


@contextmanager
def hand_over(package: bytes | None, folder: Path) -> Iterator[None]:
    """Leave a package for the processes that are started meanwhile; without one these read for themselves.

    Parameters
    ----------
    package
        The result of `pack_traject`, which may hold personal data.
    folder
        Where it is left: a folder that somebody clears when this process is killed before it can.
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
    """Return the traject that was left for exactly this call, or None when it has to be read."""
    name = os.environ.get(VARIABELE)
    if not name:
        return None
    try:
        bestanden, traject = unpack_traject(Path(name).read_bytes())
    except FileNotFoundError:
        return None
    asked = (os.path.realpath(folder), doelgroep, deelnemer)
    if (os.path.realpath(traject.folder), traject.doelgroep, traject.slug) != asked or not folder.is_dir():
        return None
    unchanged = hash_files(folder) == bestanden
    return replace(traject, folder=folder) if unchanged else None
