"""How far the lessons reach: their status, their support per deelnemer and form, their tensions and saturation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from leerkring.begrippen import LesStatus, Strekking, Sturingsvorm
from leerkring.traject.plekken import name_plekken

ALGEMEEN = "Zonder deelnemer"
BEIDE = "beide"
REEKS_LESSEN, REEKS_CODES = "lessen", "codes"


def count_lesstatussen(lessen: pd.DataFrame) -> pd.DataFrame:
    """Return how many lessons stand at each step of the path from sight to publication (S2:80).

    Parameters
    ----------
    lessen
        The table lessen.

    Returns
    -------
    A row per status in order of the path: `status` (label), `n`, `lessen` (tuple of ids), `herkomst`.
    """
    rows = []
    for status in LesStatus:
        found = lessen[lessen["status"] == str(status)]
        rows.append([status.label, len(found), tuple(found["id"]), ", ".join(found["herkomst"])])
    return pd.DataFrame(rows, columns=["status", "n", "lessen", "herkomst"])


def place_bewijs(bewijsstukken: pd.DataFrame, deelnemers: pd.DataFrame, casussen: pd.DataFrame) -> pd.DataFrame:
    """Return the evidence for lessons with the place and the forms where it was seen.

    Parameters
    ----------
    bewijsstukken, deelnemers, casussen
        The tables of that name.

    Returns
    -------
    `les`, `strekking` (code), `plek` and `wie` (see `name_plekken`; 'Zonder deelnemer' without a place), `vormen`
    (tuple of codes: those of the case where there is one, else the form that the deelnemer chose), `herkomst`.
    """
    chosen = dict(zip(deelnemers["id"], deelnemers["sturingsvorm"], strict=True))
    cases = dict(zip(casussen["id"], casussen["sturingsvormen"], strict=True))
    placed = name_plekken(bewijsstukken, deelnemers, casussen, ALGEMEEN)
    vormen = [
        cases[c] if c in cases else (chosen[d],) if d in chosen else ()
        for d, c in zip(placed["deelnemer"], placed["casus"], strict=True)
    ]
    placed = placed.assign(vormen=pd.Series(vormen, index=placed.index, dtype="object"))
    return placed[["les", "strekking", "plek", "wie", "vormen", "herkomst"]]


def match_lessen(
    lessen: pd.DataFrame, bewijsstukken: pd.DataFrame, deelnemers: pd.DataFrame, casussen: pd.DataFrame
) -> pd.DataFrame:
    """Return for every lesson and deelnemer whether what was seen there supports or contradicts the lesson.

    Parameters
    ----------
    lessen, bewijsstukken, deelnemers, casussen
        The tables of that name.

    Returns
    -------
    Every combination has a row: `les` (id), `titel`, `plek`, `wie`, `strekking` ('steunt', 'weerspreekt' or 'beide';
    missing without evidence), `steun`, `tegen` (numbers of bewijsstukken), `herkomst`. After the deelnemers come
    the examples elsewhere that give evidence, and 'Zonder deelnemer' for evidence from nowhere in particular.
    """
    placed = place_bewijs(bewijsstukken, deelnemers, casussen)
    seen = dict(zip(placed["plek"], placed["wie"], strict=True))
    general = {"": seen.pop("")} if "" in seen else {}
    places = {f"deelnemers:{d}": n for d, n in zip(deelnemers["id"], deelnemers["naam"], strict=True)} | seen | general
    rows = []
    les: Any
    for les in lessen.itertuples():
        for plek, wie in places.items():
            found = placed[(placed["les"] == les.id) & (placed["plek"] == plek)]
            steun = int((found["strekking"] == Strekking.STEUNT).sum())
            tegen = len(found) - steun
            side = BEIDE if steun and tegen else str(Strekking.STEUNT) if steun else str(Strekking.WEERSPREEKT)
            side_or_none = side if len(found) else None
            rows.append([les.id, les.titel, plek, wie, side_or_none, steun, tegen, ", ".join(found["herkomst"])])
    out = pd.DataFrame(rows, columns=["les", "titel", "plek", "wie", "strekking", "steun", "tegen", "herkomst"])
    return out.astype({"strekking": "str"})


def spread_lessen(
    lessen: pd.DataFrame, bewijsstukken: pd.DataFrame, deelnemers: pd.DataFrame, casussen: pd.DataFrame
) -> pd.DataFrame:
    """Return for which forms each lesson is said to hold, and for which forms there is evidence.

    The lesson's own `sturingsvormen` are the claim; the forms of the deelnemers and cases behind its evidence are
    the check. A lesson holds across forms when the places that support it share no form, so that no single form can
    account for all of its support (Mill's method of agreement). A form behind the support only means that the
    lesson was seen where that form is used, not that the form caused it.

    Parameters
    ----------
    lessen, bewijsstukken, deelnemers, casussen
        The tables of that name.

    Returns
    -------
    In the order of the table: `les` (id), `titel`, `bedoeld` (forms that the lesson names), `gesteund`,
    `weersproken` (forms with supporting and with contradicting evidence), `zonder_steun` (named, no support), `ook`
    (supported, not named), `gedeeld` (at every place that supports it), all tuples of codes; `gevallen` (number of
    places that support it), `reikwijdte` ('geen vorm': no support where a form is known; 'een vorm': all support has
    a form in common; 'meer vormen': it has not), `herkomst`.
    """
    placed = place_bewijs(bewijsstukken, deelnemers, casussen)
    rows = []
    les: Any
    for les in lessen.itertuples():
        own = placed[placed["les"] == les.id]
        steun = own[own["strekking"] == Strekking.STEUNT]
        claim = order_vormen(les.sturingsvormen)
        sets = [set(map(str, vormen)) for vormen in steun["vormen"] if vormen]
        found = order_vormen(v for vormen in sets for v in vormen)
        shared = order_vormen(set.intersection(*sets)) if sets else ()
        against = order_vormen(v for vormen in own.loc[~own.index.isin(steun.index), "vormen"] for v in vormen)
        rows.append(
            {
                "les": les.id,
                "titel": les.titel,
                "bedoeld": claim,
                "gesteund": found,
                "weersproken": against,
                "zonder_steun": tuple(v for v in claim if v not in found),
                "ook": tuple(v for v in found if claim and v not in claim),
                "gedeeld": shared,
                "gevallen": steun.loc[steun["plek"] != "", "plek"].nunique(),
                "reikwijdte": "geen vorm" if not sets else "een vorm" if shared else "meer vormen",
                "herkomst": ", ".join([les.herkomst, *own["herkomst"]]),
            }
        )
    columns = ["les", "titel", "bedoeld", "gesteund", "weersproken", "zonder_steun", "ook", "gedeeld"]
    return pd.DataFrame(rows, columns=[*columns, "gevallen", "reikwijdte", "herkomst"])


def order_vormen(vormen: Any) -> tuple[str, ...]:
    """Return codes of forms once each, in the order of the vocabulary."""
    present = {str(v) for v in vormen}
    return tuple(str(v) for v in Sturingsvorm if str(v) in present)


def measure_verzadiging(
    lessen: pd.DataFrame, fragmenten: pd.DataFrame, coderingen: pd.DataFrame, gehouden: Sequence[int] = (1, 2, 3)
) -> pd.DataFrame:
    """Return how many new lessons and new codes each round brought.

    When rounds bring little that is new, what there is to see has largely been seen (saturation; Guest, Bunce and
    Johnson 2006). A code comes from a codeboek: new means that it was used for the first time, by any codeur.

    Parameters
    ----------
    lessen, fragmenten, coderingen
        The tables of that name.
    gehouden
        The rounds that were held, see `Beschrijving.list_gehouden`. A round that is under way counts where it brought
        something.

    Returns
    -------
    `soort` ('lessen' or 'codes'), `ronde` (for lessons each round that was held, for codes each in which passages were
    coded; missing for what names no round), `nieuw`, `totaal` (new ones so
    far; missing for the missing round), `wat` (tuple of ids), `basis` (for codes: coded passages of that round),
    `herkomst`. A soort of which no round is known has only its row without a round; one of which nothing was
    recorded has no rows. A code that also stands in a passage without a round counts from its first known round.
    """
    first = [(les["id"], les["ronde"], les["herkomst"]) for les in lessen.to_dict("records")]
    joined = coderingen[["fragment", "code", "herkomst"]].merge(
        fragmenten[["id", "ronde"]].rename(columns={"id": "fragment"}), on="fragment"
    )
    used = joined.sort_values("ronde", kind="stable", na_position="last").drop_duplicates("code")
    codes = [(c["code"], c["ronde"], c["herkomst"]) for c in used.to_dict("records")]
    rows: list[list[Any]] = []
    for soort, units in ((REEKS_LESSEN, first), (REEKS_CODES, codes)):
        found = {int(r) for _, r, _ in units if pd.notna(r)}
        # Nothing new where nothing was looked at is no sign of saturation.
        looked = set(gehouden) if soort == REEKS_LESSEN else {int(r) for r in joined["ronde"].dropna()}
        known = sorted(found | looked) if found else []
        undated = [None] if any(pd.isna(r) for _, r, _ in units) else []
        total = 0
        for ronde in [*known, *undated]:
            new = [u for u in units if (pd.isna(u[1]) if ronde is None else pd.notna(u[1]) and u[1] == ronde)]
            here = joined[joined["ronde"].isna()] if ronde is None else joined[joined["ronde"] == ronde]
            total += len(new)
            base = here["fragment"].nunique() if soort == REEKS_CODES else None
            so_far = None if ronde is None else total
            ids, origin = tuple(u[0] for u in new), ", ".join(u[2] for u in new)
            rows.append([soort, ronde, len(new), so_far, ids, base, origin])
    out = pd.DataFrame(rows, columns=["soort", "ronde", "nieuw", "totaal", "wat", "basis", "herkomst"])
    return out.astype({"ronde": "Int64", "nieuw": "int64", "totaal": "Int64", "basis": "Int64"})
