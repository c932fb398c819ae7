"""What whoever writes files builds on: bytes that are surely on the disk, and a lock that ends with its holder."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

VER_WEG = 1 << 30
"""The byte that is locked on Windows: far behind the text, which others must be able to read."""

if sys.platform == "win32":
    import msvcrt

    def take(file: IO[str]) -> None:
        """Lock a file for this process, or raise OSError."""
        file.seek(VER_WEG)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)

else:
    import fcntl

    def take(file: IO[str]) -> None:
        """Lock a file for this process, or raise OSError."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def open_slot(slot: Path) -> IO[str] | None:
    """Return the locked file with this name, or None when another holds it; a lock of a process that is gone is none.

    Raises
    ------
    OSError
        When the file cannot be made.
    """
    while True:
        file = slot.open("a+", encoding="utf-8")
        try:
            take(file)
        except OSError:
            file.close()
            return None
        if is_same(file, slot):
            return file
        file.close()  # its holder ended between these lines, and took the name away


def close_slot(file: IO[str], slot: Path) -> None:
    """Let go of a lock, and take its file away."""
    # Before it is let go, so that nobody can hold a file that has no name any more; Windows wants it the other way.
    with suppress(OSError):
        slot.unlink()
    file.close()
    if sys.platform == "win32":
        with suppress(OSError):
            slot.unlink()


def is_same(file: IO[str], slot: Path) -> bool:
    """Tell whether the open file still has its name."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), slot.stat())
    except FileNotFoundError:
        return False


def write_synced(path: Path, content: str | bytes) -> None:
    """Write a file and wait until it is on the disk: a rename may otherwise outlive a power cut, and the text not."""
    with path.open("wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())
