"""Read the hand-written stories: YAML files whose larger tables are lines with ' | ' between the columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

MAP = Path(__file__).parent
VOLGORDE = (
    "wolkendam",
    "nevelwaard",
    "hazelschans",
    "ottermonde",
    "kwartelstroom",
    "sparrendrecht",
    "eksterhaven",
    "mistelbroek",
)
NIVEAU = {"t": "team", "d": "deelnemer", "l": "leerkring", "o": "openbaar"}
METINGEN = {"T0": "2021-05-18", "T1": "2021-09-14", "T2": "2022-01-18", "T3": "2022-05-17"}
BIJEENKOMSTEN = ("2021-09-23", "2022-01-27", "2022-05-25")
EIGEN_BRONNEN = ("DOC", "INT", "BUITEN", "REG")


def load_verhalen() -> list[dict[str, Any]]:
    """Return the stories of the deelnemers in their fixed order."""
    return [load_yaml(MAP / "verhalen" / f"{slug}.yaml") for slug in VOLGORDE]


def load_kring() -> dict[str, Any]:
    """Return what the deelnemers share."""
    return load_yaml(MAP / "kring.yaml")


def load_yaml(path: Path) -> dict[str, Any]:
    """Return the content of one YAML file."""
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def split_lines(text: str, columns: int) -> list[list[str]]:
    """Return the cells of a table written as lines; a lone dash is an empty cell."""
    rows = []
    for line in text.strip().splitlines():
        cells = [cell.strip() for cell in line.split(" | ")]
        if len(cells) != columns:
            raise ValueError(f"expected {columns} cells: {line}")
        rows.append(["" if cell == "-" else cell for cell in cells])
    return rows


def find_ronde(day: str) -> int:
    """Return the round in which a day lies."""
    return 1 + sum(day > meeting for meeting in BIJEENKOMSTEN[:-1])


def name_bronnen(short: str, verhaal: dict[str, Any]) -> str:
    """Write out short source names: INT becomes INT-<slug>, VL the first and last wave of this deelnemer."""
    slug = verhaal["deelnemer"]["id"]
    names: list[str] = []
    for part in short.replace(",", "|").split("|"):
        if part in EIGEN_BRONNEN:
            names.append(f"{part}-{slug}")
        elif part == "VL":
            waves = sorted({m for groep in verhaal["vragenlijst"].values() for m in groep if m in METINGEN})
            names += [f"VL-{waves[0]}", f"VL-{waves[-1]}"]
        else:
            names.append(part)
    return "|".join(names)


def split_vraag(cell: str, vorm: str) -> tuple[str, str]:
    """Return the deelvraag and the form of a cell such as 'D2:LIJN', 'D1' or nothing."""
    vraag, _, andere = cell.partition(":")
    return vraag, (andere or vorm) if vraag else ""


def prefix(verhaal: dict[str, Any]) -> str:
    """Return the three letters with which the ids of a deelnemer begin."""
    return str(verhaal["deelnemer"]["id"])[:3].upper()
