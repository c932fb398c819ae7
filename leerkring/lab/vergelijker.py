"""The vergelijker: a few deelnemers side by side on one measure, and the pairs that differ most or are most alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from leerkring.analyse.effecten import count_richtingen
from leerkring.analyse.gower import compare_paren, measure_afstanden
from leerkring.analyse.interventies import count_interventies
from leerkring.analyse.logboek import compare_notities
from leerkring.analyse.sturing import compare_sturingsmix
from leerkring.analyse.verschil import explain_paren, lay_kenmerken
from leerkring.analyse.vormen import follow_vormen, measure_vormen
from leerkring.begrippen import Doelgroep
from leerkring.lab.keuzes import name_trajecten, parse_audience
from leerkring.lab.opening import open_scherm, open_voor
from leerkring.traject import Traject
from leerkring.weergave.blokken import Blok, build_gap
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.grafieken_vergelijking import (
    plot_interventies_vergelijking,
    plot_richtingen,
    plot_sturing_vergelijking,
)
from leerkring.weergave.taal import write_count
from leerkring.weergave.tabellen_vergelijking import table_notities_vergelijking
from leerkring.weergave.verschil import tell_paren
from leerkring.weergave.vormen import plot_vormen
from leerkring.weergave.widgets import Melding, Scherm, Vlak, build_keuze, build_meerkeuze, lay_out

ZOVEEL_EERST = 4
"""How many deelnemers are shown at first: as many small charts as fit on a screen."""
ZOVEEL_REGELS = 8
Maat = Callable[[Traject, list[str]], Figuur | Blok]


def open_vergelijker(traject: str, doelgroep: str = "team") -> Scherm:
    """Return the vergelijker.

    Parameters
    ----------
    traject, doelgroep
        What is shown at first: the traject folder and the audience.
    """
    return open_scherm("Vergelijker", lambda scherm: Vergelijker(scherm, traject, doelgroep).start())


class Vergelijker:
    """The parts of the screen and how they follow the choices."""

    def __init__(self, scherm: Scherm, traject: str, doelgroep: str) -> None:
        self.scherm = scherm
        # One deelnemer sees its own case only: there is nothing to compare.
        audiences = {d.label: str(d) for d in Doelgroep if d is not Doelgroep.DEELNEMER}
        first = self.asked = parse_audience(doelgroep)
        self.traject = build_keuze("Traject", name_trajecten(traject), traject)
        self.doelgroep = build_keuze(
            "Doelgroep", audiences, str(Doelgroep.LEERKRING if first is Doelgroep.DEELNEMER else first)
        )
        self.maat = build_keuze("Maat", list(MATEN))
        self.deelnemers = build_meerkeuze("Deelnemers", {})
        self.paren, self.inhoud = Vlak(), Vlak()
        self.kept: dict[tuple[int, str, tuple[str, ...]], tuple[Traject, Figuur | Blok]] = {}
        self.quiet = False

    def start(self) -> None:
        """Put everything on the screen, and listen."""
        top = lay_out(self.traject, self.doelgroep, self.maat, self.deelnemers)
        self.scherm.fill([top, self.inhoud, self.paren])
        for control in (self.traject, self.doelgroep):
            control.observe(self.scherm.guard(lambda _: self.follow()), "value")
        for control in (self.maat, self.deelnemers):
            control.observe(self.scherm.guard(lambda _: self.refresh()), "value")
        self.follow()
        if self.asked is Doelgroep.DEELNEMER:
            self.scherm.status.say("Eén deelnemer ziet alleen zichzelf. U kijkt hier als de leerkring.")

    def open(self) -> Traject:
        """Return what the chosen audience may see of the chosen traject."""
        return open_voor(self.traject.value, Doelgroep(self.doelgroep.value))

    def follow(self) -> None:
        """Offer the deelnemers of another traject or for another audience; who was chosen stays chosen."""
        self.inhoud.clear()
        self.paren.clear()
        names = [d.naam for d in self.open().deelnemers.values()]
        kept = [n for n in self.deelnemers.value if n in names]
        self.quiet = True
        try:
            self.deelnemers.options = names
            self.deelnemers.rows = max(2, min(ZOVEEL_REGELS, len(names)))
            self.deelnemers.value = kept if len(kept) > 1 else names[:ZOVEEL_EERST]
        finally:
            self.quiet = False
        self.paren.show(show_paren(self.open()))
        self.refresh()

    def refresh(self) -> None:
        """Show the chosen deelnemers on the chosen measure."""
        if self.quiet:
            return
        self.inhoud.clear()
        traject, names = self.open(), [str(n) for n in self.deelnemers.value]
        if len(names) < 2:
            raise Melding("Kies ten minste twee deelnemers; met Ctrl of Shift kiest u er meer.")
        key = (id(traject), str(self.maat.value), tuple(names))
        if key not in self.kept:
            self.kept[key] = (traject, MATEN[self.maat.value](traject, names))
        self.inhoud.show(self.kept[key][1])
        self.scherm.status.say(f"{self.maat.value} van {write_count(len(names), 'deelnemer', 'deelnemers')}.")


def show_paren(traject: Traject) -> Blok:
    """Return the pairs that differ most and those most alike, among all deelnemers, with the reasons."""
    deelnemers, context, mix = (traject.frame(t) for t in ("deelnemers", "contextfactoren", "sturingsmix"))
    kenmerken = lay_kenmerken(deelnemers, context, mix, traject.doelgroep)
    paren = compare_paren(kenmerken)
    afstanden = measure_afstanden(paren)
    return tell_paren(explain_paren(paren, afstanden))


def show_vormen(traject: Traject, names: list[str]) -> Figuur | Blok:
    """Return the chosen form beside lijnsturing over the metingen, a row of small charts per deelnemer."""
    deelnemers = pick(traject, names)
    verloop = follow_vormen(traject.frame("sturingsmix"), deelnemers)
    return plot_vormen(verloop, measure_vormen(verloop), names)


def show_sturing(traject: Traject, names: list[str]) -> Figuur | Blok:
    """Return the strength of every form at the last meting."""
    vergelijking = compare_sturingsmix(traject.frame("sturingsmix"), pick(traject, names))
    return plot_sturing_vergelijking(vergelijking)


def show_effecten(traject: Traject, names: list[str]) -> Figuur | Blok:
    """Return how many effects point each way, a small chart per direction."""
    telling = count_richtingen(traject.frame("effecten"), pick(traject, names))
    return plot_richtingen(telling)


def show_stappen(traject: Traject, names: list[str]) -> Figuur | Blok:
    """Return how many steps of each kind were taken."""
    telling = count_interventies(traject.frame("interventies"), pick(traject, names))
    return plot_interventies_vergelijking(telling)


def show_notities(traject: Traject, names: list[str]) -> Blok:
    """Return what the notes are about."""
    telling = compare_notities(traject.frame("logboek"), pick(traject, names))
    if not telling["totaal"].any():
        return build_gap("Er zijn geen notities over deze deelnemers.")
    return table_notities_vergelijking(telling)


def pick(traject: Traject, names: list[str]) -> pd.DataFrame:
    """Return the rows of the chosen deelnemers."""
    deelnemers = traject.frame("deelnemers")
    return deelnemers[deelnemers["naam"].isin(names)].reset_index(drop=True)


MATEN: Mapping[str, Maat] = {
    "Gekozen vorm en lijnsturing": show_vormen,
    "Sterkte van alle vormen": show_sturing,
    "Effecten naar richting": show_effecten,
    "Soorten stappen": show_stappen,
    "Waar notities over gaan": show_notities,
}
"""The measures, and what shows each."""
