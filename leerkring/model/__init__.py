"""The entities of a traject: the one definition from which check, dictionary and template follow."""

from __future__ import annotations

from leerkring.model.bevindingen import Bevinding
from leerkring.model.deelname import Aanmelding, Betrokkene, Bron, Contextfactor, Deelnemer, Herindeling, Lid, Match
from leerkring.model.leren import Advies, Bewijsstuk, Codeboekcode, Codering, Fragment, Les, Logboeknotitie
from leerkring.model.onderzoek import (
    Beoordeling,
    Casus,
    Effect,
    Indicatormeting,
    Interventie,
    Procestoets,
    Sturingsmix,
    Sturingsverhouding,
)
from leerkring.model.velden import Rij
from leerkring.model.vragenlijst import Antwoord, Respondent, Uitnodiging

ENTITEITEN: tuple[type[Rij], ...] = (
    Bron,
    Deelnemer,
    Aanmelding,
    Betrokkene,
    Match,
    Lid,
    Herindeling,
    Contextfactor,
    Casus,
    Interventie,
    Sturingsmix,
    Sturingsverhouding,
    Effect,
    Indicatormeting,
    Beoordeling,
    Procestoets,
    Advies,
    Logboeknotitie,
    Fragment,
    Codeboekcode,
    Codering,
    Les,
    Bewijsstuk,
    Uitnodiging,
    Respondent,
    Antwoord,
    Bevinding,
)
TABELLEN: dict[str, type[Rij]] = {entiteit.tabel: entiteit for entiteit in ENTITEITEN}
