"""The names of people who may not stand in a report, and how a text may write each of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

TUSSENVOEGSELS = frozenset(
    (  # noqa: SIM905
        "aan af al bin ben bij da dal de degli dei del della den der des di do dos du el het het in la las le les "
        "lo los of op over 's 't te ten ter thoe tot uit uijt van vom von voor zu zum zur"
    ).split()
)
TITELS = (
    r"(?:de )?heer|dhr|meneer|mijnheer|mevrouw|mevr|mw|mej|juffrouw|familie|fam|"
    r"prof|dr|drs|ir|ing|mr|ds|wethouder|burgemeester|raadslid"
)
# These do not fall apart into a letter and a mark, as é does.
NAAMLETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "‘": "'", "’": "'", "`": "'", "´": "'"}
)
STUK = re.compile(r"(?P<gewoon>[!-_a-~]+(?: [!-_a-~]+)*)|.", re.DOTALL)
"""A piece of a text: plain characters that stay as they are, or one character of any other kind."""
KOPPELING = r"[ _.\-]{0,3}"  # between the words of a name: also none, as in an address or a file name
VOOR, NA = r"(?<![^\W_])", r"(?![^\W_])"


def fold_text(text: str) -> str:
    """Return a text as it reads.

    Diacritics go, white space becomes one space, dashes become hyphens, digits of other scripts become ours, and
    characters that show nothing, such as soft hyphens, are left out.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.translate(NAAMLETTERS) if "`" in text else text
    return "".join(letters for _, letters in fold_pieces(text))


def list_places(text: str) -> list[int]:
    """Return for each character of a folded text its place in the original."""
    return [place + far for place, letters in fold_pieces(text) for far in range(len(letters))]


def fold_pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield the pieces of a text as they read, each with the place where it begins: plain runs, or one letter."""
    after_space = False
    for piece in STUK.finditer(text):
        if piece.lastgroup == "gewoon":  # most of them: a text is long
            yield piece.start(), piece[0]
            after_space = False
            continue
        for letter in fold_character(piece[0]):
            if letter != " " or not after_space:
                yield piece.start(), letter
            after_space = letter == " "


@lru_cache(maxsize=4096)
def fold_character(char: str) -> str:
    """Return what one character reads as: none, one or more plain characters."""
    if char.isspace():
        return " "
    if char.isascii():
        return char.translate(NAAMLETTERS) if char.isprintable() else ""
    soort = unicodedata.category(char)
    if soort in {"Cc", "Cf", "Mn"}:
        return ""
    if soort == "Nd":
        return str(unicodedata.decimal(char))
    if soort == "Pd" or char == "−":
        return "-"
    if soort == "No":
        return char  # a small 2 of a footnote or a half does not continue a number
    plain = unicodedata.normalize("NFKD", char)
    return "".join(c for c in plain if unicodedata.category(c) != "Mn").translate(NAAMLETTERS)


@dataclass(frozen=True)
class Persoon:
    """One person: the name in full, and other ways in which people write it."""

    naam: str
    varianten: tuple[str, ...] = ()

    @cached_property
    def patronen(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Return the patterns that find this person in a folded text, each with a word that must be in it."""
        voornamen, tussen, achternaam = split_name(self.naam)
        found = [(anchor_of(achternaam), write_alone(tussen, achternaam))]
        # Of a double name such as Bakker-Smit people use the halves as well.
        halves = [[*achternaam[:-1], half] for half in achternaam[-1].split("-")] if "-" in achternaam[-1] else []
        for surname in [achternaam, *halves]:
            found += [(anchor_of(surname), re.compile(p)) for p in write_patterns(voornamen, tussen, surname)]
        for variant in self.varianten:
            words = fold_text(variant).strip().split()
            if words:
                found.append((anchor_of(words), re.compile(f"(?i:{VOOR}{loosen_words(words)}{NA})")))
        return tuple(found)


@dataclass(frozen=True)
class Namen:
    """The people to look for, and the names of organisations that are never taken for one of them."""

    personen: tuple[Persoon, ...] = ()
    toegestaan: frozenset[str] = field(default_factory=frozenset)

    def allow(self, toegestaan: Iterable[str]) -> Namen:
        """Return the same people with more names of organisations and municipalities that may stand in a text."""
        return replace(self, toegestaan=self.toegestaan | frozenset(toegestaan))

    @cached_property
    def allowed(self) -> re.Pattern[str] | None:
        """Return the pattern that finds the allowed names in a folded text; None when there are none."""
        names = [loosen_words(fold_text(naam).split()) for naam in self.toegestaan if naam.strip()]
        return re.compile(f"(?i:{VOOR}(?:{'|'.join(sorted(names, key=len, reverse=True))}){NA})") if names else None

    def is_allowed(self, folded: str) -> bool:
        """Return whether a whole folded text is one of the allowed names."""
        return self.allowed is not None and self.allowed.fullmatch(folded) is not None

    def find(self, folded: str) -> Iterator[tuple[int, int]]:
        """Yield where a folded text names a person; a place may be found in more than one way."""
        if not self.personen:
            return
        lower = folded.lower()
        free = [m.span() for m in self.allowed.finditer(folded)] if self.allowed else []
        for persoon in self.personen:
            for anchor, patroon in persoon.patronen:
                if anchor in lower:
                    for match in patroon.finditer(folded):
                        # 'van Oss' is as little a name as 'Oss' is, where that is allowed.
                        begin, end = match.span("kern" if "kern" in patroon.groupindex else 0)
                        if not any(a <= begin and end <= b for a, b in free):
                            yield match.span()


def split_name(naam: str) -> tuple[list[str], list[str], list[str]]:
    """Return the first names, the particles and the surname of a name; 'Vries, Jan de' is read as well."""
    plain = fold_text(naam).strip()
    surname, comma, rest = plain.partition(",")
    words = f"{rest} {surname}".split() if comma else plain.split()
    while len(words) > 1 and re.fullmatch(rf"(?i:(?:{TITELS}|de)\.?)", words[0]) and words[0][0].islower():
        words = words[1:]
    # 'J.M.' is two first names.
    words = [
        part for word in words for part in (re.findall(r"\w+", word) if re.fullmatch(r"(?:\w\.)+", word) else [word])
    ]
    start = next((i for i, word in enumerate(words) if word.lower() in TUSSENVOEGSELS and i < len(words) - 1), None)
    if start is None:
        return words[:-1], [], words[-1:]
    end = start
    while end < len(words) - 1 and words[end].lower() in TUSSENVOEGSELS:
        end += 1
    return words[:start], words[start:end], words[end:]


def write_patterns(voornamen: list[str], tussen: list[str], achternaam: list[str]) -> Iterator[str]:
    """Yield the patterns for a name: in full, with initials, turned round and after a title."""
    surname = loosen_words(achternaam)
    whole = loosen_words([*tussen, *achternaam])
    if voornamen:
        first = voornamen[0]
        others = "|".join(["[a-z]", *(escape_word(word) for word in voornamen[1:])])
        given = rf"{escape_word(first)}{KOPPELING}(?:(?:{others})[ _.\-]{{1,3}}){{0,4}}"
        initials = rf"{re.escape(first[0])}[ _.\-]{{1,2}}(?:[a-z][ _.\-]{{1,2}}){{0,4}}"
        yield f"(?i:{VOOR}(?:{given}|{initials}){whole}s?{NA})"
        yield f"(?i:{VOOR}{surname} ?, ?(?:{escape_word(first)}|{re.escape(first[0])}\\b){NA})"
        yield f"(?i:{VOOR}{loosen_words([*voornamen, *tussen, *achternaam])}s?{NA})"
    yield rf"(?i:{VOOR}(?:{TITELS})\.? ?(?:[a-z]\.? ?){{0,3}}(?:{loosen_words(tussen)} ?)?{surname}s?{NA})"


def write_alone(tussen: list[str], achternaam: list[str]) -> re.Pattern[str]:
    """Return the pattern for a surname alone: a common word such as 'bakker' is a name only with its capital."""
    capital, rest = achternaam[0][0].upper(), achternaam[0][1:]
    words = [f"{re.escape(capital)}(?i:{escape_word(rest)})", *(f"(?i:{escape_word(word)})" for word in achternaam[1:])]
    before = f"(?i:{loosen_words(tussen)}{KOPPELING})?" if tussen else ""
    return re.compile(f"{VOOR}{before}(?P<kern>{KOPPELING.join(words)}){NA}")


def loosen_words(words: list[str]) -> str:
    """Return a pattern for words that may be written with anything or nothing between them."""
    return KOPPELING.join(map(escape_word, words))


def escape_word(word: str) -> str:
    """Return a pattern for one word, in which an apostrophe may be missing and a hyphen may be a space."""
    return re.escape(word).replace("'", "'?").replace(r"\-", KOPPELING)


def anchor_of(words: list[str]) -> str:
    """Return the longest piece of a name, in lower case, that stands in every way to write it."""
    return max((piece for word in words for piece in re.findall(r"\w+", word.lower())), key=len, default="")
