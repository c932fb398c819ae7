"""The Enhanced Standard Analysis: assumptions that cannot be held are found, so that they can be excluded."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from leerkring.methoden.qca.gegevens import QcaError
from leerkring.methoden.qca.oplossing import Oplossing, find_aannames, number_rows
from leerkring.methoden.qca.termen import read_termen
from leerkring.methoden.qca.waarheidstabel import Waarheidstabel

ONMOGELIJK = "onmogelijk"
NOODZAKELIJK = "zonder noodzakelijke conditie"
DUBBEL = "aangenomen voor uitkomst en ontkenning"


def find_onhoudbaar(
    tabel: Waarheidstabel,
    *,
    onmogelijk: Sequence[str] = (),
    noodzakelijk: Sequence[str] = (),
    dubbel: Collection[int] = (),
) -> pd.DataFrame:
    """Return the rows of which no assumption can be held, with the reason.

    Parameters
    ----------
    tabel
        The truth table of the outcome.
    onmogelijk
        Combinations that cannot exist, such as `A*~B`.
    noodzakelijk
        Conditions or disjunctions that are necessary for the outcome, such as `A` or `A + B`: without them the outcome
        cannot be assumed.
    dubbel
        Rows that the solutions for the outcome and for its negation both assume, of `find_dubbel`.

    Returns
    -------
    One row per combination and reason, with columns `rij`, one per condition, and `reden`. All are rows that count as
    not seen. Give the numbers to `Waarheidstabel.exclude` and minimise again.

    Raises
    ------
    QcaError
        When an expression cannot be read.

    Notes
    -----
    C.Q. Schneider and C. Wagemann (2012), Set-Theoretic Methods for the Social Sciences, chapter 8; A. Duşa (2019),
    QCA with R, chapter 8 (findRows). Rows that are positive for the outcome and its negation are not sought: with a
    PRI cut above 0.5 there are none.
    """
    unseen = tabel.ongezien
    found = [(number, ONMOGELIJK) for text in onmogelijk for number in _list_rows(text, tabel) & unseen]
    found += [(number, NOODZAKELIJK) for text in noodzakelijk for number in unseen - _list_rows(text, tabel)]
    found += [(number, DUBBEL) for number in unseen.intersection(dubbel)]
    rows = [(number, *tabel.read_rij(number), reason) for number, reason in sorted(set(found))]
    return pd.DataFrame(rows, columns=["rij", *tabel.gegevens.condities, "reden"])


def find_dubbel(een: Oplossing, ander: Oplossing) -> frozenset[int]:
    """Return the rows that two solutions both assume, such as those for an outcome and for its negation.

    At most one of them can be right: contradictory assumptions, C.Q. Schneider and C. Wagemann (2012), chapter 8.
    """
    wanted, found = ((s.tabel.gegevens.condities, s.tabel.gegevens.codes) for s in (een, ander))
    if wanted != found:
        what = f"er staan condities {', '.join(found[0])}; toegestaan: {', '.join(wanted[0])}"
        raise QcaError("Deze oplossingen zijn niet te vergelijken.", [what])
    first, second = ({n for m in s.modellen for n in find_aannames(m, s)} for s in (een, ander))
    return frozenset(first & second)


def _list_rows(text: str, tabel: Waarheidstabel) -> set[int]:
    """Return the numbers of all combinations that an expression covers."""
    return {number for term in read_termen(text, tabel.gegevens) for number in number_rows(term, tabel)}
