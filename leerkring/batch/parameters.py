"""The parameters of a notebook: known from its own parameters cell, and checked before anything runs.

Papermill only warns about a parameter that the notebook does not know, and then reports the default deelnemer under
the wrong name. Here an unknown, missing or mistyped parameter is an error, in `leerkring run` and under papermill too.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
import yaml

from leerkring.errors import ParameterError

TAG = "parameters"
INJECTED = "# Parameters"


def read_parameters(notebook: Path) -> dict[str, Any]:
    """Return the names and defaults in a notebook's parameters cell."""
    try:
        content = nbformat.read(notebook, as_version=4)
    except FileNotFoundError:
        allowed = ", ".join(sorted(path.stem for path in notebook.parent.glob("*.ipynb")))
        raise ParameterError(f"there is no notebook {notebook.name}; allowed: {allowed}") from None
    for cell in content.cells:
        if cell.cell_type == "code" and TAG in cell.metadata.get("tags", []):
            return read_assignments(cell.source)
    raise ParameterError(f"{notebook.name} has no cell tagged '{TAG}'")


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
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise ParameterError(f"{path.as_posix()}: the file cannot be read ({error})") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise ParameterError(f"{path.as_posix()}{where}: the file is not YAML") from None
    if not isinstance(content, dict):
        raise ParameterError(f"{path.as_posix()}: the file has no parameters; allowed: name: value on each line")
    return {str(name): value for name, value in content.items()}


def check_names(given: Mapping[str, Any], known: Mapping[str, Any], where: str) -> None:
    """Refuse parameters that are unknown, missing or of another type than the notebook's default.

    Raises
    ------
    ParameterError
        With every problem at once.
    """
    problems = []
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, list(known), n=1)
            hint = f"did you mean {near[0]}?" if near else ", ".join(known)
            problems.append(f"{where}: unknown parameter {name!r}; allowed: {hint}")
    for name, value in known.items():
        if name not in given:
            problems.append(f"{where}: missing parameter {name!r}; all of these are needed: {', '.join(known)}")
        elif value is not None and not isinstance(given[name], type(value)):
            kind = type(value).__name__
            problems.append(f"{where}: parameter {name!r} has the wrong type; found {given[name]!r}; allowed: {kind}")
    if problems:
        raise ParameterError("\n".join(problems))


def check_injected() -> None:
    """Refuse, inside a notebook, the parameters that papermill injected if they do not fit the notebook's own.

    In JupyterLab nothing is injected and nothing is refused.
    """
    from IPython.core.getipython import get_ipython  # to plan a batch nobody needs it

    shell = get_ipython()
    history: list[str] = list(shell.user_ns["In"]) if shell is not None else []
    injected = [place for place, source in enumerate(history) if source.lstrip().startswith(INJECTED)]
    if not injected:
        return
    known: dict[str, Any] = {}
    for source in history[: injected[0]]:
        known |= read_assignments(source)
    check_names(read_assignments(history[injected[-1]]), known, "papermill")
