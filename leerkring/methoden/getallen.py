"""Rows of numbers and of places, as numpy keeps them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Getallen = npt.NDArray[np.float64]
Plaatsen = npt.NDArray[np.intp]
