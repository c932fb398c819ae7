"""Write findings: a whole row at a time, with how the rows were that it rests on."""

from __future__ import annotations

from typing import Any, ClassVar

from leerkring.model.bevindingen import Bevinding
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.saving.csv_editing import Wijziging
from leerkring.traject.saving.schrijfwerk import Handeling, Schrijfwerk, build, next_id
from leerkring.traject.verwezen import read_gezien


class Bevindingwerk(Schrijfwerk):
    """What one person writes of findings."""

    tabellen: ClassVar[tuple[str, ...]] = (Bevinding.tabel,)


def write_bevinding(eerder: Bevinding | None, **cellen: Any) -> Handeling:
    """Return the act of writing a finding down.

    Parameters
    ----------
    eerder
        The finding as its writer saw it, None of a new one: what another made of it since is never overwritten.
    cellen
        Its columns, without `id` and `gezien`.
    """

    def act(inhoud: Inhoud) -> list[Wijziging]:
        nummer = next_bevinding(inhoud, cellen.get("deelnemer")) if eerder is None else eerder.id
        return list_change(eerder, note_gezien(inhoud, build(Bevinding, **cellen, id=nummer)))

    return act


def see_again(eerder: Bevinding) -> Handeling:
    """Return the act of noting that a finding still holds with its rows as they are now."""
    return lambda inhoud: list_change(eerder, note_gezien(inhoud, eerder))


def remove_bevinding(eerder: Bevinding) -> Handeling:
    """Return the act of removing a finding that is still as it was seen."""
    return lambda _: [Wijziging(eerder, None)]


def note_gezien(inhoud: Inhoud, bevinding: Bevinding) -> Bevinding:
    """Return a finding with how the rows are now that it rests on."""
    return bevinding.model_copy(update={"gezien": read_gezien(inhoud, bevinding)})


def list_change(eerder: Bevinding | None, later: Bevinding) -> list[Wijziging]:
    """Return what is to be saved: nothing where nothing changed."""
    return [] if later == eerder else [Wijziging(eerder, later)]


def next_bevinding(inhoud: Inhoud, deelnemer: str | None) -> str:
    """Return the number after those of this deelnemer, which no row of any table has."""
    taken = {*inhoud.targets("items"), *(key for rows in inhoud.ids.values() for key in rows)}
    own = [b.id for _, b in inhoud.rows(Bevinding.tabel) if b.deelnemer == deelnemer]
    begin = "KRING" if deelnemer is None else deelnemer.replace("-", "")[:3].upper()
    found = next_id(own or [f"{begin}-B0"])
    while found in taken:
        found = next_id([found])
    return found
