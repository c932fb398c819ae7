"""How numbers, dates, sources and lists are written in Dutch."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leerkring.begrippen import Precisie
from leerkring.weergave.taal import (
    GEEN_GEGEVENS,
    MAANDEN,
    join_words,
    start_sentence,
    write_count,
    write_date,
    write_measured,
    write_moment,
    write_number,
    write_period,
    write_source,
    write_sources,
    write_value,
)


def read_number(text: str) -> float:
    return float(text.replace(".", "").replace(",", ".").replace("−", "-"))


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, None, "0"),
        (7, None, "7"),
        (100, None, "100"),
        (1234.5, None, "1.234,5"),
        (270000, None, "270.000"),
        (1234567.891, None, "1.234.567,89"),
        (2.0, None, "2"),
        (2.0, 1, "2,0"),
        (0.826, 1, "0,8"),
        (1200, 0, "1.200"),
        (-3, None, "−3"),
        (-1234.5, None, "−1.234,5"),
        (-0.0, None, "0"),
        (-0.001, None, "0"),
        (-0.4, 0, "0"),
        (-0.04, 1, "0,0"),
    ],
)
def test_number_has_dutch_marks_and_a_real_minus_sign(value: float, decimals: int | None, text: str) -> None:
    assert write_number(value, decimals) == text


@given(st.floats(-1e12, 1e12), st.none() | st.integers(0, 6))
def test_number_reads_back_as_what_was_written(value: float, decimals: int | None) -> None:
    text = write_number(value, decimals)

    half = 0.5 * 10.0 ** -(2 if decimals is None else decimals)
    assert abs(read_number(text) - value) <= half * (1 + 1e-6) + 1e-9 * abs(value)
    assert set(text) <= set("0123456789.,−")
    assert "-" not in text


@given(st.integers(-(10**15), 10**15))
def test_whole_number_has_no_decimals_and_groups_of_three(value: int) -> None:
    text = write_number(value, 0)

    assert int(read_number(text)) == value
    assert "," not in text
    assert [len(group) for group in text.lstrip("−").split(".")[1:]] == [3] * text.count(".")


@pytest.mark.parametrize(
    ("low", "high", "precisie", "text"),
    [
        (11.0, None, "precies", "11"),
        (6.0, float("nan"), "ruim", "ruim 6"),
        (20.0, None, "ongeveer", "ongeveer 20"),
        (0.5, None, "minder_dan", "minder dan 0,5"),
        (2.5, 3.5, "precies", "2,5–3,5"),
        (1000, 2000, "ongeveer", "ongeveer 1.000–2.000"),
    ],
)
def test_measured_value_is_as_exact_as_it_is_known(low: float, high: float | None, precisie: str, text: str) -> None:
    assert write_measured(low, high, precisie) == text


@pytest.mark.parametrize("precisie", Precisie)
def test_measured_value_never_starts_or_ends_with_a_blank(precisie: Precisie) -> None:
    text = write_measured(6, None, precisie)

    assert text == text.strip()
    assert text.endswith("6")


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("2015", "2015"),
        ("2015-10", "oktober 2015"),
        ("2015-10-03", "3 oktober 2015"),
        ("2016-01-31", "31 januari 2016"),
    ],
)
def test_moment_is_as_exact_as_it_is_known(moment: str, text: str) -> None:
    assert write_moment(moment) == text


@pytest.mark.parametrize(
    ("period", "text"),
    [
        ("2015", "2015"),
        ("2015-10/2016-01", "oktober 2015 tot en met januari 2016"),
        ("2015/2016-03-01", "2015 tot en met 1 maart 2016"),
    ],
)
def test_period_names_begin_and_end(period: str, text: str) -> None:
    assert write_period(period) == text


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_day_is_written_alike_whatever_its_type(day: date) -> None:
    text = f"{day.day} {MAANDEN[day.month - 1]} {day.year}"

    assert len(MAANDEN) == 12
    assert write_date(day) == write_date(pd.Timestamp(day)) == write_moment(day.isoformat()) == text


@pytest.mark.parametrize(("n", "text"), [(0, "geen stappen"), (1, "1 stap"), (2, "2 stappen"), (2500, "2.500 stappen")])
def test_count_is_singular_for_one_and_in_words_for_none(n: int, text: str) -> None:
    assert write_count(n, "stap", "stappen") == text


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c"), (("a", "b"), "a en b")],
)
def test_words_become_one_list(words: list[str], text: str) -> None:
    assert join_words(words) == text


def test_words_can_be_a_choice() -> None:
    assert join_words(["a", "b", "c"], "of") == "a, b of c"


@pytest.mark.parametrize(("text", "started"), [("a b", "A b"), ("", ""), ("ÉÉN", "ÉÉN"), ("s-Hage", "S-Hage")])
def test_sentence_starts_with_a_capital_and_keeps_the_rest(text: str, started: str) -> None:
    assert start_sentence(text) == started


@pytest.mark.parametrize(
    ("place", "text"), [("LOG", "LOG"), ("S2:363", "S2, regel 363"), ("S2:363-371", "S2, regels 363–371")]
)
def test_source_names_its_lines(place: str, text: str) -> None:
    assert write_source(place) == text


def test_sources_are_parted_by_a_semicolon() -> None:
    assert write_sources(("S2:4", "LOG")) == "S2, regel 4; LOG"
    assert write_sources(()) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, GEEN_GEGEVENS),
        (float("nan"), GEEN_GEGEVENS),
        (pd.NA, GEEN_GEGEVENS),
        (pd.NaT, GEEN_GEGEVENS),
        ((), GEEN_GEGEVENS),
        (0, "0"),
        (1234.5, "1.234,5"),
        (True, "ja"),
        (False, "nee"),
        (pd.Timestamp("2021-05-03"), "3 mei 2021"),
        (date(2021, 5, 3), "3 mei 2021"),
        (("a", "b"), "a en b"),
        ("tekst", "tekst"),
    ],
)
def test_value_is_written_by_its_kind_and_a_missing_one_says_so(value: object, text: str) -> None:
    assert write_value(value) == text


@pytest.mark.parametrize(("value", "text"), [(12.5, "13"), (2.5, "3"), (0.125, "0,13"), (-0.5, "−1"), (1.005, "1,01")])
def test_halves_are_rounded_as_a_reader_with_a_calculator_expects(value: float, text: str) -> None:
    assert write_number(value, 0 if abs(value) in (12.5, 2.5, 0.5) else 2) == text
