"""One batch at a time in an output folder: a lock that the system itself lets go of when its holder ends."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from leerkring.batch.files import clean_leftovers, explain_refusal
from leerkring.errors import LeerkringError

SLOT = ".bezig"
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


@contextmanager
def hold_output(output: Path) -> Iterator[None]:
    """Keep an output folder for this process, made if it is not there and cleaned of what dead batches left in it.

    Raises
    ------
    LeerkringError
        When another batch holds it, saying which one, or when the folder cannot be written.
    """
    slot = output / SLOT
    with explain_refusal(slot):
        output.mkdir(parents=True, exist_ok=True)
        file = open_slot(slot)
    try:
        describe_holder(file, slot)
        clean_leftovers(output)
        yield
    finally:
        # Before it is let go, so that nobody can hold a file that has no name any more; Windows wants it the other way.
        with suppress(OSError):
            slot.unlink()
        file.close()
        if sys.platform == "win32":
            with suppress(OSError):
                slot.unlink()


def open_slot(slot: Path) -> IO[str]:
    """Return the locked file of a folder; a lock of a process that is gone is no lock."""
    while True:
        file = slot.open("a+", encoding="utf-8")
        try:
            take(file)
        except OSError:
            file.close()
            raise LeerkringError(f"{slot.parent.as_posix()} is in use by {name_holder(slot)}") from None
        if is_same(file, slot):
            return file
        file.close()  # its holder ended between these lines, and took the name away


def is_same(file: IO[str], slot: Path) -> bool:
    """Tell whether the open file still has its name."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), slot.stat())
    except FileNotFoundError:
        return False


def describe_holder(file: IO[str], slot: Path) -> None:
    """Write in the locked file who has it, for the message to whoever comes next."""
    since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
    with explain_refusal(slot):
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since}))
        file.flush()


def name_holder(slot: Path) -> str:
    """Return who has a folder, as far as that can be read."""
    try:
        found = json.loads(slot.read_text(encoding="utf-8"))
        who = f"process {found['pid']} on {found['host']} since {found['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        who = "another process"
    return f"another batch ({who}); wait until it is done, or name another folder with --output"
