"""The cases of the formal comparison: each value can be counted by hand, and who lacks one is left out."""

from typing import Any

import pandas as pd
import pytest
from plan_combinaties import AL, GOED, PLAN, SCHEEF, VEEL, VIER, VIER_SCHEEF, change, make_plan_traject
from pydantic import ValidationError

from leerkring.begrippen import Doelgroep, Maat
from leerkring.hoofdstukken.combinaties.cijfers.gevallen import calibrate, lay_gevallen
from leerkring.hoofdstukken.combinaties.cijfers.gevalwaarden import measure_waarden
from leerkring.model.qca import QcaPlan, Verzameling
from leerkring.traject.audience import filter_audience
from leerkring.traject.check_references import check_condities

TABELLEN = {
    "interventies": """
        id  deelnemer  naam     soort         status      ondersteuning
        I1  noord      Plan     gesprek       uitgevoerd  klankbord
        I2  noord      Avond    participatie  lopend      -
        I3  noord      Verband  samenwerking  gestopt     -
        I4  noord      Rest     leren         uitgevoerd  tegenlezen
        I5  noord      Ooit     participatie  gepland     klankbord
        """,
    "contextfactoren": """
        deelnemer  factor             gewicht
        noord      draad_vertrouwen   1
        noord      dossier_personeel  3
        oost       draad_burger       2
        """,
    "sturingsmix": """
        deelnemer  meting  aanzicht  sturingsvorm  sterkte
        noord      T0      beleefd   ZE            1
        noord      T1      beleefd   ZE            4
        noord      T3      beleefd   ZE            3
        noord      T3      formeel   ZE            0
        noord      T3      beleefd   LIJN          2
        oost       T0      beleefd   ZE            2
        """,
    "fragmenten": """
        id  deelnemer
        F1  noord
        F2  noord
        F3  noord
        F4  noord
        """,
    "coderingen": """
        fragment  codeur  code   afgesproken
        F1        C1      DRUK   nee
        F1        C1      TIJD   ja
        F2        C1      RUST   nee
        F2        C2      DRUK   nee
        F3        C2      DRUK   ja
        F3        C1      TIJD   nee
        """,
    "beoordelingen": """
        id  effect  groep     oordeel
        B1  E2      inwoners  gunstig
        B2  E2      partners  gemengd
        B3  E3      partners  ongunstig
        """,
}


def measure(maat: str, *van: str, doelgroep: str = "team") -> pd.DataFrame:
    scores = {"soort": {"gemeente": 1, "gr": 0, "ambtelijke_fusie": 0, "regio": 0, "anders": 0}}
    how: dict[str, Any] = {"scores": scores[maat]} if maat in scores else {"drempel": 1}
    own = {"waarden": {"noord": 7, "bron": "S1"}} if maat == "eigen" else {}
    v = Verzameling.model_validate(change(VEEL, drempel=None) | {"maat": maat, "van": list(van)} | how | own)
    return measure_waarden(make_plan_traject(doelgroep=doelgroep, **TABELLEN), v).set_index("deelnemer")


@pytest.mark.parametrize(
    ("maat", "van", "noord", "oost"),
    [
        ("inwoners", (), 50000, 50000),
        ("soort", (), "gemeente", "gemeente"),
        # What is planned is no step; what was dropped was taken.
        ("stappen", (), 4, None),
        ("stappen_soort", ("participatie", "samenwerking"), 0.5, None),
        ("stappen_steun", (), 0.5, None),
        # The heaviest of the named factors; oost names others, so that these weigh nothing there.
        ("gewicht", ("draad_vertrouwen", "dossier_personeel"), 3, 0),
        # In practice, at the last meting; the change needs two of them.
        ("sterkte", (), 3, 2),
        ("sterkte", ("LIJN",), 2, None),
        ("verschuiving", (), 2, None),
        # What was only hoped for is no effect.
        ("gunstig", (), 1.0, 0.5),
        # (1 + 0.5 + 0) / 3
        ("oordeel", (), None, 0.5),
        # Of three coded passages: F1 agreed on, F2 by one codeur; what was not agreed of F1 does not count.
        ("codes", ("TIJD", "RUST"), 2 / 3, None),
        # Stands in traject.yaml, for Noord only.
        ("eigen", (), 7, None),
    ],
)
def test_value_can_be_counted_by_hand(maat: str, van: tuple[str, ...], noord: Any, oost: Any) -> None:
    waarden = measure(maat, *van)["waarde"]

    for slug, expected in (("noord", noord), ("oost", oost)):
        assert pd.isna(waarden[slug]) if expected is None else waarden[slug] == expected


def test_every_measure_is_tried_here() -> None:
    (mark,) = (m for m in test_value_can_be_counted_by_hand.pytestmark if m.name == "parametrize")
    codes = {"werksoort", "vertrekpunt", "modus"}  # read from the profile, as soort is

    assert {row[0] for row in mark.args[1]} | codes == set(map(str, Maat))


EIGEN = change(VEEL, maat="eigen", drempel=5) | {"waarden": {"noord": 9, "oost": 6, "zuid": 2, "west": 1, "bron": "S1"}}


def test_an_own_condition_needs_only_numbers_with_their_source() -> None:
    cases = lay_gevallen(
        make_plan_traject(PLAN | {"condities": [EIGEN, AL]}), QcaPlan.model_validate(PLAN | {"condities": [EIGEN, AL]})
    )
    own = cases.waarden[cases.waarden["verzameling"] == "VEEL"].set_index("deelnemer")

    assert own["lidmaatschap"].to_dict() == {"noord": 1, "oost": 1, "zuid": 0, "west": 0}
    assert own.loc["noord", ["bron", "herkomst"]].tolist() == [("S1",), "traject.yaml"]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"waarden": {"noord": 1}}, "bij maat eigen horen waarden (een getal per deelnemer) en bron"),
        ({"waarden": None}, "bij maat eigen horen waarden (een getal per deelnemer) en bron"),
        ({"maat": "stappen"}, "bij maat stappen horen geen waarden; toegestaan: maat eigen"),
        ({"van": ["LIJN"]}, "bij maat eigen hoort geen van"),
        ({"maat": "codes", "waarden": None}, "bij maat codes hoort van: een of meer codes uit het codeboek"),
        ({"waarden": {"noord": "veel", "bron": "S1"}}, "waarden.noord"),
    ],
)
def test_a_mistake_in_own_values_is_named(keys: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Verzameling.model_validate(EIGEN | keys)

    assert message in str(caught.value)


def test_own_values_of_who_does_not_exist_and_of_no_source_are_told() -> None:
    wrong = EIGEN | {"waarden": {"noord": 9, "nergens": 1, "bron": "S9:3"}}
    found = [(p.kolom, p.waarde) for p in check_condities(make_plan_traject(PLAN | {"condities": [wrong, AL]}).inhoud)]

    assert found == [("qca.VEEL.waarden", "nergens"), ("qca.VEEL.bron", "S9:3")]


@pytest.mark.parametrize("doelgroep", ["team", "leerkring"])
def test_a_share_of_codes_is_no_share_of_approved_quotes(doelgroep: str) -> None:
    v = Verzameling.model_validate(change(VEEL, maat="codes", van=["TIJD"], drempel=0.5))
    found = measure_waarden(make_plan_traject(doelgroep=doelgroep, **TABELLEN), v).set_index("deelnemer")["waarde"]

    assert (found["noord"] == 1 / 3) if doelgroep == "team" else pd.isna(found["noord"])


@pytest.mark.parametrize(("bron", "seen"), [("openbaar", {"noord": 9}), ("team", {})])
def test_own_values_reach_an_audience_with_their_deelnemer_and_source(bron: str, seen: dict[str, float]) -> None:
    """A report for all holds neither the number of who is not in it, nor one from a source that is for the team."""
    whole = make_plan_traject(
        PLAN | {"condities": [EIGEN, AL]},
        bronnen=f"id  vertrouwelijkheid\nS1  {bron}\nS2  openbaar",
        deelnemers="id  naam  vertrouwelijkheid  bron\nnoord  Noord  openbaar  S2\noost  Oost  team  S2",
        interventies="",
        effecten="",
    ).inhoud
    plan = filter_audience(whole, Doelgroep.OPENBAAR, None).beschrijving.qca

    assert plan
    assert plan.condities[0].waarden == seen
    assert whole.beschrijving.qca
    assert len(whole.beschrijving.qca.condities[0].waarden or {}) == 4


def test_a_plan_without_own_values_is_written_as_before() -> None:
    assert {"waarden", "bron"} & Verzameling.model_validate(VEEL).model_dump().keys() == set()


def test_value_leads_to_its_rows_sources_and_what_counts() -> None:
    noord = measure("stappen_soort", "participatie", "samenwerking").loc["noord"]

    assert noord["telt"] == ("Avond", "Verband")
    assert noord["van"] == 4
    assert noord["herkomst"] == "interventies.csv:2, interventies.csv:3, interventies.csv:4, interventies.csv:5"
    assert noord["bron"] == ("S1",)


def test_shift_leads_to_both_ends() -> None:
    assert measure("verschuiving").loc["noord", "herkomst"] == "sturingsmix.csv:2, sturingsmix.csv:4"


def test_public_sees_no_nought_where_it_may_miss_a_factor() -> None:
    openbaar = (
        TABELLEN["contextfactoren"].replace("gewicht", "gewicht  vertrouwelijkheid").replace("2\n", "2  openbaar\n")
    )
    v = Verzameling.model_validate(change(VEEL, maat="gewicht", van=["dossier_personeel"]))
    t = make_plan_traject(
        doelgroep="openbaar", contextfactoren=openbaar.replace("1\n", "1  openbaar\n").replace("3\n", "3  openbaar\n")
    )
    waarden = measure_waarden(t, v).set_index("deelnemer")["waarde"]

    assert waarden["noord"] == 3
    assert pd.isna(waarden["oost"])


def test_deelnemer_without_a_value_is_left_out_and_named() -> None:
    plan = QcaPlan.model_validate(PLAN)
    effecten = VIER["effecten"].replace("E4  zuid", "E4  west")
    cases = lay_gevallen(
        make_plan_traject(effecten=effecten, interventies=VIER["interventies"].replace("I5  zuid", "I5  west")), plan
    )

    assert cases.namen == ("Noord", "Oost", "West")
    assert cases.weg.to_dict("records") == [{"deelnemer": "zuid", "naam": "Zuid", "ontbreekt": ("VEEL", "GOED")}]


def test_two_deelnemers_with_one_name_stay_two_cases() -> None:
    names = VIER["deelnemers"].replace("Oost ", "Noord")
    cases = lay_gevallen(make_plan_traject(deelnemers=names), QcaPlan.model_validate(PLAN))

    assert cases.namen == ("Noord (noord)", "Noord (oost)", "Zuid", "West")


def test_membership_follows_anchors_threshold_or_scores() -> None:
    anchors = Verzameling.model_validate(change(VEEL, drempel=None, ankers=[1, 3, 4]))
    falling = Verzameling.model_validate(change(VEEL, drempel=None, ankers=[4, 3, 1]))
    crisp, codes = Verzameling.model_validate(VEEL), Verzameling.model_validate(AL)

    # 0.05 and 0.95 at the outer anchors, a half at the point of most doubt.
    assert calibrate([1, 3, 4], anchors) == pytest.approx([0.05, 0.5, 0.95])
    assert calibrate([1, 3, 4], falling) == pytest.approx([0.95, 0.5, 0.05])
    assert calibrate([1, 2, 3], crisp).tolist() == [0, 1, 1]
    assert calibrate(["introductie", "versterking"], codes).tolist() == [0, 1]


def test_other_anchors_need_only_another_yaml() -> None:
    soft = QcaPlan.model_validate(PLAN | {"uitkomst": change(GOED, drempel=None, ankers=[0, 0.4, 1])})
    cases = lay_gevallen(make_plan_traject(), soft)
    good = cases.waarden[cases.waarden["verzameling"] == "GOED"].set_index("naam")["lidmaatschap"]

    # Oost has half of its effects: log odds ln(19) * (0.5 - 0.4) / (1 - 0.4), so 0.6203.
    assert good.to_dict() == pytest.approx({"Noord": 0.95, "Oost": 0.6203, "Zuid": 0.05, "West": 0.05}, abs=1e-4)


@pytest.mark.parametrize(
    ("place", "ankers"), [(0, (0, 0.3, 0.5)), (1, (0, 0.1, 0.6)), (-1, (0.2, 0.8, 0.9))], ids=["samen", "geld", "goed"]
)
def test_one_set_with_other_anchors_gives_the_table_that_a_plan_with_these_gives(
    place: int, ankers: tuple[float, float, float]
) -> None:
    t = make_plan_traject(SCHEEF, **VIER_SCHEEF)
    first = lay_gevallen(t, QcaPlan.model_validate(SCHEEF))
    moved = first.plan.verzamelingen[place].model_copy(update={"ankers": ankers})
    *condities, uitkomst = (moved if v.id == moved.id else v for v in first.plan.verzamelingen)
    whole = lay_gevallen(t, first.plan.model_copy(update={"condities": tuple(condities), "uitkomst": uitkomst}))

    found = first.recalibrate(moved)

    assert (found.x.tolist(), found.y.tolist()) == (whole.gegevens.x.tolist(), whole.gegevens.y.tolist())
    assert (found.x.tolist(), found.y.tolist()) != (first.gegevens.x.tolist(), first.gegevens.y.tolist())
    assert (found.niveaus, found.gevallen) == (whole.gegevens.niveaus, whole.gegevens.gevallen)
