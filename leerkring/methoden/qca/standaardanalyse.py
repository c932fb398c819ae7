"""The Enhanced Standard Analysis: assumptions that cannot be held are found, so that they can be excluded."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from leerkring.methoden.qca.gegevens import QcaError
from leerkring.methoden.qca.oplossing import Oplossing, find_aannames, number_rows
from leerkring.methoden.qca.termen import read_termen
from leerkring.methoden.qca.waarheidstabel import Rijsoort, Waarheidstabel

ONMOGELIJK = "onmogelijk"
NOODZAKELIJK = "zonder noodzakelijke conditie"
DUBBEL = "aangenomen voor uitkomst en ontkenning"
GELIJKTIJDIG = "positief voor uitkomst en ontkenning"


def find_onhoudbaar(
    tabel: Waarheidstabel,
    *,
    onmogelijk: Sequence[str] = (),
    noodzakelijk: Sequence[str] = (),
    oplossingen: tuple[Oplossing, Oplossing] | None = None,
    ontkenning: Waarheidstabel | None = None,
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
    oplossingen
        A solution for the outcome and one for its negation: rows that both assume are contradictory assumptions.
    ontkenning
        The truth table of the negation: rows that are positive in both are simultaneous subset relations.

    Returns
    -------
    One row per combination and reason, with columns `rij`, one per condition, and `reden`. All but simultaneous subset
    relations are rows that count as not seen. Give the numbers to `Waarheidstabel.exclude` and minimise again.

    Raises
    ------
    QcaError
        When an expression cannot be read, or the tables or solutions are of other conditions.

    Notes
    -----
    C.Q. Schneider and C. Wagemann (2012), Set-Theoretic Methods for the Social Sciences, chapter 8; A. Duşa (2019),
    QCA with R, chapter 8 (findRows).
    """
    _check_same(tabel, [s.tabel for s in oplossingen or ()] + ([ontkenning] if ontkenning else []))
    unseen = tabel.ongezien
    found: list[tuple[int, str]] = []
    for text in onmogelijk:
        found += [(number, ONMOGELIJK) for number in _list_rows(text, tabel) & unseen]
    for text in noodzakelijk:
        found += [(number, NOODZAKELIJK) for number in unseen - _list_rows(text, tabel)]
    if oplossingen:
        first, second = ({n for m in s.modellen for n in find_aannames(m, s)} for s in oplossingen)
        found += [(number, DUBBEL) for number in first & second & unseen]
    if ontkenning:
        both = set(map(tabel.number_rij, tabel.select(Rijsoort.POSITIEF)))
        both &= set(map(ontkenning.number_rij, ontkenning.select(Rijsoort.POSITIEF)))
        found += [(number, GELIJKTIJDIG) for number in both]
    rows = [(number, *tabel.read_rij(number), reason) for number, reason in sorted(set(found))]
    return pd.DataFrame(rows, columns=["rij", *tabel.gegevens.condities, "reden"])


def _list_rows(text: str, tabel: Waarheidstabel) -> set[int]:
    """Return the numbers of all combinations that an expression covers."""
    return {number for term in read_termen(text, tabel.gegevens) for number in number_rows(term, tabel)}


def _check_same(tabel: Waarheidstabel, others: Collection[Waarheidstabel]) -> None:
    """Refuse tables whose rows do not mean the same."""
    own = (tabel.gegevens.condities, tabel.gegevens.codes)
    wrong = [t for t in others if (t.gegevens.condities, t.gegevens.codes) != own]
    if wrong:
        raise QcaError(
            "Deze tabellen zijn niet te vergelijken.",
            [f"er staan condities {', '.join(t.gegevens.condities)}; toegestaan: {', '.join(own[0])}" for t in wrong],
        )
