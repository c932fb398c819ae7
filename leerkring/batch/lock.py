"""One batch at a time in an output folder: a lock that the system itself lets go of when its holder ends."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from leerkring.batch.files import clean_leftovers, explain_refusal
from leerkring.errors import LeerkringError
from leerkring.files import close_slot, open_slot

SLOT = ".bezig"


@contextmanager
def hold_output(output: Path) -> Iterator[None]:
    """Keep an output folder for this process, made if it is not there and cleaned of what dead batches left in it.

    Raises
    ------
    LeerkringError
        When another batch holds it, saying which one, or when the folder cannot be written.
    """
    slot = output / SLOT
    with explain_refusal(output):
        output.mkdir(parents=True, exist_ok=True)
        file = open_slot(slot)
    if file is None:
        raise LeerkringError(f"{output.as_posix()} is in use by {name_holder(slot)}")
    try:
        describe_holder(file, slot)
        clean_leftovers(output)
        yield
    finally:
        close_slot(file, slot)


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
