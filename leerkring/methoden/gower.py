"""Gower's distance between rows of mixed columns, with the share of every column in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from leerkring.methoden.getallen import Getallen, Plaatsen

MINSTE_KENMERKEN = 6
"""A pair that is compared on fewer variables is marked; six is what the profile alone has when it is complete."""
PAREN = ["a", "b", "kolom", "label", "groep", "waarde_a", "waarde_b", "verschil", "gewicht", "bijdrage", "herkomst"]


@dataclass(frozen=True)
class Variabele:
    """A column on which rows are compared: numbers unless `nominaal`, or unless `volgorde` gives its levels."""

    kolom: str
    label: str = ""
    groep: str = ""
    gewicht: float = 1.0
    nominaal: bool = False
    volgorde: tuple[Any, ...] = ()
    """The levels of an ordered column, low to high; they count as 1, 2, 3 …"""
    log: bool = False
    bereik: float | None = None
    """The range by which differences are divided; without it, the range that occurs."""
    nul_telt: bool = True
    """False: a pair with two noughts is not compared, as Gower does with two absences of a character."""


@dataclass(frozen=True)
class Kenmerken:
    """What deelnemers are compared on: values and the rows they come from, both with one row per id."""

    waarden: pd.DataFrame
    herkomst: pd.DataFrame
    variabelen: tuple[Variabele, ...]


def code_values(values: Sequence[Any], variabele: Variabele) -> list[Any]:
    """Return values as they are subtracted or compared; None where missing, or where a logarithm does not exist."""
    known = [None if pd.isna(v) else v for v in values]
    if variabele.nominaal:
        return known
    if variabele.volgorde:
        return [None if v is None else variabele.volgorde.index(v) + 1 for v in known]
    if variabele.log:
        return [None if v is None or v <= 0 else math.log(v) for v in known]
    return [None if v is None else float(v) for v in known]


def compare_paren(kenmerken: Kenmerken) -> pd.DataFrame:
    """Return how much every pair differs on every variable.

    Gower's general coefficient (Gower 1971, Biometrics 27: 857-871) as the function daisy of the R package cluster
    computes it: numbers and ranks differ by their distance over the range, names by 0 or 1, and a variable that is
    missing for one of the two leaves that pair only.

    Parameters
    ----------
    kenmerken
        The result of `lay_kenmerken`, or other values with their variables.

    Returns
    -------
    One row per pair and variable: `a`, `b` (ids), `kolom`, `label`, `groep`, `waarde_a`, `waarde_b`, `verschil`
    (0-1, missing where the pair cannot be compared), `gewicht`, `bijdrage` (share in the distance of the pair;
    the shares of a pair add up to its distance), `herkomst`.
    """
    variabelen = kenmerken.variabelen
    values, sources = (frame.astype("object").to_numpy() for frame in (kenmerken.waarden, kenmerken.herkomst))
    names = kenmerken.waarden.index.to_numpy(dtype="object")
    # By columns, because a pair and variable as a row of their own would fill gigabytes at a few hundred deelnemers.
    one, other = np.triu_indices(len(names), 1)
    differences = [differ(code_values(list(kenmerken.waarden[v.kolom]), v), v, one, other) for v in variabelen]
    verschil = np.stack(differences, axis=1) if differences else np.empty((len(one), 0))
    gewicht = np.broadcast_to([float(v.gewicht) for v in variabelen], verschil.shape)
    total = np.where(np.isnan(verschil), 0.0, gewicht).sum(axis=1, keepdims=True)
    bijdrage = np.divide(gewicht * verschil, total, out=np.full(verschil.shape, np.nan), where=total != 0)
    of_a, of_b = sources[one].ravel(), sources[other].ravel()
    labels = np.array([[v.kolom, v.label or v.kolom, v.groep] for v in variabelen], dtype="object").reshape(-1, 3)
    columns = {
        "a": names[one].repeat(len(variabelen)),
        "b": names[other].repeat(len(variabelen)),
        **{naam: np.tile(labels[:, k], len(one)) for k, naam in enumerate(("kolom", "label", "groep"))},
        "waarde_a": values[one].ravel(),
        "waarde_b": values[other].ravel(),
        "verschil": verschil.ravel(),
        "gewicht": gewicht.ravel(),
        "bijdrage": bijdrage.ravel(),
        "herkomst": [join_sources(a, b) for a, b in zip(of_a, of_b, strict=True)],
    }
    return pd.DataFrame(columns, columns=PAREN).infer_objects()


def join_sources(a: Any, b: Any) -> str:
    """Return the places of two values, each once; a value that is nobody's has none."""
    if not isinstance(a, str):
        return b if isinstance(b, str) else ""
    return a if a == b or not isinstance(b, str) else f"{a}, {b}"


def differ(codes: Sequence[Any], variabele: Variabele, one: Plaatsen, other: Plaatsen) -> Getallen:
    """Return how much the codes in some places differ from those in others, from 0 to 1; nan where not comparable."""
    known = np.array([c is not None for c in codes], dtype=bool)
    nought = np.array([not c for c in codes], dtype=bool)
    compared = known[one] & known[other] & (variabele.nul_telt | ~(nought[one] & nought[other]))
    if variabele.nominaal:
        numbers, _ = pd.factorize(np.array(codes, dtype="object"))
        difference = (numbers[one] != numbers[other]).astype("float64")
    else:
        numbers = np.array([0.0 if c is None else c for c in codes], dtype="float64")
        bereik = variabele.bereik or (np.ptp(numbers[known]) if known.any() else 0.0) or 1.0
        difference = np.minimum(np.abs(numbers[one] - numbers[other]) / bereik, 1.0)
    return np.where(compared, difference, np.nan)


def measure_afstanden(paren: pd.DataFrame, minste: int = MINSTE_KENMERKEN) -> pd.DataFrame:
    """Return the distance of every pair, the most different first.

    Parameters
    ----------
    paren
        The result of `compare_paren`.
    minste
        A pair compared on fewer variables is marked.

    Returns
    -------
    `a`, `b` (ids), `afstand` (0 the same in all, 1 different in all; missing where nothing can be compared), `n`
    (variables compared), `weinig` (compared on few), `herkomst`. Marked pairs stand last.
    """
    used = paren[paren["bijdrage"].notna() & (paren["gewicht"] > 0)]
    pairs: dict[Any, list[Any]] = {key: [] for key in zip(paren["a"], paren["b"], strict=True)}
    for a, b, bijdrage, herkomst in zip(used["a"], used["b"], used["bijdrage"], used["herkomst"], strict=True):
        pairs[a, b].append((bijdrage, herkomst))
    rows = []
    for (a, b), own in pairs.items():
        afstand = min(math.fsum(bijdrage for bijdrage, _ in own), 1.0) if own else None
        sources = dict.fromkeys(s for _, herkomst in own for s in herkomst.split(", ") if s)
        rows.append([a, b, afstand, len(own), len(own) < minste, ", ".join(sources)])
    out = pd.DataFrame(rows, columns=["a", "b", "afstand", "n", "weinig", "herkomst"]).astype({"afstand": "float64"})
    out["orde"] = -out["afstand"].round(9)
    return out.sort_values(["weinig", "orde", "a", "b"], ignore_index=True).drop(columns="orde")
