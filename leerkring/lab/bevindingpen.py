"""The pen of the bench for findings: the texts, the rows that they rest on, and what these make of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import ipywidgets as widgets

from leerkring.begrippen import BevindingStatus, Bewijskracht, Vertrouwelijkheid
from leerkring.hoofdstukken.bevindingen.beeld.concept import NOG_GEEN_RIJ, name_verwijzing, tell_concept
from leerkring.hoofdstukken.bevindingen.beeld.teksten import HOE_ZEKER, say_zekerheid
from leerkring.hoofdstukken.bevindingen.cijfers.concept import find_getallen, weigh_concept
from leerkring.lab.bevindingkeuzes import Bevindingkeuzes
from leerkring.lab.leeskeuzes import renew
from leerkring.model.bevindingen import LANGSTE_ANTWOORD, LANGSTE_HOOFDANTWOORD, LANGSTE_TIP, Bevinding, count_words
from leerkring.weergave.widgets import Melding, Scherm, Vlak, build_keuze, build_lijst, build_tekstveld

HIER = "{}"
"""Stands in the answer where a number is to come; without it a number comes last."""
PENKOLOMMEN = (
    *("antwoord", "wat_u_ermee_kunt", "steunt_op", "spreekt_tegen"),
    *("status", "vertrouwelijkheid", "hoogstens", "reden", "ruimer_reden", "nagekeken_door"),
)
NIEUWE_CELLEN = dict.fromkeys(PENKOLOMMEN) | {
    **{"antwoord": "", "steunt_op": (), "spreekt_tegen": ()},
    **{"status": BevindingStatus.CONCEPT, "vertrouwelijkheid": Vertrouwelijkheid.TEAM},
}
"""What stands in the pen for a new finding."""
Pencellen = dict[str, Any]


class Pen:
    """The fields in which a finding is written, and what it is worth so far."""

    def __init__(self, scherm: Scherm, keuzes: Bevindingkeuzes) -> None:
        self.scherm, self.keuzes = scherm, keuzes
        self.antwoord, self.tip = build_tekstveld("Antwoord", 8), build_tekstveld("Wat u ermee kunt", 3)
        self.steunt, self.tegen = build_lijst("Steunt op", 6), build_lijst("Spreekt tegen", 3)
        self.getal = build_keuze("Getal", {})
        self.status = build_keuze("Status", {s.label: s for s in BevindingStatus})
        self.hoogstens = build_keuze("Hoogstens", {"Zoals berekend": ""} | {w: str(k) for k, w in HOE_ZEKER.items()})
        self.reden = build_tekstveld("Reden, als u minder zeker bent dan berekend", 2)
        self.ruimer = build_tekstveld("Reden, als anderen dit mogen lezen die niet alle rijen zien", 2)
        self.nagekeken = build_tekstveld("Nagekeken door (functie)", 1)
        self.niveau = build_keuze("Wie dit mag zien", {v.label: v for v in Vertrouwelijkheid})
        self.gewogen: Mapping[Any, Any] | None = None
        self.voorbeeld = Vlak()
        self.voorbeeld.add_class("lk-voorbeeld")
        for control in self.controls:
            scherm.listen(control, self.show_concept)

    @property
    def controls(self) -> list[widgets.Widget]:
        """Return the fields of which each holds a column, in their order."""
        return [self.antwoord, self.tip, self.status, self.niveau, self.hoogstens, *self.redenen]

    @property
    def redenen(self) -> tuple[widgets.Textarea, ...]:
        """Return the fields that say why a finding is not as its rows make it."""
        return (self.reden, self.ruimer, self.nagekeken)

    @property
    def lengtes(self) -> dict[str, tuple[int, int]]:
        """Return by the name of a text how many words it has and may have."""
        most = LANGSTE_ANTWOORD if self.keuzes.deelvraag else LANGSTE_HOOFDANTWOORD
        texts = {self.antwoord: most, self.tip: LANGSTE_TIP}
        return {field.description: (count_words(field.value), limit) for field, limit in texts.items()}

    @property
    def cellen(self) -> Pencellen:
        """Return all columns of the finding as it would be written down now."""
        k = self.keuzes
        return {
            "deelnemer": k.slug,
            "deelvraag": k.deelvraag,
            "datum": datetime.now().astimezone().date(),
        } | self.read()

    @property
    def concept(self) -> Bevinding:
        """Return what stands in the pen, which need not be a valid finding yet."""
        unseen: Pencellen = {"id": self.keuzes.bevinding.value, "gezien": ()}
        return Bevinding.model_construct(None, **unseen | self.cellen)

    def read(self) -> Pencellen:
        """Return what stands in the pen."""
        places = [tuple(plaats for _, plaats in control.options) for control in (self.steunt, self.tegen)]
        lower = Bewijskracht(self.hoogstens.value) if self.hoogstens.value else None
        tip, *why = (field.value.strip() or None for field in (self.tip, *self.redenen))
        cells = (self.antwoord.value.strip(), tip, *places, self.status.value, self.niveau.value, lower, *why)
        return dict(zip(PENKOLOMMEN, cells, strict=True))

    def load(self, cellen: Pencellen) -> None:
        """Put something in the pen."""
        with self.scherm.silence():
            self.antwoord.value, self.tip.value = cellen["antwoord"], cellen["wat_u_ermee_kunt"] or ""
            self.hoogstens.value = str(cellen["hoogstens"] or "")
            for field, kolom in zip(self.redenen, ("reden", "ruimer_reden", "nagekeken_door"), strict=True):
                field.value = cellen[kolom] or ""
            self.status.value, self.niveau.value = cellen["status"], cellen["vertrouwelijkheid"]
        self.show_rows(cellen["steunt_op"], cellen["spreekt_tegen"])

    def clear(self) -> None:
        """Leave nothing in the pen, where there is no traject to write in."""
        with self.scherm.silence():
            for field in (self.antwoord, self.tip, *self.redenen):
                field.value = ""
            self.steunt.options = self.tegen.options = self.getal.options = ()
        self.voorbeeld.clear()

    def show_rows(self, steunt: Iterable[str], tegen: Iterable[str]) -> None:
        """Show other rows in the pen, the numbers in them, and what they make of it."""
        with self.scherm.silence():
            self.steunt.options = self.keuzes.name_places(steunt)
            self.tegen.options = self.keuzes.name_places(tegen)
            found = find_getallen(self.keuzes.blik.traject, self.concept)
            renew(self.getal, {name_verwijzing(key, value): key for key, value in found.items()})
        self.show_concept()

    def show_concept(self) -> None:
        """Show how the finding in the pen reads, and how sure it is."""
        blik = self.keuzes.blik
        self.gewogen = weigh_concept(blik.traject, blik.krachten, self.concept)
        self.voorbeeld.show(tell_concept(self.gewogen, self.lengtes))

    def rest(self, steunt: tuple[str, ...], tegen: tuple[str, ...], weg: tuple[str, ...] = ()) -> None:
        """Let the finding rest on other rows, and say how sure that makes it."""
        chosen = {*steunt, *tegen, *weg}
        if not chosen:
            raise Melding("Kies eerst een rij in de lijst.")
        now = self.read()
        kept = [tuple(p for p in now[kolom] if p not in chosen) for kolom in ("steunt_op", "spreekt_tegen")]
        self.show_rows(kept[0] + steunt, kept[1] + tegen)
        self.scherm.status.say(NOG_GEEN_RIJ if self.gewogen is None else say_zekerheid(self.gewogen))

    def insert(self) -> None:
        """Put a reference to the chosen number in the answer."""
        if self.getal.value is None:
            raise Melding("Kies eerst een rij met een getal waar het antwoord op rust.")
        text, reference = self.antwoord.value, f"{{{self.getal.value}}}"
        self.antwoord.value = text.replace(HIER, reference, 1) if HIER in text else f"{text} {reference}".strip()
        self.scherm.status.say(f"In het antwoord staat nu {reference}.")

    def check(self) -> None:
        """Say what is missing for a finding.

        Raises
        ------
        Melding
            When something is.
        """
        cells = self.read()
        if not cells["antwoord"]:
            raise Melding("Schrijf eerst een antwoord.")
        if not cells["steunt_op"]:
            raise Melding("Kies eerst ten minste één rij waar het antwoord op steunt.")
        for naam, (words, most) in self.lengtes.items():
            if words > most:
                raise Melding(f"‘{naam}’ heeft {words} woorden; schrijf er hoogstens {most}.")
        if (cells["hoogstens"] is None) != (cells["reden"] is None):
            raise Melding("Vul ‘Hoogstens’ en de reden allebei in, of geen van beide.")
        if (cells["ruimer_reden"] is None) != (cells["nagekeken_door"] is None):
            raise Melding("Vul ook in waarom anderen dit mogen lezen, of wie het nakeek.")


def take_cells(bevinding: Bevinding | None) -> Pencellen:
    """Return what stands in the pen for a finding, or for a new one."""
    return dict(NIEUWE_CELLEN) if bevinding is None else {kolom: getattr(bevinding, kolom) for kolom in PENKOLOMMEN}
