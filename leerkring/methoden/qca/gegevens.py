"""The checked table of an analysis: cases by conditions with memberships, and the outcome."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from leerkring.errors import LeerkringError
from leerkring.methoden.getallen import Getallen

NIET_VAN_TOEPASSING = "-"
SPELING = 1e-8
"""By how much a computed number may miss a cut."""
VASTE_KOLOMMEN = ("rij", "uitkomst", "aantal", "consistentie", "pri", "gevallen", "reden", "naam", "makkelijk")
"""What frames of combinations say beside a column per condition: no condition can have such a name."""
_UITKOMST = re.compile(r"(~?)\s*([^~\[\]{}*+]+?)\s*(?:[\[{](\d+)[\]}])?")


def tell_kant(lidmaatschap: npt.ArrayLike) -> npt.NDArray[np.int_]:
    """Return on which side of 0.5 each membership lies: 1 in, -1 out, and 0 where it cannot be told."""
    away = np.asarray(lidmaatschap, dtype=np.float64) - 0.5
    return np.where(np.abs(away) <= SPELING, 0, np.sign(away)).astype(np.int_)


class QcaError(LeerkringError):
    """An analysis that cannot be made from this table or with these settings, with every reason."""

    def __init__(self, what: str, reasons: Iterable[str]) -> None:
        """Keep every reason, so that a caller can show or count them."""
        self.redenen = tuple(reasons)
        super().__init__("\n".join([what, *(f"- {reason}" for reason in self.redenen)]))


@dataclass(frozen=True, eq=False)
class Gegevens:
    """Cases with their membership in each condition and in the outcome, all checked.

    `x` holds one row per case and one column per condition: a membership from 0 to 1, a level of a multi-value
    condition, or nan where the condition does not apply. `y` is the membership in the outcome as asked for.
    """

    gevallen: tuple[str, ...]
    condities: tuple[str, ...]
    uitkomst: str
    niveaus: tuple[int, ...]
    x: Getallen
    y: Getallen

    @property
    def meerwaardig(self) -> bool:
        """Whether a condition has more than two levels, so that terms name levels as in A[2]."""
        return max(self.niveaus) > 2

    @cached_property
    def codes(self) -> tuple[int, ...]:
        """Return how many codes each condition has: its levels, and one more where it does not apply to a case."""
        return tuple(n + int(np.isnan(column).any()) for n, column in zip(self.niveaus, self.x.T, strict=True))

    def negate(self) -> Gegevens:
        """Return the same cases with the negation of the outcome."""
        name = self.uitkomst.removeprefix("~") if self.uitkomst.startswith("~") else f"~{self.uitkomst}"
        return replace(self, uitkomst=name, y=1 - self.y)

    def drop_geval(self, geval: str) -> Gegevens:
        """Return the table without one case; the levels of conditions stay as they were."""
        keep = [name != geval for name in self.gevallen]
        return replace(self, gevallen=tuple(n for n in self.gevallen if n != geval), x=self.x[keep], y=self.y[keep])


def read_gegevens(frame: pd.DataFrame, condities: Sequence[str], uitkomst: str) -> Gegevens:
    """Check a frame of memberships and return it as a table for analysis.

    Parameters
    ----------
    frame
        One row per case, named by the index; one column per condition and one for the outcome. Cells are memberships
        from 0 to 1 (crisp or fuzzy) or whole levels from 0 of a multi-value condition; a condition that holds a value
        above 1 is multi-value. A dash says that a condition does not apply to a case.
    condities
        The columns that are conditions, in the order of the truth table.
    uitkomst
        The column that is the outcome: `Y`; `~Y` for its negation; `Y[2]` for a level of a multi-value column.

    Raises
    ------
    QcaError
        With every problem at once: unknown or repeated columns, repeated cases, missing values, values out of range,
        a level of a fuzzy outcome, or a condition with the name of a column of the truth table.

    Notes
    -----
    C.C. Ragin (2008), Redesigning Social Inquiry, chapters 2 and 7; A. Duşa (2019), QCA with R, chapters 4 and 7.
    """
    match = _UITKOMST.fullmatch(uitkomst.strip())
    if match is None:
        raise QcaError(
            "Deze tabel is niet te vergelijken.", [f"bij de uitkomst staat ‘{uitkomst}’; toegestaan: Y, ~Y of Y[1]"]
        )
    name = match[2]
    problems = _check_columns(frame, condities, name)
    if problems:
        raise QcaError("Deze tabel is niet te vergelijken.", problems)
    columns = [_read_column(frame[c], problems, dash=True) for c in condities]
    outcome = _read_column(frame[name], problems, dash=False)
    if problems:
        raise QcaError("Deze tabel is niet te vergelijken.", problems)
    top = float(outcome.max())
    if match[3] is not None and (outcome % 1).any():
        raise QcaError(
            "Deze tabel is niet te vergelijken.",
            [f"Kolom {name} heeft lidmaatschappen van 0 tot 1 en geen niveaus: vraag {name} en niet {uitkomst}."],
        )
    if match[3] is not None:
        outcome = (outcome == int(match[3])).astype(float)
    elif top > 1:
        raise QcaError(
            "Deze tabel is niet te vergelijken.",
            [f"kolom {name} heeft standen tot en met {top:g}; noem er een, zoals {name}[1]"],
        )
    shown = f"{name}[{match[3]}]" if match[3] is not None else name
    return Gegevens(
        gevallen=tuple(map(str, frame.index)),
        condities=tuple(condities),
        uitkomst=match[1] + shown,
        niveaus=tuple(max(2, int(np.nanmax(np.append(c, 1))) + 1) for c in columns),
        x=np.column_stack(columns),
        y=1 - outcome if match[1] else outcome,
    )


def _check_columns(frame: pd.DataFrame, condities: Sequence[str], uitkomst: str) -> list[str]:
    """Return what is wrong with the names of columns and cases."""
    problems = []
    if isinstance(condities, str) or len(condities) == 0:
        problems.append("geef een lijst met ten minste één conditie")
        return problems
    known = ", ".join(map(str, frame.columns))
    problems += [f"er is geen kolom ‘{c}’; wel: {known}" for c in [*condities, uitkomst] if c not in frame]
    problems += [
        f"conditie ‘{c}’ staat er twee keer" for c in sorted({c for c in condities if list(condities).count(c) > 1})
    ]
    problems += [
        f"kolom ‘{c}’ staat twee keer in de tabel" for c in sorted(set(frame.columns[frame.columns.duplicated()]))
    ]
    problems += [
        f"de naam ‘{c}’ kan niet in een formule staan" for c in condities if not re.fullmatch(r"[^~\[\]{}*+\s,;]+", c)
    ]
    problems += [
        f"Een conditie mag niet {c!r} heten. Zo heet al een kolom van de waarheidstabel; kies een andere naam."
        for c in condities
        if c in VASTE_KOLOMMEN or c.startswith("afwijkend_")
    ]
    if uitkomst in condities:
        problems.append(f"‘{uitkomst}’ is tegelijk uitkomst en conditie")
    if frame.empty:
        problems.append("er zijn geen gevallen")
    twice = sorted(set(map(str, frame.index[frame.index.duplicated()])))
    problems += [f"geval ‘{name}’ staat twee keer in de tabel" for name in twice]
    return problems


def _read_column(column: pd.Series, problems: list[str], *, dash: bool) -> Getallen:
    """Return one column as numbers, and add what is wrong with it to the problems."""
    dashes = np.array([dash and str(v).strip() == NIET_VAN_TOEPASSING for v in column])
    values = pd.to_numeric(column.where(~dashes), errors="coerce").to_numpy(dtype=float)
    top = np.nanmax(np.append(values, 0))
    for geval, raw, value, is_dash in zip(column.index, column, values, dashes, strict=True):
        if is_dash:
            continue
        if np.isnan(value):
            found = f"‘{raw}’" if pd.notna(raw) else "niets"
            where = f"geval {geval}, kolom {column.name}"
            problems.append(f"{where}: er staat {found}; toegestaan: een getal, en geen lege cel")
        elif value < 0 or not np.isfinite(value):
            problems.append(
                f"geval {geval}, kolom {column.name}: er staat {value:g}; "
                "toegestaan: 0 tot en met 1, of een stand vanaf 0"
            )
        elif top > 1 and value != int(value):
            problems.append(
                f"geval {geval}, kolom {column.name}: er staat {value:g}; toegestaan: hele standen, want de "
                f"kolom bevat {top:g}; lidmaatschap is 0 tot en met 1"
            )
    return values
