"""How well codeurs agree, per code and over all codes together, on the fragments that two or more of them coded."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import pandas as pd

from leerkring.hoofdstukken.codeurs.cijfers.labels import lay_labels, mark_code, select_dubbel
from leerkring.methoden.overeenstemming.afstanden import masi
from leerkring.methoden.overeenstemming.alfa import alfa_interval, krippendorff_alfa
from leerkring.methoden.overeenstemming.kruistabel import cross_codeurs, kappa_max, light_kappa
from leerkring.methoden.overeenstemming.tellingen import gwet_ac, share_paren
from leerkring.methoden.statistiek import Interval

BETROUWBAAR = 0.8
VOORLOPIG = 0.667
CIJFERS = 3
NOOIT = "geen codeur gaf deze code"
ALTIJD = "alle codeurs gaven deze code aan elk fragment"


class Oordeel(StrEnum):
    """What may be concluded from codes, given alpha."""

    BETROUWBAAR = "betrouwbaar"
    VOORLOPIG = "voorlopig"
    ONVOLDOENDE = "onvoldoende"


class Totaalmaten(NamedTuple):
    """Agreement over all codes together; a measure is None where it has no value."""

    codeurs: tuple[str, ...]
    n: int
    gelijk: int
    alfa: float | None
    interval: Interval | None
    kappa: float | None
    ac2: float | None


def grade_alfa(alfa: float) -> Oordeel:
    """Return what may be concluded from codes with this alpha.

    From .800 on codes can be relied on, from .667 on for tentative conclusions only: K. Krippendorff (2019), Content
    Analysis, fourth edition, chapter 12. Alpha is judged as it is written, with three decimals.
    """
    shown = round(alfa, CIJFERS)
    if shown >= BETROUWBAAR:
        return Oordeel.BETROUWBAAR
    return Oordeel.VOORLOPIG if shown >= VOORLOPIG else Oordeel.ONVOLDOENDE


def measure_geheel(coderingen: pd.DataFrame, interval: bool = True) -> Totaalmaten:
    """Return how well codeurs agree on all codes of a fragment together.

    Alpha and AC2 compare the sets of codes: on a fragment with one code in common out of two, codeurs disagree in part
    (`afstanden.masi`). Kappa takes each set as one value, so that only precisely the same codes agree; it is Cohen's,
    or Light's mean over pairs of codeurs.

    Parameters
    ----------
    coderingen
        Frame of a traject.
    interval
        Whether to say how sure alpha is, which takes most of the time.

    Returns
    -------
    The codeurs, the number of fragments that two or more of them coded, to how many of those all of them gave precisely
    the same codes, alpha with its bootstrap interval, kappa, and AC2.
    """
    labels = select_dubbel(lay_labels(coderingen))
    labels = labels.loc[:, labels.notna().any()]
    codeurs = tuple(labels.columns)
    if labels.empty:
        return Totaalmaten(codeurs, 0, 0, None, None, None, None)
    same = sum(len(set(cells.dropna())) == 1 for _, cells in labels.iterrows())
    alfa = krippendorff_alfa(labels, masi).alfa
    margin = alfa_interval(labels, masi) if interval else None
    return Totaalmaten(codeurs, len(labels), same, alfa, margin, light_kappa(labels), gwet_ac(labels, masi))


def measure_codes(coderingen: pd.DataFrame, codeboek: pd.DataFrame) -> pd.DataFrame:
    """Return how well codeurs agree on whether each code fits a fragment.

    Parameters
    ----------
    coderingen, codeboek
        Frames of a traject.

    Returns
    -------
    One row per code of the codeboek, in its order: `code`, `label`, `n` (fragments that two or more codeurs coded),
    `allen` and `deel` (fragments to which all of their codeurs, or only some, gave the code), `gelijk` (share of pairs
    of codeurs that agree, from 0 to 1), `alfa` with its bootstrap interval `laag` and `hoog`, `kappa` (Cohen's, or
    Light's mean over pairs), `kappa_max` (with two codeurs: the largest kappa that is possible as often as each uses
    the code), `ac1` (Gwet's, which does not fall when a code is rare), `reden` (why alpha is missing).
    """
    labels = select_dubbel(lay_labels(coderingen))
    labels = labels.loc[:, labels.notna().any()]
    rows = [
        [code, label, *measure_code(mark_code(labels, code))]
        for code, label in zip(codeboek["id"], codeboek["label"], strict=True)
    ]
    measures = ("gelijk", "alfa", "laag", "hoog", "kappa", "kappa_max", "ac1")
    types = dict.fromkeys(("n", "allen", "deel"), "int64") | dict.fromkeys(measures, "float64")
    return pd.DataFrame(rows, columns=["code", "label", *types, "reden"]).astype(types)


def measure_code(given: pd.DataFrame) -> list[object]:
    """Return the columns of `measure_codes` from `n` on, for one code as `mark_code` lays it out."""
    n = len(given)
    if n == 0:
        return [0, 0, 0, *[None] * 7, "geen fragment is door twee codeurs gecodeerd"]
    share = given.mean(axis=1)
    everyone, nobody = int((share == 1).sum()), int((share == 0).sum())
    found = krippendorff_alfa(given)
    interval = alfa_interval(given) or (None, None)
    kappa, top = light_kappa(given), None
    if given.shape[1] == 2:
        top = kappa_max(cross_codeurs(given.iloc[:, 0], given.iloc[:, 1]))
    reden = None if found.alfa is not None else NOOIT if nobody == n else ALTIJD
    middle = [everyone, n - everyone - nobody, share_paren(given), found.alfa]
    return [n, *middle, *interval, kappa, top, gwet_ac(given), reden]
