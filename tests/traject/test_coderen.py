"""Coding in a traject folder: saved at once, undone to the byte, never over another's work, never half."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mini import check_text, write_traject
from pandas.testing import assert_frame_equal
from passages import change_code, passage, remove_fragment

from leerkring.begrippen import Vertrouwelijkheid
from leerkring.errors import LeerkringError, TrajectError
from leerkring.hoofdstukken.codeurs.cijfers.verzameling import collect_overeenstemming
from leerkring.traject import check_folder, open_traject
from leerkring.traject.saving import placing
from leerkring.traject.saving.coderen import Codeerwerk, Passage, agree_codes, cut_fragment, give_code, take_code
from leerkring.traject.saving.placing import JOURNAAL, SLOT, SaveError
from leerkring.traject.saving.schrijfwerk import next_id
from leerkring.traject.saving.tables import ConflictError, DoubtError, GoneError

FRAGMENTEN = "id  tekst\nF1  Wij doen het zo.\nF2  Dat, en meer.\nF3  Nee hoor."
CODERINGEN = "fragment  codeur  code\nF1  T1  c1\nF1  T2  c2\nF2  T1  c1"
CODES = "id\nc1\nc2\nc3"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_traject(
        tmp_path / "mini", "leerkring", fragmenten=FRAGMENTEN, coderingen=CODERINGEN, codeboek=CODES, logboek="id\nN1"
    )


def read(folder: Path, tabel: str = "coderingen") -> list[str]:
    return (folder / f"{tabel}.csv").read_bytes().decode().split("\n")


def both(folder: Path) -> tuple[bytes, bytes]:
    return (folder / "fragmenten.csv").read_bytes(), (folder / "coderingen.csv").read_bytes()


# What is saved


def test_a_label_becomes_one_row_at_the_end_and_nothing_else_changes(folder: Path) -> None:
    before = read(folder)

    Codeerwerk(folder).do(give_code("F3", "T2", "c3"))

    assert read(folder) == [*before[:-1], "F3,T2,c3,nee,S1,openbaar", ""]
    assert check_text(folder) == []


def test_a_label_is_taken_away_or_becomes_another_in_its_own_row(folder: Path) -> None:
    before = read(folder)
    work = Codeerwerk(folder)

    work.do(change_code("F1", "T2", "c2", "c3"))
    assert read(folder) == [*before[:2], "F1,T2,c3,nee,S1,openbaar", *before[3:]]

    work.do(take_code("F1", "T1", "c1"))
    assert read(folder) == [before[0], "F1,T2,c3,nee,S1,openbaar", *before[3:]]


def test_a_passage_becomes_a_fragment_of_the_team_that_is_not_approved_with_its_label(folder: Path) -> None:
    Codeerwerk(folder).do(cut_fragment(passage('Ja, "echt", =\nniet meer.'), "T1", "c2"))

    assert check_text(folder) == []
    assert (
        (folder / "fragmenten.csv")
        .read_text("utf-8")
        .endswith('F4,noord,2021-06-01,1,,"Ja, ""echt"", =\nniet meer.",nee,S1:3-4,team\n')
    )
    assert read(folder)[-2] == "F4,T1,c2,nee,S1,team"


def test_a_passage_that_is_a_fragment_already_gets_the_label_and_no_twin(folder: Path) -> None:
    Codeerwerk(folder).do(cut_fragment(passage(), "T1", "c2"))
    Codeerwerk(folder).do(cut_fragment(passage(" Het gaat goed. "), "T2", "c3"))

    assert len(read(folder, "fragmenten")) == len(FRAGMENTEN.split("\n")) + 1 + 1
    assert read(folder)[-3:] == ["F4,T1,c2,nee,S1,team", "F4,T2,c3,nee,S1,team", ""]


def test_a_part_of_the_logboek_takes_over_where_it_comes_from_and_whom_it_may_reach(folder: Path) -> None:
    write_traject(
        folder,
        "leerkring",
        codeboek=CODES,
        logboek="id  deelnemer  datum  vertrouwelijkheid\nN1  zuid  2021-06-02  leerkring\nN2  -  2021-06-02  openbaar",
    )
    work = Codeerwerk(folder)
    entry = work.inhoud.ids["logboek"]["N1"]

    work.do(cut_fragment(Passage.of_logboek(entry, "Let op."), "T1", "c1"))

    assert read(folder, "fragmenten")[1] == "F001,zuid,2021-06-02,1,,Let op.,nee,S1,leerkring"
    with pytest.raises(LeerkringError, match="N2 van het logboek gaat over geen deelnemer"):
        Passage.of_logboek(work.inhoud.ids["logboek"]["N2"], "Let op.")


def test_a_fragment_goes_with_its_codings(folder: Path) -> None:
    Codeerwerk(folder).do(remove_fragment("F1"))

    assert [line[:2] for line in read(folder, "fragmenten")[1:]] == ["F2", "F3", ""]
    assert read(folder)[1:] == ["F2,T1,c1,,S1,openbaar", ""]


def test_agreed_codes_stand_beside_the_blind_ones_and_can_change(folder: Path) -> None:
    before, work = read(folder), Codeerwerk(folder)

    work.do(agree_codes("F1", "T2", ["c2", "c1"]))
    assert read(folder) == [*before[:-1], "F1,T2,c2,ja,S1,openbaar", "F1,T2,c1,ja,S1,openbaar", ""]

    work.do(agree_codes("F1", "T1", ["c1", "c3"]))
    assert read(folder) == [*before[:-1], "F1,T2,c1,ja,S1,openbaar", "F1,T1,c3,ja,S1,openbaar", ""]

    work.do(agree_codes("F1", "T1", []))
    assert read(folder) == before


def test_what_was_agreed_afterwards_changes_nothing_in_how_well_codeurs_agree(folder: Path) -> None:
    before = collect_overeenstemming(open_traject(folder))
    work = Codeerwerk(folder)
    work.do(agree_codes("F1", "T3", ["c1"]))
    work.do(agree_codes("F2", "T1", ["c3"]))
    after = collect_overeenstemming(open_traject(folder))

    assert before.geheel == after.geheel
    assert before.geheel.n == 1
    for name in ("codes", "dekking", "verschillen", "verwisselingen"):
        assert_frame_equal(getattr(before, name), getattr(after, name))


@pytest.mark.parametrize(
    ("ids", "expected"),
    [([], "F001"), (["F009"], "F010"), (["F999"], "F1000"), (["a-2", "b-10", "x"], "b-11"), (["x"], "F002")],
)
def test_a_new_number_follows_the_highest(ids: list[str], expected: str) -> None:
    assert next_id(ids) == expected


# How the file is written stays as its owner wrote it


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("closed", [True, False], ids=["last line ends", "last line is open"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_hand_of_the_owner_stays(folder: Path, end: str, closed: bool, delimiter: str) -> None:
    header = "fragment,codeur,code,bron,vertrouwelijkheid"
    rows = [header, '"F1",T1,c1,S1,openbaar', "", "F1 , T2,c2,S1,openbaar"]
    text = "\ufeff" + end.join(rows).replace(",", delimiter) + (end if closed else "")
    (folder / "coderingen.csv").write_bytes(text.encode())
    work = Codeerwerk(folder)

    work.do(give_code("F3", "T2", "c3"))
    new = "F3,T2,c3,S1,openbaar".replace(",", delimiter)
    expected = text + new + end if closed else text + end + new
    assert (folder / "coderingen.csv").read_bytes().decode() == expected

    work.do(take_code("F3", "T2", "c3"))
    assert (folder / "coderingen.csv").read_bytes().decode() == text


def test_the_column_for_agreement_comes_when_it_is_needed_and_goes_with_undo(folder: Path) -> None:
    text = 'fragment,codeur,code,bron,vertrouwelijkheid\nF1,T1,c1,S1,"openbaar"\n\n'
    (folder / "coderingen.csv").write_text(text, "utf-8")
    work = Codeerwerk(folder)

    work.do(agree_codes("F1", "T1", ["c2"]))
    assert (folder / "coderingen.csv").read_text("utf-8") == (
        'fragment,codeur,code,bron,vertrouwelijkheid,afgesproken\nF1,T1,c1,S1,"openbaar",\nF1,T1,c2,S1,openbaar,ja\n\n'
    )
    assert check_text(folder) == []

    work.undo()
    assert (folder / "coderingen.csv").read_text("utf-8") == text


# Undo

ACTS = st.one_of(
    st.builds(
        give_code,
        st.sampled_from(["F1", "F2", "F3"]),
        st.sampled_from(["T1", "T2", "T3"]),
        st.sampled_from(CODES.split()[1:]),
    ),
    st.builds(
        take_code,
        st.sampled_from(["F1", "F2", "F3"]),
        st.sampled_from(["T1", "T2"]),
        st.sampled_from(CODES.split()[1:]),
    ),
    st.builds(change_code, st.just("F1"), st.sampled_from(["T1", "T2"]), st.sampled_from(["c1", "c2"]), st.just("c3")),
    st.builds(agree_codes, st.sampled_from(["F1", "F2"]), st.just("T3"), st.lists(st.sampled_from(CODES.split()[1:]))),
    st.builds(remove_fragment, st.sampled_from(["F1", "F2", "F4"])),
    st.builds(
        lambda text: cut_fragment(passage(text), "T1", "c1"),
        st.sampled_from(["Zo, en zo.", '"Ja"', "Een\nregel", "a;b\r\nc", "é😀"]),
    ),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=1, max_size=8))
def test_whatever_is_done_undo_gives_the_same_bytes_and_redo_what_was_done(folder: Path, acts: list) -> None:
    work, states = Codeerwerk(folder), [both(folder)]
    for act in acts:
        try:
            work.do(act)
        except LeerkringError:
            work.drop()
        if both(folder) != states[-1]:
            states.append(both(folder))
            assert check_text(folder) == []

    for state in reversed(states[:-1]):
        work.undo()
        assert both(folder) == state
    assert not work.can_undo
    for state in states[1:]:
        work.redo()
        assert both(folder) == state
    assert not work.can_redo
    while work.can_undo:
        work.undo()


def test_undo_takes_back_the_own_act_alone_when_another_saved_since(folder: Path) -> None:
    before, mine, other = read(folder), Codeerwerk(folder), Codeerwerk(folder)
    mine.do(take_code("F1", "T2", "c2"))
    mine.do(give_code("F3", "T1", "c1"))
    other.refresh()
    other.do(give_code("F3", "T2", "c2"))
    mine.refresh()

    mine.undo()
    assert read(folder) == [*before[:2], *before[3:-1], "F3,T2,c2,nee,S1,openbaar", ""]

    mine.undo()
    assert read(folder) == [*before[:-1], "F3,T2,c2,nee,S1,openbaar", ""]


def test_what_another_took_away_cannot_be_undone_and_says_so(folder: Path) -> None:
    mine, other = Codeerwerk(folder), Codeerwerk(folder)
    mine.do(give_code("F3", "T1", "c1"))
    other.refresh()
    other.do(take_code("F3", "T1", "c1"))
    mine.refresh()

    with pytest.raises(GoneError, match=r"F3\|T1\|c1\|False is er niet meer"):
        mine.undo()
    mine.drop()
    assert not mine.can_undo


def test_there_is_nothing_to_undo_redo_or_retry_at_first(folder: Path) -> None:
    work = Codeerwerk(folder)

    for act in (work.undo, work.redo, work.retry):
        with pytest.raises(LeerkringError, match="niets"):
            act()


# Another was first


def test_work_of_another_is_never_overwritten_and_the_own_waits_for_it(folder: Path) -> None:
    mine, other = Codeerwerk(folder), Codeerwerk(folder)
    other.do(give_code("F3", "T2", "c3"))
    theirs = read(folder)

    with pytest.raises(ConflictError) as refused:
        mine.do(give_code("F3", "T1", "c1"))

    assert read(folder) == theirs
    assert [(w.voor, w.na.code) for w in refused.value.wijzigingen] == [(None, "c3")]
    mine.retry()
    assert read(folder) == [*theirs[:-1], "F3,T1,c1,nee,S1,openbaar", ""]
    assert mine.wacht is None


def test_two_new_fragments_get_two_numbers(folder: Path) -> None:
    mine, other = Codeerwerk(folder), Codeerwerk(folder)
    other.do(cut_fragment(passage("Van een ander."), "T2", "c1"))
    with pytest.raises(ConflictError):
        mine.do(cut_fragment(passage("Van mij."), "T1", "c1"))

    mine.retry()

    assert [line.split(",")[0] for line in read(folder, "fragmenten")[1:]] == ["F1", "F2", "F3", "F4", "F5", ""]
    assert check_text(folder) == []


def test_what_another_already_did_waits_as_a_conflict_until_it_is_dropped(folder: Path) -> None:
    mine, other = Codeerwerk(folder), Codeerwerk(folder)
    other.do(take_code("F1", "T1", "c1"))
    for attempt in (lambda: mine.do(take_code("F1", "T1", "c1")), mine.retry):
        with pytest.raises(LeerkringError):
            attempt()
        assert mine.wacht is not None

    mine.drop()
    mine.do(give_code("F3", "T1", "c1"))


def test_a_conflict_with_a_table_that_cannot_be_read_any_more_is_still_refused(folder: Path) -> None:
    work = Codeerwerk(folder)
    broken = (folder / "coderingen.csv").read_bytes() + b"F9,T1\n"
    (folder / "coderingen.csv").write_bytes(broken)

    with pytest.raises(ConflictError) as refused:
        work.do(give_code("F3", "T1", "c1"))

    assert refused.value.wijzigingen == ()
    assert (folder / "coderingen.csv").read_bytes() == broken


def test_another_table_may_change_and_is_looked_at_again(folder: Path) -> None:
    work = Codeerwerk(folder)
    lines = (folder / "codeboek.csv").read_text("utf-8").splitlines()
    (folder / "codeboek.csv").write_text("\n".join(lines[:-1]) + "\n", "utf-8")
    before = both(folder)

    with pytest.raises(TrajectError, match="dit nummer staat niet in codeboek; er staat ‘c3’"):
        work.do(give_code("F3", "T1", "c3"))

    assert both(folder) == before
    work.do(give_code("F3", "T1", "c1"))


# What the checks refuse is not written


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (give_code("F1", "T1", "c1"), "deze rij is er al, in rij 2"),
        (
            give_code("F1", "X", "c1"),
            "kolom codeur: dit nummer staat niet in team; er staat ‘X’; toegestaan: T1, T2, T3",
        ),
        (give_code("F9", "T1", "c1"), "er is geen fragment F9"),
        (give_code("F1", "T1", "zz"), "code ‘zz’ is onbekend; toegestaan: c1, c2, c3"),
        (take_code("F3", "T1", "c1"), "T1 gaf de code c1 niet aan fragment F3"),
        (cut_fragment(passage(" "), "T1", "c1"), "kolom tekst: hier moet iets staan"),
        (cut_fragment(passage("a\u202eb"), "T1", "c1"), "kolom tekst: op plek 2 staat het onzichtbare teken"),
        (cut_fragment(Passage("a", "noord", date(2023, 1, 1), ("S1",)), "T1", "c1"), "I09"),
        (
            cut_fragment(Passage("a", "noord", date(2021, 6, 1), ("S1:101",)), "T1", "c1"),
            "deze regels heeft de bron niet",
        ),
        (
            cut_fragment(Passage("a", "noord", date(2021, 6, 1), ("S9",)), "T1", "c1"),
            "dit nummer staat niet in bronnen",
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(folder: Path, act, message: str) -> None:
    before = both(folder)

    with pytest.raises(LeerkringError) as refused:
        Codeerwerk(folder).do(act)

    assert message in str(refused.value)
    assert both(folder) == before


@pytest.mark.parametrize(
    ("text", "rule"), [("Mail jan@voorbeeld.nl daarover.", "I10"), ("=1+1", "I11"), ("Bel 06-12345678 even.", "I10")]
)
def test_a_warning_of_the_checks_waits_for_a_person_who_looks(folder: Path, text: str, rule: str) -> None:
    before, work = both(folder), Codeerwerk(folder)

    with pytest.raises(DoubtError, match=rule):
        work.do(cut_fragment(passage(text), "T1", "c1"))
    assert both(folder) == before

    work.retry()
    assert [p.regel for p in check_folder(folder)] == [rule]


def test_a_conflict_does_not_count_as_having_looked_at_a_warning(folder: Path) -> None:
    mine, other = Codeerwerk(folder), Codeerwerk(folder)
    other.do(give_code("F3", "T2", "c3"))
    with pytest.raises(ConflictError):
        mine.do(cut_fragment(passage("=1+1"), "T1", "c1"))

    with pytest.raises(DoubtError):
        mine.retry()
    mine.retry()
    assert "F4,T1,c1,nee,S1,team" in read(folder)


def test_a_warning_that_was_there_before_stops_nobody(tmp_path: Path) -> None:
    folder = write_traject(tmp_path / "m", "leerkring", fragmenten="id  tekst\nF1  =1+1\nF2  Goed.", codeboek=CODES)
    Codeerwerk(folder).do(give_code("F2", "T1", "c1"))

    assert read(folder)[1] == "F2,T1,c1,nee,S1,openbaar"


# Whole or not at all


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


@pytest.mark.parametrize("number", [0, 1, 2])
def test_when_the_system_refuses_both_tables_are_as_they_were(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    work, before, calls, rename = Codeerwerk(folder), both(folder), [], Path.replace

    def refuse(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == number + 1:
            raise OSError(28, "de schijf is vol")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(SaveError, match="de schijf is vol"):
        work.do(cut_fragment(passage(), "T1", "c1"))

    assert both(folder) == before
    assert leftovers(folder) == []
    monkeypatch.undo()
    work.retry()
    assert read(folder)[-2] == "F4,T1,c1,nee,S1,team"


KILL = """
import os, signal, sys
from pathlib import Path
from datetime import date
from leerkring.traject.saving.coderen import Codeerwerk, Passage, cut_fragment
sys.path.append(sys.argv[4])
from passages import remove_fragment
work, rename, calls = Codeerwerk(sys.argv[1]), Path.replace, []
def die(self, target):
    calls.append(target)
    if len(calls) == int(sys.argv[2]) + 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(self, target)
Path.replace = die
work.do(eval(sys.argv[3]))
"""
CUT = "cut_fragment(Passage('Het gaat.', 'noord', date(2021, 6, 1), ('S1',)), 'T1', 'c1')"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no kill -9")
@pytest.mark.parametrize("act", [CUT, "remove_fragment('F1')"], ids=["cut", "remove"])
@pytest.mark.parametrize(("number", "happens"), [(0, False), (1, True), (2, True)])
def test_who_is_killed_between_two_tables_is_finished_by_whoever_comes_next(
    folder: Path, tmp_path: Path, act: str, number: int, happens: bool
) -> None:
    shutil.copytree(folder, tmp_path / "twin")
    before, expected = both(folder), Codeerwerk(tmp_path / "twin")
    expected.do(eval(act))  # noqa: S307 - the acts above

    given = [folder, str(number), act, Path(__file__).parents[1]]
    gone = subprocess.run([sys.executable, "-c", KILL, *given], check=False)

    assert gone.returncode == -signal.SIGKILL
    assert check_text(folder) == []  # between two tables as well
    assert (folder / JOURNAAL).exists() is happens
    work = Codeerwerk(folder)
    assert both(folder) == (both(tmp_path / "twin") if happens else before)
    work.do(give_code("F3", "T1", "c1"))
    assert leftovers(folder) == []


def test_a_table_that_was_changed_by_hand_after_a_kill_is_left_alone(folder: Path) -> None:
    wrong = {"coderingen.csv": placing.hash_content(b"something else")}
    (folder / JOURNAAL).write_text(json.dumps(wrong), "utf-8")
    (folder / ".werk-coderingen.csv.nieuw").write_bytes(b"old news")
    before = both(folder)

    Codeerwerk(folder)

    assert both(folder) == before
    assert leftovers(folder) == []


WRITER = """
import sys
from leerkring.traject.saving.coderen import Codeerwerk, give_code
from leerkring.traject.saving.tables import ConflictError
work = Codeerwerk(sys.argv[1])
for n in range(1, 13):
    try:
        work.do(give_code(f"F{n}", sys.argv[2], "c1"))
    except ConflictError:
        while work.wacht:
            try:
                work.retry()
            except ConflictError:
                pass
"""


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    folder = write_traject(
        tmp_path / "m", "leerkring", fragmenten="\n".join(["id", *(f"F{n}" for n in range(1, 13))]), codeboek=CODES
    )
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, folder, codeur]) for codeur in ("T1", "T2", "T3")]
    assert [writer.wait(120) for writer in writers] == [0, 0, 0]

    rows = read(folder)[1:-1]
    assert len(rows) == len(set(rows)) == 36
    assert check_text(folder) == []
    assert leftovers(folder) == []


def test_who_waits_too_long_for_another_hears_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "GEDULD", 0.05)
    work, before = Codeerwerk(folder), both(folder)
    with subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time\nfrom pathlib import Path\nfrom leerkring.files import open_slot\n"
            "lock = open_slot(Path(sys.argv[1]), 0)\nprint('held', flush=True)\ntime.sleep(60)",
            folder / SLOT,
        ],
        stdout=subprocess.PIPE,
    ) as held:
        assert held.stdout is not None
        held.stdout.readline()
        try:
            with pytest.raises(SaveError, match="slaat iemand anders net iets op"):
                work.do(give_code("F3", "T1", "c1"))
        finally:
            held.kill()
    assert both(folder) == before
    work.retry()  # a lock of a process that is gone is no lock


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the system refuses root nothing")
def test_a_folder_that_may_not_be_written_is_read_and_says_why_it_does_not_save(folder: Path) -> None:
    folder.chmod(0o500)
    try:
        with pytest.raises(SaveError, match="Permission denied"):
            Codeerwerk(folder).do(give_code("F3", "T1", "c1"))
    finally:
        folder.chmod(0o700)


def test_saving_keeps_who_may_read_the_table(folder: Path) -> None:
    (folder / "coderingen.csv").chmod(0o640)
    Codeerwerk(folder).do(give_code("F3", "T1", "c1"))

    if os.name == "posix":
        assert (folder / "coderingen.csv").stat().st_mode & 0o777 == 0o640
    assert time.time() - (folder / "coderingen.csv").stat().st_mtime < 60


def test_a_source_text_is_for_the_team_until_somebody_says_otherwise() -> None:
    assert passage().vertrouwelijkheid is Vertrouwelijkheid.TEAM
