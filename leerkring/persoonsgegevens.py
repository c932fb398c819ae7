"""Personal data in a text: addresses, numbers and names that may not stand in a table or a report.

Only the text decides here; where a text comes from is known to who calls. A finding keeps no more of what was found
than a first letter and a length, so that a message about it does not repeat it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from leerkring.begrippen import Begrip
from leerkring.folding import fold_text, list_places
from leerkring.namen import Namen
from leerkring.nummers import CIJFERZOEKERS, KORTE_ZOEKERS, find_matches, is_always


class Gegevenssoort(Begrip):
    """The kinds of personal data that are looked for."""

    IBAN = "iban", "IBAN", "Rekeningnummer waarvan het controlegetal klopt (ISO 13616, rest 1 bij deling door 97)."
    EMAIL = "email", "e-mailadres", "Adres met een apenstaartje, ook uitgeschreven."
    TELEFOON = "telefoon", "telefoonnummer", "Nederlands nummer van tien cijfers, of met landnummer 31."
    BSN = "bsn", "burgerservicenummer", "Negen cijfers die voldoen aan de elfproef."
    STRAAT = "straat", "straat met huisnummer", "Straat, laan, plein of weg met een huisnummer erachter."
    GEBOORTE = "geboorte", "geboortedatum", "Dag in de vorige eeuw of kort daarna, achter een woord als geboren."
    KENTEKEN = "kenteken", "kenteken", "Letters en cijfers in de orde van een Nederlands kenteken, met streepjes."
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


CIJFER = re.compile(r"\d")
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
    digits = len(CIJFER.findall(folded))
    zoekers = [*(CIJFERZOEKERS if digits >= 5 else ()), *(KORTE_ZOEKERS if digits else ())]
    if KERN_VAN_EMAIL.search(folded):
        zoekers.append((Gegevenssoort.EMAIL, partial(find_matches, EMAIL, is_always)))
    if namen is not None:
        certain, doubtful = namen.find(folded)
        zoekers += [(Gegevenssoort.NAAM, lambda _: certain), (Gegevenssoort.MOGELIJKE_NAAM, lambda _: doubtful)]
    for soort, zoek in zoekers:
        # Of names that overlap the longest tells most: 'J. de Vries' rather than 'Vries'.
        for begin, end in sorted(zoek(folded), key=lambda span: (span[0] - span[1], span[0])):
            if any(begin < b and a < end for a, b in taken):
                continue
            taken.append((begin, end))
            # Most texts hold nothing, so where their letters stood is asked for late.
            places = places or (range(len(text)) if folded == text else list_places(text))
            found.append(Vondst(Gegevenssoort(soort), places[begin], places[end - 1] + 1, mask(folded[begin:end])))
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
