"""A finished report read back: its sections and their text, as a reader meets them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

# A drawing repeats the table below it, and code is not what a reader looks for; annotations repeat a formula as TeX.
OVERGESLAGEN = frozenset({"svg", "style", "script", "template", "pre", "annotation", "noscript"})
# Where one of these starts or ends, a piece of text ends. A row of a table is one piece: its cells explain each other.
STUKKEN = frozenset(
    "article aside blockquote caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header".split()  # noqa: SIM905
    + "li main nav ol p section summary table tbody tfoot thead tr ul".split()  # noqa: SIM905
)
CELLEN = frozenset({"td", "th"})
SCHEIDING = " · "


@dataclass
class Sectie:
    """A section of a report: its anchor, its title without number, and its pieces of text in order."""

    anker: str
    titel: str
    stukken: list[str] = field(default_factory=list)
    tabellen: list[HtmlElement] = field(default_factory=list)


def read_sections(page: str) -> list[Sectie]:
    """Return the sections of a report; what stands before the first one is the section 'Titel'.

    A page without a main part, such as one that is not a report of ours, has none.
    """
    main = find_main(page)
    if main is None:
        return []
    secties = [Sectie(main.get("id", ""), "Titel")]
    words: list[str] = []

    def end_piece() -> None:
        cells = clean_text("".join(words)).split(SCHEIDING.strip())
        words.clear()
        piece = SCHEIDING.join(cell.strip() for cell in cells if cell.strip())
        if piece:
            secties[-1].stukken.append(piece)

    for event, element in walk_page(main):
        if event == "text":
            words.append(str(element))
            continue
        if not isinstance(element, HtmlElement):
            continue
        if event == "start" and element.tag == "h2":
            end_piece()
            secties.append(Sectie(element.get("id", ""), read_title(element)))
        elif event == "start" and element.tag == "table":
            secties[-1].tabellen.append(element)
        if element.tag in CELLEN and event == "start":
            words.append(SCHEIDING)
        elif element.tag == "br":
            words.append(" ")
        elif element.tag == "h2" and event == "end":
            words.clear()  # the title is known already
        elif element.tag in STUKKEN and not is_in_cell(element):
            end_piece()
        elif element.tag in STUKKEN:
            words.append(" ")
    return [sectie for sectie in secties if sectie.stukken or sectie.titel != "Titel"]


def find_main(page: str) -> HtmlElement | None:
    """Return the main part of a page, or None when it has none."""
    # Without its encoding a page that does not name one would be read as if it came from an old computer.
    parser = HTMLParser(encoding="utf-8")
    try:
        found: HtmlElement | None = document_fromstring(page.encode(), parser=parser).find(".//main")
    except etree.ParserError:  # an empty file
        return None
    return found


def walk_page(element: HtmlElement) -> Iterator[tuple[str, HtmlElement | str]]:
    """Yield each element at its start and end, and the texts between, in the order of the page."""
    yield "start", element
    if element.text:
        yield "text", element.text
    for child in element:
        if isinstance(child.tag, str) and child.tag not in OVERGESLAGEN:
            yield from walk_page(child)
        if child.tail:
            yield "text", child.tail
    yield "end", element


def is_in_cell(element: HtmlElement) -> bool:
    """Return whether an element stands inside a cell of a table."""
    return any(parent.tag in CELLEN for parent in element.iterancestors())


def read_title(heading: HtmlElement) -> str:
    """Return a heading without its number: the number moves when a section is added."""
    number = " ".join(span.text_content() for span in heading.find_class("lk-nummer"))
    return clean_text(heading.text_content()).removeprefix(number).strip()


def read_text(element: HtmlElement) -> str:
    """Return the text of an element on one line, without what `OVERGESLAGEN` names."""
    words = [
        str(part) if event == "text" else " "
        for event, part in walk_page(element)
        if event == "text" or (isinstance(part, HtmlElement) and (part.tag in STUKKEN or part.tag == "br"))
    ]
    return clean_text("".join(words))


def clean_text(text: str) -> str:
    """Return a text on one line, without characters that show nothing, such as soft hyphens and turns of direction."""
    line = " ".join(text.split())
    if not line.isprintable():  # hardly ever
        line = " ".join("".join(c for c in line if unicodedata.category(c) not in {"Cc", "Cf", "Cs"}).split())
    return unicodedata.normalize("NFC", line)
