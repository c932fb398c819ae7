"""A notebook that leaves the team holds what its page shows, and nothing else that anybody put in it."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from leerkring.rapport.stripping import strip_notebook
from leerkring.weergave.blokken import EIGEN
from leerkring.weergave.figuur import GRAFIEK

GEHEIM = "gh31m"


def strip(*outputs: nbformat.NotebookNode, **metadata: object) -> nbformat.NotebookNode:
    """Return a notebook with one code cell after stripping."""
    cell = new_code_cell("x", outputs=list(outputs), metadata={"tags": ["parameters"], "notitie": GEHEIM})
    notebook = new_notebook(cells=[cell, new_markdown_cell("## Kop", metadata={"notitie": GEHEIM})], metadata=metadata)
    strip_notebook(notebook)
    nbformat.validate(notebook)
    return notebook


def test_block_keeps_its_html_and_its_facts() -> None:
    data = {"text/html": "<p>x</p>", "text/plain": GEHEIM, GRAFIEK: {"a": {"data": [GEHEIM]}}}
    notebook = strip(new_output("display_data", data, metadata={EIGEN: {"titel": "Oss"}, "anders": GEHEIM}))

    assert notebook.cells[0].outputs == [
        {"output_type": "display_data", "data": {"text/html": "<p>x</p>"}, "metadata": {EIGEN: {"titel": "Oss"}}}
    ]
    assert GEHEIM not in nbformat.writes(notebook)


def test_what_the_page_does_not_show_goes() -> None:
    notebook = strip(
        new_output("stream", name="stdout", text=GEHEIM),
        new_output("stream", name="stderr", text=GEHEIM),
        new_output("error", ename="E", evalue=GEHEIM, traceback=[GEHEIM]),
        new_output("display_data", {"application/vnd.vegalite.v5+json": {"data": GEHEIM}, "text/plain": "grafiek"}),
        new_output("display_data", {"text/html": f"<p>ja</p><script>{GEHEIM}</script><!--{GEHEIM}-->"}),
        new_output("display_data", {"image/png": GEHEIM}),
    )
    shown = "".join(output.data["text/html"] for output in notebook.cells[0].outputs)

    assert GEHEIM not in nbformat.writes(notebook)
    assert "grafiek" in shown
    assert "<p>ja</p>" in shown
    assert "zonder" not in shown
    assert "Dit deel kon niet worden gemaakt" in shown


def test_attachment_that_no_text_shows_and_what_no_notebook_has_go() -> None:
    beeld = {"image/png": "eA==", "text/plain": GEHEIM}
    cell = new_markdown_cell("![x](attachment:a.png)", attachments={"a.png": beeld, "b.png": {"image/png": GEHEIM}})
    code = new_code_cell("x")
    notebook = new_notebook(cells=[cell, code])
    notebook["notitie"] = cell["notitie"] = code["notitie"] = code["attachments"] = GEHEIM
    strip_notebook(notebook)

    nbformat.validate(notebook)
    assert notebook.cells[0].attachments == {"a.png": {"image/png": "eA=="}}
    assert GEHEIM not in nbformat.writes(notebook)


def test_raw_cell_and_what_a_tag_keeps_out_of_the_report_go() -> None:
    shown = new_output("display_data", {"text/html": GEHEIM})
    tags = {"remove-cell": 1, "hide_cell": 1, "remove-output": 0, "hide-input": 0}
    cells = [new_code_cell(GEHEIM * n, outputs=[shown], metadata={"tags": [tag]}) for tag, n in tags.items()]
    cells[-1].source, cells[-1].outputs = GEHEIM, []
    notebook = new_notebook(cells=[*cells, new_raw_cell(GEHEIM), new_markdown_cell("## Kop")])
    strip_notebook(notebook)

    nbformat.validate(notebook)
    assert GEHEIM not in nbformat.writes(notebook)
    assert [cell.cell_type for cell in notebook.cells] == ["code", "code", "markdown"]


def test_cells_get_names_that_say_nothing() -> None:
    # Papermill's random ones are hexadecimal; one in fifty looks like a postcode with a house number.
    assert [cell.id for cell in strip().cells] == ["cel-1", "cel-2"]


def test_metadata_that_nobody_needs_goes_and_parameters_stay() -> None:
    notebook = strip(
        kernelspec={"name": "python3", "display_name": "Python 3"},
        papermill={"parameters": {"deelnemer": "oss"}, "exception": GEHEIM, "input_path": GEHEIM},
        widgets={"application/vnd.jupyter.widget-state+json": {"state": {"a": {"value": GEHEIM}}}},
    )

    assert GEHEIM not in nbformat.writes(notebook)
    assert notebook.metadata.papermill == {"parameters": {"deelnemer": "oss"}}
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.cells[0].metadata == {"tags": ["parameters"]}
