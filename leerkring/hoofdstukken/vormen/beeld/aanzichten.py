"""Charts and sentences on how strong the forms are on paper and in practice (deelvraag D2)."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from leerkring.weergave import thema
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.gegevens import build_data
from leerkring.weergave.taal import join_words, start_sentence, write_count


def say_aanzichten(laatste: pd.DataFrame) -> str:
    """Return the largest difference between paper and practice, without its full stop.

    Parameters
    ----------
    laatste
        The result of `select_last`.
    """
    known = laatste.dropna(subset=["verschil"])
    if known.empty:
        return "Hoe sterk de vormen op papier en in de praktijk zijn, is niet gemeten"
    size = known["verschil"].abs().max()
    if size == 0:
        return "Op papier en in de praktijk is elke vorm even sterk"
    top = known[known["verschil"].abs() == size]
    parts = []
    for sign, words in ((-1, "in de praktijk sterker dan op papier"), (1, "op papier sterker dan in de praktijk")):
        side = top[top["verschil"] == sign * size]
        if len(side) == 1:
            row = side.iloc[0]
            low, high = sorted((row["formeel"], row["beleefd"]))
            parts.append(f"{row['vorm'].lower()} is {words} ({high} tegen {low})")
        elif len(side):
            parts.append(f"{join_words([v.lower() for v in side['vorm']])} zijn {words} (elk {size} verschil)")
    return start_sentence("; ".join(parts))


def build_dumbbell(shown: pd.DataFrame, hoogte: int = 34) -> Any:
    """Return a chart of paper and practice per row, with the two joined by a line and named beside their points.

    Parameters
    ----------
    shown
        Rows with `rij`, `formeel` and `beleefd`, in the order in which they are drawn.
    hoogte
        The height of a row in pixels.
    """
    rows = shown[["rij", "formeel", "beleefd"]].astype({"formeel": "int64", "beleefd": "int64"})
    less = rows["formeel"] < rows["beleefd"]
    both = rows["formeel"] == rows["beleefd"]
    texts: dict[str, Any] = {
        "links": [
            "" if b else f"papier {f}" if low else f"praktijk {p}"
            for f, p, low, b in zip(rows["formeel"], rows["beleefd"], less, both, strict=True)
        ],
        "rechts": [
            f"beide {f}" if b else f"praktijk {p}" if low else f"papier {f}"
            for f, p, low, b in zip(rows["formeel"], rows["beleefd"], less, both, strict=True)
        ],
        "laag": rows[["formeel", "beleefd"]].min(axis=1),
        "hoog": rows[["formeel", "beleefd"]].max(axis=1),
    }
    base = alt.Chart(build_data(rows.assign(**texts)))
    axis = alt.Axis(labelLimit=250, labelPadding=10, ticks=False, domain=False)
    y = alt.Y("rij:N", sort=list(rows["rij"]), title=None, axis=axis)
    scale = alt.Scale(domain=[-0.9, 4.9], nice=False)
    words = "['0 afwezig', '1', '2', '3', '4 bepalend'][datum.value]"

    def place(field: str) -> Any:
        return alt.X(f"{field}:Q", title=None, scale=scale, axis=alt.Axis(values=[0, 1, 2, 3, 4], labelExpr=words))

    return alt.layer(
        base.mark_rule(strokeWidth=2, color=thema.GRIJS).encode(place("laag"), alt.X2("hoog:Q"), y),
        base.mark_point(shape="square", size=180, filled=True, opacity=1, color=thema.ORANJE).encode(
            place("formeel"), y
        ),
        # A white edge: where both are equally strong, blue on orange cannot be told apart.
        base.mark_point(shape="circle", size=80, opacity=1, fill=thema.BLAUW, stroke=thema.WIT, strokeWidth=1.5).encode(
            place("beleefd"), y
        ),
        base.mark_text(align="right", dx=-10).encode(place("laag"), y, alt.Text("links:N")),
        base.mark_text(align="left", dx=10).encode(place("hoog"), y, alt.Text("rechts:N")),
    ).properties(width=370, height=hoogte * len(rows))


def write_sterkte(sterkte: Any) -> str:
    """Return a strength, or a dash where it was not measured."""
    return "–" if pd.isna(sterkte) else str(sterkte)


def write_verschil(verschil: Any) -> str:
    """Return a difference between paper and practice in words."""
    if pd.isna(verschil):
        return "niet te zeggen"
    side = "op papier" if verschil > 0 else "in de praktijk"
    return "geen verschil" if verschil == 0 else f"{abs(int(verschil))} sterker {side}"


def plot_aanzichten(verschillen: pd.DataFrame, laatste: pd.DataFrame, naam: str) -> Figuur | Blok:
    """Return how strong each form is on paper and in practice at the last meting; the table has every meting.

    Parameters
    ----------
    verschillen, laatste
        The results of `compare_aanzichten` and `select_last`.
    naam
        The name of the deelnemer.
    """
    known = laatste.dropna(subset=["verschil"])
    if known.empty:
        return build_gap(f"Hoe sterk de vormen bij {naam} op papier en in de praktijk zijn, is niet gemeten.")
    pairs = [
        f"{write_sterkte(f)} / {write_sterkte(b)}"
        for f, b in zip(verschillen["formeel"], verschillen["beleefd"], strict=True)
    ]
    wide = verschillen.assign(paar=pairs).pivot(index="vorm", columns="meting", values="paar").loc[laatste["vorm"]]
    wide = wide.reset_index().assign(verschil=list(laatste["verschil"]))
    tabel = build_table(
        wide,
        {"vorm": Kolom("Vorm")}
        | {m: Kolom(m) for m in sorted(set(verschillen["meting"]))}
        | {"verschil": Kolom(f"Verschil bij {known['meting'].iloc[0]}", write_verschil)},
        f"Sterkte bij {naam} van 0 (afwezig) tot 4 (bepalend): op papier / in de praktijk",
    )
    finding, meting = say_aanzichten(laatste), known["meting"].iloc[0]
    text = (
        f"Per vorm een vierkant voor papier en een rondje voor praktijk, met een lijn ertussen, bij meting {meting}. "
        f"{finding}. Het gaat om {write_count(len(known), 'vorm', 'vormen')} bij één deelnemer."
    )
    missing = [m for m in dict.fromkeys(sorted(verschillen["meting"])) if _unmeasured(verschillen, m)]
    text += f" Er is niet gemeten bij {join_words(missing)}." if missing else ""
    rows = known.rename(columns={"vorm": "rij"})
    return Figuur(lambda: build_dumbbell(rows), f"{finding} bij {meting}", text, tabel)


def _unmeasured(verschillen: pd.DataFrame, meting: str) -> bool:
    """Tell whether at a meting nothing can be compared."""
    return bool(verschillen.loc[verschillen["meting"] == meting, "verschil"].isna().all())
