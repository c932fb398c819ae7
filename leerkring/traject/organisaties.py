"""The organisations that a traject names: these are public, and are never taken for the name of a person."""

from __future__ import annotations

from leerkring.traject.inhoud import Inhoud


def list_organisaties(inhoud: Inhoud) -> frozenset[str]:
    """Return the names of deelnemers, members, merged municipalities, organisations of cases and of the team."""
    found = {rij.naam for tabel in ("deelnemers", "aanmeldingen", "leden") for _, rij in inhoud.rows(tabel)}
    found |= {naam for _, rij in inhoud.rows("herindelingen") for naam in (rij.van, rij.naar)}
    found |= {casus.organisatie for _, casus in inhoud.rows("casussen")}
    found |= {bron.uitgever for _, bron in inhoud.rows("bronnen")}
    found |= {lid.organisatie for lid in inhoud.beschrijving.team}
    found |= {label.naam for partner in inhoud.beschrijving.kennispartners for label in partner.labels}
    return frozenset(found)
