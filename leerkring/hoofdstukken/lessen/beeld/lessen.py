"""Lessons as short stories with their support, counter-evidence and tension."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from markupsafe import Markup

from leerkring.weergave.blokken import Blok, build_gap, build_list
from leerkring.weergave.merken import KRING, link_deelnemer, link_sources, write_optional
from leerkring.weergave.taal import join_words, write_count

ZOVEEL_LESSEN = 2


def tell_lessen(lessen: pd.DataFrame, leeg: str, namen: Mapping[str, str] | None = None) -> Blok:
    """Return lessons with their support, counter-evidence and tension.

    Parameters
    ----------
    lessen
        The result of `weigh_lessen`.
    leeg
        What is said when there are none.
    namen
        What each deelnemer is called, in a report on all of them; in that on one of them each lesson leads there.
    """
    if lessen.empty:
        return build_gap(leeg)
    entries = []
    for les in lessen.to_dict("records"):
        support = f"{les['steun']} keer gesteund" if les["steun"] else "nog niet gesteund"
        meta: list[str | Markup] = [les["thema"], f"status: {les['status'].lower()}", support]
        meta.append(f"{les['tegen']} keer weersproken" if les["tegen"] else "geen tegenbewijs vastgelegd")
        titel: str | Markup = f"{les['id']}. {les['titel']}"
        if namen is None:
            titel = link_deelnemer(KRING, titel, f"les-{les['id']}")
        elif les["deelnemers"]:
            who = [link_deelnemer(slug, namen[slug]) for slug in les["deelnemers"] if slug in namen]
            meta.append(Markup("steun bij {}").format(Markup(", ").join(who)))
        tension = ""
        if les["spanning_met"]:
            tension = Markup('<p class="lk-spanning"><strong>Schuurt met {}.</strong> {}</p>').format(
                join_words(list(les["spanning_met"])), write_optional(les["spanning"])
            )
        entries.append(
            Markup(
                '<section class="lk-les" id="les-{id}"><h3>{titel}</h3><p class="lk-meta">{meta}</p><p>{uitleg}</p>'
                '{bewijs}{spanning}<p class="lk-bron">Bron: {bron}</p></section>'
            ).format(
                id=les["id"],
                titel=titel,
                meta=Markup(" · ").join(meta),
                uitleg=les["uitleg"],
                bewijs=build_list(list(les["bewijs"]), "lk-bewijs").html if les["bewijs"] else "",
                spanning=tension,
                bron=link_sources(les["bron"]),
            )
        )
    return Blok(Markup("\n").join(entries), write_count(len(lessen), "les", "lessen"))


def say_lessen_hier(lessen: pd.DataFrame) -> str:
    """Return the lessons about one deelnemer by their titles, those that are contradicted there apart."""
    if lessen.empty:
        return "Nog geen enkele les steunt op deze deelnemer."
    sentences = []
    for words, part in (("De les", lessen[lessen["steun"] > 0]), ("Hier ging niet op", lessen[lessen["steun"] == 0])):
        titles = [str(t).rstrip(".") for t in part["titel"].head(ZOVEEL_LESSEN)]
        sentences += [f"{words}: {title}." for title in titles]
    return " ".join(sentences)
