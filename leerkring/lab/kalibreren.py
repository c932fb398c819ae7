"""Kalibreren: other anchors for a condition or the outcome, and at once who belongs and what becomes of the answer."""

from __future__ import annotations

import math
from typing import Any

import ipywidgets as widgets
import pandas as pd
import yaml

from leerkring.begrippen import Doelgroep
from leerkring.hoofdstukken.combinaties.beeld.kalibreren import WAARSCHUWING, say_proefverschil, show_yaml, tell_proef
from leerkring.hoofdstukken.combinaties.cijfers.combinaties import MINSTE_GEVALLEN
from leerkring.hoofdstukken.combinaties.cijfers.gevallen import lay_gevallen
from leerkring.hoofdstukken.combinaties.cijfers.proefkalibratie import Proef, change_verzameling, try_plan
from leerkring.lab.keuzes import name_trajecten
from leerkring.lab.opening import open_scherm, open_voor
from leerkring.model.qca import MAATCODES, Conditie, QcaPlan, Verzameling
from leerkring.weergave.blokken import build_paragraph
from leerkring.weergave.widgets import (
    Melding,
    Scherm,
    Vlak,
    build_getalveld,
    build_keuze,
    build_knop,
    build_zoekveld,
    lay_out,
)

ANKERS = ("Helemaal niet bij", "Twijfel bij", "Helemaal wel bij")
DREMPEL = "Erbij vanaf"


def open_kalibreren(traject: str) -> Scherm:
    """Return the screen on which anchors are tried.

    Parameters
    ----------
    traject
        The traject folder; it is only read.
    """
    return open_scherm("Kalibreren", lambda scherm: Kalibreren(scherm, traject).start())


class Kalibreren:
    """The parts of the screen; trials of one set are added to those of another until they are taken back."""

    def __init__(self, scherm: Scherm, traject: str) -> None:
        self.scherm = scherm
        self.traject = build_keuze("Traject", name_trajecten(traject), traject)
        self.verzameling = build_keuze("Conditie of resultaat", {})
        self.velden: list[Any] = []
        self.vakken = lay_out()
        self.reden = build_zoekveld("Reden van deze keuze", "waarom juist deze punten", direct=False)
        self.reden.layout.width = "min(48rem, 100%)"
        self.terug = build_knop("Terug naar traject.yaml")
        self.uitkomst, self.regels = Vlak(), Vlak()

    def start(self) -> None:
        """Put everything on the screen, and listen."""
        top = lay_out(self.traject, self.verzameling)
        acts = lay_out(self.reden, self.terug)
        note = Vlak()
        note.show(build_paragraph(WAARSCHUWING))
        self.scherm.fill([top, note, self.vakken, acts, self.uitkomst, self.regels])
        self.scherm.listen(self.traject, self.open)
        self.scherm.listen(self.verzameling, self.offer)
        self.scherm.listen(self.reden, self.show_yaml)
        self.terug.on_click(self.scherm.guard(lambda _: self.go_back()))
        self.open()

    def open(self) -> None:
        """Lay out the cases of another traject."""
        self.set_options({})
        self.terug.disabled = self.reden.disabled = True  # until there is something to calibrate
        self.vakken.children = ()
        self.uitkomst.clear()
        self.regels.clear()
        traject = open_voor(self.traject.value, Doelgroep.TEAM)
        plan = traject.beschrijving.qca
        if plan is None:
            raise Melding(
                "In traject.yaml van dit traject staat geen onderdeel ‘qca’, dus er valt niets te kalibreren."
            )
        self.gevallen = lay_gevallen(traject, plan)
        if len(self.gevallen.namen) < MINSTE_GEVALLEN:
            raise Melding("Er zijn te weinig deelnemers met een waarde op elke conditie om te vergelijken.")
        self.plan: QcaPlan = plan
        self.eerste: Proef = try_plan(self.gevallen, plan)
        self.set_options({f"{v.naam} ({v.id})": v.id for v in plan.verzamelingen})
        self.offer()

    def set_options(self, options: dict[str, str]) -> None:
        """Offer other sets, without acting upon it."""
        with self.scherm.silence():
            self.verzameling.options = list(options.items())
            self.verzameling.value = next(iter(options.values()), None)

    def find(self, plan: QcaPlan) -> Verzameling:
        """Return the chosen set in a plan."""
        return next(v for v in plan.verzamelingen if v.id == self.verzameling.value)

    def offer(self) -> None:
        """Offer a field for each point of the chosen set."""
        self.reden.disabled = False
        chosen = self.find(self.plan)
        self.velden = build_velden(chosen, self.list_waarden(chosen))
        for veld in self.velden:
            self.scherm.listen(veld, self.try_it)
        self.vakken.children = tuple(self.velden)
        with self.scherm.silence():
            self.reden.value = chosen.reden
        self.show()

    def list_waarden(self, verzameling: Verzameling) -> list[Any]:
        """Return the raw values of a set."""
        values: pd.DataFrame = self.gevallen.waarden
        return list(values.loc[values["verzameling"] == verzameling.id, "waarde"])

    def try_it(self) -> None:
        """Work out what the points in the fields lead to."""
        chosen = self.find(self.plan)
        self.plan = change_verzameling(self.plan, chosen.id, **read_velden(chosen, [v.value for v in self.velden]))
        self.show()

    def go_back(self) -> None:
        """Take all trials back."""
        self.plan = self.eerste.gevallen.plan
        self.offer()

    def show(self) -> None:
        """Show what the plan on the screen leads to."""
        proef = try_plan(self.gevallen, self.plan)
        self.uitkomst.show(tell_proef(proef, self.eerste, self.find(self.plan)))
        self.terug.disabled = self.plan == self.eerste.gevallen.plan
        self.show_yaml()
        self.scherm.status.say(say_proefverschil(proef, self.eerste))

    def show_yaml(self) -> None:
        """Show the lines for traject.yaml once there is something to put there, with its reason."""
        chosen, first = self.find(self.plan), self.find(self.eerste.gevallen.plan)
        reden = " ".join(self.reden.value.split())
        if chosen == first and reden == " ".join(first.reden.split()):
            self.regels.clear()
        elif not reden or (chosen != first and reden == " ".join(first.reden.split())):
            self.regels.show(build_paragraph("Schrijf bij ‘Reden van deze keuze’ waarom; dan staan hier de regels."))
        else:
            self.regels.show(show_yaml(write_verzameling(chosen, reden)))


def build_velden(verzameling: Verzameling, waarden: list[Any]) -> list[widgets.Widget]:
    """Return a field for each number that says from where a case belongs to a set."""
    if verzameling.scores is not None:
        kinds = MAATCODES[verzameling.maat]
        return [build_getalveld(kinds(c).label, float(s), 0.0, 1.0, 0.05) for c, s in verzameling.scores.items()]
    points = list(verzameling.ankers) if verzameling.ankers is not None else [float(verzameling.drempel or 0)]
    known = [float(n) for n in (*points, *waarden)]
    room = (max(known) - min(known)) or 1.0
    step = 10.0 ** math.floor(math.log10(room)) / 10
    names = ANKERS if verzameling.ankers is not None else (DREMPEL,)
    return [
        build_getalveld(naam, float(point), min(known) - room, max(known) + room, step)
        for naam, point in zip(names, points, strict=True)
    ]


def read_velden(verzameling: Verzameling, waarden: list[float]) -> dict[str, Any]:
    """Return the points in the fields as the model takes them.

    Raises
    ------
    Melding
        When a case could not be told in from out by them.
    """
    rounded = [round(n, 6) for n in waarden]
    if verzameling.scores is not None:
        if 0.5 in rounded:
            raise Melding("Een score van 0,5 kiest geen kant; neem iets meer of iets minder.")
        return {"scores": dict(zip(verzameling.scores, rounded, strict=True))}
    if verzameling.ankers is None:
        return {"drempel": rounded[0]}
    out, middle, full = rounded
    if not min(out, full) < middle < max(out, full):
        raise Melding("Het punt van twijfel moet tussen ‘helemaal niet’ en ‘helemaal wel’ liggen.")
    return {"ankers": (out, middle, full)}


def write_verzameling(verzameling: Verzameling, reden: str) -> str:
    """Return a set as it stands in traject.yaml, with another reason."""
    values = verzameling.model_dump(mode="json", exclude_defaults=True) | {"reden": reden}
    for name, value in values.items():
        if name == "ankers":
            values[name] = [int(n) if float(n).is_integer() else n for n in value]
    # As it stands there: conditions are a list, and the outcome is one of its own.
    part = [values] if isinstance(verzameling, Conditie) else {"uitkomst": values}
    return yaml.safe_dump(part, allow_unicode=True, sort_keys=False, width=100, default_flow_style=None)
