"""The strength of every form at every deelnemer."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from leerkring.begrippen import Aanzicht
from leerkring.weergave import thema
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.gegevens import VORMEN, build_data
from leerkring.weergave.taal import join_words, write_count


def plot_sterkte(vergelijking: pd.DataFrame) -> Figuur | Blok:
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

    def draw() -> Any:
        base = alt.Chart().encode(
            alt.X("kort:N", sort=list(thema.KORTE_VORM.values()), title=None, axis=alt.Axis(labelAngle=-40)),
            alt.Y("naam:N", sort=names, title=None, axis=alt.Axis(labelLimit=200)),
        )
        squares = base.mark_rect(stroke=thema.WIT, strokeWidth=2).encode(
            alt.Color("sterkte:O", scale=alt.Scale(domain=[0, 1, 2, 3, 4], range=list(thema.REEKS_BLAUW)), legend=None)
        )
        # White on both sides of the border: orange on dark blue cannot be told apart.
        edge: dict[str, Any] = {
            "filled": False,
            "width": alt.RelativeBandSize(0.9),
            "height": alt.RelativeBandSize(0.86),
        }
        picked = base.transform_filter("datum.gekozen")
        halo = picked.mark_rect(**edge, stroke=thema.WIT, strokeWidth=7)
        chosen = picked.mark_rect(**edge, stroke=thema.ORANJE, strokeWidth=3)
        numbers = base.mark_text(fontSize=13).encode(
            alt.Text("sterkte:Q"),
            color=alt.condition("datum.sterkte >= 3", alt.value(thema.WIT), alt.value(thema.INKT)),
        )
        return (
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
    return Figuur(draw, titel, text, tabel)
