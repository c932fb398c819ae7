"""Cases as short stories with their sources."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from leerkring.begrippen import Sturingsvorm
from leerkring.model.onderzoek import Casus
from leerkring.weergave.blokken import Blok, build_gap, join_blocks
from leerkring.weergave.merken import link_sources
from leerkring.weergave.taal import join_words, start_sentence, write_moment


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
    return join_blocks(stories) if stories else build_gap("Er is geen praktijkvoorbeeld beschreven.")
