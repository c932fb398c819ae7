"""The findings of a traject with how sure each is, computed from the rows that it rests on.

How sure: the points and steps of `leerkring.model.weging`, over all rows that support the finding together; the rows
that speak against it are its grounds against. It is never surer than the strongest evidence for an effect that it rests
on, and a finding that rests on others is no surer than the middle one of these. Its author may lower it with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median_low

import pandas as pd

from leerkring.begrippen import BevindingStatus, Bewijskracht
from leerkring.hoofdstukken.bevindingen.cijfers.rust import Steunpunt, find_waarden, list_steunpunten
from leerkring.model.bevindingen import Bevinding
from leerkring.model.weging import grade_kracht, list_steun, score_steun
from leerkring.traject.inhoud import source_id
from leerkring.traject.traject import Traject
from leerkring.traject.verwezen import list_changed

KOLOMMEN = ["id", "deelnemer", "deelvraag", "antwoord", "wat_u_ermee_kunt", "waarden", "kracht", "verlaagd", "voor"]
KOLOMMEN += ["tegen", "status", "datum", "herzien", "steunpunten", "deels", "bron", "herkomst"]


def lay_bevindingen(traject: Traject, krachten: Mapping[str, Bewijskracht]) -> pd.DataFrame:
    """Return the findings that these readers see, each with how sure it is and why.

    Parameters
    ----------
    traject
        What is seen of a traject.
    krachten
        By id of an effect, how strong the evidence for it is.

    Returns
    -------
    One row per finding, in the order of the table: `id`, `deelnemer` (slug; missing for the circle), `deelvraag` (code;
    missing for the central question), `antwoord` and `wat_u_ermee_kunt` (as written, with references in braces),
    `waarden` (what each reference stands for), `kracht` (code of Bewijskracht), `verlaagd` (the author's reason, or
    missing), `voor` and `tegen` (tuples of words that add up to it), `status`, `datum`, `herzien` (the rows that
    changed since it was written down), `steunpunten` (list of Steunpunt), `deels` (whether
    these readers see only a part of the tables that it rests on), `bron` (places of all rows), `herkomst`.
    """
    sure: dict[str, Bewijskracht] = {}
    rows = []
    for nummer, bevinding in sort_bevindingen(traject):
        points = list_steunpunten(traject, bevinding)
        kracht, voor, tegen = weigh_steunpunten(traject, points, krachten, sure)
        lower = bevinding.hoogstens is not None and bevinding.hoogstens.rang < kracht.rang
        sure[bevinding.id] = bevinding.hoogstens if lower and bevinding.hoogstens is not None else kracht
        rows.append(
            {
                **{k: getattr(bevinding, k) for k in ("id", "deelnemer", "antwoord", "wat_u_ermee_kunt", "datum")},
                "deelvraag": None if bevinding.deelvraag is None else str(bevinding.deelvraag),
                "waarden": find_waarden(traject, bevinding),
                "kracht": str(sure[bevinding.id]),
                "verlaagd": bevinding.reden if lower else None,
                "voor": voor,
                "tegen": tegen,
                "status": str(bevinding.status),
                "herzien": tuple(list_changed(traject.inhoud, bevinding)) if traject.beleid.toont_gevallen else (),
                "steunpunten": points,
                "deels": not points or any(point.tabel in traject.verborgen for point in points),
                "bron": tuple(dict.fromkeys(place for point in points for place in point.bron)),
                "herkomst": f"{traject.inhoud.file_of(Bevinding.tabel)}:{nummer}",
            }
        )
    return pd.DataFrame(rows, columns=KOLOMMEN)


def sort_bevindingen(traject: Traject) -> list[tuple[int, Bevinding]]:
    """Return row number and record of each finding, one that rests on others after these."""
    traject.frame(Bevinding.tabel)  # so that whoever follows knows that it was read
    waiting = [(nummer, bevinding) for nummer, bevinding in traject.inhoud.rows(Bevinding.tabel)]
    known = {b.id for _, b in waiting}
    done: list[tuple[int, Bevinding]] = []
    while waiting:
        ready = [(n, b) for n, b in waiting if not known & {*b.steunt_op, *b.spreekt_tegen}]
        known -= {b.id for _, b in ready}
        waiting = [pair for pair in waiting if pair not in ready]
        done += ready or waiting
    return done


def weigh_steunpunten(
    traject: Traject,
    points: list[Steunpunt],
    krachten: Mapping[str, Bewijskracht],
    bevindingen: Mapping[str, Bewijskracht],
) -> tuple[Bewijskracht, tuple[str, ...], tuple[str, ...]]:
    """Return how sure a finding on these rows is, with the words that support it and those that cost it a step."""
    mee = [point for point in points if not point.tegen]
    if not mee:  # it may go further than the rows that it rests on
        return Bewijskracht.ZWAK, (), tuple(point.woorden for point in points)
    kinds = {b.id: (b.soort, b.uitgever) for b in traject.rows("bronnen")}
    ids = {source_id(place) for point in mee for place in point.bron}
    known = [kinds[i] for i in ids if i in kinds]
    counts = (len(known), len({soort for soort, _ in known}), len({uitgever for _, uitgever in known}))
    zekerheid = max((point.zekerheid for point in mee), key=lambda z: z.rang)
    tegen = tuple(point.woorden for point in points if point.tegen)
    kracht = grade_kracht(score_steun(zekerheid, *counts), len(tegen))
    effects = [krachten[point.plaats] for point in mee if point.plaats in krachten]
    others = [bevindingen[point.plaats] for point in mee if point.plaats in bevindingen]
    limits = [max(effects, key=lambda k: k.rang)] if effects else []
    limits += [list(Bewijskracht)[median_low(k.rang for k in others)]] if others else []
    return min([kracht, *limits], key=lambda k: k.rang), list_steun(zekerheid, *counts), tegen


def select_deelvraag(bevindingen: pd.DataFrame, slug: str | None, deelvraag: str | None) -> pd.DataFrame:
    """Return the findings that answer a deelvraag for a deelnemer or, without a slug, for the circle.

    What the team stands for comes first, and of these the latest.
    """
    about = bevindingen["deelnemer"].isna() if slug is None else bevindingen["deelnemer"] == slug
    asked = bevindingen["deelvraag"].isna() if deelvraag is None else bevindingen["deelvraag"] == deelvraag
    own = bevindingen[about & asked]
    rank = [
        (-BevindingStatus(s).rang, -pd.Timestamp(d).toordinal())
        for s, d in zip(own["status"], own["datum"], strict=True)
    ]
    order = sorted(range(len(own)), key=lambda place: rank[place])
    return own.iloc[order].reset_index(drop=True)
