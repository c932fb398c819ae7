"""What changed since the previous report: numbers cell by cell, and the sentences of the summary."""

from collections.abc import Mapping

import pytest
from lxml.html import fragment_fromstring

from leerkring.rapport.changes import (
    LANGST,
    MEESTE_BEWAARD,
    Rapportwijziging,
    compare_pages,
    match_names,
    number_equals,
)
from leerkring.rapport.grids import Raster, read_grid


def table(text: str, caption: str = "Stappen") -> str:
    """Return a table from a text with a row on each line and cells between bars; the first row holds the headings."""
    head, *body = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    rows = [f'<tr><th scope="row">{first}</th>{"".join(f"<td>{c}</td>" for c in rest)}</tr>' for first, *rest in body]
    return (
        f'<div class="lk-tabel"><table><caption>{caption}</caption><thead><tr>'
        f"{''.join(f'<th>{c}</th>' for c in head)}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def page(*blocks: str, foot: str = "gemaakt op 1 mei 2021") -> str:
    """Return a report with one section Aanpak, or with the sections that its blocks start themselves."""
    start = '<h2 id="s-aanpak"><span class="lk-nummer">2</span> Aanpak</h2>'
    return (
        f'<!DOCTYPE html><html lang="nl"><body><main id="hoofd"><h1>Oss</h1><h2 id="s-kort">In het kort</h2>'
        f"{start}{''.join(blocks)}</main><footer>{foot}</footer></body></html>"
    )


def list_changes(was: str, wordt: str) -> list[str]:
    """Return each change as one line: section / table / row / column: was -> is."""
    found = compare_pages(was, wordt)
    assert found.cijfers + found.zinnen == len(found.eerste)
    return [
        f"{' / '.join(filter(None, [w.sectie, w.tabel, w.rij, w.kolom]))}: {w.was} -> {w.wordt}" for w in found.eerste
    ]


@pytest.mark.parametrize(
    ("was", "wordt", "changes"),
    [
        ("Kop|n\nA|3", "Kop|n\nA|4", ["Aanpak / Stappen / A / n: 3 -> 4"]),
        ("Kop|n\nA|3", "Kop|n\nA|te weinig antwoorden", ["Aanpak / Stappen / A / n: 3 -> te weinig antwoorden"]),
        ("Kop|n\nA|–", "Kop|n\nA|4", ["Aanpak / Stappen / A / n: – -> 4"]),
        ("Kop|n\nA|ja", "Kop|n\nA|nee", []),
        ("Kop|n\nA|3", "Kop|n\nA|3\nB|5", ["Aanpak / Stappen / B / n: None -> 5"]),
        ("Kop|n\nA|3\nB|5", "Kop|n\nA|3", ["Aanpak / Stappen / B / n: 5 -> None"]),
        ("Kop|n\nA|3", "Kop|m\nA|3", ["Aanpak / Stappen / A / m: None -> 3", "Aanpak / Stappen / A / n: 3 -> None"]),
        ("Kop|n\nA|3\nB|5", "Kop|n\nB|5\nA|3", []),
        ("Kop|n|Bron\nA|3|S1", "Kop|n|Bron\nA|3|S2, regel 4", []),
    ],
    ids=["number", "hidden", "shown", "word", "row added", "row gone", "column", "order", "source"],
)
def test_numbers_are_compared_cell_by_cell(was: str, wordt: str, changes: list[str]) -> None:
    assert list_changes(page(table(was)), page(table(wordt))) == changes


def test_the_same_report_has_no_changes_whatever_the_day_or_the_number_of_a_section() -> None:
    blocks = table("Kop|n\nA|3")
    later = page(blocks, foot="gemaakt op 2 mei 2021; versie 77").replace('lk-nummer">2<', 'lk-nummer">3<')

    assert compare_pages(page(blocks), later).model_dump() == {"cijfers": 0, "zinnen": 0, "eerste": ()}


def test_rows_with_equal_headings_are_told_apart_by_the_words_beside_them() -> None:
    was = table("Vorm|Wie|n\nZE|team|1\nZE|inwoners|2\nZE|partners|3")
    wordt = table("Vorm|Wie|n\nZE|partners|3\nZE|inwoners|8\nZE|team|1")

    assert list_changes(page(was), page(wordt)) == ["Aanpak / Stappen / ZE, inwoners / n: 2 -> 8"]


def test_rows_that_only_numbers_tell_apart_are_numbered() -> None:
    was, wordt = table("Wat|Ronde|n\nLes|1|4\nLes|2|5"), table("Wat|Ronde|n\nLes|1|4\nLes|2|6")

    assert list_changes(page(was), page(wordt)) == ["Aanpak / Stappen / Les (2) / n: 5 -> 6"]


def test_tables_and_columns_with_equal_names_are_numbered() -> None:
    was = table("Kop|n\nA|1") + table("Kop|n|n\nA|1|2")
    wordt = table("Kop|n\nA|1") + table("Kop|n|n\nA|1|3")

    assert list_changes(page(was), page(wordt)) == ["Aanpak / Stappen (2) / A / n (2): 2 -> 3"]


def test_a_count_in_a_caption_or_heading_changes_without_making_another_table() -> None:
    was = table("Kop|Inwoners (n = 9)\nA|3", "Zelfsturing: 1 geval")
    wordt = table("Kop|Inwoners (n = 20)\nA|3", "Zelfsturing: 3 gevallen")

    assert list_changes(page(was), page(wordt)) == [
        "Aanpak / Zelfsturing: 3 gevallen: Zelfsturing: 1 geval -> Zelfsturing: 3 gevallen"
    ]


def test_years_and_measurements_name_something_and_are_never_taken_for_each_other() -> None:
    assert match_names(["T2", "in 2021", "ronde 1"], ["T3", "in 2022", "ronde 2"]) == [
        (None, "T3"),
        (None, "in 2022"),
        (None, "ronde 2"),
        ("T2", None),
        ("in 2021", None),
        ("ronde 1", None),
    ]


def test_equal_names_get_a_number_that_no_other_name_has() -> None:
    assert number_equals(["A", "A (2)", "A", "A"]) == ["A", "A (2)", "A (3)", "A (4)"]


def test_the_same_caption_in_another_section_is_another_table() -> None:
    two = '<h2 id="s-lessen">Lessen</h2>'
    was = page(table("Kop|n\nA|1"), two, table("Kop|n\nA|2"))
    wordt = page(table("Kop|n\nA|1"), two, table("Kop|n\nA|9"))

    assert list_changes(was, wordt) == ["Lessen / Stappen / A / n: 2 -> 9"]


def test_the_account_and_drawings_hold_no_findings() -> None:
    account = '<h2 id="s-verantwoording">Verantwoording</h2>'
    was = page("<svg><text>4</text></svg>", account, table("Versie|n\nGegevens|1"))
    wordt = page("<svg><text>5</text></svg>", account, table("Versie|n\nGegevens|2"))

    assert list_changes(was, wordt) == []


def test_what_is_claimed_is_compared_subject_by_subject() -> None:
    was = {"Aanpak | stappen": "Er zijn 2 stappen.", "Lessen | lessen": "Er is 1 les.", "Wat veranderde er?": "Niets."}
    wordt = {"Wat veranderde er?": "Niets.", "Aanpak | stappen": "Er zijn 3 stappen.", "Aanpak | soorten": "Eén soort."}
    found = compare_pages(page(), page(), was, wordt)

    assert (found.cijfers, found.zinnen) == (0, 3)
    assert found.eerste == (
        Rapportwijziging(soort="zin", sectie="Aanpak", was="Er zijn 2 stappen.", wordt="Er zijn 3 stappen."),
        Rapportwijziging(soort="zin", sectie="Aanpak", was=None, wordt="Eén soort."),
        Rapportwijziging(soort="zin", sectie="Lessen", was="Er is 1 les.", wordt=None),
    )


@pytest.mark.parametrize(("was", "wordt"), [({}, {"Aanpak | stappen": "Iets."}), ({"Aanpak | stappen": "Iets."}, {})])
def test_a_report_that_says_nothing_of_its_claims_did_not_change_them(
    was: Mapping[str, str], wordt: Mapping[str, str]
) -> None:
    assert compare_pages(page(), page(), was, wordt).zinnen == 0


def test_only_the_first_changes_are_kept_and_all_are_counted() -> None:
    rows = range(MEESTE_BEWAARD + 5)
    was = table("Kop|n\n" + "\n".join(f"R{n}|1" for n in rows))
    wordt = table("Kop|n\n" + "\n".join(f"R{n}|2" for n in rows))
    found = compare_pages(page(was), page(wordt))

    assert found.cijfers == MEESTE_BEWAARD + 5
    assert len(found.eerste) == MEESTE_BEWAARD


def test_a_long_text_is_cut_to_the_place_where_it_differs() -> None:
    long = "woord " * 2000
    found = compare_pages(page(table(f"Kop|n\nA|{long}3 einde")), page(table(f"Kop|n\nA|{long}4 einde"))).eerste[0]

    assert found.was is not None
    assert found.was.startswith("…ord woord ")
    assert found.was.endswith("3 einde")
    assert (found.wordt or "").endswith("4 einde")
    assert len(found.was) <= LANGST + 2


@pytest.mark.parametrize("broken", ["", "<p>geen rapport</p>", "<main></main>", "<!-- niets -->"])
def test_an_earlier_file_that_is_no_report_counts_as_an_empty_one(broken: str) -> None:
    assert list_changes(broken, page(table("Kop|n\nA|3"))) == ["Aanpak / Stappen / A / n: None -> 3"]


def read(rows: str) -> Raster:
    return read_grid(fragment_fromstring(f"<table>{rows}</table>"))


def test_cells_that_span_more_places_stand_in_each_of_them() -> None:
    found = read(
        '<thead><tr><th rowspan="2">Wie</th><th colspan="2">Ronde 1</th></tr><tr><th>n</th><th>%</th></tr></thead>'
        '<tbody><tr><th rowspan="2">A</th><td>1</td><td>2</td></tr><tr><td colspan="2">geen</td></tr></tbody>'
    )

    assert found.koppen == ("Wie", "Ronde 1, n", "Ronde 1, %")
    assert found.rijen == (("A", "1", "2"), ("A", "geen", "geen"))


@pytest.mark.parametrize("span", ["", "0", "-3", "x", "1.5", "99999999999"])
def test_a_span_that_is_no_sensible_number_does_no_harm(span: str) -> None:
    found = read(f'<tbody><tr><td colspan="{span}">1</td><td>2</td></tr></tbody>')

    assert found.koppen[0] == "kolom 1"
    assert found.rijen[0][0] == "1"
    assert 2 <= len(found.rijen[0]) <= 1001
