"""What a reader takes along from a figure: its numbers as a file within the page, and how to cite it."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import quote

from lxml.html import HtmlElement, fragment_fromstring
from markupsafe import Markup

from leerkring.weergave.figuur import CIJFERKOP
from leerkring.weergave.kop import name_anchor

CIJFERBLOK = re.compile(
    rf"<figcaption>(?P<titel>.*?)</figcaption>(?P<midden>(?:(?!</figure>).)*?<summary>{CIJFERKOP}</summary>)"
    r"(?P<tabel>.*?)</details></figure>",
    re.DOTALL,
)
LANGSTE_NAAM = 60
CITAAT = "zo-citeert-u-dit"
"""The place at the foot of a page that says how the report is cited."""
REKENTEKEN = re.compile(r"[=@\t\r]|[+-](?!\d)")
"""How a cell begins that a spreadsheet would take for a formula."""


def add_downloads(page: str) -> str:
    """Return a page in which each figure gives its numbers as CSV, and says how to cite it.

    The numbers are read from the table below the figure: what is taken along is what these readers see, and nothing
    else.

    Parameters
    ----------
    page
        A finished page, with at its foot how the report as a whole is cited.
    """

    def add(found: re.Match[str]) -> str:
        caption = fragment_fromstring(found["titel"], create_parent="div")
        for mark in caption.find_class("lk-deel"):
            mark.drop_tree()
        titel = " ".join(caption.text_content().split()).rstrip(".")
        table = fragment_fromstring(found["tabel"], create_parent="div")
        more = Markup(
            '<p class="lk-klein lk-ophalen"><a download="{}.csv" href="data:text/csv;charset=utf-8,{}">'
            'Haal deze cijfers op</a> (CSV, opent in Excel). Zo citeert u deze figuur: ‘{}’, in: <a href="#{}">dit '
            "rapport</a>.</p>"
        ).format(name_anchor(titel)[2:LANGSTE_NAAM].strip("-"), quote(write_csv(table)), titel, CITAAT)
        return f"{found[0].removesuffix('</details></figure>')}{more}</details></figure>"

    return CIJFERBLOK.sub(add, page)


def write_csv(table: HtmlElement) -> str:
    """Return a table of a page as Excel in Dutch opens it: semicolons, and a mark that says that it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in table.iter("tr"):
        writer.writerow([write_cell_text(cell) for cell in row.iterchildren("th", "td")])
    return f"\ufeff{out.getvalue()}"


def write_cell_text(cell: HtmlElement) -> str:
    """Return a cell as plain text, which no spreadsheet takes for a formula."""
    text = " ".join(" ".join(cell.itertext()).split())
    return f"'{text}" if REKENTEKEN.match(text) else text
