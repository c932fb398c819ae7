"""What leaves the team: a report with personal data is held back, an old one is marked, and sharing takes no others."""

import json
import os
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml
from click.testing import CliRunner, Result
from lxml import html
from mini import check_text, set_cells, write_traject
from opdracht import leerkring
from plek import ROOT
from vrijgever import answer_all

from leerkring.batch.finish import finish_output
from leerkring.batch.plan import build_plan
from leerkring.batch.sources import Sources
from leerkring.cli import main
from leerkring.errors import ParameterError
from leerkring.paths import find_root

MAIL = "jan.jansen@voorbeeld.test"
PARAMETERS = 'notebook = "proef"\ntraject = "data/mini"\ndeelnemer = "noord"\ndoelgroep = "leerkring"'
CODE = """
from IPython.display import display

from leerkring.traject import open_traject
from leerkring.weergave.blokken import build_list
from leerkring.weergave.kop import build_account, build_head

t = open_traject(traject, doelgroep=doelgroep, deelnemer=deelnemer)
display(build_head(t.beschrijving, t.doelgroep, t.deelnemer))
display(build_list(list(t.frame("logboek")["tekst"])))
build_account(t.beschrijving, t.doelgroep, t.frame("bronnen"), t.dataversie, {})
"""
SLEUTEL = "pseudoniem,naam\nP1,Wilhelmina van Testeren\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with one short notebook over the smallest traject, and reports for three kinds of readers."""
    folder = tmp_path_factory.mktemp("made") / "project"
    notes = "deelnemer  tekst  vertrouwelijkheid\nnoord  Rustig begonnen.  leerkring\nnoord  Gesprek met P1.  team"
    people = "id  deelnemer  vertrouwelijkheid\nR1  noord  deelnemer\nR2  noord  deelnemer"
    write_traject(folder / "data" / "mini", "leerkring", logboek=notes, respondenten=people)
    content = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        cells=[
            nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}),
            nbformat.v4.new_code_cell(CODE),
        ],
    )
    (folder / "notebooks").mkdir()
    nbformat.write(content, folder / "notebooks" / "proef.ipynb")
    (folder / "params").mkdir()
    shutil.copy(ROOT / "pyproject.toml", folder)
    for slug, doelgroep in (
        ("noord", "leerkring"),
        ("zuid", "leerkring"),
        ("zuid", "deelnemer"),
        ("noord", "deelnemer"),
        ("noord", "team"),
    ):
        params = {"notebook": "proef", "traject": "data/mini", "deelnemer": slug, "doelgroep": doelgroep}
        (folder / "params" / f"{slug}-{doelgroep}.yaml").write_text(yaml.safe_dump(params), encoding="utf-8")
    assert make(folder).returncode == 0
    return folder


@pytest.fixture
def project(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of that project, which this test may change."""
    folder = Path(shutil.copytree(made, tmp_path / "project"))
    monkeypatch.setenv("LEERKRING_ROOT", str(folder))
    return folder


def read_index(project: Path) -> html.HtmlElement:
    return html.fromstring((project / "output" / "index.html").read_text(encoding="utf-8"))


def read_rows(project: Path) -> dict[str, dict[str, Any]]:
    rows = json.loads((project / "output" / "manifest.json").read_text(encoding="utf-8"))["runs"]
    return {row["id"].removeprefix("mini/"): row for row in rows}


def share(*words: str) -> Result:
    """Share from the project of this test, in this process, and approve all that a person must judge."""
    key = [] if "--sleutel" in words else ["--zonder-sleutel"]
    done = CliRunner().invoke(main, ["share", *words, *key])
    for draft in (find_root() / "output").glob("vrijgaven/*.yaml"):
        answer_all(draft)
        done = CliRunner().invoke(main, ["share", *words, *key, "--besluit", str(draft)])
    return done


def write_note(project: Path, text: str) -> None:
    set_cells(project / "data" / "mini", "logboek", 2, tekst=text)


def make(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return leerkring(project, "run", *(w if w.startswith("-") or "/" in w else f"params/{w}.yaml" for w in words))


def test_report_with_an_address_is_held_back_and_the_team_may_keep_its_own(project: Path) -> None:
    earlier = (project / "output" / "mini" / "noord-leerkring.html").read_text(encoding="utf-8")
    write_note(project, f"Mail {MAIL} voor meer.")
    done = make(project, "noord-leerkring", "noord-team")
    rows = read_rows(project)

    assert done.returncode == 1
    assert "1 gelukt, 0 mislukt, 1 tegengehouden" in done.stdout
    assert "tegengehouden om persoonsgegevens: mini/noord-leerkring" in done.stderr
    assert "e-mailadres" in done.stderr
    assert "let op: zonder --sleutel wordt in rapporten voor anderen niet naar namen gezocht" in done.stderr
    assert MAIL not in done.stdout + done.stderr
    assert rows["noord-leerkring"]["status"] == "tegengehouden"
    assert (project / "output" / "mini" / "noord-leerkring.html").read_text(encoding="utf-8") == earlier
    assert MAIL in (project / "output" / "mini" / "noord-team.html").read_text(encoding="utf-8")
    assert "Er staan persoonsgegevens in." in read_index(project).text_content()

    shared = share((project.parent / "weg").as_posix(), "--doelgroep", "leerkring")
    assert "tegengehouden: mini/noord-leerkring: het is de vorige keer tegengehouden" in shared.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_files_of_the_team_are_for_the_team_alone_and_what_is_shared_is_readable(project: Path, tmp_path: Path) -> None:
    output = project / "output"
    old = os.umask(0o022)
    try:
        shutil.rmtree(output)
        assert make(project, "noord-leerkring").returncode == 0
        shared = share((tmp_path / "weg").as_posix(), "--doelgroep", "leerkring")
    finally:
        os.umask(old)
    made = [path for path in (output, *output.rglob("*")) if path.suffix != ".lock"]
    given = list((tmp_path / "weg").rglob("*"))

    assert shared.exit_code == 0
    assert {"manifest.json", "zoekteksten.json", "noord-leerkring.ipynb", "noord-leerkring.log"} <= {
        p.name for p in made
    }
    assert {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in made} == {(True, 0o700), (False, 0o600)}
    assert {path.name for path in given} >= {"noord-leerkring.html", "index.html"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in given if path.is_file()} == {0o644}


def test_report_that_names_somebody_on_the_key_is_held_back(project: Path, tmp_path: Path) -> None:
    (tmp_path / "sleutel.csv").write_text(SLEUTEL, encoding="utf-8")
    write_note(project, "Het idee kwam van mevrouw Van Testeren.")
    done = make(project, "noord-leerkring", "--sleutel", (tmp_path / "sleutel.csv").as_posix())

    assert done.returncode == 1
    assert "Testeren" not in done.stdout + done.stderr
    assert "zonder --sleutel" not in done.stderr
    assert len(read_rows(project)["noord-leerkring"]["vindplaatsen"]) >= 1


def test_report_that_was_made_before_there_was_a_key_is_looked_at_when_it_is_shared(
    project: Path, tmp_path: Path
) -> None:
    (tmp_path / "sleutel.csv").write_text("pseudoniem,naam\nP1,Rustig Begonnen\n", encoding="utf-8")
    key = ["--sleutel", (tmp_path / "sleutel.csv").as_posix()]
    done = share((tmp_path / "weg").as_posix(), "--doelgroep", "leerkring", *key)

    assert done.exit_code == 1
    assert "1 rapporten gekopieerd" in done.stdout
    assert "tegengehouden: mini/noord-leerkring: " in done.stderr
    assert [p.name for p in (tmp_path / "weg" / "mini").iterdir()] == ["zuid-leerkring.html"]


def test_report_that_was_changed_by_hand_is_not_shared(project: Path, tmp_path: Path) -> None:
    page = project / "output" / "mini" / "noord-leerkring.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Rustig", "Snel"), encoding="utf-8")
    done = share((tmp_path / "kring").as_posix(), "--doelgroep", "leerkring")

    assert (
        "tegengehouden: mini/noord-leerkring: het bestand is veranderd sinds het is gemaakt; maak het opnieuw"
        in done.stderr
    )
    assert [p.name for p in (tmp_path / "kring" / "mini").iterdir()] == ["zuid-leerkring.html"]


def test_key_inside_the_project_is_refused_before_anything_runs(project: Path) -> None:
    (project / "sleutel.csv").write_text(SLEUTEL, encoding="utf-8")
    before = read_rows(project)
    done = make(project, "noord-leerkring", "--sleutel", "./sleutel.csv")

    assert done.returncode == 1
    assert "de sleutel staat in de projectmap" in done.stderr
    assert "Traceback" not in done.stderr
    assert read_rows(project) == before


def list_stale(project: Path) -> list[str]:
    """Return which reports the index marks after it was made anew."""
    finish_output(project / "output", Sources())
    rows = read_index(project).find_class("ov-rapport")
    assert len(rows) == 5
    return [row.get("id") for row in rows if "Verouderd" in row.text_content()]


def test_report_is_marked_when_the_data_that_its_readers_see_changed(project: Path) -> None:
    assert list_stale(project) == []
    set_cells(project / "data" / "mini", "logboek", 3, tekst="Alleen voor het team.")
    assert list_stale(project) == ["r-mini-noord-team"]


def test_report_is_marked_when_somebody_withdrew_consent(project: Path) -> None:
    set_cells(project / "data" / "mini", "respondenten", 2, toestemming="ingetrokken")

    # To others this group is too small to be counted, so that their report stays what it was and tells nothing of it.
    assert list_stale(project) == ["r-mini-noord-team"]


def test_sharing_takes_the_reports_for_one_audience_and_an_index_of_those_only(project: Path, tmp_path: Path) -> None:
    target = tmp_path / "delen"
    done = share(target.as_posix(), "--doelgroep", "deelnemer", "--deelnemer", "zuid")

    assert done.exit_code == 0, done.stderr
    assert sorted(p.relative_to(target).as_posix() for p in target.rglob("*.*")) == [
        "index.html",
        "mini/zuid-deelnemer.html",
    ]
    for path in target.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "noord" not in text.lower()
        assert "onderzoeksteam" not in text
    page = html.fromstring((target / "mini" / "zuid-deelnemer.html").read_text(encoding="utf-8"))
    assert page.xpath("//nav[@class='lk-buren']//a/@href") == ["../index.html"]


def test_shared_reports_link_to_each_other(project: Path, tmp_path: Path) -> None:
    share((tmp_path / "kring").as_posix(), "--doelgroep", "leerkring")
    page = html.fromstring((tmp_path / "kring" / "mini" / "noord-leerkring.html").read_text(encoding="utf-8"))

    assert page.xpath("//nav[@class='lk-buren']//a/@href") == ["../index.html", "zuid-leerkring.html"]
    assert not (tmp_path / "kring" / "mini" / "noord-team.html").exists()


def test_what_may_not_leave_stays_behind_with_its_reason(project: Path, tmp_path: Path) -> None:
    write_note(project, "Anders dan eerst.")
    make(project, "zuid-leerkring")
    target = tmp_path / "kring"
    done = share(target.as_posix(), "--doelgroep", "leerkring")

    assert done.exit_code == 1
    assert "1 rapporten gekopieerd" in done.stdout
    assert "tegengehouden: mini/noord-leerkring: de gegevens zijn daarna veranderd; maak het opnieuw" in done.stderr
    assert [p.name for p in (target / "mini").iterdir()] == ["zuid-leerkring.html"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--doelgroep", "team"], "rapporten voor het team blijven in de map met rapporten"),
        (["--doelgroep", "deelnemer"], "bij doelgroep deelnemer hoort --deelnemer"),
        (["--doelgroep", "openbaar", "--deelnemer", "zuid"], "bij een andere doelgroep niet"),
        (["--doelgroep", "pers"], "doelgroep ‘pers’ is onbekend; toegestaan: team, deelnemer, leerkring, openbaar"),
        (["--doelgroep", "openbaar"], "staat geen rapport voor openbaar; maak er eerst een met die doelgroep"),
    ],
)
def test_choice_that_cannot_be_shared_is_explained(project: Path, tmp_path: Path, words: list[str], said: str) -> None:
    done = share((tmp_path / "weg").as_posix(), *words)

    assert done.exit_code == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "weg").exists()


def test_folder_with_files_of_the_user_is_left_alone(project: Path, tmp_path: Path) -> None:
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "brief.txt").write_text("van mij", encoding="utf-8")
    full = share((tmp_path / "vol").as_posix(), "--doelgroep", "leerkring")
    inside = share((project / "output" / "delen").as_posix(), "--doelgroep", "leerkring")

    assert "is geen lege map" in full.stderr
    assert "ligt in de map met rapporten" in inside.stderr
    assert [p.name for p in (tmp_path / "vol").iterdir()] == ["brief.txt"]


@pytest.mark.parametrize("naam", ["../buiten", "..", "a/b", "CON", "noord zuid", "é"])
def test_slug_cannot_leave_the_output_folder(tmp_path: Path, naam: str) -> None:
    folder = set_cells(write_traject(tmp_path), "deelnemers", 2, id=naam)

    assert any(line.startswith("fout: deelnemers.csv, rij 2, kolom id") for line in check_text(folder))


@pytest.mark.parametrize("naam", ["CON", "noord zuid", "é", "a.b"])
def test_name_of_a_params_file_cannot_leave_the_output_folder(project: Path, naam: str) -> None:
    place = Path(shutil.copy(project / "params" / "noord-team.yaml", project / "params" / f"{naam}.yaml"))

    with pytest.raises(ParameterError, match=r"niet de goede vorm|Windows houdt deze naam"):
        build_plan([place.as_posix()])


@pytest.mark.parametrize("naam", ["../weg", "a/b", ".."])
def test_id_of_a_traject_cannot_leave_the_output_folder(project: Path, naam: str) -> None:
    yaml_file = project / "data" / "mini" / "traject.yaml"
    content = yaml.safe_load(yaml_file.read_text(encoding="utf-8")) | {"id": naam}
    yaml_file.write_text(yaml.safe_dump(content), encoding="utf-8")

    with pytest.raises(ParameterError, match=r"traject\.yaml, bij id"):
        build_plan([(project / "params" / "noord-team.yaml").as_posix()])
