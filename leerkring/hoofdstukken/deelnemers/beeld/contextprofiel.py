"""What weighs in the context of each deelnemer: a grid of factors, grouped by lens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from leerkring.weergave import thema
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.gegevens import build_data
from leerkring.weergave.taal import join_words, start_sentence, write_count

GEWICHTEN = "1 speelt mee · 2 weegt zwaar · 3 bepaalt de aanpak"


def plot_context(context: pd.DataFrame, namen: Sequence[str]) -> Figuur | Blok:
    """Return the weight of every factor at every deelnemer, grouped by lens.

    Parameters
    ----------
    context
        The result of `lay_context`.
    namen
        The order of the deelnemers, such as that of `compare_effecten`.
    """
    shown = context[(context["gedeeld"] > 0) & context["beschreven"].astype(bool)]
    if shown.empty:
        return build_gap("Welke contextfactoren bij de deelnemers wegen, is niet vastgelegd.")
    shown = shown.assign(label=[f"{f} ({n})" for f, n in zip(shown["factor"], shown["gedeeld"], strict=True)])
    names = [n for n in namen if n in set(shown["naam"])]
    lenses = list(dict.fromkeys(shown["lens"]))

    def draw() -> Any:
        panels = [build_lens(shown[shown["lens"] == lens], names, lens) for lens in lenses]
        return alt.vconcat(build_names_axis(names), *panels, spacing=10)

    factoren = list(dict.fromkeys(shown["factor"]))
    wide = shown.pivot(index=["lens", "factor", "gedeeld"], columns="naam", values="gewicht").reset_index()
    wide = wide.sort_values("factor", key=lambda s: s.map(factoren.index), kind="stable")
    tabel = build_table(
        wide,
        {"factor": Kolom("Factor"), "lens": Kolom("Lens"), "gedeeld": Kolom("Genoemd door", getal=True)}
        | {n: Kolom(n, lambda v: "niet genoemd" if pd.isna(v) else str(v), getal=True) for n in names},
        f"Wat in de context weegt: {GEWICHTEN}",
    )
    finding = say_context(context)
    n = write_count(len(names), "deelnemer", "deelnemers")
    text = (
        f"Raster van {write_count(len(factoren), 'factor', 'factoren')} bij {n}, per lens. Elk vak heeft een cijfer: "
        f"{GEWICHTEN}. Achter een factor staat door hoeveel deelnemers die is genoemd. Een vak met een rand "
        f"betekent dat niemand anders de factor noemt. {finding}"
    )
    return Figuur(draw, finding.split(". ")[0].removesuffix("."), text, tabel)


def build_names_axis(names: Sequence[str]) -> Any:
    """Return the names of deelnemers as the heads of the columns below them."""
    return (
        alt.Chart(build_data(pd.DataFrame({"naam": names})))
        .mark_text(angle=320, align="left", baseline="bottom", dx=2)
        .encode(
            alt.X("naam:N", sort=list(names), scale=alt.Scale(domain=list(names)), axis=None),
            alt.Text("naam:N"),
            y=alt.value(8 + int(4.3 * max(map(len, names)))),
        )
        .properties(width=min(44 * len(names), 380), height=8 + int(4.3 * max(map(len, names))))
    )


def build_lens(part: pd.DataFrame, names: Sequence[str], lens: str) -> Any:
    """Return the factors of one lens as a grid; a factor that only one deelnemer names has a border."""
    rows = list(dict.fromkeys(part["label"]))
    given = part[part["gewicht"].notna()]
    base = alt.Chart(build_data(given[["naam", "label", "gewicht", "eigen"]])).encode(
        alt.X("naam:N", sort=list(names), scale=alt.Scale(domain=list(names)), axis=None),
        alt.Y(
            "label:N",
            sort=rows,
            title=None,
            axis=alt.Axis(labelLimit=250, minExtent=230, ticks=False, domain=False, grid=True, zindex=0),
        ),
    )
    squares = base.mark_rect(stroke=thema.WIT, strokeWidth=2).encode(
        alt.Color(
            "gewicht:O", scale=alt.Scale(domain=[1, 2, 3], range=[thema.REEKS_BLAUW[i] for i in (1, 2, 4)]), legend=None
        )
    )
    # White on both sides of the border: orange on dark blue cannot be told apart.
    edge: dict[str, Any] = {"filled": False, "width": alt.RelativeBandSize(0.9), "height": alt.RelativeBandSize(0.8)}
    alone = base.transform_filter("datum.eigen")
    halo = alone.mark_rect(**edge, stroke=thema.WIT, strokeWidth=6)
    own = alone.mark_rect(**edge, stroke=thema.ORANJE, strokeWidth=2.5)
    numbers = base.mark_text(fontSize=13).encode(
        alt.Text("gewicht:Q"), color=alt.condition("datum.gewicht >= 3", alt.value(thema.WIT), alt.value(thema.INKT))
    )
    titel = alt.TitleParams(lens, anchor="start", frame="group", dx=-225, fontSize=13, color=thema.INKT, offset=4)
    return alt.layer(squares, halo, own, numbers).properties(
        width=min(44 * len(names), 380), height=25 * len(rows), title=titel
    )


def say_context(context: pd.DataFrame) -> str:
    """Return which factor is shared most, and who has factors that nobody else names.

    Parameters
    ----------
    context
        The result of `lay_context`.
    """
    if not context["beschreven"].any():
        return "Welke contextfactoren bij de deelnemers wegen, is niet vastgelegd."
    n = int(context["gedeeld"].max())
    total = context["deelnemer"].nunique()
    shared = [f.lower() for f in dict.fromkeys(context.loc[context["gedeeld"] == n, "factor"])]
    verb = "weegt" if len(shared) == 1 else "wegen"
    text = (
        f"{start_sentence(join_words(shared))} {verb} bij {n} van de {total} deelnemers mee"
        if n > 1
        else "Geen factor wordt door twee deelnemers genoemd"
    )
    own = list(dict.fromkeys(context.loc[context["eigen"], "naam"]))
    word = "noemt" if len(own) == 1 else "noemen"
    text += f". {join_words(own)} {word} ook wat niemand anders noemt." if own else "."
    silent = list(dict.fromkeys(context.loc[~context["beschreven"].astype(bool), "naam"]))
    return f"{text} Van {join_words(silent)} is geen context vastgelegd." if silent else text
