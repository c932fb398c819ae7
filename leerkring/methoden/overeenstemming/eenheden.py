"""The checked table of a measure of agreement: units by codeurs, with the value that each gave."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from leerkring.errors import LeerkringError
from leerkring.methoden.getallen import Getallen


class OvereenstemmingError(LeerkringError):
    """Agreement that cannot be measured on this table or with these settings, with every reason."""

    def __init__(self, reasons: Iterable[str]) -> None:
        """Keep every reason, so that a caller can show or count them."""
        self.redenen = tuple(reasons)
        super().__init__(
            "\n".join(["Overeenstemming is hier niet te meten.", *(f"- {reason}" for reason in self.redenen)])
        )


@dataclass(frozen=True, eq=False)
class Eenheden:
    """How many codeurs gave each value to each unit: `tellingen` has a row per unit and a column per value."""

    waarden: tuple[Hashable, ...]
    tellingen: Getallen

    @property
    def per_eenheid(self) -> Getallen:
        """Return how many codeurs gave a value to each unit."""
        return np.asarray(self.tellingen.sum(axis=1), dtype=np.float64)

    def select_paren(self) -> Eenheden:
        """Return the units with values of two codeurs or more: a single value agrees with nothing."""
        kept = self.tellingen[self.per_eenheid >= 2]
        used = kept.sum(axis=0) > 0
        return Eenheden(tuple(w for w, u in zip(self.waarden, used, strict=True) if u), kept[:, used])


def read_eenheden(frame: pd.DataFrame) -> Eenheden:
    """Check a frame of values and return it as counts.

    Parameters
    ----------
    frame
        One row per unit, one column per codeur; a cell is the value that the codeur gave, or missing.

    Returns
    -------
    The counts, with the values in ascending order when all are numbers, else by how they are written: never by which
    unit stands first.

    Raises
    ------
    OvereenstemmingError
        With every problem at once: fewer than two codeurs, no unit with two values, repeated names, infinite values.
    """
    problems = []
    if frame.shape[1] < 2:
        problems.append(f"er zijn {frame.shape[1]} codeurs; toegestaan: twee of meer, elk met een kolom")
    for what, names in (("codeur", frame.columns), ("eenheid", frame.index)):
        problems += [
            f"{what} ‘{name}’ staat twee keer in de tabel" for name in dict.fromkeys(names[names.duplicated()])
        ]
    known = frame.notna().to_numpy()
    if frame.shape[1] >= 2 and not (known.sum(axis=1) >= 2).any():
        problems.append("nergens gaven twee codeurs een waarde, dus er valt niets te vergelijken")
    given = frame.to_numpy(dtype=object)
    values = list(dict.fromkeys(given[known]))
    if all(isinstance(v, int | float | np.number) for v in values):
        problems += [f"er staat de waarde {v}; toegestaan: eindige getallen" for v in values if not np.isfinite(v)]
        values.sort()
    else:
        values.sort(key=repr)
    if problems:
        raise OvereenstemmingError(problems)
    place = {value: i for i, value in enumerate(values)}
    counts = np.zeros((len(frame), len(values)))
    for row, column in np.argwhere(known):
        counts[row, place[given[row, column]]] += 1
    return Eenheden(tuple(values), counts)
