"""What whoever writes files builds on: bytes that are surely on the disk, and a lock that ends with its holder."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout


def open_slot(slot: Path, geduld: float) -> FileLock | None:
    """Return the lock with this name, held, or None when another goes on holding it for so many seconds.

    A lock of a process that is gone is none.

    Raises
    ------
    OSError
        When its file cannot be made.
    """
    lock = FileLock(slot, timeout=geduld, poll_interval=0.01)
    try:
        lock.acquire()
    except Timeout:  # which is an OSError as well
        return None
    return lock


def close_slot(lock: FileLock) -> None:
    """Let go of a lock, and take its file away."""
    # Before it is let go, so that nobody can hold a file that has no name any more; on Windows the library does it.
    with suppress(OSError):
        Path(lock.lock_file).unlink()
    lock.release()


def write_synced(path: Path, content: str | bytes) -> None:
    """Write a file and wait until it is on the disk: a rename may otherwise outlive a power cut, and the text not."""
    with path.open("wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())
