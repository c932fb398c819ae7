"""Rows of numbers and of places, as numpy keeps them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Getallen = npt.NDArray[np.float64]
Plaatsen = npt.NDArray[np.intp]


def divide(above: float, below: float) -> float:
    """Return a fraction, or 0 where nothing is divided by nothing."""
    return float(above / below) if abs(below) > 1e-12 else 0.0
