"""What leaves the team of who answered and what each answered: counts in threes, and nothing of few."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mini import read_cells, write_traject

from leerkring.methoden.onderdrukking import AFRONDING, round_aantal, round_verdeling
from leerkring.model.vragenlijst import Telling
from leerkring.traject import open_traject

# In multiples of three


AANTALLEN = """
    n   drempels  getoond
    0   -         0
    1   -         0
    2   -         3
    4   -         3
    5   5|10      6
    9   5|10      9
    10  5|10      12
    10  5         9
    13  5|10      12
    7   7|10      9
"""


@pytest.mark.parametrize("regel", read_cells(AANTALLEN), ids=lambda regel: f"{regel['n']}-{regel['drempels']}")
def test_number_of_people_is_the_nearest_multiple_on_its_side_of_the_thresholds(regel: dict[str, str]) -> None:
    drempels = [int(d) for d in (regel["drempels"] or "").split("|") if d]

    assert round_aantal(int(regel["n"]), AFRONDING, drempels) == int(regel["getoond"])


VERDELINGEN = """
    gegeven        getoond
    0-4-7-5-2      0-3-9-3-3
    0-1-4-7-5      0-0-6-6-6
    3-7-4-2-0      3-6-3-3-0
    0-0-0-12-0     0-0-3-9-0
    12-0-0-0-0     9-3-0-0-0
    0-0-12-0-0     0-3-9-0-0
"""


@pytest.mark.parametrize("regel", read_cells(VERDELINGEN), ids=lambda regel: regel["gegeven"])
def test_distribution_keeps_its_middle_and_never_says_that_all_answered_alike(regel: dict[str, str]) -> None:
    gegeven = [int(n) for n in regel["gegeven"].split("-")]
    total = round_aantal(sum(gegeven), 3, (5, 10))

    assert "-".join(map(str, round_verdeling(gegeven, total, 3))) == regel["getoond"]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=7), st.sampled_from([1, 3, 5]))
def test_rounded_numbers_add_up_and_lie_near(aantallen: list[int], basis: int) -> None:
    total = round_aantal(sum(aantallen), basis, (5, 10))
    rounded = round_verdeling(aantallen, total, basis)

    assert sum(rounded) == total
    assert all(n % basis == 0 for n in rounded)
    # One step more where all answered alike, for then one is moved.
    far = basis - 1 + basis * (sum(n >= basis for n in rounded) <= 2)
    assert basis == 1 or all(abs(a - b) <= far for a, b in zip(aantallen, rounded, strict=True))
    assert basis > 1 or list(rounded) == aantallen


def compose(n: int, cells: int) -> Iterator[tuple[int, ...]]:
    if cells == 1:
        yield (n,)
        return
    for first in range(n + 1):
        yield from ((first, *rest) for rest in compose(n - first, cells - 1))


def test_who_knows_the_method_and_tries_everything_can_pin_no_answer_down() -> None:
    """Every distribution of 10 to 16 people on a scale of five, with all that would have been shown as the same."""
    shown: dict[tuple[int, ...], list[tuple[int, ...]]] = defaultdict(list)
    for n in range(10, 17):
        for counts in compose(n, 5):
            shown[round_verdeling(counts, round_aantal(n, 3, (5, 10)), 3)].append(counts)
    # Of sixteen the next ones are missing here, so only what ten to fifteen can give is looked at.
    room = Counter[tuple[bool, int]]()
    for rounded, possible in shown.items():
        if sum(rounded) > 12:
            continue
        for i, n in enumerate(rounded):
            values = [counts[i] for counts in possible]
            room[n > 0, max(values) - min(values)] += 1
            # That all gave one answer is never certain.
            assert any(counts[i] < sum(counts) for counts in possible)
    assert sum(room.values()) > 150
    # A number that is shown can be four numbers or more; a nought can be nobody and somebody.
    assert min(r for shows, r in room if shows) == 3
    assert min(r for shows, r in room if not shows) == 1


# At the door

MENSEN = {"directie": 4, "management": 6, "medewerkers": 13, "inwoners": 12}
"""Of how many people each group has an answer: hidden, with a median, and with a distribution."""
VRAAG = """
items:
  - {id: V1, tekst: Het werkt., deelvraag: D3, groepen: [directie, management, medewerkers, inwoners]}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    people = [(f"R{groep}{i}", groep, i) for groep, n in MENSEN.items() for i in range(n)]
    return write_traject(
        tmp_path_factory.mktemp("geteld"),
        "leerkring",
        bronnen="id  regels\nS1  100",
        respondenten="\n".join(["id  groep", *(f"{who}  {groep}" for who, groep, _ in people)]),
        antwoorden="\n".join(
            ["respondent  meting  waarde  bron"]
            + [f"{who}  T0  {'weet_niet' if who == 'Rmedewerkers0' else 2 + i % 3}  S1:{i + 1}" for who, _, i in people]
        ),
        vragenlijst=VRAAG,
        uitnodigingen="groep  meting  uitgenodigd\ndirectie  T0  4\nmanagement  T0  6\nmedewerkers  T0  13",
    )


def count(folder: Path, doelgroep: str) -> dict[str, Telling]:
    tellingen = open_traject(folder, doelgroep).inhoud.tellingen
    assert tellingen is not None
    return {str(t.groep): t for t in tellingen}


def test_others_get_no_row_of_a_respondent_and_the_team_has_them_all(folder: Path) -> None:
    for doelgroep, n in (("team", sum(MENSEN.values())), ("leerkring", 0)):
        traject = open_traject(folder, doelgroep)

        assert [len(traject.frame(tabel)) for tabel in ("antwoorden", "respondenten")] == [n, n]
    assert open_traject(folder, "team").inhoud.tellingen is None


def test_others_get_a_count_by_answer_as_far_as_the_group_may_be_shown(folder: Path) -> None:
    counted = count(folder, "leerkring")

    assert counted["directie"].aantallen == ((None, 1),)
    # Six gave 2, 2, 3, 3, 4 and 4: only that 3 is the middle may be told.
    assert counted["management"].aantallen == ((3, 6),)
    # Of the thirteen one does not know; one person is nought in threes.
    assert counted["medewerkers"].aantallen == ((2, 3), (3, 6), (4, 3))
    assert {t.bron for t in counted.values()} == {("S1",)}


def test_never_more_people_answer_than_were_asked(folder: Path) -> None:
    asked = open_traject(folder, "leerkring").frame("uitnodigingen").set_index("groep")["uitgenodigd"]

    assert asked.to_dict() == {"directie": 6, "management": 6, "medewerkers": 15}


def test_counts_as_rows_count_everybody_once_and_tell_of_nobody_twice(folder: Path) -> None:
    antwoorden, respondenten = open_traject(folder, "leerkring").frame_answers()

    assert respondenten["groep"].value_counts().to_dict() == {
        "medewerkers": 12,
        "inwoners": 12,
        "management": 6,
        "directie": 1,
    }
    assert set(antwoorden["herkomst"]) == {"antwoorden.csv"}
    assert not set(respondenten["id"]) & {f"R{groep}{i}" for groep in MENSEN for i in range(20)}
