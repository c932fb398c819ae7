"""Write in a traject folder: each act is saved at once, with undo and redo, and waits when it is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from pydantic import ValidationError

from leerkring.errors import LeerkringError, TrajectError
from leerkring.model.velden import Rij
from leerkring.paths import resolve_folder
from leerkring.traject.check_rows import explain_cell
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.saving.csv_editing import Wijziging
from leerkring.traject.saving.tables import DoubtError, Stap, read_stand, save

R = TypeVar("R", bound=Rij)
Handeling = Callable[[Inhoud], Sequence[Wijziging]]
"""What somebody does, as the changes that it makes of what is there now: so it can be done again after a conflict."""


class Handelingsoort(StrEnum):
    """What somebody wanted."""

    DOEN = "doen"
    TERUG = "terug"
    OPNIEUW = "opnieuw"


@dataclass(frozen=True)
class Poging:
    """Something that somebody wanted and that is not saved; `stap` is what it takes back or repeats, if it does."""

    soort: Handelingsoort
    handeling: Handeling
    stap: Stap | None = None
    bekeken: bool = False
    """Whether the checks warned about it: who asks for it again has seen that."""


class Schrijfwerk:
    """What one person writes in a traject folder, each act saved at once, with undo and redo of its own acts alone.

    When an act is refused because another was first, or because the checks warn, it stays in `wacht`: `retry` does it
    on what is there by then.
    """

    tabellen: ClassVar[tuple[str, ...]]
    """The tables that it writes; one whose rows another needs stands before it."""

    def __init__(self, folder: str | Path) -> None:
        self.stand = read_stand(resolve_folder(folder), self.tabellen)
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
        self.stand = read_stand(self.stand.folder, self.tabellen)

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
