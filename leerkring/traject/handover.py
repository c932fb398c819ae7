"""A traject that was read and checked already, handed to the notebook that is going to open it.

A batch reads a traject once for many notebooks. What it leaves for one of them in a private file is what `open_traject`
would return there: filtered for that audience and cut out for that deelnemer. The file serves only a call with the same
folder, audience and deelnemer, and only while every data file still is what it was when it was read.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from leerkring.begrippen import Doelgroep
from leerkring.traject.fingerprint import hash_files
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.traject import Traject

VARIABELE = "LEERKRING_OVERDRACHT"
"""The environment variable that names the file; whoever can set it can run any code anyway."""


@contextmanager
def hand_over(traject: Traject, bestanden: Mapping[str, str]) -> Iterator[None]:
    """Leave a traject for the processes that are started meanwhile.

    Parameters
    ----------
    traject
        What one audience may see.
    bestanden
        The hash of each data file at the moment that it was read, by name.
    """
    seen = Inhoud(traject.inhoud.beschrijving, traject.inhoud.vragenlijst, traject.inhoud.tabellen)
    bare = Traject(traject.folder, seen, traject.doelgroep, traject.slug, traject.ook_bij)  # without what it derived
    with NamedTemporaryFile(prefix="lk-", suffix=".overdracht") as file:
        pickle.dump((dict(bestanden), bare), file, protocol=pickle.HIGHEST_PROTOCOL)
        file.flush()
        before = os.environ.get(VARIABELE)
        os.environ[VARIABELE] = file.name
        try:
            yield
        finally:
            if before is None:
                del os.environ[VARIABELE]
            else:
                os.environ[VARIABELE] = before


def take_over(folder: Path, doelgroep: Doelgroep, deelnemer: str | None) -> Traject | None:
    """Return the traject that was left for exactly this call, or None when it has to be read."""
    name = os.environ.get(VARIABELE)
    if not name:
        return None
    try:
        bestanden, traject = pickle.loads(Path(name).read_bytes())  # noqa: S301 - made by the process that started this
    except FileNotFoundError:
        return None
    asked = (os.path.realpath(folder), doelgroep, deelnemer)
    if (os.path.realpath(traject.folder), traject.doelgroep, traject.slug) != asked or not folder.is_dir():
        return None
    unchanged = hash_files(folder) == bestanden
    return Traject(folder, traject.inhoud, doelgroep, deelnemer, traject.ook_bij) if unchanged else None
