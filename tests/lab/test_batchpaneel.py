"""Naar de batch: a choice becomes a params file that takes nobody else's place, and its report is really made."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from lab import choose, fill, find, list_labels, press, read, walk
from plek import ROOT

from leerkring.batch.plan import build_plan
from leerkring.lab.casusverkenner import open_casusverkenner
from leerkring.lab.keuzebestand import build_command, write_choice
from leerkring.lab.maken import run_beside
from leerkring.weergave.widgets import Melding, Scherm
from leerkring.weergave.widgets.besluit import describe_control
from leerkring.weergave.widgets.fouten import LOG

CHOICE = {"notebook": "casus", "traject": "data/leertraject-2017", "deelnemer": "oss", "doelgroep": "openbaar"}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in ("notebooks", "data/leertraject-2017"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "params").mkdir()
    monkeypatch.setenv("LEERKRING_ROOT", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    for handler in LOG.handlers[:]:
        handler.close()
        LOG.removeHandler(handler)


@pytest.fixture
def scherm(project: Path) -> Scherm:
    return open_casusverkenner("data/leertraject-2017", "oss", "openbaar")


def wait(scherm: Scherm, seconds: float = 120) -> None:
    """Wait until the run that was started has ended."""
    until = time.monotonic() + seconds
    while "progress" in read(scherm):
        assert time.monotonic() < until, read(scherm)
        time.sleep(0.1)


def read_links(scherm: Scherm) -> str:
    return "".join(o["data"]["text/html"] for w in walk(scherm) for o in getattr(w, "outputs", ()))


def test_a_choice_is_written_as_a_params_file_that_a_run_accepts(scherm: Scherm, project: Path) -> None:
    assert find(scherm, "Naam van het rapport").placeholder == "oss-openbaar"
    press(scherm, "Bewaar deze keuze")
    path = project / "params" / "leertraject-2017" / "oss-openbaar.yaml"

    assert scherm.status.tekst == "De keuze staat in params/leertraject-2017/oss-openbaar.yaml."
    assert yaml.safe_load(path.read_text(encoding="utf-8")) == CHOICE
    assert [run.id for run in build_plan([path])] == ["leertraject-2017/oss-openbaar"]
    press(scherm, "Bewaar deze keuze")
    assert scherm.status.tekst == "De keuze stond al in params/leertraject-2017/oss-openbaar.yaml."


def test_the_name_follows_the_choice_until_the_researcher_gives_one(scherm: Scherm) -> None:
    choose(scherm, "Deelnemer", "Venlo")
    assert find(scherm, "Naam van het rapport").placeholder == "venlo-openbaar"
    fill(scherm, "Naam van het rapport", " mijn-eigen-naam ")
    choose(scherm, "Deelnemer", "Oss")
    press(scherm, "Bewaar deze keuze")
    assert scherm.status.tekst == "De keuze staat in params/leertraject-2017/mijn-eigen-naam.yaml."
    fill(scherm, "Naam van het rapport", " ")
    press(scherm, "Bewaar deze keuze")
    assert scherm.status.tekst == "De keuze staat in params/leertraject-2017/oss-openbaar.yaml."


def test_a_press_that_overtakes_a_choice_and_a_name_saves_what_was_seen(scherm: Scherm, project: Path) -> None:
    knop = find(scherm, "Bewaar deze keuze")
    seen = [describe_control(control) for control in knop.bij]
    assert [sorted(state) for state in seen] == [["index", "labels"]] * 5 + [["tekst"]]
    slugs = find(scherm, "Deelnemer").options
    place = next(n for n, (naam, _) in enumerate(slugs) if naam == "Venlo")
    seen[2], seen[5] = {"index": place, "labels": ["Venlo"]}, {"tekst": "gezien"}
    knop._handle_custom_msg({"gezien": seen}, [])

    path = project / "params" / "leertraject-2017" / "gezien.yaml"
    assert scherm.status.tekst == "De keuze staat in params/leertraject-2017/gezien.yaml."
    assert yaml.safe_load(path.read_text(encoding="utf-8")) == CHOICE | {"deelnemer": "venlo"}
    assert find(scherm, "Deelnemer").value == "venlo", "the screen goes along"

    stale = [*seen[:2], {"index": place, "labels": ["Oss"]}, *seen[3:5], {"tekst": "anders"}]
    knop._handle_custom_msg({"gezien": stale}, [])
    assert "De keuzes veranderden net. Kijk nog eens, en druk opnieuw." in scherm.fout.value
    assert [file.name for file in path.parent.iterdir()] == ["gezien.yaml"]


def test_a_file_with_another_content_is_never_written_over(scherm: Scherm, project: Path) -> None:
    press(scherm, "Bewaar deze keuze")
    path = project / "params" / "leertraject-2017" / "oss-openbaar.yaml"
    before = path.read_bytes()
    choose(scherm, "Deelnemer", "Venlo")
    fill(scherm, "Naam van het rapport", "oss-openbaar")

    press(scherm, "Bewaar deze keuze")
    assert "De keuze oss-openbaar.yaml bestaat al met een andere inhoud; kies een andere naam." in scherm.fout.value
    press(scherm, "Maak rapport")
    assert "bestaat al met een andere inhoud" in scherm.fout.value
    assert path.read_bytes() == before
    assert not (project / "output" / "leertraject-2017").exists()


@pytest.mark.parametrize("naam", ["", "../weg", "Oss", "a b", "oss.yaml", "-oss", "nul/../x"])
def test_a_name_that_is_no_file_name_is_one_sentence(naam: str, project: Path) -> None:
    with pytest.raises(Melding, match="kan geen naam zijn"):
        write_choice("leertraject-2017", naam, CHOICE)
    assert list((project / "params").iterdir()) == []


def test_a_report_is_made_and_can_be_opened(scherm: Scherm, project: Path) -> None:
    press(scherm, "Maak rapport")
    press(scherm, "Maak rapport")
    assert "Er worden al rapporten gemaakt; wacht tot die klaar zijn." in scherm.fout.value
    wait(scherm)

    assert scherm.status.tekst == "1 rapport klaar."
    page = project / "output" / "leertraject-2017" / "oss-openbaar.html"
    assert "<h1>Oss</h1>" in page.read_text(encoding="utf-8")
    assert '<a href="../output/leertraject-2017/oss-openbaar.html">' in read_links(scherm)
    assert scherm.fout.value == ""
    (project / "notebooks" / "casus.ipynb").unlink()
    press(scherm, "Maak rapport")
    wait(scherm)
    assert "Niet alles is gemaakt; waarom niet, staat in output/logs/lab.log." in scherm.fout.value
    assert "er is geen notebook ‘casus’" in (project / "output" / "logs" / "lab.log").read_text(encoding="utf-8")
    assert "Traceback" not in read(scherm)
    assert page.exists()


def test_without_choices_there_is_nothing_to_make(scherm: Scherm) -> None:
    press(scherm, "Maak alle rapporten van dit traject")

    assert "Er zijn nog geen keuzes van dit traject bewaard." in scherm.fout.value
    controls: list[Any] = list_labels(scherm)
    assert "Maak rapport" in controls


def test_a_run_that_is_followed_tells_how_far_it_is_while_it_goes_on(project: Path) -> None:
    for naam in ("oss", "venlo"):
        write_choice("leertraject-2017", naam, CHOICE | {"deelnemer": naam})
    told: list[tuple[int, int, int | None]] = []
    command = build_command(project / "params" / "leertraject-2017")
    run_beside(command, lambda gang: told.append((gang.klaar, gang.totaal, gang.code))).join(120)

    assert told[-1] == (2, 2, 0)
    assert (1, 2, None) in told
