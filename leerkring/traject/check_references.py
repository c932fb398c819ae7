"""Check that every reference from one table to another arrives somewhere."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from leerkring.begrippen import Maat
from leerkring.errors import Probleem
from leerkring.model import ENTITEITEN
from leerkring.model.deelname import Bron
from leerkring.traject.inhoud import Inhoud, references, referred_ids, source_id


def check_references(inhoud: Inhoud) -> Iterator[Probleem]:
    """Yield a problem for each id that no row carries, and for each line number beyond its source."""
    for entiteit in ENTITEITEN:
        for kolom, verwijzing in references(entiteit).items():
            known = inhoud.targets(verwijzing.tabel)
            found: set[Any] = set()
            for nummer, rij in inhoud.rows(entiteit.tabel):
                value = getattr(rij, kolom)
                if value in found:
                    continue
                if all(gevraagd in known for gevraagd in referred_ids(rij, kolom)):
                    found.add(value)
                    continue
                for gevraagd in referred_ids(rij, kolom):
                    if gevraagd not in known:
                        near = difflib.get_close_matches(gevraagd, list(known), n=1)
                        some = ", ".join(list(known)[:12]) + (", ..." if len(known) > 12 else "")
                        yield Probleem(
                            f"{entiteit.tabel}.csv",
                            f"dit nummer staat niet in {verwijzing.tabel}",
                            rij=nummer,
                            kolom=kolom,
                            waarde=gevraagd,
                            toegestaan=f"bedoelt u ‘{near[0]}’?" if near else some or "nog niets",
                        )
            if verwijzing.tabel == "bronnen":
                yield from check_lines(inhoud, entiteit.tabel)
    yield from check_condities(inhoud)


def check_condities(inhoud: Inhoud) -> Iterator[Probleem]:
    """Yield a problem for what a condition in traject.yaml names and no table has: deelnemer, source or code."""
    plan = inhoud.beschrijving.qca
    for v in plan.verzamelingen if plan else ():
        named = [("deelnemers", f"{v.id}.waarden", slug, slug) for slug in v.waarden or ()]
        named += [("bronnen", f"{v.id}.bron", place, source_id(place)) for place in v.bron or ()]
        named += [("codeboek", f"{v.id}.van", code, code) for code in (v.van if v.maat is Maat.CODES else ())]
        for tabel, kolom, found, key in named:
            if key not in inhoud.targets(tabel):
                yield Probleem(
                    "traject.yaml",
                    f"dit nummer staat niet in {tabel}",
                    kolom=f"qca.{kolom}",
                    waarde=found,
                    toegestaan=", ".join(list(inhoud.targets(tabel))[:12]) or "nog niets",
                )


def check_lines(inhoud: Inhoud, tabel: str) -> Iterator[Probleem]:
    """Yield a problem for each place whose lines run backward or beyond the source."""
    bronnen = inhoud.targets("bronnen")
    for nummer, rij in inhoud.rows(tabel):
        for place in rij.bron:
            bron_id, _, lines = place.partition(":")
            bron = bronnen.get(bron_id)
            if not lines or not isinstance(bron, Bron):
                continue
            first, _, last = lines.partition("-")
            if int(first) < 1 or int(last or first) < int(first) or int(last or first) > (bron.regels or 0):
                yield Probleem(
                    f"{tabel}.csv",
                    "deze regels heeft de bron niet",
                    rij=nummer,
                    kolom="bron",
                    waarde=place,
                    toegestaan=f"1-{bron.regels}" if bron.regels else f"{bron_id} zonder regels",
                )
