"""The blocks of a report: nothing from data becomes HTML, tables can be read aloud, gaps are said."""

from typing import Any

import pandas as pd
import pytest
from lxml import html
from markupsafe import Markup
from teksttabel import make_frame
from vijandig import GEVALLEN, ZONDER_TEKST, X, find_untried, make

from leerkring.begrippen import Richting
from leerkring.weergave import blokken, merken
from leerkring.weergave.blokken import Blok, Kolom

SAFE_ATTRIBUTES = {
    *("id", "class", "href", "role", "tabindex", "scope", "style", "data-figuur", "data-naar"),
    *("aria-label", "aria-labelledby", "aria-describedby", "aria-hidden"),
}


@pytest.fixture(scope="module")
def pages() -> dict[str, Any]:
    """Each block on hostile data, parsed as a browser would."""
    return {name: html.fromstring(f"<main>{make(name).html}</main>") for name in GEVALLEN}


def test_each_builder_is_tried_on_hostile_data() -> None:
    assert len(GEVALLEN) > 50
    assert find_untried() == [], "no verb of a chapter shows these; give each a case in vijandig.py, or a verb"


@pytest.mark.parametrize("name", GEVALLEN)
def test_nothing_from_data_becomes_html(pages: dict[str, Any], name: str) -> None:
    page = pages[name]

    assert page.xpath(".//script | .//style | .//b | .//@onx") == []
    outside_charts = page.xpath(".//*[not(ancestor-or-self::svg)]")
    assert outside_charts or name.endswith(".tell_kort")
    assert {a for element in outside_charts for a in element.attrib} <= SAFE_ATTRIBUTES


@pytest.mark.parametrize("name", sorted(set(GEVALLEN) - {"build_gap"}))
def test_each_case_draws_its_block_and_no_gap(pages: dict[str, Any], name: str) -> None:
    assert pages[name].find_class("lk-lacune") == []


@pytest.mark.parametrize("name", GEVALLEN)
def test_text_from_data_arrives_letter_by_letter(pages: dict[str, Any], name: str) -> None:
    text = pages[name].text_content()

    assert (X in text) is (name not in ZONDER_TEKST)
    assert text.count("alert(1)") == text.count("<script>alert(1)</script>")


@pytest.mark.parametrize("name", GEVALLEN)
def test_each_table_can_be_read_aloud(pages: dict[str, Any], name: str) -> None:
    for table in pages[name].iter("table"):
        region = table.getparent()
        caption = table.findtext("caption") or ""
        heads = [th.text_content().strip() for th in table.iter("th")]
        widths = {len(row) for row in table.iter("tr")}

        assert caption.strip()
        assert (region.get("role"), region.get("tabindex"), region.get("aria-label")) == ("group", "0", caption)
        assert heads
        assert all(heads)
        assert {th.get("scope") for th in table.xpath("./thead//th")} == {"col"}
        assert {th.get("scope") for th in table.xpath("./tbody//th")} == {"row"}
        assert all(len(row.xpath("./th")) == 1 for row in table.xpath("./tbody/tr"))
        assert widths == {len(table.xpath("./thead//th"))}


def test_tables_and_figures_have_tables_to_read(pages: dict[str, Any]) -> None:
    without = {name for name, page in pages.items() if not list(page.iter("table"))}

    assert without == {
        *("build_gap", "build_paragraph", "build_list", "build_kort", "build_leemten", "c.kop", "k.kop"),
        *(name for name in pages if name.endswith((".tell_kort", ".tell_tips", ".tell_antwoorden", ".tell_methode"))),
        *("c.aanpak.tell_casussen", "k.aanpak.tell_casussen_elders", "c.logboek.tell_leergeschiedenis"),
        *("c.effecten.tell_bijdragen", "c.lessen.tell_lessen", "k.lessen.tell_lessen", "k.deelnemers.tell_paren"),
        *("show_definitie", "show_passage", "show_yaml"),
        *("tell_bewijsrijen", "tell_concept", "tell_herzien", "tell_veranderd"),
    }


def test_missing_value_says_so_and_is_never_nought() -> None:
    frame = pd.DataFrame(
        {
            "naam": pd.Series(["Noord", None], dtype="str"),
            "n": pd.Series([0, pd.NA], dtype="Int64"),
            "duur": [1.5, float("nan")],
            "dag": pd.to_datetime(["2021-05-03", None]),
        }
    )

    blok = blokken.build_table(frame, {k: Kolom(k, getal=k == "n") for k in frame.columns}, "Proef")
    rows = [[cell.text_content() for cell in row] for row in html.fromstring(blok.html).xpath(".//tbody/tr")]
    assert rows == [["Noord", "0", "1,5", "3 mei 2021"], ["geen gegevens"] * 4]


def test_table_shows_its_columns_in_order_and_heads_rows_by_choice() -> None:
    frame = make_frame("leden", "naam\nAkker\nBroek")
    blok = blokken.build_table(
        frame, {"herkomst": Kolom("Rij"), "naam": Kolom("Lid", str.upper, getal=True)}, "Leden", rijkop="naam"
    )
    page = html.fromstring(blok.html)

    assert [th.text for th in page.xpath(".//thead//th")] == ["Rij", "Lid"]
    assert [th.text for th in page.xpath(".//tbody//th")] == ["AKKER", "BROEK"]
    assert page.xpath(".//tbody/tr[1]/td/text()") == ["leden.csv:2"]
    assert {cell.tag: cell.get("class") for cell in page.xpath(".//tbody/tr[1]/*")} == {"td": None, "th": "lk-getal"}


@pytest.mark.parametrize(("n", "tekst"), [(0, "Leden (geen rijen)"), (1, "Leden (1 rij)"), (2, "Leden (2 rijen)")])
def test_table_without_html_is_its_caption_and_size(n: int, tekst: str) -> None:
    blok = blokken.build_table(
        make_frame("leden", "\n".join(["naam", "Akker", "Broek"][: n + 1])), {"naam": Kolom("Lid")}, "Leden"
    )

    assert repr(blok) == tekst


def test_list_keeps_markup_and_escapes_text() -> None:
    blok = blokken.build_list(["a < b", Markup("<em>c</em>")], "lk-kort")

    assert blok.html == '<ul class="lk-kort"><li>a &lt; b</li><li><em>c</em></li></ul>'
    assert blok.tekst == "a < b\nc"
    assert blokken.build_list(["a"]).html == "<ul><li>a</li></ul>"
    assert blokken.build_list([]).html == "<ul></ul>"


def test_blocks_are_joined_in_order() -> None:
    joined = blokken.join_blocks([blokken.build_paragraph("een"), blokken.build_gap("twee")])

    assert joined.html == '<p>een</p>\n<p class="lk-lacune"><strong>Niet bekend.</strong> twee</p>'
    assert joined.tekst == "een\ntwee"
    assert blokken.join_blocks([]).html == ""


def test_block_shows_in_jupyter_with_the_facts_of_its_report() -> None:
    data, metadata = Blok(Markup("<p>x</p>"), "x", {"titel": "T"})._repr_mimebundle_()

    assert data == {"text/html": "<p>x</p>", "text/plain": "x"}
    assert metadata == {"leerkring": {"titel": "T"}}
    assert blokken.build_paragraph("x")._repr_mimebundle_()[1] == {"leerkring": {}}


@pytest.mark.parametrize("richting", Richting)
def test_direction_is_a_word_and_its_sign_is_not_read_aloud(richting: Richting) -> None:
    span = html.fromstring(merken.write_direction(str(richting)))
    (sign,) = span.xpath("./span[@aria-hidden='true']")

    assert span.text_content().removeprefix(sign.text).strip() == richting.label
    assert len(set(merken.TEKENS.values())) == len(Richting)


def test_source_is_a_link_to_the_list_of_sources() -> None:
    links = merken.link_sources(("S2:363-371", "LOG"))

    assert links == '<a href="#bron-S2">S2, regels 363–371</a>; <a href="#bron-LOG">LOG</a>'
