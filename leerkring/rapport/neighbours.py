"""The links from a report to the one before it, the one after it and the list of all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from markupsafe import Markup, escape

from leerkring.begrippen import Doelgroep
from leerkring.weergave.merken import KRING

OVER = ("deelnemer", "ronde")
"""The parameters that say what a report is about; without one it is about the whole traject."""
BURENBEGIN, BURENEINDE = "<!--buren-->", "<!--/buren-->"


NAAMLINK = re.compile(r'<a class="lk-naar" data-naar="(?P<wie>[^"#]*)(?P<anker>#[^"]*)?"(?: href="[^"]*")?>')
"""A name as `leerkring.weergave.merken.link_deelnemer` writes it, with or without its address."""


@dataclass(frozen=True)
class Buren:
    """What stands before and after a report in the index: address within the same folder, and title."""

    vorige: tuple[str, str] | None = None
    volgende: tuple[str, str] | None = None
    naar: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Where a name on the page leads: the address of the report on that deelnemer, and under KRING that on all."""


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
            volgende = links[place + 1] if place + 1 < len(links) else None
            found[row["rapport"]] = Buren(vorige, volgende, list_addresses(group))
    return found


def list_addresses(group: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return where names lead within a group of reports: to what is only about that deelnemer, or about all of them."""
    found: dict[str, str] = {}
    for row in group:
        about = {name: row["params"].get(name) for name in OVER if row["params"].get(name) is not None}
        if not about or list(about) == ["deelnemer"]:
            found.setdefault(str(about.get("deelnemer", KRING)), PurePosixPath(row["rapport"]).name)
    return found


def set_names(page: str, naar: Mapping[str, str]) -> str:
    """Return a page in which each name of a deelnemer leads to the report on it, if these readers have that one."""

    def lead(found: re.Match[str]) -> str:
        address = naar.get(found["wie"])
        anchor = found["anker"] or ""
        href = f' href="{escape(address)}{anchor}"' if address else ""
        return f'<a class="lk-naar" data-naar="{found["wie"]}{anchor}"{href}>'

    return NAAMLINK.sub(lead, page)


def set_neighbours(page: str, buren: Buren) -> str:
    """Return a page with its links between the two marks; a page without marks stays as it is."""
    before, begin, rest = set_names(page, buren.naar).rpartition(BURENBEGIN)
    _, einde, after = rest.partition(BURENEINDE)
    if not (begin and einde):
        return set_names(page, buren.naar)
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
