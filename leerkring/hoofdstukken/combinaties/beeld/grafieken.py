"""Charts of the formal comparison: memberships, combinations with their cases, and cases against an answer."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from leerkring.hoofdstukken.combinaties.beeld.tabellen import table_waarheid, write_names, write_two
from leerkring.hoofdstukken.combinaties.beeld.zinnen import name_uitkomst, say_diversiteit, write_waarde
from leerkring.hoofdstukken.combinaties.cijfers.combinaties import Combinaties, Hoofdantwoord, Kant
from leerkring.methoden.qca.waarheidstabel import Rijsoort
from leerkring.weergave import thema
from leerkring.weergave.blokken import Blok, Kolom, build_table
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.gegevens import build_data
from leerkring.weergave.taal import join_words, start_sentence, write_count

MEESTE_GETEKENDE_CONDITIES = 5
"""With more conditions dots and lines no longer tell combinations apart; the table does."""
PAST, WIJKT_AF, GEEN = "past", "wijkt af", "hoort er niet bij"
GEVALSOORTEN = {
    "typisch": (PAST, "wel de combinatie en wel het resultaat"),
    "afwijkend in graad": (PAST, "wel de combinatie en, iets minder, het resultaat"),
    "afwijkend consistentie": (WIJKT_AF, "wel de combinatie, niet het resultaat"),
    "afwijkend dekking": (WIJKT_AF, "niet de combinatie, wel het resultaat"),
    "niet relevant": (GEEN, "niet de combinatie en niet het resultaat"),
    "onbepaald": (GEEN, "precies op de grens"),
}
RIJTEKENS = {
    Rijsoort.POSITIEF: "ja",
    Rijsoort.NEGATIEF: "nee",
    Rijsoort.TEGENSTRIJDIG: "verdeeld",
    Rijsoort.ONBEKEND: "?",
}
VLAKBREEDTE, HOOG = 460, 380
TEKENBREEDTE = 6.3 / VLAKBREEDTE
"""How wide a letter of a label is, on the scale of the axis."""
TUSSEN = 0.045


def plot_lidmaatschap(combinaties: Combinaties) -> Figuur:
    """Return how far each case belongs to each set, as numbered squares; the outcome is the last column.

    Parameters
    ----------
    combinaties
        The result of `compare_combinaties`, with cases.
    """
    plan, values = combinaties.plan, combinaties.gevallen.waarden
    names = {v.id: v.naam for v in plan.verzamelingen}
    outcome = values[values["verzameling"] == plan.uitkomst.id].sort_values(
        "lidmaatschap", ascending=False, kind="stable"
    )
    cases, sets = list(outcome["naam"]), list(names.values())
    shown = values.assign(kenmerk=values["verzameling"].map(names), graad=values["lidmaatschap"].map(write_two))

    def draw() -> Any:
        base = alt.Chart(build_data(shown[["naam", "kenmerk", "lidmaatschap", "graad"]])).encode(
            alt.X(
                "kenmerk:N",
                sort=sets,
                title=None,
                axis=alt.Axis(orient="top", labelAngle=-30, labelLimit=220, ticks=False, domain=False),
            ),
            alt.Y("naam:N", sort=cases, title=None, axis=alt.Axis(labelLimit=200, ticks=False, domain=False)),
        )
        squares = base.mark_rect(stroke=thema.WIT, strokeWidth=2).encode(
            alt.Color(
                "lidmaatschap:Q",
                scale=alt.Scale(type="threshold", domain=[0.2, 0.5, 0.65, 0.8], range=list(thema.REEKS_BLAUW)),
                legend=None,
            )
        )
        numbers = base.mark_text(fontSize=13).encode(
            alt.Text("graad:N"),
            color=alt.condition("datum.lidmaatschap >= 0.65", alt.value(thema.WIT), alt.value(thema.INKT)),
        )
        return alt.layer(squares, numbers).properties(width=92 * len(sets), height=34 * len(cases))

    wide = pd.DataFrame({"naam": cases})
    for v in plan.verzamelingen:
        own = {
            r["naam"]: f"{write_two(r['lidmaatschap'])} ({write_waarde(v, r)})"
            for r in values[values["verzameling"] == v.id].to_dict("records")
        }
        wide[v.id] = wide["naam"].map(own)
    tabel = build_table(
        wide,
        {"naam": Kolom("Geval")} | {v.id: Kolom(v.naam) for v in plan.verzamelingen},
        "Hoe ver elk geval erbij hoort, van 0 (helemaal niet) tot 1 (helemaal wel), met de waarde waarop dat rust",
    )
    inside = list(outcome.loc[outcome["lidmaatschap"] > 0.5, "naam"])
    verb = "hoort" if len(inside) < 2 else "horen"
    finding = f"{join_words(inside) or 'Geen enkel geval'} {verb} bij ‘{plan.uitkomst.naam.lower()}’"
    text = (
        f"Raster van {write_count(len(cases), 'geval', 'gevallen')} en {len(sets)} kenmerken. Elk vak heeft een cijfer "
        "van 0, helemaal niet, tot 1, helemaal wel. Boven de 0,50 hoort een geval erbij. De laatste kolom is het "
        f"resultaat. {finding}."
    )
    return Figuur(draw, finding, text, tabel)


def plot_combinaties(kant: Kant, combinaties: Combinaties) -> Figuur | Blok:
    """Return which combinations were seen and how many cases show each, as dots under bars.

    Parameters
    ----------
    kant
        A side of the comparison; with more than five conditions there is a table only.
    combinaties
        The whole comparison.
    """
    plan, tabel = combinaties.plan, table_waarheid(kant, combinaties)
    if len(plan.condities) > MEESTE_GETEKENDE_CONDITIES:
        return tabel
    rows = kant.rijen.sort_values(["aantal", "rij"], ascending=[False, True], kind="stable")
    order = [f"Rij {n}" for n in rows["rij"]]
    outcome = start_sentence(name_uitkomst(kant, plan))
    bars = pd.DataFrame(
        {
            "combinatie": order,
            "n": list(rows["aantal"]),
            "resultaat": [RIJTEKENS[Rijsoort(kind)] for kind in rows["uitkomst"]],
            "gevallen": [write_names(names) for names in rows["gevallen"]],
            "kop": outcome,
        }
    )
    dots = pd.DataFrame(
        [
            {"combinatie": f"Rij {r['rij']}", "conditie": c.naam, "stand": "ja" if r[c.id] == 1 else "nee"}
            for r in rows.to_dict("records")
            for c in plan.condities
        ]
    )

    def draw() -> Any:
        x: dict[str, Any] = {"sort": order, "title": None}
        top = alt.Chart(build_data(bars)).encode(alt.X("combinatie:N", **x, axis=None))
        y = alt.Y("n:Q", axis=None)
        head = alt.layer(
            top.mark_bar(color=thema.BLAUW, width=26).encode(y),
            top.mark_text(dy=-9, fontWeight=600).encode(y, alt.Text("n:Q")),
        ).properties(width=58 * len(order), height=20 + 20 * int(bars["n"].max()))
        rows_y = alt.Y(
            "conditie:N",
            sort=[c.naam for c in plan.condities],
            title=None,
            axis=alt.Axis(labelLimit=200, ticks=False, domain=False, grid=True),
        )
        base = alt.Chart(build_data(dots)).encode(alt.X("combinatie:N", **x, axis=None), rows_y)
        points = base.mark_point(size=170, strokeWidth=2, opacity=1, stroke=thema.BLAUW).encode(
            fill=alt.condition("datum.stand == 'ja'", alt.value(thema.BLAUW), alt.value(thema.WIT))
        )
        middle = points.properties(width=58 * len(order), height=34 * len(plan.condities))
        foot = (
            top.mark_text(fontSize=13, fontWeight=600)
            .encode(
                alt.X("combinatie:N", **x, axis=alt.Axis(labelAngle=0, ticks=False, domain=False)),
                alt.Y("kop:N", title=None, axis=alt.Axis(labelLimit=200, ticks=False, domain=False)),
                alt.Text("resultaat:N"),
            )
            .properties(width=58 * len(order), height=26)
        )
        return alt.vconcat(head, middle, foot, spacing=6)

    seen = kant.diversiteit
    finding = (
        f"{seen.gezien} van de {seen.combinaties} mogelijke combinaties {'kwam' if seen.gezien == 1 else 'kwamen'} voor"
    )
    text = (
        "Per kolom één combinatie. Een dichte stip betekent dat de conditie er is, een open stip dat die er niet is. "
        f"De staaf erboven telt de gevallen. Het woord eronder zegt of de combinatie samengaat met "
        f"{name_uitkomst(kant, plan)}. {say_diversiteit(kant)}"
    )
    return Figuur(draw, finding, text, tabel)


def plot_xy(kant: Kant, antwoord: Hoofdantwoord, combinaties: Combinaties) -> Figuur:
    """Return each case by how far it has the combination and how far the outcome, in four quarters.

    Parameters
    ----------
    kant, antwoord
        A side of the comparison with its answer.
    combinaties
        The whole comparison.
    """
    outcome = name_uitkomst(kant, combinaties.plan)
    shown = antwoord.gevallen.assign(
        soort_kort=[GEVALSOORTEN[s][0] for s in antwoord.gevallen["soort"]],
        uitleg=[GEVALSOORTEN[s][1] for s in antwoord.gevallen["soort"]],
    )

    def draw() -> Any:
        full = alt.Scale(domain=[-0.1, 1.1], nice=False)
        axis = alt.Axis(values=[0, 0.5, 1], grid=False, format=".1f")
        x = alt.X("oplossing:Q", scale=full, title="Hoe ver de combinatie er is", axis=axis)
        y = alt.Y("uitkomst:Q", scale=full, title="Hoe ver het resultaat er is", axis=axis)
        lines = pd.DataFrame({"x": [0.5, -0.1], "y": [-0.1, 0.5], "x2": [0.5, 1.1], "y2": [1.1, 0.5]})
        rules = (
            alt.Chart(build_data(lines))
            .mark_rule(color=thema.GRIJS, strokeDash=[4, 4])
            .encode(alt.X("x:Q", scale=full), alt.Y("y:Q", scale=full), x2="x2:Q", y2="y2:Q")
        )
        words = ["geen van beide", "wel resultaat, geen combinatie", "wel combinatie, geen resultaat", "allebei"]
        corners = pd.DataFrame({"x": [-0.08, -0.08, 0.52, 0.52], "y": [-0.07, 1.07, -0.07, 1.07], "hoek": words})
        names = (
            alt.Chart(build_data(corners))
            .mark_text(align="left", color=thema.GRIJS, fontStyle="italic")
            .encode(alt.X("x:Q", scale=full), alt.Y("y:Q", scale=full), alt.Text("hoek:N"))
        )
        kinds: dict[str, Any] = {"domain": [PAST, WIJKT_AF, GEEN]}
        points = (
            alt.Chart(build_data(shown[["geval", "oplossing", "uitkomst", "soort_kort"]]))
            .mark_point(filled=True, opacity=1, size=110, stroke=thema.WIT, strokeWidth=1)
            .encode(
                x,
                y,
                alt.Shape("soort_kort:N", scale=alt.Scale(**kinds, range=["circle", "triangle-up", "square"])),
                alt.Color("soort_kort:N", scale=alt.Scale(**kinds, range=[thema.BLAUW, thema.ORANJE, thema.GRIJS])),
            )
        )
        texts = (
            alt.Chart(build_data(place_labels(shown)))
            .mark_text(align="left", dx=10)
            .encode(alt.X("x:Q", scale=full), alt.Y("y:Q", scale=full), alt.Text("namen:N"))
        )
        return alt.layer(rules, names, points, texts).properties(width=VLAKBREEDTE, height=HOOG)

    tabel = build_table(
        shown,
        {
            "geval": Kolom("Geval"),
            "oplossing": Kolom("Combinatie", write_two, getal=True),
            "uitkomst": Kolom("Resultaat", write_two, getal=True),
            "uitleg": Kolom("Wat dat betekent"),
        },
        f"Hoe ver elk geval de combinatie heeft, en hoe ver {outcome}",
    )
    has = shown[shown["oplossing"] > 0.5]
    n = int((has["uitkomst"] > 0.5).sum())
    finding = f"Van {len(has)} gevallen met de combinatie {'heeft' if n == 1 else 'hebben'} er {n} {outcome}"
    if n == len(has):
        start = "Het ene geval met de combinatie heeft" if n == 1 else f"Alle {n} gevallen met de combinatie hebben"
        finding = f"{start} {outcome}"
    odd = shown[shown["soort_kort"] == WIJKT_AF]
    names = join_words([f"{g} ({why})" for g, why in zip(odd["geval"], odd["uitleg"], strict=True)])
    more = f"Wat afwijkt: {names}" if names else "Geen enkel geval wijkt af"
    top = shown.sort_values(["oplossing", "uitkomst"], ascending=False, kind="stable").iloc[0]
    far = f"{top['geval']}: combinatie {write_two(top['oplossing'])}, resultaat {write_two(top['uitkomst'])}"
    text = (
        "Puntenfiguur met vier kwarten. Naar rechts is de combinatie er meer, naar boven het resultaat. Beide lopen "
        "van 0 tot 1, met de grens op 0,5. Elk geval heeft een naam en een eigen vorm: rond past, een driehoek wijkt "
        f"af, een vierkant hoort er niet bij. {finding}. {more}. Het verst staat {far}."
    )
    return Figuur(draw, finding, text, tabel)


def place_labels(gevallen: pd.DataFrame) -> pd.DataFrame:
    """Return one label per place, with the names of all cases there, and labels far enough apart to be read.

    Parameters
    ----------
    gevallen
        One row per case, with `geval`, `oplossing` and `uitkomst`.
    """
    places: dict[tuple[float, float], list[str]] = {}
    for r in gevallen.to_dict("records"):
        places.setdefault((round(r["uitkomst"], 2), round(r["oplossing"], 2)), []).append(r["geval"])
    rows: list[tuple[float, float, str]] = []
    for (y, x), names in sorted(places.items()):
        text = join_words(sorted(names))
        end = x + TEKENBREEDTE * (len(text) + 4)
        beside = sorted(b for a, b, other in rows if a < end and x < a + TEKENBREEDTE * (len(other) + 4))
        for taken in beside:
            y = max(y, taken + TUSSEN) if abs(taken - y) < TUSSEN else y
        rows.append((x, y, text))
    return pd.DataFrame(rows, columns=["x", "y", "namen"])
