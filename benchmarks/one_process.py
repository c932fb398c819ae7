"""Ways (b) and (c): one process that calls papermill, with an engine by name, and one exporter."""

import sys
from pathlib import Path

import nbformat
import papermill
import yaml

from leerkring.rapport.vormen.html import LeerkringExporter


def main() -> None:
    """Run the notebook for each params file named, one after the other."""
    out, engine, *params = sys.argv[1:]
    exporter = LeerkringExporter()
    for name in params:
        path = Path(name)
        book, given = Path(out) / f"{path.stem}.ipynb", yaml.safe_load(path.read_text(encoding="utf-8"))
        options = {"parameters": given, "progress_bar": False, "engine_name": engine}
        papermill.execute_notebook("notebooks/casus.ipynb", book, **options)
        html, _ = exporter.from_notebook_node(nbformat.read(book, as_version=4))
        book.with_suffix(".html").write_text(html, encoding="utf-8")


if __name__ == "__main__":
    main()
