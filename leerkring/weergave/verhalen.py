"""Cases and lessons as short stories with their sources."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from markupsafe import Markup

from leerkring.begrippen import Sturingsvorm
from leerkring.model.onderzoek import Casus
from leerkring.weergave.blokken import Blok, build_gap, build_list, build_paragraph, join_blocks
from leerkring.weergave.taal import (
    join_words,
    start_sentence,
    write_count,
    write_moment,
)
from leerkring.weergave.tabellen import link_sources, write_optional


def tell_casussen(casussen: Iterable[Casus], kopniveau: int = 3) -> Blok:
    """Return cases as short stories with their forms, period and sources."""
    stories = []
    for casus in casussen:
        vormen = join_words([Sturingsvorm(v).label.lower() for v in casus.sturingsvormen])
        period = f"Vanaf {write_moment(casus.start)}. " if casus.start else ""
        html = Markup(
            '<section class="lk-casus"><h{k}>{naam}</h{k}><p class="lk-meta">{organisatie} · {vormen}</p>'
            '{aanleiding}<p>{verhaal}</p><p class="lk-bron">{periode}Bron: {bron}</p></section>'
        ).format(
            k=kopniveau,
            naam=casus.naam,
            organisatie=casus.organisatie,
            vormen=start_sentence(vormen),
            aanleiding=Markup("<p><strong>Aanleiding.</strong> {}</p>").format(casus.aanleiding)
            if casus.aanleiding
            else "",
            verhaal=casus.samenvatting,
            periode=period,
            bron=link_sources(casus.bron),
        )
        stories.append(Blok(html, f"{casus.naam}: {casus.samenvatting}"))
    return join_blocks(stories) if stories else build_paragraph("Er is geen praktijkvoorbeeld beschreven.")


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
