"""No way around the gate: whatever makes a page for others looks at it, strips what goes along, or marks a draft."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from lxml import html
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from teksttabel import make_beschrijving
from test_rapport import head, show

from leerkring.begrippen import Doelgroep
from leerkring.namen import Namen, Persoon
from leerkring.paths import SLEUTELPLEK
from leerkring.rapport.gate.gate import Gate, PersonalDataError
from leerkring.rapport.gate.keuring import CONCEPT
from leerkring.rapport.vormen.html import LeerkringExporter
from leerkring.weergave.blokken import EIGEN
from leerkring.weergave.kop import build_head

GEVONDEN = {
    "naam": "Het idee kwam van Roos Vlonderkast.",
    "telefoon": "Bel 06-12345678.",
    "email": "Mail roos@voorbeeld.test.",
}
X = '"><script>alert(1)</script>'


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a key with one made-up person, which the environment names."""
    path = tmp_path / "sleutel.csv"
    path.write_text("pseudoniem,naam\nP1,Roos Vlonderkast\n", encoding="utf-8")
    monkeypatch.setenv(SLEUTELPLEK, str(path))
    return path


@pytest.fixture
def keyless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SLEUTELPLEK, raising=False)


def team() -> NotebookNode:
    return show(build_head(make_beschrijving(), Doelgroep.TEAM))


def notebook(*cells: NotebookNode, doelgroep: str | None = None) -> NotebookNode:
    made = new_notebook(cells=list(cells))
    if doelgroep:
        made.metadata["papermill"] = {"parameters": {"doelgroep": doelgroep}}
    return made


def marks(page: str) -> list[str]:
    return [p.findtext("strong") for p in html.fromstring(page).xpath("//header/p[@class='lk-concept']")]


def marked(*cells: NotebookNode, doelgroep: str | None = None, **traits: object) -> list[str]:
    return marks(LeerkringExporter(**traits).from_notebook_node(notebook(*cells, doelgroep=doelgroep))[0])


@pytest.mark.parametrize("soort", GEVONDEN)
@pytest.mark.parametrize("where", ["tekst", "uitvoer", "code"])
def test_export_by_hand_for_others_is_refused_when_personal_data_stand_in_it(key: Path, soort: str, where: str) -> None:
    text = GEVONDEN[soort]
    cell = {
        "tekst": new_markdown_cell(text),
        "uitvoer": new_code_cell("x", outputs=[new_output("display_data", {"text/html": f"<p>{text}</p>"})]),
        "code": new_code_cell(f"# {text}"),
    }[where]

    with pytest.raises(PersonalDataError) as caught:
        LeerkringExporter().from_notebook_node(notebook(show(head()), cell))
    assert "Vlonderkast" not in str(caught.value)
    assert "06-1" not in str(caught.value)


def test_notebook_that_says_nothing_of_its_readers_is_looked_at_as_one_for_others(key: Path) -> None:
    with pytest.raises(PersonalDataError):
        LeerkringExporter().from_notebook_node(notebook(new_markdown_cell(GEVONDEN["naam"])))


def test_block_that_says_team_does_not_open_a_report_that_was_asked_for_others(key: Path) -> None:
    made = notebook(team(), new_markdown_cell(GEVONDEN["naam"]), doelgroep="openbaar")

    with pytest.raises(PersonalDataError):
        LeerkringExporter().from_notebook_node(made)


def test_page_that_passed_the_gate_with_a_key_bears_no_mark(key: Path) -> None:
    assert marked(show(head())) == []
    assert marked(show(head()), doelgroep="openbaar") == []


def test_page_of_which_nobody_knows_for_whom_it_is_is_a_draft_also_with_a_key(key: Path) -> None:
    assert marked(new_markdown_cell("Tekst.")) == [CONCEPT]


def test_page_by_hand_without_a_key_is_a_draft(keyless: None) -> None:
    assert marked(show(head())) == [CONCEPT]


def test_page_by_hand_for_the_team_is_a_draft_with_all_that_the_team_may_see(key: Path) -> None:
    page, _ = LeerkringExporter().from_notebook_node(notebook(team(), new_markdown_cell(GEVONDEN["naam"])))

    assert marks(page) == [CONCEPT]
    assert "Vlonderkast" in page


def test_page_of_a_batch_bears_no_mark_for_the_team_nor_for_others(keyless: None) -> None:
    assert marked(team(), gate=Gate()) == []
    assert marked(show(head()), gate=Gate()) == []
    assert marked(new_markdown_cell("Voor wie?"), gate=Gate()) == [CONCEPT]


def test_gate_of_a_batch_counts_and_not_the_key_of_the_environment(key: Path) -> None:
    made = notebook(show(head()), new_markdown_cell("Bo Proef."))

    with pytest.raises(PersonalDataError):
        LeerkringExporter(gate=Gate(Namen((Persoon("Bo Proef"),)))).from_notebook_node(made)
    LeerkringExporter().from_notebook_node(made)


def test_mark_is_read_once_and_drawn_across_the_page_on_screen_and_paper(keyless: None) -> None:
    page, _ = LeerkringExporter().from_notebook_node(notebook(show(head())))
    [mark] = html.fromstring(page).xpath("//p[@class='lk-concept']")
    style = html.fromstring(page).findtext(".//style")

    assert mark.text_content().startswith(f"{CONCEPT} Dit rapport is niet helemaal nagekeken.")
    assert mark.get("data-merk") == CONCEPT
    assert style.count('content: attr(data-merk) / ""; position: fixed') == 1
    assert ".lk-concept::after" in style.split("@media print")[1]


def test_notebook_that_may_go_along_is_stripped_for_others_and_whole_for_the_team(keyless: None) -> None:
    printed = new_code_cell("print(1)", outputs=[new_output("stream", name="stdout", text="gh31m")])
    for first, kept in ((show(head()), False), (team(), True)):
        made = notebook(first, printed, new_raw_cell("gh31m"))
        _, done = LeerkringExporter().from_notebook_node(made)
        assert ("gh31m" in nbformat.writes(done["rapport"]["notebook"])) is kept
        assert "gh31m" in nbformat.writes(made)


@pytest.mark.parametrize("name", ["citaat", "titel", "verantwoording", "herkomst", "stijl", "csp", "merk"])
def test_what_anybody_says_in_the_metadata_of_an_output_is_text_on_the_page(keyless: None, name: str) -> None:
    said = {"verantwoording": [[X, X]], "citaat": {"anker": X, "tekst": X}}.get(name, X)
    cell = new_code_cell("x", outputs=[new_output("display_data", {"text/plain": "x"}, metadata={EIGEN: {name: said}})])
    page, _ = LeerkringExporter().from_notebook_node(notebook(cell, show(head())))

    assert html.fromstring(page).xpath("//script") == []
    assert marks(page) == [CONCEPT]


@pytest.mark.parametrize(
    "fragment",
    [
        "<script>alert(1)</script>",
        "<p onclick=alert(1)>x</p>",
        '<p title="a>b" onclick="alert(1)">x</p>',
        "<p>x</p><!-- gh31m -->",
        '<iframe src="https://voorbeeld.test"></iframe>',
        '<p style="position:fixed">x</p>',
        "<p/onclick=alert(1)>x</p>",
        "<form action=x><input value=gh31m></form>",
    ],
)
def test_mark_of_a_block_lets_nothing_in_that_no_block_holds(keyless: None, fragment: str) -> None:
    cells = [
        new_code_cell("x", outputs=[new_output("display_data", {"text/html": fragment}, metadata={EIGEN: {}})]),
        new_raw_cell(fragment, metadata={"format": "text/html"}),
        new_raw_cell(fragment, metadata={"raw_mimetype": "text/html"}),
    ]
    page, done = LeerkringExporter().from_notebook_node(notebook(show(head()), *cells))
    for text in (page, nbformat.writes(done["rapport"]["notebook"])):
        for word in ("alert(1)", "gh31m", "voorbeeld.test", "position:fixed"):
            assert word not in text


def convert(folder: Path, made: NotebookNode, **extra: str) -> subprocess.CompletedProcess[str]:
    """Export as the README says, with nbconvert's own command."""
    nbformat.write(made, folder / "proef.ipynb")
    command = [sys.executable, "-m", "nbconvert", "--to", "leerkring", str(folder / "proef.ipynb")]
    env = {name: value for name, value in os.environ.items() if name != SLEUTELPLEK} | extra
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def test_nbconvert_refuses_in_one_sentence_without_a_traceback_and_leaves_no_page(key: Path, tmp_path: Path) -> None:
    done = convert(tmp_path, notebook(show(head()), new_markdown_cell(GEVONDEN["naam"])), **{SLEUTELPLEK: str(key)})

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "fout: proef: in het rapport staan persoonsgegevens: naam uit de sleutel in " in done.stderr
    assert "Vlonderkast" not in done.stderr
    assert not (tmp_path / "proef.html").exists()


def test_nbconvert_without_a_key_makes_a_draft(tmp_path: Path) -> None:
    done = convert(tmp_path, notebook(show(head())))

    assert done.returncode == 0
    assert marks((tmp_path / "proef.html").read_text(encoding="utf-8")) == [CONCEPT]
