"""Advice among colleagues: what was given, and what became of it."""

from teksttabel import make_traject

from leerkring.hoofdstukken.adviezen.beeld.adviezen import say_opvolgers, say_opvolging, table_adviezen
from leerkring.hoofdstukken.adviezen.cijfers.adviezen import count_opvolging, list_adviezen
from leerkring.hoofdstukken.logboek.beeld.tips import tell_logboektips
from leerkring.hoofdstukken.logboek.cijfers.logboek import list_tips

T = make_traject(
    deelnemers="id  naam  sturingsvorm\nnoord  Noord  ZE\nzuid  Zuid  KN\noost  Oost  GE",
    adviezen="""
        id   ronde  van    naar   tekst            opvolging    toelichting
        AD1  2      noord  zuid   Begin-klein      overgenomen  -
        AD2  1      oost   zuid   Vraag-inwoners   niet         Geen-tijd
        AD3  1      zuid   noord  Stop-op-tijd     niet         -
        AD4  2      oost   noord  Meet-eerst       niet         -
        AD5  2      noord  oost   Wacht-even       open         -
    """,
    logboek="""
        id  deelnemer  ronde  soort     sturingsvorm  tekst
        N1  noord      2      tip       -             Laat-teams-schrijven
        N2  zuid       1      tip       GE            Loop-door-de-wijk
        N3  noord      1      ervaring  -             Het-was-druk
        N4  -          1      tip       -             Neem-de-tijd
        N5  noord      1      tip       -             Kies-zelf
    """,
)
NAMEN = {"noord": "Noord", "zuid": "Zuid", "oost": "Oost"}


def test_advice_to_one_stands_in_the_order_of_the_rounds() -> None:
    found = list_adviezen(T.frame("adviezen"), "zuid")

    assert list(found["tekst"]) == ["Vraag-inwoners", "Begin-klein"]
    assert say_opvolging(found, "Zuid") == (
        "Zuid kreeg 2 adviezen van collega\u2019s: 1 overgenomen en 1 niet overgenomen."
    )


def test_who_took_over_nothing_is_named_and_who_has_not_decided_is_not() -> None:
    telling = count_opvolging(T.frame("adviezen"), NAMEN)

    assert say_opvolgers(telling) == (
        "Van de 5 adviezen is 1 keer alles overgenomen, en 0 keer een deel. Niets nam over: Noord."
    )


def test_the_table_says_to_whom_only_where_there_are_more() -> None:
    all_, one = (
        table_adviezen(list_adviezen(T.frame("adviezen"), slug), NAMEN, "A", met_naar=slug is None)
        for slug in (None, "zuid")
    )

    assert '<th scope="col">Aan</th>' in all_.html
    assert '<th scope="col">Aan</th>' not in one.html
    assert "Geen-tijd" in one.html


def test_tips_stand_by_form_and_round_and_one_of_no_form_stands_last() -> None:
    tips = list_tips(T.frame("logboek"), T.frame("deelnemers"))

    assert list(zip(tips["vorm"], tips["tekst"], strict=True)) == [
        ("ZE", "Kies-zelf"),
        ("ZE", "Laat-teams-schrijven"),
        ("GE", "Loop-door-de-wijk"),
        ("", "Neem-de-tijd"),
    ]
    blok = tell_logboektips(tips, NAMEN)
    assert "<summary>Zelfsturing (2 tips)</summary>" in blok.html
    assert "<summary>Bij elke vorm (1 tip)</summary>" in blok.html
    assert 'Kies-zelf <span class="lk-klein">ronde 1, Noord</span>' in blok.html
