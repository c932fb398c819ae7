"""Write the CSV tables of the fictional leerkring: the same bytes on every run and every platform."""

from __future__ import annotations

import csv
import io
import shutil
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from antwoorden import add_antwoorden
from bevindingen import add_bevindingen, note_gezien
from bronnen import list_bronnen
from invoer import MAP, load_kring, load_verhalen
from massa import add_fragmenten, add_logboek
from tabellen import Tables, add_deelname, add_effecten, add_interventies, add_kring, add_sturing

from leerkring.model import ENTITEITEN
from leerkring.model.velden import Rij

ZAAD = 2021
ACHTERAAN = ("bron", "vertrouwelijkheid")
GESCHREVEN = ("traject.yaml", "vragenlijst.yaml")
"""What stands in the folder of the tables and is not made: written by hand."""


def make_tables() -> Tables:
    """Return all tables as rows; logboek, fragments and answers draw from their own seeded series."""
    verhalen, kring = load_verhalen(), load_kring()
    tables: Tables = {entiteit.tabel: [] for entiteit in ENTITEITEN}
    for nummer, verhaal in enumerate(verhalen, 1):
        add_deelname(tables, verhaal, nummer)
        add_sturing(tables, verhaal)
        add_interventies(tables, verhaal)
        add_effecten(tables, verhaal)
    add_kring(tables, kring, {verhaal["deelnemer"]["id"]: verhaal for verhaal in verhalen})
    add_logboek(tables, kring, verhalen, Random(ZAAD))
    add_fragmenten(tables, kring, verhalen, Random(ZAAD))
    add_antwoorden(tables, verhalen, ZAAD)
    tables["bronnen"] = list_bronnen(tables, verhalen)
    add_bevindingen(tables)
    with TemporaryDirectory() as name:  # how a row is can be told only of a folder that can be read as a whole
        for written in GESCHREVEN:
            shutil.copy(MAP.parent / written, name)
        write_tables(tables, Path(name))
        note_gezien(tables, Path(name))
    return tables


def list_columns(entiteit: type[Rij]) -> list[str]:
    """Return the columns of a table: the entity's own fields first, source and confidentiality last."""
    own = [name for name in entiteit.model_fields if name not in ACHTERAAN]
    return own + [name for name in ACHTERAAN if name in entiteit.model_fields]


def write_tables(tables: Tables, target: Path) -> None:
    """Check each row against the model and write each table that has rows as UTF-8 CSV."""
    for entiteit in (entiteit for entiteit in ENTITEITEN if tables[entiteit.tabel]):
        columns = list_columns(entiteit)
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, columns, lineterminator="\n")
        writer.writeheader()
        for row in tables[entiteit.tabel]:
            cells = {name: "" if value is None else str(value).strip() for name, value in row.items()}
            entiteit.model_validate({name: text for name, text in cells.items() if text})
            writer.writerow(cells)
        (target / f"{entiteit.tabel}.csv").write_bytes(buffer.getvalue().encode("utf-8"))


def main() -> None:
    """Write the tables to the folder named on the command line, or to the folder above this script."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    target.mkdir(parents=True, exist_ok=True)
    tables = make_tables()
    write_tables(tables, target)
    for name, rows in tables.items():
        print(f"{name:22}{len(rows):6}")


if __name__ == "__main__":
    main()
