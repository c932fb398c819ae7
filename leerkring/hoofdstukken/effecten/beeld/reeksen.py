"""The series of numbers behind effects, as bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from leerkring.model.naamgenoten import name_apart
from leerkring.weergave import thema
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.figuur import Figuur, join_figures
from leerkring.weergave.gegevens import build_data
from leerkring.weergave.merken import BRON_TEKST
from leerkring.weergave.taal import start_sentence, write_measured, write_period


def plot_reeksen(reeksen: Sequence[pd.DataFrame], naam: str) -> Blok:
    """Return every series of a deelnemer, one figure below the other.

    Parameters
    ----------
    reeksen
        The result of `list_series`.
    naam
        The name of the deelnemer.
    """
    if not reeksen:
        return build_gap(f"Bij de effecten van {naam} zijn geen cijfers bekend.")
    first, *others = [plot_reeks(reeks) for reeks in reeksen]
    return join_figures([first, *([join_figures(others).fold("De andere cijfers bij de effecten")] if others else [])])


def plot_reeks(reeks: pd.DataFrame) -> Figuur | Blok:
    """Return one series of an indicator as bars, or as a table when it has one number only.

    A range shows its top as an open end.

    Parameters
    ----------
    reeks
        One frame of `list_series`.
    """
    labels = name_apart({str(n): stap for n, stap in zip(reeks["volgorde"], reeks["stap"], strict=True)})
    reeks = reeks.assign(stap=list(labels.values()))  # or two numbers of one moment would share a bar
    first, last = reeks.iloc[0], reeks.iloc[-1]
    written = [write_measured(r["waarde"], r["waarde_hoog"], r["precisie"]) for r in reeks.to_dict("records")]
    shown = reeks[["stap", "waarde"]].assign(
        hoog=reeks["waarde_hoog"].fillna(reeks["waarde"]), tekst=[f"{w} {first['eenheid']}" for w in written]
    )

    def draw() -> Any:
        y = alt.Y(
            "stap:N",
            sort=list(reeks["stap"]),
            title=None,
            axis=alt.Axis(labelLimit=220, labelPadding=8, ticks=False, domain=False),
        )
        base = alt.Chart(build_data(shown))
        top = float(shown["hoog"].max())
        x = alt.X("waarde:Q", title=None, axis=None, scale=alt.Scale(domain=[0, top * 1.25 or 1]))
        bars = base.mark_bar(color=thema.BLAUW, height=20).encode(x, y)
        tops = base.transform_filter("datum.hoog > datum.waarde").mark_bar(
            fill=thema.WIT, stroke=thema.BLAUW, strokeWidth=1.5, height=18.5
        )
        tops = tops.encode(alt.X("waarde:Q", axis=None), alt.X2("hoog:Q"), y)
        labels = base.mark_text(align="left", dx=6).encode(alt.X("hoog:Q", axis=None), y, alt.Text("tekst:N"))
        return alt.layer(bars, tops, labels).properties(width=440, height=34 * len(reeks))

    tabel = build_table(
        reeks.assign(tekst=written),
        {
            "stap": Kolom("Stap"),
            "tekst": Kolom(f"Waarde ({first['eenheid']})", getal=True),
            "peildatum": Kolom("Peildatum", write_period),
            "toelichting": Kolom("Toelichting", lambda t: t if isinstance(t, str) else ""),
            "bron": BRON_TEKST,
        },
        f"{first['indicator']}: alle cijfers",
    )
    if len(reeks) == 1:
        return tabel
    unit = first["eenheid"]
    begin, eind = (f"{w} {unit} ({r['stap']})" for w, r in ((written[0], first), (written[-1], last)))
    titel = f"{first['indicator']}: van {begin} naar {eind}"
    steps = "; ".join(f"{stap}: {text}" for stap, text in zip(reeks["stap"], shown["tekst"], strict=True))
    return Figuur(draw, titel, f"Staafgrafiek. {start_sentence(steps)}.", tabel)
