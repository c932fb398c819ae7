"""How strong the evidence for effects is: a table with reasons, a chart across deelnemers, and sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd
from markupsafe import Markup

from leerkring.begrippen import Bewijskracht, Groep, Richting
from leerkring.hoofdstukken.effecten.beeld.indicatoren import write_change, write_series
from leerkring.hoofdstukken.effecten.cijfers.bewijskracht import PUNTENUITLEG, TEGENPOOL
from leerkring.weergave import thema
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table, join_blocks
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.gegevens import build_data
from leerkring.weergave.merken import BRON, RICHTINGWOORD, write_direction
from leerkring.weergave.taal import join_words, start_sentence, write_count

STERREN = {Bewijskracht.GEEN: "○○○", Bewijskracht.ZWAK: "●○○", Bewijskracht.MATIG: "●●○", Bewijskracht.STERK: "●●●"}
ZOVEEL_NAMEN = 3
ZOVEEL_RIVALEN = 2
ENIG = {
    Bewijskracht.GEEN: "Toetsen weerleggen dat de stappen daaraan bijdroegen.",
    Bewijskracht.ZWAK: "Het bewijs daarvoor is zwak.",
}


def write_kracht(kracht: str) -> Markup:
    """Return a strength of evidence as dots and a word."""
    k = Bewijskracht(kracht)
    return Markup('<span class="lk-kracht"><span aria-hidden="true">{}</span> {}</span>').format(STERREN[k], k.label)


def table_kracht(bijdragen: pd.DataFrame, naam: str) -> Blok:
    """Return the observed effects with the strength of their evidence and the reasons, strongest first.

    Parameters
    ----------
    bijdragen
        The result of `trace_bijdragen`.
    naam
        The name of the deelnemer.
    """
    if bijdragen.empty:
        return build_gap(f"Er zijn geen waargenomen effecten van {naam} vastgelegd.")
    kolommen = {
        "naam": Kolom("Effect"),
        "richting": Kolom("Richting", write_direction),
        "kracht": Kolom("Bewijskracht", write_kracht),
        "punten": Kolom("Punten", getal=True),
        "voor": Kolom("Waar de punten vandaan komen", start_list),
        "tegen": Kolom("Wat een stap kost"),
        "bron": BRON,
    }
    shown = bijdragen.assign(tegen=[write_cost(r) for r in bijdragen.to_dict("records")])
    tabel = build_table(shown, kolommen, f"Hoe sterk het bewijs voor de effecten van {naam} is")
    return join_blocks([tabel, Blok(Markup('<p class="lk-noot">{}</p>').format(PUNTENUITLEG), PUNTENUITLEG)])


def start_list(words: Sequence[str]) -> str:
    """Return words as a sentence, or that there is nothing."""
    return f"{start_sentence('; '.join(words).removesuffix('.'))}." if words else "Niets."


def write_cost(effect: Mapping[Any, Any]) -> str:
    """Return what costs a step, and which groups judge otherwise without costing one.

    Only the opposite contradicts. Who sees no change, or something of both, still disagrees, and a reader may not
    take "nothing" for consent.
    """
    cost = TEGENPOOL.get(Richting(effect["richting"]))
    aside = [
        f"{Groep(groep).label.lower()} oordelen anders ({RICHTINGWOORD[Richting(oordeel)]})"
        for groep, oordeel, _ in effect["oordelen"]
        if Richting(oordeel) not in (Richting(effect["richting"]), cost)
    ]
    text = start_list(effect["tegen"])
    return f"{text} {start_sentence(join_words(list(dict.fromkeys(aside))))}; dat kost geen stap." if aside else text


def plot_kracht(telling: pd.DataFrame) -> Figuur | Blok:
    """Return how many effects of each deelnemer point each way, by strength of evidence, as signs with numbers.

    Parameters
    ----------
    telling
        The result of `count_kracht`.
    """
    if not telling["n"].any():
        return build_gap("Er zijn geen waargenomen effecten vastgelegd.")
    shown = telling[telling["n"] > 0].assign(
        sterkte=[Bewijskracht(k).label for k in telling.loc[telling["n"] > 0, "kracht"]],
        kant=[Richting(r).label for r in telling.loc[telling["n"] > 0, "richting"]],
    )
    names = list(dict.fromkeys(telling["naam"]))
    labels = [r.label for r in Richting]
    krachten = [k.label for k in Bewijskracht]

    def draw() -> Any:
        x = alt.X("kant:N", sort=labels, scale=alt.Scale(domain=labels), title=None, axis=None)
        rows = alt.Axis(labelLimit=200, ticks=False, domain=False, labelPadding=10)
        y = alt.Y("naam:N", sort=names, scale=alt.Scale(domain=names), title=None, axis=rows)
        hues = [thema.GROEN, thema.PAARS, thema.GRIJS, thema.ORANJE]
        color = alt.Color("kant:N", scale=alt.Scale(domain=labels, range=hues))
        shapes = ["triangle-up", "diamond", "square", "triangle-down"]
        shape = alt.Shape("kant:N", scale=alt.Scale(domain=labels, range=shapes))
        base = alt.Chart().properties(width=104, height=max(30 * len(names), 60))
        signs = base.mark_point(filled=True, opacity=1, size=110, xOffset=-6).encode(x, y, color, shape)
        counts = base.mark_text(dx=7, fontSize=12).encode(x, y, alt.Text("n:Q"))
        column = alt.Column("sterkte:O", sort=krachten, title=None, header=alt.Header(orient="top", labelPadding=4))
        layers = alt.layer(signs, counts, data=build_data(shown[["naam", "sterkte", "kant", "n"]]))
        return layers.properties(view=alt.ViewBackground(fill=thema.REEKS_BLAUW[0])).facet(column=column, spacing=10)

    total = int(telling["n"].sum())
    strong = telling[(telling["kracht"] == str(Bewijskracht.STERK)) & (telling["n"] > 0)]
    where = len(set(strong["naam"]))
    titel = (
        f"Voor {int(strong['n'].sum())} van de {write_count(total, 'effect', 'effecten')} is het bewijs sterk, "
        f"bij {where} van de {write_count(len(names), 'deelnemer', 'deelnemers')}"
        if len(strong)
        else f"Voor geen van de {write_count(total, 'effect', 'effecten')} is het bewijs sterk"
    )
    per = {k.label: int(telling.loc[telling["kracht"] == str(k), "n"].sum()) for k in Bewijskracht}
    spread = join_words([f"{k.lower()} {n}" for k, n in per.items()])
    text = (
        "Per deelnemer het aantal effecten, naar bewijskracht en richting. "
        f"Aantal effecten per bewijskracht: {spread}. Het hoogste cijfer bij één deelnemer is {telling['n'].max()}."
    )
    wide = shown.assign(cel=[f"{r['n']} {RICHTINGWOORD[Richting(r['richting'])]}" for r in shown.to_dict("records")])
    cells = wide.groupby(["naam", "sterkte"], sort=False)["cel"].agg(", ".join).unstack().reindex(names)
    tabel = build_table(
        cells.reindex(columns=krachten).reset_index(),
        {"naam": Kolom("Deelnemer")}
        | {k: Kolom(k, lambda v: v if isinstance(v, str) else "geen effecten") for k in krachten},
        "Effecten per deelnemer, naar bewijskracht",
    )
    return Figuur(draw, titel, text, tabel)


def say_sterkste(bijdragen: pd.DataFrame, veranderingen: pd.DataFrame) -> str:
    """Return for which effects the evidence is strongest, and how much the first of them moved.

    Parameters
    ----------
    bijdragen, veranderingen
        The results of `trace_bijdragen` and `compare_nulmeting`.
    """
    if bijdragen.empty:
        return ""  # how many effects were seen is said by `zinnen.say_effects`
    top = Bewijskracht(bijdragen["kracht"].iloc[0])
    total = len(bijdragen)
    if top.rang <= Bewijskracht.ZWAK.rang:
        return ENIG[top] if total == 1 else "Voor geen daarvan is het bewijs sterker dan zwak."
    best = bijdragen[bijdragen["kracht"] == str(top)]
    names = [f"{r['naam']} ({RICHTINGWOORD[Richting(r['richting'])]})" for r in best.to_dict("records")]
    listed = join_words(names[:ZOVEEL_NAMEN])
    more = "onder meer " if len(names) > ZOVEEL_NAMEN else ""
    share = f" voor {len(best)} van de {total} effecten" if total > 1 else ""
    text = f"Het bewijs is {top.label.lower()}{share}: {more}{listed}."
    last = veranderingen[(veranderingen["effect"] == best["id"].iloc[0]) & veranderingen["laatste"].astype(bool)]
    return " ".join([text, *(write_series(r) for r in last.to_dict("records") if write_change(r))])


def say_leemten(bijdragen: pd.DataFrame, paren: pd.DataFrame) -> str:
    """Return what is not known: hopes of which nothing was seen, contributions that tests reject, open rivals.

    Parameters
    ----------
    bijdragen, paren
        The results of `trace_bijdragen` and `pair_beoogd`.
    """
    gaps = list(paren.loc[paren["lacune"].astype(bool), "naam"])
    sentences = []
    if gaps and len(paren) == 1:
        sentences.append(f"Van het beoogde effect is nog niets gezien: {gaps[0]}.")
    elif gaps:
        many = f"de {len(paren)}" if len(gaps) == len(paren) else f"{len(gaps)} van de {len(paren)}"
        sentences.append(f"Van {many} beoogde effecten is nog niets gezien: {join_words(gaps)}.")
    elif paren.empty:
        sentences.append("Wat men wilde bereiken, is niet vastgelegd.")
    partly = paren[~paren["gezien"].map(bool) & ~paren["lacune"].astype(bool)]
    sentences += [
        f"Beoogd was: {hoped}. Deels gezien: {join_words([s[0] for s in anders if s[1] == Richting.GEMENGD])}."
        for hoped, anders in zip(partly["naam"], partly["anders"], strict=True)
    ]
    refuted = list(bijdragen.loc[bijdragen["kracht"] == str(Bewijskracht.GEEN), "naam"])
    if refuted:
        sentences.append(f"Toetsen weerleggen dat de stappen bijdroegen aan: {join_words(refuted)}.")
    rivals = bijdragen[bijdragen["rivaal_open"].astype(bool)]
    for effect in rivals.head(ZOVEEL_RIVALEN).to_dict("records"):
        known = isinstance(effect["andere_verklaring"], str)
        sentences.append(f"Voor ‘{effect['naam']}’ is nog een andere verklaring mogelijk.")
        sentences += [f"{effect['andere_verklaring'].removesuffix('.')}."] if known else []
    if len(rivals) > ZOVEEL_RIVALEN:
        more = write_count(len(rivals) - ZOVEEL_RIVALEN, "ander effect", "andere effecten")
        sentences.append(f"Ook voor {more} is er nog een andere verklaring.")
    return " ".join(sentences) or "Of het doel is bereikt, weten wij niet. Wel is er iets gezien in dezelfde richting."
