"""Deelnemers side by side: one form in several contexts, several forms in one context, and what came of it."""

from __future__ import annotations

import unicodedata
from typing import Any

import pandas as pd

from leerkring.begrippen import (
    EXTERN,
    GEKOZEN_VORMEN,
    EffectStatus,
    Factor,
    Richting,
    Sturingsvorm,
    Vertrekpunt,
    Werksoort,
)
from leerkring.methoden.frames import iterate

RICHTINGEN = [str(richting) for richting in Richting]
OORDEELKOLOMMEN = [f"{groep}_{wat}" for groep in EXTERN for wat in (*RICHTINGEN, "verteld")]
UITKOMSTKOLOMMEN = [*RICHTINGEN, "effecten", "aandeel_gunstig", "balans"]
UITKOMSTKOLOMMEN += [*OORDEELKOLOMMEN, "oordelen", "oordeel_balans"]
CONTEXT = ["werksoort", "vertrekpunt", "factoren"]
HERLEIDING = ["bron", "herkomst"]
VORMKOLOMMEN = ["sturingsvorm", "vorm", "naam", "is_casus"]


def weigh_balans(telling: dict[str, int]) -> str | None:
    """Return which way counts per direction point together; None without any.

    More than half without change is 'neutraal'; otherwise 'gunstig' or 'ongunstig', whichever occurs more, and
    'gemengd' when they occur equally often. It says nothing of how large an effect is.
    """
    total = sum(telling.values())
    if not total:
        return None
    if telling[Richting.NEUTRAAL] * 2 > total:
        return str(Richting.NEUTRAAL)
    good, bad = telling[Richting.GUNSTIG], telling[Richting.ONGUNSTIG]
    return str(Richting.GUNSTIG if good > bad else Richting.ONGUNSTIG if bad > good else Richting.GEMENGD)


def count_uitkomst(effecten: pd.DataFrame, beoordelingen: pd.DataFrame) -> dict[str, Any]:
    """Return what was seen (D3) and judged from outside (D4) for the given effects, as cells of a row.

    Own staff never count as a judgement, and a hoped-for effect is no effect. Cells: see `compare_effecten`.
    """
    seen = effecten[effecten["status"] == EffectStatus.WAARGENOMEN]
    judged = beoordelingen[beoordelingen["effect"].isin(effecten["id"]) & beoordelingen["groep"].isin(EXTERN)]
    counts = {r: int((seen["richting"] == r).sum()) for r in RICHTINGEN}
    oordelen = {
        f"{g}_{r}": int(((judged["groep"] == str(g)) & (judged["oordeel"] == r)).sum())
        for g in EXTERN
        for r in RICHTINGEN
    }
    return {
        **counts,
        "effecten": len(seen),
        "aandeel_gunstig": counts[Richting.GUNSTIG] / len(seen) if len(seen) else None,
        "balans": weigh_balans(counts),
        **oordelen,
        **{f"{g}_verteld": int((judged["verteld"] & (judged["groep"] == str(g))).sum()) for g in EXTERN},
        "oordelen": len(judged),
        "oordeel_balans": weigh_balans({r: int((judged["oordeel"] == r).sum()) for r in RICHTINGEN}),
        "bron": tuple(dict.fromkeys(place for frame in (seen, judged) for cell in frame["bron"] for place in cell)),
        "herkomst": ", ".join([*seen["herkomst"], *judged["herkomst"]]),
    }


def order_gevallen(rijen: pd.DataFrame, uitkomst: str = "aandeel_gunstig") -> pd.DataFrame:
    """Return rows as a case-ordered matrix: highest outcome first, then by name, unknown outcomes last.

    Case-ordered matrices follow Miles and Huberman (1994) and Miles, Huberman and Saldaña (2014). Accents and capital
    letters do not count in the order of names.

    Parameters
    ----------
    rijen
        Any frame with `naam` and the outcome.
    uitkomst
        The column with the outcome, a number.
    """
    keys = rijen.assign(_orde=[-round(float(v), 9) if pd.notna(v) else float("inf") for v in rijen[uitkomst]])
    keys["_naam"] = [fold_name(n) for n in rijen["naam"]]
    return keys.sort_values(["_orde", "_naam"], kind="stable", ignore_index=True).drop(columns=["_orde", "_naam"])


def fold_name(naam: str) -> str:
    """Return a name as it is put in order: small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", naam) if not unicodedata.combining(c)).casefold()


def compare_effecten(deelnemers: pd.DataFrame, effecten: pd.DataFrame, beoordelingen: pd.DataFrame) -> pd.DataFrame:
    """Return observed effects and outside judgements of every deelnemer, case-ordered by share of gunstig.

    Parameters
    ----------
    deelnemers, effecten, beoordelingen
        The tables of that name, the last as `mark_verteld` returns it.

    Returns
    -------
    One row per deelnemer: `deelnemer` (id), `naam`, `vormen` (tuple of labels: the forms of the observed effects,
    which need not be the chosen one), `gunstig`, `gemengd`, `neutraal`, `ongunstig` (observed effects), `effecten`
    (their number), `aandeel_gunstig` (0-1, for the order only; missing without effects), `balans` (code of a Richting,
    see `weigh_balans`; missing without effects), `inwoners_gunstig` … `partners_verteld` (judgements, and those that
    others tell), `oordelen` (their number), `oordeel_balans`, `bron` (tuple), `herkomst`.
    """
    rows = [
        {"deelnemer": d.id, "naam": d.naam, "vormen": name_vormen(effecten[effecten["deelnemer"] == d.id])}
        | count_uitkomst(effecten[effecten["deelnemer"] == d.id], beoordelingen)
        for d in iterate(deelnemers)
    ]
    return order_gevallen(pd.DataFrame(rows, columns=["deelnemer", "naam", "vormen", *UITKOMSTKOLOMMEN, *HERLEIDING]))


def name_vormen(effecten: pd.DataFrame) -> tuple[str, ...]:
    """Return the labels of the forms to which the observed effects count, in the order of the vocabulary."""
    seen = set(effecten.loc[effecten["status"] == EffectStatus.WAARGENOMEN, "sturingsvorm"])
    return tuple(vorm.label for vorm in Sturingsvorm if str(vorm) in seen)


def describe_context(rij: Any, contextfactoren: pd.DataFrame, slug: Any) -> dict[str, Any]:
    """Return the context of a deelnemer or casus as cells: labels, and the three heaviest factors with weight."""
    own = contextfactoren[contextfactoren["deelnemer"] == slug]
    own = own.assign(plaats=[Factor(f).rang for f in own["factor"]]).sort_values(
        ["gewicht", "plaats"], ascending=[False, True]
    )
    top = own.head(3)
    return {
        "werksoort": None if pd.isna(rij.werksoort) else Werksoort(rij.werksoort).label,
        "vertrekpunt": None if pd.isna(rij.vertrekpunt) else Vertrekpunt(rij.vertrekpunt).label,
        "factoren": tuple((Factor(f).label, int(g)) for f, g in zip(top["factor"], top["gewicht"], strict=True)),
    }


def compare_zelfde_vorm(
    deelnemers: pd.DataFrame,
    casussen: pd.DataFrame,
    contextfactoren: pd.DataFrame,
    effecten: pd.DataFrame,
    beoordelingen: pd.DataFrame,
) -> pd.DataFrame:
    """Return what the same form did in different contexts, for every form with two or more cases.

    A case is a deelnemer that chose the form, or else a casus in which the form plays. Only effects to which that
    form contributed count. What is not known of a casus is not filled in from its deelnemer, or the other way round.

    Parameters
    ----------
    deelnemers, casussen, contextfactoren, effecten, beoordelingen
        The tables of that name, the last as `mark_verteld` returns it.

    Returns
    -------
    In the order of the forms, and within a form case-ordered: `sturingsvorm` (code), `vorm` (label), `naam` (of a
    casus with its deelnemer or organisation), `is_casus`, `werksoort`, `vertrekpunt` (labels, may be missing),
    `factoren` (tuple of label and weight, heaviest three), and the columns from `gunstig` of `compare_effecten`.
    """
    frames = []
    for vorm in GEKOZEN_VORMEN:
        own = effecten[effecten["sturingsvorm"] == str(vorm)]
        chosen = deelnemers[deelnemers["sturingsvorm"] == str(vorm)]
        names = dict(zip(deelnemers["id"], deelnemers["naam"], strict=True))
        rows: list[dict[str, Any]] = [
            {"naam": d.naam, "is_casus": False, **describe_context(d, contextfactoren, d.id)}
            | merge_trace(d, count_uitkomst(select_vorm(effecten, d), beoordelingen))
            for d in iterate(chosen)
        ]
        rows += [
            {"naam": f"{c.naam} ({names.get(c.deelnemer, c.organisatie)})", "is_casus": True}
            | describe_context(c, contextfactoren, None)
            | merge_trace(c, count_uitkomst(own[own["casus"] == c.id], beoordelingen))
            for c in iterate(casussen)
            if str(vorm) in c.sturingsvormen and c.deelnemer not in set(chosen["id"])
        ]
        if len(rows) > 1:
            frame = pd.DataFrame(rows, columns=["naam", "is_casus", *CONTEXT, *UITKOMSTKOLOMMEN, *HERLEIDING])
            frames.append(order_gevallen(frame).assign(sturingsvorm=str(vorm), vorm=vorm.label))
    columns = [*VORMKOLOMMEN, *CONTEXT, *UITKOMSTKOLOMMEN, *HERLEIDING]
    if not frames:
        return pd.DataFrame(columns=columns)
    return pd.concat(frames, ignore_index=True)[columns].astype({"aandeel_gunstig": "float64"})


def merge_trace(rij: Any, cells: dict[str, Any]) -> dict[str, Any]:
    """Return cells whose sources and rows start with those of the deelnemer or casus itself."""
    rows = ", ".join(text for text in (rij.herkomst, cells["herkomst"]) if text)
    return cells | {"bron": tuple(dict.fromkeys([*rij.bron, *cells["bron"]])), "herkomst": rows}


def compare_zelfde_context(
    deelnemers: pd.DataFrame, contextfactoren: pd.DataFrame, effecten: pd.DataFrame, beoordelingen: pd.DataFrame
) -> pd.DataFrame:
    """Return what different forms did in the same context: the same kind of work and the same start.

    Only effects to which the form that the deelnemer chose contributed count.

    Parameters
    ----------
    deelnemers, contextfactoren, effecten, beoordelingen
        The tables of that name, the last as `mark_verteld` returns it.

    Returns
    -------
    One row per deelnemer, per context and within it case-ordered: `werksoort`, `vertrekpunt` (labels, missing where
    not known; those rows stand last), `vormen` (number of forms in this context, 0 if not known), `naam`, `vorm`,
    `factoren`, and the columns from `gunstig` of `compare_effecten`.
    """
    rows = [
        {"naam": d.naam, "vorm": Sturingsvorm(d.sturingsvorm).label, **describe_context(d, contextfactoren, d.id)}
        | merge_trace(d, count_uitkomst(select_vorm(effecten, d), beoordelingen))
        for d in iterate(deelnemers)
    ]
    out = order_gevallen(pd.DataFrame(rows, columns=["naam", "vorm", *CONTEXT, *UITKOMSTKOLOMMEN, *HERLEIDING]))
    vormen = out.groupby(["werksoort", "vertrekpunt"])["vorm"].transform("nunique")
    out["vormen"] = vormen.fillna(0).astype("int64")
    cells = [(w.label, v.label) for w in Werksoort for v in Vertrekpunt]
    pairs = list(zip(out["werksoort"], out["vertrekpunt"], strict=True))
    out["cel"] = [cells.index(pair) if pair in cells else len(cells) for pair in pairs]
    columns = ["werksoort", "vertrekpunt", "vormen", "naam", "vorm", "factoren", *UITKOMSTKOLOMMEN, *HERLEIDING]
    return out.sort_values("cel", kind="stable", ignore_index=True)[columns]


def select_vorm(effecten: pd.DataFrame, deelnemer: Any) -> pd.DataFrame:
    """Return the effects of a deelnemer to which its chosen form contributed."""
    own = (effecten["deelnemer"] == deelnemer.id) & (effecten["sturingsvorm"] == deelnemer.sturingsvorm)
    found: pd.DataFrame = effecten[own]
    return found


def contrast_gevallen(rijen: pd.DataFrame, per: str) -> pd.DataFrame:
    """Return the cases with the highest and the lowest share of gunstige effecten, per form or per context.

    Parameters
    ----------
    rijen
        The result of `compare_zelfde_vorm` or `compare_zelfde_context`.
    per
        'vorm', or 'context' for work and start together.

    Returns
    -------
    One row per group with at least two cases in which effects were seen: `groep` (label), `hoog`, `laag` (names),
    `hoog_balans`, `laag_balans` (codes of a Richting), `hoog_gunstig`, `hoog_effecten`, `laag_gunstig`,
    `laag_effecten`, `hoog_wat`, `laag_wat` (their context, or their form, as tuples), `kloof` (difference of the two
    shares, 0-1), `tegengesteld` (more gunstig than ongunstig against the reverse), `herkomst`. Groups in
    which both have two or more effects stand first, then opposite effects, then the largest difference.
    """
    columns = ["groep", "hoog", "laag", "hoog_balans", "laag_balans", "hoog_gunstig", "hoog_effecten", "laag_gunstig"]
    columns += ["laag_effecten", "hoog_wat", "laag_wat", "kloof", "tegengesteld", "herkomst"]
    keys = ["vorm"] if per == "vorm" else ["werksoort", "vertrekpunt"]
    rows = []
    key: Any
    for key, part in rijen[rijen["effecten"] > 0].dropna(subset=keys).groupby(keys, sort=False):
        if len(part) < 2 or (per != "vorm" and part["vorm"].nunique() < 2):
            continue
        row: dict[str, Any] = {"groep": ", ".join(key)}
        ends = part.iloc[[0, -1]].to_dict("records")
        for end, record in zip(("hoog", "laag"), ends, strict=True):
            context = tuple(c for c in (record["werksoort"], record["vertrekpunt"]) if isinstance(c, str))
            row |= {
                end: record["naam"],
                f"{end}_balans": record["balans"],
                f"{end}_gunstig": record["gunstig"],
                f"{end}_effecten": record["effecten"],
                # With a third case the context of two extremes would suggest a reason that the third may contradict.
                f"{end}_wat": (record["vorm"],) if per != "vorm" else context if len(part) == 2 else (),
            }
        row["kloof"] = round(ends[0]["aandeel_gunstig"] - ends[1]["aandeel_gunstig"], 9)
        row["tegengesteld"] = (row["hoog_balans"], row["laag_balans"]) == (Richting.GUNSTIG, Richting.ONGUNSTIG)
        rows.append(row | {"herkomst": ", ".join(r["herkomst"] for r in ends)})
    out = pd.DataFrame(rows, columns=columns)
    out["meer"] = out[["hoog_effecten", "laag_effecten"]].min(axis=1) > 1
    order = ["meer", "tegengesteld", "kloof"]
    return out.sort_values(order, ascending=False, kind="stable", ignore_index=True)[columns]
