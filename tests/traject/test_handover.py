"""A traject that is handed to a notebook: the same as reading it, never stale, and never that of another reader."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import papermill
import pytest
from mini import set_cells, write_traject
from nbformat.v4 import new_code_cell, new_notebook
from test_doelgroep_altijd import TWEE

from leerkring.batch.sources import Sources
from leerkring.batch.warm.engine import NAAM
from leerkring.batch.warm.forking import can_fork
from leerkring.traject import Traject, open_traject, opening
from leerkring.traject.fingerprint import hash_files
from leerkring.traject.handover import VARIABELE, hand_over, pack_traject, take_over

OPEN = ("deelnemer", "noord")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_traject(tmp_path, "leerkring", **TWEE)


@pytest.fixture
def handed(folder: Path) -> Iterator[Traject]:
    """Noord's own view of the traject, handed over as a batch does it."""
    with hand_over(Sources().pack({"traject": str(folder), "doelgroep": OPEN[0], "deelnemer": OPEN[1]}), folder.parent):
        assert VARIABELE in os.environ
        found = take_over(folder, *_parse(*OPEN))
        assert found is not None
        yield found


def _parse(doelgroep: str, deelnemer: str | None) -> tuple[opening.Doelgroep, str | None]:
    return opening.parse_doelgroep(doelgroep), deelnemer


def forbid_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "read_folder", None)


def test_what_is_handed_over_is_what_reading_gives(
    folder: Path, handed: Traject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABELE)
    read = open_traject(folder, *OPEN)

    assert (read.inhoud, read.versies, read.ook_bij, read.slug) == (
        handed.inhoud,
        handed.versies,
        handed.ook_bij,
        handed.slug,
    )
    assert len(handed.inhoud.tellingen or ()) > 0
    assert (handed.inhoud.tabellen["respondenten"], handed.inhoud.tabellen["antwoorden"]) == ((), ())


@pytest.mark.usefixtures("handed")
def test_the_plain_call_takes_it_and_reads_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forbid_reading(monkeypatch)

    assert open_traject(folder, *OPEN).deelnemer.id == "noord"
    assert open_traject(os.path.relpath(folder), *OPEN).deelnemer.id == "noord"


@pytest.mark.usefixtures("handed")
@pytest.mark.parametrize(
    "call", [("team", "noord"), ("team", None), ("leerkring", "noord"), ("openbaar", "noord"), ("deelnemer", "zuid")]
)
def test_no_other_reader_gets_it(folder: Path, call: tuple[str, str | None]) -> None:
    assert take_over(folder, *_parse(*call)) is None
    found = open_traject(folder, *call)
    assert (found.doelgroep, found.slug) == call


def test_no_other_folder_gets_it(tmp_path: Path, handed: Traject) -> None:
    other = write_traject(tmp_path / "ander", "leerkring", **TWEE)

    assert take_over(other, *_parse(*OPEN)) is None
    assert open_traject(other, *OPEN).folder != handed.folder


@pytest.mark.usefixtures("handed")
def test_after_a_change_it_still_is_what_the_batch_read_which_knows_that_the_report_is_old(folder: Path) -> None:
    text = open_traject(folder, *OPEN).frame("logboek")["tekst"].tolist()
    set_cells(folder, "logboek", 2, tekst="Heel anders.")

    assert open_traject(folder, *OPEN).frame("logboek")["tekst"].tolist() == text


@pytest.mark.usefixtures("handed")
def test_what_another_opens_for_this_process_is_taken_over_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = open_traject(folder, "openbaar", "noord")
    forbid_reading(monkeypatch)
    monkeypatch.setattr("leerkring.traject.handover.deuren", [lambda *asked: other if asked[1] == "openbaar" else None])

    assert open_traject(folder, "openbaar", "noord").inhoud is other.inhoud
    assert open_traject(folder, *OPEN).doelgroep == "deelnemer"


def test_a_package_holds_no_hash_of_a_file(folder: Path) -> None:
    package = pack_traject(open_traject(folder, *OPEN))

    assert hash_files(folder)
    assert [name for name, digest in hash_files(folder).items() if digest.encode() in package] == []


def test_the_file_is_private_and_goes(folder: Path) -> None:
    with hand_over(pack_traject(open_traject(folder, *OPEN)), folder.parent):
        place = Path(os.environ[VARIABELE])
        assert (place.parent, stat.S_IMODE(place.stat().st_mode)) == (folder.parent, 0o600)
    assert not place.exists()
    assert VARIABELE not in os.environ


def test_what_this_reader_may_not_see_is_not_in_the_file(folder: Path) -> None:
    set_cells(folder, "logboek", 2, tekst="Geheim van het team.", vertrouwelijkheid="team")
    set_cells(folder, "logboek", 3, tekst="Geheim van zuid.", vertrouwelijkheid="deelnemer")
    set_cells(folder, "logboek", 4, tekst="Voor iedereen.", vertrouwelijkheid="openbaar")
    with hand_over(Sources().pack({"traject": str(folder), "doelgroep": OPEN[0], "deelnemer": OPEN[1]}), folder.parent):
        content = Path(os.environ[VARIABELE]).read_bytes()

    assert b"Voor iedereen." in content
    assert b"Geheim" not in content


@pytest.mark.skipif(not can_fork(), reason="needs a system that can fork")
@pytest.mark.usefixtures("handed")
def test_a_kernel_takes_it(folder: Path, tmp_path: Path) -> None:
    code = f"""
from leerkring.traject import opening
opening.read_folder = None
opening.open_traject({str(folder)!r}, *{OPEN!r}).deelnemer.id
"""
    book, done = tmp_path / "boek.ipynb", tmp_path / "klaar.ipynb"
    kernel = {"name": "python3", "display_name": "Python 3"}
    notebook = new_notebook(cells=[new_code_cell(code)], metadata={"kernelspec": kernel})
    papermill.iorw.write_ipynb(notebook, str(book))
    found = papermill.execute_notebook(book, done, engine_name=NAAM, kernel_name="python3", progress_bar=False)

    assert found.cells[0].outputs[0]["data"]["text/plain"] == "'noord'"
