"""Dutch sentences and Boolean notation for the formal comparison; short, and honest about what few cases can carry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from leerkring.begrippen import Begrip, Maat
from leerkring.hoofdstukken.combinaties.cijfers.combinaties import (
    GENOEG_GEVALLEN,
    Beletsel,
    Combinaties,
    Hoofdantwoord,
    Kant,
    Waarschuwing,
)
from leerkring.hoofdstukken.combinaties.cijfers.stevigheid import Stevigheid
from leerkring.model.qca import MAATCODES, MAATDELEN, QcaPlan, Verzameling
from leerkring.weergave.taal import join_words, start_sentence, write_count, write_number

GEEN_PLAN = "Voor dit traject zijn geen condities gekozen om te vergelijken."
TE_WEINIG_DEELNEMERS = "Te weinig deelnemers hebben hier alle waarden. Daarom kunnen wij geen combinaties vergelijken."
GEEN_ANTWOORD = {
    Beletsel.GEEN_RIJEN: "Elke deelnemer staat bij een conditie precies op de grens. Daarom is er geen antwoord.",
    Beletsel.GEEN_POSITIEF: "Geen enkele combinatie gaat vaak genoeg samen met {uitkomst}. Daarom is er geen antwoord.",
    Beletsel.PAST_NIET: "Het beste antwoord past te slecht bij de gevallen. Daarom geven wij het niet.",
    Beletsel.GEEN_NEGATIEF: (
        "Elke combinatie die wij zagen, gaat samen met {uitkomst}. Zo is niet te zien welke conditie ertoe doet."
    ),
}
LET_OP = {
    Waarschuwing.PAST_SLECHT: "Het hele antwoord past slechter dan de grens die wij voor één combinatie stelden.",
    Waarschuwing.EIGEN_RIJ: "Elk geval heeft een eigen combinatie. Dan past een antwoord al snel, ook bij toeval.",
    Waarschuwing.EEN_GEVAL: "Een deel van het antwoord rust op één geval. Met dat geval staat of valt het.",
    Waarschuwing.AANNAMES: ("Dit antwoord rust minstens voor de helft op combinaties die niemand zag."),
    Waarschuwing.WEGLATEN: "Laten wij één geval weg ({zonder}), dan verandert het antwoord.",
    Waarschuwing.MEER_MODELLEN: "Er zijn {modellen} antwoorden die even goed passen. Wij tonen {getoond}.{rest}",
}


def find_verzameling(naam: str, plan: QcaPlan) -> Verzameling:
    """Return the set with this id."""
    return next(v for v in plan.verzamelingen if v.id == naam)


def name_uitkomst(kant: Kant, plan: QcaPlan) -> str:
    """Return the outcome of a side in words."""
    return plan.uitkomst.niet if kant.is_ontkenning else plan.uitkomst.wel


def write_delen(delen: Sequence[tuple[str, bool]], plan: QcaPlan) -> str:
    """Return the conditions of a term as the end of a sentence that began with 'waar'."""
    sets = [(find_verzameling(name, plan), present) for name, present in delen]
    return join_words([v.wel if present else v.niet for v, present in sets])


def write_formule(formule: str, kant: Kant, plan: QcaPlan) -> str:
    """Return a model in Boolean notation with its outcome: RUIMTE*GROEI → GUNSTIG."""
    return f"{formule} → {'~' if kant.is_ontkenning else ''}{plan.uitkomst.id}"


def write_model(model: pd.DataFrame, kant: Kant, plan: QcaPlan) -> str:
    """Return one model (rows of `modellen`) as a sentence."""
    terms = [write_delen(delen, plan) for delen in model["delen"]]
    return f"Wij zagen {name_uitkomst(kant, plan)} waar {', of waar '.join(terms)}."


def say_antwoord(kant: Kant, plan: QcaPlan) -> str:
    """Return the first model of a side as a sentence, or why there is none."""
    if kant.reden:
        return GEEN_ANTWOORD[kant.reden].format(uitkomst=name_uitkomst(kant, plan))
    models = kant.antwoord.modellen if kant.antwoord else pd.DataFrame()
    return write_model(models[models["model"] == 1], kant, plan)


def say_nodig(kant: Kant, plan: QcaPlan) -> str:
    """Return which conditions are necessary each; pairs of them stand elsewhere."""
    outcome = name_uitkomst(kant, plan)
    needed = kant.nodig[kant.nodig["vorm"] == "en"]
    if needed.empty:
        return f"Geen enkele conditie is noodzakelijk voor {outcome}."
    words = ", en ook dat ".join(write_delen(delen, plan) for delen in needed["delen"])
    return f"Noodzakelijk voor {outcome} is dat {words}."


def say_diversiteit(kant: Kant) -> str:
    """Return how many of the possible combinations were seen."""
    found = kant.diversiteit
    rest = found.combinaties - found.gezien
    text = (
        f"Met {found.condities} condities zijn {found.combinaties} combinaties mogelijk. "
        f"Bij deze {write_count(found.gevallen, 'deelnemer', 'deelnemers')} "
        f"{'kwam' if found.gezien == 1 else 'kwamen'} er {found.gezien} voor."
    )
    if not rest:
        return f"{text} Alle combinaties zijn dus gezien."
    other = "De andere combinatie kwam" if rest == 1 else f"De andere {rest} kwamen"
    return f"{text} {other} niet voor. Daarover weten wij niets."


def list_waarschuwingen(antwoord: Hoofdantwoord) -> list[str]:
    """Return in what way an answer says more than the data can carry."""
    shown, counted = antwoord.modellen["model"].nunique(), antwoord.is_geteld
    facts = {
        "zonder": join_words(list(antwoord.stevigheid.zonder), "of"),
        "modellen": f"{'' if counted else 'minstens '}{write_number(antwoord.aantal_modellen)}",
        "getoond": "ze allemaal" if counted and shown == antwoord.aantal_modellen else f"er {shown}",
        "rest": "" if counted else " Verder hebben wij niet gezocht.",
    }
    return [LET_OP[kind].format(**facts) for kind in antwoord.waarschuwingen]


def say_aannames(antwoord: Hoofdantwoord) -> list[Markup]:
    """Return what the shortest answer assumes of combinations that nobody saw, easy and difficult apart."""
    facts = antwoord.aannames
    if facts.empty:
        return [Markup("Ook het kortste antwoord neemt niets aan over combinaties die niemand zag.")]
    n = write_count(len(facts), "combinatie", "combinaties")
    lines = [escape(f"Het kortste antwoord neemt iets aan over {n} die niemand zag.")]
    kinds = [
        (True, "Makkelijk aan te nemen, want het past bij wat wij vooraf verwachtten"),
        (False, "Moeilijk aan te nemen, dus dat doen wij niet"),
    ]
    if facts["makkelijk"].isna().any():
        kinds = [(False, "Wij hadden vooraf geen verwachting, dus nemen wij dit niet over")]
    for easy, words in kinds:
        own = facts[facts["makkelijk"].fillna(value=False).astype(bool) == easy]
        if len(own):
            lines.append(Markup("{}: {}.").format(words, write_rijen(own)))
    return lines


def write_rijen(rijen: pd.DataFrame) -> Markup:
    """Return combinations in Boolean notation, from rows with one column per condition."""
    return Markup(", ").join(write_code(write_rij(r)) for r in rijen.to_dict("records"))


def write_code(text: str) -> Markup:
    """Return Boolean notation, which goes to a next line between conditions and not within their names."""
    parts = Markup("*<wbr>").join(text.split("*"))
    return Markup('<code class="lk-notatie">{}</code>').format(parts)


def write_rij(rij: dict[Any, Any]) -> str:
    """Return a combination in Boolean notation, from a row with one column per condition."""
    parts = {name: code for name, code in rij.items() if name not in ("rij", "makkelijk", "reden")}
    return "*".join(f"{'' if code else '~'}{name}" for name, code in parts.items())


def say_stevigheid(stevigheid: Stevigheid) -> str:
    """Return how often the answer stayed the same when choices changed."""
    same, total = stevigheid.gelijk, stevigheid.aantal
    text = f"Wij rekenden {total} keer opnieuw, telkens met één andere keuze. Het antwoord bleef {same} keer gelijk."
    return text if stevigheid.zonder else f"{text} Ook als wij één geval weglaten, blijft het staan."


def say_passing(stevigheid: Stevigheid) -> str:
    """Return the summed-up robustness of an answer: how much of its coverage stays, and its rank."""
    if stevigheid.passing is None:
        return "Geen enkele andere keuze gaf een antwoord om mee te vergelijken."
    left = write_number(stevigheid.passing.dekking, 2)
    return (
        f"Wat al die antwoorden delen, houdt {left} van de dekking over, waarbij 1 alles is. De rang is "
        f"{stevigheid.passing.rang}; 1 is het stevigst en 4 het minst stevig (Oana en Schneider, 2021)."
    )


def say_weg(combinaties: Combinaties) -> list[str]:
    """Return who was left out, and which values are missing."""
    plan = combinaties.plan
    lines = []
    for row in combinaties.gevallen.weg.to_dict("records"):
        words = join_words([write_maat(find_verzameling(name, plan)).lower() for name in row["ontbreekt"]])
        lines.append(f"Van {row['naam']} weten wij dit niet: {words}. Deze deelnemer telt daarom niet mee.")
    return lines


def say_scheef(combinaties: Combinaties) -> list[str]:
    """Return what to distrust in the calibration: skewed sets, and cases on the border."""
    lines = []
    for row in combinaties.kalibratie.to_dict("records"):
        name = find_verzameling(row["verzameling"], combinaties.plan).naam.lower()
        if row["is_scheef"]:
            which = "Bijna iedereen hoort" if row["aandeel"] > 0.5 else "Bijna niemand hoort"
            lines.append(f"{which} bij ‘{name}’ ({row['erin']} van de {row['gevallen']}). Dat zegt dan weinig.")
        if row["op_de_helft"]:
            verb = "staat" if len(row["op_de_helft"]) == 1 else "staan"
            lines.append(f"{join_words(list(row['op_de_helft']))} {verb} bij ‘{name}’ precies op de grens.")
    return lines


def say_te_weinig(combinaties: Combinaties) -> str | None:
    """Return what is said where there are too few cases for an answer."""
    if combinaties.is_genoeg:
        return None
    n, kind = len(combinaties.gevallen.namen), "verzonnen" if combinaties.is_fictief else "echte"
    return (
        f"Dit zijn maar {n} {kind} gevallen. "
        f"Voor een antwoord uit combinaties vragen wij er minstens {GENOEG_GEVALLEN}. "
        "Hier staat alleen waar elk geval staat."
    )


def say_qca(combinaties: Combinaties | None) -> str:
    """Return the answer of the formal comparison in a few sentences, for the summary."""
    if combinaties is None:
        return GEEN_PLAN
    if not combinaties.kanten:
        return TE_WEINIG_DEELNEMERS
    few = say_te_weinig(combinaties)
    if few:
        return few
    side = combinaties.kanten[0]
    words = [say_antwoord(side, combinaties.plan)]
    if side.antwoord and side.antwoord.waarschuwingen:
        words.append("Met zo weinig gevallen is dat niet zeker.")
    return " ".join(words)


def write_waarde(verzameling: Verzameling, rij: dict[Any, Any]) -> str:
    """Return the raw value of a case as a reader can check it."""
    waarde, maat = rij["waarde"], verzameling.maat
    if maat in MAATCODES:
        return MAATCODES[maat](str(waarde)).label.lower()
    if maat in (Maat.STAPPEN_SOORT, Maat.STAPPEN_STEUN):
        return f"{len(rij['telt'])} van {write_count(int(rij['van']), 'stap', 'stappen')}"
    if maat is Maat.CODES:
        return f"{len(rij['telt'])} van {write_count(int(rij['van']), 'fragment', 'fragmenten')}"
    if maat is Maat.GUNSTIG:
        return f"{len(rij['telt'])} van {write_count(int(rij['van']), 'effect', 'effecten')}"
    if maat is Maat.OORDEEL:
        return f"{write_number(waarde, 2)} ({write_count(int(rij['van']), 'oordeel', 'oordelen')})"
    if maat is Maat.VERSCHUIVING:
        return f"{'+' if waarde > 0 else ''}{write_number(waarde)}"
    return write_number(waarde)


def write_maat(verzameling: Verzameling) -> str:
    """Return what a set is measured by, with what the measure is taken of."""
    maat = verzameling.maat
    kinds: type[Begrip] | None = MAATDELEN.get(maat)
    if maat is Maat.CODES:
        return f"{maat.label}: {join_words(list(verzameling.van), 'of')}"
    if kinds is None:
        return maat.label
    if not verzameling.van:
        return f"{maat.label}: de gekozen vorm"
    return f"{maat.label}: {join_words([kinds(code).label.lower() for code in verzameling.van], 'of')}"


def write_ankers(verzameling: Verzameling) -> str:
    """Return from where a case is out, in doubt and in."""
    if verzameling.scores is not None:
        labels = MAATCODES[verzameling.maat]
        parts = [f"{labels(code).label.lower()} {write_number(score)}" for code, score in verzameling.scores.items()]
        return start_sentence(", ".join(parts))
    if verzameling.ankers is None:
        return f"Wel vanaf {write_number(verzameling.drempel or 0)}"
    out, middle, full = map(write_number, verzameling.ankers)
    return f"Helemaal niet bij {out}, twijfel bij {middle}, helemaal wel bij {full}"
