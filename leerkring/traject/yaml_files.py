"""Read traject.yaml and vragenlijst.yaml into records, and every misfit into a sentence with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from leerkring.errors import Probleem
from leerkring.model.misfits import explain_misfit, list_expected
from leerkring.model.velden import Model
from leerkring.refusals import explain_system, explain_yaml
from leerkring.yaml_reading import load_strict

T = TypeVar("T", bound=Model)
SLEUTELDEEL = "[key]"
"""What pydantic adds to the place of a name that is wrong itself."""


def read_yaml(path: Path, model: type[T]) -> tuple[T | None, list[Probleem]]:
    """Return the file as a record, or None and what is wrong with it."""
    content, problemen = load_yaml(path, model)
    return (None, problemen) if content is None else fit_yaml(path.name, content, model)


def load_yaml(path: Path, model: type[Model]) -> tuple[dict[str, Any] | None, list[Probleem]]:
    """Return the keys of a file that should become a record, or None and why there are none."""
    name, text, keys = path.name, "", ", ".join(model.model_fields)
    try:
        text = path.read_text(encoding="utf-8-sig")
        content = load_strict(text)
    except FileNotFoundError:
        return None, [Probleem(name, "dit bestand ontbreekt", toegestaan=keys)]
    except UnicodeDecodeError:
        uitleg = "een teken is niet te lezen, want het bestand is niet bewaard als UTF-8"
        return None, [Probleem(name, uitleg, raad="bewaar het als UTF-8")]
    except OSError as error:
        return None, [Probleem(name, f"het bestand is niet te lezen: {explain_system(error)}")]
    except yaml.YAMLError as error:
        why, line = explain_yaml(error, text)
        return None, [Probleem(name, f"dit bestand is niet te lezen: {why}", rij=line)]
    if not isinstance(content, dict):
        return None, [Probleem(name, "in dit bestand staan geen namen met een waarde", toegestaan=keys)]
    return content, []


def fit_yaml(name: str, content: dict[str, Any], model: type[T]) -> tuple[T | None, list[Probleem]]:
    """Return the keys of a file as a record, or None and what is wrong with them."""
    try:
        return model.model_validate(content), []
    except ValidationError as error:
        return None, [explain_key(detail, name, model) for detail in error.errors(include_url=False)]


def explain_key(detail: ErrorDetails, name: str, model: type[Model]) -> Probleem:
    """Return one pydantic error as a problem: which key, what was found, what is allowed."""
    loc, known = detail["loc"], detail["type"] in ("extra_forbidden", "missing")
    return Probleem(
        name,
        "hier moet iets staan" if detail["input"] is None else explain_misfit(detail),
        kolom=name_place(loc) or None,
        waarde=None if isinstance(detail["input"], dict | list | None) else str(detail["input"]),
        toegestaan=", ".join(find_part(model, loc[:-1]).model_fields) if known else list_expected(detail),
    )


def name_place(loc: tuple[int | str, ...]) -> str:
    """Return a place in a file in words, such as 'rondes 2, start' for the start of the second of the rondes."""
    parts: list[str] = []
    for step in loc:
        if isinstance(step, int) and parts:
            parts[-1] += f" {step + 1}"
        elif step != SLEUTELDEEL:
            parts.append(str(step))
    return ", ".join(parts)


def find_part(model: type[Model], loc: tuple[int | str, ...]) -> type[Model]:
    """Return the model of the part of a file to which a place such as ('rondes', 0) leads."""
    for step in loc:
        if step in model.model_fields:
            annotation = model.model_fields[str(step)].annotation
            inner = getattr(annotation, "__args__", (annotation,))
            model = next((t for t in inner if isinstance(t, type) and issubclass(t, Model)), model)
    return model
