"""Only what changed: a report is made again when it would not be the same, and for no other reason."""

import json
import os
import shutil
import sys
from pathlib import Path

import nbformat
import pytest
import yaml
from click.testing import CliRunner
from mini import set_cells, write_traject
from opdracht import leerkring
from plek import ROOT

from leerkring.batch.finish import finish_output
from leerkring.batch.freshness import Inputs
from leerkring.batch.manifest import Status, read_manifest, write_manifest
from leerkring.batch.plan import build_plan
from leerkring.batch.settings import Settings
from leerkring.batch.sources import Sources
from leerkring.batch.tracking import Volger
from leerkring.cli import main
from leerkring.programs import OVERIG, hash_library, list_environment
from leerkring.rapport.gate.gate import build_gate

CASUS = 'notebook = "geval"\ntraject = "data/mini"\ndeelnemer = "noord"\ndoelgroep = "leerkring"'
KRING = 'notebook = "kring"\ntraject = "data/mini"\ndoelgroep = "leerkring"'
ZELF = 'notebook = "zelf"\ntraject = "data/mini"\ndoelgroep = "team"'
TOON = """
from IPython.display import display
from leerkring.traject import open_traject
from leerkring.weergave.blokken import build_list
from leerkring.weergave.kop import build_head

t = open_traject(traject, doelgroep{})
display(build_head(t.beschrijving, t.doelgroep))
display(build_list(list(t.frame("logboek")["tekst"])))
"""
LEES = """
import sys
from pathlib import Path

sys.path.insert(0, "notebooks")
import hulp

print(hulp.groet, Path("data/extra.txt").read_text())
Path("eigen.txt").write_text("weg")
print(Path("eigen.txt").read_text())
"""
NAMEN = ("kring", "noord", "team", "zelf", "zuid")


def write_notebook(folder: Path, naam: str, *cells: str) -> None:
    content = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
    )
    content.cells[0].metadata["tags"] = ["parameters"]
    nbformat.write(content, folder / "notebooks" / f"{naam}.ipynb")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with reports of two deelnemers, one for the team, a comparison, and one that reads files."""
    folder = tmp_path_factory.mktemp("vers") / "project"
    notes = """
        deelnemer  tekst          vertrouwelijkheid
        noord      Rustig begin.   leerkring
        zuid       Snel begin.     leerkring
        noord      Onder ons.      team
        -          Voor iedereen.  leerkring
    """
    write_traject(folder / "data" / "mini", "leerkring", logboek=notes)
    (folder / "notebooks").mkdir()
    write_notebook(folder, "geval", CASUS, TOON.format(", deelnemer"))
    write_notebook(folder, "kring", KRING, TOON.format(""))
    write_notebook(folder, "zelf", ZELF, LEES)
    (folder / "notebooks" / "hulp.py").write_text('groet = "dag"\n', encoding="utf-8")
    (folder / "data" / "extra.txt").write_text("extra", encoding="utf-8")
    (folder / "params").mkdir()
    shutil.copy(ROOT / "pyproject.toml", folder)
    for naam, notebook, slug, doelgroep in (
        ("noord", "geval", "noord", "leerkring"),
        ("zuid", "geval", "zuid", "leerkring"),
        ("team", "geval", "noord", "team"),
        ("kring", "kring", None, "leerkring"),
        ("zelf", "zelf", None, "team"),
    ):
        params = {"notebook": notebook, "traject": "data/mini", "deelnemer": slug, "doelgroep": doelgroep}
        text = yaml.safe_dump({k: v for k, v in params.items() if v is not None})
        (folder / "params" / f"{naam}.yaml").write_text(text, encoding="utf-8")
    done = leerkring(folder, "run")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def project(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of that project, which this test may change."""
    folder = Path(shutil.copytree(made, tmp_path / "project"))
    monkeypatch.setenv("LEERKRING_ROOT", str(folder))
    monkeypatch.chdir(folder)
    return folder


def why(project: Path, settings: Settings | None = None) -> dict[str, str]:
    """Return which reports would be made and why, without what is up to date."""
    output = project / "output"
    choices = Inputs(settings or Settings()).choose_runs(build_plan(), output, read_manifest(output))
    assert [choice.run.naam for choice in choices] == list(NAMEN)
    return {choice.run.naam: choice.reden for choice in choices if choice.reden}


def note(project: Path, rij: int, tekst: str) -> None:
    set_cells(project / "data" / "mini", "logboek", rij, tekst=tekst)


def test_nothing_is_made_again_when_nothing_changed(project: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in (project / "output" / "mini").iterdir()}
    assert why(project) == {}
    done = leerkring(project, "run")

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("0 gelukt, 0 mislukt, 5 al goed; open ")
    assert {p: p.stat().st_mtime_ns for p in (project / "output" / "mini").iterdir()} == before
    assert len(before) == 10


def test_a_change_in_one_deelnemer_s_data_reruns_that_deelnemer_and_the_comparison(project: Path) -> None:
    note(project, 3, "Heel snel begin.")
    data = "logboek.csv is veranderd"
    # What reads files by itself may have read this one: no door tells what it saw.
    assert why(project) == {"kring": data, "zuid": data, "zelf": data}


def test_a_change_that_only_the_team_sees_is_weighed_in_each_report_that_hides_it(project: Path) -> None:
    # What is hidden decides which claims hold of the whole: the others are made again, and seldom differ.
    note(project, 4, "Heel erg onder ons.")
    hidden = "wat deze lezers niet zien is veranderd, en dat bepaalt wat het rapport mag zeggen"
    changed = dict.fromkeys(("team", "zelf"), "logboek.csv is veranderd")
    assert why(project) == changed | dict.fromkeys(("kring", "noord"), hidden)


def test_a_change_that_is_about_nobody_reruns_all(project: Path) -> None:
    note(project, 5, "Voor niemand.")
    assert why(project) == dict.fromkeys(NAMEN, "logboek.csv is veranderd")


def test_another_order_of_columns_or_separator_is_no_change_for_who_came_through_the_door(project: Path) -> None:
    path = project / "data" / "mini" / "logboek.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert why(project) == {"zelf": "logboek.csv is veranderd"}


def test_a_file_of_the_project_that_a_notebook_read_counts_and_what_it_wrote_itself_does_not(project: Path) -> None:
    row = read_manifest(project / "output")["mini/zelf"]
    assert set(row.bestanden) == {"data/extra.txt", "notebooks/hulp.py"}
    assert row.gelezen == []

    (project / "eigen.txt").write_text("anders", encoding="utf-8")
    assert why(project) == {}
    (project / "data" / "extra.txt").write_text("anders", encoding="utf-8")
    (project / "notebooks" / "hulp.py").unlink()
    assert why(project) == {"zelf": "data/extra.txt, notebooks/hulp.py zijn veranderd"}


def test_the_notebook_counts_by_its_cells(project: Path) -> None:
    write_notebook(project, "geval", CASUS, TOON.format(", deelnemer") + "\n# anders")
    assert why(project) == dict.fromkeys(("noord", "team", "zuid"), "het notebook is veranderd")


def test_parameters_count(project: Path) -> None:
    path = project / "params" / "zuid.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("leerkring", "openbaar"), encoding="utf-8")
    assert why(project) == {"zuid": "parameter doelgroep is veranderd"}


def test_the_library_counts_by_its_content(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert hash_library() == Settings().code
    copy = Path(shutil.copytree(ROOT / "leerkring", tmp_path / "leerkring"))
    monkeypatch.setattr("leerkring.programs.PAKKET", copy)
    assert why(project) == {}
    with (copy / "rapport" / "templates" / "leerkring" / "stijl.css").open("a") as file:
        file.write("\n")
    assert why(project) == dict.fromkeys(NAMEN, "leerkring zelf is veranderd")


def test_each_installed_package_counts(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = list_environment()
    (tmp_path / "site" / "iets_nieuws-1.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "site")
    after = list_environment()
    assert {name for name in before if before[name] != after[name]} == {OVERIG}
    assert why(project) == dict.fromkeys(NAMEN, f"{OVERIG} is veranderd")


def test_settings_count_and_the_key_only_for_what_leaves_the_team(project: Path, tmp_path: Path) -> None:
    assert why(project, Settings(met_code=True)) == dict.fromkeys(NAMEN, "instelling met-code is veranderd")
    key = tmp_path / "sleutel.csv"
    key.write_text("pseudoniem,naam\nP1,Wilhelmina van Testeren\n", encoding="utf-8")
    with_key = Settings(gate=build_gate(key.as_posix(), zoek_namen=False))
    others = [naam for naam in NAMEN if naam not in ("team", "zelf")]
    assert why(project, with_key) == dict.fromkeys(others, "instelling sleutel is veranderd")
    assert "Testeren" not in json.dumps(Inputs(with_key).list_settings(build_plan()[0], None))

    output = project / "output"
    rows = read_manifest(output)
    inputs = Inputs(with_key)
    for run in build_plan():
        rows[run.id].instellingen = inputs.list_settings(run, rows[run.id])
    write_manifest(output, rows.values())
    assert why(project, with_key) == {}
    key.write_text("pseudoniem,naam\nP1,Wilhelmina van Testeren\nP2,Jo Testman\n", encoding="utf-8")
    newer = Settings(gate=build_gate(key.as_posix(), zoek_namen=False))
    assert why(project, newer) == dict.fromkeys(others, "instelling sleutel is veranderd")


@pytest.mark.parametrize("ending", ["html", "ipynb"])
def test_files_of_a_report_must_be_there_as_they_were_made(project: Path, ending: str) -> None:
    with (project / "output" / "mini" / f"noord.{ending}").open("a", encoding="utf-8") as file:
        file.write(" ")
    (project / "output" / "mini" / f"zuid.{ending}").unlink()
    assert why(project) == {
        "noord": f"het {ending}-bestand is veranderd sinds het is gemaakt",
        "zuid": f"het {ending}-bestand is weg",
    }


def test_links_to_other_reports_are_no_change(project: Path) -> None:
    page = project / "output" / "mini" / "noord.html"
    before = page.read_bytes()
    (project / "output" / "mini" / "zuid.html").unlink()
    finish_output(project / "output", Sources())
    assert page.read_bytes() != before
    assert list(why(project)) == ["zuid"]


def test_what_failed_or_was_held_back_is_made_again_and_can_be_chosen_alone(project: Path) -> None:
    output = project / "output"
    rows = read_manifest(output)
    rows["mini/noord"].status, rows["mini/zuid"].status = Status.MISLUKT, Status.TEGENGEHOUDEN
    del rows["mini/kring"]
    write_manifest(output, rows.values())
    known = {"noord": "mislukte de vorige keer", "zuid": "tegengehouden de vorige keer"}
    assert why(project) == known | {"kring": "nog nooit gemaakt"}

    done = CliRunner().invoke(main, ["run", "--dry-run", "--only-failed"])
    assert done.output.splitlines() == [
        "mini/noord: mislukte de vorige keer",
        "mini/zuid: tegengehouden de vorige keer",
        "2 van 2 rapporten zouden worden gemaakt",
    ]


def test_dry_run_says_what_would_be_made_and_why_and_writes_nothing(project: Path) -> None:
    note(project, 3, "Heel snel begin.")
    before = {p: p.stat().st_mtime_ns for p in project.rglob("*")}
    done = CliRunner().invoke(main, ["run", "--dry-run"])

    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "mini/kring: logboek.csv is veranderd",
        "mini/noord: al goed",
        "mini/team: al goed",
        "mini/zelf: logboek.csv is veranderd",
        "mini/zuid: logboek.csv is veranderd",
        "3 van 5 rapporten zouden worden gemaakt",
    ]
    assert {p: p.stat().st_mtime_ns for p in project.rglob("*")} == before

    forced = CliRunner().invoke(main, ["run", "--dry-run", "--force"])
    assert "mini/noord: gevraagd met --force" in forced.output
    assert "5 van 5 rapporten zouden worden gemaakt" in forced.output
    nowhere = CliRunner().invoke(main, ["run", "--dry-run", "--output", "elders"])
    assert "mini/noord: nog nooit gemaakt" in nowhere.output
    assert not (project / "elders").exists()


def test_a_manifest_of_an_earlier_version_makes_all_again(project: Path) -> None:
    path = project / "output" / "manifest.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    for row in content["runs"]:
        for name in ("code", "instellingen", "afdruk", "gelezen", "bestanden"):
            del row[name]
    path.write_text(json.dumps(content), encoding="utf-8")
    assert list(why(project)) == list(NAMEN)
    assert "het is niet bekend wat het las" in why(project)["noord"]


def test_a_report_whose_deelnemer_is_not_for_these_readers_any_more_is_old(project: Path) -> None:
    set_cells(project / "data" / "mini", "deelnemers", 2, vertrouwelijkheid="team")
    rows = [row.model_dump() for row in read_manifest(project / "output").values()]
    stale = {row["id"]: Sources().list_changes(row) for row in rows}

    assert stale["mini/noord"] == ["data/mini zoals deze lezers het zien"]
    assert stale["mini/team"] == ["deelnemers.csv"]


def test_the_manifest_names_no_version_of_what_a_reader_may_not_see(project: Path) -> None:
    before = read_manifest(project / "output")["mini/noord"].gelezen
    note(project, 4, "Heel erg onder ons.")
    after = Sources().find_versions("data/mini", "leerkring", "noord")
    assert before is not None
    assert [lezing.versies for lezing in before] == [after]


def test_the_unfinished_notebook_of_a_run_that_failed_is_kept_beside_its_log_and_goes_when_it_succeeds(
    project: Path,
) -> None:
    cells = (KRING, 'print("eerst")\nimport sys\nprint("let op", file=sys.stderr)', "1 / 0")
    write_notebook(project, "kring", *cells)
    done = leerkring(project, "run")
    log = project / "output" / "logs" / "mini" / "kring.log"

    assert "0 gelukt, 1 mislukt, 4 al goed" in done.stdout
    assert "eerst" in log.with_suffix(".ipynb").read_text(encoding="utf-8")
    text = log.read_text(encoding="utf-8")
    assert "cel 3: klaar" in text.replace(", ", " ").replace("completed ", "completed")
    assert "  let op" in text
    assert "ZeroDivisionError" in text
    assert why(project) == {"kring": "mislukte de vorige keer"}

    write_notebook(project, "kring", *cells[:2])
    assert leerkring(project, "run", "--only-failed").returncode == 0
    assert not log.with_suffix(".ipynb").exists()
    assert "gelukt na" in log.read_text(encoding="utf-8")
    assert "  let op" in log.read_text(encoding="utf-8")


def test_following_what_is_read_leaves_out_what_lies_elsewhere_and_what_is_behind_the_door(tmp_path: Path) -> None:
    root = tmp_path / "project"
    write_traject(root / "data")
    (root / "gelezen.txt").write_text("x", encoding="utf-8")
    (tmp_path / "buiten.txt").write_text("x", encoding="utf-8")
    volger = Volger(str(root))
    for path, mode, flags in (
        (root / "gelezen.txt", "r", 0),
        (root / "weg.txt", "rb", 0),
        (root / "bij.txt", "a", 0),
        (root / "bij.txt", "r", 0),
        (root / "los", None, os.O_WRONLY | os.O_CREAT),
        (root / "lees", None, os.O_RDONLY),
        (tmp_path / "buiten.txt", "r", 0),
        (Path(sys.prefix) / "pyvenv.cfg", "r", 0),
        (3, "r", 0),
    ):
        volger("open", (path, mode, flags))
    volger("sqlite3.connect", (root / "bank.db",))
    told = json.loads(volger.tell())

    assert set(told["bestanden"]) == {"gelezen.txt", "weg.txt", "lees", "bank.db"}
    assert told["bestanden"]["weg.txt"] == ""
    assert told["gelezen"] == []
