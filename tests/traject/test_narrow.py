"""A slice for one deelnemer: cut out before the audience is considered, and the same as when it is cut out after."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mini import write_traject
from plek import DATA
from test_doelgroep_altijd import MANY, TWEE, spread

from leerkring.begrippen import Doelgroep
from leerkring.model import ENTITEITEN, TABELLEN
from leerkring.traject.audience import filter_audience
from leerkring.traject.focus import count_sharers, focus_deelnemer, narrow_deelnemer
from leerkring.traject.inhoud import Inhoud, references
from leerkring.traject.opening import read_folder

# People enough to be shown or held back, quotes of them, a factor that two share, and rows that refer to others.
DRIE = TWEE | {
    "contextfactoren": "deelnemer  factor\nnoord  draad_waarden\nzuid  draad_waarden\noost  transitie_klimaat",
    "effecten": "id  deelnemer  casus  interventies\nE1  noord  wijk  I1|I2\nE2  -  elders  I3\nE3  zuid  -  I1|I2",
    "fragmenten": "id  deelnemer  groep\nF1  noord  medewerkers\nF2  zuid  medewerkers\nF3  zuid  -",
    "uitnodigingen": "deelnemer  groep  uitgenodigd\nnoord  medewerkers  12\nzuid  medewerkers  4",
}


def cut_both_ways(inhoud: Inhoud, doelgroep: Doelgroep, slug: str) -> tuple[Inhoud, Inhoud]:
    """The slice without and with cutting first; the numbers of sharers must agree as well."""
    late, early = (filter_audience(c, doelgroep, slug) for c in (inhoud, narrow_deelnemer(inhoud, slug)))
    if slug in late.ids["deelnemers"]:
        assert count_sharers(early, slug) == count_sharers(late, slug)
    return focus_deelnemer(late, slug), focus_deelnemer(early, slug)


@pytest.fixture(scope="module")
def drie(tmp_path_factory: pytest.TempPathFactory) -> Inhoud:
    inhoud, problemen = read_folder(write_traject(tmp_path_factory.mktemp("drie"), "leerkring", **DRIE))
    assert problemen == []
    assert inhoud is not None
    return inhoud


@MANY
@given(data=st.data(), doelgroep=st.sampled_from(Doelgroep), slug=st.sampled_from(["noord", "zuid", "oost"]))
def test_cutting_first_gives_every_audience_the_same_rows(
    drie: Inhoud, data: st.DataObject, doelgroep: Doelgroep, slug: str
) -> None:
    late, early = cut_both_ways(spread(drie, data), doelgroep, slug)

    assert early.tabellen == late.tabellen


@pytest.mark.parametrize("doelgroep", list(Doelgroep))
@pytest.mark.parametrize("traject", ["leertraject-2017", "voorbeeld-2021"])
def test_in_the_data_sets_cutting_first_gives_the_same_rows(traject: str, doelgroep: Doelgroep) -> None:
    inhoud, _ = read_folder(DATA / traject)
    assert inhoud is not None
    for slug in inhoud.ids["deelnemers"]:
        late, early = cut_both_ways(inhoud, doelgroep, slug)
        assert early.tabellen == late.tabellen


def test_whom_a_row_is_about_cannot_get_lost_with_a_row_that_it_can_do_without() -> None:
    loose = {
        (entiteit.tabel, kolom)
        for entiteit in ENTITEITEN
        for kolom in entiteit.eigenaar
        if not entiteit.model_fields[kolom].is_required() and kolom != "deelnemer"
    }
    # Rule I04 makes a row name the deelnemer of its casus.
    about_casus = {entiteit.tabel for entiteit in ENTITEITEN if "casus" in entiteit.model_fields}

    assert about_casus
    assert loose == {(tabel, "casus") for tabel in about_casus}
    assert all("deelnemer" in TABELLEN[tabel].eigenaar for tabel in about_casus)


def test_to_people_and_quotes_only_rows_about_the_same_deelnemer_refer() -> None:
    # A group is shown whole or not at all, so a slice must not hold half a group of another deelnemer.
    found = {
        entiteit.tabel: entiteit
        for entiteit in ENTITEITEN
        for mark in references(entiteit).values()
        if mark.tabel in ("respondenten", "fragmenten")
    }

    assert sorted(found) == ["antwoorden", "coderingen"]
    assert [e.eigenaar for e in found.values()] == [("fragment",), ("respondent",)]


def test_the_part_does_not_grow_with_the_deelnemers() -> None:
    inhoud, _ = read_folder(DATA / "voorbeeld-2021")
    assert inhoud is not None
    part = narrow_deelnemer(inhoud, "eksterhaven")

    assert {r.deelnemer for _, r in part.rows("respondenten")} == {"eksterhaven"}
    assert sum(map(len, part.tabellen.values())) < 0.3 * sum(map(len, inhoud.tabellen.values()))
