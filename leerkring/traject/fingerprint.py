"""What a report was made from: a hash of each file for the team, and of what one audience sees for that audience."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from leerkring.traject.bestanden import list_data_files
from leerkring.traject.inhoud import Inhoud

CONSONANTS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")


def hash_files(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each data file in a traject folder, by file name.

    Line ends are made equal first, so that a checkout on Windows has the same hash as one elsewhere.
    """
    return {
        path.name: hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        for path in list_data_files(folder)
    }


def hash_inhoud(inhoud: Inhoud, ook_bij: Mapping[str, int]) -> dict[str, str]:
    """Return a short hash of what an audience may see of each data file, by file name.

    What it may not see does not count. So a version stays the same when only that changes, and it cannot be used to
    test a guess about it. Nor do the numbers of the rows count, which tell how many rows stand between them.

    Parameters
    ----------
    inhoud
        What the audience sees.
    ook_bij
        What a report about one deelnemer knows of the context factors of others.
    """
    texts = {
        "traject.yaml": [inhoud.beschrijving.model_dump_json()],
        "vragenlijst.yaml": [inhoud.vragenlijst.model_dump_json()],
    }
    for tabel, rows in inhoud.tabellen.items():
        texts[inhoud.file_of(tabel)] = [rij.model_dump_json() for _, rij in rows]
    if inhoud.tellingen is not None:
        texts[inhoud.file_of("antwoorden")] = [json.dumps(t) for t in inhoud.tellingen]
    if ook_bij:
        texts[inhoud.file_of("contextfactoren")].append(json.dumps(ook_bij, sort_keys=True))
    return {name: shorten("\n".join(lines)) for name, lines in texts.items()}


def shorten(text: str) -> str:
    """Return the first twelve digits of the SHA-256 of a text, written with consonants.

    With digits one in some hundred would look like a postcode with a house number, and hold a report back.
    """
    return hashlib.sha256(text.encode()).hexdigest()[:12].translate(CONSONANTS)
