"""Tables of the formal comparison: sets, truth table, answers with their cases, evidence and robustness."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from leerkring.hoofdstukken.combinaties.beeld.zinnen import (
    find_verzameling,
    name_uitkomst,
    write_code,
    write_delen,
    write_formule,
    write_waarde,
)
from leerkring.hoofdstukken.combinaties.cijfers.combinaties import Combinaties, Hoofdantwoord, Kant
from leerkring.methoden.qca.waarheidstabel import Rijsoort
from leerkring.weergave.blokken import Blok, Kolom, build_table
from leerkring.weergave.merken import BRON
from leerkring.weergave.taal import GEEN_GEGEVENS, join_words, start_sentence, write_number

JA_NEE = {1: ("●", "ja"), 0: ("○", "nee")}
UITKOMSTTEKENS = {Rijsoort.POSITIEF: "● ja", Rijsoort.NEGATIEF: "○ nee", Rijsoort.TEGENSTRIJDIG: "◐ verdeeld"}
HARD = "\u00a0"
TE_WEINIG_GEVALLEN = "te weinig gevallen"
OPLOSSINGSOORTEN = {
    "conservatief": ("Voorzichtig (conservatief)", "Neemt niets aan over combinaties die niemand zag"),
    "intermediair": ("Tussenin (intermediair)", "Neemt alleen aan wat past bij onze verwachting vooraf"),
    "spaarzaam": ("Kortst (spaarzaam)", "Neemt alles aan wat het antwoord korter maakt"),
}
TOETSEN = {
    "consistentie": "Andere grens voor consistentie",
    "aantal": "Ander aantal gevallen per combinatie",
    "kruispunt": "Ander punt van twijfel bij ‘{}’",
    "geval": "Telkens één geval weglaten",
}


def write_two(value: Any) -> str:
    """Return a measure of fit with two decimals."""
    return GEEN_GEGEVENS if pd.isna(value) else write_number(value, 2)


def write_turn(value: float) -> str:
    """Return a cut with three decimals, as many as it needs: two would hide on which side of a row it lies."""
    return write_number(value, 3).rstrip("0").rstrip(",")


def write_names(names: Sequence[str]) -> str:
    """Return names of cases as one list."""
    return join_words(list(names)) or "geen"


CODE = Kolom("Notatie", write_code)
MAATKOLOMMEN = {
    "consistentie": Kolom("Consistentie", write_two, getal=True),
    "dekking": Kolom("Dekking", write_two, getal=True),
}


def table_waarheid(kant: Kant, combinaties: Combinaties) -> Blok:
    """Return the truth table with its cases: which combinations were seen, and whether the outcome goes with them."""
    plan = combinaties.plan
    frame = kant.rijen.assign(
        rij=[f"Rij {n}" for n in kant.rijen["rij"]],
        resultaat=[UITKOMSTTEKENS.get(kind, TE_WEINIG_GEVALLEN) for kind in kant.rijen["uitkomst"]],
        wijkt_af=kant.rijen["afwijkend_consistentie"].where(
            kant.rijen["uitkomst"] == Rijsoort.POSITIEF, kant.rijen["afwijkend_dekking"]
        ),
    )
    kolommen = {"rij": Kolom("Combinatie")}
    kolommen |= {c.id: Kolom(c.naam, lambda code: " ".join(JA_NEE[int(code)])) for c in plan.condities}
    kolommen |= {
        "gevallen": Kolom("Gevallen", write_names),
        "consistentie": MAATKOLOMMEN["consistentie"],
        "pri": Kolom("PRI", write_two, getal=True),
        "resultaat": Kolom(start_sentence(name_uitkomst(kant, plan))),
        "wijkt_af": Kolom("Wie wijkt af", write_names),
    }
    return build_table(
        frame, kolommen, f"Waarheidstabel: welke combinaties gaan samen met {name_uitkomst(kant, plan)}?"
    )


def table_antwoord(kant: Kant, antwoord: Hoofdantwoord, combinaties: Combinaties) -> Blok:
    """Return each part of each model with its cases and its fit, and the fit of the model as a whole."""
    plan = combinaties.plan
    rows: list[tuple[Any, ...]] = []
    several = antwoord.modellen["model"].nunique() > 1
    for number, model in antwoord.modellen.groupby("model"):
        prefix = f"Antwoord {number}: " if several else ""
        rows += [
            (
                start_sentence(f"{prefix}waar {write_delen(r['delen'], plan)}"),
                r["term"],
                r["gevallen"],
                r["consistentie"],
                r["pri"],
                r["ruwe_dekking"],
                r["unieke_dekking"],
            )
            for r in model.to_dict("records")
        ]
        if len(model) == 1:
            continue
        top = model.iloc[0]
        cases = tuple(dict.fromkeys(name for names in model["gevallen"] for name in names))
        fit = (top["model_consistentie"], top["model_pri"], top["model_dekking"], float("nan"))
        rows.append((f"{prefix}alles samen".capitalize(), write_formule(top["formule"], kant, plan), cases, *fit))
    frame = pd.DataFrame(rows, columns=["waar", "notatie", "gevallen", "consistentie", "pri", "dekking", "uniek"])
    kolommen = {
        "waar": Kolom("Combinatie"),
        "notatie": CODE,
        "gevallen": Kolom("Gevallen", write_names),
        "consistentie": MAATKOLOMMEN["consistentie"],
        "pri": Kolom("PRI", write_two, getal=True),
        "dekking": MAATKOLOMMEN["dekking"],
        "uniek": Kolom("Alleen hierdoor", lambda v: "n.v.t." if pd.isna(v) else write_number(v, 2), getal=True),
    }
    return build_table(frame, kolommen, f"Het antwoord in delen: wanneer zagen wij {name_uitkomst(kant, plan)}?")


def table_soorten(kant: Kant, antwoord: Hoofdantwoord, combinaties: Combinaties) -> Blok:
    """Return the three kinds of answer beside each other, with the number of models of each."""
    kinds = antwoord.soorten.assign(
        naam=[OPLOSSINGSOORTEN[s][0] for s in antwoord.soorten["soort"]],
        aanname=[OPLOSSINGSOORTEN[s][1] for s in antwoord.soorten["soort"]],
        formules=[
            Markup("<br>").join(write_code(write_formule(f, kant, combinaties.plan)) for f in formulas)
            for formulas in antwoord.soorten["formules"]
        ],
    )
    kolommen = {
        "naam": Kolom("Soort antwoord"),
        "aanname": Kolom("Wat het aanneemt"),
        "formules": Kolom("Notatie", lambda v: v),
        "aantal_modellen": Kolom("Aantal", getal=True),
        **MAATKOLOMMEN,
    }
    return build_table(kinds, kolommen, f"Drie soorten antwoord voor {name_uitkomst(kant, combinaties.plan)}")


def table_herleiding(gevallen: Sequence[str], delen: Sequence[str], bijschrift: str, combinaties: Combinaties) -> Blok:
    """Return what the values of some cases rest on: the rows that count, and links to the sources.

    Parameters
    ----------
    gevallen
        The names of the cases.
    delen
        The ids of the sets.
    bijschrift
        The caption.
    combinaties
        The result of `compare_combinaties`; for the team the numbers of the rows are shown too.
    """
    values = combinaties.gevallen.waarden
    values = values[values["naam"].isin(gevallen) & values["verzameling"].isin(delen)]
    order = {name: place for place, name in enumerate(gevallen)} | {name: place for place, name in enumerate(delen)}
    values = values.sort_values(["naam", "verzameling"], key=lambda column: column.map(order), kind="stable")
    rows = []
    for r in values.to_dict("records"):
        own = find_verzameling(r["verzameling"], combinaties.plan)
        member = f"{write_two(r['lidmaatschap'])} ({'wel' if r['lidmaatschap'] > 0.5 else 'niet'})"
        rows.append((r["naam"], own.naam, write_waarde(own, r), member, "; ".join(r["telt"]), r["herkomst"], r["bron"]))
    frame = pd.DataFrame(rows, columns=["geval", "kenmerk", "waarde", "erbij", "telt", "herkomst", "bron"])
    kolommen = {
        "geval": Kolom("Geval"),
        "kenmerk": Kolom("Kenmerk"),
        "waarde": Kolom("Waarde"),
        "erbij": Kolom("Hoort erbij"),
    }
    if frame["telt"].any():
        kolommen["telt"] = Kolom("Wat meetelt", lambda text: text or "–")
    if combinaties.toon_rijen:
        kolommen["herkomst"] = Kolom("Rijen")
    return build_table(frame, kolommen | {"bron": BRON}, bijschrift)


def table_stevigheid(kant: Kant, antwoord: Hoofdantwoord, combinaties: Combinaties) -> Blok:
    """Return what happens to an answer under other choices: the range in which it stays the same."""
    rows = []
    for r in antwoord.stevigheid.toetsen.to_dict("records"):
        name = TOETSEN[r["toets"]].format(r["naam"].lower())
        often = f"{r['gelijk']} van {r['aantal']}".replace(" ", HARD)
        if r["toets"] == "geval":
            held = f"anders zonder {join_words(list(r['anders']), 'of')}" if r["anders"] else "altijd"
            rows.append((name, "n.v.t.", "elk geval", held, often))
            continue
        tried, held = (f"{write_number(r[a])} tot {write_number(r[b])}" for a, b in (("van", "tot"), ("laag", "hoog")))
        if r["toets"] == "consistentie":  # where the answer turns lies between the values that were tried
            start = "" if r["laag"] == r["van"] else "boven "
            held = f"{start}{write_turn(r['laag'])} tot en met {write_turn(r['hoog'])}"
        elif r["laag"] == r["hoog"]:
            held = f"alleen bij {write_number(r['laag'])}"
        rows.append((name, write_number(r["gekozen"]), tried.replace(" ", HARD), held, often))
    frame = pd.DataFrame(rows, columns=["toets", "gekozen", "geprobeerd", "houdt", "gelijk"])
    kolommen = {
        "toets": Kolom("Wat wij veranderden"),
        "gekozen": Kolom("Gekozen", getal=True),
        "geprobeerd": Kolom("Geprobeerd"),
        "houdt": Kolom("Antwoord blijft gelijk"),
        "gelijk": Kolom("Hoe vaak", getal=True),
    }
    return build_table(frame, kolommen, f"Hoe stevig is het antwoord over {name_uitkomst(kant, combinaties.plan)}?")
