"""The choices with which the codeerbank begins: which traject, who codes, and which text is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from leerkring.errors import LeerkringError
from leerkring.lab.codes import Codes
from leerkring.lab.keuzes import name_trajecten
from leerkring.lab.leesstukken import Leessoort, Leesstuk, list_leesstukken, name
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.saving.coderen import Codeerwerk
from leerkring.weergave.widgets import Melding, Scherm, build_keuze, build_zoekveld

ALLE, NIET_DOOR_MIJ, VERSCHIL = "Alles", "Nog niet door mij gecodeerd", "Waar codeurs verschillen"
IEDEREEN = "alle"


class Leeskeuzes:
    """Choices that follow each other: a traject has its codeurs and its texts, and what is asked for names some texts.

    Parameters
    ----------
    scherm
        The screen on which they stand, for what goes wrong.
    traject, codeur
        What is chosen at first; the first codeur of the team unless said otherwise.
    opened, closed, shown
        What is called after a traject was opened, after one could not be opened, and when another text is to be shown.
    """

    def __init__(
        self,
        scherm: Scherm,
        traject: str,
        codeur: str | None,
        *,
        opened: Callable[[], None],
        closed: Callable[[], None],
        shown: Callable[[], None],
    ) -> None:
        self.scherm = scherm
        self.opened, self.closed, self.shown = opened, closed, shown
        self.traject = build_keuze("Traject", name_trajecten(traject), traject)
        self.codeur = build_keuze("Codeur", {})
        self.soort = build_keuze("Lees", list(Leessoort))
        self.deelnemer = build_keuze("Deelnemer", {})
        self.toon = build_keuze("Toon", [ALLE, NIET_DOOR_MIJ, VERSCHIL])
        self.dag = build_zoekveld("Dag", "2021-06-15", direct=False)
        self.stuk = build_keuze("Tekst", {})
        self.geopend: Codeerwerk | None = None
        self.stukken: dict[str, Leesstuk] = {}
        self.gelezen: Codes | None = None
        self.wens = codeur
        scherm.listen(self.traject, self.open)
        for control in (self.codeur, self.soort, self.deelnemer, self.toon, self.dag):
            scherm.listen(control, self.offer)
        scherm.listen(self.stuk, shown)

    @property
    def controls(self) -> list[widgets.Widget]:
        """Return the choices, in the order in which one follows from another."""
        return [self.traject, self.codeur, self.soort, self.deelnemer, self.toon, self.dag, self.stuk]

    @property
    def werk(self) -> Codeerwerk:
        """Return what saves, and knows what can be undone."""
        if self.geopend is None:
            raise Melding("Er is geen traject geopend.")
        return self.geopend

    @property
    def inhoud(self) -> Inhoud:
        """Return the content of the traject as it is seen here."""
        return self.werk.inhoud

    @property
    def codings(self) -> Codes:
        """Return the codes that are there now; worked out once for as long as nothing is saved."""
        if self.gelezen is None or self.gelezen.inhoud is not self.inhoud:
            self.gelezen = Codes(self.inhoud)
        return self.gelezen

    @property
    def leesstuk(self) -> Leesstuk | None:
        """Return what is read now, if anything is."""
        return self.stukken.get(self.stuk.value)

    def open(self) -> None:
        """Open another traject, with nothing to undo yet.

        Raises
        ------
        LeerkringError
            When it cannot be opened; then nothing of the earlier one can be read or chosen any more.
        Melding
            When the codeur asked for is not in its team, or when there is nothing to code.
        """
        self.geopend, self.stukken = None, {}
        try:
            opened = Codeerwerk(self.traject.value)
        except LeerkringError:
            with self.scherm.silence():
                renew(self.stuk, {})
            self.closed()
            raise
        team = opened.inhoud.targets("team")
        if self.wens is not None and self.wens not in team:
            raise Melding(f"‘{self.wens}’ staat niet in het team van dit traject; kies uit {', '.join(team)}.")
        self.geopend = opened
        slugs = key_by_name([(name(self.inhoud, slug), slug) for slug in self.inhoud.ids["deelnemers"]])
        with self.scherm.silence():
            renew(self.codeur, {f"{lid.id} · {lid.organisatie}": lid.id for lid in team.values()}, self.wens)
            renew(self.deelnemer, {"Alle deelnemers": IEDEREEN} | slugs)
            self.opened()
        self.wens = None
        self.offer()
        if not team or not self.inhoud.ids["codeboek"]:
            raise Melding("Dit traject heeft geen team of geen codeboek, dus hier valt niets te coderen.")

    def offer(self) -> None:
        """Offer the texts that are asked for, and show the chosen one; where no traject could be opened, try again."""
        if self.geopend is None:
            self.open()
            return
        soort = Leessoort(self.soort.value)
        slug = None if self.deelnemer.value == IEDEREEN else self.deelnemer.value
        self.dag.layout.display = None if soort is Leessoort.BRONTEKST else "none"
        self.toon.layout.display = None if soort is Leessoort.FRAGMENT else "none"
        try:
            with self.scherm.silence():
                self.stukken, chosen = {}, self.stuk.value
                renew(self.stuk, {})
                found = list_leesstukken(self.inhoud, self.werk.stand.folder, soort, slug, self.dag.value)
                codes = self.codings
                self.stukken = {s.id: s for s in found if s.fragment is None or self.is_asked(s.fragment, codes)}
                renew(self.stuk, {s.titel: s.id for s in self.stukken.values()}, chosen)
        finally:
            self.shown()

    def is_asked(self, fragment: str, codes: Codes) -> bool:
        """Tell whether a fragment is one of those to be shown."""
        if self.toon.value == NIET_DOOR_MIJ:
            return not codes.given(fragment, self.codeur.value)
        return self.toon.value == ALLE or fragment in codes.open_verschillen


def key_by_name(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return ids by name, with the id behind a name that stands there twice."""
    names = [naam for naam, _ in pairs]
    return {naam if names.count(naam) == 1 else f"{naam} ({key})": key for naam, key in pairs}


def renew(control: Any, options: Mapping[str, Any], wanted: Any = None) -> None:
    """Offer other options; what was chosen stays so where it can."""
    keep = wanted if wanted is not None else control.value
    if list(control.options) != list(options.items()):
        control.options = list(options.items())
    control.value = keep if keep in options.values() else next(iter(options.values()), None)
