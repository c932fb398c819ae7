"""A walk through a file that is about to leave, piece by piece, with what is personal in it.

A page is looked at as it is built, not as a string of bytes: what a reader sees per block, what stands in attributes,
remarks and scripts, and what is packed in an address that holds data. Drawings and hashes are numbers, and are not
taken for telephone numbers.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from markupsafe import escape

from leerkring.namen import Namen
from leerkring.persoonsgegevens import Gegevenssoort, Vondst, find_persoonsgegevens, mask_text
from leerkring.rapport.gate.pictures import read_picture
from leerkring.rapport.reading import read_title

# Within these a word goes on; every other element ends a piece of text.
DOORLOPEND = frozenset(
    (  # noqa: SIM905
        "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark math mi mn mo mrow ms "
        "mtext nobr q rp rt ruby s samp small span strike strong sub sup time tspan tt u var wbr"
    ).split()
)
# What a drawing or a layout is made of: numbers, colours, hashes and addresses of the page itself.
VORM = re.compile(
    r"(?:d|points|transform|gradienttransform|patterntransform|style|viewbox|width|height|[xyr]|[xy][12]"
    r"|[cfr][xy]|d[xy]|fr|offset|fill[-\w]*|stroke[-\w]*|stop-[-\w]*|font[-\w]*|text-anchor|opacity|clip[-\w]*"
    r"|marker[-\w]*|integrity|nonce|charset|colspan|rowspan|tabindex|xmlns(?::\w+)?)",
    re.IGNORECASE,
)
VORM_IN_TEKST = re.compile(rf"\s(?:{VORM.pattern})\s*=\s*(?:\"[^\"]*\"|'[^']*')", re.IGNORECASE)
HASH = re.compile(r"\bsha(?:256|384|512)-[A-Za-z0-9+/_=\-]+")
DATA_ADRES = re.compile(r"data:([\w.+\-]*/[\w.+\-]*)?((?:;[\w.+\-]+(?:=[^;,\s\"']*)?)*),([^\s\"'<>)]*)", re.IGNORECASE)
PAGINAEINDE = re.compile(r"</(?:html|body)\b[^<>]*>", re.IGNORECASE)
CODE_IN_TEKST = re.compile(r"<(script|style)\b(?:(?!<(?:script|style)\b).)*?</\1", re.IGNORECASE | re.DOTALL)
OPMAAK = re.compile(r"<[a-zA-Z!/]")
IN_CODE = re.compile(r"/\*(.*?)\*/|\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`", re.DOTALL)
BEGIN_IN_CODE = ("/*", '"', "'", "`")
CODEPUNT = re.compile(r"\\(?:u\{?([0-9a-fA-F]{4,6})\}?|x([0-9a-fA-F]{2}))")
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
ELEMENTEN = {
    **dict.fromkeys(("td", "th"), "tabelcel"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "kop"),
    **dict.fromkeys(("text", "textPath", "textpath"), "tekst in een figuur"),
    **{"title": "titel", "desc": "beschrijving van een figuur", "caption": "bijschrift", "figcaption": "bijschrift"},
    **{"li": "lijst", "dd": "lijst", "dt": "lijst", "pre": "code", "option": "keuze"},
}
KOP_VAN_HET_BESTAND = "Kop van het bestand"
GEEN_PROZA = ("kenmerk", "script", "opmaak", "metagegevens", "code")
"""Places where words are not sentences, so that looking for names by their form only finds false ones."""
NUMMERS = frozenset({Gegevenssoort.TELEFOON, Gegevenssoort.BSN, Gegevenssoort.ADRES})
DIEPST = 5
"""How many files within files are opened; a report has two at most."""


@dataclass(frozen=True)
class Vindplaats:
    """Personal data that was found in a file: in which section and part, what kind, and a mask to recognise it by."""

    sectie: str
    element: str
    soort: Gegevenssoort
    masker: str

    @property
    def plaats(self) -> str:
        """Return the place in words, such as 'Leren, tabelcel'."""
        return f"{self.sectie}, {self.element}"

    def __str__(self) -> str:
        """Return the finding as one line for a reader."""
        return f"{self.soort.label} in ‘{self.sectie}’ ({self.element}): {self.masker}"


@dataclass
class Scan:
    """A walk through one file: where it is now, and what was found so far."""

    namen: Namen | None = None
    zoek_namen: Callable[[str], Iterable[Vondst]] | None = None
    sectie: str = KOP_VAN_HET_BESTAND
    vindplaatsen: dict[Vindplaats, None] = field(default_factory=dict)
    diepte: int = 0
    gelezen: dict[str, list[Vondst]] = field(default_factory=dict)
    """What stands in texts that were read before: most come again, as a label, as a class or in the other file."""

    def find(self, plain: str) -> list[Vondst]:
        """Return the personal data in a plain text."""
        found = self.gelezen.get(plain)
        if found is None:
            found = self.gelezen[plain] = find_persoonsgegevens(plain, self.namen)
        return found

    def mask(self, text: str) -> str:
        """Return a text that names a place, without the personal data in it."""
        return mask_text(text, self.find(text))

    def excuse(self, html: str) -> str:
        """Return a page without the publishers in the row of their own source, for a person to judge if they are known.

        Anybody can be filled in as the publisher of a source, so it is allowed in no other place.
        """
        for bron, uitgever in self.namen.uitgevers.items() if self.namen and self.namen.personen else ():
            anker = f'id="bron-{escape(bron)}"'
            if anker in html and (found := self.find(uitgever)):
                cell = rf"({re.escape(anker)}(?:(?!</tr>).)*<td[^>]*>){re.escape(str(escape(uitgever)))}(?=</td>)"
                html, times = re.subn(cell, r"\1", html, flags=re.DOTALL)
                for vondst in found if times else ():
                    self.note("uitgever van een bron", replace(vondst, soort=Gegevenssoort.MOGELIJKE_NAAM))
        return html

    def read_text(self, text: str, element: str) -> None:
        """Take note of the personal data in a plain text."""
        plain = HASH.sub(" ", text) if "sha" in text else text
        for vondst in self.find(plain):
            self.note(element, vondst)
        if self.zoek_namen is not None and not any(word in element for word in GEEN_PROZA):
            for vondst in self.zoek_namen(plain):
                self.note(element, vondst)

    def note(self, element: str, vondst: Vondst | Vindplaats) -> None:
        """Keep one finding with the place where the walk is now; a number in a program is a number of the program."""
        if element.startswith("script") and vondst.soort in NUMMERS:
            return
        self.vindplaatsen[Vindplaats(self.sectie, element, vondst.soort, vondst.masker)] = None

    def read_string(self, text: str, element: str) -> None:
        """Read a text that may hold files in data addresses, escapes of addresses, or markup."""
        if "data:" in text.lower():
            for match in DATA_ADRES.finditer(text):
                self.read_packed(match, element)
            text = DATA_ADRES.sub(" ", text)
        text = ANSI.sub("", text)
        if not OPMAAK.search(text):
            self.read_text(text, element)
        else:
            # As text too: 'Jan <jan@gemeente.nl>' is no markup, but looks like it.
            self.read_text(VORM_IN_TEKST.sub(" ", text), element)
            self.read_inner(text, element)
        if "%" in text and unquote(text) != text:
            self.read_text(unquote(text), element)

    def read_packed(self, match: re.Match[str], element: str) -> None:
        """Read the file in a data address, when it is text."""
        soort, opties, inhoud = match[1] or "text/plain", match[2].lower(), unquote_to_bytes(match[3])
        try:
            if ";base64" in opties:
                inhoud = base64.b64decode(inhoud + b"=" * (-len(inhoud) % 4))
            text = inhoud.decode()
        except binascii.Error:
            return
        except UnicodeDecodeError:
            self.read_bytes(inhoud, f"{element}, bestand {soort}")
            return
        self.read_inner(text, f"{element}, bestand {soort}")

    def read_bytes(self, content: bytes, element: str) -> None:
        """Read what stands in a picture beside what it draws."""
        for text in read_picture(content):
            self.read_text(text, f"{element}, metagegevens")

    def read_inner(self, text: str, element: str) -> None:
        """Read a file or markup within a text, under the section where it stands."""
        if self.diepte == DIEPST:
            return
        inner = Scan(self.namen, self.zoek_namen, self.sectie, {}, self.diepte + 1, self.gelezen)
        inner.read_page(text)
        for found in inner.vindplaatsen:
            self.note(f"{element}, {found.element}", found)

    def read_json(self, value: Any, element: str) -> None:
        """Read the texts and keys of JSON; its numbers are counts and places."""
        if isinstance(value, str):
            self.read_string(value, element)
        elif isinstance(value, Mapping):
            for key, inner in value.items():
                self.read_string(str(key), element)
                self.read_json(inner, element)
        elif isinstance(value, Iterable):
            for inner in value:
                self.read_json(inner, element)

    def read_code(self, text: str, element: str) -> None:
        """Read the texts and remarks in a script or a style sheet."""
        if not any(mark in text for mark in BEGIN_IN_CODE):
            return  # as the lines of a drawing: a search by pattern would look at every number
        for match in IN_CODE.finditer(text):
            part = next(part for part in match.groups() if part is not None)
            self.read_string(CODEPUNT.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), part), element)

    def read_page(self, html: str) -> None:
        """Read a page, a fragment or a drawing."""
        # A null character or the end of the page would stop the parser, and hide what comes after it.
        source = PAGINAEINDE.sub(" ", html.replace("\0", " ")).encode(errors="replace")
        try:
            # Named, because a page that names no encoding would be read as if it came from an old computer.
            root = document_fromstring(source, parser=HTMLParser(encoding="utf-8", huge_tree=True))
        except etree.ParserError:
            return  # an empty file
        self.read_text(root.getroottree().docinfo.doctype or "", "kenmerk doctype")
        words: list[str] = []
        for event, part in walk_all(root):
            if isinstance(part, str):
                words.append(part)
            else:
                self.pass_element(event, part, words)
        self.end_piece(words, None)
        if not self.diepte:
            self.read_rest(html)

    def read_rest(self, html: str) -> None:
        """Take note of what no parser keeps, such as the second of two equal attributes, so that nothing slips past."""
        # A kind that was found in its place is found here again, perhaps cut in two by a tag.
        known = {vindplaats.soort for vindplaats in self.vindplaatsen}
        plain = HASH.sub(" ", VORM_IN_TEKST.sub(" ", DATA_ADRES.sub(" ", CODE_IN_TEKST.sub(" ", html))))
        self.sectie = "Bestand"
        for vondst in self.find(plain):
            if vondst.soort not in known:
                self.note("buiten de opbouw van de pagina", vondst)

    def pass_element(self, event: str, element: HtmlElement, words: list[str]) -> None:
        """Take the start or the end of an element: its text so far, its section, its attributes."""
        tag = element.tag
        if not isinstance(tag, str):
            self.read_string(element.text or "", "opmerking")
            return
        if tag == "br":
            words.append(" ")
        if tag not in DOORLOPEND and words:
            self.end_piece(words, element.getparent() if event == "start" else element)
        if event == "end":
            return
        if tag == "body":
            self.sectie = "Titel"
        elif tag == "h2":
            self.sectie = self.mask(read_title(element)) or "Zonder titel"
        elif tag == "script":
            self.read_script(element)
        elif tag == "style":
            self.read_code(element.text or "", "opmaak")
        if not tag.isalnum():
            self.read_text(tag, "tekst")  # '<jan@gemeente.nl>' is taken for an element
        for name, value in element.attrib.items():
            if VORM.fullmatch(name):
                self.read_code(value, "kenmerk")
            else:
                self.read_string(value, f"kenmerk {self.mask(name)}")
                self.read_text(name, "kenmerk")

    def end_piece(self, words: list[str], holder: HtmlElement | None) -> None:
        """Read the piece of text that ends here, in the element that holds it."""
        text = "".join(words)
        words.clear()
        if text and not text.isspace():
            self.read_string(text, name_element(holder))

    def read_script(self, element: HtmlElement) -> None:
        """Read a script: data as JSON, a program by its texts and remarks."""
        text = element.text or ""
        if "json" not in element.get("type", ""):
            self.read_code(text, "script")
            return
        try:
            self.read_json(json.loads(text), "gegevens van een script")
        except ValueError:
            self.read_string(text, "gegevens van een script")


def walk_all(root: HtmlElement) -> Iterator[tuple[str, HtmlElement | str]]:
    """Yield each element at its start and end, each remark once, and the texts between, in the order of the page."""
    for remark in (*root.itersiblings(preceding=True), *root.itersiblings()):
        yield "comment", remark
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        yield event, element
        if event == "start":
            if element.tag not in {"script", "style"} and element.text:
                yield "text", element.text
        elif element.tail:
            yield "text", element.tail


def name_element(element: HtmlElement | None) -> str:
    """Return in Dutch what kind of element holds a text: the nearest one that has a name of its own."""
    while element is not None:
        if element.tag in ELEMENTEN:
            return ELEMENTEN[element.tag]
        element = element.getparent()
    return "tekst"
