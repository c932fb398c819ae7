"""The tables and story blocks of the reports: each takes a finished frame and returns a block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from leerkring.begrippen import Deelvraag, Richting
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_paragraph, build_table, join_blocks
from leerkring.weergave.taal import (
    join_words,
    write_count,
    write_date,
    write_moment,
    write_number,
    write_source,
    write_value,
)

MOMENT = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?")
TEKENS = {Richting.GUNSTIG: "▲", Richting.GEMENGD: "◆", Richting.NEUTRAAL: "=", Richting.ONGUNSTIG: "▼"}


def link_sources(places: Iterable[str]) -> Markup:
    """Return source places as links to the list of sources in the same report."""
    links = (Markup('<a href="#bron-{}">{}</a>').format(p.split(":")[0], write_source(p)) for p in places)
    return Markup("; ").join(links)


def write_direction(richting: str) -> Markup:
    """Return a direction as a sign and a word, so that it never depends on colour."""
    r = Richting(richting)
    return Markup('<span class="lk-richting lk-{}"><span aria-hidden="true">{}</span> {}</span>').format(
        str(r), TEKENS[r], r.label
    )


def write_optional(value: Any) -> str:
    """Return a text, or nothing where it is missing."""
    return value if isinstance(value, str) else ""


BRON = Kolom("Bron", link_sources)


def table_profiel(profiel: pd.DataFrame, naam: str, bron: Iterable[str], leden: pd.DataFrame) -> Blok:
    """Return the profile of a deelnemer, with its members if it is a samenwerkingsverband."""

    def write(value: Any) -> str:
        return write_moment(value) if isinstance(value, str) and MOMENT.fullmatch(value) else write_value(value)

    tabel = build_table(profiel, {"kenmerk": Kolom("Kenmerk"), "waarde": Kolom("Waarde", write)}, f"Profiel van {naam}")
    source = Blok(Markup('<p class="lk-bron">Bron: {}</p>').format(link_sources(bron)), "")
    if leden.empty:
        return join_blocks([tabel, source])
    text = f"Leden: {join_words(list(leden['naam']))}."
    return join_blocks([tabel, Blok(Markup("<p>{}</p>").format(text), text), source])


def table_herindelingen(herindelingen: pd.DataFrame, naam: str) -> Blok:
    """Return the mergers and splits behind a deelnemer."""
    if herindelingen.empty:
        return build_paragraph(f"Er zijn geen herindelingen bij {naam} beschreven.")
    return build_table(
        herindelingen,
        {
            "van": Kolom("Van"),
            "naar": Kolom("Naar"),
            "moment": Kolom("Wanneer", write_moment),
            "geheel": Kolom("Hele gemeente", lambda v: "ja" if v else "nee, een deel"),
            "toelichting": Kolom("Toelichting", write_optional),
            "bron": BRON,
        },
        f"Herindelingen bij {naam}",
    )


def table_context(context: pd.DataFrame, naam: str) -> Blok:
    """Return the context factors of a deelnemer, heaviest first."""
    if context.empty:
        return build_gap(f"Welke contextfactoren bij {naam} wegen, is niet vastgelegd.")
    weights = {1: "speelt mee", 2: "weegt zwaar", 3: "bepaalt de aanpak"}
    return build_table(
        context,
        {
            "factor": Kolom("Factor"),
            "lens": Kolom("Lens"),
            "gewicht": Kolom("Gewicht", lambda g: f"{g} ({weights[g]})"),
            "ook_bij": Kolom("Ook bij", lambda n: write_count(n, "andere deelnemer", "andere deelnemers")),
            "toelichting": Kolom("Waaruit dat blijkt"),
            "bron": BRON,
        },
        f"Context van {naam}",
    )


def table_verhoudingen(verhoudingen: pd.DataFrame, naam: str) -> Blok:
    """Return how forms stand to each other at a deelnemer."""
    if verhoudingen.empty:
        return build_gap(f"Hoe de vormen bij {naam} zich tot elkaar verhouden, is niet beschreven.")
    kolommen = {
        "vorm": Kolom("Vorm"),
        "verhouding": Kolom("Verhouding"),
        "andere_vorm": Kolom("Andere vorm"),
        "meting": Kolom("Meting", lambda m: m if isinstance(m, str) else "zonder meting"),
        "zekerheid": Kolom("Zekerheid"),
        "toelichting": Kolom("Waaruit dat blijkt"),
        "bron": BRON,
    }
    return build_table(verhoudingen, kolommen, f"Hoe de vormen bij {naam} zich tot elkaar verhouden")


def table_oordelen(oordelen: pd.DataFrame, naam: str) -> Blok:
    """Return how inwoners and partners judge the effects."""
    if oordelen.empty:
        return build_gap(f"Er is geen oordeel van inwoners of partners over de effecten van {naam} beschreven.")
    return build_table(
        oordelen,
        {
            "effect": Kolom("Effect"),
            "groep": Kolom("Wie"),
            "oordeel": Kolom("Oordeel", write_direction),
            "omschrijving": Kolom("Wat zij zeggen"),
            "zekerheid": Kolom("Zekerheid"),
            "bron": BRON,
        },
        f"Oordeel van inwoners en partners over {naam}",
    )


def write_respons(record: Mapping[Any, Any], kleinste_n: int) -> str:
    """Return one cell of the response: a number of those asked, a bound, or why nothing is shown."""
    if record["onderdrukt"]:
        return "niet getoond" if record["is_totaal"] else f"minder dan {kleinste_n}; niet getoond"
    n = f"{kleinste_n} tot 9" if record["beperkt"] else write_number(record["n"])
    return n if pd.isna(record["uitgenodigd"]) else f"{n} van {record['uitgenodigd']}"


def table_respons(respons: pd.DataFrame, naam: str, kleinste_n: int) -> Blok:
    """Return who answered, with small groups hidden and the reason said."""
    if respons.empty:
        return build_gap(f"Er is bij {naam} geen vragenlijst uitgezet, of de antwoorden mogen niet worden getoond.")
    shown = respons.assign(tekst=[write_respons(r, kleinste_n) for r in respons.to_dict("records")])
    wide = shown.pivot(index="groep", columns="meting", values="tekst")
    metingen = list(wide.columns)
    wide = wide.loc[list(dict.fromkeys(respons["groep"]))]
    is_totaal = wide.index.isin(respons.loc[respons["is_totaal"], "groep"])
    # A meting at which one group was asked needs no total; "niet gevraagd" would not be true of it.
    wide = wide.where(wide.notna() | ~is_totaal[:, None], "–").reset_index()
    tabel = build_table(
        wide,
        {"groep": Kolom("Groep")}
        | {m: Kolom(m, lambda v: v if isinstance(v, str) else "niet gevraagd") for m in metingen},
        f"Respons op de vragenlijst bij {naam}: ingevuld van gevraagd",
    )
    text = (
        f"De resultaten zijn indicatief. Groepen met minder dan {kleinste_n} antwoorden tonen wij niet, "
        "omdat mensen dan herkenbaar zijn. Een totaal tonen wij alleen als daarmee geen kleine groep is terug te "
        "rekenen."
    )
    return join_blocks([tabel, Blok(Markup('<p class="lk-noot">{}</p>').format(text), text)])


def table_notities(notities: pd.DataFrame, telling: pd.DataFrame, naam: str) -> Blok:
    """Return the logbook of a deelnemer: a count, and the entries in order of time per round."""
    if notities.empty:
        return build_gap(f"Er zijn geen notities uit een logboek over {naam}.")
    wide = telling.pivot(index="ronde", columns="soort", values="n")
    soorten = list(dict.fromkeys(telling["soort"]))
    counts = build_table(
        wide[soorten].reset_index(),
        {"ronde": Kolom("Ronde", lambda r: f"Ronde {r}")} | {s: Kolom(s, getal=True) for s in soorten},
        f"Aantal notities over {naam}",
    )
    rounds = []
    for ronde, part in notities.groupby("ronde"):
        kolommen = {
            "datum": Kolom("Datum", write_date),
            "soort": Kolom("Soort"),
            "deelvraag": Kolom("Deelvraag", lambda d: Deelvraag(d).label if isinstance(d, str) else "geen"),
            "tekst": Kolom("Notitie"),
        }
        tabel = build_table(part, kolommen, f"Logboek van {naam}, ronde {ronde}")
        html = Markup("<details><summary>Ronde {}: {}</summary>{}</details>").format(
            ronde, write_count(len(part), "notitie", "notities"), tabel.html
        )
        rounds.append(Blok(html, tabel.tekst))
    return join_blocks([counts, *rounds])
