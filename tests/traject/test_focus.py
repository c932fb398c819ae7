"""A deelnemer in focus: what its report rests on, and that nothing else can change it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from mini import set_cells, write_traject
from plek import DATA
from test_doelgroep_altijd import TWEE

from leerkring.begrippen import Doelgroep, Vertrouwelijkheid
from leerkring.model import TABELLEN
from leerkring.model.velden import OnderbouwdeRij
from leerkring.traject import Traject, open_traject
from leerkring.traject.audience import filter_audience
from leerkring.traject.check_references import check_references
from leerkring.traject.inhoud import GelezenRij, Inhoud
from leerkring.traject.opening import point_at, read_folder


def list_ids(traject: Traject) -> dict[str, list[str]]:
    """Return the key of each row by table, for the tables that have rows."""
    found = {
        tabel: ["/".join(str(getattr(g.rij, kolom)) for kolom in TABELLEN[tabel].sleutel) for g in rows]
        for tabel, rows in traject.inhoud.tabellen.items()
    }
    return {tabel: ids for tabel, ids in found.items() if ids}


def test_focus_keeps_own_rows_those_about_nobody_and_what_these_refer_to(tmp_path: Path) -> None:
    folder = write_traject(
        tmp_path,
        "leerkring",
        bronnen="id\nS1\nS2\nS3",
        casussen="id  deelnemer  bron\nwijk  zuid  S2\nelders  -  S1",
        adviezen="id  van  naar\nAD1  zuid  noord\nAD2  oost  zuid",
        interventies="id  deelnemer  casus  bron\nI1  noord  -  S1\nI2  zuid  wijk  S3\nI3  -  elders  S1",
        effecten="id  deelnemer  interventies\nE1  noord  I1\nE2  zuid  I2",
        beoordelingen="id  effect\nB1  E1\nB2  E2",
        logboek="id  deelnemer\nN1  noord\nN2  zuid\nN3  -",
        lessen="id\nL1",
        bewijsstukken="id  les  deelnemer\nBW1  L1  noord\nBW2  L1  zuid\nBW3  L1  -",
    )
    found = list_ids(open_traject(folder, "team", "noord"))

    # AD1 comes from zuid, so that zuid itself stays; S2 and S3 are sources of zuid alone.
    assert found == {
        "bronnen": ["S1"],
        "deelnemers": ["noord", "zuid"],
        "aanmeldingen": ["A1"],
        "betrokkenen": ["P1"],
        "matches": ["noord/bureau"],
        "casussen": ["elders"],
        "interventies": ["I1", "I3"],
        "effecten": ["E1"],
        "beoordelingen": ["B1"],
        "adviezen": ["AD1"],
        "logboek": ["N1", "N3"],
        "lessen": ["L1"],
        "bewijsstukken": ["BW1", "BW3"],
    }
    assert list(open_traject(folder, "team").deelnemers) == ["noord", "oost", "zuid", "west", "midden", "rand"]


def test_of_the_context_of_others_only_their_number_is_known(tmp_path: Path) -> None:
    factoren = """
        deelnemer  factor             vertrouwelijkheid
        noord      dossier_personeel  openbaar
        noord      draad_waarden      openbaar
        zuid       dossier_personeel  openbaar
        oost       dossier_personeel  team
        zuid       transitie_klimaat  openbaar
    """
    folder = write_traject(tmp_path, "leerkring", contextfactoren=factoren)

    assert open_traject(folder, "team", "noord").ook_bij == {"dossier_personeel": 2, "draad_waarden": 0}
    assert open_traject(folder, "openbaar", "noord").ook_bij == {"dossier_personeel": 1, "draad_waarden": 0}
    assert open_traject(folder).ook_bij == {}

    before = open_traject(folder, "openbaar", "noord").versies
    set_cells(folder, "contextfactoren", 4, toelichting="Anders gezegd.", gewicht="3")
    assert open_traject(folder, "openbaar", "noord").versies == before
    set_cells(folder, "contextfactoren", 4, factor="draad_waarden")
    after = open_traject(folder, "openbaar", "noord").versies
    assert {name for name in after if after[name] != before[name]} == {"contextfactoren.csv"}


def each_row(inhoud: Inhoud) -> Iterator[tuple[str, int, GelezenRij]]:
    for tabel, rows in inhoud.tabellen.items():
        for place, g in enumerate(rows):
            yield tabel, place, g


@pytest.mark.parametrize("doelgroep", list(Doelgroep))
def test_each_row_that_is_left_out_changes_nothing_and_each_that_is_kept_changes_its_own_table(
    tmp_path: Path, doelgroep: Doelgroep
) -> None:
    inhoud, _ = read_folder(write_traject(tmp_path, "leerkring", **TWEE))
    assert inhoud is not None
    visible = filter_audience(inhoud, doelgroep, "noord")
    whole = point_at(tmp_path, visible, doelgroep, "noord")
    kept = {(tabel, g.nummer) for tabel, rows in whole.inhoud.tabellen.items() for g in rows}
    counts = {True: 0, False: 0}
    for tabel, place, g in each_row(visible):
        is_kept = (tabel, g.nummer) in kept
        counts[is_kept] += 1
        changed = g.rij.model_copy(update=find_change(g))
        rows = list(visible.tabellen[tabel])
        rows[place] = GelezenRij(g.nummer, changed)
        other = Inhoud(visible.beschrijving, visible.vragenlijst, {**visible.tabellen, tabel: tuple(rows)})
        versies = point_at(tmp_path, other, doelgroep, "noord").versies
        differ = {name for name in versies if versies[name] != whole.versies[name]}
        assert differ == ({f"{tabel}.csv"} if is_kept else set()), (tabel, g)
    assert min(counts.values()) > 10


def find_change(g: GelezenRij) -> dict[str, object]:
    """Return another value for a field that refers to nothing."""
    level = g.rij.vertrouwelijkheid
    return {"vertrouwelijkheid": next(v for v in Vertrouwelijkheid if v is not level)}


@pytest.mark.parametrize("traject", ["leertraject-2017", "voorbeeld-2021"])
@pytest.mark.parametrize("doelgroep", list(Doelgroep))
def test_what_is_kept_refers_to_nothing_that_was_left_out(traject: str, doelgroep: Doelgroep) -> None:
    inhoud, _ = read_folder(DATA / traject)
    assert inhoud is not None
    shown = list(filter_audience(inhoud, doelgroep, None).ids["deelnemers"]) if doelgroep != "deelnemer" else []
    slugs = shown or list(inhoud.ids["deelnemers"])
    sizes = []
    for slug in slugs[:3]:
        visible = filter_audience(inhoud, doelgroep, slug)
        if slug not in visible.ids["deelnemers"]:
            continue
        found = point_at(DATA / traject, visible, doelgroep, slug)
        assert list(check_references(found.inhoud)) == []
        for _, _, g in each_row(found.inhoud):
            if isinstance(g.rij, OnderbouwdeRij):
                assert g.rij.bron
        sizes.append(sum(map(len, found.inhoud.tabellen.values())) / sum(map(len, visible.tabellen.values())))
    assert sizes
    assert max(sizes) < 0.8
