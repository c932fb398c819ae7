"""What data a report was made from: a hash of each file and of the whole folder."""

from __future__ import annotations

import hashlib
from pathlib import Path


def hash_files(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each data file in a traject folder, by file name.

    Line ends are made equal first, so that a checkout on Windows has the same hash as one elsewhere.
    """
    return {
        path.name: hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        for path in sorted(folder.iterdir())
        if path.suffix in (".csv", ".yaml")
    }


def hash_folder(folder: Path) -> str:
    """Return one short hash for all data files of a traject folder: its data version."""
    lines = "".join(f"{name} {digest}\n" for name, digest in hash_files(folder).items())
    return hashlib.sha256(lines.encode()).hexdigest()[:12]
