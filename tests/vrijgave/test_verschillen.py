"""Everything that one reader ever received, laid side by side: no difference gives a person away."""

from pathlib import Path

import pytest
from vrijgever import Project

TWAALF = {f"R{n}": 3 + n % 2 for n in range(12)}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    return Project(tmp_path, monkeypatch)


def test_one_who_withdraws_cannot_be_subtracted(project: Project) -> None:
    project.ask(TWAALF | {"R12": 5})
    project.make()
    first = project.share("eerst")
    assert first.exit_code == 0, first.output
    assert project.read_verdeling("eerst") == [0, 0, 6, 6, 0]  # counted in threes
    project.ask(TWAALF | {"R12": 5}, weg=("R12",))
    project.make()
    done = project.share("daarna")

    # The page that would have left: whoever subtracts it knows the answer of the one who withdrew.
    page = (project.folder / "output" / "mini" / "noord-leerkring.html").read_text("utf-8")
    assert "[0, 0, 6, 6, 0]" in page
    assert done.exit_code == 1
    assert "tegengehouden: mini/noord-leerkring: noord, medewerkers, T0: naast een eerdere vrijgave is" in done.stderr
    assert "houd de eerdere versie" in done.stderr
    assert "R12" not in done.output
    assert not (project.delen / "daarna").exists()


def test_two_trajecten_that_differ_by_one_person_do_not_leave_together(project: Project) -> None:
    project.ask(TWAALF)
    project.make()
    project.ask(TWAALF | {"R12": 5}, traject="tweede")
    project.make(traject="tweede")
    done = project.share("samen")

    assert done.exit_code == 1
    assert "1 rapporten gekopieerd" in done.stdout
    assert "tegengehouden: tweede/noord-leerkring: noord, medewerkers, T0: naast een eerdere vrijgave" in done.stderr
    assert not (project.delen / "samen" / "tweede").exists()


def test_two_trajecten_under_different_keys_are_taken_to_overlap(project: Project) -> None:
    project.ask(TWAALF)
    project.make()
    assert project.share("eerst").exit_code == 0
    project.ask(TWAALF | {"R12": 5}, traject="tweede")
    project.make(traject="tweede")
    project.key = ["--zonder-sleutel"]
    done = project.share("daarna", oordeel=lambda _: "ja")

    assert "tweede/noord-leerkring: noord, medewerkers, T0: of het om dezelfde mensen gaat" in done.stderr
    # Of the first the key is another one too, but what would leave is what is out already.
    assert "tegengehouden: mini/" not in done.stderr


def test_one_traject_under_two_ways_to_write_its_folder_has_one_ledger(project: Project) -> None:
    project.ask(TWAALF)
    project.make()
    project.make("leerkring", slug="zuid")
    manifest = project.folder / "output" / "manifest.json"
    first, _, last = manifest.read_text("utf-8").rpartition('"traject": "data/mini"')
    manifest.write_text(f'{first}"traject": "./data/mini"{last}', encoding="utf-8")
    done = project.share("kring")

    assert "2 rapporten gekopieerd" in done.stdout, done.output
    assert {e.soort for e in project.entries()} == {"vrijgave", "plaatsing"}


def test_another_question_of_the_same_people_is_no_overlap(project: Project) -> None:
    project.ask(TWAALF)
    project.make()
    assert project.share("eerst").exit_code == 0
    project.ask(TWAALF | {"R12": 5}, traject="tweede")
    questions = project.folder / "data" / "tweede" / "vragenlijst.yaml"
    questions.write_text(questions.read_text("utf-8").replace("wie beslist", "wie betaalt"), encoding="utf-8")
    project.make(traject="tweede")

    assert project.share("daarna").exit_code == 0


@pytest.mark.parametrize("eerst", ["openbaar", "leerkring"])
def test_a_reader_has_what_is_for_a_wider_circle_too(project: Project, eerst: str) -> None:
    project.ask(TWAALF | {"R12": 5})
    project.make(eerst)
    assert project.share("eerst", doelgroep=eerst).exit_code == 0
    project.ask(TWAALF | {"R12": 5}, weg=("R12",))
    later = {"openbaar": "leerkring", "leerkring": "openbaar"}[eerst]
    project.make(later)

    # The circle reads what is public, so it is the circle that would know, whichever of the two comes first.
    assert "naast een eerdere vrijgave" in project.share("daarna", doelgroep=later).stderr


def test_one_deelnemer_does_not_read_what_is_for_another(project: Project) -> None:
    both = "id  naam\n" + "\n".join(f"{slug}  {slug}" for slug in ("noord", "oost", "zuid", "west", "midden", "rand"))
    project.ask(TWAALF | {"R12": 5}, deelnemers=both)
    project.make("deelnemer")
    assert project.share("eerst", "--deelnemer", "noord", doelgroep="deelnemer").exit_code == 0
    project.ask(TWAALF | {"R12": 5}, weg=("R12",), deelnemers=both)
    project.make("deelnemer", slug="zuid")

    assert project.share("zuid", "--deelnemer", "zuid", doelgroep="deelnemer").exit_code == 0
    project.make("deelnemer")
    done = project.share("weer", "--deelnemer", "noord", doelgroep="deelnemer")
    assert "naast een eerdere vrijgave" in done.stderr


def test_who_arrives_late_cannot_be_subtracted(project: Project) -> None:
    project.ask(TWAALF)
    project.make()
    assert project.share("eerst").exit_code == 0
    project.ask(TWAALF | {"R12": 5})
    project.make()

    assert "naast een eerdere vrijgave" in project.share("daarna").stderr


def test_a_corrected_answer_cannot_be_subtracted(project: Project) -> None:
    project.ask(TWAALF)
    project.make()
    assert project.share("eerst").exit_code == 0
    project.ask(TWAALF | {"R0": 5})
    project.make()

    assert "is een verbeterd antwoord te berekenen" in project.share("daarna").stderr


def test_an_answer_that_became_dont_know_cannot_be_subtracted(project: Project) -> None:
    project.ask(TWAALF | {"R12": 5, "R13": "weet_niet"})
    project.make()
    assert project.share("eerst").exit_code == 0
    project.ask(TWAALF | {"R12": "weet_niet", "R13": "weet_niet"})
    project.make()
    assert "naast een eerdere vrijgave" in project.share("daarna").stderr

    # Nobody with a valid answer left; the one who said weet niet did.
    project.ask(TWAALF | {"R12": 5, "R13": "weet_niet"}, weg=("R13",))
    project.make()
    assert "naast een eerdere vrijgave" in project.share("later").stderr


def test_another_name_of_the_deelnemer_is_no_way_around(project: Project) -> None:
    project.ask(TWAALF | {"R12": 5})
    project.make()
    assert project.share("eerst").exit_code == 0
    project.ask(TWAALF | {"R12": 5}, weg=("R12",))
    for path in (project.folder / "data" / "mini").glob("*.csv"):
        path.write_text(path.read_text("utf-8").replace("noord", "noorderland"), encoding="utf-8")
    project.make(slug="noorderland")

    assert "noorderland, medewerkers, T0: naast een eerdere vrijgave" in project.share("daarna").stderr


def test_many_who_come_may_be_told(project: Project) -> None:
    project.ask(TWAALF)
    project.make()
    assert project.share("eerst").exit_code == 0
    project.ask(TWAALF | {f"N{n}": 2 for n in range(10)})
    project.make()
    done = project.share("daarna")

    assert done.exit_code == 0, done.output
    assert project.read_verdeling("daarna") == [0, 9, 6, 6, 0]


def test_half_the_norm_that_comes_may_not_be_told(project: Project) -> None:
    project.ask(TWAALF)
    project.make()
    assert project.share("eerst").exit_code == 0
    # Of nine the norm shows a median; the difference of two distributions is their distribution.
    project.ask(TWAALF | {f"N{n}": 2 for n in range(9)})
    project.make()

    assert "naast een eerdere vrijgave" in project.share("daarna").stderr


def test_the_same_may_be_shared_again(project: Project) -> None:
    project.ask(TWAALF)
    project.make()

    assert project.share("eerst").exit_code == 0
    assert project.share("weer").exit_code == 0


def test_two_small_steps_are_as_much_as_a_large_one(project: Project) -> None:
    project.ask(TWAALF)
    project.make()
    assert project.share("eerst").exit_code == 0
    for step in (range(1), range(5), range(9)):
        project.ask(TWAALF | {f"N{n}": 2 for n in step})
        project.make()
        assert "naast een eerdere vrijgave" in project.share("tussen").stderr
    project.ask(TWAALF | {f"N{n}": 2 for n in range(10)})
    project.make()

    # What was refused was never received.
    assert project.share("eind").exit_code == 0


def test_a_release_before_there_was_a_key_counts(project: Project) -> None:
    key, project.key = project.key, ["--zonder-sleutel"]
    project.ask(TWAALF | {"R12": 5})
    project.make()
    assert project.share("eerst").exit_code == 0
    project.key = key
    project.ask(TWAALF | {"R12": 5}, weg=("R12",))
    project.make()

    assert "naast een eerdere vrijgave" in project.share("daarna").stderr


def test_the_ledger_tells_neither_a_pseudonym_nor_an_answer(project: Project) -> None:
    project.ask(TWAALF)
    project.make()
    project.share("eerst")
    (place,) = (p for p in (project.folder / "data" / "mini" / "vrijgaven").glob("*.json") if "telt" in p.read_text())
    (group,) = project.entries()[0].mensen.values()

    assert not any(f'"{who}"' in place.read_text("utf-8") for who in TWAALF)
    assert len(group.wie) == 12
    assert list(group.wie) == sorted(group.wie)  # by mark, so that the order tells nothing
    other = project.sleutel.with_suffix(".geheim")
    assert other.stat().st_mode & 0o777 == 0o600
    assert "geheim" not in place.read_text("utf-8")
