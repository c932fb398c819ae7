"""How different deelnemers are, and why: what they are compared on, and the pairs that stand out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from leerkring.begrippen import Aanzicht, Factor, Modus, OrganisatieSoort, Sturingsvorm, Vertrekpunt, Werksoort
from leerkring.methoden.gower import Kenmerken, Variabele
from leerkring.model.beleid import Beleid

GROOTSTE_MATRIX = 12
"""A triangle of the distances between more deelnemers cannot be read."""
PAARKOLOMMEN = ["rol", "plaats", "a", "b", "naam_a", "naam_b", "afstand", "n", "weinig"]
UITLEGKOLOMMEN = [*PAARKOLOMMEN, "label", "groep", "waarde_a", "waarde_b", "verschil", "herkomst"]


def lay_kenmerken(
    deelnemers: pd.DataFrame, contextfactoren: pd.DataFrame, sturingsmix: pd.DataFrame, beleid: Beleid
) -> Kenmerken:
    """Return the variables on which deelnemers are compared: profile, context and sturingsmix.

    Parameters
    ----------
    deelnemers, contextfactoren, sturingsmix
        The tables of that name.
    beleid
        Whether these readers see all factors. One that a deelnemer does not name then weighs 0, if the deelnemer names
        others; if not, it is missing.

    Returns
    -------
    `waarden`, indexed by id: six columns of the profile (labels; `inwoners` in persons, compared on a logarithm),
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
        if len(weights) and beleid.alle_factoren:
            values |= dict.fromkeys(map(str, factoren), 0)
        values |= dict(zip(weights["factor"], weights["gewicht"], strict=True))
        rows |= dict(zip(weights["factor"], weights["herkomst"], strict=True))
        mix = sturingsmix[(sturingsmix["deelnemer"] == deelnemer.id) & (sturingsmix["aanzicht"] == Aanzicht.BELEEFD)]
        mix = mix[mix["meting"] == mix["meting"].max()]
        values |= dict(zip(mix["sturingsvorm"], mix["sterkte"], strict=True))
        rows |= dict(zip(mix["sturingsvorm"], mix["herkomst"], strict=True))
        waarden[deelnemer.id], herkomst[deelnemer.id] = values, rows
    kolommen = [v.kolom for v in variabelen]
    frames = [
        pd.DataFrame([d.get(k) for k in kolommen] for d in data.values()).astype("object").set_axis(list(data))
        if data
        else pd.DataFrame(columns=range(len(kolommen)), dtype="object")
        for data in (waarden, herkomst)
    ]
    return Kenmerken(frames[0].set_axis(kolommen, axis=1), frames[1].set_axis(kolommen, axis=1), tuple(variabelen))


def lay_matrix(
    afstanden: pd.DataFrame, uitleg: pd.DataFrame, namen: Mapping[str, str], hoogstens: int = GROOTSTE_MATRIX
) -> pd.DataFrame:
    """Return every pair once as a cell of a triangle, whoever differs most from all others first.

    Parameters
    ----------
    afstanden, uitleg
        The results of `measure_afstanden` and `explain_paren`.
    namen
        What each deelnemer is called, by id.
    hoogstens
        At most so many deelnemers: first those of the pairs in `uitleg`, then those that differ most from all others.

    Returns
    -------
    `kolom`, `rij` (ids; the first is never a `rij`, the last never a `kolom`), `naam_kolom`, `naam_rij`, `afstand`,
    `n`, `weinig`, `herkomst`.
    """
    both = pd.concat([afstanden, afstanden.rename(columns={"a": "b", "b": "a"})])
    means = both.groupby("a", sort=False)["afstand"].mean().round(9).fillna(-1.0)
    order = sorted(means.index, key=lambda slug: (-means[slug], str(slug)))
    named = {*uitleg["a"], *uitleg["b"]}
    drawn = set(sorted(order, key=lambda slug: slug not in named)[:hoogstens])
    place = {slug: i for i, slug in enumerate(slug for slug in order if slug in drawn)}
    out = both[both["a"].isin(drawn) & both["b"].isin(drawn)]
    out = out[out["a"].map(place) < out["b"].map(place)]
    out = out.rename(columns={"a": "kolom", "b": "rij"})
    out = out.assign(x=out["kolom"].map(place), y=out["rij"].map(place)).sort_values(["x", "y"], ignore_index=True)
    out = out.assign(naam_kolom=out["kolom"].map(namen), naam_rij=out["rij"].map(namen))
    return out[["kolom", "rij", "naam_kolom", "naam_rij", "afstand", "n", "weinig", "herkomst"]]


def explain_paren(
    paren: pd.DataFrame, afstanden: pd.DataFrame, namen: Mapping[str, str], aantal: int = 3, redenen: int = 3
) -> pd.DataFrame:
    """Return the most different and the most alike pairs with the variables that make them so.

    For a different pair these have the largest share in its distance, for an alike pair the smallest difference.
    Ties go to the variable on which this pair stands out most against the average of all pairs. Marked pairs take
    part only if there are no others; a pair is never both different and alike, and a single pair counts as different.

    Parameters
    ----------
    paren, afstanden
        The results of `compare_paren` and `measure_afstanden`.
    namen
        What each deelnemer is called, by id.
    aantal, redenen
        At most so many pairs of each kind, and variables per pair.

    Returns
    -------
    One row per reason: `rol` ('verschilt' or 'lijkt'), `plaats` (1 is first), `a`, `b` (ids), `naam_a`, `naam_b`,
    `afstand`, `n`, `weinig`, `label`, `groep`, `waarde_a`, `waarde_b`, `verschil`, `herkomst`.
    """
    known = afstanden.dropna(subset=["afstand"])
    sure = known[~known["weinig"].astype(bool)]
    ranked = sure if len(sure) else known
    far, near = min(aantal, (len(ranked) + 1) // 2), min(aantal, len(ranked) // 2)
    gemiddeld = paren.groupby("kolom")["verschil"].mean()
    out = [pd.DataFrame(columns=UITLEGKOLOMMEN)]
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
            facts |= {"naam_a": namen[pair.a], "naam_b": namen[pair.b]}
            out.append(own.head(redenen).assign(**facts)[UITLEGKOLOMMEN].astype("object"))
    return pd.concat(out, ignore_index=True)
