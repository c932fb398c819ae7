"""The finished records that a chart holds, and the order of forms and metingen in it."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from leerkring.begrippen import Meting, Sturingsvorm

VORMEN = [vorm.label for vorm in Sturingsvorm]


METINGEN = [str(meting) for meting in Meting]


class Rijen(alt.Data):
    """The finished records of a chart, handed on as they are: Altair would copy and check every cell at every step."""

    _class_is_valid_at_instantiation = False

    def __init__(self, values: list[dict[str, Any]]) -> None:
        super().__init__(values=values)  # type: ignore[no-untyped-call] # Altair has no types here

    def __deepcopy__(self, memo: Any) -> Rijen:
        """Return the same records: nobody changes them."""
        return self

    def to_dict(self, *_: Any, **__: Any) -> dict[str, Any]:
        """Return the records as Vega-Lite has them."""
        return {"values": self["values"]}


def build_data(frame: pd.DataFrame) -> alt.Data:
    """Return a frame as the finished records that a chart holds."""
    return Rijen(values=list_records(frame))


def list_records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as records: a missing value is null and not zero, a day is text."""
    cells = [
        [None if gone else v.isoformat() if isinstance(v, pd.Timestamp) else v for v, gone in zip(*both, strict=True)]
        for both in ((frame[column].tolist(), frame[column].isna()) for column in frame)
    ]
    return [dict(zip(frame.columns, row, strict=True)) for row in zip(*cells, strict=True)]
