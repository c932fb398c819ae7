"""The casusverkenner: one deelnemer from all sides, and from each number to the rows behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import ipywidgets as widgets
import pandas as pd

from leerkring.begrippen import Deelvraag, LogboekSoort, Sturingsvorm
from leerkring.casus import Deelnemercasus, open_casus
from leerkring.hoofdstukken.bewijs.beeld.rijen import say_gevonden, say_rijen, table_gevonden, table_rijen
from leerkring.hoofdstukken.bewijs.cijfers.getallen import (
    count_getallen,
    find_notities,
    list_metingen,
    select_rijen,
    select_ronde,
)
from leerkring.lab.batchpaneel import Batchpaneel
from leerkring.lab.keuzes import Keuzes
from leerkring.lab.opening import open_scherm
from leerkring.traject import Traject
from leerkring.weergave.blokken import Blok, build_gap, join_blocks
from leerkring.weergave.figuur import Figuur, join_figures
from leerkring.weergave.widgets import Scherm, Vlak, build_keuze, build_knop, build_zoekveld, lay_out

ALLES = "alle"
LOGBOEK, PROFIEL = "Logboek", "Profiel"
ZOVEEL_BEWAARD = 200
Tabellen = Mapping[str, pd.DataFrame]


def open_casusverkenner(traject: str, deelnemer: str | None = None, doelgroep: str = "team") -> Scherm:
    """Return the casusverkenner.

    Parameters
    ----------
    traject, deelnemer, doelgroep
        What is shown at first: the traject folder, the id of the deelnemer and the audience.
    """
    return open_scherm("Casusverkenner", lambda scherm: Casusverkenner(scherm, traject, doelgroep, deelnemer).start())


def with_all(woord: str, begrip: Any) -> dict[str, str]:
    """Return the members of a vocabulary as options, after one that leaves the choice open."""
    return {woord: ALLES} | {lid.label: str(lid) for lid in begrip}


def read_choice(control: Any) -> str | None:
    """Return what is chosen, or None when the choice is left open."""
    return None if control.value == ALLES else str(control.value)


class Casusverkenner:
    """The parts of the screen and how they follow the choices; only what is in sight is worked out."""

    def __init__(self, scherm: Scherm, traject: str, doelgroep: str, deelnemer: str | None) -> None:
        self.scherm = scherm
        self.keuzes = Keuzes(scherm, traject, doelgroep, deelnemer)
        self.ronde = build_keuze("Ronde", {"Alle rondes": ALLES})
        self.onderdeel = build_keuze("Onderdeel", [*ONDERDELEN, LOGBOEK])
        self.zoek = build_zoekveld("Zoek in de notities", "woorden, of delen van woorden")
        self.soort = build_keuze("Soort", with_all("Alle soorten", LogboekSoort))
        self.deelvraag = build_keuze("Deelvraag", with_all("Alle deelvragen", Deelvraag))
        self.vorm = build_keuze("Vorm", with_all("Alle vormen", Sturingsvorm))
        self.filters = lay_out(self.zoek, self.soort, self.deelvraag, self.vorm)
        self.knoppen, self.inhoud, self.rijen = lay_out(), Vlak(), Vlak()
        self.rijen.add_class("lk-rijen")
        self.sluit = build_knop("Sluit de rijen")
        self.pool: list[widgets.Button] = []
        self.getallen: list[dict[Any, Any]] = []
        self.frames: Tabellen = {}
        chosen = (*self.keuzes.controls, self.ronde, self.onderdeel)
        self.batch = Batchpaneel(scherm, lambda: (self.keuzes.traject.value, self.keuzes.open()), chosen)
        self.kept: dict[tuple[int, str, int | None], tuple[Traject, Blok | Figuur]] = {}

    def start(self) -> None:
        """Put everything on the screen, and listen."""
        top = lay_out(*self.keuzes.controls, self.ronde, self.onderdeel)
        self.scherm.fill([top, self.knoppen, self.rijen, self.sluit, self.filters, self.inhoud, self.batch.box])
        self.keuzes.on_change(self.refresh)
        for control in (self.ronde, self.onderdeel, self.zoek, self.soort, self.deelvraag, self.vorm):
            control.observe(self.scherm.guard(lambda _: self.refresh()), "value")
        self.sluit.on_click(self.scherm.guard(lambda _: self.close_rows()))
        self.refresh()

    def refresh(self) -> None:
        """Show what is chosen."""
        if self.scherm.stil:
            return
        self.close_rows()
        try:
            traject = self.keuzes.open()
            self.offer_rondes(len(traject.beschrijving.rondes))
            self.frames = select_ronde(traject, str(traject.slug), self.nummer)
            self.offer_numbers()
            self.filters.layout.display = None if self.onderdeel.value == LOGBOEK else "none"
            self.inhoud.show(self.find_part(traject))
        except Exception:
            self.inhoud.clear()  # what belongs to an earlier choice must not stand under the new one
            self.knoppen.children = ()
            self.batch.naam.placeholder = ""
            raise
        self.batch.follow()
        self.scherm.status.say(self.say_shown(traject))

    @property
    def nummer(self) -> int | None:
        """Return the chosen round; None for all of them."""
        return None if self.ronde.value == ALLES else int(self.ronde.value)

    def offer_rondes(self, aantal: int) -> None:
        """Offer the rounds that the traject has."""
        options = [("Alle rondes", ALLES), *((f"Ronde {n}", n) for n in range(1, aantal + 1))]
        if list(self.ronde.options) != options:
            with self.scherm.silence():
                chosen = self.ronde.value
                self.ronde.options = options
                self.ronde.value = chosen if chosen in dict(options).values() else ALLES

    def find_part(self, traject: Traject) -> Blok | Figuur:
        """Return the chosen part; what was worked out for this choice before is not worked out again."""
        naam, ronde = self.onderdeel.value, self.nummer
        if naam == LOGBOEK:
            return self.show_logboek(traject)
        # A traject stays the same object for as long as its files stay the same; kept, its id is of no other.
        key = (id(traject), naam, ronde)
        if key not in self.kept:
            if len(self.kept) >= ZOVEEL_BEWAARD:
                self.kept.clear()
            self.kept[key] = (traject, ONDERDELEN[naam](self.open_part(traject), ronde))
        return self.kept[key][1]

    def open_part(self, traject: Traject) -> Deelnemercasus:
        """Return the case with what belongs to the chosen round."""
        return open_casus(traject.keep(**{tabel: self.frames[tabel] for tabel in IN_RONDE}))

    def say_shown(self, traject: Traject) -> str:
        """Return what is in sight, as a sentence."""
        if self.onderdeel.value == LOGBOEK:
            return f"{say_gevonden(len(self.find()), len(self.frames['logboek']))}."
        ronde = "" if self.nummer is None or self.onderdeel.value == PROFIEL else f", ronde {self.nummer}"
        return f"{self.onderdeel.value} van {traject.deelnemer.naam}{ronde}."

    def close_rows(self) -> None:
        """Take the rows behind a number away."""
        self.rijen.clear()
        self.sluit.layout.display = "none"

    def offer_numbers(self) -> None:
        """Show the key numbers as buttons that lead to the rows behind them.

        A button that is there already gets other words: to make one takes a hundred times longer.
        """
        counts = count_getallen(self.frames)
        part = self.onderdeel.value.lower()
        self.getallen = counts[counts["onderdeel"].isin(["casus", part])].to_dict("records")
        while len(self.pool) < len(self.getallen):
            knop = build_knop("", "Toon de rijen achter dit getal")
            knop.on_click(self.scherm.guard(partial(self.show_rows, len(self.pool))))
            self.pool.append(knop)
        for knop, getal in zip(self.pool, self.getallen, strict=False):
            knop.description = write_getal(getal)
        self.knoppen.children = tuple(self.pool[: len(self.getallen)])

    def show_rows(self, place: int, _: widgets.Button) -> None:
        """Show the rows behind a number, each with its file and row."""
        getal = self.getallen[place]
        rijen = select_rijen(self.frames[getal["tabel"]], getal["herkomst"])
        behind = f"Achter ‘{write_getal(getal)}’"
        self.rijen.show(table_rijen(rijen, behind))
        self.sluit.layout.display = None
        self.scherm.status.say(f"{say_rijen(len(rijen), behind)}.")

    def find(self) -> pd.DataFrame:
        """Return the notes that fit the filters."""
        choices = [read_choice(c) for c in (self.soort, self.deelvraag, self.vorm)]
        return find_notities(self.frames["logboek"], self.zoek.value, *choices)

    def show_logboek(self, traject: Traject) -> Blok:
        """Return the notes that fit the filters."""
        if self.frames["logboek"].empty:
            when = "" if self.nummer is None else f" in ronde {self.nummer}"
            return build_gap(f"Er zijn geen notities uit een logboek over {traject.deelnemer.naam}{when}.")
        return table_gevonden(self.find(), len(self.frames["logboek"]), traject.deelnemer.naam)


def write_getal(getal: Mapping[Any, Any]) -> str:
    """Return a number with what it counts."""
    if getal["onderdeel"] == "casus":
        return f"{getal['n']} {getal['naam']}"
    return f"{getal['naam']}: {getal['n']}"


def show_profiel(casus: Deelnemercasus) -> Blok:
    """Return who the deelnemer is and in what context it works."""
    return join_blocks([casus.deelnemers.table_profiel(), casus.deelnemers.table_context()])


def show_effecten(casus: Deelnemercasus, ronde: int | None) -> Blok:
    """Return what changed, how strong the evidence is, and what inwoners and partners say of it."""
    if ronde is not None and not casus.traject.inhoud.tabellen["effecten"]:
        return build_gap(f"Bij geen enkele stap van {casus.naam} uit ronde {ronde} is een effect vastgelegd.")
    return join_figures([casus.effecten.table_kracht(), casus.effecten.table_oordelen()])


ONDERDELEN: Mapping[str, Callable[[Deelnemercasus, int | None], Blok | Figuur]] = {
    "Sturingsmix": lambda casus, ronde: casus.vormen.plot_sturingsmix(tuple(list_metingen(ronde))),
    PROFIEL: lambda casus, _: show_profiel(casus),
    "Effecten": show_effecten,
}
"""What shows each part of a case; the logboek is searched, and so is shown by the explorer itself."""
IN_RONDE = ("contextfactoren", "sturingsmix", "effecten", "beoordelingen", "indicatormetingen")
"""The tables of which a round has its own rows; steps of other rounds can have added to its effects."""
