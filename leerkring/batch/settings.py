"""How reports are made: what the user chooses for a whole batch."""

from __future__ import annotations

from dataclasses import dataclass, field

from leerkring.programs import hash_library
from leerkring.rapport.gate.gate import Gate
from leerkring.rapport.vormen import PAGINA


@dataclass(frozen=True)
class Settings:
    """How reports are made: with their code, with charts that answer, how strictly they are looked at, how long."""

    met_code: bool = False
    interactief: bool = False
    gate: Gate = field(default_factory=Gate)
    per_cel: float | None = None
    """How many seconds a cell may take; no limit unless said otherwise."""
    per_notebook: float | None = None
    vormen: tuple[str, ...] = (PAGINA,)
    """In which forms each report is made; the page always."""
    alleen_verzegeld: bool = False
    """Whether a report for others is refused where its notebook cannot be sealed."""
    code: str = field(default_factory=hash_library)
    """The version of our own code; taken before anything is imported to run notebooks with."""

    def list_choices(self) -> dict[str, str | bool]:
        """Return what the pages themselves show, by the name of the option."""
        return {"met-code": self.met_code, "interactief": self.interactief, "vormen": ",".join(self.vormen)}
