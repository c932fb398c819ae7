"""Replace tables of a traject folder: each is whole at any moment, and of several all are replaced or none."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from leerkring.errors import LeerkringError
from leerkring.files import close_slot, open_slot, write_synced
from leerkring.refusals import explain_system

WERK = ".werk-"
"""What the name starts with of everything that stands beside the tables while they are replaced."""
SLOT = f"{WERK}slot"
JOURNAAL = f"{WERK}journaal"
"""Stands there from when all new tables are on the disk until all are in their place: kill -9 may come in between."""
GEDULD = 5.0
"""How many seconds another may hold the folder; saving takes a small part of one."""


class SaveError(LeerkringError):
    """A table that cannot be written; what was there before is still there."""


@contextmanager
def hold_folder(folder: Path) -> Iterator[None]:
    """Keep the tables of a folder for this process, once whoever was killed while saving them is done.

    Raises
    ------
    SaveError
        When another goes on holding it, or when the folder cannot be written.
    """
    with explain_save_refusal(folder):
        lock = open_slot(folder / SLOT, GEDULD)
    if lock is None:
        raise SaveError(f"in {folder.as_posix()} slaat iemand anders net iets op; probeer het opnieuw")
    try:
        with explain_save_refusal(folder):
            finish_placing(folder)
        yield
    finally:
        close_slot(lock)


@contextmanager
def explain_save_refusal(folder: Path) -> Iterator[None]:
    """Say in a sentence why the system refuses to write."""
    try:
        yield
    except OSError as error:
        why = explain_system(error)
        raise SaveError(
            f"de tabellen van {folder.as_posix()} zijn niet te schrijven: {why}; er is niets veranderd"
        ) from error


def place_tables(folder: Path, tables: Mapping[str, bytes | None]) -> None:
    """Replace, make or remove tables, all of them or none; only for who holds the folder.

    Parameters
    ----------
    folder
        The traject folder.
    tables
        The new content by file name, None for a file that goes, in the order in which they are to be replaced: also
        between two of them the folder is a valid traject.

    Raises
    ------
    SaveError
        When one cannot be replaced; then all of them are as they were.
    """
    with explain_save_refusal(folder):
        try:
            for name, content in tables.items():
                lay_ready(folder, name, content)
            earlier = {name: read_table(folder / name) for name in tables}
            if len(tables) > 1:
                notes = json.dumps({name: hash_content(content) for name, content in earlier.items()})
                write_synced(folder / f"{JOURNAAL}.nieuw", notes)
                (folder / f"{JOURNAAL}.nieuw").replace(folder / JOURNAAL)
        except OSError:
            remove_leftovers(folder)
            raise
        placed: list[str] = []
        try:
            for name in tables:
                put(folder, name)
                placed.append(name)
        except OSError:
            # The folder is as it was before anybody may hear that it is not changed.
            for name in reversed(placed):
                lay_ready(folder, name, earlier[name])
                put(folder, name)
            remove_leftovers(folder)
            raise
        # Not in a finally: who is interrupted between two tables leaves the journal for whoever comes next.
        remove_leftovers(folder)


def finish_placing(folder: Path) -> None:
    """Put the rest in its place of what somebody began to replace, and remove what was not ready for it."""
    journal = folder / JOURNAAL
    if journal.is_file():
        for name, earlier in json.loads(journal.read_text(encoding="utf-8")).items():
            # A table that was changed since, by hand, is left alone: it is newer than the journal.
            if beside(folder, name).is_file() and hash_content(read_table(folder / name)) == earlier:
                put(folder, name)
    remove_leftovers(folder)


def remove_leftovers(folder: Path) -> None:
    """Remove what stands beside the tables, the journal first: without it the rest counts for nothing."""
    for path in [folder / JOURNAAL, *folder.glob(f"{WERK}*.nieuw")]:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def beside(folder: Path, name: str) -> Path:
    """Return where the new content of a table waits."""
    return folder / f"{WERK}{name}.nieuw"


def lay_ready(folder: Path, name: str, content: bytes | None) -> None:
    """Write the new content of a table beside it; an empty file waits for one that goes, for a table has a header."""
    write_synced(beside(folder, name), content or b"")
    if (folder / name).exists():
        shutil.copymode(folder / name, beside(folder, name))


def put(folder: Path, name: str) -> None:
    """Give a table the content that waits for it."""
    waiting = beside(folder, name)
    if waiting.stat().st_size:
        waiting.replace((folder / name).resolve())
    else:
        (folder / name).unlink(missing_ok=True)
        waiting.unlink()


def read_table(path: Path) -> bytes | None:
    """Return the bytes of a table, None when it has no file."""
    return path.read_bytes() if path.exists() else None


def hash_content(content: bytes | None) -> str | None:
    """Return a hash of the bytes of a file; None of no file."""
    return None if content is None else hashlib.sha256(content).hexdigest()
