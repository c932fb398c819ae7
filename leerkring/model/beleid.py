"""What one audience may be shown beyond the rows that the door lets through: the one place that says so."""

from __future__ import annotations

from dataclasses import dataclass

from leerkring.methoden.onderdrukking import AFRONDING, NODIG_VOOR_VERDELING


@dataclass(frozen=True)
class Beleid:
    """The policy that comes with a Traject; what stands behind the door reads this, and never for whom a report is.

    Whatever is not said is the strictest that there is.
    """

    kleinste_n: int
    """The smallest group of people of which any number may be shown."""
    nodig_voor_verdeling: int = NODIG_VOOR_VERDELING
    """From how many answers on a distribution, a percentage and a comparison may be shown."""
    afronding: int = AFRONDING
    """In which multiples people are counted; 1 where exact numbers may be seen."""
    alle_factoren: bool = False
    """Whether these readers see every context factor, so that one that a deelnemer does not name weighs nothing."""
    alle_fragmenten: bool = False
    """Whether these readers see every fragment; others are told that agreement is about a part."""
    toont_codeurs: bool = False
    """Whether it may be shown who of the team gave which codes to a fragment."""
    toont_gevallen: bool = False
    """Whether the values of each case may be shown with the files and rows that they come from."""
