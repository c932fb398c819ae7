"""What is not known stands in one place of a report, and a section that says nothing else goes."""

from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from leerkring.bewering import Bewering
from leerkring.rapport.leemten import gather_leemten
from leerkring.weergave.blokken import Blok, build_gap, build_paragraph
from leerkring.weergave.kop import build_leemten


def show(blok: Blok) -> Any:
    """Return a cell that shows a block."""
    data, metadata = blok._repr_mimebundle_()
    return new_code_cell(outputs=[new_output("display_data", data, metadata=metadata)])


def read(notebook: Any) -> str:
    """Return what a page would hold."""
    return "\n".join(
        cell.source + "".join(o.data["text/html"] for o in cell.get("outputs", [])) for cell in notebook.cells
    )


def test_gaps_move_to_the_list_with_the_name_of_their_section() -> None:
    notebook = new_notebook(
        cells=[
            new_markdown_cell("## Aanpak\n\nWat is er gedaan?"),
            show(build_paragraph("Dit is gedaan.")),
            show(build_gap("Wat het kostte, is niet bekend.")),
            new_markdown_cell("## Logboek\n\nWat noteerde het team?"),
            show(build_gap("Er zijn geen notities.")),
            new_markdown_cell("## Wat we weten en niet weten"),
            show(build_leemten([Bewering("Leemten", "leemten", "Op elke vraag is er een begin van een antwoord.")])),
        ]
    )

    gather_leemten(notebook)

    page = read(notebook)
    assert page.count("Wat het kostte") + page.count("wat het kostte") == 1
    assert "<li>Aanpak: wat het kostte, is niet bekend.</li><li>Logboek: er zijn geen notities.</li></ul>" in page
    assert "## Aanpak" in page
    assert "Dit is gedaan." in page
    assert "## Logboek" not in page


def test_a_notebook_without_the_list_keeps_its_gaps_where_they_are() -> None:
    notebook = new_notebook(cells=[new_markdown_cell("## Logboek"), show(build_gap("Er zijn geen notities."))])
    before = read(notebook)

    gather_leemten(notebook)

    assert read(notebook) == before


def test_a_section_with_words_of_its_own_stays() -> None:
    notebook = new_notebook(
        cells=[
            new_markdown_cell("## Logboek"),
            new_markdown_cell("Wij schreven dit zelf."),
            show(build_gap("Er zijn geen notities.")),
            show(build_leemten([])),
        ]
    )

    gather_leemten(notebook)

    assert "## Logboek" in read(notebook)
    assert "Wij schreven dit zelf." in read(notebook)
