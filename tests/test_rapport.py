"""From an executed notebook to a report: Dutch, without code, script or network, and findable in the index."""

import copy
import itertools
import re
from typing import Any

import nbconvert
import pytest
from lxml import html
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from teksttabel import make_beschrijving, make_traject

from leerkring.begrippen import Doelgroep
from leerkring.rapport.exporter import LeerkringExporter, find_facts, number_sections
from leerkring.rapport.index import build_index
from leerkring.weergave.blokken import Blok, build_gap
from leerkring.weergave.kop import FICTIEF, build_head, build_kort

X = """<script>alert(1)</script></style>{{7*7}}"'&"""


def show(blok: Any) -> NotebookNode:
    """Return a cell that shows a block, as Jupyter stores it."""
    bundle = blok._repr_mimebundle_()
    data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
    return new_code_cell(
        "geheim = 1", outputs=[new_output("execute_result", data, metadata=metadata, execution_count=1)]
    )


def head(fictief: bool = True, naam: str = "Mini") -> Blok:
    deelnemer = make_traject().deelnemers["noord"]
    return build_head(make_beschrijving(fictief=fictief, naam=naam), Doelgroep.OPENBAAR, deelnemer)


def make_notebook(*cells: NotebookNode) -> NotebookNode:
    return new_notebook(cells=list(cells))


def export(*cells: NotebookNode) -> tuple[str, Any]:
    text, _ = LeerkringExporter().from_notebook_node(make_notebook(*cells))
    return text, html.fromstring(text)


WHOLE = (
    show(head()),
    new_markdown_cell("## In het kort"),
    show(build_kort({"Aanpak": "Er zijn 2 stappen."})),
    new_markdown_cell("Vooraf.\n\n## Aanpak\n\nUitleg met **nadruk**.\n\n### Verdieping\n\nMeer."),
    new_code_cell(
        "print('geheim')",
        outputs=[
            new_output("stream", name="stdout", text="uitvoer die niet telt"),
            new_output("stream", name="stderr", text="waarschuwing die niet telt"),
            new_output("display_data", {"text/html": str(build_gap("Iets.").html), "text/plain": "Iets."}),
        ],
    ),
)


def test_exporter_is_found_by_its_name() -> None:
    assert nbconvert.get_exporter("leerkring") is LeerkringExporter


def test_report_is_one_dutch_page_with_one_first_heading() -> None:
    text, page = export(*WHOLE)

    assert text.lstrip().lower().startswith("<!doctype html>")
    assert page.get("lang") == "nl"
    assert [h.text for h in page.iter("h1")] == ["Noord"]
    assert page.findtext(".//title") == "Noord – Mini"
    assert len(page.xpath("//main")) == 1
    assert page.xpath("//a[@class='lk-skip']/@href") == [f"#{page.xpath('//main/@id')[0]}"]


def test_headings_of_the_report_skip_no_level() -> None:
    _, page = export(*WHOLE)
    levels = [int(h.tag[1]) for h in page.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")]

    assert levels == [1, 2, 2, 3]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_contents_list_names_each_section_and_each_link_arrives() -> None:
    _, page = export(*WHOLE)
    contents = [(a.get("href"), a.text_content().strip()) for a in page.xpath("//nav//a")]
    sections = [(f"#{h.get('id')}", h.text_content().strip()) for h in page.xpath("//main//h2")]
    targets = page.xpath("//a[starts-with(@href, '#')]/@href")
    ids = page.xpath("//@id")

    assert contents == sections == [("#s-in-het-kort", "1 In het kort"), ("#s-aanpak", "2 Aanpak")]
    assert targets
    assert {target.removeprefix("#") for target in targets} <= set(ids)
    assert len(ids) == len(set(ids))


def test_report_shows_text_and_blocks_in_order() -> None:
    _, page = export(*WHOLE)
    said = page.xpath("string(//main)")
    places = [said.index(part) for part in ("Noord", "Er zijn 2 stappen.", "Vooraf.", "Uitleg met", "Meer.", "Iets.")]

    assert places == sorted(places)
    assert [strong.text for strong in page.xpath("//main/p/strong")] == ["nadruk", "Niet bekend."]


def test_code_and_streams_never_reach_the_reader() -> None:
    text, _ = export(*WHOLE)

    assert "Er zijn 2 stappen." in text
    for word in ("geheim", "print(", "uitvoer die niet telt", "waarschuwing die niet telt"):
        assert word not in text


def test_report_allows_and_needs_no_network_and_no_script() -> None:
    text, page = export(*WHOLE)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")

    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
    assert page.xpath("//script | //link | //iframe | //img | //@src | //@onload | //@onclick") == []
    assert [href for href in page.xpath("//@href") if not href.startswith("#")] == []
    assert re.findall(r"https?://", text) == []
    assert "@import" not in text
    assert "url(" not in text


@pytest.mark.parametrize("fictief", [True, False])
def test_invented_report_says_so_at_the_top_and_in_the_footer(fictief: bool) -> None:
    _, page = export(show(head(fictief)))

    assert (FICTIEF in page.xpath("string(//main)")) is fictief
    assert (FICTIEF in page.xpath("string(//footer)")) is fictief
    assert "Noord · Mini · gemaakt op " in page.xpath("string(//footer)")


def test_failure_becomes_one_dutch_sentence() -> None:
    error = new_output("error", ename="ValueError", evalue=f"fout {X}", traceback=["Traceback", "geheime regel"])
    text, page = export(show(head()), new_code_cell("1/0", outputs=[error]))
    (said,) = page.xpath("//p[@class='lk-fout']")

    assert said.text_content() == f"Dit deel kon niet worden gemaakt. fout {X}"
    assert page.xpath("//script") == []
    assert "Traceback" not in text
    assert "geheime regel" not in text


def test_text_from_data_stays_text_in_the_whole_page() -> None:
    plain = new_output("execute_result", {"text/plain": X}, execution_count=1)
    _, page = export(show(head(naam=X)), new_code_cell("x", outputs=[plain]))

    assert page.xpath("//script") == []
    assert len(page.xpath("//style")) == 1
    assert page.findtext(".//title") == f"Noord – {X}"
    for part in ("//main", "//footer"):
        assert X in page.xpath(f"string({part})")
    assert [p.text for p in page.xpath("//main/p")] == [X]


def test_notebook_without_a_title_block_still_becomes_a_page() -> None:
    _, page = export(new_markdown_cell("Alleen tekst."))

    assert page.findtext(".//title") == "Rapport"
    assert page.xpath("//nav//li") == []


def test_export_leaves_the_notebook_as_it_is() -> None:
    notebook = make_notebook(*WHOLE)
    before = copy.deepcopy(notebook)
    LeerkringExporter().from_notebook_node(notebook)

    assert notebook == before


def test_facts_are_those_of_the_title_block() -> None:
    assert find_facts(make_notebook(*WHOLE)) == dict(head().rapport)
    assert find_facts(make_notebook(new_markdown_cell("x"))) == {}


def test_sections_are_numbered_and_deeper_headings_are_not() -> None:
    notebook = make_notebook(
        new_markdown_cell("# Titel\n\n## Een\n\ntekst\n\n### Diep"),
        new_code_cell("## geen kop"),
        new_markdown_cell("##Geen kop\n\n## Twee & drie"),
    )

    assert number_sections(notebook) == [
        {"nummer": "1", "titel": "Een", "anker": "s-een"},
        {"nummer": "2", "titel": "Twee & drie", "anker": "s-twee-drie"},
    ]
    assert '<h2 id="s-een"><span class="lk-nummer">1</span> Een</h2>' in notebook.cells[0].source
    assert "<h3>Diep</h3>" in notebook.cells[0].source
    assert "# Titel" in notebook.cells[0].source
    assert notebook.cells[1].source == "## geen kop"
    assert notebook.cells[2].source.startswith("##Geen kop")


def outcome(run: str, **changes: Any) -> dict[str, Any]:
    """Return a row of the manifest, of a run that went well unless said otherwise."""
    feiten = {"titel": run.title(), "ondertitel": "Zelfsturing", "traject": "Mini", "doelgroep": "leerkring"}
    return {
        "id": f"mini/{run}",
        "status": "gelukt",
        "reden": None,
        "rapport": f"mini/{run}.html",
        "rapport_van": "2026-11-22T10:00:00+01:00",
        "feiten": feiten | {"fictief": False},
        "params": {"doelgroep": "leerkring"},
    } | changes


def index(*rows: dict[str, Any]) -> Any:
    return html.fromstring(build_index(rows))


def read_rows(page: Any) -> list[list[str]]:
    return [[cell.text_content().strip() for cell in row] for row in page.xpath("//tbody/tr")]


def test_index_lists_reports_by_name_with_the_comparison_last() -> None:
    page = index(outcome("vergelijking"), outcome("zuid"), outcome("noord"))

    assert page.get("lang") == "nl"
    assert [h.text for h in page.iter("h1", "h2")] == ["Alle rapporten", "Mini"]
    assert page.xpath("//tbody//a/@href") == ["mini/noord.html", "mini/zuid.html", "mini/vergelijking.html"]
    assert read_rows(page)[0] == ["Noord", "Zelfsturing", "Leerkring", "gelukt op 22 november 2026"]
    assert page.findtext(".//p[@class='lk-onder']") == "3 rapporten gelukt."


def test_index_says_what_failed_and_why_and_keeps_the_earlier_report() -> None:
    fresh = outcome("west", status="mislukt", reden="kapot", rapport=None, rapport_van=None, feiten={})
    page = index(outcome("noord"), outcome("zuid", status="mislukt", reden=f"cell 3: {X}"), fresh)

    assert page.findtext(".//p[@class='lk-onder']") == "1 rapport gelukt, 2 rapporten mislukt."
    assert [row[3] for row in read_rows(page) if "mislukt" in row[3]] == [
        "mislukt: kapot",
        f"mislukt: cell 3: {X}. Het rapport hiernaast is van 22 november 2026.",
    ]
    assert page.xpath("//tbody//a/@href") == ["mini/noord.html", "mini/zuid.html"]
    assert [row[:3] for row in read_rows(page) if row[0] == "west"] == [["west", "onbekend", "Leerkring"]]
    assert [h.text for h in page.iter("h2")] == ["Mini"]
    assert page.xpath("//script") == []


def test_index_marks_what_is_invented_and_escapes_names() -> None:
    invented = outcome("noord", id="ander/noord", feiten={"titel": X, "traject": X, "fictief": True}, params={})
    page = index(invented, outcome("zuid"))

    assert [h.text for h in page.iter("h2")] == [X, "Mini"]
    assert [p.text for p in page.xpath("//p[@class='lk-merk']")] == [FICTIEF]
    assert page.xpath("//p[@class='lk-merk']/preceding-sibling::h2[1]")[0].text == X
    assert read_rows(page)[0][:3] == [X, "onbekend", "onbekend"]
    assert page.xpath("//script") == []
    assert len(page.xpath("//style")) == 1


def test_index_needs_no_network_and_its_tables_can_be_read_aloud() -> None:
    text = build_index([outcome("noord")])
    page = html.fromstring(text)

    assert re.findall(r"https?://", text) == []
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']")
    assert [c.text for c in page.iter("caption")] == ["Rapporten van Mini"]
    assert {th.get("scope") for th in page.xpath("//thead//th")} == {"col"}
    assert {th.get("scope") for th in page.xpath("//tbody//th")} == {"row"}


def test_index_of_nothing_is_still_a_page() -> None:
    assert index().findtext(".//p[@class='lk-onder']") == "Geen rapporten gelukt."
