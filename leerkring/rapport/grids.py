"""A table of a finished report as rows and columns of text."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from leerkring.rapport.reading import read_text

BREEDST = 1000
"""As far as HTML itself lets a cell reach; a larger span is a mistake and must not fill the memory."""


@dataclass(frozen=True)
class Raster:
    """The headings of the columns, and the texts of each row; a cell that reaches over more places is in each."""

    koppen: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]


def read_grid(table: HtmlElement) -> Raster:
    """Return a table as text; headings in more rows become one."""
    head = spread_cells(table.xpath("./thead/tr"))
    body = spread_cells(table.xpath("./tbody/tr | ./tfoot/tr | ./tr"))
    width = max((len(rij) for rij in [*head, *body]), default=0)
    koppen = []
    for place in range(width):
        words = dict.fromkeys(rij[place] for rij in head if place < len(rij) and rij[place])
        koppen.append(", ".join(words) or f"kolom {place + 1}")
    return Raster(tuple(koppen), tuple(body))


def spread_cells(rows: list[HtmlElement]) -> list[tuple[str, ...]]:
    """Return the texts of rows, with cells that span more columns or rows repeated in each place."""
    hanging: dict[int, tuple[int, str]] = {}
    found = []
    for row in rows:
        texts: list[str] = []
        for cell in row.xpath("./th | ./td"):
            take_hanging(hanging, texts)
            text = read_text(cell)
            for _ in range(read_span(cell, "colspan")):
                hanging[len(texts)] = (read_span(cell, "rowspan") - 1, text)
                texts.append(text)
        take_hanging(hanging, texts)
        found.append(tuple(texts))
    return found


def take_hanging(hanging: dict[int, tuple[int, str]], texts: list[str]) -> None:
    """Add the cells that reach down from an earlier row to this place."""
    while hanging.get(len(texts), (0, ""))[0] > 0:
        left, text = hanging[len(texts)]
        hanging[len(texts)] = (left - 1, text)
        texts.append(text)


def read_span(cell: HtmlElement, name: str) -> int:
    """Return over how many columns or rows a cell reaches."""
    written = cell.get(name, "1").strip()
    return min(max(int(written), 1), BREEDST) if written.isascii() and written.isdigit() else 1
