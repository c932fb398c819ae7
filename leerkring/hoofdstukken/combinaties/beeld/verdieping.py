"""What a specialist wants to know besides an answer: pairs that are necessary, what was excluded, and the theory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from leerkring.hoofdstukken.combinaties.beeld.tabellen import MAATKOLOMMEN, write_names, write_two
from leerkring.hoofdstukken.combinaties.beeld.zinnen import name_uitkomst, write_code, write_delen, write_rijen
from leerkring.hoofdstukken.combinaties.cijfers.combinaties import Kant
from leerkring.methoden.qca.standaardanalyse import DUBBEL, NOODZAKELIJK, ONMOGELIJK
from leerkring.model.qca import QcaPlan
from leerkring.weergave.blokken import Blok, Kolom, build_list, build_paragraph, build_table

OVER_PAREN = "Zo’n paar zegt alleen iets als de twee elkaar kunnen vervangen. Of dat zo is, zeggen de cijfers niet."
NIETS_AANGENOMEN = "Over deze combinaties nemen wij niets aan. Geen geval liet ze zien."
UITGESLOTEN = {
    ONMOGELIJK: "Dit kan niet bestaan, zegt het plan",
    NOODZAKELIJK: "Hier ontbreekt wat volgens het plan noodzakelijk is",
    DUBBEL: "Dit zouden de antwoorden op beide vragen aannemen",
}
DOORSNEDEN = {
    (True, True): ("Theorie en antwoord", "Hier houdt de theorie stand, behalve waar het resultaat ontbreekt."),
    (True, False): (
        "Alleen de theorie",
        "Met het resultaat: het antwoord mist iets. Zonder: de theorie belooft te veel.",
    ),
    (False, True): ("Alleen het antwoord", "Met het resultaat: de theorie kan hiervan leren."),
    (False, False): ("Geen van beide", "Met het resultaat: dit verklaart nog niemand."),
}


def list_verdieping(kant: Kant, plan: QcaPlan) -> Iterator[tuple[str, list[Blok]]]:
    """Yield headings with what is folded under them, as far as there is something to tell."""
    pairs = kant.nodig[kant.nodig["vorm"] == "of"]
    if len(pairs):
        lines = [write_paar(pair, kant, plan) for pair in pairs.to_dict("records")]
        yield "Welke twee condities samen noodzakelijk zijn", [build_list(lines), build_paragraph(OVER_PAREN)]
    if len(kant.uitgesloten):
        lines = [
            Markup("{}: {}.").format(UITGESLOTEN[str(why)], write_rijen(rows))
            for why, rows in kant.uitgesloten.groupby("reden", sort=False)
        ]
        yield "Wat wij niet aannemen", [build_paragraph(NIETS_AANGENOMEN), build_list(lines)]
    if kant.antwoord is not None and kant.antwoord.theorie is not None:
        yield "De theorie naast het antwoord", [table_theorie(kant.antwoord.theorie, kant, plan)]


def write_paar(paar: Mapping[Any, Any], kant: Kant, plan: QcaPlan) -> Markup:
    """Return one pair of which the outcome needs at least one, with its fit."""
    one, other = (write_delen([part], plan) for part in paar["delen"])
    fit = f"consistentie {write_two(paar['consistentie'])}, relevantie {write_two(paar['ron'])}"
    said = f"Waar wij {name_uitkomst(kant, plan)} zagen, gold minstens één van twee: {one}, of {other}"
    return Markup("{} ({}; {}).").format(said, write_code(str(paar["term"])), fit)


def table_theorie(theorie: pd.DataFrame, kant: Kant, plan: QcaPlan) -> Blok:
    """Return the cases where theory and answer meet, and where only one of them points.

    Parameters
    ----------
    theorie
        The result of `evaluate_theorie`.
    kant, plan
        The side of the comparison, and the plan that names the theory.
    """
    told = [DOORSNEDEN[bool(r["theorie"]), bool(r["oplossing"])] for r in theorie.to_dict("records")]
    shown = theorie.assign(waar=[name for name, _ in told], uitleg=[text for _, text in told])
    kolommen = {
        "waar": Kolom("Wat het verwacht"),
        "met": Kolom("Gevallen met het resultaat", write_names),
        "zonder": Kolom("Gevallen zonder", write_names),
        **MAATKOLOMMEN,
        "uitleg": Kolom("Wat dat zegt"),
    }
    return build_table(
        shown, kolommen, f"De theorie over {name_uitkomst(kant, plan)} ({plan.theorie}) naast het antwoord"
    )
