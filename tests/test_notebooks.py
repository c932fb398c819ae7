"""The notebooks are thin: they choose and show, and everything else lives in the library."""

import ast
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
MOST_LINES = 65


def read_code(path: Path) -> list[str]:
    return [c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]


def test_there_are_notebooks() -> None:
    assert {"casus", "vergelijking"} <= {path.stem for path in NOTEBOOKS}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_defines_nothing_and_stays_short(path: Path) -> None:
    cells = read_code(path)
    kinds = {type(node) for cell in cells for node in ast.walk(ast.parse(cell))}
    assert not kinds & {ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda}
    assert sum(bool(line.strip()) for cell in cells for line in cell.splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_starts_with_its_parameters_and_then_checks_them(path: Path) -> None:
    content = nbformat.read(path, as_version=4)
    first, second = content.cells[:2]
    assert first.metadata.tags == ["parameters"]
    assert "check_injected()" in second.source
    assert second.source.index("check_injected()") < second.source.index("open_traject(")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_sentence_of_the_summary_names_a_section_that_exists(path: Path) -> None:
    content = nbformat.read(path, as_version=4)
    sections = {c.source.splitlines()[0].removeprefix("## ") for c in content.cells if c.cell_type == "markdown"}
    summary = next(c for c in read_code(path) if "build_kort(" in c)
    call = next(n for n in ast.walk(ast.parse(summary)) if isinstance(n, ast.Dict))
    named = [key.value for key in call.keys if isinstance(key, ast.Constant)]
    assert len(named) >= 5
    assert set(named) <= sections
