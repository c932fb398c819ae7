"""Which notebooks run with which parameters, checked as a whole before the first one starts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leerkring.batch.soorten import Soort, find_soort, find_soorten
from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError, ParameterError
from leerkring.model.beschrijving import Beschrijving
from leerkring.model.velden import check_slug
from leerkring.notebook import check_names, read_params_file
from leerkring.paths import PARAMS, find_root, is_hidden
from leerkring.traject.bestanden import BESCHRIJVING
from leerkring.traject.opening import list_deelnemers

ENDING = ".yaml"
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
            raise ParameterError(
                f"{place.as_posix()} is de map van een traject; noem de bestanden met parameters ervan, in {PARAMS}/"
            )
        if place.is_dir():
            files.extend(path for path in sorted(place.rglob("*.y*ml")) if is_yaml(path) and not is_hidden(path, place))
        elif place.is_file():
            files.append(place)
        else:
            raise ParameterError(
                f"er is geen bestand met parameters {place.as_posix()}; toegestaan: een YAML-bestand of een map ermee"
            )
    if not files:
        where = ", ".join(p.as_posix() for p in places)
        raise ParameterError(f"geen bestanden met parameters in {where}; maak ze met: leerkring params MAP")
    return list({path.resolve(): path for path in reversed(files)}.values())[::-1]  # each once, as it was first named


def is_yaml(path: Path) -> bool:
    """Tell whether a file is YAML by its name, also where that ends in another way than ours."""
    return path.suffix.lower() in (ENDING, ".yml")


def build_plan(given: Sequence[str | Path] = ()) -> list[Run]:
    """Return the runs for params files that are all right.

    Raises
    ------
    ParameterError
        With the problems of all params files at once.
    """
    runs, problems = plan_all(given)
    if problems:
        raise ParameterError("\n".join(problems))
    return runs


def plan_all(given: Sequence[str | Path] = ()) -> tuple[list[Run], list[str]]:
    """Return the runs that can be made, and why others cannot: one wrong params file costs its own report and no other.

    Of a traject only the description and the deelnemers are read: the rest is checked for the runs that are needed.
    What is wrong with a traject is told once, with the params files that name it.
    """
    root = find_root()
    runs: list[Run] = []
    problems: list[str] = []
    unread: dict[str, list[str]] = {}
    opened: dict[str, Kern | LeerkringError] = {}
    soorten = find_soorten(root)
    for path in find_params(given, root):
        try:
            runs.append(plan_run(path, soorten, opened))
        except UnreadError as error:
            unread.setdefault(str(error), []).append(path.as_posix())
        except LeerkringError as error:
            problems.append(str(error))
    twice = find_collisions(runs)
    problems += [f"{name_some(paths)}: {why}" for why, paths in unread.items()] + list(twice.values())
    return [run for run in runs if run.id not in twice], list(dict.fromkeys(problems))


class UnreadError(ParameterError):
    """A traject that cannot be read, and with it every report about it."""


def name_some(paths: Sequence[str]) -> str:
    """Return the first of several files, and how many more there are."""
    more = f" en {len(paths) - 1} andere" if len(paths) > 1 else ""
    return f"{paths[0]}{more}"


def plan_run(
    path: Path, soorten: Mapping[str, Soort | ParameterError], opened: dict[str, Kern | LeerkringError]
) -> Run:
    """Return the run for one params file, given each kind of report, and each traject read so far."""
    given = read_params_file(path)
    where = path.as_posix()
    soort = find_soort(given.get("notebook"), soorten, where)
    check_names(given, soort.parameters, where)
    beschrijving, deelnemers = open_once(str(given["traject"]), opened)
    check_audience(given, deelnemers, soort, where)
    rondes = [ronde.nummer for ronde in beschrijving.rondes]
    if "ronde" in given and given["ronde"] not in rondes:
        known = ", ".join(map(str, rondes)) or "geen; dit traject heeft geen rondes"
        raise ParameterError(f"{where}: er is geen ronde {given['ronde']!r}; kies uit: {known}")
    check_name(path.stem, where)
    if path.suffix != ENDING:
        raise ParameterError(f"{where}: noem dit bestand {path.stem}{ENDING}")
    return Run(path, soort.notebook, given, beschrijving.id, path.stem)


def open_once(folder: str, opened: dict[str, Kern | LeerkringError]) -> Kern:
    """Return what a plan needs to know of a traject, read once for all runs."""
    if folder not in opened:
        try:
            opened[folder] = list_deelnemers(folder)
        except LeerkringError as error:
            opened[folder] = error
    found = opened[folder]
    if isinstance(found, LeerkringError):
        raise UnreadError(f"parameter ‘traject’ is ‘{folder}’\n{found}")
    return found


def check_audience(given: dict[str, Any], known: Sequence[str], soort: Soort, where: str) -> None:
    """Refuse an unknown deelnemer or audience, or one for which the notebook is not meant, before anything runs."""
    if "deelnemer" in given and given["deelnemer"] not in known:
        raise ParameterError(f"{where}: deelnemer ‘{given['deelnemer']}’ is onbekend; toegestaan: {', '.join(known)}")
    if "doelgroep" in given and given["doelgroep"] not in list(Doelgroep):
        raise ParameterError(
            f"{where}: doelgroep ‘{given['doelgroep']}’ is onbekend; toegestaan: {', '.join(Doelgroep)}"
        )
    lezers = soort.verklaring.lezers
    if "doelgroep" in given and given["doelgroep"] not in lezers:
        raise ParameterError(
            f"{where}: {soort.notebook.name} is niet gemaakt voor doelgroep {given['doelgroep']}; "
            f"kies uit: {', '.join(lezers)}"
        )


def check_name(naam: str, where: str) -> None:
    """Refuse a name that is not a safe file name everywhere, because it becomes the report's name."""
    safe = naam.replace("-", "")
    try:
        check_slug(naam)
    except ValueError as error:
        raise ParameterError(f"{where}: {error}") from None
    if not (safe.isascii() and safe.isalnum() and naam == naam.lower()):
        raise ParameterError(
            f"{where}: de bestandsnaam ‘{naam}’ heeft niet de goede vorm; "
            "toegestaan: kleine letters, cijfers, streepjes"
        )


def find_collisions(runs: Iterable[Run]) -> dict[str, str]:
    """Return what is wrong with each report that more than one params file would write, by its id."""
    seen: dict[str, Path] = {}
    problems = {}
    for run in runs:
        if run.id in seen and seen[run.id] != run.params:
            problems[run.id] = (
                f"{run.params.as_posix()} en {seen[run.id].as_posix()} maken allebei rapport {run.id}; "
                "geef er een een andere naam"
            )
        seen[run.id] = run.params
    return problems
