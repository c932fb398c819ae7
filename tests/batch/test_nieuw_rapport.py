"""A new kind of report is one notebook: the page in docs/ is followed as it is written."""

import re
import shutil
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from lxml import html
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from opdracht import leerkring
from plek import ROOT

from leerkring import open_traject
from leerkring.batch.plan import build_plan
from leerkring.batch.soorten import find_soorten
from leerkring.cli import main
from leerkring.errors import ParameterError

PAGINA = (ROOT / "docs" / "nieuw-rapport.md").read_text(encoding="utf-8")
PARAMS = Path("params/voorbeeld-2021")
DEEL = 'notebook = "deel"\ntitel = "Deel"\ntraject = "data/voorbeeld-2021"\ndoelgroep = "team"'


def read_blocks(language: str) -> list[str]:
    """The blocks of code of the page, without the indent of the list they stand in."""
    found = re.findall(rf"^ *```{language}\n(.*?)^ *```", PAGINA, re.DOTALL | re.MULTILINE)
    return [re.sub(r"^ {3}", "", block, flags=re.MULTILINE).strip() for block in found]


def write_notebook(folder: Path, naam: str, *cells: str) -> None:
    """Write a notebook of which the first cell holds the parameters; what starts with # is text."""
    made = [new_markdown_cell(c) if c.startswith("#") else new_code_cell(c) for c in cells]
    made[0].metadata["tags"] = ["parameters"]
    nbformat.write(new_notebook(cells=made), folder / "notebooks" / f"{naam}.ipynb")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the shipped notebooks and the fictional leerkring, and no params files."""
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks", ignore=shutil.ignore_patterns(".*"))
    shutil.copytree(ROOT / "data" / "voorbeeld-2021", tmp_path / "data" / "voorbeeld-2021")
    (tmp_path / PARAMS).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEERKRING_ROOT", raising=False)
    return tmp_path


def call(*words: str) -> str:
    """Run the command, and return what it says; it must succeed."""
    done = leerkring(Path.cwd(), *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_page_is_followed_as_it_is_written(project: Path) -> None:
    cells = [
        *read_blocks("python"),
        'k.kort("deelnemers", "effecten")',
        "## De deelnemers",
        "k.deelnemers.table_profielen()",
        "## Een eigen vraag",
    ]
    cells += ["k.lessen.lessen[['id', 'uitleg']]", "## Verantwoording", "k.verantwoording()"]
    assert len("\n".join(cells[:2]).split("\n")) <= 10 + 1  # ten lines, and one that is blank
    write_notebook(project, "leerbijeenkomst", *cells)
    words = [line.split()[1:] for line in read_blocks("sh")[0].splitlines()]
    assert "3 bestanden met parameters" in call(*words[0])
    reports = [f"leerbijeenkomst-ronde-{n}" for n in (1, 2, 3)]
    assert sorted(p.stem for p in PARAMS.glob("*.yaml")) == reports
    call(*words[1], *(f"{PARAMS.as_posix()}/{naam}.yaml" for naam in reports[:2]))

    page = html.parse(project / "output/voorbeeld-2021" / f"{reports[1]}.html").getroot()
    head = page.find_class("lk-kop")[0]
    assert head.findtext("h1") == "Voor de leerbijeenkomst: Leerkring sturing 2021-2022 (fictief voorbeeld)"
    assert head.find_class("lk-onder")[0].text == "Ronde 2"
    assert [h.text_content() for h in page.xpath("//main//h2")] == [
        "1 De deelnemers",
        "2 Een eigen vraag",
        "3 Verantwoording",
    ]
    leads = page.find_class("lk-kort")[0].find_class("lk-sectie")
    assert [a.text for a in leads] == ["De deelnemers"], "the summary leads to sections that the report has"
    lessons = open_traject("data/voorbeeld-2021", "leerkring").frame("lessen")["uitleg"]
    assert max(map(len, lessons)) > 50
    assert all(uitleg in page.text_content() for uitleg in lessons), "pandas cuts a text at 50 characters"
    assert page.xpath("//nav[contains(@class, 'lk-buren')]//a/@href") == [f"{reports[0]}.html", "../index.html"]
    index = (project / "output" / "index.html").read_text("utf-8")
    assert index.index(reports[0]) < index.index(reports[1])


def test_reports_of_one_kind_stand_together_in_the_index_and_the_whole_circle_last() -> None:
    from leerkring.rapport.neighbours import sort_rows

    rows = [
        {"id": f"t/{naam}", "params": {"notebook": soort} | dict.fromkeys(over, "x")}
        for naam, soort, over in (
            ("a-blad", "blad", ()),
            ("noord", "casus", ("deelnemer",)),
            ("brief-noord", "brief", ("deelnemer",)),
            ("zuid", "casus", ("deelnemer",)),
            ("ronde-1", "ronde", ("ronde",)),
        )
    ]
    assert [row["id"] for row in sort_rows(rows)] == ["t/brief-noord", "t/noord", "t/zuid", "t/ronde-1", "t/a-blad"]


def test_a_name_that_another_kind_has_already_is_refused_and_nothing_is_written(project: Path) -> None:
    write_notebook(project, "deel", DEEL.replace("doelgroep", 'bestand = "vergelijking"\ndoelgroep'))
    call("params", "data/voorbeeld-2021")
    before = sorted(project.rglob("*.yaml"))
    done = CliRunner().invoke(main, ["params", "data/voorbeeld-2021", "--notebook", "deel"])

    assert done.exit_code == 1
    assert done.output.startswith("vergelijking.yaml is er al, voor een rapport van notebook vergelijking;")
    assert sorted(project.rglob("*.yaml")) == before


@pytest.mark.parametrize(
    ("cells", "zin"),
    [
        (['traject = "data/x"'], 'deel.ipynb maakt geen rapport: in de cel met parameters ontbreekt notebook = "deel"'),
        (['notebook = "dele"'], 'deel.ipynb noemt zichzelf ‘dele’; schrijf: notebook = "deel"'),
        ([f"{DEEL}\nlezers = ['iedereen']"], "deel.ipynb: lezers noemt 'iedereen'; kies uit: team, deelnemer"),
        (["notebook = deel"], "deel.ipynb: in de cel ‘parameters’ staat iets anders dan namen met een waarde"),
        (["notebook = ("], "deel.ipynb: in de cel ‘parameters’ staat iets anders dan namen met een waarde"),
    ],
)
def test_a_notebook_that_makes_no_report_is_told_what_is_really_wrong(
    project: Path, cells: list[str], zin: str
) -> None:
    write_notebook(project, "deel", *cells)
    (project / PARAMS / "deel.yaml").write_text("notebook: deel\ntraject: data/voorbeeld-2021\ndoelgroep: team\n")

    with pytest.raises(ParameterError) as caught:
        build_plan([PARAMS / "deel.yaml"])
    assert str(caught.value).startswith(f"{PARAMS.as_posix()}/deel.yaml: {zin}")


@pytest.mark.parametrize(
    ("content", "zin"),
    [
        (b"", "deel.ipynb is geen heel notebook; is het bestand afgebroken?"),
        (b'{"cells": [', "deel.ipynb is geen heel notebook; is het bestand afgebroken?"),
        (b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "deel.ipynb heeft geen cel met"),
    ],
)
def test_a_file_that_is_no_whole_notebook_is_told_so(project: Path, content: bytes, zin: str) -> None:
    (project / "notebooks" / "deel.ipynb").write_bytes(content)
    (project / PARAMS / "deel.yaml").write_text("notebook: deel\ntraject: data/voorbeeld-2021\ndoelgroep: team\n")

    with pytest.raises(ParameterError, match=re.escape(zin)):
        build_plan([PARAMS / "deel.yaml"])
    assert {"casus", "vergelijking"} <= {n for n, s in find_soorten(project).items() if not isinstance(s, Exception)}


@pytest.mark.parametrize(
    ("params", "zin"),
    [
        ("notebook: casu", "er is geen notebook ‘casu’; bedoelt u ‘casus’?"),
        ("notebook: deel\nronde: 4", "er is geen ronde 4; kies uit: 1, 2, 3"),
        ("notebook: deel\nronde: 1\ndoelgroep: openbaar", "deel.ipynb is niet gemaakt voor doelgroep openbaar"),
    ],
)
def test_a_choice_that_cannot_be_is_one_sentence(project: Path, params: str, zin: str) -> None:
    write_notebook(project, "deel", f"{DEEL}\nlezers = ['team', 'leerkring']\nronde = 1")
    given = "traject: data/voorbeeld-2021\n" + params + ("" if "doelgroep" in params else "\ndoelgroep: team")
    (project / PARAMS / "x.yaml").write_text(given)

    with pytest.raises(ParameterError, match=re.escape(zin)):
        build_plan([PARAMS / "x.yaml"])


def test_a_round_is_asked_of_a_traject_that_has_rounds(project: Path) -> None:
    shutil.copytree(ROOT / "data" / "leertraject-2017", project / "data" / "leertraject-2017")
    write_notebook(project, "deel", f"{DEEL}\nronde = 1")
    done = CliRunner().invoke(main, ["params", "data/leertraject-2017", "--notebook", "deel"])
    assert done.output == "deel: dit traject heeft geen ronde om een rapport over te maken\n"
