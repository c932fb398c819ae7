"""Agreement on where a passage begins and ends: alpha for segments that codeurs marked in one text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations, product
from typing import NamedTuple

import numpy as np
import pandas as pd

from leerkring.methoden.overeenstemming.eenheden import OvereenstemmingError

KOLOMMEN = ("codeur", "code", "start", "lengte")


class Stuk(NamedTuple):
    """A stretch of the text as one codeur left it: marked with the code, or a gap."""

    start: int
    lengte: int
    gemarkeerd: bool


@dataclass(frozen=True)
class Tekstvak:
    """The text that all codeurs read: where it begins, how long it is, and who they are."""

    start: int
    lengte: int
    codeurs: tuple[str, ...]


def measure_segmenten(segmenten: pd.DataFrame, vak: Tekstvak) -> pd.DataFrame:
    """Return alpha for unitizing, per code: whether codeurs mark the same stretches of a text.

    Parameters
    ----------
    segmenten
        One row per marked stretch: `codeur`, `code`, `start` and `lengte` in whole places of the text, such as
        characters. A codeur marks no place twice with the same code.
    vak
        The text. A codeur who marked nothing counts, as one who saw nothing to mark.

    Returns
    -------
    One row per code, in order of appearance: `code`, `alfa` (missing where chance gives no disagreement),
    `waargenomen` and `verwacht` (disagreement), `n` (marked stretches).

    Raises
    ------
    OvereenstemmingError
        With every problem at once: segments outside the text, of no length or on top of each other, unknown codeurs.

    Notes
    -----
    K. Krippendorff (2004), Content Analysis, second edition, chapter 11, and K. Krippendorff (2004), Measuring the
    reliability of qualitative text analysis data, Quality & Quantity 38(6). Boundaries weigh by their distance squared.
    """
    check_segmenten(segmenten, vak)
    rows = []
    for code, marked in segmenten.groupby("code", sort=False):
        tiled = [tile_text(marked[marked["codeur"] == codeur], vak) for codeur in vak.codeurs]
        observed, expected = measure_waargenomen(tiled, vak.lengte), measure_verwacht(tiled, vak.lengte)
        alfa = 1 - observed / expected if expected > 0 else np.nan
        rows.append([code, alfa, observed, expected, len(marked)])
    types = {"alfa": "float64", "waargenomen": "float64", "verwacht": "float64", "n": "int64"}
    return pd.DataFrame(rows, columns=["code", *types]).astype(types)


def combine_alfa(gemeten: pd.DataFrame) -> float | None:
    """Return alpha over all codes together: their disagreements are added up before they are compared.

    Parameters
    ----------
    gemeten
        The result of `measure_segmenten`.

    Returns
    -------
    Alpha; None when no disagreement is expected on any code. K. Krippendorff (2004), as for `measure_segmenten`.
    """
    expected = float(gemeten["verwacht"].sum())
    return 1 - float(gemeten["waargenomen"].sum()) / expected if expected > 0 else None


def measure_bedekking(segmenten: pd.DataFrame, vak: Tekstvak) -> pd.DataFrame:
    """Return how much of the text was left uncoded, apart from agreement: by everybody, by some, by nobody.

    Parameters
    ----------
    segmenten, vak
        As for `measure_segmenten`.

    Returns
    -------
    One row per code and a last one without a code, for text with any code at all: `code`, `niemand`, `deel` and
    `iedereen` (how many places of the text no codeur, only some or every codeur marked).
    """
    check_segmenten(segmenten, vak)
    rows = []
    for code in [*dict.fromkeys(segmenten["code"]), None]:
        part = segmenten if code is None else segmenten[segmenten["code"] == code]
        often = np.zeros(vak.lengte, dtype=np.int64)
        for codeur in vak.codeurs:
            own = np.zeros(vak.lengte, dtype=bool)
            for start, length in part.loc[part["codeur"] == codeur, ["start", "lengte"]].to_numpy(dtype=np.int64):
                own[start - vak.start : start - vak.start + length] = True
            often += own
        nobody, everybody = int((often == 0).sum()), int((often == len(vak.codeurs)).sum())
        rows.append([code, nobody, vak.lengte - nobody - everybody, everybody])
    return pd.DataFrame(rows, columns=["code", "niemand", "deel", "iedereen"])


def check_segmenten(segmenten: pd.DataFrame, vak: Tekstvak) -> None:
    """Refuse segments that do not lie in the text as the method needs it, with every problem at once."""
    missing = [k for k in KOLOMMEN if k not in segmenten]
    if missing:
        raise OvereenstemmingError([f"there is no column {k}; needed: {', '.join(KOLOMMEN)}" for k in missing])
    problems = []
    if len(set(vak.codeurs)) < 2 or len(set(vak.codeurs)) < len(vak.codeurs):
        problems.append(f"found the codeurs {', '.join(vak.codeurs) or 'nobody'}; allowed: two or more, each once")
    if vak.lengte < 1:
        problems.append(f"the text has length {vak.lengte}; allowed: 1 or more")
    numbers = segmenten[["start", "lengte"]]
    if numbers.isna().to_numpy().any() or not all(map(pd.api.types.is_integer_dtype, numbers.dtypes)):
        raise OvereenstemmingError([*problems, "start and lengte must be whole numbers, none missing"])
    end = vak.start + vak.lengte
    for codeur, code, start, length in segmenten[list(KOLOMMEN)].to_numpy(dtype=object).tolist():
        place = f"{codeur}, {code}, {start}+{length}"
        if codeur not in vak.codeurs:
            problems.append(f"{place}: unknown codeur; allowed: {', '.join(vak.codeurs)}")
        if length < 1:
            problems.append(f"{place}: the segment has no length; allowed: 1 or more")
        if start < vak.start or start + length > end:
            problems.append(f"{place}: the segment lies outside the text; allowed: {vak.start} to {end}")
    problems += find_overlap(segmenten)
    if problems:
        raise OvereenstemmingError(problems)


def find_overlap(segmenten: pd.DataFrame) -> list[str]:
    """Return the segments of one codeur and code that lie on top of each other, as sentences."""
    problems = []
    for _, own in segmenten.sort_values("start").groupby(["codeur", "code"], sort=False):
        starts, ends = own["start"].tolist(), (own["start"] + own["lengte"]).tolist()
        who = f"{own['codeur'].iloc[0]}, {own['code'].iloc[0]}"
        problems += [
            f"{who}: the segment at {b} begins before the one at {a} ends; join them or move one"
            for a, b, end in zip(starts[:-1], starts[1:], ends[:-1], strict=True)
            if b < end
        ]
    return problems


def tile_text(marked: pd.DataFrame, vak: Tekstvak) -> list[Stuk]:
    """Return the whole text as one codeur left it: marked stretches and the gaps between them."""
    tiles, place = [], vak.start
    for start, length in marked.sort_values("start")[["start", "lengte"]].to_numpy(dtype=np.int64).tolist():
        if start > place:
            tiles.append(Stuk(place, start - place, gemarkeerd=False))
        tiles.append(Stuk(start, length, gemarkeerd=True))
        place = start + length
    if place < vak.start + vak.lengte:
        tiles.append(Stuk(place, vak.start + vak.lengte - place, gemarkeerd=False))
    return tiles


def differ(een: Stuk, ander: Stuk) -> int:
    """Return how much two stretches differ: their boundaries when both are marked, all of one that lies in a gap."""
    shift = een.start - ander.start
    if een.gemarkeerd and ander.gemarkeerd:
        overlap = -een.lengte < shift < ander.lengte
        return shift**2 + (shift + een.lengte - ander.lengte) ** 2 if overlap else 0
    if een.gemarkeerd and 0 <= shift <= ander.lengte - een.lengte:
        return een.lengte**2
    if ander.gemarkeerd and 0 <= -shift <= een.lengte - ander.lengte:
        return ander.lengte**2
    return 0


def measure_waargenomen(tiled: Sequence[Sequence[Stuk]], length: int) -> float:
    """Return the disagreement that is seen between all pairs of codeurs, as a share of the text squared."""
    total = sum(differ(a, b) for one, other in permutations(tiled, 2) for a, b in product(one, other))
    return total / (len(tiled) * (len(tiled) - 1) * length**2)


def measure_verwacht(tiled: Sequence[Sequence[Stuk]], length: int) -> float:
    """Return the disagreement to expect if the same stretches lay in the text at random."""
    marked = [s.lengte for tiles in tiled for s in tiles if s.gemarkeerd]
    gaps = [s.lengte for tiles in tiled for s in tiles if not s.gemarkeerd]
    total = 0.0
    for size in marked:
        room = sum(gap - size + 1 for gap in gaps if gap >= size)
        total += (len(marked) - 1) / 3 * (2 * size**3 - 3 * size**2 + size) + size**2 * room
    places = len(tiled) * length
    ways = places * (places - 1) - sum(size * (size - 1) for size in marked)
    return 2 / length * total / ways if ways else 0.0
