"""The links from a report to the one before it, the one after it and the list of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from markupsafe import Markup

from leerkring.begrippen import Doelgroep

OVER = ("deelnemer", "ronde")
"""The parameters that say what a report is about; without one it is about the whole traject."""
BURENBEGIN, BURENEINDE = "<!--buren-->", "<!--/buren-->"


@dataclass(frozen=True)
class Buren:
    """What stands before and after a report in the index: address within the same folder, and title."""

    vorige: tuple[str, str] | None = None
    volgende: tuple[str, str] | None = None


def sort_rows(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the rows of the manifest in the order of the index: of each traject first what is about one deelnemer.

    Then what is about one round, and last what is about all of it.
    """

    def rank(row: Mapping[str, Any]) -> int:
        return next((place for place, name in enumerate(OVER) if name in row["params"]), len(OVER))

    return sorted(rows, key=lambda r: (r["id"].partition("/")[0], rank(r), r["params"].get("notebook", ""), r["id"]))


def find_neighbours(rows: Sequence[Mapping[str, Any]]) -> dict[str, Buren]:
    """Return the neighbours of each report that exists, by its address.

    Neighbours belong to the same traject and are made for the same readers. A report for one deelnemer has none: it
    may not name another deelnemer, and neither may the name of a file. The same holds for a report of which it is not
    known for whom it is.

    Parameters
    ----------
    rows
        The rows of the manifest: `id`, `rapport` (None when there is no report) and `feiten`.
    """
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    found: dict[str, Buren] = {}
    for row in sort_rows(rows):
        if not row["rapport"]:
            continue
        found[row["rapport"]] = Buren()
        doelgroep = row["feiten"].get("doelgroep")
        if doelgroep and doelgroep != Doelgroep.DEELNEMER:
            groups.setdefault((row["id"].partition("/")[0], doelgroep), []).append(row)
    for group in groups.values():
        links = [(PurePosixPath(r["rapport"]).name, r["feiten"].get("titel") or r["id"]) for r in group]
        for place, row in enumerate(group):
            vorige = links[place - 1] if place > 0 else None
            found[row["rapport"]] = Buren(vorige, links[place + 1] if place + 1 < len(links) else None)
    return found


def set_neighbours(page: str, buren: Buren) -> str:
    """Return a page with its links between the two marks; a page without marks stays as it is."""
    before, begin, rest = page.rpartition(BURENBEGIN)
    _, einde, after = rest.partition(BURENEINDE)
    if not (begin and einde):
        return page
    return f"{before}{BURENBEGIN}{write_links(buren)}{BURENEINDE}{after}"


def write_links(buren: Buren) -> Markup:
    """Return the links as a landmark of their own."""
    link = Markup('<a href="{}" rel="{}">{}: {}</a>')
    links = [Markup('<a href="../index.html">Alle rapporten</a>')]
    if buren.vorige:
        links.insert(0, link.format(buren.vorige[0], "prev", "Vorige", buren.vorige[1]))
    if buren.volgende:
        links.append(link.format(buren.volgende[0], "next", "Volgende", buren.volgende[1]))
    return Markup('<nav class="lk-buren" aria-label="Andere rapporten">{}</nav>').format(Markup("\n").join(links))
