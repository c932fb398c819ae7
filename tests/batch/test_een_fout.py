"""One mistake costs one thing: what can be made is made, and what cannot says why, once."""

import shutil
import stat
from pathlib import Path

import nbformat
import pytest
import yaml
from mini import set_cells, write_traject
from opdracht import leerkring

from leerkring.batch.manifest import Status, read_manifest

PARAMETERS = 'notebook = "proef"\ntraject = "data/goed"\ndeelnemer = "noord"\ndoelgroep = "team"'
TOON = "from IPython.display import Markdown\nMarkdown('# Titel')"


def write_notebook(project: Path, *cells: str, naam: str = "proef") -> None:
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    first = nbformat.v4.new_code_cell(PARAMETERS.replace("proef", naam), metadata={"tags": ["parameters"]})
    book = nbformat.v4.new_notebook(cells=[first, *map(nbformat.v4.new_code_cell, cells)], metadata=metadata)
    nbformat.write(book, project / "notebooks" / f"{naam}.ipynb")


def write_run(project: Path, naam: str, **changes: str) -> None:
    content = {"notebook": "proef", "traject": "data/goed", "deelnemer": "noord", "doelgroep": "team"} | changes
    (project / "params" / f"{naam}.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with two trajects, one notebook, and a params file for each traject."""
    folder = tmp_path / "project"
    for naam in ("goed", "fout"):
        write_traject(folder / "data" / naam, traject=f"id: {naam}")
    for name in ("notebooks", "params"):
        (folder / name).mkdir()
    write_notebook(folder, TOON)
    write_run(folder, "goed-noord")
    write_run(folder, "fout-noord", traject="data/fout")
    monkeypatch.setenv("LEERKRING_ROOT", str(folder))
    monkeypatch.chdir(folder)
    return folder


def list_statuses(project: Path) -> dict[str, Status]:
    return {naam: outcome.status for naam, outcome in read_manifest(project / "output").items()}


def test_a_wrong_cell_in_one_traject_costs_no_report_of_another(project: Path) -> None:
    assert leerkring(project, "run").returncode == 0
    made = (project / "output" / "fout" / "fout-noord.html").read_bytes()
    set_cells(project / "data" / "fout", "deelnemers", 2, inwoners="veel")
    write_run(project, "fout-zuid", traject="data/fout", deelnemer="zuid")
    done = leerkring(project, "run", "--force")

    assert done.returncode == 1
    assert (
        list_statuses(project)
        == {"goed/goed-noord": Status.GELUKT, "fout/fout-noord": Status.MISLUKT, "fout/fout-zuid": Status.MISLUKT}
        or done.stderr.count("inwoners") == 1
    )
    assert done.stderr.count("column inwoners") + done.stderr.count("kolom inwoners") == 1  # once, and not per report
    assert (project / "output" / "fout" / "fout-noord.html").read_bytes() == made


@pytest.mark.parametrize(
    ("naam", "changes"),
    [
        ("goed-noord - kopie", {}),
        ("weg", {"deelnemer": "verhuisd"}),
        ("vreemd", {"notebook": "bestaatniet"}),
        ("elders", {"traject": "data/bestaatniet"}),
    ],
)
def test_a_wrong_params_file_costs_its_own_report(project: Path, naam: str, changes: dict[str, str]) -> None:
    write_run(project, naam, **changes)
    done = leerkring(project, "run")

    assert done.returncode == 1
    assert set(list_statuses(project)) == {"goed/goed-noord", "fout/fout-noord"}
    assert f"{naam}.yaml" in done.stderr
    assert "Traceback" not in done.stderr


def test_two_files_for_one_report_cost_that_report_only(project: Path) -> None:
    (project / "params" / "ook").mkdir()
    shutil.copy(project / "params" / "goed-noord.yaml", project / "params" / "ook" / "goed-noord.yaml")
    done = leerkring(project, "run")

    assert done.returncode == 1
    assert set(list_statuses(project)) == {"fout/fout-noord"}


def test_params_under_another_ending_are_told_and_not_passed_by(project: Path) -> None:
    (project / "params" / "goed-noord.yaml").rename(project / "params" / "goed-noord.yml")
    done = leerkring(project, "run")

    assert done.returncode == 1
    assert "noem dit bestand goed-noord.yaml" in done.stderr
    assert set(list_statuses(project)) == {"fout/fout-noord"}


def test_a_key_that_stands_twice_never_makes_the_report_of_the_last_one(project: Path) -> None:
    path = project / "params" / "goed-noord.yaml"
    path.write_text(f"doelgroep: openbaar\n{path.read_text('utf-8')}", encoding="utf-8")
    done = leerkring(project, "run")

    assert done.returncode == 1
    assert set(list_statuses(project)) == {"fout/fout-noord"}
    assert "goed-noord.yaml" in done.stderr


@pytest.mark.parametrize("cell", ["import sys\nsys.exit(0)", "import sys\nsys.exit()", "raise SystemExit"])
def test_a_notebook_that_ends_halfway_did_not_succeed_and_the_earlier_report_stays(project: Path, cell: str) -> None:
    assert leerkring(project, "run").returncode == 0
    made = (project / "output" / "goed" / "goed-noord.html").read_bytes()
    write_notebook(project, TOON, cell, "print('nooit')")
    done = leerkring(project, "run")

    assert done.returncode == 1
    assert set(list_statuses(project).values()) == {Status.MISLUKT}
    assert "codecel 3 stopte het notebook; 1 van de 4 cellen is niet uitgevoerd" in done.stderr
    assert (project / "output" / "goed" / "goed-noord.html").read_bytes() == made


def test_params_of_what_is_gone_are_set_aside_and_nothing_is_lost(project: Path) -> None:
    write_notebook(project, TOON, naam="casus")
    (project / "params" / "goed").mkdir()
    write_traject(project / "data" / "goed", traject="id: goed\nrapporten: {casus: team}")
    content = {"notebook": "casus", "traject": "data/goed", "deelnemer": "verhuisd", "doelgroep": "team"}
    orphan = project / "params" / "goed" / "verhuisd.yaml"
    orphan.write_text(yaml.safe_dump(content), encoding="utf-8")

    asked = leerkring(project, "params", "data/goed")
    assert orphan.exists()
    assert "verhuisd.yaml" in asked.stdout
    assert "--opruimen" in asked.stdout
    done = leerkring(project, "params", "data/goed", "--opruimen")
    assert done.returncode == 0
    assert not orphan.exists()
    assert yaml.safe_load((orphan.parent / "verhuisd.yaml.oud").read_text("utf-8")) == content
    assert "1 opzij gezet in params/goed/" in done.stdout


def test_a_second_folder_with_the_same_id_is_refused(project: Path) -> None:
    write_notebook(project, TOON, naam="casus")
    for naam in ("goed", "tweede"):
        write_traject(project / "data" / naam, traject="id: goed\nrapporten: {casus: team}")
    assert leerkring(project, "params", "data/goed").returncode == 0
    done = leerkring(project, "params", "data/tweede")

    assert done.returncode == 1
    assert "met hetzelfde id ‘goed’" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_written_is_a_sentence(project: Path) -> None:
    write_notebook(project, TOON, naam="casus")
    write_traject(project / "data" / "goed", traject="id: goed\nrapporten: {casus: team}")
    (project / "params" / "goed").write_text("geen map", encoding="utf-8")
    done = leerkring(project, "params", "data/goed")

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "goed is niet te schrijven" in done.stderr
    assert stat.S_ISREG((project / "params" / "goed").stat().st_mode)
