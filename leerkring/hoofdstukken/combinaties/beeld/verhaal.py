"""The formal comparison as one part of a report: what is compared, what was seen, and how firm both answers are."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from leerkring.hoofdstukken.combinaties.beeld.gevalkeuze import table_gevalkeuze
from leerkring.hoofdstukken.combinaties.beeld.grafieken import plot_combinaties, plot_lidmaatschap, plot_xy
from leerkring.hoofdstukken.combinaties.beeld.tabellen import (
    table_antwoord,
    table_herleiding,
    table_soorten,
    table_stevigheid,
    table_waarheid,
)
from leerkring.hoofdstukken.combinaties.beeld.verdieping import list_verdieping
from leerkring.hoofdstukken.combinaties.beeld.zinnen import (
    GEEN_PLAN,
    TE_WEINIG_DEELNEMERS,
    list_waarschuwingen,
    name_uitkomst,
    say_aannames,
    say_antwoord,
    say_diversiteit,
    say_nodig,
    say_passing,
    say_scheef,
    say_stevigheid,
    say_te_weinig,
    say_weg,
    write_ankers,
    write_code,
    write_delen,
    write_formule,
    write_maat,
    write_model,
    write_rijen,
)
from leerkring.hoofdstukken.combinaties.cijfers.combinaties import Combinaties, Hoofdantwoord, Kant
from leerkring.weergave.blokken import Blok, build_gap, build_list, build_paragraph, join_blocks
from leerkring.weergave.figuur import Figuur, join_figures
from leerkring.weergave.taal import join_words

LEES_COMBINATIES = (
    "Consistentie zegt hoe vaak het resultaat er is waar de combinatie is. Dekking zegt bij welk deel van het "
    "resultaat de combinatie er is. PRI zegt of de combinatie niet net zo goed bij het tegendeel hoort. Alle drie "
    "lopen van 0 tot 1, en hoger is beter. In de notatie is * ‘en’, + ‘of’ en ~ ‘niet’."
)
"""How to read the numbers and signs, once per report."""
MEESTE_RESTEN = 8
NIET_VAN_ALLES = "Uit wat hier getoond mag worden, trekken wij geen antwoord."


def tell_qca(combinaties: Combinaties | None, *, met_antwoord: bool = True) -> Blok:
    """Return the formal comparison of a traject, or why there is none.

    Parameters
    ----------
    combinaties
        The result of `compare_combinaties`.
    met_antwoord
        Whether the answer may be told; where it does not hold of all that the team has, only the cases are.
    """
    if combinaties is None:
        return join_figures([build_gap(GEEN_PLAN)])
    if not combinaties.kanten:
        return join_figures([build_gap(TE_WEINIG_DEELNEMERS), build_list(say_weg(combinaties))])
    if not met_antwoord:
        return join_figures([*_choose(combinaties), build_gap(say_te_weinig(combinaties) or NIET_VAN_ALLES)])
    plan, first = combinaties.plan, combinaties.kanten[0]
    parts = [
        *_choose(combinaties),
        _head("Welke combinaties wij zagen"),
        build_paragraph(say_diversiteit(first)),
        *_list_resten(first),
    ]
    if len(first.rijen):
        parts.append(plot_combinaties(first, combinaties))
    for side in combinaties.kanten:
        parts += [_head(f"Wanneer zagen wij {name_uitkomst(side, plan)}?"), *_tell_kant(side, combinaties)]
    if len(combinaties.dubbel):
        text = Markup("Beide antwoorden nemen iets aan over {}. Dat kan niet allebei kloppen.")
        parts.append(_note(text.format(write_rijen(combinaties.dubbel))))
    return join_figures(parts)


def _choose(combinaties: Combinaties) -> list[Figuur | Blok]:
    """Return what is compared and why, who is left out, and how far each case belongs to each set."""
    parts: list[Figuur | Blok] = []
    parts += [build_paragraph(combinaties.plan.reden), *map(build_gap, say_weg(combinaties))]
    parts += [_list_verzamelingen(combinaties), plot_lidmaatschap(combinaties)]
    return parts + [_note(line) for line in say_scheef(combinaties)]


def _list_verzamelingen(combinaties: Combinaties) -> Blok:
    """Return the conditions and the outcome: what they are measured by, who belongs to each, and why."""
    plan = combinaties.plan
    items = []
    for v in plan.verzamelingen:
        rol = "Resultaat" if v is plan.uitkomst else "Conditie"
        items.append(
            Markup("<strong>{}: {}</strong> {}. Gemeten aan: {}. {}. {}").format(
                rol, v.naam, write_code(v.id), write_maat(v).lower(), write_ankers(v), v.reden
            )
        )
    return build_list(items, "lk-bewijs")


def _tell_kant(kant: Kant, combinaties: Combinaties) -> list[Figuur | Blok]:
    """Return one side: necessary conditions, the answer with its cases and their evidence, and how firm it is."""
    plan, answer = combinaties.plan, kant.antwoord
    if kant.rijen.empty:
        return [build_gap(say_antwoord(kant, plan))]
    deeper = [_fold(kop, delen) for kop, delen in list_verdieping(kant, plan)]
    if answer is None:
        gap = build_gap(say_antwoord(kant, plan))
        return [build_paragraph(say_nodig(kant, plan)), gap, table_waarheid(kant, combinaties), *deeper]
    sentences = [write_model(model, kant, plan) for _, model in answer.modellen.groupby("model")]
    formulas = dict.fromkeys(write_formule(f, kant, plan) for f in answer.modellen["formule"])
    parts: list[Figuur | Blok] = [
        *(_answer(text, formula) for text, formula in zip(sentences, formulas, strict=True)),
        build_paragraph(say_nodig(kant, plan)),
    ]
    warnings = list_waarschuwingen(answer)
    if warnings:
        parts.append(_warn(warnings))
    parts += [table_antwoord(kant, answer, combinaties)]
    if not kant.is_ontkenning:
        parts.append(_note(LEES_COMBINATIES))
    parts += [*_link_bewijs(answer, combinaties)]
    if kant.is_ontkenning:
        parts.append(_fold("Waarheidstabel bij dit antwoord", [table_waarheid(kant, combinaties)]))
    parts.append(plot_xy(kant, answer, combinaties))
    parts.append(_fold("Welke gevallen verder te bekijken", [table_gevalkeuze(kant, answer, combinaties)]))
    other = [table_soorten(kant, answer, combinaties), build_list(say_aannames(answer))]
    parts += [_fold("Voorzichtiger en korter: de andere antwoorden", other), *deeper]
    parts += [build_paragraph(say_stevigheid(answer.stevigheid)), table_stevigheid(kant, answer, combinaties)]
    return [*parts, _note(say_passing(answer.stevigheid))]


def _link_bewijs(antwoord: Hoofdantwoord, combinaties: Combinaties) -> list[Blok]:
    """Return for each combination of an answer what its cases rest on, folded."""
    plan = combinaties.plan
    blocks = []
    for row in antwoord.modellen.drop_duplicates("term").to_dict("records"):
        words = write_delen(row["delen"], plan)
        sets = [*(name for name, _ in row["delen"]), plan.uitkomst.id]
        tabel = table_herleiding(row["gevallen"], sets, f"Bewijs per geval: waar {words}", combinaties)
        blocks.append(_fold(f"Bewijs per geval bij {row['term']}: {join_words(list(row['gevallen']))}", [tabel]))
    return blocks


def _list_resten(kant: Kant) -> list[Blok]:
    """Return the combinations that nobody saw, in Boolean notation; of many only how many."""
    if not 0 < len(kant.resten) <= MEESTE_RESTEN:
        return []
    return [
        _note(Markup("Niet gezien: {}. Het teken ~ betekent ‘niet’, * betekent ‘en’.").format(write_rijen(kant.resten)))
    ]


def _head(text: str) -> Blok:
    """Return a heading within the section."""
    return Blok(Markup("<h3>{}</h3>").format(text), text)


def _note(text: str | Markup) -> Blok:
    """Return a remark in smaller letters."""
    return Blok(Markup('<p class="lk-noot">{}</p>').format(text), escape(text).striptags())


def _warn(texts: Sequence[str]) -> Blok:
    """Return what a reader should beware of."""
    start = Markup("<strong>Let op.</strong> {}").format(texts[0])
    html = Markup("").join(Markup("<p>{}</p>").format(text) for text in (start, *texts[1:]))
    html = Markup('<div class="lk-spanning">{}</div>').format(html)
    return Blok(html, " ".join(["Let op.", *texts]))


def _answer(text: str, formula: str) -> Blok:
    """Return an answer as a sentence, with its Boolean notation below it."""
    html = Markup("<p><strong>{}</strong><br>{}</p>").format(text, write_code(formula))
    return Blok(html, f"{text}\n{formula}")


def _fold(kop: str, delen: Sequence[Blok]) -> Blok:
    """Return blocks that a reader opens at will."""
    inner = join_blocks(delen)
    return Blok(Markup("<details><summary>{}</summary>{}</details>").format(kop, inner.html), inner.tekst)
