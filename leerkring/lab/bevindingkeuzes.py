"""The choices of the bench for findings: about whom, which question, which finding, and the evidence beside the pen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import ipywidgets as widgets
import pandas as pd

from leerkring.begrippen import BevindingStatus, Bewijskracht, Deelvraag, Doelgroep
from leerkring.casus import open_casus
from leerkring.errors import LeerkringError
from leerkring.hoofdstukken.bevindingen.beeld.concept import name_bewijs, tell_bewijsrijen
from leerkring.hoofdstukken.bevindingen.cijfers.concept import lay_bewijsrijen, list_herzien
from leerkring.kring import open_kring
from leerkring.lab.keuzes import name_trajecten
from leerkring.lab.leeskeuzes import key_by_name, renew
from leerkring.lab.leesstukken import name
from leerkring.model.bevindingen import Bevinding
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.opening import show_traject
from leerkring.traject.saving.bevinden import Bevindingwerk
from leerkring.traject.traject import Traject
from leerkring.weergave.widgets import Melding, Scherm, Vlak, build_keuze, build_lijst, build_zoekveld

HELE_KRING = CENTRAAL = NIEUW = OVERAL = ""
"""What is chosen in place of a deelnemer, a deelvraag, a finding that is there, and one table."""


class Blik(NamedTuple):
    """What the team sees of whom the finding is about, worked out once for as long as nothing is saved."""

    inhoud: Inhoud
    traject: Traject
    krachten: Mapping[str, Bewijskracht]
    bewijs: pd.DataFrame


class Bevindingkeuzes:
    """Choices that follow each other.

    Parameters
    ----------
    scherm
        The screen on which they stand, for what goes wrong.
    traject, deelnemer
        What is chosen at first; the circle unless a deelnemer is named.
    shown, closed
        What is called when another finding is to be shown, and when there is none because a traject cannot be opened.
    """

    def __init__(
        self,
        scherm: Scherm,
        traject: str,
        deelnemer: str | None,
        *,
        shown: Callable[[], None],
        closed: Callable[[], None],
    ) -> None:
        self.scherm, self.shown, self.closed, self.wens = scherm, shown, closed, deelnemer
        self.traject = build_keuze("Traject", name_trajecten(traject), traject)
        self.deelnemer, self.vraag = build_keuze("Over", {}), build_keuze("Vraag", {})
        self.bevinding = build_keuze("Bevinding", {})
        self.tabel = build_keuze("Tabel", {})
        self.zoek = build_zoekveld("Zoek in het bewijs", "woorden, of een nummer")
        self.bewijs = build_lijst("Bewijs", 12)
        self.gelezen = Vlak()
        self.geopend: Bevindingwerk | None = None
        self.laatste: Blik | None = None
        acts = {self.traject: self.open, self.deelnemer: self.offer_vragen, self.vraag: self.offer_bevindingen}
        acts |= {self.tabel: self.offer_bewijs, self.zoek: self.offer_bewijs, self.bewijs: self.read_bewijs}
        for control, act in (acts | {self.bevinding: shown}).items():
            scherm.listen(control, act)

    @property
    def controls(self) -> list[widgets.Widget]:
        """Return the choices, in the order in which one follows from another."""
        return [self.traject, self.deelnemer, self.vraag, self.bevinding]

    @property
    def werk(self) -> Bevindingwerk:
        """Return what saves, and knows what can be undone."""
        if self.geopend is None:
            raise Melding("Er is geen traject geopend.")
        return self.geopend

    @property
    def slug(self) -> str | None:
        """Return whom the finding is about; None for the circle."""
        return self.deelnemer.value or None

    @property
    def deelvraag(self) -> Deelvraag | None:
        """Return which question it answers; None for the central one."""
        return Deelvraag(self.vraag.value) if self.vraag.value else None

    @property
    def records(self) -> dict[str, Bevinding]:
        """Return all findings of the traject as they are now, by id."""
        return {b.id: b for _, b in self.werk.inhoud.rows(Bevinding.tabel)}

    @property
    def blik(self) -> Blik:
        """Return what the team sees of whom the finding is about."""
        inhoud = self.werk.inhoud
        if self.laatste is None or self.laatste.inhoud is not inhoud or self.laatste.traject.slug != self.slug:
            traject = show_traject(self.werk.stand.folder, inhoud, Doelgroep.TEAM, self.slug)
            facade = open_casus(traject) if self.slug else open_kring(traject)
            self.laatste = Blik(inhoud, traject, facade.list_krachten(), lay_bewijsrijen(traject))
        return self.laatste

    def open(self) -> None:
        """Open another traject, with nothing to undo yet.

        Raises
        ------
        LeerkringError
            When it cannot be opened; then nothing of the earlier one can be read or changed any more.
        Melding
            When the deelnemer asked for is not in it.
        """
        self.geopend = self.laatste = None
        try:
            opened = Bevindingwerk(self.traject.value)
        except LeerkringError:
            with self.scherm.silence():
                for control in (self.deelnemer, self.vraag, self.bevinding, self.tabel):
                    renew(control, {})
                self.bewijs.options = ()
            self.gelezen.clear()
            self.closed()
            raise
        slugs = opened.inhoud.ids["deelnemers"]
        if self.wens is not None and self.wens not in slugs:
            raise Melding(f"De deelnemer ‘{self.wens}’ is er niet; kies uit {', '.join(slugs)}.")
        self.geopend = opened
        names = key_by_name([(name(opened.inhoud, slug), slug) for slug in slugs])
        with self.scherm.silence():
            renew(self.deelnemer, {"De hele kring": HELE_KRING} | names, self.wens)
        self.wens = None
        self.offer_vragen()

    def offer_vragen(self) -> None:
        """Offer the questions about whom was chosen: the central one is of the circle."""
        central = {} if self.slug else {"Centrale vraag": CENTRAAL}
        with self.scherm.silence():
            renew(self.vraag, central | {f"{d} · {d.label}": str(d) for d in Deelvraag})
        self.offer_bevindingen()

    def offer_bevindingen(self, wanted: str | None = None) -> None:
        """Offer the findings that answer the question, then a new one, and show the chosen one."""
        stale = list_herzien(self.werk.inhoud)
        own = {
            f"{b.id} · {BevindingStatus(b.status).label}{' · te herzien' if b.id in stale else ''}": b.id
            for b in self.records.values()
            if (b.deelnemer, b.deelvraag) == (self.slug, self.deelvraag)
        }
        with self.scherm.silence():
            options = own | {"Nieuwe bevinding": NIEUW}
            renew(self.bevinding, options, next(iter(options.values())) if wanted is None else wanted)
            renew(self.tabel, {"Alle tabellen": OVERAL} | {t: t for t in self.blik.bewijs["tabel"].unique()})
        self.offer_bewijs()
        self.shown()

    def offer_bewijs(self) -> None:
        """Offer the rows that a finding can rest on, those of one table or with some words if that was asked for."""
        rows = self.blik.bewijs
        words = self.zoek.value.casefold().split()
        found = [
            r
            for r in rows.to_dict("records")
            if self.tabel.value in (OVERAL, r["tabel"])
            and all(w in f"{r['plaats']} {r['woorden']} {' '.join(r['bron'])}".casefold() for w in words)
            and r["plaats"] != self.bevinding.value
        ]
        with self.scherm.silence():
            chosen = [r["plaats"] for r in found if r["plaats"] in self.bewijs.value]
            self.bewijs.options = [(name_bewijs(r), r["plaats"]) for r in found]
            self.bewijs.value = tuple(chosen)
        self.read_bewijs()
        if words:
            self.scherm.status.say(f"{len(found)} van de {len(rows)} rijen gevonden.")

    def read_bewijs(self) -> None:
        """Show all that the chosen rows say."""
        rows = self.blik.bewijs
        self.gelezen.show(tell_bewijsrijen(rows[rows["plaats"].isin(self.bewijs.value)], "Gekozen in de lijst:"))

    def name_places(self, places: Iterable[str]) -> list[tuple[str, Any]]:
        """Return places as options: what cannot be seen any more stays, by its id."""
        known = {r["plaats"]: name_bewijs(r) for r in self.blik.bewijs.to_dict("records")}
        return [(known.get(plaats, plaats), plaats) for plaats in places]
