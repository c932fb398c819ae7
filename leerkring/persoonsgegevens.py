"""Personal data in a text: addresses, numbers and names that may not stand in a table or a report.

Only the text decides here; where a text comes from is known to who calls. A finding keeps no more of what was found
than a first letter and a length, so that a message about it does not repeat it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from leerkring.begrippen import Begrip
from leerkring.namen import Namen, fold_text, list_places


class Gegevenssoort(Begrip):
    """The kinds of personal data that are looked for."""

    IBAN = "iban", "IBAN", "Rekeningnummer waarvan het controlegetal klopt (ISO 13616, rest 1 bij deling door 97)."
    EMAIL = "email", "e-mailadres", "Adres met een apenstaartje, ook uitgeschreven."
    TELEFOON = "telefoon", "telefoonnummer", "Nederlands nummer van tien cijfers, of met landnummer 31."
    BSN = "bsn", "burgerservicenummer", "Negen cijfers die voldoen aan de elfproef."
    ADRES = "adres", "postcode met huisnummer", "Postcode met het huisnummer ervoor of erachter."
    NAAM = "naam", "naam uit de sleutel", "Naam van een persoon uit de pseudoniemsleutel."
    MOGELIJKE_NAAM = "mogelijke_naam", "mogelijke naam", "Lijkt op de naam van een persoon; een mens moet kijken."


@dataclass(frozen=True)
class Vondst:
    """One piece of personal data: its kind, where it stands in the text, and a mask to recognise it by."""

    soort: Gegevenssoort
    begin: int
    eind: int
    masker: str


IBAN_LENGTE = {  # ISO 13616, for the countries of the single euro payments area
    **{"AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24},
    **{"FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21},
    **{"LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24},
    **{"SI": 19, "SK": 24, "SM": 27, "VA": 22},
}
CIJFER = re.compile(r"\d")
NIET_VOOR = r"(?<![^\W_])(?<!\d[.,])"  # not inside a word or number
IBAN = re.compile(
    r"(?<![^\W_])(?=[A-Za-z]{2} ?\d\d)(?:"
    + "|".join(rf"{land} ?\d\d(?:[ .\-]?[A-Z0-9]){{{n - 4}}}" for land, n in IBAN_LENGTE.items())
    + "|(?i:"
    + "|".join(rf"{land}\d\d[A-Z0-9]{{{n - 4}}}" for land, n in IBAN_LENGTE.items())
    + r"))(?![^\W_])"
)
DOMEINLABEL = r"[^\W_](?:[\w\-]*[^\W_])?"
GEWONE_EINDEN = "nl|com|org|net|eu|be|de|frl|amsterdam|info|gov|edu|uk"
EMAIL = re.compile(
    r"(?i:(?<!\w)\w(?:[\w.+%'\-]{0,62}[\w+%\-])?(?:"
    # without spaces any domain will do; a name that starts with a version number, as in vega@5.js, is no domain
    rf"@(?!\d+\.){DOMEINLABEL}(?:\.{DOMEINLABEL})*\.[a-z]{{2,24}}"
    # with spaces, as in 'jan @ gemeente.nl', it could be code, so only an ending that addresses here have
    rf"|(?: @ ?| ?@ | ?[\[({{<] ?(?:at|@|apenstaartje) ?[\])}}>] ?| apenstaartje )"
    rf"{DOMEINLABEL}(?:(?:\.| ?[\[({{<] ?(?:dot|punt|\.) ?[\])}}>] ?| dot | punt ){DOMEINLABEL})*?"
    rf"(?:\.| ?[\[({{<] ?(?:dot|punt|\.) ?[\])}}>] ?| dot | punt )(?:{GEWONE_EINDEN})"
    # 'at' alone is a word, so the ending must be spelled out as well
    rf"| at {DOMEINLABEL}(?: (?:dot|punt) {DOMEINLABEL})*? (?:dot|punt) (?:{GEWONE_EINDEN})"
    r")(?![\w\-]))"
)
KERN_VAN_EMAIL = re.compile(r"@|apenstaartje|[\[({<] ?at ?[\])}>]| at ", re.IGNORECASE)
"""What stands in every address: looking for this first is much faster."""
TEKEN = r"(?: ?[\-./] ?| )?"  # between the groups of a number
TELEFOON = re.compile(
    r"(?<![^\W_])(?<!\d[.,:\-/])(?:"
    rf"(?:\(?(?:\+ ?31|0031)\)?|(?<!\d)31(?=6\d{{8}}(?!\d))){TEKEN}(?:\(0\){TEKEN})?[1-9](?:{TEKEN}\d){{8}}"
    rf"|\(?06\)?{TEKEN}[1-9](?:{TEKEN}\d){{7}}"
    rf"|(?:0[1-57]\d|085|088|091|\(0[1-57]\d\)){TEKEN}[1-9](?:{TEKEN}\d){{6}}"
    rf"|(?:0[1-57]\d\d|\(0[1-57]\d\d\)){TEKEN}[1-9](?:{TEKEN}\d){{5}}"
    r")(?!\d|[.,:/\-]\d)"
)
DATUM = re.compile(r"\d\d([\-./ ])(?:0[1-9]|1[0-2])\1(?:19|20)\d\d(?!\d)")
BSN = re.compile(
    rf"{NIET_VOOR}(?<!\d[:\-/ ])(?:\d{{9}}|\d{{3}}([ .\-])\d{{3}}\1\d{{3}}|\d{{4}}([ .\-])\d\d\2\d{{3}})"
    r"(?![^\W_]|[.,:\-/]\d)"
)
HOEVEELHEID = re.compile(r"(?:€|EUR|euro|\$) ?$", re.IGNORECASE)
EENHEID = re.compile(r" ?(?:€|euro\b|miljoen|mln|inwoners|%)", re.IGNORECASE)
WOORDEN = "AL|BV|DE|EN|ER|IN|IS|NA|NU|OF|OM|OP|TE|TM|TO|WE|ZE"
EENHEDEN = "cm|em|en|ex|gb|gr|ha|kb|kg|km|kw|mb|ml|mm|ms|ns|of|pc|pt|px|st|tb|vh|vw"
# A year and a word in capitals, as in '2015 EN 12', is no postcode; without the space it is.
POSTCODE = (
    rf"(?:(?!(?:19|20)\d\d (?:{WOORDEN})\b)[1-9]\d{{3}} ?(?!SA|SD|SS)[A-Z]{{2}}"
    rf"|[1-9]\d{{3}}(?!sa|sd|ss|{EENHEDEN})[a-z]{{2}})"
)
HUISNUMMER = r"[1-9]\d{0,4}(?: ?[a-zA-Z]\b| ?[\-/] ?\w{1,4}\b| (?:bis|hs|[IVX]{1,3})\b)?"
ADRES = re.compile(
    rf"(?<![\w#.,:\-])(?:{HUISNUMMER} ?[,;|·]? ?{POSTCODE}(?![\w])"
    rf"|{POSTCODE} ?[,;:|·\-/]? ?(?:(?:nr|no|nummer|huisnummer|huisnr)[.:]? ?)?{HUISNUMMER}(?![\w]|[.,:]\d|[%:]))"
)


def find_persoonsgegevens(text: str, namen: Namen | None = None) -> list[Vondst]:
    """Return the personal data in a text, in its order; of findings that overlap one is left.

    Parameters
    ----------
    text
        Plain text, without markup.
    namen
        The people to look for by name; without them names are not looked for.
    """
    folded = fold_text(text)
    places: Sequence[int] | None = None
    taken: list[tuple[int, int]] = []
    found: list[Vondst] = []
    # Most texts have hardly a digit: the shortest number that counts, a postcode with a house number, has five.
    zoekers = dict(CIJFERZOEKERS) if len(CIJFER.findall(folded)) >= 5 else {}
    if KERN_VAN_EMAIL.search(folded):
        zoekers[Gegevenssoort.EMAIL] = partial(find_matches, EMAIL, lambda *_: True)
    if namen is not None:
        zoekers[Gegevenssoort.NAAM] = namen.find
    for soort, zoek in zoekers.items():
        # Of names that overlap the longest tells most: 'J. de Vries' rather than 'Vries'.
        for begin, end in sorted(zoek(folded), key=lambda span: (span[0] - span[1], span[0])):
            if any(begin < b and a < end for a, b in taken):
                continue
            taken.append((begin, end))
            # Most texts hold nothing, so where their letters stood is asked for late.
            places = places or (range(len(text)) if folded == text else list_places(text))
            found.append(Vondst(soort, places[begin], places[end - 1] + 1, mask(folded[begin:end])))
    return sorted(found, key=lambda vondst: vondst.begin)


def mask(datum: str) -> str:
    """Return the first letter and the length: enough to find the place, too little to know what stood there."""
    return f"{datum[0]}… ({len(datum)} tekens)"


def mask_text(text: str, found: Iterable[Vondst]) -> str:
    """Return a text in which each piece of personal data that was found in it is replaced by its mask."""
    parts, end = [], 0
    for vondst in found:
        parts += [text[end : vondst.begin], vondst.masker]
        end = vondst.eind
    return "".join([*parts, text[end:]])


def find_matches(
    patroon: re.Pattern[str], is_echt: Callable[[str, int, int], bool], folded: str
) -> Iterator[tuple[int, int]]:
    """Yield where a pattern occurs and the number that stands there is a real one."""
    for match in patroon.finditer(folded):
        if is_echt(folded, *match.span()):
            yield match.span()


def is_iban(text: str, begin: int, end: int) -> bool:
    """Return whether the check digits of an account number are right (ISO 7064, mod 97-10)."""
    plain = re.sub(r"[ .\-]", "", text[begin:end]).upper()
    return int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97 == 1


def is_telefoon(text: str, begin: int, _: int) -> bool:
    """Return whether ten digits are not a date with a number after it, and not part of an account number."""
    return not DATUM.match(text, begin) and not re.search(
        r"[A-Z]{2} ?\d\d ?[A-Z]{4} ?$", text[max(0, begin - 12) : begin]
    )


def is_bsn(text: str, begin: int, end: int) -> bool:
    """Return whether nine digits pass the elfproef and are not an amount or a count."""
    digits = [int(char) for char in text[begin:end] if char.isdigit()]
    total = sum(weight * digit for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True))
    is_amount = HOEVEELHEID.search(text, max(0, begin - 6), begin) or EENHEID.match(text, end)
    is_round = end - begin == 11 and text[begin:end].endswith("000")  # 270.000.000
    return total % 11 == 0 and any(digits) and not is_amount and not is_round


# Where two kinds overlap, as an account number and what looks like a telephone number in it, the earlier one counts.
Zoeker = Callable[[str], Iterator[tuple[int, int]]]
CIJFERZOEKERS: dict[Gegevenssoort, Zoeker] = {
    Gegevenssoort.IBAN: partial(find_matches, IBAN, is_iban),
    Gegevenssoort.TELEFOON: partial(find_matches, TELEFOON, is_telefoon),
    Gegevenssoort.BSN: partial(find_matches, BSN, is_bsn),
    Gegevenssoort.ADRES: partial(find_matches, ADRES, lambda *_: True),
}
