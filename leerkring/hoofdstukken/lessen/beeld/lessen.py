"""Lessons as short stories with their support, counter-evidence and tension."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from leerkring.weergave.blokken import Blok, build_gap, build_list
from leerkring.weergave.merken import link_sources, write_optional
from leerkring.weergave.taal import join_words, write_count

ZOVEEL_LESSEN = 2


def tell_lessen(lessen: pd.DataFrame, leeg: str, met_deelnemers: bool = False) -> Blok:
    """Return lessons with their support, counter-evidence and tension."""
    if lessen.empty:
        return build_gap(leeg)
    entries = []
    for les in lessen.to_dict("records"):
        support = f"{les['steun']} keer gesteund" if les["steun"] else "nog niet gesteund"
        meta = [les["thema"], f"status: {les['status'].lower()}", support]
        meta.append(f"{les['tegen']} keer weersproken" if les["tegen"] else "geen tegenbewijs vastgelegd")
        if met_deelnemers and les["deelnemers"]:
            meta.append(f"steun bij {write_count(les['deelnemers'], 'deelnemer', 'deelnemers')}")
        tension = ""
        if les["spanning_met"]:
            tension = Markup('<p class="lk-spanning"><strong>Schuurt met {}.</strong> {}</p>').format(
                join_words(list(les["spanning_met"])), write_optional(les["spanning"])
            )
        entries.append(
            Markup(
                '<section class="lk-les"><h3>{id}. {titel}</h3><p class="lk-meta">{meta}</p><p>{uitleg}</p>'
                '{bewijs}{spanning}<p class="lk-bron">Bron: {bron}</p></section>'
            ).format(
                id=les["id"],
                titel=les["titel"],
                meta=" · ".join(meta),
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
