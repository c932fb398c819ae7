"""The choices with which each explorer begins: which traject, for whom, and which deelnemer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import ipywidgets as widgets

from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError
from leerkring.lab.opening import list_trajecten, list_visible_deelnemers, open_voor
from leerkring.traject import Traject
from leerkring.weergave.taal import join_words
from leerkring.weergave.widgets import Melding, Scherm, build_keuze

Handler = Callable[..., None]


class Keuzes:
    """Three choices that follow each other: a traject has its deelnemers, and an audience sees some of them.

    Parameters
    ----------
    scherm
        The explorer on whose screen they stand, for what goes wrong.
    traject, doelgroep, deelnemer
        What is chosen at first; the first deelnemer unless said otherwise.
    """

    def __init__(self, scherm: Scherm, traject: str, doelgroep: str, deelnemer: str | None = None) -> None:
        parse_audience(doelgroep)
        self.scherm = scherm
        self.handlers: list[Handler] = []
        self.traject = build_keuze("Traject", name_trajecten(traject), traject)
        self.doelgroep = build_keuze("Doelgroep", {d.label: str(d) for d in Doelgroep}, doelgroep)
        self.deelnemer = build_keuze("Deelnemer", {})
        for control in (self.traject, self.doelgroep):
            control.observe(scherm.guard(self.follow), "value")
        self.deelnemer.observe(scherm.guard(self.tell), "value")
        self.offer_deelnemers(deelnemer)
        if deelnemer is not None and self.deelnemer.value != deelnemer:
            raise Melding(f"De deelnemer ‘{deelnemer}’ is er niet, of is voor deze doelgroep niet te zien.")

    @property
    def controls(self) -> list[widgets.Widget]:
        """Return the three choices in the order in which they are made."""
        return [self.traject, self.doelgroep, self.deelnemer]

    @property
    def audience(self) -> Doelgroep:
        """Return for whom the explorer shows."""
        return Doelgroep(self.doelgroep.value)

    def open(self) -> Traject:
        """Return what the chosen audience may see of the chosen deelnemer.

        Raises
        ------
        Melding
            When there is no deelnemer whom this audience may see.
        """
        if self.deelnemer.value is None:
            list_visible_deelnemers(self.traject.value, self.audience)  # when it cannot be read, that is what is wrong
            raise Melding(f"Voor ‘{self.audience.label.lower()}’ is er in dit traject geen deelnemer te zien.")
        return open_voor(self.traject.value, self.audience, self.deelnemer.value)

    def on_change(self, handler: Handler) -> None:
        """Call a handler after each choice, once per choice."""
        self.handlers.append(handler)

    def offer_deelnemers(self, wanted: str | None) -> None:
        """Offer the deelnemers of the chosen traject that the chosen audience may see."""
        found = list_visible_deelnemers(self.traject.value, self.audience)
        with self.scherm.silence():
            self.deelnemer.options = list(found.items())
            self.deelnemer.value = wanted if wanted in found.values() else next(iter(found.values()), None)

    def follow(self, _: Any) -> None:
        """Offer other deelnemers after another traject or audience, and tell who listens."""
        wanted = self.deelnemer.value
        with self.scherm.silence():
            self.deelnemer.options = []  # also when the other traject cannot be read
        with suppress(LeerkringError):  # who listens opens the traject as well, and so meets what is wrong
            self.offer_deelnemers(wanted)
        self.tell(None)

    def tell(self, _: Any) -> None:
        """Call the handlers, unless the choices are still changing."""
        if self.scherm.stil:
            return
        for handler in self.handlers:
            handler()


def name_trajecten(traject: str) -> dict[str, str]:
    """Return the folders of the project's trajects by name, and the one that was asked for if it is elsewhere."""
    return {folder.rstrip("/").rpartition("/")[2]: folder for folder in dict.fromkeys([*list_trajecten(), traject])}


def parse_audience(doelgroep: str) -> Doelgroep:
    """Return the audience with this code, or say which there are."""
    if doelgroep not in list(Doelgroep):
        raise Melding(f"De doelgroep ‘{doelgroep}’ bestaat niet; kies uit {join_words(list(Doelgroep), 'of')}.")
    return Doelgroep(doelgroep)
