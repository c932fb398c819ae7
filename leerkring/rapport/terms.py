"""A rare word is explained where it first appears: a panel that a reader opens, without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

from leerkring.weergave.vakwoorden import VAKWOORDEN

TAGSTUK = re.compile(r"""(<(?:"[^"]*"|'[^']*'|[^>"'])*>)""")
NAAM_VAN_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
NIET_HIER = re.compile(r"a|button|code|h[1-6]|math|pre|summary|svg|title", re.IGNORECASE)
"""Within these no word is explained: it is a link or a name there, or part of a drawing."""
HOOFDBEGIN, HOOFDEINDE = '<main id="hoofd" tabindex="-1">', "</main>"


def explain_terms(page: str) -> str:
    """Return a page in which the first place of each rare word opens its explanation.

    On paper the explanations stand together at the end.
    """
    before, begin, rest = page.partition(HOOFDBEGIN)
    main, einde, after = rest.rpartition(HOOFDEINDE)
    if not (begin and einde):
        return page
    found: list[str] = []
    text = "".join(mark_terms(main, found))
    panels = Markup("").join(
        Markup('<p class="lk-woord" id="woord-{0}" popover><strong>{0}</strong> {1}</p>').format(
            naam, VAKWOORDEN[naam].uitleg
        )
        for naam in found
    )
    words = Markup('<div class="lk-woorden">{}</div>\n').format(panels) if found else ""
    return f"{before}{begin}{text}{words}{einde}{after}"


def mark_terms(html: str, found: list[str]) -> Iterator[str]:
    """Yield the pieces of a page, with a button at the first place of each term; which those are is noted."""
    shut: list[str] = []
    for piece in TAGSTUK.split(html):
        if piece.startswith("<"):
            tag = NAAM_VAN_TAG.match(piece)
            if tag and NIET_HIER.fullmatch(tag[2]):
                if not tag[1]:
                    shut.append(tag[2])
                elif shut:
                    shut.pop()
            yield piece
        elif shut or not piece.strip():
            yield piece
        else:
            yield mark_text(piece, found)


def mark_text(text: str, found: list[str]) -> str:
    """Return a text with a button in the place of each term that was not met before."""
    for naam, term in VAKWOORDEN.items():
        place = None if naam in found else term.patroon.search(text)
        if place:
            found.append(naam)
            button = Markup('<button type="button" class="lk-term" popovertarget="woord-{}">{}</button>')
            text = f"{text[: place.start()]}{button.format(naam, place[0])}{text[place.end() :]}"
    return text
