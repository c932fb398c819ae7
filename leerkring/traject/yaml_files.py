"""Read traject.yaml and vragenlijst.yaml into records, and every misfit into a sentence with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from leerkring.errors import Probleem
from leerkring.model.velden import Model
from leerkring.yaml_reading import load_strict

T = TypeVar("T", bound=Model)


def read_yaml(path: Path, model: type[T]) -> tuple[T | None, list[Probleem]]:
    """Return the file as a record, or None and what is wrong with it."""
    content, problemen = load_yaml(path, model)
    return (None, problemen) if content is None else fit_yaml(path.name, content, model)


def load_yaml(path: Path, model: type[Model]) -> tuple[dict[str, Any] | None, list[Probleem]]:
    """Return the keys of a file that should become a record, or None and why there are none."""
    name = path.name
    try:
        content = load_strict(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return None, [Probleem(name, "the file is missing", toegestaan=", ".join(model.model_fields))]
    except UnicodeDecodeError:
        return None, [Probleem(name, "the file is not UTF-8", toegestaan="save it as UTF-8")]
    except OSError as error:
        return None, [Probleem(name, f"the file cannot be read ({error.strerror})")]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or "it cannot be read"
        return None, [Probleem(name, f"the file is not YAML: {why}", rij=mark.line + 1 if mark else None)]
    if not isinstance(content, dict):
        return None, [Probleem(name, "the file has no keys", toegestaan=", ".join(model.model_fields))]
    return content, []


def fit_yaml(name: str, content: dict[str, Any], model: type[T]) -> tuple[T | None, list[Probleem]]:
    """Return the keys of a file as a record, or None and what is wrong with them."""
    try:
        return model.model_validate(content), []
    except ValidationError as error:
        return None, [explain_key(detail, name, model) for detail in error.errors(include_url=False)]


def explain_key(detail: ErrorDetails, name: str, model: type[Model]) -> Probleem:
    """Return one pydantic error as a problem: which key, what was found, what is allowed."""
    loc, kind = detail["loc"], detail["type"]
    unknown_or_missing = {"extra_forbidden": "unknown key", "missing": "the key is missing"}
    return Probleem(
        name,
        unknown_or_missing.get(kind) or detail["msg"].removeprefix("Value error, "),
        kolom=".".join(map(str, loc)) or None,
        waarde=None if isinstance(detail["input"], dict | list) else str(detail["input"]),
        toegestaan=", ".join(find_part(model, loc[:-1]).model_fields) if kind in unknown_or_missing else None,
    )


def find_part(model: type[Model], loc: tuple[int | str, ...]) -> type[Model]:
    """Return the model of the part of a file to which a place such as ('rondes', 0) leads."""
    for step in loc:
        if step in model.model_fields:
            annotation = model.model_fields[str(step)].annotation
            inner = getattr(annotation, "__args__", (annotation,))
            model = next((t for t in inner if isinstance(t, type) and issubclass(t, Model)), model)
    return model
