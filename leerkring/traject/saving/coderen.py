"""Code passages: give and take labels, cut new fragments and agree on codes, saved at once and with undo."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from leerkring.begrippen import Groep, Vertrouwelijkheid
from leerkring.errors import LeerkringError, TrajectError
from leerkring.model.leren import Codering, Fragment, Logboeknotitie
from leerkring.model.velden import Rij
from leerkring.paths import resolve_folder
from leerkring.traject.check_rows import explain_cell
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.saving.csv_editing import Wijziging
from leerkring.traject.saving.tables import DoubtError, Stap, read_stand, save

R = TypeVar("R", bound=Rij)
Handeling = Callable[[Inhoud], Sequence[Wijziging]]
"""What a codeur does, as the changes that it makes of what is there now: so it can be done again after a conflict."""


@dataclass(frozen=True)
class Passage:
    """A part of a source text or of an entry in the logboek, with all that a fragment tells of it."""

    tekst: str
    deelnemer: str
    datum: date
    bron: tuple[str, ...]
    vertrouwelijkheid: Vertrouwelijkheid = Vertrouwelijkheid.TEAM
    ronde: int | None = None
    groep: Groep | None = None

    @classmethod
    def of_logboek(cls, notitie: Logboeknotitie, tekst: str) -> Passage:
        """Return a part of an entry of the logboek, which reaches whom the entry reaches."""
        if notitie.deelnemer is None:
            raise LeerkringError(f"notitie {notitie.id} van het logboek gaat over geen deelnemer; een fragment wel")
        level = notitie.vertrouwelijkheid
        return cls(tekst, notitie.deelnemer, notitie.datum, notitie.bron, level, notitie.ronde)


def give_code(fragment: str, codeur: str, code: str) -> Handeling:
    """Return the act of a codeur who gives a code to a fragment."""
    return lambda inhoud: [Wijziging(None, build_codering(inhoud, fragment, codeur, code))]


def take_code(fragment: str, codeur: str, code: str) -> Handeling:
    """Return the act of a codeur who takes a code from a fragment."""
    return lambda inhoud: [Wijziging(find_codering(inhoud, fragment, codeur, code), None)]


def change_code(fragment: str, codeur: str, code: str, other: str) -> Handeling:
    """Return the act of a codeur who gives another code instead, in the same row."""
    return lambda inhoud: [
        Wijziging(find_codering(inhoud, fragment, codeur, code), build_codering(inhoud, fragment, codeur, other))
    ]


def agree_codes(fragment: str, codeur: str, codes: Collection[str]) -> Handeling:
    """Return the act of writing down which codes were agreed upon for a fragment; `codeur` is who writes it down.

    Blind codings stay as they are. No codes: the agreement is taken back.
    """

    def act(inhoud: Inhoud) -> list[Wijziging]:
        there = {c.code: c for _, c in inhoud.rows("coderingen") if c.fragment == fragment and c.afgesproken}
        goes = [Wijziging(row, None) for code, row in there.items() if code not in codes]
        comes = [code for code in dict.fromkeys(codes) if code not in there]
        return goes + [Wijziging(None, build_codering(inhoud, fragment, codeur, c, afgesproken=True)) for c in comes]

    return act


def cut_fragment(passage: Passage, codeur: str, code: str) -> Handeling:
    """Return the act of a codeur who gives a code to a passage; one that is no fragment yet becomes one."""

    def act(inhoud: Inhoud) -> list[Wijziging]:
        found = find_fragment(inhoud, passage)
        if found is not None:
            return list(give_code(found.id, codeur, code)(inhoud))
        fragment = build(
            Fragment,
            id=next_id([f.id for _, f in inhoud.rows("fragmenten")]),
            deelnemer=passage.deelnemer,
            datum=passage.datum,
            ronde=passage.ronde,
            groep=passage.groep,
            tekst=passage.tekst,
            goedgekeurd=False,
            bron=passage.bron,
            vertrouwelijkheid=passage.vertrouwelijkheid,
        )
        return [Wijziging(None, fragment), Wijziging(None, code_row(inhoud, fragment, codeur, code))]

    return act


def remove_fragment(fragment: str) -> Handeling:
    """Return the act of removing a fragment with all its codings."""

    def act(inhoud: Inhoud) -> list[Wijziging]:
        codings = [Wijziging(c, None) for _, c in inhoud.rows("coderingen") if c.fragment == fragment]
        return [*codings, Wijziging(get_fragment(inhoud, fragment), None)]

    return act


def find_fragment(inhoud: Inhoud, passage: Passage) -> Fragment | None:
    """Return the fragment that holds precisely this passage, if there is one."""
    text, place = passage.tekst.strip(), (passage.deelnemer, passage.bron)
    for _, fragment in inhoud.rows("fragmenten"):
        if fragment.tekst == text and (fragment.deelnemer, fragment.bron) == place:
            return fragment  # type: ignore[no-any-return]
    return None


def get_fragment(inhoud: Inhoud, fragment: str) -> Fragment:
    """Return the fragment with this id."""
    found = inhoud.ids["fragmenten"].get(fragment)
    if not isinstance(found, Fragment):
        raise LeerkringError(f"er is geen fragment {fragment}")
    return found


def find_codering(inhoud: Inhoud, fragment: str, codeur: str, code: str) -> Codering:
    """Return the label that a codeur gave blind."""
    for _, row in inhoud.rows("coderingen"):
        if (row.fragment, row.codeur, row.code, row.afgesproken) == (fragment, codeur, code, False):
            return row  # type: ignore[no-any-return]
    raise LeerkringError(f"{codeur} gaf de code {code} niet aan fragment {fragment}")


def build_codering(inhoud: Inhoud, fragment: str, codeur: str, code: str, *, afgesproken: bool = False) -> Codering:
    """Return a label for a fragment that is there."""
    return code_row(inhoud, get_fragment(inhoud, fragment), codeur, code, afgesproken=afgesproken)


def code_row(inhoud: Inhoud, fragment: Fragment, codeur: str, code: str, *, afgesproken: bool = False) -> Codering:
    """Return a label, which reaches whom its fragment reaches and rests on the source of the code."""
    known = inhoud.ids["codeboek"]
    if code not in known:
        raise LeerkringError(f"code ‘{code}’ is onbekend; toegestaan: {', '.join(known)}")
    return build(
        Codering,
        fragment=fragment.id,
        codeur=codeur,
        code=code,
        afgesproken=afgesproken,
        bron=known[code].bron,  # type: ignore[attr-defined]
        vertrouwelijkheid=fragment.vertrouwelijkheid,
    )


def build(entiteit: type[R], **values: Any) -> R:
    """Return a record, or say which of its values the model refuses."""
    try:
        return entiteit.model_validate(values)
    except ValidationError as error:
        given = {kolom: str(value) for kolom, value in values.items()}
        wrong = [explain_cell(detail, entiteit, 0, given) for detail in error.errors(include_url=False)]
        raise TrajectError(f"{entiteit.tabel}.csv", wrong) from error


def next_id(ids: Sequence[str]) -> str:
    """Return the number after the highest, written like the others: F121 after F120."""
    numbered = [match for i in ids if (match := re.fullmatch(r"(.*?)(\d+)", i))]
    if not numbered:
        return f"F{len(ids) + 1:03d}"
    top = max(numbered, key=lambda match: int(match[2]))
    return f"{top[1]}{int(top[2]) + 1:0{len(top[2])}d}"


class Handelingsoort(StrEnum):
    """What a codeur wanted."""

    DOEN = "doen"
    TERUG = "terug"
    OPNIEUW = "opnieuw"


@dataclass(frozen=True)
class Poging:
    """Something that a codeur wanted and that is not saved; `stap` is what it takes back or repeats, if it does."""

    soort: Handelingsoort
    handeling: Handeling
    stap: Stap | None = None
    bekeken: bool = False
    """Whether the checks warned about it: who asks for it again has seen that."""


class Codeerwerk:
    """What one codeur does in a traject folder, each act saved at once, with undo and redo of its own acts alone.

    When an act is refused because another was first, or because the checks warn, it stays in `wacht`: `retry` does it
    on what is there by then.
    """

    def __init__(self, folder: str | Path) -> None:
        self.stand = read_stand(resolve_folder(folder))
        self.wacht: Poging | None = None
        self._gedaan: list[Stap] = []
        self._teruggenomen: list[Stap] = []

    @property
    def inhoud(self) -> Inhoud:
        """Return everything in the folder as it was last read or saved."""
        return self.stand.inhoud

    @property
    def can_undo(self) -> bool:
        """Tell whether there is an own act to take back."""
        return bool(self._gedaan)

    @property
    def can_redo(self) -> bool:
        """Tell whether there is an own act that was taken back."""
        return bool(self._teruggenomen)

    def do(self, handeling: Handeling) -> None:
        """Do something and save it; see `save` for what may refuse it."""
        self._attempt(Poging(Handelingsoort.DOEN, handeling))

    def undo(self) -> None:
        """Take back the last own act that is not taken back yet."""
        if not self._gedaan:
            raise LeerkringError("er valt niets ongedaan te maken")
        self._attempt(repeat(Handelingsoort.TERUG, self._gedaan[-1].reverse()))

    def redo(self) -> None:
        """Do again what was last taken back."""
        if not self._teruggenomen:
            raise LeerkringError("er valt niets opnieuw te doen")
        self._attempt(repeat(Handelingsoort.OPNIEUW, self._teruggenomen[-1].reverse()))

    def refresh(self) -> None:
        """Read the folder again; what was done by others is seen from now on."""
        self.stand = read_stand(self.stand.folder)

    def retry(self) -> None:
        """Do what waits, on what is there now, and in spite of warnings if it waits because of them."""
        if self.wacht is None:
            raise LeerkringError("er wacht niets op opslaan")
        self.refresh()
        self._attempt(self.wacht)

    def drop(self) -> None:
        """Forget what waits; what was to be taken back or done again stays as it is for good."""
        if self.wacht is not None and self.wacht.soort is not Handelingsoort.DOEN:
            (self._gedaan if self.wacht.soort is Handelingsoort.TERUG else self._teruggenomen).pop()
        self.wacht = None

    def _attempt(self, poging: Poging) -> None:
        self.wacht = poging
        wijzigingen = poging.handeling(self.inhoud)
        if not wijzigingen:
            self.wacht = None
            return
        try:
            saved = save(self.stand, wijzigingen, poging.bekeken, poging.stap)
        except DoubtError:
            self.wacht = replace(poging, bekeken=True)
            raise
        self.stand, self.wacht = saved.stand, None
        if poging.soort is Handelingsoort.DOEN:
            self._gedaan.append(saved.stap)
            self._teruggenomen.clear()
        elif poging.soort is Handelingsoort.TERUG:
            self._gedaan.pop()
            self._teruggenomen.append(saved.stap)
        else:
            self._teruggenomen.pop()
            self._gedaan.append(saved.stap)


def repeat(soort: Handelingsoort, stap: Stap) -> Poging:
    """Return the attempt to take a step back or do it again, whatever else is there by then."""
    return Poging(soort, lambda _: stap.wijzigingen, stap)
