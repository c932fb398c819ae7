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
    """The tables of a new folder, one file each, to which records are added as they come."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.counts = dict.fromkeys((entiteit.tabel for entiteit in ENTITEITEN), 0)
        self._files = ExitStack()
        self._columns = {entiteit.tabel: columns(entiteit) for entiteit in ENTITEITEN}
        self._writers: dict[str, Any] = {}

    def __enter__(self) -> Self:
        for entiteit in ENTITEITEN:
            # The same bytes everywhere: csv writes the line ends itself.
            path = self.folder / f"{entiteit.tabel}.csv"
            file = self._files.enter_context(path.open("x", encoding="utf-8", newline=""))
            self._writers[entiteit.tabel] = csv.writer(file, lineterminator="\n")
            self._writers[entiteit.tabel].writerow(self._columns[entiteit.tabel])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.__exit__(kind, error, trace)

    def write(self, rows: Iterable[Rij]) -> None:
        """Add records, each to its own table."""
        for rij in rows:
            self._writers[rij.tabel].writerow([write_cell(getattr(rij, kolom)) for kolom in self._columns[rij.tabel]])
            self.counts[rij.tabel] += 1


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
