"""HTML that was not built here, made safe and complete: no scripts, no network, no table without headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

import nh3
from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring

BEWAARDE_ELEMENTEN = frozenset(
    (  # noqa: SIM905
        "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure "
        "h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small span strong sub summary sup table "
        "tbody td tfoot th thead time tr u ul var "
        "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd "
        "mpadded mphantom mstyle menclose mmultiscripts mprescripts none merror"
    ).split()
)
VERWIJDERD = frozenset(
    (  # noqa: SIM905
        "script style iframe frame frameset object embed applet form input button select textarea option link meta "
        "base template noscript audio video source track canvas svg title head"
    ).split()
)
BEWAARDE_KENMERKEN = frozenset(
    (  # noqa: SIM905
        "href src alt title lang dir id colspan rowspan scope headers span start reversed value datetime open "
        "display stretchy mathvariant linethickness columnalign rowspacing columnspacing accent fence form separator "
        "alttext width height depth lspace rspace minsize maxsize notation"
    ).split()
)
ZEEF = nh3.Cleaner(
    tags=set(BEWAARDE_ELEMENTEN),
    clean_content_tags=set(VERWIJDERD),
    attributes={
        "*": {*(BEWAARDE_KENMERKEN - {"href", "src"}), "class", "role", "tabindex", "aria-label"},
        "a": {"href"},
        "img": {"src"},
    },
    url_schemes={"http", "https", "mailto", "tel", "data"},
    link_rel=None,
)
"""The last filter: it reads HTML as browsers do, which make another tree of what is not well nested than lxml does."""
VEILIG = re.compile(r"(?:https?:|mailto:|tel:|#|[^:/?#\s]*(?:[/?#]|$))", re.IGNORECASE)
AFBEELDING = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]+")
STURING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
OMHULSEL = re.compile(r"</?(?:html|body|main)\b[^>]*>", re.IGNORECASE)
KOPPEN = ("h1", "h2", "h3", "h4", "h5", "h6")
UITLIJNING = re.compile(r"text-align:\s*(right|center);?")


def parse_fragment(text: str) -> HtmlElement:
    """Return a piece of HTML as a tree under one div.

    Control characters are left out, because no page may hold them, and so are the tags of a whole page, because the
    parser would stop at the end of the first one.
    """
    return fragment_fromstring(OMHULSEL.sub("", STURING.sub("", text)), create_parent="div")


def write_fragment(root: HtmlElement) -> str:
    """Return what stands under the div that `parse_fragment` made, as HTML in which a browser sees nothing else."""
    start = (root.text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    html = start + "".join(etree.tostring(child, encoding="unicode", method="html") for child in root)
    return ZEEF.clean(html).replace("&nbsp;", "\xa0")  # as text that was not filtered has it


def is_empty(root: HtmlElement) -> bool:
    """Return whether a cleaned piece shows nothing."""
    return not root.text_content().strip() and root.find(".//img") is None and root.find(".//hr") is None


def clean_fragment(root: HtmlElement) -> list[str]:
    """Make a piece of HTML safe, in place: only known elements, attributes and addresses stay.

    Tables get what readers need: a caption, headings with a scope, no empty heading, and a scroll region.

    Returns
    -------
    What was left out, in Dutch, for the warnings of the report.
    """
    gaps = list(drop_unknown(root))
    drop_empty(root)
    for image in list(root.iter("img")):
        if not AFBEELDING.fullmatch(image.get("src", "").strip()):
            gaps.append("Een afbeelding van buiten dit bestand is weggelaten.")
            replace_by_note(image, "Een afbeelding is weggelaten, omdat zij niet in dit bestand staat.")
        elif not image.get("alt", "").strip():
            gaps.append("Een afbeelding zonder beschrijving is weggelaten.")
            replace_by_note(image, "Een afbeelding is weggelaten, omdat er geen beschrijving bij staat.")
    for table in list(root.iter("table")):
        complete_table(table)
    return gaps


def drop_unknown(root: HtmlElement) -> Iterator[str]:
    """Remove what may not stay, and yield what a reader will miss; `ZEEF` unwraps what is only unknown."""
    for element in list(root.iter(etree.Element)):
        if element.tag in VERWIJDERD:
            if element.tag not in {"style", "title", "head", "meta", "link"} and element.getparent() is not None:
                yield f"Een onderdeel dat niet in een rapport werkt ({element.tag}) is weggelaten."
            if element.getparent() is not None:
                element.drop_tree()
        else:
            keep_attributes(element)


def drop_empty(root: HtmlElement) -> None:
    """Remove headings and paragraphs without anything in them, in place; a heading of a picture is a paragraph."""
    for element in list(root.iter("p", *KOPPEN)):
        if element.text_content().strip():
            continue
        if len(element):
            element.tag = "p"
        else:
            element.drop_tree()


def keep_attributes(element: HtmlElement) -> None:
    """Keep only attributes that do no harm, and addresses that lead to a page, a mail or a place in the report."""
    aligned = UITLIJNING.fullmatch(element.get("style", "").strip())
    for name in list(element.attrib):
        if name not in BEWAARDE_KENMERKEN:
            del element.attrib[name]
    if aligned and element.tag in {"td", "th"}:
        element.set("class", {"right": "lk-getal", "center": "lk-center"}[aligned[1]])
    if not VEILIG.match(element.get("href", "").strip()):
        element.attrib.pop("href", None)


def replace_by_note(element: HtmlElement, text: str) -> None:
    """Put a sentence where an element was, so that there is never a silent hole."""
    note = element.makeelement("em")
    note.text, note.tail = text, element.tail
    element.getparent().replace(element, note)


def complete_table(table: HtmlElement) -> None:
    """Give a table its caption, the scope of its headings, and a region that scrolls."""
    table.attrib.clear()
    for head in table.iter("th"):
        in_head = any(parent.tag == "thead" for parent in head.iterancestors())
        if head.text_content().strip():
            head.set("scope", "col" if in_head else "row")
        else:
            head.tag = "td"  # an empty heading says nothing to anyone
            head.attrib.pop("scope", None)
    caption = table.find("caption")
    if caption is None:
        names = [" ".join(th.text_content().split()) for th in table.iterfind(".//thead//th")]
        caption = table.makeelement("caption")
        caption.text = f"Tabel met {', '.join(names)}" if names else "Tabel"
        caption.tail, table.text = table.text, None
        table.insert(0, caption)
    region = table.makeelement("div", {"class": "lk-tabel", "role": "group", "tabindex": "0"})
    region.set("aria-label", " ".join(caption.text_content().split()))
    region.tail, table.tail = table.tail, None
    table.getparent().replace(table, region)
    region.append(table)
