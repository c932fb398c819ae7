"""A drawing of Vega as an image for everyone: one title and description, one spelling per colour, and little weight."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from lxml import etree

from leerkring.weergave.thema import LETTER

SVG = "{http://www.w3.org/2000/svg}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
RGB = re.compile(r"rgb\((\d+), ?(\d+), ?(\d+)\)")
KLEURNAMEN = {"white": "#ffffff", "black": "#000000", "transparent": "none"}
GEWOON = "12px"
"""The size of most words: said once for the whole drawing."""
ZONDER_ZIN = (("opacity", "1"), ("font-size", GEWOON))
TE_PRECIES = re.compile(r"(\.\d\d)\d+")
SVGMATEN = ("d", "transform", "x", "y", "x2", "y2")


def name_key(drawing: str, titel: str, beschrijving: str) -> str:
    """Return the key of a figure, from what a reader sees and hears of it."""
    return "f" + hashlib.sha256((drawing + titel + beschrijving).encode()).hexdigest()[:8]


def make_accessible(svg: str, titel: str, beschrijving: str) -> str:
    """Return an SVG as one image with a title and description, without the English labels of its parts.

    Ids get a prefix from the content: two figures in a page must not share a clip path. Each colour gets one spelling,
    so that a rule of style can find it.
    """
    root = etree.fromstring(svg.encode())
    # Identical drawings in one report still differ in title or description.
    prefix = name_key(svg, titel, beschrijving)
    drop_weight(root)
    for element in root.iter():
        for name in [n for n in element.attrib if n == "role" or n.startswith("aria-")]:
            del element.attrib[name]
        if element.tag == f"{SVG}a":  # one image holds no links: a keyboard would reach them, a screen reader would not
            element.tag = f"{SVG}g"
            element.attrib.pop(XLINK_HREF, "")
        for name in ("fill", "stroke"):
            if name in element.attrib:
                element.set(name, write_hex(element.get(name)))
        if "id" in element.attrib:
            element.set("id", f"{prefix}-{element.get('id')}")
        for name, value in element.attrib.items():
            if "url(#" in value:
                element.set(name, re.sub(r"url\(#", f"url(#{prefix}-", value))
        if element.get(XLINK_HREF, "").startswith("#"):
            element.set(XLINK_HREF, f"#{prefix}-{element.get(XLINK_HREF)[1:]}")
    width = root.get("width")
    for name in ("width", "height", "class"):
        root.attrib.pop(name, None)
    root.set("role", "img")
    root.set("font-family", LETTER)
    root.set("font-size", GEWOON)
    # As name and description: with both in the name a screen reader says the description twice.
    root.set("aria-labelledby", f"{prefix}-titel")
    root.set("aria-describedby", f"{prefix}-tekst")
    # On a phone the page keeps the drawing at its own width and lets it scroll, so that its words stay readable.
    root.set("style", f"width:100%;max-width:{float(width):.0f}px;height:auto;--lk-breedte:{float(width):.0f}px")
    for place, (tag, text) in enumerate((("title", titel), ("desc", beschrijving))):
        element = etree.Element(f"{SVG}{tag}", id=f"{prefix}-{'titel' if tag == 'title' else 'tekst'}")
        element.text = text
        root.insert(place, element)
    return str(etree.tostring(root, encoding="unicode"))


def write_hex(paint: str) -> str:
    """Return a colour as #rrggbb, whatever way it was written; what paints nothing is 'none'."""
    paint = KLEURNAMEN.get(paint, paint).lower()
    found = RGB.fullmatch(paint)
    if found:
        return "#" + "".join(f"{int(part):02x}" for part in found.groups())
    short = re.fullmatch(r"#([0-9a-f])([0-9a-f])([0-9a-f])", paint)
    return "#" + "".join(2 * digit for digit in short.groups()) if short else paint


def find_colours(svg: str) -> set[str]:
    """Return the colours that an accessible drawing paints with."""
    return set(re.findall(r'\b(?:fill|stroke)="([^"]+)"', svg)) - {"none"}


def drop_weight(root: Any) -> None:
    """Take out of a drawing, in place, what nobody sees: a report with many charts becomes a fifth lighter."""
    for element in list(root.iter(f"{SVG}path", f"{SVG}text", f"{SVG}line")):
        without_paint = element.get("class") == "background" and not {"fill", "stroke"} & set(element.attrib)
        # Vega keeps labels for which there was no room, and an empty foreground for each group.
        if without_paint or element.get("opacity") == "0" or element.get("display") == "none":
            element.getparent().remove(element)
    for element in root.iter():
        # Every text names the same font: once on the whole drawing is enough.
        for name in ("font-family", "pointer-events"):
            element.attrib.pop(name, "")
        if "role-mark" not in element.get("class", ""):
            element.attrib.pop("class", "")
        for name, usual in ZONDER_ZIN:
            if element.get(name) == usual:
                del element.attrib[name]
        for name in SVGMATEN:
            if name in element.attrib:
                element.set(name, TE_PRECIES.sub(r"\1", element.get(name)))
