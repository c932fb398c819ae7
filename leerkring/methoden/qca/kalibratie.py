"""Calibration: from raw values to memberships, with anchors that say from where a case is in or out, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from leerkring.methoden.getallen import Getallen
from leerkring.methoden.qca.gegevens import QcaError

RAND = 1e-4


@dataclass(frozen=True)
class Ankers:
    """Three anchors of a set: fully out, the point of most doubt, fully in; with the reason for them.

    From low to high the membership rises (s-shaped); from high to low it falls (inverted).
    """

    uitsluiting: float
    kruispunt: float
    insluiting: float
    reden: str

    def __post_init__(self) -> None:
        """Refuse anchors that are out of order or stand there without a reason."""
        low, high = sorted((self.uitsluiting, self.insluiting))
        problems = []
        if not low < self.kruispunt < high:
            problems.append(
                f"er staat {self.uitsluiting:g}, {self.kruispunt:g}, {self.insluiting:g}; toegestaan: drie "
                "verschillende, met het kruispunt tussen de andere twee"
            )
        _refuse("De ankers kloppen niet.", problems + _check_reason(self.reden))

    @property
    def is_dalend(self) -> bool:
        """Whether a higher value means a lower membership."""
        return self.uitsluiting > self.insluiting


def _check_reason(reden: str) -> list[str]:
    """Return what is wrong with a reason."""
    return [] if reden.strip() else ["de reden ontbreekt; zeg waar de ankers vandaan komen"]


def _refuse(what: str, problems: list[str]) -> None:
    """Raise all problems at once, if there are any."""
    if problems:
        raise QcaError(what, problems)


def read_waarden(values: npt.ArrayLike) -> Getallen:
    """Return raw values as numbers, and refuse missing ones: a case without a value cannot be in or out of a set."""
    numbers = np.asarray(values, dtype=float)
    if numbers.ndim != 1 or numbers.size == 0 or not np.isfinite(numbers).all():
        raise QcaError(
            "Deze waarden zijn niet te kalibreren.",
            ["toegestaan: een reeks getallen, niet leeg en zonder ontbrekende waarden"],
        )
    return numbers


def calibrate_scherp(values: npt.ArrayLike, drempels: Sequence[float]) -> npt.NDArray[np.int_]:
    """Return crisp memberships (one threshold) or the levels of a multi-value condition (more thresholds).

    Parameters
    ----------
    values
        Raw values, one per case.
    drempels
        Thresholds from low to high; a value that equals a threshold lies above it.

    Returns
    -------
    Whole numbers from 0 to the number of thresholds.

    Raises
    ------
    QcaError
        When there is no threshold, they do not rise, or a value is missing.

    Notes
    -----
    A. Duşa (2019), QCA with R, chapter 4.
    """
    numbers = read_waarden(values)
    if not drempels or any(b <= a for a, b in pairwise(drempels)):
        raise QcaError(
            "De drempels kloppen niet.", [f"er staat {list(drempels)}; toegestaan: ten minste één, van laag naar hoog"]
        )
    return np.searchsorted(np.asarray(drempels, dtype=float), numbers, side="right")


def calibrate_logistisch(values: npt.ArrayLike, ankers: Ankers, *, insluitgraad: float = 0.95) -> Getallen:
    """Return memberships by the direct method: logistic through three anchors.

    The log odds of membership are 0 at the kruispunt and rise in a straight line to those of `insluitgraad` at the
    insluiting, and likewise below. A membership within 0.0001 of 0 or 1 is 0 or 1.

    Parameters
    ----------
    values
        Raw values, one per case.
    ankers
        Three anchors with their reason.
    insluitgraad
        The membership at the insluiting; 0.95 is usual.

    Returns
    -------
    Memberships from 0 to 1.

    Raises
    ------
    QcaError
        When a value is missing or the insluitgraad is not between 0.5 and 1.

    Notes
    -----
    C.C. Ragin (2008), Redesigning Social Inquiry, chapter 5; A. Duşa (2019), QCA with R, chapter 4.
    """
    numbers = read_waarden(values)
    if not 0.5 < insluitgraad < 1:
        raise QcaError("De insluitgraad klopt niet.", [f"er staat {insluitgraad:g}; toegestaan: boven 0,5 en onder 1"])
    away = numbers - ankers.kruispunt
    far = np.where(
        (away > 0) != ankers.is_dalend, ankers.insluiting - ankers.kruispunt, ankers.kruispunt - ankers.uitsluiting
    )
    odds = np.log(insluitgraad / (1 - insluitgraad)) * away / far
    return snap(1 / (1 + np.exp(-odds)))


def snap(memberships: Getallen) -> Getallen:
    """Return memberships with those within 0.0001 of an end at that end, as R's QCA has them."""
    return np.where(memberships < RAND, 0.0, np.where(memberships > 1 - RAND, 1.0, memberships))
