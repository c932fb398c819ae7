"""What a reader takes along from a figure: the numbers of its table as CSV, and how it is cited."""

import csv
import io
from typing import Any
from urllib.parse import unquote

import altair as alt
import pandas as pd
import pytest
from lxml import html
from nbformat.v4 import new_code_cell, new_notebook, new_output
from teksttabel import make_beschrijving, make_traject

from leerkring import open_casus
from leerkring.begrippen import Doelgroep
from leerkring.rapport.gate.gate import PersonalDataError
from leerkring.rapport.vormen.html import LeerkringExporter
from leerkring.weergave.blokken import Kolom, build_table
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.kop import build_head

KOPPEN = {"wie": Kolom("Wie"), "n": Kolom("Aantal", getal=True)}


def draw(titel: str = "Noord zette de meeste stappen.", noot: str = "", **columns: list[Any]) -> Figuur:
    rows = pd.DataFrame(columns or {"wie": ["Noord & Zuid", "Súdwest"], "n": [3, 1]})
    chart = alt.Chart(rows).mark_bar().encode(x="n:Q", y="wie:N")
    return Figuur(chart, titel, "Staven per deelnemer.", build_table(rows, KOPPEN, "Stappen"), noot)


def export(*blokken: Any) -> html.HtmlElement:
    cells = []
    for blok in (
        build_head(make_beschrijving(naam="Mini"), Doelgroep.OPENBAAR, make_traject().deelnemers["noord"]),
        *blokken,
    ):
        data, metadata = blok._repr_mimebundle_()
        cells.append(new_code_cell("", outputs=[new_output("display_data", data, metadata=metadata)]))
    text, _ = LeerkringExporter().from_notebook_node(new_notebook(cells=cells))
    return html.fromstring(text)


def read_csv(link: html.HtmlElement) -> list[list[str]]:
    kind, _, text = link.get("href").partition(",")
    assert kind == "data:text/csv;charset=utf-8"
    assert unquote(text).startswith("\ufeff")  # or Excel reads Súdwest as SÃºdwest
    return list(csv.reader(io.StringIO(unquote(text)[1:]), delimiter=";"))


def test_the_file_holds_the_cells_of_the_table_that_these_readers_see() -> None:
    page = export(draw())
    (link,) = page.xpath("//figure//a[@download]")

    assert read_csv(link) == [["Wie", "Aantal"], ["Noord & Zuid", "3"], ["Súdwest", "1"]]
    assert link.get("download") == "noord-zette-de-meeste-stappen.csv"
    assert link.text == "Haal deze cijfers op"


def test_a_figure_and_a_report_say_how_they_are_cited() -> None:
    page = export(draw(noot="Op grond van wat hier getoond mag worden."))
    foot = dict(zip((d.text for d in page.iter("dt")), (d.text_content() for d in page.iter("dd")), strict=True))
    (own,) = page.find_class("lk-ophalen")

    assert foot["Zo citeert u dit"].endswith(
        "Noord. Gemaakt voor: openbaar. Mini. Peildatum 30 juni 2022. Fictieve gegevens."
    )
    assert foot["Zo citeert u dit"].startswith("Team leerkring (2")
    assert "Zo citeert u deze figuur: ‘Noord zette de meeste stappen’, in: dit rapport." in own.text_content()
    assert page.get_element_by_id(own.xpath("./a/@href")[-1].removeprefix("#")).findtext("dt") == "Zo citeert u dit"


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+cmd", "-cmd"])
def test_a_spreadsheet_takes_no_cell_for_a_formula(cell: str) -> None:
    (link,) = export(draw(wie=[cell, "-0,3", "+2"], n=[1, 2, 3])).xpath("//figure//a[@download]")

    assert [row[0] for row in read_csv(link)] == ["Wie", f"'{cell}", "-0,3", "+2"]


def test_the_gate_reads_the_file_within_the_page() -> None:
    figuur = draw(wie=["Bel 06-12345678"], n=[1])
    with pytest.raises(PersonalDataError) as caught:
        export(figuur)

    assert [v for v in caught.value.vindplaatsen if "bestand text/csv" in v]


def test_each_figure_of_a_real_report_gives_the_numbers_of_its_own_table() -> None:
    chapters = open_casus("data/voorbeeld-2021", deelnemer="wolkendam", doelgroep="deelnemer")
    page = export(
        chapters.vormen.plot_sturingsmix(), chapters.vormen.plot_aanzichten(), chapters.vragenlijst.tell_vragenlijst()
    )
    figures = page.xpath("//figure[@class='lk-figuur']")

    assert len(figures) > 1
    for figure in figures:
        (link,) = figure.xpath(".//a[@download]")
        cells = [[" ".join(c.text_content().split()) for c in row.iterchildren()] for row in figure.iter("tr")]
        assert [[c.lstrip("'") for c in row] for row in read_csv(link)] == cells
