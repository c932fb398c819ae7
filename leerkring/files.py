"""What whoever writes files builds on: bytes that are surely on the disk, and a lock that ends with its holder."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

PRIVE = 0o600
"""Who may read a file of the team: whoever made it, and nobody else on the machine."""
PRIVEMAP = 0o700


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


def write_synced(path: Path, content: str | bytes, mode: int | None = None) -> None:
    """Write a file and wait until it is on the disk: a rename may otherwise outlive a power cut, and the text not.

    `mode` says who may read it, from the moment that it is there; without it that is as the system has it.
    """
    with open(path, "wb", opener=lambda name, flags: os.open(name, flags, 0o666 if mode is None else mode)) as file:
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), mode)  # one that was there keeps its own
        file.write(content.encode() if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())


def make_private(folder: Path) -> None:
    """Make a folder for the team alone, with those above it that are not there; one that is there stays as it is."""
    for place in reversed([folder, *folder.parents]):
        with suppress(FileExistsError):
            place.mkdir(mode=PRIVEMAP)
