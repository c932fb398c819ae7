"""The formats that a traject folder had: an older one is read as if it were written today.

`formaat` in traject.yaml says which one a folder has; without it, it is the first. To change the form of the files,
add a step to `FORMAATSTAPPEN`: reading takes it along, and `leerkring migrate` writes what it leads to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from leerkring.errors import LeerkringError
from leerkring.traject.bronnen import Cellen, Tabel

SLEUTEL = "formaat"
OUDSTE = 1
Yaml = dict[str, Any]
Rijcellen = dict[str, str | None]


@dataclass(frozen=True)
class Formaatstap:
    """What changed from one format to the next.

    Each function is pure and leaves alone what is in the new form already: somebody may be killed halfway through
    writing it. The columns of a table become those that its function makes of a blank row.
    """

    uitleg: str
    beschrijving: Callable[[Yaml], Yaml] = dict
    """From the keys of traject.yaml to those of the next format."""
    tabellen: Mapping[str, Callable[[Rijcellen], Rijcellen]] = field(default_factory=dict)
    """By table, from the cells of a row to those of the next format."""


FORMAATSTAPPEN: dict[int, Formaatstap] = {2: Formaatstap("traject.yaml zegt nu zelf welk formaat de map heeft")}
"""By the number of the format that it leads to."""


def find_newest() -> int:
    """Return the format that this library writes."""
    return max(FORMAATSTAPPEN, default=OUDSTE)


def find_formaat(content: Yaml, folder: str) -> int:
    """Return the format of a folder from the keys of its traject.yaml.

    Raises
    ------
    LeerkringError
        When it is no number, or newer than this library.
    """
    formaat, newest = content.get(SLEUTEL, OUDSTE), find_newest()
    if type(formaat) is not int or formaat < OUDSTE:
        raise LeerkringError(f"{folder}/traject.yaml: formaat is {formaat!r}; kies een getal van {OUDSTE} tot {newest}")
    if formaat > newest:
        raise LeerkringError(
            f"{folder} is gemaakt met een nieuwere versie van leerkring: de map heeft formaat {formaat} en deze versie "
            f"kent formaten tot en met {newest}; werk leerkring bij"
        )
    return formaat


def list_steps(formaat: int) -> list[Formaatstap]:
    """Return the steps from a format to today's, in order."""
    return [stap for nummer, stap in sorted(FORMAATSTAPPEN.items()) if nummer > formaat]


def upgrade_beschrijving(content: Yaml, formaat: int) -> Yaml:
    """Return the keys of traject.yaml as they are written today, without the format itself."""
    for stap in list_steps(formaat):
        content = stap.beschrijving(content)
    return {key: value for key, value in content.items() if key != SLEUTEL}


def upgrade_tabel(naam: str, tabel: Tabel, formaat: int) -> Tabel:
    """Return the cells of a table as they are written today."""
    for stap in list_steps(formaat):
        change = stap.tabellen.get(naam)
        if change is not None and len(set(tabel.kolommen)) == len(tabel.kolommen):
            kolommen = list(change(dict.fromkeys(tabel.kolommen)))
            tabel = Tabel(kolommen, [Cellen(nummer, change(cellen)) for nummer, cellen in tabel.rijen])
    return tabel
