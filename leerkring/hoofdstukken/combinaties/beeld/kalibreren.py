"""What a trial with other anchors shows: who belongs to a set now, the truth table, and what becomes of the answer."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from leerkring.hoofdstukken.combinaties.beeld.tabellen import table_waarheid, write_two
from leerkring.hoofdstukken.combinaties.beeld.zinnen import (
    GEEN_ANTWOORD,
    name_uitkomst,
    say_scheef,
    write_formule,
    write_maat,
    write_model,
    write_waarde,
)
from leerkring.hoofdstukken.combinaties.cijfers.proefkalibratie import Proef, Proefkant
from leerkring.model.qca import QcaPlan, Verzameling
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_list, build_table, join_blocks
from leerkring.weergave.taal import join_words

WAARSCHUWING = (
    "Kies een punt om wat u van buiten deze gegevens weet, en niet omdat het antwoord u bevalt. Deze proef laat zien "
    "wat van de keuze afhangt."
)


def tell_proef(proef: Proef, eerste: Proef, verzameling: Verzameling) -> Blok:
    """Return what a trial leads to, beside what is in traject.yaml.

    Parameters
    ----------
    proef, eerste
        The results of `try_plan` with the trial and with the plan as it is.
    verzameling
        The set that is tried, with its trial anchors.
    """
    found, plan = proef.as_combinaties(), proef.gevallen.plan
    scheef = say_scheef(found)
    parts = [table_lidmaatschap(proef, eerste, verzameling), *([build_list(scheef)] if scheef else [])]
    for side in proef.kanten:
        parts.append(_head(f"Wanneer zagen wij {name_uitkomst(side.kant, plan)}?"))
        parts += _tell_kant(side, plan)
        if len(side.kant.rijen):
            parts.append(table_waarheid(side.kant, found))
    return join_blocks(parts)


def _tell_kant(side: Proefkant, plan: QcaPlan) -> list[Blok]:
    """Return the answer of one side in words and in notation, or why there is none."""
    if side.kant.reden:
        return [build_gap(GEEN_ANTWOORD[side.kant.reden].format(uitkomst=name_uitkomst(side.kant, plan)))]
    sentences = [write_model(model, side.kant, plan) for _, model in side.modellen.groupby("model")]
    formulas = [write_formule(f, side.kant, plan) for f in dict.fromkeys(side.modellen["formule"])]
    html = Markup('<p class="lk-antwoord">{}<br><code>{}</code></p>')
    return [Blok(html.format(t, f), f"{t} {f}") for t, f in zip(sentences, formulas, strict=True)]


def say_proefverschil(proef: Proef, eerste: Proef) -> str:
    """Return who came in or went out, and whether the answers became other ones."""
    before, now = list_erin(eerste), list_erin(proef)
    moved = [
        name for name in proef.gevallen.namen if {v for n, v in before if n == name} != {v for n, v in now if n == name}
    ]
    who = (
        f"{join_words(moved)} {'verandert' if len(moved) == 1 else 'veranderen'} van kant."
        if moved
        else ("Geen enkele deelnemer verandert van kant.")
    )
    plan = proef.gevallen.plan
    other = [
        name_uitkomst(new.kant, plan)
        for new, old in zip(proef.kanten, eerste.kanten, strict=True)
        if (new.formules, new.kant.reden) != (old.formules, old.kant.reden)
    ]
    if not other:
        return f"{who} Beide antwoorden blijven zoals met traject.yaml."
    return f"{who} Het antwoord over {join_words(other)} wordt anders dan met traject.yaml."


def list_erin(proef: Proef) -> set[tuple[str, str]]:
    """Return which case belongs to which set, each as a pair of name and id."""
    values = proef.gevallen.waarden
    inside = values.loc[values["lidmaatschap"] > 0.5, ["naam", "verzameling"]]
    return {(naam, verzameling) for naam, verzameling in inside.to_numpy().tolist()}


def table_lidmaatschap(proef: Proef, eerste: Proef, verzameling: Verzameling) -> Blok:
    """Return how far each case belongs to the set that is tried: as in traject.yaml, and now."""
    own = proef.gevallen.waarden[proef.gevallen.waarden["verzameling"] == verzameling.id]
    old = eerste.gevallen.waarden.set_index(["verzameling", "naam"])["lidmaatschap"]
    rows = [
        (r["naam"], write_waarde(verzameling, r), old[verzameling.id, r["naam"]], r["lidmaatschap"])
        for r in own.sort_values("lidmaatschap", ascending=False, kind="stable").to_dict("records")
    ]
    frame = pd.DataFrame(rows, columns=["naam", "waarde", "eerst", "nu"])
    frame["kant"] = ["erbij" if n > 0.5 else "niet erbij" if n < 0.5 else "precies op de grens" for n in frame["nu"]]
    kolommen = {
        "naam": Kolom("Geval"),
        "waarde": Kolom(write_maat(verzameling)),
        "eerst": Kolom("In traject.yaml", write_two, getal=True),
        "nu": Kolom("Met deze keuze", write_two, getal=True),
        "kant": Kolom("Dus"),
    }
    return build_table(frame, kolommen, f"Hoe ver elk geval hoort bij ‘{verzameling.naam.lower()}’")


def show_yaml(yaml: str) -> Blok:
    """Return the lines to put in traject.yaml by hand."""
    html = Markup(
        "<p>Zet dit zelf in <code>traject.yaml</code>, op de plaats van het onderdeel met dezelfde <code>id</code>:</p>"
        '<pre tabindex="0" role="group" aria-label="Regels voor traject.yaml">{}</pre>'
    ).format(yaml)
    return Blok(html, yaml)


def _head(text: str) -> Blok:
    """Return a heading within the screen."""
    return Blok(Markup("<h4>{}</h4>").format(text), text)
