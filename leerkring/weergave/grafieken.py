"""The charts: each takes a finished frame and returns a figure; nothing is counted here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from leerkring.begrippen import Aanzicht, InterventieStatus, Meting, Sturingsvorm
from leerkring.weergave import thema
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.figuur import Figuur, join_figures
from leerkring.weergave.taal import (
    join_words,
    start_sentence,
    write_count,
    write_date,
    write_measured,
    write_period,
    write_sources,
)
from leerkring.weergave.zinnen import say_shift

BRON = Kolom("Bron", write_sources)
VORMEN = [vorm.label for vorm in Sturingsvorm]
METINGEN = [str(meting) for meting in Meting]


class Rijen(alt.Data):
    """The finished records of a chart, handed on as they are: Altair would copy and check every cell at every step."""

    _class_is_valid_at_instantiation = False

    def __init__(self, values: list[dict[str, Any]]) -> None:
        super().__init__(values=values)  # type: ignore[no-untyped-call] # Altair has no types here

    def __deepcopy__(self, memo: Any) -> Rijen:
        """Return the same records: nobody changes them."""
        return self

    def to_dict(self, *_: Any, **__: Any) -> dict[str, Any]:
        """Return the records as Vega-Lite has them."""
        return {"values": self["values"]}


def build_data(frame: pd.DataFrame) -> alt.Data:
    """Return a frame as the finished records that a chart holds."""
    return Rijen(values=list_records(frame))


def list_records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as records: a missing value is null and not zero, a day is text."""
    cells = [
        [None if gone else v.isoformat() if isinstance(v, pd.Timestamp) else v for v, gone in zip(*both, strict=True)]
        for both in ((frame[column].tolist(), frame[column].isna()) for column in frame)
    ]
    return [dict(zip(frame.columns, row, strict=True)) for row in zip(*cells, strict=True)]


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
    chart = (
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
    return Figuur(chart, finding, text, tabel)


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
    kolommen = {
        "naam": Kolom("Interventie"),
        "soort": Kolom("Soort"),
        "moment": Kolom("Wanneer", lambda m: write_period(m) if isinstance(m, str) else "datum niet bekend"),
        "status": Kolom("Status"),
        "toelichting": Kolom("Toelichting", lambda t: t if isinstance(t, str) else ""),
        "bron": BRON,
    }
    tabel = build_table(tijdlijn, kolommen, f"Interventies van {naam}")
    dated = tijdlijn.dropna(subset=["van"])
    if len(dated) < 2:
        return tabel  # one bar says nothing that the table does not say
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
    chart = alt.layer(*layers).properties(width=420, height=max(24 * dated["naam"].nunique(), 60))
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
    return Figuur(chart, titel, text, tabel)


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
    return join_figures([plot_reeks(reeks) for reeks in reeksen])


def plot_reeks(reeks: pd.DataFrame) -> Figuur | Blok:
    """Return one series of an indicator as bars, or as a table when it has one number only.

    A range shows its top as an open end.

    Parameters
    ----------
    reeks
        One frame of `list_series`.
    """
    first, last = reeks.iloc[0], reeks.iloc[-1]
    written = [write_measured(r["waarde"], r["waarde_hoog"], r["precisie"]) for r in reeks.to_dict("records")]
    shown = reeks[["stap", "waarde"]].assign(
        hoog=reeks["waarde_hoog"].fillna(reeks["waarde"]), tekst=[f"{w} {first['eenheid']}" for w in written]
    )
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
    chart = alt.layer(bars, tops, labels).properties(width=440, height=34 * len(reeks))
    tabel = build_table(
        reeks.assign(tekst=written),
        {
            "stap": Kolom("Stap"),
            "tekst": Kolom(f"Waarde ({first['eenheid']})", getal=True),
            "peildatum": Kolom("Peildatum", write_period),
            "toelichting": Kolom("Toelichting", lambda t: t if isinstance(t, str) else ""),
            "bron": BRON,
        },
        f"{first['indicator']}: alle cijfers",
    )
    if len(reeks) == 1:
        return tabel
    unit = first["eenheid"]
    begin, eind = (f"{w} {unit} ({r['stap']})" for w, r in ((written[0], first), (written[-1], last)))
    titel = f"{first['indicator']}: van {begin} naar {eind}"
    steps = "; ".join(f"{stap}: {text}" for stap, text in zip(reeks["stap"], shown["tekst"], strict=True))
    return Figuur(chart, titel, f"Staafgrafiek. {start_sentence(steps)}.", tabel)
