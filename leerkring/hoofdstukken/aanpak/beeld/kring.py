"""The kinds of steps of all deelnemers side by side."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from leerkring.begrippen import InterventieSoort
from leerkring.weergave import thema
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.gegevens import build_data
from leerkring.weergave.taal import join_words, write_count


def plot_soorten(telling: pd.DataFrame) -> Figuur | Blok:
    """Return how many interventies of each soort every deelnemer took, as circles with their number.

    Parameters
    ----------
    telling
        The result of `count_interventies`.
    """
    if not telling["n"].any():
        return build_gap("Er zijn bij geen van de deelnemers interventies vastgelegd.")
    names, soorten = list(dict.fromkeys(telling["naam"])), [s.label for s in InterventieSoort]

    def draw() -> Any:
        base = alt.Chart(build_data(telling[telling["n"] > 0][["naam", "soort", "n"]])).encode(
            alt.X(
                "soort:N",
                sort=soorten,
                scale=alt.Scale(domain=soorten),
                title=None,
                axis=alt.Axis(labelAngle=-40, orient="top", labelLimit=170, grid=True),
            ),
            alt.Y(
                "naam:N",
                sort=names,
                scale=alt.Scale(domain=names),
                title=None,
                axis=alt.Axis(labelLimit=200, grid=True),
            ),
        )
        circles = base.mark_circle(color=thema.BLAUW, opacity=1).encode(
            alt.Size("n:Q", scale=alt.Scale(domain=[1, int(telling["n"].max())], range=[260, 760]), legend=None)
        )
        numbers = base.mark_text(color=thema.WIT, fontSize=12, fontWeight=600).encode(alt.Text("n:Q"))
        return alt.layer(circles, numbers).properties(width=480, height=36 * len(names))

    wide = telling.pivot(index="naam", columns="soort", values="n").loc[names, soorten].reset_index()
    tabel = build_table(
        wide,
        {"naam": Kolom("Deelnemer")} | {s: Kolom(s, getal=True) for s in soorten},
        "Aantal interventies per soort, zonder wat nog gepland is",
    )
    titel = say_soorten(telling).removesuffix(".")
    text = (
        f"Raster met {write_count(len(names), 'deelnemer', 'deelnemers')} en {len(soorten)} soorten interventies; "
        f"de grootte van de cirkel en het cijfer geven het aantal. {titel}. "
        f"Het hoogste cijfer in één vak is {telling['n'].max()}."
    )
    return Figuur(draw, titel, text, tabel)


def say_soorten(telling: pd.DataFrame) -> str:
    """Return which kind of step was taken most, over all deelnemers; see `count_interventies`."""
    per_soort = telling.groupby("soort")["n"].sum()
    if not per_soort.sum():
        return ""
    top = per_soort[per_soort == per_soort.max()].index.tolist()
    return f"Het vaakst vastgelegd: {join_words([t.lower() for t in top])} ({per_soort.max()} keer)."
