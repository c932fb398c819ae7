"""Each rule of the domain, broken once: the whole line that the check then shows."""
# ruff: noqa: E501 - a message is one line, as the reader sees it

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from mini import check_text, set_cells, write_traject
from plek import ROOT

REGELS = [*(f"R{n:02}" for n in range(1, 20)), *(f"I{n:02}" for n in range(1, 36))]
TREKKER = "een deelnemer heeft precies één trekker, die het eerste contact is"
EEN_TREKKER = "toegestaan: één rij van betrokkenen.csv met trekker ja en eerste_contact ja"
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
    Geval("R01", ["fout: deelnemers.csv: de leerkring is met te weinig deelnemers gestart; er staat ‘5’; toegestaan: ten minste 6 [R01]"], {"aantal": 5}),
    Geval("R02", ["let op: deelnemers.csv: overweeg een tweede groep; er staat ‘13’; toegestaan: hoogstens 12 in één groep (drempels.tweede_groep) [R02]"], {"aantal": 13}),
    Geval("R09", ["ter info: traject.yaml, bij bijdrage_euro: de bijdrage is anders dan in de opzet; er staat ‘15000’; toegestaan: 16650, zonder btw, met reiskosten [R09]"], {"traject": "bijdrage_euro: 15000"}),
    Geval("R09", ["ter info: traject.yaml, bij bijdrage_euro: de bijdrage is anders dan in de opzet; er staat ‘None’; toegestaan: 16650, zonder btw, met reiskosten [R09]"], {"traject": "bijdrage_euro:"}),
    Geval("R11", ["fout: traject.yaml, bij rondes: er zijn precies drie rondes, op volgorde genummerd; er staat ‘[1, 2]’; toegestaan: 1, 2, 3 [R11]"], {"traject": f"rondes: [{RONDES[0]}, {RONDES[1]}]"}),
    Geval(
        "R11",
        ["fout: traject.yaml, bij rondes: ronde 2 bijeenkomst ligt vóór ronde 2 eind; er staat ‘2021-12-30 < 2021-12-31’; toegestaan: eerst de uitvoering, dan de bijeenkomst, dan de volgende ronde [R11]"],
        {"traject": f"rondes: [{RONDES[0]}, {RONDES[1].replace('2022-01-20', '2021-12-30')}, {RONDES[2]}]"},
    ),
    Geval(
        "R11",
        [
            "fout: traject.yaml, bij rondes: er zijn precies drie rondes, op volgorde genummerd; er staat ‘[1, 3, 2]’; toegestaan: 1, 2, 3 [R11]",
            "fout: traject.yaml, bij rondes: ronde 2 start ligt vóór ronde 3 bijeenkomst; er staat ‘2021-09-11 < 2022-05-20’; toegestaan: eerst de uitvoering, dan de bijeenkomst, dan de volgende ronde [R11]",
        ],
        {"traject": f"rondes: [{RONDES[0]}, {RONDES[2]}, {RONDES[1]}]"},
    ),
    Geval(
        "R12",
        ["let op: traject.yaml, bij rondes, gasten: bijeenkomst 3 heeft gasten; er staat ‘4’; toegestaan: alleen gasten bij bijeenkomst 2 [R12]"],
        {"traject": f"rondes: [{RONDES[0]}, {RONDES[1]}, {RONDES[2][:-1]}, gasten: 4}}]"},
    ),
    Geval("R15", ["let op: traject.yaml, bij team: het team heeft een andere omvang dan in de opzet; er staat ‘1’; toegestaan: 3 [R15]"], {"traject": "team: [{id: T1, organisatie: Bureau}]"}),
    Geval("R16", ["fout: traject.yaml, bij publicatie: de publicatie was af voordat zij was besproken; er staat ‘besproken 2022-06-11, afgerond 2022-06-10’; toegestaan: besproken op of vóór afgerond [R16]"], {"traject": "publicatie: {besproken: 2022-06-11, afgerond: 2022-06-10}"}),
    Geval("R16", ["fout: traject.yaml, bij publicatie: de publicatie was af voordat zij was besproken; er staat ‘besproken None, afgerond 2022-06-10’; toegestaan: besproken op of vóór afgerond [R16]"], {"traject": "publicatie: {afgerond: 2022-06-10}"}),
    *(
        Geval(
            "R17",
            [f"fout: traject.yaml, bij kennispartners, labels: partner bureau heeft op een dag van het traject geen label, of meer dan één; er staat ‘{day}’; toegestaan: labels die op elkaar aansluiten (tot is de volgende van) [R17]"],
            {"traject": partner(*labels)},
        )
        for day, *labels in [
            ("2021-05-01", "{naam: Oud, van: 2015-01-01, tot: 2021-05-01}", "{naam: Nieuw, van: 2021-05-02}"),  # a gap
            ("2021-05-01", "{naam: Oud, van: 2015-01-01, tot: 2021-05-02}", "{naam: Nieuw, van: 2021-05-01}"),  # an overlap
            ("2021-03-01", "{naam: Nieuw, van: 2021-03-02}"),  # after the first day, 2021-03-01
            ("2022-06-30", "{naam: Oud, van: 2015-01-01, tot: 2022-06-30}"),  # tot itself is not in it
        ]
    ),
    Geval("R17", ["fout: matches.csv, rij 2, kolom datum: de kennispartner heeft op deze dag niet precies één label; er staat ‘2014-12-31’; toegestaan: een dag binnen een van zijn labels in traject.yaml [R17]"], {}, ("matches", 2, {"datum": "2014-12-31"})),
    Geval("R18", ["let op: traject.yaml, bij mijlpalen: mijlpaal ‘Start’ ligt vóór ‘Seminar’; er staat ‘2021-05 < 2022-06’; toegestaan: de volgorde van de planning [R18]"], {"traject": "mijlpalen: [{naam: Seminar, moment: 2022-06}, {naam: Start, moment: 2021-05}]"}),
]  # fmt: skip

DEELNAME = [
    Geval("R03", ["fout: deelnemers.csv, rij 2, kolom modus: de modus ontbreekt; toegestaan: introductie, versterking [R03]"], {}, ("deelnemers", 2, {"modus": ""})),
    Geval("R03", ["fout: aanmeldingen.csv, rij 3, kolom al_actief: een toegelaten deelnemer moet al aan zijn vorm werken; er staat ‘nee’; toegestaan: ja [R03]"], {}, ("aanmeldingen", 3, {"al_actief": "nee"})),
    Geval("R04", ["fout: deelnemers.csv, rij 2, kolom sturingsvorm: deze waarde is onbekend; vul er precies één in; er staat ‘ZE|KN’; toegestaan: PP, OP, RE, ZE, GE, KN, LIJN [R04]"], {}, ("deelnemers", 2, {"sturingsvorm": "ZE|KN"})),
    Geval("R04", ["fout: deelnemers.csv, rij 2, kolom sturingsvorm: de vorm is anders dan in de aanmelding in rij 2; er staat ‘KN’; toegestaan: ZE [R04]"], {}, ("deelnemers", 2, {"sturingsvorm": "KN"})),
    Geval("R05", ["fout: aanmeldingen.csv, rij 2, kolom motivatie: de cel is leeg en moet zijn ingevuld; toegestaan: Waarom men meedoet; samen met de aanleiding ten hoogste 250 woorden. [R05]"], {}, ("aanmeldingen", 2, {"motivatie": " "})),
    # 'Er was iets.' is 3 words.
    Geval("R06", ["fout: aanmeldingen.csv, rij 2, kolom motivatie: aanleiding en motivatie zijn samen te lang; er staat ‘251 woorden’; toegestaan: hoogstens 250 woorden [R06]"], {}, ("aanmeldingen", 2, {"motivatie": "woord " * 248})),
    Geval("R06", ["fout: aanmeldingen.csv, rij 2, kolom motivatie: aanleiding en motivatie zijn samen te lang; er staat ‘303 woorden’; toegestaan: hoogstens 250 woorden [R06]"], {}, ("aanmeldingen", 2, {"motivatie": "woord " * 300})),
    Geval("R07", ["fout: aanmeldingen.csv, rij 2, kolom actieve_bijdrage: een toegelaten deelnemer moet actief willen bijdragen; er staat ‘nee’; toegestaan: ja [R07]"], {}, ("aanmeldingen", 2, {"actieve_bijdrage": "nee"})),
    Geval("R08", [f"fout: deelnemers.csv, rij 2, kolom id: {TREKKER}; er staat ‘noord: 0 trekkers’; {EEN_TREKKER} [R08]"], {}, ("betrokkenen", 2, {"trekker": "nee"})),
    Geval("R08", [f"fout: deelnemers.csv, rij 2, kolom id: {TREKKER}; er staat ‘noord: een trekker die niet het eerste contact is’; {EEN_TREKKER} [R08]"], {}, ("betrokkenen", 2, {"eerste_contact": "nee"})),
    Geval(
        "R08",
        [
            f"fout: deelnemers.csv, rij 2, kolom id: {TREKKER}; er staat ‘noord: 2 trekkers’; {EEN_TREKKER} [R08]",
            f"fout: deelnemers.csv, rij 3, kolom id: {TREKKER}; er staat ‘oost: 0 trekkers’; {EEN_TREKKER} [R08]",
        ],
        {},
        ("betrokkenen", 3, {"deelnemer": "noord"}),
    ),
    Geval("R10", ["fout: aanmeldingen.csv, rij 2, kolom naam: de cel is leeg en moet zijn ingevuld; toegestaan: Naam van de gemeente of het verband. [R10]"], {}, ("aanmeldingen", 2, {"naam": ""})),
    Geval("R10", ["fout: deelnemers.csv, rij 2, kolom id: bij deze deelnemer hoort geen enkele toegelaten aanmelding; er staat ‘noord’; toegestaan: één rij van aanmeldingen.csv met deze deelnemer en status toegelaten [R10]"], {}, ("aanmeldingen", 2, {"status": "ingediend"})),
    Geval(
        "R10",
        [
            "fout: deelnemers.csv, rij 2, kolom id: bij deze deelnemer hoort meer dan één toegelaten aanmelding; er staat ‘noord’; toegestaan: één rij van aanmeldingen.csv met deze deelnemer en status toegelaten [R10]",
            "fout: deelnemers.csv, rij 3, kolom id: bij deze deelnemer hoort geen enkele toegelaten aanmelding; er staat ‘oost’; toegestaan: één rij van aanmeldingen.csv met deze deelnemer en status toegelaten [R10]",
        ],
        {},
        ("aanmeldingen", 3, {"deelnemer": "noord"}),
    ),
    Geval(
        "R10",
        [
            "fout: aanmeldingen.csv, rij 2, kolom deelnemer: de aanmelding is toegelaten, maar noemt geen deelnemer; toegestaan: de deelnemer die eruit voortkwam [R10]",
            "fout: deelnemers.csv, rij 2, kolom id: bij deze deelnemer hoort geen enkele toegelaten aanmelding; er staat ‘noord’; toegestaan: één rij van aanmeldingen.csv met deze deelnemer en status toegelaten [R10]",
        ],
        {},
        ("aanmeldingen", 2, {"deelnemer": ""}),
    ),
    Geval("R13", ["fout: deelnemers.csv, rij 2, kolom sturingsvorm: lijnsturing kan niet de gekozen vorm zijn; er staat ‘LIJN’; toegestaan: PP, OP, RE, ZE, GE, KN [R13]"], {"opzet": "leertraject"}, ("deelnemers", 2, {"sturingsvorm": "LIJN"})),
    Geval(
        "R13",
        [
            "fout: aanmeldingen.csv, rij 2, kolom sturingsvorm: lijnsturing kan niet de gekozen vorm zijn; er staat ‘LIJN’; toegestaan: PP, OP, RE, ZE, GE, KN [R13]",
            "fout: deelnemers.csv, rij 2, kolom sturingsvorm: de vorm is anders dan in de aanmelding in rij 2; er staat ‘ZE’; toegestaan: LIJN [R04]",
        ],
        {},
        ("aanmeldingen", 2, {"sturingsvorm": "LIJN"}),
    ),
    Geval("R14", ["let op: aanmeldingen.csv, rij 2, kolom intake: de intake ligt niet vóór de definitieve aanmelding; er staat ‘intake 2021-04-03, ingediend 2021-04-02’; toegestaan: intake op of vóór ingediend [R14]"], {}, ("aanmeldingen", 2, {"intake": "2021-04-03"})),
    Geval("R14", ["let op: aanmeldingen.csv, rij 2, kolom intake: de intake ligt niet vóór de definitieve aanmelding; er staat ‘intake None, ingediend 2021-04-02’; toegestaan: intake op of vóór ingediend [R14]"], {}, ("aanmeldingen", 2, {"intake": ""})),
    Geval("R19", ["fout: matches.csv, rij 2, kolom akkoord_deelnemer: een match moet van beide kanten komen; er staat ‘nee’; toegestaan: ja [R19]"], {}, ("matches", 2, {"akkoord_deelnemer": "nee"})),
    Geval("R19", ["fout: matches.csv, rij 2, kolom akkoord_partner: een match moet van beide kanten komen; er staat ‘nee’; toegestaan: ja [R19]"], {}, ("matches", 2, {"akkoord_partner": "nee"})),
    Geval(
        "R19",
        [
            "fout: matches.csv, rij 2, kolom deelnemer: de deelnemer heeft meer dan één kennispartner; er staat ‘noord’; toegestaan: één [R19]",
            "fout: matches.csv, rij 3, kolom deelnemer: de deelnemer heeft meer dan één kennispartner; er staat ‘noord’; toegestaan: één [R19]",
            "fout: deelnemers.csv, rij 3, kolom id: de deelnemer heeft geen kennispartner; er staat ‘oost’; toegestaan: één rij van matches.csv [R19]",
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
        ["fout: bronnen.csv: de tabel heeft geen rijen; toegestaan: ten minste één [I01]", "fout: deelnemers.csv: de tabel heeft geen rijen; toegestaan: ten minste één [I01]"],
        {"opzet": "leertraject", "bronnen": "", "deelnemers": ""},
    ),
    Geval("I02", ["fout: lessen.csv, rij 3, kolom status: bij een les die verder gaat dan waargenomen hoort bewijs; er staat ‘L2: geformuleerd’; toegestaan: waargenomen, of een rij van bewijsstukken.csv bij deze les [I02]"], {"lessen": "id  status\nL1  waargenomen\nL2  geformuleerd"}),
    Geval("I02", ["fout: lessen.csv, rij 2, kolom spanning_met: de spanning staat maar bij één van de twee lessen; er staat ‘L2’; toegestaan: L1 ook in spanning_met van L2 [I02]"], {"lessen": "id  spanning_met\nL1  L2\nL2  -"}),
    Geval("I03", ["fout: beoordelingen.csv, rij 2, kolom groep: de eigen organisatie kan D4 niet invullen; er staat ‘medewerkers’; toegestaan: inwoners, partners [I03]"], {"effecten": "id\nE1", "beoordelingen": "groep\nmedewerkers"}),
    Geval(
        "I03",
        ["fout: vragenlijst.yaml, bij items, groepen: stelling V4 hoort bij D4 en is aan de eigen organisatie voorgelegd; er staat ‘bestuur’; toegestaan: inwoners, partners [I03]"],
        {"vragenlijst": "items: [{id: V4, tekst: Er wordt geluisterd, deelvraag: D4, groepen: [inwoners, bestuur]}]"},
    ),
    Geval("I04", ["fout: effecten.csv, rij 2, kolom deelnemer: casus wijk is van een andere deelnemer; er staat ‘zuid’; toegestaan: noord [I04]"], {"casussen": "id  deelnemer\nwijk  noord", "effecten": "casus  deelnemer\nwijk  zuid"}),
    Geval("I04", ["fout: effecten.csv, rij 2, kolom deelnemer: casus wijk is van een andere deelnemer; er staat ‘(leeg)’; toegestaan: noord [I04]"], {"casussen": "id  deelnemer\nwijk  noord", "effecten": "casus  deelnemer\nwijk  -"}),
    Geval("I05", ["fout: antwoorden.csv, rij 3, kolom waarde: het antwoord staat niet op de schaal; er staat ‘6’; toegestaan: 1 tot en met 5, weet_niet [I05]"], {"respondenten": "id\nR1\nR2", "antwoorden": "respondent  waarde\nR1  5\nR2  6"}),
    Geval(
        "I05",
        ["fout: antwoorden.csv, rij 2, kolom waarde: het antwoord staat niet op de schaal; er staat ‘weet_niet’; toegestaan: 1 tot en met 2 [I05]"],
        {"vragenlijst": "schaal: {laag: 1, hoog: 2, labels: {1: nee, 2: ja}, weet_niet: false}", "respondenten": "id\nR1", "antwoorden": "waarde\nweet_niet"},
    ),
    Geval("I05", ["fout: antwoorden.csv, rij 2, kolom item: deze stelling is niet voorgelegd aan de groep van deze respondent; er staat ‘V4 voor medewerkers’; toegestaan: inwoners, partners [I05]"], {"respondenten": "groep\nmedewerkers", "antwoorden": "item\nV4"}),
    Geval("I06", ["fout: indicatormetingen.csv, rij 2, kolom peildatum: de cel is leeg en moet zijn ingevuld; toegestaan: Wanneer dit cijfer gold. [I06]"], {"effecten": "id\nE1", "indicatormetingen": "peildatum\n-"}),
    Geval("I07", ["fout: lessen.csv, rij 2, kolom vertrouwelijkheid: de rij is voor één deelnemer, maar noemt er geen; er staat ‘deelnemer’; toegestaan: team, leerkring, openbaar, of vul de deelnemer in [I07]"], {"lessen": "vertrouwelijkheid\ndeelnemer"}),
    Geval("I07", ["fout: logboek.csv, rij 3, kolom vertrouwelijkheid: de rij is voor één deelnemer, maar noemt er geen; er staat ‘deelnemer’; toegestaan: team, leerkring, openbaar, of vul de deelnemer in [I07]"], {"logboek": "deelnemer  vertrouwelijkheid\nnoord  deelnemer\n-  deelnemer"}),
    *(
        Geval("I08", [f"fout: {tabel}.csv, rij 2, kolom {kolom}: noord stopte na ronde 2; er staat ‘{waarde}’; toegestaan: tot en met ronde 2, meting T2 [I08]"], {"deelnemers": ALLEEN_NOORD_GESTOPT, tabel: rows, **other})
        for tabel, kolom, waarde, rows, other in [
            ("interventies", "ronde", "3", "ronde\n3", {}),
            ("logboek", "ronde", "3", "deelnemer  ronde  datum\nnoord  3  2022-02-01", {}),
            ("adviezen", "ronde", "3", "ronde  van  naar\n3  oost  noord", {}),
            ("sturingsmix", "meting", "T3", "meting\nT3", {}),
            ("uitnodigingen", "meting", "T3", "meting\nT3", {}),
            ("antwoorden", "meting", "T3", "meting\nT3", {"respondenten": "id\nR1"}),
        ]
    ),
    Geval("I09", ["fout: fragmenten.csv, rij 2, kolom datum: de datum ligt na de peildatum van het traject; er staat ‘2022-07-01’; toegestaan: tot en met 2022-06-30 (peildatum in traject.yaml) [I09]"], {"fragmenten": "datum\n2022-07-01"}),
    Geval("I09", ["fout: interventies.csv, rij 2, kolom start: de datum ligt na de peildatum van het traject; er staat ‘2022-07’; toegestaan: tot en met 2022-06-30 (peildatum in traject.yaml) [I09]"], {"interventies": "start\n2022-07"}),
    Geval("I09", ["fout: logboek.csv, rij 2, kolom datum: de datum valt niet in ronde 2; er staat ‘2021-09-10’; toegestaan: 2021-09-11 tot en met 2022-01-20 [I09]"], {"logboek": "ronde  datum\n2  2021-09-10"}),
    Geval("I09", ["fout: logboek.csv, rij 2, kolom datum: de datum valt niet in ronde 2; er staat ‘2022-01-21’; toegestaan: 2021-09-11 tot en met 2022-01-20 [I09]"], {"logboek": "ronde  datum\n2  2022-01-21"}),
    Geval("I10", ["let op: logboek.csv, rij 3, kolom tekst: in deze tekst staan persoonsgegevens; er staat ‘e-mailadres j… (12 tekens); telefoonnummer 0… (11 tekens)’; toegestaan: pseudoniemen en functies; laat de gegevens weg, of schrijf het anders als het loos alarm is [I10]"], {"logboek": "tekst\nBel de wijk.\nMail jan@noord.nl of bel 06-12345678."}),
    Geval("I10", ["let op: lessen.csv, rij 2, kolom titel: in deze tekst staan persoonsgegevens; er staat ‘burgerservicenummer 1… (9 tekens)’; toegestaan: pseudoniemen en functies; laat de gegevens weg, of schrijf het anders als het loos alarm is [I10]"], {"lessen": "titel\nLeer van 111222333"}),
    Geval("I10", ["let op: respondenten.csv, rij 2, kolom id: in deze tekst staan persoonsgegevens; er staat ‘telefoonnummer 0… (11 tekens)’; toegestaan: pseudoniemen en functies; laat de gegevens weg, of schrijf het anders als het loos alarm is [I10]"], {"respondenten": "id\n06-12345678", "antwoorden": "respondent\n06-12345678"}),
    Geval("I10", ["let op: traject.yaml, bij grenzen: in deze tekst staan persoonsgegevens; er staat ‘postcode met huisnummer 1… (11 tekens)’; toegestaan: pseudoniemen en functies; laat de gegevens weg, of schrijf het anders als het loos alarm is [I10]"], {"traject": "grenzen: [Alles is verzonnen., 'Dorpsstraat 12, 1234 AB Noord']"}),
    Geval("I10", ["let op: vragenlijst.yaml, bij items, tekst: in deze tekst staan persoonsgegevens; er staat ‘IBAN N… (18 tekens)’; toegestaan: pseudoniemen en functies; laat de gegevens weg, of schrijf het anders als het loos alarm is [I10]"], {"vragenlijst": "items: [{id: V4, tekst: Betaal NL91ABNA0417164300, deelvraag: D4, groepen: [inwoners]}]"}),
    Geval("I11", ["let op: logboek.csv, rij 2, kolom tekst: Excel zou deze tekst als formule uitvoeren; er staat ‘=HYPERLINK(http://x.test;klik)’; toegestaan: een tekst die niet begint met = + - @ voor een letter, cijfer of haakje [I11]"], {"logboek": "tekst\n=HYPERLINK(http://x.test;klik)"}),
    Geval("I11", ["let op: lessen.csv, rij 3, kolom uitleg: Excel zou deze tekst als formule uitvoeren; er staat ‘-1+cmd|calc’; toegestaan: een tekst die niet begint met = + - @ voor een letter, cijfer of haakje [I11]"], {"lessen": "id  uitleg\nL1  Begin klein.\nL2  -1+cmd|calc"}),
]  # fmt: skip

BEVINDINGEN = [
    Geval("I12", ["fout: bevindingen.csv, rij 2, kolom steunt_op: dit nummer staat in meer tabellen: interventies, effecten; er staat ‘X1’; toegestaan: een nummer dat maar in één tabel staat; geef een van deze rijen een ander nummer [I12]"], {'effecten': 'id\nX1', 'interventies': 'id\nX1', 'bevindingen': 'steunt_op\nX1'}),
    Geval("I12", ["fout: bevindingen.csv, rij 2, kolom steunt_op: bij een stelling hoort een groep en een meting; er staat ‘V4’; toegestaan: zoals V4:partners:T3 [I12]"], {'bevindingen': 'steunt_op\nV4'}),
    Geval("I12", ["fout: bevindingen.csv, rij 2, kolom steunt_op: deze stelling is niet aan deze groep voorgelegd; er staat ‘V4:medewerkers:T0’; toegestaan: V4:inwoners:T0, V4:partners:T0 [I12]"], {'bevindingen': 'steunt_op\nV4:medewerkers:T0'}),
    Geval("I12", ["fout: bevindingen.csv, rij 2, kolom steunt_op: antwoorden horen bij een deelnemer, en deze bevinding gaat over de kring; er staat ‘V4:inwoners:T0’; toegestaan: een bevinding van een deelnemer die op deze antwoorden rust [I12]"], {'bevindingen': 'deelnemer  steunt_op\n-  V4:inwoners:T0'}),
    Geval("I12", ["fout: bevindingen.csv, rij 2, kolom steunt_op: deze bevinding rust via andere bevindingen op zichzelf; er staat ‘B1’; toegestaan: rijen die er zonder haar al zijn [I12]", "fout: bevindingen.csv, rij 3, kolom steunt_op: deze bevinding rust via andere bevindingen op zichzelf; er staat ‘B2’; toegestaan: rijen die er zonder haar al zijn [I12]"], {'bevindingen': 'id  deelnemer  deelvraag  steunt_op\nB1  -  D1  B2\nB2  -  D2  B1'}),
    Geval("I13", ["fout: bevindingen.csv, rij 2, kolom steunt_op: deze rij gaat over zuid en niet over noord; er staat ‘E1’; toegestaan: een rij over dezelfde deelnemer [I13]"], {'effecten': 'id  deelnemer\nE1  zuid', 'bevindingen': 'steunt_op\nE1'}),
    Geval("I13", ["fout: bevindingen.csv, rij 3, kolom steunt_op: deze rij gaat over de hele kring en niet over noord; er staat ‘B1’; toegestaan: een rij over dezelfde deelnemer [I13]"], {'bevindingen': 'id  deelnemer  deelvraag  steunt_op\nB1  -  D1  noord\nB2  noord  D1  B1'}),
    Geval("I14", ["fout: bevindingen.csv, rij 2, kolom steunt_op: geen van deze rijen is een oordeel van inwoners of partners; er staat ‘E1’; toegestaan: een rij van beoordelingen.csv, een stelling aan inwoners of partners, of een fragment van hen [I14]"], {'effecten': 'id\nE1', 'bevindingen': 'deelvraag  steunt_op\nD4  E1'}),
    Geval("I15", ["let op: bevindingen.csv, rij 2, kolom vertrouwelijkheid: deze bevinding rust op E1, en die rij is voor ‘team’; verder komt de bevinding niet; er staat ‘openbaar’; toegestaan: team, of een bevinding die niet op E1 rust [I15]"], {'effecten': 'id  vertrouwelijkheid\nE1  team', 'bevindingen': 'steunt_op\nE1'}),
    Geval("I16", ["fout: bevindingen.csv, rij 2, kolom antwoord: dit leidt niet naar een getal in een rij waar de bevinding op rust; er staat ‘{noord.effect}’; toegestaan: een rij uit steunt_op of spreekt_tegen met een punt en een kolom of stap, zoals {WOL-E1.T3} [I16]"], {'bevindingen': 'antwoord\nHet werd {noord.effect} keer beter.'}),
    Geval("I16", ["let op: bevindingen.csv, rij 2, kolom antwoord: dit getal staat in geen van de rijen waar de bevinding op rust; er staat ‘41’; toegestaan: een getal uit die rijen; met {rij.kolom} loopt het mee als de rij verandert [I16]"], {'effecten': 'id\nE1', 'bevindingen': 'antwoord  steunt_op\nHet ging van 41 naar {E1.T3} weken.  E1', 'indicatormetingen': 'effect  stap  waarde\nE1  T3  33'}),
    Geval("I17", ["let op: bevindingen.csv, rij 2, kolom gezien: te herzien: na het opschrijven is er iets veranderd in de rijen waar deze bevinding op rust; er staat ‘noord’; toegestaan: lees de bevinding na en sla haar opnieuw op, of maak gezien leeg [I17]"], {'bevindingen': 'gezien\nnoord=oud'}),
    Geval("I19", ["fout: bevindingen.csv, rij 2, kolom antwoord: deze bevinding gaat verder dan deze rij, en noemt er een getal uit; er staat ‘{E1.T3}’; toegestaan: een antwoord in woorden, of een rij die ook voor ‘openbaar’ is [I19]"], {'effecten': 'id  vertrouwelijkheid\nE1  team', 'indicatormetingen': 'effect  stap  waarde  vertrouwelijkheid\nE1  T3  33  team', 'bevindingen': 'antwoord  steunt_op  ruimer_reden  nagekeken_door\nHet ging naar {E1.T3} weken.  E1  Afgesproken.  adviseur'}),
]  # fmt: skip

TE_WEINIG = "ter info: antwoorden.csv, kolom waarde: van inwoners bij noord zijn er te weinig antwoorden; buiten het team ziet niemand de uitkomst; er staat ‘{}’; toegestaan: {} voor leerkring en {} voor openbaar [I18]"
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
    Geval("I20", ["fout: beoordelingen.csv, rij 2, kolom zekerheid: een document vertelt over inwoners; zij zeggen het hier niet zelf; er staat ‘gemeten’; toegestaan: beweerd, of een bron waarin zij zelf spreken (interview, vragenlijst, observatie) [I20]"], {"effecten": "id\nE1", "beoordelingen": "effect  groep  zekerheid\nE1  inwoners  gemeten"}),
    Geval("I21", ["fout: effecten.csv, rij 2, kolom tegenbewijs: dit vult de cel en zegt niets; er staat ‘n.v.t.’; toegestaan: laat de cel leeg, of schrijf op wat er is gevonden [I21]"], {"effecten": "tegenbewijs\nn.v.t."}),
    Geval("I21", ["fout: effecten.csv, rij 2, kolom andere_verklaring: dit vult de cel en zegt niets; er staat ‘?’; toegestaan: laat de cel leeg, of schrijf op wat er is gevonden [I21]"], {"effecten": "andere_verklaring\n?"}),
    Geval("I21", ["fout: logboek.csv, rij 2, kolom tekst: dit vult de cel en zegt niets; er staat ‘x’; toegestaan: een tekst die iets zegt [I21]"], {"logboek": "tekst\nx"}),
    Geval("I22", ["fout: logboek.csv, rij 2, kolom tekst: een foutmelding van het rekenblad; er staat ‘#VERW!’; toegestaan: herstel de formule, of typ de tekst zelf [I22]"], {"logboek": "tekst\nHet waren #VERW! mensen."}),
    Geval("I22", ["let op: logboek.csv, rij 2, kolom tekst: het rekenblad heeft hier misschien een datum van gemaakt; er staat ‘mei-21’; toegestaan: typ de tekst zelf [I22]"], {"logboek": "tekst\nmei-21"}),
    Geval("I23", ["let op: logboek.csv, rij 2, kolom tekst: de letters zijn onderweg stukgegaan; er staat ‘In SÃºdwest ging het zo.’; toegestaan: In Súdwest ging het zo. [I23]"], {"logboek": "tekst\nIn SÃºdwest ging het zo."}),
    Geval("I23", ["let op: logboek.csv, rij 2, kolom tekst: de letters zijn onderweg stukgegaan; er staat ‘In S�dwest.’; toegestaan: typ de tekst opnieuw; het teken zelf is verloren [I23]"], {"logboek": "tekst\nIn S�dwest."}),
    Geval("I24", ["fout: logboek.csv, rij 2, kolom tekst: deze tekst komt uit een verzonnen voorbeeld, en dit traject is echt; er staat ‘subsidie die niet bestaat’; toegestaan: een tekst over dit traject, of fictief: true [I24]"], {"traject": "fictief: false\ngrenzen: [Weinig.]\ninleiding: Een traject.", "logboek": "tekst\nEen subsidie die niet bestaat."}),
    Geval("I25", ["fout: indicatormetingen.csv, rij 3, kolom eenheid: deze reeks begon in een andere eenheid: ‘Duur’ bij E1; er staat ‘dagen’; toegestaan: procent [I25]"], {"effecten": "id\nE1", "indicatormetingen": "effect  indicator  volgorde  eenheid\nE1  Duur  0  procent\nE1  Duur  1  dagen"}),
    Geval("I25", ["fout: indicatormetingen.csv, rij 3, kolom nulmeting: deze reeks heeft al een nulmeting: ‘Duur’ bij E1; er staat ‘ja’; toegestaan: nee, of nee bij de andere [I25]"], {"effecten": "id\nE1", "indicatormetingen": "effect  indicator  volgorde  nulmeting\nE1  Duur  0  ja\nE1  Duur  1  ja"}),
    Geval("I26", ["let op: effecten.csv, rij 2, kolom zekerheid: dit effect heet gemeten, en er staat geen meting bij; er staat ‘gemeten’; toegestaan: een rij in indicatormetingen, of waargenomen of beweerd [I26]"], {"effecten": "zekerheid\ngemeten"}),
    Geval("I27", ["fout: uitnodigingen.csv, rij 2, kolom uitgenodigd: er antwoordden meer mensen dan er gevraagd zijn: 2; er staat ‘1’; toegestaan: 2 of meer [I27]"], {"uitnodigingen": "uitgenodigd\n1", "respondenten": "id\nR1\nR2", "antwoorden": "respondent\nR1\nR2"}),
    Geval("I28", ["fout: antwoorden.csv, kolom meting: de bron van T3 is ouder dan die van T0; zijn de metingen verwisseld?; er staat ‘T3: 2021-05-31, T0: 2022-05-01’; toegestaan: metingen in de volgorde van hun datum [I28]"], {"bronnen": "id  datum\nS1  2020\nVA  2021-05\nVB  2022-05", "respondenten": "id\nR1", "antwoorden": "respondent  meting  bron\nR1  T0  VB\nR1  T3  VA"}),
    Geval("I29", ["let op: vragenlijst.yaml, bij items.omgekeerd: stelling V3 gaat in elke groep tegen de andere stellingen in; er staat ‘nee’; toegestaan: kijk na of omgekeerd klopt, en of de antwoorden niet al zijn omgedraaid [I29]"], {"vragenlijst": DRIE, "respondenten": TEGENDRAADS, "antwoorden": TEGEN}),
    Geval("I30", ["fout: interventies.csv, rij 2, kolom start: deze stap begon lang voor ronde 1; er staat ‘2012’; toegestaan: vanaf 2020-04-30, of een andere ronde [I30]"], {"interventies": "ronde  start\n1  2012"}),
    Geval("I30", ["fout: interventies.csv, rij 2, kolom eind: deze stap eindigde voordat ronde 3 begon; er staat ‘2021-08’; toegestaan: vanaf 2022-01-21, of een andere ronde [I30]"], {"interventies": "ronde  start  eind\n3  2021-06  2021-08"}),
    Geval("I30", ["fout: interventies.csv, rij 2, kolom eind: een stap die nog gepland is, heeft geen werkelijk einde; er staat ‘2021-08’; toegestaan: leeg, of een andere status [I30]"], {"interventies": "eind  status\n2021-08  gepland"}),
    Geval("I30", ["fout: traject.yaml, bij rondes: ronde 3 ligt buiten het traject; er staat ‘2022-01-21 tot 2022-04-30’; toegestaan: tussen 2021-01-01 en 2022-03-31 [I30]"], {"traject": "start: 2021-01\neind: 2022-03"}),
    Geval("I31", ["fout: herindelingen.csv, rij 2, kolom naar: een gemeente gaat niet in zichzelf op; er staat ‘Oss’; toegestaan: een andere gemeente [I31]"], {"herindelingen": "van  naar\nOss  Oss"}),
    Geval("I31", ["fout: herindelingen.csv, rij 3, kolom naar: zo gaan deze gemeenten in een kring in elkaar op; er staat ‘B → A’; toegestaan: een overgang naar een latere gemeente [I31]"], {"herindelingen": "van  naar\nA  B\nB  A"}),
    Geval("I31", ["fout: herindelingen.csv, rij 3, kolom geheel: A ging al in zijn geheel over naar B; er staat ‘ja’; toegestaan: nee bij een splitsing [I31]"], {"herindelingen": "van  naar  geheel\nA  B  ja\nA  C  ja"}),
    Geval("I31", ["fout: herindelingen.csv, rij 3, kolom van: deze overgang staat er al; er staat ‘A → B’; toegestaan: één rij [I31]"], {"herindelingen": "van  naar  geheel  moment\nA  B  nee  1990\nA  B  nee  1991"}),
    Geval("I32", ["fout: deelnemers.csv, rij 2, kolom tooi: dit is het nummer van een gemeente, en Gemeente is dat niet; er staat ‘https://identifier.overheid.nl/tooi/id/gemeente/gm0001’; toegestaan: het nummer van deze organisatie, of leeg [I32]"], {}, ("deelnemers", 2, {"soort": "gr", "tooi": "https://identifier.overheid.nl/tooi/id/gemeente/gm0001"})),
    Geval("I33", ["fout: adviezen.csv, rij 2, kolom naar: een deelnemer geeft zichzelf geen advies; er staat ‘noord’; toegestaan: een andere deelnemer [I33]"], {"adviezen": "van  naar\nnoord  noord"}),
    Geval("I34", ["let op: logboek.csv, rij 3, kolom id: deze rij zegt precies wat N1 zegt; er staat ‘N2’; toegestaan: één rij, of een verschil [I34]"], {"logboek": "id  tekst\nN1  Dit is een zin van zeven woorden.\nN2  Dit is een zin van zeven woorden."}),
    Geval("I35", ["let op: aanmeldingen.csv, rij 2, kolom vertrouwelijkheid: zo kan iedereen lezen waarom men zich aanmeldde; er staat ‘openbaar’; toegestaan: team of leerkring [I35]"], {}, ("aanmeldingen", 2, {"vertrouwelijkheid": "openbaar"})),
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
