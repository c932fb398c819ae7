"""The blocks of HTML from which a report is built; whatever comes from data is escaped here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from leerkring.weergave.taal import write_count, write_value

if TYPE_CHECKING:
    import pandas as pd

EIGEN = "leerkring"
"""The key in an output's metadata that says: built here from escaped parts, so that it needs no cleaning."""

ONGETOOND = "niet_getoond"
"""The key in a block's facts of what it could not show, for the warnings of the report."""

LEEMTE = "leemte"
"""The key in a block's facts of what is not known, where it says nothing else."""


@dataclass(frozen=True)
class Blok:
    """A piece of HTML with a plain text for places that show no HTML, and facts about the report if it has any."""

    html: Markup
    tekst: str
    rapport: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Return the plain text."""
        return self.tekst

    def fold(self, kop: str | None = None) -> Blok:
        """Return this block folded, for a reader to open; a gap or nothing at all stays as it is."""
        if not self.html or LEEMTE in self.rapport:
            return self
        return Blok(fold_html(kop or self.tekst, self.html), self.tekst, self.rapport)

    def __or__(self, other: Any) -> Blok:
        """Return two blocks or figures beside each other."""
        from leerkring.weergave.figuur import put_beside  # which builds on this module

        return put_beside(self, other)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the block as Jupyter shows it, marked as built here, with the report's facts for the exporter."""
        return {"text/html": str(self.html), "text/plain": self.tekst}, {EIGEN: dict(self.rapport)}


def join_blocks(blokken: Sequence[Blok]) -> Blok:
    """Return several blocks as one."""
    return Blok(Markup("\n").join(b.html for b in blokken), "\n".join(b.tekst for b in blokken))


def fold_html(kop: str, html: Markup) -> Markup:
    """Return something that a reader opens at will."""
    return Markup('<details class="lk-bijlage"><summary>{}</summary>{}</details>').format(kop, html)


def build_gap(text: str) -> Blok:
    """Return a note that something is not known; a gap is shown and never hidden.

    Where it is all that a cell shows, a report brings it to the place where it tells all that is not known.
    """
    html = Markup('<p class="lk-lacune"><strong>Niet bekend.</strong> {}</p>').format(text)
    return Blok(html, text, {LEEMTE: text})


def build_paragraph(text: str) -> Blok:
    """Return a paragraph."""
    return Blok(Markup("<p>{}</p>").format(text), text)


@dataclass(frozen=True)
class Kolom:
    """How a column of a frame is shown: its heading, how a value is written, and whether it holds numbers."""

    kop: str
    write: Any = None
    getal: bool = False


def build_table(frame: pd.DataFrame, kolommen: Mapping[str, Kolom], bijschrift: str, rijkop: str | None = None) -> Blok:
    """Return a frame as a table with a caption, scoped headings and a scroll region.

    Parameters
    ----------
    frame
        Finished rows; nothing is counted or sorted here.
    kolommen
        The columns to show, in order.
    bijschrift
        The caption, which also names the scroll region.
    rijkop
        The column whose cells head their rows; the first one unless said otherwise.
    """
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(Markup(' class="lk-getal"') if k.getal else "", k.kop)
        for k in kolommen.values()
    )
    first = rijkop or next(iter(kolommen))
    body = []
    for record in frame.to_dict("records"):
        cells = []
        for name, kolom in kolommen.items():
            value = record[name]
            written = (kolom.write or write_value)(value)
            css = Markup(' class="lk-getal"') if kolom.getal else Markup("")
            tag = Markup('<th scope="row"{0}>{1}</th>') if name == first else Markup("<td{0}>{1}</td>")
            cells.append(tag.format(css, written))
        body.append(Markup("<tr>{}</tr>").format(Markup("").join(cells)))
    html = Markup(
        '<div class="lk-tabel" role="group" tabindex="0" aria-label="{label}"><table><caption>{label}</caption>'
        "<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    ).format(label=bijschrift, head=head, body=Markup("\n").join(body))
    return Blok(html, f"{bijschrift} ({write_count(len(frame), 'rij', 'rijen')})")


def build_list(items: Sequence[str | Markup], css: str = "") -> Blok:
    """Return a list of sentences."""
    entries = Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
    plain = "\n".join(escape(item).striptags() for item in items)
    return Blok(Markup("<ul{}>{}</ul>").format(Markup(' class="{}"').format(css) if css else "", entries), plain)
