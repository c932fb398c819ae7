"""Deelnemers side by side: what the same form or the same context brought."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from leerkring.begrippen import Groep, Richting
from leerkring.hoofdstukken.effecten.beeld.gezien import VOLGENS
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_paragraph, build_table, join_blocks
from leerkring.weergave.merken import BRON, RICHTINGWOORD, TEKENS
from leerkring.weergave.taal import join_words, write_count

NOOT = (
    "Hier tellen alleen effecten en oordelen die dit rapport mag tonen. Het zijn er weinig, en het aantal zegt niet "
    "hoe groot een effect is. Dat een vorm en een effect samengaan, bewijst nog niet dat de vorm de oorzaak is."
)
LEEG = Markup('<span class="lk-leeg">{}</span>')


def write_richtingcel(record: dict[Any, Any], prefix: str = "", leeg: str = "geen effect gezien") -> Markup:
    """Return counts per direction, each with its sign and word; a gap says so."""
    lines = [
        Markup('<span class="lk-{}"><span aria-hidden="true">{}</span>&nbsp;{}&nbsp;{}</span>').format(
            str(r), TEKENS[r], int(record[f"{prefix}{r}"]), RICHTINGWOORD[r]
        )
        for r in Richting
        if record[f"{prefix}{r}"]
    ]
    told = int(record.get(f"{prefix}verteld", 0))
    if told:
        lines.append(
            Markup("{}{}").format(
                VOLGENS, "" if told == sum(int(record[f"{prefix}{r}"]) for r in Richting) else f": {told}"
            )
        )
    return Markup("<br>").join(lines) if lines else LEEG.format(leeg)


def write_known(value: Any) -> str | Markup:
    """Return a text, or say that it is not known."""
    return value if isinstance(value, str) else LEEG.format("niet bekend")


def table_gevallen(rijen: pd.DataFrame, bijschrift: str, vorm: bool, context: bool) -> Blok:
    """Return rows of deelnemers or casussen with what was seen and how outsiders judge it.

    Parameters
    ----------
    rijen
        Rows from `compare_effecten`, `compare_zelfde_vorm` or `compare_zelfde_context`.
    bijschrift
        The caption.
    vorm, context
        Whether the form, and whether kind of work and start, have a column.
    """
    records = rijen.to_dict("records")
    shown = rijen.assign(gezien=[write_richtingcel(r) for r in records])
    for groep in (g for g in Groep if g.is_extern):
        shown[str(groep)] = [write_richtingcel(r, f"{groep}_", "geen oordeel") for r in records]
    kolommen = {"naam": Kolom("Deelnemer of casus" if context and not vorm else "Deelnemer")}
    if vorm:
        kolommen |= (
            {"vormen": Kolom("Vorm van de effecten", write_vormen)}
            if "vorm" not in rijen.columns
            else {"vorm": Kolom("Vorm")}
        )
    if context:
        kolommen |= {"werksoort": Kolom("Soort werk", write_known), "vertrekpunt": Kolom("Vertrekpunt", write_known)}
    if "factoren" in rijen.columns and rijen["factoren"].map(bool).any():
        kolommen["factoren"] = Kolom("Wat het zwaarst weegt", write_factoren)
    kolommen["gezien"] = Kolom("Effecten", lambda v: v)
    kolommen |= {str(g): Kolom(f"Oordeel {g.label.lower()}", lambda v: v) for g in Groep if g.is_extern}
    return build_table(shown, kolommen | {"bron": BRON}, bijschrift)


def write_vormen(vormen: Sequence[str]) -> str | Markup:
    """Return the forms to which effects count, or say that no effect was seen."""
    return join_words([vormen[0], *map(str.lower, vormen[1:])]) if vormen else LEEG.format("geen effect gezien")


def write_factoren(factoren: Sequence[tuple[str, int]]) -> str | Markup:
    """Return factors with their weight, or say that none are known."""
    return ", ".join(f"{label} ({gewicht})" for label, gewicht in factoren) or LEEG.format("niet bekend")


def table_zelfde_vorm(rijen: pd.DataFrame) -> Blok:
    """Return, per form with two or more cases, what the form did in each context.

    Parameters
    ----------
    rijen
        The result of `compare_zelfde_vorm`.
    """
    if rijen.empty:
        return build_gap("Geen enkele vorm komt bij twee of meer deelnemers of casussen voor.")
    blocks = [
        table_gevallen(part, f"{vorm}: {write_count(len(part), 'geval', 'gevallen')}", vorm=False, context=True)
        for vorm, part in rijen.groupby("vorm", sort=False)
    ]
    if not rijen["factoren"].map(bool).any():
        blocks.append(build_gap("Welke contextfactoren in deze gevallen wegen, is niet vastgelegd."))
    return join_blocks([*blocks, _build_note()])


def table_zelfde_context(rijen: pd.DataFrame) -> Blok:
    """Return, per context with two or more forms, what each form did; and the deelnemers that stand alone.

    Parameters
    ----------
    rijen
        The result of `compare_zelfde_context`.
    """
    blocks = []
    for (werksoort, vertrekpunt), part in rijen[rijen["vormen"] > 1].groupby(["werksoort", "vertrekpunt"], sort=False):
        vormen = write_count(int(part["vormen"].iloc[0]), "vorm", "vormen")
        kop = f"{werksoort} in een {str(vertrekpunt).lower()}: {vormen} naast elkaar"
        blocks.append(table_gevallen(part, kop, vorm=True, context=False))
    blocks = [*blocks, _build_note()] if blocks else []
    alone, unknown = list(rijen.loc[rijen["vormen"] == 1, "naam"]), list(rijen.loc[rijen["vormen"] == 0, "naam"])
    if alone:
        verb = "heeft" if len(alone) == 1 else "hebben"
        blocks.append(build_paragraph(f"{join_words(alone)} {verb} een context waarin geen andere vorm voorkomt."))
    if unknown:
        blocks.append(build_gap(f"Soort werk of vertrekpunt van {join_words(unknown)} is niet vastgelegd."))
    return join_blocks(blocks) if blocks else build_gap("Er zijn geen deelnemers die hier getoond mogen worden.")


def table_effecten_naast_oordelen(rijen: pd.DataFrame) -> Blok:
    """Return observed effects beside the judgements of inwoners and partners, per deelnemer.

    Parameters
    ----------
    rijen
        The result of `compare_effecten`.
    """
    if not (rijen["effecten"].any() or rijen["oordelen"].any()):
        return build_gap("Er zijn bij geen van de deelnemers effecten gezien of oordelen gegeven.")
    kop = "Effecten en het oordeel van buiten; bovenaan staat het grootste deel gunstige effecten"
    return join_blocks([table_gevallen(rijen, kop, vorm=True, context=False), _build_note()])


def _build_note() -> Blok:
    """Return how far the counts of effects reach."""
    return Blok(Markup('<p class="lk-noot">{}</p>').format(NOOT), NOOT)


def say_contrast(contrast: pd.DataFrame, per: str) -> str:
    """Return the strongest contrast as a sentence: one form in two contexts, or two forms in one context.

    Parameters
    ----------
    contrast
        The result of `contrast_gevallen`.
    per
        'vorm' or 'context', as given there.
    """
    if contrast.empty:
        what = "één vorm in twee contexten" if per == "vorm" else "twee vormen in één context"
        return f"Er zijn geen twee gevallen met bekende effecten van {what}."
    top = contrast.iloc[0]
    kind = "tegengestelde" if top["tegengesteld"] else "verschillende" if top["kloof"] > 0 else "vergelijkbare"
    start = (
        f"{top['groep']} ging samen met" if per == "vorm" else f"In dezelfde context ({top['groep'].lower()}) zagen wij"
    )
    parts = []
    for end, other in (("hoog", "laag"), ("laag", "hoog")):
        context = [w.lower() for w in top[f"{end}_wat"] if w not in top[f"{other}_wat"]]
        parts.append(f"bij {add_context(str(top[end]), context)} {write_share(top, end)}")
    return f"{start} {kind} effecten: {', '.join(parts)}."


def add_context(naam: str, context: Sequence[str]) -> str:
    """Return a name with its context between brackets, in those that the name of a casus already ends with."""
    if not context:
        return naam
    start = f"{naam.removesuffix(')')}, " if naam.endswith(")") else f"{naam} ("
    return f"{start}{join_words(context)})"


def write_share(top: pd.Series, end: str) -> str:
    """Return how many effects were gunstig, as a count: a percentage of so few says nothing."""
    n, total = int(top[f"{end}_gunstig"]), int(top[f"{end}_effecten"])
    if total == 1:
        return f"was het ene effect {'gunstig' if n else 'niet gunstig'}"
    if n == total:
        return f"waren de {total} effecten allemaal gunstig"
    return f"{'waren' if n > 1 else 'was'} {n or 'geen'} van de {total} effecten gunstig"


def say_oordelen(rijen: pd.DataFrame) -> str:
    """Return where outsiders judge another way than the effects point, and where they were not heard.

    Parameters
    ----------
    rijen
        The result of `compare_effecten`.
    """
    known = rijen.dropna(subset=["balans", "oordeel_balans"])
    lower = list(
        known.loc[(known["oordeel_balans"] == Richting.ONGUNSTIG) & (known["balans"] != Richting.ONGUNSTIG), "naam"]
    )
    silent = list(rijen.loc[rijen["oordelen"] == 0, "naam"])
    parts = []
    if lower:
        told = known[known["naam"].isin(lower)]
        how = (
            f", {VOLGENS},"
            if (told["oordelen"] == told[["inwoners_verteld", "partners_verteld"]].sum(axis=1)).all()
            else ""
        )
        parts.append(
            f"Bij {join_words(lower)} is het oordeel van buiten{how} ongunstiger dan wat aan effecten is gezien."
        )
    if silent and len(silent) == len(rijen):
        parts.append("Een oordeel van inwoners of partners ontbreekt hier bij alle deelnemers.")
    elif silent:
        parts.append(f"Een oordeel van inwoners of partners ontbreekt hier bij {join_words(silent)}.")
    return " ".join(parts) or "Waar inwoners of partners oordelen, wijst dat nergens tegen de effecten in."
