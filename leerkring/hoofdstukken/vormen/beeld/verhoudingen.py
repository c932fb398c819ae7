"""Matrices, chart and sentences on how the forms stand to each other (deelvraag D2)."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd
from markupsafe import Markup

from leerkring.begrippen import Sturingsvorm, Verhouding
from leerkring.weergave import thema
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.gegevens import build_data
from leerkring.weergave.merken import link_sources
from leerkring.weergave.taal import join_words, start_sentence, write_count

TEKENS = {Verhouding.VERSTERKT: "+", Verhouding.BEGRENST: "−", Verhouding.VERVANGT: "→", Verhouding.NAAST: "∥"}
DOET = {
    Verhouding.VERSTERKT: "versterkt een andere vorm",
    Verhouding.BEGRENST: "begrenst een andere vorm",
    Verhouding.VERVANGT: "vervangt een andere vorm",
    Verhouding.NAAST: "staat naast een andere vorm",
}


def name_vorm(code: str) -> str:
    """Return the label of a form in running text."""
    return Sturingsvorm(code).label.lower()


def write_relation(verhouding: str) -> Markup:
    """Return a relation as a sign and a word."""
    v = Verhouding(verhouding)
    return Markup('<span class="lk-relatie"><span aria-hidden="true">{}</span> {}</span>').format(TEKENS[v], v.label)


def build_matrix(cellen: Mapping[tuple[str, str], Markup], bijschrift: str) -> Blok:
    """Return a matrix of forms with the cells that are filled; an empty one says that nothing is described."""
    rows, columns = ([str(v) for v in Sturingsvorm if any(pair[side] == str(v) for pair in cellen)] for side in (0, 1))
    frame = pd.DataFrame(
        [[Sturingsvorm(r).label, *(cellen.get((r, c), "n.v.t." if r == c else "–") for c in columns)] for r in rows],
        columns=["rij", *columns],
    )
    kolommen = {"rij": Kolom("Deze vorm …")} | {c: Kolom(f"… {name_vorm(c)}", lambda v: v) for c in columns}
    return build_table(frame, kolommen, f"{bijschrift} (–: niet beschreven)")


def table_relaties(relaties: pd.DataFrame, naam: str) -> Blok:
    """Return how the forms stand to each other at a deelnemer, as a matrix with the judgements in each cell.

    Parameters
    ----------
    relaties
        The result of `relate_vormen`.
    naam
        The name of the deelnemer.
    """
    if relaties.empty:
        return build_gap(f"Hoe de vormen bij {naam} zich tot elkaar verhouden, is niet beschreven.")
    cells: dict[tuple[str, str], Markup] = {}
    for record in relaties.to_dict("records"):
        pair = (record["vorm"], record["andere_vorm"])
        if pair not in cells:
            cells[pair] = Markup("")
            if record["tegenstrijdig"]:
                cells[pair] = Markup('<p class="lk-tegenspraak"><strong>≠ spreekt elkaar tegen</strong></p>')
            if record["veranderd"]:
                cells[pair] = Markup('<p class="lk-klein"><strong>veranderde in de tijd</strong></p>')
        meting = f"{record['meting']}, " if isinstance(record["meting"], str) else ""
        cells[pair] += Markup('<p>{} <span class="lk-klein">{}{}; {}</span></p>').format(
            write_relation(record["verhouding"]), meting, record["zekerheid"].lower(), link_sources(record["bron"])
        )
    return build_matrix(cells, f"Wat de vormen bij {naam} met elkaar doen: lees van de rij naar de kolom")


def say_relaties(relaties: pd.DataFrame) -> str:
    """Return what the forms do to each other at a deelnemer, contradictions first; see `relate_vormen`."""
    if relaties.empty:
        return "Hoe de vormen zich tot elkaar verhouden, is niet beschreven."
    parts, clashes = [], []
    for (vorm, ander), pair in relaties.groupby(["vorm", "andere_vorm"], sort=False):
        names = name_vorm(str(vorm)), name_vorm(str(ander))
        words = [Verhouding(v).label for v in pair["verhouding"].drop_duplicates()]
        if pair["tegenstrijdig"].any():
            unique = pair.drop_duplicates("verhouding")
            said = join_words([f"{n} keer {w}" for n, w in zip(unique["keer"], words, strict=True)])
            clashes.append(f"over {names[0]} en {names[1]} spreken oordelen elkaar tegen ({said})")
        else:
            parts.append(f"{names[0]} {' en later '.join(words)} {names[1]}")
    sentences = [start_sentence(join_words(part)) + "." for part in (clashes, parts) if part]
    return " ".join(sentences)


def say_rollen(rollen: pd.DataFrame) -> str:
    """Return what a form does most often across the circle, without its full stop; see `plot_rollen`."""
    top = rollen[rollen["n"] == rollen["n"].max()]
    parts = [f"{name_vorm(r['vorm'])} {DOET[Verhouding(r['verhouding'])]}" for r in top.to_dict("records")]
    each = "elk " if len(parts) > 1 else ""
    total = write_count(int(top["n_totaal"].iloc[0]), "geval", "gevallen")
    return start_sentence(f"{join_words(parts)} ({each}bij {top['n'].iloc[0]} van {total})")


def plot_rollen(rollen: pd.DataFrame) -> Figuur | Blok:
    """Return at how many cases each form does something to another, as numbered circles.

    Parameters
    ----------
    rollen
        The result of `count_verhoudingen` with per='vorm'.
    """
    if rollen.empty:
        return build_gap("Hoe de vormen zich tot elkaar verhouden, is bij niemand beschreven.")
    forms = [v.label for v in Sturingsvorm if str(v) in set(rollen["vorm"])]
    words = [f"{TEKENS[v]} {v.label}" for v in Verhouding]
    shown = rollen.assign(
        rij=[Sturingsvorm(v).label for v in rollen["vorm"]],
        kolom=[f"{TEKENS[Verhouding(v)]} {Verhouding(v).label}" for v in rollen["verhouding"]],
        teken=["≠" if names else "" for names in rollen["tegenspraak_bij"]],
    )
    base = alt.Chart(build_data(shown[["rij", "kolom", "n", "teken"]])).encode(
        alt.X(
            "kolom:N",
            sort=words,
            scale=alt.Scale(domain=words),
            title=None,
            axis=alt.Axis(orient="top", labelAngle=0, grid=True, domain=False, ticks=False),
        ),
        alt.Y("rij:N", sort=forms, title=None, axis=alt.Axis(grid=True, labelLimit=230, domain=False, ticks=False)),
    )
    sizes = alt.Size("n:Q", scale=alt.Scale(domain=[1, max(int(shown["n"].max()), 2)], range=[300, 760]), legend=None)
    chart = alt.layer(
        base.mark_circle(color=thema.BLAUW, opacity=1).encode(sizes),
        base.mark_text(color=thema.WIT, fontSize=12, fontWeight=600).encode(alt.Text("n:Q")),
        base.mark_text(dx=22, color=thema.ORANJE, fontSize=17, fontWeight=700).encode(alt.Text("teken:N")),
    ).properties(width=380, height=38 * len(forms))
    kolommen = {
        "rij": Kolom("Vorm"),
        "kolom": Kolom("Wat die doet"),
        "n": Kolom("Gevallen", getal=True),
        "oordelen": Kolom("Oordelen", getal=True),
        "gevallen": Kolom("Bij wie"),
        "tegenspraak_bij": Kolom("Tegenspraak bij", lambda names: join_words(list(names)) or "geen"),
    }
    tabel = build_table(shown, kolommen, "Wat elke vorm met een andere vorm doet")
    finding = say_rollen(rollen)
    clash = list(dict.fromkeys(name for names in rollen["tegenspraak_bij"] for name in names))
    text = f"Raster van vormen en wat zij doen; het cijfer is het aantal gevallen. {finding}."
    if clash:
        text += f" Het teken ≠ betekent: binnen één geval spreken oordelen elkaar tegen ({join_words(clash)})."
    return Figuur(chart, finding, text, tabel)


def table_relaties_kring(paren: pd.DataFrame) -> Blok:
    """Return which form does what to which other form across the circle, as a matrix with the cases in each cell.

    Parameters
    ----------
    paren
        The result of `count_verhoudingen` with per='paar'.
    """
    if paren.empty:
        return build_gap("Hoe de vormen zich tot elkaar verhouden, is bij niemand beschreven.")
    cells: dict[tuple[str, str], Markup] = {}
    for (vorm, ander), part in paren.groupby(["vorm", "andere_vorm"], sort=False):
        clash = list(dict.fromkeys(name for names in part["tegenspraak_bij"] for name in names))
        cell = Markup("").join(
            Markup('<p>{} <span class="lk-klein">{}: {}</span></p>').format(
                write_relation(r["verhouding"]), r["n"], join_words(list(r["gevallen"]))
            )
            for r in part.to_dict("records")
        )
        if clash:
            cell += Markup('<p class="lk-tegenspraak"><strong>≠ spreekt elkaar tegen bij {}</strong></p>').format(
                join_words(clash)
            )
        cells[str(vorm), str(ander)] = cell
    return build_matrix(cells, "Wat de vormen met elkaar doen, bij wie: lees van de rij naar de kolom")
