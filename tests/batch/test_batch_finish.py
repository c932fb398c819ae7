"""What is made from all reports together: each is read once, and never again for as long as it stays the same."""

import json
from pathlib import Path

import pytest
from uitkomsten import build_uitkomst

from leerkring.batch import finish
from leerkring.batch.finish import ZOEKTEKSTEN, finish_output
from leerkring.batch.manifest import Status, read_manifest, write_manifest
from leerkring.batch.sources import Sources

NAMEN = ("noord", "oost", "zuid")


def write_page(output: Path, naam: str, zin: str) -> None:
    page = f"<!--buren--><!--/buren--><main><h1>{naam}</h1><h2 id='kort'>In het kort</h2><p>{zin}</p></main>"
    (output / "proef" / f"{naam}.html").write_text(page, encoding="utf-8")


def write_outcomes(output: Path, *namen: str) -> None:
    outcomes = [
        build_uitkomst(
            f"proef/{naam}",
            params={"doelgroep": "openbaar"},
            rapport=f"proef/{naam}.html",
            rapport_van="2021-06-01T12:00:00+02:00",
            gelezen=[],
            feiten={"titel": naam, "doelgroep": "openbaar"},
        )
        for naam in namen
    ]
    write_manifest(output, outcomes)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    (tmp_path / "proef").mkdir()
    for naam in NAMEN:
        write_page(tmp_path, naam, f"De zin van {naam}.")
    write_outcomes(tmp_path, *NAMEN)
    return tmp_path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the titles of the pages whose text is taken from the page itself, in their order."""
    seen: list[str] = []
    real = finish.read_sections

    def look(page: str) -> object:
        seen.append(page.partition("<h1>")[2].partition("</h1>")[0])
        return real(page)

    monkeypatch.setattr(finish, "read_sections", look)
    return seen


def texts_in_index(output: Path) -> list[str]:
    page = (output / "index.html").read_text(encoding="utf-8")
    return [naam for naam in NAMEN if f"De zin van {naam}." in page] + (["nieuw"] if "Iets nieuws." in page else [])


def test_only_the_page_that_changed_is_read_again_and_all_stay_to_be_found(output: Path, read: list[str]) -> None:
    finish_output(output, Sources())
    assert (read, texts_in_index(output)) == (list(NAMEN), list(NAMEN))

    write_page(output, "oost", "Iets nieuws.")
    write_outcomes(output, *NAMEN)  # a batch leaves out what the index was made from
    read.clear()
    finish_output(output, Sources())

    assert (read, texts_in_index(output)) == (["oost"], ["noord", "zuid", "nieuw"])


def test_a_new_neighbour_changes_a_link_and_no_text(output: Path, read: list[str]) -> None:
    write_outcomes(output, "noord", "oost")
    finish_output(output, Sources())
    assert "zuid" not in (output / "proef" / "oost.html").read_text(encoding="utf-8")
    read.clear()

    write_outcomes(output, *NAMEN)
    finish_output(output, Sources())

    assert read == ["zuid"]
    assert 'href="zuid.html"' in (output / "proef" / "oost.html").read_text(encoding="utf-8")


def test_nothing_of_a_report_that_is_gone_stays_to_be_found(output: Path) -> None:
    finish_output(output, Sources())
    (output / "proef" / "oost.html").unlink()

    finish_output(output, Sources())

    assert texts_in_index(output) == ["noord", "zuid"]
    assert "De zin van oost" not in (output / ZOEKTEKSTEN).read_text(encoding="utf-8")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"code": "x"}', "ANDERE_CODE", "TE_WEINIG"])
def test_texts_of_which_it_is_not_certain_how_they_were_read_are_read_again(
    output: Path, read: list[str], content: str
) -> None:
    finish_output(output, Sources())
    found = json.loads((output / ZOEKTEKSTEN).read_text(encoding="utf-8"))
    changed = {
        "ANDERE_CODE": json.dumps(found | {"code": "x"}),
        "TE_WEINIG": json.dumps(found | {"inhoud": found["inhoud"] | {"teksten": []}}),
    }
    (output / ZOEKTEKSTEN).write_text(changed.get(content, content), encoding="utf-8")
    write_outcomes(output, *NAMEN)
    read.clear()

    finish_output(output, Sources())

    assert (read, texts_in_index(output)) == (list(NAMEN), list(NAMEN))
    assert json.loads((output / ZOEKTEKSTEN).read_text(encoding="utf-8")) == found


def test_a_traject_that_is_taken_away_with_its_reports_is_forgotten(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEERKRING_ROOT", str(output))
    here, gone = (
        build_uitkomst(f"proef/{naam}", params={"traject": f"data/{naam}"}, status=Status.MISLUKT)
        for naam in ("hier", "weg")
    )
    (output / "data" / "hier").mkdir(parents=True)
    kept = build_uitkomst(
        "proef/noord", params={"traject": "data/weg"}, rapport="proef/noord.html", feiten={"titel": "noord"}
    )
    write_manifest(output, [here, gone, kept])

    finish_output(output, Sources())

    assert list(read_manifest(output)) == ["proef/hier", "proef/noord"]
    assert "proef/weg" not in (output / "index.html").read_text("utf-8")
