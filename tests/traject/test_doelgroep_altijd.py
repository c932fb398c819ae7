"""What holds for every audience, however the levels of confidentiality are spread over the rows."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mini import VOL, write_traject

from leerkring.begrippen import Doelgroep, Toestemming, Vertrouwelijkheid
from leerkring.model import TABELLEN
from leerkring.model.leren import Fragment
from leerkring.model.vragenlijst import Respondent
from leerkring.traject.audience import ZICHTBAAR, filter_audience
from leerkring.traject.check_references import check_references
from leerkring.traject.inhoud import GelezenRij, Inhoud
from leerkring.traject.opening import read_folder

# Two rows or more in each table, so that a row can stay while another goes.
TWEE = {tabel: f"{text}\n{text.splitlines()[1]}" for tabel, text in VOL.items()} | {
    "bronnen": "id\nS1\nS2",
    "leden": "deelnemer\nnoord\nzuid",
    "herindelingen": "deelnemer  bron\nnoord  S2\nzuid  S1|S2",
    "contextfactoren": "deelnemer\nnoord\nzuid",
    "casussen": "id  deelnemer\nwijk  noord\nelders  -",
    "interventies": "id  deelnemer  casus\nI1  noord  wijk\nI2  zuid  elders\nI3  -  elders",
    "sturingsmix": "deelnemer\nnoord\nzuid",
    "sturingsverhoudingen": "deelnemer  casus\nnoord  wijk\n-  elders",
    "effecten": "id  deelnemer  casus  interventies\nE1  noord  wijk  I1|I2\nE2  -  elders  I3\nE3  zuid  -  -",
    "indicatormetingen": "effect\nE1\nE2\nE3",
    "beoordelingen": "effect\nE1\nE2\nE3",
    "procestoetsen": "effect\nE1\nE2\nE3",
    "adviezen": "van  naar\nnoord  zuid\nzuid  oost",
    "logboek": "deelnemer  les\nnoord  L1\nzuid  -\n-  L2",
    "fragmenten": "id  deelnemer\nF1  noord\nF2  zuid",
    "codeboek": "id\nc1\nc2",
    "coderingen": "fragment  code\nF1  c1\nF2  c1\nF2  c2",
    "lessen": "id  spanning_met\nL1  L2\nL2  L1",
    "bewijsstukken": "les  deelnemer  casus  bron\nL1  noord  wijk  S1\nL2  -  elders  S2\nL2  -  -  S1|S2",
    "uitnodigingen": "deelnemer\nnoord\nzuid",
    "respondenten": "id  deelnemer\nR1  noord\nR2  zuid\nR3  noord\nR4  zuid",
    "antwoorden": "respondent  meting\nR1  T0\nR2  T0\nR2  T1\nR3  T0\nR4  T0\nR4  T1",
    "bevindingen": "deelnemer  steunt_op  spreekt_tegen\nnoord  E1|I1  -\nzuid  E3  F2\n-  BV1|BV2|E2  L1",
}
MANY = settings(deadline=None, max_examples=150, database=None)
EIGEN = ("deelnemers", 2)  # noord, who is the deelnemer in focus
Plek = tuple[str, int]


@pytest.fixture(scope="module")
def vol(tmp_path_factory: pytest.TempPathFactory) -> Inhoud:
    inhoud, problemen = read_folder(write_traject(tmp_path_factory.mktemp("vol"), "leerkring", **TWEE))

    assert problemen == []
    assert inhoud is not None
    assert [tabel for tabel in TABELLEN if len(inhoud.tabellen[tabel]) < 2] == []
    return inhoud


def spread(inhoud: Inhoud, data: st.DataObject) -> Inhoud:
    """Return the content with drawn levels, approvals and consents.

    A deelnemer for whom a report is opened is one that this audience may see, so noord is never for the team only.
    """
    size = sum(map(len, inhoud.tabellen.values()))
    levels = iter(data.draw(st.lists(st.sampled_from(Vertrouwelijkheid), min_size=size, max_size=size)))
    tabellen = {}
    for tabel, rows in inhoud.tabellen.items():
        drawn = []
        for nummer, rij in rows:
            level = next(levels)
            if (tabel, nummer) == EIGEN and level is Vertrouwelijkheid.TEAM:
                level = Vertrouwelijkheid.DEELNEMER
            update: dict[str, object] = {"vertrouwelijkheid": level}
            if isinstance(rij, Fragment):
                update["goedgekeurd"] = data.draw(st.booleans())
            if isinstance(rij, Respondent):
                update["toestemming"] = data.draw(st.sampled_from(Toestemming))
            drawn.append(GelezenRij(nummer, rij.model_copy(update=update)))
        tabellen[tabel] = tuple(drawn)
    return Inhoud(inhoud.beschrijving, inhoud.vragenlijst, tabellen)


def places(inhoud: Inhoud) -> set[Plek]:
    return {(tabel, nummer) for tabel, rows in inhoud.tabellen.items() for nummer, _ in rows}


def each_row(inhoud: Inhoud) -> Iterator[tuple[Plek, Vertrouwelijkheid]]:
    for tabel, rows in inhoud.tabellen.items():
        for nummer, rij in rows:
            yield (tabel, nummer), rij.vertrouwelijkheid


@MANY
@given(data=st.data())
def test_each_audience_sees_part_of_what_the_next_one_sees(vol: Inhoud, data: st.DataObject) -> None:
    inhoud = spread(vol, data)
    seen = {doelgroep: places(filter_audience(inhoud, doelgroep, "noord")) for doelgroep in Doelgroep}

    assert seen[Doelgroep.OPENBAAR] <= seen[Doelgroep.LEERKRING]
    assert seen[Doelgroep.LEERKRING] <= seen[Doelgroep.DEELNEMER]
    assert seen[Doelgroep.DEELNEMER] <= seen[Doelgroep.TEAM]
    assert seen[Doelgroep.TEAM] <= places(inhoud)


@MANY
@given(data=st.data(), doelgroep=st.sampled_from(Doelgroep))
def test_no_row_travels_further_than_its_level(vol: Inhoud, data: st.DataObject, doelgroep: Doelgroep) -> None:
    inhoud = spread(vol, data)
    seen = places(filter_audience(inhoud, doelgroep, "noord"))
    too_far = {
        place
        for place, level in each_row(inhoud)
        if level not in ZICHTBAAR[doelgroep]
        and not (doelgroep is Doelgroep.DEELNEMER and level is Vertrouwelijkheid.DEELNEMER)
    }

    assert seen & too_far == set()


@MANY
@given(data=st.data(), doelgroep=st.sampled_from(Doelgroep))
def test_what_is_seen_is_whole_and_stays_the_same(vol: Inhoud, data: st.DataObject, doelgroep: Doelgroep) -> None:
    inhoud = spread(vol, data)
    once = filter_audience(inhoud, doelgroep, "noord")

    assert list(check_references(once)) == []
    # How large a group is decides whether it may be named, also where readers are not told how large it is.
    again = once.with_tables({**once.tabellen, "uitnodigingen": inhoud.tabellen["uitnodigingen"]})
    assert filter_audience(again, doelgroep, "noord").tabellen == once.tabellen


@MANY
@given(data=st.data(), doelgroep=st.sampled_from(Doelgroep))
def test_what_an_audience_sees_does_not_depend_on_what_it_may_not_see(
    vol: Inhoud, data: st.DataObject, doelgroep: Doelgroep
) -> None:
    inhoud = spread(vol, data)
    seen = filter_audience(inhoud, doelgroep, "noord")
    kept = places(seen)
    only = {t: tuple(g for g in rows if (t, g.nummer) in kept) for t, rows in inhoud.tabellen.items()}
    only["uitnodigingen"] = inhoud.tabellen["uitnodigingen"]

    assert filter_audience(Inhoud(inhoud.beschrijving, inhoud.vragenlijst, only), doelgroep, "noord") == seen


@MANY
@given(data=st.data())
def test_group_of_respondents_is_the_same_in_every_report_that_shows_it(vol: Inhoud, data: st.DataObject) -> None:
    inhoud = spread(vol, data)
    found: dict[tuple[str, ...], set[frozenset[str]]] = {}
    for doelgroep, slug in ((d, s) for d in Doelgroep if d is not Doelgroep.TEAM for s in ("noord", "zuid")):
        seen = filter_audience(inhoud, doelgroep, slug)
        people = {r.id: (r.deelnemer, str(r.groep)) for _, r in seen.rows("respondenten")}
        groups: dict[tuple[str, ...], set[str]] = {}
        for _, answer in seen.rows("antwoorden"):
            groups.setdefault((*people[answer.respondent], str(answer.meting)), set()).add(answer.respondent)
        for key, members in groups.items():
            found.setdefault(key, set()).add(frozenset(members))

    assert all(len(versions) == 1 for versions in found.values())
