"""Walk over a frame row by row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd


def iterate(frame: pd.DataFrame) -> Iterable[Any]:
    """Return the rows of a frame as named tuples."""
    return frame.itertuples()
