"""The vergelijker: a few deelnemers side by side on one measure, and the pairs that differ most or are most alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from leerkring.begrippen import Doelgroep
from leerkring.kring import Kring, open_kring
from leerkring.lab.keuzes import name_trajecten, parse_audience
from leerkring.lab.opening import open_scherm, open_voor
from leerkring.traject import Traject
from leerkring.weergave.blokken import Blok, build_gap
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.taal import write_count
from leerkring.weergave.widgets import Melding, Scherm, Vlak, build_keuze, build_meerkeuze, lay_out

ZOVEEL_EERST = 4
"""How many deelnemers are shown at first: as many small charts as fit on a screen."""
ZOVEEL_REGELS = 8


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
        self.maat = build_keuze("Maat", list(VERGELIJKINGEN))
        self.deelnemers = build_meerkeuze("Deelnemers", {})
        self.paren, self.inhoud = Vlak(), Vlak()
        self.kept: dict[tuple[int, str, tuple[str, ...]], tuple[Traject, Figuur | Blok]] = {}

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
        names = {d.naam: slug for slug, d in self.open().deelnemers.items()}
        kept = [slug for slug in self.deelnemers.value if slug in names.values()]
        with self.scherm.silence():
            self.deelnemers.options = list(names.items())
            self.deelnemers.rows = max(2, min(ZOVEEL_REGELS, len(names)))
            self.deelnemers.value = kept if len(kept) > 1 else list(names.values())[:ZOVEEL_EERST]
        self.paren.show(open_kring(self.open()).deelnemers.tell_paren())
        self.refresh()

    def refresh(self) -> None:
        """Show the chosen deelnemers on the chosen measure."""
        if self.scherm.stil:
            return
        self.inhoud.clear()
        traject, chosen = self.open(), [str(slug) for slug in self.deelnemers.value]
        if len(chosen) < 2:
            raise Melding("Kies ten minste twee deelnemers; met Ctrl of Shift kiest u er meer.")
        key = (id(traject), str(self.maat.value), tuple(chosen))
        if key not in self.kept:
            self.kept[key] = (traject, VERGELIJKINGEN[self.maat.value](open_gekozen(traject, chosen)))
        self.inhoud.show(self.kept[key][1])
        self.scherm.status.say(f"{self.maat.value} van {write_count(len(chosen), 'deelnemer', 'deelnemers')}.")


def open_gekozen(traject: Traject, gekozen: list[str]) -> Kring:
    """Return the circle with the chosen deelnemers only, in the order in which they were offered."""
    deelnemers = traject.frame("deelnemers")
    kring = open_kring(traject.keep(deelnemers=deelnemers[deelnemers["id"].isin(gekozen)]))
    kring.volgorde = gekozen
    return kring


def show_notities(kring: Kring) -> Blok:
    """Return what the notes are about."""
    if not kring.logboek.telling["totaal"].any():
        return build_gap("Er zijn geen notities over deze deelnemers.")
    return kring.logboek.table_notities()


VERGELIJKINGEN: Mapping[str, Callable[[Kring], Figuur | Blok]] = {
    "Gekozen vorm en lijnsturing": lambda kring: kring.vormen.plot_vormen(),
    "Sterkte van alle vormen": lambda kring: kring.vormen.plot_sterkte(),
    "Effecten naar richting": lambda kring: kring.effecten.plot_richtingen(),
    "Soorten stappen": lambda kring: kring.aanpak.plot_soorten(),
    "Waar notities over gaan": show_notities,
}
"""The measures, and what shows each."""
