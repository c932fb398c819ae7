"""The notebooks are thin: they choose and show, and everything else lives in the library."""

import ast
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from mini import write_traject
from plek import ROOT

from leerkring.batch.soorten import find_reports
from leerkring.notebook import read_parameters

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
REPORTS = find_reports(ROOT)
WORKSHOPS = [path for path in NOTEBOOKS if path not in REPORTS]
"""In these a researcher works; they make no report, so that `leerkring run` refuses them."""
MOST_LINES = 65
SENTENCE = "lk-fout"
"""The class of the sentence with which an explorer says what went wrong."""


def read_code(path: Path) -> list[str]:
    return [c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]


def test_there_are_notebooks() -> None:
    assert {"casus", "vergelijking"} == {path.stem for path in REPORTS}
    assert {"start", "verkenner"} <= {path.stem for path in WORKSHOPS}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_defines_nothing_and_stays_short(path: Path) -> None:
    cells = read_code(path)
    kinds = {type(node) for cell in cells for node in ast.walk(ast.parse(cell))}
    assert not kinds & {ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda}
    assert sum(bool(line.strip()) for cell in cells for line in cell.splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_starts_with_its_parameters_and_then_checks_them(path: Path) -> None:
    content = nbformat.read(path, as_version=4)
    first, second = content.cells[:2]
    assert first.metadata.tags == ["parameters"]
    assert "check_injected()" in second.source
    assert second.source.index("check_injected()") < second.source.index("open_traject(")


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_sentence_of_the_summary_names_a_section_that_exists(path: Path) -> None:
    content = nbformat.read(path, as_version=4)
    sections = {c.source.splitlines()[0].removeprefix("## ") for c in content.cells if c.cell_type == "markdown"}
    summary = next(c for c in read_code(path) if "build_kort(" in c)
    call = next(n for n in ast.walk(ast.parse(summary)) if isinstance(n, ast.Dict))
    named = [key.value for key in call.keys if isinstance(key, ast.Constant)]
    assert len(named) >= 5
    assert set(named) <= sections


@pytest.mark.parametrize("path", WORKSHOPS, ids=lambda path: path.stem)
def test_a_workshop_checks_the_parameters_that_it_has_before_it_uses_them(path: Path) -> None:
    code = read_code(path)
    given = [c for c in nbformat.read(path, as_version=4).cells if "parameters" in c.metadata.get("tags", [])]
    for cell in given:
        assert code[0] == cell.source
        assert "check_injected()" in code[1]
        assert code[1].index("check_injected()") < code[1].rindex("open_")


def run_whole(path: Path, out: Path, **parameters: Any) -> nbformat.NotebookNode:
    """Run a notebook as it stands and return it with what it showed, the state of its widgets included."""
    return papermill.execute_notebook(
        path, out, parameters=parameters, kernel_name="python3", progress_bar=False, cwd=path.parent
    )


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
