"""The codeerbank: read a text, select a passage, give it a code, and settle where codeurs differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from leerkring.begrippen import Doelgroep
from leerkring.hoofdstukken.codeurs.beeld.codeerbank import say_open, show_definitie, show_passage, table_labels
from leerkring.hoofdstukken.codeurs.beeld.overeenstemming import say_geheel
from leerkring.lab.leeskeuzes import Leeskeuzes, key_by_name, renew
from leerkring.lab.leesstukken import GEEN_PASSAGE, Leesstuk
from leerkring.lab.opening import open_scherm
from leerkring.lab.weigering import ALSNOG, LATEN, explain_not_saved
from leerkring.model.leren import Fragment
from leerkring.traject.audience import decide_beleid
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.saving.coderen import Codeerwerk, agree_codes, take_code
from leerkring.weergave.blokken import build_paragraph
from leerkring.weergave.widgets import Melding, Scherm, Vlak, build_keuze, build_knop, build_meerkeuze, lay_out
from leerkring.weergave.widgets.besluit import Besluit
from leerkring.weergave.widgets.tekstkeuze import Markering, Tekstkeuze


def open_codeerbank(traject: str, codeur: str | None = None) -> Scherm:
    """Return the codeerbank.

    Parameters
    ----------
    traject
        The traject folder, whose tables are changed.
    codeur
        Who codes at first: a pseudonym from the team; the first one unless said otherwise.
    """
    return open_scherm("Codeerbank", lambda scherm: Codeerbank(scherm, traject, codeur).start())


class Codeerbank:
    """The parts of the screen, and what is saved when one of them is operated."""

    def __init__(self, scherm: Scherm, traject: str, codeur: str | None) -> None:
        self.scherm = scherm
        self.keuzes = Leeskeuzes(scherm, traject, codeur, opened=self.offer_codes, closed=self.close, shown=self.show)
        self.codeur, self.stuk = self.keuzes.codeur, self.keuzes.stuk
        self.tekst = Tekstkeuze()
        self.passage, self.definitie, self.labels, self.eens = Vlak(), Vlak(), Vlak(), Vlak()
        self.code = build_keuze("Code", {})
        about = (*self.keuzes.controls, self.tekst)
        self.geef = Besluit("Geef deze code", (*about, self.code), hoofd=True)
        self.neem = Besluit("Haal deze code weg", (*about, self.code))
        self.terug = build_knop("Maak ongedaan")
        self.opnieuw = build_knop("Doe opnieuw")
        self.ververs = build_knop("Lees opnieuw", "Haalt op wat anderen intussen opsloegen")
        self.alsnog, self.laten = build_knop(ALSNOG), build_knop(LATEN)
        self.codes = build_meerkeuze("Afgesproken codes", {})
        self.leg_vast = Besluit("Leg de afspraak vast", (*about, self.codes))
        self.wacht = lay_out(self.alsnog, self.laten)
        self.afspraak = lay_out(self.codes, self.leg_vast)

    def start(self) -> None:
        """Put everything on the screen, and listen."""
        top = lay_out(*self.keuzes.controls)
        acts = lay_out(self.code, self.geef, self.neem, self.terug, self.opnieuw, self.ververs)
        self.scherm.fill(
            [top, self.wacht, self.tekst, self.passage, acts, self.definitie, self.labels, self.afspraak, self.eens]
        )
        self.scherm.listen(self.code, self.show_code)
        self.tekst.observe(self.scherm.guard(self.take_passage), "keuze")
        for decision, act in {self.geef: self.give, self.neem: self.remove, self.leg_vast: self.agree}.items():
            decision.on_press(act, self.scherm.guard)
        for button, act in {
            self.terug: lambda: self.save(self.werk.undo, "Ongedaan gemaakt en opgeslagen."),
            self.opnieuw: lambda: self.save(self.werk.redo, "Opnieuw gedaan en opgeslagen."),
            self.ververs: lambda: self.save(self.werk.refresh, "Opnieuw gelezen."),
            self.alsnog: lambda: self.save(self.werk.retry, "Alsnog opgeslagen."),
            self.laten: lambda: self.save(self.werk.drop, "Niet opgeslagen, en vergeten."),
        }.items():
            button.on_click(self.scherm.guard(lambda _, act=act: act()))
        self.keuzes.open()

    @property
    def werk(self) -> Codeerwerk:
        """Return what saves, and knows what can be undone."""
        return self.keuzes.werk

    @property
    def inhoud(self) -> Inhoud:
        """Return the content of the traject as it is seen here."""
        return self.keuzes.inhoud

    @property
    def fragment(self) -> Fragment | None:
        """Return the fragment that the chosen passage is, if it is one."""
        stuk = self.keuzes.leesstuk
        if stuk is None:
            return None
        try:
            return stuk.find_passage(self.inhoud, self.tekst.keuze["van"], self.tekst.keuze["tot"])
        except Melding:
            return None  # what is still to be filled in is asked for when the passage gets a code

    def offer_codes(self) -> None:
        """Offer the codes of the codeboek of another traject."""
        for control in self.acts:
            control.disabled = False
        codes = self.inhoud.ids["codeboek"]
        labels = key_by_name([(str(getattr(c, "label", key)), key) for key, c in codes.items()])
        renew(self.code, labels)
        self.codes.options = list(labels.items())
        self.codes.rows = max(2, min(len(labels), 5))
        self.show_code()

    @property
    def acts(self) -> tuple[Any, ...]:
        """Return the buttons that change the traject."""
        return (self.geef, self.neem, self.leg_vast, self.ververs, self.alsnog, self.laten)

    def close(self) -> None:
        """Show nothing of an earlier traject where another cannot be opened, so that nothing is written to it."""
        self.tekst.layout.display = self.afspraak.layout.display = self.wacht.layout.display = "none"
        for place in (self.passage, self.definitie, self.labels, self.eens):
            place.clear()
        for control in (*self.acts, self.terug, self.opnieuw):
            control.disabled = True

    def show(self) -> None:
        """Show the chosen text with what is known of it."""
        stuk, n = self.keuzes.leesstuk, len(self.keuzes.stukken)
        self.tekst.layout.display = None if stuk else "none"
        if stuk:
            # Of a fragment all of it is the passage; a button would promise a choice that there is not.
            self.tekst.show(f"Tekst {stuk.id}", stuk.tekst, self.find_marks(stuk), kiesbaar=stuk.fragment is None)
        self.show_state()
        self.scherm.status.say(f"Tekst {stuk.id}, {n} te kiezen." if stuk else "Er is niets te lezen.")

    def show_state(self) -> None:
        """Show what changes with each act: the passage, its codes, how well codeurs agree, and what can be done."""
        stuk, fragment, codes = self.keuzes.leesstuk, self.fragment, self.keuzes.codings
        passage = fragment.tekst if fragment else self.tekst.passage.strip()
        if stuk and stuk.fragment is None:
            self.passage.show(show_passage(passage, fragment.id if fragment else None))
        else:
            self.passage.clear()
        known = (
            [fragment] if stuk and stuk.fragment else [f for _, f in stuk.find_fragmenten(self.inhoud)] if stuk else []
        )
        columns = {c: f"Codes van {c}" for c in codes.list_columns(self.codeur.value)}
        self.labels.show(table_labels(codes.lay_rows(known, self.codeur.value), columns))
        offered = codes.offer_agreement(fragment.id, self.codeur.value) if fragment else None
        self.afspraak.layout.display = "none" if offered is None else None
        self.codes.value = tuple(offered or ())
        agreement = say_geheel(codes.geheel, decide_beleid(Doelgroep.TEAM, self.inhoud.beschrijving.drempels))
        self.eens.show(build_paragraph(f"{agreement} {say_open(len(codes.open_verschillen))}"))
        self.wacht.layout.display = "none" if self.werk.wacht is None else None
        self.terug.disabled, self.opnieuw.disabled = not self.werk.can_undo, not self.werk.can_redo

    def show_code(self) -> None:
        """Show when the chosen code fits."""
        code: Any = self.inhoud.ids["codeboek"].get(str(self.code.value))
        if code is None:
            self.definitie.clear()
        else:
            self.definitie.show(show_definitie(code.label, code.definitie))

    def take_passage(self, change: Any) -> None:
        """Show the passage that was taken, and say it; another text takes none."""
        if change["new"]["beurt"] == change["old"]["beurt"]:
            return
        if not self.tekst.passage.strip():
            raise Melding(GEEN_PASSAGE)
        self.show_state()
        self.scherm.status.say(f"Passage gekozen: {self.tekst.passage}")

    def give(self) -> None:
        """Give the chosen code to the passage, and save it."""
        stuk, keuze = self.keuzes.leesstuk, self.tekst.keuze
        if stuk is None:
            raise Melding("Er is geen tekst gekozen.")
        act = stuk.code(self.codeur.value, self.code.value, keuze["van"], keuze["tot"])
        self.save(lambda: self.werk.do(act), f"Opgeslagen: {self.codeur.value} gaf {self.say_code()}.")

    def remove(self) -> None:
        """Take the chosen code from the passage, and save it."""
        fragment = self.fragment
        if fragment is None or self.code.value not in self.keuzes.codings.given(fragment.id, self.codeur.value):
            raise Melding(f"Deze passage heeft van {self.codeur.value} niet de code {self.say_code()}.")
        act = take_code(fragment.id, self.codeur.value, self.code.value)
        self.save(lambda: self.werk.do(act), f"Opgeslagen: {self.say_code()} is weg.")

    def agree(self) -> None:
        """Save which codes were agreed upon for the passage."""
        fragment = self.fragment
        if fragment is None:
            raise Melding("Kies eerst een fragment dat twee codeurs hebben gecodeerd.")
        act = agree_codes(fragment.id, self.codeur.value, self.codes.value)
        n = len(self.codes.value)
        words = "is geen code" if n == 0 else "is 1 code" if n == 1 else f"zijn {n} codes"
        self.save(lambda: self.werk.do(act), f"Opgeslagen: bij {fragment.id} {words} afgesproken.")

    def save(self, act: Callable[[], None], gedaan: str) -> None:
        """Do something that saves, and show what is there afterwards, also when it was refused."""
        try:
            with explain_not_saved(self.inhoud, str(self.codeur.value)):
                act()
        finally:
            stuk = self.keuzes.leesstuk
            if self.werk.wacht is None and stuk is not None:
                self.tekst.mark(self.find_marks(stuk))
            self.show_state()
        self.scherm.status.say(gedaan)

    def say_code(self) -> str:
        """Return the name of the chosen code."""
        return f"‘{self.code.label}’"

    def find_marks(self, stuk: Leesstuk) -> list[Markering]:
        """Return the fragments in a text, each with the codes that may be seen."""
        return [mark._replace(titel=f"Fragment {f.id}") for mark, f in stuk.find_fragmenten(self.inhoud)]
