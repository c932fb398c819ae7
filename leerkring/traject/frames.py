"""The tables of a traject as frames, each column with the type of its field."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from leerkring.model import TABELLEN
from leerkring.traject.inhoud import Inhoud, columns

HERKOMST = "herkomst"


def build_frame(inhoud: Inhoud, tabel: str) -> pd.DataFrame:
    """Return a table as `Traject.frame` gives it."""
    entiteit = TABELLEN[tabel]
    rows = inhoud.tabellen[tabel]
    data: dict[str, Any] = {}
    for kolom in columns(entiteit):
        values = [plain(getattr(g.rij, kolom)) for g in rows]
        data[kolom] = pd.Series(values, dtype=dtype_of(entiteit.model_fields[kolom].annotation))
    name = inhoud.file_of(tabel)
    data[HERKOMST] = pd.Series([f"{name}:{g.nummer}" if g.nummer else name for g in rows], dtype="str")
    return pd.DataFrame(data)


def plain(value: Any) -> Any:
    """Return a value without its vocabulary: the code as text."""
    if isinstance(value, tuple):
        return tuple(str(v) for v in value)
    return str(value) if isinstance(value, str) else value


def dtype_of(annotation: Any) -> str:
    """Return the pandas type of a column from the type of its field."""
    options = [t for t in getattr(annotation, "__args__", (annotation,)) if t is not type(None)]
    optional = type(None) in getattr(annotation, "__args__", ())
    first = options[0]
    if hasattr(annotation, "__origin__") and annotation.__origin__ is tuple:
        return "object"
    if len(options) > 1:
        return "object"
    while hasattr(first, "__metadata__"):
        first = first.__origin__
    if first is bool:
        return "boolean" if optional else "bool"
    if first is int:
        return "Int64" if optional else "int64"
    if first is float:
        return "float64"
    if first is date:
        return "datetime64[s]"
    return "str"
