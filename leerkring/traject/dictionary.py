"""The data dictionary, made from the entities themselves."""

from __future__ import annotations

import re
from typing import Any, Literal, get_args, get_origin

from leerkring.model import ENTITEITEN
from leerkring.model.lezingen import walk_type
from leerkring.model.qca import Conditie, QcaPlan
from leerkring.model.velden import Model
from leerkring.traject.inhoud import columns, find_vocabulary, references

SOORTEN = {"bool": "ja of nee", "int": "geheel getal", "float": "getal", "date": "datum (jjjj-mm-dd)", "str": "tekst"}
KOLOMKOP = ("| kolom | verplicht | soort | betekenis |", "|---|---|---|---|")
BLOKKEN: dict[str, type[Model]] = {"qca": QcaPlan, "qca, uitkomst en condities": Conditie}


def write_dictionary() -> str:
    """Return the data dictionary as Markdown: a section per table, a row per column; and the block qca likewise."""
    parts = [
        "# Gegevenswoordenboek",
        "",
        "Gemaakt door `leerkring dictionary` uit de entiteiten in `leerkring/model`.",
        "",
    ]
    for entiteit in ENTITEITEN:
        parts += [f"## {entiteit.tabel}.csv", "", f"Sleutel: {', '.join(entiteit.sleutel)}.", ""]
        parts += [*KOLOMKOP, *(describe_column(entiteit, kolom) for kolom in columns(entiteit)), ""]
    for name, block in BLOKKEN.items():
        parts += [
            f"## traject.yaml: {name}",
            "",
            *KOLOMKOP,
            *(describe_column(block, key) for key in block.model_fields),
            "",
        ]
    return "\n".join(parts)


def describe_column(entiteit: type[Model], kolom: str) -> str:
    """Return one column as a row of a Markdown table."""
    field = entiteit.model_fields[kolom]
    required = "ja" if field.is_required() else "nee"
    text = (field.description or "").replace("|", "\\|")
    return f"| {kolom} | {required} | {describe_type(entiteit, kolom)} | {text} |"


def describe_type(entiteit: type[Model], kolom: str) -> str:
    """Return what a column holds: a vocabulary's codes, a reference or a kind of value."""
    annotation: Any = entiteit.model_fields[kolom].annotation
    many = "lijst van " if "tuple" in str(annotation) else "bij elke sleutel: " if "dict[" in str(annotation) else ""
    target = references(entiteit).get(kolom)
    if target is not None:
        return f"{many}verwijzing naar {target.tabel}"
    vocabulary = find_vocabulary(annotation)
    if vocabulary is not None:
        return many + ", ".join(f"`{code}`" for code in vocabulary)
    parts = list(walk_type(annotation))
    if any(isinstance(part, type) and issubclass(part, Model) for part in parts):
        return f"{many}blok, zie hieronder"
    if any(get_origin(part) is Literal for part in parts):
        return ", ".join(f"`{code}`" for part in parts for code in get_args(part) if isinstance(code, str))
    return many + next(
        (dutch for name, dutch in SOORTEN.items() if re.search(rf"\b{name}\b", str(annotation))), "tekst"
    )
