"""The parameters of a notebook: known from its own parameters cell, and checked before anything runs.

Papermill only warns about a parameter that the notebook does not know, and then reports the default deelnemer under
the wrong name. Here an unknown, missing or mistyped parameter is an error, in `leerkring run` and under papermill too.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import nbformat
import yaml

from leerkring.begrippen import Doelgroep
from leerkring.errors import ParameterError, say_near
from leerkring.refusals import explain_system, explain_yaml
from leerkring.yaml_reading import load_strict

TAG = "parameters"
PARAMETERKOP = "# Parameters"
DOELGROEP = "doelgroep"
SOORTEN_WAARDE = {str: "tekst", int: "een heel getal", float: "een getal", bool: "true of false", list: "een lijst"}
EXAMPLES = {"traject": "data/leertraject-2017", "deelnemer": "oss", DOELGROEP: "team"}


def read_parameters(notebook: Path) -> dict[str, Any]:
    """Return the names and defaults in a notebook's parameters cell.

    Raises
    ------
    ParameterError
        When the notebook is not there, is no notebook, or has no such cell, or one that holds more than values.
    """
    name = notebook.name
    try:
        content = nbformat.read(notebook, as_version=4)
    except FileNotFoundError:
        allowed = ", ".join(sorted(path.stem for path in notebook.parent.glob("*.ipynb")))
        raise ParameterError(f"er is geen notebook {name}; kies uit: {allowed}") from None
    except Exception:  # nbformat has a family of errors for a file that is cut off, empty or something else
        raise ParameterError(
            f"{name} is geen heel notebook; is het bestand afgebroken? Open het in JupyterLab, of zet een kopie terug"
        ) from None
    for cell in content.cells:
        if cell.cell_type == "code" and TAG in cell.metadata.get("tags", []):
            try:
                return read_assignments(cell.source)
            except (SyntaxError, ValueError):
                raise ParameterError(
                    f"{name}: in de cel ‘{TAG}’ staat iets anders dan namen met een waarde; "
                    'schrijf alleen regels als: deelnemer = "oss"'
                ) from None
    raise ParameterError(
        f"{name} heeft geen cel met het label (tag) ‘{TAG}’; geef de eerste codecel dat label (rechts, tandwiel)"
    )


def read_assignments(source: str) -> dict[str, Any]:
    """Return the names and literal values that a cell assigns."""
    found = {}
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    found[target.id] = ast.literal_eval(statement.value)
    return found


def read_params_file(path: Path) -> dict[str, Any]:
    """Return the parameters in a params file."""
    text = ""
    try:
        text = path.read_text(encoding="utf-8-sig")
        content = load_strict(text)
    except OSError as error:
        raise ParameterError(f"{path.as_posix()}: het bestand is niet te lezen: {explain_system(error)}") from None
    except UnicodeDecodeError:
        raise ParameterError(f"{path.as_posix()}: het bestand is niet te lezen: bewaar het als UTF-8") from None
    except yaml.YAMLError as error:
        why, line = explain_yaml(error, text)
        where = f", regel {line}" if line else ""
        raise ParameterError(f"{path.as_posix()}{where}: dit bestand is niet te lezen: {why}") from None
    if not isinstance(content, dict):
        raise ParameterError(
            f"{path.as_posix()}: in dit bestand staan geen parameters; schrijf op elke regel: naam: waarde"
        )
    return {str(name): value for name, value in content.items()}


def check_names(given: Mapping[str, Any], known: Mapping[str, Any], where: str) -> None:
    """Refuse parameters that are unknown, missing or of another type than the notebook's default.

    Raises
    ------
    ParameterError
        With every problem at once.
    """
    unknown = [name for name in given if name not in known]
    problems = [f"{where}: parameter ‘{name}’ is onbekend; {say_near(name, known)}" for name in unknown]
    for name, value in known.items():
        if name not in given:
            problems.append(f"{where}: parameter ‘{name}’ ontbreekt; nodig zijn ze allemaal: {', '.join(known)}")
        elif value is not None and not isinstance(given[name], type(value)):
            kind = SOORTEN_WAARDE.get(type(value), "een andere waarde")
            problems.append(
                f"{where}: parameter ‘{name}’ is van de verkeerde soort; er staat ‘{given[name]!r}’; toegestaan: {kind}"
            )
    if problems:
        raise ParameterError("\n".join(problems))


def check_injected() -> None:
    """Refuse, inside a notebook, the parameters that papermill injected if they do not fit the notebook's own.

    In JupyterLab nothing is injected and nothing is refused.
    """
    shell = find_shell()
    history: list[str] = list(shell.user_ns["In"]) if shell is not None else []
    injected = [place for place, source in enumerate(history) if source.lstrip().startswith(PARAMETERKOP)]
    if not injected:
        return
    known: dict[str, Any] = {}
    for source in history[: injected[0]]:
        known |= read_assignments(source)
    check_names(read_assignments(history[injected[-1]]), select_choices(known), "papermill")


def find_shell() -> Any:
    """Return the running notebook, or None outside one."""
    from IPython.core.getipython import get_ipython  # to plan a batch nobody needs it

    return get_ipython()


def read_choices(call: str, names: Sequence[str], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was chosen: as given in the call, or else as the parameters cell of the running notebook has it.

    Parameters
    ----------
    call
        The function that asks, for the text of an error.
    names
        What has to be known; for whom may be left out in a call, and is then the team.
    given
        What the call says; with anything given the notebook is not looked at.

    Raises
    ------
    ParameterError
        With every name that is missing.
    """
    shell = None if given else find_shell()
    chosen = dict(given) if shell is None else {name: shell.user_ns[name] for name in names if name in shell.user_ns}
    missing = [name for name in names if name not in chosen and name != DOELGROEP]
    if missing:
        outside = bool(given) or shell is None
        where = "tussen de haakjes" if outside else "in de cel met parameters (boven in het notebook)"
        how = "Schrijf" if outside else "Voer die cel eerst uit, of schrijf"
        values = ", ".join(f"{name}={EXAMPLES[name]!r}" for name in names)
        raise ParameterError(f"{call}: niet gevonden {where}: {', '.join(missing)}. {how}: {call}({values})")
    return chosen


@dataclass(frozen=True)
class Verklaring:
    """What a notebook that makes reports says of itself in its parameters cell; no params file may say otherwise."""

    notebook: str | None = None
    """Its kind, which is the name of its file; a notebook without one makes no report."""
    titel: str = "Rapport"
    lezers: tuple[str, ...] = tuple(map(str, Doelgroep))
    """For whom it can be made; the first is meant unless traject.yaml says otherwise."""
    bestand: str | None = None
    """How its reports are called, such as '{deelnemer}'; its own name and what it runs over unless it says so."""


VERKLAARD = frozenset(field.name for field in fields(Verklaring)) - {"notebook"}


def select_choices(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters that a params file gives: all but what the notebook says of itself."""
    return {name: value for name, value in parameters.items() if name not in VERKLAARD}


def build_verklaring(parameters: Mapping[str, Any]) -> Verklaring:
    """Return what the names in a parameters cell say of their notebook."""
    said = {field.name: parameters[field.name] for field in fields(Verklaring) if field.name in parameters}
    if "lezers" in said:
        said["lezers"] = tuple(said["lezers"])
    return Verklaring(**said)


def read_verklaring() -> Verklaring:
    """Return what the running notebook says of itself; nothing special outside one."""
    shell = find_shell()
    return Verklaring() if shell is None else build_verklaring(shell.user_ns)
