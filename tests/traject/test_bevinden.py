"""Writing findings: one row at a time, with how its rows were, and never over what another made of it."""

from pathlib import Path
from typing import Any

import pytest
from mini import check_text, set_cells, write_traject

from leerkring.errors import TrajectError
from leerkring.model.bevindingen import Bevinding
from leerkring.traject.saving.bevinden import (
    Bevindingwerk,
    next_bevinding,
    remove_bevinding,
    see_again,
    write_bevinding,
)
from leerkring.traject.saving.tables import ConflictError, DoubtError, GoneError

CELLEN: dict[str, Any] = {
    **{"deelnemer": "noord", "deelvraag": "D3", "antwoord": "Het ging sneller.", "steunt_op": ("E1",)},
    **{"status": "concept", "datum": "2022-06-02", "vertrouwelijkheid": "openbaar"},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = "id  deelnemer  antwoord  steunt_op\nNOO-B1  noord  Eerst.  E1\nKRING-B4  -  Samen.  NOO-B1"
    return write_traject(tmp_path / "mini", "leerkring", effecten="id\nE1\nE2", bevindingen=rows)


def read(folder: Path) -> list[str]:
    return (folder / "bevindingen.csv").read_bytes().decode().split("\n")


def find(werk: Bevindingwerk, key: str) -> Bevinding:
    return next(b for _, b in werk.inhoud.rows("bevindingen") if b.id == key)


def test_a_new_finding_is_one_row_with_how_its_rows_were_and_undone_to_the_byte(folder: Path) -> None:
    content = (folder / "bevindingen.csv").read_bytes().replace(b"Eerst.", b'"Eerst."').replace(b"\n", b"\r\n")
    (folder / "bevindingen.csv").write_bytes(content)
    werk = Bevindingwerk(folder)

    werk.do(write_bevinding(None, **CELLEN))

    now = (folder / "bevindingen.csv").read_bytes()
    (gezien,) = find(werk, "NOO-B2").gezien
    assert now == content + (
        f"NOO-B2,noord,D3,Het ging sneller.,,E1,,concept,2022-06-02,,,,,{gezien},openbaar\r\n".encode()
    )
    assert check_text(folder) == []
    werk.undo()
    assert (folder / "bevindingen.csv").read_bytes() == content
    werk.redo()
    assert (folder / "bevindingen.csv").read_bytes() == now


@pytest.mark.parametrize(
    ("deelnemer", "nummer"), [("noord", "NOO-B2"), (None, "KRING-B5"), ("zuid", "ZUI-B1"), ("oost", "OOS-B2")]
)
def test_a_new_finding_gets_a_number_that_no_row_has(folder: Path, deelnemer: str | None, nummer: str) -> None:
    set_cells(folder, "effecten", 3, id="OOS-B1")

    assert next_bevinding(Bevindingwerk(folder).inhoud, deelnemer) == nummer


def test_what_is_looked_at_again_is_stale_no_more_and_otherwise_the_same(folder: Path) -> None:
    set_cells(folder, "bevindingen", 2, gezien="E1=anders")
    before, werk = read(folder), Bevindingwerk(folder)

    werk.do(see_again(find(werk, "NOO-B1")))

    assert check_text(folder) == []
    assert [line for line, old in zip(read(folder), before, strict=True) if line != old] == [
        before[1].replace("E1=anders", find(werk, "NOO-B1").gezien[0])
    ]
    same = read(folder)
    werk.do(see_again(find(werk, "NOO-B1")))
    assert read(folder) == same


def test_what_another_made_of_a_finding_is_never_overwritten(folder: Path) -> None:
    mine, other = Bevindingwerk(folder), Bevindingwerk(folder)
    seen = find(mine, "NOO-B1")
    other.do(write_bevinding(seen, **CELLEN | {"antwoord": "Van een ander."}))
    theirs = read(folder)

    with pytest.raises(ConflictError):
        mine.do(write_bevinding(seen, **CELLEN))
    with pytest.raises(GoneError):
        mine.retry()
    assert read(folder) == theirs


def test_a_finding_beside_that_of_another_is_saved_after_all(folder: Path) -> None:
    mine, other = Bevindingwerk(folder), Bevindingwerk(folder)
    other.do(write_bevinding(None, **CELLEN))

    with pytest.raises(ConflictError):
        mine.do(write_bevinding(None, **CELLEN))
    mine.retry()

    assert [line.split(",")[0] for line in read(folder)[-3:-1]] == ["NOO-B2", "NOO-B3"]


def test_a_row_that_changed_while_somebody_wrote_is_not_taken_for_seen(folder: Path) -> None:
    werk = Bevindingwerk(folder)
    before = read(folder)
    set_cells(folder, "effecten", 2, omschrijving="Toch anders.")

    with pytest.raises(DoubtError, match="te herzien"):
        werk.do(write_bevinding(None, **CELLEN))

    assert read(folder) == before
    werk.retry()
    assert check_text(folder) == []


def test_a_finding_goes_unless_another_rests_on_it(folder: Path) -> None:
    before, werk = read(folder), Bevindingwerk(folder)

    with pytest.raises(TrajectError, match="NOO-B1"):
        werk.do(remove_bevinding(find(werk, "NOO-B1")))
    assert read(folder) == before
    werk.do(remove_bevinding(find(werk, "KRING-B4")))

    assert read(folder) == [*before[:2], ""]
