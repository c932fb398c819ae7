"""Open a traject folder: read it, check all of it at once, and filter it for an audience and a deelnemer."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError, Niveau, Probleem, TrajectError, has_errors
from leerkring.model import TABELLEN
from leerkring.model.beschrijving import Beschrijving
from leerkring.model.deelname import Bron, Deelnemer
from leerkring.model.velden import Rij
from leerkring.model.vragenlijst import Antwoord, Respondent, Schaal, Vragenlijst
from leerkring.paths import resolve_folder
from leerkring.refusals import explain_system
from leerkring.traject.audience import decide_beleid, filter_audience
from leerkring.traject.bestanden import BESCHRIJVING, VRAGENLIJST, find_tables
from leerkring.traject.bronnen import read_file
from leerkring.traject.check_header import take_rows
from leerkring.traject.check_references import check_references
from leerkring.traject.deur.tellingen import count_survey
from leerkring.traject.focus import count_sharers, focus_deelnemer, narrow_deelnemer
from leerkring.traject.formaten import find_formaat, find_newest, upgrade_beschrijving, upgrade_tabel
from leerkring.traject.handover import take_over
from leerkring.traject.inhoud import GelezenRij, Inhoud
from leerkring.traject.naamgenoten import tell_apart
from leerkring.traject.regels import check_rules
from leerkring.traject.traject import Traject
from leerkring.traject.yaml_files import fit_yaml, load_yaml, read_yaml

LEGE_VRAGENLIJST = Vragenlijst(versie="geen", toelichting="Er is niets gevraagd.")
"""What a folder without vragenlijst.yaml tells: nothing was asked, and so nobody could answer."""
WEGGELATEN = ((0.25, "een klein deel"), (0.5, "een kwart tot de helft"), (1.0, "meer dan de helft"))
"""How much an audience does not see: up to which share of the rows, and in which words."""
GEOPEND = "leerkring.open_traject"
"""The auditing event of Python with which whoever runs a notebook can follow what it opens."""
INGELEZEN = "leerkring.read_folder"
"""The event before all of a folder is read, which whoever runs a notebook can refuse."""


def open_traject(folder: str | Path, doelgroep: str = Doelgroep.TEAM, deelnemer: str | None = None) -> Traject:
    """Return a checked traject, filtered to what an audience may see.

    Parameters
    ----------
    folder
        The traject folder, as seen from here or from the project folder.
    doelgroep
        For whom: team, deelnemer, leerkring or openbaar.
    deelnemer
        The deelnemer in focus; required for doelgroep deelnemer. Rows that are about other deelnemers alone are then
        left out. Whoever wants to compare opens the traject without one.

    Raises
    ------
    TrajectError
        When the folder has errors; the exception carries all of them.
    LeerkringError
        When the audience or the deelnemer is not known.
    """
    audience = parse_doelgroep(doelgroep)
    place = resolve_folder(folder)
    traject = take_over(place, audience, deelnemer)
    if traject is None:
        traject = show_traject(place, read_sound(place, str(folder)), audience, deelnemer, str(folder))
    sys.audit(GEOPEND, traject)
    return traject


def open_whole(traject: Traject) -> Traject:
    """Return all that the team sees of a traject that was opened for another audience; only to compare with.

    It is read once more, so that nothing of it ever stands where that audience's notebook can reach it.
    """
    inhoud, _ = read_folder(traject.folder, volledig=False)
    if inhoud is None:
        raise LeerkringError(f"{traject.folder.as_posix()} veranderde terwijl het werd gelezen; probeer het opnieuw")
    return show_traject(traject.folder, inhoud, Doelgroep.TEAM, traject.slug)


def list_deelnemers(folder: str | Path) -> tuple[Beschrijving, list[str]]:
    """Return the description of a traject and the slugs of all its deelnemers, without reading the rest of it.

    Raises
    ------
    TrajectError
        When these two files have errors; the exception carries all errors of the whole folder.
    """
    place = resolve_folder(folder)
    if place.is_dir():
        beschrijving, formaat, problemen = read_beschrijving(place)
        rows, wrong = read_rows(place, Deelnemer, find_tables(place)[0], formaat)
        if beschrijving is not None and rows and not has_errors(problemen + wrong):
            return beschrijving, [cast("Deelnemer", g.rij).id for g in rows]
    errors = [p for p in read_folder(place)[1] if p.niveau is Niveau.ERROR]
    raise TrajectError(str(folder), errors)


def show_traject(
    place: Path, inhoud: Inhoud, doelgroep: Doelgroep, deelnemer: str | None, folder: str | None = None
) -> Traject:
    """Return what an audience may see of a traject that was read and checked already.

    Parameters
    ----------
    place, inhoud
        The folder and everything in it.
    doelgroep, deelnemer
        As for `open_traject`.
    folder
        How the user named the folder, for the text of an error.

    Raises
    ------
    LeerkringError
        When the deelnemer is not known, or when this audience may not see it.
    """
    folder = folder or place.as_posix()
    known = list(inhoud.ids["deelnemers"])
    if deelnemer is not None and deelnemer not in known:
        raise LeerkringError(f"deelnemer ‘{deelnemer}’ staat niet in {folder}; toegestaan: {', '.join(known)}")
    if doelgroep is Doelgroep.DEELNEMER and deelnemer is None:
        raise LeerkringError(f"bij doelgroep ‘deelnemer’ hoort een deelnemer; toegestaan: {', '.join(known)}")
    part = inhoud if deelnemer is None else narrow_deelnemer(inhoud, deelnemer)
    visible = filter_audience(part, doelgroep, deelnemer)
    if deelnemer is not None and deelnemer not in visible.ids["deelnemers"]:
        raise LeerkringError(f"doelgroep {doelgroep} mag deelnemer ‘{deelnemer}’ niet zien in {folder}")
    if doelgroep is Doelgroep.TEAM:
        return point_at(place, visible, doelgroep, deelnemer)
    whole = filter_audience(part, Doelgroep.TEAM, deelnemer)
    seen, every = visible, whole
    if deelnemer is not None:
        seen, every = (focus_deelnemer(inhoud, deelnemer) for inhoud in (visible, whole))
    hidden = list_hidden(seen, every)
    drempels = inhoud.beschrijving.drempels
    if whole.tabellen[Antwoord.tabel]:
        hidden |= {Antwoord.tabel}  # of small groups they are not shown, and of the others in multiples
    less = say_less(seen, every) if hidden else ""
    counted = count_survey(visible, decide_beleid(doelgroep, drempels))
    return replace(point_at(place, counted, doelgroep, deelnemer), verborgen=hidden, weggelaten=less)


def list_hidden(visible: Inhoud, whole: Inhoud) -> frozenset[str]:
    """Return the tables of which an audience does not see all that the team does; sources only follow their rows."""
    tables = set(TABELLEN) - {Bron.tabel}
    return frozenset(t for t in tables if visible.tabellen[t] != whole.tabellen[t])


def say_less(visible: Inhoud, whole: Inhoud) -> str:
    """Return how much of the rows an audience does not see, in a few wide bands: one row moves a band hardly ever.

    Answers to the questionnaire do not count: their number would drown all else, and they have rules of their own.
    """
    tables = set(TABELLEN) - {Bron.tabel, Antwoord.tabel, Respondent.tabel}
    all_rows = sum(len(whole.tabellen[t]) for t in tables)
    seen = sum(len(visible.tabellen[t]) for t in tables)
    share = 1 - seen / all_rows if all_rows else 0.0
    return next(words for top, words in WEGGELATEN if share <= top)


def point_at(place: Path, visible: Inhoud, doelgroep: Doelgroep, deelnemer: str | None) -> Traject:
    """Return a traject from what an audience may see, with a deelnemer that it may see in focus, if there is one."""
    visible = tell_apart(visible)
    if deelnemer is None:
        return Traject(place, visible, doelgroep)
    focused = focus_deelnemer(visible, deelnemer)
    return Traject(place, focused, doelgroep, deelnemer, count_sharers(visible, deelnemer))


def check_folder(folder: str | Path) -> list[Probleem]:
    """Return everything that is wrong or remarkable in a traject folder."""
    return read_folder(resolve_folder(folder))[1]


def parse_doelgroep(doelgroep: str) -> Doelgroep:
    """Return the audience with this code."""
    try:
        return Doelgroep(doelgroep)
    except ValueError:
        allowed = ", ".join(Doelgroep)
        raise LeerkringError(f"doelgroep ‘{doelgroep}’ is onbekend; toegestaan: {allowed}") from None


def read_folder(folder: Path, volledig: bool = True) -> tuple[Inhoud | None, list[Probleem]]:
    """Return the content of a folder, or None when it cannot be read as a whole, and every problem found.

    Cells are checked first, then references between tables, then the rules: a rule says nothing useful about
    a table that could not be read. Unless `volledig`, rules that can only warn are left out.
    """
    sys.audit(INGELEZEN, str(folder))
    if not folder.is_dir():
        raise LeerkringError(f"er is geen map {folder.as_posix()}; toegestaan: een map met {BESCHRIJVING}")
    try:
        bestanden, strays = find_tables(folder)
    except OSError as error:
        raise LeerkringError(f"{folder.as_posix()} is niet te openen: {explain_system(error)}") from None
    if not (bestanden or strays or (folder / BESCHRIJVING).is_file()):
        raise LeerkringError(f"{folder.as_posix()} is geen map van een traject; toegestaan: een map met {BESCHRIJVING}")
    beschrijving, formaat, problemen = read_beschrijving(folder)
    vragenlijst: Vragenlijst | None = LEGE_VRAGENLIJST
    if (folder / VRAGENLIJST).exists():
        vragenlijst, wrong = read_yaml(folder / VRAGENLIJST, Vragenlijst)
        problemen += wrong
    problemen += strays
    tabellen: dict[str, tuple[GelezenRij, ...]] = {}
    schaal = vragenlijst.schaal if vragenlijst else None
    for tabel, entiteit in TABELLEN.items():
        tabellen[tabel], wrong = read_rows(folder, entiteit, bestanden, formaat, schaal)
        problemen += wrong
    inhoud = None
    if beschrijving is not None and vragenlijst is not None and not has_errors(problemen):
        inhoud = Inhoud(beschrijving, vragenlijst, tabellen, bestanden, formaat)
        problemen += check_references(inhoud)
        problemen += check_rules(inhoud, volledig)
    # The checks know tables; whoever mends what they found needs the file.
    real = {f"{tabel}.csv": name for tabel, name in bestanden.items()}
    return inhoud, [replace(p, bestand=real.get(p.bestand, p.bestand)) for p in problemen]


def read_sound(place: Path, folder: str) -> Inhoud:
    """Return the content of a folder without errors; `folder` is how the user named it, for the text of an error."""
    inhoud, problemen = read_folder(place, volledig=False)
    errors = [p for p in problemen if p.niveau is Niveau.ERROR]
    if inhoud is None or errors:
        raise TrajectError(folder, errors)
    return inhoud


def read_beschrijving(folder: Path) -> tuple[Beschrijving | None, int, list[Probleem]]:
    """Return traject.yaml as a record, the format of the folder, and what is wrong with the file."""
    content, problemen = load_yaml(folder / BESCHRIJVING, Beschrijving)
    if content is None:
        return None, find_newest(), problemen
    formaat = find_formaat(content, folder.as_posix())
    beschrijving, problemen = fit_yaml(BESCHRIJVING, upgrade_beschrijving(content, formaat), Beschrijving)
    return beschrijving, formaat, problemen


def read_rows(
    folder: Path, entiteit: type[Rij], bestanden: Mapping[str, str], formaat: int, schaal: Schaal | None = None
) -> tuple[tuple[GelezenRij, ...], list[Probleem]]:
    """Return the valid rows of one table and the problems of its file and cells; without a file there are none."""
    name = bestanden.get(entiteit.tabel)
    if name is None:
        return (), []
    tabel, wrong = read_file(folder / name)
    return take_rows(name, upgrade_tabel(entiteit.tabel, tabel, formaat), wrong, entiteit, schaal)
