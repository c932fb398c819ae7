"""Every folder name of the project, and how a path in a notebook or params file is found."""

from __future__ import annotations

import os
from pathlib import Path

from leerkring.errors import LeerkringError

NOTEBOOKS = "notebooks"
PARAMS = "params"
DATA = "data"
SLEUTELPLEK = "LEERKRING_SLEUTEL"
"""The environment variable that names the key, for every command and for an export by hand."""
OUTPUT = "output"
LETTERS = Path(__file__).parent / "letters"
"""The letters that drawings are measured with."""
TEMPLATES = Path(__file__).parent / "rapport" / "templates"
"""What a page is made of: its frame, its stylesheet and its scripts."""
BALK = "LEERKRING_BALK"
"""The environment variable with which a program that follows a run asks for its bar."""


def find_root(start: Path | None = None) -> Path:
    """Return the project folder: the nearest folder, from `start` upward, that holds notebooks and params.

    JupyterLab starts a kernel in `notebooks/` and papermill starts it where the user stands; both must find
    the same data. `LEERKRING_ROOT` overrides the search.
    """
    given = os.environ.get("LEERKRING_ROOT")
    if given:
        return Path(given)
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / NOTEBOOKS).is_dir() and (folder / PARAMS).is_dir():
            return folder
    raise LeerkringError(
        f"{here} ligt niet in een project van "
        f"leerkring; toegestaan: een map met {NOTEBOOKS}/ en {PARAMS}/ erin, of een map daaronder"
    )


def resolve_folder(path: str | Path) -> Path:
    """Return `path` as it stands if it exists from here, and otherwise as seen from the project folder."""
    folder = Path(path)
    if folder.is_absolute() or folder.is_dir():
        return folder
    try:
        seen_from_root = find_root() / folder
    except LeerkringError:
        return folder
    return seen_from_root if seen_from_root.is_dir() else folder


def is_hidden(path: Path, within: Path) -> bool:
    """Tell whether a path below a folder is not the user's own, such as the checkpoints of JupyterLab."""
    return any(part.startswith(".") for part in path.relative_to(within).parts)
