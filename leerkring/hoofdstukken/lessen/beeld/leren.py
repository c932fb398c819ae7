"""Charts, tables and sentences on how far the lessons are, where they hold, and whether new ones still come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from leerkring.begrippen import LesStatus
from leerkring.hoofdstukken.lessen.cijfers.leerpunten import REEKS_CODES, REEKS_LESSEN
from leerkring.weergave import thema
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_paragraph, build_table, join_blocks
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.gegevens import build_data
from leerkring.weergave.taal import join_words, start_sentence, write_count

KANTEN = {
    "steunt": ("+", "steunt", thema.BLAUW),
    "weerspreekt": ("−", "weerspreekt", thema.ORANJE),
    "beide": ("±", "steunt en weerspreekt", thema.PAARS),
}

ZOVEEL_TITELS = 2


def say_lesstatus(telling: pd.DataFrame) -> str:
    """Return how far the lessons are, without its full stop; see `count_lesstatussen`."""
    total = int(telling["n"].sum())
    if not total:
        return "Er zijn nog geen lessen"
    numbers = dict(zip(telling["status"], telling["n"], strict=True))
    held = [f"{numbers[s.label]} {s.label.lower()}" for s in reversed(LesStatus) if numbers[s.label]]
    verb = "is" if total == 1 else "zijn"
    return f"Van {write_count(total, 'les', 'lessen')} {verb} er {join_words(held)}"


def plot_lesstatus(telling: pd.DataFrame) -> Figuur | Blok:
    """Return how many lessons stand at each step of their path, with their numbers beside the bars.

    Parameters
    ----------
    telling
        The result of `count_lesstatussen`.
    """
    if not telling["n"].any():
        return build_gap("Er zijn nog geen lessen vastgelegd.")
    texts = [write_ids(n, ids) for n, ids in zip(telling["n"], telling["lessen"], strict=True)]

    def draw() -> Any:
        base = alt.Chart(build_data(telling[["status", "n"]].assign(tekst=texts)))
        axis = alt.Axis(labelPadding=8, ticks=False, domain=False)
        y = alt.Y("status:N", sort=list(telling["status"]), title=None, axis=axis)
        x = alt.X("n:Q", axis=None, scale=alt.Scale(domain=[0, float(telling["n"].max()) * 2.4]))
        bars = base.mark_bar(height=18, color=thema.BLAUW).encode(x, y)
        labels = base.mark_text(align="left", dx=6, lineBreak="|").encode(x, y, alt.Text("tekst:N"))
        return alt.layer(bars, labels).properties(width=470, height=36 * len(telling))

    kolommen = {"status": Kolom("Status"), "n": Kolom("Aantal", getal=True)}
    kolommen["lessen"] = Kolom("Lessen", lambda ids: ", ".join(ids) or "geen")
    tabel = build_table(telling, kolommen, "Hoe ver de lessen zijn, van opgemerkt tot gepubliceerd")
    finding = say_lesstatus(telling)
    text = f"Staven voor {telling['n'].sum()} lessen, in de volgorde van de weg die een les aflegt."
    return Figuur(draw, finding, f"{text} {finding}.", tabel)


def write_ids(n: int, ids: tuple[str, ...]) -> str:
    """Return a number with the ids that it counts, over two lines when there are many."""
    if len(ids) <= 8:
        return f"{n}: {', '.join(ids)}" if ids else str(n)
    half = (len(ids) + 1) // 2
    return f"{n}: {', '.join(ids[:half])},|{', '.join(ids[half:])}"


def plot_lessen(matrix: pd.DataFrame) -> Figuur | Blok:
    """Return which lesson is supported and which contradicted at which deelnemer, as signs in coloured squares.

    Parameters
    ----------
    matrix
        The result of `match_lessen`.
    """
    known = matrix.dropna(subset=["strekking"])
    if known.empty:
        return build_gap("Er is nog geen bewijs bij lessen vastgelegd.")
    lessen, wie = list(dict.fromkeys(matrix["les"])), list(dict.fromkeys(matrix["wie"]))
    shown = matrix[["les", "wie", "strekking"]].assign(
        teken=[KANTEN[s][0] if isinstance(s, str) else "" for s in matrix["strekking"]]
    )

    def draw() -> Any:
        above = alt.Axis(orient="top", labelAngle=-40, labelLimit=210, domain=False, ticks=False)
        base = alt.Chart(build_data(shown)).encode(
            alt.X("wie:N", sort=wie, title=None, axis=above),
            alt.Y("les:N", sort=lessen, title=None, axis=alt.Axis(domain=False, ticks=False)),
        )
        hues = alt.Scale(domain=list(KANTEN), range=[hue for _, _, hue in KANTEN.values()])
        size = alt.RelativeBandSize(0.86)
        cells = base.mark_rect(width=size, height=size, filled=False, stroke=thema.LIJN)
        squares = base.transform_filter("datum.strekking != null").mark_rect(width=size, height=size, cornerRadius=3)
        squares = squares.encode(alt.Color("strekking:N", scale=hues, legend=None))
        signs = base.mark_text(color=thema.WIT, fontSize=16, fontWeight=700).encode(alt.Text("teken:N"))
        return alt.layer(cells, squares, signs).properties(width=min(56 * len(wie), 480), height=26 * len(lessen))

    texts = [write_side(r) for r in matrix.to_dict("records")]
    heads = [f"{les}. {titel}" for les, titel in zip(matrix["les"], matrix["titel"], strict=True)]
    wide = matrix.assign(cel=texts, kop=heads).pivot(index="kop", columns="wie", values="cel")
    wide = wide.loc[list(dict.fromkeys(heads))].reset_index()
    kolommen = {"kop": Kolom("Les")} | {w: Kolom(w) for w in wie}
    tabel = build_table(wide, kolommen, "Welke les waar gesteund of weersproken wordt (–: niets vastgelegd)")
    finding = say_lessen(matrix)
    most = int(matrix[["steun", "tegen"]].max().max())
    text = f"Raster met {len(lessen)} lessen en {len(wie)} plaatsen. Een + is steun, − tegenbewijs en ± allebei."
    text += f" Het hoogste aantal in één vak is {most}."
    return Figuur(draw, finding, f"{text} {finding}. Een leeg vak betekent: niets vastgelegd.", tabel)


def write_side(record: Mapping[Any, Any]) -> str:
    """Return the evidence of one lesson at one place in words, with the numbers of bewijsstukken."""
    if not isinstance(record["strekking"], str):
        return "–"
    sign, word, _ = KANTEN[record["strekking"]]
    numbers = f"{record['steun']} voor, {record['tegen']} tegen"
    return f"{sign} {word} ({numbers if record['steun'] and record['tegen'] else record['steun'] or record['tegen']})"


def say_lessen(matrix: pd.DataFrame) -> str:
    """Return how many lessons are contradicted somewhere, without its full stop; see `match_lessen`."""
    sums = matrix.groupby("les", sort=False)[["steun", "tegen"]].sum()
    total, against = len(sums), int((sums["tegen"] > 0).sum())
    bare = list(sums.index[(sums["steun"] == 0) & (sums["tegen"] == 0)])
    many = write_count(total, "les", "lessen")
    text = (
        f"Bij {against} van {many} is er ook tegenbewijs"
        if against
        else f"Bij geen van {many} is hier tegenbewijs te zien"
    )
    return f"{text}; zonder bewijs: {join_words(bare)}" if bare else text


def table_reikwijdte(spreiding: pd.DataFrame) -> Blok:
    """Return for which forms each lesson is meant, and where there is evidence; see `spread_lessen`."""
    if spreiding.empty:
        return build_gap("Er zijn nog geen lessen vastgelegd.")

    def write(codes: tuple[str, ...]) -> str:
        return join_words([thema.KORTE_VORM[c] for c in codes]) or "–"

    words = {
        "meer vormen": "steun bij meer dan één vorm",
        "een vorm": "steun bij één vorm of op één plek",
        "geen vorm": "geen steun bij een vorm",
    }
    kolommen = {
        "les": Kolom("Les"),
        "titel": Kolom("Inhoud"),
        "bedoeld": Kolom("Bedoeld voor", lambda codes: write(codes) if codes else "niet vastgesteld"),
        "gesteund": Kolom("Steun bij", write),
        "weersproken": Kolom("Tegenbewijs bij", write),
        "gevallen": Kolom("Plaatsen met steun", getal=True),
        "reikwijdte": Kolom("Bereik", lambda r: words[r]),
    }
    tabel = build_table(spreiding, kolommen, "Voor welke vormen elke les geldt")
    return join_blocks([build_paragraph(say_reikwijdte(spreiding)), tabel])


def say_reikwijdte(spreiding: pd.DataFrame) -> str:
    """Return which lessons hold across forms, and which are meant for a form without support there."""
    if spreiding.empty:
        return "Er zijn nog geen lessen."
    broad = list(spreiding.loc[spreiding["reikwijdte"] == "meer vormen", "les"])
    titles = dict(zip(spreiding["les"], spreiding["titel"], strict=True))
    if not broad:
        return "Geen enkele les heeft steun bij meer dan één vorm."
    told = [f"\u2018{str(titles[les]).rstrip('.')}\u2019" for les in broad[:ZOVEEL_TITELS]]
    more = f"{len(broad)} lessen hebben" if len(broad) > 1 else "Eén les heeft"
    return f"{more} steun bij meer dan één vorm{', onder meer' if len(broad) > len(told) else ''}: {join_words(told)}."


def say_verzadiging(verzadiging: pd.DataFrame) -> str:
    """Return what the last round still brought, without its full stop; see `measure_verzadiging`."""
    told: dict[int, list[str]] = {}
    first: set[int] = set()
    for soort, (one, many) in {
        REEKS_LESSEN: ("nieuwe les", "nieuwe lessen"),
        REEKS_CODES: ("nieuwe code", "nieuwe codes"),
    }.items():
        own = verzadiging[(verzadiging["soort"] == soort) & verzadiging["ronde"].notna()]
        if len(own) > 1:
            last = own.iloc[-1]
            words = f"{write_count(int(last['nieuw']), one, many)} (van {last['totaal']})"
            told.setdefault(int(last["ronde"]), []).append(words)
        first |= set(own["ronde"].iloc[:1])
    if told:
        return start_sentence("; ".join(f"ronde {r} bracht nog {join_words(words)}" for r, words in told.items()))
    if first:
        return f"Of er nog nieuwe inzichten bijkomen, is niet te zeggen: alleen van ronde {min(first)} is iets bekend"
    return "Of er nog nieuwe inzichten bijkwamen, is niet te zeggen: van geen enkele les is de ronde bekend"


def plot_verzadiging(verzadiging: pd.DataFrame) -> Figuur | Blok:
    """Return per round how many lessons and codes were new and how many were known, as stacked bars.

    Parameters
    ----------
    verzadiging
        The result of `measure_verzadiging`.
    """
    dated = verzadiging.dropna(subset=["ronde"])
    finding = say_verzadiging(verzadiging)
    if dated.empty:
        return build_gap(f"{finding}.")
    cited = int(verzadiging["basis"].fillna(0).sum())
    heads = {
        REEKS_LESSEN: "Lessen",
        REEKS_CODES: f"Codes uit het codeboek (n = {write_count(cited, 'citaat', 'citaten')})",
    }
    shown = dated[["soort", "nieuw", "totaal"]].assign(
        paneel=dated["soort"].map(heads),
        kolom=[f"ronde {r}" for r in dated["ronde"]],
        eerder=dated["totaal"] - dated["nieuw"],
        tekst=[f"{t} (+{n})" for t, n in zip(dated["totaal"], dated["nieuw"], strict=True)],
    )

    def draw() -> Any:
        x = alt.X("kolom:N", title=None, axis=alt.Axis(labelAngle=0, domain=False, ticks=False))
        scale = alt.Scale(domain=[0, float(shown["totaal"].max()) * 1.15])
        known = (
            alt.Chart()
            .mark_bar(width=44, fill=thema.REEKS_BLAUW[2], stroke=thema.BLAUW, strokeWidth=1.5)
            .encode(x, alt.Y("eerder:Q", axis=None, scale=scale))
        )
        new = alt.Chart().mark_bar(width=44, fill=thema.BLAUW, stroke=thema.BLAUW, strokeWidth=1.5)
        new = new.encode(x, alt.Y("eerder:Q", axis=None, scale=scale), alt.Y2("totaal:Q"))
        labels = alt.Chart().mark_text(dy=-9).encode(x, alt.Y("totaal:Q", axis=None, scale=scale), alt.Text("tekst:N"))
        panels = [h for h in heads.values() if h in set(shown["paneel"])]
        return (
            alt.layer(known, new, labels, data=build_data(shown))
            .properties(width=250, height=170)
            .facet(alt.Facet("paneel:N", sort=panels, title=None), columns=2)
            .resolve_scale(y="independent")
        )

    kolommen = {
        "soort": Kolom("Wat", start_sentence),
        "ronde": Kolom("Ronde", lambda r: "niet bekend" if pd.isna(r) else str(r)),
        "nieuw": Kolom("Nieuw", getal=True),
        "totaal": Kolom("Samen tot dan toe", lambda n: "–" if pd.isna(n) else str(n), getal=True),
        "wat": Kolom("Welke", lambda ids: ", ".join(ids) or "geen"),
        "basis": Kolom("Citaten met een code", lambda n: "–" if pd.isna(n) else str(n), getal=True),
    }
    tabel = build_table(verzadiging, kolommen, "Nieuwe lessen en codes per ronde")
    text = f"Staven voor {dated['ronde'].nunique()} rondes: onderin wat al bekend was, daarboven wat nieuw is. "
    text += f"Het getal is het totaal en wat erbij kwam. {finding}."
    undated = verzadiging[verzadiging["ronde"].isna()]
    for soort, n in zip(undated["soort"], undated["nieuw"], strict=True):
        text += f" Van {n} {soort} is de ronde niet bekend."
    return Figuur(draw, finding, f"{text} Een code is nieuw als die voor het eerst bij een citaat staat.", tabel)
