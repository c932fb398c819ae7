"""Real runs: notebooks in kernels, reports on disk, and what stays when something fails."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import yaml

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "LEERKRING_ROOT"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False
    )


def leerkring(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run([sys.executable, "-m", "leerkring.cli", *words], folder)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with the real case base and a notebook that raises when it is told to."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("notebooks", "data/leertraject-2017"):
        shutil.copytree(ROOT / name, folder / name)
    content = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        cells=[
            nbformat.v4.new_code_cell(
                'notebook = "proef"\ntraject = "data/leertraject-2017"\nstuk = False', metadata={"tags": ["parameters"]}
            ),
            nbformat.v4.new_code_cell('if stuk:\n    raise ValueError("de cel is <stuk>")\nprint("hele proef")'),
        ],
    )
    nbformat.write(content, folder / "notebooks" / "proef.ipynb")
    (folder / "params").mkdir()
    write_proef(folder, stuk=False)
    oss = {"notebook": "casus", "traject": "data/leertraject-2017", "deelnemer": "oss", "doelgroep": "openbaar"}
    (folder / "params" / "oss.yaml").write_text(yaml.safe_dump(oss), encoding="utf-8")
    return folder


def write_proef(folder: Path, *, stuk: bool) -> None:
    content = {"notebook": "proef", "traject": "data/leertraject-2017", "stuk": stuk}
    (folder / "params" / "proef.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, dict[str, object]]:
    rows = json.loads((folder / "output" / "manifest.json").read_text(encoding="utf-8"))["runs"]
    return {row["id"]: row for row in rows}


@pytest.fixture(scope="module")
def first_run(project: Path) -> subprocess.CompletedProcess[str]:
    return leerkring(project, "run")


def test_a_run_writes_reports_notebooks_index_and_manifest(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    assert first_run.returncode == 0, first_run.stderr
    assert "2 succeeded, 0 failed" in first_run.stdout
    written = sorted(p.relative_to(project / "output").as_posix() for p in (project / "output").rglob("*.*"))
    assert written == [
        "index.html",
        "leertraject-2017/oss.html",
        "leertraject-2017/oss.ipynb",
        "leertraject-2017/proef.html",
        "leertraject-2017/proef.ipynb",
        "manifest.json",
    ]


def test_nothing_that_is_written_names_a_folder_of_this_machine(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    written = [p for p in (project / "output").rglob("*.*") if p.suffix in (".html", ".ipynb", ".json")]
    assert len(written) >= 6
    for path in written:
        assert str(project) not in path.read_text(encoding="utf-8"), path.name


def test_two_batches_keep_each_others_outcomes(project: Path, first_run: subprocess.CompletedProcess[str]) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "LEERKRING_ROOT"}
    write_proef(project, stuk=False)
    commands = [[sys.executable, "-m", "leerkring.cli", "run", f"params/{name}.yaml"] for name in ("oss", "proef")]
    running = [subprocess.Popen(c, cwd=project, env=environment, stderr=subprocess.PIPE, text=True) for c in commands]
    for process in running:
        _, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
    rows = read_manifest(project)
    assert {rows[f"leertraject-2017/{name}"]["status"] for name in ("oss", "proef")} == {"gelukt"}
    assert not list((project / "output").glob(".werk*"))


def test_the_manifest_says_what_went_in(project: Path, first_run: subprocess.CompletedProcess[str]) -> None:
    row = read_manifest(project)["leertraject-2017/oss"]
    assert row["status"] == "gelukt"
    assert row["params"] == {
        "notebook": "casus",
        "traject": "data/leertraject-2017",
        "deelnemer": "oss",
        "doelgroep": "openbaar",
    }
    data = row["data"]
    assert isinstance(data, dict)
    assert {"deelnemers.csv", "traject.yaml"} <= set(data)
    assert row["rapport"] == "leertraject-2017/oss.html"
    versions = row["versies"]
    assert isinstance(versions, dict)
    assert "papermill" in versions


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
    (project / "params" / "ook-goed.yaml").write_text(
        yaml.safe_dump({"notebook": "proef", "traject": "data/leertraject-2017", "stuk": False}), encoding="utf-8"
    )
    result = leerkring(project, "run", "params/proef.yaml", "params/ook-goed.yaml")
    assert result.returncode == 1
    assert "1 succeeded, 1 failed" in result.stdout
    assert "failed: leertraject-2017/proef: cell 3: ValueError: de cel is <stuk>" in result.stderr
    assert "Traceback" not in result.stderr
    assert (project / "output/leertraject-2017/proef.html").read_bytes() == before
    rows = read_manifest(project)
    assert rows["leertraject-2017/proef"]["status"] == "mislukt"
    assert rows["leertraject-2017/ook-goed"]["status"] == "gelukt"
    assert rows["leertraject-2017/oss"]["status"] == "gelukt", "a run of some keeps what is known of the others"
    index = (project / "output/index.html").read_text(encoding="utf-8")
    assert "de cel is &lt;stuk&gt;" in index
    assert "Het rapport hiernaast is van" in index
    log = (project / "output/logs/leertraject-2017/proef.log").read_text(encoding="utf-8")
    assert "Traceback" in log


def test_a_kernel_that_dies_is_one_failed_row(project: Path, first_run: subprocess.CompletedProcess[str]) -> None:
    source = project / "notebooks" / "proef.ipynb"
    whole = source.read_text(encoding="utf-8")
    content = nbformat.reads(whole, as_version=4)
    content.cells[1].source = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
    nbformat.write(content, source)
    write_proef(project, stuk=False)
    result = leerkring(project, "run", "params/proef.yaml")
    source.write_text(whole, encoding="utf-8")
    assert result.returncode == 1
    assert "failed: leertraject-2017/proef: the kernel stopped by itself (out of memory?)" in result.stderr
    assert (project / "output/leertraject-2017/proef.html").exists()


def test_a_damaged_manifest_is_never_overwritten(project: Path, first_run: subprocess.CompletedProcess[str]) -> None:
    manifest = project / "output" / "manifest.json"
    whole = manifest.read_bytes()
    manifest.write_text("{half", encoding="utf-8")
    result = leerkring(project, "run", "params/oss.yaml")
    damaged = manifest.read_text(encoding="utf-8")
    manifest.write_bytes(whole)
    assert result.returncode == 1
    assert "cannot be read; move it away to start a new one, the reports themselves stay" in result.stderr
    assert damaged == "{half"


def test_a_wrong_parameter_stops_before_anything_runs(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    before = (project / "output" / "manifest.json").read_bytes()
    wrong = project / "fout.yaml"
    wrong.write_text("notebook: casus\ntraject: data/leertraject-2017\ndeelnemr: oss\n", encoding="utf-8")
    result = leerkring(project, "run", "params/oss.yaml", "fout.yaml")
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "fout.yaml: unknown parameter 'deelnemr'; allowed: did you mean deelnemer?",
        "fout.yaml: missing parameter 'deelnemer'; all of these are needed: notebook, traject, deelnemer, doelgroep",
        "fout.yaml: missing parameter 'doelgroep'; all of these are needed: notebook, traject, deelnemer, doelgroep",
    ]
    assert (project / "output" / "manifest.json").read_bytes() == before


def test_plain_papermill_runs_the_same_notebook(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.ipynb"
    result = run([str(BIN / "papermill"), "notebooks/casus.ipynb", str(out), "-f", "params/oss.yaml"], project)
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
        (["-p", "deelnemr", "venlo"], "unknown parameter 'deelnemr'"),
        (["-p", "deelnemer", "venlo"], "missing parameter 'doelgroep'"),
    ],
)
def test_plain_papermill_refuses_a_misspelt_or_missing_parameter(
    project: Path, tmp_path: Path, words: list[str], message: str
) -> None:
    result = run([str(BIN / "papermill"), "notebooks/casus.ipynb", str(tmp_path / "out.ipynb"), *words], project)
    assert result.returncode != 0
    assert message in result.stderr


def test_nbconvert_knows_the_exporter_by_name(
    project: Path, first_run: subprocess.CompletedProcess[str], tmp_path: Path
) -> None:
    source = project / "output/leertraject-2017/oss.ipynb"
    command = [str(BIN / "jupyter"), "nbconvert", "--to", "leerkring", "--output-dir", str(tmp_path), str(source)]
    result = run(command, project)
    assert result.returncode == 0, result.stderr
    page = (tmp_path / "oss.html").read_text(encoding="utf-8")
    assert '<html lang="nl">' in page
    assert "<h1>Oss</h1>" in page
