"""What the questionnaire says, in Dutch sentences: the titles of its figures and the lines for In het kort."""

from __future__ import annotations

from typing import Any

import pandas as pd
from markupsafe import Markup

from leerkring.begrippen import EXTERN, Deelvraag, Groep, Meting
from leerkring.hoofdstukken.vragenlijst.cijfers.verandering import GEEN_VERANDERING, GEEN_VERSCHIL, OMHOOG, OMLAAG
from leerkring.model.beleid import Beleid
from leerkring.model.vragenlijst import Schaal
from leerkring.weergave.blokken import Blok
from leerkring.weergave.taal import join_words, start_sentence, write_number

WOORD = {OMHOOG: "gunstiger", OMLAAG: "ongunstiger"}
IN_ZIN = {Groep.BESTUUR: "het bestuur", Groep.DIRECTIE: "de directie", Groep.MANAGEMENT: "het management"}
GEEN_VRAGENLIJST = "Er is geen vragenlijst afgenomen."
NIET_GETOOND = "De antwoorden op de vragenlijst mogen hier niet worden getoond."
ALLES_TE_KLEIN = "De vragenlijst is afgenomen, maar elke groep is te klein om uitkomsten te tonen."


def name_groep(groep: str) -> str:
    """Return a group as it stands inside a sentence: medewerkers, het bestuur."""
    return IN_ZIN.get(Groep(groep), Groep(groep).label.lower())


def say_difference(verschil: pd.DataFrame) -> str:
    """Return where people outside and inside the organisation differ most, without a full stop.

    Parameters
    ----------
    verschil
        The result of `compare_extern` for one deelnemer.
    """
    if verschil.empty:
        return "Het oordeel van buiten is niet te vergelijken met dat van de eigen organisatie"
    clear = verschil[verschil["richting"] != GEEN_VERSCHIL]
    if clear.empty:
        groups = join_words([name_groep(g) for g in sorted(set(verschil["extern"]))])
        return f"{start_sentence(groups)} oordelen niet duidelijk anders dan de eigen organisatie"
    top: dict[Any, Any] = clear.iloc[0].to_dict()
    alike = clear[[all(r[k] == top[k] for k in ("item", "extern", "richting")) for r in clear.to_dict("records")]]
    inside = join_words([name_groep(g) for g in alike["intern"]])
    who = start_sentence(name_groep(top["extern"]))
    return f"{who} oordelen {top['richting']} dan {inside} over: ‘{top['tekst'].rstrip('.')}’"


def say_largest(verschil: pd.DataFrame) -> str:
    """Return how large the largest difference between outside and inside is, without a full stop.

    Parameters
    ----------
    verschil
        The result of `compare_extern` for one deelnemer, not empty.
    """
    top: dict[Any, Any] = verschil.iloc[0].to_dict()
    pair = f"tussen {name_groep(top['extern'])} en {name_groep(top['intern'])}"
    size = f"{write_number(top['delta'], 2)} op een schaal van −1 tot 1"
    if (verschil["richting"] == GEEN_VERSCHIL).all():
        return f"Geen verschil tussen buiten en binnen is duidelijk; het grootste is dat {pair} ({size})"
    return f"Het verschil is het grootst {pair}: {size}"


def say_verandering(verandering: pd.DataFrame) -> str:
    """Return which groups answer otherwise than at their first meting, without a full stop.

    Parameters
    ----------
    verandering
        The result of `measure_verandering` for one deelnemer.
    """
    known = verandering[verandering["reden"].isna()]
    if known.empty:
        return "Een verandering in de antwoorden is niet te zien: er zijn geen twee metingen om te tonen"
    clear = known[known["richting"] != GEEN_VERANDERING]
    if clear.empty:
        return "Bij geen van de groepen is een duidelijke verandering in de antwoorden te zien"
    parts = []
    for richting, word in WOORD.items():
        found = [
            f"van {name_groep(groep)} bij {write_part(k, int((known['groep'] == groep).sum()))}"
            for groep in dict.fromkeys([*known.loc[known["is_extern"], "groep"], *known["groep"]])
            if (k := int(((clear["groep"] == groep) & (clear["richting"] == richting)).sum()))
        ]
        if found:
            parts.append(f"{word} werden de antwoorden {join_words(found)}")
    return start_sentence("; ".join(parts))


def write_part(k: int, n: int) -> str:
    """Return k out of n statements in words."""
    if k == n:
        return {1: "de ene stelling", 2: "beide stellingen"}.get(n, f"elk van de {n} stellingen")
    return f"{k} van de {n} stellingen"


def say_judgement_survey(
    laatste: pd.DataFrame, verandering: pd.DataFrame, verschil: pd.DataFrame, schaal: Schaal | None
) -> str:
    """Return what inwoners and partners say in the questionnaire, or that it is not known.

    Parameters
    ----------
    laatste, verandering, verschil
        The results of `select_laatste`, `measure_verandering` and `compare_extern` for one deelnemer.
    schaal
        The scale of the vragenlijst.
    """
    if laatste.empty or schaal is None:
        return GEEN_VRAGENLIJST
    if laatste["onderdrukt"].all():
        return ALLES_TE_KLEIN
    lines = [*_say_outside(laatste, schaal), *_say_outside_change(laatste, verandering), f"{say_difference(verschil)}."]
    return " ".join([*lines, "Dit is indicatief."])


def _select_d4(frame: pd.DataFrame, groep: str) -> pd.DataFrame:
    """Return what one group said about the items of D4."""
    return frame[(frame["groep"] == groep) & (frame["deelvraag"] == Deelvraag.D4)]


def _say_outside(laatste: pd.DataFrame, schaal: Schaal) -> list[str]:
    """Return how inwoners and partners answer the items that only they were asked."""
    few, silent = [], []
    known: dict[str, list[str]] = {}
    for groep in EXTERN:
        own = _select_d4(laatste, groep)
        shown = own[~own["onderdrukt"]]
        if own.empty:
            silent.append(name_groep(groep))
        elif shown.empty:
            few.append(name_groep(groep))
        else:
            known.setdefault(shown["meting"].max(), []).append(f"van {name_groep(groep)} {_span(shown['mediaan'])}")
    scale = f"op een schaal van {schaal.laag} (ongunstig) tot {schaal.hoog} (gunstig)"
    lines = [
        f"{start_sentence(name_meting(meting))} was het middelste antwoord {join_words(told)}, {scale}."
        for meting, told in known.items()
    ]
    if few:
        lines.append(f"Van {join_words(few)} zijn er te weinig antwoorden om te tonen.")
    if silent:
        lines.append(f"Aan {join_words(silent)} is geen oordeel gevraagd.")
    return lines


def name_meting(meting: str, sinds: bool = False) -> str:
    """Return when a meting was, by the round that it followed: bij de start, na ronde 3; or since when."""
    rang = Meting(meting).rang
    if not rang:
        return "sinds de start" if sinds else "bij de start"
    return f"{'sinds' if sinds else 'na'} ronde {rang}"


def _say_outside_change(laatste: pd.DataFrame, verandering: pd.DataFrame) -> list[str]:
    """Return whether the judgement of inwoners and partners changed, when two metingen can be shown."""
    lines = []
    for groep in EXTERN:
        own = _select_d4(verandering, groep)
        own = own[own["reden"].isna()]
        if _select_d4(laatste, groep)["onderdrukt"].all():
            continue
        if own.empty:
            lines.append(f"Of het oordeel van {name_groep(groep)} veranderde, is niet bekend.")
            continue
        found = [
            f"{word} bij {write_part(int((own['richting'] == richting).sum()), len(own))}"
            for richting, word in WOORD.items()
            if (own["richting"] == richting).any()
        ]
        begin, eind = _span(own["mediaan_van"]), _span(own["mediaan_tot"])
        since = name_meting(own["van"].min(), sinds=True)
        moved = f"bleef het {since} {eind}" if begin == eind else f"ging het {since} van {begin} naar {eind}"
        # A middle that moved while the answers as a whole did not clearly do so is what chance does as well.
        rest = f": {join_words(found)}" if found else "" if begin == eind else "; dat kan toeval zijn"
        lines.append(f"Bij {name_groep(groep)} {moved}{rest}.")
    return lines


def _span(values: pd.Series) -> str:
    """Return the lowest and the highest of some results of groups: 2, or 2 tot 3."""
    low, high = float(values.min()), float(values.max())
    return write_number(low) if low == high else f"{write_number(low)} tot {write_number(high)}"


def build_indicatief(beleid: Beleid) -> Blok:
    """Return the note that stands with every result of the questionnaire."""
    text = (
        "De groepen zijn klein en niet door loting gekozen. De uitkomsten gelden voor wie antwoordde, niet voor "
        "alle inwoners, partners of medewerkers. Een groep met minder dan "
        f"{beleid.kleinste_n} antwoorden tonen wij niet, want dan zijn mensen herkenbaar. Bij minder dan "
        f"{beleid.nodig_voor_verdeling} antwoorden staat er geen verdeling en geen percentage. De mediaan is het "
        "middelste antwoord. Een verschil loopt van −1 tot 1: bij 0 is er geen verschil, bij 1 antwoordt iedereen in "
        "de ene groep gunstiger dan iedereen in de andere (Cliff's delta). De lijn om een punt laat zien hoe onzeker "
        "het verschil is (95 procent, bootstrap). Raakt die lijn de 0, dan is het verschil niet duidelijk en is het "
        "punt open. Bij minder dan 20 antwoorden mist de lijn het echte verschil tot 10 van de 100 keer, en niet 5. "
        "Wij vergelijken veel groepen en stellingen; een enkel duidelijk verschil kan toeval zijn."
        f"{say_afronding(beleid)}"
    )
    return Blok(Markup('<p class="lk-noot"><strong>Indicatief.</strong> {}</p>').format(text), f"Indicatief. {text}")


def say_afronding(beleid: Beleid) -> str:
    """Return that people are counted in multiples, where they are, as sentences that follow others."""
    if beleid.afronding == 1:
        return ""
    return (
        f" Mensen tellen wij in stappen van {beleid.afronding}, zodat niemand is terug te rekenen. Ook medianen, "
        "percentages en verschillen komen uit die afgeronde aantallen; de lijn om een punt is daarom iets langer."
    )
