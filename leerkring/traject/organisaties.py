"""The organisations that a traject names: these are public, and are never taken for the name of a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from leerkring.traject.inhoud import Inhoud


@dataclass(frozen=True)
class Organisaties:
    """Who may be named: organisations everywhere, and who published a source where that source is shown."""

    namen: frozenset[str] = frozenset()
    uitgevers: Mapping[str, str] = field(default_factory=dict)
    """By the id of a source; anybody can be filled in here, so it opens no other place."""

    def list_lines(self) -> list[str]:
        """Return all that may be named, one line each, to tell whether it changed."""
        return sorted([*self.namen, *(f"{bron}: {naam}" for bron, naam in self.uitgevers.items())])


def list_organisaties(inhoud: Inhoud) -> Organisaties:
    """Return the names of deelnemers, members, merged municipalities, organisations of cases and of the team."""
    found = {rij.naam for tabel in ("deelnemers", "aanmeldingen", "leden") for _, rij in inhoud.rows(tabel)}
    found |= {naam for _, rij in inhoud.rows("herindelingen") for naam in (rij.van, rij.naar)}
    found |= {casus.organisatie for _, casus in inhoud.rows("casussen")}
    found |= {lid.organisatie for lid in inhoud.beschrijving.team}
    found |= {label.naam for partner in inhoud.beschrijving.kennispartners for label in partner.labels}
    return Organisaties(frozenset(found), {bron.id: bron.uitgever for _, bron in inhoud.rows("bronnen")})
