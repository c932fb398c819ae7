"""From an executed notebook to a report: Dutch, one first heading, without code, script or network."""

import copy
import itertools
import re
from dataclasses import replace
from typing import Any

import nbconvert
import pytest
from lxml import html
from markupsafe import Markup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from teksttabel import make_beschrijving, make_traject

from leerkring.begrippen import Doelgroep
from leerkring.bewering import Bewering
from leerkring.rapport.provenance import find_facts, hash_notebook
from leerkring.rapport.vormen.html import LeerkringExporter
from leerkring.weergave.blokken import Blok, build_gap
from leerkring.weergave.kop import FICTIEF, build_account, build_beweringen, build_head, build_kort

OWN_FOLDER = "\\".join(["C:", "Users", "voornaam", "mini"])
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
    show(build_kort({"Aanpak": build_beweringen([Bewering("Aanpak", "stappen", "Er zijn 2 stappen.")])})),
    new_markdown_cell("Vooraf.\n\n## Aanpak\n\nUitleg met **nadruk**.\n\n### Verdieping\n\nMeer."),
    new_code_cell(
        "print('geheim')",
        outputs=[
            new_output("stream", name="stdout", text="uitvoer die niet telt"),
            new_output("stream", name="stderr", text="waarschuwing die niet telt"),
            show(build_gap("Iets.")).outputs[0],
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
    contents = [(a.get("href"), a.text_content().strip()) for a in page.xpath('//nav[@class="lk-inhoud"]//a')]
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


def fail(evalue: str) -> NotebookNode:
    return new_output("error", ename="ValueError", evalue=evalue, traceback=["Traceback", "geheime regel"])


def test_failure_becomes_one_dutch_sentence_and_the_trace_goes_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    exporter = LeerkringExporter()
    exporter.log.addHandler(caplog.handler)
    notebook = make_notebook(show(head()), new_code_cell("1/0", outputs=[fail(f"een cel van het team {X}")]))
    text, resources = exporter.from_notebook_node(notebook)
    (said,) = html.fromstring(text).xpath("//p[@class='lk-fout']")

    assert said.text_content() == (
        "Dit deel kon niet worden gemaakt. De oorzaak staat in het log. Vraag de onderzoekers ernaar."
    )
    for word in ("Traceback", "geheime regel", "een cel van het team", "ValueError"):
        assert word not in text
    assert "ValueError: een cel van het team" in caplog.text
    assert "geheime regel" in caplog.text
    assert resources["rapport"]["waarschuwingen"] == ["Een deel kon niet worden gemaakt."]


def test_researcher_can_ask_for_code_prints_and_the_cause_of_a_failure() -> None:
    failed = new_code_cell("1/0", outputs=[fail(f"fout {X}")])
    text, _ = LeerkringExporter(met_code=True).from_notebook_node(make_notebook(*WHOLE, failed))
    page = html.fromstring(text)

    assert [s.text for s in page.iter("summary")][1:] == ["Code van deze stap"] * 4
    assert [c.text for c in page.xpath("//main//details//code")] == [
        "geheim = 1",
        "geheim = 1",
        "print('geheim')",
        "1/0",
    ]
    assert "uitvoer die niet telt" in text
    assert "waarschuwing die niet telt" not in text
    assert page.xpath("string(//p[@class='lk-fout'])") == f"Dit deel kon niet worden gemaakt. ValueError: fout {X}"
    assert page.xpath("//script") == []


def test_text_from_data_stays_text_in_the_whole_page() -> None:
    plain = new_output("execute_result", {"text/plain": X}, execution_count=1)
    _, page = export(show(head(naam=X)), new_code_cell("x", outputs=[plain]))

    assert page.xpath("//script") == []
    assert len(page.xpath("//style")) == 1
    assert page.findtext(".//title") == f"Noord – {X}"
    assert X in page.xpath("string(//main)")
    assert X in page.xpath("string(//footer)")
    assert [p.text for p in page.xpath("//main/p")] == [X]


def test_notebook_without_a_title_block_still_becomes_a_page() -> None:
    _, page = export(new_markdown_cell("Alleen tekst."))

    assert page.findtext(".//title") == "Rapport"
    assert [h.text for h in page.iter("h1")] == ["Rapport"]
    assert page.xpath("//nav") == []


def test_export_leaves_the_notebook_as_it_is() -> None:
    notebook = make_notebook(*WHOLE)
    before = copy.deepcopy(notebook)
    LeerkringExporter().from_notebook_node(notebook)

    assert notebook == before


def test_first_heading_of_a_plain_notebook_is_its_title() -> None:
    text, page = export(new_markdown_cell("# Verkenning *nu*\n\n#### Te diep\n\n# Nog een\n\n## Slot"))

    assert page.findtext(".//title") == "Verkenning nu"
    assert [(h.tag, h.text_content()) for h in page.xpath("//main//*[self::h1 or self::h2 or self::h3]")] == [
        ("h1", "Verkenning nu"),
        ("h2", "1 Te diep"),
        ("h2", "2 Nog een"),
        ("h2", "3 Slot"),
    ]
    assert "LeerkringExporter" not in text


def test_equal_titles_get_anchors_of_their_own_and_code_is_no_heading() -> None:
    _, page = export(show(head()), new_markdown_cell("## Een\n\n```\n## geen kop\n```\n\n## Een"))

    assert page.xpath('//nav[@class="lk-inhoud"]//a/@href') == ["#s-een", "#s-een-2"]
    assert [h.get("id") for h in page.xpath("//main//h2")] == ["s-een", "s-een-2"]
    assert page.findtext(".//pre/code") == "## geen kop\n"


def test_foot_of_the_page_says_where_the_report_comes_from() -> None:
    traject = make_traject()
    account = build_account(
        make_beschrijving(), Doelgroep.OPENBAAR, traject.frame("bronnen"), "abc123", {"pandas": "3.0", "altair": "6.0"}
    )
    notebook = make_notebook(*WHOLE, new_markdown_cell("## Verantwoording"), show(account))
    notebook.metadata["papermill"] = {"parameters": {"notebook": "casus", "traject": OWN_FOLDER, "deelnemer": "noord"}}
    text, _ = LeerkringExporter().from_notebook_node(notebook)
    page = html.fromstring(text)
    facts = {d.findtext("dt"): d.find("dd").text_content() for d in page.xpath("//footer//dl/div")}

    assert list(facts) == [
        *("Gegevens", "Peildatum", "Versie van de gegevens", "Notebook", "Instellingen", "Gemaakt voor"),
        *("Verzegeld", "Gemaakt op"),
        *("Programma’s", "Zo citeert u dit", "Rollen en geld", "Grenzen", "Bronnen"),
    ]
    assert facts["Versie van de gegevens"] == "abc123"
    assert facts["Notebook"] == f"casus.ipynb, versie {hash_notebook(notebook)}"
    assert facts["Instellingen"] == "traject = mini, deelnemer = noord"
    assert facts["Gemaakt voor"] == "Openbaar"
    assert facts["Programma’s"] == "pandas 3.0, altair 6.0"
    assert "voornaam" not in text
    for anchor in page.xpath("//footer//a/@href"):
        assert len(page.xpath(f"//*[@id='{anchor[1:]}']")) == 1


def test_notebook_has_the_same_version_before_and_after_it_ran() -> None:
    source = make_notebook(new_code_cell("x = 1"), new_markdown_cell("tekst"))
    ran = copy.deepcopy(source)
    ran.cells[0].outputs = show(head()).outputs
    ran.cells.insert(1, new_code_cell("x = 2", metadata={"tags": ["injected-parameters"]}))
    changed = copy.deepcopy(source)
    changed.cells[1].source = "andere tekst"

    assert hash_notebook(ran) == hash_notebook(source) != hash_notebook(changed)


def test_facts_of_all_blocks_come_together() -> None:
    assert find_facts(make_notebook(*WHOLE)) == {**head().rapport, "verzegeld": False}
    assert find_facts(
        make_notebook(show(Blok(Markup("x"), "x", {"a": 1})), show(Blok(Markup("y"), "y", {"b": 2})))
    ) == {"a": 1, "b": 2}
    assert find_facts(make_notebook(new_markdown_cell("x"))) == {}


def test_only_whoever_ran_a_notebook_says_that_it_was_sealed() -> None:
    forged = replace(head(), rapport={**head().rapport, "verzegeld": True})
    notebook = make_notebook(show(forged))
    assert find_facts(notebook)["verzegeld"] is False

    notebook.metadata["papermill"] = {"verzegeld": True}
    assert find_facts(notebook)["verzegeld"] is True


def test_page_has_a_place_for_the_links_to_its_neighbours() -> None:
    text, _ = export(*WHOLE)
    assert text.count("<!--buren--><!--/buren-->") == 1
