"""Who sees what: the filter at the door of a traject, and what goes with a row that goes."""

from pathlib import Path

import pytest
from mini import read_cells, write_traject

from leerkring.begrippen import Doelgroep
from leerkring.traject import Traject, open_traject
from leerkring.traject.audience import filter_audience
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.opening import read_folder

OPEN = {doelgroep: {"doelgroep": doelgroep} for doelgroep in Doelgroep}
OPEN[Doelgroep.DEELNEMER] = {"doelgroep": "deelnemer", "deelnemer": "noord"}


def open_for(folder: Path, doelgroep: str) -> Traject:
    """Open a traject for an audience; the deelnemer is noord."""
    return open_traject(folder, **OPEN[Doelgroep(doelgroep)])


def ids(traject: Traject, tabel: str, kolom: str = "id") -> list[str]:
    return traject.frame(tabel)[kolom].tolist()


def select_counted(folder: Path, doelgroep: Doelgroep) -> Inhoud:
    """Return the rows that count for an audience, before they are counted."""
    inhoud, _ = read_folder(folder)
    assert inhoud is not None
    return filter_audience(inhoud, doelgroep, "noord" if doelgroep is Doelgroep.DEELNEMER else None)


# A row by its own level; a deelnemer gets what is about itself and what is about nobody

NIVEAUS = read_cells("""
    vertrouwelijkheid  over    team  deelnemer  leerkring  openbaar
    team               noord   ja    nee        nee        nee
    team               zuid    ja    nee        nee        nee
    team               -       ja    nee        nee        nee
    deelnemer          noord   ja    ja         nee        nee
    deelnemer          zuid    ja    nee        nee        nee
    leerkring          noord   ja    ja         ja         nee
    leerkring          zuid    ja    nee        ja         nee
    leerkring          -       ja    ja         ja         nee
    openbaar           noord   ja    ja         ja         ja
    openbaar           zuid    ja    nee        ja         ja
    openbaar           -       ja    ja         ja         ja
""")


@pytest.mark.parametrize("doelgroep", Doelgroep)
def test_level_of_a_row_decides_which_audience_sees_it(tmp_path: Path, doelgroep: Doelgroep) -> None:
    rows = [f"{rij['over'] or '-'}  {rij['vertrouwelijkheid']}" for rij in NIVEAUS]
    folder = write_traject(tmp_path, logboek="\n".join(["deelnemer  vertrouwelijkheid", *rows]))
    expected = [f"N{n}" for n, rij in enumerate(NIVEAUS, start=1) if rij[doelgroep] == "ja"]

    assert len(NIVEAUS) == 11
    assert ids(open_for(folder, doelgroep), "logboek") == expected


def test_deelnemer_in_focus_shows_the_public_no_more(tmp_path: Path) -> None:
    folder = write_traject(tmp_path, logboek="deelnemer  vertrouwelijkheid\nnoord  deelnemer\nnoord  openbaar")

    assert ids(open_traject(folder, "openbaar", "noord"), "logboek") == ["N2"]
    assert ids(open_traject(folder, "leerkring", "noord"), "logboek") == ["N2"]
    assert ids(open_traject(folder, "deelnemer", "noord"), "logboek") == ["N1", "N2"]
    assert ids(open_traject(folder, "deelnemer", "zuid"), "logboek") == []


def test_own_rows_are_found_through_the_row_they_belong_to(tmp_path: Path) -> None:
    folder = write_traject(
        tmp_path,
        "leerkring",
        effecten="id  deelnemer\nE1  noord\nE2  zuid",
        beoordelingen="id  effect  vertrouwelijkheid\nB1  E1  deelnemer\nB2  E2  deelnemer",
        respondenten="id  deelnemer\nR1  noord\nR2  zuid",
        antwoorden="respondent  vertrouwelijkheid\nR1  deelnemer\nR2  deelnemer",
        adviezen="id  van  naar  vertrouwelijkheid\nA1  noord  zuid  deelnemer\nA2  oost  noord  deelnemer\n"
        "A3  oost  zuid  deelnemer",
    )
    traject = open_for(folder, "deelnemer")

    assert ids(traject, "beoordelingen") == ["B1"]
    assert [a.respondent for _, a in select_counted(folder, Doelgroep.DEELNEMER).rows("antwoorden")] == ["R1"]
    assert ids(traject, "adviezen") == ["A1", "A2"]
    assert ids(open_for(folder, "leerkring"), "adviezen") == []


def test_smallest_group_is_larger_for_the_public(tmp_path: Path) -> None:
    folder = write_traject(tmp_path, traject="drempels: {n_kring: 6, n_openbaar: 12}")

    assert {doelgroep.value: open_for(folder, doelgroep).kleinste_n for doelgroep in Doelgroep} == {
        "team": 6,
        "deelnemer": 6,
        "leerkring": 6,
        "openbaar": 12,
    }


# What goes with a row that goes


@pytest.mark.parametrize("doelgroep", Doelgroep)
def test_withdrawn_respondent_is_gone_for_everybody(tmp_path: Path, doelgroep: Doelgroep) -> None:
    folder = write_traject(
        tmp_path,
        "leerkring",
        respondenten="id  toestemming\nR1  ja\nR2  ingetrokken",
        antwoorden="respondent  meting\nR1  T0\nR2  T0\nR2  T1",
    )
    counted = select_counted(folder, doelgroep)

    assert [r.id for _, r in counted.rows("respondenten")] == ["R1"]
    assert [a.respondent for _, a in counted.rows("antwoorden")] == ["R1"]


@pytest.mark.parametrize(
    ("doelgroep", "fragmenten"),
    [("team", ["F1", "F2"]), ("deelnemer", ["F1"]), ("leerkring", ["F1"]), ("openbaar", ["F1"])],
)
def test_quote_without_approval_stays_with_the_team(tmp_path: Path, doelgroep: str, fragmenten: list[str]) -> None:
    folder = write_traject(
        tmp_path,
        "leerkring",
        fragmenten="id  goedgekeurd\nF1  ja\nF2  nee",
        codeboek="id\nc1",
        coderingen="fragment\nF1\nF2",
    )
    traject = open_for(folder, doelgroep)

    assert ids(traject, "fragmenten") == fragmenten
    assert ids(traject, "coderingen", "fragment") == fragmenten


def test_reference_that_a_row_can_do_without_is_made_empty(tmp_path: Path) -> None:
    folder = write_traject(tmp_path, lessen="id  vertrouwelijkheid\nL1  team\nL2  openbaar", logboek="les\nL1\nL2")

    assert open_for(folder, "openbaar").frame("logboek")["les"].fillna("(leeg)").tolist() == ["(leeg)", "L2"]
    assert ids(open_for(folder, "team"), "logboek", "les") == ["L1", "L2"]


def test_list_of_references_is_cut(tmp_path: Path) -> None:
    folder = write_traject(
        tmp_path,
        bronnen="id  regels  vertrouwelijkheid\nS1  100  openbaar\nS2  100  team",
        interventies="id  vertrouwelijkheid\nI1  openbaar\nI2  team\nI3  openbaar",
        effecten="interventies  bron\nI1|I2|I3  S1:5|S2:7\nI2  S1:90-91",
    )
    effecten = open_for(folder, "openbaar").frame("effecten")

    assert effecten["interventies"].tolist() == [("I1", "I3"), ()]
    assert effecten["bron"].tolist() == [("S1:5",), ("S1:90-91",)]


def test_row_that_needs_what_went_goes_too_and_takes_others_along(tmp_path: Path) -> None:
    # Source S2 is for the team: effect E2 rests on nothing else, and judgement B2 needs effect E2.
    folder = write_traject(
        tmp_path,
        bronnen="id  vertrouwelijkheid\nS1  openbaar\nS2  team",
        effecten="id  bron\nE1  S1\nE2  S2",
        beoordelingen="id  effect\nB1  E1\nB2  E2",
    )
    traject = open_for(folder, "openbaar")

    assert ids(traject, "effecten") == ["E1"]
    assert ids(traject, "beoordelingen") == ["B1"]


def test_relation_that_is_only_about_a_hidden_casus_goes(tmp_path: Path) -> None:
    folder = write_traject(
        tmp_path,
        casussen="id  vertrouwelijkheid\nwijk  team",
        sturingsverhoudingen="id  deelnemer  casus\nSV1  -  wijk\nSV2  noord  wijk\nSV3  noord  -",
    )
    frame = open_for(folder, "openbaar").frame("sturingsverhoudingen")

    assert frame["id"].tolist() == ["SV2", "SV3"]
    assert frame["casus"].isna().all()
    assert ids(open_for(folder, "team"), "sturingsverhoudingen") == ["SV1", "SV2", "SV3"]


def test_rows_about_a_hidden_deelnemer_go(tmp_path: Path) -> None:
    folder = write_traject(
        tmp_path,
        deelnemers="id  vertrouwelijkheid\nnoord  openbaar\nzuid  leerkring",
        leden="deelnemer  naam\nnoord  Lid N\nzuid  Lid Z",
    )

    assert ids(open_for(folder, "openbaar"), "leden", "naam") == ["Lid N"]
    assert list(open_for(folder, "openbaar").deelnemers) == ["noord"]
    assert ids(open_for(folder, "leerkring"), "leden", "naam") == ["Lid N", "Lid Z"]


def test_example_of_a_hidden_deelnemer_does_not_become_one_from_elsewhere(tmp_path: Path) -> None:
    folder = write_traject(
        tmp_path,
        deelnemers="id  vertrouwelijkheid\nnoord  openbaar\nzuid  leerkring",
        casussen="id  deelnemer\nwijk  noord\ndorp  zuid\nelders  -",
        logboek="deelnemer\nnoord\nzuid\n-",
    )

    assert ids(open_for(folder, "openbaar"), "casussen") == ["wijk", "elders"]
    assert ids(open_for(folder, "openbaar"), "logboek") == ["N1", "N3"]


# What people said together


def group_of(levels: str, answers: str = "openbaar", groep: str = "medewerkers") -> dict[str, str]:
    """Return tables with a respondent per level, each with an answer at T0 and at T1."""
    people = [f"R{n}  {groep}  {level}" for n, level in enumerate(levels.split())]
    given = [f"R{n}  {meting}  {answers}" for n in range(len(people)) for meting in ("T0", "T1")]
    return {
        "respondenten": "\n".join(["id  groep  vertrouwelijkheid", *people]),
        "antwoorden": "\n".join(["respondent  meting  vertrouwelijkheid", *given]),
    }


def count_answers(folder: Path) -> list[int]:
    return [len(select_counted(folder, doelgroep).tabellen["antwoorden"]) for doelgroep in Doelgroep]


def test_group_reaches_an_audience_together_or_not_at_all(tmp_path: Path) -> None:
    # Seven people let the public know, one only the circle: subtracting the two reports would give that one's answers.
    folder = write_traject(tmp_path, "leerkring", **group_of("openbaar " * 7 + "leerkring"))

    assert count_answers(folder) == [16, 16, 16, 0]
    assert open_for(folder, "openbaar").inhoud.tellingen == ()


def test_answers_for_the_own_organisation_keep_those_of_the_same_group_at_home(tmp_path: Path) -> None:
    folder = write_traject(tmp_path, "leerkring", **group_of("openbaar " * 7 + "deelnemer"))

    assert count_answers(folder) == [16, 16, 0, 0]


def test_answers_for_the_team_only_are_in_no_report_and_hold_nobody_back(tmp_path: Path) -> None:
    folder = write_traject(tmp_path, "leerkring", **group_of("openbaar " * 7 + "team"))

    assert count_answers(folder) == [16, 14, 14, 14]


def test_one_meting_of_a_group_can_be_held_back(tmp_path: Path) -> None:
    tables = group_of("openbaar " * 5)
    tables["antwoorden"] += "\nR0  T3  leerkring\nR1  T3  openbaar"
    folder = write_traject(tmp_path, "leerkring", **tables)

    assert count_answers(folder) == [12, 12, 12, 10]
    counted = select_counted(folder, Doelgroep.OPENBAAR)
    assert {a.meting for _, a in counted.rows("antwoorden")} == {"T0", "T1"}
    assert len(counted.tabellen["respondenten"]) == 5


def test_source_that_an_audience_may_not_see_holds_its_group_back(tmp_path: Path) -> None:
    tables = group_of("openbaar " * 6)
    tables["bronnen"] = "id  vertrouwelijkheid\nS1  openbaar\nS2  leerkring"
    tables["antwoorden"] = tables["antwoorden"].replace("vertrouwelijkheid", "vertrouwelijkheid  bron", 1)
    lines = tables["antwoorden"].splitlines()
    tables["antwoorden"] = "\n".join([lines[0], *(f"{line}  {'S2' if 'R3' in line else 'S1'}" for line in lines[1:])])
    folder = write_traject(tmp_path, "leerkring", **tables)

    assert count_answers(folder) == [12, 12, 12, 0]


def test_row_numbers_stay_those_of_the_file(tmp_path: Path) -> None:
    folder = write_traject(tmp_path, leden="naam  vertrouwelijkheid\nA  team\nB  openbaar")

    assert ids(open_for(folder, "openbaar"), "leden", "herkomst") == ["leden.csv:3"]
