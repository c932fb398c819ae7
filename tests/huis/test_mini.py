"""The trajects that other tests start from are themselves without a single remark."""

from pathlib import Path

import pytest
from mini import GEWOON, VOL, check_text, set_cells, write_traject

from leerkring.model import TABELLEN
from leerkring.traject import check_folder


@pytest.mark.parametrize("opzet", ["leertraject", "leerkring"])
def test_base_has_no_problems(tmp_path: Path, opzet: str) -> None:
    assert check_folder(write_traject(tmp_path, opzet)) == []


def test_usual_row_of_every_table_has_no_problems(tmp_path: Path) -> None:
    folder = write_traject(tmp_path, "leerkring", **VOL)

    assert check_folder(folder) == []
    assert set(GEWOON) <= set(TABELLEN)
    assert [tabel for tabel in TABELLEN if len((folder / f"{tabel}.csv").read_text("utf-8").splitlines()) < 2] == []


def test_usual_row_is_changed_cell_by_cell(tmp_path: Path) -> None:
    folder = set_cells(write_traject(tmp_path), "deelnemers", 3, soort="stad")

    assert check_text(folder) == [
        "fout: deelnemers.csv, rij 3, kolom soort: deze waarde is onbekend; vul er precies één in; er staat ‘stad’; "
        "toegestaan: gemeente, gr, ambtelijke_fusie, regio, anders"
    ]


def test_column_that_does_not_exist_fails_at_once(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"lessen has no column \['kleur'\]"):
        write_traject(tmp_path, lessen="id  kleur\nL1  rood")
