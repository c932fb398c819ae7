"""A chart as an accessible figure: drawn offline, described in words, with its numbers in a table below."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import altair as alt
import vl_convert
from lxml import etree
from markupsafe import Markup

from leerkring.weergave.blokken import Blok
from leerkring.weergave.thema import CONFIG, LETTER

SVG = "{http://www.w3.org/2000/svg}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"


@dataclass(frozen=True)
class Figuur:
    """A chart with a title that states the finding, a description, and the table of the same numbers."""

    grafiek: Any
    titel: str
    beschrijving: str
    tabel: Blok

    def __repr__(self) -> str:
        """Return title and description."""
        return f"{self.titel}. {self.beschrijving}"

    @cached_property
    def html(self) -> Markup:
        """Return the figure: caption, inline SVG and table."""
        return Markup(
            '<figure class="lk-figuur"><figcaption>{titel}</figcaption><div class="lk-grafiek">{svg}</div>'
            "<details><summary>Cijfers bij deze figuur</summary>{tabel}</details></figure>"
        ).format(
            titel=self.titel,
            svg=Markup(self.svg),  # noqa: S704 - made here from escaped parts
            tabel=self.tabel.html,
        )

    @cached_property
    def svg(self) -> str:
        """Return the chart as SVG with a Dutch title and description, and ids that no other figure has."""
        spec = self.grafiek.to_dict(validate=False)
        spec["config"] = CONFIG
        drawn = vl_convert.vegalite_to_svg(
            spec,
            vl_version=alt.SCHEMA_VERSION.removeprefix("v").rsplit(".", 1)[0],
            format_locale="nl-NL",
            time_format_locale="nl-NL",
            allowed_base_urls=[],
        )
        return make_accessible(drawn, self.titel, self.beschrijving)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """Return the figure as Jupyter shows it: the same HTML in JupyterLab and in the report."""
        return {"text/html": str(self.html), "text/plain": repr(self)}


def make_accessible(svg: str, titel: str, beschrijving: str) -> str:
    """Return an SVG as one image with a title and description, without the English labels of its parts.

    Ids get a prefix from the content: two figures in a page must not share a clip path.
    """
    root = etree.fromstring(svg.encode())
    # Identical drawings in one report still differ in title or description.
    prefix = "f" + hashlib.sha256((svg + titel + beschrijving).encode()).hexdigest()[:8]
    for element in root.iter():
        for name in [n for n in element.attrib if n == "role" or n.startswith("aria-")]:
            del element.attrib[name]
        # Every text names the same font: once on the whole drawing is enough, and makes the file lighter.
        element.attrib.pop("font-family", "")
        if "id" in element.attrib:
            element.set("id", f"{prefix}-{element.get('id')}")
        for name, value in element.attrib.items():
            if "url(#" in value:
                element.set(name, re.sub(r"url\(#", f"url(#{prefix}-", value))
        if element.get(XLINK_HREF, "").startswith("#"):
            element.set(XLINK_HREF, f"#{prefix}-{element.get(XLINK_HREF)[1:]}")
    width, height = root.get("width"), root.get("height")
    for name in ("width", "height", "class"):
        root.attrib.pop(name, None)
    root.set("role", "img")
    root.set("font-family", LETTER)
    root.set("aria-labelledby", f"{prefix}-titel {prefix}-tekst")
    root.set("style", f"width:100%;max-width:{float(width):.0f}px;height:auto")
    root.set("data-hoogte", f"{float(height):.0f}")
    for place, (tag, text) in enumerate((("title", titel), ("desc", beschrijving))):
        element = etree.Element(f"{SVG}{tag}", id=f"{prefix}-{'titel' if tag == 'title' else 'tekst'}")
        element.text = text
        root.insert(place, element)
    return str(etree.tostring(root, encoding="unicode"))
