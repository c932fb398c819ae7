"""How many effects of each deelnemer went which way."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from leerkring.begrippen import Richting
from leerkring.hoofdstukken.effecten.cijfers.effecten import Effecttelling
from leerkring.weergave import thema
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.gegevens import build_data
from leerkring.weergave.merken import say_directions
from leerkring.weergave.taal import join_words, write_count


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

    def draw() -> Any:
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
        return (
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
    return Figuur(draw, titel, text, tabel)


def say_effects(telling: Effecttelling) -> str:
    """Return what changed, and how much of it was measured."""
    if not telling.effecten:
        return "Welke effecten dit had, is niet bekend."
    text = f"Wij zagen {write_count(telling.effecten, 'effect', 'effecten')}: "
    text += f"{say_directions(telling.richtingen)}."
    measured = (
        "Geen daarvan is gemeten."
        if telling.gemeten == 0
        else f"Daarvan {'is' if telling.gemeten == 1 else 'zijn'} er {telling.gemeten} gemeten."
    )
    return f"{text} {measured}"
