"""Agreement on the codings of a traject: per code, together, where codeurs differ, and what a reader is told."""

import csv
from collections import defaultdict
from fractions import Fraction
from itertools import permutations
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from plek import DATA
from teksttabel import make_frame, make_traject

from leerkring.begrippen import Doelgroep
from leerkring.hoofdstukken.codeurs.beeld import overeenstemming as toon
from leerkring.hoofdstukken.codeurs.cijfers.labels import count_dekking, lay_labels, mark_code, select_dubbel
from leerkring.hoofdstukken.codeurs.cijfers.overzicht import (
    ALTIJD,
    NOOIT,
    Oordeel,
    Totaalmaten,
    grade_alfa,
    measure_codes,
    measure_geheel,
)
from leerkring.hoofdstukken.codeurs.cijfers.verschillen import count_verwisselingen, list_verschillen
from leerkring.methoden.statistiek import Interval
from leerkring.model.beschrijving import Drempels
from leerkring.traject import Traject, open_traject
from leerkring.traject.audience import decide_beleid
from leerkring.weergave.blokken import Blok

VOORBEELD = DATA / "voorbeeld-2021"

CODEBOEK = "id  label\na  Appel\nb  Peer\nc  Pruim\nd  Druif"
CODERINGEN = """
    fragment  codeur  code
    F1        T1      a
    F1        T2      a
    F2        T1      a
    F2        T1      b
    F2        T2      b
    F3        T1      a
    F3        T2      c
    F4        T1      b
    F5        T2      d
    F6        T1      c
    F6        T2      c
"""
FRAGMENTEN = "id  tekst\nF1  een\nF2  twee\nF3  drie\nF4  vier\nF5  vijf\nF6  zes\nF7  zeven"
TEAM = decide_beleid(Doelgroep.TEAM, Drempels())


def make(coderingen: str = CODERINGEN) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    t = make_traject(coderingen=coderingen, fragmenten=FRAGMENTEN, codeboek=CODEBOEK)
    return t.frame("coderingen"), t.frame("fragmenten"), t.frame("codeboek")


@pytest.fixture(scope="module")
def voorbeeld() -> Traject:
    return open_traject(VOORBEELD, doelgroep="team")


# The rows of a traject, laid out


def test_codeur_who_gave_a_fragment_no_code_did_not_code_it() -> None:
    labels = lay_labels(make()[0])

    assert labels.columns.tolist() == ["T1", "T2"]
    assert labels.loc["F2"].tolist() == [("a", "b"), ("b",)]
    assert labels.loc["F4"].tolist() == [("b",), None]
    assert select_dubbel(labels).index.tolist() == ["F1", "F2", "F3", "F6"]
    assert mark_code(labels, "b").loc["F2"].tolist() == [1, 1]
    assert mark_code(labels, "b").loc["F3"].tolist() == [0, 0]
    assert mark_code(labels, "b").loc["F4"].isna().tolist() == [False, True]


def test_fragments_that_were_not_coded_twice_are_told_apart() -> None:
    coderingen, fragmenten, _ = make()

    assert count_dekking(coderingen, fragmenten).to_numpy().tolist() == [
        [0, 1, ("F7",)],
        [1, 2, ("F4", "F5")],
        [2, 4, ("F1", "F2", "F3", "F6")],
    ]


def test_each_code_is_measured_on_fragments_that_both_coded() -> None:
    coderingen, _, codeboek = make()
    found = measure_codes(coderingen, codeboek).set_index("code")

    # a: T1 on F1, F2, F3 and T2 on F1. Seen 2 of 4 apart; of 8 values 4 are given: expected 2*4*4/(8*7).
    a = found.loc["a"]
    assert (a["label"], a["n"], a["allen"], a["deel"], a["gelijk"]) == ("Appel", 4, 1, 2, 0.5)
    assert a["alfa"] == pytest.approx(1 - (2 / 4) / (32 / 56))
    # T1 gives it to three of four, T2 to one: by chance both or neither 3/16 + 3/16.
    assert a["kappa"] == pytest.approx((2 / 4 - 6 / 16) / (1 - 6 / 16))
    assert a["kappa_max"] == pytest.approx((2 / 4 - 6 / 16) / (1 - 6 / 16))
    assert a["laag"] < a["alfa"] < a["hoog"]
    # b: agreed on throughout, once given: T1 and T2 on F2. F4 does not count, for T2 did not code it.
    b = found.loc["b"]
    assert b[["n", "allen", "deel", "gelijk", "alfa", "kappa", "kappa_max", "ac1"]].tolist() == [4, 1, 0, *[1] * 5]
    # d: given to F5 alone, which T1 did not code.
    d = found.loc["d"]
    assert (d["n"], d["allen"], d["deel"], d["reden"]) == (4, 0, 0, NOOIT)
    assert d[["alfa", "laag", "hoog", "kappa", "kappa_max", "ac1"]].isna().all()


def test_code_that_everybody_always_gave_says_why_it_has_no_alpha() -> None:
    coderingen, _, codeboek = make("fragment  codeur  code\nF1  T1  a\nF1  T2  a\nF2  T1  a\nF2  T2  a")
    found = measure_codes(coderingen, codeboek).set_index("code")

    assert (found.loc["a", "allen"], found.loc["a", "reden"]) == (2, ALTIJD)


def test_all_codes_together_compare_sets_of_codes() -> None:
    geheel = measure_geheel(make()[0])

    # Sets a-a, ab-b, a-c, c-c: masi 0, 2/3, 1, 0; among the 8 sets a 3, ab 1, b 1, c 3 times.
    seen = (2 / 3 + 1) / 4
    pairs = 3 * 2 / 3 + 3 * 1 + 9 * 1 + 1 * 2 / 3 + 3 * 1 + 3 * 1
    assert (geheel.codeurs, geheel.n, geheel.gelijk) == (("T1", "T2"), 4, 2)
    assert geheel.alfa == pytest.approx(1 - seen / (2 * pairs / (8 * 7)))
    # Kappa: the same set 2 of 4 times; by chance T1 (a 2, ab 1, c 1) and T2 (a 1, b 1, c 2) in 4 of 16.
    assert geheel.kappa == pytest.approx((2 / 4 - 4 / 16) / (1 - 4 / 16))
    # AC2: ab beside b agrees for a third, as ab beside a does; the sixteen weights add up to 4 + 4/3.
    chance = (4 + 4 / 3) * 2 * (3 / 8 * 5 / 8 + 1 / 8 * 7 / 8) / (4 * 3)
    assert geheel.ac2 == pytest.approx(((1 + 1 / 3 + 0 + 1) / 4 - chance) / (1 - chance))


def test_third_codeur_counts_where_it_coded() -> None:
    coderingen, fragmenten, codeboek = make(f"{CODERINGEN.rstrip()}\nF1  T3  a\nF3  T3  a\nF7  T3  a")
    geheel, codes = measure_geheel(coderingen), measure_codes(coderingen, codeboek).set_index("code")

    assert (geheel.codeurs, geheel.n, geheel.gelijk) == (("T1", "T2", "T3"), 4, 2)
    # Pairs that agree on a: F1 all, F2 none, F3 one of three, F6 all.
    assert codes.loc["a", "gelijk"] == pytest.approx((1 + 0 + 1 / 3 + 1) / 4)
    assert codes["kappa_max"].isna().all()
    assert count_dekking(coderingen, fragmenten)["n"].tolist() == [0, 3, 2, 2]


def test_codeur_who_coded_nothing_together_with_others_is_left_out() -> None:
    coderingen, _, codeboek = make("fragment  codeur  code\nF1  T1  a\nF1  T2  a\nF2  T1  b\nF2  T2  a\nF3  T3  a")

    assert measure_geheel(coderingen).codeurs == ("T1", "T2")
    assert measure_codes(coderingen, codeboek).set_index("code").loc["a", "kappa_max"] == pytest.approx(0)


def test_traject_without_codings_has_nothing_to_measure() -> None:
    t = open_traject(DATA / "leertraject-2017", doelgroep="team")
    coderingen, fragmenten, codeboek = (t.frame(tabel) for tabel in ("coderingen", "fragmenten", "codeboek"))

    assert measure_geheel(coderingen) == Totaalmaten((), 0, 0, None, None, None, None)
    assert measure_codes(coderingen, codeboek).empty
    assert count_dekking(coderingen, fragmenten)["n"].tolist() == [0, 0, 0]
    assert list_verschillen(coderingen, fragmenten, codeboek, TEAM).empty
    assert count_verwisselingen(coderingen, codeboek).empty
    assert measure_codes(make_frame("coderingen"), make()[2])["reden"].nunique() == 1


# Where they differ


def test_fragments_with_different_codes_are_listed_with_who_gave_what() -> None:
    coderingen, fragmenten, codeboek = make()
    listed = list_verschillen(coderingen, fragmenten[fragmenten["id"] != "F3"], codeboek, TEAM)

    assert listed.astype("object").where(listed.notna(), None).to_numpy().tolist() == [
        [
            *("F2", "noord", "twee", ("Peer",), (("T1", ("Appel",)), ("T2", ()))),
            ("coderingen.csv:4", "coderingen.csv:5", "coderingen.csv:6"),
        ],
        [*("F3", None, None, (), (("T1", ("Appel",)), ("T2", ("Pruim",)))), ("coderingen.csv:7", "coderingen.csv:8")],
    ]


@pytest.mark.parametrize("doelgroep", [d for d in Doelgroep if d is not Doelgroep.TEAM])
def test_only_the_team_gets_the_list(doelgroep: Doelgroep) -> None:
    beleid = decide_beleid(doelgroep, Drempels())
    listed = list_verschillen(*make(), beleid)

    assert listed.empty
    assert toon.table_verschillen(list_verschillen(*make(), TEAM), beleid).tekst == toon.ALLEEN_TEAM


def test_codes_that_are_taken_for_each_other_are_counted() -> None:
    coderingen, _, codeboek = make(
        "fragment  codeur  code\nF1  T1  c\nF1  T2  a\nF2  T1  a\nF2  T2  c\nF3  T1  a\nF3  T1  b\nF3  T2  b\n"
        "F4  T1  b\nF4  T2  a\nF4  T2  d\nF5  T1  d"
    )

    # F3: T2 gave nothing instead of a. F4: b against a and against d.
    assert count_verwisselingen(coderingen, codeboek).to_numpy().tolist() == [
        ["a", "Appel", "c", "Pruim", 2, ("F1", "F2")],
        ["a", "Appel", "b", "Peer", 1, ("F4",)],
        ["b", "Peer", "d", "Druif", 1, ("F4",)],
    ]


# The example data, reckoned once more from the file


def read_sets() -> dict[str, dict[str, frozenset[str]]]:
    """Return the codes by fragment and codeur, straight from the CSV file."""
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    with (VOORBEELD / "coderingen.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["fragment"]][row["codeur"]].add(row["code"])
    return {f: {c: frozenset(codes) for c, codes in who.items()} for f, who in found.items()}


def apart(a: frozenset[str], b: frozenset[str]) -> Fraction:
    """Return the difference of two sets of codes (Passonneau 2006)."""
    if a == b:
        return Fraction(0)
    monotone = Fraction(2, 3) if a < b or b < a else Fraction(1, 3) if a & b else Fraction(0)
    return 1 - monotone * Fraction(len(a & b), len(a | b))


def test_example_has_the_agreement_that_its_file_gives(voorbeeld: Traject) -> None:
    pairs = [(who["T1"], who["T2"]) for who in read_sets().values()]
    every = [codes for pair in pairs for codes in pair]
    n = len(every)
    seen = sum(apart(a, b) for a, b in pairs) / len(pairs)
    chance = sum(apart(a, b) for a, b in permutations(every, 2)) / (n * (n - 1))
    same = sum(a == b for a, b in pairs)
    left, right = zip(*pairs, strict=True)
    by_chance = sum(Fraction(left.count(s) * right.count(s), len(pairs) ** 2) for s in set(every))
    geheel = measure_geheel(voorbeeld.frame("coderingen"))

    assert (geheel.codeurs, geheel.n, geheel.gelijk) == (("T1", "T2"), len(pairs), same) == (("T1", "T2"), 120, 98)
    assert geheel.alfa == pytest.approx(float(1 - seen / chance))
    assert geheel.kappa == pytest.approx(float((Fraction(same, len(pairs)) - by_chance) / (1 - by_chance)))
    assert (round(geheel.alfa or 0, 3), round(geheel.kappa or 0, 3)) == (0.799, 0.797)
    assert geheel.interval is not None
    assert (round(geheel.interval.laag, 2), round(geheel.interval.hoog, 2)) == (0.72, 0.87)


def test_each_code_of_the_example_has_the_agreement_that_its_file_gives(voorbeeld: Traject) -> None:
    pairs = [(who["T1"], who["T2"]) for who in read_sets().values()]
    found = measure_codes(voorbeeld.frame("coderingen"), voorbeeld.frame("codeboek")).set_index("code")
    total = len(pairs)

    assert len(found) == 10
    for code, row in found.iterrows():
        both = sum(code in a and code in b for a, b in pairs)
        first, second = sum(code in a for a, _ in pairs), sum(code in b for _, b in pairs)
        one = first + second - 2 * both
        po = Fraction(total - one, total)
        pe = Fraction(first * second + (total - first) * (total - second), total**2)
        most = Fraction(min(first, second) + min(total - first, total - second), total)
        given_at_all = first + second
        alfa = 1 - Fraction(one, total) * (2 * total) * (2 * total - 1) / (
            2 * given_at_all * (2 * total - given_at_all)
        )
        p = Fraction(given_at_all, 2 * total)
        ac1 = (po - 2 * p * (1 - p)) / (1 - 2 * p * (1 - p))
        expected = [total, both, one, po, alfa, (po - pe) / (1 - pe), (most - pe) / (1 - pe), ac1]

        columns = ["n", "allen", "deel", "gelijk", "alfa", "kappa", "kappa_max", "ac1"]
        assert row[columns].tolist() == pytest.approx([float(e) for e in expected]), code
        assert row["laag"] < row["alfa"] < row["hoog"], code
        assert row["reden"] is None or pd.isna(row["reden"])


def test_example_lists_each_fragment_on_which_its_file_differs(voorbeeld: Traject) -> None:
    tables = [voorbeeld.frame(tabel) for tabel in ("coderingen", "fragmenten", "codeboek")]
    listed = list_verschillen(*tables, TEAM)
    differ = {f for f, who in read_sets().items() if who["T1"] != who["T2"]}
    swapped = count_verwisselingen(tables[0], tables[2])

    assert set(listed["fragment"]) == differ
    assert len(listed) == 22
    assert swapped.iloc[0][["code_a", "code_b", "n"]].tolist() == ["samen", "gehoord", 6]
    # 21 fragments with another code instead, and F056 with one code more.
    assert swapped["n"].sum() == 21
    assert count_dekking(tables[0], tables[1])["n"].tolist() == [0, 0, 120]


coded = st.sets(
    st.tuples(st.sampled_from(["F1", "F2", "F3"]), st.sampled_from(["T1", "T2", "T3"]), st.sampled_from("abc")),
    min_size=1,
)


@settings(deadline=None, max_examples=25)
@given(coded, st.permutations("abc"), st.permutations(["T1", "T2", "T3"]))
def test_names_of_codes_and_codeurs_and_order_of_rows_do_not_matter(rows: Any, codes: Any, codeurs: Any) -> None:
    frame = pd.DataFrame(sorted(rows), columns=["fragment", "codeur", "code"])
    other = frame.assign(
        code=frame["code"].map(dict(zip("abc", codes, strict=True))),
        codeur=frame["codeur"].map(dict(zip(["T1", "T2", "T3"], codeurs, strict=True))),
    ).iloc[::-1]
    codeboek = make_frame("codeboek", "id\na\nb\nc")
    one, same = measure_geheel(frame), measure_geheel(other)
    here, there = (measure_codes(f, codeboek).set_index("code").drop(columns=["label"]) for f in (frame, other))

    assert (one.n, one.gelijk) == (same.n, same.gelijk)
    assert (one.alfa is None, one.kappa is None) == (same.alfa is None, same.kappa is None)
    assert (one.alfa or 0, one.kappa or 0) == pytest.approx((same.alfa or 0, same.kappa or 0))
    moved = there.loc[list(codes)].set_index(here.index)
    # Which draws the bootstrap makes depends on the order of the rows.
    pd.testing.assert_frame_equal(here.drop(columns=["laag", "hoog"]), moved.drop(columns=["laag", "hoog"]))


# What the reader is told


@pytest.mark.parametrize(
    ("alfa", "oordeel"),
    [
        (1, Oordeel.BETROUWBAAR),
        (0.8, Oordeel.BETROUWBAAR),
        (0.7996, Oordeel.BETROUWBAAR),
        (0.7994, Oordeel.VOORLOPIG),
        (0.667, Oordeel.VOORLOPIG),
        (0.6664, Oordeel.ONVOLDOENDE),
        (-0.1, Oordeel.ONVOLDOENDE),
    ],
)
def test_alpha_is_judged_as_it_is_written(alfa: float, oordeel: Oordeel) -> None:
    assert grade_alfa(alfa) is oordeel


@pytest.mark.parametrize(
    ("geheel", "sentence"),
    [
        (
            Totaalmaten(("T1", "T2"), 120, 98, 0.79937, Interval(0.7194, 0.8724), 0.7974, 0.8712),
            "De codeurs gaven 98 van de 120 fragmenten precies dezelfde codes. Krippendorffs alfa is 0,799 "
            "(95%-interval 0,719 tot 0,872): met deze codes zijn alleen voorzichtige conclusies mogelijk. "
            "Krippendorff (2019) vraagt 0,800 of meer, en minstens 0,667 voor voorzichtige conclusies. "
            "Cohens kappa is 0,797. Gwets AC2, waarbij half gelijke codes half meetellen, is 0,871.",
        ),
        (
            Totaalmaten(("T1", "T2", "T3"), 20, 15, 0.85, Interval(0.7, 1.0), 0.8, None),
            "De codeurs gaven 15 van de 20 fragmenten precies dezelfde codes. Krippendorffs alfa is 0,850 "
            "(95%-interval 0,700 tot 1,000): de codes zijn betrouwbaar genoeg om conclusies op te bouwen. "
            "Krippendorff (2019) vraagt 0,800 of meer, en minstens 0,667 voor voorzichtige conclusies. "
            "Zeker is dat niet, want het interval begint onder 0,800. "
            "De gemiddelde kappa van elk paar codeurs is 0,800.",
        ),
        (
            Totaalmaten(("T1", "T2"), 3, 0, -0.25, Interval(-0.5, 0.2), None, None),
            "De codeurs gaven geen van de 3 fragmenten precies dezelfde codes. Krippendorffs alfa is \u22120,250 "
            "(95%-interval \u22120,500 tot 0,200): met deze codes zijn nog geen conclusies mogelijk. "
            "Krippendorff (2019) vraagt 0,800 of meer, en minstens 0,667 voor voorzichtige conclusies.",
        ),
        (
            Totaalmaten(("T1", "T2"), 1, 1, None, None, None, None),
            "De codeurs gaven het enige fragment precies dezelfde codes. "
            "Krippendorffs alfa is niet te berekenen, want elk fragment kreeg dezelfde codes.",
        ),
        (
            Totaalmaten(("T1", "T2"), 1, 0, 0.0, None, 0.0, None),
            "De codeurs gaven het enige fragment verschillende codes. Krippendorffs alfa is 0,000: "
            "met deze codes zijn nog geen conclusies mogelijk. Krippendorff (2019) vraagt 0,800 of meer, "
            "en minstens 0,667 voor voorzichtige conclusies. Cohens kappa is 0,000.",
        ),
        (Totaalmaten((), 0, 0, None, None, None, None), toon.GEEN_DUBBEL),
    ],
)
def test_sentence_gives_the_value_and_what_it_means(geheel: Totaalmaten, sentence: str) -> None:
    assert toon.say_geheel(geheel, TEAM) == sentence


def test_reader_who_sees_a_part_is_told_so(voorbeeld: Traject) -> None:
    t = open_traject(VOORBEELD, doelgroep="openbaar")
    sentence = toon.say_geheel(measure_geheel(t.frame("coderingen")), t.beleid)

    assert sentence.startswith("De codeurs gaven 14 van de 17 fragmenten precies dezelfde codes.")
    assert sentence.endswith(toon.ALLEEN_ZICHTBAAR)
    assert toon.ALLEEN_ZICHTBAAR not in toon.say_geheel(measure_geheel(voorbeeld.frame("coderingen")), TEAM)


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        (
            [1, 2, 4],
            "Er zijn 7 fragmenten. Hier tellen niet mee: 1 fragment zonder codes en "
            "2 fragmenten met codes van één codeur.",
        ),
        ([0, 1, 0], "Er is 1 fragment. Hier tellen niet mee: 1 fragment met codes van één codeur."),
        ([0, 0, 100, 20], "Twee codeurs of meer codeerden alle 120 fragmenten."),
        ([0, 0, 1], "Twee codeurs of meer codeerden 1 fragment."),
        ([0, 0, 0], "Er zijn geen fragmenten om te coderen, of zij mogen niet worden getoond."),
    ],
)
def test_sentence_tells_what_was_not_coded_twice(numbers: list[int], sentence: str) -> None:
    dekking = pd.DataFrame({"codeurs": range(len(numbers)), "n": numbers, "fragmenten": [()] * len(numbers)})

    assert toon.say_dekking(dekking) == sentence


def show_codes(coderingen: pd.DataFrame, fragmenten: pd.DataFrame, codeboek: pd.DataFrame) -> Blok:
    """Return the block on all codes, as the team sees it."""
    codes, geheel = measure_codes(coderingen, codeboek), measure_geheel(coderingen)
    return toon.table_codes(codes, geheel, count_dekking(coderingen, fragmenten), TEAM)


def test_table_comes_with_the_whole_and_with_what_it_rests_on() -> None:
    coderingen, fragmenten, codeboek = make()
    told = show_codes(coderingen, fragmenten, codeboek).tekst.splitlines()

    assert told[0] == toon.say_geheel(measure_geheel(coderingen), TEAM)
    assert told[1] == toon.say_dekking(count_dekking(coderingen, fragmenten))
    assert told[-1] == toon.LEES_OVEREENSTEMMING


def cells(block: Any) -> list[list[str]]:
    """Return the cells of a table as text, the head first."""
    return [
        ["".join(cell.itertext()) for cell in row.iter("th", "td")] for row in html.fromstring(block.html).iter("tr")
    ]


def test_table_gives_each_code_its_measures_and_verdict() -> None:
    block = show_codes(*make())
    head, appel, peer, *_, druif = cells(block)

    assert head == [
        *("Code", "Fragmenten", "Code van alle codeurs", "Code van een deel", "Eens", "Alfa", "95%-interval"),
        *("Wat mag op deze code rusten", "Kappa", "Hoogste kappa die kan", "AC1"),
    ]
    assert appel[:6] == ["Appel", "4", "1", "2", "50%", "0,125"]
    assert appel[7:10] == ["geen conclusies", "0,200", "0,200"]
    assert peer[5:8] == ["1,000", "0,000 tot 1,000", "betrouwbaar, maar onzeker"]
    assert druif[5:] == ["–", "–", NOOIT, "–", "–", "–"]


def test_verdict_on_a_code_says_when_its_interval_begins_below_the_limit(voorbeeld: Traject) -> None:
    block = show_codes(*(voorbeeld.frame(tabel) for tabel in ("coderingen", "fragmenten", "codeboek")))
    verdicts = {row[0]: (row[5], row[6], row[7]) for row in cells(block)[1:]}

    # Units are drawn in an order of their own, and no longer as the file has them; before, it began at 0.875.
    assert verdicts["Merkbaar buiten"] == ("0,965", "0,883 tot 1,000", "betrouwbaar")
    assert verdicts["Kaders en doel"] == ("0,856", "0,648 tot 1,000", "betrouwbaar, maar onzeker")
    assert verdicts["Plezier in het werk"] == (
        "0,698",
        "0,301 tot 0,937",
        "alleen voorzichtige conclusies, maar onzeker",
    )
    assert verdicts["Samenwerken"] == ("0,641", "0,405 tot 0,825", "geen conclusies")


def test_table_leaves_out_the_largest_kappa_when_there_are_more_codeurs() -> None:
    three = make("fragment  codeur  code\nF1  T1  a\nF1  T2  a\nF1  T3  b\nF2  T1  b\nF2  T2  a\nF2  T3  b")

    assert "Hoogste kappa die kan" not in cells(show_codes(*three))[0]


def test_missing_codings_are_shown_as_a_gap() -> None:
    _, fragmenten, codeboek = make()
    for labels in (make_frame("codeboek"), codeboek):
        block = show_codes(make_frame("coderingen"), fragmenten, labels)
        assert "lk-lacune" in block.html
        assert "7 fragmenten zonder codes" in block.html
        assert cells(block) == []


def test_list_of_differences_shows_text_only_when_the_traject_has_it() -> None:
    coderingen, fragmenten, codeboek = make()
    listed = list_verschillen(coderingen, fragmenten[fragmenten["id"] != "F3"], codeboek, TEAM)

    assert cells(toon.table_verschillen(listed, TEAM))[1:] == [
        ["F2", "twee", "Peer", "T1: Appel; T2: geen andere"],
        ["F3", "staat niet in dit traject", "geen", "T1: Appel; T2: Pruim"],
    ]
    assert toon.table_verschillen(listed.iloc[:0], TEAM).tekst == toon.GEEN_CODEVERSCHIL


def test_codes_that_are_swapped_are_shown_with_their_fragments() -> None:
    coderingen, _, codeboek = make()
    block = toon.table_verwisselingen(count_verwisselingen(coderingen, codeboek))

    assert cells(block)[1:] == [["Appel", "Pruim", "1", "F3"]]
    nothing = count_verwisselingen(make_frame("coderingen"), codeboek)
    assert toon.table_verwisselingen(nothing).tekst == "Er zijn geen codes die codeurs met elkaar verwisselen."
