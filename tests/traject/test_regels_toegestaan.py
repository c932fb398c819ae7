"""What each rule of the domain just allows: the boundary on the good side, where nothing is shown."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from mini import check_text, set_cells, write_traject
from test_regels_overtreden import ALLEEN_NOORD_GESTOPT, REGELS, RONDES, partner

from leerkring.traject import open_traject

AFGEWEZEN = """
    deelnemer  sturingsvorm  al_actief  actieve_bijdrage  status
    noord      ZE            ja         ja                toegelaten
    oost       ZE            ja         ja                toegelaten
    zuid       ZE            ja         ja                toegelaten
    west       ZE            ja         ja                toegelaten
    midden     ZE            ja         ja                toegelaten
    rand       ZE            ja         ja                toegelaten
    -          KN            nee        nee               afgewezen
"""
TWEEDE_BETROKKENE = """
    deelnemer  trekker  eerste_contact
    noord      ja       ja
    noord      nee      nee
    noord      nee      ja
    oost       ja       ja
    zuid       ja       ja
    west       ja       ja
    midden     ja       ja
    rand       ja       ja
"""
DRIE = (
    "items: ["
    + ", ".join(
        f"{{id: V{n}, tekst: Gaat het goed, deelvraag: D1, groepen: [medewerkers], omgekeerd: {str(n == 3).lower()}}}"
        for n in (1, 2, 3)
    )
    + "]"
)
NEGEN = "id  groep\n" + "\n".join(f"R{n}  medewerkers" for n in range(1, 10))
MEE = "respondent  item  waarde\n" + "\n".join(
    f"R{n}  V{i}  {v}" for n in range(1, 10) for i, v in ((1, n % 5 + 1), (2, n % 5 + 1), (3, 5 - n % 5))
)
GRENZEN: list[tuple[str, dict[str, Any]]] = [
    ("R01", {"aantal": 6}),
    ("R01", {"aantal": 5, "traject": "gestart: false"}),
    ("R02", {"aantal": 12}),
    ("R02", {"aantal": 13, "traject": "drempels: {tweede_groep: 13}"}),
    ("R03", {"opzet": "leertraject", "deelnemers": "id  modus\nnoord  -"}),
    ("R03", {"aanmeldingen": AFGEWEZEN}),
    ("R04", {"aanmeldingen": AFGEWEZEN}),
    ("R07", {"aanmeldingen": AFGEWEZEN}),
    ("R08", {"betrokkenen": TWEEDE_BETROKKENE}),
    ("R09", {"traject": "bijdrage_euro: 16650"}),
    ("R09", {"opzet": "leertraject", "traject": "bijdrage_euro: 100"}),
    # A meeting on the last day of the work, and the next round on the day of the meeting.
    (
        "R11",
        {
            "traject": f"rondes: [{RONDES[0].replace('2021-09-10', '2021-08-31')}, "
            f"{RONDES[1].replace('2021-09-11', '2021-08-31')}, {RONDES[2]}]"
        },
    ),
    ("R11", {"opzet": "leertraject", "traject": f"rondes: [{RONDES[1]}]"}),
    ("R12", {"traject": f"rondes: [{RONDES[0]}, {RONDES[1][:-1]}, gasten: 30}}, {RONDES[2]}]"}),
    ("R15", {"opzet": "leertraject", "traject": "team: []"}),
    ("R16", {"traject": "publicatie: {besproken: 2022-06-10, afgerond: 2022-06-10}"}),
    ("R16", {"traject": "publicatie: {besproken: 2022-06-10}"}),
    ("R16", {"traject": "publicatie: {}"}),
    ("R17", {"traject": partner("{naam: Oud, van: 2015-01-01, tot: 2021-05-01}", "{naam: Nieuw, van: 2021-05-01}")}),
    # The traject lasts from 2021-03-01 up to and including 2022-06-30.
    ("R17", {"traject": partner("{naam: Bureau, van: 2021-03-01, tot: 2022-07-01}")}),
    ("R18", {"traject": "mijlpalen: [{naam: A, moment: 2021-05}, {naam: B, moment: 2021-05}]"}),
    ("R18", {"traject": "mijlpalen: [{naam: A, moment: 2021-05-20}, {naam: B, moment: 2021-05}]"}),
    ("R18", {"traject": "mijlpalen: [{naam: A, moment: 2021-05-20}, {naam: B, moment: 2021}]"}),
    ("R19", {"opzet": "leertraject", "matches": ""}),
    ("I01", {"opzet": "leertraject", "bronnen": "id\nS1", "deelnemers": "id\nnoord"}),
    ("I02", {"lessen": "id  status\nL1  geformuleerd", "bewijsstukken": "les\nL1"}),
    ("I02", {"lessen": "id  spanning_met\nL1  L2\nL2  L1"}),
    ("I03", {"effecten": "id\nE1", "beoordelingen": "groep\ninwoners\npartners"}),
    ("I03", {"vragenlijst": "items: [{id: V1, tekst: Het helpt, deelvraag: D3, groepen: [inwoners, bestuur]}]"}),
    ("I04", {"casussen": "id  deelnemer\nwijk  noord", "effecten": "casus  deelnemer\nwijk  noord"}),
    # An example elsewhere is nobody's case.
    ("I04", {"casussen": "id  deelnemer\nwijk  -", "effecten": "casus  deelnemer\nwijk  -\nwijk  zuid"}),
    (
        "I05",
        {
            "respondenten": "id  groep\nR1  medewerkers\nR2  partners",
            "antwoorden": """
                respondent  meting  item  waarde
                R1          T0      V1    1
                R1          T1      V1    5
                R1          T2      V1    weet_niet
                R1          T3      V1    -
                R2          T0      V4    3
            """,
        },
    ),
    ("I06", {"effecten": "id\nE1", "indicatormetingen": "peildatum\n2021"}),
    ("I07", {"logboek": "deelnemer  vertrouwelijkheid\nnoord  deelnemer\n-  leerkring"}),
    # The deelnemer is found through the effect.
    ("I07", {"effecten": "id\nE1", "indicatormetingen": "vertrouwelijkheid\ndeelnemer"}),
    # The deelnemer is found through the case.
    ("I07", {"casussen": "id  deelnemer  vertrouwelijkheid\nwijk  noord  deelnemer"}),
    (
        "I08",
        {
            "deelnemers": ALLEEN_NOORD_GESTOPT,
            "interventies": "ronde  deelnemer\n2  noord\n3  oost\n-  noord",
            "sturingsmix": "meting  deelnemer\nT2  noord\nT3  oost",
        },
    ),
    ("I09", {"fragmenten": "datum\n2022-06-30", "interventies": "start\n2022-06\n2022\n-"}),
    ("I09", {"logboek": "ronde  datum\n2  2021-09-11\n2  2022-01-20"}),
    ("I09", {"opzet": "leertraject", "logboek": "ronde  datum\n2  2021-01-01"}),
    ("I12", {"effecten": "id\nE1", "bevindingen": "steunt_op\nE1"}),
    (
        "I12",
        {"bevindingen": "id  deelnemer  deelvraag  steunt_op\nB1  noord  D1  noord\nB2  -  D1  B1\nB3  -  -  B1|B2"},
    ),
    ("I13", {"lessen": "id  status\nL1  waargenomen", "bevindingen": "steunt_op\nL1"}),
    ("I14", {"bevindingen": "deelvraag  steunt_op\nD4  noord|V4:inwoners:T3"}),
    (
        "I15",
        {
            "effecten": "id  vertrouwelijkheid\nE1  leerkring",
            "bevindingen": "steunt_op  vertrouwelijkheid\nE1  leerkring",
        },
    ),
    ("I16", {"effecten": "id  naam\nE1  Sneller", "bevindingen": "antwoord  steunt_op\nHet ging {E1.naam}.  E1"}),
    ("I17", {"bevindingen": "gezien\n-"}),
    (
        "I19",
        {
            "effecten": "id  naam  vertrouwelijkheid\nE1  Sneller  team\nE2  Beter  openbaar",
            "bevindingen": "antwoord  steunt_op  ruimer_reden  nagekeken_door\n"
            "Het werd {E2.naam}.  E1|E2  Afgesproken.  adviseur",
        },
    ),
    (
        "I18",
        {
            "traject": "peildatum: 2022-06-29",
            "respondenten": "id\n" + "\n".join(f"R{n}" for n in range(5)),
            "antwoorden": "respondent\n" + "\n".join(f"R{n}" for n in range(5)),
        },
    ),
    # After the end nobody can be asked any more.
    ("I18", {"uitnodigingen": "groep  meting  uitgenodigd\ninwoners  T0  40"}),
    ("I20", {"effecten": "id\nE1", "beoordelingen": "effect  groep  zekerheid\nE1  inwoners  beweerd"}),
    (
        "I20",
        {
            "bronnen": "id  soort\nS1  document\nG1  interview",
            "effecten": "id\nE1",
            "beoordelingen": "effect  groep  zekerheid  bron\nE1  inwoners  waargenomen  S1|G1",
        },
    ),
    ("I21", {"effecten": "tegenbewijs\nGeen van hen zag het.\n-"}),
    ("I22", {"logboek": "tekst\nLees #1 nog eens.\nIn mei 21 mensen."}),
    ("I23", {"logboek": "tekst\nÂngela en Ãlvaro in Súdwest: “ja”.\nHet is 21 °C."}),
    ("I24", {"logboek": "tekst\nAlles is verzonnen, dus dit ook."}),
    (
        "I25",
        {
            "effecten": "id\nE1",
            "indicatormetingen": "effect  indicator  volgorde  eenheid  nulmeting\nE1  Duur  0  dagen  ja\n"
            "E1  Duur  1  dagen  nee\nE1  Geld  0  euro  ja",
        },
    ),
    ("I26", {"effecten": "id  zekerheid\nE1  gemeten", "indicatormetingen": "effect\nE1"}),
    ("I27", {"uitnodigingen": "uitgenodigd\n2", "respondenten": "id\nR1\nR2", "antwoorden": "respondent\nR1\nR2"}),
    (
        "I28",
        {
            "bronnen": "id  datum\nS1  2020\nVA  2021\nVB  2021-05",
            "respondenten": "id\nR1",
            "antwoorden": "respondent  meting  bron\nR1  T0  VB\nR1  T3  VA",
        },
    ),
    ("I29", {"vragenlijst": DRIE, "respondenten": NEGEN, "antwoorden": MEE}),
    ("I30", {"interventies": "ronde  start  eind\n1  2020-06  2021-06\n2  2021-06  2021-10\n-  2012  2013"}),
    ("I31", {"herindelingen": "van  naar  geheel\nA  B  nee\nA  C  nee\nB  D  ja\nC  D  ja"}),
    ("I33", {"adviezen": "van  naar\nnoord  zuid\nzuid  noord"}),
    (
        "I34",
        {
            "logboek": "id  tekst  datum\nN1  Dit is een zin van zeven woorden.  2021-06-01\n"
            "N2  Dit is een zin van zeven woorden.  2021-06-02\nN3  Kort.  2021-06-01\nN4  Kort.  2021-06-01"
        },
    ),
    ("I11", {"logboek": "tekst\n- een punt\n+ 3 mensen\nDus 1 + 1 = 2\n– streepje"}),
    # Years, amounts, places in a source, a postcode without a house number and a number that fails the elfproef.
    ("I10", {"logboek": "tekst\nIn 2015 en 12 wijken\nZie S1:10-20, € 111.222.333\nWijk 1234 AB\nDossier 111222334"}),
]
# What is allowed in one cell of the leerkring of `mini`.
CELLEN: list[tuple[str, str, dict[str, str]]] = [
    ("I32", "deelnemers", {"soort": "gr", "tooi": "https://identifier.overheid.nl/tooi/id/oorg/oorg10004"}),
    ("I32", "deelnemers", {"soort": "anders", "tooi": "https://identifier.overheid.nl/tooi/id/provincie/pv22"}),
    ("I35", "aanmeldingen", {"vertrouwelijkheid": "team"}),
    ("R03", "deelnemers", {"modus": "versterking"}),
    ("R05", "aanmeldingen", {"motivatie": "Leren."}),
    # 'Er was iets.' is 3 words.
    ("R06", "aanmeldingen", {"motivatie": "woord " * 247}),
    ("R10", "aanmeldingen", {"intake": "", "ingediend": ""}),
    ("R14", "aanmeldingen", {"intake": "2021-04-02", "ingediend": "2021-04-02"}),
    ("R14", "aanmeldingen", {"intake": "2021-04-09", "ingediend": ""}),
]


@pytest.mark.parametrize(("regel", "anders"), GRENZEN)
def test_just_allowed(tmp_path: Path, regel: str, anders: dict[str, Any]) -> None:
    assert check_text(write_traject(tmp_path, **{"opzet": "leerkring", **anders})) == []


@pytest.mark.parametrize(("regel", "tabel", "cells"), CELLEN)
def test_just_allowed_in_one_row(tmp_path: Path, regel: str, tabel: str, cells: dict[str, str]) -> None:
    folder = set_cells(write_traject(tmp_path, "leerkring"), tabel, 2, **cells)

    assert check_text(folder) == []


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2014, 12, 31), None),
        (date(2015, 1, 1), "Oud"),
        (date(2021, 4, 30), "Oud"),
        (date(2021, 5, 1), "Nieuw"),
        (date(2030, 1, 1), "Nieuw"),
    ],
)
def test_match_on_the_day_of_the_handover_falls_under_the_new_label(
    tmp_path: Path, day: date, label: str | None
) -> None:
    folder = write_traject(
        tmp_path,
        "leerkring",
        traject=partner("{naam: Oud, van: 2015-01-01, tot: 2021-05-01}", "{naam: Nieuw, van: 2021-05-01}"),
    )
    set_cells(folder, "matches", 2, datum="2021-05-01")

    assert check_text(folder) == []
    assert open_traject(folder).beschrijving.kennispartners[0].label_on(day) == label


def test_every_rule_has_something_that_is_just_allowed() -> None:
    # R13 has no boundary: LIJN is refused and the six forms are allowed, which every other test shows.
    named = {regel for regel, *_ in [*GRENZEN, *CELLEN]}

    assert sorted(named) == sorted(set(REGELS) - {"R13"})
