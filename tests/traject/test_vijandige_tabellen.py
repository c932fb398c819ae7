"""Whatever bytes stand in a table: a sentence and never a traceback, no silent change, and in bounded time."""

import codecs
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from leerkring.errors import LeerkringError, Niveau
from leerkring.model import TABELLEN
from leerkring.traject.bronnen.csv import parse
from leerkring.traject.bronnen.vreemd import GROOTSTE_TABEL
from leerkring.traject.check_header import take_rows
from leerkring.traject.saving.csv_editing import Tabeltekst
from leerkring.traject.saving.migrating import migrate_tabel

HERINDELING = TABELLEN["herindelingen"]
KOP = "deelnemer,van,naar,moment,geheel,toelichting,bron,vertrouwelijkheid"
CELLEN = [
    "noord",
    "Ja",
    "nee",
    "31-5-2021",
    "mei 2015",
    "31/05/45",
    "S1, S2",
    "D1",
    "Openbaar",
    "",
    " ",
    "ⅷ",
    "٣-٤-٢٠٢١",
]
STUKKEN = [
    *(
        ",",
        ";",
        "\t",
        "\n",
        "\r\n",
        "\r",
        '"',
        '""',
        "|",
        "sep=;\n",
        "\ufeff",
        "\0",
        "<<<<<<< \n",
        "=======\n",
        ">>>>>>> \n",
    ),
    *(KOP, f"{KOP}\n", "id", "submitdate,lastpage", "’", "é", "Ã©", "9" * 400, "\u2028", "\x1a", "\ud7ff"),
    *CELLEN,
]
ROWS = st.lists(
    st.lists(st.sampled_from(CELLEN), min_size=8, max_size=8).map(lambda cells: ",".join(f'"{c}"' for c in cells)),
    max_size=5,
)
TABLES = ROWS.map(lambda rows: "\n".join([KOP, *rows]))
TEXTS = st.lists(st.sampled_from(STUKKEN) | st.text(max_size=3), max_size=25).map("".join) | TABLES
CODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
WRITTEN = st.builds(lambda text, coding: text.encode(coding, "replace"), TEXTS, CODINGS)
STARTS = st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"\xff"])
BYTES = WRITTEN | st.builds(lambda start, rest: start + rest, STARTS, st.binary(max_size=60) | WRITTEN)
MANY = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@MANY
@given(content=BYTES)
@example(content=f"{KOP}\r\nnoord,a,b,2021,Ja,,S1,openbaar\r\n".encode())
@example(content=f'{KOP}\n"a,b",c\nd\n'.encode())
def test_every_table_is_read_or_refused_in_sentences(tmp_path: Path, content: bytes) -> None:
    tabel, wrong = parse("herindelingen.csv", content)
    rows, problemen = take_rows("herindelingen.csv", tabel, wrong, HERINDELING)

    assert rows or problemen or not tabel.rijen
    assert all(str(p).splitlines() and "Error" not in p.uitleg for p in problemen)
    # Nothing that was read is a row less without a word.
    refused = {p.rij for p in problemen if p.niveau is Niveau.ERROR}
    lost = {rij.nummer for rij in tabel.rijen} - {g.nummer for g in rows}
    assert lost <= refused or 1 in refused or None in refused
    if not wrong and tabel.kolommen:
        assert Tabeltekst.read(content).write() == content


@MANY
@given(content=BYTES)
@example(content=f"{KOP}\r\nnoord,a,b,1 mei 2021,Ja,,S1,openbaar\r\n".encode())
def test_migrate_writes_only_what_the_check_tells(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "herindelingen.csv"
    path.write_bytes(content)
    before = take_rows(path.name, *parse(path.name, content), HERINDELING)
    try:
        new, told = migrate_tabel(path, HERINDELING, 2, None)
    except LeerkringError:
        return
    read = [p for p in before[1] if p.niveau is Niveau.INFO]
    assert (new is None) == (not read)
    assert len(told) == len(read)
    if new is not None:
        after = take_rows(path.name, *parse(path.name, new), HERINDELING)
        assert after == (before[0], [p for p in before[1] if p not in read])


BIG = 3_000_000


@pytest.mark.parametrize(
    "stuk",
    [
        b'"',
        b",",
        b"\n",
        b"x\n",
        b"<<<<<<< \n",
        b'""\n',
        b"\r",
        b"\xff",
        b'"a,\n',
        b"a,b\n\n",
        b"sep=;\n",
        b"noord,,,,,,,\n",
    ],
)
def test_a_large_table_is_judged_in_bounded_time(stuk: bytes) -> None:
    content = f"{KOP}\n".encode() + stuk * (BIG // len(stuk))
    start = time.process_time()
    take_rows("herindelingen.csv", *parse("herindelingen.csv", content), HERINDELING)

    assert len(content) < GROOTSTE_TABEL
    assert time.process_time() - start < 30


def test_a_header_of_very_many_columns_is_one_mistake() -> None:
    start = time.process_time()
    _, problemen = take_rows("herindelingen.csv", *parse("herindelingen.csv", b"kolom," * 400_000), HERINDELING)

    assert len(problemen) == 1
    assert time.process_time() - start < 30
