"""How different deelnemers are, and why: Gower's distance with the share of every variable in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd

from leerkring.begrippen import (
    Aanzicht,
    Doelgroep,
    Factor,
    Modus,
    OrganisatieSoort,
    Sturingsvorm,
    Vertrekpunt,
    Werksoort,
)

MINSTE_KENMERKEN = 6
"""A pair that is compared on fewer variables is marked; six is what the profile alone has when it is complete."""
PAREN = ["a", "b", "kolom", "label", "groep", "waarde_a", "waarde_b", "verschil", "gewicht", "bijdrage", "herkomst"]
UITLEG = ["rol", "plaats", "a", "b", "afstand", "n", "weinig", "label", "groep", "waarde_a", "waarde_b", "verschil"]


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
    """What deelnemers are compared on: values and the rows they come from, both with one row per name."""

    waarden: pd.DataFrame
    herkomst: pd.DataFrame
    variabelen: tuple[Variabele, ...]


def lay_kenmerken(
    deelnemers: pd.DataFrame, contextfactoren: pd.DataFrame, sturingsmix: pd.DataFrame, doelgroep: Doelgroep
) -> Kenmerken:
    """Return the variables on which deelnemers are compared: profile, context and sturingsmix.

    Parameters
    ----------
    deelnemers, contextfactoren, sturingsmix
        The tables of that name.
    doelgroep
        For whom the report is. A factor that a deelnemer does not name weighs 0, if the deelnemer names others. The
        public does not see all factors, so that there it is missing.

    Returns
    -------
    `waarden`, indexed by name: six columns of the profile (labels; `inwoners` in persons, compared on a logarithm),
    one per factor that somebody names (0-3) and one per form (0-4, in practice, at the last meting held). All
    variables weigh the same; two deelnemers that both do not name a factor are not compared on it.
    `herkomst` has the same shape.
    """
    profiel: dict[str, tuple[str, Any]] = {
        "inwoners": ("Inwoners", None),
        "soort": ("Soort organisatie", OrganisatieSoort),
        "sturingsvorm": ("Gekozen vorm", Sturingsvorm),
        "modus": ("Introductie of versterking", Modus),
        "werksoort": ("Soort werk", Werksoort),
        "vertrekpunt": ("Vertrekpunt", Vertrekpunt),
    }
    variabelen = [
        Variabele(k, label, "profiel", nominaal=begrip is not None, log=begrip is None)
        for k, (label, begrip) in profiel.items()
    ]
    factoren = [f for f in Factor if (contextfactoren["factor"] == str(f)).any()]
    variabelen += [Variabele(str(f), f.label, "context", bereik=3, nul_telt=False) for f in factoren]
    variabelen += [Variabele(str(v), v.label, "sturingsmix", bereik=4) for v in Sturingsvorm]
    waarden, herkomst = {}, {}
    deelnemer: Any
    for deelnemer in deelnemers.itertuples():
        values: dict[str, Any] = {}
        rows: dict[str, Any] = dict.fromkeys(profiel, deelnemer.herkomst)
        for kolom, (_, begrip) in profiel.items():
            value = getattr(deelnemer, kolom)
            values[kolom] = value if begrip is None or pd.isna(value) else begrip(value).label
        weights = contextfactoren[contextfactoren["deelnemer"] == deelnemer.id]
        if len(weights) and doelgroep is not Doelgroep.OPENBAAR:
            values |= dict.fromkeys(map(str, factoren), 0)
        values |= dict(zip(weights["factor"], weights["gewicht"], strict=True))
        rows |= dict(zip(weights["factor"], weights["herkomst"], strict=True))
        mix = sturingsmix[(sturingsmix["deelnemer"] == deelnemer.id) & (sturingsmix["aanzicht"] == Aanzicht.BELEEFD)]
        mix = mix[mix["meting"] == mix["meting"].max()]
        values |= dict(zip(mix["sturingsvorm"], mix["sterkte"], strict=True))
        rows |= dict(zip(mix["sturingsvorm"], mix["herkomst"], strict=True))
        waarden[deelnemer.naam], herkomst[deelnemer.naam] = values, rows
    kolommen = [v.kolom for v in variabelen]
    frames = [
        pd.DataFrame([d.get(k) for k in kolommen] for d in data.values()).astype("object").set_axis(list(data))
        if data
        else pd.DataFrame(columns=range(len(kolommen)), dtype="object")
        for data in (waarden, herkomst)
    ]
    return Kenmerken(frames[0].set_axis(kolommen, axis=1), frames[1].set_axis(kolommen, axis=1), tuple(variabelen))


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
    One row per pair and variable: `a`, `b` (names), `kolom`, `label`, `groep`, `waarde_a`, `waarde_b`, `verschil`
    (0-1, missing where the pair cannot be compared), `gewicht`, `bijdrage` (share in the distance of the pair;
    the shares of a pair add up to its distance), `herkomst`.
    """
    namen, rows = list(kenmerken.waarden.index), []
    codes = {v.kolom: code_values(list(kenmerken.waarden[v.kolom]), v) for v in kenmerken.variabelen}
    ranges = {v.kolom: v.bereik or spread(codes[v.kolom], v) for v in kenmerken.variabelen}
    values = {v.kolom: list(kenmerken.waarden[v.kolom]) for v in kenmerken.variabelen}
    sources = {v.kolom: list(kenmerken.herkomst[v.kolom]) for v in kenmerken.variabelen}
    for i, j in combinations(range(len(namen)), 2):
        pair: list[dict[str, Any]] = []
        for v in kenmerken.variabelen:
            row = {"a": namen[i], "b": namen[j], "kolom": v.kolom, "label": v.label or v.kolom, "groep": v.groep}
            row |= {"waarde_a": values[v.kolom][i], "waarde_b": values[v.kolom][j], "gewicht": v.gewicht}
            row["verschil"] = differ(codes[v.kolom][i], codes[v.kolom][j], v, ranges[v.kolom])
            found = [s for s in (sources[v.kolom][i], sources[v.kolom][j]) if isinstance(s, str)]
            pair.append(row | {"herkomst": ", ".join(dict.fromkeys(found))})
        total = sum(r["gewicht"] for r in pair if r["verschil"] is not None)
        for r in pair:
            r["bijdrage"] = r["gewicht"] * r["verschil"] / total if r["verschil"] is not None and total else None
        rows += pair
    out = pd.DataFrame(rows, columns=PAREN)
    numbers = ["verschil", "gewicht", "bijdrage"]
    out[numbers] = out[numbers].astype("float64")
    return out


def spread(codes: Sequence[Any], variabele: Variabele) -> float:
    """Return the range of the known numbers; 1 where all are equal, so that their differences are 0."""
    known = [c for c in codes if c is not None]
    return 1.0 if variabele.nominaal or not known else (max(known) - min(known)) or 1.0


def differ(a: Any, b: Any, variabele: Variabele, bereik: float) -> float | None:
    """Return how much two codes differ, from 0 to 1; None where they cannot be compared."""
    if a is None or b is None or not (variabele.nul_telt or a or b):
        return None
    return float(a != b) if variabele.nominaal else min(abs(a - b) / bereik, 1.0)


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
    `a`, `b` (names), `afstand` (0 the same in all, 1 different in all; missing where nothing can be compared), `n`
    (variables compared), `weinig` (compared on few), `herkomst`. Marked pairs stand last.
    """
    used = paren["bijdrage"].notna() & (paren["gewicht"] > 0)
    pairs: dict[Any, list[Any]] = {key: [] for key in zip(paren["a"], paren["b"], strict=True)}
    row: Any
    for row in paren[used].itertuples():
        pairs[row.a, row.b].append(row)
    rows = []
    for (a, b), own in pairs.items():
        afstand = min(math.fsum(r.bijdrage for r in own), 1.0) if own else None
        sources = dict.fromkeys(s for r in own for s in r.herkomst.split(", ") if s)
        rows.append([a, b, afstand, len(own), len(own) < minste, ", ".join(sources)])
    out = pd.DataFrame(rows, columns=["a", "b", "afstand", "n", "weinig", "herkomst"]).astype({"afstand": "float64"})
    out["orde"] = -out["afstand"].round(9)
    return out.sort_values(["weinig", "orde", "a", "b"], ignore_index=True).drop(columns="orde")


def lay_matrix(afstanden: pd.DataFrame) -> pd.DataFrame:
    """Return every pair once as a cell of a triangle, whoever differs most from all others first.

    Parameters
    ----------
    afstanden
        The result of `measure_afstanden`.

    Returns
    -------
    `kolom`, `rij` (names; the first name is never a `rij`, the last never a `kolom`), `afstand`, `n`, `weinig`,
    `herkomst`.
    """
    both = pd.concat([afstanden, afstanden.rename(columns={"a": "b", "b": "a"})])
    means = both.groupby("a", sort=False)["afstand"].mean().round(9).fillna(-1.0)
    place = {naam: i for i, naam in enumerate(sorted(means.index, key=lambda naam: (-means[naam], str(naam))))}
    out = both[both["a"].map(place) < both["b"].map(place)]
    out = out.rename(columns={"a": "kolom", "b": "rij"})
    out = out.assign(x=out["kolom"].map(place), y=out["rij"].map(place)).sort_values(["x", "y"], ignore_index=True)
    return out[["kolom", "rij", "afstand", "n", "weinig", "herkomst"]]


def measure_gower(waarden: pd.DataFrame, variabelen: Sequence[Variabele]) -> pd.DataFrame:
    """Return Gower's distances between the rows of a frame as a square matrix; missing where nothing is shared."""
    empty = waarden.astype("object").where(waarden.isna(), None)
    afstanden = measure_afstanden(compare_paren(Kenmerken(waarden, empty, tuple(variabelen))))
    out = pd.DataFrame(0.0, index=waarden.index, columns=waarden.index)
    row: Any
    for row in afstanden.itertuples():
        out.loc[row.a, row.b] = out.loc[row.b, row.a] = row.afstand
    return out


def explain_paren(paren: pd.DataFrame, afstanden: pd.DataFrame, aantal: int = 3, redenen: int = 3) -> pd.DataFrame:
    """Return the most different and the most alike pairs with the variables that make them so.

    For a different pair these have the largest share in its distance, for an alike pair the smallest difference.
    Ties go to the variable on which this pair stands out most against the average of all pairs. Marked pairs take
    part only if there are no others; a pair is never both different and alike, and a single pair counts as different.

    Parameters
    ----------
    paren, afstanden
        The results of `compare_paren` and `measure_afstanden`.
    aantal, redenen
        At most so many pairs of each kind, and variables per pair.

    Returns
    -------
    One row per reason: `rol` ('verschilt' or 'lijkt'), `plaats` (1 is first), `a`, `b`, `afstand`, `n`, `weinig`,
    `label`, `groep`, `waarde_a`, `waarde_b`, `verschil`, `herkomst`.
    """
    columns = [*UITLEG, "herkomst"]
    known = afstanden.dropna(subset=["afstand"])
    sure = known[~known["weinig"].astype(bool)]
    ranked = sure if len(sure) else known
    far, near = min(aantal, (len(ranked) + 1) // 2), min(aantal, len(ranked) // 2)
    gemiddeld = paren.groupby("kolom")["verschil"].mean()
    out = [pd.DataFrame(columns=columns)]
    for rol, chosen in (("verschilt", ranked.head(far)), ("lijkt", ranked.iloc[::-1].head(near))):
        pair: Any
        for plaats, pair in enumerate(chosen.itertuples(), start=1):
            own = paren[(paren["a"] == pair.a) & (paren["b"] == pair.b) & paren["bijdrage"].notna()]
            own = own.assign(gewoon=own["kolom"].map(gemiddeld).round(9), eerst=own["bijdrage"].round(9))
            if rol == "verschilt":
                own = own[own["verschil"] > 0].sort_values(["eerst", "gewoon"], ascending=[False, True], kind="stable")
            else:
                own = own[own["verschil"] < 0.5].sort_values(
                    ["verschil", "gewoon"], ascending=[True, False], kind="stable"
                )
            facts = {"rol": rol, "plaats": plaats, "afstand": pair.afstand, "n": pair.n, "weinig": pair.weinig}
            out.append(own.head(redenen).assign(**facts)[columns].astype("object"))
    return pd.concat(out, ignore_index=True)
