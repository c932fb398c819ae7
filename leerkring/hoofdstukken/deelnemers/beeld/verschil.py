"""Which deelnemers differ most, which are most alike, and why."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd
from markupsafe import Markup

from leerkring.weergave import thema
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_list, build_paragraph, build_table, join_blocks
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.gegevens import build_data
from leerkring.weergave.taal import join_words, write_count, write_number, write_value

GEEN_PAREN = "Er zijn geen twee deelnemers die hier vergeleken kunnen worden."
WEINIG = "Let op: deze paren zijn op weinig kenmerken vergeleken, want meer is er niet vastgelegd."
LEES_AFSTANDEN = (
    "De afstand (Gower) loopt van 0, in alles gelijk, tot 1, in alles verschillend. Elk kenmerk telt even zwaar. "
    "Een getal tussen haakjes rust op weinig kenmerken."
)


def write_kenmerk(reden: dict[Any, Any], waarde: Any) -> str:
    """Return the value of a variable in words; a factor that was not named says so."""
    if reden["groep"] == "context":
        return f"gewicht {write_number(waarde)}" if waarde else "niet genoemd"
    return write_value(waarde).lower()


def write_reden(reden: dict[Any, Any]) -> str:
    """Return one reason: the variable with the values of both deelnemers."""
    name = str(reden["label"]).lower() + (" in de praktijk" if reden["groep"] == "sturingsmix" else "")
    a, b = write_kenmerk(reden, reden["waarde_a"]), write_kenmerk(reden, reden["waarde_b"])
    if a == b:
        return f"{name} (beide {a})"
    return f"{name} ({a} {'tegenover' if reden['rol'] == 'verschilt' else 'en'} {b})"


def write_pair(redenen: pd.DataFrame) -> str:
    """Return one pair as a sentence with its distance and its reasons."""
    records = redenen.to_dict("records")
    top = records[0]
    verb = "verschillen" if top["rol"] == "verschilt" else "lijken op elkaar"
    n = write_count(top["n"], "kenmerk", "kenmerken")
    return (
        f"{top['naam_a']} en {top['naam_b']} {verb} (afstand {write_number(top['afstand'], 2)}, vergeleken op {n}). "
        f"Vooral door: {join_words([write_reden(r) for r in records])}."
    )


def tell_paren(uitleg: pd.DataFrame) -> Blok:
    """Return the most different and the most alike pairs as sentences with their reasons.

    Parameters
    ----------
    uitleg
        The result of `explain_paren`.
    """
    if uitleg.empty:
        return build_gap(GEEN_PAREN)
    blocks = [build_paragraph(WEINIG)] if uitleg["weinig"].any() else []
    for rol, kop in (
        ("verschilt", "Het meest verschillend. Van verschillen leer je meer."),
        ("lijkt", "Het meest gelijk. Hier valt op wat toch anders liep."),
    ):
        own = uitleg[uitleg["rol"] == rol]
        zinnen = [write_pair(part) for _, part in own.groupby("plaats", sort=False)]
        if not zinnen:
            continue
        blocks += [Blok(Markup("<p><strong>{}</strong></p>").format(kop), kop), build_list(zinnen)]
    return join_blocks(blocks)


def say_verschil(uitleg: pd.DataFrame) -> str:
    """Return in one or two sentences who differ most and who are most alike, for the summary."""
    if uitleg.empty:
        return GEEN_PAREN
    first = uitleg[uitleg["plaats"] == 1].drop_duplicates("rol").set_index("rol")
    if "lijkt" not in first.index or "verschilt" not in first.index:
        pair = first.iloc[0]
        return f"Alleen {pair['naam_a']} en {pair['naam_b']} zijn op genoeg kenmerken te vergelijken."
    far, near = first.loc["verschilt"], first.loc["lijkt"]
    if far["weinig"]:
        n = write_count(int(uitleg["n"].max()), "kenmerk", "kenmerken")
        return f"De deelnemers zijn maar op {n} te vergelijken. Wie het meest van elkaar verschillen, is dus onzeker."
    return (
        f"{far['naam_a']} en {far['naam_b']} verschillen het meest van elkaar. "
        f"{near['naam_a']} en {near['naam_b']} lijken het meest op elkaar."
    )


def plot_afstanden(matrix: pd.DataFrame, uitleg: pd.DataFrame, aantal: int) -> Figuur | Blok:
    """Return the distance of every pair as a triangle of numbered squares, dark where they differ most.

    Parameters
    ----------
    matrix, uitleg
        The results of `lay_matrix` and `explain_paren`.
    aantal
        How many deelnemers there are; the triangle may hold fewer.
    """
    if uitleg.empty:
        return build_gap(GEEN_PAREN)
    texts = [write_afstand(r) for r in matrix.to_dict("records")]
    shown = matrix.assign(kolom=matrix["naam_kolom"], rij=matrix["naam_rij"], tekst=texts)
    names = list(dict.fromkeys([*shown["kolom"], *shown["rij"]]))

    def draw() -> Any:
        base = alt.Chart(build_data(shown[["kolom", "rij", "afstand", "tekst"]])).encode(
            alt.X(
                "kolom:N",
                sort=names,
                title=None,
                axis=alt.Axis(labelAngle=-40, labelLimit=190, ticks=False, domain=False),
            ),
            alt.Y("rij:N", sort=names, title=None, axis=alt.Axis(labelLimit=200, ticks=False, domain=False)),
        )
        squares = base.mark_rect(stroke=thema.WIT, strokeWidth=2).encode(
            alt.Color(
                "afstand:Q",
                scale=alt.Scale(type="threshold", domain=[0.3, 0.4, 0.5, 0.6], range=list(thema.REEKS_BLAUW)),
                legend=None,
            )
        )
        numbers = base.mark_text(fontSize=13).encode(
            alt.Text("tekst:N"),
            color=alt.condition("datum.afstand >= 0.5", alt.value(thema.WIT), alt.value(thema.INKT)),
        )
        steps = len(names) - 1
        return alt.layer(squares, numbers).properties(width=min(62 * steps, 420), height=32 * steps)

    tabel = build_table(
        shown,
        {
            "kolom": Kolom("Deelnemer"),
            "rij": Kolom("Vergeleken met"),
            "tekst": Kolom("Afstand", getal=True),
            "n": Kolom("Kenmerken vergeleken", getal=True),
        },
        f"Hoe verschillend zijn de deelnemers? {LEES_AFSTANDEN}",
    )
    finding = say_verschil(uitleg)
    low, high = int(matrix["n"].min()), int(matrix["n"].max())
    n = write_count(high, "kenmerk", "kenmerken") if low == high else f"{low} tot {high} kenmerken"
    some = f"de {len(names)} van de {aantal} deelnemers die bij de paren staan of het meest van alle andere verschillen"
    drawn = some if aantal > len(names) else write_count(len(names), "deelnemer", "deelnemers")
    text = (
        f"Driehoek met de afstand tussen {drawn}, elk paar vergeleken op {n}. "
        f"Hoe sterker een vak afsteekt, hoe groter het verschil. {LEES_AFSTANDEN} {finding}"
    )
    remarks = [] if uitleg["weinig"].any() else [f"{n} per paar"]
    remarks += [f"getekend: {some}"] if aantal > len(names) else []
    titel = finding.removesuffix(".") + (f" ({'; '.join(remarks)})" if remarks else "")
    return Figuur(draw, titel, text, tabel)


def write_afstand(paar: dict[Any, Any]) -> str:
    """Return a distance with two decimals; between brackets where it rests on few variables."""
    if pd.isna(paar["afstand"]):
        return "geen"
    text = write_number(paar["afstand"], 2)
    return f"({text})" if paar["weinig"] else text
