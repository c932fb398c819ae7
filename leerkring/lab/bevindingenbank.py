"""The bevindingenbank: write the answer to a question beside its evidence, and see how sure it becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from leerkring.hoofdstukken.bevindingen.beeld.concept import tell_bewijsrijen, tell_herzien, tell_veranderd
from leerkring.hoofdstukken.bevindingen.cijfers.concept import list_herzien
from leerkring.lab.bevindingkeuzes import NIEUW, Bevindingkeuzes
from leerkring.lab.bevindingpen import Pen, Pencellen, take_cells
from leerkring.lab.opening import open_scherm
from leerkring.lab.weigering import ALSNOG, LATEN, explain_not_saved
from leerkring.model.bevindingen import Bevinding
from leerkring.traject.saving.bevinden import remove_bevinding, see_again, write_bevinding
from leerkring.weergave.widgets import Melding, Scherm, Vlak, build_knop, lay_columns, lay_out
from leerkring.weergave.widgets.besluit import Besluit


def open_bevindingenbank(traject: str, deelnemer: str | None = None) -> Scherm:
    """Return the bevindingenbank.

    Parameters
    ----------
    traject
        The traject folder, whose table of findings is changed.
    deelnemer
        The id of whom is written about at first; the circle unless said otherwise.
    """
    return open_scherm("Bevindingenbank", lambda scherm: Bevindingenbank(scherm, traject, deelnemer).start())


class Bevindingenbank:
    """The parts of the screen, and what is saved when one of them is operated."""

    def __init__(self, scherm: Scherm, traject: str, deelnemer: str | None) -> None:
        self.scherm = scherm
        self.keuzes = k = Bevindingkeuzes(scherm, traject, deelnemer, shown=self.show, closed=self.close)
        self.pen = pen = Pen(scherm, k)
        self.anders, self.veranderd, self.herzien = Vlak(), Vlak(), Vlak()
        about = tuple(k.controls)
        rows = (*about, k.tabel, k.zoek, k.bewijs)
        self.steun, self.spreek = Besluit("Dit steunt het antwoord", rows), Besluit("Dit spreekt ertegen", rows)
        self.weg = Besluit("Haal deze rijen eruit", (*about, pen.steunt, pen.tegen))
        self.zet = Besluit("Zet dit getal in het antwoord", (*about, pen.antwoord, pen.getal))
        self.bewaar = Besluit("Sla op", (*about, *pen.controls), hoofd=True)
        self.bekeken = Besluit("Opnieuw bekeken", about, uitleg="De bevinding klopt nog met de rijen zoals ze nu zijn")
        self.verwijder = Besluit("Haal deze bevinding weg", about)
        self.terug, self.opnieuw = build_knop("Maak ongedaan"), build_knop("Doe opnieuw")
        self.ververs = build_knop("Lees opnieuw", "Haalt op wat anderen intussen opsloegen")
        self.alsnog, self.laten = build_knop(ALSNOG), build_knop(LATEN)
        self.wacht, self.oud = lay_out(self.alsnog, self.laten), lay_out(self.veranderd, self.bekeken)
        self.eerder: Bevinding | None = None
        self.begin: Bevinding | None = None
        """What the finding was when somebody began to change it here."""
        self.plek: tuple[str, ...] | None = None
        self.concepten: dict[tuple[str, ...], tuple[Bevinding | None, Pencellen]] = {}

    def start(self) -> None:
        """Put everything on the screen, and listen."""
        k, p = self.keuzes, self.pen
        evidence = [lay_out(k.tabel, k.zoek), k.bewijs, lay_out(self.steun, self.spreek), k.gelezen]
        chosen = [p.steunt, p.tegen, lay_out(self.weg)]
        pen = [p.antwoord, lay_out(p.getal, self.zet), p.tip, p.voorbeeld]
        rest = [lay_out(p.status, p.niveau, p.hoogstens), *p.redenen]
        acts = lay_out(self.bewaar, self.terug, self.opnieuw, self.ververs, self.verwijder)
        columns = lay_columns([*evidence, *chosen], [*pen, *rest])
        self.scherm.fill([lay_out(*k.controls), self.wacht, self.anders, self.oud, columns, acts, self.herzien])
        for decision, act in {
            self.steun: lambda: p.rest(k.bewijs.value, ()),
            self.spreek: lambda: p.rest((), k.bewijs.value),
            self.weg: lambda: p.rest((), (), (*p.steunt.value, *p.tegen.value)),
            self.zet: p.insert,
            self.bewaar: self.write,
            self.bekeken: lambda: self.save(lambda: k.werk.do(see_again(self.stored)), "Opgeslagen."),
            self.verwijder: lambda: self.save(lambda: k.werk.do(remove_bevinding(self.stored)), "Weggehaald."),
        }.items():
            decision.on_press(act, self.scherm.guard)
        for button, act in {
            self.terug: lambda: self.save(k.werk.undo, "Ongedaan gemaakt en opgeslagen."),
            self.opnieuw: lambda: self.save(k.werk.redo, "Opnieuw gedaan en opgeslagen."),
            self.ververs: lambda: self.save(k.werk.refresh, "Opnieuw gelezen.") if k.geopend else k.open(),
            self.alsnog: lambda: self.save(k.werk.retry, "Alsnog opgeslagen."),
            self.laten: lambda: self.save(self.drop, "Niet opgeslagen. Wat u schreef, staat er nog."),
        }.items():
            button.on_click(self.scherm.guard(lambda _, act=act: act()))
        k.open()

    @property
    def stored(self) -> Bevinding:
        """Return the chosen finding as it was last read or saved."""
        if self.eerder is None:
            raise Melding("Deze bevinding is nog niet opgeslagen.")
        return self.eerder

    def show(self) -> None:
        """Show the chosen finding; what was written for another and not saved comes back with that one."""
        self.keep()
        k = self.keuzes
        self.plek = tuple(control.value for control in k.controls)
        self.eerder = k.records.get(k.bevinding.value)
        draft = self.concepten.pop(self.plek, None)
        self.eerder, cells = draft or (self.eerder, take_cells(self.eerder))
        self.begin = self.eerder
        self.anders.clear()
        self.pen.load(cells)
        self.show_state()
        unsaved = ", met wat u nog niet opsloeg" if draft else ""
        self.scherm.status.say(f"{k.bevinding.label}, {k.vraag.label}, {k.deelnemer.label}{unsaved}.")

    def keep(self) -> None:
        """Keep what was written and not saved, for when its finding is chosen again."""
        if self.plek is not None and self.pen.read() != take_cells(self.eerder):
            self.concepten[self.plek] = (self.eerder, self.pen.read())

    def close(self) -> None:
        """Show nothing of an earlier traject where another cannot be opened, so that nothing is written to it."""
        self.keep()
        self.plek = self.eerder = None
        self.pen.clear()
        self.anders.clear()
        self.herzien.clear()
        self.wacht.layout.display = self.oud.layout.display = "none"
        self.enable(False)

    def enable(self, can: bool) -> None:
        """Let the buttons that change something be pressed, or not."""
        for button in (self.steun, self.spreek, self.weg, self.zet, self.bewaar):
            button.disabled = not can
        self.verwijder.disabled = not (can and self.eerder)
        self.terug.disabled = not (can and self.keuzes.werk.can_undo)
        self.opnieuw.disabled = not (can and self.keuzes.werk.can_redo)

    def show_state(self) -> None:
        """Show what changes with each act: what waits, what can be undone, and what is stale."""
        k = self.keuzes
        self.enable(True)
        self.wacht.layout.display = "none" if k.werk.wacht is None else None
        stale = list_herzien(k.werk.inhoud)
        changed = stale.get(k.bevinding.value, [])
        self.oud.layout.display = None if changed else "none"
        rows = k.blik.bewijs[k.blik.bewijs["plaats"].isin(changed)]
        self.veranderd.show(tell_bewijsrijen(rows, "Veranderd na het opschrijven; zo staat het er nu:"))
        self.herzien.show(tell_herzien(stale))

    def write(self) -> None:
        """Save what stands in the pen."""
        self.pen.check()
        act = write_bevinding(self.eerder, **self.pen.cellen)
        self.save(lambda: self.keuzes.werk.do(act), "Opgeslagen.")

    def drop(self) -> None:
        """Forget what waits, and read what is there now: who writes on sees what another wrote."""
        self.keuzes.werk.drop()
        self.keuzes.werk.refresh()

    def save(self, act: Callable[[], None], gedaan: str) -> None:
        """Do something that saves, and show what is there afterwards; what was typed stays, also when it is refused."""
        before, clean = self.keuzes.records, self.pen.read() == take_cells(self.eerder)
        try:
            with explain_not_saved(self.keuzes.werk.inhoud):
                act()
        finally:
            self.follow(before, clean)
        self.scherm.status.say(f"{gedaan} {self.keuzes.bevinding.label}.")

    def follow(self, before: Mapping[str, Bevinding], clean: bool) -> None:
        """Show the findings as they are now; what stands in the pen goes only if it was saved or never changed."""
        k, typed, begin = self.keuzes, self.pen.read(), self.begin
        about = (k.slug, k.deelvraag)
        come = [b for b in k.records.values() if b.id not in before and (b.deelnemer, b.deelvraag) == about]
        wanted = next((b.id for b in come if clean or take_cells(b) == typed), k.bevinding.value)
        stored = k.records.get(wanted)
        fresh = clean or typed == take_cells(stored)
        self.plek = None
        k.offer_bevindingen(wanted if stored or fresh else NIEUW)
        if not fresh:
            self.pen.load(typed)
            self.begin = begin
            if self.eerder not in (None, begin):
                self.anders.show(tell_veranderd(self.eerder.antwoord))
