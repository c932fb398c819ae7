"""Real runs: notebooks in kernels, reports on disk, and what stays when something fails."""

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
import yaml
from lxml import html
from nbclient.exceptions import DeadKernelError
from notitieboek import wait_until, write_notebook
from opdracht import give, leerkring, start
from papermill.exceptions import PapermillExecutionError
from plek import ROOT

from leerkring.batch.failures import LANGSTE_REDEN, explain_failure
from leerkring.batch.remarks import warn_about_data, warn_about_readers, warn_about_weight
from leerkring.batch.sources import Sources
from leerkring.errors import ParameterError
from leerkring.weergave.figuur import GRAFIEK

PARAMETERS = """
notebook = "proef"
traject = "data/leertraject-2017"
stuk = False
getal = 3
wacht = 0
doelgroep = "openbaar"
"""
SHOW = """
import time
from pathlib import Path

import pandas as pd
from IPython.display import display

from leerkring.weergave.blokken import Blok, Kolom, build_table

if wacht:
    Path("begonnen").touch()
    time.sleep(wacht)
frame = pd.DataFrame({"wat": ["Metingen"], "n": [getal]})
tabel = build_table(frame, {"wat": Kolom("Wat"), "n": Kolom("Aantal", getal=True)}, "Gemeten")
Blok(tabel.html, "tabel", {"titel": "Proef", "doelgroep": doelgroep, "traject": "Proeftraject", "fictief": False})
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with the real case base and a notebook that raises when it is told to."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("notebooks", "data/leertraject-2017"):
        shutil.copytree(ROOT / name, folder / name)
    content = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        cells=[
            nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}),
            nbformat.v4.new_code_cell('if stuk:\n    raise ValueError("de cel is <stuk>")\nprint("hele proef")'),
            nbformat.v4.new_markdown_cell("## Proefneming"),
            nbformat.v4.new_code_cell(SHOW),
        ],
    )
    nbformat.write(content, folder / "notebooks" / "proef.ipynb")
    (folder / "params").mkdir()
    for naam in ("proef", "telling", "weg", "wisselt"):
        write_proef(folder, naam)
    oss = {"notebook": "casus", "traject": "data/leertraject-2017", "deelnemer": "oss", "doelgroep": "openbaar"}
    (folder / "params" / "oss.yaml").write_text(yaml.safe_dump(oss), encoding="utf-8")
    return folder


def write_proef(folder: Path, naam: str = "proef", **values: Any) -> None:
    content = {"notebook": "proef", "traject": "data/leertraject-2017", "stuk": False, "getal": 3, "wacht": 0}
    content |= {"doelgroep": "openbaar"} | values
    (folder / "params" / f"{naam}.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, dict[str, Any]]:
    rows = json.loads((folder / "output" / "manifest.json").read_text(encoding="utf-8"))["runs"]
    return {row["id"]: row for row in rows}


@pytest.fixture(scope="module")
def first_run(project: Path) -> subprocess.CompletedProcess[str]:
    return leerkring(project, "run", koud=True)


def test_a_run_writes_reports_notebooks_index_and_manifest(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    assert first_run.returncode == 0, first_run.stderr
    assert "5 gelukt, 0 mislukt" in first_run.stdout
    written = sorted(p.relative_to(project / "output").as_posix() for p in (project / "output").rglob("*.*"))
    names = ("oss", "proef", "telling", "weg", "wisselt")
    assert [name for name in written if name.startswith("logs/")] == [f"logs/leertraject-2017/{n}.log" for n in names]
    assert [name for name in written if not name.startswith("logs/")] == [
        "index.html",
        "leertraject-2017/oss.html",
        "leertraject-2017/oss.ipynb",
        "leertraject-2017/proef.html",
        "leertraject-2017/proef.ipynb",
        "leertraject-2017/telling.html",
        "leertraject-2017/telling.ipynb",
        "leertraject-2017/weg.html",
        "leertraject-2017/weg.ipynb",
        "leertraject-2017/wisselt.html",
        "leertraject-2017/wisselt.ipynb",
        "manifest.json",
        "zoekteksten.json",
    ]


def test_nothing_that_is_written_names_a_folder_of_this_machine(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    written = [p for p in (project / "output").rglob("*.*") if p.suffix in (".html", ".ipynb", ".json")]
    assert len(written) >= 6
    for path in written:
        assert str(project) not in path.read_text(encoding="utf-8"), path.name


def test_a_report_that_is_made_again_from_the_same_has_no_changes(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    earlier = read_manifest(project)["leertraject-2017/oss"]["rapport_van"]
    assert leerkring(project, "run", "params/oss.yaml", "--force").returncode == 0
    row = read_manifest(project)["leertraject-2017/oss"]
    # Nothing that went in was different, so nothing may have changed.
    assert row["wijzigingen"] == {"cijfers": 0, "zinnen": 0, "eerste": []}
    assert row["vorige_van"] == earlier
    assert "Geen cijfers veranderd sinds " in (project / "output" / "index.html").read_text(encoding="utf-8")
    assert not list((project / "output").glob(".*"))


def test_the_manifest_says_what_went_in(project: Path, first_run: subprocess.CompletedProcess[str]) -> None:
    row = read_manifest(project)["leertraject-2017/oss"]
    assert row["status"] == "gelukt"
    assert row["params"] == {
        "notebook": "casus",
        "traject": "data/leertraject-2017",
        "deelnemer": "oss",
        "doelgroep": "openbaar",
    }
    assert {"deelnemers.csv", "traject.yaml"} <= set(row["data"])
    assert row["rapport"] == "leertraject-2017/oss.html"
    assert "papermill" in row["versies"]
    assert row["waarschuwingen"] == []


def test_the_foot_of_a_report_and_the_manifest_name_the_same_version_of_the_notebook(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    for naam, notebook in (("oss", "casus"), ("proef", "proef")):
        page = html.parse(project / "output" / "leertraject-2017" / f"{naam}.html").getroot()
        (said,) = page.xpath("//footer//dt[. = 'Notebook']/following-sibling::dd/text()")
        row = read_manifest(project)[f"leertraject-2017/{naam}"]
        assert said == f"{notebook}.ipynb, versie {row['notebook_hash']}"


def test_the_oss_report_tells_de_ruwaard_with_its_sources(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    page = (project / "output/leertraject-2017/oss.html").read_text(encoding="utf-8")
    assert "De Ruwaard" in page
    assert "S2, regels 363–371" in page
    assert "oktober 2015" in page
    assert "trekker" in page
    assert "Niet bekend." in page
    assert "In [" not in page
    assert "open_traject" not in page


def test_a_failing_notebook_leaves_the_others_and_its_own_earlier_report(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    before = (project / "output/leertraject-2017/proef.html").read_bytes()
    write_proef(project, stuk=True)
    write_proef(project, "ook-goed", doelgroep="leerkring")  # for other readers: no link in the report that stays
    result = leerkring(project, "run", "params/proef.yaml", "params/ook-goed.yaml")
    assert result.returncode == 1
    assert "1 gelukt, 1 mislukt" in result.stdout
    assert "mislukt: leertraject-2017/proef: cel 3: ValueError: de cel is <stuk>" in result.stderr
    assert "Traceback" not in result.stderr
    assert (project / "output/leertraject-2017/proef.html").read_bytes() == before
    rows = read_manifest(project)
    assert rows["leertraject-2017/proef"]["status"] == "mislukt"
    assert rows["leertraject-2017/ook-goed"]["status"] == "gelukt"
    assert rows["leertraject-2017/oss"]["status"] == "gelukt", "a run of some keeps what is known of the others"
    index = (project / "output/index.html").read_text(encoding="utf-8")
    assert "de cel is &lt;stuk&gt;" in index
    assert "Het eerdere rapport, van " in index
    log = (project / "output/logs/leertraject-2017/proef.log").read_text(encoding="utf-8")
    assert "Traceback" in log


def test_a_kernel_that_dies_is_one_failed_row(project: Path, first_run: subprocess.CompletedProcess[str]) -> None:
    source = project / "notebooks" / "proef.ipynb"
    whole = source.read_text(encoding="utf-8")
    content = nbformat.reads(whole, as_version=4)
    content.cells[1].source = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
    nbformat.write(content, source)
    write_proef(project)
    result = leerkring(project, "run", "params/proef.yaml")
    source.write_text(whole, encoding="utf-8")
    assert result.returncode == 1
    assert (
        "mislukt: leertraject-2017/proef: het rekenwerk stopte vanzelf (geheugen vol?); probeer het met --jobs 1"
        in result.stderr
    )
    assert (project / "output/leertraject-2017/proef.html").exists()


def read_texts(folder: Path) -> dict[str, list[str]]:
    """Return the sections that the search field of the index knows, by report."""
    page = html.parse(folder / "output" / "index.html").getroot()
    found = json.loads(page.get_element_by_id("zoek-teksten").text)["rapporten"]
    return {adres: [titel for _, titel, _ in secties] for adres, secties in found.items()}


def read_links(folder: Path, naam: str) -> list[str]:
    """Return where the links to other reports in a report lead."""
    page = html.parse(folder / "output" / "leertraject-2017" / f"{naam}.html").getroot()
    return [str(href) for href in page.xpath("//nav[@class='lk-buren']//a/@href")]


def test_the_index_can_search_every_report_and_reports_link_to_each_other(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    texts = read_texts(project)
    assert "Aanpak" in texts["leertraject-2017/oss.html"]
    assert "Proefneming" in texts["leertraject-2017/proef.html"]
    assert "proef.html" in read_links(project, "oss")
    assert read_links(project, "proef") == ["oss.html", "../index.html", "telling.html"]


def test_a_number_that_changed_is_told_and_a_failure_later_keeps_it(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    first = read_manifest(project)["leertraject-2017/telling"]
    assert (first["vorige_van"], first["wijzigingen"]) == (None, None)

    write_proef(project, "telling", getal=4)
    assert leerkring(project, "run", "params/telling.yaml").returncode == 0
    second = read_manifest(project)["leertraject-2017/telling"]
    place = {"soort": "cijfer", "sectie": "Proefneming", "tabel": "Gemeten", "rij": "Metingen", "kolom": "Aantal"}
    assert second["wijzigingen"] == {"cijfers": 1, "zinnen": 0, "eerste": [place | {"was": "3", "wordt": "4"}]}
    assert second["vorige_van"] == first["rapport_van"]

    write_proef(project, "telling", stuk=True)
    assert leerkring(project, "run", "params/telling.yaml").returncode == 1
    third = read_manifest(project)["leertraject-2017/telling"]
    kept = ("rapport", "rapport_van", "feiten", "waarschuwingen", "vorige_van", "wijzigingen")
    assert {name: third[name] for name in kept} == {name: second[name] for name in kept}
    index = (project / "output" / "index.html").read_text(encoding="utf-8")
    assert "1 cijfer veranderd sinds " in index


def test_a_report_that_is_now_for_one_deelnemer_loses_its_links_to_others_and_one_taken_away_is_not_linked(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    assert read_links(project, "wisselt") == ["weg.html", "../index.html"]
    (project / "output/leertraject-2017/weg.html").unlink()
    write_proef(project, "wisselt", doelgroep="deelnemer")
    assert leerkring(project, "run", "params/wisselt.yaml").returncode == 0

    assert read_links(project, "wisselt") == ["../index.html"]
    assert read_links(project, "telling") == ["proef.html", "../index.html"]
    assert read_manifest(project)["leertraject-2017/wisselt"]["waarschuwingen"] == [
        "Het vorige rapport had een andere doelgroep: Openbaar. Cijfers kunnen daardoor anders zijn."
    ]
    index = html.parse(project / "output" / "index.html").getroot()
    assert "leertraject-2017/wisselt.html" in index.xpath("//h3/a/@href")
    assert "leertraject-2017/weg.html" not in [*index.xpath("//h3/a/@href"), *read_texts(project)]


def test_a_batch_that_is_stopped_halfway_leaves_an_index_that_works(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    write_proef(project, "a-eerst")
    write_proef(project, "b-lang", wacht=200, doelgroep="team")  # only the team's can write the file that is waited for
    with start(project, "run", "params/a-eerst.yaml", "params/b-lang.yaml") as process:
        assert wait_until(
            lambda: "leertraject-2017/a-eerst" in read_manifest(project) and (project / "begonnen").exists()
        )
        os.kill(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "Traceback" not in errors
    assert read_manifest(project)["leertraject-2017/a-eerst"]["status"] == "gelukt"
    assert "leertraject-2017/b-lang" not in read_manifest(project)
    assert "Proefneming" in read_texts(project)["leertraject-2017/a-eerst.html"]
    assert read_links(project, "a-eerst")
    assert not list((project / "output").glob(".werk*"))


def test_a_researcher_can_have_the_code_in_the_report(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    write_proef(project, "code")
    assert leerkring(project, "run", "params/code.yaml", "--met-code").returncode == 0
    pages = [
        (project / f"output/leertraject-2017/{naam}.html").read_text(encoding="utf-8") for naam in ("proef", "code")
    ]
    assert ["hele proef" in page for page in pages] == [False, True]


def test_the_data_behind_a_chart_stay_out_of_the_notebook_beside_a_report(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    path = project / "output/leertraject-2017/oss.ipynb"
    assert "<svg" in path.read_text(encoding="utf-8")
    assert GRAFIEK not in path.read_text(encoding="utf-8")
    assert "text/plain" not in path.read_text(encoding="utf-8")


def test_warnings_of_the_data_are_counted_once_and_told_in_the_index(
    project: Path, first_run: subprocess.CompletedProcess[str], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(project / "data" / "leertraject-2017", tmp_path / "traject"))
    assert Sources().open(str(folder)).count_warnings() == 0
    text = (folder / "traject.yaml").read_text(encoding="utf-8")
    (folder / "traject.yaml").write_text(text.replace('    moment: "2017-06-27"', '    moment: "2013"'), "utf-8")
    sources = Sources()
    assert sources.open(str(folder)).count_warnings() == 1
    shutil.rmtree(folder)
    assert sources.open(str(folder)).count_warnings() == 1  # read once
    said = "De controle van de gegevens gaf 1 waarschuwing. Het commando ‘leerkring check’ laat ze zien."
    assert (warn_about_data(1), warn_about_data(0)) == ([said], [])


def test_a_report_that_is_too_heavy_is_a_warning() -> None:
    assert warn_about_weight(400_000) == []
    assert warn_about_weight(1_234_567) == ["Het rapport is 1.235 kB groot. Het streven is hoogstens 400 kB."]


def test_other_readers_than_before_are_a_warning() -> None:
    assert warn_about_readers({"doelgroep": "team"}, {"doelgroep": "team"}) == []
    assert warn_about_readers({}, {"doelgroep": "team"}) == []
    assert warn_about_readers({"doelgroep": "team"}, {"doelgroep": "openbaar"}) == [
        "Het vorige rapport had een andere doelgroep: Onderzoeksteam. Cijfers kunnen daardoor anders zijn."
    ]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            PapermillExecutionError(3, 4, "x", "KeyError", "\x1b[31m'sterkte'\x1b[0m\n\n  more", []),
            "cel 4: KeyError: 'sterkte' more",
        ),
        (DeadKernelError("x"), "het rekenwerk stopte vanzelf (geheugen vol?); probeer het met --jobs 1"),
        (ParameterError("one\ntwo"), "one two"),
        (
            FileNotFoundError(2, "No such file", f"{ROOT}/data/x.csv"),
            "FileNotFoundError: [Errno 2] No such file: 'data/x.csv'",
        ),
        (ValueError("x" * 10_000), f"ValueError: {'x' * (LANGSTE_REDEN - 12)}…"),
    ],
    ids=["cell", "kernel", "ours", "path", "long"],
)
def test_the_reason_of_a_failure_is_one_short_line_without_folders_of_this_machine(error: Exception, said: str) -> None:
    assert explain_failure(error) == said


def test_a_user_s_mistake_in_a_notebook_is_the_reason_without_the_trace_that_jupyter_leaves_out(tmp_path: Path) -> None:
    code = (
        'from leerkring.errors import ParameterError\n\n\ndef ask():\n    raise ParameterError("one\\ntwo")\n\n\nask()'
    )
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)]), tmp_path / "x.ipynb")
    with pytest.raises(PapermillExecutionError) as caught:
        papermill.execute_notebook(tmp_path / "x.ipynb", None, kernel_name="python3", progress_bar=False)

    assert caught.value.traceback == ["one", "two"]
    assert explain_failure(caught.value) == "cel 1: ParameterError: one two"


def test_a_damaged_manifest_is_never_overwritten(project: Path, first_run: subprocess.CompletedProcess[str]) -> None:
    manifest = project / "output" / "manifest.json"
    whole = manifest.read_bytes()
    manifest.write_text("{half", encoding="utf-8")
    result = leerkring(project, "run", "params/oss.yaml")
    damaged = manifest.read_text(encoding="utf-8")
    manifest.write_bytes(whole)
    assert result.returncode == 1
    assert "is niet te lezen; zet het bestand elders, dan komt er een nieuw; de rapporten blijven" in result.stderr
    assert damaged == "{half"


def test_a_wrong_parameter_stops_before_anything_runs(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    before = (project / "output" / "manifest.json").read_bytes()
    wrong = project / "fout.yaml"
    wrong.write_text("notebook: casus\ntraject: data/leertraject-2017\ndeelnemr: oss\n", encoding="utf-8")
    result = leerkring(project, "run", "fout.yaml")
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "fout.yaml: parameter ‘deelnemr’ is onbekend; bedoelt u ‘deelnemer’?",
        "fout.yaml: parameter ‘deelnemer’ ontbreekt; nodig zijn ze allemaal: notebook, traject, deelnemer, doelgroep",
        "fout.yaml: parameter ‘doelgroep’ ontbreekt; nodig zijn ze allemaal: notebook, traject, deelnemer, doelgroep",
    ]
    assert (project / "output" / "manifest.json").read_bytes() == before


def test_plain_papermill_runs_the_same_notebook(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.ipynb"
    words = ("notebooks/casus.ipynb", str(out), "-f", "params/oss.yaml")
    result = give("papermill", project, *words)
    assert result.returncode == 0, result.stderr
    shown = "".join(
        "".join(output.get("data", {}).get("text/html", ""))
        for cell in nbformat.read(out, as_version=4).cells
        for output in cell.get("outputs", [])
    )
    assert "<h1>Oss</h1>" in shown


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-p", "deelnemr", "venlo"], "parameter ‘deelnemr’ is onbekend"),
        (["-p", "deelnemer", "venlo"], "parameter ‘doelgroep’ ontbreekt"),
    ],
)
def test_plain_papermill_refuses_a_misspelt_or_missing_parameter(
    project: Path, tmp_path: Path, words: list[str], message: str
) -> None:
    words = ["notebooks/casus.ipynb", str(tmp_path / "out.ipynb"), *words]
    result = give("papermill", project, *words, JUPYTER_DEFAULT_PROVISIONER_NAME="leerkring")
    assert result.returncode != 0
    assert message in result.stderr


def test_nbconvert_knows_the_exporter_by_name(
    project: Path, first_run: subprocess.CompletedProcess[str], tmp_path: Path
) -> None:
    source = project / "output/leertraject-2017/oss.ipynb"
    words = ("--to", "leerkring", "--output-dir", str(tmp_path), str(source))
    result = give("jupyter-nbconvert", project, *words)
    assert result.returncode == 0, result.stderr
    page = (tmp_path / "oss.html").read_text(encoding="utf-8")
    assert '<html lang="nl">' in page
    assert "<h1>Oss</h1>" in page


def test_nbconvert_can_run_a_notebook_on_its_way_to_a_page(project: Path, tmp_path: Path) -> None:
    source = write_notebook(tmp_path / "eigen.ipynb", "2 + 40")
    result = give("jupyter-nbconvert", project, "--execute", "--to", "leerkring", str(source))
    assert result.returncode == 0, result.stderr
    page = (tmp_path / "eigen.html").read_text(encoding="utf-8")
    assert "<h1>eigen</h1>" in page
    assert ">42<" in page
