"""Which texts hold personal data, and which only look like it; every person and number here is made up.

The account number is the published example of ISO 13616; the citizen service numbers are the usual test numbers.
"""

import re
import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from leerkring.folding import STUK, fold_character, fold_text, list_places
from leerkring.namen import Namen, Persoon, split_name
from leerkring.nummers import IBAN_LENGTE
from leerkring.persoonsgegevens import EMAIL, KERN_VAN_EMAIL, Gegevenssoort, find_persoonsgegevens, mask_text
from leerkring.traject.fingerprint import shorten

# What must be found, between square quotes; the kind is the heading.
GEVONDEN = {
    "email": """
        Mail naar ⟦jan@noord.nl⟧.
        ⟦Jan.de-Vries+kring@post.noord.example⟧ heeft het verslag.
        Vraag het ⟦jan (at) noord.nl⟧ of bel.
        Vraag het ⟦jan[at]noord[punt]nl⟧ maar.
        Vraag het ⟦jan at noord punt nl⟧ maar.
        Vraag het ⟦jan apenstaartje noord.nl⟧ maar.
        Vraag het ⟦jan @ noord.nl⟧ maar.
        Jan <⟦jan@noord.nl⟧>
        (⟦jan_de_vries@noord.nl⟧)
        mailto:⟦jan@noord.nl⟧?subject=x
        ⟦ja\u00adn@no\u200bord.nl⟧
        ⟦ｊａｎ＠ｎｏｏｒｄ．ｎｌ⟧
    """,
    "telefoon": """
        Bel ⟦06-12345678⟧.
        Bel ⟦0612345678⟧ of mail.
        Bel ⟦06 12 34 56 78⟧.
        Bel ⟦06 - 1234 5678⟧.
        Bel ⟦06.12.34.56.78⟧
        Bel ⟦06‑12345678⟧ na vijf uur.
        Bel ⟦06–12\u00a034\u00a056\u00a078⟧ na vijf uur.
        Bel ⟦+31 6 12345678⟧.
        Bel ⟦+31 (0)6-12345678⟧.
        Bel ⟦(+31) 6 12 34 56 78⟧.
        Bel ⟦0031612345678⟧.
        Bel ⟦+31 412 123 456⟧.
        Bel ⟦0412-123456⟧.
        Bel ⟦(0412) 12 34 56⟧.
        Bel ⟦010 123 45 67⟧, toestel 3.
        Bel ⟦020/1234567⟧!
        Bel ⟦088-1234567⟧
        tel:⟦+31612345678⟧
        wa.me/⟦31612345678⟧
        ⟦٠٦١٢٣٤٥٦٧٨⟧
        ⟦06_12345678⟧ en ⟦06_1234_5678⟧
        tel⟦0612345678⟧, Mob⟦06-12345678⟧ en telefoon⟦0412 123456⟧
        ⟦+32 470 12 34 56⟧ en ⟦0049 30 1234567⟧ en ⟦+49 (0)30 1234567⟧ en ⟦+352621123456⟧
        ⟦０６-１２３４５６７８⟧
    """,
    "bsn": """
        Nummer ⟦111222333⟧.
        BSN:⟦123456782⟧
        Nummer ⟦111.222.333⟧.
        Nummer ⟦1112.22.333⟧ en verder.
        Nummer ⟦111 222 333⟧ en verder.
        Nummer ⟦010464554⟧, met een nul ervoor.
        BSN ⟦11 12 22 333⟧ en bsn-nummer ⟦11.12.22.333⟧
        burgerservicenummer is ⟦1 1 1 2 2 2 3 3 4⟧, met een fout erin
        bsn_⟦10464554⟧
    """,
    "iban": """
        Rekening ⟦NL91ABNA0417164300⟧.
        Rekening ⟦NL91 ABNA 0417 1643 00⟧ op naam.
        Rekening ⟦NL91 ABNA 0417 1643 00⟧ EN MEER.
        Rekening ⟦nl91abna0417164300⟧.
        Rekening ⟦NL91-ABNA-0417-1643-00⟧.
        Rekening ⟦DE89 3704 0044 0532 0130 00⟧.
        Rekening ⟦BE68539007547034⟧.
    """,
    "adres": """
        Dorpsstraat ⟦12, 1234 AB⟧ Plaats
        Dorpsstraat ⟦12a 1234AB⟧ Plaats
        Kade ⟦5-2, 1234 AB⟧ Plaats
        Op ⟦1234 AB 12⟧ woont iemand.
        Op ⟦1234AB, nr. 12⟧ woont iemand.
        Op ⟦1234ab 12⟧ woont iemand.
        Op ⟦1234\u00a0AB - 12b⟧ woont iemand.
        Op ⟦2015EN 12⟧ woont iemand.
    """,
    "straat": """
        Zij woont in de ⟦Dorpsstraat 12⟧.
        Adres: ⟦Vlonderkade 3a⟧ en verder.
        woont op ⟦proeflaan 7⟧
        ⟦Burgemeestersdreef nr. 18⟧, boven
    """,
    "geboorte": """
        geboren op ⟦12 maart 1970⟧
        geb. ⟦12-03-1970⟧ te Proefdorp
        Geboortedatum: ⟦1970-03-12⟧
        geboortedatum ⟦12/3/1970⟧
        Bo (*⟦12-03-1970⟧)
        geboren te Proefdorp op ⟦3 mei 1968⟧
    """,
    "kenteken": """
        De auto met ⟦12-ABC-3⟧ stond er.
        ⟦AB-12-CD⟧ en ⟦X-123-YZ⟧ en ⟦12-34-AB⟧
        kenteken: ⟦12abc3⟧
        kenteken ⟦x 123 yz⟧
    """,
}
NIETS = """
    in 2015 en 12 partners
    in 2015 EN 12 PARTNERS
    Zie S2:363-371 en S2:339–347.
    van 2014-2017, 2018 2019 2020
    op 01-02-2021 10:30 uur
    op 06-11-2021 12 mensen
    op 06-11-2021, 12 mensen
    2021-05-31T10:00:00.123456
    de waarde 0,0612345678 van 0.111222333
    111222334 voldoet niet aan de elfproef
    000000000 is geen nummer
    € 111.222.333 of 111.222.333 euro, ruim 270.000.000
    NL92ABNA0417164300 heeft een verkeerd controlegetal
    NL92 ABNA 0417 1643 00 ook
    1234 SA 12 en 1234 SD 12 en 1234 ss 12 en 1234ss 12
    1234 AB
    12, 1500 km verder; 1500km 12
    270.000 inwoners, 16.650 euro, 3,75 en 12.500
    1 2 3 4 5 6 7 8 9 10 11 12
    10 20 30 40 50 60 70 80 90 100
    bel 14 0412, 0800-1234 of 112
    @media print { color: #1234ab 12% }
    @jan zei @noord niets
    x@y en x @ w.values en vega@5.min.js
    we waren at noord
    ISBN 978-90-12-34567-8
    https://identifier.overheid.nl/tooi/id/gemeente/gm0828
    versie 9f57292a1b0c, pagina 111222333444
    M12.5 6 12.345 678 L 0412 12
    in de Dorpsstraat 12 woningen; de Dorpsstraat 2015; Werkplein 2021 en Rijksweg A2
    Dorpsstraat 12% meer, Dorpsstraat 1.5 en de weg 12
    een plan dat is geboren op 12 maart 2014, in 1970 geboren
    INT-12, OB-2017-03, B-12-3, 12-03-2021, 01-MEI-21 en 2021-AB-12
    het kenteken is onbekend, kenteken van beleid
    +12 345 678 euro, 00 of 0000000000000, +32 procent
    versie 1.00 2015 2016 2017
"""
SLEUTEL = Namen(
    (
        Persoon("Jan de Vries"),
        Persoon("Anna Maria Bakker-Smit", ("Annemie",)),
        Persoon("El Amrani, Fatima"),
        Persoon("Zoë Sørensen"),
        Persoon("mw. J.M. van ’t Hof"),
        Persoon("Piet van Oss"),
        Persoon("Roos Vlonderkast"),
    )
).allow(["Oss", "Gemeente Oss", "Hof van Twente"])
GENOEMD = """
    ⟦Jan de Vries⟧ zei het.
    ⟦JAN DE VRIES⟧
    ⟦jan de vries⟧
    ⟦Jan  de\u00a0Vries⟧
    ⟦jan_de_vries⟧.html
    ⟦JandeVries⟧
    ⟦J. de Vries⟧ en ⟦J.M. de Vries⟧ en ⟦J de Vries⟧
    ⟦Jan M. de Vries⟧
    ⟦Vries, Jan⟧ de
    ⟦Vries, J⟧. de
    ⟦Jan de Vries⟧’ plan, en ⟦Jan de Vriess⟧ plan
    ⟦de heer de Vries⟧, ⟦dhr. de vries⟧, ⟦mevrouw Vries⟧ en ⟦mw. J. de Vries⟧
    ⟦De Vries⟧ zei het, en ⟦Vries⟧ ook.
    ⟦Jan de Vrı\u0301es⟧
    ⟦Anna Maria Bakker-Smit⟧, ⟦Anna Bakker Smit⟧ en ⟦A.M. Bakker⟧
    ⟦mevrouw Smit⟧ en ⟦Bakker-Smit⟧
    ⟦annemie⟧
    ⟦El Amrani⟧ en ⟦f. el amrani⟧
    ⟦Zoe Sorensen⟧ en ⟦ZOË SØRENSEN⟧ en ⟦Zoe\u0308 Sørensen⟧
    ⟦J. van t Hof⟧, ⟦van 't Hof⟧ en ⟦J.M. van ‘t Hof⟧
    ⟦Piet van Oss⟧ en ⟦mevrouw van Oss⟧ werken in Oss.
    ⟦roos vlonderkast⟧ zei het, en ⟦vlonderkast⟧ ook
    ⟦Vlonder-\u00adkast⟧, ⟦vlon\u00adder\u00adkast⟧ en ⟦Vlonder- kast⟧
    ⟦Roos Vlon- derkast⟧
    ⟦V l o n d e r k a s t⟧ en ⟦R o o s V l o n d e r k a s t⟧ en ⟦V.l.o.n.d.e.r.k.a.s.t⟧
    ⟦Vlоndеrkаst⟧ en ⟦Ｖｌｏｎｄｅｒｋａｓｔ⟧ en ⟦𝐕𝐥𝐨𝐧𝐝𝐞𝐫𝐤𝐚𝐬𝐭⟧
    ⟦Zoë SÃ¸rensen⟧ en ⟦ZoÃƒÂ« Sorensen⟧ en ⟦J. van â€™t Hof⟧
    ⟦jdevries⟧ en ⟦j-devries⟧ en ⟦rvlonderkast⟧ en ⟦ROOSVLONDERKAST⟧
"""
NIET_GENOEMD = """
    jan en anna en het vriesweer
    de bakker en de smit bakken
    Januari de vriesploeg
    het hof van de koning, en Hof van Twente
    in Oss, de raad van Oss en gemeente Oss
    Sorensens
    een vlonder en een kast
    klager, brood en rvlonder
"""


def lines(table: str) -> list[str]:
    return [line.strip() for line in table.strip().split("\n")]


def found(text: str, namen: Namen | None = None) -> list[tuple[str, str]]:
    return [(str(v.soort), text[v.begin : v.eind]) for v in find_persoonsgegevens(text, namen)]


def marked(line: str) -> tuple[str, list[str]]:
    """Return a line without its square quotes, and what stood between them."""
    pieces = [part.split("⟧") for part in line.split("⟦")[1:]]
    return line.replace("⟦", "").replace("⟧", ""), [piece[0] for piece in pieces]


@pytest.mark.parametrize(
    ("soort", "line"), [(soort, line) for soort, table in GEVONDEN.items() for line in lines(table)]
)
def test_personal_data_is_found_and_nothing_else_in_its_line(soort: str, line: str) -> None:
    text, wanted = marked(line)

    assert wanted
    assert found(text) == [(soort, piece) for piece in wanted]


@pytest.mark.parametrize("line", lines(NIETS))
def test_what_only_looks_like_it_is_left_alone(line: str) -> None:
    assert found(line) == []


@pytest.mark.parametrize("line", lines(GENOEMD))
def test_person_on_the_key_is_found_however_the_name_is_written(line: str) -> None:
    text, wanted = marked(line)

    assert wanted
    assert found(text, SLEUTEL) == [("naam", piece) for piece in wanted]
    assert found(text) == []  # without the key nobody is known


@pytest.mark.parametrize("line", lines(NIET_GENOEMD))
def test_words_and_organisations_are_not_taken_for_a_person(line: str) -> None:
    assert found(line, SLEUTEL) == []


@pytest.mark.parametrize(
    ("naam", "parts"),
    [
        ("Jan de Vries", ("Jan", "de", "Vries")),
        ("Vries, Jan de", ("Jan", "de", "Vries")),
        ("J.M. van ’t Hof", ("J M", "van 't", "Hof")),
        ("dhr. Jan Jansen", ("Jan", "", "Jansen")),
        ("Anna Maria Bakker-Smit", ("Anna Maria", "", "Bakker-Smit")),
        ("Jansen", ("", "", "Jansen")),
        ("Ben", ("", "", "Ben")),
        ("Ali ben Salah el Idrissi", ("Ali", "ben", "Salah el Idrissi")),
    ],
)
def test_name_falls_apart_in_first_names_particles_and_surname(naam: str, parts: tuple[str, str, str]) -> None:
    assert tuple(" ".join(part) for part in split_name(naam)) == parts


def test_finding_keeps_no_more_than_a_first_letter_and_a_length() -> None:
    [vondst] = find_persoonsgegevens("Mail jan@noord.nl maar.")

    assert vondst.soort is Gegevenssoort.EMAIL
    assert vondst.masker == "j… (12 tekens)"
    text = "Mail jan@noord.nl of bel 06-12345678."

    assert mask_text(text, find_persoonsgegevens(text)) == "Mail j… (12 tekens) of bel 0… (11 tekens)."


def test_kinds_that_overlap_are_told_once() -> None:
    # The last ten digits of the account number look like a telephone number, and the address holds a name.
    assert found("NL91 ABNA 0417 1643 00") == [("iban", "NL91 ABNA 0417 1643 00")]
    assert found("jan.devries@noord.nl", SLEUTEL) == [("email", "jan.devries@noord.nl")]


def test_each_kind_has_a_table_of_what_is_found() -> None:
    assert {*GEVONDEN, "naam", "mogelijke_naam"} == {str(soort) for soort in Gegevenssoort}


# Whatever the number and wherever it stands

WOORDEN = st.lists(
    st.sampled_from(["de", "raad", "besloot", "in", "2015", "over", "12", "wijken,", "samen."]), max_size=4
)


def between(text: str, voor: list[str], na: list[str]) -> str:
    # A word, because a number beside a number is another number to any reader.
    return " ".join([*voor, "nummer", text, "dus", *na])


@given(st.text(string.digits, min_size=8, max_size=8), st.sampled_from(["", ".", " "]), WOORDEN, WOORDEN)
def test_every_valid_bsn_is_found(eight: str, sep: str, voor: list[str], na: list[str]) -> None:
    rest = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), eight, strict=True)) % 11
    if rest == 10 or int(eight) == 0 or (sep and f"{eight}{rest}".endswith("000")):
        return  # no such number is given out; with points and three noughts it is an amount
    nine = f"{eight}{rest}"
    written = sep.join([nine[:3], nine[3:6], nine[6:]])

    assert found(between(written, voor, na)) == [("bsn", written)]


@given(st.sampled_from(sorted(IBAN_LENGTE)), st.data(), st.sampled_from(["", " "]), WOORDEN, WOORDEN)
def test_every_valid_iban_is_found(land: str, data: st.DataObject, sep: str, voor: list[str], na: list[str]) -> None:
    n = IBAN_LENGTE[land] - 4
    account = data.draw(st.text(string.digits + string.ascii_uppercase, min_size=n, max_size=n).filter(enough_digits))
    check = 98 - int("".join(str(int(char, 36)) for char in f"{account}{land}00")) % 97
    whole = f"{land}{check:02}{account}"
    written = sep.join(whole[i : i + 4] for i in range(0, len(whole), 4))

    assert ("iban", written) in found(between(written, voor, na))


def enough_digits(account: str) -> bool:
    """Real account numbers have at least five digits."""
    return sum(char.isdigit() for char in account) >= 5


@given(
    st.sampled_from(["06", "+316", "+31 6", "00316", "010", "0412", "(020)", "+31 (0)6"]),
    st.data(),
    st.sampled_from(["", " ", "-", "."]),
    WOORDEN,
    WOORDEN,
)
def test_every_telephone_number_is_found(
    begin: str, data: st.DataObject, sep: str, voor: list[str], na: list[str]
) -> None:
    n = {"010": 7, "0412": 6, "(020)": 7}.get(begin, 8)
    rest = data.draw(st.text(string.digits, min_size=n, max_size=n).filter(lambda digits: digits[0] != "0"))
    cut = data.draw(st.integers(1, n))
    written = f"{begin}{sep}{rest[:cut]}{sep if rest[cut:] else ''}{rest[cut:]}"

    assert found(between(written, voor, na)) == [("telefoon", written)]


@given(st.text())
def test_folding_keeps_the_place_of_each_character(text: str) -> None:
    folded, places = fold_text(text), list_places(text)

    assert len(places) == len(folded)
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)
    if folded == text:
        assert places == list(range(len(text)))


@given(st.text(), st.text())
def test_folding_makes_of_a_text_what_its_characters_make_one_by_one(before: str, after: str) -> None:
    assume(not any(piece.lastgroup == "dubbel" for piece in STUK.finditer(before + after)))
    folded = "".join(map(fold_character, before + after))

    assert fold_text(before + after) == re.sub(" +", " ", folded)


@given(
    st.lists(st.sampled_from(["jan", "@", " at ", "at", "(at)", "[ AT ]", " apenstaartje ", ".", " punt ", "nl", " "]))
)
def test_a_text_without_the_heart_of_an_address_holds_no_address(parts: list[str]) -> None:
    folded = fold_text("".join(parts))

    assert KERN_VAN_EMAIL.search(folded) or not EMAIL.search(folded)


@given(st.text(max_size=200))
def test_any_text_at_all_can_be_looked_at(text: str) -> None:
    for vondst in find_persoonsgegevens(text, SLEUTEL):
        assert 0 <= vondst.begin < vondst.eind <= len(text)


@given(st.text())
def test_the_version_of_data_or_of_a_notebook_never_looks_like_a_person_s(text: str) -> None:
    assert find_persoonsgegevens(f"Gegevens: versie {shorten(text)}.") == []
    assert shorten(text).isalpha()
