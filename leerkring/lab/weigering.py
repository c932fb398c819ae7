"""Why something was not saved, as one Dutch sentence that says what its maker can do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from leerkring.errors import LeerkringError, Probleem, TrajectError
from leerkring.model.bevindingen import Bevinding
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.saving.csv_editing import Wijziging
from leerkring.traject.saving.placing import SaveError
from leerkring.traject.saving.tables import ConflictError, DoubtError, GoneError
from leerkring.weergave.taal import join_words
from leerkring.weergave.widgets import Melding
from leerkring.weergave.widgets.fouten import LOG, PLEK

ALSNOG, LATEN = "Sla alsnog op", "Laat vallen"
MEESTE = 3
REGELZINNEN = {
    "I08": "deze deelnemer was in die ronde al gestopt",
    "I09": "de datum ligt na de peildatum van het traject",
    "I10": "de passage bevat gegevens van een persoon",
    "I11": "de passage begint als een formule, die een rekenblad zou uitvoeren",
    "I17": "er veranderde net iets in de rijen waar de bevinding op rust",
}
BEVINDINGZINNEN = {
    "I10": "de bevinding bevat gegevens van een persoon",
    "I11": "een tekst begint als een formule, die een rekenblad zou uitvoeren",
}
MET_WAARDE = ("I12", "I13", "I16", "I19")
"""The rules on findings whose sentence is about a row or a number that it does not name."""


@contextmanager
def explain_not_saved(inhoud: Inhoud, codeur: str = "") -> Iterator[None]:
    """Turn a refusal to save what somebody did into one Dutch sentence; of codes, `codeur` is who did it."""
    try:
        yield
    except Melding:
        raise
    except LeerkringError as error:
        LOG.warning("%s", error, exc_info=error)
        raise Melding(say_refusal(error, inhoud, codeur)) from error


def say_refusal(error: LeerkringError, inhoud: Inhoud, codeur: str) -> str:
    """Return why something was not saved.

    Parameters
    ----------
    error
        What saving raised.
    inhoud
        The content of the traject as its maker saw it, for the names of codes.
    codeur
        Who reads it: which code another gave stays unsaid where this codeur gave none yet.
    """
    if isinstance(error, ConflictError):
        did = list_changes(error.wijzigingen, inhoud, codeur) or "de tabellen zijn anders en nu niet te lezen"
        return f"Een ander was u voor ({did}); dit is nog niet opgeslagen: kies ‘{ALSNOG}’ of ‘{LATEN}’."
    if isinstance(error, GoneError):
        return f"Dit kan niet meer, want een ander veranderde intussen {name_row(error.rij)}; kies ‘{LATEN}’."
    if isinstance(error, DoubtError):
        why = join_words(list(dict.fromkeys(say_probleem(p) or p.uitleg for p in error.problemen)))
        return f"Kijk dit eerst na, want {why}; kies ‘{ALSNOG}’ als het toch goed is, en anders ‘{LATEN}’."
    if isinstance(error, SaveError):
        return f"De tabellen zijn nu niet te schrijven en er is niets veranderd; de bijzonderheden staan in {PLEK}."
    if isinstance(error, TrajectError):
        if any(p.kolom == "fragment+codeur+code+afgesproken" for p in error.problemen):
            return "U gaf deze code al aan deze passage."
        known = dict.fromkeys(said for p in error.problemen if (said := say_probleem(p)))
        why = join_words(list(known)) or f"het past niet bij de tabellen (zie {PLEK})"
        return f"Dit is niet opgeslagen, want {why}."
    return f"Dit is niet opgeslagen, want het past niet bij wat er nu is; de bijzonderheden staan in {PLEK}."


def say_probleem(probleem: Probleem) -> str | None:
    """Return why a check refuses, for who made the row; None where its own words are not for them."""
    of_bevinding = probleem.bestand == f"{Bevinding.tabel}.csv"
    zinnen = REGELZINNEN | BEVINDINGZINNEN if of_bevinding else REGELZINNEN
    if not of_bevinding or probleem.regel in zinnen:
        return zinnen.get(probleem.regel or "")
    if probleem.regel is None:
        is_gone = probleem.kolom in ("steunt_op", "spreekt_tegen")
        return f"een bevinding rust op {probleem.waarde}, en dat is er dan niet" if is_gone else None
    return f"{probleem.uitleg} ({probleem.waarde})" if probleem.regel in MET_WAARDE else probleem.uitleg


def list_changes(wijzigingen: Iterable[Wijziging], inhoud: Inhoud, codeur: str) -> str:
    """Return what another did, the first few changes in words."""
    coded = {c.fragment for _, c in inhoud.rows("coderingen") if c.codeur == codeur and not c.afgesproken}
    told = [say_wijziging(change, inhoud, coded) for change in wijzigingen]
    more = [f"nog {len(told) - MEESTE}"] if len(told) > MEESTE else []
    return join_words(told[:MEESTE] + more)


def say_wijziging(change: Wijziging, inhoud: Inhoud, coded: Collection[str]) -> str:
    """Return one change in words; of a fragment that the reader did not code yet without saying which code it is."""
    verb = "verdween" if change.na is None else "kwam erbij" if change.voor is None else "veranderde"
    row: Any = change.rij
    if row.tabel != "coderingen":
        return f"{name_row(row)} {verb}"
    if row.fragment not in coded:
        return f"een {'afspraak' if row.afgesproken else f'code van {row.codeur}'} bij {row.fragment} {verb}"
    label = getattr(inhoud.ids["codeboek"].get(row.code), "label", row.code)
    who = "de afspraak" if row.afgesproken else f"{row.codeur}:"
    return f"{who} ‘{label}’ bij {row.fragment} {verb}"


def name_row(rij: Any) -> str:
    """Return which row it is, in words."""
    if rij.tabel == "coderingen":
        return f"een code bij {rij.fragment}"
    return f"{'bevinding' if rij.tabel == Bevinding.tabel else 'fragment'} {rij.id}"
