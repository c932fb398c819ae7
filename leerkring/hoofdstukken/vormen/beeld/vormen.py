"""The chosen form and lijnsturing of each deelnemer over the metingen, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from leerkring.begrippen import Aanzicht
from leerkring.weergave import thema
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.gegevens import METINGEN, build_data
from leerkring.weergave.taal import join_words, write_count, write_number

PANELEN = {"gekozen": "Gekozen vorm", "lijn": "Lijnsturing"}
PANEELBREEDTE, PANEELHOOGTE = 150, 62


def plot_vormen(verloop: pd.DataFrame, verschuiving: pd.DataFrame, namen: Sequence[str]) -> Figuur | Blok:
    """Return the chosen form and lijnsturing of every deelnemer over the metingen, all on the same scale.

    Parameters
    ----------
    verloop, verschuiving
        The results of `follow_vormen` and `measure_vormen`.
    namen
        All deelnemers in order, such as that of `compare_effecten`.
    """
    if verloop.empty:
        return build_gap("De sturingsmix is bij geen van de deelnemers gemeten.")
    names = [n for n in namen if n in set(verloop["naam"])]
    shown = verloop.assign(paneel=verloop["rol"].map(PANELEN), kop=None)
    shown["label"] = label_ends(verloop)
    shown["gat"] = shown.groupby(["naam", "rol", "meting"])["sterkte"].transform("count").eq(0)
    first = ~shown.duplicated("naam")  # the chosen form; the other column is headed by its form
    shown.loc[first, "kop"] = shown.loc[first, "sturingsvorm"].map(thema.KORTE_VORM)

    def draw() -> Any:
        base = alt.Chart().encode(
            alt.X("meting:O", title=None, scale=alt.Scale(domain=METINGEN), axis=alt.Axis(labelAngle=0, ticks=False)),
            alt.Y(
                "sterkte:Q",
                title=None,
                scale=alt.Scale(domain=[-0.4, 4.4], nice=False),
                axis=alt.Axis(values=[0, 2, 4], format="d", ticks=False, domain=False),
            ),
        )
        scale: dict[str, Any] = {"domain": [Aanzicht.FORMEEL.label, Aanzicht.BELEEFD.label]}
        color = alt.Color("aanzicht:N", scale=alt.Scale(**scale, range=[thema.ORANJE, thema.BLAUW]), legend=None)
        dash = alt.StrokeDash("aanzicht:N", scale=alt.Scale(**scale, range=[[5, 4], [1, 0]]), legend=None)
        shape = alt.Shape("aanzicht:N", scale=alt.Scale(**scale, range=["square", "circle"]), legend=None)
        size = alt.Size("aanzicht:O", scale=alt.Scale(**scale, range=[110, 40]), legend=None)
        layers = [
            base.mark_line(strokeWidth=2).encode(color, dash),
            base.mark_point(filled=True, opacity=1, stroke=thema.WIT, strokeWidth=1).encode(color, shape, size),
            base.transform_filter("isValid(datum.label)")
            .mark_text(align="left", fontSize=11)
            .encode(alt.Text("label:N"), x=alt.value(PANEELBREEDTE - 2)),
            base.transform_filter("datum.gat")
            .mark_text(fontSize=10, color=thema.GRIJS, text="geen\ncijfer", lineBreak="\n", baseline="middle", dy=-5)
            .encode(y=alt.value(PANEELHOOGTE / 2)),
            base.transform_filter("isValid(datum.kop)")
            .mark_text(align="left", fontSize=11, fontWeight=600)
            .encode(alt.Text("kop:N"), x=alt.value(2), y=alt.value(-6)),
        ]
        return (
            alt.layer(
                *layers,
                data=build_data(shown[["naam", "paneel", "aanzicht", "meting", "sterkte", "label", "gat", "kop"]]),
            )
            .properties(width=PANEELBREEDTE, height=PANEELHOOGTE)
            .facet(
                row=alt.Row(
                    "naam:N",
                    sort=names,
                    title=None,
                    header=alt.Header(labelAngle=0, labelAlign="left", labelLimit=190, labelFontSize=12),
                ),
                column=alt.Column("paneel:N", sort=list(PANELEN.values()), title=None),
                spacing={"row": 20, "column": 90},
            )
        )

    finding = say_vormen(verschuiving)
    gap = " ".join([finding + ".", *say_gaten(verloop, namen)])
    text = (
        f"Per deelnemer twee kleine lijngrafieken op dezelfde schaal van 0 tot 4, voor de gekozen vorm en voor "
        f"lijnsturing, op papier en in de praktijk, van T0 tot en met T3, bij "
        f"{write_count(len(names), 'deelnemer', 'deelnemers')}. {gap}"
    )
    return Figuur(draw, finding, text, table_vormen(verloop, verschuiving, names))


def label_ends(verloop: pd.DataFrame) -> pd.Series:
    """Return the direct label of each line at its last measured point; lines that end together share one."""
    known = verloop.dropna(subset=["sterkte"])
    last = known.groupby(["naam", "rol", "aanzicht"])["meting"].transform("max") == known["meting"]
    ends = known[last]
    together = ends.duplicated(["naam", "rol", "meting", "sterkte"], keep=False)
    names = {Aanzicht.FORMEEL.label: "papier", Aanzicht.BELEEFD.label: "praktijk"}
    words = ends["aanzicht"].map(names).mask(together, "papier en praktijk")
    hidden = ends.duplicated(["naam", "rol", "meting", "sterkte"], keep="first")
    return words[~hidden].reindex(verloop.index)


def table_vormen(verloop: pd.DataFrame, verschuiving: pd.DataFrame, namen: Sequence[str]) -> Blok:
    """Return the strengths behind the small charts, with the change between the first and last meting held."""
    keys = ["naam", "rol", "vorm", "aanzicht"]
    wide = verloop.pivot(index=keys, columns="meting", values="sterkte").reset_index()
    wide = wide.merge(verschuiving[[*keys, "van", "tot", "verschil"]], on=keys, how="left")
    wide["verandering"] = [
        "niet te zeggen" if pd.isna(r["verschil"]) else f"{write_signed(r['verschil'])} ({r['van']}\u2013{r['tot']})"
        for r in wide.to_dict("records")
    ]
    place = {n: i for i, n in enumerate(namen)}
    order = pd.DataFrame({"n": wide["naam"].map(place), "rol": wide["rol"], "a": wide["aanzicht"] == "In de praktijk"})
    wide = wide.loc[order.sort_values(["n", "rol", "a"]).index]
    measured = Kolom("", lambda v: "geen cijfer" if pd.isna(v) else str(v), getal=True)
    return build_table(
        wide,
        {"naam": Kolom("Deelnemer"), "vorm": Kolom("Vorm"), "aanzicht": Kolom("Aanzicht")}
        | {m: Kolom(m, measured.write, getal=True) for m in METINGEN}
        | {"verandering": Kolom("Verandering")},
        "Sterkte van de gekozen vorm en van lijnsturing, van 0 (afwezig) tot 4 (bepalend)",
    )


def write_signed(verschil: float) -> str:
    """Return a change with its sign: +2, 0 or \u22121."""
    return f"+{write_number(verschil)}" if verschil > 0 else write_number(verschil)


def say_vormen(verschuiving: pd.DataFrame) -> str:
    """Return where the chosen form grew most in practice and where it stayed the same, without its full stop.

    Parameters
    ----------
    verschuiving
        The result of `measure_vormen`.
    """
    own = verschuiving[(verschuiving["rol"] == "gekozen") & (verschuiving["aanzicht"] == Aanzicht.BELEEFD.label)]
    if own.empty:
        return "Hoe de gekozen vorm in de praktijk veranderde, is hier niet bekend"
    top = own["verschil"].max()
    most, same = list(own.loc[own["verschil"] == top, "naam"]), list(own.loc[own["verschil"] == 0, "naam"])
    still = f"bij {join_words(same)} bleef die even sterk" if same else ""
    if top <= 0:
        none = "Nergens werd de gekozen vorm in de praktijk sterker"
        return f"{none}; {still}" if same else none
    grew = f"De gekozen vorm groeide in de praktijk het meest bij {join_words(most)} ({write_signed(top)})"
    return f"{grew}; {still}" if still else grew


def say_gaten(verloop: pd.DataFrame, namen: Sequence[str]) -> list[str]:
    """Return sentences about metingen that were not held, and about deelnemers without any."""
    empty = verloop.groupby(["naam", "meting"], sort=False)["sterkte"].count().eq(0)
    gaps = [f"Bij {naam} is er geen {meting}." for naam, meting in empty.index[empty]]
    silent = [n for n in namen if n not in set(verloop["naam"])]
    return [*gaps, f"Bij {join_words(silent)} is niets gemeten."] if silent else gaps
