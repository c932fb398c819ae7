"""Chart and table on which kinds of steps go with which form and start situation (deelvraag D1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd
from markupsafe import Markup

from leerkring.hoofdstukken.aanpak.cijfers.situaties import NIET_BEKEND
from leerkring.weergave import thema
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.gegevens import build_data
from leerkring.weergave.merken import BRON
from leerkring.weergave.taal import join_words, start_sentence, write_count

SITUATIEKOPPEN = {
    "sturingsvorm": ("vorm", "vormen"),
    "werksoort": ("soort werk", "soorten werk"),
    "vertrekpunt": ("vertrekpunt", "vertrekpunten"),
}


def plot_stappen_kring(matrix: pd.DataFrame, by: str) -> Figuur | Blok:
    """Return which soorten of steps go with which form or start situation, as numbered circles.

    Parameters
    ----------
    matrix
        The result of `cross_steps`.
    by
        The same 'sturingsvorm', 'werksoort' or 'vertrekpunt'.
    """
    if not matrix["n"].any():
        return build_gap("Er zijn bij geen van de deelnemers stappen vastgelegd.")
    one = SITUATIEKOPPEN[by][0]
    soorten, rows = list(dict.fromkeys(matrix["soort"])), matrix.drop_duplicates("sleutel")
    names: dict[str, str] = dict(zip(rows["sleutel"], rows["rij"], strict=True))
    heads = {
        r[
            "sleutel"
        ]: f"{thema.KORTE_VORM.get(r['sleutel'], r['rij'])}\n{write_count(r['gevallen_rij'], 'geval', 'gevallen')}"
        for r in rows.to_dict("records")
    }
    shown = matrix.loc[matrix["n"] > 0, ["sleutel", "soort", "n"]]
    shown = shown.assign(kolom=shown["sleutel"].map(heads))
    domain = list(heads.values())

    def draw() -> Any:
        above = alt.Axis(
            orient="top",
            labelAngle=0,
            labelExpr=r"split(datum.label, '\n')",
            labelLineHeight=15,
            labelPadding=22,  # a label of two lines grows downwards
            grid=True,
            domain=False,
            ticks=False,
        )
        base = alt.Chart(build_data(shown[["kolom", "soort", "n"]])).encode(
            alt.X("kolom:N", sort=domain, scale=alt.Scale(domain=domain), title=None, axis=above),
            alt.Y(
                "soort:N",
                sort=soorten,
                scale=alt.Scale(domain=soorten),
                title=None,
                axis=alt.Axis(grid=True, labelLimit=200, domain=False, ticks=False),
            ),
        )
        sizes = alt.Size(
            "n:Q", scale=alt.Scale(domain=[1, max(int(shown["n"].max()), 2)], range=[240, 620]), legend=None
        )
        circles = base.mark_circle(color=thema.BLAUW, opacity=1).encode(sizes)
        numbers = base.mark_text(color=thema.WIT, fontSize=12, fontWeight=600).encode(alt.Text("n:Q"))
        return alt.layer(circles, numbers).properties(
            width=min(74 * len(domain), 460) if len(domain) > 4 else 400, height=30 * len(soorten)
        )

    def write_cell(record: Mapping[Any, Any]) -> Markup:
        if not record["n"]:
            return Markup("0")
        return Markup('<strong>{}</strong><br><span class="lk-klein">{}</span>').format(
            record["n"], "; ".join(record["gevallen"])
        )

    cells = matrix.assign(cel=[write_cell(r) for r in matrix.to_dict("records")])
    wide = cells.pivot(index="soort", columns="sleutel", values="cel").loc[soorten, list(names)].reset_index()
    kolommen = {"soort": Kolom("Soort stap")} | {k: Kolom(v, lambda c: c) for k, v in names.items()}
    tabel = build_table(wide, kolommen, f"Aantal stappen per soort en {one}, met de gevallen erachter")
    full = rows[(rows["gevallen_rij"] > 0) & (rows["sleutel"] != NIET_BEKEND)]
    spread = shown[shown["sleutel"].isin(full["sleutel"])].groupby("soort", sort=False)["sleutel"].nunique()
    single = [f"{s.lower()} ({_only(shown, s, names)})" for s in soorten if spread.get(s, 0) == 1]
    titel = say_stappenspreiding(
        [s.lower() for s in soorten if spread.get(s, 0) == len(full)], single, list(full["rij"]), by
    )
    empty = [r["rij"].lower() for r in rows.to_dict("records") if not r["gevallen_rij"]]
    text = f"Raster met {len(soorten)} soorten stappen en {len(domain)} kolommen; het cijfer telt de stappen. {titel}."
    text += f" Het hoogste cijfer in één vak is {shown['n'].max()}."
    text += f" Alleen bij één {one}: {join_words(single)}." if single and len(full) > 1 else ""
    text += f" Zonder stappen: {join_words(empty)}." if empty else ""
    return Figuur(draw, titel, text, tabel)


def say_stappenspreiding(overal: Sequence[str], alleen: Sequence[str], rijen: Sequence[str], by: str) -> str:
    """Return what a matrix of steps shows: what occurs everywhere or, where that is much, what in one place only.

    Parameters
    ----------
    overal
        The soorten of steps that occur in every known row.
    alleen
        The soorten that occur in one known row, with that row between brackets.
    rijen
        The known rows that have steps.
    by
        'sturingsvorm', 'werksoort' or 'vertrekpunt'.
    """
    (one, many), n = SITUATIEKOPPEN[by], len(rijen)
    if n == 0:
        return f"Van de stappen is niet bekend bij welk{'' if by != 'sturingsvorm' else 'e'} {one} zij horen"
    if n == 1:
        return f"Alleen {rijen[0].lower()} is als {one} bekend; vergelijken kan niet"
    where = f"beide {many}" if n == 2 else f"alle {n} {many} met stappen"
    if 0 < len(overal) <= 3:
        return f"{start_sentence(join_words(overal))} {'komt' if len(overal) == 1 else 'komen'} bij {where} voor"
    if 0 < len(alleen) <= 3:
        return f"Bij maar één {one} koos men {join_words(alleen)}"
    if overal:
        return f"{len(overal)} soorten stappen komen bij {where} voor"
    each = f"elke {one}" if by == "sturingsvorm" else f"elk {one}"
    return f"Geen soort stap werd bij {each} gezet"


def _only(shown: pd.DataFrame, soort: str, names: Mapping[str, str]) -> str:
    """Return the label of the one known row in which a soort occurs."""
    keys = shown.loc[(shown["soort"] == soort) & (shown["sleutel"] != NIET_BEKEND), "sleutel"]
    return names[keys.iloc[0]].lower()


def table_situaties(situaties: pd.DataFrame) -> Blok:
    """Return from which situation every deelnemer and example began; see `list_situaties`."""
    if situaties.empty:
        return build_gap("Er zijn geen deelnemers of voorbeelden die hier getoond mogen worden.")
    kolommen = {
        "naam": Kolom("Deelnemer of voorbeeld"),
        "vormen": Kolom("Vorm"),
        "werksoort": Kolom("Soort werk"),
        "vertrekpunt": Kolom("Vertrekpunt"),
        "aanleiding": Kolom("Aanleiding", lambda t: t if isinstance(t, str) else "niet bekend"),
        "bron": BRON,
    }
    return build_table(situaties, kolommen, "Vanuit welke situatie men begon")
