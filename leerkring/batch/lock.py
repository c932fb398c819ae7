"""One batch at a time in an output folder: a lock that the system itself lets go of when its holder ends."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from leerkring.batch.files import clean_leftovers, explain_refusal
from leerkring.errors import LeerkringError
from leerkring.files import PRIVE, close_slot, make_private, open_slot, write_synced

BEZIG = ".bezig"
HOUDER = f"{BEZIG}-door"
"""Who holds it, beside it: on Windows nobody can read a file that is locked."""
SLOTGEDULD = 0.1
"""How many seconds to try: long enough to find that its holder is just taking its file away."""


@contextmanager
def hold_output(output: Path) -> Iterator[None]:
    """Keep an output folder for this process, made if it is not there and cleaned of what dead batches left in it.

    Raises
    ------
    LeerkringError
        When another batch holds it, saying which one, or when the folder cannot be written.
    """
    with explain_refusal(output):
        make_private(output)
        lock = open_slot(output / BEZIG, SLOTGEDULD)
    if lock is None:
        raise LeerkringError(f"{output.as_posix()} is in gebruik door {name_holder(output)}")
    try:
        describe_holder(output)
        clean_leftovers(output)
        yield
    finally:
        with suppress(OSError):
            (output / HOUDER).unlink()
        close_slot(lock)


def describe_holder(output: Path) -> None:
    """Write beside the lock who has it, for the message to whoever comes next."""
    since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
    holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": since}
    with explain_refusal(output / HOUDER):
        write_synced(output / HOUDER, json.dumps(holder), PRIVE)


def name_holder(output: Path) -> str:
    """Return who has a folder, as far as that can be read."""
    try:
        found = json.loads((output / HOUDER).read_text(encoding="utf-8"))
        who = f"proces {found['pid']} op {found['host']} sinds {found['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        who = "een ander proces"
    return f"een andere run ({who}); wacht tot die klaar is, of noem een andere map met --output"
