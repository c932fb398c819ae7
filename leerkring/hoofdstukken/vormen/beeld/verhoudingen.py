"""Matrices, chart and sentences on how the forms stand to each other (deelvraag D2)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from markupsafe import Markup

from leerkring.begrippen import Sturingsvorm, Verhouding
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table
from leerkring.weergave.merken import link_sources
from leerkring.weergave.taal import join_words, start_sentence

VERHOUDINGTEKENS = {
    Verhouding.VERSTERKT: "+",
    Verhouding.BEGRENST: "−",
    Verhouding.VERVANGT: "→",
    Verhouding.NAAST: "∥",
}


def name_vorm(code: str) -> str:
    """Return the label of a form in running text."""
    return Sturingsvorm(code).label.lower()


def write_relation(verhouding: str) -> Markup:
    """Return a relation as a sign and a word."""
    v = Verhouding(verhouding)
    return Markup('<span class="lk-relatie"><span aria-hidden="true">{}</span> {}</span>').format(
        VERHOUDINGTEKENS[v], v.label
    )


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
            clashes.append(say_clash(pair, f"over {names[0]} en {names[1]}"))
        else:
            parts.append(f"{names[0]} {' en later '.join(words)} {names[1]}")
    told = [start_sentence(join_words(parts)) + "."] if parts else []
    return " ".join([*clashes, *told])


def say_clash(pair: pd.DataFrame, waarover: str) -> str:
    """Return that judgements of one pair of forms contradict each other, with what the last of each side says.

    How often each is recorded says nothing: one row may hold what ten people said.
    """
    told = [text.removesuffix(".") for text in pair.drop_duplicates("verhouding", keep="last")["toelichting"]]
    return f"{start_sentence(waarover)} spreken oordelen elkaar tegen. {'. '.join(told)}."


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
