"""A whole traject in which every free text tries to do harm: the fictional example with its texts replaced."""

import csv
import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from browser.pages import ROOT
from leerkring.model import ENTITEITEN
from leerkring.model.velden import Rij

EXAMPLE = "voorbeeld-2021"
LONG = "w" * 10_000
PAYLOADS = (
    "<script>alert(1)</script>",
    "</style><style>*{display:none}</style>",
    "</script><script>document.title='weg'</script>",
    "{{ 7*7 }} {% raw %}",
    "[klik](javascript:alert(1)) **vet**",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>klik</a>",
    "<svg onload=alert(1)><desc>",
    "</title></text></svg></table></main>",
    "<!--buren--><!-- ",
    "&lt;b&gt; &amp; &#60;",
    "\"' onmouseover='alert(1)\" x=`",
    "=HYPERLINK('//example.org/x')",
    "'; datum.x = alert(1) //",
    "\\u003cscript\\u003e ${7*7} %s {0} \\",
    "مرحبا 123 שלום",
    LONG,
)
# Texts in traject.yaml and vragenlijst.yaml that a report or the index may show.
YAML_TEXTS = {"naam", "inleiding", "centrale_vraag", "financiering", "rollen", "grenzen", "deelvragen", "tekst"} | {
    "toelichting",
    "labels",
    "organisatie",
}


def list_free_columns(entiteit: type[Rij]) -> list[str]:
    """Return the columns of a table that take any text: those that accept the first payload."""
    free = []
    for name in entiteit.model_fields:
        try:
            entiteit.model_validate({name: PAYLOADS[0]})
        except ValidationError as error:
            if not any(detail["loc"][:1] == (name,) for detail in error.errors()):
                free.append(name)
    return free


def spoil_table(path: Path, columns: list[str], payloads: Iterator[str]) -> None:
    """Put a payload before each text of some columns; equal texts stay equal, because rows may belong together."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    seen: dict[str, str] = {}
    for row in rows:
        for column in columns:
            if text := row.get(column):
                # A finding has a greatest number of words, and braces in it are references.
                payload = next(payloads)
                spoilt = payload.replace("{", "(") if path.stem == "bevindingen" else f"{payload} {text}"
                row[column] = seen.setdefault(text, spoilt)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def spoil_yaml(part: Any, payloads: Iterator[str], name: str = "") -> Any:
    """Return a part of a YAML file with a payload before each text that a reader may see."""
    if isinstance(part, dict):
        # What stands under a list of labels or questions is text, whatever its own key.
        return {k: spoil_yaml(v, payloads, name if name in YAML_TEXTS else str(k)) for k, v in part.items()}
    if isinstance(part, list):
        return [spoil_yaml(v, payloads, name) for v in part]
    return f"{next(payloads)} {part}" if isinstance(part, str) and name in YAML_TEXTS else part


def write_hostile_project(folder: Path) -> Path:
    """Write a project with the real notebooks, the hostile traject, and params for a case report and a comparison."""
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    data = folder / "data" / EXAMPLE
    shutil.copytree(ROOT / "data" / EXAMPLE, data)
    payloads = itertools.cycle(PAYLOADS)
    for entiteit in (entiteit for entiteit in ENTITEITEN if (data / f"{entiteit.tabel}.csv").exists()):
        spoil_table(data / f"{entiteit.tabel}.csv", list_free_columns(entiteit), payloads)
    for name in ("traject.yaml", "vragenlijst.yaml"):
        content = yaml.safe_load((data / name).read_text(encoding="utf-8"))
        spoilt = yaml.safe_dump(spoil_yaml(content, payloads), allow_unicode=True, sort_keys=False)
        (data / name).write_text(spoilt, encoding="utf-8")
    params = folder / "params" / EXAMPLE
    params.mkdir(parents=True)
    for name in ("nevelwaard.yaml", "vergelijking.yaml"):
        shutil.copy(ROOT / "params" / EXAMPLE / name, params / name)
    return folder
