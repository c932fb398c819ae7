"""The codeerbank: read a text, select a passage, give it a code, and settle where codeurs differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError
from leerkring.lab.codes import Codes
from leerkring.lab.keuzes import name_trajecten
from leerkring.lab.leesstukken import GEEN_PASSAGE, Leessoort, Leesstuk, list_leesstukken, name
from leerkring.lab.opening import open_scherm
from leerkring.lab.weigering import ALSNOG, LATEN, explain_refusal
from leerkring.model.leren import Fragment
from leerkring.traject.coderen import Codeerwerk, agree_codes, take_code
from leerkring.traject.inhoud import Inhoud
from leerkring.weergave.blokken import build_paragraph
from leerkring.weergave.codeerbank import say_open, show_definitie, show_passage, table_labels
from leerkring.weergave.overeenstemming import say_geheel
from leerkring.weergave.widgets import (
    Melding,
    Scherm,
    Vlak,
    build_keuze,
    build_knop,
    build_meerkeuze,
    build_zoekveld,
    lay_out,
)
from leerkring.weergave.widgets.besluit import Besluit
from leerkring.weergave.widgets.tekstkeuze import Markering, Tekstkeuze

ALLE, NIET_DOOR_MIJ, VERSCHIL = "Alles", "Nog niet door mij gecodeerd", "Waar codeurs verschillen"
IEDEREEN = "alle"


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


def tell_apart(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return ids by name, with the id behind a name that stands there twice."""
    names = [naam for naam, _ in pairs]
    return {naam if names.count(naam) == 1 else f"{naam} ({key})": key for naam, key in pairs}


class Codeerbank:
    """The parts of the screen, and what is saved when one of them is operated."""

    def __init__(self, scherm: Scherm, traject: str, codeur: str | None) -> None:
        self.scherm = scherm
        self.traject = build_keuze("Traject", name_trajecten(traject), traject)
        self.codeur = build_keuze("Codeur", {})
        self.soort = build_keuze("Lees", list(Leessoort))
        self.deelnemer = build_keuze("Deelnemer", {})
        self.toon = build_keuze("Toon", [ALLE, NIET_DOOR_MIJ, VERSCHIL])
        self.dag = build_zoekveld("Dag", "2021-06-15", direct=False)
        self.stuk = build_keuze("Tekst", {})
        self.tekst = Tekstkeuze()
        self.passage, self.definitie, self.labels, self.eens = Vlak(), Vlak(), Vlak(), Vlak()
        self.code = build_keuze("Code", {})
        about = (self.codeur, self.stuk, self.tekst)
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
        self.stukken: dict[str, Leesstuk] = {}
        self.gelezen: Codes | None = None
        self.wens = codeur
        self.stil = False

    def start(self) -> None:
        """Put everything on the screen, and listen."""
        top = lay_out(self.traject, self.codeur, self.soort, self.deelnemer, self.toon, self.dag, self.stuk)
        acts = lay_out(self.code, self.geef, self.neem, self.terug, self.opnieuw, self.ververs)
        self.scherm.fill(
            [top, self.wacht, self.tekst, self.passage, acts, self.definitie, self.labels, self.afspraak, self.eens]
        )
        self.listen(self.traject, self.open)
        for control in (self.codeur, self.soort, self.deelnemer, self.toon, self.dag):
            self.listen(control, self.offer)
        self.listen(self.stuk, self.show)
        self.listen(self.code, self.show_code)
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
        self.open()

    def listen(self, control: Any, act: Callable[[], None]) -> None:
        """Act after each choice of the researcher, and not after those that follow from it."""
        control.observe(self.scherm.guard(lambda _: None if self.stil else act()), "value")

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
    def leesstuk(self) -> Leesstuk:
        """Return what is read now."""
        if self.stuk.value not in self.stukken:
            raise Melding("Er is geen tekst gekozen.")
        return self.stukken[self.stuk.value]

    @property
    def fragment(self) -> Fragment | None:
        """Return the fragment that the chosen passage is, if it is one."""
        if self.stuk.value not in self.stukken:
            return None
        try:
            return self.leesstuk.find_passage(self.inhoud, self.tekst.keuze["van"], self.tekst.keuze["tot"])
        except Melding:
            return None  # what is still to be filled in is asked for when the passage gets a code

    def open(self) -> None:
        """Open another traject, with nothing to undo yet."""
        try:
            self.werk = Codeerwerk(self.traject.value)
        except LeerkringError:
            self.close()
            raise
        for control in self.acts:
            control.disabled = False
        team, codes = self.inhoud.targets("team"), self.inhoud.ids["codeboek"]
        who = {f"{lid.id} · {lid.organisatie}": lid.id for lid in team.values()}
        if self.wens is not None and self.wens not in team:
            raise Melding(f"‘{self.wens}’ staat niet in het team van dit traject; kies uit {', '.join(team)}.")
        labels = tell_apart([(str(getattr(c, "label", key)), key) for key, c in codes.items()])
        slugs = tell_apart([(name(self.inhoud, slug), slug) for slug in self.inhoud.ids["deelnemers"]])
        self.stil = True
        try:
            self.renew(self.codeur, who, self.wens)
            self.renew(self.code, labels)
            self.renew(self.deelnemer, {"Alle deelnemers": IEDEREEN} | slugs)
            self.codes.options = list(labels.items())
            self.codes.rows = max(2, min(len(labels), 5))
        finally:
            self.stil = False
        self.wens = None
        self.offer()
        self.show_code()
        if not team or not codes:
            raise Melding("Dit traject heeft geen team of geen codeboek, dus hier valt niets te coderen.")

    @property
    def acts(self) -> tuple[Any, ...]:
        """Return the buttons that change the traject."""
        return (self.geef, self.neem, self.leg_vast, self.ververs, self.alsnog, self.laten)

    def close(self) -> None:
        """Show nothing of an earlier traject where another cannot be opened, so that nothing is written to it."""
        self.stukken = {}
        self.tekst.layout.display = self.afspraak.layout.display = self.wacht.layout.display = "none"
        for place in (self.passage, self.definitie, self.labels, self.eens):
            place.clear()
        for control in (*self.acts, self.terug, self.opnieuw):
            control.disabled = True

    def renew(self, control: Any, options: dict[str, Any], wanted: Any = None) -> None:
        """Offer other options; what was chosen stays so where it can."""
        keep = wanted if wanted is not None else control.value
        if list(control.options) != list(options.items()):
            control.options = list(options.items())
        control.value = keep if keep in options.values() else next(iter(options.values()), None)

    def offer(self) -> None:
        """Offer the texts that are asked for, and show the chosen one."""
        soort = Leessoort(self.soort.value)
        slug = None if self.deelnemer.value == IEDEREEN else self.deelnemer.value
        self.dag.layout.display = None if soort is Leessoort.BRONTEKST else "none"
        self.toon.layout.display = None if soort is Leessoort.FRAGMENT else "none"
        self.stil = True
        try:
            self.stukken, chosen = {}, self.stuk.value
            self.renew(self.stuk, {})
            found = list_leesstukken(self.inhoud, self.werk.stand.folder, soort, slug, self.dag.value)
            codes = self.codings
            self.stukken = {s.id: s for s in found if s.fragment is None or self.is_asked(s.fragment, codes)}
            self.renew(self.stuk, {s.titel: s.id for s in self.stukken.values()}, chosen)
        finally:
            self.stil = False
            self.show()

    def is_asked(self, fragment: str, codes: Codes) -> bool:
        """Tell whether a fragment is one of those to be shown."""
        if self.toon.value == NIET_DOOR_MIJ:
            return not codes.given(fragment, self.codeur.value)
        return self.toon.value == ALLE or fragment in codes.open_verschillen

    def show(self) -> None:
        """Show the chosen text with what is known of it."""
        stuk = self.stukken.get(self.stuk.value)
        self.tekst.layout.display = None if stuk else "none"
        if stuk:
            # Of a fragment all of it is the passage; a button would promise a choice that there is not.
            self.tekst.show(f"Tekst {stuk.id}", stuk.tekst, self.find_marks(stuk), kiesbaar=stuk.fragment is None)
        self.show_state()
        self.scherm.status.say(f"Tekst {stuk.id}, {len(self.stukken)} te kiezen." if stuk else "Er is niets te lezen.")

    def show_state(self) -> None:
        """Show what changes with each act: the passage, its codes, how well codeurs agree, and what can be done."""
        stuk, fragment, codes = self.stukken.get(self.stuk.value), self.fragment, self.codings
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
        agreement = say_geheel(codes.geheel, Doelgroep.TEAM)
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
        stuk, keuze = self.leesstuk, self.tekst.keuze
        act = stuk.code(self.codeur.value, self.code.value, keuze["van"], keuze["tot"])
        self.save(lambda: self.werk.do(act), f"Opgeslagen: {self.codeur.value} gaf {self.say_code()}.")

    def remove(self) -> None:
        """Take the chosen code from the passage, and save it."""
        fragment = self.fragment
        if fragment is None or self.code.value not in self.codings.given(fragment.id, self.codeur.value):
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
            with explain_refusal(self.inhoud, str(self.codeur.value)):
                act()
        finally:
            if self.werk.wacht is None and self.stuk.value in self.stukken:
                self.tekst.mark(self.find_marks(self.leesstuk))
            self.show_state()
        self.scherm.status.say(gedaan)

    def say_code(self) -> str:
        """Return the name of the chosen code."""
        return f"‘{self.code.label}’"

    def find_marks(self, stuk: Leesstuk) -> list[Markering]:
        """Return the fragments in a text, each with the codes that may be seen."""
        return [mark._replace(titel=f"Fragment {f.id}") for mark, f in stuk.find_fragmenten(self.inhoud)]
