"""What the check says about traject.yaml and vragenlijst.yaml."""

from pathlib import Path

import pytest
from mini import check_text, write_traject

SLEUTELS = (
    "id, naam, fictief, opzet, inleiding, centrale_vraag, deelvragen, start, eind, peildatum, gestart, bijdrage_euro, "
    "rondes, mijlpalen, kennispartners, team, publicatie, financiering, rollen, grenzen, drempels, rapporten, qca, "
    "strekking"
)


# Files that cannot be read


def test_tables_without_a_description_are_no_traject(tmp_path: Path) -> None:
    (write_traject(tmp_path) / "traject.yaml").unlink()

    assert check_text(tmp_path) == [f"error: traject.yaml: the file is missing; allowed: {SLEUTELS}"]


def test_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    path = write_traject(tmp_path) / "vragenlijst.yaml"
    path.unlink()
    path.mkdir()

    (line,) = check_text(tmp_path)

    # The reason in brackets is in the words of the operating system.
    assert line.startswith("error: vragenlijst.yaml: the file cannot be read (")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (
            b"versie: geen\ntoelichting: [niets\n",
            "error: vragenlijst.yaml, row 3: the file is not YAML: expected ',' or ']', but got '<stream end>'",
        ),
        (
            b"versie: geen\ntoelichting: a: b\n",
            "error: vragenlijst.yaml, row 2: the file is not YAML: mapping values are not allowed here",
        ),
        (
            b"\tversie: geen\n",
            "error: vragenlijst.yaml, row 1: the file is not YAML: found character '\\t' that cannot start any token",
        ),
        (b"", "error: vragenlijst.yaml: the file has no keys; allowed: versie, toelichting, schaal, items"),
        (b"- versie\n", "error: vragenlijst.yaml: the file has no keys; allowed: versie, toelichting, schaal, items"),
        ("versie: één\n".encode("cp1252"), "error: vragenlijst.yaml: the file is not UTF-8; allowed: save it as UTF-8"),
    ],
)
def test_file_that_is_no_yaml_with_keys(tmp_path: Path, content: bytes, line: str) -> None:
    (write_traject(tmp_path) / "vragenlijst.yaml").write_bytes(content)

    assert check_text(tmp_path) == [line]


def test_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    path = write_traject(tmp_path) / "vragenlijst.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))

    assert check_text(tmp_path) == []


# Keys of traject.yaml


@pytest.mark.parametrize(
    ("traject", "rest"),
    [
        ("kleur: rood", f", column kleur: unknown key; found 'rood'; allowed: {SLEUTELS}"),
        (
            "drempels: {n_krng: 7}",
            ", column drempels.n_krng: unknown key; found '7'; allowed: n_kring, n_openbaar, tweede_groep",
        ),
        (
            "rondes: [{nummer: 1, start: 2021-05-01, eind: 2021-06-01}]",
            ", column rondes.0.bijeenkomst: the key is missing; allowed: nummer, start, eind, bijeenkomst, gasten",
        ),
        ("deelvragen: {D1: Hoe, D2: Wat, D4: Wie}", ": deelvragen lacks D3"),
        (
            "deelvragen: {D1: Hoe, D2: Wat, D3: Waar, D4: Wie, D5: Ook}",
            ", column deelvragen.D5.[key]: Input should be 'D1', 'D2', 'D3' or 'D4'; found 'D5'",
        ),
        ("opzet: kring", ", column opzet: Input should be 'leerkring' or 'leertraject'; found 'kring'"),
        (
            "fictief: misschien",
            ", column fictief: Input should be a valid boolean, unable to interpret input; found 'misschien'",
        ),
        ("naam: '   '", ", column naam: String should have at least 1 character; found '   '"),
        ("naam:", ", column naam: Input should be a valid string; found 'None'"),
        ("grenzen: []", ", column grenzen: Tuple should have at least 1 item after validation, not 0"),
        (
            "rapporten: {casus: iedereen, vergelijking: team}",
            ", column rapporten.casus: Input should be 'team', 'deelnemer', 'leerkring' or 'openbaar'; "
            "found 'iedereen'",
        ),
        (
            "id: ../x",
            ", column id: has the wrong form; write lower-case letters, digits and single hyphens, such as de-ruwaard; "
            "found '../x'",
        ),
        ("team: [{id: T1, organisatie: Bureau}, {id: T1, organisatie: Ander bureau}]", ": an id stands twice in team"),
        (
            "kennispartners: [{id: a, expertise: [ZE], labels: []}]",
            ", column kennispartners.0.labels: Tuple should have at least 1 item after validation, not 0",
        ),
    ],
)
def test_wrong_key(tmp_path: Path, traject: str, rest: str) -> None:
    assert check_text(write_traject(tmp_path, traject=traject)) == [f"error: traject.yaml{rest}"]


def test_missing_key(tmp_path: Path) -> None:
    path = write_traject(tmp_path) / "traject.yaml"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if not line.startswith("rollen:")), encoding="utf-8")

    assert check_text(tmp_path) == [f"error: traject.yaml, column rollen: the key is missing; allowed: {SLEUTELS}"]


@pytest.mark.parametrize(
    ("drempels", "rest"),
    [
        ("n_kring: 3", "n_kring: Input should be greater than or equal to 5; found '3'"),
        ("n_kring: 4", "n_kring: Input should be greater than or equal to 5; found '4'"),
        ("n_openbaar: 9", "n_openbaar: Input should be greater than or equal to 10; found '9'"),
        ("tweede_groep: 6", "tweede_groep: Input should be greater than or equal to 7; found '6'"),
    ],
)
def test_threshold_can_only_go_up(tmp_path: Path, drempels: str, rest: str) -> None:
    folder = write_traject(tmp_path, traject=f"drempels: {{{drempels}}}")

    assert check_text(folder) == [f"error: traject.yaml, column drempels.{rest}"]


@pytest.mark.parametrize(
    "drempels", ["n_kring: 5", "n_kring: 6", "n_openbaar: 10", "n_openbaar: 25", "tweede_groep: 7"]
)
def test_threshold_at_or_above_the_least_is_accepted(tmp_path: Path, drempels: str) -> None:
    assert check_text(write_traject(tmp_path, traject=f"drempels: {{{drempels}}}")) == []


# Dates: YAML without quotes makes numbers and dates of them


@pytest.mark.parametrize("start", ["2021", '"2021"', "2021-03", "2021-03-01", '"2021-03-01"'])
def test_moment_may_be_a_year_a_month_or_a_day_with_or_without_quotes(tmp_path: Path, start: str) -> None:
    assert check_text(write_traject(tmp_path, traject=f"start: {start}")) == []


@pytest.mark.parametrize(
    ("traject", "rest"),
    [
        ("start: 2021-13", "start: is not a year, month or day in the calendar; found '2021-13'"),
        ("start: 1 mei", "start: has the wrong form; write 2015, 2015-10 or 2015-10-03; found '1 mei'"),
        ("start: 21", "start: has the wrong form; write 2015, 2015-10 or 2015-10-03; found '21'"),
        ("peildatum: 2022", "peildatum: is not a date such as 2021-05-31; found '2022'"),
        ("peildatum: 31-05-2022", "peildatum: is not a date such as 2021-05-31; found '31-05-2022'"),
    ],
)
def test_wrong_date(tmp_path: Path, traject: str, rest: str) -> None:
    assert check_text(write_traject(tmp_path, traject=traject)) == [f"error: traject.yaml, column {rest}"]


# Keys of vragenlijst.yaml

ITEM = "{id: V1, tekst: Helpt het, deelvraag: D1, groepen: [medewerkers]}"


@pytest.mark.parametrize(
    ("vragenlijst", "rest"),
    [
        (f"items: [{ITEM}]", ": schaal is missing while there are items"),
        (
            f"items: [{ITEM}, {ITEM}]\nschaal: {{laag: 1, hoog: 1, labels: {{1: a}}, weet_niet: true}}",
            ": an item id stands twice",
        ),
        (
            "schaal: {laag: 1, hoog: 3, labels: {1: nee, 2: ja}, weet_niet: true}",
            ", column schaal: labels must name every value from 1 to 3",
        ),
        (
            "items: [{id: V1, tekst: Helpt het, deelvraag: D1, groepen: [inwoners, buren]}]",
            ", column items.0.groepen.1: Input should be 'bestuur', 'directie', 'management', 'medewerkers', "
            "'inwoners' or 'partners'; found 'buren'",
        ),
        (
            "items: [{id: V1, tekst: Helpt het, deelvraag: D1, groep: [inwoners], groepen: [inwoners]}]",
            ", column items.0.groep: unknown key; allowed: id, tekst, deelvraag, groepen, omgekeerd",
        ),
        ("versie: 1", ", column versie: Input should be a valid string; found '1'"),
    ],
)
def test_wrong_questionnaire(tmp_path: Path, vragenlijst: str, rest: str) -> None:
    assert check_text(write_traject(tmp_path, vragenlijst=vragenlijst)) == [f"error: vragenlijst.yaml{rest}"]
