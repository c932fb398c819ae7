"""Names of people by their form, for a report in which also names that stand on no key may not be.

Needs the extra `privacy`: deduce looks words up in lists of Dutch first names and surnames and knows initials, titles
and particles (Menger et al. 2018, doi 10.1016/j.tele.2017.08.002). It is slow to start and guesses: a person must look
at what it finds.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Iterable
from functools import cache
from typing import Any

from leerkring.errors import LeerkringError
from leerkring.folding import fold_text
from leerkring.namen import TUSSENVOEGSELS, Namen
from leerkring.persoonsgegevens import Gegevenssoort, Vondst, mask


def find_names(text: str, toegestaan: Iterable[str] = ()) -> list[Vondst]:
    """Return what looks like the name of a person in a text, in its order.

    Parameters
    ----------
    text
        A sentence or paragraph, without markup.
    toegestaan
        Names of municipalities and organisations that are never taken for a person, in capitals or not.

    Raises
    ------
    LeerkringError
        When the extra `privacy` is not installed.
    """
    deduce = load_deduce()
    # All its kinds are looked for, because a word that is known as a place is then not taken for a surname.
    found = deduce.deidentify(text).annotations
    spans = [(a.start_char, a.end_char) for a in found if a.tag == "persoon"]
    allowed = Namen(toegestaan=frozenset(form for naam in toegestaan for form in (naam, f"gemeente {naam}")))
    return [
        Vondst(Gegevenssoort.MOGELIJKE_NAAM, begin, end, mask(text[begin:end]))
        for begin, end in sorted(spans)
        if not allowed.is_allowed(drop_particles(fold_text(text[begin:end])))
    ]


def drop_particles(naam: str) -> str:
    """Return a name without its first particles: in 'de raad van Oss' deduce sees somebody called van Oss."""
    words = naam.split()
    while len(words) > 1 and words[0].lower() in TUSSENVOEGSELS:
        words = words[1:]
    return " ".join(words)


@cache
def load_deduce() -> Any:
    """Return deduce with its lists, which take about ten seconds to load, and minutes the very first time."""
    # On import deduce tells the root logger to print everything; with a handler in place that does nothing.
    silent = logging.NullHandler()
    logging.getLogger().addHandler(silent)
    try:
        return importlib.import_module("deduce").Deduce()
    except ModuleNotFoundError as error:
        if error.name != "deduce":
            raise
        raise LeerkringError(
            "namen zoeken die op geen sleutel staan vraagt deduce, en dat is niet "
            "geïnstalleerd; installeer het, in de projectmap, met: pip install -e '.[privacy]'"
        ) from None
    finally:
        logging.getLogger().removeHandler(silent)
