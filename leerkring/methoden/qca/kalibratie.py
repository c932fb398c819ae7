"""Calibration: from raw values to memberships, with anchors that say from where a case is in or out, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from leerkring.methoden.qca.gegevens import Getallen, QcaError

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
                f"found {self.uitsluiting:g}, {self.kruispunt:g}, {self.insluiting:g}; allowed: all different, and"
                " the kruispunt between the other two"
            )
        _refuse("The anchors are wrong.", problems + _check_reason(self.reden))

    @property
    def is_dalend(self) -> bool:
        """Whether a higher value means a lower membership."""
        return self.uitsluiting > self.insluiting


@dataclass(frozen=True)
class Klokankers:
    """Six anchors of a set that lies in the middle (bell-shaped) or at both ends (inverted), with the reason for them.

    `links` and `rechts` each hold three anchors from low to high. In the middle: out, doubt, in and in, doubt, out;
    with `omgekeerd`: in, doubt, out and out, doubt, in.
    """

    links: tuple[float, float, float]
    rechts: tuple[float, float, float]
    reden: str
    omgekeerd: bool = False

    def __post_init__(self) -> None:
        """Refuse anchors that are out of order or stand there without a reason."""
        (a, b, c), (d, e, f) = self.links, self.rechts
        problems = []
        if not (a < b < c <= d < e < f):
            problems.append(
                f"found {[*self.links, *self.rechts]}; allowed: from low to high, and only the middle equal"
            )
        _refuse("The anchors are wrong.", problems + _check_reason(self.reden))


def _check_reason(reden: str) -> list[str]:
    """Return what is wrong with a reason."""
    return [] if reden.strip() else ["there is no reason for them; say from where the anchors come"]


def _refuse(what: str, problems: list[str]) -> None:
    """Raise all problems at once, if there are any."""
    if problems:
        raise QcaError(what, problems)


def read_waarden(values: npt.ArrayLike) -> Getallen:
    """Return raw values as numbers, and refuse missing ones: a case without a value cannot be in or out of a set."""
    numbers = np.asarray(values, dtype=float)
    if numbers.ndim != 1 or numbers.size == 0 or not np.isfinite(numbers).all():
        raise QcaError(
            "The values cannot be calibrated.", ["allowed: a series of numbers, not empty and without missing values"]
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
            "The thresholds are wrong.", [f"found {list(drempels)}; allowed: at least one, from low to high"]
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
        raise QcaError("The insluitgraad is wrong.", [f"found {insluitgraad:g}; allowed: above 0.5 and below 1"])
    away = numbers - ankers.kruispunt
    far = np.where(
        (away > 0) != ankers.is_dalend, ankers.insluiting - ankers.kruispunt, ankers.kruispunt - ankers.uitsluiting
    )
    odds = np.log(insluitgraad / (1 - insluitgraad)) * away / far
    return snap(1 / (1 + np.exp(-odds)))


def calibrate_lineair(
    values: npt.ArrayLike, ankers: Ankers | Klokankers, *, onder: float = 1.0, boven: float = 1.0
) -> Getallen:
    """Return memberships by straight lines through three or six anchors, or by curves.

    Between uitsluiting (e) and kruispunt (c): ((x - e) / (c - e))^onder / 2; between kruispunt and insluiting (i):
    1 - ((i - x) / (i - c))^boven / 2; likewise falling. A membership within 0.0001 of 0 or 1 is 0 or 1.

    Parameters
    ----------
    values
        Raw values, one per case.
    ankers
        Three anchors (s-shaped or inverted) or six (bell-shaped or inverted), with their reason.
    onder, boven
        The bend below and above the kruispunt: 1 is straight, more than 1 concave below and convex above.

    Returns
    -------
    Memberships from 0 to 1.

    Raises
    ------
    QcaError
        When a value is missing or a bend is not above 0.

    Notes
    -----
    A. Thiem (2014), Membership function sensitivity of descriptive statistics in fuzzy-set relations, International
    Journal of Social Research Methodology 17(6); A. Duşa (2019), QCA with R, chapter 4.
    """
    numbers = read_waarden(values)
    if min(onder, boven) <= 0:
        raise QcaError("The bend is wrong.", [f"found {onder:g} and {boven:g}; allowed: above 0"])
    if isinstance(ankers, Ankers):
        points = (ankers.uitsluiting, ankers.kruispunt, ankers.insluiting)
        return snap(_climb(numbers, points, onder, boven))
    if ankers.omgekeerd:
        left = _climb(numbers, ankers.links[::-1], onder, boven)
        return snap(np.maximum(left, _climb(numbers, ankers.rechts, onder, boven)))
    right = _climb(numbers, ankers.rechts[::-1], onder, boven)
    return snap(np.minimum(_climb(numbers, ankers.links, onder, boven), right))


def _climb(numbers: Getallen, points: tuple[float, float, float], below: float, above: float) -> Getallen:
    """Return memberships that go from 0 at the first anchor through a half at the second to 1 at the third."""
    out, middle, full = points
    lower = 0.5 * np.clip((numbers - out) / (middle - out), 0, 1) ** below
    upper = 1 - 0.5 * np.clip((full - numbers) / (full - middle), 0, 1) ** above
    return np.where((numbers - middle) * np.sign(full - out) <= 0, lower, upper)


def calibrate_verdeling(values: npt.ArrayLike, ankers: Ankers) -> Getallen:
    """Return memberships by the share of the values between the anchors that a value has passed.

    Parameters
    ----------
    values
        Raw values, one per case.
    ankers
        Three anchors with their reason.

    Returns
    -------
    Memberships from 0 to 1, a half at the kruispunt.

    Raises
    ------
    QcaError
        When a value is missing, or no value lies on one side of the kruispunt, between the anchors.

    Notes
    -----
    A. Duşa (2019), QCA with R, chapter 4 (argument ecdf).
    """
    numbers = read_waarden(values)
    low, high = sorted((ankers.uitsluiting, ankers.insluiting))
    inside = np.sort(numbers[(numbers >= low) & (numbers <= high)])
    passed = np.searchsorted(inside, numbers, side="right") / max(inside.size, 1)
    middle = np.searchsorted(inside, ankers.kruispunt, side="right") / max(inside.size, 1)
    if not 0 < middle < 1:
        raise QcaError("The values cannot be calibrated.", ["no value lies between the anchors on one side"])
    rising = np.where(numbers <= ankers.kruispunt, 0.5 * passed / middle, 1 - 0.5 * (1 - passed) / (1 - middle))
    rising = np.where(numbers <= low, 0.0, np.where(numbers > high, 1.0, rising))
    return 1 - rising if ankers.is_dalend else rising


def calibrate_tfr(values: npt.ArrayLike) -> Getallen:
    """Return memberships of ordinal answers by their own distribution: totally fuzzy and relative.

    Parameters
    ----------
    values
        Answers on an ordinal scale, such as 1 to 5.

    Returns
    -------
    (F(x) - F(lowest)) / (1 - F(lowest)) with F the share of answers that are not higher: 0 for the lowest answer that
    was given and 1 for the highest.

    Raises
    ------
    QcaError
        When a value is missing or all answers are the same.

    Notes
    -----
    B. Cheli and A. Lemmi (1995), A totally fuzzy and relative approach to the multidimensional analysis of poverty,
    Economic Notes 24(1); A. Duşa (2019), QCA with R, chapter 4.
    """
    numbers = read_waarden(values)
    ordered = np.sort(numbers)
    share = np.searchsorted(ordered, numbers, side="right") / numbers.size
    lowest = float(share.min())
    if lowest == 1:
        raise QcaError("The values cannot be calibrated.", ["all answers are the same: they tell no cases apart"])
    return (share - lowest) / (1 - lowest)


def snap(memberships: Getallen) -> Getallen:
    """Return memberships with those within 0.0001 of an end at that end, as R's QCA has them."""
    return np.where(memberships < RAND, 0.0, np.where(memberships > 1 - RAND, 1.0, memberships))
