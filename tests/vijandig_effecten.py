"""One of each block and figure on effects, their evidence and their numbers, from hostile data."""

from collections.abc import Callable
from typing import Any

from teksttabel import make_traject

from leerkring.hoofdstukken.effecten.beeld import bewijskracht as toon_kracht
from leerkring.hoofdstukken.effecten.beeld import bijdrage as toon_bijdrage
from leerkring.hoofdstukken.effecten.beeld import indicatoren
from leerkring.hoofdstukken.effecten.cijfers import bewijskracht, bijdrage


def make_gevallen(x: str) -> dict[str, Callable[[], Any]]:
    """Return a maker per builder; every free text is `x`."""
    t = make_traject(
        deelnemers=f"id  naam\nnoord  {x}",
        interventies=f"naam\n{x}",
        effecten="id  status  interventies  naam  omschrijving  mechanisme  andere_verklaring  tegenbewijs\n"
        f"E1  waargenomen  I1{f'  {x}' * 5}\nE2  beoogd  I1{f'  {x}' * 5}",
        indicatormetingen="effect  indicator  volgorde  stap  nulmeting  waarde  eenheid\n"
        f"E1  {x}  0  {x}  ja  3  {x}\nE1  {x}  1  na  nee  4  {x}",
        beoordelingen=f"effect  oordeel  omschrijving\nE1  ongunstig  {x}",
        procestoetsen=f"claim  rivaal  voorspelling  toelichting\n{x}  ja  {x}  {x}\n{x}  nee  {x}  {x}",
    )
    effecten, metingen, stappen, oordelen, bronnen = (
        t.frame(tabel) for tabel in ("effecten", "indicatormetingen", "interventies", "beoordelingen", "bronnen")
    )
    claims = bewijskracht.conclude_claims(t.frame("procestoetsen"))
    krachten = bewijskracht.weigh_effecten(effecten, metingen, oordelen, claims, bronnen)
    bijdragen = bijdrage.trace_bijdragen(krachten, effecten, stappen, oordelen, claims, "noord")
    veranderingen = bijdrage.compare_nulmeting(metingen, effecten, "noord")
    paren = bijdrage.pair_beoogd(bijdragen, effecten, "noord")
    telling = bewijskracht.count_kracht(krachten, t.frame("deelnemers"))
    return {
        "tell_bijdragen": lambda: toon_bijdrage.tell_bijdragen(bijdragen, claims, veranderingen, x),
        "table_beoogd": lambda: toon_bijdrage.table_beoogd(paren, x),
        "table_kracht": lambda: toon_kracht.table_kracht(bijdragen, x),
        "plot_kracht": lambda: toon_kracht.plot_kracht(telling),
        "table_veranderingen": lambda: indicatoren.table_veranderingen(veranderingen, x),
    }
