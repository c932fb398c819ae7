"""Read traject.yaml and vragenlijst.yaml into records, and every misfit into a sentence with its place."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import ValidationError

from leerkring.errors import Probleem
from leerkring.model.velden import Model

T = TypeVar("T", bound=Model)


def read_yaml(path: Path, model: type[T]) -> tuple[T | None, list[Probleem]]:
    """Return the file as a record, or None and what is wrong with it."""
    name = path.name
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
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
    try:
        return model.model_validate(content), []
    except ValidationError as error:
        return None, [
            Probleem(
                name,
                detail["msg"].removeprefix("Value error, "),
                kolom=".".join(map(str, detail["loc"])) or None,
                waarde=None if isinstance(detail["input"], dict | list) else str(detail["input"]),
                toegestaan=", ".join(model.model_fields) if detail["type"] == "extra_forbidden" else None,
            )
            for detail in error.errors(include_url=False)
        ]
