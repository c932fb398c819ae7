"""Which notebooks run with which parameters, checked as a whole before the first one starts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError, ParameterError, say_near
from leerkring.model.beschrijving import Beschrijving
from leerkring.model.velden import check_slug
from leerkring.notebook import (
    Verklaring,
    build_verklaring,
    check_names,
    read_parameters,
    read_params_file,
    select_choices,
)
from leerkring.paths import NOTEBOOKS, PARAMS, find_root, is_hidden
from leerkring.traject import open_traject
from leerkring.traject.bestanden import BESCHRIJVING
from leerkring.traject.opening import list_deelnemers
from leerkring.traject.traject import Traject

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
    soorten = find_soorten(root)
    for path in find_params(given, root):
        try:
            runs.append(plan_run(path, soorten, opened))
        except LeerkringError as error:
            problems.append(str(error))
    problems += find_collisions(runs)
    if problems:
        raise ParameterError("\n".join(dict.fromkeys(problems)))
    return runs


@dataclass(frozen=True)
class Soort:
    """A kind of report: its notebook, what that says of itself, and the parameters that it asks for."""

    notebook: Path
    verklaring: Verklaring
    parameters: dict[str, Any]

    @property
    def over(self) -> tuple[str, ...]:
        """Return what there is one report for: each deelnemer, each ronde, both, or nothing but the traject."""
        return tuple(name for name in ("deelnemer", "ronde") if name in self.parameters)


def plan_run(
    path: Path, soorten: Mapping[str, Soort | ParameterError], opened: dict[str, Kern | LeerkringError]
) -> Run:
    """Return the run for one params file, given each kind of report, and each traject read so far."""
    given = read_params_file(path)
    where = path.as_posix()
    soort = find_soort(given.get("notebook"), soorten, where)
    check_names(given, soort.parameters, where)
    beschrijving, deelnemers = open_once(str(given["traject"]), opened, where)
    check_audience(given, deelnemers, soort, where)
    check_name(path.stem, where)
    return Run(path, soort.notebook, given, beschrijving.id, path.stem)


def find_soort(naam: Any, soorten: Mapping[str, Soort | ParameterError], where: str) -> Soort:
    """Return the kind of report that a params file names, or say what is wrong with it or with its notebook."""
    found = soorten.get(naam) if isinstance(naam, str) else None
    if isinstance(found, ParameterError):
        raise ParameterError(f"{where}: {found}")
    if found is None:
        near = say_near(str(naam), [name for name, soort in soorten.items() if isinstance(soort, Soort)])
        raise ParameterError(f"{where}: er is geen notebook ‘{naam}’; {near}")
    return found


def find_soorten(root: Path) -> dict[str, Soort | ParameterError]:
    """Return each kind of report by its name, which is that of its notebook, or what is wrong with that notebook."""
    return {path.stem: read_soort(path) for path in sorted((root / NOTEBOOKS).glob("*.ipynb"))}


def read_soort(path: Path) -> Soort | ParameterError:
    """Return the kind of report that a notebook makes, or the reason why it makes none."""
    try:
        parameters = read_parameters(path)
    except ParameterError as error:
        return error
    naam = parameters.get("notebook")
    if naam is None:
        return ParameterError(
            f'{path.name} maakt geen rapport: in de cel met parameters ontbreekt notebook = "{path.stem}"'
        )
    if naam != path.stem:
        return ParameterError(f'{path.name} noemt zichzelf ‘{naam}’; schrijf: notebook = "{path.stem}"')
    verklaring = build_verklaring(parameters)
    wrong = [lezer for lezer in verklaring.lezers if lezer not in list(Doelgroep)]
    if wrong or not verklaring.lezers:
        found = ", ".join(map(repr, wrong)) or "niemand"
        return ParameterError(f"{path.name}: lezers noemt {found}; kies uit: {', '.join(Doelgroep)}")
    return Soort(path, verklaring, select_choices(parameters))


def find_reports(root: Path) -> list[Path]:
    """Return the notebooks that make a report; in the others a researcher works."""
    return [soort.notebook for soort in find_soorten(root).values() if isinstance(soort, Soort)]


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


def check_audience(given: dict[str, Any], known: Sequence[str], soort: Soort, where: str) -> None:
    """Refuse an unknown deelnemer or audience, or one for which the notebook is not meant, before anything runs."""
    if "deelnemer" in given and given["deelnemer"] not in known:
        raise ParameterError(f"{where}: unknown deelnemer {given['deelnemer']!r}; allowed: {', '.join(known)}")
    if "doelgroep" in given and given["doelgroep"] not in list(Doelgroep):
        raise ParameterError(f"{where}: unknown doelgroep {given['doelgroep']!r}; allowed: {', '.join(Doelgroep)}")
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
        When there is no such notebook, or when a name is taken by the params file of another kind of report.
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
        for choices in list_choices(soort, traject):
            stem = name_report(soort, choices)
            if stem in wanted:
                raise ParameterError(f"{naam} en {wanted[stem]['notebook']} maken allebei {stem}; wijzig ‘bestand’")
            given = {"notebook": naam, "traject": show_place(Path(folder), base), "doelgroep": doelgroep, **choices}
            wanted[stem] = {name: given[name] for name in soort.parameters if name in given}
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
        if path.exists() and (found := read_params_file(path).get("notebook")) != content["notebook"]:
            raise ParameterError(
                f"{path.name} is er al, voor een rapport van notebook {found}; geef {content['notebook']}.ipynb een "
                'andere naam voor zijn rapporten, met bestand = "..." in de cel met parameters'
            )
    new = [path for path in files if not path.exists()]
    for path in new:
        text = yaml.safe_dump(dict(files[path]), sort_keys=False, allow_unicode=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return new


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


def name_report(soort: Soort, choices: Mapping[str, Any]) -> str:
    """Return the name of a report: as its notebook says, or its kind with what it is about."""
    pattern = soort.verklaring.bestand
    if pattern is None:
        parts = {"deelnemer": "{deelnemer}", "ronde": "ronde-{ronde}"}
        pattern = "-".join([soort.notebook.stem, *(parts[name] for name in soort.over)])
    try:
        return pattern.format(**choices)
    except (KeyError, IndexError, ValueError):
        raise ParameterError(
            f"{soort.notebook.name}: bestand = {pattern!r} noemt iets dat dit notebook niet heeft; "
            f"kies uit: {', '.join('{' + name + '}' for name in soort.over) or 'een naam zonder accolades'}"
        ) from None


def show_place(folder: Path, base: Path) -> str:
    """Return a traject folder as a params file names it: as seen from the project, if it lies in it."""
    inside = folder.is_absolute() and folder.is_relative_to(base)
    return (folder.relative_to(base) if inside else folder).as_posix()
