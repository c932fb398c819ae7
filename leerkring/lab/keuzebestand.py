"""A choice in an explorer as a params file, and the command that makes its report."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

from leerkring.batch.files import replace_text
from leerkring.batch.plan import build_plan
from leerkring.errors import ParameterError
from leerkring.notebook import read_params_file
from leerkring.paths import PARAMS, find_root
from leerkring.traject import Traject
from leerkring.weergave.widgets import Melding

CASUSNOTEBOOK = "casus"
"""The notebook that shows what the explorer shows: one deelnemer."""
BESTANDSNAAM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def describe_choice(folder: str, traject: Traject) -> dict[str, str]:
    """Return the parameters of a case report on the deelnemer in focus, for the audience that sees it."""
    return {
        "notebook": CASUSNOTEBOOK,
        "traject": folder,
        "deelnemer": str(traject.slug),
        "doelgroep": str(traject.doelgroep),
    }


def suggest_name(keuze: Mapping[str, str]) -> str:
    """Return a name for a choice: the deelnemer, and for whom."""
    return f"{keuze['deelnemer']}-{keuze['doelgroep']}"


def write_choice(traject_id: str, naam: str, keuze: Mapping[str, str]) -> tuple[Path, bool]:
    """Write a choice to the params files of a traject.

    Parameters
    ----------
    traject_id
        The id of the traject, which names the folder.
    naam
        The name of the file and of the report.
    keuze
        The result of `describe_choice`.

    Returns
    -------
    The file, and whether it was written; False when it held the same choice already.

    Raises
    ------
    Melding
        When the name is no name for a file, or is taken by a file with another content: that stays as it is.
    """
    if not BESTANDSNAAM.fullmatch(naam):
        raise Melding(f"‘{naam}’ kan geen naam zijn; gebruik kleine letters, cijfers en streepjes, zoals oss-team.")
    path = find_root() / PARAMS / traject_id / f"{naam}.yaml"
    if path.exists():
        if read_existing(path) == keuze:
            return path, False
        raise Melding(f"De keuze {path.name} bestaat al met een andere inhoud; kies een andere naam.")
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_text(path, yaml.safe_dump(dict(keuze), sort_keys=False, allow_unicode=True), None)
    try:
        build_plan([path])  # what `leerkring run` would refuse, is said here
    except ParameterError:
        path.unlink()
        raise
    return path, True


def read_existing(path: Path) -> Mapping[str, object] | None:
    """Return what stands in a params file; None when it cannot be read, so that it equals nothing."""
    try:
        return read_params_file(path)
    except ParameterError:
        return None


def build_command(path: Path) -> list[str]:
    """Return the command that makes the reports of a params file or a folder of them."""
    return [sys.executable, "-m", "leerkring.cli", "run", path.relative_to(find_root()).as_posix()]
