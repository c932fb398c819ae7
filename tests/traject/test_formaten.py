"""An older folder reads as a new one, a newer one says so, and migrate writes what reading made of it."""

import os
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from mini import check_text, write_traject
from plek import DATA

from leerkring.cli import main
from leerkring.errors import LeerkringError
from leerkring.traject import open_traject
from leerkring.traject.bronnen.csv import parse
from leerkring.traject.fingerprint import hash_files
from leerkring.traject.formaten import FORMAATSTAPPEN, Formaatstap, find_newest, upgrade_tabel
from leerkring.traject.saving.coderen import Codeerwerk
from leerkring.traject.saving.yaml_editing import edit_keys

OUD = """# Met de hand geschreven.
id: mini   # en zo blijft het
naam: Mini
fictief: true

# Waar het om gaat.
doel: >-
  Een verzonnen traject,
  in twee regels.
opzet: leertraject
centrale_vraag: "Wat werkt?"
deelvragen: {D1: Hoe, D2: Naast wat, D3: Wat verandert er, D4: Wat vinden anderen}
start: "2021-03"
eind: "2022-06"
peildatum: 2022-06-30
financiering: Niemand.
rollen: Geen.
grenzen: [Alles is verzonnen.]
rapporten: {casus: team}
thema: weg
# Klaar.
"""
LEDEN = b'deelnemer;gemeente;bron;vertrouwelijkheid\r\n noord ;"Lid; oud";S1;openbaar\r\n\r\nzuid;Lid;S1;openbaar'


def rename(cells: dict[str, object], old: str, new: str) -> dict[str, object]:
    return {new if key == old else key: value for key, value in cells.items()}


def drop_thema(keys: dict[str, object]) -> dict[str, object]:
    return rename({key: value for key, value in keys.items() if key != "thema"}, "doel", "inleiding")


def split_naam(cells: dict[str, str | None]) -> dict[str, str | None]:
    return cells if "tooi" in cells else cells | {"tooi": None}


def soften(cells: dict[str, str | None]) -> dict[str, str | None]:
    return cells | {"vertrouwelijkheid": "leerkring"} if cells.get("naam") == "Lid" else cells


NIEUW = {
    3: Formaatstap("de sleutel doel heet nu inleiding, en thema is weg", beschrijving=drop_thema),
    4: Formaatstap(
        "de kolom gemeente heet nu naam", tabellen={"leden": lambda cells: rename(cells, "gemeente", "naam")}
    ),
    5: Formaatstap("leden hebben een kolom tooi", tabellen={"leden": split_naam}),
    6: Formaatstap("wie Lid heet, is er alleen voor de kring", tabellen={"leden": soften}),
}


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the first format, while four steps more are known than there are."""
    for nummer, stap in NIEUW.items():
        monkeypatch.setitem(FORMAATSTAPPEN, nummer, stap)
    folder = write_traject(tmp_path / "oud")
    (folder / "traject.yaml").write_bytes(OUD.replace("\n", os.linesep).encode())
    (folder / "leden.csv").write_bytes(LEDEN)
    return folder


def run(*args: str | Path) -> list[str]:
    result = CliRunner().invoke(main, list(map(str, args)))
    assert result.exit_code == 0, result.output
    return str(result.output).splitlines()


# Reading


def test_the_numbers_of_the_steps_follow_each_other() -> None:
    assert list(FORMAATSTAPPEN) == list(range(2, find_newest() + 1))
    assert [stap for stap in FORMAATSTAPPEN.values() if not stap.uitleg or stap.uitleg.endswith(".")] == []


@pytest.mark.parametrize("name", ["leertraject-2017", "voorbeeld-2021"])
def test_what_ships_has_the_newest_format(name: str) -> None:
    assert yaml.safe_load((DATA / name / "traject.yaml").read_text("utf-8"))["formaat"] == find_newest()


def test_an_older_folder_reads_as_if_it_were_written_today(old: Path) -> None:
    found = open_traject(old)

    assert check_text(old) == []
    assert found.beschrijving.inleiding == "Een verzonnen traject, in twee regels."
    assert found.frame("leden")[["naam", "vertrouwelijkheid", "herkomst"]].to_numpy().tolist() == [
        ["Lid; oud", "openbaar", "leden.csv:2"],
        ["Lid", "leerkring", "leden.csv:4"],
    ]


def test_the_format_alone_changes_no_version(tmp_path: Path) -> None:
    folder = write_traject(tmp_path)
    first = open_traject(folder).versies
    text = (folder / "traject.yaml").read_text("utf-8")
    (folder / "traject.yaml").write_text(f"formaat: {find_newest()}\n{text}", "utf-8")

    assert open_traject(folder).versies == first


@pytest.mark.parametrize(
    ("formaat", "text"),
    [
        ("99", "is gemaakt met een nieuwere versie van leerkring: de map heeft formaat 99 en deze versie kent "),
        ("0", "/traject.yaml: formaat is 0; kies een getal van 1 tot"),
        ("true", "/traject.yaml: formaat is True; kies een getal van 1 tot"),
        ("twee", "/traject.yaml: formaat is 'twee'; kies een getal van 1 tot"),
    ],
)
@pytest.mark.parametrize("command", ["check", "migrate"])
def test_a_format_that_is_not_known_is_one_sentence(tmp_path: Path, command: str, formaat: str, text: str) -> None:
    folder = write_traject(tmp_path, traject=f"formaat: {formaat}\nkleur: rood")
    result = CliRunner().invoke(main, [command, str(folder)])

    assert result.exit_code == 1
    assert len(result.output.splitlines()) == 1
    assert text in result.output


def test_coding_asks_to_migrate_first_when_its_tables_have_an_older_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_traject(tmp_path, "leerkring")
    Codeerwerk(folder)
    monkeypatch.setitem(FORMAATSTAPPEN, 3, Formaatstap("iets", tabellen={"fragmenten": dict}))

    with pytest.raises(LeerkringError, match="leerkring migrate"):
        Codeerwerk(folder)


# Writing


def test_migrate_writes_what_reading_makes_of_it_and_leaves_all_else(old: Path) -> None:
    before, files = open_traject(old), {path.name: path.read_bytes() for path in old.iterdir()}

    assert run("migrate", old) == [
        f"leden.csv: {'; '.join(NIEUW[n].uitleg for n in (4, 5, 6))}",
        f"traject.yaml: formaat is nu 6; {FORMAATSTAPPEN[2].uitleg}; {NIEUW[3].uitleg}",
        f"{old}: ging van formaat 1 naar 6",
    ]

    expected = (
        OUD.replace("id: mini", "formaat: 6\nid: mini").replace("doel:", "inleiding:").replace("thema: weg\n", "")
    )
    assert (old / "traject.yaml").read_bytes() == expected.replace("\n", os.linesep).encode()
    assert (old / "leden.csv").read_bytes() == (
        b'deelnemer;naam;bron;vertrouwelijkheid;tooi\r\n noord ;"Lid; oud";S1;openbaar;\r\n\r\nzuid;Lid;S1;leerkring;'
    )
    untouched = {name for name in files if name not in ("leden.csv", "traject.yaml")}
    assert {path.name: path.read_bytes() for path in old.iterdir() if path.name in untouched} == {
        name: files[name] for name in untouched
    }
    assert sorted(path.name for path in old.iterdir()) == sorted(files)
    assert open_traject(old).versies == before.versies


def test_migrate_does_nothing_the_second_time(old: Path) -> None:
    run("migrate", old)
    first = hash_files(old)

    assert run("migrate", old) == [f"{old}: heeft al formaat 6; er is niets te doen"]
    assert hash_files(old) == first


def test_dry_run_says_the_same_and_writes_nothing(old: Path) -> None:
    first = hash_files(old)
    *shown, last = run("migrate", old, "--dry-run")

    assert last == f"{old}: gaat van formaat 1 naar 6; er is niets geschreven"
    assert hash_files(old) == first
    assert run("migrate", old)[:-1] == shown


def test_halfway_the_folder_still_reads_as_before(old: Path, tmp_path: Path) -> None:
    # The tables first: who is killed then has new tables under a description that says they are old.
    before = open_traject(old).versies
    text = (old / "traject.yaml").read_bytes()
    run("migrate", old)
    (old / "traject.yaml").write_bytes(text)

    assert open_traject(old).versies == before


def test_when_the_system_refuses_no_file_is_changed(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, replace = hash_files(old), Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "traject.yaml":
            raise OSError(28, "de schijf is vol")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    result = CliRunner().invoke(main, ["migrate", str(old)])

    assert (result.exit_code, hash_files(old)) == (1, first)
    assert "de schijf is vol" in result.output


def test_what_is_wrong_elsewhere_does_not_matter(old: Path) -> None:
    (old / "lessen.csv").write_text("id,kleur\nL1,rood\n", "utf-8")
    (old / "effectn.csv").write_text("id\n", "utf-8")
    problems = check_text(old)

    assert run("migrate", old)[-1] == f"{old}: ging van formaat 1 naar 6"
    assert check_text(old) == problems != []


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("leden.csv", b"deelnemer,gemeente\nnoord\n", "leden.csv, rij 2: het aantal cellen is hier 1 en in de kop 2"),
        ("traject.yaml", b"id: [", "traject.yaml, regel 1: dit bestand is niet te lezen"),
        ("traject.yaml", b"{id: x, naam: y}", "niet elke sleutel staat op een eigen regel"),
    ],
)
def test_what_it_cannot_change_it_leaves(old: Path, name: str, content: bytes, text: str) -> None:
    (old / name).write_bytes(content)
    first = hash_files(old)
    result = CliRunner().invoke(main, ["migrate", str(old)])

    assert (result.exit_code, hash_files(old)) == (1, first)
    assert text in result.output


def test_a_folder_that_is_no_traject_is_one_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["migrate", str(tmp_path)])

    assert result.exit_code == 1
    assert result.output == f"{tmp_path.as_posix()} heeft geen traject.yaml; geef de map van een traject\n"


def test_check_tells_that_a_folder_is_older_and_nothing_of_what_is_absent(tmp_path: Path) -> None:
    folder = write_traject(tmp_path)
    (folder / "lessen.csv").unlink()

    assert run("check", folder) == [
        f"{folder}: geen problemen",
        f"De map heeft een ouder formaat; ‘leerkring migrate {folder}’ schrijft haar zoals nu.",
    ]


# One file


@pytest.mark.parametrize(
    ("text", "after", "expected"),
    [
        ("a: 1\nb: 2\n", {"a": 1, "b": 3}, "a: 1\nb: 3\n"),
        ("a: 1 # een\nb: 2\n", {"a": 1}, "a: 1 # een\n"),
        ("# kop\n\na:\n  - 1\n  - 2\n\n# b\nb: 2\n", {"c": 1, "b": 2}, "# kop\n\nc: 1\n\n# b\nb: 2\n"),
        (
            "a: |\n  x\n\n  y\nb: 2\n",
            {"n": 0, "a": "x\n\ny\n", "m": [1], "b": 2},
            "n: 0\na: |\n  x\n\n  y\nm:\n- 1\nb: 2\n",
        ),
    ],
)
def test_keys_change_and_the_lines_of_others_stay(text: str, after: dict[str, object], expected: str) -> None:
    assert edit_keys(text, after) == expected
    assert edit_keys(text.replace("\n", "\r\n"), after) == expected.replace("\n", "\r\n")


def test_a_column_that_stands_twice_is_left_to_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMAATSTAPPEN, 3, NIEUW[4])
    table, _ = parse("leden.csv", b"gemeente,gemeente\na,b\n")

    assert upgrade_tabel("leden", table, 1) == table
