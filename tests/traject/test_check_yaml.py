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

    assert check_text(tmp_path) == [f"fout: traject.yaml: dit bestand ontbreekt; toegestaan: {SLEUTELS}"]


def test_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    path = write_traject(tmp_path) / "vragenlijst.yaml"
    path.unlink()
    path.mkdir()

    (line,) = check_text(tmp_path)

    assert line.startswith("fout: vragenlijst.yaml: het bestand is niet te lezen: ")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (
            b"versie: geen\ntoelichting: [niets\n",
            "fout: vragenlijst.yaml, regel 3: dit bestand is niet te lezen: "
            "een haakje wordt niet gesloten, of er ontbreekt een komma",
        ),
        (
            b"versie: geen\ntoelichting: a: b\n",
            "fout: vragenlijst.yaml, regel 2: dit bestand is niet te lezen: er staat een dubbele punt te veel; "
            "zet een tekst met : tussen aanhalingstekens",
        ),
        (
            b"versie: geen\ntoelichting: 2022-02-30\n",
            "fout: vragenlijst.yaml, regel 2: dit bestand is niet te lezen: "
            "de dag 2022-02-30 staat niet op de kalender; verbeter de dag",
        ),
        (
            b"versie: a\nversie: b\n",
            "fout: vragenlijst.yaml, regel 2: dit bestand is niet te lezen: "
            "de sleutel ‘versie’ staat er twee keer (regel 1 en 2); haal er een weg",
        ),
        (
            b"\tversie: geen\n",
            "fout: vragenlijst.yaml, regel 1: dit bestand is niet te lezen: "
            "een waarde begint met een vreemd teken; zet haar tussen aanhalingstekens",
        ),
        (
            b"",
            "fout: vragenlijst.yaml: in dit bestand staan geen namen met een waarde; toegestaan: "
            "versie, toelichting, schaal, items",
        ),
        (
            b"- versie\n",
            "fout: vragenlijst.yaml: in dit bestand staan geen namen met een waarde; toegestaan: "
            "versie, toelichting, schaal, items",
        ),
        (
            "versie: één\n".encode("cp1252"),
            "fout: vragenlijst.yaml: een teken is niet te lezen, want het bestand is niet bewaard als UTF-8; "
            "bewaar het als UTF-8",
        ),
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
        ("kleur: rood", f", bij kleur: deze naam is onbekend; er staat ‘rood’; toegestaan: {SLEUTELS}"),
        (
            "drempels: {n_krng: 7}",
            ", bij drempels, n_krng: deze naam is onbekend; er staat ‘7’; toegestaan: "
            "n_kring, n_openbaar, tweede_groep",
        ),
        (
            "rondes: [{nummer: 1, start: 2021-05-01, eind: 2021-06-01}]",
            ", bij rondes 1, bijeenkomst: deze naam ontbreekt; toegestaan: nummer, start, eind, bijeenkomst, gasten",
        ),
        ("deelvragen: {D1: Hoe, D2: Wat, D4: Wie}", ": in deelvragen ontbreekt D3"),
        (
            "deelvragen: {D1: Hoe, D2: Wat, D3: Waar, D4: Wie, D5: Ook}",
            ", bij deelvragen, D5: deze waarde is onbekend; er staat ‘D5’; toegestaan: D1, D2, D3, D4",
        ),
        ("opzet: kring", ", bij opzet: deze waarde is onbekend; er staat ‘kring’; toegestaan: leerkring, leertraject"),
        ("fictief: misschien", ", bij fictief: hier hoort true (ja) of false (nee); er staat ‘misschien’"),
        ("naam: '   '", ", bij naam: hier moet iets staan; er staat ‘   ’"),
        ("naam:", ", bij naam: hier moet iets staan"),
        ("grenzen: []", ", bij grenzen: hier staat te weinig: ten minste 1"),
        (
            "rapporten: {casus: iedereen, vergelijking: team}",
            ", bij rapporten, casus: deze waarde is onbekend; er staat ‘iedereen’; "
            "toegestaan: team, deelnemer, leerkring, openbaar",
        ),
        (
            "id: ../x",
            ", bij id: dit heeft niet de goede vorm; "
            "schrijf kleine letters, cijfers en losse streepjes, zoals de-ruwaard; "
            "er staat ‘../x’",
        ),
        (
            "team: [{id: T1, organisatie: Bureau}, {id: T1, organisatie: Ander bureau}]",
            ": een nummer (id) staat twee keer in team",
        ),
        (
            "kennispartners: [{id: a, expertise: [ZE], labels: []}]",
            ", bij kennispartners 1, labels: hier staat te weinig: ten minste 1",
        ),
    ],
)
def test_wrong_key(tmp_path: Path, traject: str, rest: str) -> None:
    assert check_text(write_traject(tmp_path, traject=traject)) == [f"fout: traject.yaml{rest}"]


def test_missing_key(tmp_path: Path) -> None:
    path = write_traject(tmp_path) / "traject.yaml"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if not line.startswith("rollen:")), encoding="utf-8")

    assert check_text(tmp_path) == [f"fout: traject.yaml, bij rollen: deze naam ontbreekt; toegestaan: {SLEUTELS}"]


@pytest.mark.parametrize(
    ("drempels", "rest"),
    [
        ("n_kring: 3", "n_kring: dit is te laag: ten minste 5; er staat ‘3’"),
        ("n_kring: 4", "n_kring: dit is te laag: ten minste 5; er staat ‘4’"),
        ("n_openbaar: 9", "n_openbaar: dit is te laag: ten minste 10; er staat ‘9’"),
        ("tweede_groep: 6", "tweede_groep: dit is te laag: ten minste 7; er staat ‘6’"),
    ],
)
def test_threshold_can_only_go_up(tmp_path: Path, drempels: str, rest: str) -> None:
    folder = write_traject(tmp_path, traject=f"drempels: {{{drempels}}}")

    assert check_text(folder) == [f"fout: traject.yaml, bij drempels, {rest}"]


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
        ("start: 2021-13", "start: dit jaar, deze maand of deze dag staat niet op de kalender; er staat ‘2021-13’"),
        ("start: 1 mei", "start: dit heeft niet de goede vorm; schrijf 2015, 2015-10 of 2015-10-03; er staat ‘1 mei’"),
        ("start: 21", "start: dit heeft niet de goede vorm; schrijf 2015, 2015-10 of 2015-10-03; er staat ‘21’"),
        ("peildatum: 2022", "peildatum: dit is geen dag zoals 2021-05-31; er staat ‘2022’"),
        ("peildatum: 31-05-2022", "peildatum: dit is geen dag zoals 2021-05-31; er staat ‘31-05-2022’"),
    ],
)
def test_wrong_date(tmp_path: Path, traject: str, rest: str) -> None:
    assert check_text(write_traject(tmp_path, traject=traject)) == [f"fout: traject.yaml, bij {rest}"]


# Keys of vragenlijst.yaml

ITEM = "{id: V1, tekst: Helpt het, deelvraag: D1, groepen: [medewerkers]}"


@pytest.mark.parametrize(
    ("vragenlijst", "rest"),
    [
        (f"items: [{ITEM}]", ": er zijn stellingen maar er is geen schaal; vul schaal in"),
        (
            f"items: [{ITEM}, {ITEM}]\nschaal: {{laag: 1, hoog: 1, labels: {{1: a}}, weet_niet: true}}",
            ": een nummer (id) van een stelling staat er twee keer",
        ),
        (
            "schaal: {laag: 1, hoog: 3, labels: {1: nee, 2: ja}, weet_niet: true}",
            ", bij schaal: geef bij labels elke waarde van 1 tot en met 3 een tekst",
        ),
        (
            "items: [{id: V1, tekst: Helpt het, deelvraag: D1, groepen: [inwoners, buren]}]",
            ", bij items 1, groepen 2: deze waarde is onbekend; er staat ‘buren’; "
            "toegestaan: bestuur, directie, management, medewerkers, inwoners, partners",
        ),
        (
            "items: [{id: V1, tekst: Helpt het, deelvraag: D1, groep: [inwoners], groepen: [inwoners]}]",
            ", bij items 1, groep: deze naam is onbekend; toegestaan: id, tekst, deelvraag, groepen, omgekeerd",
        ),
        ("versie: 1", ", bij versie: hier hoort tekst; zet een getal of dag tussen aanhalingstekens; er staat ‘1’"),
    ],
)
def test_wrong_questionnaire(tmp_path: Path, vragenlijst: str, rest: str) -> None:
    assert check_text(write_traject(tmp_path, vragenlijst=vragenlijst)) == [f"fout: vragenlijst.yaml{rest}"]
