"""The headings of a report: one title, no level skipped, numbered sections and the contents list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from leerkring.rapport.cleaning import KOPPEN
from leerkring.weergave.kop import name_anchor

BLOKKOP = re.compile(r"<h([1-6])[ >]")
SECTIELINK = re.compile(r'<a class="lk-sectie" href="#(?P<anker>s-[^"]+)">(?P<titel>[^<]*)</a>')
"""A line of the summary, as `build_kort` and the answers write it; other links are the author's own."""


@dataclass
class Outline:
    """The headings met so far, in the order of the page."""

    inhoud: list[dict[str, str]] = field(default_factory=list)
    titel: str | None = None
    level: int = 1
    anchors: set[str] = field(default_factory=set)

    def pass_block(self, html: str) -> None:
        """Take note of the headings in a finished block, which stays as it is."""
        for found in BLOKKOP.finditer(html):
            self.level = int(found[1])
            if self.level == 1 and self.titel is None:
                self.titel = ""  # the block itself says what the title is

    def number_headings(self, root: HtmlElement) -> None:
        """Give the headings in a text their level, number and anchor, in place."""
        for heading in root.iter(*KOPPEN):
            wanted = int(heading.tag[1])
            words = " ".join(heading.text_content().split())
            if wanted == 1 and self.titel is None:
                self.titel, self.level = words, 1
                continue
            level = min(max(wanted, 2), self.level + 1)
            self.level = level
            heading.tag = f"h{level}"
            if level == 2:
                self.add_section(heading, words)

    def add_section(self, heading: HtmlElement, words: str) -> None:
        """Give one section its number and add it to the contents list."""
        nummer, anker = str(len(self.inhoud) + 1), self.find_anchor(words)
        heading.attrib.clear()
        heading.set("id", anker)
        span = etree.Element("span", {"class": "lk-nummer"})
        span.text, span.tail, heading.text = nummer, f" {heading.text or ''}", None
        heading.insert(0, span)
        self.inhoud.append({"nummer": nummer, "titel": words, "anker": anker})

    def find_anchor(self, words: str) -> str:
        """Return an anchor that no earlier section has; the first of two equal titles keeps the plain one."""
        plain = anker = name_anchor(words)
        count = 1
        while anker in self.anchors:
            count += 1
            anker = f"{plain}-{count}"
        self.anchors.add(anker)
        return anker


def unlink_missing(page: str) -> str:
    """Return a page in which a summary does not lead to a section that this report does not have."""
    known = set(re.findall(r'\bid="([^"]+)"', page))
    return SECTIELINK.sub(lambda link: link[0] if link["anker"] in known else link["titel"], page)
