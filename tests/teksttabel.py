"""Tables as text in the format of `mini`: a traject in memory, and the frames that should come out.

`make_traject` skips the files and the rules, so that a test can also show what an analysis does with rows that the
check would refuse.
"""

import re
from pathlib import Path
from typing import Any

import pandas as pd
import yaml
from mini import TRAJECT, TRAJECT_LEERKRING, VRAGENLIJST_LEERKRING, read_text_table

from leerkring.begrippen import Doelgroep
from leerkring.model import TABELLEN
from leerkring.model.beschrijving import Beschrijving
from leerkring.model.vragenlijst import Vragenlijst
from leerkring.traject import Traject
from leerkring.traject.inhoud import GelezenRij, Inhoud

BASIS = {
    "bronnen": "id  soort\nS1  document\nS2  interview\nS3  vragenlijst",
    "deelnemers": "id  naam\nnoord  Noord\nzuid  Zuid",
}
# Read once: a property builds many trajects.
BESCHRIJVING = Beschrijving.model_validate(yaml.safe_load(TRAJECT) | yaml.safe_load(TRAJECT_LEERKRING))
VRAGENLIJST = Vragenlijst.model_validate(yaml.safe_load(VRAGENLIJST_LEERKRING))


def make_traject(doelgroep: str = "team", **tables: str) -> Traject:
    """Return a traject from text tables; a table that is not given has no rows."""
    texts = BASIS | tables
    rows = {tabel: read_rows(tabel, texts.get(tabel, "")) for tabel in TABELLEN}
    return Traject(Path("mini"), Inhoud(BESCHRIJVING, VRAGENLIJST, rows), Doelgroep(doelgroep))


def make_beschrijving(**changes: Any) -> Beschrijving:
    """Return a small traject.yaml as a record."""
    return Beschrijving.model_validate(dict(BESCHRIJVING) | changes)


def read_rows(tabel: str, text: str) -> tuple[GelezenRij, ...]:
    """Return a text table as checked records with the row numbers that a spreadsheet would show."""
    return tuple(
        GelezenRij(nummer, TABELLEN[tabel].model_validate({k: v for k, v in row.items() if v}))
        for nummer, row in enumerate(read_text_table(tabel, text), start=2)
    )


def make_frame(tabel: str, text: str = "") -> pd.DataFrame:
    """Return one text table as the frame that a traject gives; without text it is empty."""
    return make_traject(**{tabel: text}).frame(tabel)


def expect(text: str) -> pd.DataFrame:
    """Return a text table as the frame that a function should give.

    A heading names its type after a colon, text unless said otherwise; `tuple` has | between its items.
    """
    lines = [re.split(r"\s{2,}", line.strip()) for line in text.splitlines() if line.strip()]
    columns = {}
    for head, *cells in zip(*lines, strict=True):
        name, _, dtype = head.partition(":")
        columns[name] = make_column(["" if cell == "-" else cell for cell in cells], dtype or "str")
    return pd.DataFrame(columns)


def make_column(cells: list[str], dtype: str) -> pd.Series:
    """Return cells as a column of a type; an empty cell is missing."""
    values: list[Any]
    if dtype == "tuple":
        return pd.Series([tuple(c for c in cell.split("|") if c) for cell in cells], dtype="object")
    if dtype in ("bool", "boolean"):
        values = [{"ja": True, "nee": False, "": pd.NA}[cell] for cell in cells]
    elif dtype == "Int64":
        values = [int(cell) if cell else pd.NA for cell in cells]
    elif dtype in ("int64", "float64"):
        values = [float(cell) if cell else float("nan") for cell in cells]
    else:
        values = [cell or None for cell in cells]
    return pd.Series(values, dtype=dtype)
