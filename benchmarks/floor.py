"""Way (e), the floor: the cells by `exec` in a fork of a process that has imported everything, and the same page."""

import ast
import os
import sys
from pathlib import Path
from typing import Any

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a fork of a process with threads can hang

import nbformat
import yaml
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

import leerkring.batch.report  # noqa: F401 - all that the cells need, imported before the fork
from leerkring.rapport.vormen.html import LeerkringExporter


def run_cells(notebook: nbformat.NotebookNode) -> None:
    """Run the cells and keep what the last line of each shows."""
    names: dict[str, Any] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        tree = ast.parse(cell.source)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "cell", "exec"), names)  # noqa: S102 - what a kernel does
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None  # noqa: S307
        if value is not None:
            data, metadata = value._repr_mimebundle_()
            cell.outputs = [nbformat.v4.new_output("execute_result", data, metadata=metadata, execution_count=1)]


def main() -> None:
    """Run the notebook for each params file named, in as many processes at a time as there are jobs."""
    out, jobs, *params = sys.argv[1:]
    exporter = LeerkringExporter()
    running = 0
    for name in params:
        if running == int(jobs):
            os.wait()
            running -= 1
        running += 1
        if os.fork() == 0:
            path = Path(name)
            given = yaml.safe_load(path.read_text(encoding="utf-8"))
            notebook = parameterize_notebook(load_notebook_node("notebooks/casus.ipynb"), given)
            run_cells(notebook)
            html, _ = exporter.from_notebook_node(notebook)
            (Path(out) / f"{path.stem}.html").write_text(html, encoding="utf-8")
            os._exit(0)
    while running:
        os.wait()
        running -= 1


if __name__ == "__main__":
    main()
