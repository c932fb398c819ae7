"""The sturingsmix of one deelnemer over the metingen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from leerkring.begrippen import Aanzicht
from leerkring.weergave import thema
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.gegevens import METINGEN, VORMEN, build_data
from leerkring.weergave.taal import join_words


def plot_sturingsmix(
    verloop: pd.DataFrame, verschuiving: pd.DataFrame, naam: str, metingen: Sequence[str] = tuple(METINGEN)
) -> Figuur | Blok:
    """Return the sturingsmix of one deelnemer over the metingen, one small chart per form.

    Parameters
    ----------
    verloop, verschuiving
        The results of `follow_sturingsmix` and `measure_shift`.
    naam
        The name of the deelnemer.
    metingen
        The metingen that are looked at; of others nothing is said.
    """
    if verloop.empty:
        return build_gap(f"De sturingsmix van {naam} is niet gemeten.")

    def draw() -> Any:
        x = alt.X("meting:O", title=None, scale=alt.Scale(domain=list(metingen)), axis=alt.Axis(labelAngle=0))
        y = alt.Y(
            "sterkte:Q",
            title=None,
            scale=alt.Scale(domain=[-0.3, 4.3], nice=False),
            axis=alt.Axis(values=[0, 1, 2, 3, 4], format="d"),
        )
        shown = verloop.loc[verloop["meting"].isin(metingen), ["vorm", "aanzicht", "meting", "sterkte"]]
        views = [Aanzicht.FORMEEL.label, Aanzicht.BELEEFD.label]
        scale: dict[str, Any] = {"domain": views}
        color = alt.Color("aanzicht:N", scale=alt.Scale(**scale, range=[thema.ORANJE, thema.BLAUW]))
        lines = (
            alt.Chart()
            .mark_line(strokeWidth=2.5)
            .encode(x, y, color, alt.StrokeDash("aanzicht:N", scale=alt.Scale(**scale, range=[[5, 4], [1, 0]])))
        )
        # The square is the larger one: where both are equally strong, it stays in sight behind the circle.
        points = (
            alt.Chart()
            .mark_point(filled=True, opacity=1, stroke=thema.WIT, strokeWidth=1)
            .encode(
                *(x, y, color),
                alt.Shape("aanzicht:N", scale=alt.Scale(**scale, range=["square", "circle"])),
                size=alt.condition(alt.datum.aanzicht == views[0], alt.value(120), alt.value(45)),
            )
        )
        return (
            alt.layer(lines, points, data=build_data(shown))
            .properties(width=150, height=96)
            .facet(alt.Facet("vorm:N", sort=VORMEN, title=None), columns=4)
            .resolve_axis(x="independent", y="independent")
        )

    wide = verloop.pivot(index=["vorm", "aanzicht"], columns="meting", values="sterkte").reset_index()
    wide = wide.sort_values("vorm", key=lambda s: s.map(VORMEN.index), kind="stable")
    tabel = build_table(
        wide,
        {"vorm": Kolom("Vorm"), "aanzicht": Kolom("Aanzicht")} | {m: Kolom(m, getal=True) for m in metingen},
        f"Sturingsmix van {naam}: sterkte van 0 (afwezig) tot 4 (bepalend)",
    )
    finding = say_shift(verschuiving)
    held = [m for m in metingen if verloop.loc[verloop["meting"] == m, "sterkte"].notna().any()]
    missing = [m for m in metingen if m not in held]
    gap = f" Er is niet gemeten bij {join_words(missing)}." if missing else ""
    text = (
        f"Zeven kleine lijngrafieken, één per sturingsvorm, met de sterkte van 0 tot 4 bij {join_words(held)}, "
        f"op papier en in de praktijk. {finding}.{gap}"
    )
    return Figuur(draw, finding, text, tabel)


def say_shift(verschuiving: pd.DataFrame) -> str:
    """Return the largest change of a sturingsmix as a sentence without its full stop.

    Parameters
    ----------
    verschuiving
        The result of `measure_shift`.
    """
    if verschuiving.empty:
        return "De sturingsmix is één keer gemeten; een verandering is niet te zien"
    top = verschuiving.iloc[0]
    if top["verschil"] == 0:
        return f"Tussen {top['van']} en {top['tot']} bleef de sturingsmix gelijk"
    same = verschuiving[verschuiving["verschil"] == top["verschil"]]
    same = same[same["aanzicht"] == top["aanzicht"]]
    verb = "nam" if len(same) == 1 else "namen"
    word = "toe" if top["verschil"] > 0 else "af"
    forms = join_words([v.lower() for v in same["vorm"]])
    numbers = f" (van {top['begin']} naar {top['eind']})" if len(same) == 1 else ""
    return f"{top['aanzicht']} {verb} {forms} het meest {word}{numbers}"
