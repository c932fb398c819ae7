"""The invented traject: any size, checked, marked as invented, the same everywhere, and enough for every report."""

import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated, Any, ClassVar

import numpy as np
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from mini import read_cells
from opdracht import leerkring
from plek import ROOT
from pydantic import Field

from leerkring.begrippen import Doelgroep, Vertrouwelijkheid, Zekerheid
from leerkring.cli import main
from leerkring.demo import make_rows, write_demo
from leerkring.demo.description import write_questions
from leerkring.demo.draws import Draw
from leerkring.demo.rows import RowMaker
from leerkring.demo.stories import MEESTE_DEELNEMERS, Circle, tell_story
from leerkring.demo.themes import INVULPLEK, read_verhaalstof
from leerkring.errors import LeerkringError
from leerkring.model import ENTITEITEN, TABELLEN
from leerkring.model.onderzoek import Effect
from leerkring.model.velden import Geheel, Getal, JaNee, OnderbouwdeRij, Tekst, Verwijzing, parse_getal
from leerkring.traject import check_folder, open_traject
from leerkring.traject.inhoud import columns
from leerkring.traject.opening import read_folder
from leerkring.traject.saving.csv_writing import TableWriter, write_cell

SIZES = (1, 6, 7, 40)
WORDS = {"werk": "jeugdhulp", "vorm": "zelfsturing", "naam": "Zebradam"}


@pytest.fixture(scope="module")
def demos(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Return a written demo of each size."""
    base = tmp_path_factory.mktemp("demos")
    for n in SIZES:
        write_demo(base / f"met-{n}", n, 2021)
    return {n: base / f"met-{n}" for n in SIZES}


def read_rows(folder: Path, tabel: str) -> list[dict[str, str]]:
    if not (folder / f"{tabel}.csv").exists():
        return []
    with (folder / f"{tabel}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hash_folder(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def tell_circle(n: int, seed: int = 2021) -> Circle:
    return Circle(seed, write_questions(), tuple(tell_story(nummer, seed) for nummer in range(n)))


# What is in it


@pytest.mark.parametrize("n", SIZES)
def test_demo_of_any_size_passes_the_check_without_a_remark(demos: dict[int, Path], n: int) -> None:
    assert check_folder(demos[n]) == []
    assert len(read_rows(demos[n], "deelnemers")) == n


@pytest.mark.parametrize("seed", [0, 1, 2, 999_999_999])
def test_each_seed_passes_the_check(tmp_path: Path, seed: int) -> None:
    write_demo(tmp_path / "uit", 6, seed)

    assert check_folder(tmp_path / "uit") == []


@pytest.mark.parametrize("n", SIZES)
def test_each_table_has_rows(demos: dict[int, Path], n: int) -> None:
    files = {path.stem for path in demos[n].glob("*.csv")}

    assert [tabel for tabel in files if not read_rows(demos[n], tabel)] == []
    # Advice is from one deelnemer to another, so a single deelnemer gets none.
    assert len(files) >= (25 if n == 1 else 26)
    assert ("adviezen" in files) is (n > 1)


def test_six_make_a_leerkring_and_fewer_a_leertraject(demos: dict[int, Path]) -> None:
    opzet = {n: yaml.safe_load((folder / "traject.yaml").read_text("utf-8"))["opzet"] for n, folder in demos.items()}

    assert opzet == {1: "leertraject", 6: "leerkring", 7: "leerkring", 40: "leerkring"}


@pytest.mark.parametrize("n", SIZES)
def test_demo_says_everywhere_that_it_is_invented(demos: dict[int, Path], n: int) -> None:
    folder = demos[n]
    description = yaml.safe_load((folder / "traject.yaml").read_text("utf-8"))
    readme = (folder / "README.md").read_text("utf-8")

    assert description["fictief"] is True
    assert "(verzonnen)" in description["naam"]
    assert "Niets in deze map is echt." in readme
    files = [path.stem for path in folder.glob("*.csv")]
    assert [tabel for tabel in files if f"`{tabel}.csv` | {len(read_rows(folder, tabel))} |" not in readme] == []
    assert [rij["id"] for rij in read_rows(folder, "bronnen") if "(verzonnen)" not in rij["titel"]] == []


def test_a_deelnemer_has_as_much_as_a_real_case(demos: dict[int, Path]) -> None:
    bounds = """
        tabel                 minstens  hoogstens
        interventies          10        20
        effecten              4         6
        logboek               15        25
        fragmenten            8         14
        contextfactoren       4         7
        sturingsverhoudingen  3         5
    """
    slugs = [rij["id"] for rij in read_rows(demos[40], "deelnemers")]
    for row in read_cells(bounds):
        count = Counter(rij["deelnemer"] for rij in read_rows(demos[40], row["tabel"]))
        assert {slug for slug in slugs if not int(row["minstens"]) <= count[slug] <= int(row["hoogstens"])} == set()
        assert len({count[slug] for slug in slugs}) > 2


def test_a_deelnemer_asks_three_or_four_groups(demos: dict[int, Path]) -> None:
    asked = Counter(rij["deelnemer"] for rij in read_rows(demos[40], "uitnodigingen") if rij["meting"] == "T0")

    assert len(asked) == 40
    assert set(asked.values()) == {3, 4}


def test_effects_that_were_measured_have_numbers_at_each_wave(demos: dict[int, Path]) -> None:
    stopped = {rij["id"] for rij in read_rows(demos[40], "deelnemers") if rij["gestopt_na_ronde"]}
    series: dict[str, list[str]] = {}
    for rij in read_rows(demos[40], "indicatormetingen"):
        series.setdefault(rij["effect"], []).append(rij["stap"])
    measured = [rij for rij in read_rows(demos[40], "effecten") if rij["zekerheid"] == "gemeten"]

    assert len(measured) > 20
    for rij in measured:
        assert series[rij["id"]] == (["T0", "T1", "T2"] if rij["deelnemer"] in stopped else ["T0", "T1", "T2", "T3"])


def test_groups_have_six_to_twenty_five_people_at_each_wave(demos: dict[int, Path]) -> None:
    who = {rij["id"]: (rij["deelnemer"], rij["groep"]) for rij in read_rows(demos[40], "respondenten")}
    people: dict[tuple[str, ...], set[str]] = {}
    for rij in read_rows(demos[40], "antwoorden"):
        people.setdefault((*who[rij["respondent"]], rij["meting"]), set()).add(rij["respondent"])
    sizes = {len(group) for group in people.values()}

    assert {meting for _, _, meting in people} == {"T0", "T3"}
    assert (min(sizes), max(sizes)) == (6, 25)
    returned = [
        len(people[d, g, "T0"] & people[d, g, "T3"]) / len(people[d, g, "T0"]) for d, g, m in people if m == "T3"
    ]
    assert 0.7 < sum(returned) / len(returned) < 0.9


def test_one_in_twelve_stops_after_the_second_round(demos: dict[int, Path]) -> None:
    stopped = [rij["id"] for rij in read_rows(demos[40], "deelnemers") if rij["gestopt_na_ronde"] == "2"]

    assert len(stopped) == 3


@pytest.mark.parametrize("n", [1, 7])
def test_each_audience_sees_something_and_a_narrower_one_sees_more(demos: dict[int, Path], n: int) -> None:
    slug = tell_story(0, 2021).slug
    shown = {
        doelgroep: open_traject(demos[n], doelgroep, slug if doelgroep is Doelgroep.DEELNEMER else None).inhoud.tabellen
        for doelgroep in Doelgroep
    }
    # Who applied and who works on it is for the deelnemer itself.
    own = ["aanmeldingen", "betrokkenen"]

    # And nobody but the team gets a row of who answered.
    counted = ["respondenten", "antwoorden"]
    for doelgroep in (Doelgroep.LEERKRING, Doelgroep.OPENBAAR):
        gone = [t for t, rows in shown[doelgroep].items() if not rows and shown[Doelgroep.TEAM][t]]
        assert sorted(gone) == sorted([*own, *counted])
    assert [tabel for tabel in own if not shown[Doelgroep.DEELNEMER][tabel]] == []
    in_focus = open_traject(demos[n], Doelgroep.LEERKRING, slug).inhoud.tabellen
    for tabel in ("interventies", "logboek", "fragmenten"):
        team, eigen, kring, openbaar = (len(shown[doelgroep][tabel]) for doelgroep in Doelgroep)
        assert team > kring > openbaar > 0
        assert eigen > len(in_focus[tabel]) > 0


@pytest.mark.parametrize("doelgroep", [Doelgroep.LEERKRING, Doelgroep.OPENBAAR])
def test_no_group_is_held_back_because_its_people_have_different_levels(
    demos: dict[int, Path], doelgroep: Doelgroep
) -> None:
    visible = {"openbaar"} if doelgroep is Doelgroep.OPENBAAR else {"openbaar", "leerkring"}
    asked = {
        (rij["deelnemer"], rij["groep"])
        for rij in read_rows(demos[7], "respondenten")
        if rij["vertrouwelijkheid"] in visible and rij["toestemming"] == "ja"
    }
    _, frame = open_traject(demos[7], doelgroep).frame_answers()

    assert len(asked) >= 7
    assert set(zip(frame["deelnemer"], frame["groep"], strict=True)) == asked


def test_texts_differ_enough_to_search_in(demos: dict[int, Path]) -> None:
    texts = [rij["tekst"] for rij in read_rows(demos[40], "logboek")]

    assert len(set(texts)) > 0.65 * len(texts)
    assert len({word for text in texts for word in text.lower().split()}) > 200


def test_no_two_deelnemers_share_a_name() -> None:
    names = [tell_story(nummer, 5).slug for nummer in range(MEESTE_DEELNEMERS)]

    assert len(set(names)) == MEESTE_DEELNEMERS
    parts = read_verhaalstof().plaatsen
    assert len(parts.begin.split()) * len(parts.einde.split()) >= MEESTE_DEELNEMERS


# The same everywhere


def test_same_seed_gives_the_same_bytes_and_another_seed_other_data(demos: dict[int, Path], tmp_path: Path) -> None:
    write_demo(tmp_path / "anders" / "genoemd", 7, 2021)
    write_demo(tmp_path / "ander-zaad", 7, 2022)
    first, again, other = map(hash_folder, (demos[7], tmp_path / "anders" / "genoemd", tmp_path / "ander-zaad"))

    assert first == again
    assert len(first) == len(list(demos[7].glob("*.csv"))) + 3
    fixed = {"vragenlijst.yaml", "codeboek.csv"}
    assert {name for name in first if first[name] == other[name]} == fixed


def test_bytes_do_not_depend_on_the_computer(demos: dict[int, Path], tmp_path: Path) -> None:
    elsewhere = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    command = [sys.executable, "-m", "leerkring.cli", "demo", "--deelnemers", "7", str(tmp_path / "uit")]
    subprocess.run(command, env=os.environ | elsewhere, check=True, capture_output=True)

    assert hash_folder(tmp_path / "uit") == hash_folder(demos[7])
    assert [path.name for path in demos[7].iterdir() if b"\r" in path.read_bytes()] == []


def test_a_deelnemer_stays_the_same_when_there_are_more(demos: dict[int, Path]) -> None:
    def own(n: int) -> list[str]:
        rows = make_rows(tell_circle(n), tell_circle(n).stories[3])
        return [rij.model_dump_json() for rij in rows if rij.tabel != "adviezen"]

    assert own(40) == own(7)
    assert len(own(7)) > 100


def test_draws_are_those_of_the_published_generator() -> None:
    # MT19937 (Matsumoto and Nishimura 1998) from numpy, seeded as Python documents it for a text.
    text = b"zaad|1"
    seed = int.from_bytes(text + hashlib.sha512(text).digest(), "big")
    other = np.random.RandomState([seed >> shift & 0xFFFFFFFF for shift in range(0, seed.bit_length(), 32)])
    draw = Draw("zaad", 1)

    assert [draw.share() for _ in range(100)] == list(other.random_sample(100))


def test_draws_of_one_subject_are_not_those_of_another() -> None:
    assert Draw(1, 23).share() != Draw(12, 3).share()


# From the model


class Nieuw(OnderbouwdeRij):
    """A table that nobody wrote code for."""

    tabel: ClassVar[str] = "nieuw"

    id: str
    effect: Annotated[str, Verwijzing("effecten")]
    zekerheid: Zekerheid
    lijst: tuple[Zekerheid, ...]
    sterkte: Annotated[Geheel, Field(ge=3, le=5)] | None
    ja: JaNee
    waarde: Getal
    dag: date
    tekst: Tekst
    mag_leeg: Tekst | None = None


def make_maker() -> RowMaker:
    period = (date(2024, 1, 1), date(2024, 2, 1))
    return RowMaker("X", Draw("nieuw"), period, {"effecten": ["E1", "E2"], "bronnen": ["B"]}, WORDS)


def test_a_table_is_drawn_from_its_model_alone() -> None:
    maker = make_maker()
    rows = [maker.add(Nieuw) for _ in range(200)]

    assert [rij.id for rij in rows[:2]] == ["X-NIE1", "X-NIE2"]
    assert {rij.effect for rij in rows} == {"E1", "E2"}
    assert {rij.zekerheid for rij in rows} == set(Zekerheid)
    assert {len(rij.lijst) for rij in rows} == {1, 2}
    assert {rij.sterkte for rij in rows} == {3, 4, 5}
    assert {rij.ja for rij in rows} == {True, False}
    assert {rij.bron for rij in rows} == {("B",)}
    assert {rij.vertrouwelijkheid for rij in rows} == set(Vertrouwelijkheid)
    assert all(date(2024, 1, 1) <= rij.dag <= date(2024, 2, 1) and rij.dag.weekday() < 5 for rij in rows)
    assert {rij.tekst for rij in rows} == {"Verzonnen tekst over jeugdhulp."}
    assert {rij.mag_leeg for rij in rows} == {None}


def test_a_column_that_cannot_be_drawn_is_named() -> None:
    class Vreemd(Nieuw):
        code: Annotated[str, Field(pattern="Q+")]

    with pytest.raises(LookupError, match=r"^'?the value of nieuw.code cannot be drawn"):
        make_maker().add(Vreemd)


def test_the_model_refuses_a_row_that_is_wrong() -> None:
    with pytest.raises(ValueError, match="zekerheid"):
        make_maker().add(Effect, zekerheid="zeker")


def test_each_text_of_a_column_belongs_to_a_column_that_exists() -> None:
    places = [key for key in read_verhaalstof().zinnen if "." in key]

    assert places
    known = {f"{entiteit.tabel}.{kolom}" for entiteit in ENTITEITEN for kolom in columns(entiteit)}
    assert [place for place in places if place not in known] == []


def test_each_slot_has_words() -> None:
    slots = {
        slot.lower()
        for texts in read_verhaalstof().zinnen.values()
        for text in texts
        for slot in INVULPLEK.findall(text)
    }

    assert slots
    assert sorted(slots - set(WORDS) - set(read_verhaalstof().zinnen)) == []


# Cells


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_read_back_as_it_was(value: float) -> None:
    if "e" not in write_cell(value):
        assert float(parse_getal(write_cell(value))) == value


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "ja"),
        (False, "nee"),
        (4, "4"),
        (4.0, "4"),
        (6.5, "6.5"),
        (12.345, "12.3450"),
        (date(2024, 7, 4), "2024-07-04"),
        (("D1", "D2"), "D1|D2"),
        ((), ""),
        (Zekerheid.GEMETEN, "gemeten"),
    ],
)
def test_a_value_becomes_a_cell(value: Any, cell: str) -> None:
    assert write_cell(value) == cell


def test_rows_are_read_back_as_they_were_made(demos: dict[int, Path]) -> None:
    circle = tell_circle(6)
    made = [rij for story in circle.stories for rij in make_rows(circle, story)]
    inhoud, _ = read_folder(demos[6])
    assert inhoud is not None
    read = {rij.model_dump_json() for tabel in TABELLEN for _, rij in inhoud.rows(tabel)}

    assert len(made) > 1000
    assert [rij for rij in made if rij.model_dump_json() not in read] == []


# What is refused, and what is never lost


@pytest.mark.parametrize(
    ("n", "seed", "text"),
    [
        (0, 1, "deelnemers is 0; toegestaan: 1 tot en met 999"),
        (1000, 1, "deelnemers is 1000; toegestaan: 1 tot en met 999"),
        (0, -1, "deelnemers is 0; toegestaan: 1 tot en met 999\nseed is -1; toegestaan: 0 tot en met 999999999"),
    ],
)
def test_numbers_out_of_range_are_refused_together(tmp_path: Path, n: int, seed: int, text: str) -> None:
    with pytest.raises(LeerkringError) as caught:
        write_demo(tmp_path / "uit", n, seed)
    assert str(caught.value) == text
    assert list(tmp_path.iterdir()) == []


def test_command_says_what_it_wrote(tmp_path: Path) -> None:
    folder = tmp_path / "uit"
    result = CliRunner().invoke(main, ["demo", "--deelnemers", "2", "--seed", "7", str(folder)])
    total = sum(len(read_rows(folder, tabel)) for tabel in TABELLEN)

    assert result.exit_code == 0
    assert result.output.splitlines() == [
        f"{folder.as_posix()}: 2 deelnemers in {total} rijen, alles verzonnen",
        f"Voor de rapporten: leerkring params {folder.as_posix()}, en daarna leerkring run",
    ]


def test_folder_that_holds_something_is_refused_and_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "eigen"
    folder.mkdir()
    (folder / "werk.txt").write_text("van mij", encoding="utf-8")
    result = CliRunner().invoke(main, ["demo", str(folder)])

    assert result.exit_code == 1
    assert result.output == (f"{folder.as_posix()} is er al; toegestaan: een map die er nog niet is of leeg is\n")
    assert [(path.name, path.read_text("utf-8")) for path in folder.iterdir()] == [("werk.txt", "van mij")]
    assert [path.name for path in tmp_path.iterdir()] == ["eigen"]


def test_file_in_the_place_of_the_folder_is_refused_and_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "bestand"
    place.write_text("van mij", encoding="utf-8")
    with pytest.raises(LeerkringError, match="is er al"):
        write_demo(place, 1, 1)
    assert place.read_text("utf-8") == "van mij"


def test_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    write_demo(tmp_path / "leeg", 1, 1)

    assert check_folder(tmp_path / "leeg") == []
    assert [path.name for path in tmp_path.iterdir()] == ["leeg"]


def test_folder_in_which_one_stands_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LeerkringError, match=r"^\. is de map waarin u staat; toegestaan: een nieuwe map daarin$"):
        write_demo(Path(), 1, 1)


def test_writing_that_is_broken_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0
    whole = TableWriter.write

    def stop_halfway(self: TableWriter, rows: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise KeyboardInterrupt
        whole(self, rows)

    monkeypatch.setattr(TableWriter, "write", stop_halfway)
    with pytest.raises(KeyboardInterrupt):
        write_demo(tmp_path / "uit", 6, 1)
    assert calls == 3
    assert list(tmp_path.iterdir()) == []


def test_file_that_comes_in_the_meantime_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "leeg"
    folder.mkdir()
    whole = TableWriter.write

    def put_beside(self: TableWriter, rows: Any) -> None:
        (folder / "werk.txt").write_text("van mij", encoding="utf-8")
        whole(self, rows)

    monkeypatch.setattr(TableWriter, "write", put_beside)
    with pytest.raises(LeerkringError, match="is niet te schrijven: "):
        write_demo(folder, 1, 1)
    assert [path.name for path in folder.iterdir()] == ["werk.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["leeg"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_full_disk_is_one_sentence_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def open_on_full_disk(self: Path, *args: Any, **kwargs: Any) -> Any:
        full = self.name == "antwoorden.csv"
        return opened(Path("/dev/full"), "w", *args[1:], **kwargs) if full else opened(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", open_on_full_disk)
    with pytest.raises(LeerkringError, match=r"uit is niet te schrijven: de schijf is vol$"):
        write_demo(tmp_path / "uit", 6, 1)
    assert list(tmp_path.iterdir()) == []


# Enough for every report


def test_a_case_report_and_the_comparison_are_made_of_it(demos: dict[int, Path], tmp_path: Path) -> None:
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    (tmp_path / "params").mkdir()
    shutil.copytree(demos[6], tmp_path / "data" / "demo")
    slug = tell_story(0, 2021).slug
    place = tmp_path / "params" / "demo-6-2021"
    for words in (["params", "data/demo"], ["run", str(place / f"{slug}.yaml"), str(place / "vergelijking.yaml")]):
        done = leerkring(tmp_path, *words)
        assert done.returncode == 0, done.stderr
    assert len(list(place.iterdir())) == 6 + 1
    rows = json.loads((tmp_path / "output" / "manifest.json").read_text("utf-8"))["runs"]
    assert [(row["status"], row.get("waarschuwingen", [])) for row in rows] == [("gelukt", []), ("gelukt", [])]
    for naam in (slug, "vergelijking"):
        page = html.fromstring((tmp_path / "output" / "demo-6-2021" / f"{naam}.html").read_bytes())
        assert "verzonnen" in page.text_content()
        assert len(page.xpath("//figure | //table")) > 10
