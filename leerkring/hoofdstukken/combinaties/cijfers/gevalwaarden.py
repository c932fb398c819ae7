"""The raw value of each deelnemer on a measure of the formal comparison, with the rows and sources that it rests on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from leerkring.begrippen import Aanzicht, EffectStatus, Groep, InterventieStatus, Maat, Richting
from leerkring.model.qca import MAATCODES, Verzameling
from leerkring.traject import Traject

GEVALKOLOMMEN = ["deelnemer", "waarde", "telt", "van", "bron", "herkomst"]
OORDEELSCORE = {Richting.GUNSTIG: 1.0, Richting.GEMENGD: 0.5, Richting.NEUTRAAL: 0.5, Richting.ONGUNSTIG: 0.0}


def measure_waarden(traject: Traject, verzameling: Verzameling) -> pd.DataFrame:
    """Return the raw value of every visible deelnemer on the measure of a set.

    Parameters
    ----------
    traject
        The traject as the audience sees it: what is hidden counts nowhere, and leaves a value missing.
    verzameling
        The set; see `Maat` for what each measure is.

    Returns
    -------
    One row per deelnemer, in the order of the file: `deelnemer` (id), `waarde` (a number, or a code as text; missing
    when the tables do not tell), `telt` (names of the rows that add to the value) and `van` (how many rows were looked
    at; both empty for measures that count nothing), `bron` (tuple of source places), `herkomst` (files and rows).
    """
    measure = METEN[verzameling.maat]
    rows = []
    for slug in traject.deelnemers:
        waarde, telt, van, used = measure(traject, slug, verzameling)
        sources = dict.fromkeys(place for places in used["bron"] for place in places)
        rows.append((slug, waarde, telt, van, tuple(sources), ", ".join(used["herkomst"])))
    frame = pd.DataFrame(rows, columns=GEVALKOLOMMEN)
    return frame.astype({"waarde": "object", "van": "Int64"})


Gemeten = tuple[Any, tuple[str, ...], int | None, pd.DataFrame]
Meten = Callable[[Traject, str, Verzameling], Gemeten]


def _own(traject: Traject, tabel: str, slug: str) -> pd.DataFrame:
    """Return the rows of a table about one deelnemer."""
    frame = traject.frame(tabel)
    return frame[frame["id" if tabel == "deelnemers" else "deelnemer"] == slug]


def _read_profiel(traject: Traject, slug: str, verzameling: Verzameling) -> Gemeten:
    """Return what the profile says."""
    own = _own(traject, "deelnemers", slug)
    value = own[str(verzameling.maat)].iloc[0]
    return None if pd.isna(value) else value, (), None, own


def _weigh_factoren(traject: Traject, slug: str, verzameling: Verzameling) -> Gemeten:
    """Return the highest weight of the named factors; 0 if others are named, unless the audience sees only some."""
    named = _own(traject, "contextfactoren", slug)
    own = named[named["factor"].isin(verzameling.van)]
    if own.empty:
        return 0 if len(named) and traject.beleid.alle_factoren else None, (), None, named
    top = own[own["gewicht"] == own["gewicht"].max()]
    return int(top["gewicht"].iloc[0]), (), None, top


def _list_steps(traject: Traject, slug: str) -> pd.DataFrame:
    """Return the steps that were taken or begun: what is planned is no step yet."""
    own = _own(traject, "interventies", slug)
    return own[own["status"] != InterventieStatus.GEPLAND]


def _count_steps(traject: Traject, slug: str, _: Verzameling) -> Gemeten:
    """Return how many steps there are."""
    steps = _list_steps(traject, slug)
    return (len(steps) or None), (), None, steps


def _share_steps(traject: Traject, slug: str, verzameling: Verzameling) -> Gemeten:
    """Return the share of the steps that are of the named kinds, or that had support."""
    steps = _list_steps(traject, slug)
    kinds = steps["soort"].isin(verzameling.van)
    return _share(steps, kinds if verzameling.maat is Maat.STAPPEN_SOORT else steps["ondersteuning"].map(bool))


def _share(rows: pd.DataFrame, counts: pd.Series) -> Gemeten:
    """Return the share of rows that count, with their names; missing without any rows."""
    names = tuple(rows.loc[counts.astype(bool), "naam"])
    return (len(names) / len(rows) if len(rows) else None), names, len(rows), rows


def _follow_vorm(traject: Traject, slug: str, verzameling: Verzameling) -> Gemeten:
    """Return the strength of a form in practice at the last meting, or its change since the first."""
    mix = _own(traject, "sturingsmix", slug)
    form = verzameling.van[0] if verzameling.van else str(traject.deelnemers[slug].sturingsvorm)
    mix = mix[(mix["aanzicht"] == Aanzicht.BELEEFD) & (mix["sturingsvorm"] == form)].sort_values("meting")
    if verzameling.maat is Maat.STERKTE:
        return (int(mix["sterkte"].iloc[-1]) if len(mix) else None), (), None, mix.tail(1)
    ends = mix.iloc[[0, -1]] if len(mix) > 1 else mix
    return (int(ends["sterkte"].iloc[-1] - ends["sterkte"].iloc[0]) if len(mix) > 1 else None), (), None, ends


def _share_effects(traject: Traject, slug: str, _: Verzameling) -> Gemeten:
    """Return the share of the observed effects that are gunstig; what was only hoped for is no effect."""
    own = _own(traject, "effecten", slug)
    seen = own[own["status"] == EffectStatus.WAARGENOMEN]
    return _share(seen, seen["richting"] == Richting.GUNSTIG)


def _judge_effects(traject: Traject, slug: str, _: Verzameling) -> Gemeten:
    """Return the mean of what inwoners and partners think of the effects, from 0 to 1."""
    effects = _own(traject, "effecten", slug).set_index("id")["naam"]
    judged = traject.frame("beoordelingen")
    judged = judged[judged["effect"].isin(effects.index) & judged["groep"].isin([g for g in Groep if g.is_extern])]
    scores = [OORDEELSCORE[Richting(r)] for r in judged["oordeel"]]
    good = judged.loc[judged["oordeel"] == Richting.GUNSTIG, "effect"]
    return (sum(scores) / len(scores) if scores else None), tuple(effects[list(good)]), len(judged), judged


def _share_codes(traject: Traject, slug: str, verzameling: Verzameling) -> Gemeten:
    """Return the share of the coded passages with one of the named codes: what was agreed on, or what any codeur gave.

    Missing where the audience sees some passages only: approved quotes are no sample of what was said.
    """
    passages = _own(traject, "fragmenten", slug)
    given = traject.frame("coderingen")
    given = given[given["fragment"].isin(passages["id"])]
    agreed = given["afgesproken"].astype(bool)
    given = given[agreed | ~given["fragment"].isin(given.loc[agreed, "fragment"])]
    coded = list(dict.fromkeys(given["fragment"])) if traject.beleid.alle_fragmenten else []
    with_code = set(given.loc[given["code"].isin(verzameling.van), "fragment"])
    names = tuple(f for f in coded if f in with_code)
    used = given if coded else given.iloc[:0]
    return (len(names) / len(coded) if coded else None), names, len(coded), used


def _read_eigen(_: Traject, slug: str, verzameling: Verzameling) -> Gemeten:
    """Return what traject.yaml itself says of a deelnemer; what may not be seen was taken out when it was opened."""
    value = (verzameling.waarden or {}).get(slug)
    used = pd.DataFrame({"bron": [verzameling.bron or ()], "herkomst": ["traject.yaml"]})
    return value, (), None, used.iloc[: int(value is not None)]


METEN: dict[Maat, Meten] = {
    **dict.fromkeys((*MAATCODES, Maat.INWONERS), _read_profiel),
    Maat.GEWICHT: _weigh_factoren,
    Maat.STAPPEN: _count_steps,
    Maat.STAPPEN_SOORT: _share_steps,
    Maat.STAPPEN_STEUN: _share_steps,
    Maat.STERKTE: _follow_vorm,
    Maat.VERSCHUIVING: _follow_vorm,
    Maat.GUNSTIG: _share_effects,
    Maat.OORDEEL: _judge_effects,
    Maat.CODES: _share_codes,
    Maat.EIGEN: _read_eigen,
}
