"""Which programs make a report: our own code by its content, and all that is installed by its version."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from leerkring.paths import is_hidden

PAKKET = Path(__file__).parent
PROGRAMMAS = ("leerkring", "pandas", "altair", "papermill", "nbconvert")
OVERIG = "other packages"


def hash_library() -> str:
    """Return a hash of all source files and templates of leerkring."""
    digest = hashlib.sha256()
    for path in sorted(PAKKET.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and not is_hidden(path, PAKKET):
            digest.update(path.relative_to(PAKKET).as_posix().encode() + b"\0")
            digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]


@contextmanager
def keep_greenwich_time() -> Iterator[None]:
    """Let an engine that starts meanwhile keep the time of Greenwich, whatever zone this machine is in."""
    own = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    try:
        yield
    finally:
        if own is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = own


def list_environment() -> dict[str, str]:
    """Return the versions of Python and the main programs, and a hash of the names and versions of all the others.

    Numbers and drawings come from many packages; which ones matter cannot be told, so that all of them count.
    """
    installed = {path.name for entry in sys.path if Path(entry).is_dir() for path in Path(entry).glob("*.dist-info")}
    others = hashlib.sha256("\n".join(sorted(installed)).encode()).hexdigest()[:12]
    named = {name: version(name) for name in PROGRAMMAS}
    return {"python": platform.python_version(), **named, OVERIG: others}


def list_versions() -> dict[str, str]:
    """Return the versions of the programs that make a report."""
    return {name: version(name) for name in PROGRAMMAS}
