"""Numbers and places that point to a person, by the form in which people write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

IBAN_LENGTE = {  # ISO 13616, for the countries of the single euro payments area
    **{"AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24},
    **{"FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21},
    **{"LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24},
    **{"SI": 19, "SK": 24, "SM": 27, "VA": 22},
}
NIET_VOOR = r"(?<![^\W_])(?<!\d[.,])"  # not inside a word or number
IBAN = re.compile(
    r"(?<![^\W_])(?=[A-Za-z]{2} ?\d\d)(?:"
    + "|".join(rf"{land} ?\d\d(?:[ .\-]?[A-Z0-9]){{{n - 4}}}" for land, n in IBAN_LENGTE.items())
    + "|(?i:"
    + "|".join(rf"{land}\d\d[A-Z0-9]{{{n - 4}}}" for land, n in IBAN_LENGTE.items())
    + r"))(?![^\W_])"
)
TEKEN = r"(?: ?[\-./_] ?| )?"  # between the groups of a number
NA_WOORD = r"(?i:(?<=tel)|(?<=bel)|(?<=mob)|(?<=gsm)|(?<=foon)|(?<=biel)|(?<=nummer))"
TELEFOON = re.compile(
    rf"(?=[(+03])(?:(?<![^\W_])(?<!\d[.,:\-/])|{NA_WOORD})(?:"
    rf"(?:\(?(?:\+ ?31|0031)\)?|(?<!\d)31(?=6\d{{8}}(?!\d))){TEKEN}(?:\(0\){TEKEN})?[1-9](?:{TEKEN}\d){{8}}"
    rf"|\(?06\)?{TEKEN}[1-9](?:{TEKEN}\d){{7}}"
    rf"|(?:0[1-57]\d|085|088|091|\(0[1-57]\d\)){TEKEN}[1-9](?:{TEKEN}\d){{6}}"
    rf"|(?:0[1-57]\d\d|\(0[1-57]\d\d\)){TEKEN}[1-9](?:{TEKEN}\d){{5}}"
    # Of another country: a plus or two noughts, the number of the country, and what is left of fifteen digits.
    rf"|(?:\+ ?|00 ?)(?!31)[1-9]\d{{0,2}}(?:{TEKEN}\(0\))?(?:{TEKEN}\(?\d\)?){{7,12}}"
    r")(?!\d|[.,:/\-]\d)"
)
KORTST_BUITEN = 9
"""How many digits a number of another country has at least, with that of the country: less is an amount."""
DATUM = re.compile(r"\d\d([\-./ ])(?:0[1-9]|1[0-2])\1(?:19|20)\d\d(?!\d)")
BSN = re.compile(
    rf"{NIET_VOOR}(?<!\d[:\-/ ])(?:\d{{9}}|\d{{3}}([ .\-])\d{{3}}\1\d{{3}}|\d{{4}}([ .\-])\d\d\2\d{{3}})"
    r"(?![^\W_]|[.,:\-/]\d)"
)
BSN_GENOEMD = re.compile(
    r"(?i:(?=[bs])(?<![^\W_])(?:bsn|burger ?service ?(?:nummer|nr)|sofi ?-?(?:nummer|nr)))"
    r"(?:[ \-]?(?:nummer|nr|no)\b)?[ .:=#(\-_]{0,3}(?:is )?(?P<kern>\d(?:[ .\-_/]?\d){7,8})(?!\d)"
)
"""A number that is called one, however its digits are grouped, and with a mistake in it too."""
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
VERDER = "en|te|in|op|of|is|bij|dat|die|waar|woont|heeft|zei|was|staat|kwam|met|als|tot"
STRATEN = "straat|laan|plein|gracht|singel|kade|dreef|steeg|plantsoen|dijk|weg"
STRAAT = re.compile(
    rf"(?<![^\W_])(?:[A-Z]|(?<=\bop )[a-z])[\w'\-]*[a-z](?:{STRATEN}),? (?:(?:nr|no|nummer|huisnr|huisnummer)\.? ?)?"
    # a year is no house, nor is a number of things: 'in de Dorpsstraat 12 woningen'
    r"(?!(?:19|20)\d\d)[1-9]\d{0,3}(?:-?[a-zA-Z]\b)?"
    rf"(?![\w%]|[.,:]\d| (?!(?:{VERDER})\b)[a-z])"
)
MAAND = "jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec"
JAAR = r"(?:19\d\d|200\d)"  # who is named in research is no child, and a plan that was born is younger
DATUM_VOLUIT = rf"(?:\d{{1,2}}[ ./\-](?:\d{{1,2}}|(?i:{MAAND})[a-z]*)[ ./\-]{JAAR}|{JAAR}[./\-]\d\d[./\-]\d\d)(?!\d)"
GEBOORTE = re.compile(
    r"(?=[gGdD*°])(?:(?i:(?<![^\W_])(?:geb(?:oren|oorte(?:datum|dag)|\.)|date of birth|dob\b))\D{0,30}?|[*°] ?)"
    rf"(?P<kern>{DATUM_VOLUIT})"
)
LETTERCIJFER = (  # the sidecodes of Dutch licence plates: L a letter, C a digit
    "LL-CC-CC CC-CC-LL CC-LL-CC LL-CC-LL LL-LL-CC CC-LL-LL CC-LLL-C C-LLL-CC LL-CCC-L L-CCC-LL LLL-CC-L L-CC-LLL "
    "C-LL-CCC CCC-LL-C"
)
PLATEN = "|".join(LETTERCIJFER.split()).replace("L", "[A-Z]").replace("C", r"\d")
KENTEKEN = re.compile(
    rf"(?<![\w\-])(?:{PLATEN})(?![\w\-])"
    r"|(?i:kenteken(?:plaat)?)(?: is)?[ :=(]{1,3}(?P<kern>(?=[\w\- ]*\d)(?=[\d\- ]*[A-Za-z])"
    r"[A-Za-z\d](?:[ \-]?[A-Za-z\d]){5})(?![^\W_])"
)


def find_matches(
    patroon: re.Pattern[str], is_echt: Callable[[str, int, int], bool], folded: str
) -> Iterator[tuple[int, int]]:
    """Yield where a pattern occurs and the number that stands there is a real one."""
    for match in patroon.finditer(folded):
        group = next((name for name, text in match.groupdict().items() if text), 0)
        if is_echt(folded, *match.span(group)):
            yield match.span(group)


def is_iban(text: str, begin: int, end: int) -> bool:
    """Return whether the check digits of an account number are right (ISO 7064, mod 97-10)."""
    plain = re.sub(r"[ .\-]", "", text[begin:end]).upper()
    return int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97 == 1


def is_telefoon(text: str, begin: int, end: int) -> bool:
    """Return whether digits are not a date with a number after it, part of an account number, or an amount."""
    is_abroad = text[begin] == "+" or text.startswith("00", begin)
    is_amount = is_abroad and (sum(map(str.isdigit, text[begin:end])) < KORTST_BUITEN or EENHEID.match(text, end))
    is_account = re.search(r"[A-Z]{2} ?\d\d ?[A-Z]{4} ?$", text[max(0, begin - 12) : begin])
    return not (DATUM.match(text, begin) or is_account or is_amount)


def is_bsn(text: str, begin: int, end: int) -> bool:
    """Return whether nine digits pass the elfproef and are not an amount or a count."""
    digits = [int(char) for char in text[begin:end] if char.isdigit()]
    total = sum(weight * digit for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True))
    is_amount = HOEVEELHEID.search(text, max(0, begin - 6), begin) or EENHEID.match(text, end)
    is_round = end - begin == 11 and text[begin:end].endswith("000")  # 270.000.000
    return total % 11 == 0 and any(digits) and not is_amount and not is_round


def find_with(kern: re.Pattern[str], patroon: re.Pattern[str], folded: str) -> Iterator[tuple[int, int]]:
    """Yield where a pattern occurs in a text that has the heart of it, which is found much faster."""
    if kern.search(folded):
        yield from find_matches(patroon, is_always, folded)


def is_always(*_: object) -> bool:
    """Return that what looks like it, is it."""
    return True


# Where two kinds overlap, as an account number and what looks like a telephone number in it, the earlier one counts.
Zoeker = Callable[[str], Iterable[tuple[int, int]]]
CIJFERZOEKERS: tuple[tuple[str, Zoeker], ...] = (
    ("iban", partial(find_matches, IBAN, is_iban)),
    ("geboorte", partial(find_with, re.compile(rf"{JAAR}"), GEBOORTE)),
    ("bsn", partial(find_with, re.compile("(?i:bsn|nummer|nr)"), BSN_GENOEMD)),
    ("telefoon", partial(find_matches, TELEFOON, is_telefoon)),
    ("bsn", partial(find_matches, BSN, is_bsn)),
    ("adres", partial(find_matches, ADRES, is_always)),
)
"""The kinds of five digits or more, by the code of the kind."""
KORTE_ZOEKERS: tuple[tuple[str, Zoeker], ...] = (
    ("straat", partial(find_with, re.compile(rf"(?:{STRATEN}),? \D{{0,13}}\d"), STRAAT)),
    ("kenteken", partial(find_with, re.compile(r"[A-Z]-\d|\d-[A-Z]|[Kk]enteken|KENTEKEN"), KENTEKEN)),
)
"""The kinds that one digit can make, with a word or letters."""
