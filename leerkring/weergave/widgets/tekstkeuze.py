"""A text in which the researcher selects a passage, with the mouse or by keyboard alone."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple

import anywidget
import traitlets

TOETSENUITLEG = (
    "Selecteer een passage met Shift en de pijltjes, met Ctrl erbij per woord, of per zin met Alt en pijl omlaag "
    "(met Shift erbij langer). Neem de passage met Enter."
)


STIJL = """
.lk-tekstkeuze { box-sizing: border-box; max-width: 70ch; max-height: 22rem; overflow: auto; padding: .75rem 1rem;
  white-space: pre-wrap; overflow-wrap: break-word; font: 1.0625rem/1.7 var(--letter, inherit); color: var(--inkt);
  background: var(--vlak); border: 1px solid var(--rand); border-radius: 5px; caret-color: var(--accent, currentColor);
  cursor: text; }
.lk-tekstkeuze:focus { outline: 3px solid var(--accent); outline-offset: 2px; }
.lk-tekstkeuze::selection, .lk-tekstkeuze *::selection { color: var(--vlak); background: var(--blauw); }
.lk-tekstkeuze mark { color: inherit; background: var(--kader); border-bottom: 2px solid var(--accent); }
.lk-neem { margin: .5rem 0 0; cursor: pointer; }
.lk-neem[hidden] { display: none; }
"""


class Markering(NamedTuple):
    """A part of the text that is something already, from one place until another, with its name."""

    van: int
    tot: int
    titel: str


class Tekstkeuze(anywidget.AnyWidget):
    """A text that is read and not changed; `keuze` tells from where until where the passage is that was taken."""

    _esm = files(__package__).joinpath("tekstkeuze.js").read_text(encoding="utf-8")
    _css = STIJL
    tekst = traitlets.Unicode("").tag(sync=True)
    naam = traitlets.Unicode("Tekst").tag(sync=True)
    uitleg = traitlets.Unicode(TOETSENUITLEG).tag(sync=True)
    knop = traitlets.Unicode("Neem deze passage").tag(sync=True)
    kiesbaar = traitlets.Bool(True).tag(sync=True)
    """Whether a part can be taken; otherwise the text is only read."""
    markeringen: traitlets.List[dict[str, int | str]] = traitlets.List().tag(sync=True)
    keuze: traitlets.Dict[str, int] = traitlets.Dict({"van": 0, "tot": 0, "beurt": 0}).tag(sync=True)
    """Places in characters as Python counts them, and a number that goes up each time that a passage is taken."""

    def show(self, naam: str, tekst: str, markeringen: Sequence[Markering] = (), *, kiesbaar: bool = True) -> None:
        """Show a text with its name; of another text than before nothing is taken yet.

        Parameters
        ----------
        naam
            What the text is, for a screen reader.
        tekst
            The text, shown as text.
        markeringen
            Parts that stand out, with their names.
        kiesbaar
            Whether a part of it can be taken.
        """
        is_new = (naam, tekst) != (self.naam, self.tekst)
        with self.hold_sync():
            self.naam, self.tekst, self.kiesbaar = naam, tekst, kiesbaar
            self.mark(markeringen)
            if is_new:
                self.keuze = {"van": 0, "tot": 0, "beurt": self.keuze["beurt"]}

    def mark(self, markeringen: Sequence[Markering]) -> None:
        """Let other parts of the text stand out."""
        self.markeringen = [m._asdict() for m in markeringen]

    @property
    def passage(self) -> str:
        """Return the passage that was taken; empty when none was."""
        return self.tekst[self.keuze["van"] : self.keuze["tot"]]
