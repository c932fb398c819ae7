"""How answers to the questionnaire changed, and where people outside and inside the organisation differ."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from leerkring.hoofdstukken.vragenlijst.cijfers.antwoorden import CEL
from leerkring.methoden.onderdrukking import Zicht, grade_n, tells_of_few
from leerkring.methoden.statistiek import (
    bootstrap_interval,
    cliffs_delta,
    grade_delta,
    matched_rank_biserial,
    resample_delta,
    widen_interval,
)
from leerkring.model.beleid import Beleid

OMHOOG, OMLAAG, GEEN_VERANDERING = "omhoog", "omlaag", "geen duidelijke verandering"
HOGER, LAGER, GEEN_VERSCHIL = "hoger", "lager", "geen duidelijk verschil"

TE_WEINIG = "te weinig antwoorden"
_ITEM = ["deelnemer", "item", "tekst", "deelvraag"]


def _compare(
    new: pd.Series, old: pd.Series, words: tuple[str, str, str], beleid: Beleid, paired: bool = False
) -> dict[str, Any]:
    """Return Cliff's delta of new against old with its interval, and in words its direction and size.

    Where people were counted in multiples, the interval is so much wider as that may have moved the delta. An interval
    without width is left out: the resamples could not vary, and it would claim a certainty that five equal answers do
    not give.
    """
    x, y = new.to_numpy("float64"), old.to_numpy("float64")
    # Of those with one answer only the other is missing here: it counts in neither group, but they can be drawn.
    left, right = x[~np.isnan(x)], y[~np.isnan(y)]
    delta = cliffs_delta(left, right)
    drawn = bootstrap_interval(resample_delta, x, y, paired=paired)
    flat = drawn.laag == drawn.hoog
    low, high = widen_interval(drawn, delta, beleid.afronding, (len(left), len(right)))
    return {
        "delta": delta,
        "laag": None if flat else low,
        "hoog": None if flat else high,
        "richting": words[0] if low > 0 else words[1] if high < 0 else words[2],
        "grootte": grade_delta(delta),
    }


def _is_comparable(uitkomsten: pd.DataFrame, genoeg: int) -> pd.Series:
    """Tell which cells may be followed in time: those whose distribution may be shown as well.

    A delta of a smaller group against a published distribution is an equation on its answers, and with five to nine
    people it often has one solution only.
    """
    enough = uitkomsten["n"].fillna(0) >= genoeg
    return enough & ~uitkomsten["onderdrukt"].astype(bool)


def _split(scores: pd.DataFrame) -> dict[Any, pd.DataFrame]:
    """Return the valid answers by cell, with the respondents as index."""
    valid = scores[scores["soort"] == "geldig"]
    return {key: cell.set_index("respondent") for key, cell in valid.groupby(CEL)}


def _tells_of_few(paren: int, ends: tuple[int, int], beleid: Beleid) -> bool:
    """Tell whether the number of people with two answers gives away how few left or came.

    Beside the published distributions of both metingen, what is known of those with two answers gives away those with
    one. So the people who left, and those who came, must be nobody or a group that may be shown.
    """
    return any(tells_of_few(paren, n, beleid) for n in ends)


def _is_paired(paren: int, ends: tuple[int, int], beleid: Beleid) -> bool:
    """Tell whether a change is computed from the people with two answers: half of both metingen or more.

    Saying so bounds their number, which must stay hidden where it tells of few. Where only one number then remains
    possible, as when ten of eleven can be half only if all ten came back, the change is not paired.
    """
    enough = range(max(beleid.kleinste_n, -(-max(ends) // 2)), min(ends) + 1)
    hidden = [n for n in enough if _tells_of_few(n, ends, beleid)]
    return paren in enough and hidden != [paren]


def _describe_pairs(pairs: pd.DataFrame, ends: tuple[int, int], beleid: Beleid) -> dict[str, Any]:
    """Return how many people have two answers and their rank biserial, when that tells nothing of who has only one."""
    if _tells_of_few(len(pairs), ends, beleid):
        return {}
    enough = grade_n(len(pairs), beleid) is Zicht.HEEL
    rank = matched_rank_biserial(pairs["score_van"], pairs["score_tot"]) if enough else None
    return {"n_paren": len(pairs), "rangbiserieel": rank}


def measure_verandering(
    scores: pd.DataFrame, uitkomsten: pd.DataFrame, beleid: Beleid, genoeg: int | None = None
) -> pd.DataFrame:
    """Return how the answers of each group to each item changed between the first and the last meting with enough.

    Delta compares all valid answers of both metingen. Where the same people come back, the interval uses that: when the
    people with two answers are at least half of both metingen, and at least `beleid.kleinste_n`, the change is paired
    and the bootstrap draws people, who bring both their answers; otherwise it draws from each meting apart. It also
    does so where the mere word would tell how many came back while that number must stay hidden. Delta itself is never
    taken over the people with two answers only: beside the published distributions that would give away the answer of
    the one person who left.

    Parameters
    ----------
    scores, uitkomsten
        The results of `score_antwoorden` and `summarise_antwoorden`.
    beleid
        What these readers may be shown.
    genoeg
        The answers from which a cell may be compared; a report leaves this to the policy.

    Returns
    -------
    One row per deelnemer, item and group: `deelnemer`, `item`, `tekst`, `deelvraag` (code), `groep` (code),
    `is_extern`, `van`, `tot` (metingen), `n_van`, `n_tot`, `mediaan_van`, `mediaan_tot`, `gekoppeld`, `n_paren`
    (people with two answers; missing when not paired, or when so few left or came that this would single them out),
    `delta` (Cliff's; above 0 is better), `laag`, `hoog` (percentile bootstrap, 95 %; missing where the answers do
    not vary), `rangbiserieel` (matched rank biserial over 10 pairs or more; else missing, and missing where
    `n_paren` is), `richting` (omhoog or omlaag when the interval leaves out 0, else geen duidelijke verandering),
    `grootte` (word), `reden` (why no change is given: everything from `van` on is then missing), `herkomst`.

    Notes
    -----
    See `leerkring.methoden.statistiek` for the sources of the measures. No p-values: with many items some would be
    small by chance.
    """
    cells = _split(scores)
    rows = []
    for (slug, item, groep), part in uitkomsten.groupby(["deelnemer", "item", "groep"], sort=False):
        first = part.iloc[0]
        row = {k: first[k] for k in [*_ITEM, "groep", "is_extern"]}
        shown = part[_is_comparable(part, genoeg or beleid.nodig_voor_verdeling)].sort_values("meting")
        if len(shown) < 2:
            few = len(part) > 1 or part["onderdrukt"].any()
            rows.append(row | {"reden": TE_WEINIG if few else f"alleen gevraagd bij {first['meting']}"})
            continue
        begin, eind = shown.iloc[0], shown.iloc[-1]
        old, new = (cells[slug, item, groep, m] for m in (begin["meting"], eind["meting"]))
        both = pd.concat([old["score"].rename("score_van"), new["score"].rename("score_tot")], axis=1).sort_index()
        pairs = both.dropna()
        ends = (len(old), len(new))
        paired = _is_paired(len(pairs), ends, beleid)
        change = (
            _compare(both["score_tot"], both["score_van"], (OMHOOG, OMLAAG, GEEN_VERANDERING), beleid, paired=True)
            if paired
            else _compare(new["score"], old["score"], (OMHOOG, OMLAAG, GEEN_VERANDERING), beleid)
        )
        rows.append(
            row
            | {f"{k}_{end}": cell[k] for end, cell in (("van", begin), ("tot", eind)) for k in ("n", "mediaan")}
            | {"van": begin["meting"], "tot": eind["meting"], "gekoppeld": paired}
            | (_describe_pairs(pairs, ends, beleid) if paired else {})
            | change
            | {"herkomst": ", ".join(dict.fromkeys([*old["herkomst"], *new["herkomst"]]))}
        )
    columns = [*_ITEM, "groep", "is_extern", "van", "tot", "n_van", "n_tot", "mediaan_van", "mediaan_tot", "gekoppeld"]
    columns += ["n_paren", "delta", "laag", "hoog", "rangbiserieel", "richting", "grootte", "reden", "herkomst"]
    types: dict[Any, str] = {"gekoppeld": "boolean", "is_extern": "bool"}
    types |= dict.fromkeys(["n_van", "n_tot", "n_paren"], "Int64")
    types |= dict.fromkeys(["mediaan_van", "mediaan_tot", "delta", "laag", "hoog", "rangbiserieel"], "float64")
    return pd.DataFrame(rows, columns=columns).astype(types)


def compare_extern(
    scores: pd.DataFrame, uitkomsten: pd.DataFrame, beleid: Beleid, genoeg: int | None = None
) -> pd.DataFrame:
    """Return where inwoners and partners answer otherwise than groups of the own organisation.

    Every outside group is set against every inside group, on each item that both were asked, at the last meting at
    which both may be shown, if both then have the answers from which a distribution may be shown. Groups are never
    taken together: that would give a hidden group away, and would mix people in very different places.

    Parameters
    ----------
    scores, uitkomsten
        The results of `score_antwoorden` and `summarise_antwoorden`.
    beleid, genoeg
        As for `measure_verandering`.

    Returns
    -------
    The largest difference first, per deelnemer: `deelnemer`, `item`, `tekst`, `deelvraag`, `meting`, `extern`, `intern`
    (codes of the groups), `n_extern`, `n_intern`, `mediaan_extern`, `mediaan_intern`, `delta` (Cliff's; below 0 means
    that the outside group judges less favourably), `laag`, `hoog` (percentile bootstrap, 95 %; missing where the
    answers do not vary), `richting` (hoger or lager when the interval leaves out 0, else geen duidelijk verschil),
    `grootte` (word), `herkomst`.
    """
    cells = _split(scores)
    shown = uitkomsten[~uitkomsten["onderdrukt"].astype(bool)]
    keys = [*_ITEM, "meting"]
    sides = [
        shown.loc[shown["is_extern"] == side, [*keys, "groep", "n", "mediaan"]].rename(
            columns={"groep": name, "n": f"n_{name}", "mediaan": f"mediaan_{name}"}
        )
        for side, name in ((True, "extern"), (False, "intern"))
    ]
    met = sides[0].merge(sides[1], on=keys)
    last = met.groupby(["deelnemer", "item", "extern", "intern"])["meting"].transform("max")
    rows = []
    pair: Any
    for pair in met[met["meting"] == last].to_dict("records"):
        if min(pair["n_extern"], pair["n_intern"]) < (genoeg or beleid.nodig_voor_verdeling):
            continue  # an earlier meting would be old news, and a smaller group is not safe
        outside, inside = (
            cells[pair["deelnemer"], pair["item"], pair[side], pair["meting"]] for side in ("extern", "intern")
        )
        found = _compare(outside["score"], inside["score"], (HOGER, LAGER, GEEN_VERSCHIL), beleid)
        rows.append(
            {**pair, **found, "herkomst": ", ".join(dict.fromkeys([*outside["herkomst"], *inside["herkomst"]]))}
        )
    columns = [*keys, "extern", "intern", "n_extern", "n_intern", "mediaan_extern", "mediaan_intern"]
    out = pd.DataFrame(rows, columns=[*columns, "delta", "laag", "hoog", "richting", "grootte", "herkomst"])
    types = {"n_extern": "Int64", "n_intern": "Int64", "delta": "float64", "laag": "float64", "hoog": "float64"}
    out = out.astype(types)
    order = {slug: place for place, slug in enumerate(dict.fromkeys(uitkomsten["deelnemer"]))}
    out = out.assign(_wie=out["deelnemer"].map(order), _ver=-out["delta"].abs())
    return out.sort_values(["_wie", "_ver"], kind="stable", ignore_index=True).drop(columns=["_wie", "_ver"])
