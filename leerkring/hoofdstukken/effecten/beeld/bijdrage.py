"""The contribution story of each effect, and what was hoped for beside what was seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from leerkring.begrippen import (
    Bewijskracht,
    Claimstand,
    Groep,
    InterventieStatus,
    Richting,
    Toetssoort,
    Toetsuitslag,
    Zekerheid,
)
from leerkring.hoofdstukken.effecten.beeld.bewijskracht import write_kracht
from leerkring.hoofdstukken.effecten.beeld.gezien import say_anders
from leerkring.hoofdstukken.effecten.beeld.indicatoren import write_change, write_series
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_list, build_table, join_blocks
from leerkring.weergave.merken import BRON, RICHTINGWOORD, link_sources, write_direction
from leerkring.weergave.taal import write_measured, write_period

IN_DE_KETEN = {
    "Stappen": "Welke stappen hieraan bijdroegen, is niet vastgelegd.",
    "Hoe": "Hoe de stappen hiertoe leidden, is niet beschreven.",
}
"""What is said at its own place in the chain when a link is missing."""
UITSLAGWOORD = {
    Toetsuitslag.GESLAAGD: "Dit klopte",
    Toetsuitslag.GEZAKT: "Dit klopte niet",
    Toetsuitslag.ONBESLIST: "Of dit klopte, weten wij niet",
}
"""How the outcome of a test is told: in what the claim foretold, before the kind of test."""
NA_DE_KETEN = {
    "Andere verklaring": "Een andere verklaring is niet beschreven.",
    "Wat ertegen spreekt": "Er is niets vastgelegd dat hiertegen spreekt.",
    "Toets": "Of de stappen dit veroorzaakten, is niet getoetst.",
}
"""What is said together, after the chain, when nobody looked for what may break it."""


def tell_bijdragen(bijdragen: pd.DataFrame, claims: pd.DataFrame, veranderingen: pd.DataFrame, naam: str) -> Blok:
    """Return the contribution story of each effect as an ordered list: steps, how, effect, rival, against, tests.

    Parameters
    ----------
    bijdragen
        The result of `trace_bijdragen`.
    claims
        The result of `conclude_claims`.
    veranderingen
        The result of `compare_nulmeting`.
    naam
        The name of the deelnemer.
    """
    if bijdragen.empty:
        return build_gap(f"Welke effecten de stappen van {naam} hadden, is niet vastgelegd.")
    stories = []
    for effect in bijdragen.to_dict("records"):
        own = claims[claims["effect"] == effect["id"]].to_dict("records")
        numbers = veranderingen[(veranderingen["effect"] == effect["id"]) & veranderingen["laatste"].astype(bool)]
        parts = {
            "Stappen": [write_step(*step) for step in effect["stappen"]],
            "Hoe": texts(effect["mechanisme"]),
            "Effect": [effect["omschrijving"], *write_numbers(numbers)],
            "Andere verklaring": [
                *texts(effect["andere_verklaring"]),
                *map(write_claim, select_claims(own, rivaal=True)),
            ],
            "Wat ertegen spreekt": [*texts(effect["tegenbewijs"]), *write_judgements(effect)],
            "Toets": list(map(write_claim, select_claims(own, rivaal=False))),
        }
        if texts(effect["andere_verklaring"]) and not select_claims(own, rivaal=True):
            parts["Andere verklaring"].append("Of dit de verklaring is, is niet getoetst.")
        items = Markup("").join(write_link(k, v) for k, v in parts.items() if v or k in IN_DE_KETEN)
        unknown = " ".join(text for k, text in NA_DE_KETEN.items() if not parts[k])
        if unknown:
            items += Markup('<li><span class="lk-leeg"><strong>Nog niet bekend.</strong> {}</span></li>').format(
                unknown
            )
        html = Markup(
            '<section class="lk-les"><h3>{naam}</h3><p class="lk-meta">{richting} · {bedoeld} · {zekerheid} · '
            'bewijskracht: {kracht}</p><ol class="lk-keten">{items}</ol><p class="lk-bron">Bron: {bron}</p></section>'
        ).format(
            naam=effect["naam"],
            richting=write_direction(effect["richting"]),
            bedoeld=write_bedoeld(effect["bedoeld"]),
            zekerheid=Zekerheid(effect["zekerheid"]).label.lower(),
            kracht=write_kracht(effect["kracht"]),
            items=items,
            bron=link_sources(effect["verhaalbron"]),
        )
        stories.append(Blok(html, f"{effect['naam']}: bewijskracht {effect['kracht']}"))
    used = claims.loc[claims["effect"].isin(bijdragen["id"]), "toetsen"]
    return join_blocks([*stories, *explain_toetsen({test[0] for tests in used for test in tests})])


def write_link(naam: str, parts: Sequence[str | Markup]) -> Markup:
    """Return one link of the chain: its only sentence, a list of more, or what is missing."""
    if not parts:
        return Markup('<li><strong>{}.</strong> <span class="lk-leeg">{}</span></li>').format(naam, IN_DE_KETEN[naam])
    content = Markup("{}").format(parts[0]) if len(parts) == 1 else build_list(parts).html
    return Markup("<li><strong>{}.</strong> {}</li>").format(naam, content)


def write_bedoeld(value: Any) -> str:
    """Return whether an effect was intended; where the source does not tell, it is neither."""
    return "bedoeling: niet vermeld" if pd.isna(value) else "bedoeld" if value else "niet bedoeld"


def texts(value: Any) -> list[str]:
    """Return a recorded text as a list of one, and a missing one as none."""
    return [value] if isinstance(value, str) else []


def select_claims(claims: Sequence[Mapping[Any, Any]], rivaal: bool) -> list[Mapping[Any, Any]]:
    """Return the own claims, or those of rivals."""
    return [claim for claim in claims if bool(claim["rivaal"]) is rivaal]


def write_step(_: str, naam: str, moment: str | None, status: str) -> str:
    """Return a step with its period and what became of it."""
    when = write_period(moment) if moment else "datum niet bekend"
    return f"{naam} ({when}; {InterventieStatus(status).label.lower()})"


def write_numbers(numbers: pd.DataFrame) -> list[str]:
    """Return what the indicators say, or that a number has no beginning to be compared with."""
    lines = []
    for row in numbers.to_dict("records"):
        value = write_measured(row["waarde"], row["waarde_hoog"], row["precisie"])
        alone = (
            f"{row['indicator']}: {value} {row['eenheid']} ({row['stap']}). Er is geen nulmeting om mee te vergelijken."
        )
        lines.append(write_series(row) if write_change(row) else alone)
    return lines


def write_judgements(effect: Mapping[Any, Any]) -> list[str]:
    """Return what inwoners and partners say who judge otherwise than the effect points."""
    return [
        f"{say_anders(Groep(groep), Richting(oordeel), told)}: {tekst}"
        for groep, oordeel, tekst, told in effect["oordelen"]
        if oordeel != effect["richting"]
    ]


def write_claim(claim: Mapping[Any, Any]) -> Markup:
    """Return a claim, where it stands, and the tests that decided it."""
    tests = [
        Markup('{}: {} {} <span class="lk-klein">({})</span>').format(
            UITSLAGWOORD[Toetsuitslag(uitslag)],
            voorspelling,
            "".join(texts(toelichting)),
            Toetssoort(soort).label.lower(),
        )
        for soort, uitslag, voorspelling, toelichting in claim["toetsen"]
    ]
    stand = Claimstand(claim["stand"]).label.lower()
    return Markup("{} <strong>{}.</strong>{}").format(
        claim["claim"], f"Uitkomst: {stand}", build_list(tests, "lk-bewijs").html
    )


def explain_toetsen(soorten: set[str]) -> list[Blok]:
    """Return what the kinds of test that were used can settle, folded away; nothing where there are none."""
    items = [f"{s.label}. {s.definitie}" for s in Toetssoort if str(s) in soorten]
    if not items:
        return []
    listed = build_list(items)
    html = Markup("<details><summary>Wat een toets kan zeggen</summary>{}</details>").format(listed.html)
    return [Blok(html, listed.tekst)]


def table_beoogd(paren: pd.DataFrame, naam: str) -> Blok:
    """Return what was hoped for beside what was seen; nothing seen is a gap.

    Parameters
    ----------
    paren
        The result of `pair_beoogd`.
    naam
        The name of the deelnemer.
    """
    if paren.empty:
        return build_gap(f"Wat {naam} wilde bereiken, is niet vastgelegd.")
    leeg = ["" if gap else "Deels; zie de volgende kolom" for gap in paren["lacune"]]
    cells = [write_seen(seen, text) for seen, text in zip(paren["gezien"], leeg, strict=True)]
    kolommen = {
        "naam": Kolom("Beoogd effect"),
        "richting": Kolom("Richting", write_direction),
        "gezien": Kolom("Gezien in dezelfde richting", lambda v: v),
        "anders": Kolom("Gezien in een andere richting", lambda v: write_seen(v, "niets vastgelegd")),
        "bron": BRON,
    }
    tabel = build_table(paren.assign(gezien=cells), kolommen, f"Beoogd en waargenomen bij {naam}")
    text = (
        "Naast elk beoogd effect staan effecten van dezelfde sturingsvorm. In de laatste kolom staan alleen effecten "
        "van dezelfde stappen. Of dit hetzelfde effect is, hebben wij niet vastgesteld."
    )
    return join_blocks([tabel, Blok(Markup('<p class="lk-noot">{}</p>').format(text), text)])


def write_seen(seen: Sequence[tuple[str, str, str, int]], leeg: str = "") -> Markup:
    """Return observed effects with direction and strength, or the gap."""
    if not seen:
        return Markup("{}").format(leeg) if leeg else Markup('<span class="lk-leeg">Nog niets gezien</span>')
    items = [
        Markup("{}: {}, bewijs {}{}").format(
            naam,
            RICHTINGWOORD[Richting(richting)],
            Bewijskracht(kracht).label.lower(),
            "" if gedeeld else "; andere stappen",
        )
        for naam, richting, kracht, gedeeld in seen
    ]
    return build_list(items).html
