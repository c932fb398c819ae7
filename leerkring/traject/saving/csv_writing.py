"""Write records as the CSV tables that `csv_files` reads."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from leerkring.model import ENTITEITEN
from leerkring.model.velden import LIJST_SCHEIDING, Rij
from leerkring.traject.inhoud import columns


class TableWriter:
    """The tables of a new folder, to which records are added as they come; a table gets its file with its first row."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.counts = dict.fromkeys((entiteit.tabel for entiteit in ENTITEITEN), 0)
        self._files = ExitStack()
        self._writers: dict[str, Any] = {}
        self._columns: dict[str, list[str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.__exit__(kind, error, trace)

    def write(self, rows: Iterable[Rij]) -> None:
        """Add records, each to its own table."""
        for rij in rows:
            if rij.tabel not in self._writers:
                self._open(type(rij))
            self._writers[rij.tabel].writerow([write_cell(getattr(rij, k)) for k in self._columns[rij.tabel]])
            self.counts[rij.tabel] += 1

    def _open(self, entiteit: type[Rij]) -> None:
        # The same bytes everywhere: csv writes the line ends itself.
        path = self.folder / f"{entiteit.tabel}.csv"
        file = self._files.enter_context(path.open("x", encoding="utf-8", newline=""))
        self._columns[entiteit.tabel] = columns(entiteit)
        self._writers[entiteit.tabel] = csv.writer(file, lineterminator="\n")
        self._writers[entiteit.tabel].writerow(self._columns[entiteit.tabel])


def write_cell(value: Any) -> str:
    """Return a value as the cell from which the same value is read back.

    Lists have | between their items, dates are 2021-05-31, numbers have a decimal point, and nothing is a blank cell.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, tuple):
        return LIJST_SCHEIDING.join(map(str, value))
    if isinstance(value, float):
        text = str(int(value)) if value.is_integer() else repr(value)
        # Three decimals could be a thousands separator, which is refused when it is read.
        return f"{text}0" if len(text.partition(".")[2]) == 3 else text
    return value.isoformat() if isinstance(value, date) else str(value)
