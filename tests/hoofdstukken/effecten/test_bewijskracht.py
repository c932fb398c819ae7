"""How strong the evidence for an effect is: each rule worked out by hand, and what no data may ever do to it."""

from itertools import product
from typing import Any, NamedTuple

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plek import GROUND_TRUTH
from teksttabel import expect, make_frame

from leerkring.begrippen import Bewijskracht, Claimstand, Richting, Toetssoort, Toetsuitslag, Zekerheid
from leerkring.hoofdstukken.effecten.cijfers.bewijskracht import (
    GEVOLG,
    conclude_claim,
    conclude_claims,
    count_kracht,
    grade_kracht,
    score_steun,
    weigh_effecten,
)
from leerkring.hoofdstukken.effecten.cijfers.effecten import mark_verteld
from leerkring.traject import open_traject

WAARHEID = GROUND_TRUTH / "collier-2011-tabel-1.csv"
MANY = settings(deadline=None, max_examples=80, database=None)
BRONNEN = """
id   soort        uitgever
S1   document     Team
S2   document     Team
S3   interview    Team
S4   document     Noord
S5   registratie  Noord
"""


def weigh(
    effecten: str, metingen: str = "", oordelen: str = "", toetsen: str = "", bronnen: str = BRONNEN
) -> pd.DataFrame:
    """Weigh effects from text tables."""
    claims = conclude_claims(make_frame("procestoetsen", toetsen))
    frames = [make_frame("effecten", effecten), make_frame("indicatormetingen", metingen)]
    sources = make_frame("bronnen", bronnen)
    return weigh_effecten(*frames, mark_verteld(make_frame("beoordelingen", oordelen), sources), claims, sources)


def weigh_one(zekerheid: str, bron: str, *, tegenbewijs: str = "-", oordelen: str = "", toetsen: str = "") -> Any:
    """Weigh one favourable effect E1 and return its row."""
    text = f"id  zekerheid  bron  tegenbewijs\nE1  {zekerheid}  {bron}  {tegenbewijs}"
    return weigh(text, oordelen=oordelen, toetsen=toetsen).iloc[0]


# Support: every combination, by hand


@pytest.mark.parametrize(
    ("zekerheid", "bron", "punten", "kracht"),
    [
        # one source
        ("beweerd", "S1", 1, "zwak"),
        ("waargenomen", "S1", 2, "zwak"),
        ("gemeten", "S1", 3, "matig"),
        # two sources of one kind and one publisher
        ("beweerd", "S1|S2", 2, "zwak"),
        ("waargenomen", "S1|S2", 3, "matig"),
        ("gemeten", "S1|S2", 4, "matig"),
        # of two kinds
        ("beweerd", "S1|S3", 3, "matig"),
        ("waargenomen", "S1|S3", 4, "matig"),
        ("gemeten", "S1|S3", 5, "sterk"),
        # of two publishers
        ("beweerd", "S1|S4", 3, "matig"),
        ("waargenomen", "S1|S4", 4, "matig"),
        ("gemeten", "S1|S4", 5, "sterk"),
        # of two kinds and two publishers
        ("beweerd", "S1|S5", 4, "matig"),
        ("waargenomen", "S1|S5", 5, "sterk"),
        ("gemeten", "S1|S5", 6, "sterk"),
    ],
)
def test_support_is_graded_by_certainty_and_independent_sources(
    zekerheid: str, bron: str, punten: int, kracht: str
) -> None:
    found = weigh_one(zekerheid, bron)

    assert (found["punten"], found["kracht"], found["tegen"]) == (punten, kracht, ())


def test_two_places_in_one_source_are_one_source() -> None:
    found = weigh_one("gemeten", "S1:3|S1:7-9")

    assert (found["bronnen"], found["punten"], found["bron"]) == (1, 3, ("S1:3", "S1:7-9"))


def test_reasons_add_up_to_the_points() -> None:
    found = weigh_one("gemeten", "S1|S3")

    assert found["voor"] == (
        "gemeten: 3 punten",
        "2 bronnen: 1 punt",
        "2 soorten bronnen: 1 punt",
        "1 uitgever: 0 punten",
    )
    for zekerheid, *counts in product(Zekerheid, (1, 2, 5), (1, 2), (1, 2)):
        assert 1 <= score_steun(zekerheid, *counts) <= 6


@pytest.mark.parametrize(
    ("punten", "zonder", "een", "meer"),
    [
        (1, "zwak", "zwak", "zwak"),
        (2, "zwak", "zwak", "zwak"),
        (3, "matig", "zwak", "zwak"),
        (4, "matig", "zwak", "zwak"),
        (5, "sterk", "matig", "zwak"),
        (6, "sterk", "matig", "zwak"),
    ],
)
def test_each_ground_against_costs_one_step_but_not_the_last(punten: int, zonder: str, een: str, meer: str) -> None:
    assert [str(grade_kracht(punten, n)) for n in (0, 1, 2, 5)] == [zonder, een, meer, meer]
    assert grade_kracht(punten, 0, weerlegd=True) is Bewijskracht.GEEN


# What counts as support and what speaks against it


def test_numbers_and_agreeing_judgements_and_passed_tests_bring_their_sources() -> None:
    found = weigh(
        "id  zekerheid  bron\nE1  gemeten  S1\nE2  gemeten  S1",
        metingen="effect  bron\nE1  S2",
        oordelen="effect  oordeel  bron\nE1  gunstig  S3\nE1  gemengd  S4\nE2  gemengd  S4",
        toetsen="effect  soort  uitslag  bron\nE1  hoepel  geslaagd  S5\nE1  hoepel  onbeslist  S4",
    )

    assert list(found["bron"]) == [("S1", "S2", "S3", "S5"), ("S1",)]
    assert list(found["bronnen"]) == [4, 1]
    assert found["herkomst"].iloc[0] == (
        "effecten.csv:2, indicatormetingen.csv:2, beoordelingen.csv:2, beoordelingen.csv:3, procestoetsen.csv:2, "
        "procestoetsen.csv:3"
    )


@pytest.mark.parametrize(
    ("oordelen", "tegen"),
    [
        ("groep  oordeel  bron\ninwoners  ongunstig  S3", ("inwoners oordelen ongunstig",)),
        ("groep  oordeel  bron\npartners  ongunstig  S3\npartners  ongunstig  S1", ("partners oordelen ongunstig",)),
        (
            "groep  oordeel  bron\npartners  ongunstig  S1\ninwoners  ongunstig  S3",
            ("inwoners oordelen ongunstig", "partners oordelen volgens het verslag ongunstig"),
        ),
        ("groep  oordeel\ninwoners  gunstig\npartners  gemengd\npartners  neutraal", ()),
    ],
    ids=["one group", "one group twice", "both groups", "nobody judges the other way"],
)
def test_judgement_the_other_way_is_a_ground_against_per_group(oordelen: str, tegen: tuple[str, ...]) -> None:
    assert weigh_one("gemeten", "S1|S5", oordelen=oordelen)["tegen"] == tegen


@pytest.mark.parametrize("richting", ["neutraal", "gemengd"])
def test_effect_without_a_clear_direction_is_not_contradicted_by_a_judgement(richting: str) -> None:
    found = weigh(f"id  richting\nE1  {richting}", oordelen="oordeel\ngunstig\nongunstig")

    assert found["tegen"].iloc[0] == ()


@pytest.mark.parametrize(
    ("toetsen", "kracht", "tegen"),
    [
        ("claim  rivaal  soort  uitslag\nK  nee  hoepel  gezakt", "geen", ("claim verworpen: K",)),
        ("claim  rivaal  soort  uitslag\nK  nee  strohalm  gezakt", "matig", ("claim verzwakt: K",)),
        ("claim  rivaal  soort  uitslag\nK  nee  hoepel  onbeslist", "sterk", ()),
        ("claim  rivaal  soort  uitslag\nK  nee  rokend_pistool  geslaagd", "sterk", ()),
        (
            "claim  rivaal  soort  uitslag\nK  nee  hoepel  gezakt\nM  nee  strohalm  geslaagd",
            "matig",
            ("claim verworpen: K",),
        ),
        (
            "claim  rivaal  soort  uitslag\nK  nee  hoepel  gezakt\nM  nee  hoepel  onbeslist",
            "geen",
            ("claim verworpen: K",),
        ),
        ("claim  rivaal  soort  uitslag\nR  ja  hoepel  gezakt", "sterk", ()),
        ("claim  rivaal  soort  uitslag\nR  ja  strohalm  geslaagd", "sterk", ()),
        (
            "claim  rivaal  soort  uitslag\nR  ja  rokend_pistool  geslaagd",
            "matig",
            ("andere verklaring bevestigd: R",),
        ),
    ],
    ids=[
        *("rejected", "weakened", "undecided", "confirmed", "one of two rejected", "an open claim does not rescue"),
        *("rival rejected", "rival only supported", "rival confirmed"),
    ],
)
def test_tests_of_claims_lower_the_grade(toetsen: str, kracht: str, tegen: tuple[str, ...]) -> None:
    found = weigh_one("gemeten", "S1|S5", toetsen=toetsen)

    assert (found["kracht"], found["tegen"]) == (kracht, tegen)


def test_counter_evidence_is_a_ground_and_another_explanation_is_not() -> None:
    text = "id  tegenbewijs  andere_verklaring\nE1  Toch niet.  -\nE2  -  De app."

    assert list(weigh(text)["tegen"]) == [("er is tegenbewijs beschreven",), ()]


def test_only_what_was_seen_is_weighed() -> None:
    found = weigh("id  status\nE1  beoogd\nE2  waargenomen")
    nothing = weigh("")

    assert list(found["id"]) == ["E2"]
    assert nothing.empty
    assert list(nothing.columns) == list(found.columns)


# Claims and their tests


def test_single_test_concludes_what_collier_allows() -> None:
    allowed = {
        "relevance affirmed": {Claimstand.GESTEUND, Claimstand.OVERLEEFT},
        "confirmed": {Claimstand.BEVESTIGD},
        "slightly weakened": {Claimstand.VERZWAKT},
        "somewhat weakened": {Claimstand.VERZWAKT},
        "eliminated": {Claimstand.VERWORPEN},
    }
    table = pd.read_csv(WAARHEID, comment="#")

    assert list(table["soort"]) == list(Toetssoort)
    assert len(GEVOLG) == 2 * len(Toetssoort)
    row: Any
    for row in table.itertuples():
        soort = Toetssoort(row.soort)
        assert GEVOLG[soort, Toetsuitslag.GESLAAGD] in allowed[row.geslaagd]
        assert GEVOLG[soort, Toetsuitslag.GEZAKT] in allowed[row.gezakt]
        # Necessary means that failing rejects; sufficient means that passing confirms.
        assert (row.noodzakelijk == "ja") == (GEVOLG[soort, Toetsuitslag.GEZAKT] is Claimstand.VERWORPEN)
        assert (row.voldoende == "ja") == (GEVOLG[soort, Toetsuitslag.GESLAAGD] is Claimstand.BEVESTIGD)
        assert conclude_claim([(soort, Toetsuitslag.ONBESLIST)]) is Claimstand.OPEN


@pytest.mark.parametrize(
    ("toetsen", "stand"),
    [
        ("", "open"),
        ("hoepel geslaagd, strohalm geslaagd", "overleeft"),
        ("hoepel geslaagd, rokend_pistool geslaagd", "bevestigd"),
        ("hoepel gezakt, strohalm geslaagd", "verworpen"),
        ("hoepel gezakt, rokend_pistool geslaagd", "tegenstrijdig"),
        ("strohalm geslaagd, rokend_pistool gezakt", "tegenstrijdig"),
        ("hoepel geslaagd, strohalm gezakt", "tegenstrijdig"),
        ("rokend_pistool geslaagd, strohalm gezakt", "bevestigd"),
        ("strohalm gezakt, hoepel onbeslist", "verzwakt"),
        ("dubbel_beslissend geslaagd, hoepel geslaagd", "bevestigd"),
    ],
)
def test_tests_of_one_claim_are_taken_together(toetsen: str, stand: str) -> None:
    pairs = [tuple(t.split()) for t in toetsen.split(", ") if t]
    tests = [(Toetssoort(soort), Toetsuitslag(uitslag)) for soort, uitslag in pairs]

    assert conclude_claim(tests) == stand
    assert conclude_claim(reversed(tests)) == stand


def test_claims_keep_their_tests_and_their_rows() -> None:
    found = conclude_claims(
        make_frame(
            "procestoetsen",
            """
            effect  claim  rivaal  soort           voorspelling  uitslag   toelichting  bron
            E1      K      nee     hoepel          Dit.          geslaagd  Zo was het.  S1
            E1      R      ja      hoepel          Dat.          gezakt    -            S2
            E1      K      nee     rokend_pistool  Ook.          gezakt    -            S3
            E2      K      nee     strohalm        Dit.          geslaagd  -            S1
            """,
        )
    )

    pd.testing.assert_frame_equal(
        found[["effect", "claim", "rivaal", "stand", "steun", "bron", "herkomst"]],
        expect("""
            effect  claim  rivaal:bool  stand          steun:tuple  bron:tuple  herkomst
            E1      K      nee          tegenstrijdig  S1           S1|S3       procestoetsen.csv:2, procestoetsen.csv:4
            E1      R      ja           verworpen      -            S2          procestoetsen.csv:3
            E2      K      nee          gesteund       S1           S1          procestoetsen.csv:5
        """),
        check_dtype=False,
    )
    assert found["toetsen"].iloc[0][0] == ("hoepel", "geslaagd", "Dit.", "Zo was het.")
    assert conclude_claims(make_frame("procestoetsen")).empty


# What never happens


SOURCES = st.lists(st.sampled_from(["S1", "S2", "S3", "S4", "S5"]), min_size=1, max_size=4, unique=True)
TESTS = st.lists(
    st.tuples(
        st.sampled_from(["K", "M"]),
        st.sampled_from([*Toetssoort]),
        st.sampled_from([*Toetsuitslag]),
        st.sampled_from(["S1", "S5"]),
    ),
    max_size=3,
)
JUDGEMENTS = st.lists(st.tuples(st.sampled_from(["inwoners", "partners"]), st.sampled_from([*Richting])), max_size=3)


class Geval(NamedTuple):
    """One effect with what was claimed of it."""

    zekerheid: Zekerheid
    bron: list[str]
    tests: list[Any]
    oordelen: list[Any]
    tegenbewijs: str = "-"


def rank(*gevallen: Geval) -> list[int]:
    """Return how strong the evidence for each effect is; they are weighed together, and none knows of another."""
    effecten, toetsen, oordelen = (
        ["id  zekerheid  bron  tegenbewijs"],
        ["effect  claim  rivaal  soort  uitslag  bron"],
        ["effect  groep  oordeel"],
    )
    for n, geval in enumerate(gevallen):
        effecten.append(f"E{n}  {geval.zekerheid}  {'|'.join(geval.bron)}  {geval.tegenbewijs}")
        toetsen += [f"E{n}  {c}  nee  {s}  {u}  {b}" for c, s, u, b in geval.tests]
        oordelen += [f"E{n}  {g}  {o}" for g, o in geval.oordelen]
    found = weigh("\n".join(effecten), toetsen="\n".join(toetsen), oordelen="\n".join(oordelen)).set_index("id")
    return [Bewijskracht(found.loc[f"E{n}", "kracht"]).rang for n in range(len(gevallen))]


@MANY
@given(st.sampled_from([*Zekerheid]), SOURCES, SOURCES, TESTS, JUDGEMENTS)
def test_another_source_never_lowers_the_grade(
    zekerheid: Zekerheid, bron: list[str], extra: list[str], tests: list[Any], oordelen: list[Any]
) -> None:
    one = Geval(zekerheid, bron, tests, oordelen)
    before, after = rank(one, one._replace(bron=list(dict.fromkeys([*bron, *extra]))))

    assert after >= before


@MANY
@given(
    st.sampled_from([*Zekerheid]), SOURCES, TESTS, JUDGEMENTS,
    st.tuples(st.sampled_from(["K", "M", "nieuw"]), st.sampled_from([*Toetssoort]), st.just("gezakt"), st.just("S5")),
)  # fmt: skip
def test_counter_evidence_never_raises_the_grade(
    zekerheid: Zekerheid, bron: list[str], tests: list[Any], oordelen: list[Any], failed: Any
) -> None:
    one = Geval(zekerheid, bron, tests, oordelen)
    before, *after = rank(
        one,
        one._replace(tegenbewijs="Toch niet."),
        one._replace(tests=[*tests, failed]),
        one._replace(oordelen=[*oordelen, ("inwoners", "ongunstig")]),
    )

    assert max(after) <= before


@given(SOURCES, TESTS, JUDGEMENTS)
@settings(MANY, max_examples=20)
def test_an_effect_weighs_the_same_beside_others(bron: list[str], tests: list[Any], oordelen: list[Any]) -> None:
    one, other = Geval(Zekerheid.GEMETEN, bron, tests, oordelen), Geval(Zekerheid.BEWEERD, ["S1"], [], [])

    assert rank(one, other) == rank(one) + rank(other)


# Counting


def test_effects_are_counted_by_direction_and_strength_with_noughts() -> None:
    krachten = weigh(
        "deelnemer  id  richting  zekerheid  bron\nnoord  E1  gunstig  gemeten  S1\nnoord  E2  gunstig  gemeten  S2\n"
        "zuid  E3  ongunstig  beweerd  S1"
    )
    found = count_kracht(krachten, make_frame("deelnemers", "id  naam\nnoord  Noord\nzuid  Zuid"))

    assert len(found) == 2 * len(Richting) * len(Bewijskracht)
    pd.testing.assert_frame_equal(
        found[found["n"] > 0].reset_index(drop=True),
        expect("""
            deelnemer  naam   richting   kracht  n:int64  herkomst
            noord      Noord  gunstig    matig   2        effecten.csv:2, effecten.csv:3
            zuid       Zuid   ongunstig  zwak    1        effecten.csv:4
        """),
    )


# The stories


def weigh_data(folder: str, doelgroep: str = "team") -> pd.DataFrame:
    t = open_traject(f"data/{folder}", doelgroep=doelgroep)
    tables, bronnen = [t.frame(tabel) for tabel in ("effecten", "indicatormetingen")], t.frame("bronnen")
    claims = conclude_claims(t.frame("procestoetsen"))
    return weigh_effecten(*tables, mark_verteld(t.frame("beoordelingen"), bronnen), claims, bronnen).set_index("id")


@pytest.fixture(scope="module")
def voorbeeld() -> pd.DataFrame:
    return weigh_data("voorbeeld-2021")


def test_eksterhaven_has_strong_evidence_that_inwoners_and_partners_confirm(voorbeeld: pd.DataFrame) -> None:
    found = voorbeeld.loc["EKS-E2"]

    assert (found["punten"], found["kracht"], found["tegen"]) == (6, "sterk", ())
    assert found["bron"] == ("REG-eksterhaven", "LOG", "VL-T3", "BUITEN-eksterhaven")


def test_nevelwaard_is_faster_but_inwoners_contradict_it(voorbeeld: pd.DataFrame) -> None:
    found = voorbeeld.loc["NEV-E4"]

    assert (found["punten"], found["kracht"]) == (3, "zwak")
    assert found["tegen"] == ("inwoners oordelen ongunstig",)


def test_ottermonde_loses_its_claim_on_a_failed_hoop(voorbeeld: pd.DataFrame) -> None:
    assert voorbeeld.loc["OTT-E4", "kracht"] == "geen"
    assert voorbeeld.loc["OTT-E4", "tegen"] == ("claim verworpen: De keukentafel houdt de wachttijd laag.",)
    assert list(voorbeeld.index[voorbeeld["kracht"] == "geen"]) == ["OTT-E4"]


def test_mistelbroek_has_strong_evidence_that_nothing_changed(voorbeeld: pd.DataFrame) -> None:
    found = voorbeeld.loc["MIS-E2"]

    assert (found["richting"], found["punten"], found["kracht"]) == ("neutraal", 6, "sterk")
    assert voorbeeld.loc["MIS-E4", "kracht"] == "matig"  # one of its two claims fell


def test_de_ruwaard_is_weak_because_one_source_says_it_all() -> None:
    found = weigh_data("leertraject-2017")
    ruwaard = found[found.index.str.startswith("RUW")]

    assert len(ruwaard) == 6
    assert set(ruwaard["kracht"]) == {"zwak"}
    assert set(ruwaard["zekerheid"]) == {"beweerd"}
    assert set(ruwaard["bronnen"]) == {1}


def test_nothing_in_the_real_set_is_strong() -> None:
    found = weigh_data("leertraject-2017")

    assert found["kracht"].value_counts().to_dict() == {"zwak": 22, "matig": 1}


def test_public_sees_fewer_effects() -> None:
    found = weigh_data("voorbeeld-2021", "openbaar")

    assert sorted(found.index) == ["EKS-E2", "EKS-E3", "NEV-E3"]
