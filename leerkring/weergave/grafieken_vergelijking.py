"""The charts that put deelnemers side by side."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from leerkring.begrippen import Aanzicht, InterventieSoort, Richting
from leerkring.weergave import thema
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.grafieken import VORMEN, build_data
from leerkring.weergave.taal import (
    join_words,
    write_count,
)


def plot_sturing_vergelijking(vergelijking: pd.DataFrame) -> Figuur | Blok:
    """Return the strength of every form at every deelnemer, as two panels of numbered squares.

    Parameters
    ----------
    vergelijking
        The result of `compare_sturingsmix`.
    """
    if vergelijking.empty:
        return build_gap("De sturingsmix is bij geen van de deelnemers gemeten.")
    names = list(dict.fromkeys(vergelijking["naam"]))
    columns = ["naam", "kort", "aanzicht", "sterkte", "gekozen"]
    shown = vergelijking.assign(kort=vergelijking["sturingsvorm"].map(thema.KORTE_VORM))
    base = alt.Chart().encode(
        alt.X("kort:N", sort=list(thema.KORTE_VORM.values()), title=None, axis=alt.Axis(labelAngle=-40)),
        alt.Y("naam:N", sort=names, title=None, axis=alt.Axis(labelLimit=200)),
    )
    squares = base.mark_rect(stroke=thema.WIT, strokeWidth=2).encode(
        alt.Color(
            "sterkte:O",
            scale=alt.Scale(domain=[0, 1, 2, 3, 4], range=list(thema.REEKS_BLAUW)),
            legend=None,
        )
    )
    # White on both sides of the border: orange on dark blue cannot be told apart.
    edge: dict[str, Any] = {"filled": False, "width": alt.RelativeBandSize(0.9), "height": alt.RelativeBandSize(0.86)}
    picked = base.transform_filter("datum.gekozen")
    halo = picked.mark_rect(**edge, stroke=thema.WIT, strokeWidth=7)
    chosen = picked.mark_rect(**edge, stroke=thema.ORANJE, strokeWidth=3)
    numbers = base.mark_text(fontSize=13).encode(
        alt.Text("sterkte:Q"), color=alt.condition("datum.sterkte >= 3", alt.value(thema.WIT), alt.value(thema.INKT))
    )
    chart = (
        alt.layer(squares, halo, chosen, numbers, data=build_data(shown[columns]))
        .properties(width=270, height=30 * len(names))
        .facet(alt.Facet("aanzicht:N", sort=[a.label for a in Aanzicht], title=None), columns=2)
    )
    wide = vergelijking.pivot(index=["naam", "meting", "aanzicht"], columns="vorm", values="sterkte")
    # A form that nobody measured still has its column.
    wide = wide.reindex(columns=VORMEN).reset_index()
    wide = wide.sort_values("naam", key=lambda s: s.map(names.index), kind="stable")
    tabel = build_table(
        wide,
        {"naam": Kolom("Deelnemer"), "meting": Kolom("Meting"), "aanzicht": Kolom("Aanzicht")}
        | {v: Kolom(v, getal=True) for v in VORMEN},
        "Sterkte van elke vorm bij de laatste meting, van 0 (afwezig) tot 4 (bepalend)",
    )
    own = vergelijking[vergelijking["gekozen"] & (vergelijking["aanzicht"] == Aanzicht.BELEEFD.label)]
    strong = list(own.loc[own["sterkte"] >= 3, "naam"])
    titel = (
        f"Bij {join_words(strong)} is de gekozen vorm in de praktijk sterk"
        if strong
        else "Bij geen van de deelnemers is de gekozen vorm in de praktijk sterk"
    )
    text = (
        "Twee rasters, op papier en in de praktijk, met "
        f"{write_count(len(names), 'deelnemer', 'deelnemers')} als rijen en zeven vormen als kolommen. "
        f"Elk vak heeft een cijfer van 0 tot 4. {titel}."
    )
    return Figuur(chart, titel, text, tabel)


def plot_interventies_vergelijking(telling: pd.DataFrame) -> Figuur | Blok:
    """Return how many interventies of each soort every deelnemer took, as circles with their number.

    Parameters
    ----------
    telling
        The result of `count_interventies`.
    """
    if not telling["n"].any():
        return build_gap("Er zijn bij geen van de deelnemers interventies vastgelegd.")
    names, soorten = list(dict.fromkeys(telling["naam"])), [s.label for s in InterventieSoort]
    base = alt.Chart(build_data(telling[telling["n"] > 0][["naam", "soort", "n"]])).encode(
        alt.X(
            "soort:N",
            sort=soorten,
            scale=alt.Scale(domain=soorten),
            title=None,
            axis=alt.Axis(labelAngle=-40, orient="top", labelLimit=170, grid=True),
        ),
        alt.Y(
            "naam:N", sort=names, scale=alt.Scale(domain=names), title=None, axis=alt.Axis(labelLimit=200, grid=True)
        ),
    )
    circles = base.mark_circle(color=thema.BLAUW, opacity=1).encode(
        alt.Size("n:Q", scale=alt.Scale(domain=[1, int(telling["n"].max())], range=[260, 760]), legend=None)
    )
    numbers = base.mark_text(color=thema.WIT, fontSize=12, fontWeight=600).encode(alt.Text("n:Q"))
    chart = alt.layer(circles, numbers).properties(width=480, height=36 * len(names))
    wide = telling.pivot(index="naam", columns="soort", values="n").loc[names, soorten].reset_index()
    tabel = build_table(
        wide,
        {"naam": Kolom("Deelnemer")} | {s: Kolom(s, getal=True) for s in soorten},
        "Aantal interventies per soort, zonder wat nog gepland is",
    )
    per_soort = telling.groupby("soort")["n"].sum()
    top = per_soort[per_soort == per_soort.max()].index.tolist()
    titel = f"Het vaakst vastgelegd: {join_words([t.lower() for t in top])} ({per_soort.max()} keer)"
    text = (
        f"Raster met {write_count(len(names), 'deelnemer', 'deelnemers')} en {len(soorten)} soorten interventies; "
        f"de grootte van de cirkel en het cijfer geven het aantal. {titel}. "
        f"Het hoogste cijfer in één vak is {telling['n'].max()}."
    )
    return Figuur(chart, titel, text, tabel)


def plot_richtingen(telling: pd.DataFrame) -> Figuur | Blok:
    """Return how many observed effects of every deelnemer point each way.

    Parameters
    ----------
    telling
        The result of `count_richtingen`.
    """
    if not telling["n"].any():
        return build_gap("Er zijn bij geen van de deelnemers effecten waargenomen.")
    names = list(dict.fromkeys(telling["naam"]))
    shown = telling.assign(label=[Richting(r).label for r in telling["richting"]])
    labels = [r.label for r in Richting]
    hues = [thema.GROEN, thema.PAARS, thema.GRIJS, thema.ORANJE]
    top = int(telling["n"].max())
    y = alt.Y(
        "naam:N", sort=names, title=None, axis=alt.Axis(labelLimit=200, labelPadding=8, ticks=False, domain=False)
    )
    x = alt.X("n:Q", axis=None, scale=alt.Scale(domain=[0, top * 1.35]))
    bars = (
        alt.Chart()
        .mark_bar(height=16)
        .encode(x, y, alt.Color("label:N", scale=alt.Scale(domain=labels, range=hues), legend=None))
    )
    numbers = alt.Chart().mark_text(align="left", dx=5).encode(x, y, alt.Text("n:Q"))
    chart = (
        alt.layer(bars, numbers, data=build_data(shown[["naam", "label", "n"]]))
        .properties(width=120, height=26 * len(names))
        .facet(alt.Facet("label:N", sort=labels, title=None), columns=4)
    )
    wide = shown.pivot(index="naam", columns="label", values="n").loc[names, labels].reset_index()
    tabel = build_table(
        wide,
        {"naam": Kolom("Deelnemer")} | {lab: Kolom(lab, getal=True) for lab in labels},
        "Aantal waargenomen effecten naar richting",
    )
    total = telling.groupby("richting")["n"].sum()
    good, bad = int(total[str(Richting.GUNSTIG)]), int(total[str(Richting.ONGUNSTIG)])
    seen = write_count(int(total.sum()), "waargenomen effect", "waargenomen effecten")
    verb = "is" if total.sum() == 1 else "zijn"
    titel = f"Van {seen} {verb} er {good} gunstig en {bad} ongunstig"
    text = f"Vier kolommen met staven per deelnemer: {join_words([lab.lower() for lab in labels])}. {titel}."
    text += f" De langste staaf is {top}."
    return Figuur(chart, titel, text, tabel)
