"""The text of all reports for the search field of the index: each piece kept once, per section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from leerkring.rapport.reading import Sectie


def collect_texts(rapporten: Mapping[str, Sequence[Sectie]]) -> dict[str, Any]:
    """Return what the search field needs of the reports.

    Reports share many sentences, such as the explanation of a chart. Each piece of text is kept once, and a section
    only names the numbers of its pieces.

    Parameters
    ----------
    rapporten
        The sections of each report, by the address of the report as the index links to it.

    Returns
    -------
    `teksten`, a list of different pieces, and `rapporten`, by address a list of sections: anchor, title and the places
    of their pieces in `teksten`.
    """
    teksten: dict[str, int] = {}
    found = {
        adres: [
            [
                sectie.anker,
                sectie.titel,
                [teksten.setdefault(stuk, len(teksten)) for stuk in dict.fromkeys(sectie.stukken)],
            ]
            for sectie in secties
        ]
        for adres, secties in rapporten.items()
    }
    return {"teksten": list(teksten), "rapporten": found}


def unpack_texts(found: Mapping[str, Any]) -> dict[str, list[Sectie]]:
    """Return the sections of each report from the result of `collect_texts`."""
    teksten = found["teksten"]
    return {
        adres: [Sectie(anker, titel, [teksten[place] for place in places]) for anker, titel, places in secties]
        for adres, secties in found["rapporten"].items()
    }
