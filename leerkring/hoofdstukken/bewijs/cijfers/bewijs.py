"""What evidence there is for each deelvraag, and where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from leerkring.begrippen import EXTERN, Deelvraag, EffectStatus, InterventieStatus, Sturingsvorm, Zekerheid
from leerkring.methoden.onderdrukking import Zicht, grade_n
from leerkring.model.vragenlijst import WEET_NIET
from leerkring.traject import Traject
from leerkring.traject.inhoud import source_id

BEWIJSKOLOMMEN = ["tabel", "deelnemer", "sturingsvorm", "deelvraag", "zekerheid", "bron", "tegenbewijs", "herkomst"]
AANVULLING = {
    Deelvraag.D1: "Leg vast welke stappen zijn gezet en waarom.",
    Deelvraag.D2: "Meet de sturingsmix of beschrijf hoe de vormen elkaar raken.",
    Deelvraag.D3: "Leg vast wat er veranderde, liefst met een beginmeting.",
    Deelvraag.D4: "Vraag inwoners en partners naar hun oordeel.",
}


def collect_bewijs(traject: Traject) -> pd.DataFrame:
    """Return every unit of evidence of a traject with the deelvraag that it answers.

    A hoped-for effect and a planned step are no evidence. For D4 only what inwoners and partners say counts, so
    that entries of the team's logbook never fill it. Answers count as one unit per deelnemer, group, meting and
    deelvraag, and only where the group is large enough to be shown.

    Returns
    -------
    `tabel`, `deelnemer` (slug, may be missing), `sturingsvorm` (code), `deelvraag`, `zekerheid` (code; missing for
    facts on approach and context), `bron` (tuple), `tegenbewijs` (bool), `herkomst`.
    """
    parts = (_approach, _relations, _effects, _logbook, _fragments, _answers)
    frames = [frame for part in parts for frame in part(traject)]
    out = pd.concat([f.astype("object") for f in frames if not f.empty] or [pd.DataFrame(columns=BEWIJSKOLOMMEN)])
    forms = {slug: str(d.sturingsvorm) for slug, d in traject.deelnemers.items()}
    out["sturingsvorm"] = out["sturingsvorm"].where(out["sturingsvorm"].notna(), out["deelnemer"].map(forms))
    out["tegenbewijs"] = out["tegenbewijs"].fillna(value=False).astype(bool)
    return out[BEWIJSKOLOMMEN].reset_index(drop=True)


def _frame(source: pd.DataFrame, tabel: str, **columns: Any) -> pd.DataFrame:
    """Return the evidence columns of a table, with the given ones filled in."""
    return source.assign(tabel=tabel, **columns).reindex(columns=BEWIJSKOLOMMEN)


def _may_answer(source: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose group may answer their deelvraag: only inwoners and partners for D4."""
    return source[source["groep"].isin(EXTERN) | (source["deelvraag"] != Deelvraag.D4)]


def _approach(traject: Traject) -> Iterator[pd.DataFrame]:
    """Yield context factors and steps that were taken, for D1."""
    steps = traject.frame("interventies")
    steps = steps[steps["status"] != InterventieStatus.GEPLAND]
    casusvorm = {c.id: str(c.sturingsvormen[0]) for c in traject.rows("casussen")}
    steps["sturingsvorm"] = steps["sturingsvorm"].where(steps["sturingsvorm"].notna(), steps["casus"].map(casusvorm))
    factors = traject.frame("contextfactoren")
    yield _frame(steps, "interventies", deelvraag="D1")
    yield _frame(factors, "contextfactoren", deelvraag="D1")


def _relations(traject: Traject) -> Iterator[pd.DataFrame]:
    """Yield relations between forms, and one unit per meting and view of the sturingsmix, for D2."""
    relations = traject.frame("sturingsverhoudingen").rename(columns={"vorm": "sturingsvorm"})
    mix = traject.frame("sturingsmix").groupby(["deelnemer", "meting", "aanzicht"], as_index=False).first()
    mix["sturingsvorm"] = None
    yield _frame(relations, "sturingsverhoudingen", deelvraag="D2")
    yield _frame(mix, "sturingsmix", deelvraag="D2", zekerheid=str(Zekerheid.GEMETEN))


def _effects(traject: Traject) -> Iterator[pd.DataFrame]:
    """Yield observed effects for D3 and judgements of inwoners and partners for D4."""
    effecten = traject.frame("effecten")
    seen = effecten[effecten["status"] == EffectStatus.WAARGENOMEN]
    judged = traject.frame("beoordelingen").merge(
        effecten[["id", "deelnemer", "sturingsvorm"]].rename(columns={"id": "effect"}), on="effect"
    )
    yield _frame(seen, "effecten", deelvraag="D3", tegenbewijs=seen["tegenbewijs"].notna())
    yield _frame(judged[judged["groep"].isin(EXTERN)], "beoordelingen", deelvraag="D4")


def _logbook(traject: Traject) -> Iterator[pd.DataFrame]:
    """Yield logbook entries about a deelnemer with a deelvraag, except D4, which needs an outside source."""
    logboek = traject.frame("logboek")
    useful = logboek["deelnemer"].notna() & logboek["deelvraag"].notna() & (logboek["deelvraag"] != Deelvraag.D4)
    yield _frame(logboek[useful], "logboek", zekerheid=str(Zekerheid.WAARGENOMEN))


def _fragments(traject: Traject) -> Iterator[pd.DataFrame]:
    """Yield coded passages once per deelvraag; for D4 only those of inwoners and partners."""
    codes = traject.frame("codeboek")[["id", "deelvraag"]].rename(columns={"id": "code"})
    coded = traject.frame("coderingen")[["fragment", "code"]].merge(codes, on="code")
    joined = coded.drop_duplicates(["fragment", "deelvraag"]).merge(
        traject.frame("fragmenten").rename(columns={"id": "fragment"}), on="fragment"
    )
    yield _frame(_may_answer(joined), "fragmenten", zekerheid=str(Zekerheid.BEWEERD))


def _answers(traject: Traject) -> Iterator[pd.DataFrame]:
    """Yield questionnaire results, one unit per deelnemer, group, meting and deelvraag that is large enough."""
    deelvragen = {item.id: str(item.deelvraag) for item in traject.vragenlijst.items}
    answers, people = traject.frame_answers()
    answers = answers[answers["waarde"].notna() & (answers["waarde"] != WEET_NIET)].merge(
        people[["id", "deelnemer", "groep"]].rename(columns={"id": "respondent"}), on="respondent"
    )
    answers["deelvraag"] = answers["item"].map(deelvragen)
    unit = ["deelnemer", "groep", "meting", "deelvraag"]
    units = answers.groupby(unit, as_index=False).agg(
        bron=("bron", "first"), first=("herkomst", "first"), last=("herkomst", "last")
    )
    # Of the item that most people answered: that all items together have enough would tell of small ones that they add.
    n = answers.groupby([*unit, "item"]).size().groupby(level=unit).max()
    units["n"] = n.to_numpy()
    shown = [grade_n(n, traject.beleid) is not Zicht.VERBORGEN for n in units["n"]]
    units = _may_answer(units[pd.Series(shown, index=units.index, dtype="bool")])
    several = units["first"] != units["last"]
    units["herkomst"] = units["first"].mask(several, units["first"] + " t/m " + units["last"].str.split(":").str[-1])
    yield _frame(units, "antwoorden", zekerheid=str(Zekerheid.GEMETEN))


def count_bewijs(bewijs: pd.DataFrame, traject: Traject, by: str) -> pd.DataFrame:
    """Return the bewijsmatrix: evidence per deelnemer or sturingsvorm, and per deelvraag.

    Parameters
    ----------
    bewijs
        The result of `collect_bewijs`.
    traject
        The traject, for its deelnemers and the kinds of its sources.
    by
        'deelnemer' or 'sturingsvorm'.

    Returns
    -------
    Every combination has a row: `rij` (name or label), `sleutel` (slug or code), `deelvraag`, `n` (units),
    `bronsoorten` (kinds of source), `zekerheid` (label of the strongest, may be missing), `tegenbewijs` (number),
    `lacune` (bool), `aanvulling` (what would fill a gap, else missing), `herkomst` (the rows counted).
    """
    kinds = {b.id: str(b.soort) for b in traject.rows("bronnen")}
    if by == "deelnemer":
        keys = traject.namen
    else:
        keys = {str(vorm): vorm.label for vorm in Sturingsvorm if vorm is not Sturingsvorm.LIJN}
    columns = ["rij", "sleutel", "deelvraag", "n", "bronsoorten", "zekerheid", "tegenbewijs", "lacune", "aanvulling"]
    rows = []
    for key, label in keys.items():
        for deelvraag in Deelvraag:
            cell = bewijs[(bewijs[by] == key) & (bewijs["deelvraag"] == str(deelvraag))]
            grades = [Zekerheid(z) for z in cell["zekerheid"].dropna()]
            rows.append(
                {
                    "rij": label,
                    "sleutel": key,
                    "deelvraag": str(deelvraag),
                    "n": len(cell),
                    "bronsoorten": len({kinds[source_id(p)] for place in cell["bron"] for p in place}),
                    "zekerheid": max(grades, key=lambda z: z.rang).label if grades else None,
                    "tegenbewijs": int(cell["tegenbewijs"].sum()),
                    "lacune": cell.empty,
                    "aanvulling": AANVULLING[deelvraag] if cell.empty else None,
                    "herkomst": ", ".join(cell["herkomst"]),
                }
            )
    return pd.DataFrame(rows, columns=[*columns, "herkomst"])


def list_lacunes(matrix: pd.DataFrame, *, with_name: bool) -> list[str]:
    """Return the deelvragen without any evidence, as they stand in a sentence.

    Parameters
    ----------
    matrix
        The result of `count_bewijs` by deelnemer, or its rows about one.
    with_name
        Whether to name the deelnemer with each: 'effecten bij Oss' instead of 'effecten'.
    """
    gaps = matrix[matrix["lacune"].astype(bool)].to_dict("records")
    labels = [Deelvraag(gap["deelvraag"]).label.lower() for gap in gaps]
    return [f"{label} bij {gap['rij']}" if with_name else label for label, gap in zip(labels, gaps, strict=True)]
