"""Each rule of the domain, broken once: the whole line that the check then shows."""
# ruff: noqa: E501 - a message is one line, as the reader sees it

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from mini import check_text, set_cells, write_traject
from plek import ROOT

REGELS = [*(f"R{n:02}" for n in range(1, 20)), *(f"I{n:02}" for n in range(1, 36))]
TREKKER = "the deelnemer must have exactly one trekker, who is first contact"
EEN_TREKKER = "allowed: one row of betrokkenen.csv with trekker ja and eerste_contact ja"
RONDES = [
    "{nummer: 1, start: 2021-05-01, eind: 2021-08-31, bijeenkomst: 2021-09-10}",
    "{nummer: 2, start: 2021-09-11, eind: 2021-12-31, bijeenkomst: 2022-01-20}",
    "{nummer: 3, start: 2022-01-21, eind: 2022-04-30, bijeenkomst: 2022-05-20}",
]
ALLEEN_NOORD_GESTOPT = """
    id      status   gestopt_na_ronde
    noord   gestopt  2
    oost    actief   -
    zuid    actief   -
    west    actief   -
    midden  actief   -
    rand    actief   -
"""


def partner(*labels: str) -> str:
    return f"kennispartners: [{{id: bureau, expertise: [ZE], labels: [{', '.join(labels)}]}}]"


class Geval(NamedTuple):
    """A traject in which one rule is broken, as a change to the leerkring of `mini`."""

    regel: str
    lines: list[str]
    anders: dict[str, Any]
    cel: tuple[str, int, dict[str, str]] | None = None


PLANNING = [
    Geval("R01", ["error: deelnemers.csv: the leerkring has started with too few deelnemers; found '5'; allowed: at least 6 [R01]"], {"aantal": 5}),
    Geval("R02", ["warning: deelnemers.csv: a second group may be considered; found '13'; allowed: up to 12 in one group (drempels.tweede_groep) [R02]"], {"aantal": 13}),
    Geval("R09", ["info: traject.yaml, column bijdrage_euro: the fee differs from the design; found '15000'; allowed: 16650, excluding VAT, including travel [R09]"], {"traject": "bijdrage_euro: 15000"}),
    Geval("R09", ["info: traject.yaml, column bijdrage_euro: the fee differs from the design; found 'None'; allowed: 16650, excluding VAT, including travel [R09]"], {"traject": "bijdrage_euro:"}),
    Geval("R11", ["error: traject.yaml, column rondes: there must be exactly three rounds, numbered in order; found '[1, 2]'; allowed: 1, 2, 3 [R11]"], {"traject": f"rondes: [{RONDES[0]}, {RONDES[1]}]"}),
    Geval(
        "R11",
        ["error: traject.yaml, column rondes: ronde 2 bijeenkomst lies before ronde 2 eind; found '2021-12-30 < 2021-12-31'; allowed: each execution period, then its meeting, then the next round [R11]"],
        {"traject": f"rondes: [{RONDES[0]}, {RONDES[1].replace('2022-01-20', '2021-12-30')}, {RONDES[2]}]"},
    ),
    Geval(
        "R11",
        [
            "error: traject.yaml, column rondes: there must be exactly three rounds, numbered in order; found '[1, 3, 2]'; allowed: 1, 2, 3 [R11]",
            "error: traject.yaml, column rondes: ronde 2 start lies before ronde 3 bijeenkomst; found '2021-09-11 < 2022-05-20'; allowed: each execution period, then its meeting, then the next round [R11]",
        ],
        {"traject": f"rondes: [{RONDES[0]}, {RONDES[2]}, {RONDES[1]}]"},
    ),
    Geval(
        "R12",
        ["warning: traject.yaml, column rondes.gasten: meeting 3 has guests; found '4'; allowed: guests only at meeting 2 [R12]"],
        {"traject": f"rondes: [{RONDES[0]}, {RONDES[1]}, {RONDES[2][:-1]}, gasten: 4}}]"},
    ),
    Geval("R15", ["warning: traject.yaml, column team: the team has another size than the design says; found '1'; allowed: 3 [R15]"], {"traject": "team: [{id: T1, organisatie: Bureau}]"}),
    Geval("R16", ["error: traject.yaml, column publicatie: the publication was finished before it was discussed; found 'besproken 2022-06-11, afgerond 2022-06-10'; allowed: besproken on or before afgerond [R16]"], {"traject": "publicatie: {besproken: 2022-06-11, afgerond: 2022-06-10}"}),
    Geval("R16", ["error: traject.yaml, column publicatie: the publication was finished before it was discussed; found 'besproken None, afgerond 2022-06-10'; allowed: besproken on or before afgerond [R16]"], {"traject": "publicatie: {afgerond: 2022-06-10}"}),
    *(
        Geval(
            "R17",
            [f"error: traject.yaml, column kennispartners.labels: partner bureau has no label, or more than one, on a day of the traject; found '{day}'; allowed: labels that follow each other without gap or overlap (tot = the next van) [R17]"],
            {"traject": partner(*labels)},
        )
        for day, *labels in [
            ("2021-05-01", "{naam: Oud, van: 2015-01-01, tot: 2021-05-01}", "{naam: Nieuw, van: 2021-05-02}"),  # a gap
            ("2021-05-01", "{naam: Oud, van: 2015-01-01, tot: 2021-05-02}", "{naam: Nieuw, van: 2021-05-01}"),  # an overlap
            ("2021-03-01", "{naam: Nieuw, van: 2021-03-02}"),  # after the first day, 2021-03-01
            ("2022-06-30", "{naam: Oud, van: 2015-01-01, tot: 2022-06-30}"),  # tot itself is not in it
        ]
    ),
    Geval("R17", ["error: matches.csv, row 2, column datum: the kennispartner has no single label on this day; found '2014-12-31'; allowed: a day within one of its labels in traject.yaml [R17]"], {}, ("matches", 2, {"datum": "2014-12-31"})),
    Geval("R18", ["warning: traject.yaml, column mijlpalen: milestone 'Start' lies before 'Seminar'; found '2021-05 < 2022-06'; allowed: the order of the planning [R18]"], {"traject": "mijlpalen: [{naam: Seminar, moment: 2022-06}, {naam: Start, moment: 2021-05}]"}),
]  # fmt: skip

DEELNAME = [
    Geval("R03", ["error: deelnemers.csv, row 2, column modus: the modus is missing; allowed: introductie, versterking [R03]"], {}, ("deelnemers", 2, {"modus": ""})),
    Geval("R03", ["error: aanmeldingen.csv, row 3, column al_actief: an admitted deelnemer must already work on its form; found 'nee'; allowed: ja [R03]"], {}, ("aanmeldingen", 3, {"al_actief": "nee"})),
    Geval("R04", ["error: deelnemers.csv, row 2, column sturingsvorm: unknown value; exactly one is allowed; found 'ZE|KN'; allowed: PP, OP, RE, ZE, GE, KN, LIJN [R04]"], {}, ("deelnemers", 2, {"sturingsvorm": "ZE|KN"})),
    Geval("R04", ["error: deelnemers.csv, row 2, column sturingsvorm: the form differs from the application in row 2; found 'KN'; allowed: ZE [R04]"], {}, ("deelnemers", 2, {"sturingsvorm": "KN"})),
    Geval("R05", ["error: aanmeldingen.csv, row 2, column motivatie: the cell is empty and must be filled; allowed: Waarom men meedoet; samen met de aanleiding ten hoogste 250 woorden. [R05]"], {}, ("aanmeldingen", 2, {"motivatie": " "})),
    # 'Er was iets.' is 3 words.
    Geval("R06", ["error: aanmeldingen.csv, row 2, column motivatie: aanleiding and motivatie together are too long; found '251 words'; allowed: at most 250 words [R06]"], {}, ("aanmeldingen", 2, {"motivatie": "woord " * 248})),
    Geval("R06", ["error: aanmeldingen.csv, row 2, column motivatie: aanleiding and motivatie together are too long; found '303 words'; allowed: at most 250 words [R06]"], {}, ("aanmeldingen", 2, {"motivatie": "woord " * 300})),
    Geval("R07", ["error: aanmeldingen.csv, row 2, column actieve_bijdrage: an admitted deelnemer must be willing to contribute; found 'nee'; allowed: ja [R07]"], {}, ("aanmeldingen", 2, {"actieve_bijdrage": "nee"})),
    Geval("R08", [f"error: deelnemers.csv, row 2, column id: {TREKKER}; found 'noord: 0 trekkers'; {EEN_TREKKER} [R08]"], {}, ("betrokkenen", 2, {"trekker": "nee"})),
    Geval("R08", [f"error: deelnemers.csv, row 2, column id: {TREKKER}; found 'noord: a trekker who is not first contact'; {EEN_TREKKER} [R08]"], {}, ("betrokkenen", 2, {"eerste_contact": "nee"})),
    Geval(
        "R08",
        [
            f"error: deelnemers.csv, row 2, column id: {TREKKER}; found 'noord: 2 trekkers'; {EEN_TREKKER} [R08]",
            f"error: deelnemers.csv, row 3, column id: {TREKKER}; found 'oost: 0 trekkers'; {EEN_TREKKER} [R08]",
        ],
        {},
        ("betrokkenen", 3, {"deelnemer": "noord"}),
    ),
    Geval("R10", ["error: aanmeldingen.csv, row 2, column naam: the cell is empty and must be filled; allowed: Naam van de gemeente of het verband. [R10]"], {}, ("aanmeldingen", 2, {"naam": ""})),
    Geval("R10", ["error: deelnemers.csv, row 2, column id: no admitted application belongs to this deelnemer; found 'noord'; allowed: one row of aanmeldingen.csv with this deelnemer and status toegelaten [R10]"], {}, ("aanmeldingen", 2, {"status": "ingediend"})),
    Geval(
        "R10",
        [
            "error: deelnemers.csv, row 2, column id: more than one admitted application belongs to this deelnemer; found 'noord'; allowed: one row of aanmeldingen.csv with this deelnemer and status toegelaten [R10]",
            "error: deelnemers.csv, row 3, column id: no admitted application belongs to this deelnemer; found 'oost'; allowed: one row of aanmeldingen.csv with this deelnemer and status toegelaten [R10]",
        ],
        {},
        ("aanmeldingen", 3, {"deelnemer": "noord"}),
    ),
    Geval(
        "R10",
        [
            "error: aanmeldingen.csv, row 2, column deelnemer: the application is admitted but names no deelnemer; allowed: the deelnemer that came from it [R10]",
            "error: deelnemers.csv, row 2, column id: no admitted application belongs to this deelnemer; found 'noord'; allowed: one row of aanmeldingen.csv with this deelnemer and status toegelaten [R10]",
        ],
        {},
        ("aanmeldingen", 2, {"deelnemer": ""}),
    ),
    Geval("R13", ["error: deelnemers.csv, row 2, column sturingsvorm: line steering cannot be the chosen form; found 'LIJN'; allowed: PP, OP, RE, ZE, GE, KN [R13]"], {"opzet": "leertraject"}, ("deelnemers", 2, {"sturingsvorm": "LIJN"})),
    Geval(
        "R13",
        [
            "error: aanmeldingen.csv, row 2, column sturingsvorm: line steering cannot be the chosen form; found 'LIJN'; allowed: PP, OP, RE, ZE, GE, KN [R13]",
            "error: deelnemers.csv, row 2, column sturingsvorm: the form differs from the application in row 2; found 'ZE'; allowed: LIJN [R04]",
        ],
        {},
        ("aanmeldingen", 2, {"sturingsvorm": "LIJN"}),
    ),
    Geval("R14", ["warning: aanmeldingen.csv, row 2, column intake: the intake does not precede the final application; found 'intake 2021-04-03, ingediend 2021-04-02'; allowed: intake on or before ingediend [R14]"], {}, ("aanmeldingen", 2, {"intake": "2021-04-03"})),
    Geval("R14", ["warning: aanmeldingen.csv, row 2, column intake: the intake does not precede the final application; found 'intake None, ingediend 2021-04-02'; allowed: intake on or before ingediend [R14]"], {}, ("aanmeldingen", 2, {"intake": ""})),
    Geval("R19", ["error: matches.csv, row 2, column akkoord_deelnemer: a match needs both sides; found 'nee'; allowed: ja [R19]"], {}, ("matches", 2, {"akkoord_deelnemer": "nee"})),
    Geval("R19", ["error: matches.csv, row 2, column akkoord_partner: a match needs both sides; found 'nee'; allowed: ja [R19]"], {}, ("matches", 2, {"akkoord_partner": "nee"})),
    Geval(
        "R19",
        [
            "error: matches.csv, row 2, column deelnemer: the deelnemer has more than one kennispartner; found 'noord'; allowed: one [R19]",
            "error: matches.csv, row 3, column deelnemer: the deelnemer has more than one kennispartner; found 'noord'; allowed: one [R19]",
            "error: deelnemers.csv, row 3, column id: the deelnemer has no kennispartner; found 'oost'; allowed: one row of matches.csv [R19]",
        ],
        {"traject": """
            kennispartners:
              - {id: bureau, expertise: [ZE], labels: [{naam: Bureau, van: 2015-01-01}]}
              - {id: ander, expertise: [KN], labels: [{naam: Ander, van: 2015-01-01}]}
        """},
        ("matches", 3, {"deelnemer": "noord", "kennispartner": "ander"}),
    ),
]  # fmt: skip

ONDERZOEK = [
    Geval(
        "I01",
        ["error: bronnen.csv: the table has no rows; allowed: at least one [I01]", "error: deelnemers.csv: the table has no rows; allowed: at least one [I01]"],
        {"opzet": "leertraject", "bronnen": "", "deelnemers": ""},
    ),
    Geval("I02", ["error: lessen.csv, row 3, column status: a les beyond waargenomen needs evidence; found 'L2: geformuleerd'; allowed: waargenomen, or a row of bewijsstukken.csv for this les [I02]"], {"lessen": "id  status\nL1  waargenomen\nL2  geformuleerd"}),
    Geval("I02", ["error: lessen.csv, row 2, column spanning_met: the tension is named on one side only; found 'L2'; allowed: L1 in spanning_met of L2 too [I02]"], {"lessen": "id  spanning_met\nL1  L2\nL2  -"}),
    Geval("I03", ["error: beoordelingen.csv, row 2, column groep: the own organisation cannot fill D4; found 'medewerkers'; allowed: inwoners, partners [I03]"], {"effecten": "id\nE1", "beoordelingen": "groep\nmedewerkers"}),
    Geval(
        "I03",
        ["error: vragenlijst.yaml, column items.groepen: item V4 belongs to D4 and is put to the own organisation; found 'bestuur'; allowed: inwoners, partners [I03]"],
        {"vragenlijst": "items: [{id: V4, tekst: Er wordt geluisterd, deelvraag: D4, groepen: [inwoners, bestuur]}]"},
    ),
    Geval("I04", ["error: effecten.csv, row 2, column deelnemer: casus wijk belongs to another deelnemer; found 'zuid'; allowed: noord [I04]"], {"casussen": "id  deelnemer\nwijk  noord", "effecten": "casus  deelnemer\nwijk  zuid"}),
    Geval("I04", ["error: effecten.csv, row 2, column deelnemer: casus wijk belongs to another deelnemer; found '(empty)'; allowed: noord [I04]"], {"casussen": "id  deelnemer\nwijk  noord", "effecten": "casus  deelnemer\nwijk  -"}),
    Geval("I05", ["error: antwoorden.csv, row 3, column waarde: the answer is not on the scale; found '6'; allowed: 1 to 5, weet_niet [I05]"], {"respondenten": "id\nR1\nR2", "antwoorden": "respondent  waarde\nR1  5\nR2  6"}),
    Geval(
        "I05",
        ["error: antwoorden.csv, row 2, column waarde: the answer is not on the scale; found 'weet_niet'; allowed: 1 to 2 [I05]"],
        {"vragenlijst": "schaal: {laag: 1, hoog: 2, labels: {1: nee, 2: ja}, weet_niet: false}", "respondenten": "id\nR1", "antwoorden": "waarde\nweet_niet"},
    ),
    Geval("I05", ["error: antwoorden.csv, row 2, column item: the item was not put to the group of this respondent; found 'V4 for medewerkers'; allowed: inwoners, partners [I05]"], {"respondenten": "groep\nmedewerkers", "antwoorden": "item\nV4"}),
    Geval("I06", ["error: indicatormetingen.csv, row 2, column peildatum: the cell is empty and must be filled; allowed: Wanneer dit cijfer gold. [I06]"], {"effecten": "id\nE1", "indicatormetingen": "peildatum\n-"}),
    Geval("I07", ["error: lessen.csv, row 2, column vertrouwelijkheid: the row is meant for one deelnemer but names none; found 'deelnemer'; allowed: team, leerkring, openbaar, or fill in the deelnemer [I07]"], {"lessen": "vertrouwelijkheid\ndeelnemer"}),
    Geval("I07", ["error: logboek.csv, row 3, column vertrouwelijkheid: the row is meant for one deelnemer but names none; found 'deelnemer'; allowed: team, leerkring, openbaar, or fill in the deelnemer [I07]"], {"logboek": "deelnemer  vertrouwelijkheid\nnoord  deelnemer\n-  deelnemer"}),
    *(
        Geval("I08", [f"error: {tabel}.csv, row 2, column {kolom}: noord stopped after round 2; found '{waarde}'; allowed: up to round 2, meting T2 [I08]"], {"deelnemers": ALLEEN_NOORD_GESTOPT, tabel: rows, **other})
        for tabel, kolom, waarde, rows, other in [
            ("interventies", "ronde", "3", "ronde\n3", {}),
            ("logboek", "ronde", "3", "deelnemer  ronde  datum\nnoord  3  2022-02-01", {}),
            ("adviezen", "ronde", "3", "ronde  van  naar\n3  oost  noord", {}),
            ("sturingsmix", "meting", "T3", "meting\nT3", {}),
            ("uitnodigingen", "meting", "T3", "meting\nT3", {}),
            ("antwoorden", "meting", "T3", "meting\nT3", {"respondenten": "id\nR1"}),
        ]
    ),
    Geval("I09", ["error: fragmenten.csv, row 2, column datum: the date lies after the reference date of the traject; found '2022-07-01'; allowed: up to 2022-06-30 (peildatum in traject.yaml) [I09]"], {"fragmenten": "datum\n2022-07-01"}),
    Geval("I09", ["error: interventies.csv, row 2, column start: the date lies after the reference date of the traject; found '2022-07'; allowed: up to 2022-06-30 (peildatum in traject.yaml) [I09]"], {"interventies": "start\n2022-07"}),
    Geval("I09", ["error: logboek.csv, row 2, column datum: the date does not lie in round 2; found '2021-09-10'; allowed: 2021-09-11 to 2022-01-20 [I09]"], {"logboek": "ronde  datum\n2  2021-09-10"}),
    Geval("I09", ["error: logboek.csv, row 2, column datum: the date does not lie in round 2; found '2022-01-21'; allowed: 2021-09-11 to 2022-01-20 [I09]"], {"logboek": "ronde  datum\n2  2022-01-21"}),
    Geval("I10", ["warning: logboek.csv, row 3, column tekst: the text holds personal data; found 'e-mailadres j… (12 tekens); telefoonnummer 0… (11 tekens)'; allowed: pseudonyms and functions; leave the data out, or write it in words if it is a false alarm [I10]"], {"logboek": "tekst\nBel de wijk.\nMail jan@noord.nl of bel 06-12345678."}),
    Geval("I10", ["warning: lessen.csv, row 2, column titel: the text holds personal data; found 'burgerservicenummer 1… (9 tekens)'; allowed: pseudonyms and functions; leave the data out, or write it in words if it is a false alarm [I10]"], {"lessen": "titel\nLeer van 111222333"}),
    Geval("I10", ["warning: respondenten.csv, row 2, column id: the text holds personal data; found 'telefoonnummer 0… (11 tekens)'; allowed: pseudonyms and functions; leave the data out, or write it in words if it is a false alarm [I10]"], {"respondenten": "id\n06-12345678", "antwoorden": "respondent\n06-12345678"}),
    Geval("I10", ["warning: traject.yaml, column grenzen: the text holds personal data; found 'postcode met huisnummer 1… (11 tekens)'; allowed: pseudonyms and functions; leave the data out, or write it in words if it is a false alarm [I10]"], {"traject": "grenzen: [Alles is verzonnen., 'Dorpsstraat 12, 1234 AB Noord']"}),
    Geval("I10", ["warning: vragenlijst.yaml, column items.tekst: the text holds personal data; found 'IBAN N… (18 tekens)'; allowed: pseudonyms and functions; leave the data out, or write it in words if it is a false alarm [I10]"], {"vragenlijst": "items: [{id: V4, tekst: Betaal NL91ABNA0417164300, deelvraag: D4, groepen: [inwoners]}]"}),
    Geval("I11", ["warning: logboek.csv, row 2, column tekst: a spreadsheet would run this text as a formula; found '=HYPERLINK(http://x.test;klik)'; allowed: a text that does not begin with = + - @ before a letter, digit or bracket [I11]"], {"logboek": "tekst\n=HYPERLINK(http://x.test;klik)"}),
    Geval("I11", ["warning: lessen.csv, row 3, column uitleg: a spreadsheet would run this text as a formula; found '-1+cmd|calc'; allowed: a text that does not begin with = + - @ before a letter, digit or bracket [I11]"], {"lessen": "id  uitleg\nL1  Begin klein.\nL2  -1+cmd|calc"}),
]  # fmt: skip

BEVINDINGEN = [
    Geval("I12", ["error: bevindingen.csv, row 2, column steunt_op: dit nummer staat in meer tabellen: interventies, effecten; found 'X1'; allowed: een nummer dat maar in één tabel staat; geef een van deze rijen een ander nummer [I12]"], {'effecten': 'id\nX1', 'interventies': 'id\nX1', 'bevindingen': 'steunt_op\nX1'}),
    Geval("I12", ["error: bevindingen.csv, row 2, column steunt_op: bij een stelling hoort een groep en een meting; found 'V4'; allowed: zoals V4:partners:T3 [I12]"], {'bevindingen': 'steunt_op\nV4'}),
    Geval("I12", ["error: bevindingen.csv, row 2, column steunt_op: deze stelling is niet aan deze groep voorgelegd; found 'V4:medewerkers:T0'; allowed: V4:inwoners:T0, V4:partners:T0 [I12]"], {'bevindingen': 'steunt_op\nV4:medewerkers:T0'}),
    Geval("I12", ["error: bevindingen.csv, row 2, column steunt_op: antwoorden horen bij een deelnemer, en deze bevinding gaat over de kring; found 'V4:inwoners:T0'; allowed: een bevinding van een deelnemer die op deze antwoorden rust [I12]"], {'bevindingen': 'deelnemer  steunt_op\n-  V4:inwoners:T0'}),
    Geval("I12", ["error: bevindingen.csv, row 2, column steunt_op: deze bevinding rust via andere bevindingen op zichzelf; found 'B1'; allowed: rijen die er zonder haar al zijn [I12]", "error: bevindingen.csv, row 3, column steunt_op: deze bevinding rust via andere bevindingen op zichzelf; found 'B2'; allowed: rijen die er zonder haar al zijn [I12]"], {'bevindingen': 'id  deelnemer  deelvraag  steunt_op\nB1  -  D1  B2\nB2  -  D2  B1'}),
    Geval("I13", ["error: bevindingen.csv, row 2, column steunt_op: deze rij gaat over zuid en niet over noord; found 'E1'; allowed: een rij over dezelfde deelnemer [I13]"], {'effecten': 'id  deelnemer\nE1  zuid', 'bevindingen': 'steunt_op\nE1'}),
    Geval("I13", ["error: bevindingen.csv, row 3, column steunt_op: deze rij gaat over de hele kring en niet over noord; found 'B1'; allowed: een rij over dezelfde deelnemer [I13]"], {'bevindingen': 'id  deelnemer  deelvraag  steunt_op\nB1  -  D1  noord\nB2  noord  D1  B1'}),
    Geval("I14", ["error: bevindingen.csv, row 2, column steunt_op: geen van deze rijen is een oordeel van inwoners of partners; found 'E1'; allowed: een rij van beoordelingen.csv, een stelling aan inwoners of partners, of een fragment van hen [I14]"], {'effecten': 'id\nE1', 'bevindingen': 'deelvraag  steunt_op\nD4  E1'}),
    Geval("I15", ["warning: bevindingen.csv, row 2, column vertrouwelijkheid: deze bevinding rust op E1, en die rij is voor ‘team’; verder komt de bevinding niet; found 'openbaar'; allowed: team, of een bevinding die niet op E1 rust [I15]"], {'effecten': 'id  vertrouwelijkheid\nE1  team', 'bevindingen': 'steunt_op\nE1'}),
    Geval("I16", ["error: bevindingen.csv, row 2, column antwoord: dit leidt niet naar een getal in een rij waar de bevinding op rust; found '{noord.effect}'; allowed: een rij uit steunt_op of spreekt_tegen met een punt en een kolom of stap, zoals {WOL-E1.T3} [I16]"], {'bevindingen': 'antwoord\nHet werd {noord.effect} keer beter.'}),
    Geval("I16", ["warning: bevindingen.csv, row 2, column antwoord: dit getal staat in geen van de rijen waar de bevinding op rust; found '41'; allowed: een getal uit die rijen; met {rij.kolom} loopt het mee als de rij verandert [I16]"], {'effecten': 'id\nE1', 'bevindingen': 'antwoord  steunt_op\nHet ging van 41 naar {E1.T3} weken.  E1', 'indicatormetingen': 'effect  stap  waarde\nE1  T3  33'}),
    Geval("I17", ["warning: bevindingen.csv, row 2, column gezien: te herzien: na het opschrijven is er iets veranderd in de rijen waar deze bevinding op rust; found 'noord'; allowed: lees de bevinding na en sla haar opnieuw op, of maak gezien leeg [I17]"], {'bevindingen': 'gezien\nnoord=oud'}),
    Geval("I19", ["error: bevindingen.csv, row 2, column antwoord: deze bevinding gaat verder dan deze rij, en noemt er een getal uit; found '{E1.T3}'; allowed: een antwoord in woorden, of een rij die ook voor ‘openbaar’ is [I19]"], {'effecten': 'id  vertrouwelijkheid\nE1  team', 'indicatormetingen': 'effect  stap  waarde  vertrouwelijkheid\nE1  T3  33  team', 'bevindingen': 'antwoord  steunt_op  ruimer_reden  nagekeken_door\nHet ging naar {E1.T3} weken.  E1  Afgesproken.  adviseur'}),
]  # fmt: skip

TE_WEINIG = "info: antwoorden.csv, column waarde: van inwoners bij noord zijn er te weinig antwoorden; buiten het team ziet niemand de uitkomst; found '{}'; allowed: {} voor leerkring en {} voor openbaar [I18]"
LOPEND = "peildatum: 2022-06-29"
VIER = "id  groep\n" + "\n".join(f"R{n}  inwoners" for n in range(1, 5))
VRAGENLIJST = [
    Geval("I18", [TE_WEINIG.format("T0 4, T3 0", 5, 10)], {"traject": LOPEND, "respondenten": VIER, "antwoorden": "respondent  meting  item  waarde\n" + "\n".join(f"R{n}  T0  V4  3" for n in range(1, 5)), "uitnodigingen": "groep  meting  uitgenodigd\ninwoners  T0  40\ninwoners  T3  40"}),
    Geval("I18", [TE_WEINIG.format("T0 4", 6, 12)], {"traject": f"{LOPEND}\ndrempels: {{n_kring: 6, n_openbaar: 12}}", "respondenten": f"{VIER}\nR5  inwoners", "antwoorden": "respondent  meting  item  waarde\n" + "\n".join(f"R{n}  T0  V4  {'weet_niet' if n == 5 else 3}" for n in range(1, 6))}),
]  # fmt: skip

TEGENDRAADS = "id  groep\n" + "\n".join(f"R{n}  medewerkers" for n in range(1, 10))
TEGEN = "respondent  item  waarde\n" + "\n".join(
    f"R{n}  V{i}  {v}" for n in range(1, 10) for i, v in ((1, n % 5 + 1), (2, n % 5 + 1), (3, 5 - n % 5))
)
DRIE = (
    "items: ["
    + ", ".join(f"{{id: V{n}, tekst: Gaat het goed, deelvraag: D1, groepen: [medewerkers]}}" for n in (1, 2, 3))
    + "]"
)
AANNEMELIJK = [
    Geval("I20", ["error: beoordelingen.csv, row 2, column zekerheid: een document vertelt over inwoners; zij zeggen het hier niet zelf; found 'gemeten'; allowed: beweerd, of een bron waarin zij zelf spreken (interview, vragenlijst, observatie) [I20]"], {"effecten": "id\nE1", "beoordelingen": "effect  groep  zekerheid\nE1  inwoners  gemeten"}),
    Geval("I21", ["error: effecten.csv, row 2, column tegenbewijs: dit vult de cel en zegt niets; found 'n.v.t.'; allowed: laat de cel leeg, of schrijf op wat er is gevonden [I21]"], {"effecten": "tegenbewijs\nn.v.t."}),
    Geval("I21", ["error: effecten.csv, row 2, column andere_verklaring: dit vult de cel en zegt niets; found '?'; allowed: laat de cel leeg, of schrijf op wat er is gevonden [I21]"], {"effecten": "andere_verklaring\n?"}),
    Geval("I21", ["error: logboek.csv, row 2, column tekst: dit vult de cel en zegt niets; found 'x'; allowed: een tekst die iets zegt [I21]"], {"logboek": "tekst\nx"}),
    Geval("I22", ["error: logboek.csv, row 2, column tekst: een foutmelding van het rekenblad; found '#VERW!'; allowed: herstel de formule, of typ de tekst zelf [I22]"], {"logboek": "tekst\nHet waren #VERW! mensen."}),
    Geval("I22", ["warning: logboek.csv, row 2, column tekst: het rekenblad heeft hier misschien een datum van gemaakt; found 'mei-21'; allowed: typ de tekst zelf [I22]"], {"logboek": "tekst\nmei-21"}),
    Geval("I23", ["warning: logboek.csv, row 2, column tekst: de letters zijn onderweg stukgegaan; found 'In SÃºdwest ging het zo.'; allowed: In Súdwest ging het zo. [I23]"], {"logboek": "tekst\nIn SÃºdwest ging het zo."}),
    Geval("I23", ["warning: logboek.csv, row 2, column tekst: de letters zijn onderweg stukgegaan; found 'In S�dwest.'; allowed: typ de tekst opnieuw; het teken zelf is verloren [I23]"], {"logboek": "tekst\nIn S�dwest."}),
    Geval("I24", ["error: logboek.csv, row 2, column tekst: deze tekst komt uit een verzonnen voorbeeld, en dit traject is echt; found 'subsidie die niet bestaat'; allowed: een tekst over dit traject, of fictief: true [I24]"], {"traject": "fictief: false\ngrenzen: [Weinig.]\ninleiding: Een traject.", "logboek": "tekst\nEen subsidie die niet bestaat."}),
    Geval("I25", ["error: indicatormetingen.csv, row 3, column eenheid: deze reeks begon in een andere eenheid: ‘Duur’ bij E1; found 'dagen'; allowed: procent [I25]"], {"effecten": "id\nE1", "indicatormetingen": "effect  indicator  volgorde  eenheid\nE1  Duur  0  procent\nE1  Duur  1  dagen"}),
    Geval("I25", ["error: indicatormetingen.csv, row 3, column nulmeting: deze reeks heeft al een nulmeting: ‘Duur’ bij E1; found 'ja'; allowed: nee, of nee bij de andere [I25]"], {"effecten": "id\nE1", "indicatormetingen": "effect  indicator  volgorde  nulmeting\nE1  Duur  0  ja\nE1  Duur  1  ja"}),
    Geval("I26", ["warning: effecten.csv, row 2, column zekerheid: dit effect heet gemeten, en er staat geen meting bij; found 'gemeten'; allowed: een rij in indicatormetingen, of waargenomen of beweerd [I26]"], {"effecten": "zekerheid\ngemeten"}),
    Geval("I27", ["error: uitnodigingen.csv, row 2, column uitgenodigd: er antwoordden meer mensen dan er gevraagd zijn: 2; found '1'; allowed: 2 of meer [I27]"], {"uitnodigingen": "uitgenodigd\n1", "respondenten": "id\nR1\nR2", "antwoorden": "respondent\nR1\nR2"}),
    Geval("I28", ["error: antwoorden.csv, column meting: de bron van T3 is ouder dan die van T0; zijn de metingen verwisseld?; found 'T3: 2021-05-31, T0: 2022-05-01'; allowed: metingen in de volgorde van hun datum [I28]"], {"bronnen": "id  datum\nS1  2020\nVA  2021-05\nVB  2022-05", "respondenten": "id\nR1", "antwoorden": "respondent  meting  bron\nR1  T0  VB\nR1  T3  VA"}),
    Geval("I29", ["warning: vragenlijst.yaml, column items.omgekeerd: stelling V3 gaat in elke groep tegen de andere stellingen in; found 'nee'; allowed: kijk na of omgekeerd klopt, en of de antwoorden niet al zijn omgedraaid [I29]"], {"vragenlijst": DRIE, "respondenten": TEGENDRAADS, "antwoorden": TEGEN}),
    Geval("I30", ["error: interventies.csv, row 2, column start: deze stap begon lang voor ronde 1; found '2012'; allowed: vanaf 2020-04-30, of een andere ronde [I30]"], {"interventies": "ronde  start\n1  2012"}),
    Geval("I30", ["error: interventies.csv, row 2, column eind: deze stap eindigde voordat ronde 3 begon; found '2021-08'; allowed: vanaf 2022-01-21, of een andere ronde [I30]"], {"interventies": "ronde  start  eind\n3  2021-06  2021-08"}),
    Geval("I30", ["error: interventies.csv, row 2, column eind: een stap die nog gepland is, heeft geen werkelijk einde; found '2021-08'; allowed: leeg, of een andere status [I30]"], {"interventies": "eind  status\n2021-08  gepland"}),
    Geval("I30", ["error: traject.yaml, column rondes: ronde 3 ligt buiten het traject; found '2022-01-21 tot 2022-04-30'; allowed: tussen 2021-01-01 en 2022-03-31 [I30]"], {"traject": "start: 2021-01\neind: 2022-03"}),
    Geval("I31", ["error: herindelingen.csv, row 2, column naar: een gemeente gaat niet in zichzelf op; found 'Oss'; allowed: een andere gemeente [I31]"], {"herindelingen": "van  naar\nOss  Oss"}),
    Geval("I31", ["error: herindelingen.csv, row 3, column naar: zo gaan deze gemeenten in een kring in elkaar op; found 'B → A'; allowed: een overgang naar een latere gemeente [I31]"], {"herindelingen": "van  naar\nA  B\nB  A"}),
    Geval("I31", ["error: herindelingen.csv, row 3, column geheel: A ging al in zijn geheel over naar B; found 'ja'; allowed: nee bij een splitsing [I31]"], {"herindelingen": "van  naar  geheel\nA  B  ja\nA  C  ja"}),
    Geval("I31", ["error: herindelingen.csv, row 3, column van: deze overgang staat er al; found 'A → B'; allowed: één rij [I31]"], {"herindelingen": "van  naar  geheel  moment\nA  B  nee  1990\nA  B  nee  1991"}),
    Geval("I32", ["error: deelnemers.csv, row 2, column tooi: dit is het nummer van een gemeente, en Gemeente is dat niet; found 'https://identifier.overheid.nl/tooi/id/gemeente/gm0001'; allowed: het nummer van deze organisatie, of leeg [I32]"], {}, ("deelnemers", 2, {"soort": "gr", "tooi": "https://identifier.overheid.nl/tooi/id/gemeente/gm0001"})),
    Geval("I33", ["error: adviezen.csv, row 2, column naar: een deelnemer geeft zichzelf geen advies; found 'noord'; allowed: een andere deelnemer [I33]"], {"adviezen": "van  naar\nnoord  noord"}),
    Geval("I34", ["warning: logboek.csv, row 3, column id: deze rij zegt precies wat N1 zegt; found 'N2'; allowed: één rij, of een verschil [I34]"], {"logboek": "id  tekst\nN1  Dit is een zin van zeven woorden.\nN2  Dit is een zin van zeven woorden."}),
    Geval("I35", ["warning: aanmeldingen.csv, row 2, column vertrouwelijkheid: zo kan iedereen lezen waarom men zich aanmeldde; found 'openbaar'; allowed: team of leerkring [I35]"], {}, ("aanmeldingen", 2, {"vertrouwelijkheid": "openbaar"})),
]  # fmt: skip

GEVALLEN = PLANNING + DEELNAME + ONDERZOEK + BEVINDINGEN + VRAGENLIJST + AANNEMELIJK


@pytest.mark.parametrize("geval", GEVALLEN, ids=lambda geval: geval.regel)
def test_broken_rule_is_shown_in_full(tmp_path: Path, geval: Geval) -> None:
    folder = write_traject(tmp_path, **{"opzet": "leerkring", **geval.anders})
    if geval.cel:
        tabel, rij, cells = geval.cel
        set_cells(folder, tabel, rij, **cells)

    assert check_text(folder) == geval.lines
    assert any(line.endswith(f"[{geval.regel}]") for line in geval.lines)


def test_every_rule_of_the_domain_is_broken_here_and_named_in_the_code() -> None:
    library = ROOT / "leerkring"
    sources = [*library.glob("model/*.py"), *library.glob("traject/regels/*.py")]
    in_code = {regel for source in sources for regel in re.findall(r'"([RI]\d\d)"', source.read_text("utf-8"))}

    assert sorted({geval.regel for geval in GEVALLEN}) == sorted(REGELS)
    assert sorted(in_code) == sorted(REGELS)
