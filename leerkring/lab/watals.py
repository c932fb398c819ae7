"""Wat als: what a reader would get with a stricter threshold, as another audience, or at another peildatum."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pandas as pd

from leerkring.casus import Deelnemercasus, open_casus
from leerkring.lab.keuzes import Keuzes
from leerkring.lab.opening import open_scherm, read_inhoud
from leerkring.model.beschrijving import Drempels
from leerkring.paths import resolve_folder
from leerkring.traject import Traject
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.opening import show_traject
from leerkring.weergave.blokken import Blok
from leerkring.weergave.figuur import Figuur
from leerkring.weergave.taal import write_count, write_date
from leerkring.weergave.widgets import Melding, Scherm, Vlak, build_getalveld, build_keuze, build_zoekveld, lay_out

STRENGST = 100


def open_watals(traject: str, deelnemer: str | None = None, doelgroep: str = "team") -> Scherm:
    """Return the screen on which a researcher sees what a reader would get.

    Parameters
    ----------
    traject, deelnemer, doelgroep
        What is shown at first: the traject folder, the id of the deelnemer and the audience.
    """
    return open_scherm("Wat als", lambda scherm: Watals(scherm, traject, doelgroep, deelnemer).start())


class Watals:
    """The parts of the screen and how they follow the choices; nothing is written to the traject."""

    def __init__(self, scherm: Scherm, traject: str, doelgroep: str, deelnemer: str | None) -> None:
        self.scherm = scherm
        self.keuzes = Keuzes(scherm, traject, doelgroep, deelnemer)
        beschrijving = read_inhoud(self.keuzes.traject.value).beschrijving
        lowest = beschrijving.drempels.smallest_n(self.keuzes.audience)
        self.drempel = build_getalveld("Kleinste groep", lowest, lowest, STRENGST)
        self.peildatum = build_zoekveld("Peildatum (jjjj-mm-dd)", direct=False)
        self.peildatum.value = beschrijving.peildatum.isoformat()
        self.onderdeel = build_keuze("Onderdeel", list(GERAAKTE_ONDERDELEN))
        self.inhoud = Vlak()
        self.known = (self.keuzes.traject.value, self.keuzes.audience)

    def start(self) -> None:
        """Put everything on the screen, and listen."""
        top = lay_out(*self.keuzes.controls, self.onderdeel, self.drempel, self.peildatum)
        self.scherm.fill([top, self.inhoud])
        self.keuzes.on_change(self.refresh)
        for control in (self.onderdeel, self.drempel, self.peildatum):
            control.observe(self.scherm.guard(lambda _: self.refresh()), "value")
        self.refresh()

    def refresh(self) -> None:
        """Show what the reader would get."""
        if self.scherm.stil:
            return
        self.inhoud.clear()
        self.keuzes.open()  # says what is wrong when there is nobody to see
        inhoud = read_inhoud(self.keuzes.traject.value)
        self.offer_limits(inhoud)
        strict = change_rules(inhoud, int(self.drempel.value), read_date(self.peildatum.value))
        place = resolve_folder(self.keuzes.traject.value)
        traject = show_traject(place, strict, self.keuzes.audience, self.keuzes.deelnemer.value)
        blok, zin = GERAAKTE_ONDERDELEN[self.onderdeel.value](open_casus(traject))
        self.inhoud.show(blok)
        self.scherm.status.say(zin)

    def offer_limits(self, inhoud: Inhoud) -> None:
        """Set the lowest threshold and the peildatum to those of another traject or audience."""
        now = (self.keuzes.traject.value, self.keuzes.audience)
        if now == self.known:
            return
        lowest = inhoud.beschrijving.drempels.smallest_n(self.keuzes.audience)
        with self.scherm.silence():
            self.drempel.min = lowest
            self.drempel.value = lowest
            if now[0] != self.known[0]:
                self.peildatum.value = inhoud.beschrijving.peildatum.isoformat()
        self.known = now


def read_date(tekst: str) -> date:
    """Return a day from its text.

    Raises
    ------
    Melding
        When it is no day.
    """
    try:
        return date.fromisoformat(tekst.strip())
    except ValueError:
        raise Melding(f"‘{tekst}’ is geen dag; schrijf die als 2022-06-30.") from None


def change_rules(inhoud: Inhoud, kleinste_n: int, peildatum: date) -> Inhoud:
    """Return the content with a stricter threshold for all audiences and another peildatum.

    A threshold below that of the traject stays that of the traject: it only goes up.
    """
    now = inhoud.beschrijving.drempels
    drempels = Drempels(
        n_kring=max(kleinste_n, now.n_kring), n_openbaar=max(kleinste_n, now.n_openbaar), tweede_groep=now.tweede_groep
    )
    changed = inhoud.beschrijving.model_copy(update={"drempels": drempels, "peildatum": peildatum})
    return replace(inhoud, beschrijving=changed)


def show_respons(casus: Deelnemercasus) -> tuple[Blok | Figuur, str]:
    """Return the response as this reader would see it, and how many numbers are shown and hidden."""
    return casus.vragenlijst.table_respons(), say_respons(casus.vragenlijst.respons, casus.traject)


def show_antwoorden(casus: Deelnemercasus) -> tuple[Blok | Figuur, str]:
    """Return the answers as this reader would see them, and how many numbers of the response are shown and hidden."""
    return casus.vragenlijst.tell_vragenlijst(), say_respons(casus.vragenlijst.respons, casus.traject)


def say_respons(respons: pd.DataFrame, traject: Traject) -> str:
    """Return how many numbers of the response a reader would see."""
    lezer = f"Voor ‘{traject.doelgroep.label.lower()}’, met groepen van {traject.kleinste_n} of meer"
    if respons.empty:
        return f"{lezer}, is er geen vragenlijst te zien."
    hidden = int(respons["onderdrukt"].sum())
    limited = int((respons["beperkt"] & ~respons["onderdrukt"]).sum())
    shown = len(respons) - hidden - limited
    return (
        f"{lezer}: van {len(respons)} aantallen {'is' if shown == 1 else 'zijn'} er {shown} helemaal te zien, "
        f"{limited} beperkt en {hidden} niet."
    )


def show_aanpak(casus: Deelnemercasus) -> tuple[Blok | Figuur, str]:
    """Return the steps as this reader would see them at the peildatum, and how many there are."""
    t = casus.traject
    zin = f"Voor ‘{t.doelgroep.label.lower()}’ op {write_date(t.beschrijving.peildatum)}: "
    zin += f"{write_count(len(casus.aanpak.tijdlijn), 'stap', 'stappen')} te zien."
    return casus.aanpak.plot_tijdlijn(), zin


GERAAKTE_ONDERDELEN: Mapping[str, Callable[[Deelnemercasus], tuple[Blok | Figuur, str]]] = {
    "Respons": show_respons,
    "Vragenlijst": show_antwoorden,
    "Aanpak": show_aanpak,
}
"""What shows each part, with what it comes down to in a sentence."""
