"""The kinds of reports: each is one notebook, which says of itself what it makes and for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leerkring.begrippen import Doelgroep
from leerkring.errors import ParameterError, say_near
from leerkring.notebook import Verklaring, build_verklaring, read_parameters, select_choices
from leerkring.paths import NOTEBOOKS


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
