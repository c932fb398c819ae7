"""The interventies of one deelnemer on a line of time."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from leerkring.begrippen import InterventieStatus
from leerkring.model.naamgenoten import name_apart
from leerkring.weergave import thema
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.gegevens import build_data
from leerkring.weergave.merken import BRON_TEKST
from leerkring.weergave.taal import write_count, write_date, write_period


def plot_tijdlijn(tijdlijn: pd.DataFrame, bijeenkomsten: pd.DataFrame, naam: str) -> Figuur | Blok:
    """Return the interventies of one deelnemer as bars in time, with the leerbijeenkomsten as lines.

    Parameters
    ----------
    tijdlijn, bijeenkomsten
        The results of `lay_timeline` and `list_meetings`.
    naam
        The name of the deelnemer.
    """
    if tijdlijn.empty:
        return build_gap(f"Er zijn geen interventies van {naam} vastgelegd.")
    labels = name_apart(dict(zip(tijdlijn["id"], tijdlijn["naam"], strict=True)))
    tijdlijn = tijdlijn.assign(naam=tijdlijn["id"].map(labels))  # or two steps with one name would share a row
    kolommen = {
        "naam": Kolom("Interventie"),
        "soort": Kolom("Soort"),
        "moment": Kolom("Wanneer", lambda m: write_period(m) if isinstance(m, str) else "datum niet bekend"),
        "status": Kolom("Status"),
        "toelichting": Kolom("Toelichting", lambda t: t if isinstance(t, str) else ""),
        "bron": BRON_TEKST,
    }
    tabel = build_table(tijdlijn, kolommen, f"Interventies van {naam}")
    dated = tijdlijn.dropna(subset=["van"])
    if len(dated) < 2:
        return tabel  # one bar says nothing that the table does not say

    def draw() -> Any:
        statuses = [s.label for s in InterventieStatus if s.label in set(dated["status"])]
        hues = {"Gepland": thema.GRIJS, "Lopend": thema.GROEN, "Uitgevoerd": thema.BLAUW, "Gestopt": thema.ORANJE}
        y = alt.Y(
            "naam:N",
            sort=list(dated["naam"]),
            title=None,
            axis=alt.Axis(labelLimit=330, labelPadding=12, ticks=False, domain=False),
        )
        color = alt.Color("status:N", scale=alt.Scale(domain=statuses, range=[hues[s] for s in statuses]))
        shapes = {"Gepland": "diamond", "Lopend": "triangle-right", "Uitgevoerd": "circle", "Gestopt": "cross"}
        shape = alt.Shape("status:N", scale=alt.Scale(domain=statuses, range=[shapes[s] for s in statuses]))
        axis = alt.Axis(format="%b %Y", labelAngle=0, labelOverlap=True, tickCount=6)
        base = alt.Chart(build_data(dated[["naam", "van", "tot", "status"]]))
        bars = base.mark_bar(height=10).encode(alt.X("van:T", title=None, axis=axis), alt.X2("tot:T"), y, color)
        points = base.mark_point(filled=True, size=130, opacity=1, stroke=thema.WIT, strokeWidth=1.5)
        points = points.encode(alt.X("van:T"), y, color, shape)
        layers: list[Any] = [bars, points]
        if not bijeenkomsten.empty:
            meetings = alt.Chart(
                build_data(bijeenkomsten.assign(tekst="bijeenkomst " + bijeenkomsten["nummer"].astype(str)))
            )
            layers.append(meetings.mark_rule(strokeDash=[3, 3], color=thema.GRIJS).encode(alt.X("datum:T")))
            layers.append(
                meetings.mark_text(align="left", dx=4, dy=-6, baseline="bottom", color=thema.INKT).encode(
                    alt.X("datum:T"), alt.Text("tekst:N"), y=alt.value(0)
                )
            )
        return alt.layer(*layers).properties(width=420, height=max(24 * len(dated), 60))

    first, last = dated["van"].min(), dated["tot"].max()
    undated = len(tijdlijn) - len(dated)
    years = f"in {first.year}" if first.year == last.year else f"van {first.year} tot en met {last.year}"
    planned = int((tijdlijn["status"] == InterventieStatus.GEPLAND.label).sum())
    verb = "is" if len(tijdlijn) == 1 else "zijn"
    titel = f"Bij {naam} {verb} {write_count(len(tijdlijn), 'stap', 'stappen')} vastgelegd"
    titel += f", waarvan {planned} nog gepland" if planned else ""
    titel += (
        f"; {len(dated)} daarvan {'heeft' if len(dated) == 1 else 'hebben'} een datum, {years}"
        if undated
        else f", {years}"
    )
    text = f"Tijdlijn van {write_date(first)} tot {write_date(last)} met {write_count(len(dated), 'balk', 'balken')}."
    text += " Elke balk is een interventie; de kleur en het teken geven de status."
    if undated:
        text += f" Van {write_count(undated, 'interventie', 'interventies')} is de datum niet bekend."
    return Figuur(draw, titel, text, tabel)
