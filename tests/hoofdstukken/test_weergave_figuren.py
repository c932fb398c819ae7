"""The figures: the chart holds the numbers of the frame, and everyone can get at them without a network."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
import pytest
from figuren import DEELNEMERS, EFFECTEN, FIGUREN, METINGEN, STAPPEN
from lxml import html
from teksttabel import make_frame

from leerkring.hoofdstukken.aanpak.beeld.tijdlijn import plot_tijdlijn
from leerkring.hoofdstukken.aanpak.cijfers.interventies import lay_timeline, list_meetings
from leerkring.hoofdstukken.effecten.beeld.reeksen import plot_reeks, plot_reeksen
from leerkring.hoofdstukken.effecten.beeld.richtingen import plot_richtingen
from leerkring.hoofdstukken.effecten.cijfers.effecten import count_richtingen, list_series
from leerkring.weergave.blokken import Blok
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.gegevens import build_data

each_figure = pytest.mark.parametrize("figuur", FIGUREN.values(), ids=FIGUREN)


def walk(part: Any) -> Iterator[dict[str, Any]]:
    """Yield each object of a chart's description."""
    if isinstance(part, dict):
        yield part
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from walk(inner)


def records(figuur: Figuur) -> list[dict[str, Any]]:
    """Return the records that the chart draws, of its first data set."""
    found = [part["data"]["values"] for part in walk(figuur.grafiek().to_dict()) if "data" in part]
    assert found
    return list(found[0])


def test_chart_of_sturingsmix_holds_the_frame_with_gaps_as_null() -> None:
    drawn = records(FIGUREN["sturingsmix"])

    assert len(drawn) == 56
    assert [r for r in drawn if r["sterkte"] is not None] == [
        {"vorm": "Resultaatsturing", "aanzicht": "Op papier", "meting": "T3", "sterkte": 0},
        {"vorm": "Zelfsturing", "aanzicht": "In de praktijk", "meting": "T1", "sterkte": 1},
        {"vorm": "Zelfsturing", "aanzicht": "In de praktijk", "meting": "T3", "sterkte": 3},
    ]


def test_chart_of_timeline_holds_what_has_a_date() -> None:
    assert records(FIGUREN["tijdlijn"]) == [
        {"naam": "Begin", "van": "2021-05-01T00:00:00", "tot": "2021-07-31T00:00:00", "status": "Uitgevoerd"},
        {"naam": "Midden", "van": "2021-10-01T00:00:00", "tot": "2022-06-30T00:00:00", "status": "Lopend"},
        {"naam": "Daarna", "van": "2022-09-01T00:00:00", "tot": "2022-09-30T00:00:00", "status": "Gepland"},
    ]


def test_chart_of_series_holds_each_number_with_its_range_and_words() -> None:
    assert records(FIGUREN["reeks"]) == [
        {"stap": "begin", "waarde": 1250.5, "hoog": 1250.5, "tekst": "1.250,5 dagen"},
        {"stap": "na ronde", "waarde": 600.0, "hoog": 600.0, "tekst": "ruim 600 dagen"},
        {"stap": "eind", "waarde": 250.0, "hoog": 350.0, "tekst": "250–350 dagen"},
    ]


def test_charts_that_compare_hold_one_record_for_each_number() -> None:
    assert records(FIGUREN["sturing_vergelijking"]) == [
        {"naam": "Noord", "kort": "zelf", "aanzicht": "In de praktijk", "sterkte": 3, "gekozen": True},
        {"naam": "Noord", "kort": "resultaat", "aanzicht": "Op papier", "sterkte": 0, "gekozen": False},
        {"naam": "Zuid", "kort": "resultaat", "aanzicht": "In de praktijk", "sterkte": 2, "gekozen": True},
    ]
    assert records(FIGUREN["interventies_vergelijking"]) == [
        {"naam": "Noord", "soort": "Gesprek", "n": 2},
        {"naam": "Noord", "soort": "Leren", "n": 1},
    ]
    drawn = records(FIGUREN["richtingen"])
    assert len(drawn) == 8
    assert [r for r in drawn if r["n"]] == [
        {"naam": "Noord", "label": "Gunstig", "n": 2},
        {"naam": "Noord", "label": "Ongunstig", "n": 1},
    ]


@each_figure
def test_chart_draws_finished_numbers_and_counts_nothing_itself(figuur: Figuur) -> None:
    parts = list(walk(figuur.grafiek().to_dict()))

    assert parts
    assert [part for part in parts if {"aggregate", "calculate", "bin", "joinaggregate"} & set(part)] == []


def test_title_states_the_finding() -> None:
    assert {name: figuur.titel for name, figuur in FIGUREN.items()} == {
        "sturingsmix": "In de praktijk nam zelfsturing het meest toe (van 1 naar 3)",
        "tijdlijn": "Bij Noord zijn 4 stappen vastgelegd, waarvan 1 nog gepland; "
        "3 daarvan hebben een datum, van 2021 tot en met 2022",
        "reeks": "Duur: van 1.250,5 dagen (begin) naar 250–350 dagen (eind)",
        "sturing_vergelijking": "Bij Noord is de gekozen vorm in de praktijk sterk",
        "interventies_vergelijking": "Het vaakst vastgelegd: gesprek (2 keer)",
        "richtingen": "Van 3 waargenomen effecten zijn er 2 gunstig en 1 ongunstig",
    }


def test_description_says_in_words_what_is_drawn_and_what_is_missing() -> None:
    wanted = {
        "sturingsmix": ["bij T1 en T3", "van 1 naar 3", "Er is niet gemeten bij T0 en T2."],
        "tijdlijn": ["van 1 mei 2021 tot 30 september 2022", "3 balken", "Van 1 interventie is de datum niet bekend."],
        "reeks": ["Begin: 1.250,5 dagen; na ronde: ruim 600 dagen; eind: 250–350 dagen."],
        "sturing_vergelijking": ["2 deelnemers", "cijfer van 0 tot 4"],
        "interventies_vergelijking": ["2 deelnemers", "(2 keer)"],
        "richtingen": ["Van 3 waargenomen effecten zijn er 2 gunstig en 1 ongunstig."],
    }

    assert set(wanted) == set(FIGUREN)
    for name, parts in wanted.items():
        assert [part for part in parts if part not in FIGUREN[name].beschrijving] == []


@pytest.mark.parametrize(
    ("richting", "titel"),
    [
        ("gunstig", "Van 1 waargenomen effect is er 1 gunstig en 0 ongunstig"),
        ("ongunstig", "Van 1 waargenomen effect is er 0 gunstig en 1 ongunstig"),
    ],
)
def test_title_of_one_effect_is_singular(richting: str, titel: str) -> None:
    figuur = plot_richtingen(count_richtingen(make_frame("effecten", f"richting\n{richting}"), DEELNEMERS))

    assert isinstance(figuur, Figuur)
    assert figuur.titel == titel


@each_figure
def test_figure_is_one_image_with_a_dutch_title_and_description(figuur: Figuur) -> None:
    page = html.fromstring(figuur.html)
    (svg,) = page.iter("svg")
    title, desc = svg[0], svg[1]

    assert page.tag == "figure"
    assert page.findtext("figcaption") == figuur.titel
    assert svg.get("role") == "img"
    assert (svg.get("aria-labelledby"), svg.get("aria-describedby")) == (title.get("id"), desc.get("id"))
    assert (title.tag, title.text, desc.tag, desc.text) == ("title", figuur.titel, "desc", figuur.beschrijving)
    assert re.search(r"\d", figuur.beschrijving)
    assert figuur.beschrijving[0].isupper()
    assert figuur.beschrijving.endswith(".")
    assert "aria-roledescription" not in figuur.html
    assert svg.xpath(".//*[@role or @aria-label or @aria-hidden]") == []


@each_figure
def test_figure_needs_no_network_and_no_script(figuur: Figuur) -> None:
    assert set(re.findall(r"https?://[^\"'\s<)]+", figuur.html)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert html.fromstring(figuur.html).xpath(".//script | .//image | .//foreignobject | .//@src") == []


@each_figure
def test_figure_gives_its_numbers_as_a_table_too(figuur: Figuur) -> None:
    page = html.fromstring(figuur.html)
    (details,) = page.iter("details")

    assert details.findtext("summary") == "Cijfers bij deze figuur"
    assert len(list(details.iter("table"))) == 1
    assert details.getparent() is page


def read_table(figuur: Figuur) -> list[list[str]]:
    rows = html.fromstring(figuur.tabel.html).xpath(".//tr")
    return [[cell.text_content() for cell in row] for row in rows]


def test_tables_hold_the_same_numbers_as_the_charts() -> None:
    assert ["Zelfsturing", "In de praktijk", "geen gegevens", "1", "geen gegevens", "3"] in read_table(
        FIGUREN["sturingsmix"]
    )
    assert [row[:3] for row in read_table(FIGUREN["tijdlijn"])][1:] == [
        ["Begin", "Gesprek", "mei 2021 tot en met juli 2021"],
        ["Midden", "Gesprek", "oktober 2021"],
        ["Daarna", "Leren", "september 2022"],
        ["Ooit", "Leren", "datum niet bekend"],
    ]
    assert [row[:2] for row in read_table(FIGUREN["reeks"])] == [
        ["Stap", "Waarde (dagen)"],
        ["begin", "1.250,5"],
        ["na ronde", "ruim 600"],
        ["eind", "250–350"],
    ]
    assert read_table(FIGUREN["richtingen"]) == [
        ["Deelnemer", "Gunstig", "Gemengd", "Geen verandering", "Ongunstig"],
        ["Noord", "2", "0", "0", "1"],
        ["Zuid", "0", "0", "0", "0"],
    ]
    assert sum(map(int, read_table(FIGUREN["interventies_vergelijking"])[1][1:])) == 3


def test_comparison_has_a_column_for_each_form_also_when_it_was_not_measured() -> None:
    head, *rows = read_table(FIGUREN["sturing_vergelijking"])

    assert len(head) == 3 + 7
    assert {tuple(row[:3]): [c for c in row[3:] if c != "geen gegevens"] for row in rows} == {
        ("Noord", "T3", "In de praktijk"): ["3"],
        ("Noord", "T3", "Op papier"): ["0"],
        ("Zuid", "T0", "In de praktijk"): ["2"],
    }


def test_figures_on_one_page_share_no_ids_and_all_their_links_arrive() -> None:
    # The same drawing under another title must not share its clip paths either.
    twin = Figuur(FIGUREN["reeks"].grafiek, "Andere titel", "Andere beschrijving.", FIGUREN["reeks"].tabel)
    whole = "".join(figuur.html for figuur in [*FIGUREN.values(), twin])
    ids = re.findall(r'\bid="([^"]+)"', whole)
    links = re.findall(r"url\(#([^)]+)\)", whole) + re.findall(r'href="#(f[^"]+)"', whole)

    assert ids
    assert len(ids) == len(set(ids))
    assert set(links) <= set(ids)


def test_what_one_row_says_needs_no_chart() -> None:
    one_step = lay_timeline(STAPPEN.head(1), "noord", date(2022, 6, 30))
    one_number = list_series(METINGEN.head(1), EFFECTEN, "noord")

    assert isinstance(plot_tijdlijn(one_step, list_meetings(()), "Noord"), Blok)
    assert isinstance(plot_reeks(one_number[0]), Blok)
    assert plot_reeksen(one_number, "Noord").html == plot_reeks(one_number[0]).html
    assert plot_reeksen(list_series(METINGEN, EFFECTEN, "noord"), "Noord").html == FIGUREN["reeks"].html


def test_chart_data_writes_dates_and_keeps_missing_values_missing() -> None:
    frame = pd.DataFrame({"dag": pd.to_datetime(["2021-05-03", None]), "n": pd.Series([1, pd.NA], dtype="Int64")})

    assert build_data(frame).to_dict() == {"values": [{"dag": "2021-05-03T00:00:00", "n": 1}, {"dag": None, "n": None}]}
