"""Files that are whole or not there: written beside their place, brought to disk, and renamed."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from leerkring.errors import LeerkringError
from leerkring.files import PRIVE, write_synced
from leerkring.refusals import explain_system

ONAF = ".werk"
"""What the name starts with of everything in the output folder that is not whole yet."""
FOUTUITLEG = {
    errno.ENOSPC: "de schijf is vol; maak ruimte en probeer het opnieuw",
    errno.EDQUOT: "uw ruimte is op; maak ruimte en probeer het opnieuw",
    errno.EFBIG: "het bestand wordt groter dan hier mag",
    errno.EROFS: "in deze map mag u niet schrijven; noem een andere met --output",
    errno.EACCES: "een ander programma heeft het open, of u mag daar niet schrijven; sluit het en probeer opnieuw",
    errno.EPERM: "een ander programma heeft het open, of u mag daar niet schrijven; sluit het en probeer opnieuw",
}


@contextmanager
def explain_refusal(path: Path) -> Iterator[None]:
    """Say in a sentence why the system refuses to write a file; what was there before is still there."""
    try:
        yield
    except OSError as error:
        why = FOUTUITLEG.get(error.errno or 0) or explain_system(error)
        raise LeerkringError(f"{path.name} is niet te schrijven: {why}; wat er was, is er nog") from error


def replace_text(path: Path, text: str, mode: int | None = PRIVE) -> None:
    """Write a text beside its place and rename it, so that the old file stays whole until the new one is.

    Parameters
    ----------
    path, text
        The file and what it holds.
    mode
        Who may read it: the team alone unless said otherwise; None as the system has it, for what is shared.

    Raises
    ------
    LeerkringError
        When it cannot be written; nothing is left behind.
    """
    beside = path.with_name(f"{ONAF}-{os.getpid()}-{path.name}")
    with explain_refusal(path):
        try:
            write_synced(beside, text, mode)
            beside.replace(path)
        except OSError:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise


def place_together(pairs: Sequence[tuple[Path, Path]]) -> None:
    """Move finished files to their places, all of them or none.

    Parameters
    ----------
    pairs
        Each finished file with its place, on the same disk.

    Raises
    ------
    LeerkringError
        When one cannot be placed, as when it is open in another program on Windows; then the earlier files are back.
    """
    placed: list[tuple[Path, Path | None]] = []
    for source, place in pairs:
        with explain_refusal(place):
            try:
                kept = source.with_name(f"{source.name}.vorige") if place.exists() else None
                if kept is not None:
                    # A copy, and not the file itself: kill -9 may come between any two steps.
                    shutil.copyfile(place, kept)
                source.replace(place)
            except OSError:
                for done, earlier in reversed(placed):
                    if earlier is not None:
                        earlier.replace(done)
                    else:
                        done.unlink()
                raise
        placed.append((place, kept))


def clean_leftovers(output: Path) -> None:
    """Remove what batches left behind that did not come to their end; only for who holds the folder."""
    for path in list(output.rglob(f"{ONAF}*")):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()


def hash_text(text: str) -> str:
    """Return a hash of a text in which it does not matter how lines end."""
    return hashlib.sha256(text.replace("\r\n", "\n").replace("\r", "\n").encode()).hexdigest()[:16]


def hash_file(path: Path) -> str | None:
    """Return a hash of the bytes of a file; None when it is not there or cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    except OSError:
        return None
