"""Charts, tables and sentences on the approach: steps, support, planning, and what was dropped (deelvraag D1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd
from markupsafe import Markup

from leerkring.weergave import thema
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_paragraph, build_table, join_blocks
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.gegevens import build_data
from leerkring.weergave.merken import BRON, write_optional
from leerkring.weergave.taal import join_words, start_sentence, write_count, write_number, write_period

DUURWOORDEN = {"dag": ("dag", "dagen"), "maand": ("maand", "maanden"), "jaar": ("jaar", "jaar")}


def name_round(ronde: Any) -> str:
    """Return the name of a round; a missing one says so."""
    return "ronde niet bekend" if pd.isna(ronde) else f"ronde {ronde}"


def say_rondes(telling: pd.DataFrame, naam: str, gestopt_na: int | None = None) -> str:
    """Return in which round most steps were taken, and which soort occurs most.

    Parameters
    ----------
    telling
        The result of `count_rondes`.
    naam
        The name of the deelnemer.
    gestopt_na
        The round after which the deelnemer left, if it did.
    """
    if telling.empty:
        return f"Welke stappen {naam} zette, is niet bekend."
    rounds = telling.dropna(subset=["ronde", "n"]).groupby("ronde")["n"].sum()
    soorten = telling.groupby("soort", sort=False)["n"].sum()
    total = int(telling["n"].sum())
    top = [s.lower() for s in soorten.index[soorten == soorten.max()]]
    often = f"Het vaakst: {join_words(top)} ({'elk ' if len(top) > 1 else ''}{soorten.max()} keer)."
    if total == 1:
        often = f"Dat was {top[0]}."
    elif soorten.max() == 1:
        often = "Geen soort stap kwam vaker dan één keer voor."
    if rounds.empty:
        steps = write_count(total, "stap", "stappen")
        first = f"{naam} zette {steps}; in welke ronde is niet bekend."
    else:
        most = rounds.index[rounds == rounds.max()]
        each = "elk " if len(most) > 1 else ""
        names = join_words([name_round(r) for r in most])
        numbers = f"({each}{rounds.max()} van de {total})"
        first = f"De meeste stappen van {naam} vielen in {names} {numbers}."
        if rounds.max() == total:
            first = f"{naam} zette {write_count(total, 'stap', 'stappen')}, {'alle ' if total > 1 else ''}in {names}."
        elif 1 < len(most) == len(rounds):
            first = f"De stappen van {naam} zijn gelijk verdeeld over {names} {numbers}."
    gone = f" {naam} stopte na ronde {gestopt_na}; daarna is er niets vastgelegd." if gestopt_na else ""
    return f"{first} {often}{gone}"


def plot_rondes(telling: pd.DataFrame, naam: str, gestopt_na: int | None = None) -> Figuur | Blok:
    """Return how many steps of each soort a deelnemer took in each round, as bars with their number.

    Parameters
    ----------
    telling
        The result of `count_rondes`.
    naam
        The name of the deelnemer.
    gestopt_na
        The round after which the deelnemer left, if it did.
    """
    if telling.empty:
        return build_gap(f"Er zijn geen stappen van {naam} vastgelegd.")
    named = telling.assign(kolom=[start_sentence(name_round(r)) for r in telling["ronde"]])
    columns = list(dict.fromkeys(named["kolom"]))
    sums = named.groupby("soort", sort=False)["n"].sum()
    present = list(sums.index[sums > 0])
    shown = named[named["soort"].isin(present)].dropna(subset=["n"])
    totals = named.groupby("kolom")["n"].sum()
    heads = {kolom: f"{kolom} (n = {totals[kolom]})" for kolom in dict.fromkeys(shown["kolom"])}
    shown = shown.assign(paneel=shown["kolom"].map(heads), tekst=shown["n"].astype(str).where(shown["n"] > 0, ""))
    axis = alt.Axis(labelLimit=200, labelPadding=8, ticks=False, domain=False)
    y = alt.Y("soort:N", sort=present, title=None, axis=axis)
    x = alt.X("n:Q", axis=None, scale=alt.Scale(domain=[0, float(shown["n"].max()) * 1.25]))
    bars = alt.Chart().mark_bar(height=16, color=thema.BLAUW).encode(x, y)
    numbers = alt.Chart().mark_text(align="left", dx=5).encode(x, y, alt.Text("tekst:N"))
    chart = (
        alt.layer(bars, numbers, data=build_data(shown[["soort", "n", "tekst", "paneel"]]))
        .properties(width=125 if len(heads) > 1 else 300, height=26 * len(present))
        .facet(alt.Facet("paneel:N", sort=list(heads.values()), title=None), columns=4)
    )
    wide = named.pivot(index="soort", columns="kolom", values="n").loc[list(sums.index), columns].reset_index()
    cells = {k: Kolom(k, lambda v: "gestopt" if pd.isna(v) else write_number(v), getal=True) for k in columns}
    tabel = build_table(wide, {"soort": Kolom("Soort stap")} | cells, f"Stappen van {naam} per soort en ronde")
    finding = say_rondes(telling, naam, gestopt_na)
    absent = [s.lower() for s in sums.index if s not in present]
    text = f"Staven per soort stap, met {write_count(len(heads), 'kolom', 'kolommen')}. {finding}"
    text += f" Niet vastgelegd: {join_words(absent)}." if absent else ""
    return Figuur(chart, finding.partition(". ")[0], f"{text} Wat nog gepland is, telt niet mee.", tabel)


def table_ondersteuning(telling: pd.DataFrame, naam: str) -> Blok:
    """Return in which roles the kennispartner helped, with the steps; see `count_ondersteuning`."""
    if not telling["n"].iloc[:-1].any():
        return build_gap(f"Bij welke stappen de kennispartner {naam} hielp, is niet vastgelegd.")
    kolommen = {
        "ondersteuning": Kolom("Rol van de kennispartner"),
        "n": Kolom("Stappen", getal=True),
        "stappen": Kolom("Welke", lambda names: "; ".join(names) or "geen"),
    }
    note = "Een stap kan bij meer dan één rol tellen. Wat nog gepland is, telt niet mee."
    tabel = build_table(telling, kolommen, f"Hulp van de kennispartner bij {naam}")
    return join_blocks([tabel, Blok(Markup('<p class="lk-noot">{}</p>').format(note), note)])


def write_slip(verschil: Any, maat: Any) -> str:
    """Return a slip in words: 12 dagen later, 1 maand eerder, zoals gepland; nothing where it is missing."""
    if pd.isna(verschil):
        return ""
    if verschil == 0:
        return "zoals gepland"
    return f"{write_count(abs(int(verschil)), *DUURWOORDEN[maat])} {'later' if verschil > 0 else 'eerder'}"


def explain_slip(record: Mapping[Any, Any], moment: str) -> str:
    """Return the slip of a start or an end in words, or why there is none."""
    if not pd.isna(record[f"{moment}_verschil"]):
        return write_slip(record[f"{moment}_verschil"], record[f"{moment}_maat"])
    if record["status"] == "Gepland":
        return "nog niet begonnen" if moment == "start" else ""
    return "loopt nog" if record["status"] == "Lopend" and moment == "eind" else "datum niet bekend"


def table_planning(planning: pd.DataFrame, samenvatting: pd.DataFrame, naam: str) -> Blok:
    """Return planned against done, with the slip in words.

    Parameters
    ----------
    planning, samenvatting
        The results of `compare_planning` and `sum_planning`.
    naam
        The name of the deelnemer.
    """
    if planning["gepland"].isna().all():
        return build_gap(f"Wat {naam} vooraf plande, is niet bekend. Uitloop is dus niet te zien.")
    shown = planning.dropna(subset=["gepland"])
    records = shown.to_dict("records")
    shown = shown.assign(
        begin=[explain_slip(r, "start") for r in records], einde=[explain_slip(r, "eind") for r in records]
    )

    def write(period: Any) -> str:
        return write_period(period) if isinstance(period, str) else "niet bekend"

    kolommen = {
        "naam": Kolom("Stap"),
        "status": Kolom("Status"),
        "gepland": Kolom("Gepland", write),
        "gedaan": Kolom("Gedaan", write),
        "begin": Kolom("Begin"),
        "einde": Kolom("Einde"),
        "toelichting": Kolom("Toelichting", write_optional),
        "bron": BRON,
    }
    tabel = build_table(shown, kolommen, f"Gepland en gedaan bij {naam}")
    rest = len(planning) - len(shown)
    note = f"Van {write_count(rest, 'andere stap', 'andere stappen')} is geen planning bekend."
    blocks = [build_paragraph(say_planning(samenvatting)), tabel]
    return join_blocks([*blocks, Blok(Markup('<p class="lk-noot">{}</p>').format(note), note)] if rest else blocks)


def say_planning(samenvatting: pd.DataFrame) -> str:
    """Return how many steps began and ended later than planned; see `sum_planning`."""
    start, eind = samenvatting.to_dict("records")
    late = [
        f"{verbs[row['later'] > 1]} er {row['later'] or 'geen'} te laat"
        + (f" ({row['eerder']} eerder)" if row["eerder"] else "")
        for row, verbs in ((start, ("begon", "begonnen")), (eind, ("eindigde", "eindigden")))
    ]
    unknown = int(samenvatting["onbekend"].max())
    gap = f" Van {write_count(unknown, 'stap', 'stappen')} is niet alles bekend." if unknown else ""
    if not start["n"] and not eind["n"]:
        return "Of stappen later begonnen of eindigden dan gepland, is niet bekend."
    if start["n"] == eind["n"]:
        return f"Van {_steps(start['n'])} {late[0]} en {late[1]}.{gap}"
    known = [
        f"Van {_steps(row['n'])} met een bekend {word} {text}."
        for row, word, text in ((start, "begin", late[0]), (eind, "einde", late[1]))
        if row["n"]
    ]
    return " ".join(known) + gap


def _steps(n: int) -> str:
    """Return a known number of steps in words."""
    return "de ene stap" if n == 1 else f"de {n} stappen"


def table_gestopt(gestopt: pd.DataFrame, naam: str) -> Blok:
    """Return what was tried and dropped, with the reason; see `list_gestopt`."""
    if gestopt.empty:
        return build_gap(f"Bij {naam} is geen stap vastgelegd die werd gestopt.")
    kolommen = {
        "naam": Kolom("Stap"),
        "soort": Kolom("Soort"),
        "gedaan": Kolom("Wanneer", lambda p: write_period(p) if isinstance(p, str) else "datum niet bekend"),
        "doel": Kolom("Wat men wilde", write_optional),
        "reden": Kolom("Waarom gestopt", lambda t: t if isinstance(t, str) else "reden niet bekend"),
        "bron": BRON,
    }
    return build_table(gestopt, kolommen, f"Geprobeerd en gestopt bij {naam}")
