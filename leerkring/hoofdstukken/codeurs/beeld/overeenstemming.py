"""How well codeurs agree: a sentence with the norm, a table per code, and for the team where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from leerkring.hoofdstukken.codeurs.cijfers.overzicht import (
    BETROUWBAAR,
    CIJFERS,
    VOORLOPIG,
    Oordeel,
    Totaalmaten,
    grade_alfa,
)
from leerkring.hoofdstukken.codeurs.cijfers.verzameling import Overeenstemming
from leerkring.model.beleid import Beleid
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_paragraph, build_table, join_blocks
from leerkring.weergave.taal import join_words, write_count, write_number

GEEN_DUBBEL = (
    "Er zijn geen fragmenten te tonen die twee codeurs hebben gecodeerd. "
    "Daarom is niet te zeggen hoe goed codeurs het eens zijn."
)
ALLEEN_TEAM = "Waar codeurs van elkaar verschillen, staat alleen in rapporten voor het onderzoeksteam."
GEEN_CODEVERSCHIL = "Er is geen fragment waaraan codeurs verschillende codes gaven."
ALLEEN_ZICHTBAAR = "Dit gaat alleen over fragmenten die deze lezer mag zien."
NORM = (
    f"Krippendorff (2019) vraagt {write_number(BETROUWBAAR, CIJFERS)} of meer, "
    f"en minstens {write_number(VOORLOPIG, CIJFERS)} voor voorzichtige conclusies"
)
BETEKENIS = {
    Oordeel.BETROUWBAAR: "de codes zijn betrouwbaar genoeg om conclusies op te bouwen",
    Oordeel.VOORLOPIG: "met deze codes zijn alleen voorzichtige conclusies mogelijk",
    Oordeel.ONVOLDOENDE: "met deze codes zijn nog geen conclusies mogelijk",
}
KORT = {
    Oordeel.BETROUWBAAR: "betrouwbaar",
    Oordeel.VOORLOPIG: "alleen voorzichtige conclusies",
    Oordeel.ONVOLDOENDE: "geen conclusies",
}
GRENS = {Oordeel.BETROUWBAAR: BETROUWBAAR, Oordeel.VOORLOPIG: VOORLOPIG}
LEES_OVEREENSTEMMING = (
    "Alfa, kappa, AC1 en AC2 zijn 1 als codeurs het altijd eens zijn. Bij 0 zijn zij het niet vaker eens dan bij "
    "toeval. Het interval laat zien hoe zeker alfa is: met andere fragmenten van dezelfde soort ligt alfa meestal "
    "daartussen. AC1 en AC2 dalen minder bij een code die weinig voorkomt. Een fragment telt mee als twee codeurs of "
    "meer het codeerden."
)


def write_coefficient(value: float | None) -> str:
    """Return a measure of agreement with three decimals, or a dash where it has no value."""
    return "–" if value is None or pd.isna(value) else write_number(value, CIJFERS)


def write_marge(low: float | None, high: float | None) -> str:
    """Return the two ends of an interval: 0,719 tot 0,872."""
    if low is None or pd.isna(low):
        return write_coefficient(None)
    return f"{write_coefficient(low)} tot {write_coefficient(high)}"


def is_onzeker(alfa: float, low: float) -> bool:
    """Tell whether the interval of alpha begins below the limit that alpha itself reaches."""
    oordeel = grade_alfa(alfa)
    return oordeel in GRENS and grade_alfa(low) is not oordeel


def write_oordeel(code: dict[Any, Any]) -> str:
    """Return what may rest on a code, or why that is not known."""
    if pd.isna(code["alfa"]):
        return str(code["reden"])
    sure = pd.isna(code["laag"]) or not is_onzeker(code["alfa"], code["laag"])
    return KORT[grade_alfa(code["alfa"])] + ("" if sure else ", maar onzeker")


def say_geheel(geheel: Totaalmaten, beleid: Beleid) -> str:
    """Return how well codeurs agree on all codes together, and what that means by the norm.

    Parameters
    ----------
    geheel
        The result of `measure_geheel`.
    beleid
        Whether these readers see all fragments; if not, they are told so.
    """
    if geheel.n == 0:
        return GEEN_DUBBEL
    same = geheel.gelijk or "geen"
    sentences = [f"De codeurs gaven {same} van de {geheel.n} fragmenten precies dezelfde codes."]
    if geheel.n == 1:
        word = "precies dezelfde" if geheel.gelijk else "verschillende"
        sentences = [f"De codeurs gaven het enige fragment {word} codes."]
    if geheel.alfa is None:
        sentences.append("Krippendorffs alfa is niet te berekenen, want elk fragment kreeg dezelfde codes.")
    else:
        oordeel = grade_alfa(geheel.alfa)
        margin = f" (95%-interval {write_marge(*geheel.interval)})" if geheel.interval else ""
        sentences.append(
            f"Krippendorffs alfa is {write_coefficient(geheel.alfa)}{margin}: {BETEKENIS[oordeel]}. {NORM}."
        )
        if geheel.interval and is_onzeker(geheel.alfa, geheel.interval.laag):
            limit = write_number(GRENS[oordeel], CIJFERS)
            sentences.append(f"Zeker is dat niet, want het interval begint onder {limit}.")
    if geheel.kappa is not None:
        name = "Cohens kappa" if len(geheel.codeurs) == 2 else "De gemiddelde kappa van elk paar codeurs"
        sentences.append(f"{name} is {write_coefficient(geheel.kappa)}.")
    if geheel.ac2 is not None:
        sentences.append(f"Gwets AC2, waarbij half gelijke codes half meetellen, is {write_coefficient(geheel.ac2)}.")
    if not beleid.alle_fragmenten:
        sentences.append(ALLEEN_ZICHTBAAR)
    return " ".join(sentences)


def say_dekking(dekking: pd.DataFrame) -> str:
    """Return which fragments agreement says nothing about, because nobody or one codeur coded them.

    Parameters
    ----------
    dekking
        The result of `count_dekking`.
    """
    per = dict(zip(dekking["codeurs"], dekking["n"], strict=True))
    total = int(dekking["n"].sum())
    if total == 0:
        return "Er zijn geen fragmenten om te coderen, of zij mogen niet worden getoond."
    left = [(int(per[0]), "zonder codes"), (int(per[1]), "met codes van één codeur")]
    parts = [f"{write_count(n, 'fragment', 'fragmenten')} {what}" for n, what in left if n]
    whole = write_count(total, "fragment", "fragmenten")
    if not parts:
        return f"Twee codeurs of meer codeerden {'alle ' if total > 1 else ''}{whole}."
    return f"{'Er is' if total == 1 else 'Er zijn'} {whole}. Hier tellen niet mee: {join_words(parts)}."


def table_codes(codes: pd.DataFrame, geheel: Totaalmaten, dekking: pd.DataFrame, beleid: Beleid) -> Blok:
    """Return how well codeurs agree: on all codes together, on which fragments that rests, and on each code.

    Parameters
    ----------
    codes, geheel, dekking
        The results of `measure_codes`, `measure_geheel` and `count_dekking`.
    beleid
        What these readers may be shown.
    """
    said, rests = say_geheel(geheel, beleid), build_paragraph(say_dekking(dekking))
    if geheel.n == 0:
        return join_blocks([build_gap(said), rests])
    records: list[dict[Any, Any]] = codes.to_dict("records")
    shown = codes.assign(
        interval=[write_marge(r["laag"], r["hoog"]) for r in records], oordeel=[write_oordeel(r) for r in records]
    )
    kolommen = {
        "label": Kolom("Code"),
        "n": Kolom("Fragmenten", getal=True),
        "allen": Kolom("Code van alle codeurs", getal=True),
        "deel": Kolom("Code van een deel", getal=True),
        "gelijk": Kolom("Eens", lambda share: f"{write_number(100 * share, 0)}%", getal=True),
        "alfa": Kolom("Alfa", write_coefficient, getal=True),
        "interval": Kolom("95%-interval", getal=True),
        "oordeel": Kolom("Wat mag op deze code rusten"),
        "kappa": Kolom("Kappa", write_coefficient, getal=True),
        "kappa_max": Kolom("Hoogste kappa die kan", write_coefficient, getal=True),
        "ac1": Kolom("AC1", write_coefficient, getal=True),
    }
    if codes["kappa_max"].isna().all():
        del kolommen["kappa_max"]
    tabel = build_table(shown, kolommen, "Hoe goed codeurs het eens zijn, per code")
    return join_blocks([build_paragraph(said), rests, tabel, build_paragraph(LEES_OVEREENSTEMMING)])


def table_verschillen(verschillen: pd.DataFrame, beleid: Beleid) -> Blok:
    """Return the fragments to which codeurs gave different codes, or to whom these are shown.

    Parameters
    ----------
    verschillen
        The result of `list_verschillen`.
    beleid
        Whether who coded what may be shown.
    """
    if not beleid.toont_codeurs:
        return build_paragraph(ALLEEN_TEAM)
    if verschillen.empty:
        return build_paragraph(GEEN_CODEVERSCHIL)
    kolommen = {
        "fragment": Kolom("Fragment"),
        "tekst": Kolom("Wat er staat", lambda text: text if isinstance(text, str) else "staat niet in dit traject"),
        "samen": Kolom("Codes van alle codeurs", lambda labels: join_words(labels) or "geen"),
        "eigen": Kolom("Codes die niet alle codeurs gaven", write_eigen),
    }
    return build_table(verschillen, kolommen, "Fragmenten waarover codeurs verschillen")


def write_eigen(eigen: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Return what each codeur gave besides what all gave: T1: Plezier; T2: geen andere."""
    return "; ".join(f"{codeur}: {join_words(labels) or 'geen andere'}" for codeur, labels in eigen)


def table_verwisselingen(verwisselingen: pd.DataFrame) -> Blok:
    """Return which codes are taken for each other: where a definition in the codeboek can be sharper.

    Parameters
    ----------
    verwisselingen
        The result of `count_verwisselingen`.
    """
    if verwisselingen.empty:
        return build_paragraph("Er zijn geen codes die codeurs met elkaar verwisselen.")
    kolommen = {
        "label_a": Kolom("De ene codeur gaf"),
        "label_b": Kolom("De andere codeur gaf"),
        "n": Kolom("Fragmenten", getal=True),
        "fragmenten": Kolom("Welke"),
    }
    return build_table(verwisselingen, kolommen, "Codes die codeurs verwisselen")


def tell_overeenstemming(gevonden: Overeenstemming, beleid: Beleid) -> Blok:
    """Return the whole section on codings: how well codeurs agree, where they differ and what they take for another.

    Parameters
    ----------
    gevonden
        The result of `collect_overeenstemming`.
    beleid
        What these readers may be shown.
    """
    parts = [table_codes(gevonden.codes, gevonden.geheel, gevonden.dekking, beleid)]
    if gevonden.geheel.n:
        parts += [table_verschillen(gevonden.verschillen, beleid), table_verwisselingen(gevonden.verwisselingen)]
    return join_blocks(parts)
