"""Which notebooks run with which parameters, checked as a whole before the first one starts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from leerkring.batch.parameters import check_names, read_parameters, read_params_file
from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError, ParameterError
from leerkring.model.beschrijving import Beschrijving
from leerkring.model.velden import check_slug
from leerkring.paths import NOTEBOOKS, PARAMS, find_root, is_hidden
from leerkring.traject import open_traject
from leerkring.traject.opening import BESCHRIJVING, list_deelnemers

VERGELIJKING = "vergelijking"
CASUS = "casus"
Kern = tuple[Beschrijving, list[str]]
"""The description of a traject and the slugs of its deelnemers."""


@dataclass(frozen=True)
class Run:
    """One notebook with one set of parameters, and the name of its report."""

    params: Path
    notebook: Path
    parameters: dict[str, Any]
    traject: str
    naam: str

    @property
    def id(self) -> str:
        """Return the name that tells this run from all others: traject and params file."""
        return f"{self.traject}/{self.naam}"


def find_params(given: Sequence[str | Path], root: Path) -> list[Path]:
    """Return the params files to run: those named, those in the folders named, or all of the project."""
    places = [Path(g) for g in given] or [root / PARAMS]
    files: list[Path] = []
    for place in places:
        if (place / BESCHRIJVING).is_file():
            raise ParameterError(f"{place.as_posix()} holds a traject; allowed: its params files, in {PARAMS}/")
        if place.is_dir():
            files.extend(path for path in sorted(place.rglob("*.yaml")) if not is_hidden(path, place))
        elif place.is_file():
            files.append(place)
        else:
            raise ParameterError(
                f"there is no params file {place.as_posix()}; allowed: a YAML file or a folder of them"
            )
    if not files:
        raise ParameterError(f"no params files in {', '.join(p.as_posix() for p in places)}; allowed: *.yaml")
    return list({path.resolve(): path for path in reversed(files)}.values())[::-1]  # each once, as it was first named


def build_plan(given: Sequence[str | Path] = ()) -> list[Run]:
    """Return the runs for params files, after checking every name, value and deelnemer.

    Of a traject only the description and the deelnemers are read: the rest is checked for the runs that are needed.

    Raises
    ------
    ParameterError
        With the problems of all params files at once; nothing has run by then.
    """
    root = find_root()
    runs: list[Run] = []
    problems: list[str] = []
    opened: dict[str, Kern | LeerkringError] = {}
    notebooks = {path.stem: (path, read_parameters(path)) for path in find_reports(root)}
    for path in find_params(given, root):
        try:
            runs.append(plan_run(path, notebooks, opened))
        except LeerkringError as error:
            problems.append(str(error))
    problems += find_collisions(runs)
    if problems:
        raise ParameterError("\n".join(dict.fromkeys(problems)))
    return runs


def plan_run(
    path: Path, notebooks: Mapping[str, tuple[Path, dict[str, Any]]], opened: dict[str, Kern | LeerkringError]
) -> Run:
    """Return the run for one params file, given each notebook with its parameters, and each traject read so far."""
    given = read_params_file(path)
    where = path.as_posix()
    notebook = given.get("notebook")
    if not isinstance(notebook, str) or notebook not in notebooks:
        raise ParameterError(f"{where}: notebook is {notebook!r}; allowed: {', '.join(notebooks)}")
    source, known = notebooks[notebook]
    check_names(given, known, where)
    beschrijving, deelnemers = open_once(str(given["traject"]), opened, where)
    check_audience(given, deelnemers, where)
    check_name(path.stem, where)
    return Run(path, source, given, beschrijving.id, path.stem)


def find_reports(root: Path) -> list[Path]:
    """Return the notebooks that make a report; in the others a researcher works."""
    return [path for path in sorted((root / NOTEBOOKS).glob("*.ipynb")) if "notebook" in list_parameters(path)]


def list_parameters(notebook: Path) -> dict[str, Any]:
    """Return the parameters of a notebook; none when it has no cell for them, or is not there.

    A notebook makes a report when its parameters name it, as a params file must.
    """
    try:
        return read_parameters(notebook)
    except (ParameterError, ValueError, SyntaxError):  # without parameters, or broken
        return {}


def open_once(folder: str, opened: dict[str, Kern | LeerkringError], where: str) -> Kern:
    """Return what a plan needs to know of a traject, read once for all runs."""
    if folder not in opened:
        try:
            opened[folder] = list_deelnemers(folder)
        except LeerkringError as error:
            opened[folder] = error
    found = opened[folder]
    if isinstance(found, LeerkringError):
        raise ParameterError(f"{where}: parameter 'traject' is {folder!r}\n{found}")
    return found


def check_audience(given: dict[str, Any], known: Sequence[str], where: str) -> None:
    """Refuse an unknown deelnemer or audience before anything runs."""
    if "deelnemer" in given and given["deelnemer"] not in known:
        raise ParameterError(f"{where}: unknown deelnemer {given['deelnemer']!r}; allowed: {', '.join(known)}")
    if "doelgroep" in given and given["doelgroep"] not in list(Doelgroep):
        raise ParameterError(f"{where}: unknown doelgroep {given['doelgroep']!r}; allowed: {', '.join(Doelgroep)}")


def check_name(naam: str, where: str) -> None:
    """Refuse a name that is not a safe file name everywhere, because it becomes the report's name."""
    safe = naam.replace("-", "")
    try:
        check_slug(naam)
    except ValueError as error:
        raise ParameterError(f"{where}: {error}") from None
    if not (safe.isascii() and safe.isalnum() and naam == naam.lower()):
        raise ParameterError(f"{where}: the file name {naam!r} has the wrong form; allowed: letters, digits, hyphens")


def find_collisions(runs: Iterable[Run]) -> list[str]:
    """Return a problem for each pair of params files that would write the same report."""
    seen: dict[str, Path] = {}
    problems = []
    for run in runs:
        if run.id in seen and seen[run.id] != run.params:
            problems.append(
                f"{run.params.as_posix()} and {seen[run.id].as_posix()} would both write report {run.id}; rename one"
            )
        seen[run.id] = run.params
    return problems


def write_params(folder: str | Path, root: Path | None = None) -> tuple[str, list[Path]]:
    """Write a params file for each deelnemer of a traject and one for the comparison; keep those that exist.

    Returns
    -------
    The folder in the project where they stand, which has the name of the traject's `id`, and the files that were
    written. A file that exists is the user's own and stays as it is.
    """
    base = root or find_root()
    traject = open_traject(folder)
    rapporten = traject.beschrijving.rapporten
    shown = Path(folder)
    place = (
        shown.relative_to(base).as_posix() if shown.is_absolute() and shown.is_relative_to(base) else shown.as_posix()
    )
    wanted: dict[str, dict[str, str]] = {
        slug: {"notebook": CASUS, "traject": place, "deelnemer": slug, "doelgroep": str(rapporten.casus)}
        for slug in traject.deelnemers
    }
    wanted[VERGELIJKING] = {"notebook": VERGELIJKING, "traject": place, "doelgroep": str(rapporten.vergelijking)}
    written = []
    target = base / PARAMS / traject.beschrijving.id
    target.mkdir(parents=True, exist_ok=True)
    for naam, content in wanted.items():
        path = target / f"{naam}.yaml"
        if not path.exists():
            path.write_text(
                yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8", newline="\n"
            )
            written.append(path)
    return target.relative_to(base).as_posix(), written
