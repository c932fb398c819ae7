"""What a report was made from: a hash of each file for the team, and of what one audience sees for that audience."""

from __future__ import annotations

import hashlib
from pathlib import Path

from leerkring.traject.inhoud import Inhoud


def hash_files(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each data file in a traject folder, by file name.

    Line ends are made equal first, so that a checkout on Windows has the same hash as one elsewhere.
    """
    return {
        path.name: hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        for path in sorted(folder.iterdir())
        if path.suffix in (".csv", ".yaml")
    }


def hash_inhoud(inhoud: Inhoud) -> str:
    """Return one short hash for all that an audience may see: the version of its data.

    What it may not see does not count. So the version stays the same when only that changes, and it cannot be used to
    test a guess about it. Nor do the numbers of the rows count, which tell how many rows stand between them.
    """
    digest = hashlib.sha256()
    for record in (inhoud.beschrijving, inhoud.vragenlijst):
        digest.update(record.model_dump_json().encode() + b"\n")
    for tabel, rows in inhoud.tabellen.items():
        digest.update(f"{tabel}\n".encode())
        for _, rij in rows:
            digest.update(rij.model_dump_json().encode() + b"\n")
    return digest.hexdigest()[:12]
