"""The rules of the domain that look across tables, each by its id.

R01-R19 stand in the design of the leerkring (S0). I01-I35 are the invariants that follow from the research;
I06 (a number has a reference date) is a required column and lives in the model.
"""

from __future__ import annotations

from collections.abc import Iterator

from leerkring.errors import Probleem
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.regels.bevindingen import BEVINDING_REGELS
from leerkring.traject.regels.deelname import DEELNAME_REGELS
from leerkring.traject.regels.metingen import METING_OPMERKINGEN, METING_REGELS
from leerkring.traject.regels.onderzoek import ONDERZOEK_REGELS
from leerkring.traject.regels.planning import PLANNING_REGELS
from leerkring.traject.regels.privacy import PRIVACY_REGELS
from leerkring.traject.regels.samenhang import SAMENHANG_OPMERKINGEN, SAMENHANG_REGELS
from leerkring.traject.regels.teksten import TEKST_OPMERKINGEN, TEKST_REGELS
from leerkring.traject.regels.vragenlijst import VRAGENLIJST_REGELS

REGELS = (
    *(*PLANNING_REGELS, *DEELNAME_REGELS, *ONDERZOEK_REGELS, *BEVINDING_REGELS),
    *(*METING_REGELS, *SAMENHANG_REGELS, *TEKST_REGELS),
)
OPMERKINGEN = (
    *(*VRAGENLIJST_REGELS, *PRIVACY_REGELS),
    *(*METING_OPMERKINGEN, *SAMENHANG_OPMERKINGEN, *TEKST_OPMERKINGEN),
)
"""The rules that can never stop the work."""


def check_rules(inhoud: Inhoud, volledig: bool = True) -> Iterator[Probleem]:
    """Yield every breach of a rule; unless `volledig`, without the rules that can never stop the work.

    Those on texts take longer than all other rules together.
    """
    for regel in (*REGELS, *OPMERKINGEN) if volledig else REGELS:
        yield from regel(inhoud)
