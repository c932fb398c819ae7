"""A release from beginning to end: prepared, judged by another, placed, and shown afterwards."""

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from plek import ROOT
from uitkomsten import build_uitkomst
from vrijgever import CITAAT, PAGINA, Project, answer_all

from leerkring.batch.report import tell_changes
from leerkring.cli import main
from leerkring.vrijgave import plaatsen
from leerkring.vrijgave.oordelen import Puntsoort, read_besluit

TWAALF = {f"R{n}": 3 + n % 2 for n in range(12)}
TEKSTEN = {
    "fragmenten": f"tekst  groep\n{CITAAT}  -",
    "logboek": "deelnemer  tekst\nnoord  De nieuwe directeur vond het een goed plan.",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    return Project(tmp_path, monkeypatch)


def fill(project: Project, **feiten: Any) -> None:
    project.ask({f"R{n}": 3 for n in range(7)}, **TEKSTEN)
    project.make(**feiten)


def watch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody sit at the keyboard."""
    monkeypatch.setattr("leerkring.cli.releasing.is_watched", lambda: True)


# What a person judges


def test_everything_that_no_rule_can_decide_is_asked(project: Project) -> None:
    project.key = ["--zonder-sleutel"]
    fill(project, verzegeld=False)
    done = project.give("kring")

    assert done.exit_code == 0
    assert "voorbereid: 5 punten voor een beoordelaar die niet de maker is" in done.stdout
    assert not (project.delen / "kring").exists()
    assert project.entries() == []
    assert answer_all(project.draft()) == ["citaat", "vrije tekst", "kleine groep", "niet verzegeld", "zonder sleutel"]
    said = project.draft().read_text("utf-8")
    assert CITAAT in said
    assert "noord, Medewerkers, T0: 5 tot en met 9 antwoorden" in said
    assert project.draft().stat().st_mode & 0o777 == 0o600


def test_a_name_of_the_key_that_passes_as_an_organisation_is_asked(project: Project) -> None:
    project.sleutel.write_text("pseudoniem,naam\nP1,Bureau Noordhoek\n", encoding="utf-8")
    project.ask(
        {}, logboek="deelnemer  tekst\nnoord  Met Bureau Noordhoek ging het goed.", bronnen="id  uitgever\nS1  -"
    )
    text = (project.folder / "data" / "mini" / "bronnen.csv").read_text("utf-8")
    (project.folder / "data" / "mini" / "bronnen.csv").write_text(text.replace(",,", ",Bureau Noordhoek,", 1), "utf-8")
    project.make()
    done = project.give("kring")
    if done.exit_code:  # where a publisher is not public by itself, the gate holds it back
        assert "naam" in done.stderr
        return
    assert "toegestane naam" in answer_all(project.draft())


def test_what_these_readers_had_before_is_not_asked_again(project: Project) -> None:
    fill(project)
    assert project.share("eerst").exit_code == 0
    done = project.give("weer")

    assert "voorbereid: 0 punten" in done.stdout
    # A wider circle has not read it yet.
    project.make("openbaar")
    project.give("openbaar", doelgroep="openbaar")
    assert "citaat" in answer_all(project.draft("openbaar"))


def test_a_refused_point_keeps_its_reports_here_with_the_reason(project: Project) -> None:
    fill(project)
    done = project.share("kring", oordeel=lambda soort: "nee" if soort.startswith("citaat") else "ja")

    assert done.exit_code == 1
    assert "tegengehouden: mini/noord-leerkring: de beoordelaar hield het tegen (citaat): nagekeken" in done.stderr
    assert not (project.delen / "kring").exists()
    (entry,) = project.entries()
    assert (entry.soort, entry.mensen, entry.bestanden) == ("afwijzing", {}, {})


def test_without_a_key_share_wants_a_word(project: Project) -> None:
    fill(project)
    project.key = []
    done = project.give("kring")

    assert done.exit_code == 1
    assert "er is geen sleutel" in done.stderr
    assert "--zonder-sleutel" in done.stderr


# Who judges


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"maker": ""}, "vul bij maker een functie in"),
        (
            {"beoordelaar": "Wilhelmina van Testeren"},
            "vul bij beoordelaar een functie in, zoals onderzoeker, en geen naam",
        ),
        ({"niet_de_maker": "nee"}, "wie beoordeelt is een ander dan de maker"),
        ({"beoordelaar": "Onderzoeker"}, "wie beoordeelt is een ander dan de maker"),
        ({"niet_de_maker": "misschien"}, "bij niet_de_maker; toegestaan"),
        ({"punten": []}, "punten ontbreekt het oordeel of de reden"),
        ({"extra": 1}, "is niet te lezen als besluit, bij extra"),
    ],
)
def test_a_decision_that_is_not_whole_is_refused(project: Project, change: dict[str, Any], said: str) -> None:
    fill(project)
    project.give("kring")
    answer_all(project.draft())
    content = yaml.safe_load(project.draft().read_text("utf-8")) | change
    project.draft().write_text(yaml.safe_dump(content), encoding="utf-8")
    done = project.give("kring", "--besluit", project.draft().as_posix())

    assert done.exit_code == 1
    assert said in done.stderr
    assert project.entries() == []
    assert not (project.delen / "kring").exists()


def test_a_review_goes_on_where_it_stopped(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(project)
    watch(monkeypatch)
    first = project.give("kring", stdin="onderzoeker\nprojectleider\nja\nja\nvijf straten doen mee\nstop\n")
    assert "[1/3] citaat" in first.stdout
    assert CITAAT in first.stdout
    assert project.entries() == []

    second = project.give("kring", stdin="ja\nniemand\nja\nafgesproken\n")
    assert "citaat" not in second.stdout
    assert second.exit_code == 0, second.output
    assert "1 rapporten gekopieerd" in second.stdout
    made, placed = project.entries()
    assert (made.soort, placed.soort) == ("vrijgave", "plaatsing")
    assert (made.maker, made.beoordelaar) == ("onderzoeker", "projectleider")
    assert [p.reden for p in made.oordelen] == ["vijf straten doen mee", "niemand", "afgesproken"]
    assert not project.draft().exists()


def test_who_made_it_cannot_go_on_to_judge_it(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(project)
    watch(monkeypatch)
    done = project.give("kring", stdin="onderzoeker\nonderzoeker\nnee\n")

    assert "Mag dit naar buiten" not in done.stdout
    assert "voorbereid" in done.stdout
    assert not (project.delen / "kring").exists()


def test_what_changes_during_a_review_is_looked_at_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(project)
    watch(monkeypatch)

    def judge_while_somebody_withdraws(besluit: Any, save: Any) -> None:
        save()
        answer_all(project.draft())
        vars(besluit).update(vars(read_besluit(project.draft())))
        project.ask({f"R{n}": 3 for n in range(7)}, weg=("R0", "R1", "R2"), **TEKSTEN)  # too few are left to be told

    monkeypatch.setattr("leerkring.cli.releasing.ask_points", judge_while_somebody_withdraws)
    done = project.give("kring")

    assert "de gegevens zijn daarna veranderd; maak het opnieuw" in done.stderr
    assert not (project.delen / "kring").exists()


def test_an_answer_does_not_pass_to_a_text_that_changed(project: Project) -> None:
    fill(project)
    project.give("kring")
    answer_all(project.draft())
    project.ask(
        {f"R{n}": 3 for n in range(7)}, **TEKSTEN | {"fragmenten": "tekst  groep\nIk deed het helemaal alleen.  -"}
    )
    project.make()
    done = project.give("kring", "--besluit", project.draft().as_posix())

    assert "van 1 punten ontbreekt het oordeel of de reden" in done.stderr


def test_the_ledger_holds_no_text_of_anybody(project: Project) -> None:
    fill(project)
    assert project.share("kring").exit_code == 0
    kept = "".join(p.read_text("utf-8") for p in (project.folder / "data" / "mini" / "vrijgaven").iterdir())

    assert CITAAT not in kept
    assert "directeur" not in kept


# To its place


@pytest.mark.parametrize("step", ["inscribe", "place"])
def test_who_is_stopped_before_placing_shares_again(
    project: Project, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    project.ask(TWAALF)
    project.make()

    class Killed(BaseException):
        """What no except catches, as a signal is."""

    def stop(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        if step == "place":
            patch.setattr(Path, "rmdir", stop)
            (project.delen / "kring").mkdir(parents=True)
        else:
            patch.setattr(plaatsen, "write_reports", stop)
        with pytest.raises(Killed):
            project.share("kring")
    (project.delen / ".werk-kring" / "mini").mkdir(parents=True)  # what kill -9 leaves
    entries = [e.soort for e in project.entries()]
    assert entries == (["vrijgave"] if step == "place" else [])
    assert list((project.delen / "kring").glob("*")) == []
    if entries:
        assert "niet afgemaakt" in CliRunner().invoke(main, ["releases"]).stdout

    assert project.share("kring").exit_code == 0
    assert [e.soort for e in project.entries()] == ["vrijgave", "plaatsing"]
    assert (project.delen / "kring" / "mini" / "noord-leerkring.html").exists()
    assert [p.name for p in project.delen.iterdir()] == ["kring"]


@pytest.mark.parametrize(("errno", "said"), [(30, "mag u niet schrijven"), (28, "de schijf is vol")])
def test_a_place_that_takes_nothing_leaves_no_entry(
    project: Project, monkeypatch: pytest.MonkeyPatch, errno: int, said: str
) -> None:
    project.ask(TWAALF)
    project.make()

    def fail(*_: object) -> None:
        raise OSError(errno, "no")

    monkeypatch.setattr(plaatsen, "write_reports", fail)
    done = project.share("kring")

    assert done.exit_code == 1
    assert said in done.stderr
    assert project.entries() == []
    assert not (project.delen / "kring").exists()


def test_a_ledger_that_cannot_be_written_lets_nothing_go(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.ask(TWAALF)
    project.make()

    def fail(*_: object) -> None:
        raise OSError(28, "no")

    monkeypatch.setattr("leerkring.vrijgave.register.write_synced", fail)
    done = project.share("kring")

    assert done.exit_code == 1
    assert "de schijf is vol" in done.stderr
    assert not (project.delen / "kring").exists()


# Afterwards


def test_releases_shows_what_left_and_finds_what_changed_since(project: Project) -> None:
    fill(project)
    project.share("kring")
    words = ["releases", "--gedeeld", str(project.delen / "kring"), *project.key]
    done = CliRunner().invoke(main, words)

    assert done.exit_code == 0, done.output
    head, line = done.stdout.splitlines()[1:3]
    assert head.split() == ["datum", "nummer", "voor", "wie", "rapporten", "map", "beoordelaar", "stand"]
    assert line.split()[2:] == ["leerkring", "mini/noord-leerkring.html", "kring", "projectleider", "geplaatst"]
    assert "alles is zoals het is vrijgegeven" in done.stdout

    page = project.delen / "kring" / "mini" / "noord-leerkring.html"
    page.write_text(page.read_text("utf-8") + " ", encoding="utf-8")
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 1
    assert "mini/noord-leerkring.html is veranderd sinds het is vrijgegeven" in done.stderr
    shutil.rmtree(page.parent)
    assert "noord-leerkring.html is weg" in CliRunner().invoke(main, words).stderr


def test_releases_of_a_folder_that_was_never_shared(project: Project) -> None:
    fill(project)
    project.share("kring")

    done = CliRunner().invoke(main, ["releases", "--gedeeld", str(project.folder)])
    assert done.exit_code == 1
    assert "staat niet in het register" in done.stderr


def test_a_withdrawal_tells_what_has_left_and_can_be_called_back(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.ask(TWAALF)
    project.make()
    project.share("kring")
    monkeypatch.setenv("LEERKRING_SLEUTEL", project.sleutel.as_posix())
    place = str(project.folder / "data" / "mini")
    assert "telt iemand mee" not in CliRunner().invoke(main, ["check", place]).stdout

    project.ask(TWAALF, weg=("R3",))
    for words in (["check", place], ["releases"]):
        done = CliRunner().invoke(main, words)
        assert "voor leerkring telt iemand mee die introk; haal de map kring terug waar dat kan" in done.stdout
        assert "R3" not in done.stdout
    # Also when the row is taken away as a whole.
    project.ask({who: value for who, value in TWAALF.items() if who != "R3"})
    assert "telt iemand mee" in CliRunner().invoke(main, ["releases"]).stdout
    monkeypatch.delenv("LEERKRING_SLEUTEL")
    assert "telt iemand mee" not in CliRunner().invoke(main, ["releases"]).stdout  # only the key tells who is who


@pytest.mark.parametrize("bestand", ["respondenten.csv", "antwoorden.csv"])
def test_the_manifest_forgets_numbers_of_those_who_may_have_withdrawn(tmp_path: Path, bestand: str) -> None:
    final, old = tmp_path / "a.html", build_uitkomst("a", params={}, data={bestand: "1"}, rapport_van="2021")
    row = "<tr><th>inwoners</th><td>{}</td></tr>"
    final.write_text(PAGINA.format(naam="a", rijen=row.format("0, 1, 3, 4, 4"), teksten=""), encoding="utf-8")
    html = PAGINA.format(naam="a", rijen=row.format("0, 1, 3, 4, 3"), teksten="")
    told = {}
    for mark in "12":
        new = build_uitkomst("a", params={}, data={bestand: mark})
        tell_changes(new, old, final, html)
        told[mark] = json.dumps(new.model_dump(mode="json"))

    assert "0, 1, 3, 4, 4" in told["1"]
    assert '"cijfers": 1' in told["2"]
    assert "0, 1, 3, 4" not in told["2"]


# What the page about it says


def test_the_page_shows_a_release_as_it_goes(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "vrijgeven.md").read_text("utf-8")
    steps = re.findall(r"```sh\nleerkring (.*?)\n```\n\n```text\n(.*?)\n```", page, re.DOTALL)
    assert len(steps) == page.count("```sh") == 4
    fill(project)
    monkeypatch.chdir(project.folder)
    for command, said in steps:
        if "--besluit" in command:
            answer_all(project.draft())
        done = CliRunner().invoke(main, shlex.split(command))
        assert done.exit_code == 0, done.output
        assert said in done.stdout


def test_the_page_explains_each_kind_of_point() -> None:
    page = (ROOT / "docs" / "vrijgeven.md").read_text("utf-8")

    assert re.findall(r"^\| (.+) \| (.+\?) \|$", page, re.MULTILINE) == [tuple(s.split(": ")) for s in Puntsoort]
