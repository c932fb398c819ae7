"""What is made from all reports together: the index with its search field, and the links between reports."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leerkring.batch.files import hash_file, hash_text, replace_text
from leerkring.batch.freshness import hash_page
from leerkring.batch.manifest import Uitkomst, read_index_mark, read_manifest, write_manifest
from leerkring.batch.remarks import warn_about_age, warn_about_data
from leerkring.batch.sources import Sources
from leerkring.paths import resolve_folder
from leerkring.programs import hash_library
from leerkring.rapport.index import build_index
from leerkring.rapport.neighbours import find_neighbours, set_neighbours
from leerkring.rapport.reading import Sectie, read_sections
from leerkring.rapport.search import collect_texts, unpack_texts

INDEX = "index.html"
ZOEKTEKSTEN = "zoekteksten.json"


@dataclass(frozen=True)
class Rapporttekst:
    """The text of a report by section, and a hash of the page from which it was read."""

    afdruk: str
    secties: list[Sectie]


def write_index(output: Path, uitkomsten: Iterable[Uitkomst]) -> None:
    """Write the index of what there is so far, without the text of the reports, which takes a while to read."""
    replace_text(output / INDEX, build_index(list_rows(output, uitkomsten)))


def finish_output(output: Path, sources: Sources) -> None:
    """Set the links between the reports, and write the index with the text of all of them.

    Each report is read once, and none of them when the index already says it all. One that was made from other data
    than there are now is marked in the index. Runs of a traject that is taken away, with their reports, are forgotten.
    """
    outcomes = {naam: outcome for naam, outcome in read_manifest(output).items() if not is_gone(output, outcome)}
    rows = list_rows(output, outcomes.values())
    for row in rows:
        if not row["rapport"]:
            continue
        row["waarschuwingen"] = [*row["waarschuwingen"], *warn_about_data(row["opmerkingen"])]
        if sources.is_stale(row):
            row["waarschuwingen"] = [warn_about_age(), *row["waarschuwingen"]]
    van = hash_text(f"{hash_library()} {json.dumps(rows, sort_keys=True, default=str)}")
    if read_index_mark(output) == {"van": van, "afdruk": hash_file(output / INDEX) or ""}:
        return
    teksten = link_reports(output, rows)
    replace_text(output / INDEX, build_index(rows, teksten))
    write_manifest(output, outcomes.values(), {"van": van, "afdruk": hash_file(output / INDEX) or ""})


def is_gone(output: Path, outcome: Uitkomst) -> bool:
    """Tell whether neither the report of a run nor the traject that it was about is there any more."""
    place = outcome.params.get("traject")
    return place is not None and not (output / f"{outcome.id}.html").exists() and not resolve_folder(place).is_dir()


def link_reports(output: Path, rows: Sequence[dict[str, Any]]) -> dict[str, list[Sectie]]:
    """Set in each report the links to the others, and return the text of each, by its address."""
    buren = find_neighbours(rows)
    known = read_texts(output)
    texts: dict[str, Rapporttekst] = {}
    for row in rows:
        if row["rapport"]:
            path = output / row["rapport"]
            page = path.read_text(encoding="utf-8")
            texts[row["rapport"]] = find_text(page, known.get(row["rapport"]))
            linked = set_neighbours(page, buren[row["rapport"]])
            # Another batch may have put a newer report in place while this one was read: that one stays.
            if linked != page and path.read_text(encoding="utf-8") == page:
                replace_text(path, linked)
    if texts != known:
        write_texts(output, texts)
    return {adres: tekst.secties for adres, tekst in texts.items()}


def find_text(page: str, known: Rapporttekst | None) -> Rapporttekst:
    """Return the text of a page; as it was known where the page is the same but for its links."""
    afdruk = hash_page(page)
    if known is not None and known.afdruk == afdruk:
        return known
    # Without the tables, which would keep the whole page in memory.
    return Rapporttekst(afdruk, [Sectie(sectie.anker, sectie.titel, sectie.stukken) for sectie in read_sections(page)])


def read_texts(output: Path) -> dict[str, Rapporttekst]:
    """Return the texts of the reports as the last batch read them; none where it is not certain how they were read."""
    try:
        found = json.loads((output / ZOEKTEKSTEN).read_text(encoding="utf-8"))
        if found["code"] != hash_library():
            return {}
        return {
            adres: Rapporttekst(found["afdrukken"][adres], secties)
            for adres, secties in unpack_texts(found["inhoud"]).items()
        }
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return {}  # then all reports are read again


def write_texts(output: Path, texts: Mapping[str, Rapporttekst]) -> None:
    """Write the texts of the reports for the next batch."""
    found = {
        "code": hash_library(),
        "afdrukken": {adres: tekst.afdruk for adres, tekst in texts.items()},
        "inhoud": collect_texts({adres: tekst.secties for adres, tekst in texts.items()}),
    }
    replace_text(output / ZOEKTEKSTEN, json.dumps(found, ensure_ascii=False))


def list_rows(output: Path, uitkomsten: Iterable[Uitkomst]) -> list[dict[str, Any]]:
    """Return the rows of the manifest; a report that somebody took away is no report any more."""
    rows = [uitkomst.model_dump() for uitkomst in uitkomsten]
    for row in rows:
        if row["rapport"] and not (output / row["rapport"]).is_file():
            row["rapport"] = None
    return rows
