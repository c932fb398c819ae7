"""A finding while it is written: what it can rest on, the numbers that it can name, and how sure it is so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from leerkring.begrippen import Bewijskracht
from leerkring.hoofdstukken.bevindingen.cijfers.bevindingen import lay_bevindingen
from leerkring.hoofdstukken.bevindingen.cijfers.rust import describe_plaats, find_waarden, list_steunpunten
from leerkring.model.bevindingen import Bevinding
from leerkring.model.onderzoek import Indicatormeting
from leerkring.traject.audience import count_answers
from leerkring.traject.inhoud import GelezenRij, Inhoud
from leerkring.traject.regels.bevindingen import find_ambiguous, find_other_owner
from leerkring.traject.traject import Traject
from leerkring.traject.verwezen import list_changed, list_plaatsen, list_verwezen

RIJKENMERKEN = ["plaats", "tabel", "woorden", "waarden", "zekerheid", "bron", "herkomst"]


def lay_bewijsrijen(traject: Traject) -> pd.DataFrame:
    """Return what a finding about the deelnemer in focus, or about the circle, can rest on.

    Parameters
    ----------
    traject
        What the team sees; rows about other deelnemers alone are left out, and answers of fewer people than it may see.

    Returns
    -------
    One row per place: `plaats`, `tabel`, `woorden` (with references in braces where these are a finding's), `waarden`
    (what these stand for), `zekerheid` (code), `bron` (tuple of places), `herkomst`.
    """
    inhoud, slug = traject.inhoud, traject.slug
    twice = find_ambiguous(inhoud)
    fits = (p for p, (_, g) in inhoud.bewijs.items() if p not in twice and not find_other_owner(inhoud, g.rij, slug))
    points = [describe_plaats(traject, slug, plaats) for plaats in (*fits, *list_itemplaatsen(traject))]
    rows = [[getattr(point, kolom) for kolom in RIJKENMERKEN] for point in points if point is not None]
    return pd.DataFrame(rows, columns=RIJKENMERKEN).astype({"zekerheid": str})


def list_itemplaatsen(traject: Traject) -> list[str]:
    """Return the items that enough people of the deelnemer in focus answered, each with group and meting."""
    counts = count_answers(traject.inhoud).items()
    enough = (key for key, n in counts if key[0] == traject.slug and n >= traject.kleinste_n)
    return sorted(f"{item}:{groep}:{meting}" for _, item, groep, meting in enough)


def find_getallen(traject: Traject, concept: Bevinding) -> dict[str, Any]:
    """Return the numbers in the rows of a finding by the reference that brings them into a text, as `find_waarden`.

    What was measured or answered comes first.
    """
    found: list[str] = []
    cells: list[str] = []
    for plaats in list_plaatsen(concept):
        if ":" in plaats:
            found.append(plaats)
            continue
        for rij in list_verwezen(traject.inhoud, concept.deelnemer, plaats):
            if isinstance(rij, Indicatormeting):
                found.append(f"{plaats}.{rij.stap}")
            else:
                columns = (k for k in type(rij).model_fields if type(getattr(rij, k)) in (int, float))
                cells += [f"{plaats}.{kolom}" for kolom in columns]
    text = " ".join(f"{{{verwijzing}}}" for verwijzing in (*found, *cells))
    waarden = find_waarden(traject, concept.model_copy(update={"antwoord": text, "wat_u_ermee_kunt": None}))
    return {verwijzing: value for verwijzing, value in waarden.items() if value is not None}


def weigh_concept(
    traject: Traject, krachten: Mapping[str, Bewijskracht], concept: Bevinding
) -> Mapping[Any, Any] | None:
    """Return a finding that need not be saved as the report would have it, a row of `lay_bevindingen`.

    Parameters
    ----------
    traject
        What the team sees.
    krachten
        By id of an effect, how strong the evidence for it is.
    concept
        The finding, in place of the one with its id if there is one.

    Returns
    -------
    None as long as it rests on no row that can be seen.
    """
    if all(point.tegen for point in list_steunpunten(traject, concept)):
        return None
    rows = {b.id: (nummer, b) for nummer, b in traject.inhoud.rows(Bevinding.tabel)} | {concept.id: (0, concept)}
    needed, todo = set[str](), [concept.id]
    while todo:  # weighing all others as well takes too long to do with each letter
        if (key := todo.pop()) in rows and key not in needed:
            needed.add(key)
            todo += list_plaatsen(rows[key][1])
    kept = tuple(GelezenRij(*row) for key, row in rows.items() if key in needed)
    inhoud = traject.inhoud.with_tables({**traject.inhoud.tabellen, Bevinding.tabel: kept})
    laid = lay_bevindingen(replace(traject, inhoud=inhoud), krachten)
    return next(row for row in laid.to_dict("records") if row["id"] == concept.id)


def list_herzien(inhoud: Inhoud) -> dict[str, list[str]]:
    """Return the findings to look at again by id, each with the places that changed since it was written down.

    Of all that is in the folder, as the check has it.
    """
    changed = {b.id: list_changed(inhoud, b) for _, b in inhoud.rows(Bevinding.tabel)}
    return {key: places for key, places in changed.items() if places}
