"""The notebooks are thin: they choose and show, and everything else lives in the library."""

import ast
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import papermill
import pytest
from mini import write_traject
from notitieboek import find_reports
from plek import ROOT

from leerkring import notebook, open_traject
from leerkring.batch.warm.engine import NAAM
from leerkring.casus import Deelnemercasus
from leerkring.errors import ParameterError
from leerkring.facade import Facade
from leerkring.kring import Kring
from leerkring.lab.casusverkenner import open_casusverkenner
from leerkring.notebook import read_parameters

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
REPORTS = find_reports(ROOT)
WORKSHOPS = [path for path in NOTEBOOKS if path not in REPORTS]
"""In these a researcher works; they make no report, so that `leerkring run` refuses them."""
MOST_LINES = 3
WIDEST = 100
SENTENCE = "lk-fout"
"""The class of the sentence with which an explorer says what went wrong."""


def read_cells(path: Path) -> list[Any]:
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]


def read_code(path: Path) -> list[str]:
    return [cell.source for cell in read_cells(path)]


def test_there_are_notebooks() -> None:
    assert {"casus", "vergelijking"} == {path.stem for path in REPORTS}
    assert {"start", "verkenner"} <= {path.stem for path in WORKSHOPS}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_defines_nothing_and_each_cell_can_be_read_at_a_glance(path: Path) -> None:
    for cell in read_cells(path):
        kinds = {type(node) for node in ast.walk(ast.parse(cell.source))}
        assert not kinds & {ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda}
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert "parameters" in cell.metadata.get("tags", []) or len(lines) <= MOST_LINES, cell.source
        assert max(map(len, lines)) <= WIDEST, cell.source


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_is_one_call_in_each_cell_with_prose_between(path: Path) -> None:
    content = nbformat.read(path, as_version=4)
    first, opening, *calls = (c for c in content.cells if c.cell_type == "code")

    assert first.metadata.tags == ["parameters"]
    assert re.fullmatch(r"from leerkring import open_\w+\n\n(\w) = open_\w+\(\)\n\1\.kop\(.*\)", opening.source)
    assert len(calls) > 20
    assert [
        c.source for c in calls if not re.fullmatch(r"[ck](\.\w+)?\.\w+\([^()]*\)(\.fold\([^()]*\))?", c.source)
    ] == []
    headings = [c.source for c in content.cells if c.cell_type == "markdown"]
    assert all(text.startswith("#") for text in headings)


@pytest.mark.parametrize(("naam", "facade"), [("casus", Deelnemercasus), ("vergelijking", Kring)])
def test_every_sentence_of_the_summary_names_a_section_that_exists(naam: str, facade: type[Facade]) -> None:
    content = nbformat.read(ROOT / "notebooks" / f"{naam}.ipynb", as_version=4)
    sections = {c.source.splitlines()[0].removeprefix("## ") for c in content.cells if c.cell_type == "markdown"}
    opened = open_traject(ROOT / "data" / "leertraject-2017", "team", "oss" if facade is Deelnemercasus else None)
    named = list(dict.fromkeys(b.sectie for b in facade(opened).beweringen))

    assert len(named) >= 5
    assert set(named) <= sections


def test_a_workshop_checks_the_parameters_that_were_injected_before_it_uses_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = next(c for c in read_cells(ROOT / "notebooks" / "verkenner.ipynb") if c.metadata.get("tags"))
    history = [given.source, '# Parameters\ndeelnemr = "oss"']
    monkeypatch.setattr(notebook, "find_shell", lambda: SimpleNamespace(user_ns={"In": history}))
    with pytest.raises(ParameterError, match="parameter ‘deelnemr’ is onbekend"):
        open_casusverkenner("data/leertraject-2017", "oss", "team")


def run_whole(path: Path, out: Path, **parameters: Any) -> nbformat.NotebookNode:
    """Run a notebook as it stands and return it with what it showed, the state of its widgets included."""
    how = {"kernel_name": "python3", "engine_name": NAAM, "progress_bar": False, "cwd": path.parent}
    return papermill.execute_notebook(path, out, parameters=parameters, **how)


def read_shown(content: nbformat.NotebookNode) -> list[str]:
    """Return the HTML of each HTML widget, and the text of each output."""
    state = content.metadata.get("widgets", {}).get("application/vnd.jupyter.widget-state+json", {}).get("state", {})
    html = [w["state"]["value"] for w in state.values() if w["model_name"] == "HTMLModel" and w["state"].get("value")]
    shown = [str(output.get("data", output)) for c in content.cells for output in c.get("outputs", [])]
    return html + shown


@pytest.mark.parametrize("path", WORKSHOPS, ids=lambda path: path.stem)
def test_a_workshop_runs_from_top_to_bottom_without_anybody_touching_it(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEERKRING_ROOT", str(ROOT))
    content = run_whole(path, tmp_path / "out.ipynb")
    shown = read_shown(content)

    assert [o for c in content.cells for o in c.get("outputs", []) if o.output_type in ("error", "stream")] == []
    assert any("voorbeeld-2021" in text or "Nevelwaard" in text for text in shown)
    assert [text for text in shown if SENTENCE in text and "<style>" not in text] == []


def test_the_verkenner_runs_for_any_traject_and_says_in_a_sentence_what_it_cannot_show(tmp_path: Path) -> None:
    verkenner = ROOT / "notebooks" / "verkenner.ipynb"
    folder = write_traject(tmp_path / "mini", deelnemers="id  naam\nnoord  Noord\nzuid  Zuid")
    chosen = read_parameters(verkenner) | {"traject": str(folder), "deelnemer": "zuid", "doelgroep": "team"}

    good = read_shown(run_whole(verkenner, tmp_path / "good.ipynb", **chosen))
    assert any("De sturingsmix van Zuid is niet gemeten" in text for text in good)
    wrong = read_shown(run_whole(verkenner, tmp_path / "wrong.ipynb", **chosen | {"deelnemer": "nergens"}))
    assert any("‘nergens’ is er niet" in text for text in wrong)
    assert not any("Traceback" in text for text in wrong)


def test_a_notebook_makes_a_report_when_its_parameters_name_it(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    for naam, code in (("x", 'notebook = "x"\ntraject = "data/x"'), ("y", 'traject = "data/x"'), ("z", "1 + 1")):
        content = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
        content.cells[0].metadata["tags"] = ["parameters"] if "=" in code else []
        nbformat.write(content, tmp_path / "notebooks" / f"{naam}.ipynb")

    assert [path.stem for path in find_reports(tmp_path)] == ["x"]
