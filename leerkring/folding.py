"""A text as it reads: without marks and signs that show nothing, and with letters that only look like ours as ours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterator, Sequence
from functools import lru_cache, partial

NAAMLETTERS = str.maketrans(
    # These do not fall apart into a letter and a mark, as é does.
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "‘": "'", "’": "'", "`": "'", "´": "'"}
    # Cyrillic and Greek letters that look like a Latin one (Unicode TR 39, the ones in ordinary fonts).
    | dict(zip("асԁеһіјӏкмпорԛѕтυѵԝхуѡ", "acdehijlkmnopqstuvwxyw", strict=True))
    | dict(zip("АВСЕНІЈКМОРЅТХУҮ", "ABCEHIJKMOPSTXYY", strict=True))
    | dict(zip("αεικνορτχγ", "aeikvoptxy", strict=True))
    | dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True))
    | dict(zip("ɑɡɩʏꓝꓡ", "agiyFL", strict=True))
)
VERVOLG = r"[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
STUK = re.compile(
    r"(?P<gewoon>[!-_a-~]+(?: [!-_a-~]+)*)"
    rf"|(?P<dubbel>(?:[ÂÃÄÅ]{VERVOLG}|â{VERVOLG}{{2}})+)|.",
    re.DOTALL,
)
"""A piece of a text: plain characters that stay as they are, what was encoded twice, or one other character."""
LOS = re.compile(r"(?<!\w)(?:[A-Za-z@.] ){3,}[A-Za-z](?!\w)|(?<!\w)(?:[A-Za-z][._·*|\-]){3,}[A-Za-z](?!\w)")
AFGEBROKEN = re.compile(r"(?<=[A-Za-z])- ?(?=[a-z])")


def fold_text(text: str) -> str:
    """Return a text as it reads.

    Diacritics go, white space becomes one space, dashes become hyphens, digits of other scripts become ours, letters
    that look like ours too, what was encoded twice is read once, and characters that show nothing, such as soft
    hyphens, are left out.
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
        chars = read_again(piece[0]) if piece.lastgroup else piece[0]
        for letter in (letter for char in chars for letter in fold_character(char)):
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


def read_again(text: str) -> str:
    """Return what stands in a text whose UTF-8 was read as an older encoding, perhaps more than once."""
    for _ in range(3):
        try:
            text = b"".join(char.encode("cp1252" if ord(char) > 0xFF else "latin-1") for char in text).decode()
        except UnicodeError:
            break
    return text


def read_loosely(folded: str) -> Iterator[tuple[str, Callable[[], Sequence[int]]]]:
    """Yield a folded text, and what it reads as where words are spaced out or broken off, with how to find its places.

    A place is where a character of the reading stands in the folded text; few readings hold anything, so that is asked
    for late.
    """
    yield folded, lambda: range(len(folded))
    for patroon in (LOS, AFGEBROKEN):
        if patroon.search(folded):
            gone = {place for match in patroon.finditer(folded) for place in list_gone(match)}
            yield patroon.sub(close_up, folded), partial(list_kept, len(folded), gone)


def close_up(match: re.Match[str]) -> str:
    """Return letters that are spaced out without what stands between them; of a hyphen nothing is left."""
    return match[0][::2] if match.re is LOS else ""


def list_gone(match: re.Match[str]) -> range:
    """Return the places of what is left out of letters that are spaced out, or of a word that is broken off."""
    return range(match.start() + 1, match.end(), 2) if match.re is LOS else range(*match.span())


def list_kept(length: int, gone: Container[int]) -> list[int]:
    """Return the places of a text that are not left out."""
    return [place for place in range(length) if place not in gone]
