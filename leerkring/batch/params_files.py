"""The params files of a traject: one for each report of each kind, over what the notebook of that kind runs over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from leerkring.batch.files import explain_refusal
from leerkring.batch.soorten import Soort, find_soort, find_soorten, name_report
from leerkring.errors import ParameterError
from leerkring.notebook import read_params_file
from leerkring.paths import PARAMS, find_root, resolve_folder
from leerkring.traject import open_traject
from leerkring.traject.traject import Traject


def write_params(folder: str | Path, root: Path | None = None, notebook: str | None = None) -> tuple[str, list[Path]]:
    """Write the params files of a traject, one for each report of each kind; keep those that exist.

    Parameters
    ----------
    folder
        The traject folder.
    root
        The project folder; found from here unless given.
    notebook
        The kind of report; those that traject.yaml names under `rapporten` unless given.

    Returns
    -------
    The folder in the project where they stand, which has the name of the traject's `id`, and the files that were
    written. A file that exists is the user's own and stays as it is.

    Raises
    ------
    ParameterError
        When there is no such notebook, when a name is taken by the params file of another kind of report, or when the
        files of another traject with the same `id` stand there.
    """
    base = root or find_root()
    traject = open_traject(folder)
    rapporten = traject.beschrijving.rapporten
    soorten = find_soorten(base)
    target = base / PARAMS / traject.beschrijving.id
    wanted: dict[str, dict[str, Any]] = {}
    for naam in [notebook] if notebook else rapporten:
        soort = find_soort(naam, soorten, "leerkring params")
        doelgroep = str(rapporten.get(naam, soort.verklaring.lezers[0]))
        reports = list_choices(soort, traject)
        if not reports:
            over = " of ".join(soort.over)
            raise ParameterError(f"{naam}: dit traject heeft geen {over} om een rapport over te maken")
        for choices in reports:
            stem = name_report(soort, choices)
            if stem in wanted:
                raise ParameterError(f"{naam} en {wanted[stem]['notebook']} maken allebei {stem}; wijzig ‘bestand’")
            given = {"notebook": naam, "traject": show_place(Path(folder), base), "doelgroep": doelgroep, **choices}
            wanted[stem] = {name: given[name] for name in soort.parameters if name in given}
    refuse_second(target, resolve_folder(folder))
    with explain_refusal(target):
        target.mkdir(parents=True, exist_ok=True)
    return target.relative_to(base).as_posix(), write_wanted(target, wanted)


def write_wanted(target: Path, wanted: Mapping[str, Mapping[str, Any]]) -> list[Path]:
    """Write the params files that are not there yet, and return them.

    Raises
    ------
    ParameterError
        When one that is there makes another kind of report; nothing is written then.
    """
    files = {target / f"{stem}.yaml": content for stem, content in wanted.items()}
    for path, content in files.items():
        found = read_params_file(path).get("notebook", content["notebook"]) if path.exists() else content["notebook"]
        if found != content["notebook"]:
            raise ParameterError(
                f"{path.name} is er al, voor een rapport van notebook {found}; geef {content['notebook']}.ipynb een "
                'andere naam voor zijn rapporten, met bestand = "..." in de cel met parameters'
            )
    new = [path for path in files if not path.exists()]
    for path in new:
        text = yaml.safe_dump(dict(files[path]), sort_keys=False, allow_unicode=True)
        with explain_refusal(path):
            path.write_text(text, encoding="utf-8", newline="\n")
    return new


def read_all(target: Path) -> dict[Path, dict[str, Any]]:
    """Return the params files in a folder that can be read, with what stands in them."""
    found = {}
    for path in sorted(target.glob("*.yaml")):
        with suppress(ParameterError):
            found[path] = read_params_file(path)
    return found


def refuse_second(target: Path, folder: Path) -> None:
    """Refuse to write beside the params files of another traject: two with one id would make each other's reports."""
    for path, content in read_all(target).items():
        other = resolve_folder(str(content.get("traject", folder)))
        if other.is_dir() and not other.samefile(folder):
            raise ParameterError(
                f"{path.as_posix()} hoort bij een ander traject, {content['traject']}, met hetzelfde id "
                f"‘{target.name}’; geef een van de twee een ander id in traject.yaml"
            )


def find_orphans(folder: str | Path, root: Path | None = None) -> list[Path]:
    """Return the params files of a traject that make no report any more: what they are about is gone."""
    base = root or find_root()
    traject = open_traject(folder)
    rondes = [ronde.nummer for ronde in traject.beschrijving.rondes]
    known: dict[str, list[Any]] = {"deelnemer": list(traject.deelnemers), "ronde": rondes}
    return [
        path
        for path, content in read_all(base / PARAMS / traject.beschrijving.id).items()
        if any(name in content and content[name] not in values for name, values in known.items())
        or not resolve_folder(str(content.get("traject", folder))).is_dir()
    ]


def set_aside(paths: Sequence[Path]) -> list[Path]:
    """Give params files another name, under which nothing is made of them, and return where they are now."""
    moved = []
    for path in paths:
        place = path.with_name(f"{path.name}.oud")
        with explain_refusal(path):
            path.replace(place)
        moved.append(place)
    return moved


def list_choices(soort: Soort, traject: Traject) -> list[dict[str, Any]]:
    """Return for each report of a kind what it is about, and the defaults of whatever else its notebook asks for."""
    own = {"notebook", "traject", "doelgroep", *soort.over}
    rest = {name: value for name, value in soort.parameters.items() if name not in own}
    options: dict[str, list[Any]] = {
        "deelnemer": list(traject.deelnemers),
        "ronde": [ronde.nummer for ronde in traject.beschrijving.rondes],
    }
    combined = product(*(options[name] for name in soort.over))
    return [{**dict(zip(soort.over, values, strict=True)), **rest} for values in combined]


def show_place(folder: Path, base: Path) -> str:
    """Return a traject folder as a params file names it: as seen from the project, if it lies in it."""
    inside = folder.is_absolute() and folder.is_relative_to(base)
    return (folder.relative_to(base) if inside else folder).as_posix()
