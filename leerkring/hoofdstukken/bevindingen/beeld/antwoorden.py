"""The first screen of a report: each question with its answer, how sure it is, and where to read on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from markupsafe import Markup

from leerkring.begrippen import BevindingStatus, Groep
from leerkring.bewering import BEWERINGEN, DEELS, Bewering
from leerkring.hoofdstukken.bevindingen.beeld.teksten import fill_waarden, say_status, say_zekerheid, write_steunpunten
from leerkring.weergave.blokken import Blok
from leerkring.weergave.kop import link_section
from leerkring.weergave.merken import link_sources
from leerkring.weergave.taal import write_sources

NIET_GEDUID = "Nog niet geduid: dit zijn de feiten die er liggen."
NIETS = "Hierover weten wij nog niets."
HERZIEN = "Te herzien: na het opschrijven veranderde er iets in {}."


@dataclass(frozen=True)
class Vraag:
    """A question with what there is to answer it: findings, or else what the chapters claim."""

    kop: str
    bevindingen: Sequence[Mapping[Any, Any]]
    beweringen: Sequence[Bewering]
    secties: Sequence[str]
    """The sections that say more."""
    citaat: Mapping[str, Any] | None = None
    """What somebody said of it, if that may be shown."""


def tell_antwoorden(vragen: Sequence[Vraag], toont_rijen: bool, strekking: str = "") -> Blok:
    """Return each question with its answer; above them how far these are, and how favourable the whole is."""
    found = [b for vraag in vragen for b in vraag.bevindingen]
    every = len(found) > 1 and all(b["deels"] for b in found)  # then one mark above them serves all
    shown = (
        [replace(v, bevindingen=[{**b, "deels": False} for b in v.bevindingen]) for v in vragen] if every else vragen
    )
    parts = [tell_antwoord(vraag, toont_rijen) for vraag in shown]
    status = say_status([BevindingStatus(b["status"]) for vraag in vragen for b in vraag.bevindingen])
    status = " ".join(filter(None, (status, DEELS if every else "", strekking)))
    head = Markup('<p class="lk-noot">{}</p>').format(status) if status else ""
    body = Markup("\n").join(part.html for part in parts)
    said = {vraag.kop: list_answer(vraag) for vraag in vragen}
    html = Markup('{}<div class="lk-antwoorden">{}</div>').format(head, body)
    return Blok(html, "\n".join(p.tekst for p in parts), {BEWERINGEN: {k: words for k, words in said.items() if words}})


def list_answer(vraag: Vraag) -> str:
    """Return what is answered to a question, as one text: what anybody wrote, or else what the chapters claim."""
    written = [fill_waarden(b["antwoord"], b["waarden"]) for b in vraag.bevindingen]
    return " ".join(written or [b.zin for b in vraag.beweringen])


def tell_antwoord(vraag: Vraag, toont_rijen: bool) -> Blok:
    """Return one question with its answer, or with the facts where nobody wrote one."""
    answers = [write_answer(b, toont_rijen) for b in vraag.bevindingen] or [write_draft(vraag.beweringen)]
    *first, (text, foot) = answers
    links = Markup(", ").join(link_section(sectie) for sectie in vraag.secties)
    before = Markup("").join(Markup('{}<div class="lk-voetregel">{}</div>').format(*answer) for answer in first)
    more = Markup("<p>Verder: {}</p>").format(links) if links else ""
    html = Markup(
        '<section class="lk-antwoord"><h3>{}</h3><div>{}{}{}<div class="lk-voetregel">{}{}</div></div></section>'
    ).format(vraag.kop, before, text, write_citaat(vraag.citaat), foot, more)
    return Blok(html, " ".join([vraag.kop, *(words.striptags() for words, _ in answers)]))


def write_citaat(citaat: Mapping[str, Any] | None) -> Markup:
    """Return a quote with who said it, or nothing."""
    if citaat is None:
        return Markup("")
    who = Groep(citaat["groep"]).label.lower() if isinstance(citaat["groep"], str) else "een betrokkene"
    return Markup('<p class="lk-citaat">“{}” <span class="lk-bron">({}; bron: {})</span></p>').format(
        citaat["tekst"], who, link_sources(citaat["bron"])
    )


def write_draft(beweringen: Sequence[Bewering]) -> tuple[Markup, Markup]:
    """Return the most telling claims of the chapters, marked as not yet interpreted."""
    if not beweringen:
        return Markup("<p>{}</p>").format(NIETS), Markup("")
    text = Markup("<p>{}</p>").format(" ".join(b.zin for b in beweringen))
    mark = f"{NIET_GEDUID} {DEELS}" if any(b.deels for b in beweringen) else NIET_GEDUID
    return text, Markup('<p class="lk-zeker">{}</p>').format(mark)


def write_answer(bevinding: Mapping[Any, Any], toont_rijen: bool) -> tuple[Markup, Markup]:
    """Return a finding with how sure it is, what it rests on, and how far it is."""
    remarks = [say_zekerheid(bevinding), DEELS if bevinding["deels"] else ""]
    if isinstance(bevinding["verlaagd"], str):
        remarks.append(bevinding["verlaagd"])
    if bevinding["herzien"]:
        remarks.append(HERZIEN.format(", ".join(bevinding["herzien"])))
    points = bevinding["steunpunten"]
    rust = Markup("<details><summary>Waar dit op rust</summary>{}</details>").format(
        write_steunpunten(points, toont_rijen)
    )
    paper = Markup('<p class="lk-papier">Rust op: {}.</p>').format(write_sources(bevinding["bron"]))
    rows = rust + paper if points else ""
    foot = Markup('<p class="lk-zeker">{}</p>{}').format(" ".join(r for r in remarks if r), rows)
    return Markup("<p>{}</p>").format(fill_waarden(bevinding["antwoord"], bevinding["waarden"])), foot


def tell_tips(bevindingen: pd.DataFrame) -> Blok:
    """Return what others can do with the findings, each with the question that it comes from."""
    rows = [r for r in bevindingen.to_dict("records") if isinstance(r["wat_u_ermee_kunt"], str)]
    items = Markup("").join(
        Markup("<li>{}</li>").format(fill_waarden(r["wat_u_ermee_kunt"], r["waarden"])) for r in rows
    )
    return Blok(Markup('<ul class="lk-tips">{}</ul>').format(items) if rows else Markup(""), items.striptags())
