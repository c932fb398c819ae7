"""What changed in a report since the previous one: its numbers cell by cell, and what it claims."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from lxml.html import HtmlElement
from pydantic import BaseModel, ConfigDict

from leerkring.persoonsgegevens import CIJFER
from leerkring.rapport.grids import Raster, read_grid
from leerkring.rapport.reading import read_sections, read_text

MEESTE_BEWAARD = 40
"""How many changes are kept; the counts are always whole."""
LANGST = 200
VERANTWOORDING = "Verantwoording"
"""The account names versions and sources, which differ whenever anything was made anew, and holds no findings."""
# A count in a caption or heading, '3 gevallen' or 'n = 20', changes with the numbers; a year or 'T3' names something.
TELLING = re.compile(r"(?<=[=≈]\s)\d[\d.,]*|\b(?!(?:19|20)\d\d\b)\d[\d.,]*\s+[a-zë]+")


class Rapportwijziging(BaseModel):
    """One number or sentence that is not what it was; None stands for: it was not there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    soort: Literal["cijfer", "zin"]
    sectie: str
    tabel: str = ""
    rij: str = ""
    kolom: str = ""
    was: str | None
    wordt: str | None


class Wijzigingen(BaseModel):
    """How many numbers and sentences changed, and the first of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cijfers: int
    zinnen: int
    eerste: tuple[Rapportwijziging, ...] = ()


def compare_pages(
    was: str, wordt: str, beweerd: Mapping[str, str] | None = None, beweert: Mapping[str, str] | None = None
) -> Wijzigingen:
    """Return what differs between two versions of a report.

    Parameters
    ----------
    was, wordt
        The HTML of the earlier and of the new report.
    beweerd, beweert
        What the earlier and the new report claim, by section and subject; see `leerkring.bewering.list_beweringen`.

    Returns
    -------
    Claims that differ, and cells that held or hold a digit and differ. A cell is known by its
    section, caption, row and column; equal names are numbered. What stands outside the main part (such as the day of
    making), in the account, and in columns of sources does not count: those are no findings.
    """
    found = [*compare_claims(beweerd or {}, beweert or {}), *compare_tables(read_tables(was), read_tables(wordt))]
    kinds = Counter(wijziging.soort for wijziging in found)
    return Wijzigingen(
        cijfers=kinds["cijfer"], zinnen=kinds["zin"], eerste=tuple(map(shorten_change, found[:MEESTE_BEWAARD]))
    )


def compare_claims(was: Mapping[str, str], wordt: Mapping[str, str]) -> Iterator[Rapportwijziging]:
    """Yield the claims that differ, by their section; a report that tells nothing of its claims has none to compare."""
    for onderwerp in dict.fromkeys([*wordt, *was]) if was and wordt else ():
        before, after = was.get(onderwerp), wordt.get(onderwerp)
        if before != after:
            yield Rapportwijziging(soort="zin", sectie=onderwerp.partition(" | ")[0], was=before, wordt=after)


def read_tables(page: str) -> dict[str, Raster]:
    """Return the tables of a report by section and caption, one line each, equal ones numbered."""
    sections = [sectie for sectie in read_sections(page) if sectie.titel != VERANTWOORDING]
    titles = number_equals([sectie.titel for sectie in sections])
    found = {}
    for titel, sectie in zip(titles, sections, strict=True):
        captions = number_equals([read_caption(tabel) for tabel in sectie.tabellen])
        for caption, tabel in zip(captions, sectie.tabellen, strict=True):
            found[f"{titel}\n{caption}"] = read_grid(tabel)
    return found


def read_caption(tabel: HtmlElement) -> str:
    """Return what a table is called."""
    caption = tabel.find("caption")
    return "" if caption is None else read_text(caption)


def compare_tables(was: Mapping[str, Raster], wordt: Mapping[str, Raster]) -> Iterator[Rapportwijziging]:
    """Yield the numbers that differ, in the order of the new report and then what is gone."""
    nothing = Raster((), ())
    for old, new in match_names(list(was), list(wordt)):
        sectie, _, caption = (new or old or "").partition("\n")
        if old and new and old != new:
            earlier = old.partition("\n")[2]
            yield Rapportwijziging(soort="cijfer", sectie=sectie, tabel=caption, was=earlier, wordt=caption)
        before, after = was.get(old or "", nothing), wordt.get(new or "", nothing)
        for rij, kolom, left, right in compare_grids(before, after):
            yield Rapportwijziging(
                soort="cijfer", sectie=sectie, tabel=caption, rij=rij, kolom=kolom, was=left, wordt=right
            )


def compare_grids(was: Raster, wordt: Raster) -> Iterator[tuple[str, str, str | None, str | None]]:
    """Yield row, column, earlier and new text of each number that differs between two versions of a table."""
    depth = find_depth(was, wordt)
    old, new = name_rows(was, depth), name_rows(wordt, depth)
    columns = match_names(number_equals(was.koppen), number_equals(wordt.koppen))
    for row_before, row_after in match_names(list(old), list(new)):
        for before, after in columns:
            kolom = after or before or ""
            if kolom in {"Bron", "Bronnen"}:
                continue
            left = old[row_before].get(before) if row_before and before else None
            right = new[row_after].get(after) if row_after and after else None
            if left != right and CIJFER.search(f"{left or ''}{right or ''}"):
                yield row_after or row_before or "", kolom, left, right


def find_depth(was: Raster, wordt: Raster) -> int:
    """Return how many columns from the left name a row: more than one where rows have equal headings.

    Only columns of words can name a row, since a number that changed would make it another row.
    """
    depth = 1
    while any(len({rij[:depth] for rij in raster.rijen}) < len(raster.rijen) for raster in (was, wordt)):
        cells = [rij[depth] for raster in (was, wordt) for rij in raster.rijen if len(rij) > depth]
        if not cells or any(CIJFER.search(cell) for cell in cells):
            break
        depth += 1
    return depth


def name_rows(raster: Raster, depth: int) -> dict[str, dict[str, str]]:
    """Return the cells of each row by heading, under the row's name."""
    koppen = number_equals(raster.koppen)
    names = number_equals([", ".join(filter(None, rij[:depth])) for rij in raster.rijen])
    return {naam: dict(zip(koppen, rij, strict=False)) for naam, rij in zip(names, raster.rijen, strict=True)}


def number_equals(names: Sequence[str]) -> list[str]:
    """Return names that all differ: the second of two equal ones gets a number."""
    found: dict[str, None] = {}
    for name in names:
        own, count = name, 1
        while own in found:
            count += 1
            own = f"{name} ({count})"
        found[own] = None
    return list(found)


def match_names(was: Sequence[str], wordt: Sequence[str]) -> list[tuple[str | None, str | None]]:
    """Return which earlier name goes with which new one, new ones in their order, and then those that are gone.

    Equal names belong together, and so do names that are equal but for a count in them.
    """
    left = {TELLING.sub("#", name): name for name in reversed(was) if name not in wordt}
    pairs: list[tuple[str | None, str | None]] = [
        (name if name in was else left.pop(TELLING.sub("#", name), None), name) for name in wordt
    ]
    taken = {name for name, _ in pairs}
    return pairs + [(name, None) for name in was if name not in taken]


def shorten_change(wijziging: Rapportwijziging) -> Rapportwijziging:
    """Return a change whose texts are short enough to keep, from just before the place where they differ."""
    texts = [text or "" for text in (wijziging.was, wijziging.wordt)]
    if max(map(len, texts)) <= LANGST:
        return wijziging
    same = next((i for i, (a, b) in enumerate(zip(*texts, strict=False)) if a != b), min(map(len, texts)))
    start = max(0, same - 40)

    def cut(text: str | None) -> str | None:
        if text is None:
            return None
        part = text[start : start + LANGST]
        return f"{'…' if start else ''}{part}{'…' if start + LANGST < len(text) else ''}"

    return wijziging.model_copy(update={"was": cut(wijziging.was), "wordt": cut(wijziging.wordt)})
