"""Every block of every chapter, whatever the data: which ones there are is asked of the chapters themselves."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from lxml import html
from teksttabel import make_traject
from vijandig import list_verbs

from leerkring import open_casus, open_kring
from leerkring.traject.opening import point_at
from leerkring.weergave.blokken import Blok
from leerkring.weergave.figuur import Figuur

LEEG = make_traject(deelnemers="id  naam\nnoord  Noord")
NIETS: dict[str, Callable[[], Any]] = {
    **list_verbs(open_casus(point_at(LEEG.folder, LEEG.inhoud, LEEG.doelgroep, "noord")), "c"),
    **list_verbs(open_kring(LEEG), "k"),
}
KERN = {naam for naam in NIETS if naam.endswith((".tell_kort", "bevindingen.tell_tips", ".tell_methode"))}
"""What a chapter comes down to: a sentence that says what is not known, or nothing where nothing can be said."""
ANTWOORD = {"c.bevindingen.tell_antwoorden", "k.bevindingen.tell_antwoorden"}
TABEL = {
    *("c.deelnemers.table_profiel", "k.deelnemers.table_profielen", "k.aanpak.table_situaties"),
    *("c.bewijs.table_matrix", "k.bewijs.table_matrix", "k.bewijs.table_vormmatrix"),
}
"""What is known of each deelnemer, or says in each cell that it is not."""


@cache
def list_full() -> dict[str, Callable[[], Any]]:
    """Return the blocks of data that hold everything; opened for who asks, and not by all who collect tests."""
    casus, kring = open_casus("data/voorbeeld-2021", "wolkendam", "team"), open_kring("data/voorbeeld-2021", "team")
    return list_verbs(casus, "c") | list_verbs(kring, "k")


def test_the_chapters_offer_blocks() -> None:
    assert len(NIETS) > 45
    assert set(list_full()) == set(NIETS)
    assert set(NIETS) >= TABEL | ANTWOORD
    assert len(KERN) > 15


@pytest.mark.parametrize("naam", sorted(NIETS))
def test_what_nobody_recorded_is_a_gap_or_says_that_there_is_nothing(naam: str) -> None:
    blok = NIETS[naam]()

    assert isinstance(blok, Blok)
    if naam in TABEL:
        assert "<table>" in blok.html
    elif naam in KERN:
        assert not blok.html or blok.html.startswith('<p class="lk-kern">')
    elif naam in ANTWOORD:
        assert "<h3>" in blok.html
        assert "niet vastgelegd" in blok.tekst or "nog niets" in blok.tekst or "niet bekend" in blok.tekst
    else:
        assert blok.html.startswith('<p class="lk-lacune"><strong>Niet bekend.</strong> ')
        assert blok.tekst[0].isupper()
        assert blok.tekst.endswith(".")


def test_what_need_not_exist_says_so_in_its_own_words() -> None:
    assert NIETS["c.deelnemers.table_herindelingen"]().tekst == "Er zijn geen herindelingen bij Noord beschreven."
    assert NIETS["c.aanpak.tell_casussen"]().tekst == "Er is geen praktijkvoorbeeld beschreven."


@pytest.mark.parametrize("naam", sorted(n for n in NIETS if ".plot_" in n))
def test_a_figure_states_its_finding_and_has_its_numbers_in_a_table(naam: str) -> None:
    made = list_full()[naam]()
    page = html.fromstring(f"<main>{made.html}</main>")

    assert page.xpath(".//figcaption")
    assert list(page.iter("table"))
    if isinstance(made, Figuur):
        assert len(made.titel.split()) >= 4
        assert made.beschrijving.endswith(".")
        assert made.beschrijving.removesuffix(".") != made.titel


@pytest.mark.parametrize("naam", sorted(NIETS))
def test_each_table_can_be_read_aloud(naam: str) -> None:
    for table in html.fromstring(f"<main>{list_full()[naam]().html}</main>").iter("table"):
        assert {th.get("scope") for th in table.xpath("./thead//th")} <= {"col"}
        assert all(len(row.xpath("./th[@scope='row']")) == 1 for row in table.xpath("./tbody/tr"))
