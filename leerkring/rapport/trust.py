"""Which outputs were built here: a mark that anyone can set is believed only of what could have been built here."""

from __future__ import annotations

import re
from typing import Any

from leerkring.rapport.cleaning import AFBEELDING, BEWAARDE_ELEMENTEN, VEILIG
from leerkring.weergave.blokken import EIGEN

TEKENING = frozenset("svg g path text tspan line rect circle defs clippath use stop lineargradient title desc".split())  # noqa: SIM905
ELK_TAG = re.compile(r"<[^>]*>?")
WELGEVORMD = re.compile(r'</?([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z][\w:-]*(?:="[^"<>]*")?)*)\s*/?>')
"""A tag as blocks are written here; browsers read nothing else in it, because no sign of HTML is left in its values."""
KENMERK = re.compile(r'([a-zA-Z][\w:-]*)="([^"]*)"')
ADRESSEN = {"href": VEILIG.match, "src": AFBEELDING.fullmatch, "xlink:href": re.compile("#").match}
GEVAARLIJK = re.compile(r"on.*|srcset|srcdoc|action|formaction|background|poster|data|ping", re.IGNORECASE)
OVERLAST = re.compile(r"position|url\((?!#)|expression|@import", re.IGNORECASE)


def is_built_here(output: Any) -> bool:
    """Return whether an output has the mark of a block, and holds nothing that no block holds."""
    html = output.get("data", {}).get("text/html")
    return EIGEN in output.get("metadata", {}) and html is not None and all(map(is_harmless_tag, ELK_TAG.findall(html)))


def is_harmless_tag(tag: str) -> bool:
    """Return whether a tag is one of a block: known, well formed, and without script, style of a page or address."""
    found = WELGEVORMD.fullmatch(tag)
    if not found or found[1].lower() not in BEWAARDE_ELEMENTEN | TEKENING:
        return False
    return not any(
        GEVAARLIJK.fullmatch(name)
        or (name == "style" and OVERLAST.search(value))
        or (name.lower() in ADRESSEN and not ADRESSEN[name.lower()](value))
        for name, value in KENMERK.findall(found[2])
    )
